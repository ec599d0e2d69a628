// Collects the names that a file declares from the heads of its units alone.
#pragma once

#include <vector>

#include "compiler/syntax/names.h"
#include "compiler/syntax/units.h"
#include "core/base/diagnostic.h"

namespace licet::syntax {

// Reports names that cannot be names (L0203).
Interface collect(const Tokens& raw, const std::vector<Unit>& units, Diagnostics* diagnostics);

// Names that no name may be: function words, those that begin or end with one, that hold a word of the patterns
// (L0203).
void check_names(const Interface& interface, Diagnostics* diagnostics);

}  // namespace licet::syntax
