// Runs the gates of a circuit over a chunk: one word of 64 rows after another, in an order in which every gate comes
// after those it reads. One per thread.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/bitmap/chunk.h"
#include "runtime/bitmap/circuit.h"

namespace licet::bitmap {

class Machine {
 public:
  // `wanted`: gates that are read afterwards.
  Machine(const Circuit& circuit, const std::vector<Gate>& wanted);
  void run(const Chunk& chunk);
  // The rows of a wanted gate; null: in none, or for kAlways in all.
  const std::uint64_t* rows(Gate gate) const { return values_[gate].data(); }

 private:
  const Circuit& circuit_;
  std::vector<Gate> order_;
  std::vector<Words> values_;
};

}  // namespace licet::bitmap
