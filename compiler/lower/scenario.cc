#include "compiler/lower/scenario.h"

#include <algorithm>
#include <set>

#include "compiler/lower/shipment.h"

namespace licet::lower {

using ast::Kind;

namespace {

class Scenarios {
 public:
  Scenarios(Work* work, Reader* reader) : work_(*work), reader_(*reader) {}

  void run() {
    for (const Unit& unit : work_.units) {
      unit_ = &unit;
      const ast::Tree& t = tree();
      for (const NodeId kid : t[unit.file->root].kids) {
        if (t.kind(kid) == Kind::Scenario) scenario(kid);
        if (t.kind(kid) == Kind::ScenarioTable) table(kid);
      }
    }
  }

 private:
  const ast::Tree& tree() const { return unit_->file->tree; }

  Context context() {
    Context out;
    out.file = unit_->file;
    out.scope = work_.schema().line;
    out.frames = reader_.owners(out.scope);
    return out;
  }

  // Facts in order; the export date first, because acts are dated by it.
  bool given(NodeId node, Shipment* shipment, ir::ScenarioRun* run) {
    const ast::Tree& t = tree();
    std::vector<NodeId> conditions;
    bool ok = true;
    for (const NodeId kid : t[node].kids) {
      if (t.kind(kid) != Kind::Fact) {
        conditions.push_back(kid);
        continue;
      }
      const std::string& what = t[kid].text;
      const NodeId first = t.kid(kid, 0);
      if (what == "fact") {
        conditions.push_back(first);
      } else if (what == "claimed") {
        shipment->claim(t[first].text);
      } else if (what == "mode") {
        run->mode = t[first].text;
      } else if (what == "reading") {
        run->readings.push_back({t[first].name2, t[first].text});
      } else {
        // Requirements, balances and met exceptions are what the rules find; a scenario states the facts.
        ok = false;
        work_.diagnostics->add(Code::NotEvaluatedYet, t[kid].span, {"a scenario that gives \"" + what + "\""}).help =
            "give the facts from which it follows";
      }
    }
    std::stable_sort(conditions.begin(), conditions.end(), [&](NodeId a, NodeId b) { return dates(a) > dates(b); });
    for (const NodeId c : conditions) ok = shipment->given(context(), c) && ok;
    return ok;
  }

  bool dates(NodeId condition) const {
    const ast::Tree& t = tree();
    if (t.kind(condition) != Kind::Clause) return false;
    const NodeId subject = t.kid(condition, 0);
    const NodeId name = t.kind(subject) == Kind::NounPhrase ? t.first(subject, Kind::Name) : subject;
    return name != kNoNode && t[name].text == "export date";
  }

  void scenario(NodeId node) {
    const ast::Tree& t = tree();
    ir::Scenario base;
    base.name = t[node].text;
    base.span = t[node].span;
    Shipment shipment(&work_, &reader_, &base.run);
    const NodeId facts = t.first(node, Kind::Given);
    if (facts != kNoNode && !given(facts, &shipment, &base.run)) return;
    base.shipment = shipment.write();
    std::vector<ir::Scenario> made;
    for (const NodeId kid : t[node].kids) {
      if (t.kind(kid) != Kind::Expect) continue;
      ir::Scenario one = base;
      if (const NodeId under = t.kid(kid, 0); under != kNoNode && t.kind(under) == Kind::Alternative) {
        one.run.readings.push_back({t[under].name2, t[under].text});
        one.name += ", under reading " + t[under].name2 + " " + t[under].text;
      }
      if (const NodeId results = t.first(kid, Kind::Results); results != kNoNode)
        for (const NodeId item : t[results].kids) expect(item, &one);
      // Several "expect" of one run are one scenario.
      const auto same =
          std::find_if(made.begin(), made.end(), [&](const ir::Scenario& s) { return s.name == one.name; });
      if (same == made.end())
        made.push_back(std::move(one));
      else
        same->expect.insert(same->expect.end(), one.expect.begin(), one.expect.end());
    }
    for (ir::Scenario& one : made) work_.program().scenarios.push_back(std::move(one));
  }

  // One scenario for each row: the first cell is the value of the column's fact.
  void table(NodeId node) {
    const ast::Tree& t = tree();
    const NodeId facts = t.first(node, Kind::Given);
    std::vector<std::string> columns;
    for (const NodeId kid : t[node].kids)
      if (t.kind(kid) == Kind::ScenarioColumn) columns.push_back(t[t.kid(kid, 0)].text);
    for (const NodeId kid : t[node].kids) {
      if (t.kind(kid) != Kind::ScenarioRow) continue;
      ir::Scenario one;
      one.span = t[kid].span;
      Shipment shipment(&work_, &reader_, &one.run);
      const NodeId cell = t.kid(kid, 0);
      one.name = t[node].text + ": " + (cell == kNoNode ? "" : t[cell].text);
      if (cell != kNoNode && !columns.empty()) {
        const sema::Symbol* s = nullptr;
        for (const Id record : {work_.schema().shipment, work_.schema().line})
          if (s == nullptr || s->subject == kNone) s = work_.symbols->find(columns[0], sema::SymbolKind::Field, record);
        if (s != nullptr && s->subject == work_.schema().shipment)
          shipment.set_header(work_.schema()
                                  .records[static_cast<std::size_t>(s->subject)]
                                  .fields_[static_cast<std::size_t>(s->id)]
                                  .column,
                              Json::words(t[cell].text));
      }
      if (facts != kNoNode && !given(facts, &shipment, &one.run)) return;
      one.shipment = shipment.write();
      for (std::size_t i = 1; i < t[kid].kids.size(); ++i) {
        const NodeId results = t[kid].kids[i];
        if (t.kind(results) != Kind::Results) continue;
        for (const NodeId item : t[results].kids) {
          if (i < columns.size() && columns[i] == "requirements" && t[item].text.empty()) {
            add(item, "requirements", "", "", &one);
            continue;
          }
          if (i < columns.size() && columns[i] == "requirements" && t[item].text == "none") {
            push(item, "requirements", "", "none", "", &one);
            continue;
          }
          expect(item, &one);
        }
      }
      work_.program().scenarios.push_back(std::move(one));
    }
  }

  void push(NodeId item, std::string what, std::string name, std::string value, std::string at, ir::Scenario* out) {
    ir::Expectation e;
    e.what = std::move(what);
    e.name = std::move(name);
    e.value = std::move(value);
    e.at = std::move(at);
    e.span = tree()[item].span;
    out->expect.push_back(std::move(e));
  }

  // One expectation for each citation.
  void add(NodeId item, const std::string& what, const std::string& name, const std::string& value, ir::Scenario* out) {
    const ast::Tree& t = tree();
    bool any = false;
    for (const NodeId kid : t[item].kids) {
      if (t.kind(kid) != Kind::Citation && t.kind(kid) != Kind::Name && t.kind(kid) != Kind::Text) continue;
      any = true;
      std::string text = t[kid].text;
      if (text.starts_with("§")) text.erase(0, std::string_view("§").size());
      if (value.empty())
        push(item, what, name, text, "", out);
      else
        push(item, what, name, value, text, out);
    }
    if (!any) push(item, what, name, value.empty() ? "none" : value, "", out);
  }

  void expect(NodeId item, ir::Scenario* out) {
    const ast::Tree& t = tree();
    const ast::Node& n = t[item];
    const std::string& text = n.text;
    static const std::set<std::string> kStatuses = {"met",       "met for",    "open",          "closed",
                                                    "closed at", "foreclosed", "foreclosed by", "undetermined"};
    if (text == "decided") {
      const NodeId value = t.kid(item, 0);
      const std::string said = value == kNoNode ? std::string() : t[value].text;
      if (n.name2 == "disposition" || n.name2 == "review policy")
        push(item, n.name2 == "disposition" ? "disposition" : "review", "", said, "", out);
      else
        push(item, "decided value", n.name2, said, "", out);
      return;
    }
    if (text == "requirements" || text == "requirement") return add(item, "requirements", "", "", out);
    if (text.starts_with("no requirement") && text != "no requirement found") {
      if (n.kids.empty()) return push(item, "requirements", "", "none", "", out);
      return add(item, "requirement absent", "", "", out);
    }
    if (text.starts_with("review under") || text.starts_with("review")) {
      if (!n.name2.empty()) return add(item, "review", "", n.name2, out);
    }
    if (text.starts_with("authorized by")) return push(item, "disposition", "", "authorized", "", out);
    for (const char* value : {"license required", "not subject", "no requirement found", "available on steps",
                              "available", "authorized", "prohibited", "undetermined"})
      if (text.starts_with(value) && n.name2.empty()) {
        push(item, "disposition", "", value, "", out);
        if (text.starts_with("license required by")) add(item, "requirements", "", "", out);
        return;
      }
    if (!n.name2.empty() && kStatuses.count(text) != 0) {
      const std::string status = text.substr(0, text.find(' '));
      if (text == "met for") return push(item, "exception", n.name2, status, "", out);
      return add(item, "exception", n.name2, status, out);
    }
    if (text.starts_with("open facts") || text.starts_with("open fact")) return add(item, "open fact", "", "", out);
    if (text.starts_with("finding") || text == "red flag") return add(item, "finding", "", "", out);
    if (text.starts_with("duty") || text.starts_with("duties")) return add(item, "duty", "", "", out);
    if (text.starts_with("step")) return add(item, "step", "", "", out);
    if (text == "scheduled") return push(item, "mark", "", "scheduled", "", out);
    if (text == "none") return push(item, "requirements", "", "none", "", out);
    if (text.starts_with("nothing posts")) return;  // ledgers are not kept
    work_.diagnostics->add(Code::ConditionNotUnderstood, n.span, {"in a scenario", text.empty() ? "this" : text}).help =
        "expect requirements, a disposition, an exception's status, a review policy, a finding, a duty, a step or open "
        "facts";
  }

  Work& work_;
  Reader& reader_;
  const Unit* unit_ = nullptr;
};

}  // namespace

void lower_scenarios(Work* work, Reader* reader) { Scenarios(work, reader).run(); }

}  // namespace licet::lower
