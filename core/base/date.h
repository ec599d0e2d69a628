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

Day to_day(CivilDate date);
CivilDate to_civil(Day day);

// Strictly YYYY-MM-DD with a day that exists; anything else is nullopt.
std::optional<Day> parse_day(std::string_view text);
std::string format_day(Day day);

}  // namespace licet
