// Parts of the installation that are opened on demand: lib/lib*.so beside the bin folder of the program, each with one
// function that gives out its table. Never closed.
#pragma once

#include <string>

#include "core/base/result.h"

namespace licet {

inline constexpr int kIncomplete = 70;  // exit code: the installation is not whole

// The function `entry` of lib/`file`. `what`: the module is for, in the message.
Result<void*> open_module(const std::string& file, const char* entry, const std::string& what);
// What to say of a module whose table is not the one that this program was built with.
Failure other_version(const std::string& file);

}  // namespace licet
