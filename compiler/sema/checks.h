// Checks that need no sentence lowered, one concern in each file checks_*.cc. They report and change nothing. The trees
// and the symbols are borrowed for the call.
#pragma once

#include <vector>

#include "compiler/sema/symbols.h"
#include "compiler/sema/unit.h"
#include "core/base/diagnostic.h"

namespace licet::sema {

// The checks below up to check_quoted, after declare().
void check_declared(const std::vector<Unit>& units, const Symbols& symbols, Diagnostics* diagnostics);

// Versions of a section that overlap, leave days out, or end before they begin (L0401, L0403, L0404).
void check_versions(const std::vector<Unit>& units, const Symbols& symbols, Diagnostics* diagnostics);
// Sections and paragraphs that stand twice (L0401, L0415).
void check_labels(const std::vector<Unit>& units, Diagnostics* diagnostics);
// Readings, alternatives, documents and citations that nothing declares (L0208, L0209, L0210, L0215).
void check_references(const std::vector<Unit>& units, const Symbols& symbols, Diagnostics* diagnostics);
// Numbers, dates and citations of a version that its quoted text does not have (L0902).
void check_quoted(const std::vector<Unit>& units, Diagnostics* diagnostics);

// Names that no other place of any rulebook uses (L0901). After lowering, which uses some by itself, if it came to
// that.
void check_unused(const std::vector<Unit>& units, const Symbols& symbols, Diagnostics* diagnostics);

// The classes of every partition against every value, on every day on which a list they read changes (L0410, L0411).
// After the conditions of the classes have been lowered.
void check_partitions(const Symbols& symbols, Diagnostics* diagnostics);

}  // namespace licet::sema
