// Civil days (semantics section 8): a day is its number since 1970-01-01 in the proleptic Gregorian calendar.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace licet {

using Day = std::int32_t;

struct CivilDate {
  int year;   // 1 to 9999 in text
  int month;  // 1 to 12
  int day;    // 1 to 31
};

// For a date that exists. to_civil(to_day(d)) is d.
Day to_day(CivilDate date);
CivilDate to_civil(Day day);

// Strictly YYYY-MM-DD with a day that exists, years 0001 to 9999; anything else is nullopt.
std::optional<Day> parse_day(std::string_view text);
// The same form; years outside 0001 to 9999 take the digits they need, with a minus before year 0.
std::string format_day(Day day);

}  // namespace licet
