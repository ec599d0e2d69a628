#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <glob.h>

#include "runtime/io/row_stream.h"

namespace licet::io {

namespace fs = std::filesystem;

namespace {

bool left_out(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.starts_with('.') || name.starts_with('_') || name.ends_with(".rejects") || name.ends_with(".meta.json") ||
         name.ends_with(".partial");
}

}  // namespace

Result<std::vector<std::string>> list_files(const std::string& path) {
  std::error_code error;
  if (path == "-") return std::vector<std::string>{path};
  std::vector<std::string> files;
  const auto add_folder = [&](const std::string& folder) {
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
      if (!left_out(it->path()) && it->is_regular_file(error)) files.push_back(it->path().string());
  };
  if (fs::is_directory(path, error)) {
    add_folder(path);
    if (error) return Failure{fmt::format("{}: the folder cannot be read: {}", path, error.message()), 2};
    if (files.empty()) return Failure{fmt::format("{}: the folder holds no data files", path), 2};
  } else if (fs::exists(path, error)) {
    return std::vector<std::string>{path};
  } else if (path.find_first_of("*?[") != std::string::npos) {
    glob_t found{};
    if (::glob(path.c_str(), 0, nullptr, &found) == 0)
      for (std::size_t i = 0; i < found.gl_pathc; ++i) {
        const fs::path match = found.gl_pathv[i];
        if (fs::is_directory(match, error))
          add_folder(match.string());
        else if (!left_out(match))
          files.push_back(match.string());
      }
    ::globfree(&found);
    if (files.empty()) return Failure{fmt::format("{}: no file matches", path), 2};
  } else {
    return Failure{fmt::format("{}: no such file or folder", path), 2};
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace licet::io
