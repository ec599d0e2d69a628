// The tree of a columnar file: built once from the column names (dots make objects: end_user.headquarters), then only
// the leaves change from row to row. A name that is also the beginning of others (end_user beside
// end_user.headquarters) becomes a member with the empty key. Owned by a row source.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "runtime/io/rows.h"

namespace licet::io {

class ColumnTree {
 public:
  // Applies the renames, splits names at dots. A Failure names the file where two columns are the same. Columns without
  // a name get no leaf.
  static Result<ColumnTree> make(const std::vector<std::string>& names, const SourceContext& context,
                                 const std::string& file);

  const std::vector<SourceColumn>& columns() const { return columns_; }
  std::vector<SourceColumn>& columns() { return columns_; }
  // Leaf of column i; null for a column without a name. Stays where it is.
  Node* leaf(std::size_t column) {
    return leaf_[column] < 0 ? nullptr : &nodes_[static_cast<std::size_t>(leaf_[column])];
  }
  // Call after the leaves are set: objects of nothing but nulls become null.
  Node* finish();

 private:
  struct Object {
    std::size_t node;   // index of the object
    std::size_t first;  // index of its first child
    std::size_t count;
  };
  std::vector<SourceColumn> columns_;
  std::vector<Node> nodes_;  // breadth first; nodes_[0] is the root
  std::vector<long> leaf_;
  std::vector<Object> objects_;
};

}  // namespace licet::io
