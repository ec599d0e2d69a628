// Which lines no provision can say anything of. Where none of the guards of a circuit holds, its gates are worked
// through with the guards set to false: if everything that is observed is settled by that, or by the class of a single
// fact, then all such lines are of one kind, and it is enough to look at the guards to know them. Found once per
// circuit, immutable.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/bitmap/circuit.h"

namespace licet::bitmap {

struct Quiet {
  // A gate over one fact of the line, settled by its class.
  struct OfFact {
    std::uint32_t fact = 0;
    Gate gate = kNever;
  };
  bool found = false;
  // Per guard: what has to be possible, as far as it rests on single facts. A line for which some part of every guard
  // is false is quiet, if it is usual.
  std::vector<std::vector<OfFact>> guards;
  // Observed, and not settled by the guards: lines that are alike in these are of one kind.
  std::vector<OfFact> usual;
};
Quiet find_quiet(const Circuit& circuit);

// Is a gate over one fact set for a class of it? `plane`: is a leaf.
template <class Plane>
bool holds_for_class(const Graph& graph, Gate id, const Plane& plane) {
  const GateNode& gate = graph.gates()[id];
  switch (gate.op) {
    case GateOp::Never:
      return false;
    case GateOp::Always:
      return true;
    case GateOp::Leaf:
      return plane(gate.a);
    case GateOp::And:
      return holds_for_class(graph, gate.a, plane) && holds_for_class(graph, gate.b, plane);
    case GateOp::Or:
      return holds_for_class(graph, gate.a, plane) || holds_for_class(graph, gate.b, plane);
    case GateOp::Not:
      return !holds_for_class(graph, gate.a, plane);
    case GateOp::Expand:
    case GateOp::Any:
      break;
  }
  return true;
}

}  // namespace licet::bitmap
