// The tokens of rule text, before and after the filter (grammar: docs/language.md, "How text becomes structure").
//   text -> scan -> names joined, articles dropped, connectives told apart, paragraphs bracketed -> ANTLR -> tree
// Scanning and filtering are linear. Tokens carry canonical text; spans cover what the drafter wrote.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/span.h"

namespace licet::syntax {

enum class Tok : std::uint8_t {
  // words. A word of the patterns that a rulebook declares as a name or value is Name or Code, function words never
  Keyword,    // a function word or a word of a sentence pattern, lower-case in `text`: is, are, when, unless, license …
  Name,       // noun, joined: `text` is the declared form in the singular, kPlural if the plural was written
  Relation,   // "headquartered in"; kOutside for "headquartered outside"; `stem` text without its preposition in aux;
              // kBase where the stem alone is written ("produced, purchased, or ordered by")
  Adjective,  // boolean field or named quality: "foreign-made", "designed for use in datacenters"
  Predicate,  // declared predicate wording (aux: its id): "holds a universal VEU authorization"; kBase for "hold a …"
              // after does not
  SentenceFact,  // declared wording used as a whole condition; aux: its id
  Act,           // declared wording after must, may; aux: its id
  Program,       // AIA, LPP …; review policies too ("presumption of denial")
  Code,          // a value of a category: SG, RS, China, integrated circuit (kind); aux: category name if unique
  Unknown,       // a word that is nothing of these; reported (L0201), read as a noun. scan() yields words as Unknown
  // literals
  Section,     // §742.6(a)(6): text without §
  Reference,   // (A)(1), (b): a paragraph reference that is not an item mark
  Part,        // part 742
  Note,        // Note 1 to 3A090.a
  Supplement,  // Supp. No. 10 to part 748
  Eccn,        // 3A090.a.1; list tails are completed already: ".c" after 3B001.a is 3B001.c, aux keeps what was written
  RuleDoc,     // 90 FR 4544
  Date,
  Quarter,
  Year,
  MonthDay,
  Number,
  Ordinal,
  String,
  Tag,
  // joints
  Comma,  // kClause: joins clauses or predicates; kNoun: joins nouns or values; else plain
  And,
  Or,  // same flags. "or more", "or less" are Keywords
  Semicolon,
  Colon,
  FullStop,
  Punct,  // ( ) | of declarations
  // structure made by the filter
  Open,     // of a list or paragraph sequence; aux: "inline" or "sentences"
  Item,     // begins an item: text is its label without brackets; kCondition if a finite verb follows in it
  Heading,  // inline heading of the item: "Scope"
  Close,    // of the innermost Open
  ItemSep,  // between inline items: text "", "and", "or"
  End,
};

// What most of the parser asks of a token. A new kind is put into its class here.
enum class TokClass : std::uint8_t { Word, Citation, Literal, Joint, Structure };

constexpr TokClass class_of(Tok kind) {
  if (kind <= Tok::Unknown) return TokClass::Word;
  if (kind <= Tok::Eccn) return TokClass::Citation;
  if (kind <= Tok::String) return TokClass::Literal;
  return kind <= Tok::Punct ? TokClass::Joint : TokClass::Structure;
}

enum TokFlag : std::uint8_t {
  kTokPlural = 1,
  kTokOutside = 2,
  kTokClause = 4,
  kTokNoun = 8,
  kTokCondition = 16,
  kTokBase = 32,
  kTokSentenceStart = 64 /* written with a capital at the head of a sentence */,
  kTokArticle = 128 /* an article stood before it */
};

struct Token {
  Tok kind = Tok::End;
  std::uint8_t flags = 0;
  std::string text;
  std::string aux;
  Span span;
};

using Tokens = std::vector<Token>;

}  // namespace licet::syntax
