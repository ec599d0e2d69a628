// The algebra of periods: what overlaps, what is left out, who set an end. Used for figures, lists, table rows and
// versions of provisions. Plain functions over values.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/diagnostic.h"
#include "core/ir/program.h"

namespace licet::sema {

// One version of something: where it was written, and the reading it holds under (kNone: under every one).
struct Version {
  ir::Period period;
  Span span;
  ir::Id reading = ir::kNone;
  ir::Id alternative = 0;
};

bool overlap(const ir::Period& a, const ir::Period& b);

// L0402 (or `code`) for the first day on which two versions hold under the same reading. Any order.
void report_overlaps(std::string_view name, const std::vector<Version>& versions, Code code, Diagnostics* diagnostics);
// L0403 for days between versions that none of them covers. Versions under a reading do not fill a gap.
void report_gaps(std::string_view name, std::vector<Version> versions, Diagnostics* diagnostics);

// An end whose document is not said belongs to the document that begins the day after it, else to the one that made the
// version.
void settle_ends(const std::vector<ir::Period*>& periods);

// The parts of `whole` outside `hole`, in order.
std::vector<ir::Period> without(const ir::Period& whole, const ir::Period& hole);

}  // namespace licet::sema
