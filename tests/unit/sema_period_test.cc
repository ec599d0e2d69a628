#include <catch2/catch.hpp>

#include "compiler/sema/manifest.h"
#include "compiler/sema/period.h"
#include "compiler/sema/written.h"

using namespace licet;
using namespace licet::sema;

namespace {

Day day(const char* text) { return *parse_day(text); }
ir::Period period(const char* from, const char* through) {
  ir::Period p;
  if (*from) p.from = day(from);
  if (*through) p.through = day(through);
  return p;
}

}  // namespace

TEST_CASE("numbers are read as drafters write them") {
  CHECK(parse_written("26,900,000", 0).value == 26900000);
  CHECK(parse_written("5.92", 4).value == 59200);
  CHECK(parse_written("10^12", 2).value == 100000000000000);
  CHECK(parse_written("5.92", 1).error == DecimalError::kTooManyPlaces);
  CHECK(parse_written("10^26", 0).error == DecimalError::kOverflow);
  CHECK(parse_written("twelve", 0).error == DecimalError::kNotANumber);
  CHECK(decimals_written("5.92") == 2);
  CHECK(decimals_written("26,900,000") == 0);
}

TEST_CASE("quarters and years are periods") {
  CHECK(days_written("2025-Q1")->first == day("2025-01-01"));
  CHECK(days_written("2025-Q1")->last == day("2025-03-31"));
  CHECK(days_written("2024-Q4")->last == day("2024-12-31"));
  CHECK(days_written("2027")->last == day("2027-12-31"));
  CHECK(days_written("2025-01-13")->first == days_written("2025-01-13")->last);
  CHECK_FALSE(days_written("2025-02-30"));
  CHECK_FALSE(days_written("2025-Q5"));
}

TEST_CASE("versions overlap only where neither gives way") {
  const Version first{period("2025-01-13", "2025-12-31"), {0, 1, 2}};
  const Version next{period("2026-01-01", ""), {0, 3, 4}};
  Version late = next;
  late.period.from = day("2025-12-31");

  Diagnostics none;
  report_overlaps("x", {first, next}, Code::PeriodsOverlap, &none);
  report_gaps("x", {first, next}, &none);
  CHECK(none.list().empty());

  Diagnostics one;
  report_overlaps("x", {first, late}, Code::PeriodsOverlap, &one);
  REQUIRE(one.list().size() == 1);
  CHECK(one.list()[0].args == std::vector<std::string>{"x", "2025-12-31"});
  CHECK(one.list()[0].span == late.span);

  Version special = late;
  special.reading = 0;
  Diagnostics gives_way;
  report_overlaps("x", {first, special}, Code::PeriodsOverlap, &gives_way);
  CHECK(gives_way.list().empty());
}

TEST_CASE("days that no version covers are reported") {
  Diagnostics found;
  report_gaps("x", {{period("2026-01-03", ""), {}}, {period("2025-01-13", "2025-12-31"), {}}}, &found);
  REQUIRE(found.list().size() == 1);
  CHECK(found.list()[0].code == Code::PeriodMissing);
  CHECK(found.list()[0].args[1] == "2026-01-01 through 2026-01-02");
}

TEST_CASE("an end belongs to the document that begins the day after") {
  ir::Period first = period("2025-01-13", "2025-12-31");
  ir::Period next = period("2026-01-01", "");
  first.document = 1;
  next.document = 2;
  settle_ends({&first, &next});
  CHECK(first.ended_by == 2);
  CHECK(next.ended_by == ir::kNone);

  ir::Period alone = period("2025-01-13", "2025-12-31");
  alone.document = 1;
  settle_ends({&alone});
  CHECK(alone.ended_by == 1);
}

TEST_CASE("a period without another leaves what is before and after") {
  const auto parts = without(period("2025-01-01", "2025-12-31"), period("2025-03-01", "2025-03-31"));
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].through == day("2025-02-28"));
  CHECK(parts[1].from == day("2025-04-01"));
  CHECK(without(period("2025-01-01", "2025-12-31"), period("2024-01-01", "")).empty());
  CHECK(without(period("2025-01-01", ""), period("2024-01-01", "2024-12-31")).size() == 1);
}

TEST_CASE("a manifest is a small JSON object") {
  const auto manifest = read_manifest(
      "{\"date\": \"2026-07-23\", \"sha256\": \"ab\", \"rows\": {\"min\": 30, \"max\": 60}, \"by\": \"a "
      "\\\"b\\\"\"}\n");
  REQUIRE(manifest);
  CHECK(*manifest->date == day("2026-07-23"));
  CHECK(manifest->sha256 == "ab");
  CHECK(manifest->min_rows == 30);
  CHECK(manifest->max_rows == 60);
  CHECK(read_manifest("{}")->sha256.empty());
  CHECK_FALSE(read_manifest("[1]"));
  CHECK_FALSE(read_manifest("{\"rows\": {\"min\": 30}"));
}
