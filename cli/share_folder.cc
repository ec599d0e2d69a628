#include "cli/share_folder.h"

#include <climits>

#include <unistd.h>

namespace licet::cli {

std::string share_folder() {
  char path[PATH_MAX];
  const ssize_t size = readlink("/proc/self/exe", path, sizeof path);
  const std::string program(path, size > 0 ? static_cast<std::size_t>(size) : 0);
  return (size > 0 ? program.substr(0, program.rfind('/')) : ".") + "/../share/licet";
}

}  // namespace licet::cli
