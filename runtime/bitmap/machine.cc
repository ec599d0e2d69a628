#include "runtime/bitmap/machine.h"

#include <algorithm>

#include "runtime/bitmap/chunk.h"

namespace licet::bitmap {
namespace {

// The domain below of those that a gate carries bits between.
std::uint32_t below(const GateNode& gate) { return gate.op == GateOp::Expand ? gate.domain : gate.b; }

}  // namespace

Machine::Machine(const Circuit& circuit, const std::vector<Gate>& wanted, const Backend& backend)
    : circuit_(circuit),
      carriers_(circuit.domains.size(), Carrier(best_carry())),
      carried_(circuit.domains.size()),
      planes_(circuit.graph.gates().size()),
      kept_(circuit.graph.gates().size()) {
  for (Step& step : steps(circuit.graph, wanted)) {
    Part part;
    if (step.carries == kNever)
      part.code = backend(circuit.graph, step.stage);
    else
      carried_[below(circuit.graph.gates()[step.carries])] = true;
    part.reads.resize(step.stage.reads.size());
    part.makes.resize(step.stage.makes.size());
    part.step = std::move(step);
    parts_.push_back(std::move(part));
  }
  for (Gate gate : wanted)
    if (circuit.graph.gates()[gate].op == GateOp::Leaf) leaves_.push_back(gate);
  std::sort(leaves_.begin(), leaves_.end());
  leaves_.erase(std::unique(leaves_.begin(), leaves_.end()), leaves_.end());
}

void Machine::take_over(const Backend& backend) {
  for (Part& part : parts_)
    if (part.step.carries == kNever) part.code = backend(circuit_.graph, part.step.stage);
}

std::uint64_t* Machine::make(Gate gate, std::size_t words) {
  if (kept_[gate].size() < words) kept_[gate].resize(words);
  planes_[gate] = kept_[gate].data();
  return kept_[gate].data();
}

void Machine::carry(const Block& block, Gate id) {
  const GateNode& gate = circuit_.graph.gates()[id];
  const Carrier& carrier = carriers_[below(gate)];
  std::uint64_t* out = make(id, words_of(block.domains[gate.domain].size));
  if (gate.op == GateOp::Expand)
    carrier.expand(planes_[gate.a], out);
  else if (gate.a == kAlways)
    std::copy(carrier.holding().begin(), carrier.holding().end(), out);
  else
    carrier.any(planes_[gate.a], out);
  clear_beyond(out, block.domains[gate.domain].size, words_of(block.domains[gate.domain].size));
}

void Machine::run(const Block& block) {
  const std::vector<GateNode>& gates = circuit_.graph.gates();
  const auto leaf = [&](Gate id) {
    if (gates[id].op == GateOp::Leaf) planes_[id] = block.leaves[gates[id].a];
    return planes_[id];
  };
  for (std::size_t d = 0; d < carriers_.size(); ++d)
    if (carried_[d])
      carriers_[d].lay_out(block.domains[d].parent, block.domains[d].size,
                           block.domains[circuit_.domains[d].parent].size);
  for (Part& part : parts_) {
    if (part.step.carries != kNever) {
      leaf(gates[part.step.carries].a);
      carry(block, part.step.carries);
      continue;
    }
    const Stage& stage = part.step.stage;
    const std::size_t rows = block.domains[stage.domain].size, words = words_of(rows);
    for (std::size_t i = 0; i < stage.reads.size(); ++i) part.reads[i] = leaf(stage.reads[i]);
    for (std::size_t i = 0; i < stage.makes.size(); ++i) part.makes[i] = make(stage.makes[i], words);
    part.code->run(part.reads.data(), part.makes.data(), words);
    for (std::uint64_t* made : part.makes) clear_beyond(made, rows, words);
  }
  for (Gate id : leaves_) leaf(id);
}

}  // namespace licet::bitmap
