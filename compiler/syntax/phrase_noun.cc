// Noun phrases and lists of them: determiner, adjectives, head, posts.
#include <algorithm>

#include "compiler/syntax/phrase_level.h"

namespace licet::syntax {
namespace {

// Words of one sort join in a post of another noun: citations with citations, nouns with nouns. What is of another sort
// belongs further out: "an item in (2) or its software".
enum class Sort : std::uint8_t { Noun, Citation, Time, Text };

bool one_of(Tok kind, std::initializer_list<Tok> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

Sort sort_of(const Token& token) {
  if (one_of(token.kind,
             {Tok::Section, Tok::Reference, Tok::Part, Tok::Note, Tok::Supplement, Tok::Eccn, Tok::RuleDoc}))
    return Sort::Citation;
  if (one_of(token.kind, {Tok::Date, Tok::Quarter, Tok::Year, Tok::MonthDay, Tok::Number, Tok::Ordinal}))
    return Sort::Time;
  if (token.kind == Tok::String) return Sort::Text;
  const bool paragraph = token.kind == Tok::Keyword && (token.text == "paragraph" || token.text == "paragraphs");
  return paragraph ? Sort::Citation : Sort::Noun;
}

// A name without article or determiner: China, Country Group D:4, §744.8.
bool bare(const Token& token) {
  return token.kind != Tok::Keyword && token.kind != Tok::Adjective && (token.flags & kTokArticle) == 0;
}

}  // namespace

NodeId PhraseReader::nouns(unsigned use) {
  const std::size_t begin = pos_;
  const std::size_t holes = holes_.size();
  std::size_t last = pos_;
  std::vector<NodeId> kids{noun(use)};
  std::vector<Part> parts{{begin, pos_}};
  std::vector<Joint> joints;
  bool ands = false;
  bool ors = false;
  while (const Joint next = joint()) {
    const bool closed = ands || ors;
    if (closed && next.connective == Tok::End) break;
    // "has an ultimate parent headquartered in, D": D fills what is open
    if (holes_.size() > holes && next.connective == Tok::End) break;
    if (!list_goes_on(next, last, kids, use)) break;
    pos_ += next.length;
    ands = ands || next.connective == Tok::And;
    ors = ors || next.connective == Tok::Or;
    joints.push_back(next);
    last = pos_;
    const int waiting = ands || ors ? 0 : 1;
    inside_.nouns += waiting;
    kids.push_back(noun(use));
    inside_.nouns -= waiting;
    parts.emplace_back(last, pos_);
  }
  if (kids.size() > 1 && !ands && !ors) fail((use & kSubject) != 0 ? Pattern::Subject : Pattern::ListEnd);
  if (ands && ors) report_mixed(parts, joints);
  // "every recipient, or its ultimate parent, is": the comma that closes the insertion
  if ((use & kSubject) != 0 && kids.size() > 1 && kind(Tok::Comma) && verb(1)) ++pos_;
  NodeId made = kids.front();
  if (kids.size() > 1) made = make(Kind::NounList, begin, std::move(kids), ors ? "or" : "and");
  if ((use & (kNested | kSubject)) == 0) comma_that(made);
  return made;
}

bool PhraseReader::list_goes_on(const Joint& next, std::size_t last, const std::vector<NodeId>& kids,
                                unsigned use) const {
  if (!noun_ahead(next.length)) return false;
  const Token& from = (*tokens_)[last];
  const Token& to = peek(next.length);
  if (next.clause) {
    // Two nouns before a verb are a subject only if nothing stands behind the first: "the end user or the owner is"
    if ((use & kSubject) == 0 || (use & kNested) != 0 || next.comma || next.connective == Tok::End) return false;
    const auto& words = (*tree_)[kids.back()].kids;
    return !words.empty() && (*tree_)[words.back()].kind == Kind::Name;
  }
  // "marked GBS, and NS is": what a verb follows begins a clause, except in a subject
  if (inside_.subjects == 0 && (use & kSubject) == 0 && !wordlike(next.length) && verb(next.length + 1)) return false;
  // In a post, and in a member of a series, a list goes on with what is of its own sort; its last member may be any.
  if ((use & kNested) == 0 && inside_.nouns == 0) return true;
  if (next.comma && next.connective != Tok::End && kids.size() > 1) return true;
  if (sort_of(from) != sort_of(to)) return false;
  return !next.comma || (bare(from) && bare(to));
}

// ", that P" behind a list belongs to each of its nouns.
void PhraseReader::comma_that(NodeId made) {
  if (!kind(Tok::Comma) || !one_of({"that", "which"}, 1) || !verb(2)) return;
  const std::size_t begin = pos_ + 1;
  pos_ += 2;
  const NodeId inner = predicates();
  const NodeId that = make(Kind::That, begin, {inner});
  if (made == ast::kNoNode) return;
  std::vector<NodeId> members{made};
  if (tree_->kind(made) == Kind::NounList) members = (*tree_)[made].kids;
  bool first = true;
  for (const NodeId member : members) {
    if (member == ast::kNoNode) continue;
    const NodeId own = first ? that : copy(that);
    tree_->edit(member).kids.push_back(own);
    first = false;
  }
}

NodeId PhraseReader::noun(unsigned use) {
  const Level level(this);
  if (!level.ok()) return ast::kNoNode;
  if (following_ahead()) return following();
  const std::size_t begin = pos_;
  if (paragraphs_ahead()) return paragraph_nouns();
  std::string text = determiner();
  std::vector<NodeId> kids;
  while (kind(Tok::Adjective) && noun_ahead(1) && (peek(1).flags & kTokArticle) == 0)
    kids.push_back(leaf(Kind::Adjective, peek().text));
  if (word("stated") && noun_ahead(1)) kids.push_back(leaf(Kind::Adjective, "stated"));  // above the stated level
  const NodeId head_node = head();
  if (head_node == ast::kNoNode) return fail(Pattern::Noun);
  kids.push_back(head_node);
  std::uint16_t flags = 0;
  // Names of tables and figures, one word with a hyphen, are proper names where no article stands before them.
  const Token& first = (*tokens_)[begin];
  const bool hyphen = first.text.find('-') != std::string::npos && first.text.find(' ') == std::string::npos;
  if (first.kind == Tok::Name && hyphen && (first.flags & (kTokArticle | kTokPlural)) == 0) use |= kProper;
  const bool balance = (*tokens_)[pos_ - 1].kind == Tok::Keyword && tree_->kind(head_node) == Kind::Name &&
                       (*tree_)[head_node].text == "balance";
  if ((use & kNoPosts) == 0) posts(&kids, head_node, use, &flags);
  const NodeId made = make(Kind::NounPhrase, begin, std::move(kids), std::move(text), flags);
  if (balance) gather_accounts(made);
  return made;
}

// Whether "that are" can speak of this noun: a relative clause belongs to the nearest noun that agrees with its verb,
// and never to a pronoun or a country. "every circuit in it that meets", "the components of its bill of materials that
// are".
bool PhraseReader::agrees(NodeId head) const {
  const ast::Node& node = (*tree_)[head];
  if (node.kind == Kind::Pronoun) return node.text == "one" || node.text == "those";
  if (node.kind == Kind::Value || node.kind == Kind::Citation) return false;
  if (node.kind != Kind::Name) return true;
  const bool plural = (node.flags & ast::kPlural) != 0;
  if (one_of({"are", "were", "have", "do", "contain", "incorporate", "meet", "fit"}, 1)) return plural;
  if (one_of({"is", "was", "has", "does", "contains", "incorporates", "meets", "exceeds", "fits"}, 1)) return !plural;
  return true;
}

// Quantifier, possessive and the rest in the order written: "each topmost", "its own", "every other". "of" after a
// quantifier is dropped, except in "one of".
std::string PhraseReader::determiner() {
  std::string text;
  const auto append = [&](std::string_view part) {
    if (!text.empty()) text += ' ';
    text += part;
  };
  const auto drop_of = [&] {
    if (!word("of") || !noun_ahead(1)) return false;
    ++pos_;
    return true;
  };
  while (!at_end()) {
    if (accept("at least one")) {
      append("at least one");
      drop_of();
    } else if (accept("one or more")) {
      append("one or more");
      drop_of();
    } else if (word("one")) {
      if (!word("of", 1) && !noun_ahead(1)) break;
      ++pos_;
      append(drop_of() ? "one of" : "one");
    } else if (one_of({"any", "each", "all"}) && word("of", 1)) {
      append(peek().text);
      ++pos_;
      if (!drop_of()) break;
    } else if ((classes() & Determiner) != 0 && !words("other than") && (noun_ahead(1) || words("at least one", 1))) {
      append(peek().text);
      ++pos_;
    } else {
      break;
    }
  }
  return text;
}

// The head, kNoNode if there is none.
NodeId PhraseReader::head() {
  const Token& token = peek();
  if (kind_of({Tok::Name, Tok::Adjective}))
    return leaf(Kind::Name, token.text, (token.flags & kTokPlural) != 0 ? ast::kPlural : 0);
  if (kind_of({Tok::Code, Tok::Program})) return leaf(Kind::Value, token.text);
  if (citation_ahead()) return citation();
  if (kind(Tok::String)) return leaf(Kind::Text, token.text);
  if (kind(Tok::Date)) return leaf(Kind::Date, token.text);
  if (kind_of({Tok::Quarter, Tok::Year})) return leaf(Kind::Quarter, token.text);
  if (kind(Tok::MonthDay)) return leaf(Kind::MonthDay, token.text);
  if (kind_of({Tok::Number, Tok::Ordinal})) return quantity();
  if (!wordlike(0)) return ast::kNoNode;
  if ((classes() & Pronoun) != 0) return leaf(Kind::Pronoun, token.text);
  if ((classes() & Function) != 0) return ast::kNoNode;
  // Words of the language that are a name together: "calendar year"
  const std::size_t begin = pos_;
  std::string text = token.text;
  ++pos_;
  while (kind(Tok::Keyword) && (classes() & ~Noun) == 0 && (peek().flags & kTokArticle) == 0) {
    text += ' ' + peek().text;
    ++pos_;
  }
  return make(Kind::Name, begin, {}, std::move(text));
}

bool PhraseReader::following_ahead() const {
  for (const std::string_view lead :
       {"any of", "all of", "one of", "each of", "one or more of", "at least one of", ""}) {
    const std::size_t count = lead.empty() ? 0 : words(lead);
    if ((lead.empty() || count > 0) && word("following", count)) return true;
  }
  return false;
}

NodeId PhraseReader::following() {
  const std::size_t begin = pos_;
  std::string text = "any";
  if (one_of({"all", "each"})) text = peek().text;
  if (words("one of")) text = "one";
  while (!word("following")) ++pos_;
  ++pos_;
  const NodeId made = make(Kind::Following, begin, {ast::kNoNode}, std::move(text));
  const NodeId outer = open_following_;
  open_following_ = made;
  attach_list();
  if (open_following_ == ast::kNoNode) open_following_ = outer;
  return made;
}

}  // namespace licet::syntax
