#include "core/base/decimal.h"

#include <algorithm>
#include <limits>

namespace licet {

std::string to_string(Int128 value) {
  if (value == 0) return "0";
  const bool negative = value < 0;
  unsigned __int128 rest = negative ? -static_cast<unsigned __int128>(value) : static_cast<unsigned __int128>(value);
  std::string digits;
  for (; rest != 0; rest /= 10) digits += static_cast<char>('0' + static_cast<int>(rest % 10));
  if (negative) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

// Works on the digits as text, so that neither the length of a number nor its exponent makes an answer wrong:
// "0.000…" with a thousand zeros is zero, "1" with four hundred zeros and "e-400" is one.
ParsedDecimal parse_decimal(std::string_view text, int scale) {
  std::size_t i = 0;
  bool negative = false;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) negative = text[i++] == '-';

  std::string digits;       // from the first that is not zero, without the point
  std::int64_t places = 0;  // how many stand after the point
  bool point = false;
  bool any = false;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.' && !point) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      any = true;
      if (c != '0' || !digits.empty()) digits += c;
      if (point) ++places;
    } else {
      break;
    }
  }
  if (!any) return {DecimalError::kNotANumber, 0};
  std::int64_t exponent = 0;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    bool minus = false;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) minus = text[i++] == '-';
    if (i == text.size()) return {DecimalError::kNotANumber, 0};
    constexpr std::int64_t kMost = std::int64_t{1} << 60;  // beyond the length of any text
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i)
      exponent = exponent >= kMost / 10 ? kMost : exponent * 10 + (text[i] - '0');
    if (minus) exponent = -exponent;
  }
  if (i != text.size()) return {DecimalError::kNotANumber, 0};
  if (digits.empty()) return {DecimalError::kNone, 0};

  std::int64_t shift = scale - places + exponent;  // value = digits * 10^shift in units of the scale
  while (digits.back() == '0') {
    digits.pop_back();
    ++shift;
  }
  if (shift < 0) return {DecimalError::kTooManyPlaces, 0};
  if (static_cast<std::int64_t>(digits.size()) + shift > 19) return {DecimalError::kOverflow, 0};
  Int128 v = 0;
  for (const char c : digits) v = v * 10 + (c - '0');
  v *= power_of_ten(static_cast<int>(shift));
  if (negative) v = -v;
  if (v < std::numeric_limits<std::int64_t>::min() || v > std::numeric_limits<std::int64_t>::max())
    return {DecimalError::kOverflow, 0};
  return {DecimalError::kNone, static_cast<std::int64_t>(v)};
}

std::string format_decimal(Int128 value, int scale, bool grouped) {
  const bool negative = value < 0;
  std::string digits = to_string(value);
  if (negative) digits.erase(0, 1);
  if (scale < 0 && value != 0) digits.append(static_cast<std::size_t>(-scale), '0');
  scale = std::max(scale, 0);
  const auto places = static_cast<std::size_t>(scale);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  std::string fraction = digits.substr(digits.size() - places);
  std::string whole = digits.substr(0, digits.size() - places);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  if (grouped)
    for (std::size_t at = whole.size(); at > 3; at -= 3) whole.insert(at - 3, 1, ',');
  return (negative ? "-" : "") + whole + (fraction.empty() ? "" : "." + fraction);
}

}  // namespace licet
