#include "runtime/bitmap/quiet.h"

#include <algorithm>
#include <map>

namespace licet::bitmap {
namespace {

enum class Settled : std::uint8_t { No, False, True };
constexpr std::uint32_t kSeveral = 0xfffffffeu;  // facts; kAnywhere: none

class Search {
 public:
  explicit Search(const Circuit& circuit) : c_(circuit), gates_(circuit.graph.gates()) {}

  Quiet run() {
    Quiet out;
    if (c_.domains.size() != 1 || c_.guards.empty()) return out;
    find_facts();
    std::vector<std::vector<Gate>> guards;
    for (const Guard& guard : c_.guards) {
      std::vector<Gate> all;
      for (Gate gate : guard.all) flatten(gate, &all);
      tidy(&all);
      if (!std::binary_search(all.begin(), all.end(), kNever)) guards.push_back(std::move(all));
    }
    std::sort(guards.begin(), guards.end());
    guards.erase(std::unique(guards.begin(), guards.end()), guards.end());
    settle(guards);
    std::vector<Gate> rest;
    bool good = settled_[c_.suspect] == Settled::False;
    const auto look = [&](Gate gate) {
      if (settled_[gate] == Settled::No) rest.push_back(gate);
    };
    for (const Observed& o : c_.observed) look(o.gate);
    for (const Circuit::DueDay& d : c_.due_days) good = good && settled_[d.due] == Settled::False;
    for (const Written& w : c_.written)
      for (const Explanation& e : w.open) look(e.gate);
    tidy(&rest);
    for (Gate gate : rest) {
      good = good && fact_[gate] < kSeveral;
      out.usual.push_back({fact_[gate], gate});
    }
    if (!good) return out;
    for (const std::vector<Gate>& guard : guards) {
      std::vector<Quiet::OfFact>& of = out.guards.emplace_back();
      for (Gate gate : guard)
        if (fact_[gate] < kSeveral) of.push_back({fact_[gate], gate});
    }
    out.found = true;
    return out;
  }

 private:
  static constexpr std::size_t kMostAtoms = 1024;

  static void tidy(std::vector<Gate>* gates) {
    std::sort(gates->begin(), gates->end());
    gates->erase(std::unique(gates->begin(), gates->end()), gates->end());
  }

  // The gates that an And holds together.
  void flatten(Gate id, std::vector<Gate>* out) const {
    if (id == kAlways || out->size() > kMostAtoms) return;
    if (gates_[id].op != GateOp::And) {
      out->push_back(id);
      return;
    }
    flatten(gates_[id].a, out);
    flatten(gates_[id].b, out);
  }

  // The one fact of the line by whose class a gate is settled.
  void find_facts() {
    fact_.assign(gates_.size(), kAnywhere);
    for (std::size_t i = 2; i < gates_.size(); ++i) {
      const GateNode& gate = gates_[i];
      if (gate.op == GateOp::Leaf) {
        const Test& test = c_.tests[gate.a / 2];
        fact_[i] = test.by_class() && test.second == kAnywhere ? test.fact : kSeveral;
        continue;
      }
      fact_[i] = fact_[gate.a];
      if (gate.op == GateOp::And || gate.op == GateOp::Or) {
        const std::uint32_t b = fact_[gate.b];
        if (fact_[i] == kAnywhere)
          fact_[i] = b;
        else if (b != kAnywhere && b != fact_[i])
          fact_[i] = kSeveral;
      }
    }
  }

  // What follows from it that no guard holds.
  void settle(const std::vector<std::vector<Gate>>& guards) {
    std::map<Gate, std::size_t> often;
    for (const auto& guard : guards)
      for (Gate gate : guard) ++often[gate];
    std::map<Gate, std::vector<const std::vector<Gate>*>> by_rarest;
    for (const auto& guard : guards) {
      if (guard.empty()) continue;
      by_rarest[*std::min_element(guard.begin(), guard.end(), [&](Gate a, Gate b) { return often[a] < often[b]; })]
          .push_back(&guard);
    }
    settled_.assign(gates_.size(), Settled::No);
    settled_[kNever] = Settled::False;
    settled_[kAlways] = Settled::True;
    std::vector<Gate> atoms;
    const auto excluded = [&](Gate id) {
      atoms.clear();
      flatten(id, &atoms);
      tidy(&atoms);
      for (Gate atom : atoms) {
        if (settled_[atom] == Settled::False) return true;
        const auto found = by_rarest.find(atom);
        if (found == by_rarest.end()) continue;
        for (const std::vector<Gate>* guard : found->second)
          if (std::includes(atoms.begin(), atoms.end(), guard->begin(), guard->end())) return true;
      }
      return false;
    };
    for (std::size_t i = 2; i < gates_.size(); ++i) {
      const GateNode& gate = gates_[i];
      const Settled a = settled_[gate.op == GateOp::Leaf ? kNever : gate.a];
      const Settled b = gate.op == GateOp::And || gate.op == GateOp::Or ? settled_[gate.b] : Settled::No;
      switch (gate.op) {
        case GateOp::Not:
          if (a != Settled::No) settled_[i] = a == Settled::True ? Settled::False : Settled::True;
          break;
        case GateOp::Or:
          if (a == Settled::True || b == Settled::True)
            settled_[i] = Settled::True;
          else if (a == Settled::False && b == Settled::False)
            settled_[i] = Settled::False;
          break;
        case GateOp::And:
          if (a == Settled::True && b == Settled::True)
            settled_[i] = Settled::True;
          else if (a == Settled::False || b == Settled::False || excluded(static_cast<Gate>(i)))
            settled_[i] = Settled::False;
          break;
        case GateOp::Leaf:
          if (by_rarest.contains(static_cast<Gate>(i)) && excluded(static_cast<Gate>(i))) settled_[i] = Settled::False;
          break;
        case GateOp::Never:
        case GateOp::Always:
        case GateOp::Expand:
        case GateOp::Any:
          break;
      }
    }
  }

  const Circuit& c_;
  const std::vector<GateNode>& gates_;
  std::vector<std::uint32_t> fact_;
  std::vector<Settled> settled_;
};

}  // namespace

Quiet find_quiet(const Circuit& circuit) { return Search(circuit).run(); }

}  // namespace licet::bitmap
