// What is decided on the tokens of a unit before the parser sees them (docs/adr/0003): names joined, articles dropped,
// paragraph marks turned into brackets, every comma and connective marked as joining clauses or nouns. Linear.
#pragma once

#include <string>
#include <vector>

#include "compiler/syntax/ast.h"
#include "compiler/syntax/name_table.h"
#include "compiler/syntax/token.h"
#include "compiler/syntax/units.h"
#include "core/base/diagnostic.h"
#include "core/base/source.h"

namespace licet::syntax {

struct Filtered {
  Tokens tokens;                   // never empty; ends with Tok::End
  std::vector<ast::TagText> tags;  // [reading R09] …, in source order
};

// The names that this file declares, by where they stand: a declared name is joined whole in its own declaration.
using Heads = std::vector<const DeclaredName*>;
Heads heads_of(const Interface& interface);

struct FilterInput {
  const SourceMap* sources = nullptr;
  const Tokens* raw = nullptr;
  Unit unit;
  const NameTable* names = nullptr;
  const Heads* heads = nullptr;
  Diagnostics* diagnostics = nullptr;
};

Filtered filter(const FilterInput& input);

// The steps of it.
Filtered join_names(const FilterInput& input);
Tokens bracket(Tokens tokens, const FilterInput& input);
void mark_connectives(Tokens* tokens);
void check_last_items(const Tokens& tokens, Diagnostics* diagnostics);

// Guards: what is beyond them is refused before it is parsed.
inline constexpr std::size_t kMaxDepth = 12;
inline constexpr std::size_t kMaxSentence = 4'000;       // tokens of a sentence of law or a definition
inline constexpr std::size_t kMaxDeclaration = 200'000;  // tokens of a declaration: lists and tables are long

}  // namespace licet::syntax
