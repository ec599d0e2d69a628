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
  static constexpr std::pair<Tok, std::size_t> kTypes[] = {
      {Tok::Name, LicetParser::NAME},        {Tok::Program, LicetParser::PROGRAM},
      {Tok::RuleDoc, LicetParser::DOCUMENT}, {Tok::Date, LicetParser::DATE},
      {Tok::Quarter, LicetParser::QUARTER},  {Tok::Number, LicetParser::NUMBER},
      {Tok::Year, LicetParser::NUMBER},      {Tok::String, LicetParser::STRING},
      {Tok::Comma, LicetParser::COMMA},      {Tok::Semicolon, LicetParser::SEMICOLON},
      {Tok::Colon, LicetParser::COLON},      {Tok::FullStop, LicetParser::FULL_STOP},
      {Tok::Item, LicetParser::ITEM},        {Tok::Heading, LicetParser::HEADING},
      {Tok::Close, LicetParser::CLOSE},      {Tok::ItemSep, LicetParser::SEPARATOR}};
  if (class_of(token.kind) == TokClass::Citation) return LicetParser::CITATION;
  if (token.kind == Tok::Punct)
    return token.text == "(" ? LicetParser::LEFT : token.text == ")" ? LicetParser::RIGHT : LicetParser::BAR;
  if (token.kind == Tok::Open) return token.aux == "inline" ? LicetParser::OPEN : LicetParser::OPEN_PARAGRAPHS;
  for (const auto& [kind, type] : kTypes)
    if (token.kind == kind) return type;
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
