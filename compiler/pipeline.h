// The inside of compile(), for the program cache: the same steps on files already read, keeping track of the data files
// they asked for.
#pragma once

#include <vector>

#include "compiler/read.h"

namespace licet::compiler {

// `found`: what reading the files has reported. `library` may be null: then only the given files are in play.
Compiled compile(std::vector<RuleFile> files, Diagnostics found, RecordingFiles* data, Library* library);

}  // namespace licet::compiler
