// Decisions as goldens show them: one block per line of a shipment, one row per cell that says something.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/ir/program.h"
#include "runtime/interp/evaluate.h"

namespace licet::golden {

// `rows`: JSON lines in the nested layout. A row that is refused is shown with its reason. `opening`: balances of
// ledgers as `licet ledger open` reads them from JSON, may be empty; then dates that ledgers are tested on come last.
Result<std::string> decide_rows(const std::shared_ptr<const interp::Plan>& plan, const std::string& rows,
                                const std::string& opening, const std::vector<std::string>& show);

}  // namespace licet::golden
