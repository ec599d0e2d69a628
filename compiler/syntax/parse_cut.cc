#include "compiler/syntax/parse_cut.h"

#include "grammar/LicetParser.h"

namespace licet::syntax {

using grammar::LicetParser;

std::size_t phrase_at(const Tokens& tokens, std::size_t i, std::string_view words) {
  const std::size_t first = i;
  while (!words.empty()) {
    if (i >= tokens.size()) return 0;
    const Token& token = tokens[i];
    std::string_view text = token.text;
    if (token.kind == Tok::And) text = "and";
    if (token.kind == Tok::Or) text = "or";
    if (token.kind == Tok::String || token.kind == Tok::End || text.empty()) return 0;
    if (!words.starts_with(text)) return 0;
    words.remove_prefix(text.size());
    if ((token.flags & kTokPlural) && words.starts_with("s")) words.remove_prefix(1);
    if (!words.empty()) {
      if (words.front() != ' ') return 0;
      words.remove_prefix(1);
    }
    ++i;
  }
  return i - first;
}

std::size_t literal_type(const Token& token) {
  switch (token.kind) {
    case Tok::Name:
      return LicetParser::NAME;
    case Tok::Program:
      return LicetParser::PROGRAM;
    case Tok::Section:
    case Tok::Reference:
    case Tok::Part:
    case Tok::Note:
    case Tok::Supplement:
    case Tok::Eccn:
      return LicetParser::CITATION;
    case Tok::RuleDoc:
      return LicetParser::DOCUMENT;
    case Tok::Date:
      return LicetParser::DATE;
    case Tok::Quarter:
      return LicetParser::QUARTER;
    case Tok::Number:
    case Tok::Year:
      return LicetParser::NUMBER;
    case Tok::String:
      return LicetParser::STRING;
    case Tok::Comma:
      return LicetParser::COMMA;
    case Tok::Semicolon:
      return LicetParser::SEMICOLON;
    case Tok::Colon:
      return LicetParser::COLON;
    case Tok::FullStop:
      return LicetParser::FULL_STOP;
    case Tok::Punct:
      return token.text == "(" ? LicetParser::LEFT : token.text == ")" ? LicetParser::RIGHT : LicetParser::BAR;
    case Tok::Open:
      return token.aux == "inline" ? LicetParser::OPEN : LicetParser::OPEN_PARAGRAPHS;
    case Tok::Item:
      return LicetParser::ITEM;
    case Tok::Heading:
      return LicetParser::HEADING;
    case Tok::Close:
      return LicetParser::CLOSE;
    case Tok::ItemSep:
      return LicetParser::SEPARATOR;
    case Tok::Keyword:
    case Tok::Relation:
    case Tok::Adjective:
    case Tok::Predicate:
    case Tok::SentenceFact:
    case Tok::Act:
    case Tok::Code:
    case Tok::Unknown:
    case Tok::Ordinal:
    case Tok::MonthDay:
    case Tok::Tag:
    case Tok::And:
    case Tok::Or:
    case Tok::End:
      return LicetParser::WORD;
  }
  return LicetParser::WORD;
}

void put_chain(const Tokens& tokens, std::size_t begin, std::size_t end, Cut* out) {
  for (std::size_t i = begin; i < end; ++i) {
    std::size_t type = LicetParser::WORD;
    const Tok kind = tokens[i].kind;
    if (kind == Tok::Open || kind == Tok::Item || kind == Tok::Close || kind == Tok::ItemSep)
      type = literal_type(tokens[i]);
    out->pieces.push_back({type, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + 1)});
  }
}

}  // namespace licet::syntax
