// What the tests of the phrase parser share: a vocabulary as rulebooks declare it, and trees on one line.
// Phrases go through the real scanner and filter; the chain is what follows "means" in a definition.
#pragma once

#include <string>
#include <vector>

#include "compiler/syntax/ast.h"
#include "core/base/diagnostic.h"

namespace licet::syntax::phrase_test {

enum class As { Condition, Noun, Expression, Meaning, Specified, Item, Complement };

struct Result {
  std::string tree;  // [every: recipient Related:located in([=China])]
  std::vector<Diagnostic> diagnostics;
  std::vector<std::string> underlined;                     // the text under each of them
  std::vector<std::pair<std::string, std::string>> spans;  // kind and text of every node
};

Result read(As what, const std::string& phrase);

struct Case {
  As what;
  const char* phrase;
  const char* tree;
};
// Reads each and compares; a phrase of the table has no diagnostics.
void check(const std::vector<Case>& cases);

}  // namespace licet::syntax::phrase_test
