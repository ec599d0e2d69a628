// The facts of one shipment: rows of every record type, with cells in the order of the schema's fields. Filled by
// runtime/io or by tests, read by the interpreter. Reused from shipment to shipment: clear() keeps the memory.
// Not thread-safe; one per reader.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/ir/schema.h"

namespace licet::data {

enum class State : std::uint8_t { Missing, Known, None };

// One fact.          value                         count
//   Bool             0 or 1                        -
//   Number           scaled by the field's scale   -
//   Date             days since 1970-01-01         -
//   Category         code                          -
//   Text             offset into chars             length in bytes
//   Struct           row of the record type        1
//   List             first row (rows are adjacent) number of rows;   `closed` says that there are no more
//   Role             offset into role_rows         number of parties; None: known to be empty
struct Cell {
  State state = State::Missing;
  bool closed = false;
  std::uint32_t count = 0;
  std::int64_t value = 0;
};

struct Rows {
  std::uint32_t width = 0;             // fields per row
  std::vector<Cell> cells;             // rows * width
  std::vector<std::uint32_t> parents;  // row of the owning record type
  std::uint32_t size() const { return static_cast<std::uint32_t>(parents.size()); }
  const Cell& at(std::uint32_t row, ir::Id field) const {
    return cells[row * width + static_cast<std::uint32_t>(field)];
  }
  Cell& at(std::uint32_t row, ir::Id field) { return cells[row * width + static_cast<std::uint32_t>(field)]; }
};

class Record {
 public:
  explicit Record(const ir::Schema& schema);

  void clear();
  // Bytes of its rows for a file of this run: what load() fills this record with again. Same schema, same build.
  void save(std::string* bytes) const;
  void load(std::string_view bytes);
  std::uint64_t number = 0;  // among the shipments of its log, from 0; set by whoever reads
  // Appends a row of missing facts; the rows of one list must be appended one after the other before their own
  // children.
  std::uint32_t add_row(ir::Id record_type, std::uint32_t parent);
  Rows& rows(ir::Id record_type) { return types_[static_cast<std::size_t>(record_type)]; }
  const Rows& rows(ir::Id record_type) const { return types_[static_cast<std::size_t>(record_type)]; }

  void set_text(Cell* cell, std::string_view text);
  std::string_view text(const Cell& cell) const {
    return std::string_view(chars_).substr(static_cast<std::size_t>(cell.value), cell.count);
  }
  void set_role(Cell* cell, const std::vector<std::uint32_t>& parties);
  std::uint32_t role_row(const Cell& cell, std::uint32_t i) const {
    return role_rows_[static_cast<std::size_t>(cell.value) + i];
  }

 private:
  std::vector<Rows> types_;
  std::string chars_;
  std::vector<std::uint32_t> role_rows_;
};

}  // namespace licet::data
