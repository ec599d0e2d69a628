// Raw tokens of rule text: words one by one, literals, punctuation, paragraph marks. Written by hand: ANTLR's lexer
// pays its tables anew in every process (docs/adr/0003). Linear; never fails, reports what cannot stand in law text.
#pragma once

#include <string_view>

#include "compiler/syntax/token.h"
#include "core/base/diagnostic.h"

namespace licet::syntax {

inline constexpr std::size_t kMaxFileBytes = 8u << 20;

// `text` stands at byte `base` of the file. Words are Tok::Unknown; paragraph marks "(a)" are Tok::Reference, one each;
// the tail of an ECCN ".c", "z.2.a" is Tok::Eccn with aux "tail". Comments go to `comments` (may be null).
void lex(std::string_view text, FileId file, std::uint32_t base, Tokens* out, Tokens* comments,
         Diagnostics* diagnostics);

// Reports bytes that are not UTF-8, NUL, invisible and bidirectional characters, letters of other scripts that look
// like Latin ones. False if the text cannot be read at all.
bool check_characters(std::string_view text, std::string_view name, FileId file, Diagnostics* diagnostics);
// True if check_characters() reports the character at byte i.
bool is_deceptive(std::string_view text, std::size_t i);

}  // namespace licet::syntax
