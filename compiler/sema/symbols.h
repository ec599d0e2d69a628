// What every name of a set of rulebooks stands for, in terms of the IR being built. Filled by sema (declarations), read by
// lowering (sentences). One per compilation; not thread-safe.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/ast.h"
#include "core/ir/build.h"
#include "core/ir/program.h"

namespace licet::sema {

enum class SymbolKind : std::uint8_t {
  RecordType,   // "party", "integrated circuit": id = record type
  Field,        // id = field, subject = record type
  Role,         // id = field of the shipment
  RoleSet,      // id = role set
  Category,     // id
  Value,        // id = code, subject = category
  Unit,         // id
  Figure,       // id
  List,         // id = dated list
  Table,        // id
  Column,       // id = column, subject = table
  Partition,    // id = decided value
  Definition,   // id = definition_sources index; subject = record type, kNone for none
  Decided,      // id = decided value; subject = record type
  Program,      // license exception, authorization: id = index into Licensing::exceptions
  Wording,      // id = index into wordings
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
  ir::Id lowered = ir::kNone;  // index into Program::definitions
  bool in_progress = false;
  std::string citation;        // section it stands in, empty at top level
};

struct Wording {
  std::string id, kind, text, data_name;  // kind: step, duty, knowledge, attestation, predicate, fact, finding
  std::string once_per, by;
  ir::Id subject = ir::kNone;  // of a party …
  Span span;
};

struct Symbols {
  ir::Builder* build = nullptr;
  // Every meaning of a name, in order of declaration; several where subjects differ ("TPP of" an item, of a line).
  std::multimap<std::string, Symbol, std::less<>> names;
  std::vector<DefinitionSource> definitions;
  std::vector<Wording> wordings;

  std::vector<Symbol> all(std::string_view name) const;
  // The meaning of `name` for a subject: exact record type first, then kNone. Null if there is none.
  const Symbol* find(std::string_view name, SymbolKind kind, ir::Id subject = ir::kNone) const;
  const Symbol* find(std::string_view name) const;  // any kind; null if none or several kinds
  ir::Id record_type(std::string_view name) const;  // kNone if unknown
  ir::Id category(std::string_view name) const;
  ir::Id unit(std::string_view name) const;
  // Code of a value in a category, by its name; kNone. For countries also by their English names.
  ir::Id code(ir::Id category, std::string_view value) const;
  // Nearest declared name, for "did you mean"; empty if none is near.
  std::string nearest(std::string_view name) const;
};

}  // namespace licet::sema
