// What runs leave for later ones: files of one's own, the oldest of a kind out first, and silence where nothing works.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/cache_folder.h"

namespace {

using licet::CacheFolder;
namespace fs = std::filesystem;

class OwnPlace {
 public:
  OwnPlace() : path_(fs::temp_directory_path() / ("licet-cache-test-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    ::setenv("XDG_CACHE_HOME", path_.c_str(), 1);
  }
  ~OwnPlace() {
    ::unsetenv("XDG_CACHE_HOME");
    fs::remove_all(path_);
  }
  fs::path file(const std::string& name) const { return path_ / "licet" / name; }

 private:
  fs::path path_;
};

void make_older(const fs::path& path, int hours) {
  fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(hours));
}

}  // namespace

TEST_CASE("a cache gives back what was left in it") {
  const OwnPlace place;
  const CacheFolder cache(".test", 1000);
  CHECK_FALSE(cache.read("a"));
  cache.write("a", "one");
  CHECK(cache.read("a") == "one");
  cache.write("a", "");
  CHECK(cache.read("a") == "");
  struct stat info{};
  REQUIRE(::stat(place.file("a.test").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  REQUIRE(::stat(place.file("").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0700);
}

TEST_CASE("the oldest files of a kind make room, whatever was taken last stays") {
  const OwnPlace place;
  const CacheFolder cache(".test", 1000), other(".other", 10);
  other.write("kept", "1234567890");
  const std::string bytes(400, 'x');
  cache.write("a", bytes);
  cache.write("b", bytes);
  make_older(place.file("a.test"), 3);
  make_older(place.file("b.test"), 2);
  cache.took("a");
  cache.write("c", bytes);
  CHECK(cache.read("a"));
  CHECK_FALSE(cache.read("b"));
  CHECK(cache.read("c"));
  CHECK(other.read("kept"));
  cache.write("large", std::string(2000, 'x'));  // beyond the bound alone
  for (const char* name : {"a", "b", "c", "large"}) CHECK_FALSE(cache.read(name));
}

TEST_CASE("what is no file of one's own is not taken") {
  const OwnPlace place;
  const CacheFolder cache(".test", 1000);
  cache.write("a", "one");
  ::chmod(place.file("a.test").c_str(), 0620);
  CHECK_FALSE(cache.read("a"));
  fs::create_directory(place.file("b.test"));
  CHECK_FALSE(cache.read("b"));
  REQUIRE(::mkfifo(place.file("c.test").c_str(), 0600) == 0);  // must not be waited for
  CHECK_FALSE(cache.read("c"));
  ::setenv("XDG_CACHE_HOME", "not/absolute", 1);
  const char* home = std::getenv("HOME");
  const std::string before = home == nullptr ? "" : home;
  ::unsetenv("HOME");
  const CacheFolder nowhere(".test", 1000);
  if (home != nullptr) ::setenv("HOME", before.c_str(), 1);
  CHECK_FALSE(nowhere.usable());
  nowhere.write("a", "one");
  CHECK_FALSE(nowhere.read("a"));
}
