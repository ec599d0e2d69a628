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

ParsedDecimal parse_decimal(std::string_view text, int scale) {
  std::size_t i = 0;
  bool negative = false;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) negative = text[i++] == '-';

  std::string digits;  // without the point; `places` of them stand after it
  int places = 0;
  bool point = false;
  bool any = false;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.' && !point) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      any = true;
      digits += c;
      if (point) ++places;
      if (digits.size() > 400) return {DecimalError::kOverflow, 0};
    } else {
      break;
    }
  }
  if (!any) return {DecimalError::kNotANumber, 0};
  int exponent = 0;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    bool minus = false;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) minus = text[i++] == '-';
    if (i == text.size()) return {DecimalError::kNotANumber, 0};
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
      exponent = exponent * 10 + (text[i] - '0');
      if (exponent > 400) exponent = 400;
    }
    if (minus) exponent = -exponent;
  }
  if (i != text.size()) return {DecimalError::kNotANumber, 0};

  const std::size_t lead = std::min(digits.find_first_not_of('0'), digits.size());
  digits.erase(0, lead);
  int shift = scale - places + exponent;  // value = digits * 10^shift in units of the scale
  while (shift < 0 && !digits.empty()) {
    if (digits.back() != '0') return {DecimalError::kTooManyPlaces, 0};
    digits.pop_back();
    ++shift;
  }
  if (digits.empty()) return {DecimalError::kNone, 0};
  if (digits.size() + static_cast<std::size_t>(shift) > 19) return {DecimalError::kOverflow, 0};
  Int128 v = 0;
  for (const char c : digits) v = v * 10 + (c - '0');
  v *= power_of_ten(shift);
  if (negative) v = -v;
  if (v < std::numeric_limits<std::int64_t>::min() || v > std::numeric_limits<std::int64_t>::max())
    return {DecimalError::kOverflow, 0};
  return {DecimalError::kNone, static_cast<std::int64_t>(v)};
}

std::string format_decimal(Int128 value, int scale, bool grouped) {
  const bool negative = value < 0;
  std::string digits = to_string(value);
  if (negative) digits.erase(0, 1);
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
