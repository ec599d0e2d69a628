// What depends on what, and in what order it is listed. A cycle of displacements and reads is refused with its path.
#include <algorithm>

#include "compiler/lower/law.h"

namespace licet::lower {

// Provisions of a decided value stand in citation order.
void Law::order_provisions() {
  for (ir::DecidedValue& d : program().decided)
    std::stable_sort(d.provisions.begin(), d.provisions.end(),
                     [&](Id a, Id b) { return ir::citation_less(provision(a).citation, provision(b).citation); });
}

void Law::check_cycles() {
  const std::vector<ir::CycleStep> steps = ir::find_cycle(program());
  if (steps.empty()) return;
  std::string path;
  Span span;
  for (const ir::CycleStep& step : steps) {
    path += (path.empty() ? "" : " -> ") + ir::citation_words(step.name);
    if (!span.known()) span = step.span;
  }
  report(Code::Cycle, span, {path});
}

}  // namespace licet::lower
