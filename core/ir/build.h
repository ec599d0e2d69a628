// Builds a Program node by node. Equal nodes, texts and sets are made once (hash-consing), so that "the same test" is
// one node with one id wherever the author repeats it; where it stands is not part of it, and the first place is kept.
// Nothing is simplified: the IR holds conditions as written. Made and owned by lowering, not thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/date.h"
#include "core/base/int128.h"
#include "core/base/result.h"
#include "core/base/span.h"
#include "core/ir/program.h"

namespace licet::ir {

Type bool_type();
Type number_type(int scale, Id unit = kNone);
Type date_type();
Type category_type(Id category);
Type text_type();
Type source_type(Id record);  // of a Source node

class Builder {
 public:
  Builder() = default;
  explicit Builder(Program program);  // goes on with one
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;

  // Everything but nodes, texts, sets and provision sets is filled in by whoever builds; those four only grow.
  Program& program() { return program_; }
  const Program& program() const { return program_; }
  const Node& at(Id node) const {
    LICET_CHECK(node >= 0 && static_cast<std::size_t>(node) < program_.nodes.size());
    return program_.nodes[static_cast<std::size_t>(node)];
  }
  Program take() { return std::move(program_); }

  // The id of this node, of an equal one if there is one. Every argument must have been made before.
  Id node(Op op, const Type& type, Id scope, std::vector<Id> args = {}, std::int64_t a = 0, std::int64_t b = 0,
          Span span = {});

  Id truth(bool value, Span span = {});  // false is Not of True
  Id number(Int128 value, const Type& type, Span span = {});
  Id date(Day day, Span span = {});
  Id code(Id category, Id value, Span span = {});
  Id text(std::string_view text, Span span = {});
  Id undefined(std::string_view reason, Span span = {});  // Cond: a term that cannot be computed
  Id unknown(std::string_view reason, Span span = {});    // Cond: what no fact of the record and no rule tells
  Id undefined_number(std::string_view reason, const Type& type, Span span = {});
  // The node that reads a field in a row of its record type: a fact, or the source of its elements.
  Id field(Id record, Id field, Span span = {});

  // Of one condition, that condition; of none, true and false. Arguments keep their order; nothing is taken out.
  Id and_(std::vector<Id> conditions, Id scope, Span span = {});
  Id or_(std::vector<Id> conditions, Id scope, Span span = {});
  Id not_(Id condition, Span span = {});

  // The same number with `scale` digits after the point, never fewer than it has: a constant becomes another constant.
  Id rescaled(Id x, int scale, Span span = {});
  // Brings both sides to one scale.
  Id compare(Comparison comparison, Id x, Id y, Id scope, Span span = {});

  Id text_id(std::string_view text);
  Id set(Id category, std::vector<Id> codes);    // sorted, each once
  Id provision_set(std::vector<Id> provisions);  // sorted, each once
  Id question(AccountQuestion question);         // of a ledger that is there
  Int128 value(Id number) const;                 // of a NumConst

 private:
  // Candidates by hash; equality is looked up in the program itself.
  using Index = std::unordered_multimap<std::size_t, Id>;
  template <class Same>
  Id find(const Index& index, std::size_t hash, Same same) const;

  Program program_;
  Index nodes_;
  Index texts_;
  Index sets_;
  Index provision_sets_;
};

}  // namespace licet::ir
