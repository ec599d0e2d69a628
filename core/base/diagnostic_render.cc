// Diagnostics for people. Rule text is somebody's draft: nothing in it may move the cursor, change colours or turn the
// line around, so every character that does not simply stand there is shown as U+FFFD.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/base/diagnostic.h"

namespace licet {
namespace {

constexpr std::size_t kWidth = 100;  // cells of a source line that are shown
constexpr std::size_t kBefore = 30;  // of them in front of the span, where the line has to be clipped
constexpr std::size_t kTab = 4;
constexpr std::string_view kReplacement = "\xef\xbf\xbd";
constexpr std::string_view kEllipsis = "...";

struct Character {
  char32_t code = 0;  // 0: a byte that is not UTF-8
  std::size_t bytes = 1;
};

Character decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < size) return {};
  char32_t code = first & (0xffu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {};
    code = code << 6 | (byte(i) & 0x3fu);
  }
  static constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
  if (code < kLeast[size] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return {};
  return {code, size};
}

bool between(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// Control characters, and those that are invisible or turn the direction of the text.
bool is_hidden(char32_t c) {
  return c < 0x20 || between(c, 0x7f, 0x9f) || c == 0xad || between(c, 0x200b, 0x200f) || between(c, 0x2028, 0x202e) ||
         between(c, 0x2060, 0x206f) || c == 0xfeff || between(c, 0xe0000, 0xe007f);
}

// Cells on a terminal: 0 for combining marks, 2 for East Asian wide characters and emoji.
std::size_t width_of(char32_t c) {
  if (between(c, 0x300, 0x36f) || between(c, 0x20d0, 0x20ff) || between(c, 0xfe00, 0xfe0f)) return 0;
  const bool wide = between(c, 0x1100, 0x115f) || between(c, 0x2e80, 0xa4cf) || between(c, 0xac00, 0xd7a3) ||
                    between(c, 0xf900, 0xfaff) || between(c, 0xfe30, 0xfe6f) || between(c, 0xff00, 0xff60) ||
                    between(c, 0xffe0, 0xffe6) || between(c, 0x1f300, 0x1faff) || between(c, 0x20000, 0x3fffd);
  return wide ? 2 : 1;
}

struct Cell {
  std::string text;
  std::size_t width = 1;
  std::size_t byte = 0;  // offset in the line
};

// What is shown of each character; the last element stands for the end of the line.
std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  std::size_t column = 0;
  for (std::size_t at = 0; at < line.size();) {
    const Character c = decode(line.substr(at));
    Cell cell{std::string(line.substr(at, c.bytes)), width_of(c.code), at};
    if (c.code == '\t') {
      cell.width = kTab - column % kTab;
      cell.text.assign(cell.width, ' ');
    } else if (c.code == 0 || is_hidden(c.code)) {
      cell.text = kReplacement;
      cell.width = 1;
    }
    column += cell.width;
    at += c.bytes;
    cells.push_back(std::move(cell));
  }
  cells.push_back({" ", 1, line.size()});
  return cells;
}

// Text from elsewhere (arguments, names of files) on one line.
std::string clean(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = decode(text.substr(at));
    if (c.code == '\n' || c.code == '\t') {
      out += ' ';
    } else if (c.code == 0 || is_hidden(c.code)) {
      out += kReplacement;
    } else {
      out += text.substr(at, c.bytes);
    }
    at += c.bytes;
  }
  return out;
}

struct Paint {
  bool color = false;
  std::string operator()(const char* code, std::string_view text) const {
    return color ? std::string("\x1b[") + code + "m" + std::string(text) + "\x1b[0m" : std::string(text);
  }
};
constexpr const char* kBold = "1";
constexpr const char* kBlue = "34";

const char* color_of(Severity severity) {
  switch (severity) {
    case Severity::Note:
      return "1;36";
    case Severity::Warning:
      return "1;33";
    case Severity::Error:
      return "1;31";
  }
  return kBold;
}

class Renderer {
 public:
  Renderer(const SourceMap& sources, bool color, const char* underline)
      : sources_(sources), paint_{color}, underline_(underline) {}

  std::string place(Span span) const {
    const LineColumn at = sources_.locate(span.file, span.begin);
    return clean(sources_.name(span.file)) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
  }

  // The lines of the span: all of it if it fits on one, else its first and its last.
  void excerpt(Span span, std::string* out) const {
    const std::size_t size = sources_.text(span.file).size();
    const std::size_t begin = std::min<std::size_t>(span.begin, size);
    const std::size_t end = std::clamp<std::size_t>(span.end, begin, size);
    // A span that takes the line end with it still ends on that line.
    const std::size_t last = end > begin ? end - 1 : begin;
    const std::uint32_t first_line = number_of(span.file, begin);
    const std::uint32_t last_line = number_of(span.file, last);
    const std::size_t gutter = std::to_string(last_line).size();

    out->append(gutter + 1, ' ').append(paint_(kBlue, " |")).append("\n");
    line(span.file, begin, first_line, begin, end, gutter, out);
    if (first_line == last_line) return;
    if (last_line > first_line + 1) out->append(gutter + 1, ' ').append(paint_(kBlue, " :")).append("\n");
    line(span.file, last, last_line, begin, end, gutter, out);
  }

 private:
  std::uint32_t number_of(FileId file, std::size_t offset) const {
    return sources_.locate(file, static_cast<std::uint32_t>(offset)).line;
  }

  // One line and below it carets under what of [begin, end) lies on it.
  void line(FileId file, std::size_t offset, std::uint32_t number, std::size_t begin, std::size_t end,
            std::size_t gutter, std::string* out) const {
    const std::string_view text = sources_.line(file, static_cast<std::uint32_t>(offset));
    const auto start = static_cast<std::size_t>(text.data() - sources_.text(file).data());
    const std::vector<Cell> cells = cells_of(text);
    // Cells first..past are underlined; blanks that begin a continued line are not.
    std::size_t first = 0;
    while (first + 1 < cells.size() && start + cells[first + 1].byte <= begin) ++first;
    if (start > begin)
      while (first + 1 < cells.size() && cells[first].text.find_first_not_of(' ') == std::string::npos) ++first;
    std::size_t past = first;
    while (past + 1 < cells.size() && start + cells[past].byte < end) ++past;
    past = std::max(past, first + 1);

    std::size_t total = 0;
    std::size_t before = 0;
    for (std::size_t i = 0; i + 1 < cells.size(); ++i) {
      total += cells[i].width;
      if (i < first) before += cells[i].width;
    }
    std::size_t from = 0;  // first cell that is shown
    if (total > kWidth && before > kWidth / 2)
      for (std::size_t skipped = 0; from < first && skipped + kBefore < before; ++from) skipped += cells[from].width;

    std::string shown;
    std::string carets;
    std::size_t width = 0;
    if (from > 0) {
      shown = kEllipsis;
      carets.assign(kEllipsis.size(), ' ');
      width = kEllipsis.size();
    }
    bool clipped = false;
    for (std::size_t i = from; i < cells.size(); ++i) {
      if (i + 1 < cells.size() && width + cells[i].width > kWidth) {
        clipped = true;
        break;
      }
      shown += cells[i].text;
      if (i < past) carets.append(cells[i].width, i < first ? ' ' : '^');
      width += cells[i].width;
    }
    if (clipped) shown += kEllipsis;
    shown.erase(shown.find_last_not_of(' ') + 1);

    std::string label = std::to_string(number);
    label.insert(0, gutter + 1 - label.size(), ' ');
    if (carets.find('^') == std::string::npos) carets += '^';  // under a combining mark
    const std::size_t mark = carets.find('^');
    out->append(paint_(kBlue, label + " |")).append(shown.empty() ? "" : " ").append(shown).append("\n");
    out->append(gutter + 1, ' ').append(paint_(kBlue, " |")).append(" ");
    out->append(carets, 0, mark).append(paint_(underline_, carets.substr(mark))).append("\n");
  }

  const SourceMap& sources_;
  Paint paint_;
  const char* underline_;
};

// "  help: …", further lines indented below the first.
void remark(const Paint& paint, std::string_view label, std::string_view text, std::string* out) {
  if (text.empty()) return;
  out->append("  ").append(paint(kBold, label)).append(" ");
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (at > 0) out->append(label.size() + 3, ' ');
    out->append(clean(text.substr(at, end - at))).append("\n");
    at = end + 1;
  }
}

}  // namespace

std::string render(const Diagnostic& diagnostic, const SourceMap& sources, bool color) {
  const CodeInfo& code = info(diagnostic.code);
  const Paint paint{color};
  static constexpr std::array<std::string_view, 3> kWords{"note ", "warning ", "error "};
  std::string out = paint(color_of(code.severity),
                          std::string(kWords[static_cast<std::size_t>(code.severity)]) + std::string(code.id)) +
                    paint(kBold, ": " + clean(diagnostic.message())) + "\n";
  if (diagnostic.span.known()) {
    const Renderer renderer(sources, color, color_of(code.severity));
    out += "  " + renderer.place(diagnostic.span) + "\n";
    renderer.excerpt(diagnostic.span, &out);
  }
  for (const Related& related : diagnostic.related) {
    const Renderer renderer(sources, color, kBlue);
    out += "  " + (related.span.known() ? renderer.place(related.span) + ": " : "") + clean(related.text) + "\n";
    if (related.span.known()) renderer.excerpt(related.span, &out);
  }
  remark(paint, "for example:", diagnostic.example, &out);
  remark(paint, "help:", diagnostic.help, &out);
  return out;
}

}  // namespace licet
