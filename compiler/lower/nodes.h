// Makes IR nodes with the few simplifications that are identities of strong Kleene logic, so that what the author wrote
// stays recognisable. A thin front of ir::Builder for lowering; borrowed from the compilation, not thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/int128.h"
#include "core/base/span.h"
#include "core/ir/build.h"

namespace licet::lower {

using ir::Id;
using ir::kNone;
using Ids = std::vector<Id>;

class Nodes {
 public:
  explicit Nodes(ir::Builder* build) : build_(build) {}

  ir::Program& program() { return build_->program(); }
  ir::Builder& build() { return *build_; }
  const ir::Node& operator[](Id node) const { return build_->at(node); }

  Id condition(ir::Op op, Id scope, Ids args = {}, std::int64_t a = 0, std::int64_t b = 0, Span span = {});
  Id number(ir::Op op, const ir::Type& type, Id scope, Ids args = {}, std::int64_t a = 0, std::int64_t b = 0,
            Span span = {});

  Id truth() { return build_->truth(true); }
  Id falsity() { return build_->truth(false); }
  bool is_true(Id node) const;
  bool is_false(Id node) const;
  Id negate(Id c, Span span = {});
  Id all(Id scope, Ids parts, Span span = {});  // kNone and True parts drop out; of nothing: True
  Id any(Id scope, Ids parts, Span span = {});  // kNone and False parts drop out; of nothing: False
  Id in_set(Id scope, Id category_node, Ids codes, Span span = {});
  Id rescale(Id node, int power, Span span = {});  // times 10^power, power >= 0

 private:
  ir::Builder* build_;
};

}  // namespace licet::lower
