// The possible truth values of a condition (semantics section 2): a non-empty set of true and false. On a complete
// record it has one member. Strong Kleene logic, evaluated as the author wrote it.
#pragma once

#include <cstdint>

namespace licet::interp {

using Planes = std::uint8_t;
inline constexpr Planes kTrue = 1;   // may be true
inline constexpr Planes kFalse = 2;  // may be false
inline constexpr Planes kUnknown = kTrue | kFalse;

constexpr Planes negation(Planes a) { return static_cast<Planes>(((a & kTrue) << 1) | ((a & kFalse) >> 1)); }
constexpr Planes both(Planes a, Planes b) { return static_cast<Planes>((a & b & kTrue) | ((a | b) & kFalse)); }
constexpr Planes either(Planes a, Planes b) { return static_cast<Planes>(((a | b) & kTrue) | (a & b & kFalse)); }
constexpr Planes planes(bool may_be_true, bool may_be_false) {
  return static_cast<Planes>((may_be_true ? kTrue : 0) | (may_be_false ? kFalse : 0));
}

}  // namespace licet::interp
