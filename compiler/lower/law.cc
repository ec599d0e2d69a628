#include "compiler/lower/law.h"

#include "compiler/lower/pending.h"
#include "compiler/lower/scenario.h"

namespace licet::lower {

using ast::Kind;

void Law::lower() {
  outline();
  enforce();
  declare_all();
  requirements();
  reviews_declared();
  displace();
  read_all();
  for (std::size_t i = 0; i < said_.size(); ++i) {
    if (said_[i].kind() == Kind::Reviewed) read_reviewed(said_[i]);
    if (said_[i].kind() == Kind::ConditionedSteps || said_[i].kind() == Kind::ConditionedAttestation)
      read_steps(said_[i]);
  }
  apply_enforcement();
  standings();
  overcome();
  used();
  disposition();
  review_of_line();
  read_ledgers();
  duties();
  findings();
  resolve_pending(work_.symbols, [&](const Context& context, NodeId node) {
    Context whole = context;
    if (whole.frames.empty() && whole.scope != kNone) whole.frames = reader_.owners(whole.scope);
    return reader_.condition(whole, node);
  });
  Context whole;
  whole.scope = line();
  whole.frames = reader_.owners(line());
  reader_.read_unused(whole);
  order_provisions();
  check_cycles();
  lower_scenarios(&work_, &reader_);
}

void lower_law(const std::vector<Unit>& units, sema::Symbols* symbols, Diagnostics* diagnostics) {
  Law(units, symbols, diagnostics).lower();
}

}  // namespace licet::lower
