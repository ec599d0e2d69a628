// How far a number stands from a threshold, in exact arithmetic.
#pragma once

#include <string>

#include "core/base/int128.h"

namespace licet::explain {

// "0.06 percent" of the threshold; "exactly on the line"; empty where it cannot be said (threshold 0, overflow).
// `value` and `threshold` have one scale.
std::string margin_percent(Int128 value, Int128 threshold);
// "3 days", "exactly on the line".
std::string margin_days(Int128 value, Int128 threshold);
// n / d with at most `places` decimals; "about " in front where digits are cut. d is positive.
std::string quotient_words(Int128 n, Int128 d, int places);

}  // namespace licet::explain
