#include "core/base/module_file.h"

#include <climits>

#include <dlfcn.h>
#include <unistd.h>

namespace licet {

Result<void*> open_module(const std::string& file, const char* entry, const std::string& what) {
  char path[PATH_MAX];
  const ssize_t size = readlink("/proc/self/exe", path, sizeof path);
  const std::string program(path, size > 0 ? static_cast<std::size_t>(size) : 0);
  const std::string place = program.substr(0, program.rfind('/') + 1) + "../lib/" + file;
  void* module = dlopen(place.c_str(), RTLD_LAZY | RTLD_LOCAL);
  if (module == nullptr)
    return Failure{
        "cannot open the module for " + what + ": " + std::string(dlerror()) + "; install licet with its lib folder",
        kIncomplete};
  void* function = dlsym(module, entry);
  if (function == nullptr) return other_version(file);
  return function;
}

Failure other_version(const std::string& file) {
  return {file + " is of another version than this program; install both together", kIncomplete};
}

}  // namespace licet
