#include "cli/io_module.h"

#include <climits>
#include <string>

#include <dlfcn.h>
#include <unistd.h>

namespace licet::cli {
namespace {

std::string program_folder() {
  char path[PATH_MAX];
  const ssize_t size = readlink("/proc/self/exe", path, sizeof path);
  if (size <= 0) return ".";
  const std::string program(path, static_cast<std::size_t>(size));
  return program.substr(0, program.rfind('/'));
}

}  // namespace

std::string share_folder() { return program_folder() + "/../share/licet"; }

Result<const io::IoTable*> open_io_module() {
  const std::string path = program_folder() + "/../lib/liblicet_io.so";
  void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (module == nullptr)
    return Failure{
        "cannot open the module for files: " + std::string(dlerror()) + "; install licet with its lib folder", 70};
  using Entry = const io::IoTable* (*)();
  const auto entry = reinterpret_cast<Entry>(dlsym(module, "licet_io_table"));
  const io::IoTable* table = entry == nullptr ? nullptr : entry();
  if (table == nullptr || table->version != io::kIoTableVersion)
    return Failure{path + " is of another version than this program; install both together", 70};
  return table;
}

}  // namespace licet::cli
