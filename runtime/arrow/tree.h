// Cells of Arrow arrays as nodes. An accessor is made per record batch and knows the layout of its column, so that a
// cell costs one switch. Nodes refer to the batch's memory for texts; children and rendered numbers lie in the arena.
#pragma once

#include <memory>
#include <vector>

#include <arrow/array.h>

#include "runtime/io/tree.h"

namespace licet::io {

class ArrowColumn {
 public:
  ArrowColumn(const arrow::Array& array, Keys* keys);
  void read(std::int64_t row, Arena* arena, Node* node) const;

 private:
  void read_list(std::int64_t begin, std::int64_t end, Arena* arena, Node* node) const;

  const arrow::Array* array_;
  std::vector<std::shared_ptr<arrow::Array>> held_;
  std::vector<ArrowColumn> children_;  // of a struct; the values of a list or a dictionary
  std::vector<KeyId> child_keys_;      // of a struct
};

}  // namespace licet::io
