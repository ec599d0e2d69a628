// Between filter and ANTLR: filtered tokens cut into the words of grammar/LicetParser.g4. A word of a pattern ("is
// conditioned on") is one piece; what stands between, in a chain, is WORD after WORD; leads, bodies and tails of
// sentences are told apart here, so that one token settles every decision of the grammar. Linear; private to parse*.cc.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/filter.h"

namespace licet::syntax {

// One token for ANTLR: its type, and the filtered tokens [begin, end) it stands for.
struct Piece {
  std::size_t type = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Cut {
  std::vector<Piece> pieces;
  std::vector<std::uint32_t> sentences;  // the pieces that begin a sentence of law, in order
};

Cut cut_declaration(const Tokens& tokens, UnitKind kind);
Cut cut_law(const Tokens& tokens, UnitKind kind);  // sections, savings, enforcement
void cut_definition(const Tokens& tokens, std::size_t* at, Cut* out);

// ---- shared by the two
// Number of tokens from i on whose words are `words` (articles left out), 0 if they are not. Names count by their
// words.
std::size_t phrase_at(const Tokens& tokens, std::size_t i, std::string_view words);
// The type of a single token outside a chain.
std::size_t literal_type(const Token& token);
// Emits tokens [begin, end) as a chain: WORD, and the brackets of lists.
void put_chain(const Tokens& tokens, std::size_t begin, std::size_t end, Cut* out);

}  // namespace licet::syntax
