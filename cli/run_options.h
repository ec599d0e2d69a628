// The options that say under which law and readings a record is decided, shared by run, explain and test.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "core/base/result.h"
#include "core/ir/program.h"
#include "runtime/interp/run.h"

namespace licet::cli {

struct RunOptions {
  bool as_codified = false, as_enforced = false, strict_horizon = false, exact = false;
  std::string law_known_on, event_date_field;
  std::vector<std::string> readings;

  void declare(Options* options);
  // Fails with exit code 2 where an option is no date, names no reading, or two exclude each other.
  Result<interp::RunParameters> parameters(const ir::Program& program) const;
};

// As JSON, for metadata and summaries: every choice, the readings at their default included.
std::string to_json(const ir::Program& program, const interp::RunParameters& run);

// Key and value of everything that an output file says of its making: rulebook, fingerprint, engine, run, lists, what
// is not modelled.
std::vector<std::pair<std::string, std::string>> metadata(const ir::Program& program, const interp::RunParameters& run);

}  // namespace licet::cli
