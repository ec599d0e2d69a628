// Where the formatter begins new lines: by the structure that the filter finds, never by the layout of the source.
// Private to format.cc and layout.cc.
#pragma once

#include <vector>

#include "compiler/syntax/filter.h"

namespace licet::syntax {

struct LineStart {
  std::uint32_t at = 0;   // byte offset of the token that begins the line
  int indent = 0;         // of the line
  int hanging = 0;        // of its continuation lines
  bool new_unit = false;  // a blank line before it, unless like units stand together
};

// For every line of a unit, in source order.
void line_starts(const Filtered& filtered, UnitKind kind, std::vector<LineStart>* out);

}  // namespace licet::syntax
