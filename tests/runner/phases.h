// What a golden expects, worked out afresh: rules through the compiler, rows through the interpreter.
#pragma once

#include <string>

#include "compiler/compile.h"
#include "core/base/result.h"
#include "runtime/interp/run.h"
#include "tests/runner/golden_file.h"

namespace licet::golden {

// The text for one "--- expect WHAT" section; the failure says why there is none.
class Phases {
 public:
  explicit Phases(const GoldenFile& file);
  Result<std::string> actual(const std::string& what);
  const compiler::Compiled& compiled() const { return compiled_; }

 private:
  std::string diagnostics() const;
  Result<std::string> decisions() const;
  Result<std::string> explanations() const;
  Result<std::string> tree(bool formatted) const;

  const GoldenFile& file_;
  compiler::Compiled compiled_;
};

// "as codified", "law known on 2025-01-01", "reading R05 = any", "event date field export_date", "strict horizon",
// "exact"; "why not LPP" is for explain.
struct RunSection {
  interp::RunParameters parameters;
  std::string why_not;
  std::vector<std::string> show;  // "show NAME": further decided values, of any subject
};
Result<RunSection> read_run(const Section* section);

}  // namespace licet::golden
