#include "runtime/explain/trace.h"

#include <algorithm>

#include "core/base/result.h"
#include "runtime/explain/row.h"
#include "runtime/explain/words.h"

namespace licet::explain {
namespace {

using interp::Truth;
using ir::Id;
using ir::Node;
using ir::Op;

constexpr int kDeepest = 40;

std::size_t index(std::int64_t id) { return static_cast<std::size_t>(id); }

Truth negated(Truth t) { return t == Truth::Unknown ? t : t == Truth::True ? Truth::False : Truth::True; }

// A paragraph inside a paragraph of the same name, one part alone, parts that say nothing or the same: told once.
void tidy(Reason* reason) {
  std::vector<Reason> parts;
  for (Reason& part : reason->parts) {
    if (part.citation == reason->citation) part.citation.clear();
    const bool silent = part.text.empty() && part.citation.empty();
    if (silent) {
      for (Reason& inner : part.parts) parts.push_back(std::move(inner));
    } else {
      parts.push_back(std::move(part));
    }
  }
  reason->parts.clear();
  for (Reason& part : parts) {
    const auto same = [&](const Reason& r) {
      return r.text == part.text && r.citation == part.citation && r.truth == part.truth;
    };
    if (std::none_of(reason->parts.begin(), reason->parts.end(), same)) reason->parts.push_back(std::move(part));
  }
  const bool bare = reason->text.empty() && reason->margin.empty() && reason->parts.size() == 1;
  if (!bare || (!reason->citation.empty() && !reason->parts.front().citation.empty())) return;
  Reason only = std::move(reason->parts.front());
  if (only.citation.empty()) only.citation = reason->citation;
  only.truth = reason->truth;
  *reason = std::move(only);
}

}  // namespace

bool is_plain_value(const ir::Schema& schema, Id record) {
  if (record == ir::kNone) return false;
  const std::vector<ir::Field>& fields = schema.records[index(record)].fields_;
  return fields.size() == 1 && fields[0].column.empty();
}

Tracer::Tracer(interp::Evaluator* evaluator, const ir::Program& program, const interp::RunParameters& run,
               const data::Record& record, std::uint32_t line, const SourceMap* sources)
    : evaluator_(evaluator), program_(program), run_(run), record_(record), line_(line), sources_(sources) {}

Rows Tracer::line_rows() const { return {{program_.schema.shipment, 0, {}}, {program_.schema.line, line_, {}}}; }

Reason Tracer::condition(Id node) { return condition(node, line_rows()); }

// The row of a record type that is meant in these rows: one of them, or one that owns one of them.
bool Tracer::row_of(Id scope, const Rows& rows, std::uint32_t* row) const {
  for (std::size_t i = rows.size(); i-- > 0;) {
    Id type = rows[i].type;
    *row = rows[i].row;
    while (type != ir::kNone && type != scope) {
      *row = record_.rows(type).parents[*row];
      type = program_.schema.records[index(type)].parent;
    }
    if (type == scope && scope != ir::kNone) return true;
  }
  *row = scope == program_.schema.line ? line_ : 0;
  return false;
}

Tracer::Value Tracer::value(Id node, const Rows& rows) {
  std::uint32_t row = 0;
  row_of(at(node).scope, rows, &row);
  return evaluator_->value(record_, line_, node, row);
}

Truth Tracer::truth(Id node, const Rows& rows) {
  const Value v = value(node, rows);
  if (v.may_be_true && v.may_be_false) return Truth::Unknown;
  return v.may_be_true ? Truth::True : Truth::False;
}

Reason Tracer::condition(Id id, const Rows& rows) {
  const Node& node = at(id);
  const Truth is = truth(id, rows);
  if (left_ <= 0 || depth_ >= kDeepest) return {is, {}, is == Truth::Unknown ? "this is not known" : "", {}, {}};
  --left_;
  ++depth_;
  Reason reason;
  switch (node.op) {
    case Op::Mark:
      reason = condition(node.args[0], rows);
      if (!reason.citation.empty()) reason = {reason.truth, {}, {}, {}, {reason}};
      reason.citation = program_.paragraphs[index(node.a)].citation;
      break;
    case Op::Not:
      reason = condition(node.args[0], rows);
      reason.truth = negated(reason.truth);
      break;
    case Op::And:
      reason = connective(node, rows, is, false);
      break;
    case Op::Or:
      reason = connective(node, rows, is, true);
      break;
    case Op::Any:
      reason = quantifier(node, rows, is, true);
      break;
    case Op::Every:
      reason = quantifier(node, rows, is, false);
      break;
    case Op::AtCond:
      reason = at_row(node, rows, is);
      break;
    case Op::SelectCond: {
      const Truth chosen = truth(node.args[0], rows);
      reason = {is, {}, {}, {}, {condition(node.args[0], rows)}};
      if (chosen != Truth::False) reason.parts.push_back(condition(node.args[1], rows));
      if (chosen != Truth::True) reason.parts.push_back(condition(node.args[2], rows));
      break;
    }
    case Op::CallCond: {
      const ir::Definition& d = program_.definitions[index(node.a)];
      reason = condition(d.body, rows);
      break;
    }
    case Op::Attested:
      reason = connective(node, rows, is, is != Truth::False);
      break;
    case Op::Shown:
      reason = {is, {}, is == Truth::True ? "it is shown" : "it is not shown", {}, {condition(node.args[0], rows)}};
      break;
    case Op::Compare:
      reason = comparison(id, rows, is);
      break;
    case Op::CompareRatio:
      reason = ratio(id, rows, is);
      break;
    case Op::InForce:
    case Op::InScope:
      reason = {
          is,
          {},
          ir::citation_words(program_.provisions[index(node.a)].citation) + (is == Truth::True    ? " is in force"
                                                                             : is == Truth::False ? " is not in force"
                                                                                                  : " may be in force"),
          {},
          {}};
      reason.parts.push_back(provision(static_cast<Id>(node.a), rows));
      if (reason.parts.back().citation == program_.provisions[index(node.a)].citation)
        reason.parts.back().citation.clear();
      break;
    case Op::ConditionsOf:
      reason = {is, {}, {}, {}, {}};
      reason = of_provisions(program_.provision_sets[index(node.a)], rows, std::move(reason));
      break;
    case Op::Lists:
      reason = listed(node, rows, is);
      break;
    case Op::True:
    case Op::BoolField:
    case Op::InSet:
    case Op::InList:
    case Op::TextEqual:
    case Op::CatEqual:
    case Op::Has:
    case Op::IsMissing:
    case Op::OutcomeIs:
    case Op::ReadingIs:
    case Op::AsEnforced:
    case Op::InTable:
    case Op::EveryCode:
    case Op::Undefined:
      reason = test(id, rows, is);
      break;
    case Op::NumConst:
    case Op::NumField:
    case Op::Add:
    case Op::Sub:
    case Op::Mul:
    case Op::Rescale:
    case Op::RoundDiv:
    case Op::Min:
    case Op::Max:
    case Op::Figure:
    case Op::LookupNum:
    case Op::Count:
    case Op::Sum:
    case Op::Highest:
    case Op::Lowest:
    case Op::TopmostSum:
    case Op::DateAdd:
    case Op::DatePart:
    case Op::SelectNum:
    case Op::CallNum:
    case Op::AtNum:
    case Op::Balance:
    case Op::UndefinedNum:
    case Op::CatConst:
    case Op::CatField:
    case Op::Outcome:
    case Op::LookupCat:
    case Op::SelectCat:
    case Op::CallCat:
    case Op::AtCat:
    case Op::CodeAtHand:
    case Op::TextConst:
    case Op::TextField:
    case Op::LookupText:
    case Op::AtText:
    case Op::ListOf:
    case Op::StructOf:
    case Op::RoleOf:
    case Op::RolesOf:
    case Op::Where:
    case Op::Within:
      LICET_CHECK(false && "no condition");
  }
  reason.truth = is;
  tidy(&reason);
  --depth_;
  return reason;
}

// The parts that make it what it is: of a false "and" the false ones, of an unknown one the unknown ones.
Reason Tracer::connective(const Node& node, const Rows& rows, Truth is, bool any) {
  Reason reason{is, {}, {}, {}, {}};
  for (Id arg : node.args) {
    const Truth part = truth(arg, rows);
    const bool all = is == (any ? Truth::False : Truth::True);
    if (all || part == is) reason.parts.push_back(condition(arg, rows));
  }
  if (reason.parts.size() == 1) {
    Reason only = std::move(reason.parts.front());
    return only;
  }
  return reason;
}

Reason Tracer::quantifier(const Node& node, const Rows& rows, Truth is, bool any) {
  Reason reason{is, {}, {}, {}, {}};
  bool more = false;
  const std::vector<RowOf> all = elements(node.args[0], rows, &more);
  for (const RowOf& element : all) {
    Rows inner = rows;
    inner.push_back(element);
    const Truth part = truth(node.args[1], inner);
    const bool settled_by_all = is == (any ? Truth::False : Truth::True);
    if (!settled_by_all && part != is) continue;
    Reason one = condition(node.args[1], inner);
    if (!element.label.empty()) one = {part, {}, element.label, {}, {std::move(one)}};
    reason.parts.push_back(std::move(one));
  }
  const std::string what = program_.schema.records[index(at(node.args[0]).type.record)].name;
  if (all.empty() && !more) reason.text = "there is no " + what;
  if (more && is == Truth::Unknown)
    reason.parts.push_back({Truth::Unknown, {}, "there may be another " + what, {}, {}});
  if (reason.text.empty() && reason.parts.size() == 1) return std::move(reason.parts.front());
  return reason;
}

Reason Tracer::at_row(const Node& node, const Rows& rows, Truth is) {
  bool more = false;
  const std::vector<RowOf> all = elements(node.args[0], rows, &more);
  if (all.empty()) return {is, {}, "the " + noun(node.args[0], rows) + (more ? " is missing" : " is none"), {}, {}};
  Reason reason{is, {}, {}, {}, {}};
  for (const RowOf& element : all) {
    Rows inner = rows;
    inner.push_back(element);
    reason.parts.push_back(condition(node.args[1], inner));
  }
  if (reason.parts.size() == 1) return std::move(reason.parts.front());
  return reason;
}

Reason Tracer::listed(const Node& node, const Rows& rows, Truth is) {
  const std::string& name = value_text(program_, static_cast<Id>(node.a), static_cast<Id>(node.b));
  const ir::DecidedValue& d = program_.decided[index(node.a)];
  const std::string subject = "the " + program_.schema.records[index(d.subject)].name;
  const char* verb = is == Truth::True ? " is " : is == Truth::False ? " is not " : " may be ";
  Reason head{is, {}, subject + verb + d.name + " " + name, {}, {}};
  const std::string known = head.text + "/" + std::to_string(rows.back().row);
  if (std::find(explained_.begin(), explained_.end(), known) != explained_.end()) return head;
  explained_.push_back(known);
  std::vector<Id> concluding;
  for (Id p : d.provisions)
    if (program_.provisions[index(p)].value == node.b) concluding.push_back(p);
  return of_provisions(concluding, rows, std::move(head));
}

Reason Tracer::of_provisions(const std::vector<Id>& provisions, const Rows& rows, Reason reason) {
  for (Id p : provisions) {
    Reason part = provision(p, rows);
    if (reason.truth == Truth::False || part.truth == reason.truth) reason.parts.push_back(std::move(part));
  }
  // Versions that are out of time say nothing where another one speaks.
  const auto timely = [](const Reason& r) { return r.margin != "not in force on the day"; };
  if (std::any_of(reason.parts.begin(), reason.parts.end(), timely))
    std::erase_if(reason.parts, [&](const Reason& r) { return !timely(r); });
  for (Reason& part : reason.parts)
    if (!timely(part)) part.margin.clear();
  if (reason.text.empty() && reason.parts.size() == 1) return std::move(reason.parts.front());
  return reason;
}

Reason Tracer::provision(Id id, const Rows& rows) {
  const ir::Provision& p = program_.provisions[index(id)];
  Reason reason{Truth::True, p.citation, {}, {}, {}};
  if (p.date != ir::kNone) {
    const Value day = value(p.date, rows);
    if (!day.missing && day.lo == day.hi && (day.lo < p.period.from || day.lo > p.period.through)) {
      std::string text = "it is in force";
      if (p.period.from != ir::kBeginning) text += " from " + format_day(p.period.from);
      if (p.period.through != ir::kForever) text += " through " + format_day(p.period.through);
      return {Truth::False,
              p.citation,
              text + ", and the date is " + format_day(static_cast<Day>(day.lo)),
              "not in force on the day",
              {}};
    }
  }
  bool unknown = false;
  for (Id node : {p.scope, p.test}) {
    if (node == ir::kNone) continue;
    const Truth part = truth(node, rows);
    if (part == Truth::False) {
      reason = {Truth::False, p.citation, {}, {}, {condition(node, rows)}};
      tidy(&reason);
      return reason;
    }
    unknown |= part == Truth::Unknown;
  }
  Truth yields = Truth::False;
  for (Id q : p.displaced_by) {
    const Truth governs = in_scope(q, rows);
    if (governs == Truth::False) continue;
    if (yields != Truth::True) yields = governs;
    const char* verb = governs == Truth::True ? "it yields to " : "it may yield to ";
    reason.parts.push_back({governs, {}, verb + ir::citation_words(program_.provisions[index(q)].citation), {}, {}});
  }
  if (yields == Truth::True) {
    reason.truth = Truth::False;
    std::erase_if(reason.parts, [](const Reason& part) { return part.truth != Truth::True; });
    return reason;
  }
  for (Id node : {p.scope, p.test})
    if (node != ir::kNone && (!unknown || truth(node, rows) == Truth::Unknown))
      reason.parts.push_back(condition(node, rows));
  if (unknown || yields == Truth::Unknown) reason.truth = Truth::Unknown;
  tidy(&reason);
  return reason;
}

// Live on the day, its scope holds, and nothing that displaces it governs.
Truth Tracer::in_scope(Id id, const Rows& rows) {
  const ir::Provision& p = program_.provisions[index(id)];
  Truth out = Truth::True;
  if (p.date != ir::kNone) {
    const Value day = value(p.date, rows);
    if (day.missing || day.lo != day.hi)
      out = Truth::Unknown;
    else if (day.lo < p.period.from || day.lo > p.period.through)
      return Truth::False;
  }
  // If no scope is written, the whole condition is the scope.
  const Id scope = p.scope != ir::kNone ? p.scope : p.test;
  const Truth holds = scope != ir::kNone ? truth(scope, rows) : Truth::True;
  if (holds == Truth::False) return holds;
  if (holds == Truth::Unknown) out = holds;
  for (Id q : p.displaced_by) {
    const Truth governs = in_scope(q, rows);
    if (governs == Truth::True) return Truth::False;
    if (governs == Truth::Unknown) out = governs;
  }
  return out;
}

// The rows of a source, so far as they are there; `more` if there may be others.
std::vector<RowOf> Tracer::elements(Id source, const Rows& rows, bool* more) {
  const Node& node = at(source);
  const ir::Schema& schema = program_.schema;
  std::vector<RowOf> out;
  const auto add = [&](Id type, std::uint32_t row) {
    for (const RowOf& r : out)
      if (r.row == row) return;
    out.push_back({type, row, label(type, row)});
  };
  const auto add_role = [&](Id role) {
    const data::Cell& cell = record_.rows(schema.shipment).at(0, role);
    if (cell.state == data::State::Missing || (cell.state == data::State::Known && !cell.closed)) *more = true;
    if (cell.state != data::State::Known) return;
    for (std::uint32_t i = 0; i < cell.count; ++i) add(schema.party, record_.role_row(cell, i));
  };
  if (node.op == Op::ListOf || node.op == Op::StructOf) {
    std::uint32_t owner = 0;
    row_of(node.scope, rows, &owner);
    const data::Cell& cell = record_.rows(node.scope).at(owner, static_cast<Id>(node.a));
    const bool open = node.op == Op::ListOf && cell.state == data::State::Known && !cell.closed;
    if (cell.state == data::State::Missing || open) *more = true;
    for (std::uint32_t i = 0; i < cell.count; ++i) add(node.type.record, static_cast<std::uint32_t>(cell.value) + i);
  } else if (node.op == Op::RoleOf) {
    add_role(static_cast<Id>(node.a));
  } else if (node.op == Op::RolesOf) {
    for (Id role : schema.role_sets[index(node.a)].roles) add_role(role);
  } else if (node.op == Op::Where || node.op == Op::Within) {
    for (RowOf& element : elements(node.args[0], rows, more)) {
      Rows inner = rows;
      inner.push_back(element);
      if (node.op == Op::Within) {
        for (RowOf& further : elements(node.args[1], inner, more)) out.push_back(std::move(further));
      } else if (truth(node.args[1], inner) != Truth::False) {
        out.push_back(std::move(element));
      }
    }
  }
  return out;
}

void Tracer::collect_numbers(Id id, const Rows& rows, std::vector<NumberFact>* out) {
  constexpr std::size_t kMost = 12;
  if (out->size() >= kMost || depth_ >= kDeepest) return;
  ++depth_;
  const Node& node = at(id);
  if (node.op == Op::NumField) {
    NumberFact fact{node.scope, 0, static_cast<Id>(node.a), noun(id, rows)};
    row_of(node.scope, rows, &fact.row);
    const data::Rows& all = record_.rows(fact.type);
    const bool known = fact.row < all.size() && all.at(fact.row, fact.field).state == data::State::Known;
    if (known && std::find(out->begin(), out->end(), fact) == out->end()) out->push_back(std::move(fact));
  } else if (node.op == Op::CallNum) {
    collect_numbers(program_.definitions[index(node.a)].body, rows, out);
  } else if (!node.args.empty() && ir::result_of(at(node.args[0]).op) == ir::Result::Source) {
    bool more = false;
    for (const RowOf& element : elements(node.args[0], rows, &more)) {
      Rows inner = rows;
      inner.push_back(element);
      for (std::size_t i = 1; i < node.args.size(); ++i)
        if (ir::result_of(at(node.args[i]).op) == ir::Result::Num) collect_numbers(node.args[i], inner, out);
    }
  } else {
    for (Id arg : node.args)
      if (ir::result_of(at(arg).op) == ir::Result::Num) collect_numbers(arg, rows, out);
  }
  --depth_;
}

std::string Tracer::label(Id type, std::uint32_t row) const {
  const ir::Schema& schema = program_.schema;
  if (type == schema.line || type == schema.shipment || is_plain_value(schema, type)) return {};
  const ir::RecordType& shape = schema.records[index(type)];
  std::string name;
  if (type == schema.party) {
    for (std::size_t i = 0; i < schema.records[index(schema.shipment)].fields_.size(); ++i) {
      const ir::Field& field = schema.records[index(schema.shipment)].fields_[i];
      if (field.type.kind != ir::ValueKind::Role) continue;
      const data::Cell& cell = record_.rows(schema.shipment).at(0, static_cast<Id>(i));
      for (std::uint32_t k = 0; cell.state == data::State::Known && k < cell.count; ++k)
        if (record_.role_row(cell, k) == row) name += (name.empty() ? "the " : ", ") + field.name;
    }
  }
  const data::Rows& all = record_.rows(type);
  if (name.empty()) {
    std::uint32_t place = 1, siblings = 0;
    for (std::uint32_t r = 0; r < all.size(); ++r) {
      if (all.parents[r] != all.parents[row]) continue;
      ++siblings;
      if (r < row) ++place;
    }
    name = siblings == 1 ? "the " + shape.name : shape.name + " " + std::to_string(place);
  }
  if (shape.key != ir::kNone && shape.fields_[index(shape.key)].type.kind == ir::ValueKind::Text) {
    const data::Cell& key = all.at(row, shape.key);
    if (key.state == data::State::Known) name += " (" + std::string(record_.text(key)) + ")";
  }
  return name;
}

std::string Tracer::source_text(Span span) const {
  if (sources_ == nullptr || !span.known() || span.file >= sources_->size()) return {};
  std::string out;
  for (char c : sources_->text(span)) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

}  // namespace licet::explain
