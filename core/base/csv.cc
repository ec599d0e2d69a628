#include "core/base/csv.h"

#include <utility>

namespace licet {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    if (text_.substr(0, kByteOrderMark.size()) == kByteOrderMark) at_ = kByteOrderMark.size();
  }

  bool at_end() const { return at_ >= text_.size(); }

  // One record; quoted cells may run over lines.
  std::optional<CsvError> row(CsvRow* out) {
    out->line = line_;
    out->cells.clear();
    while (true) {
      std::string cell;
      if (auto error = at_ < text_.size() && text_[at_] == '"' ? quoted(&cell) : plain(&cell)) return error;
      out->cells.push_back(std::move(cell));
      if (at_end()) return std::nullopt;
      if (text_[at_] == ',') {
        ++at_;
        continue;
      }
      end_of_line();
      return std::nullopt;
    }
  }

 private:
  void end_of_line() {
    if (text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
  }

  std::optional<CsvError> plain(std::string* cell) {
    const std::size_t begin = at_;
    while (!at_end() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') {
      if (text_[at_] == '"') return CsvError{line_, "a quotation mark inside a cell that is not quoted"};
      ++at_;
    }
    *cell = std::string(text_.substr(begin, at_ - begin));
    return std::nullopt;
  }

  std::optional<CsvError> quoted(std::string* cell) {
    const std::uint32_t opened = line_;
    ++at_;
    while (!at_end()) {
      const char c = text_[at_++];
      if (c == '\n') ++line_;
      if (c != '"') {
        cell->push_back(c);
      } else if (!at_end() && text_[at_] == '"') {
        cell->push_back('"');
        ++at_;
      } else {
        if (at_end() || text_[at_] == ',' || text_[at_] == '\n' || text_[at_] == '\r') return std::nullopt;
        return CsvError{line_, "text after the closing quotation mark of a cell"};
      }
    }
    return CsvError{opened, "the quotation that begins here is not closed"};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
};

bool blank(const CsvRow& row) { return row.cells.size() == 1 && row.cells[0].empty(); }

}  // namespace

std::optional<std::size_t> CsvFile::column(std::string_view name) const {
  const std::string wanted = snake_case(name);
  for (std::size_t i = 0; i < head.size(); ++i)
    if (head[i] == name || head[i] == wanted) return i;
  return std::nullopt;
}

std::optional<CsvError> read_csv(std::string_view text, CsvFile* out) {
  out->head.clear();
  out->rows.clear();
  Reader reader(text);
  CsvRow row;
  if (reader.at_end()) return CsvError{1, "the file is empty; its first row must name the columns"};
  if (auto error = reader.row(&row)) return error;
  out->head = std::move(row.cells);
  for (std::size_t i = 0; i < out->head.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (out->head[i] == out->head[j]) return CsvError{1, "the column \"" + out->head[i] + "\" stands twice"};
  while (!reader.at_end()) {
    row = {};
    if (auto error = reader.row(&row)) return error;
    if (blank(row)) continue;
    if (row.cells.size() != out->head.size())
      return CsvError{row.line, std::to_string(row.cells.size()) + " cells, and the first row names " +
                                    std::to_string(out->head.size()) + " columns"};
    out->rows.push_back(std::move(row));
  }
  return std::nullopt;
}

std::string snake_case(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == ' ' || c == '-' || c == '/') {
      if (!out.empty() && out.back() != '_') out.push_back('_');
    } else if (c >= 'A' && c <= 'Z') {
      out.push_back(static_cast<char>(c - 'A' + 'a'));
    } else if (c != '(' && c != ')' && c != ',' && c != '"') {
      out.push_back(c);
    }
  }
  return out;
}

}  // namespace licet
