// Runs the scenarios of a program and counts which paragraphs they show to be true and false. Used by `licet test`.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/ir/program.h"

namespace licet::cli {

struct ScenarioResult {
  const ir::Scenario* scenario = nullptr;
  std::vector<std::string> problems;  // empty: as expected
};

struct Covered {
  std::uint32_t certainly_true = 0, certainly_false = 0;  // in how many scenarios
};

struct TestResult {
  std::vector<ScenarioResult> scenarios;
  std::vector<Covered> paragraphs;  // by paragraph of the program
};

TestResult run_scenarios(const std::shared_ptr<const ir::Program>& program);

}  // namespace licet::cli
