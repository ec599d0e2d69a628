// The provisions on which a decided outcome stands (semantics section 7), in citation order.
#pragma once

#include <vector>

#include "runtime/interp/worlds.h"

namespace licet::interp {

class Grounds {
 public:
  explicit Grounds(const Plan& plan);

  // Under the laws in `contexts`: certain grounds, or with `*one_of` those that may be in force.
  void of_values(const std::vector<Context*>& contexts, ir::Id decided, const Frame* frame,
                 const std::vector<ir::Id>& values, std::vector<ir::Id>* out, bool* one_of);
  void of_conflict(const std::vector<Context*>& contexts, ir::Id decided, const Frame* frame, std::vector<ir::Id>* out);
  void sort(std::vector<ir::Id>* provisions) const;  // by citation, unique

 private:
  void supports(Context* context, ir::Id node, const Frame* frame, bool may);

  const Plan& plan_;
  std::vector<std::uint32_t> rank_;  // of provisions by citation
  std::vector<ir::Id> found_;
};

}  // namespace licet::interp
