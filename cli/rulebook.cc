#include "cli/rulebook.h"

#include <cstdio>

#include "cli/share_folder.h"
#include "cli/terminal.h"

namespace licet::cli {

void print_diagnostics(const compiler::Compiled& compiled, bool all) {
  std::size_t errors = 0, warnings = 0;
  for (const Diagnostic& d : compiled.diagnostics.list()) {
    const Severity severity = info(d.code).severity;
    if (severity == Severity::Error) ++errors;
    if (severity == Severity::Warning) ++warnings;
    if (!all && severity != Severity::Error) continue;
    std::fprintf(stderr, "%s\n", render(d, compiled.sources, color_on_stderr()).c_str());
  }
  if (errors + warnings == 0) return;
  std::string count = std::to_string(errors) + (errors == 1 ? " error" : " errors");
  if (all && warnings > 0) count += ", " + std::to_string(warnings) + (warnings == 1 ? " warning" : " warnings");
  if (errors > 0 || all) say(count);
}

compiler::Compiled load_rulebook(const std::vector<std::string>& paths, bool sources_needed) {
  const compiler::Input input{paths, {share_folder()}};
  compiler::Compiled compiled = sources_needed ? compiler::compile(input) : compiler::compile_cached(input);
  if (compiled.program == nullptr) print_diagnostics(compiled, false);
  return compiled;
}

}  // namespace licet::cli
