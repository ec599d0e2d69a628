// The cells of a row of output as a writer takes them, made once for all the lines that share them. Does not change
// once it is made; what is passed on points into it.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/explain/row.h"
#include "runtime/io/io.h"

namespace licet::cli {

class WrittenRow {
 public:
  WrittenRow(explain::Row row, const explain::RowLayout& layout, const io::Writer& writer);
  WrittenRow(const WrittenRow&) = delete;
  WrittenRow& operator=(const WrittenRow&) = delete;

  const std::vector<const io::Value*>& cells() const { return cells_; }  // as RowLayout::columns()

 private:
  std::vector<const io::Value*> cells_;
  std::vector<io::Value> values_;                     // of the cells that are not null
  std::vector<std::vector<std::string_view>> lists_;  // and their items
  std::deque<std::string> texts_;
  std::string bytes_;  // of the values that the writer makes ready
};

}  // namespace licet::cli
