#include "runtime/interp/number.h"

#include <algorithm>
#include <limits>

#include "core/base/date.h"

namespace licet::interp {
namespace {

bool endless(Int128 a) { return a == kBelowAll || a == kAboveAll; }

// Ends of intervals: an end that leaves 128 bits is no end.
Int128 add_ends(Int128 a, Int128 b) {
  if (endless(a)) return a;
  if (endless(b)) return b;
  Int128 out;
  return add_checked(a, b, &out) ? out : (a > 0 ? kAboveAll : kBelowAll);
}

Int128 multiply_ends(Int128 a, Int128 b) {
  if (a == 0 || b == 0) return 0;
  const Int128 beyond = (a > 0) == (b > 0) ? kAboveAll : kBelowAll;
  if (endless(a) || endless(b)) return beyond;
  Int128 out;
  return mul_checked(a, b, &out) ? out : beyond;
}

Int128 negate_end(Int128 a) {
  if (a == kBelowAll) return kAboveAll;
  if (a == kAboveAll) return kBelowAll;
  return -a;
}

Number negated(const Number& a) {
  Number out = a;
  out.lo = negate_end(a.hi);
  out.hi = negate_end(a.lo);
  return out;
}

// A result whose end is lost may have overflown; one that lies beyond all has.
Number settled(Int128 lo, Int128 hi, bool undefined) {
  if (lo == kAboveAll || hi == kBelowAll) return undefined_number();
  return {lo, hi, true, undefined || lo == kBelowAll || hi == kAboveAll, false};
}

// What two operands have in common before anything is computed. True: `out` is the result.
bool not_computed(const Number& a, const Number& b, bool keep_bounds, Number* out) {
  if (!a.value || !b.value) {
    *out = undefined_number();
    return true;
  }
  if (keep_bounds || (!a.missing && !b.missing)) return false;
  *out = {kBelowAll, kAboveAll, true, a.undefined || b.undefined, true};
  return true;
}

Int128 floor_quotient(Int128 x, Int128 y) {  // y > 0
  Int128 q = x / y;
  return x % y < 0 ? q - 1 : q;
}

Int128 round_ends(Int128 x, Int128 y, ir::Rounding rounding) {  // y > 0
  if (endless(y))
    return endless(x) ? x
                      : (x < 0 && rounding == ir::Rounding::Down ? -1
                         : x > 0 && rounding == ir::Rounding::Up ? 1
                                                                 : 0);
  if (endless(x)) return x;
  const Int128 q = floor_quotient(x, y), rest = x - q * y;
  switch (rounding) {
    case ir::Rounding::Down:
      return q;
    case ir::Rounding::Up:
      return rest == 0 ? q : q + 1;
    case ir::Rounding::HalfUp:
      return rest >= y - rest ? q + 1 : q;
  }
  return q;
}

}  // namespace

Number sum_of_balances(const Number& a, const Number& b) {
  if (!a.value || !b.value) return undefined_number();
  Number out = interval(add_ends(a.lo, b.lo), add_ends(a.hi, b.hi));
  out.undefined = a.undefined || b.undefined || out.lo == kAboveAll || out.hi == kBelowAll;
  return out;
}

Number opposite(const Number& a) { return negated(a); }

Number missing_number(const ir::Field& field) {
  const bool date = field.type.kind == ir::ValueKind::Date;
  Number out;
  out.lo = field.bounded ? field.lo : date ? ir::kBeginning : std::numeric_limits<std::int64_t>::min();
  out.hi = field.bounded ? field.hi : date ? ir::kForever : std::numeric_limits<std::int64_t>::max();
  out.undefined = field.may_be_none;
  out.missing = true;
  return out;
}

Number hull(const Number& a, const Number& b) {
  Number out = a.value ? a : b;
  if (a.value && b.value) {
    out.lo = std::min(a.lo, b.lo);
    out.hi = std::max(a.hi, b.hi);
  }
  out.undefined = a.undefined || b.undefined;
  out.missing = a.missing || b.missing;
  return out;
}

Number sum_of(const Number& a, const Number& b) {
  Number out;
  if (not_computed(a, b, true, &out)) return out;
  return settled(add_ends(a.lo, b.lo), add_ends(a.hi, b.hi), a.undefined || b.undefined);
}

Number scaled(const Number& a, Int128 factor) {
  if (!a.value) return a;
  Number out = settled(multiply_ends(a.lo, factor), multiply_ends(a.hi, factor), a.undefined);
  out.missing = a.missing;
  return out;
}

Number add(const Number& a, const Number& b) {
  Number out;
  return not_computed(a, b, false, &out) ? out : sum_of(a, b);
}

Number subtract(const Number& a, const Number& b) { return add(a, negated(b)); }

Number multiply(const Number& a, const Number& b) {
  Number out;
  if (not_computed(a, b, false, &out)) return out;
  const Int128 ends[] = {multiply_ends(a.lo, b.lo), multiply_ends(a.lo, b.hi), multiply_ends(a.hi, b.lo),
                         multiply_ends(a.hi, b.hi)};
  return settled(*std::min_element(ends, ends + 4), *std::max_element(ends, ends + 4), a.undefined || b.undefined);
}

Number lesser(const Number& a, const Number& b) {
  Number out;
  if (not_computed(a, b, false, &out)) return out;
  return {std::min(a.lo, b.lo), std::min(a.hi, b.hi), true, a.undefined || b.undefined, false};
}

Number greater(const Number& a, const Number& b) {
  Number out;
  if (not_computed(a, b, false, &out)) return out;
  return {std::max(a.lo, b.lo), std::max(a.hi, b.hi), true, a.undefined || b.undefined, false};
}

Number rounded_quotient(const Number& a, const Number& b, ir::Rounding rounding) {
  if (b.value && b.lo == 0 && b.hi == 0) return undefined_number();
  const bool may_be_zero = b.value && b.lo <= 0 && b.hi >= 0;
  Number out;
  if (not_computed(a, b, false, &out)) {
    out.undefined = out.undefined || may_be_zero;
    return out;
  }
  if (may_be_zero) return any_number();
  if (b.hi < 0) return rounded_quotient(negated(a), negated(b), rounding);
  const Int128 ends[] = {round_ends(a.lo, b.lo, rounding), round_ends(a.lo, b.hi, rounding),
                         round_ends(a.hi, b.lo, rounding), round_ends(a.hi, b.hi, rounding)};
  return settled(*std::min_element(ends, ends + 4), *std::max_element(ends, ends + 4), a.undefined || b.undefined);
}

Number date_part(const Number& date, ir::DatePart part) {
  if (!date.value) return date;
  Number out = date;
  if (date.missing) {
    out.lo = kBelowAll;
    out.hi = kAboveAll;
    return out;
  }
  const Int128 first = ir::kBeginning, last = ir::kForever;
  if (date.lo > last || date.hi < first) return undefined_number();
  out.undefined = date.undefined || date.lo < first || date.hi > last;
  const CivilDate a = to_civil(static_cast<Day>(std::max(date.lo, first)));
  const CivilDate b = to_civil(static_cast<Day>(std::min(date.hi, last)));
  const auto within_year = [&](int from, int through, int whole) {
    out.lo = a.year == b.year ? from : 1;
    out.hi = a.year == b.year ? through : whole;
  };
  switch (part) {
    case ir::DatePart::Year:
      out.lo = a.year;
      out.hi = b.year;
      break;
    case ir::DatePart::Quarter:
      within_year((a.month + 2) / 3, (b.month + 2) / 3, 4);
      break;
    case ir::DatePart::Month:
      within_year(a.month, b.month, 12);
      break;
  }
  return out;
}

Planes compare(ir::Comparison op, const Number& a, const Number& b) {
  if (a.undefined || b.undefined) return kUnknown;
  switch (op) {
    case ir::Comparison::Less:
      return planes(a.lo < b.hi, a.hi >= b.lo);
    case ir::Comparison::LessEqual:
      return planes(a.lo <= b.hi, a.hi > b.lo);
    case ir::Comparison::Equal:
      return planes(a.lo <= b.hi && b.lo <= a.hi, !(a.lo == a.hi && b.lo == b.hi && a.lo == b.lo));
    case ir::Comparison::GreaterEqual:
      return planes(a.hi >= b.lo, a.lo < b.hi);
    case ir::Comparison::Greater:
      return planes(a.hi > b.lo, a.lo <= b.hi);
  }
  return kUnknown;
}

Planes compare_ratio(ir::Comparison op, const Number& n, const Number& d, const Number& p, const Number& q) {
  if (!n.value || !d.value || !p.value || !q.value) return kUnknown;
  if (n.missing || d.missing || p.missing || q.missing) return kUnknown;
  if ((d.lo <= 0 && d.hi >= 0) || (q.lo <= 0 && q.hi >= 0)) return kUnknown;
  const bool turned = d.hi < 0, other_turned = q.hi < 0;
  const Number left = multiply(turned ? negated(n) : n, other_turned ? negated(q) : q);
  const Number right = multiply(other_turned ? negated(p) : p, turned ? negated(d) : d);
  return compare(op, left, right);
}

}  // namespace licet::interp
