// What a run says at its end: the summary on stdout (text or JSON), the reconciliation on stderr.
#pragma once

#include <string>

#include "cli/ledger_run.h"
#include "cli/pipeline.h"
#include "core/ir/program.h"
#include "runtime/interp/run.h"

namespace licet::cli {

std::string summary_text(const ir::Program& program, const PipelineResult& result);
std::string summary_json(const ir::Program& program, const interp::RunParameters& run, const PipelineResult& result,
                         const LedgerRun* ledgers = nullptr);

// "rows in 12 = decided 7 + undetermined 5 + …"; `balances` false where it does not add up: a bug, exit code 70.
std::string reconciliation(const PipelineResult& result, bool* balances);

}  // namespace licet::cli
