// Step three of the filter: the finite-verb rule. A comma, "and" or "or" joins clauses if a finite verb comes before
// the next stop, else nouns; between two values it always joins nouns.
#include "compiler/syntax/filter.h"
#include "compiler/syntax/keywords.h"

namespace licet::syntax {
namespace {

bool joint(Tok kind) { return kind == Tok::Comma || kind == Tok::And || kind == Tok::Or; }

bool verb(const Token& token) {
  return (token.kind == Tok::Keyword && is_finite_verb(token.text)) || token.kind == Tok::Predicate ||
         token.kind == Tok::SentenceFact;
}

bool keyword(const Token& token, std::string_view text) { return token.kind == Tok::Keyword && token.text == text; }

bool value(const Token& token) {
  const TokClass is = class_of(token.kind);
  return is == TokClass::Citation || (is == TokClass::Literal && token.kind != Tok::Ordinal) ||
         token.kind == Tok::Code || token.kind == Tok::Program;
}

bool structure(Tok kind) {
  return class_of(kind) == TokClass::Structure || kind == Tok::FullStop || kind == Tok::Semicolon ||
         kind == Tok::Colon || kind == Tok::Punct;
}

// Behind ", counting N,": an insertion between a noun and its verb. `i` itself if there is none.
std::size_t behind_counting(const Tokens& tokens, std::size_t i) {
  if (i + 1 >= tokens.size() || !keyword(tokens[i + 1], "counting")) return i;
  for (std::size_t k = i + 2; k < tokens.size() && !structure(tokens[k].kind); ++k)
    if (tokens[k].kind == Tok::Comma) return k + 1;
  return i;
}

// True if a finite verb comes before the next stop, from `i` on. Connectives to the right are marked already.
bool verb_ahead(const Tokens& tokens, std::size_t i) {
  for (; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (verb(token)) return true;
    if (token.kind == Tok::Comma) {
      const std::size_t behind = behind_counting(tokens, i);
      return behind != i && behind < tokens.size() && verb(tokens[behind]);
    }
    if (structure(token.kind)) return false;
    if (joint(token.kind) && (token.flags & kTokNoun)) return false;
    if (keyword(token, "when") || keyword(token, "unless") || keyword(token, "if") || keyword(token, "which"))
      return false;
    if (keyword(token, "that") && i + 1 < tokens.size() && verb(tokens[i + 1])) return false;
  }
  return false;
}

// True if the item that begins at `i` (behind its mark) says something: a finite verb that is not one of a relative
// clause, before a tail.
bool item_is_condition(const Tokens& tokens, std::size_t i) {
  int relatives = 0;
  for (; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (structure(token.kind) && token.kind != Tok::Heading) return false;
    if (keyword(token, "when") || keyword(token, "unless")) return false;
    if (keyword(token, "which")) ++relatives;
    if (keyword(token, "that") && i + 1 < tokens.size() && verb(tokens[i + 1])) ++relatives;
    if (!verb(token)) continue;
    if (relatives == 0) return true;
    --relatives;
  }
  return false;
}

}  // namespace

void mark_connectives(Tokens* tokens) {
  Tokens& t = *tokens;
  for (std::size_t i = t.size(); i-- > 0;) {
    Token& token = t[i];
    if (token.kind == Tok::Item) {
      if (item_is_condition(t, i + 1)) token.flags |= kTokCondition;
      continue;
    }
    if (!joint(token.kind) || i == 0) continue;
    std::size_t left = i - 1;
    if (t[left].kind == Tok::Comma && left > 0) --left;
    std::size_t right = i + 1;
    if (token.kind == Tok::Comma && right < t.size() && joint(t[right].kind)) ++right;
    if (right >= t.size()) continue;
    if (value(t[left]) && value(t[right]))
      token.flags |= kTokNoun;
    else if (keyword(t[right], "when") || keyword(t[right], "unless"))
      token.flags |= kTokClause;
    else
      token.flags |= verb_ahead(t, right) ? kTokClause : kTokNoun;
  }
}

}  // namespace licet::syntax
