#include "compiler/sema/symbols.h"

#include "compiler/sema/written.h"
#include "core/base/nearest.h"

namespace licet::sema {
namespace {

// "742.6(b)" holds for itself and for every paragraph, note or version below it.
bool covers(std::string_view on, std::string_view citation) { return ir::citation_under(citation, on); }

}  // namespace

std::vector<Symbol> Symbols::all(std::string_view name) const {
  std::vector<Symbol> found;
  const auto [begin, end] = names.equal_range(name);
  for (auto it = begin; it != end; ++it) found.push_back(it->second);
  return found;
}

const Symbol* Symbols::find(std::string_view name, SymbolKind kind, ir::Id subject) const {
  const Symbol* of_nothing = nullptr;
  const auto [begin, end] = names.equal_range(name);
  for (auto it = begin; it != end; ++it) {
    if (it->second.kind != kind) continue;
    if (it->second.subject == subject) return &it->second;
    if (it->second.subject == ir::kNone && !of_nothing) of_nothing = &it->second;
  }
  return of_nothing;
}

const Symbol* Symbols::find(std::string_view name) const {
  const auto [begin, end] = names.equal_range(name);
  if (begin == end) return nullptr;
  for (auto it = std::next(begin); it != end; ++it)
    if (it->second.kind != begin->second.kind) return nullptr;
  return &begin->second;
}

ir::Id Symbols::record_type(std::string_view name) const {
  const Symbol* symbol = find(name, SymbolKind::RecordType);
  return symbol ? symbol->id : ir::kNone;
}

ir::Id Symbols::category(std::string_view name) const {
  const Symbol* symbol = find(name, SymbolKind::Category);
  return symbol ? symbol->id : ir::kNone;
}

ir::Id Symbols::unit(std::string_view name) const {
  const Symbol* symbol = find(name, SymbolKind::Unit);
  return symbol ? symbol->id : ir::kNone;
}

ir::Id Symbols::code(ir::Id category, std::string_view value) const {
  if (category < 0 || static_cast<std::size_t>(category) >= value_names.size()) return ir::kNone;
  const auto& values = value_names[static_cast<std::size_t>(category)];
  const auto found = values.find(value);
  return found == values.end() ? ir::kNone : found->second;
}

const Symbol* Symbols::find_definition(std::string_view name, ir::Id subject, std::string_view section) const {
  const Symbol* best = nullptr;
  std::size_t best_rank = 0;
  const auto [begin, end] = names.equal_range(name);
  for (auto it = begin; it != end; ++it) {
    const Symbol& symbol = it->second;
    if (symbol.kind != SymbolKind::Definition) continue;
    if (symbol.subject != subject && symbol.subject != ir::kNone) continue;
    const std::string& within = definitions[static_cast<std::size_t>(symbol.id)].citation;
    const bool here = !within.empty() && !section.empty() && covers(within, section);
    // The subject decides first, then the nearest section; a definition of another section is the last resort.
    const std::size_t rank = (symbol.subject == subject ? 1000000 : 0) + (here             ? 1000 + within.size()
                                                                          : within.empty() ? 2
                                                                                           : 1);
    if (rank <= best_rank) continue;
    best = &symbol;
    best_rank = rank;
  }
  return best;
}

ir::Id Symbols::document(std::string_view name, std::int64_t instruction) const {
  const auto found = documents.find(name);
  if (found == documents.end()) return ir::kNone;
  const auto part = found->second.by_instruction.find(instruction);
  return part == found->second.by_instruction.end() ? found->second.rest : part->second;
}

ir::Id Symbols::document(const ast::Tree& tree, ast::NodeId node) const {
  const ast::NodeId instructions = tree.first(node, ast::Kind::Instructions);
  const ast::NodeId number = instructions == ast::kNoNode ? ast::kNoNode : tree.kid(instructions, 0);
  return document(tree[node].text, number == ast::kNoNode ? 0 : parse_written(tree[number].text, 0).value);
}

ir::Id Symbols::reading(std::string_view id) const {
  const auto found = readings.find(id);
  return found == readings.end() ? ir::kNone : found->second;
}

ir::Id Symbols::alternative(ir::Id reading, std::string_view word) const {
  if (reading == ir::kNone) return ir::kNone;
  const auto& words = build->program().readings[static_cast<std::size_t>(reading)].alternatives;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == word) return static_cast<ir::Id>(i);
  return ir::kNone;
}

ir::Id Symbols::event_date(std::string_view citation, std::string_view rulebook) const {
  const EventDate* best = nullptr;
  for (const EventDate& date : event_dates) {
    if (!date.on.empty()) {
      if (!covers(date.on, citation)) continue;
      if (!best || best->on.size() < date.on.size()) best = &date;
    } else if (date.rulebook == rulebook && !best) {
      best = &date;
    }
  }
  return best ? best->node : build->program().event_date;
}

std::string Symbols::nearest(std::string_view name) const {
  Nearest nearest(name);
  for (const auto& [candidate, symbol] : names) nearest.consider(candidate);
  return nearest.best();
}

}  // namespace licet::sema
