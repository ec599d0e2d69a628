// Reader -> workers, one engine each -> writer, in the order of the input: whatever the number of threads, the
// output is the same. Batches are handed round and used again. One Pipeline is one run.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/engine_choice.h"
#include "cli/tally.h"
#include "core/base/result.h"
#include "runtime/explain/row.h"
#include "runtime/interp/evaluate.h"
#include "runtime/io/io.h"
#include "runtime/ledger/answers.h"

namespace licet::cli {

// What the progress bar reads while the run goes on.
struct Gauge {
  std::atomic<std::uint64_t> bytes_read = 0, bytes_total = 0, lines = 0;
};

struct PipelineOptions {
  std::shared_ptr<const interp::Plan> plan;
  EngineName engine = EngineName::Auto;
  std::shared_ptr<const ledger::Answers> answers;  // where the rulebook keeps ledgers
  const explain::RowLayout* layout = nullptr;      // null: nothing is written, rows are counted only
  io::Reader* reader = nullptr;
  io::Writer* writer = nullptr;  // null where layout is null
  // Columns of the input that are written: indices into reader->passed_columns().
  std::vector<std::size_t> passed;
  // Called for each rejected row, in order.
  std::function<Status(const io::Reject&)> rejected;
  std::function<void(const std::string&)> note;  // what the reader has to say
  std::function<void()> tick;                    // often, from the calling thread
  unsigned threads = 1;
  Gauge* gauge = nullptr;
};

struct PipelineResult {
  Tally tally;
  std::uint64_t rows_in = 0;  // as the reader counted them
  std::uint64_t rejected = 0;
};

Result<PipelineResult> run_pipeline(const PipelineOptions& options);

}  // namespace licet::cli
