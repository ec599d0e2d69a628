// The module that reads and writes files, liblicet_io.so: opened when a command first needs it, and never closed.
#pragma once

#include "core/base/result.h"
#include "runtime/io/io.h"

namespace licet::cli {

Result<const io::IoTable*> open_io_module();

// ../share/licet beside the program, where rulebooks that `use` the common ones find them.
std::string share_folder();

}  // namespace licet::cli
