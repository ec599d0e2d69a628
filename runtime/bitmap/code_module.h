// Routines as machine code. What makes it is the module liblicet_llvm.so, which is opened when it is first asked for
// and never closed. Safe for any number of threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "runtime/bitmap/routine.h"
#include "runtime/bitmap/vectors.h"

namespace licet::bitmap {

// Over planes of `words` words each, a multiple of kPlaneWords; `ones`: kPlaneWords words with all bits set.
using RoutineFunction = void (*)(std::uint64_t* const* planes, std::size_t words, const std::uint64_t* ones);
inline constexpr std::uint64_t kOnes[kPlaneWords] = {~0ull, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull};

// Code that can be run, as long as it is kept.
class LoadedCode {
 public:
  virtual ~LoadedCode() = default;
  std::vector<RoutineFunction> functions;
};

struct CodeTable {
  std::uint32_t version;  // kCodeTableVersion; the program refuses a module of another version
  // What decides which code is made, beside routines and level: the build of the module with its LLVM. Empty: that
  // cannot be told.
  std::string (*build)();
  // A relocatable object: no absolute address, nothing outside itself.
  Result<std::string> (*translate)(const std::vector<Routine>& routines, Level level);
  Result<std::unique_ptr<LoadedCode>> (*load)(const std::string& object, std::size_t routines);
};
inline constexpr std::uint32_t kCodeTableVersion = 1;

Result<const CodeTable*> code_module();

}  // namespace licet::bitmap

extern "C" const licet::bitmap::CodeTable* licet_code_table();
