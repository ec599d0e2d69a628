// Names of facts in data: "end_user.headquarters", "item.integrated_circuits[0].tpp". Facts of the line that is decided
// and of the header stand alone, as in the flat layout; those of another line begin with "lines[2]".
#pragma once

#include <string>
#include <vector>

#include "runtime/interp/context.h"

namespace licet::interp {

struct Path {
  std::string text;   // with indices
  std::string group;  // without
  std::vector<std::int32_t> order;  // in the order of the schema
};

Path path_of(const Context& context, const Frame& row);
Path path_of(const Context& context, const Frame& row, ir::Id field);

// The outermost possible further element, or role that may be none, that the row is or lies in; null if there is none.
const Frame* uncertain_owner(const Context& context, const Frame& row);

}  // namespace licet::interp
