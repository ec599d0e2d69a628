// Declarations to schema, data and names, in the order in which they lean on each other.
#include <set>

#include "compiler/sema/declaring.h"

namespace licet::sema {
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
void name_program(const std::vector<Unit>& units, Symbols* symbols) {
  std::set<std::string> used;
  for (const Unit& unit : units) {
    const ast::Tree& tree = unit.file->tree;
    for (const ast::NodeId kid : tree[unit.file->root].kids)
      if (tree.kind(kid) == ast::Kind::Use) used.insert(tree[kid].text);
  }
  std::vector<std::string> all, roots;
  for (const Rulebook& rulebook : symbols->rulebooks) {
    if (rulebook.id.starts_with("licet.")) continue;  // the prelude is in every program
    all.push_back(rulebook.id);
    if (!used.contains(rulebook.id)) roots.push_back(rulebook.id);
  }
  if (all.empty()) return;
  ir::Program& program = symbols->build->program();
  program.name = roots.size() == 1 ? roots.front() : shared_prefix(all);
  for (const Rulebook& rulebook : symbols->rulebooks)
    if (rulebook.id == program.name) {
      program.title = rulebook.title;
      program.source = rulebook.source;
    }
}

}  // namespace

void declare_all(const std::vector<Unit>& units, DataFiles* data, Symbols* symbols, Diagnostics* diagnostics) {
  Declaring d(units, data, symbols, diagnostics);
  declare_rulebooks(d);
  declare_units(d);
  declare_categories(d);
  declare_records(d);
  declare_readings(d);
  declare_documents(d);
  declare_figures(d);
  declare_lists(d);
  declare_tables(d);
  declare_programs(d);
  declare_wordings(d);
  declare_decided(d);
  declare_partitions(d);
  declare_ledgers(d);
  declare_definitions(d);
  declare_dates(d);
  name_program(units, symbols);
}

}  // namespace licet::sema
