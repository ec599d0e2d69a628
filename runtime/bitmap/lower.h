// Lowers conditions, provisions and decided values to gates (docs/semantics.md sections 2 to 5). A condition is lowered
// in the domain of its own row and carried into the domain that asks. Scratch of build(); single-threaded.
#pragma once

#include <map>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "runtime/bitmap/circuit.h"

namespace licet::bitmap {

// The planes of a condition.
struct Pair {
  Gate p = kNever;   // may be true
  Gate n = kAlways;  // may be false
};
inline constexpr Pair kCertain{kAlways, kNever};
inline constexpr Pair kImpossible{kNever, kAlways};
inline constexpr Pair kOpen{kAlways, kAlways};

struct Outcomes {  // of a decided value, bits by value
  std::vector<Gate> possible;
  std::vector<Gate> certain;  // of a value that lists; else empty
  Gate gap = kNever;
  Gate conflict = kNever;
};

struct Elements {
  std::uint32_t domain = kLineDomain;
  Pair there;
};

class Lowering {
 public:
  explicit Lowering(Circuit* circuit);

  // In the rows of `domain`.
  Pair cond(Id node, std::uint32_t domain, Evidence reading);
  Pair live(Id provision, std::uint32_t domain, Evidence reading);
  Pair in_scope(Id provision, std::uint32_t domain, Evidence reading);
  Pair in_force(Id provision, std::uint32_t domain, Evidence reading);
  const Outcomes& outcomes(Id decided, std::uint32_t home, Evidence reading);  // in the rows of its subject
  Gate sure(Id decided, std::uint32_t home, Evidence reading, const std::vector<bool>& values);

  Elements elements(Id source, std::uint32_t domain, Evidence reading);
  std::uint32_t domain_of(std::uint32_t parent, Id type, Id source, Id field);
  // The nearest domain around (or at) `domain` whose row is, or has around it, a row of the type.
  std::uint32_t enclosing(std::uint32_t domain, Id type) const;
  Pair test(Test::What what, Id id, std::uint32_t domain, Evidence reading);

  Pair carried(Pair pair, std::uint32_t from, std::uint32_t to);
  Gate folded(Gate gate, std::uint32_t from, std::uint32_t to);

  Pair not_(Pair a) { return {a.n, a.p}; }
  Pair both(Pair a, Pair b) { return {g().and_(a.p, b.p), g().or_(a.n, b.n)}; }
  Pair either(Pair a, Pair b) { return {g().or_(a.p, b.p), g().and_(a.n, b.n)}; }
  Gate certain(Pair a) { return g().and_not(a.p, a.n); }
  Gate unknown(Pair a) { return g().and_(a.p, a.n); }
  Graph& g() { return circuit_.graph; }
  const ir::Program& program() const { return program_; }
  const interp::Plan& plan() const { return plan_; }

 private:
  using Key = std::tuple<Id, std::uint32_t, int>;
  Pair lower_cond(Id id, std::uint32_t home, Evidence reading);
  Pair lower_fold(const interp::PlanNode& node, std::uint32_t home, Evidence reading);
  Pair lists(Id decided, Id value, std::uint32_t domain, Evidence reading);
  Pair among(const Outcomes& outcomes, const std::uint64_t* set);
  Outcomes lower_outcomes(Id decided, std::uint32_t home, Evidence reading);
  void fall_back(const ir::DecidedValue& d, std::uint32_t home, Evidence reading, Gate where, Outcomes* out);

  // classes.cc
  void classify(Test* test);
  bool classify_cond(Id node, Test* test);
  void compare_operands(Id node, Test* test);
  bool add_day(Id date_node, Test* test);
  void cut_by_day(std::uint32_t fact, Day from, Day through);
  std::uint32_t fact_of(std::uint32_t domain, Id type, Id field);
  bool number_side(Id node, std::uint32_t domain, std::uint32_t* fact, std::int64_t* factor);
  void finish_facts();
  void add_guards();
  friend Circuit build(std::shared_ptr<const interp::Plan>);

  Circuit& circuit_;
  const interp::Plan& plan_;
  const ir::Program& program_;
  std::map<Key, Pair> conds_, scopes_;
  std::map<Key, Outcomes> outcomes_;
  std::map<std::tuple<int, Id, std::uint32_t, int>, std::uint32_t> tests_;
  std::map<std::tuple<std::uint32_t, Id, Id, Id>, std::uint32_t> domains_;
  std::map<std::tuple<std::uint32_t, Id, Id>, std::uint32_t> facts_;
};

}  // namespace licet::bitmap
