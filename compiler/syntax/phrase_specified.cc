// What may follow "specified in": ECCNs in groups, citations, names of lists, any of the following.
#include "compiler/syntax/phrase_level.h"

namespace licet::syntax {

bool PhraseReader::eccn_ahead(std::size_t ahead) const {
  return kind(Tok::Eccn, ahead) || (word("category", ahead) && kind(Tok::Number, ahead + 1)) ||
         (word("Category", ahead) && kind(Tok::Number, ahead + 1)) ||
         (word("corresponding", ahead) && kind(Tok::Eccn, ahead + 1));
}

NodeId PhraseReader::specified(bool with_when) {
  if (following_ahead()) return following();
  if (eccn_ahead()) return eccn_groups(with_when);
  // Proper names have no posts here: what follows "Country Group D:1, D:4, or D:5" belongs further out.
  const bool proper = (peek().flags & kTokArticle) == 0 && (classes() & Determiner) == 0;
  const NodeId made = nouns(proper ? kNested | kNoPosts : kNested);
  if (tree_->kind(made) != Kind::NounPhrase) return made;
  const auto& kids = (*tree_)[made].kids;
  return kids.size() == 1 && tree_->kind(kids.front()) == Kind::Citation ? kids.front() : made;
}

// "(1) 3A090.a; 3A001.z.1.a or z.2.a; 4A004.z.1": a semicolon goes on with an ECCN.
NodeId PhraseReader::eccn_groups(bool with_when) {
  const std::size_t begin = pos_;
  std::vector<NodeId> groups;
  do {
    groups.push_back(eccn_group(with_when || !groups.empty()));
    std::size_t next = kind(Tok::Semicolon) ? 1 : 0;
    if (next == 1 && (kind(Tok::Or, 1) || kind(Tok::And, 1))) ++next;
    if (next == 0 || !eccn_ahead(next)) break;
    pos_ += next;
  } while (!at_end());
  return make(Kind::EccnGroups, begin, std::move(groups));
}

// kids: Citation* Prep? (for N) OtherThan? When?
NodeId PhraseReader::eccn_group(bool with_when) {
  const std::size_t begin = pos_;
  std::vector<NodeId> kids;
  std::uint16_t flags = 0;
  bool category = eccn_member(&kids, &flags);  // Category 3, 4, or 5
  while (const Joint next = joint()) {
    std::size_t ahead = next.length;
    if (word("in", ahead) && eccn_ahead(ahead + 1))
      ++ahead;  // ", or in a corresponding .z paragraph", ", or in 3B002.c"
    if (!eccn_ahead(ahead) && !(category && kind(Tok::Number, ahead))) break;
    pos_ += ahead;
    category = eccn_member(&kids, &flags);
  }
  NodeId purpose = ast::kNoNode;
  if (word("for") && noun_ahead(1)) {
    const std::size_t at = pos_++;
    const NodeId object = nouns(kTop | kNoOther);
    purpose = make(Kind::Prep, at, {object}, "for");
  }
  NodeId other = ast::kNoNode;
  if (kind(Tok::Comma) && words("other than", 1)) {
    const std::size_t at = pos_ + 1;
    pos_ += 3;
    const NodeId object = nouns(kTop);
    other = make(Kind::OtherThan, at, {object});
  }
  NodeId when = ast::kNoNode;
  if (with_when && kind(Tok::Comma) && word("when", 1)) {
    const std::size_t at = pos_ + 1;
    pos_ += 2;
    const NodeId condition = conditions();
    when = make(Kind::When, at, {condition});
  }
  kids.insert(kids.end(), {purpose, other, when});
  return make(Kind::EccnGroup, begin, std::move(kids), {}, flags);
}

// One ECCN, a range, "a corresponding .z paragraph", "a .y paragraph", or "Category 3".
bool PhraseReader::eccn_member(std::vector<NodeId>* kids, std::uint16_t* flags) {
  if (accept("corresponding")) {
    *flags |= ast::kCorrespondingZ;
    ++pos_;
    accept("paragraph");
    return false;
  }
  if (kind(Tok::Number) || word("category") || word("Category")) {
    const std::size_t begin = pos_;
    if (!kind(Tok::Number)) ++pos_;
    const std::string number = peek().text;
    ++pos_;
    kids->push_back(make(Kind::Citation, begin, {}, "Category " + number, ast::kEccn));
    return true;
  }
  const std::size_t begin = pos_;
  const Token& token = peek();
  std::string text = token.text;
  ++pos_;
  if (accept("paragraph")) text = (token.aux.empty() ? token.text : token.aux) + " paragraph";  // a .y paragraph
  kids->push_back(make(Kind::Citation, begin, {}, std::move(text), ast::kEccn));
  if (word("through") && kind(Tok::Eccn, 1)) {
    ++pos_;
    kids->push_back(leaf(Kind::Citation, peek().text, ast::kEccn | ast::kThrough));
  }
  return false;
}

}  // namespace licet::syntax
