#include "compiler/lower/lower.h"
#include "compiler/lower/pending.h"
#include "compiler/sema/declaring.h"

namespace licet::lower {

void declare(const std::vector<Unit>& units, DataFiles* data, sema::Symbols* symbols, Diagnostics* diagnostics) {
  sema::declare_all(units, data, symbols, diagnostics);
  resolve_event_dates(symbols, diagnostics);
}

}  // namespace licet::lower
