#include "runtime/data/record.h"

namespace licet::data {

Record::Record(const ir::Schema& schema) : types_(schema.records.size()) {
  for (std::size_t i = 0; i < types_.size(); ++i)
    types_[i].width = static_cast<std::uint32_t>(schema.records[i].fields_.size());
}

void Record::clear() {
  for (Rows& rows : types_) {
    rows.cells.clear();
    rows.parents.clear();
  }
  chars_.clear();
  role_rows_.clear();
}

std::uint32_t Record::add_row(ir::Id record_type, std::uint32_t parent) {
  Rows& rows = types_[static_cast<std::size_t>(record_type)];
  rows.cells.resize(rows.cells.size() + rows.width);
  rows.parents.push_back(parent);
  return rows.size() - 1;
}

void Record::set_text(Cell* cell, std::string_view text) {
  *cell = {State::Known, false, static_cast<std::uint32_t>(text.size()), static_cast<std::int64_t>(chars_.size())};
  chars_ += text;
}

void Record::set_role(Cell* cell, const std::vector<std::uint32_t>& parties) {
  *cell = {State::Known, true, static_cast<std::uint32_t>(parties.size()),
           static_cast<std::int64_t>(role_rows_.size())};
  role_rows_.insert(role_rows_.end(), parties.begin(), parties.end());
}

}  // namespace licet::data
