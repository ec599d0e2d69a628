#include "core/ir/program.h"

namespace licet::ir {

std::string verify(const Program& program) {
  if (program.sets.size() != program.set_categories.size()) return "not every set has a category";
  return {};
}

}  // namespace licet::ir
