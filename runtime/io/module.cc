#include "runtime/io/module.h"

#include <climits>
#include <string>

#include <dlfcn.h>
#include <unistd.h>

namespace licet::io {
namespace {

constexpr int kIncomplete = 70;  // exit code: the installation is not whole

Result<const ArrowTable*> open() {
  char path[PATH_MAX];
  const ssize_t size = readlink("/proc/self/exe", path, sizeof path);
  const std::string program(path, size > 0 ? static_cast<std::size_t>(size) : 0);
  const std::string file = program.substr(0, program.rfind('/') + 1) + "../lib/liblicet_arrow.so";
  void* module = dlopen(file.c_str(), RTLD_LAZY | RTLD_LOCAL);
  if (module == nullptr)
    return Failure{"cannot open the module for Parquet, Arrow and packed files: " + std::string(dlerror()) +
                       "; install licet with its lib folder",
                   kIncomplete};
  using Entry = const ArrowTable* (*)();
  const auto entry = reinterpret_cast<Entry>(dlsym(module, "licet_arrow_table"));
  const ArrowTable* table = entry == nullptr ? nullptr : entry();
  if (table == nullptr || table->version != kArrowTableVersion)
    return Failure{file + " is of another version than this program; install both together", kIncomplete};
  return table;
}

}  // namespace

Result<const ArrowTable*> arrow_module() {
  static const Result<const ArrowTable*> table = open();
  return table;
}

}  // namespace licet::io
