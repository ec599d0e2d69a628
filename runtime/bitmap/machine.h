// Runs the gates of a circuit over a block of rows: the planes of tests go in, the planes of wanted gates come out. One
// per thread.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/bitmap/carry.h"
#include "runtime/bitmap/circuit.h"
#include "runtime/bitmap/stage.h"

namespace licet::bitmap {

// What a machine reads of a block; it owns nothing.
struct Block {
  struct Rows {
    std::size_t size = 0;
    const std::uint32_t* parent = nullptr;  // row of the domain above that holds it, ascending
  };
  std::vector<Rows> domains;
  // Of each plane that some leaf reads, 2 * test (may be true) and 2 * test + 1 (may be false): a multiple of
  // kPlaneWords words that holds all rows, with no bit beyond the last one.
  std::vector<const std::uint64_t*> leaves;
};

class Machine {
 public:
  // `wanted`: gates that are read afterwards.
  Machine(const Circuit& circuit, const std::vector<Gate>& wanted, const Backend& backend);

  void run(const Block& block);
  // Another backend runs the stages from the next block on.
  void take_over(const Backend& backend);
  // The rows of a wanted gate, no bit beyond the last one. Null: in none, or for kAlways in all.
  const std::uint64_t* rows(Gate gate) const { return planes_[gate]; }

 private:
  using Plane = std::vector<std::uint64_t>;
  struct Part {
    Step step;
    std::unique_ptr<StageCode> code;
    std::vector<const std::uint64_t*> reads;
    std::vector<std::uint64_t*> makes;
  };
  void carry(const Block& block, Gate id);
  std::uint64_t* make(Gate gate, std::size_t words);

  const Circuit& circuit_;
  std::vector<Part> parts_;
  std::vector<Carrier> carriers_;             // per domain, for those that bits are carried into or out of
  std::vector<bool> carried_;                 // per domain: is it one of those
  std::vector<Gate> leaves_;                  // that are wanted themselves
  std::vector<const std::uint64_t*> planes_;  // per gate; of those that are kept
  std::vector<Plane> kept_;                   // per gate
};

}  // namespace licet::bitmap
