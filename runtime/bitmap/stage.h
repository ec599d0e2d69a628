// A circuit cut into stages: each is boolean algebra over planes of one domain, between the gates that carry bits from
// one domain into another (Expand, Any). What runs a stage is made by a backend: kernels.h, or compiled code. Stages
// are immutable; a StageCode belongs to one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "runtime/bitmap/graph.h"

namespace licet::bitmap {

// Planes come in whole multiples of so many words: 512 rows.
inline constexpr std::size_t kPlaneWords = 8;

struct Stage {
  std::uint32_t domain = kAnywhere;
  std::vector<Gate> reads;  // leaves, gates of stages before, Expand, Any
  std::vector<Gate> gates;  // And, Or, Not; each after those it reads
  std::vector<Gate> makes;  // of `gates`, those that are read when the stage has run
};

class StageCode {
 public:
  virtual ~StageCode() = default;
  // The planes of Stage::reads and Stage::makes, of `words` words each, a multiple of kPlaneWords. What is made may
  // hold any bits beyond the last row.
  virtual void run(const std::uint64_t* const* reads, std::uint64_t* const* makes, std::size_t words) = 0;
};
using Backend = std::function<std::unique_ptr<StageCode>(const Graph&, const Stage&)>;

// A step of a circuit: a stage, or one gate that carries bits.
struct Step {
  Gate carries = kNever;  // Expand or Any; kNever: `stage`
  Stage stage;
};
// In an order in which everything is made before it is read. `wanted`: gates that are read in the end.
std::vector<Step> steps(const Graph& graph, const std::vector<Gate>& wanted);

}  // namespace licet::bitmap
