// What earlier runs left for later ones, under $XDG_CACHE_HOME/licet or ~/.cache/licet: files of mode 0600, written
// beside and renamed, the oldest of a kind removed beyond a bound in bytes. Whatever is missing, full, read-only or
// belongs to somebody else is as good as absent; never reports. What a file says is checked by whoever reads it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace licet {

class CacheFolder {
 public:
  // `ending`: of the names of the files of one kind, ".program".
  CacheFolder(std::string ending, std::uintmax_t most_bytes);

  bool usable() const { return !folder_.empty(); }  // else there is no place to keep anything
  // `name`: without the ending.
  std::optional<std::string> read(const std::string& name) const;
  void took(const std::string& name) const;  // the oldest are removed first
  void write(const std::string& name, std::string_view bytes) const;

 private:
  std::string path_of(const std::string& name) const { return folder_ + "/" + name + ending_; }
  void remove_oldest() const;

  const std::string ending_;
  const std::uintmax_t most_bytes_;
  std::string folder_;
};

}  // namespace licet
