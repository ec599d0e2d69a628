// 128-bit integers with overflow as an answer instead of a surprise: 64 bits in facts, 128 between (semantics.md 2).
#pragma once

#include <cstdint>
#include <string>

namespace licet {

using Int128 = __int128;  // NOLINT: gcc and clang spelling; -Wpedantic is off for this one type

// Each returns false, and leaves `out` unspecified, where the exact result does not fit.
inline bool add_checked(Int128 a, Int128 b, Int128* out) { return !__builtin_add_overflow(a, b, out); }
inline bool sub_checked(Int128 a, Int128 b, Int128* out) { return !__builtin_sub_overflow(a, b, out); }
inline bool mul_checked(Int128 a, Int128 b, Int128* out) { return !__builtin_mul_overflow(a, b, out); }

// 10^n; n from 0 to 38.
inline Int128 power_of_ten(int n) {
  Int128 p = 1;
  for (int i = 0; i < n; ++i) p *= 10;
  return p;
}

std::string to_string(Int128 value);

}  // namespace licet
