// Reasons as gates: which provisions hold a decided value up (the walk of runtime/interp/grounds.cc), and the paragraph
// at which a condition fails (that of runtime/interp/licensing.cc). Scratch of build().
#pragma once

#include <map>
#include <tuple>
#include <vector>

#include "runtime/bitmap/lower.h"

namespace licet::bitmap {

// A provision or a paragraph, and where it is the reason.
struct Reason {
  Id id = kNone;
  Gate gate = kNever;
};
using Reasons = std::vector<Reason>;

class ReasonGates {
 public:
  explicit ReasonGates(Lowering* lowering) : l_(*lowering), plan_(lowering->plan()), p_(lowering->program()) {}

  // Provisions in force that make a true condition true; `may`: those that may make one that may be true.
  Reasons supports(Id node, std::uint32_t domain, Evidence reading, bool may);
  // The paragraph at which a condition that is certainly false fails; in no gate where no paragraph says it.
  Reasons failing(Id node, std::uint32_t domain);

 private:
  Reasons find_supports(Id node, std::uint32_t home, Evidence reading, bool may);
  Reasons find_failing(Id node, std::uint32_t home);
  // The first of some conditions that is certainly false speaks.
  void first_failing(const std::vector<std::pair<Id, std::uint32_t>>& parts, std::uint32_t home, Gate where,
                     Reasons* out);
  Gate certainly_false(Id node, std::uint32_t domain);
  void add(Reasons* out, Id id, Gate gate);
  void add(Reasons* out, const Reasons& more, Gate where);
  Reasons carried(const Reasons& reasons, std::uint32_t from, std::uint32_t to);
  Reasons folded(const Reasons& reasons, std::uint32_t from, std::uint32_t to);

  Lowering& l_;
  const interp::Plan& plan_;
  const ir::Program& p_;
  std::map<std::tuple<Id, std::uint32_t, int, bool>, Reasons> supports_;
  std::map<std::pair<Id, std::uint32_t>, Reasons> failing_;
};

}  // namespace licet::bitmap
