// Routines to an object, and an object to functions: the two halves of the module, each with the headers of LLVM it
// needs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "runtime/bitmap/code_module.h"

namespace licet::jit {

Result<std::string> translate(const std::vector<bitmap::Routine>& routines, bitmap::Level level);
Result<std::unique_ptr<bitmap::LoadedCode>> load(const std::string& object, std::size_t routines);

inline std::string name_of(std::size_t routine) { return "r" + std::to_string(routine); }

}  // namespace licet::jit
