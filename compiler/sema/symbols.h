// What every name of a set of rulebooks stands for, in terms of the IR being built. Filled by sema (declarations), read
// by lowering (sentences). One per compilation; not thread-safe.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/ast.h"
#include "core/ir/build.h"
#include "core/ir/program.h"

namespace licet::sema {

enum class SymbolKind : std::uint8_t {
  RecordType,  // "party", "integrated circuit": id = record type
  Field,       // id = field, subject = record type
  Role,        // id = field of the shipment
  RoleSet,     // id = role set
  Category,    // id
  Value,       // id = code, subject = category
  Unit,        // id
  Figure,      // id
  List,        // id = dated list
  Table,       // id
  Column,      // id = column, subject = table
  Partition,   // id = decided value
  Definition,  // id = definition_sources index; subject = record type, kNone for none
  Decided,     // id = decided value; subject = record type
  Program,     // license exception, authorization: id = index into Licensing::exceptions
  Wording,     // id = index into wordings
  Ledger,      // id
};

struct Symbol {
  SymbolKind kind;
  ir::Id id = ir::kNone;
  ir::Id subject = ir::kNone;
  Span span;
};

// A definition as written; its body is lowered when first used (lower/definitions.cc).
struct DefinitionSource {
  std::string name;
  ir::Id subject = ir::kNone;  // record type, kNone: of nothing (a noun or a condition)
  std::string parameter;       // "for a destination": name of the fact it is for; read as that fact
  const ast::File* file = nullptr;
  ast::NodeId node = ast::kNoNode;  // Kind::Definition, or the Paragraph that holds it
  ir::Id lowered = ir::kNone;       // index into Program::definitions
  bool in_progress = false;
  std::string citation;  // section it stands in, empty at top level
};

struct Wording {
  std::string id, kind, text, data_name;  // kind: step, duty, knowledge, attestation, predicate, fact, finding
  std::string once_per, by;
  ir::Id subject = ir::kNone;  // of a party …
  Span span;
};

// A decided value or partition as written, by id of the decided value: what lowering reads beside the values
// (`beside its stated classification; complete when …`).
struct DecidedSource {
  const ast::File* file = nullptr;
  ast::NodeId node = ast::kNoNode;  // Kind::Decide or Kind::Partition
};

// A ledger as written, by its id: what lowering fills in.
struct LedgerSource {
  const ast::File* file = nullptr;
  ast::NodeId node = ast::kNoNode;
};

struct Rulebook {
  std::string id, title, source;
  Span span;
};

// The default date of the provisions at or below `on` ("742.6(b)"), of a rulebook (`on` empty), or of everything
// (both).
struct EventDate {
  std::string rulebook;
  std::string on;
  ir::Id node = ir::kNone;  // Num node in the scope of the line
};

// The ids that a rule document stands for: one for each compliance date (semantics.md 8).
struct DocumentParts {
  ir::Id rest = ir::kNone;  // instructions that are not singled out
  std::map<std::int64_t, ir::Id> by_instruction;
};

// A phrase inside a declaration. Its condition may speak of what is declared later, so it is lowered last.
struct Pending {
  enum class What : std::uint8_t {
    CompleteWhen,  // a: record type, b: field
    Case,          // a: decided value, b: index of its case
    Guard,         // a: decided value
    Savings,       // a: document
    EventDate,     // a: index into event_dates
  };
  What what = What::Guard;
  ir::Id a = ir::kNone;
  ir::Id b = ir::kNone;
  ir::Id scope = ir::kNone;  // record type it is read in
  const ast::File* file = nullptr;
  std::vector<ast::NodeId> all_of;  // conditions that must all hold; one date phrase for EventDate
};

struct Symbols {
  ir::Builder* build = nullptr;
  // Every meaning of a name, in order of declaration; several where subjects differ ("TPP of" an item, of a line).
  std::multimap<std::string, Symbol, std::less<>> names;
  std::vector<DefinitionSource> definitions;
  std::vector<Wording> wordings;
  std::vector<DecidedSource> decided_sources;  // by id of the decided value
  std::vector<LedgerSource> ledgers;           // by id of the ledger
  std::vector<Rulebook> rulebooks;
  std::vector<EventDate> event_dates;
  std::map<std::string, DocumentParts, std::less<>> documents;
  std::map<std::string, ir::Id, std::less<>> readings;
  std::vector<std::map<std::string, ir::Id, std::less<>>> value_names;  // by category: every name of a value -> code
  std::vector<Pending> pending;
  std::deque<ast::File> made_files;  // trees that a declaration stands for (the classes of a partition)

  std::vector<Symbol> all(std::string_view name) const;
  // The meaning of `name` for a subject: exact record type first, then kNone. Null if there is none.
  const Symbol* find(std::string_view name, SymbolKind kind, ir::Id subject = ir::kNone) const;
  const Symbol* find(std::string_view name) const;  // any kind; null if none or several kinds
  ir::Id record_type(std::string_view name) const;  // kNone if unknown
  ir::Id category(std::string_view name) const;
  ir::Id unit(std::string_view name) const;
  // Code of a value in a category, by its name; kNone. For countries also by their English names.
  ir::Id code(ir::Id category, std::string_view value) const;
  // The meaning of a definition for text inside a section: one of that section, of one above it, then one of no
  // section.
  const Symbol* find_definition(std::string_view name, ir::Id subject, std::string_view section) const;
  // "90 FR 4544" with an instruction (0: none); enforcement documents by their name. kNone if not declared.
  ir::Id document(std::string_view name, std::int64_t instruction = 0) const;
  ir::Id document(const ast::Tree& tree, ast::NodeId node) const;  // Kind::Document
  ir::Id reading(std::string_view id) const;
  ir::Id alternative(ir::Id reading, std::string_view word) const;
  // Default date of a provision: Num node; kNone if none is declared.
  ir::Id event_date(std::string_view citation, std::string_view rulebook) const;
  // Nearest declared name, for "did you mean"; empty if none is near.
  std::string nearest(std::string_view name) const;
};

}  // namespace licet::sema
