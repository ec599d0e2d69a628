#include "runtime/bitmap/kernels.h"

#include <algorithm>

namespace licet::bitmap {
namespace {

// Operands are planes: what is read, then what is made, then registers.
class Tape : public StageCode {
 public:
  Tape(const Graph& graph, const Stage& stage, Level level)
      : vectors_(vectors(level)), reads_(stage.reads.size()), makes_(stage.makes.size()) {
    const std::vector<GateNode>& gates = graph.gates();
    constexpr std::uint32_t kNowhere = 0xffffffffu;
    std::vector<std::uint32_t> place(gates.size(), kNowhere), left(gates.size());
    for (std::size_t i = 0; i < reads_; ++i) place[stage.reads[i]] = static_cast<std::uint32_t>(i);
    for (std::size_t i = 0; i < makes_; ++i) place[stage.makes[i]] = static_cast<std::uint32_t>(reads_ + i);
    // A Not that is made here and only read by And and Or is never worked out: they read what it negates.
    std::vector<bool> here(gates.size()), plain(gates.size());
    for (Gate id : stage.gates) here[id] = true;
    for (Gate id : stage.makes) plain[id] = true;
    const auto inside = [&](Gate id) { return here[id] && gates[id].op == GateOp::Not; };
    for (Gate id : stage.gates) {
      const GateNode& gate = gates[id];
      if (gate.op == GateOp::Not)
        plain[gate.a] = true;
      else if (inside(gate.a) && inside(gate.b))
        plain[gate.a] = true;
    }
    const auto folded = [&](Gate id) { return inside(id) && !plain[id]; };
    struct Read {
      Gate a, b;
      TapeOp op;
    };
    const auto read_of = [&](const GateNode& gate) -> Read {
      if (gate.op == GateOp::Not) return {gate.a, gate.a, TapeOp::Not};
      const bool both = gate.op == GateOp::And;
      if (folded(gate.a)) return {gate.b, gates[gate.a].a, both ? TapeOp::AndNot : TapeOp::OrNot};
      if (folded(gate.b)) return {gate.a, gates[gate.b].a, both ? TapeOp::AndNot : TapeOp::OrNot};
      return {gate.a, gate.b, both ? TapeOp::And : TapeOp::Or};
    };
    for (Gate id : stage.gates) {
      if (folded(id)) continue;
      const Read read = read_of(gates[id]);
      ++left[read.a];
      ++left[read.b];
    }
    std::vector<std::uint32_t> free;
    std::uint32_t next = static_cast<std::uint32_t>(reads_ + makes_);
    for (Gate id : stage.gates) {
      if (folded(id)) continue;
      const Read read = read_of(gates[id]);
      if (place[id] == kNowhere) {
        if (free.empty()) free.push_back(next++);
        place[id] = free.back();
        free.pop_back();
      }
      tape_.push_back({read.op, place[id], place[read.a], place[read.b]});
      for (Gate argument : {read.a, read.b})
        if (--left[argument] == 0 && place[argument] >= reads_ + makes_) free.push_back(place[argument]);
    }
    registers_ = next - static_cast<std::uint32_t>(reads_ + makes_);
    planes_.resize(next);
  }

  void run(const std::uint64_t* const* reads, std::uint64_t* const* makes, std::size_t words) override {
    if (store_.size() < registers_ * words) store_.resize(registers_ * words);
    for (std::size_t i = 0; i < reads_; ++i) planes_[i] = const_cast<std::uint64_t*>(reads[i]);  // never written
    for (std::size_t i = 0; i < makes_; ++i) planes_[reads_ + i] = makes[i];
    for (std::size_t i = 0; i < registers_; ++i) planes_[reads_ + makes_ + i] = store_.data() + i * words;
    vectors_.tape(tape_.data(), tape_.size(), planes_.data(), words);
  }

 private:
  const Vectors& vectors_;
  std::size_t reads_, makes_, registers_ = 0;
  std::vector<TapeNode> tape_;
  std::vector<std::uint64_t*> planes_;
  std::vector<std::uint64_t> store_;  // of the registers
};

}  // namespace

Backend kernels(Level level) {
  return [level](const Graph& graph, const Stage& stage) { return std::make_unique<Tape>(graph, stage, level); };
}

}  // namespace licet::bitmap
