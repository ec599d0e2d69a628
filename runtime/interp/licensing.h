// What a decision lists beside its outcomes (semantics section 6): requirements, exceptions with their standing,
// duties, findings. The vocabulary is lowered to ordinary nodes; this only evaluates them and names what they mean.
#pragma once

#include <vector>

#include "runtime/interp/decision.h"
#include "runtime/interp/worlds.h"

namespace licet::interp {

class LicensingLists {
 public:
  explicit LicensingLists(const Plan& plan) : plan_(plan), lists_(plan.program->licensing) {}

  // Under the laws in `contexts`, taken together.
  void fill(const std::vector<Context*>& contexts, Decision* out);

 private:
  Planes cond(ir::Id node, const Frame* frame) const;
  void requirement(std::size_t index, Decision* out);
  void exception(std::size_t index, Decision* out);
  ExceptionStatus status(const ir::Standing& standing, const Frame* frame) const;
  ir::Id failing(ir::Id node, const Frame* frame) const;
  template <class Visit>
  void each_instance(const ir::Requirement& requirement, std::size_t depth, const Frame* frame, Planes there,
                     Visit visit) const;

  const Plan& plan_;
  const ir::Licensing& lists_;
  std::vector<Context*> contexts_;
  const Frame* line_ = nullptr;
};

}  // namespace licet::interp
