// What the passes over declarations share: the units, the program being built, and the small readings of syntax nodes
// they all need. One per compilation, on the stack of declare_all(); not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/sema/symbols.h"
#include "compiler/sema/unit.h"
#include "core/base/csv.h"
#include "core/base/diagnostic.h"

namespace licet::sema {

// A declaration and where it stands.
struct Declared {
  const Unit* unit = nullptr;
  ast::NodeId id = ast::kNoNode;
  std::string section;  // citation it stands in, empty at top level

  const ast::Tree& tree() const { return unit->file->tree; }
  const ast::Node& node() const { return unit->file->tree[id]; }
};

class Declaring {
 public:
  Declaring(const std::vector<Unit>& units, DataFiles* data, Symbols* symbols, Diagnostics* diagnostics);

  const std::vector<Unit>& units() const { return units_; }
  ir::Program& program() { return symbols_->build->program(); }
  Symbols& symbols() { return *symbols_; }
  Diagnostics& diagnostics() { return *diagnostics_; }

  // Every declaration of a kind at the top level, in the order of the units.
  std::vector<Declared> all(ast::Kind kind) const;

  // Registers a name; L0202 where the same name already has this meaning for this subject.
  void name(std::string_view text, SymbolKind kind, ir::Id id, ir::Id subject, Span span);

  // Reads a data file once; reports and gives null if it cannot be read, is not a well-formed table, or is not the file
  // that its manifest describes.
  struct Data {
    std::string name;  // as declared
    std::string text;
    CsvFile table;
    std::string digest;
    Day snapshot = ir::kBeginning;  // of its manifest
  };
  const Data* data(const Declared& declared, ast::NodeId property);

  // [from, through] of an entry whose first two kids are dates; L0404 where it ends before it begins.
  ir::Period period(const Declared& declared, ast::NodeId entry);
  // The document that a node names; undeclared ones are reported once and made, so that work goes on.
  ir::Id document(const Declared& declared, ast::NodeId node);
  ir::Id document(std::string_view name, Span span);

 private:
  const std::vector<Unit>& units_;
  DataFiles* data_files_;
  Symbols* symbols_;
  Diagnostics* diagnostics_;
  void check_manifest(const std::string& folder, Span span, Data* data);
  struct Loaded {
    std::string key;
    bool ok = false;
    Data data;
  };
  std::deque<Loaded> loaded_;
};

// Text of the first kid of a property, empty if there is none.
std::string property_text(const ast::Tree& tree, ast::NodeId node, std::string_view name);
// The value of a property: its first kid.
ast::NodeId property_value(const ast::Tree& tree, ast::NodeId node, std::string_view name);
// The declared name in a noun phrase, name or text node: "item" of "an item"; empty if it is something else.
std::string noun_of(const ast::Tree& tree, ast::NodeId node);
// Copies a phrase into another tree: what a declaration stands for is kept apart from the file, which never changes.
ast::NodeId copy(const ast::Tree& from, ast::NodeId node, ast::Tree* to);
// The words of a phrase as far as they are kept, for messages.
std::string words_of(const ast::Tree& tree, ast::NodeId node);
bool has_tag(const ast::Tree& tree, ast::NodeId node, std::string_view text);

// Every declaration of the units: schema, data, names. Phrases inside them are left in Symbols::pending.
void declare_all(const std::vector<Unit>& units, DataFiles* data, Symbols* symbols, Diagnostics* diagnostics);

// The passes, in the order in which they lean on each other.
void declare_rulebooks(Declaring& d);
void declare_units(Declaring& d);
void declare_categories(Declaring& d);
void declare_records(Declaring& d);
void declare_documents(Declaring& d);
void declare_readings(Declaring& d);
void declare_figures(Declaring& d);
void declare_lists(Declaring& d);
void declare_tables(Declaring& d);
void declare_programs(Declaring& d);
void declare_wordings(Declaring& d);
void declare_definitions(Declaring& d);
void declare_decided(Declaring& d);
void declare_partitions(Declaring& d);
void declare_ledgers(Declaring& d);
void declare_dates(Declaring& d);

}  // namespace licet::sema
