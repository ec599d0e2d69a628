// Exact intervals (semantics sections 1 and 2): ends, overflow, divisors.
#include <catch2/catch.hpp>

#include "core/base/date.h"
#include "runtime/interp/number.h"

namespace licet::interp {
namespace {

using ir::Comparison;
using ir::Rounding;

const Int128 kHuge = kAboveAll - 1;

Number missing(Int128 lo, Int128 hi) { return {lo, hi, true, false, true}; }

TEST_CASE("a comparison of intervals is certain only where the ends say so", "[interp]") {
  CHECK(compare(Comparison::GreaterEqual, interval(3, 5), known(3)) == kTrue);
  CHECK(compare(Comparison::GreaterEqual, interval(2, 5), known(3)) == kUnknown);
  CHECK(compare(Comparison::GreaterEqual, interval(1, 2), known(3)) == kFalse);
  CHECK(compare(Comparison::Greater, interval(3, 5), known(3)) == kUnknown);
  CHECK(compare(Comparison::Greater, interval(4, 5), known(3)) == kTrue);
  CHECK(compare(Comparison::Less, interval(1, 3), known(3)) == kUnknown);
  CHECK(compare(Comparison::LessEqual, interval(1, 3), known(3)) == kTrue);
  CHECK(compare(Comparison::Equal, interval(1, 3), known(4)) == kFalse);
  CHECK(compare(Comparison::Equal, interval(1, 3), known(3)) == kUnknown);
  CHECK(compare(Comparison::Equal, known(3), known(3)) == kTrue);
  CHECK(compare(Comparison::Equal, interval(1, 3), interval(1, 3)) == kUnknown);
  CHECK(compare(Comparison::Equal, undefined_number(), known(3)) == kUnknown);
}

TEST_CASE("a missing fact keeps its bounds until it is reckoned with", "[interp]") {
  CHECK(compare(Comparison::LessEqual, missing(0, 9), known(9)) == kTrue);
  CHECK(compare(Comparison::LessEqual, add(missing(0, 9), known(1)), known(10)) == kUnknown);
  CHECK(compare(Comparison::LessEqual, scaled(missing(0, 9), 10), known(90)) == kTrue);
  CHECK(add(missing(0, 9), known(1)).missing);
  CHECK_FALSE(add(missing(0, 9), undefined_number()).value);
}

TEST_CASE("overflow is undefined, at one end or altogether", "[interp]") {
  CHECK_FALSE(add(known(kHuge), known(kHuge)).value);
  CHECK_FALSE(subtract(known(-kHuge), known(kHuge)).value);
  CHECK_FALSE(multiply(known(kHuge), known(2)).value);
  const Number half = multiply(interval(0, kHuge), known(2));
  CHECK(half.value);
  CHECK(half.undefined);
  CHECK(half.lo == 0);
  CHECK(compare(Comparison::GreaterEqual, half, known(0)) == kUnknown);
  CHECK(multiply(known(0), any_number()).lo == 0);
  CHECK(add(known(kHuge - 1), known(1)).point());
}

TEST_CASE("a ratio is compared without dividing", "[interp]") {
  // 592/100 against 1600/270: exact where floating point would not be.
  CHECK(compare_ratio(Comparison::GreaterEqual, known(1480), known(250), known(592), known(100)) == kTrue);
  CHECK(compare_ratio(Comparison::Greater, known(1480), known(250), known(592), known(100)) == kFalse);
  CHECK(compare_ratio(Comparison::Less, known(1479), known(250), known(592), known(100)) == kTrue);
  CHECK(compare_ratio(Comparison::Greater, known(1), known(-2), known(-1), known(1)) == kTrue);  // -1/2 > -1
  CHECK(compare_ratio(Comparison::Greater, known(3), known(-2), known(1), known(-1)) == kFalse);
  CHECK(compare_ratio(Comparison::Greater, known(1), known(0), known(1), known(1)) == kUnknown);
  CHECK(compare_ratio(Comparison::Greater, known(1), interval(0, 3), known(1), known(1)) == kUnknown);
  CHECK(compare_ratio(Comparison::GreaterEqual, interval(6, 9), interval(1, 3), known(2), known(1)) == kTrue);
  CHECK(compare_ratio(Comparison::GreaterEqual, interval(5, 9), interval(1, 3), known(2), known(1)) == kUnknown);
  CHECK(compare_ratio(Comparison::GreaterEqual, missing(6, 9), interval(1, 3), known(2), known(1)) == kUnknown);
  CHECK(compare_ratio(Comparison::Equal, known(kHuge), known(1), known(1), known(kHuge)) == kUnknown);  // overflow
}

TEST_CASE("division stands under a rounding word", "[interp]") {
  const auto at = [](Int128 a, Int128 b, Rounding r) { return rounded_quotient(known(a), known(b), r).lo; };
  CHECK(at(7, 2, Rounding::Down) == 3);
  CHECK(at(7, 2, Rounding::Up) == 4);
  CHECK(at(7, 2, Rounding::HalfUp) == 4);
  CHECK(at(5, 4, Rounding::HalfUp) == 1);
  CHECK(at(-7, 2, Rounding::Down) == -4);
  CHECK(at(-7, 2, Rounding::Up) == -3);
  CHECK(at(-7, 2, Rounding::HalfUp) == -3);
  CHECK(at(7, -2, Rounding::Down) == -4);
  CHECK_FALSE(rounded_quotient(known(1), known(0), Rounding::Down).value);
  const Number q = rounded_quotient(known(1), interval(-1, 1), Rounding::Down);
  CHECK(q.value);
  CHECK(q.undefined);
  const Number r = rounded_quotient(interval(-5, 9), interval(2, 4), Rounding::Up);
  CHECK(r.lo == -2);
  CHECK(r.hi == 5);
}

TEST_CASE("parts of dates", "[interp]") {
  const auto day = [](int y, int m, int d) { return Int128{to_day({y, m, d})}; };
  CHECK(date_part(known(day(2025, 12, 31)), ir::DatePart::Year).lo == 2025);
  CHECK(date_part(known(day(2025, 9, 30)), ir::DatePart::Quarter).lo == 3);
  const Number months = date_part(interval(day(2025, 2, 1), day(2025, 3, 1)), ir::DatePart::Month);
  CHECK(months.lo == 2);
  CHECK(months.hi == 3);
  const Number any = date_part(interval(day(2025, 12, 1), day(2026, 1, 1)), ir::DatePart::Month);
  CHECK(any.lo == 1);
  CHECK(any.hi == 12);
  CHECK(date_part(missing(0, 5), ir::DatePart::Year).missing);
}

}  // namespace
}  // namespace licet::interp
