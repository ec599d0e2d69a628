#include "cli/written_row.h"

#include <algorithm>
#include <utility>

namespace licet::cli {

WrittenRow::WrittenRow(explain::Row row, const explain::RowLayout& layout, const io::Writer& writer) {
  static const io::Value null;
  cells_.assign(row.cells.size(), &null);
  const auto filled = static_cast<std::size_t>(
      std::count_if(row.cells.begin(), row.cells.end(), [](const explain::OutputCell& cell) { return !cell.null; }));
  values_.reserve(filled);
  std::vector<std::size_t> columns;  // of the values
  columns.reserve(filled);
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    explain::OutputCell& cell = row.cells[i];
    if (cell.null) continue;
    columns.push_back(i);
    switch (layout.columns()[i].kind) {
      case explain::ColumnKind::Text:
        values_.push_back(io::Value::of_text(cell.text));
        break;
      case explain::ColumnKind::Boolean:
        values_.push_back(io::Value::of_boolean(cell.boolean));
        break;
      case explain::ColumnKind::List:
        values_.push_back(io::Value::of_list(cell.items));
        lists_.push_back(std::move(cell.items));
        break;
    }
  }
  texts_ = std::move(row.texts);
  std::vector<std::size_t> ends;  // in bytes_
  ends.reserve(filled);
  for (const io::Value& value : values_)
    if (writer.make_ready(value, &bytes_)) ends.push_back(bytes_.size());
  for (std::size_t v = 0; v < values_.size(); ++v) {
    cells_[columns[v]] = &values_[v];
    if (v >= ends.size()) continue;
    const std::size_t from = v > 0 ? ends[v - 1] : 0;
    values_[v].ready = std::string_view(bytes_).substr(from, ends[v] - from);
  }
}

}  // namespace licet::cli
