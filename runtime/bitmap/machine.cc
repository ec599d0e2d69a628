#include "runtime/bitmap/machine.h"

#include <algorithm>

#include "runtime/bitmap/chunk.h"

namespace licet::bitmap {
Machine::Machine(const Circuit& circuit, const std::vector<Gate>& wanted, const Backend& backend)
    : circuit_(circuit), planes_(circuit.graph.gates().size()), kept_(circuit.graph.gates().size()) {
  for (Step& step : steps(circuit.graph, wanted)) {
    Part part;
    if (step.carries == kNever) part.code = backend(circuit.graph, step.stage);
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
  const Block::Rows& rows = block.domains[gate.domain];
  const std::uint64_t* a = planes_[gate.a];
  std::uint64_t* out = make(id, words_of(rows.size));
  std::fill_n(out, words_of(rows.size), 0);
  if (gate.op == GateOp::Expand) {
    for (std::size_t row = 0; row < rows.size; ++row)
      out[row >> 6] |= static_cast<std::uint64_t>(bit(a, rows.parent[row])) << (row & 63);
    return;
  }
  const Block::Rows& below = block.domains[gate.b];
  const auto set = [&](std::size_t row) {
    out[below.parent[row] >> 6] |= std::uint64_t{1} << (below.parent[row] & 63);
  };
  if (gate.a == kAlways) {
    for (std::size_t row = 0; row < below.size; ++row) set(row);
    return;
  }
  for (std::size_t w = 0; w * 64 < below.size; ++w)
    for (std::uint64_t rest = a[w]; rest != 0; rest &= rest - 1)
      set(w * 64 + static_cast<std::size_t>(__builtin_ctzll(rest)));
}

void Machine::run(const Block& block) {
  const std::vector<GateNode>& gates = circuit_.graph.gates();
  const auto leaf = [&](Gate id) {
    if (gates[id].op == GateOp::Leaf) planes_[id] = block.leaves[gates[id].a];
    return planes_[id];
  };
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
