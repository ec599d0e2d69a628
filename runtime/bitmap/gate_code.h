// Machine code for all stages of a circuit: translated by the module of code_module.h, or taken from the user's cache,
// and compared with what it was made from before anything is decided by it. Immutable, shared between threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "runtime/bitmap/code_module.h"
#include "runtime/bitmap/routine.h"
#include "runtime/bitmap/stage.h"

namespace licet::bitmap {

inline constexpr std::uintmax_t kMaxCodeCacheBytes = 64u << 20;

struct CodeOptions {
  Level level = best_level();
  bool cached = true;                       // taken from the cache and left there
  const std::atomic<bool>* stop = nullptr;  // give up as soon as it is set
};

class GateCode {
 public:
  struct Counts {
    std::size_t operations = 0, routines = 0, units = 0;
    std::size_t cached = 0;  // of the units
    std::size_t bytes = 0;   // of the objects
  };
  // Of the stages of a circuit, as steps() gives them.
  static Result<std::shared_ptr<const GateCode>> make(const Graph& graph, const std::vector<Step>& steps,
                                                      const CodeOptions& options);

  const Counts& counts() const { return counts_; }
  // Runs the stages that it was made from; the code is kept as long as any of them.
  static Backend backend(std::shared_ptr<const GateCode> code);

 private:
  struct Part {
    std::uint32_t reads = 0, makes = 0, handed_on = 0;
    std::vector<RoutineFunction> functions;
  };
  class Runner;

  std::unordered_map<Gate, Part> parts_;  // of a stage, by its first gate
  std::vector<std::unique_ptr<LoadedCode>> loaded_;
  Counts counts_;
};

}  // namespace licet::bitmap
