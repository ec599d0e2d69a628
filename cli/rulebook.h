// Compiling the rulebook that a command names, with its diagnostics on stderr.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/compile.h"

namespace licet::cli {

// program is null where there are errors; they are on stderr then, and the exit code is kRulesInvalid. Warnings are
// said only by `licet check`. The saved program of an earlier run is taken where nothing has changed, unless the texts
// themselves are needed.
compiler::Compiled load_rulebook(const std::vector<std::string>& paths, bool sources_needed = false);

// Errors (and warnings with `all`) as text for people, and a last line that counts them.
void print_diagnostics(const compiler::Compiled& compiled, bool all);

}  // namespace licet::cli
