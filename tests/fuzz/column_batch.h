// Lines of records as columns, in every encoding that a source of columns may choose: dictionaries with repetitions and
// entries that nothing names, any width, slices with an offset, rubbish beneath nulls.
#pragma once

#include <cstring>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "runtime/bitmap/columns.h"
#include "runtime/bitmap/engine.h"
#include "tests/fuzz/completion/records.h"

namespace licet::fuzz {

class ColumnBatch {
 public:
  using Lines = std::vector<std::pair<const Record*, std::uint32_t>>;

  ColumnBatch(const ir::Program& program, const Lines& lines, Random* random) : random_(*random) {
    columns_.rows = lines.size();
    for (const Id type : {program.schema.shipment, program.schema.line}) {
      const std::vector<ir::Field>& fields = program.schema.records[static_cast<std::size_t>(type)].fields_;
      for (Id f = 0; f < static_cast<Id>(fields.size()); ++f) {
        const ir::ValueKind kind = fields[static_cast<std::size_t>(f)].type.kind;
        if (kind == ir::ValueKind::List || kind == ir::ValueKind::Struct || kind == ir::ValueKind::Role) continue;
        std::vector<bitmap::Dictionary::Entry> cells;
        bool plain = kind != ir::ValueKind::Text, missing = true;
        for (const auto& [record, line] : lines) {
          const Cell& cell = record->rows(type).at(type == program.schema.line ? line : 0, f);
          bitmap::Dictionary::Entry entry{cell.state, cell.state == State::Known ? cell.value : 0, {}};
          if (cell.state == State::Known && kind == ir::ValueKind::Text) {
            entry.text = texts_.emplace_back(record->text(cell));
            entry.value = 0;
          }
          plain = plain && cell.state != State::None;
          missing = missing && cell.state == State::Missing;
          cells.push_back(entry);
        }
        if (missing && random_.chance(50)) continue;  // no such column
        bitmap::Column column;
        column.type = type;
        column.field = f;
        if (!plain || random_.chance(40)) cells = through_dictionary(cells, &column);
        lay_out(cells, kind, &column);
        columns_.columns.push_back(std::move(column));
      }
    }
  }

  const bitmap::Columns& columns() const { return columns_; }

 private:
  // Indices instead of cells. What is missing may be a null or an entry that says so.
  std::vector<bitmap::Dictionary::Entry> through_dictionary(const std::vector<bitmap::Dictionary::Entry>& cells,
                                                            bitmap::Column* column) {
    auto dictionary = std::make_shared<bitmap::Dictionary>();
    std::vector<bitmap::Dictionary::Entry> indices;
    for (const bitmap::Dictionary::Entry& cell : cells) {
      if (cell.state == State::Missing && random_.chance(70)) {
        indices.push_back({State::Missing, 0, {}});
        continue;
      }
      std::size_t at = dictionary->entries.size();
      for (std::size_t i = 0; i < dictionary->entries.size() && random_.chance(98); ++i) {
        const bitmap::Dictionary::Entry& known = dictionary->entries[i];
        if (known.state == cell.state && known.value == cell.value && known.text == cell.text) at = i;
      }
      if (at == dictionary->entries.size()) dictionary->entries.push_back(cell);
      indices.push_back({State::Known, static_cast<std::int64_t>(at), {}});
    }
    column->dictionary = std::move(dictionary);
    return indices;
  }

  void lay_out(const std::vector<bitmap::Dictionary::Entry>& cells, ir::ValueKind kind, bitmap::Column* column) {
    using Width = bitmap::Column::Width;
    bool nulls = false, negative = false;
    std::int64_t most = 0;
    for (const bitmap::Dictionary::Entry& cell : cells) {
      nulls = nulls || cell.state != State::Known;
      negative = negative || cell.value < 0;
      most = std::max(most, cell.value);
    }
    std::vector<Width> widths{Width::Int, Width::Long};
    if (!negative && most < 65536) widths.push_back(Width::Short);
    if (!negative && most < 256) widths.insert(widths.end(), 3, Width::Byte);
    if (!negative && most < 2 && kind == ir::ValueKind::Bool && column->dictionary == nullptr)
      widths.insert(widths.end(), 3, Width::Bit);
    column->width = random_.of(widths);
    column->offset = static_cast<std::size_t>(random_.below(70));
    const std::size_t rows = column->offset + cells.size();
    std::vector<std::uint8_t>& values = buffers_.emplace_back(rows * 8 + 8);
    std::vector<std::uint8_t>& valid = buffers_.emplace_back(rows / 8 + 1);
    for (std::uint8_t& byte : values) byte = static_cast<std::uint8_t>(random_.below(256));
    for (std::uint8_t& byte : valid) byte = static_cast<std::uint8_t>(random_.below(256));
    const auto set = [](std::vector<std::uint8_t>* bits, std::size_t at, bool value) {
      (*bits)[at / 8] = static_cast<std::uint8_t>(((*bits)[at / 8] & ~(1u << (at % 8))) | (value ? 1u << (at % 8) : 0));
    };
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::size_t at = column->offset + i;
      set(&valid, at, cells[i].state == State::Known);
      if (cells[i].state != State::Known) continue;
      const std::size_t bytes = column->width == Width::Byte    ? 1
                                : column->width == Width::Short ? 2
                                : column->width == Width::Int   ? 4
                                                                : 8;
      if (column->width == Width::Bit)
        set(&values, at, cells[i].value != 0);
      else
        std::memcpy(values.data() + at * bytes, &cells[i].value, bytes);  // little-endian, as Arrow is
    }
    column->values = values.data();
    if (nulls || random_.chance(50)) column->valid = valid.data();
  }

  Random& random_;
  bitmap::Columns columns_;
  std::deque<std::vector<std::uint8_t>> buffers_;
  std::deque<std::string> texts_;
};

inline std::vector<bitmap::Line> decide_columns(const bitmap::Circuit& circuit, bitmap::ColumnEngine* engine,
                                                const bitmap::Columns& columns) {
  std::vector<std::vector<bitmap::PartId>> parts(circuit.parts(), std::vector<bitmap::PartId>(columns.rows));
  std::vector<std::vector<bitmap::SetId>> open(circuit.written.size(), std::vector<bitmap::SetId>(columns.rows));
  bitmap::ColumnEngine::Numbers numbers;
  for (auto& part : parts) numbers.parts.push_back(part.data());
  for (auto& set : open) numbers.open.push_back(set.data());
  engine->run(columns, numbers);
  std::vector<bitmap::Line> out(columns.rows);
  for (std::size_t row = 0; row < columns.rows; ++row) {
    for (std::size_t p = 0; p < parts.size(); ++p) out[row].parts.push_back(engine->part(p, parts[p][row]));
    for (std::size_t q = 0; q < open.size(); ++q) out[row].open.push_back(engine->open_set(open[q][row]));
  }
  return out;
}

}  // namespace licet::fuzz
