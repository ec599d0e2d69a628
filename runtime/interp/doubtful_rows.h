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
  // Can some look-up of this line rest on a marked row? Cheap, and seldom so: a known fact must name such a member on a
  // day that matters.
  bool possible(Context* context) const;
  // Adds the lists; false if the value rests on none, or is unknown.
  bool rests(Context* context, ir::Id node, const Frame* frame, std::vector<ir::Id>* lists) const;
  bool rests_of_provision(Context* context, ir::Id provision, const Frame* frame, std::vector<ir::Id>* lists) const;

 private:
  void reads(const ir::Program& program, const ir::DatedList& list, ir::Id type, ir::Id field);
  using Parts = std::vector<std::pair<ir::Id, const Frame*>>;
  // Of parts that are all true, or one of which is false; with `any`, the other way round.
  bool of_parts(Context* context, const Parts& parts, bool any, std::vector<ir::Id>* lists) const;
  bool of_fold(Context* context, const PlanNode& node, const Frame* frame, std::vector<ir::Id>* lists) const;

  const Plan& plan_;
  struct Read {  // a fact that is looked up in such lists
    ir::Id type, field;
    std::vector<bool> codes;  // that are marked members
    bool operator==(const Read& o) const { return type == o.type && field == o.field; }
  };
  std::vector<Read> reads_;
  bool reads_all_ = false;     // something else than a fact is looked up
  std::vector<bool> marked_;   // per list
  bool some_ = false;          // is marked
  bool by_event_date_ = true;  // all look-ups in such lists are on the event date
  Day first_ = ir::kForever;   // from which a marked row can be read
};

}  // namespace licet::interp
