// A stage as routines: short straight-line programs over words, each small enough for a compiler of machine code to be
// quick and its values to stay in registers. They say nothing of gates or rows, so that the same routines are the same
// bytes in every rulebook and run. Plain data, made by a RoutineMaker, which belongs to one thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/bitmap/stage.h"

namespace licet::bitmap {

struct Routine {
  enum class Op : std::uint8_t { And, Or, AndNot, Not };  // AndNot: a and not b; Not: of a
  struct Operation {
    Op op;
    std::uint32_t a, b;  // values: what is loaded, in order, then the results of the operations before
  };
  struct Store {
    std::uint32_t value, plane;
  };
  std::vector<std::uint32_t> loads;  // planes
  std::vector<Operation> operations;
  std::vector<Store> stores;
};

// Planes are numbered: Stage::reads, then Stage::makes, then those that only routines of the stage hand on.
struct Routines {
  std::uint32_t reads = 0, makes = 0, handed_on = 0;
  std::vector<Routine> routines;  // in the order in which they are run
  std::uint32_t planes() const { return reads + makes + handed_on; }
};
inline constexpr std::size_t kRoutineOperations = 256;

class RoutineMaker {
 public:
  explicit RoutineMaker(const Graph& graph, std::size_t most_operations = kRoutineOperations)
      : gates_(graph.gates()), most_(most_operations), values_(graph.gates().size()) {}
  Routines routines_of(const Stage& stage);

 private:
  // A gate is a value, or the opposite of one: negations are worked out where something is made, and nowhere else.
  struct Value {
    std::uint32_t id = 0xffffffffu;
    bool inverted = false;
  };
  std::uint32_t add(Routine::Op op, std::uint32_t a, std::uint32_t b);
  void work_out(Gate root);
  Value combined(bool both, Value a, Value b);

  const std::vector<GateNode>& gates_;
  const std::size_t most_;
  std::vector<Value> values_;  // of gates; one stage after another
  std::uint32_t reads_ = 0;
  std::vector<Routine::Operation> all_;  // of the stage, each just before what first reads it
};

// Words of rows that look random, on which machine code is compared with the routine it was made from.
inline constexpr std::size_t kTrialWords = 2 * kPlaneWords;
// What a routine does to planes of kTrialWords words each.
void interpret(const Routine& routine, std::uint64_t* const* planes);

// All that machine code is made from.
std::string bytes_of(const std::vector<Routine>& routines);

}  // namespace licet::bitmap
