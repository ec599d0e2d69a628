// The boolean graph of a bitmap program: gates over rows of a domain, each one bit per row. Equal gates are made once.
// A condition is two gates, its planes (docs/semantics.md section 2); below that level this is ordinary boolean algebra
// over bits, so that every identity used here is sound, and none of Kleene's conditions is read otherwise than written.
// Built once per plan, then immutable.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace licet::bitmap {

using Gate = std::uint32_t;  // index into Graph::gates()
inline constexpr Gate kNever = 0;
inline constexpr Gate kAlways = 1;
// Constants belong to every domain.
inline constexpr std::uint32_t kAnywhere = 0xffffffffu;

enum class GateOp : std::uint8_t {
  Never,
  Always,
  Leaf,    // a: plane of a test, 2 * test (may be true) or 2 * test + 1 (may be false)
  And,     // a, b
  Or,      // a, b
  Not,     // a
  Expand,  // a: gate of the domain above; each row takes the bit of the row that holds it
  Any,     // a: gate of domain b below; is it set in some row that this row holds
};

struct GateNode {
  GateOp op = GateOp::Never;
  std::uint32_t domain = kAnywhere;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  friend bool operator==(const GateNode&, const GateNode&) = default;
};

class Graph {
 public:
  Graph();

  Gate leaf(std::uint32_t domain, std::uint32_t plane);
  Gate and_(Gate a, Gate b);
  Gate or_(Gate a, Gate b);
  Gate not_(Gate a);
  Gate and_not(Gate a, Gate b) { return and_(a, not_(b)); }
  // `domain` is below the domain of the gate; what holds nowhere or everywhere needs no rows.
  Gate expand(std::uint32_t domain, Gate a);
  // `below` is the domain of the gate, `domain` the one that holds its rows.
  Gate any(std::uint32_t domain, std::uint32_t below, Gate a);

  const std::vector<GateNode>& gates() const { return gates_; }
  std::uint32_t domain_of(Gate g) const { return gates_[g].domain; }

 private:
  struct Hash {
    std::size_t operator()(const GateNode& g) const {
      std::uint64_t h = (static_cast<std::uint64_t>(g.a) << 32 | g.b) * 0x9e3779b97f4a7c15u;
      h ^= (static_cast<std::uint64_t>(g.domain) << 8 | static_cast<std::uint64_t>(g.op)) * 0xc2b2ae3d27d4eb4fu;
      return static_cast<std::size_t>(h ^ (h >> 29));
    }
  };
  Gate make(const GateNode& node);

  std::vector<GateNode> gates_;
  std::unordered_map<GateNode, Gate, Hash> index_;
};

}  // namespace licet::bitmap
