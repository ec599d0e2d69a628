#include "core/base/cache_folder.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace licet {
namespace {

namespace fs = std::filesystem;

std::string cache_folder() {
  const char* xdg = std::getenv("XDG_CACHE_HOME");
  if (xdg && xdg[0] == '/') return std::string(xdg) + "/licet";
  const char* home = std::getenv("HOME");
  return home && home[0] == '/' ? std::string(home) + "/.cache/licet" : std::string();
}

bool write_new_file(const std::string& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return false;
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::close(file) == 0 && bytes.empty();
}

}  // namespace

CacheFolder::CacheFolder(std::string ending, std::uintmax_t most_bytes)
    : ending_(std::move(ending)), most_bytes_(most_bytes), folder_(cache_folder()) {}

// A file that someone else could have written is not taken.
std::optional<std::string> CacheFolder::read(const std::string& name) const {
  if (!usable()) return std::nullopt;
  const int file = ::open(path_of(name).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return std::nullopt;
  struct stat info{};
  std::optional<std::string> bytes;
  if (::fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == ::geteuid() &&
      (info.st_mode & (S_IWGRP | S_IWOTH)) == 0) {
    bytes.emplace(static_cast<std::size_t>(info.st_size), '\0');
    std::size_t done = 0;
    while (done < bytes->size()) {
      const ssize_t got = ::read(file, bytes->data() + done, bytes->size() - done);
      if (got <= 0) break;
      done += static_cast<std::size_t>(got);
    }
    if (done < bytes->size()) bytes.reset();
  }
  ::close(file);
  return bytes;
}

void CacheFolder::took(const std::string& name) const {
  std::error_code ignored;
  fs::last_write_time(path_of(name), fs::file_time_type::clock::now(), ignored);
}

void CacheFolder::write(const std::string& name, std::string_view bytes) const {
  if (!usable()) return;
  std::error_code failed;
  if (fs::create_directories(folder_, failed)) fs::permissions(folder_, fs::perms::owner_all, failed);
  const std::string path = path_of(name), beside = path + "." + std::to_string(::getpid());
  if (write_new_file(beside, bytes) && ::rename(beside.c_str(), path.c_str()) == 0)
    remove_oldest();
  else
    fs::remove(beside, failed);
}

void CacheFolder::remove_oldest() const {
  struct Entry {
    fs::path path;
    fs::file_time_type time;
    std::uintmax_t size;
  };
  std::vector<Entry> entries;
  std::uintmax_t total = 0;
  std::error_code failed;
  for (auto it = fs::directory_iterator(folder_, failed); !failed && it != fs::directory_iterator();
       it.increment(failed)) {
    std::error_code ignored;
    if (it->path().extension() != ending_) continue;
    entries.push_back({it->path(), it->last_write_time(ignored), it->file_size(ignored)});
    total += entries.back().size;
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.time < b.time; });
  for (const Entry& entry : entries) {
    if (total <= most_bytes_) return;
    std::error_code ignored;
    fs::remove(entry.path, ignored);
    total -= entry.size;
  }
}

}  // namespace licet
