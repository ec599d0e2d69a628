#include "runtime/bitmap/machine.h"

namespace licet::bitmap {

Machine::Machine(const Circuit& circuit, const std::vector<Gate>& wanted)
    : circuit_(circuit), values_(circuit.graph.gates().size()) {
  const std::vector<GateNode>& gates = circuit.graph.gates();
  std::vector<bool> needed(gates.size());
  for (Gate gate : wanted) needed[gate] = true;
  for (std::size_t i = gates.size(); i-- > 2;) {  // a gate is made after those it reads
    if (!needed[i]) continue;
    const GateNode& gate = gates[i];
    if (gate.op != GateOp::Leaf) needed[gate.a] = true;
    if (gate.op == GateOp::And || gate.op == GateOp::Or) needed[gate.b] = true;
  }
  for (std::size_t i = 2; i < gates.size(); ++i)
    if (needed[i]) order_.push_back(static_cast<Gate>(i));
}

void Machine::run(const Chunk& chunk) {
  const std::vector<GateNode>& gates = circuit_.graph.gates();
  for (Gate id : order_) {
    const GateNode& gate = gates[id];
    const Chunk::Rows& rows = chunk.domains[gate.domain];
    const std::size_t words = words_of(rows.size());
    Words& out = values_[id];
    out.resize(words);
    const std::uint64_t* a = gate.op == GateOp::Leaf ? nullptr : values_[gate.a].data();
    switch (gate.op) {
      case GateOp::Leaf: {
        const Chunk::Planes& planes = chunk.tests[gate.a / 2];
        out = gate.a % 2 == 0 ? planes.p : planes.n;
        break;
      }
      case GateOp::And: {
        const std::uint64_t* b = values_[gate.b].data();
        for (std::size_t w = 0; w < words; ++w) out[w] = a[w] & b[w];
        break;
      }
      case GateOp::Or: {
        const std::uint64_t* b = values_[gate.b].data();
        for (std::size_t w = 0; w < words; ++w) out[w] = a[w] | b[w];
        break;
      }
      case GateOp::Not: {  // no bit beyond the last row
        for (std::size_t w = 0; w < words; ++w) out[w] = ~a[w];
        if (rows.size() % 64 != 0) out[words - 1] &= (std::uint64_t{1} << (rows.size() % 64)) - 1;
        break;
      }
      case GateOp::Expand: {
        for (std::size_t w = 0; w < words; ++w) out[w] = 0;
        for (std::size_t row = 0; row < rows.size(); ++row)
          out[row >> 6] |= static_cast<std::uint64_t>(bit(a, rows.parent[row])) << (row & 63);
        break;
      }
      case GateOp::Any: {
        for (std::size_t w = 0; w < words; ++w) out[w] = 0;
        const Chunk::Rows& below = chunk.domains[gate.b];
        if (gate.a == kAlways) {
          for (std::size_t row = 0; row < below.size(); ++row) set_bit(&out, below.parent[row]);
          break;
        }
        for (std::size_t w = 0; w < words_of(below.size()); ++w)
          for (std::uint64_t rest = a[w]; rest != 0; rest &= rest - 1)
            set_bit(&out, below.parent[w * 64 + static_cast<std::size_t>(__builtin_ctzll(rest))]);
        break;
      }
      case GateOp::Never:
      case GateOp::Always:
        break;
    }
  }
}

}  // namespace licet::bitmap
