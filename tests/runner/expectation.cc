#include "tests/runner/expectation.h"

#include <algorithm>

#include "runtime/explain/row.h"

namespace licet::golden {
namespace {

using data::JsonValue;
using interp::Truth;
using ir::Id;

std::size_t at(Id id) { return static_cast<std::size_t>(id); }

// A text, or each of a list of texts.
std::vector<std::string> texts(const JsonValue& value) {
  std::vector<std::string> out;
  if (value.is_text()) out.push_back(value.text);
  for (const JsonValue& element : value.elements) out.push_back(element.text);
  return out;
}

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out.empty() ? "nothing" : out;
}

class Comparison {
 public:
  Comparison(const DecidedLine& line, const JsonValue& names) : line_(line), program_(line.program), names_(names) {}

  std::vector<std::string> run(const JsonValue& expected) {
    for (const auto& [name, value] : expected.members) one(name, value, expected);
    return std::move(problems_);
  }

 private:
  void expect(bool good, const std::string& text) {
    if (!good) problems_.push_back(text);
  }

  void one(const std::string& name, const JsonValue& value, const JsonValue& all) {
    if (name == "shipment_id" || name == "line_no" || name == "why") return;
    if (name.rfind("disposition", 0) == 0) return disposition(name, value);
    if (name.rfind("classification", 0) == 0) return classification(name, value);
    if (name == "requirements" || name == "requirements_absent") return requirements(value, name == "requirements");
    if (name == "exceptions") return exceptions(value);
    if (name == "review_policy") return review(value.text);
    if (name == "open_facts") return open_facts(value);
    if (name == "derived") {
      for (const auto& [derived, wanted] : value.members) compare_derived(line_, derived, wanted, names_, &problems_);
      return;
    }
    if (name == "derived_status") {
      for (const auto& [derived, wanted] : value.members) compare_derived(line_, derived, wanted, names_, &problems_);
      return;
    }
    const std::vector<std::string> actual = listed(name);
    const JsonValue* called = names_.find(name);  // what the rulebook calls the findings of the examples
    if (value.elements.empty() && name == "overcome_by" && all.find("disposition") != nullptr)
      expect(actual.empty(), name + " should be empty and is " + joined(actual));
    for (const std::string& text : texts(value)) {
      const std::string wanted = called != nullptr ? called->text_of(text, text) : text;
      const bool found = std::any_of(actual.begin(), actual.end(), [&](const std::string& a) {
        return a == wanted || ir::citation_under(a, wanted);
      });
      expect(found, name + " should have " + wanted + " and is " + joined(actual));
    }
  }

  const interp::Outcome* outcome_of(Id decided) const {
    for (const interp::Outcome& outcome : line_.decision.outcomes)
      if (outcome.decided == decided) return &outcome;
    return nullptr;
  }

  void disposition(const std::string& name, const JsonValue& value) {
    const interp::Outcome* outcome = outcome_of(program_.licensing.disposition);
    if (outcome == nullptr) return expect(false, "there is no disposition");
    std::vector<std::string> actual;
    if (name == "disposition_status")
      actual = {to_string(outcome->status)};
    else if (name == "disposition_possible")
      for (Id v : outcome->possible) actual.push_back(text_of(*outcome, v));
    else if (outcome->status == interp::Status::Decided)
      for (Id v : outcome->values) actual.push_back(text_of(*outcome, v));
    else
      actual = {to_string(outcome->status)};
    std::vector<std::string> wanted = texts(value);
    if (name == "disposition_status")
      return expect(std::find(wanted.begin(), wanted.end(), actual[0]) != wanted.end(),
                    "the status should be " + joined(wanted) + " and is " + actual[0]);
    std::sort(actual.begin(), actual.end());
    std::sort(wanted.begin(), wanted.end());
    expect(actual == wanted, name + " should be " + joined(wanted) + " and is " + joined(actual));
  }

  std::string text_of(const interp::Outcome& outcome, Id value) const {
    return explain::value_text(program_, outcome.decided, value);
  }

  void requirements(const JsonValue& value, bool present) {
    std::vector<std::string> certain, possible;
    for (const interp::RequirementState& r : line_.decision.requirements) {
      if (r.applies == Truth::False) continue;
      possible.push_back(program_.licensing.requirements[at(r.requirement)].citation);
      if (r.applies == Truth::True) certain.push_back(possible.back());
    }
    if (present && value.elements.empty())
      expect(possible.empty(), "no requirement should apply, and there is " + joined(possible));
    for (const std::string& wanted : texts(value)) {
      const std::vector<std::string>& where = present ? certain : possible;
      const bool found =
          std::any_of(where.begin(), where.end(), [&](const std::string& r) { return ir::citation_under(r, wanted); });
      expect(
          found == present,
          wanted + (present ? " should apply; what applies is " : " should not apply, and there is ") + joined(where));
    }
  }

  void exceptions(const JsonValue& value) {
    for (const auto& [name, wanted] : value.members) {
      std::string status = "not asked", failing;
      for (const interp::ExceptionState& e : line_.decision.exceptions) {
        if (program_.licensing.exceptions[at(e.exception)].name != name) continue;
        status = to_string(e.status);
        if (e.failing != ir::kNone) failing = program_.paragraphs[at(e.failing)].citation;
        if (e.status == interp::ExceptionStatus::Foreclosed && e.foreclosed_by != ir::kNone)
          failing = program_.provisions[at(e.foreclosed_by)].citation;
        if (e.status == interp::ExceptionStatus::Open && !e.steps_open.empty())
          failing = program_.licensing.exceptions[at(e.exception)].steps[at(e.steps_open.front())].citation;
      }
      const JsonValue* s = wanted.find("status");
      if (s != nullptr) {
        const std::vector<std::string> accepted = texts(*s);
        expect(
            std::find(accepted.begin(), accepted.end(), status) != accepted.end(),
            name + " should be " + joined(accepted) + " and is " + status + (failing.empty() ? "" : " at " + failing));
      }
      const std::string paragraph = wanted.text_of("failing");
      if (!paragraph.empty())
        expect(ir::citation_under(failing, paragraph),
               name + " should fail at " + paragraph + " and does at " + (failing.empty() ? "none" : failing));
    }
  }

  void review(const std::string& wanted) {
    const interp::Outcome* outcome = outcome_of(program_.licensing.review);
    std::string actual = "nothing";
    if (outcome != nullptr && outcome->status == interp::Status::Decided && !outcome->values.empty())
      actual = text_of(*outcome, outcome->values.front());
    else if (outcome != nullptr)
      actual = to_string(outcome->status);
    expect(actual == wanted, "the review policy should be " + wanted + " and is " + actual);
  }

  // The cells of a column that is a list.
  std::vector<std::string> listed(const std::string& name) {
    const explain::RowLayout layout(program_, {});
    explain::Row row;
    layout.fill(line_.decision, &row);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (layout.columns()[i].name != name) continue;
      for (std::string_view item : row.cells[i].items) out.emplace_back(item.substr(0, item.find(" by ")));
    }
    if (name != "findings") return out;
    for (Id f : line_.decision.findings) {
      out.push_back(program_.licensing.findings[at(f)].citation);
      out.push_back(program_.licensing.findings[at(f)].wording);
      out.push_back(program_.licensing.findings[at(f)].id);
    }
    return out;
  }

  // "parties[1].list_hits" names a party by its place, the interpreter by a role that it fills.
  std::vector<std::string> spellings(const std::string& path) const {
    std::vector<std::string> out{path};
    const std::string own = "lines[" + std::to_string(line_.line) + "].";  // the interpreter leaves it out
    if (path.rfind(own, 0) == 0) out.push_back(path.substr(own.size()));
    const JsonValue* parties = line_.shipment.find("parties");
    if (path.rfind("parties[", 0) != 0 || parties == nullptr) return out;
    const std::size_t i = std::stoul(path.substr(8));
    const JsonValue* roles = i < parties->elements.size() ? parties->elements[i].find("roles") : nullptr;
    if (roles != nullptr)
      for (const JsonValue& role : roles->elements) out.push_back(role.text + path.substr(path.find(']') + 1));
    return out;
  }

  void open_facts(const JsonValue& value) {
    std::vector<std::string> actual;
    for (const interp::Outcome& outcome : line_.decision.outcomes)
      for (const interp::OpenFact& fact : outcome.open_facts) actual.push_back(fact.path);
    for (const std::string& wanted : texts(value)) {
      bool found = false;
      for (const std::string& spelling : spellings(wanted))
        for (const std::string& fact : actual)
          found |= fact == spelling ||
                   (fact.rfind(spelling, 0) == 0 && (fact[spelling.size()] == '.' || fact[spelling.size()] == '['));
      expect(found, "the open facts should have " + wanted + " and are " + joined(actual));
    }
  }

  void classification(const std::string& name, const JsonValue& value) {
    // A record without parties asks for the parameters alone: who exports, on which Note 1 to 3A090.a turns, is no part
    // of it, so that the circuit answers and not the item.
    const JsonValue* parties = line_.shipment.find("parties");
    const bool alone = parties == nullptr || parties->is_null();
    Id decided = decided_of("specified in", alone ? "integrated circuit" : "item");
    if (decided == ir::kNone) return expect(false, "the rulebook decides no classification");
    if (line_.record.rows(program_.decided[at(decided)].subject).size() == 0)
      decided = decided_of("specified in", "item");
    const Id subject = program_.decided[at(decided)].subject;
    if (line_.record.rows(subject).size() == 0) return expect(false, "the record has no item");
    const interp::Outcome outcome = line_.evaluator->outcome(line_.record, line_.line, decided, row_of_line(subject));
    std::vector<std::string> certain, possible;
    for (Id v : outcome.values) certain.push_back(text_of(outcome, v));
    possible = certain;
    for (Id v : outcome.possible) possible.push_back(text_of(outcome, v));
    if (name == "classification_status") {
      const std::vector<std::string> wanted = texts(value);
      return expect(
          std::find(wanted.begin(), wanted.end(), to_string(outcome.status)) != wanted.end(),
          "the status of the classification should be " + joined(wanted) + " and is " + to_string(outcome.status));
    }
    for (const std::string& wanted : texts(value)) {
      if (wanted == "none") continue;
      const bool absent = name == "classification_absent";
      const std::vector<std::string>& where = name == "classification" ? certain : possible;
      const bool found =
          std::any_of(where.begin(), where.end(), [&](const std::string& c) { return ir::citation_under(c, wanted); });
      expect(found != absent, name + ": " + wanted + "; it is " + joined(certain) + ", possibly " + joined(possible));
    }
  }

  Id decided_of(const std::string& name, const std::string& subject) const {
    for (std::size_t i = 0; i < program_.decided.size(); ++i) {
      const ir::DecidedValue& d = program_.decided[i];
      if (d.name == name && program_.schema.records[at(d.subject)].name == subject) return static_cast<Id>(i);
    }
    return ir::kNone;
  }

  // The row of a record type that belongs to the line: found upwards from each of its rows.
  std::uint32_t row_of_line(Id type) const {
    for (std::uint32_t row = 0; row < line_.record.rows(type).size(); ++row) {
      Id t = type;
      std::uint32_t r = row;
      while (t != ir::kNone && t != program_.schema.line) {
        r = line_.record.rows(t).parents[r];
        t = program_.schema.records[at(t)].parent;
      }
      if (t == program_.schema.line && r == line_.line) return row;
    }
    return 0;
  }

  const DecidedLine& line_;
  const ir::Program& program_;
  const JsonValue& names_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> compare(const DecidedLine& line, const JsonValue& expected, const JsonValue& names) {
  return Comparison(line, names).run(expected);
}

}  // namespace licet::golden
