#include "runtime/explain/margin.h"

#include "core/base/decimal.h"

namespace licet::explain {
namespace {

constexpr const char* kOnTheLine = "exactly on the line";

Int128 absolute(Int128 x) { return x < 0 ? -x : x; }

}  // namespace

std::string margin_percent(Int128 value, Int128 threshold) {
  if (value == threshold) return kOnTheLine;
  Int128 difference = 0, scaled = 0;
  if (threshold == 0 || !sub_checked(value, threshold, &difference)) return {};
  // Two decimals, four where two would say 0.00.
  for (int places : {2, 4, 8}) {
    if (!mul_checked(absolute(difference), 2 * power_of_ten(places + 2), &scaled)) return {};
    const Int128 whole = absolute(threshold);
    const Int128 rounded = (scaled + whole) / (2 * whole);
    if (rounded != 0) return format_decimal(rounded, places, true) + " percent";
  }
  return "less than 0.00000001 percent";
}

std::string margin_days(Int128 value, Int128 threshold) {
  const Int128 days = absolute(value - threshold);
  if (days == 0) return kOnTheLine;
  return format_decimal(days, 0, true) + (days == 1 ? " day" : " days");
}

std::string quotient_words(Int128 n, Int128 d, int places) {
  Int128 scaled = 0;
  if (d <= 0 || !mul_checked(n, power_of_ten(places), &scaled)) return {};
  const std::string digits = format_decimal(scaled / d, places, true);
  return (scaled % d == 0 ? "" : "about ") + digits;
}

}  // namespace licet::explain
