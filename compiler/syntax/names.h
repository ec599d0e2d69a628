// The names that a rulebook declares, as the filter needs them: shallow, collected from declaration heads alone, so
// that forward references work and no sentence has to be parsed first. Each file yields an Interface; `use` is resolved
// on interfaces. Plain values; a NameTable is immutable once built and shared by the files that use it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/token.h"
#include "core/base/diagnostic.h"

namespace licet::syntax {

enum class NameKind : std::uint8_t { Noun, Relation, Adjective, Predicate, SentenceFact, Act, Program, Value };

// What declared it, for messages and for the checker: "figure", "list", "role", "definition" …
struct DeclaredName {
  std::string text;    // canonical, singular, as declared, without a final "of"
  std::string plural;  // irregular plural, empty if regular
  NameKind kind = NameKind::Noun;
  std::string declared_by;
  std::string category;  // Value: the category it belongs to; of a wording: its id
  Span span;
};

// A category whose values stand in a data file: unknown when the rule file is scanned, added by the caller
// (add_values).
struct CategoryFile {
  std::string category;
  std::string file;
  Span span;
};

struct Interface {
  std::string rulebook;           // id
  std::vector<std::string> uses;  // ids, with spans for messages
  std::vector<Span> use_spans;
  std::vector<DeclaredName> names;
  std::vector<CategoryFile> category_files;
};

// Adds values that a data file gives a category: "SG", "China". Codes of two capitals and ECCNs need no adding.
void add_values(Interface* interface, const std::string& category, const std::vector<std::string>& values);

}  // namespace licet::syntax
