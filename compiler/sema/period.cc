#include "compiler/sema/period.h"

#include <algorithm>
#include <string>

namespace licet::sema {
namespace {

// Under some choice of readings both hold, and neither gives way: a version of no reading gives way to one of a
// reading.
bool same_world(const Version& a, const Version& b) {
  if (a.reading == ir::kNone || b.reading == ir::kNone) return a.reading == b.reading;
  return a.reading != b.reading || a.alternative == b.alternative;
}

std::string days(Day from, Day through) {
  return from == through ? format_day(from) : format_day(from) + " through " + format_day(through);
}

}  // namespace

bool overlap(const ir::Period& a, const ir::Period& b) { return a.from <= b.through && b.from <= a.through; }

void report_overlaps(std::string_view name, const std::vector<Version>& versions, Code code, Diagnostics* diagnostics) {
  for (std::size_t i = 0; i < versions.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const Version& a = versions[j];
      const Version& b = versions[i];
      if (!same_world(a, b) || !overlap(a.period, b.period)) continue;
      const Day day = std::max(a.period.from, b.period.from);
      const std::string on = day == ir::kBeginning ? "every day of the past" : format_day(day);
      Diagnostic& found = diagnostics->add(code, b.span, {std::string(name), on});
      found.related.push_back({a.span, "the other one"});
      if (day != ir::kBeginning && a.period.from < b.period.from)
        found.help = "end the other one: through " + format_day(b.period.from - 1);
      break;
    }
}

void report_gaps(std::string_view name, std::vector<Version> versions, Diagnostics* diagnostics) {
  std::erase_if(versions, [](const Version& v) { return v.reading != ir::kNone; });
  if (versions.empty()) return;
  std::sort(versions.begin(), versions.end(),
            [](const Version& a, const Version& b) { return a.period.from < b.period.from; });
  Day covered = versions.front().period.through;
  for (const Version& version : versions) {
    if (version.period.from > covered && version.period.from - covered > 1) {
      const std::string missing = days(covered + 1, version.period.from - 1);
      diagnostics->add(Code::PeriodMissing, version.span, {std::string(name), missing}).help =
          "close the gap, or say what holds for it (not stated, reserved)";
    }
    covered = std::max(covered, version.period.through);
  }
}

void settle_ends(const std::vector<ir::Period*>& periods) {
  for (ir::Period* period : periods) {
    if (period->through == ir::kForever || period->ended_by != ir::kNone) continue;
    period->ended_by = period->document;
    for (const ir::Period* next : periods)
      if (next->from == period->through + 1 && next->document != ir::kNone) period->ended_by = next->document;
  }
}

std::vector<ir::Period> without(const ir::Period& whole, const ir::Period& hole) {
  if (!overlap(whole, hole)) return {whole};
  std::vector<ir::Period> parts;
  if (whole.from < hole.from) {
    ir::Period before = whole;
    before.through = hole.from - 1;
    parts.push_back(before);
  }
  if (hole.through < whole.through) {
    ir::Period after = whole;
    after.from = hole.through + 1;
    parts.push_back(after);
  }
  return parts;
}

}  // namespace licet::sema
