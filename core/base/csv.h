// The small data files beside rulebooks (lists, tables, categories): RFC 4180 with a head row, UTF-8, an optional byte
// order mark, either line end. Not for shipment logs, which runtime/io reads. Plain values; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace licet {

struct CsvRow {
  std::uint32_t line = 0;  // line of the file it begins on, from 1: what messages call the row
  std::vector<std::string> cells;
};

struct CsvFile {
  std::vector<std::string> head;
  std::vector<CsvRow> rows;  // each with as many cells as the head; empty lines are left out

  // Position of a column, spelled as in rules or in snake_case; nullopt if absent.
  std::optional<std::size_t> column(std::string_view name) const;
};

struct CsvError {
  std::uint32_t line = 0;
  std::string message;
};

// Nothing is returned if the text is not a well-formed file: the error then says where and why.
std::optional<CsvError> read_csv(std::string_view text, CsvFile* out);

// "Export date" -> "export_date": how a name of the rules is spelled in data.
std::string snake_case(std::string_view name);

}  // namespace licet
