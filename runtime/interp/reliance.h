// What a decision relies on that is open to doubt: declared readings and unconfirmed provisions, lists, figures,
// tables.
#pragma once

#include <vector>

#include "runtime/interp/context.h"
#include "runtime/interp/decision.h"
#include "runtime/interp/doubtful_rows.h"

namespace licet::interp {

class Reliance {
 public:
  explicit Reliance(const Plan& plan);
  // From the grounds of the outcomes in `out`.
  void fill(Context* context, Decision* out);

 private:
  void doubtful_nodes(ir::Id provision);
  // Lists whose marked members the decision rests on, in its grounds or in that nothing applies.
  void marked_members(Context* context, Decision* out) const;
  // Those that its scope and test ask for, and its marks; values that it reads have grounds of their own.
  const std::vector<ir::Id>& readings_of(ir::Id provision);

  const Plan& plan_;
  DoubtfulRows rows_;
  ir::Id combining_ = ir::kNone;               // the reading whether exceptions add up, where there is one
  bool doubtful_data_ = false;                 // some list, figure or row is unconfirmed
  std::vector<std::vector<ir::Id>> nodes_;     // per provision: nodes in its cone that read such data
  std::vector<bool> asked_;                    // for which `nodes_` is filled
  std::vector<std::vector<ir::Id>> readings_;  // per provision
  std::vector<bool> walked_;                   // for which `readings_` is filled
};

}  // namespace licet::interp
