// Conditions, noun phrases and expressions: a small recursive descent over filtered tokens (docs/adr/0003). ANTLR
// settles units, declarations and sentence patterns and hands over the chains between their words.
#pragma once

#include <cstdint>

#include "compiler/syntax/ast.h"
#include "compiler/syntax/token.h"
#include "core/base/diagnostic.h"
#include "core/base/source.h"

namespace licet::syntax {

// A chain: tokens [begin, end) of one unit, lists inside it bracketed by Open … Close. Each function reads the whole
// chain or reports what it does not understand (L0112 with the place and the nearest pattern) and returns a tree that
// covers what it could read.
struct Chain {
  const Tokens* tokens = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;
};

enum class Pattern : std::uint8_t;  // what a mistake asks for

class PhraseParser {
 public:
  // `place` is what messages begin with: "§742.6(a)(4)". With `sources`, messages quote the drafter's own words.
  PhraseParser(ast::Tree* tree, Diagnostics* diagnostics, std::string place, const SourceMap* sources = nullptr);

  ast::NodeId condition(Chain chain);   // C
  ast::NodeId noun(Chain chain);        // N: one noun phrase or a list of them
  ast::NodeId limit(Chain chain);       // what follows "fits within": a ledger and its accounts, or an amount
  ast::NodeId expression(Chain chain);  // X
  ast::NodeId meaning(Chain chain);     // what follows "means": MeansNoun, MeansThat, MeansExpr
  ast::NodeId specified(Chain chain);   // S, what follows "specified in"
  ast::NodeId complement(Chain chain);  // what may stand after "is" or "presumed to be"
  ast::NodeId list(Chain chain);        // Open … Close, items by their content
  // Item bodies: a condition if a finite verb comes, else S, N, X or Text; an Item without label around it if "when" or
  // "unless" follows.
  ast::NodeId clause_or_noun(Chain chain);

 private:
  template <typename Part>
  ast::NodeId read(Chain chain, Pattern pattern, Part part);

  ast::Tree* tree_;
  Diagnostics* diagnostics_;
  std::string place_;
  const SourceMap* sources_;
};

}  // namespace licet::syntax
