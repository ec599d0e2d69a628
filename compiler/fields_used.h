// Marks the fields that no rule reads, so that readers of shipments need not decode them.
#pragma once

#include "core/ir/program.h"

namespace licet::compiler {

// Keys and required fields count as used: a row without them is refused whatever the rules say.
void mark_unused_fields(ir::Program* program);

}  // namespace licet::compiler
