// Days, decimals, 128-bit text, positions in text, digests.
#include <limits>

#include <catch2/catch.hpp>

#include "core/base/date.h"
#include "core/base/decimal.h"
#include "core/base/hash.h"
#include "core/base/int128.h"
#include "core/base/source.h"

namespace licet {
namespace {

TEST_CASE("dates: every day from 1899 to 2101 follows the one before") {
  static constexpr int kDays[]{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  Day expected = to_day({1899, 1, 1});
  CHECK(expected == -25932);
  for (int year = 1899; year <= 2101; ++year) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    for (int month = 1; month <= 12; ++month) {
      const int days = kDays[month - 1] + (leap && month == 2 ? 1 : 0);
      for (int day = 1; day <= days; ++day, ++expected) {
        REQUIRE(to_day({year, month, day}) == expected);
        const CivilDate back = to_civil(expected);
        REQUIRE((back.year == year && back.month == month && back.day == day));
        REQUIRE(parse_day(format_day(expected)) == expected);
      }
      REQUIRE_FALSE(parse_day(format_day(to_day({year, month, 1})).substr(0, 8) + std::to_string(days + 1)));
    }
  }
}

TEST_CASE("dates: known days, ends of the calendar, ends of the type") {
  CHECK(to_day({1970, 1, 1}) == 0);
  CHECK(to_day({2000, 2, 29}) == 11016);
  CHECK(parse_day("2025-01-13") == 20101);
  CHECK(format_day(-1) == "1969-12-31");
  CHECK(parse_day("0001-01-01") == -719162);
  CHECK(parse_day("9999-12-31") == 2932896);
  CHECK(format_day(-719162) == "0001-01-01");
  CHECK(format_day(2932897) == "10000-01-01");
  for (const Day day : {std::numeric_limits<Day>::min(), std::numeric_limits<Day>::max(), -100000000, 100000000}) {
    const CivilDate date = to_civil(day);
    CHECK(to_day(date) == day);
    CHECK_FALSE(format_day(day).empty());
  }
}

TEST_CASE("dates: what is not a date") {
  for (const char* text : {"",           "2025-1-13",   "2025-01-1",   "25-01-13",
                           "2025/01/13", "2025-01-13 ", " 2025-01-13", "2025-01-13T00:00",
                           "2025-13-01", "2025-00-01",  "2025-01-00",  "2025-01-32",
                           "2025-02-29", "1900-02-29",  "2100-02-29",  "0000-01-01",
                           "-001-01-01", "+025-01-01",  "2025-0x-01",  "2025-01--1",
                           "20250113",   "unknown",     "2025-04-31"})
    CHECK_FALSE(parse_day(text).has_value());
  CHECK(parse_day("2024-02-29").has_value());
}

std::int64_t parsed(std::string_view text, int scale) {
  const ParsedDecimal d = parse_decimal(text, scale);
  INFO(text);
  REQUIRE(d.error == DecimalError::kNone);
  return d.value;
}

TEST_CASE("decimals: exact values") {
  CHECK(parsed("0", 0) == 0);
  CHECK(parsed("-0", 4) == 0);
  CHECK(parsed("+12", 0) == 12);
  CHECK(parsed("5.92", 2) == 592);
  CHECK(parsed("5.92", 4) == 59200);
  CHECK(parsed("5.9200", 2) == 592);
  CHECK(parsed("-0.05", 2) == -5);
  CHECK(parsed(".5", 1) == 5);
  CHECK(parsed("5.", 1) == 50);
  CHECK(parsed("007.10", 1) == 71);
  CHECK(parsed("1e3", 0) == 1000);
  CHECK(parsed("1.5E+2", 0) == 150);
  CHECK(parsed("150e-1", 0) == 15);
  CHECK(parsed("1e-9", 9) == 1);
  CHECK(parsed("0e999999999999999999999", 0) == 0);
  CHECK(parsed("0." + std::string(1000, '0'), 0) == 0);
  CHECK(parsed(std::string(1000, '0') + "7", 0) == 7);
  CHECK(parsed("1" + std::string(500, '0') + "e-500", 0) == 1);
  CHECK(parsed("0." + std::string(499, '0') + "1e500", 0) == 1);
}

TEST_CASE("decimals: the ends of 64 bits at every scale") {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  for (int scale = 0; scale <= 18; ++scale) {
    for (const Int128 v : {Int128{kMost}, Int128{kLeast}, Int128{0}, Int128{1}, Int128{-1}, Int128{1000000007}}) {
      CHECK(parsed(format_decimal(v, scale), scale) == v);
    }
    CHECK(parse_decimal(format_decimal(Int128{kMost} + 1, scale), scale).error == DecimalError::kOverflow);
    CHECK(parse_decimal(format_decimal(Int128{kLeast} - 1, scale), scale).error == DecimalError::kOverflow);
    CHECK(parse_decimal("1e-" + std::to_string(scale + 1), scale).error == DecimalError::kTooManyPlaces);
  }
}

TEST_CASE("decimals: every error") {
  for (const char* text : {"",     "-",   "+",   ".",   "e5", "1e",    "1e+",  "1.2.3", "1,000",   " 1",  "1 ", "1_000",
                           "0x10", "inf", "nan", "--1", "1-", "1e5.0", "1e5x", "½",     "unknown", "- 1", "-.", ".e1"})
    CHECK(parse_decimal(text, 2).error == DecimalError::kNotANumber);
  for (const char* text : {"0.001", "5.925", "1e-3", "-0.009", "1e-99999999999999999999999"})
    CHECK(parse_decimal(text, 2).error == DecimalError::kTooManyPlaces);
  for (const char* text : {"92233720368547758.08", "1e17", "-92233720368547758.09", "1e99999999999999999999999",
                           "99999999999999999999999999999999999999999999"})
    CHECK(parse_decimal(text, 2).error == DecimalError::kOverflow);
}

TEST_CASE("decimals: text") {
  CHECK(format_decimal(592, 2) == "5.92");
  CHECK(format_decimal(100000000, -18) == "100000000000000000000000000");  // 10^26, in units of 10^18
  CHECK(format_decimal(0, -18) == "0");
  CHECK(parse_decimal("1e26", -18).value == 100000000);
  CHECK(parse_decimal("100000000000000000000000000", -18).value == 100000000);
  CHECK(parse_decimal("100000000000000000000000001", -18).error == DecimalError::kTooManyPlaces);
  CHECK(format_decimal(59200, 4) == "5.92");
  CHECK(format_decimal(100, 2) == "1");
  CHECK(format_decimal(-5, 2) == "-0.05");
  CHECK(format_decimal(0, 9) == "0");
  CHECK(format_decimal(999, 0, true) == "999");
  CHECK(format_decimal(1000, 0, true) == "1,000");
  CHECK(format_decimal(-123456789, 2, true) == "-1,234,567.89");
  CHECK(format_decimal(1234567, 0, true) == "1,234,567");
  CHECK(format_decimal(100000, 0, true) == "100,000");
  CHECK(format_decimal(1, 38) == "0." + std::string(37, '0') + "1");
}

TEST_CASE("int128: text and checks") {
  const Int128 most = (Int128{1} << 126) - 1 + (Int128{1} << 126);
  CHECK(to_string(Int128{0}) == "0");
  CHECK(to_string(Int128{-7}) == "-7");
  CHECK(to_string(most) == "170141183460469231731687303715884105727");
  CHECK(to_string(-most - 1) == "-170141183460469231731687303715884105728");
  CHECK(to_string(power_of_ten(38)) == "1" + std::string(38, '0'));
  Int128 out = 0;
  CHECK((add_checked(most - 1, 1, &out) && out == most));
  CHECK_FALSE(add_checked(most, 1, &out));
  CHECK_FALSE(sub_checked(-most - 1, 1, &out));
  CHECK_FALSE(mul_checked(most, 2, &out));
  CHECK((mul_checked(power_of_ten(19), power_of_ten(19), &out) && out == power_of_ten(38)));
}

TEST_CASE("sources: lines and columns in characters") {
  SourceMap sources;
  const FileId file = sources.add("a.licet", "§1 a\r\nb\n\nlone\rreturn\nlast");
  const auto at = [&](std::string_view needle) {
    const LineColumn place = sources.locate(file, static_cast<std::uint32_t>(sources.text(file).find(needle)));
    return std::to_string(place.line) + ":" + std::to_string(place.column);
  };
  CHECK(at("§") == "1:1");
  CHECK(at("1") == "1:2");
  CHECK(at("a\r") == "1:4");
  CHECK(at("\r\n") == "1:5");
  CHECK(at("b\n") == "2:1");
  CHECK(at("lone") == "4:1");
  CHECK(at("return") == "4:6");
  CHECK(at("last") == "5:1");
  CHECK(sources.line(file, 0) == "§1 a");
  CHECK(sources.line(file, 6) == "§1 a");
  CHECK(sources.line(file, 7) == "b");
  CHECK(sources.line(file, 9) == "");
  CHECK(sources.line(file, 12) == "lone\rreturn");
  const auto size = static_cast<std::uint32_t>(sources.text(file).size());
  CHECK(sources.line(file, size) == "last");
  CHECK(sources.line(file, size + 10) == "last");
  CHECK(sources.locate(file, size + 10).column == 5);
  CHECK(sources.text(Span{file, 7, 8}) == "b");

  const FileId empty = sources.add("empty", "");
  CHECK(sources.line(empty, 0) == "");
  CHECK(sources.locate(empty, 0).line == 1);
  const FileId marked = sources.add("marked", "\xef\xbb\xbfone\n");
  CHECK(sources.line(marked, 4) == "one");
  CHECK(sources.locate(marked, 3).column == 1);
  CHECK(sources.name(marked) == "marked");
  CHECK(sources.size() == 3);
}

TEST_CASE("spans: cover") {
  const Span a{0, 3, 5};
  CHECK(cover(a, {0, 8, 9}) == Span{0, 3, 9});
  CHECK(cover({0, 8, 9}, a) == Span{0, 3, 9});
  CHECK(cover(a, {1, 0, 9}) == a);
  CHECK(cover({}, a) == a);
  CHECK(cover(a, {}) == a);
}

TEST_CASE("digests: SHA-256 of the standard's examples") {
  CHECK(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(to_hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(to_hex(sha256("abc"), 4) == "ba7816bf");
  Sha256 hash;
  hash.update("a");
  hash.update("");
  hash.update("bc");
  CHECK(hash.finish() == sha256("abc"));
}

}  // namespace
}  // namespace licet
