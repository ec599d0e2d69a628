#include "runtime/bitmap/graph.h"

#include <utility>

#include "core/base/result.h"

namespace licet::bitmap {

Graph::Graph() {
  make({GateOp::Never, kAnywhere, 0, 0});
  make({GateOp::Always, kAnywhere, 0, 0});
}

Gate Graph::make(const GateNode& node) {
  const auto [at, added] = index_.try_emplace(node, static_cast<Gate>(gates_.size()));
  if (added) gates_.push_back(node);
  return at->second;
}

Gate Graph::leaf(std::uint32_t domain, std::uint32_t plane) { return make({GateOp::Leaf, domain, plane, 0}); }

Gate Graph::not_(Gate a) {
  if (a == kNever) return kAlways;
  if (a == kAlways) return kNever;
  if (gates_[a].op == GateOp::Not) return gates_[a].a;
  return make({GateOp::Not, gates_[a].domain, a, 0});
}

Gate Graph::and_(Gate a, Gate b) {
  if (a == b || b == kAlways) return a;
  if (a == kAlways) return b;
  if (a == kNever || b == kNever || a == not_(b)) return kNever;
  LICET_CHECK(gates_[a].domain == gates_[b].domain);
  if (a > b) std::swap(a, b);
  return make({GateOp::And, gates_[a].domain, a, b});
}

Gate Graph::or_(Gate a, Gate b) {
  if (a == b || b == kNever) return a;
  if (a == kNever) return b;
  if (a == kAlways || b == kAlways || a == not_(b)) return kAlways;
  LICET_CHECK(gates_[a].domain == gates_[b].domain);
  if (a > b) std::swap(a, b);
  return make({GateOp::Or, gates_[a].domain, a, b});
}

Gate Graph::expand(std::uint32_t domain, Gate a) {
  if (a == kNever || a == kAlways) return a;
  return make({GateOp::Expand, domain, a, 0});
}

Gate Graph::any(std::uint32_t domain, std::uint32_t below, Gate a) {
  if (a == kNever) return kNever;
  return make({GateOp::Any, domain, a, below});
}

}  // namespace licet::bitmap
