// CSV and TSV, as databases and as spreadsheets make them: separators are sniffed, CR, LF and CRLF end a row, quoted
// cells may hold all of them. A row that cannot be split is a problem row, and reading goes on at the next line of
// text, so that one stray quote does not swallow what follows.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include <fmt/format.h>

#include "runtime/io/column_tree.h"
#include "runtime/io/rows.h"

namespace licet::io {

namespace {

struct CellText {
  std::string_view text;  // without the outer quotes
  bool quoted = false;
  bool doubled = false;  // holds "" for "
};

enum class Split : std::uint8_t { Done, NeedMore, Broken };

// Where the first quote stands in eight bytes that begin at p; 8 if none does. Quotes stand too close together in JSON
// for the calls that memchr takes.
std::size_t quote_in_eight(const char* p) {
  if constexpr (std::endian::native != std::endian::little)
    return std::min<std::size_t>(std::string_view(p, 8).find('"'), 8);
  std::uint64_t word;
  std::memcpy(&word, p, sizeof word);
  constexpr std::uint64_t kOnes = 0x0101010101010101u;
  const std::uint64_t other = word ^ kOnes * static_cast<unsigned char>('"');  // a quote is a zero
  return static_cast<std::size_t>(std::countr_zero((other - kOnes) & ~other & kOnes * 0x80)) / 8;
}

// The first quote of [p, to); null if there is none.
const char* find_quote(const char* p, const char* to) {
  while (to - p >= 8) {
    const std::size_t at = quote_in_eight(p);
    p += at;
    if (at < 8) return p;
  }
  while (p < to && *p != '"') ++p;
  return p < to ? p : nullptr;
}

// Cuts one record out of [from, to).
class Splitter {
 public:
  explicit Splitter(char separator) {
    ends_cell_.fill(false);
    for (const char c : {separator, '\n', '\r'}) ends_cell_[static_cast<unsigned char>(c)] = true;
  }
  std::vector<CellText> cells;
  const char* next = nullptr;  // after the record
  std::string problem;

  Split split(const char* from, const char* to, bool last) {
    cells.clear();
    const char* p = from;
    for (;;) {
      CellText cell;
      if (p < to && *p == '"') {
        const char* start = ++p;
        for (;;) {
          p = find_quote(p, to);
          if (p == nullptr) {
            if (!last) return Split::NeedMore;
            problem = fmt::format("the quote that opens cell {} is not closed", cells.size() + 1);
            return Split::Broken;
          }
          if (p + 1 == to && !last) return Split::NeedMore;
          if (p + 1 < to && p[1] == '"') {
            cell.doubled = true;
            p += 2;
            continue;
          }
          break;
        }
        cell.text = {start, static_cast<std::size_t>(p - start)};
        cell.quoted = true;
        ++p;
        if (p < to && !ends_cell_[static_cast<unsigned char>(*p)]) {
          problem = fmt::format("text stands after the closing quote of cell {}", cells.size() + 1);
          return Split::Broken;
        }
      } else {
        const char* start = p;
        while (p < to && !ends_cell_[static_cast<unsigned char>(*p)]) ++p;
        cell.text = {start, static_cast<std::size_t>(p - start)};
      }
      if (p == to && !last) return Split::NeedMore;
      cells.push_back(cell);
      if (p == to) {
        next = p;
        return Split::Done;
      }
      if (*p == '\n') {
        next = p + 1;
        return Split::Done;
      }
      if (*p == '\r') {
        if (p + 1 == to && !last) return Split::NeedMore;
        next = p + 1 < to && p[1] == '\n' ? p + 2 : p + 1;
        return Split::Done;
      }
      ++p;
    }
  }

 private:
  std::array<bool, 256> ends_cell_;
};

// Takes the first of two quotes out. The text is mostly long: JSON in a cell.
void take_quotes_out(std::string_view cell, std::string* text) {
  text->resize(cell.size());
  char* out = text->data();
  const char* p = cell.data();
  const char* const end = p + cell.size();
  while (end - p >= 8) {  // there is as much room behind `out`
    const std::size_t at = quote_in_eight(p);
    std::memcpy(out, p, 8);
    out += std::min<std::size_t>(at + 1, 8);
    p += at < 8 ? at + 2 : 8;
  }
  while (p < end) {
    *out++ = *p;
    p += *p == '"' ? 2 : 1;
  }
  text->resize(static_cast<std::size_t>(out - text->data()));
}

std::string unquoted(const CellText& cell) {
  if (!cell.doubled) return std::string(cell.text);
  std::string text;
  take_quotes_out(cell.text, &text);
  return text;
}

// The last text of a column that held "", with and without: what stands in one row often stands in the next.
class LastQuoted {
 public:
  std::string_view take_out(std::string_view cell) {
    if (cell == cell_) return text_;
    constexpr std::size_t kMost = 64 * 1024;  // the memory of a larger one is not kept
    if (text_.capacity() > 2 * kMost) std::string().swap(text_);
    take_quotes_out(cell, &text_);
    cell_ = cell.size() <= kMost ? cell : std::string_view();
    return text_;
  }

 private:
  std::string cell_;
  std::string text_;
};

bool blank(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == ' ' || c == '\t'; });
}

class CsvRows : public RowSource {
 public:
  CsvRows(std::unique_ptr<Bytes> bytes, const SourceContext& context) : window_(std::move(bytes)), context_(context) {}

  Status open(Format format) {
    const std::string& file = window_.bytes().name();
    if (auto more = window_.more(); !more.ok()) return more.failure();
    if (window_.size() == 0) return Failure{fmt::format("{}: the file is empty; a header row is expected", file), 4};
    char separator = format == Format::Tsv ? '\t' : 0;
    if (window_.size() > 5 && std::string_view(window_.begin(), 4) == "sep=") {  // a spreadsheet's own hint
      separator = window_.begin()[4];
      const char* end = std::find_if(window_.begin(), window_.end(), [](char c) { return c == '\n' || c == '\r'; });
      if (end < window_.end() && *end == '\r' && end + 1 < window_.end() && end[1] == '\n') ++end;
      window_.advance(std::min(static_cast<std::size_t>(end - window_.begin()) + 1, window_.size()));
      ++row_;
    }
    splitter_ = Splitter(separator != 0 ? separator : sniff());

    Split split;
    while ((split = splitter_.split(window_.begin(), window_.end(), window_.at_end())) == Split::NeedMore &&
           window_.size() < kMostRowBytes) {
      if (auto more = window_.more(); !more.ok()) return more.failure();
    }
    if (split != Split::Done)
      return Failure{fmt::format("{}: the header row cannot be read: {}", file,
                                 split == Split::Broken ? splitter_.problem : "it is longer than 64 MiB"),
                     4};
    ++row_;
    std::vector<std::string> names;
    for (const CellText& cell : splitter_.cells) {
      names.push_back(unquoted(cell));
      if (!valid_utf8(names.back()) || names.back().find('\0') != std::string::npos)
        return Failure{fmt::format("{}: the name of column {} is not UTF-8 text: {}; save the file as \"CSV UTF-8\"",
                                   file, names.size(), in_quotes(names.back())),
                       4};
    }
    while (!names.empty() && blank(names.back())) names.pop_back();
    if (names.empty()) return Failure{fmt::format("{}: row {} holds no column names", file, row_), 4};
    auto tree = ColumnTree::make(names, context_, file);
    if (!tree.ok()) return tree.failure();
    tree_ = std::move(tree.value());
    for (std::size_t i = 0; i < names.size(); ++i)
      if (tree_.leaf(i) == nullptr)
        context_.notes->push_back(fmt::format("{}: column {} has no name and is left out", file, i + 1));
    wanted_.assign(names.size(), true);
    last_quoted_.resize(names.size());
    window_.advance(static_cast<std::size_t>(splitter_.next - window_.begin()));
    return licet::Unit{};
  }

  Result<bool> next(Row* row) override {
    for (;;) {
      const Split split = splitter_.split(window_.begin(), window_.end(), window_.at_end());
      if (split == Split::NeedMore && window_.size() < kMostRowBytes) {
        if (auto more = window_.more(); !more.ok()) return more.failure();
        continue;
      }
      if (split != Split::NeedMore && window_.size() == 0) return ended();
      row->number = ++row_;
      row->root = nullptr;
      row->field.clear();
      row->problem.clear();
      if (split == Split::Done) {
        if (skip_blank()) continue;
        if (fill(row)) {
          window_.advance(static_cast<std::size_t>(splitter_.next - window_.begin()));
          return true;
        }
      } else {
        row->problem =
            split == Split::Broken ? splitter_.problem : "the row is longer than 64 MiB; is a quote not closed?";
      }
      if (auto status = skip_line(); !status.ok()) return status.failure();
      return true;
    }
  }

  const std::vector<SourceColumn>& columns() const override { return tree_.columns(); }
  bool columns_are_fixed() const override { return true; }
  void select(const std::function<bool(const SourceColumn&)>& wanted) override {
    for (std::size_t i = 0; i < wanted_.size(); ++i) wanted_[i] = wanted(tree_.columns()[i]);
  }
  ByteCount bytes() const override { return const_cast<Window&>(window_).bytes().count(); }

 private:
  // The candidate that stands most often in the first row, outside quotes.
  char sniff() {
    std::array<std::size_t, 256> count{};
    bool inside = false;
    for (const char* p = window_.begin(); p < window_.end(); ++p) {
      if (*p == '"') inside = !inside;
      if (!inside && (*p == '\n' || *p == '\r')) break;
      if (!inside) ++count[static_cast<unsigned char>(*p)];
    }
    char best = ',';
    for (const char c : {';', '\t', '|'})
      if (count[static_cast<unsigned char>(c)] > count[static_cast<unsigned char>(best)]) best = c;
    return best;
  }

  bool ended() {
    if (blank_rows_ > 0)
      context_.notes->push_back(
          fmt::format("{}: {} rows without any value were skipped", window_.bytes().name(), blank_rows_));
    blank_rows_ = 0;
    return false;
  }

  bool skip_blank() {
    if (!std::ranges::all_of(splitter_.cells, [](const CellText& cell) { return blank(cell.text); })) return false;
    if (splitter_.cells.size() > 1) ++blank_rows_;
    window_.advance(static_cast<std::size_t>(splitter_.next - window_.begin()));
    return true;
  }

  bool fill(Row* row) {
    auto& cells = splitter_.cells;
    const std::size_t width = wanted_.size();
    while (cells.size() > width && blank(cells.back().text)) cells.pop_back();
    const std::string_view record(window_.begin(), static_cast<std::size_t>(splitter_.next - window_.begin()));
    if (cells.size() != width) {
      row->problem = fmt::format("the row has {} cells, the header has {}", cells.size(), width);
      return false;
    }
    const bool odd = std::memchr(record.data(), 0, record.size()) != nullptr || !valid_utf8(record);
    context_.arena->reset();
    for (std::size_t i = 0; i < width; ++i) {
      Node* leaf = tree_.leaf(i);
      if (leaf == nullptr) continue;
      leaf->kind = Node::Kind::Null;
      std::string_view text = cells[i].text;
      if (odd && (text.find('\0') != std::string_view::npos || !valid_utf8(text))) {
        row->field = tree_.columns()[i].name;
        row->problem = text.find('\0') != std::string_view::npos
                           ? "the cell holds a NUL byte; is the file damaged?"
                           : fmt::format("{} is not UTF-8; save the file as \"CSV UTF-8\"", in_quotes(text));
        return false;
      }
      if (!wanted_[i] || blank(text)) continue;
      if (cells[i].doubled) text = last_quoted_[i].take_out(text);
      leaf->set_text(Node::Kind::Cell, text);
    }
    row->root = tree_.finish();
    row->bytes = record.size();
    return true;
  }

  // Past the first line of text of a row that is rejected.
  Status skip_line() {
    for (;;) {
      const char* end = std::find_if(window_.begin(), window_.end(), [](char c) { return c == '\n' || c == '\r'; });
      const bool undecided = end == window_.end() || (*end == '\r' && end + 1 == window_.end());
      if (!undecided || window_.at_end()) {
        if (end < window_.end() && *end == '\r' && end + 1 < window_.end() && end[1] == '\n') ++end;
        window_.advance(std::min(static_cast<std::size_t>(end - window_.begin()) + 1, window_.size()));
        return licet::Unit{};
      }
      window_.advance(static_cast<std::size_t>(end - window_.begin()));
      if (auto more = window_.more(); !more.ok()) return more.failure();
    }
  }

  Window window_;
  SourceContext context_;
  Splitter splitter_{','};
  ColumnTree tree_;
  std::vector<bool> wanted_;
  std::vector<LastQuoted> last_quoted_;  // per column; rows point into them
  std::uint64_t row_ = 0;
  std::uint64_t blank_rows_ = 0;
};

}  // namespace

Result<std::unique_ptr<RowSource>> open_csv(std::unique_ptr<Bytes> bytes, Format format, const SourceContext& context) {
  auto rows = std::make_unique<CsvRows>(std::move(bytes), context);
  if (auto status = rows->open(format); !status.ok()) return status.failure();
  return std::unique_ptr<RowSource>(std::move(rows));
}

}  // namespace licet::io
