// What the first line of a flat shipment says of its shipment, as the file spells it. Further lines mostly say it in
// the same words, and then need not be decoded to know that they agree. Owned by a reader.
#pragma once

#include <vector>

#include "runtime/io/plan.h"
#include "runtime/io/tree.h"

namespace licet::io {

class HeaderCopy {
 public:
  explicit HeaderCopy(const Plan& plan) : plan_(plan) {}

  void take(const Node& row);
  // The same members in the same order with the same texts: they decode alike.
  bool same(const Node& row) const;

 private:
  const Plan& plan_;
  std::vector<Node> members_;
  Arena store_;
};

}  // namespace licet::io
