#include "compiler/lower/pending.h"

#include "compiler/lower/lower.h"

namespace licet::lower {
namespace {

using What = sema::Pending::What;

// A phrase of a declaration is about a row of its record type: "it was screened" inside record party is that party.
Context context_of(const sema::Symbols& symbols, const sema::Pending& pending) {
  Context context;
  context.scope = pending.scope;
  context.file = pending.file;
  if (pending.scope != ir::kNone) {
    const auto& record = symbols.build->program().schema.records[static_cast<std::size_t>(pending.scope)];
    context.antecedents.push_back({record.name, pending.scope, ir::kNone});
  }
  return context;
}

void event_date(const sema::Pending& pending, ir::Id node, sema::Symbols* symbols) {
  sema::EventDate& date = symbols->event_dates[static_cast<std::size_t>(pending.a)];
  date.node = node;
  // The first rulebook that says so sets the date of the program: what a run may replace.
  ir::Program& program = symbols->build->program();
  if (date.on.empty() && program.event_date == ir::kNone) program.event_date = node;
}

void put(const sema::Pending& pending, ir::Id node, ir::Program* program) {
  const auto a = static_cast<std::size_t>(pending.a);
  const auto b = static_cast<std::size_t>(pending.b);
  switch (pending.what) {
    case What::CompleteWhen:
      program->schema.records[a].fields_[b].complete_when = node;
      break;
    case What::Case:
      program->decided[a].cases[b].when = node;
      break;
    case What::Guard:
      program->decided[a].fallback_when = node;
      break;
    case What::Savings:
      program->documents[a].savings = node;
      break;
    case What::EventDate:
      break;
  }
}

}  // namespace

void resolve_event_dates(sema::Symbols* symbols, Diagnostics* diagnostics) {
  Phrases phrases(symbols, diagnostics);
  for (const sema::Pending& pending : symbols->pending)
    if (pending.what == What::EventDate)
      event_date(pending, phrases.date(context_of(*symbols, pending), pending.all_of.front()), symbols);
}

void resolve_pending(sema::Symbols* symbols, const std::function<ir::Id(const Context&, ast::NodeId)>& condition) {
  const std::vector<sema::Pending> left = std::move(symbols->pending);
  symbols->pending.clear();
  for (const sema::Pending& pending : left) {
    if (pending.what == What::EventDate) continue;
    const Context context = context_of(*symbols, pending);
    std::vector<ir::Id> conditions;
    for (const ast::NodeId node : pending.all_of) {
      const ir::Id read = condition(context, node);
      if (read != ir::kNone) conditions.push_back(read);  // what is not understood has been reported
    }
    put(pending, symbols->build->and_(std::move(conditions), pending.scope), &symbols->build->program());
  }
}

void resolve_pending(sema::Symbols* symbols, Diagnostics* diagnostics) {
  Phrases phrases(symbols, diagnostics);
  resolve_pending(symbols, [&](const Context& context, ast::NodeId node) { return phrases.condition(context, node); });
}

}  // namespace licet::lower
