// The texts of a compilation: rule files and the data files beside them, by FileId. Owns the bytes; immutable once a
// file is added, so that string_views into it live as long as the map.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/span.h"

namespace licet {

struct LineColumn {
  std::uint32_t line = 1;    // from 1
  std::uint32_t column = 1;  // from 1, in code points
};

class SourceMap {
 public:
  // `name` is what diagnostics print: the path as the user gave it, never made absolute.
  FileId add(std::string name, std::string text);

  std::size_t size() const { return files_.size(); }
  std::string_view name(FileId file) const { return files_[file].name; }
  std::string_view text(FileId file) const { return files_[file].text; }
  std::string_view text(Span span) const { return text(span.file).substr(span.begin, span.end - span.begin); }
  LineColumn locate(FileId file, std::uint32_t offset) const;
  // The whole line that contains the offset, without its line end.
  std::string_view line(FileId file, std::uint32_t offset) const;

 private:
  struct File {
    std::string name;
    std::string text;
    std::vector<std::uint32_t> line_starts;
  };
  std::deque<File> files_;
};

}  // namespace licet
