// Text to syntax tree. Two steps, because names of several words are joined before a sentence is read: scan() each
// file, collect its interface, then parse() it with the names in scope. Parsing never fails: it returns a tree and
// diagnostics.
#pragma once

#include <memory>

#include "compiler/syntax/ast.h"
#include "compiler/syntax/names.h"
#include "compiler/syntax/token.h"
#include "core/base/diagnostic.h"
#include "core/base/source.h"

namespace licet::syntax {

struct Scanned {
  FileId file = kNoFile;
  Tokens tokens;  // raw: words single, punctuation, literals; comments and tags by span
  std::vector<Token> comments;
  Interface interface;
};

Scanned scan(const SourceMap& sources, FileId file, Diagnostics* diagnostics);

class NameTable;  // trie over the names in scope
std::shared_ptr<const NameTable> make_names(const std::vector<const Interface*>& in_scope, Diagnostics* diagnostics);

ast::File parse(const SourceMap& sources, const Scanned& scanned, const NameTable& names, Diagnostics* diagnostics);

// Canonical form: same words, canonical spacing, lines and indentation. Keeps comments. Text that does not scan is
// returned unchanged.
std::string format(const SourceMap& sources, const Scanned& scanned, const NameTable& names);

}  // namespace licet::syntax
