// Decimal text to scaled integers and back, exactly or not at all. A scaled integer v of scale s stands for v / 10^s.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/int128.h"

namespace licet {

enum class DecimalError : std::uint8_t {
  kNone,
  kNotANumber,     // empty, stray characters, thousands separators where none are allowed
  kTooManyPlaces,  // a non-zero digit beyond the scale: would have to be rounded
  kOverflow,       // outside 64 bits at that scale
};

struct ParsedDecimal {
  DecimalError error = DecimalError::kNotANumber;
  std::int64_t value = 0;
};

// Accepts [-+]digits[.digits][e[-+]digits], where the digits on one side of the point may be left out (databases export
// ".5"); no blanks, no separators, no inf or nan. `scale` is 0 to 18.
ParsedDecimal parse_decimal(std::string_view text, int scale);

// Shortest exact text: trailing zeros after the point are dropped. `grouped` puts thousands commas (for people).
std::string format_decimal(Int128 value, int scale, bool grouped = false);

}  // namespace licet
