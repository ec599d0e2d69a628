// Exact numbers that may be uncertain (semantics sections 1 and 2): an interval of 128-bit integers, whether there may
// be a value, whether it may be undefined, and whether a missing fact is in it. Overflow is undefined, never wrapped.
#pragma once

#include "core/base/int128.h"
#include "core/ir/program.h"
#include "runtime/interp/planes.h"

namespace licet::interp {

inline constexpr Int128 kBelowAll = static_cast<Int128>(static_cast<unsigned __int128>(1) << 127);
inline constexpr Int128 kAboveAll = ~kBelowAll;

struct Number {
  Int128 lo = 0;           // kBelowAll: no lower end
  Int128 hi = 0;           // kAboveAll: no upper end
  bool value = true;       // may have a value, which lies in [lo, hi]
  bool undefined = false;  // may be undefined
  bool missing = false;    // rests on a missing fact: arithmetic over it is missing too

  bool point() const { return value && !undefined && lo == hi; }
};

inline Number known(Int128 v) { return {v, v, true, false, false}; }
inline Number interval(Int128 lo, Int128 hi) { return {lo, hi, true, false, false}; }
// Of a fact that is missing: what its declaration allows.
Number missing_number(const ir::Field& field);
inline Number undefined_number() { return {0, 0, false, true, false}; }
// Nothing is known of it, not even whether it can be computed.
inline Number any_number() { return {kBelowAll, kAboveAll, true, true, false}; }

Number hull(const Number& a, const Number& b);

// Interval arithmetic; bounds of missing facts count as bounds. What sums, counts and scale changes use.
Number sum_of(const Number& a, const Number& b);
Number scaled(const Number& a, Int128 factor);  // factor is not negative
// The same for balances: an end that is not there is no overflow.
Number sum_of_balances(const Number& a, const Number& b);
Number opposite(const Number& a);

// What the author wrote: missing in, missing out.
Number add(const Number& a, const Number& b);
Number subtract(const Number& a, const Number& b);
Number multiply(const Number& a, const Number& b);
Number lesser(const Number& a, const Number& b);
Number greater(const Number& a, const Number& b);
// Down is towards minus infinity, up towards plus infinity, half up is floor(x + 1/2).
Number rounded_quotient(const Number& a, const Number& b, ir::Rounding rounding);
Number date_part(const Number& date, ir::DatePart part);

Planes compare(ir::Comparison op, const Number& a, const Number& b);
// n/d with p/q, by cross-multiplication.
Planes compare_ratio(ir::Comparison op, const Number& n, const Number& d, const Number& p, const Number& q);

}  // namespace licet::interp
