#include "core/base/source.h"

#include <algorithm>

namespace licet {

FileId SourceMap::add(std::string name, std::string text) {
  File& file = files_.emplace_back(File{std::move(name), std::move(text), {0}});
  for (std::uint32_t i = 0; i < file.text.size(); ++i)
    if (file.text[i] == '\n') file.line_starts.push_back(i + 1);
  return static_cast<FileId>(files_.size() - 1);
}

namespace {

// Editors neither show nor count the mark that some of them put at the beginning of a file.
std::uint32_t after_byte_order_mark(std::string_view text, std::uint32_t start) {
  return start == 0 && text.starts_with("\xef\xbb\xbf") ? 3 : start;
}

}  // namespace

LineColumn SourceMap::locate(FileId file, std::uint32_t offset) const {
  const File& f = files_[file];
  const auto next = std::upper_bound(f.line_starts.begin(), f.line_starts.end(), offset);
  LineColumn at{static_cast<std::uint32_t>(next - f.line_starts.begin()), 1};
  for (std::uint32_t i = after_byte_order_mark(f.text, *(next - 1)); i < offset && i < f.text.size(); ++i)
    if ((static_cast<unsigned char>(f.text[i]) & 0xc0) != 0x80) ++at.column;
  return at;
}

std::string_view SourceMap::line(FileId file, std::uint32_t offset) const {
  const File& f = files_[file];
  const auto next = std::upper_bound(f.line_starts.begin(), f.line_starts.end(), offset);
  const std::uint32_t start = after_byte_order_mark(f.text, *(next - 1));
  std::string_view line = std::string_view(f.text).substr(start);
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace licet
