// Looking at tokens and making nodes.
#include <algorithm>
#include <unordered_map>

#include "compiler/syntax/phrase_reader.h"

namespace licet::syntax {
namespace {

const Token kEnd{};

// A word of the patterns, also where the scanner did not know it for one.
bool is_word(Tok kind) { return kind == Tok::Keyword || kind == Tok::Unknown; }

// What a token says as a word of a pattern; empty if it is none. "percent" stays the word where it is a declared name.
std::string_view said(const Token& token) {
  if (is_word(token.kind)) return token.text;
  if (token.kind == Tok::And) return "and";
  if (token.kind == Tok::Or) return "or";
  if (token.kind != Tok::Name || word_class(token.text) != Noun) return {};
  return token.text == "day" && (token.flags & kTokPlural) != 0 ? std::string_view("days")
                                                                : std::string_view(token.text);
}

}  // namespace

std::uint8_t word_class(std::string_view word) {
  static const std::unordered_map<std::string_view, std::uint8_t> classes = {
#define LICET_PHRASE_WORD(word, classes) {word, static_cast<std::uint8_t>(classes)},
#include "compiler/syntax/phrase_words.def"
#undef LICET_PHRASE_WORD
  };
  const auto found = classes.find(word);
  return found == classes.end() ? std::uint8_t{None} : found->second;
}

PhraseReader::PhraseReader(ast::Tree* tree, Diagnostics* diagnostics, const std::string& place,
                           const SourceMap* sources, Chain chain)
    : tree_(tree), diagnostics_(diagnostics), place_(place), sources_(sources), tokens_(chain.tokens) {
  size_ = std::min(chain.end, tokens_->size());
  pos_ = begin_ = std::min(chain.begin, size_);
  stop_ = size_;
  for (std::size_t i = pos_; i < size_; ++i)
    reported_ = reported_ || ((*tokens_)[i].kind == Tok::Unknown && word_class((*tokens_)[i].text) == None);
  // Shared objects are copied; nested in each other they would grow without end.
  copies_left_ = 1024 + 16 * (size_ - pos_);
}

const Token& PhraseReader::peek(std::size_t ahead) const {
  return pos_ + ahead < stop_ ? (*tokens_)[pos_ + ahead] : kEnd;
}

bool PhraseReader::wordlike(std::size_t ahead) const { return is_word(peek(ahead).kind); }

bool PhraseReader::word(std::string_view text, std::size_t ahead) const { return said(peek(ahead)) == text; }

bool PhraseReader::one_of(std::initializer_list<std::string_view> words, std::size_t ahead) const {
  return std::find(words.begin(), words.end(), said(peek(ahead))) != words.end();
}

std::size_t PhraseReader::words(std::string_view text, std::size_t ahead) const {
  std::size_t count = 0;
  while (!text.empty()) {
    const std::string_view part = said(peek(ahead + count));
    if (part.empty() || text.substr(0, part.size()) != part) return 0;
    text.remove_prefix(part.size());
    if (!text.empty()) {
      if (text.front() != ' ') return 0;
      text.remove_prefix(1);
    }
    ++count;
  }
  return count;
}

bool PhraseReader::accept(std::string_view text) {
  const std::size_t count = words(text);
  pos_ += count;
  return count > 0;
}

bool PhraseReader::accept(Tok tok) {
  if (!kind(tok)) return false;
  ++pos_;
  return true;
}

std::uint8_t PhraseReader::classes(std::size_t ahead) const {
  const Token& token = peek(ahead);
  return is_word(token.kind) ? word_class(token.text) : std::uint8_t{None};
}

bool PhraseReader::verb(std::size_t ahead) const { return kind(Tok::Predicate, ahead) || (classes(ahead) & Verb) != 0; }

bool PhraseReader::kind_of(std::initializer_list<Tok> kinds, std::size_t ahead) const {
  return std::find(kinds.begin(), kinds.end(), peek(ahead).kind) != kinds.end();
}

bool PhraseReader::noun_ahead(std::size_t ahead) const {
  if (!wordlike(ahead))
    return kind_of({Tok::Name, Tok::Code, Tok::Program, Tok::Section, Tok::Reference, Tok::Part, Tok::Note,
                    Tok::Supplement, Tok::Eccn, Tok::RuleDoc, Tok::Date, Tok::Quarter, Tok::Year, Tok::MonthDay,
                    Tok::Number, Tok::Ordinal, Tok::String, Tok::Adjective},
                   ahead);
  const std::uint8_t c = classes(ahead);
  if ((c & Function) == 0) return true;
  if (word("other", ahead) && word("than", ahead + 1)) return false;
  if (word("that", ahead))  // "that parent", not "that the item is" nor "that meets"
    return noun_ahead(ahead + 1) && (peek(ahead + 1).flags & kTokArticle) == 0 &&
           (classes(ahead + 1) & (Determiner | Pronoun)) == 0;
  if (word("stated", ahead)) return noun_ahead(ahead + 1);
  return (c & (Determiner | Pronoun)) != 0 || words("at least one", ahead) != 0;
}

PhraseReader::Joint PhraseReader::joint() const {
  Joint joint;
  std::uint8_t flags = 0;
  if (kind(Tok::Comma)) {
    joint.comma = true;
    joint.length = 1;
    flags = peek().flags;
  }
  if (kind(Tok::And, joint.length) || kind(Tok::Or, joint.length)) {
    joint.connective = peek(joint.length).kind;
    flags = peek(joint.length).flags;
    ++joint.length;
  }
  joint.clause = (flags & kTokClause) != 0;
  return joint;
}

Span PhraseReader::span(std::size_t begin, std::size_t end) const {
  if (size_ == 0) return {};
  begin = std::min(begin, size_ - 1);
  end = std::clamp(end, begin + 1, size_);
  return cover((*tokens_)[begin].span, (*tokens_)[end - 1].span);
}

NodeId PhraseReader::make(Kind kind, std::size_t begin, std::vector<NodeId> kids, std::string text,
                          std::uint16_t flags) {
  ast::Node node;
  node.kind = kind;
  node.flags = flags;
  node.span = span(begin, pos_);
  node.text = std::move(text);
  node.kids = std::move(kids);
  return tree_->add(std::move(node));
}

NodeId PhraseReader::leaf(Kind kind, std::string text, std::uint16_t flags) {
  if (!at_end()) ++pos_;
  return make(kind, pos_ - 1, {}, std::move(text), flags);
}

NodeId PhraseReader::copy(NodeId node) {
  if (node == ast::kNoNode) return node;
  if (copies_left_ == 0) {
    too_deep();
    return ast::kNoNode;
  }
  --copies_left_;
  ast::Node made = (*tree_)[node];
  for (NodeId& kid : made.kids) kid = copy(kid);
  return tree_->add(std::move(made));
}

}  // namespace licet::syntax
