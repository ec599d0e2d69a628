// On which members of lists that are marked unconfirmed a certain truth value rests: those without which it might not
// be certain. A false "all of" rests on one if each of its false parts does; what a decided value read in it rests on
// is not followed. One per Evaluator; not thread-safe.
#pragma once

#include <vector>

#include "runtime/interp/context.h"

namespace licet::interp {

class DoubtfulRows {
 public:
  explicit DoubtfulRows(const Plan& plan);
  // Can some look-up of this line read a marked row? Cheap, and seldom so.
  bool possible(Context* context) const;
  // Adds the lists; false if the value rests on none, or is unknown.
  bool rests(Context* context, ir::Id node, const Frame* frame, std::vector<ir::Id>* lists) const;
  bool rests_of_provision(Context* context, ir::Id provision, const Frame* frame, std::vector<ir::Id>* lists) const;

 private:
  using Parts = std::vector<std::pair<ir::Id, const Frame*>>;
  // Of parts that are all true, or one of which is false; with `any`, the other way round.
  bool of_parts(Context* context, const Parts& parts, bool any, std::vector<ir::Id>* lists) const;
  bool of_fold(Context* context, const PlanNode& node, const Frame* frame, std::vector<ir::Id>* lists) const;

  const Plan& plan_;
  std::vector<bool> marked_;   // per list
  bool some_ = false;          // is marked
  bool by_event_date_ = true;  // all look-ups in such lists are on the event date
  Day first_ = ir::kForever;   // from which a marked row can be read
};

}  // namespace licet::interp
