// Comparisons, exact: both sides are brought to one scale, quotients are compared by cross-multiplication.
#include <algorithm>
#include <numeric>

#include "compiler/lower/reader.h"

namespace licet::lower {

using ast::Kind;
using ir::Comparison;
using ir::ValueKind;

namespace {

std::optional<Comparison> comparison_of(std::string_view words) {
  if (words == "or more" || words == "at least") return Comparison::GreaterEqual;
  if (words == "or less" || words == "not more than") return Comparison::LessEqual;
  if (words == "less than") return Comparison::Less;
  if (words == "more than") return Comparison::Greater;
  if (words == "equal to" || words.empty()) return Comparison::Equal;
  return std::nullopt;
}

std::optional<Comparison> date_comparison_of(std::string_view words) {
  if (words == "on" || words.empty()) return Comparison::Equal;
  if (words == "on or before" || words == "not later than") return Comparison::LessEqual;
  if (words == "before") return Comparison::Less;
  if (words == "after") return Comparison::Greater;
  if (words == "on or after" || words == "not earlier than") return Comparison::GreaterEqual;
  return std::nullopt;
}

Comparison turned(Comparison c) {
  switch (c) {
    case Comparison::Less:
      return Comparison::Greater;
    case Comparison::LessEqual:
      return Comparison::GreaterEqual;
    case Comparison::Equal:
      return Comparison::Equal;
    case Comparison::GreaterEqual:
      return Comparison::LessEqual;
    case Comparison::Greater:
      return Comparison::Less;
  }
  return c;
}

bool called_by_unit(std::string_view noun, std::string_view unit) {
  if (unit.size() > 3 && unit.back() == 's') unit.remove_suffix(1);  // a transistor count, in transistors
  for (std::size_t at = noun.find(unit); at != std::string_view::npos; at = noun.find(unit, at + 1))
    if ((at == 0 || noun[at - 1] == ' ') && (at + unit.size() == noun.size() || noun[at + unit.size()] == ' '))
      return true;
  return false;
}

Int128 gcd(Int128 a, Int128 b) {
  a = a < 0 ? -a : a;
  while (b != 0) {
    const Int128 r = a % b;
    a = b;
    b = r < 0 ? -r : r;
  }
  return a;
}

}  // namespace

Id Reader::compare_ratio(const Context& context, const Scalar& left, Comparison how, const Scalar& right, Span span) {
  // factor * n / d  against  p: with raw integers of scales sn, sd, sp this is n / d against p * 10^sn / (factor *
  // 10^(sd+sp)).
  int up = left.type.scale, down = left.divisor_type.scale + right.type.scale;
  if (const int below = std::min({up, down, 0});
      below < 0) {  // in units of a power of ten: only their difference counts
    up -= below;
    down -= below;
  }
  const ir::Type plain = ir::number_type(0);
  Id p = right.node;
  Int128 q = left.factor;
  if (nodes()[right.node].op == ir::Op::NumConst) {
    Int128 top = nodes().build().value(right.node), scale = 0, bottom = 0;
    if (up > 38 || down > 38 || !mul_checked(top, power_of_ten(up), &scale) ||
        !mul_checked(q, power_of_ten(down), &bottom)) {
      report(Code::NumberTooLarge, span, {"this comparison", "128 bits"});
      return kNone;
    }
    const Int128 common = gcd(scale, bottom);
    p = nodes().build().number(common == 0 ? scale : scale / common, plain);
    q = common == 0 ? bottom : bottom / common;
  } else if (up >= down) {
    p = nodes().rescale(p, up - down);
  } else {
    q *= power_of_ten(down - up);
  }
  return nodes().condition(ir::Op::CompareRatio, context.scope,
                           {left.node, left.divisor, p, nodes().build().number(q, plain)},
                           static_cast<std::int64_t>(how), 0, span);
}

Id Reader::compare(const Context& context, const Scalar& left, std::string_view words, const Scalar& right, Span span) {
  const auto how = left.type.kind == ValueKind::Date ? date_comparison_of(words) : comparison_of(words);
  if (!how) {
    report(Code::ConditionNotUnderstood, span, {place(context), std::string(words)});
    return kNone;
  }
  return compare_as(context, left, *how, right, span);
}

Id Reader::compare_as(const Context& context, const Scalar& left, Comparison how, const Scalar& right, Span span) {
  if (!left.stated.empty()) {
    Scalar computed = left;
    computed.stated.clear();
    Id out = compare_as(context, computed, how, right, span);
    for (const Scalar& stated : left.stated) {
      const Id other = compare_as(context, stated, how, right, span);
      if (out == kNone || other == kNone) return kNone;
      out = nodes().condition(ir::Op::Attested, context.scope, {out, other}, 0, 0, span);
    }
    return out;
  }
  if (!right.stated.empty()) return compare_as(context, right, turned(how), left, span);
  if (left.chosen()) {
    Id out = nodes().build().undefined("no case applies");
    for (std::size_t i = left.cases.size(); i-- > 0;) {
      const Id here = compare_as(context, left.cases[i].value, how, right, span);
      if (here == kNone) return kNone;
      const Id when = left.cases[i].when;
      out = when == kNone ? here : nodes().condition(ir::Op::SelectCond, context.scope, {when, here, out}, 0, 0, span);
    }
    return out;
  }
  if (right.chosen()) return compare_as(context, right, turned(how), left, span);
  if (left.type.kind != right.type.kind) {
    const auto word = [](const Scalar& s) -> std::string {
      return s.type.kind == ValueKind::Date ? "a date" : s.type.kind == ValueKind::Number ? "a number" : "neither";
    };
    report(Code::TypeMismatch, span, {word(left), "the other side", word(right)});
    return kNone;
  }
  if (left.quotient() && right.quotient()) {
    report(Code::DivisionOutsideComparison, span, {});
    return kNone;
  }
  if (right.quotient()) return compare_ratio(context, right, turned(how), left, span);
  if (left.quotient()) return compare_ratio(context, left, how, right, span);
  if (left.type.kind == ValueKind::Number || left.type.kind == ValueKind::Date) {
    // A bare number beside a measure (units_fit let it pass) is of its unit.
    const auto of_unit = [&](Id node, Id unit) {
      ir::Type type = nodes()[node].type;
      if (nodes()[node].op != ir::Op::NumConst || type.kind != ValueKind::Number || type.unit != kNone) return node;
      type.unit = unit;
      return nodes().build().number(nodes().build().value(node), type);
    };
    const Id x = of_unit(left.node, nodes()[right.node].type.unit);
    const Id y = of_unit(right.node, nodes()[left.node].type.unit);
    return nodes().build().compare(how, x, y, context.scope, span);
  }
  if (how != Comparison::Equal) {
    report(Code::TypeMismatch, span, {"a number or a date", "this", "neither"});
    return kNone;
  }
  const ir::Op op = left.type.kind == ValueKind::Text ? ir::Op::TextEqual : ir::Op::CatEqual;
  return nodes().condition(op, context.scope, {left.node, right.node}, 0, 0, span);
}

// A number without a unit beside a measure, or a measure of another unit, is a mistake of the drafter.
bool Reader::units_fit(const Context& context, const Scalar& left, const Scalar& right, NodeId x) {
  if (left.type.kind != ValueKind::Number || right.type.kind != ValueKind::Number) return true;
  if (left.chosen() || right.chosen()) return true;
  const auto name = [&](Id unit) {
    return unit == kNone ? std::string("a plain number") : work_.schema().units[static_cast<std::size_t>(unit)].name;
  };
  const auto unit_of = [](const Scalar& s) {
    if (!s.quotient()) return s.type.unit;
    return s.type.unit == s.divisor_type.unit || s.factor != 1 ? kNone
           : s.divisor_type.unit == kNone                      ? s.type.unit
                                                               : kNone;
  };
  const ast::Node& n = tree(context)[x];
  const Id a = unit_of(left), b = unit_of(right);
  if (a == b) return true;
  if (n.name2 == "percent") return true;
  if (b == kNone && (n.kind == Kind::Number || n.kind == Kind::Quantity)) {
    // "a TPP of 4800": the measure is called by its unit.
    if (called_by_unit(left.noun, name(a)) || nodes().build().value(right.node) == 0) return true;
    report(Code::UnitMissing, n.span,
           {n.text, left.noun.empty() ? "what it is compared with" : "\"" + left.noun + "\"", name(a)})
        .help = "write " + n.text + " " + name(a);
    return false;
  }
  report(Code::UnitMismatch, n.span, {name(a), name(b)});
  return false;
}

Id Reader::compared(const Context& context, const Scalar& left, NodeId comparison) {
  const ast::Tree& t = tree(context);
  const ast::Node& n = t[comparison];
  const NodeId x = t.kid(comparison, 0);
  const auto right = value(context, x);
  if (!right) return kNone;
  if (!units_fit(context, left, *right, x)) return kNone;
  const Id first =
      compare(context, left, left.type.kind == ValueKind::Date && n.text.empty() ? "on" : n.text, *right, n.span);
  const NodeId second = t.kid(comparison, 1);
  if (first == kNone || second == kNoNode) return first;
  const Id more = compared(context, left, second);
  return more == kNone ? kNone : nodes().all(context.scope, {first, more}, n.span);
}

Id Reader::date_compared(const Context& context, const Scalar& left, std::string_view words, NodeId x, Span span) {
  const auto right = value(context, x);
  if (!right) return kNone;
  if (left.type.kind != ValueKind::Date) {
    report(Code::TypeMismatch, span, {"a date", "the left side", "not one"});
    return kNone;
  }
  return compare(context, left, words, *right, span);
}

}  // namespace licet::lower
