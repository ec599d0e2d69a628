// JSON lines: every line is parsed by itself, so that a broken one costs only itself. A file that is one array, or
// whose objects are spread over several lines, is cut into its top-level objects instead.
#include <algorithm>
#include <cstring>
#include <set>

#include <fmt/format.h>

#include "runtime/io/dotted_names.h"
#include "runtime/io/json_tree.h"
#include "runtime/io/rows.h"

namespace licet::io {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// The extent of one top-level object or array in text that may hold many.
class ObjectCutter {
 public:
  // Null: needs more text.
  const char* end_of(const char* from, const char* to) {
    int depth = 0;
    bool inside = false;
    for (const char* p = from; p < to; ++p) {
      if (inside) {
        if (*p == '\\')
          ++p;
        else if (*p == '"')
          inside = false;
      } else if (*p == '"') {
        inside = true;
      } else if (*p == '{' || *p == '[') {
        ++depth;
      } else if ((*p == '}' || *p == ']') && --depth == 0) {
        return p + 1;
      }
    }
    return nullptr;
  }
};

class JsonRows : public RowSource {
 public:
  JsonRows(std::unique_ptr<Bytes> bytes, const SourceContext& context)
      : window_(std::move(bytes)), context_(context), dotted_(context.keys, context.arena) {}

  Status open() {
    if (auto more = window_.more(); !more.ok()) return more.failure();
    const std::string_view text(window_.begin(), window_.size());
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos) {
      const auto line_end = std::min(text.find_first_of("\r\n", first), text.size());
      const auto last = text.find_last_not_of(" \t", line_end - 1);
      const auto second = text.find_first_not_of(" \t\r\n", first + 1);
      spread_ = (text[first] == '[' && second != std::string_view::npos && text[second] == '{') ||
                (text[first] == '{' && last == first);
    }
    if (!spread_) look_ahead();
    return licet::Unit{};
  }

  Result<bool> next(Row* row) override {
    row->root = nullptr;
    row->field.clear();
    row->problem.clear();
    return spread_ ? next_object(row) : next_line(row);
  }

  const std::vector<SourceColumn>& columns() const override { return columns_; }
  bool columns_are_fixed() const override { return false; }
  void select(const std::function<bool(const SourceColumn&)>&) override {}
  ByteCount bytes() const override { return const_cast<Window&>(window_).bytes().count(); }

 private:
  // [begin, end of line) of the window; null: not all of the line is there.
  static const char* line_end(const char* from, const char* to) {
    const auto* feed = static_cast<const char*>(std::memchr(from, '\n', static_cast<std::size_t>(to - from)));
    const char* limit = feed != nullptr ? feed : to;
    const auto* bare = static_cast<const char*>(std::memchr(from, '\r', static_cast<std::size_t>(limit - from)));
    if (bare != nullptr && bare + 1 != limit) return bare;
    return feed != nullptr && bare == nullptr ? feed : bare != nullptr && feed != nullptr ? bare : nullptr;
  }

  Result<bool> next_line(Row* row) {
    for (;;) {
      const char* end = line_end(window_.begin(), window_.end());
      if (end == nullptr && !window_.at_end() && window_.size() < kMostRowBytes) {
        if (auto more = window_.more(); !more.ok()) return more.failure();
        continue;
      }
      if (end == nullptr && window_.at_end()) {
        if (window_.size() == 0) return false;
        end = window_.end();
      }
      ++row_;
      row->number = row_;
      if (end == nullptr) {
        row->problem = "the line is longer than 64 MiB";
        if (auto status = drop_line(); !status.ok()) return status.failure();
        return true;
      }
      const std::string_view line(window_.begin(), static_cast<std::size_t>(end - window_.begin()));
      std::size_t step = line.size();
      if (end < window_.end()) step += *end == '\r' && end + 1 < window_.end() && end[1] == '\n' ? 2 : 1;
      if (std::ranges::all_of(line, is_space)) {
        window_.advance(step);
        continue;
      }
      parse(line, row);
      window_.advance(step);  // the bytes stay where they are until more are asked for
      return true;
    }
  }

  Status drop_line() {
    for (;;) {
      if (const char* end = line_end(window_.begin(), window_.end()); end != nullptr) {
        window_.advance(static_cast<std::size_t>(end - window_.begin()) + 1);
        return licet::Unit{};
      }
      window_.advance(window_.size());
      if (window_.at_end()) return licet::Unit{};
      if (auto more = window_.more(); !more.ok()) return more.failure();
    }
  }

  Result<bool> next_object(Row* row) {
    for (;;) {
      while (window_.size() > 0 && (is_space(*window_.begin()) || *window_.begin() == ',' || *window_.begin() == ']' ||
                                    (*window_.begin() == '[' && !opened_))) {
        if (*window_.begin() == '[') opened_ = true;
        step_over(1);
      }
      const char* end = window_.size() > 0 ? cutter_.end_of(window_.begin(), window_.end()) : nullptr;
      if (end == nullptr && !window_.at_end() && window_.size() < kMostRowBytes) {
        if (auto more = window_.more(); !more.ok()) return more.failure();
        continue;
      }
      if (window_.size() == 0) return false;
      row->number = row_ + 1;
      if (end == nullptr) {
        if (window_.size() >= kMostRowBytes)
          return Failure{fmt::format("{}: line {}: an object is longer than 64 MiB; is a brace or quote not closed?",
                                     window_.bytes().name(), row_ + 1),
                         4};
        row->problem = "the object is not closed";
        window_.advance(window_.size());
        return true;
      }
      const std::string_view text(window_.begin(), static_cast<std::size_t>(end - window_.begin()));
      parse(text, row);
      step_over(text.size());
      return true;
    }
  }

  void step_over(std::size_t n) {
    row_ += static_cast<std::uint64_t>(std::count(window_.begin(), window_.begin() + n, '\n'));
    window_.advance(n);
  }

  void parse(std::string_view text, Row* row) {
    context_.arena->reset();
    row->bytes = text.size();
    std::string problem;
    if (!context_.json->parse(text, context_.keys, context_.arena, &root_, &problem)) {
      row->problem = "not valid JSON: " + problem;
    } else if (root_.kind != Node::Kind::Object) {
      row->problem = "not a JSON object";
    } else {
      dotted_.nest(&root_);
      row->root = &root_;
    }
  }

  // The names in what was read so far: an output with fixed columns must know them before the first row is written.
  void look_ahead() {
    std::set<KeyId> seen;
    const auto add = [&](const Node& object) {
      for (const Node& child : object.elements())
        if (child.key != kNoKey && child.kind != Node::Kind::Null && seen.insert(child.key).second)
          columns_.push_back({context_.keys->name(child.key),
                              {child.key},
                              child.kind == Node::Kind::Object || child.kind == Node::Kind::Array,
                              ColumnType::Text});
    };
    Row row;
    const char* from = window_.begin();
    for (int lines = 0; lines < 1000; ++lines) {
      const char* end = line_end(from, window_.end());
      if (end == nullptr) {
        if (!window_.at_end() || from == window_.end()) break;
        end = window_.end();
      }
      parse({from, static_cast<std::size_t>(end - from)}, &row);
      if (row.root != nullptr) {
        add(*row.root);
        if (const Node* list = row.root->find(context_.lines_key); list != nullptr && list->kind == Node::Kind::Array)
          for (const Node& line : list->elements()) add(line);
      }
      row.root = nullptr;
      if (end == window_.end()) break;
      from = end + 1;
    }
  }

  Window window_;
  SourceContext context_;
  DottedNames dotted_;
  ObjectCutter cutter_;
  Node root_;
  bool spread_ = false;
  bool opened_ = false;  // the bracket of the outer array was read
  std::uint64_t row_ = 0;
  std::vector<SourceColumn> columns_;
};

}  // namespace

Result<std::unique_ptr<RowSource>> open_json(std::unique_ptr<Bytes> bytes, const SourceContext& context) {
  auto rows = std::make_unique<JsonRows>(std::move(bytes), context);
  if (auto status = rows->open(); !status.ok()) return status.failure();
  return std::unique_ptr<RowSource>(std::move(rows));
}

}  // namespace licet::io
