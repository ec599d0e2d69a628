// The leaves of a trace in words: what was compared, with its value, and how far it stands from the line.
#include <algorithm>

#include "core/base/result.h"
#include "runtime/explain/margin.h"
#include "runtime/explain/row.h"
#include "runtime/explain/trace.h"
#include "runtime/explain/words.h"

namespace licet::explain {
namespace {

using interp::Truth;
using ir::Id;
using ir::Node;
using ir::Op;
using ir::ValueKind;

constexpr std::size_t kNamed = 6;  // of a set, of candidates; more are counted

std::size_t index(std::int64_t id) { return static_cast<std::size_t>(id); }

std::string verb(Truth t, const char* yes = "is", const char* no = "is not") {
  return t == Truth::True ? yes : t == Truth::False ? no : std::string("may be");
}

// What an element of a list of plain values is called: "purpose" for the record "purpose of shipment".
std::string value_noun(const ir::Schema& schema, Id record) {
  const std::string& name = schema.records[index(record)].name;
  const Id owner = schema.records[index(record)].parent;
  const std::string tail = owner == ir::kNone ? std::string() : " of " + schema.records[index(owner)].name;
  const bool has_tail = !tail.empty() && name.size() > tail.size() && name.substr(name.size() - tail.size()) == tail;
  return has_tail ? name.substr(0, name.size() - tail.size()) : name;
}

std::string not_or_maybe(Truth t) { return t == Truth::False ? "not " : "perhaps "; }

bool is_constant(Op op) { return op == Op::NumConst || op == Op::CatConst || op == Op::TextConst; }

}  // namespace

std::string Tracer::of_scope(Id scope, const Rows& rows) const {
  const ir::Schema& schema = program_.schema;
  if (scope == ir::kNone || scope == schema.line || scope == schema.shipment) return {};
  for (std::size_t i = rows.size(); i-- > 0;)
    if (rows[i].type == scope && !rows[i].label.empty()) return " of " + rows[i].label;
  return " of the " + schema.records[index(scope)].name;
}

// "the headquarters of the ultimate parent", not its "ultimate parent headquarters".
std::string Tracer::fact_noun(const ir::Field& field, Id scope, const Rows& rows) const {
  const std::string of = of_scope(scope, rows);
  std::string noun = field_noun(field);
  constexpr std::string_view kOfThe = " of the ";
  if (of.starts_with(kOfThe)) {
    std::string owner = of.substr(kOfThe.size());
    owner = owner.substr(0, std::min(owner.find(" of "), owner.find(" (")));
    if (noun.starts_with(owner + " ")) noun.erase(0, owner.size() + 1);
  }
  return noun + of;
}

std::string Tracer::noun(Id id, const Rows& rows) {
  const Node& node = at(id);
  const auto field = [&] { return program_.schema.records[index(node.scope)].fields_[index(node.a)]; };
  const auto called = [&] {
    const ir::Definition& d = program_.definitions[index(node.a)];
    const std::string of = of_scope(d.subject, rows);
    return "the " + d.name + (of.empty() ? " of the " + program_.schema.records[index(d.subject)].name : of);
  };
  if (node.op == Op::NumField || node.op == Op::CatField || node.op == Op::TextField)
    return "the " + (is_plain_value(program_.schema, node.scope) ? value_noun(program_.schema, node.scope)
                                                                 : fact_noun(field(), node.scope, rows));
  if (node.op == Op::ListOf || node.op == Op::StructOf) return field_noun(field());
  if (node.op == Op::RoleOf)
    return program_.schema.records[index(program_.schema.shipment)].fields_[index(node.a)].name;
  if (node.op == Op::Balance) return balance_noun(node, rows);
  if (node.op == Op::Figure) return program_.figures[index(node.a)].name;
  if (node.op == Op::CallNum || node.op == Op::CallCat) return called();
  if (node.op == Op::Outcome) return "the " + program_.decided[index(node.a)].name;
  if (node.op == Op::Rescale) return noun(node.args[0], rows);
  if (node.op == Op::AtNum || node.op == Op::AtCat || node.op == Op::AtText) {
    bool more = false;
    const std::vector<RowOf> all = elements(node.args[0], rows, &more);
    Rows inner = rows;
    if (!all.empty()) inner.push_back(all.front());
    return noun(node.args[1], inner);
  }
  if (is_constant(node.op)) return worth(id, rows);
  const std::string written = source_text(node.span);
  return written.empty() || written.size() > 120 ? "the amount" : written;
}

// "lpp-received for "ACME", with this shipment".
std::string Tracer::balance_noun(const Node& node, const Rows& rows) {
  const ir::AccountQuestion& q = program_.ledgers.questions[index(node.a)];
  std::string out = "the balance of " + program_.ledgers.ledgers[index(q.ledger)].name;
  std::size_t argument = 0;
  bool first = true;
  for (const ir::DimensionAsked d : q.dimensions) {
    if (d == ir::DimensionAsked::All) continue;
    const Id value = node.args[argument++];
    if (d != ir::DimensionAsked::Given) continue;
    out += (first ? " for " : " and ") + worth(value, rows);
    first = false;
  }
  if (q.counting != ir::Counting::Nothing) out += ", with this shipment,";
  return out;
}

std::string Tracer::number_worth(const Node& node, const Value& v) const {
  if (v.undefined) return "undefined";
  const auto words = [&](Int128 n) { return number_words(program_.schema, node.type, n); };
  if (!v.unbounded_below && !v.unbounded_above && !v.missing && v.lo == v.hi) return words(v.lo);
  if (v.missing || (v.unbounded_below && v.unbounded_above)) return "missing";
  if (v.unbounded_above) return "at least " + words(v.lo);
  if (v.unbounded_below) return "at most " + words(v.hi);
  return "between " + words(v.lo) + " and " + words(v.hi);
}

std::string Tracer::category_worth(const Node& node, const Value& v) const {
  if (v.undefined) return "undefined";
  if (v.candidates.empty()) return "missing";
  const ir::Category& category = program_.schema.categories[index(node.type.category)];
  if (v.missing && v.candidates.size() > kNamed) return "missing";
  if (v.candidates.size() > kNamed) return "one of " + std::to_string(v.candidates.size()) + " values";
  std::string out;
  for (std::size_t i = 0; i < v.candidates.size(); ++i)
    out += (i == 0 ? "" : i + 1 == v.candidates.size() ? " or " : ", ") + category.values[index(v.candidates[i])];
  return out;
}

std::string Tracer::worth(Id id, const Rows& rows) {
  const Node& node = at(id);
  const Value v = value(id, rows);
  switch (ir::result_of(node.op)) {
    case ir::Result::Num:
      return number_worth(node, v);
    case ir::Result::Cat:
      return category_worth(node, v);
    case ir::Result::Text:
      return v.undefined ? "undefined" : v.missing ? "missing" : "\"" + v.text + "\"";
    case ir::Result::Cond:
    case ir::Result::Source:
      break;
  }
  return {};
}

std::string Tracer::set_words(Id set) const {
  const std::vector<Id>& codes = program_.sets[index(set)];
  const ir::Category& category = program_.schema.categories[index(program_.set_categories[index(set)])];
  if (codes.size() > kNamed) return std::to_string(codes.size()) + " listed values";
  std::string out;
  for (std::size_t i = 0; i < codes.size(); ++i)
    out += (i == 0 ? "" : i + 1 == codes.size() ? " or " : ", ") + category.values[index(codes[i])];
  return out;
}

Reason Tracer::comparison(Id id, const Rows& rows, Truth is) {
  const Node& node = at(id);
  thresholds_.push_back({id, rows});
  Id left = node.args[0], right = node.args[1];
  if (is_constant(at(left).op)) std::swap(left, right);  // "26,900,000 TPP is …" reads badly
  const Value x = value(left, rows), y = value(right, rows);
  Reason reason{is, {}, noun(left, rows) + " is " + worth(left, rows), {}, {}};
  const bool known = !x.missing && !y.missing && !x.undefined && !y.undefined && x.lo == x.hi && y.lo == y.hi;
  const bool dates = at(left).type.kind == ValueKind::Date;
  const std::string name = is_constant(at(right).op) ? std::string() : noun(right, rows);
  const std::string against = name.empty() ? worth(right, rows) : name + " (" + worth(right, rows) + ")";
  if (known) {
    const char* relation = x.lo < y.lo   ? (dates ? ", before " : ", below ")
                           : x.lo > y.lo ? (dates ? ", after " : ", above ")
                                         : (dates ? ", on " : ", equal to ");
    reason.text += relation + against;
    reason.margin = dates ? margin_days(x.lo, y.lo) : margin_percent(x.lo, y.lo);
  } else {
    reason.text += (is == Truth::Unknown ? ", to be compared with " : ", against ") + against;
  }
  return reason;
}

// n / d against p / q. The parts are scaled integers; what is shown is the quotient of the quantities themselves.
Reason Tracer::ratio(Id id, const Rows& rows, Truth is) {
  const Node& node = at(id);
  thresholds_.push_back({id, rows});
  const Value n = value(node.args[0], rows), d = value(node.args[1], rows);
  const Value p = value(node.args[2], rows), q = value(node.args[3], rows);
  const auto known = [](const Value& v) { return !v.missing && !v.undefined && v.lo == v.hi; };
  Reason reason{is,
                {},
                noun(node.args[0], rows) + " (" + worth(node.args[0], rows) + ") over " + noun(node.args[1], rows) +
                    " (" + worth(node.args[1], rows) + ")",
                {},
                {}};
  const int shift = at(node.args[1]).type.scale - at(node.args[0]).type.scale;
  const Int128 up = shift > 0 ? power_of_ten(shift) : 1, down = shift < 0 ? power_of_ten(-shift) : 1;
  Int128 a = 0, b = 0, left = 0, right = 0;
  const bool exact = known(n) && known(d) && known(p) && known(q) && mul_checked(n.lo, up, &a) &&
                     mul_checked(d.lo, down, &b) && mul_checked(n.lo, q.lo, &left) && mul_checked(p.lo, d.lo, &right);
  if (known(p) && known(q)) {
    Int128 t = 0, u = 0;
    if (mul_checked(p.lo, up, &t) && mul_checked(q.lo, down, &u)) {
      const std::string threshold = quotient_words(t, u, 6);
      if (exact) reason.text += " is " + quotient_words(a, b, 4);
      reason.text += exact ? (left < right   ? ", below "
                              : left > right ? ", above "
                                             : ", equal to ") +
                                 threshold
                           : ", to be compared with " + threshold;
    }
  }
  if (exact) reason.margin = margin_percent(left, right);
  return reason;
}

Reason Tracer::test(Id id, const Rows& rows, Truth is) {
  const Node& node = at(id);
  Reason reason{is, {}, {}, {}, {}};
  const auto field = [&]() -> const ir::Field& {
    return program_.schema.records[index(node.scope)].fields_[index(node.a)];
  };
  const auto with_value = [&](Id arg) { return noun(arg, rows) + " is " + worth(arg, rows); };
  if (node.op == Op::BoolField) {
    const std::string of = of_scope(node.scope, rows);
    const std::string who = of.empty() ? "the " + program_.schema.records[index(node.scope)].name : of.substr(4);
    reason.text = is == Truth::Unknown ? "it is not known whether " + who + " " + quality_words(field().name, true)
                                       : who + " " + quality_words(field().name, is == Truth::True);
  } else if (node.op == Op::InSet) {
    const std::string set = set_words(static_cast<Id>(node.a));
    reason.text = with_value(node.args[0]);
    if (worth(node.args[0], rows) != set)
      reason.text += (is == Truth::True ? ", one of " : ", " + not_or_maybe(is)) + set;
  } else if (node.op == Op::InList) {
    reason.text = with_value(node.args[0]) + (is == Truth::True ? ", in " : ", " + not_or_maybe(is) + "in ") +
                  program_.lists[index(node.a)].name + " on " + worth(node.args[1], rows);
  } else if (node.op == Op::CatEqual || node.op == Op::TextEqual) {
    reason.text = with_value(node.args[0]) + (is_constant(at(node.args[1]).op)
                                                  ? ", and the rule names " + worth(node.args[1], rows)
                                                  : ", and " + with_value(node.args[1]));
  } else if (node.op == Op::Has) {
    reason.text = (is == Truth::True    ? "there is a "
                   : is == Truth::False ? "there is no "
                                        : "there may be a ") +
                  fact_noun(field(), node.scope, rows);
  } else if (node.op == Op::IsMissing) {
    reason.text =
        "the " + fact_noun(field(), node.scope, rows) + (is == Truth::True ? " was not supplied" : " was supplied");
  } else if (node.op == Op::OutcomeIs) {
    reason.text =
        "the " + program_.decided[index(node.a)].name + " " + verb(is) + " " + set_words(static_cast<Id>(node.b));
  } else if (node.op == Op::ReadingIs) {
    const ir::Reading& r = program_.readings[index(node.a)];
    reason.text =
        "reading " + r.id + " is " + r.alternatives[index(chosen_alternative(program_, static_cast<Id>(node.a), run_))];
  } else if (node.op == Op::AsEnforced) {
    reason.text = is == Truth::True ? "the run is as enforced" : "the run is as codified";
  } else if (node.op == Op::InTable) {
    reason.text = "there is " + std::string(is == Truth::True ? "a" : "no") + " row for " + worth(node.args[0], rows) +
                  " in " + program_.tables[index(node.a)].name;
    if (is == Truth::Unknown) reason.text = "there may be a row in " + program_.tables[index(node.a)].name;
  } else if (node.op == Op::Undefined) {
    reason.text = program_.texts[index(node.b)];
  } else if (node.op == Op::True) {
    reason.text = "always";
  }
  return reason;
}

}  // namespace licet::explain
