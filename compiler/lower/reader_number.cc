// Numbers, dates and category values as nodes of the row that speaks.
#include <algorithm>

#include "compiler/lower/reader.h"
#include "compiler/sema/types.h"
#include "compiler/sema/written.h"

namespace licet::lower {

using ast::Kind;
using ir::ValueKind;

namespace {

std::string type_word(const ir::Type& type) {
  switch (type.kind) {
    case ValueKind::Bool:
      return "true or false";
    case ValueKind::Number:
      return "a number";
    case ValueKind::Date:
      return "a date";
    case ValueKind::Category:
      return "a word of a list";
    case ValueKind::Text:
      return "text";
    default:
      return "something else";
  }
}

// "X, when stated": the value that the record may state of what is otherwise worked out.
bool when_stated(const ast::Tree& t, NodeId when) {
  if (t.kind(when) != Kind::Clause) return false;
  const NodeId p = t.kid(when, 1);
  return p != kNoNode && t.kind(p) == Kind::Is && (t[p].flags & ast::kNot) != 0 && t.kind(t.kid(p, 0)) == Kind::Missing;
}

}  // namespace

std::optional<Scalar> Reader::literal(const Context& context, NodeId x) {
  const ast::Node& n = tree(context)[x];
  int scale = sema::decimals_written(n.text);
  ParsedDecimal parsed = sema::parse_written(n.text, scale);
  if (parsed.error == DecimalError::kOverflow) {  // 10^26 operations
    constexpr int kLarge = -18;
    if (const ParsedDecimal large = sema::parse_written(n.text, kLarge); large.error == DecimalError::kNone) {
      parsed = large;
      scale = kLarge;
    }
  }
  if (parsed.error != DecimalError::kNone) {
    report(parsed.error == DecimalError::kNotANumber ? Code::TypeMismatch : Code::NumberTooLarge, n.span,
           parsed.error == DecimalError::kNotANumber ? std::vector<std::string>{"a number", n.text, "none"}
                                                     : std::vector<std::string>{n.text, sema::number_of_places(scale)});
    return std::nullopt;
  }
  Scalar out;
  out.type = ir::number_type(scale);
  if (n.kind == Kind::Quantity && !n.name2.empty()) {
    out.type.unit = work_.symbols->unit(n.name2);
    if (out.type.unit == kNone && n.name2 != "percent" && n.name2 != "days" && n.name2 != "day") {
      const std::string near = work_.symbols->nearest(n.name2);
      report(Code::UnknownWord, n.span, {n.name2}).help = near.empty() ? "" : "did you mean \"" + near + "\"?";
      return std::nullopt;
    }
  }
  out.node = nodes().build().number(parsed.value, out.type, n.span);
  return out;
}

std::optional<Scalar> Reader::plain(const Context& context, NodeId x) {
  auto out = value(context, x);
  if (!out) return out;
  if (out->quotient() || out->chosen() || !out->stated.empty()) {
    report(Code::DivisionOutsideComparison, tree(context)[x].span, {});
    return std::nullopt;
  }
  return out;
}

std::optional<Scalar> Reader::value(const Context& context, NodeId x) {
  const ast::Tree& t = tree(context);
  const ast::Node& n = t[x];
  const auto two = [&](std::optional<Scalar>* a, std::optional<Scalar>* b) {
    *a = value(context, t.kid(x, 0));
    *b = value(context, t.kid(x, 1));
    return *a && *b;
  };
  std::optional<Scalar> a, b;
  switch (n.kind) {
    case Kind::Number:
    case Kind::Quantity:
      return literal(context, x);
    case Kind::Date: {
      const auto days = sema::days_of(t, x);
      if (!days) return std::nullopt;
      Scalar out;
      out.type = ir::date_type();
      out.node = nodes().build().date(days->first, n.span);
      return out;
    }
    case Kind::NthDayAfter: {
      a = value(context, t.kid(x, 0));
      std::string digits = n.text;
      while (!digits.empty() && (digits.back() < '0' || digits.back() > '9')) digits.pop_back();
      const ParsedDecimal count = sema::parse_written(digits, 0);
      if (!a || count.error != DecimalError::kNone) return std::nullopt;
      return days_after(context, *a, n.name2 == "before" ? -count.value : count.value, n.span);
    }
    case Kind::Text: {
      Scalar out;
      out.type = ir::text_type();
      out.node = nodes().build().text(n.text, n.span);
      return out;
    }
    case Kind::Value: {
      for (const sema::Symbol& s : work_.symbols->all(n.text))
        if (s.kind == sema::SymbolKind::Value) {
          Scalar out;
          out.type = ir::category_type(s.subject);
          out.node = nodes().build().code(s.subject, s.id, n.span);
          return out;
        }
      report(Code::UnknownWord, n.span, {n.text});
      return std::nullopt;
    }
    case Kind::Times: {
      if (!two(&a, &b)) return std::nullopt;
      if (a->chosen() || b->chosen() || (a->quotient() && b->quotient())) {
        report(Code::DivisionOutsideComparison, n.span, {});
        return std::nullopt;
      }
      if (b->quotient()) std::swap(a, b);
      if (!numeric(*a, n.span) || !numeric(*b, n.span)) return std::nullopt;
      Scalar out = *a;
      out.type.scale = static_cast<std::int8_t>(a->type.scale + b->type.scale);
      out.type.unit = a->type.unit == kNone ? b->type.unit : b->type.unit == kNone ? a->type.unit : kNone;
      out.node = nodes().number(ir::Op::Mul, out.type, context.scope, {a->node, b->node}, 0, 0, n.span);
      return out;
    }
    case Kind::Plus:
    case Kind::Minus: {
      if (!two(&a, &b)) return std::nullopt;
      if (a->quotient() || b->quotient() || a->chosen() || b->chosen()) {
        report(Code::DivisionOutsideComparison, n.span, {});
        return std::nullopt;
      }
      if (a->type.kind == ValueKind::Date && b->type.kind == ValueKind::Number) {
        Scalar out = *a;
        Id days = b->node;
        if (n.kind == Kind::Minus)
          days = nodes().number(ir::Op::Sub, b->type, context.scope, {nodes().build().number(0, b->type), days});
        out.node = nodes().number(ir::Op::DateAdd, out.type, context.scope, {a->node, days}, 0, 0, n.span);
        return out;
      }
      if (!same_unit(*a, *b, n.span)) return std::nullopt;
      Scalar out = *a;
      out.type.scale = std::max(a->type.scale, b->type.scale);
      if (out.type.unit == kNone) out.type.unit = b->type.unit;
      out.node = nodes().number(n.kind == Kind::Plus ? ir::Op::Add : ir::Op::Sub, out.type, context.scope,
                                {scaled(*a, out.type.scale), scaled(*b, out.type.scale)}, 0, 0, n.span);
      return out;
    }
    case Kind::DividedBy:
    case Kind::PercentageOf: {
      if (!two(&a, &b)) return std::nullopt;
      if (a->quotient() || b->quotient() || a->chosen() || b->chosen() || !numeric(*a, n.span) ||
          !numeric(*b, n.span)) {
        if (a->quotient() || b->quotient() || a->chosen() || b->chosen())
          report(Code::DivisionOutsideComparison, n.span, {});
        return std::nullopt;
      }
      if (n.kind == Kind::PercentageOf && !same_unit(*a, *b, n.span)) return std::nullopt;
      Scalar out = *a;
      out.divisor = b->node;
      out.divisor_type = b->type;
      if (n.kind == Kind::PercentageOf) out.factor = 100;
      return out;
    }
    case Kind::IncreasedBy: {
      if (!two(&a, &b) || a->quotient() || a->chosen() || !numeric(*b, n.span)) return std::nullopt;
      Scalar out = *a;
      ir::Type percent = b->type;
      const Id hundred = nodes().rescale(nodes().build().number(100, ir::number_type(0, percent.unit)), percent.scale);
      const Id times = nodes().number(ir::Op::Add, percent, context.scope, {hundred, b->node}, 0, 0, n.span);
      out.type.scale = static_cast<std::int8_t>(a->type.scale + percent.scale);
      out.node = nodes().number(ir::Op::Mul, out.type, context.scope, {a->node, times}, 0, 0, n.span);
      out.divisor_type = ir::number_type(0);
      out.divisor = nodes().build().number(100, out.divisor_type);
      return out;
    }
    case Kind::Rounded: {
      a = value(context, t.kid(x, 0));
      b = value(context, t.kid(x, 1));
      if (!a || !b || a->chosen()) return std::nullopt;
      const auto how = n.text == "up" ? ir::Rounding::Up : n.text == "down" ? ir::Rounding::Down : ir::Rounding::HalfUp;
      // To a multiple of the second, in its unit: round(n / (d * step)) * step.
      Scalar out = *b;
      // A quotient of two measures is a plain number; a measure by a plain number stays one.
      out.type.unit = a->quotient() && a->divisor_type.unit != kNone ? kNone : a->type.unit;
      Id over = b->node, top = a->node;
      if (a->quotient()) {
        over = nodes().number(ir::Op::Mul, ir::number_type(a->divisor_type.scale + b->type.scale), context.scope,
                              {a->divisor, b->node});
        if (a->factor != 1)
          top = nodes().number(ir::Op::Mul, a->type, context.scope,
                               {a->node, nodes().build().number(a->factor, ir::number_type(0))});
      }
      const int scale = std::max<int>(nodes()[top].type.scale, nodes()[over].type.scale);
      top = nodes().build().rescaled(top, scale);
      over = nodes().build().rescaled(over, scale);
      const Id times = nodes().number(ir::Op::RoundDiv, ir::number_type(0), context.scope, {top, over},
                                      static_cast<std::int64_t>(how), 0, n.span);
      out.node = nodes().number(ir::Op::Mul, out.type, context.scope, {times, b->node}, 0, 0, n.span);
      return out;
    }
    case Kind::SumOf:
    case Kind::NumberOf:
      return folded(context, x);
    case Kind::Over:
      return folded_over(context, x);
    case Kind::Chosen:
      return chosen(context, x);
    case Kind::NounPhrase: {
      const NodeId amount = t.kid(x, 0);
      if (amount != kNoNode && (t.kind(amount) == Kind::Quantity || t.kind(amount) == Kind::Number)) {
        for (const NodeId kid : t[x].kids)
          if (t.kind(kid) == Kind::Prep && (t[kid].text == "after" || t[kid].text == "before")) {
            const auto from = value(context, t.kid(kid, 0));
            const ParsedDecimal count = sema::parse_written(t[amount].text, 0);
            if (!from || count.error != DecimalError::kNone) return std::nullopt;
            return days_after(context, *from, t[kid].text == "after" ? count.value : -count.value, n.span);
          }
        return literal(context, amount);
      }
      break;
    }
    default:
      break;
  }
  if (n.kind != Kind::NounPhrase && n.kind != Kind::Name && n.kind != Kind::NounList && n.kind != Kind::Following &&
      n.kind != Kind::OneOf) {
    report(Code::ConditionNotUnderstood, n.span, {place(context), written(context, x)});
    return std::nullopt;
  }
  const Ref ref = resolve(context, x);
  if (!ref.ok || ref.branches.empty()) return std::nullopt;
  if (ref.branches.size() > 1 || ref.negated) {
    report(Code::TypeMismatch, n.span, {"one value", written(context, x), "several"});
    return std::nullopt;
  }
  return at_row(context, ref.branches[0], n.span);
}

bool Reader::numeric(const Scalar& s, Span span) {
  if (s.type.kind == ValueKind::Number) return true;
  report(Code::TypeMismatch, span, {"a number", "this", type_word(s.type)});
  return false;
}

bool Reader::same_unit(const Scalar& a, const Scalar& b, Span span) {
  if (!numeric(a, span) || !numeric(b, span)) return false;
  if (a.type.unit == b.type.unit) return true;
  const auto name = [&](Id unit) {
    return unit == kNone ? "a plain number" : work_.schema().units[static_cast<std::size_t>(unit)].name;
  };
  report(Code::UnitMismatch, span, {name(a.type.unit), name(b.type.unit)});
  return false;
}

Id Reader::scaled(const Scalar& s, int scale) { return nodes().build().rescaled(s.node, scale); }

std::optional<Scalar> Reader::days_after(const Context& context, const Scalar& from, std::int64_t days, Span span) {
  if (from.type.kind != ValueKind::Date || from.chosen()) {
    report(Code::TypeMismatch, span, {"a date", "this", type_word(from.type)});
    return std::nullopt;
  }
  Scalar out = from;
  out.node = nodes().number(ir::Op::DateAdd, out.type, context.scope,
                            {from.node, nodes().build().number(days, ir::number_type(0))}, 0, 0, span);
  return out;
}

// The sum of, or the number of, what a noun phrase reaches.
std::optional<Scalar> Reader::folded(const Context& context, NodeId x) {
  const ast::Tree& t = tree(context);
  const Span span = t[x].span;
  const Ref ref = resolve(context, t.kid(x, 0));
  if (!ref.ok || ref.branches.empty()) return std::nullopt;
  Scalar total;
  for (const Branch& branch : ref.branches) {
    Scalar part;
    Id filter = kNone;
    if (branch.hops.empty()) {
      report(Code::NotAList, span, {written(context, t.kid(x, 0))});
      return std::nullopt;
    }
    const Id source = source_of(context, branch.hops, true, &filter);
    if (filter == kNone) filter = nodes().truth();
    if (t.kind(x) == Kind::NumberOf) {
      part.type = ir::number_type(0);
      part.node = nodes().number(ir::Op::Count, part.type, context.scope, {source, filter}, 0, 0, span);
    } else {
      if (!branch.scalar || branch.value.quotient() || branch.value.chosen()) {
        report(
            branch.scalar ? Code::DivisionOutsideComparison : Code::TypeMismatch, span,
            branch.scalar ? std::vector<std::string>{} : std::vector<std::string>{"a number", branch.noun, "not one"});
        return std::nullopt;
      }
      if (!numeric(branch.value, span)) return std::nullopt;
      part.type = branch.value.type;
      part.node = nodes().number(branch.topmost ? ir::Op::TopmostSum : ir::Op::Sum, part.type, context.scope,
                                 {source, filter, branch.value.node}, 0, 0, span);
    }
    if (total.node == kNone) {
      total = part;
      continue;
    }
    if (!same_unit(total, part, span)) return std::nullopt;
    const int scale = std::max(total.type.scale, part.type.scale);
    const Id a = scaled(total, scale), b = scaled(part, scale);
    total.type.scale = static_cast<std::int8_t>(scale);
    total.node = nodes().number(ir::Op::Add, total.type, context.scope, {a, b}, 0, 0, span);
  }
  return total;
}

// The sum, over its lines, of X.
std::optional<Scalar> Reader::folded_over(const Context& context, NodeId x) {
  const ast::Tree& t = tree(context);
  const Span span = t[x].span;
  const auto& kids = t[x].kids;
  std::vector<Hop> hops;
  Context inner = context;
  for (std::size_t i = 0; i + 1 < kids.size(); ++i) {
    const Ref ref = resolve(inner, kids[i]);
    if (!ref.ok) return std::nullopt;
    if (ref.branches.size() != 1 || ref.branches[0].hops.empty() || ref.branches[0].scalar) {
      report(Code::NotAList, t[kids[i]].span, {written(context, kids[i])});
      return std::nullopt;
    }
    inner = enter(inner, ref.branches[0]);
    hops.insert(hops.end(), ref.branches[0].hops.begin(), ref.branches[0].hops.end());
  }
  const auto of = plain(inner, kids.back());
  if (!of || !numeric(*of, span)) return std::nullopt;
  Id filter = kNone;
  const Id source = source_of(context, hops, true, &filter);
  Scalar out = *of;
  const ir::Op op = t[x].text == "highest" ? ir::Op::Highest : t[x].text == "lowest" ? ir::Op::Lowest : ir::Op::Sum;
  out.node = nodes().number(op, out.type, context.scope, {source, filter == kNone ? nodes().truth() : filter, of->node},
                            0, 0, span);
  return out;
}

std::optional<Scalar> Reader::chosen(const Context& context, NodeId x) {
  const ast::Tree& t = tree(context);
  const auto& kids = t[x].kids;
  Scalar out;
  bool simple = true;
  int scale = 0;
  for (std::size_t i = 0; i < kids.size(); i += 2) {
    if (t.kind(kids[i]) == Kind::Nothing) continue;
    const auto part = value(context, kids[i]);
    if (!part) return std::nullopt;
    if (i + 1 < kids.size() && when_stated(t, kids[i + 1])) {
      out.stated.push_back(*part);
      continue;
    }
    Id when = kNone;
    if (i + 1 < kids.size() && (when = condition(context, kids[i + 1])) == kNone) return std::nullopt;
    simple = simple && !part->quotient() && !part->chosen();
    scale = std::max<int>(scale, part->type.scale);
    if (out.cases.empty()) {
      out.type = part->type;
    } else if (part->type.kind != out.type.kind) {
      report(Code::TypeMismatch, t[kids[i]].span,
             {type_word(out.type), written(context, kids[i]), type_word(part->type)});
      return std::nullopt;
    } else if (out.type.unit == kNone) {
      out.type.unit = part->type.unit;
    }
    out.cases.push_back({when, *part});
  }
  if (!out.stated.empty()) {
    // With one other value left it is that value, beside the stated one.
    if (out.cases.size() == 1 && out.cases[0].when == kNone) {
      Scalar only = out.cases[0].value;
      only.stated = out.stated;
      return only;
    }
    return out;
  }
  if (!simple) return out;
  const bool number = out.type.kind == ValueKind::Number;
  Id node = kNone;
  Scalar made;
  made.type = out.type;
  if (number) made.type.scale = static_cast<std::int8_t>(scale);
  for (std::size_t i = out.cases.size(); i-- > 0;) {
    const auto& [when, part] = out.cases[i];
    const Id here = number ? scaled(part, scale) : part.node;
    if (node == kNone && when != kNone) {
      if (!number && made.type.kind != ValueKind::Date) {
        report(Code::PeriodMissing, t[x].span, {written(context, x), "the other cases"}).help = "add \"; otherwise …\"";
        return std::nullopt;
      }
      node = nodes().build().undefined_number("no case applies", made.type, t[x].span);
    }
    if (when == kNone) {
      node = here;
      continue;
    }
    const ir::Op op = made.type.kind == ValueKind::Category ? ir::Op::SelectCat
                      : made.type.kind == ValueKind::Bool   ? ir::Op::SelectCond
                                                            : ir::Op::SelectNum;
    node = nodes().build().node(op, made.type, context.scope, {when, here, node}, 0, 0, t[x].span);
  }
  made.node = node;
  return made;
}

Id Reader::number(const Context& context, NodeId x) {
  const auto s = plain(context, x);
  return s && numeric(*s, tree(context)[x].span) ? s->node : kNone;
}

Id Reader::date(const Context& context, NodeId x) {
  const auto s = plain(context, x);
  if (!s) return kNone;
  if (s->type.kind == ValueKind::Date) return s->node;
  report(Code::TypeMismatch, tree(context)[x].span, {"a date", written(context, x), type_word(s->type)});
  return kNone;
}

Id Reader::category(const Context& context, NodeId n) {
  const auto s = plain(context, n);
  if (!s) return kNone;
  if (s->type.kind == ValueKind::Category) return s->node;
  report(Code::TypeMismatch, tree(context)[n].span, {"a value of a list", written(context, n), type_word(s->type)});
  return kNone;
}

}  // namespace licet::lower
