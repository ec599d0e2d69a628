// Declarations to schema, data and names, in the order in which they lean on each other.
#include <algorithm>
#include <set>

#include "compiler/lower/lower.h"
#include "compiler/lower/pending.h"
#include "compiler/sema/declaring.h"

namespace licet::lower {
namespace {

// The words before the last dot that all ids share: "us.ear" of us.ear.terms and us.ear.part-742.
std::string shared_prefix(const std::vector<std::string>& ids) {
  std::string prefix = ids.front();
  for (const std::string& id : ids)
    while (id != prefix && !id.starts_with(prefix + ".")) {
      const std::size_t dot = prefix.rfind('.');
      if (dot == std::string::npos) return {};
      prefix.resize(dot);
    }
  return prefix;
}

// A program is called after the one rulebook that no other uses, else after what the ids of the rulebooks share.
void name_program(const std::vector<Unit>& units, sema::Symbols* symbols) {
  std::set<std::string> used;
  for (const Unit& unit : units) {
    const ast::Tree& tree = unit.file->tree;
    for (const ast::NodeId kid : tree[unit.file->root].kids)
      if (tree.kind(kid) == ast::Kind::Use) used.insert(tree[kid].text);
  }
  std::vector<std::string> all, roots;
  for (const sema::Rulebook& rulebook : symbols->rulebooks) {
    if (rulebook.id.starts_with("licet.")) continue;  // the prelude is in every program
    all.push_back(rulebook.id);
    if (!used.contains(rulebook.id)) roots.push_back(rulebook.id);
  }
  if (all.empty()) return;
  ir::Program& program = symbols->build->program();
  program.name = roots.size() == 1 ? roots.front() : shared_prefix(all);
  for (const sema::Rulebook& rulebook : symbols->rulebooks)
    if (rulebook.id == program.name) {
      program.title = rulebook.title;
      program.source = rulebook.source;
    }
}

}  // namespace

void declare(const std::vector<Unit>& units, DataFiles* data, sema::Symbols* symbols, Diagnostics* diagnostics) {
  sema::Declaring d(units, data, symbols, diagnostics);
  sema::declare_rulebooks(d);
  sema::declare_units(d);
  sema::declare_categories(d);
  sema::declare_records(d);
  sema::declare_readings(d);
  sema::declare_documents(d);
  sema::declare_figures(d);
  sema::declare_lists(d);
  sema::declare_tables(d);
  sema::declare_programs(d);
  sema::declare_wordings(d);
  sema::declare_decided(d);
  sema::declare_partitions(d);
  sema::declare_definitions(d);
  sema::declare_dates(d);
  name_program(units, symbols);
  resolve_event_dates(symbols, diagnostics);
}

}  // namespace licet::lower
