// Decisions as goldens show them: one block per line of a shipment, one row per cell that says something.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/ir/program.h"
#include "runtime/interp/evaluate.h"

namespace licet::golden {

// `rows`: JSON lines in the nested layout. A row that is refused is shown with its reason.
Result<std::string> decide_rows(const std::shared_ptr<const interp::Plan>& plan, const std::string& rows,
                                const std::vector<std::string>& show);

}  // namespace licet::golden
