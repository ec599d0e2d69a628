// Terms that are declared and that nothing says: a definition, figure, list, table, wording or reading whose name
// occurs nowhere but in its declaration. Facts of the record are not meant: a schema may carry more than the rules ask.
#include <string_view>
#include <unordered_map>

#include "compiler/sema/checks.h"

namespace licet::sema {
namespace {

bool is_term(ast::Kind kind) {
  return kind == ast::Kind::Definition || kind == ast::Kind::Figure || kind == ast::Kind::ListDecl ||
         kind == ast::Kind::Table || kind == ast::Kind::Wording || kind == ast::Kind::Reading;
}

class Terms {
 public:
  Terms(const std::vector<Unit>& units, const Symbols& symbols) : units_(units) {
    // Lowering asks for some terms by itself ("covered"), and data files name readings.
    for (const DefinitionSource& source : symbols.definitions)
      if (source.lowered != ir::kNone) ++times_[source.name];
    const ir::Program& program = symbols.build->program();
    for (const ir::Node& node : program.nodes)
      if (node.op == ir::Op::ReadingIs) reading_used(program, static_cast<ir::Id>(node.a));
    for (const ir::Figure& figure : program.figures)
      for (const ir::FigureValue& value : figure.values) reading_used(program, value.reading);
    for (const ir::DatedList& list : program.lists)
      for (const ir::ListMember& member : list.members) reading_used(program, member.reading);
    for (const ir::Document& document : program.documents) reading_used(program, document.reading);
    // A reading without an alternative records a choice and asks for none.
    for (const ir::Reading& reading : program.readings)
      if (reading.alternatives.size() < 2) ++times_[reading.id];
  }

  void report(Diagnostics* diagnostics) {
    for (const Unit& unit : units_) count(unit.file->tree);
    for (const Unit& unit : units_) {
      const ast::Tree& tree = unit.file->tree;
      if (unit.rulebook.starts_with("licet.")) continue;  // the prelude offers more than each program takes
      for (ast::NodeId node = 1; node < tree.size(); ++node)
        if (is_term(tree.kind(node)) && !used(tree, node)) {
          const bool reading = tree.kind(node) == ast::Kind::Reading;
          diagnostics->add(Code::TermUnused, tree[node].span, {(reading ? "reading " : "") + tree[node].text});
        }
    }
  }

 private:
  void reading_used(const ir::Program& program, ir::Id reading) {
    if (reading != ir::kNone) ++times_[program.readings[static_cast<std::size_t>(reading)].id];
  }

  void count(const ast::Tree& tree) {
    for (ast::NodeId node = 1; node < tree.size(); ++node) {
      if (!tree[node].text.empty()) ++times_[tree[node].text];
      if (!tree[node].name2.empty()) ++times_[tree[node].name2];
      for (const ast::TagText& tag : tree[node].tags) tagged(tag.text);
      if (tree.kind(node) == ast::Kind::Tag) tagged(tree[node].text);
    }
  }

  // [reading R41] rests on R41 as much as a condition does.
  void tagged(std::string_view tag) {
    if (!tag.starts_with("reading ")) return;
    tag.remove_prefix(8);
    ++times_[tag.substr(0, tag.find_first_of(" ,:"))];
  }

  int times(std::string_view name) const {
    const auto found = times_.find(name);
    return found == times_.end() ? 0 : found->second;
  }

  bool used(const ast::Tree& tree, ast::NodeId node) const {
    if (times(tree[node].text) > 1) return true;
    if (tree.kind(node) != ast::Kind::Wording) return false;
    // A wording is used by its words; its id stands for them in messages and data.
    const ast::NodeId words = tree.kid(node, 0);
    return words != ast::kNoNode && times(tree[words].text) > 1;
  }

  const std::vector<Unit>& units_;
  std::unordered_map<std::string_view, int> times_;  // views into the trees and the program
};

}  // namespace

void check_unused(const std::vector<Unit>& units, const Symbols& symbols, Diagnostics* diagnostics) {
  Terms(units, symbols).report(diagnostics);
}

}  // namespace licet::sema
