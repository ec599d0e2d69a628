// Scenarios to shipments and expectations: the facts that are given become a record in the nested layout.
#pragma once

#include "compiler/lower/reader.h"

namespace licet::lower {

void lower_scenarios(Work* work, Reader* reader);

}  // namespace licet::lower
