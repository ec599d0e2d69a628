// The phrases inside declarations, lowered when everything they may speak of is known: event dates at the end of
// declare(), because provisions need them; the rest after the law (lower.h, resolve_pending).
#pragma once

#include <functional>

#include "compiler/lower/lower.h"
#include "compiler/sema/symbols.h"
#include "core/base/diagnostic.h"

namespace licet::lower {

void resolve_event_dates(sema::Symbols* symbols, Diagnostics* diagnostics);
// Those that are left, read by `condition`; each is read once.
void resolve_pending(sema::Symbols* symbols, const std::function<ir::Id(const Context&, ast::NodeId)>& condition);

}  // namespace licet::lower
