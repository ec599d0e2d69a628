// Citations inside phrases: tokens that are one already, and "paragraph(s) …" with what it is of.
#include <algorithm>

#include "compiler/syntax/phrase_level.h"

namespace licet::syntax {

bool PhraseReader::citation_ahead(std::size_t ahead) const {
  return kind_of({Tok::Section, Tok::Reference, Tok::Part, Tok::Note, Tok::Supplement, Tok::RuleDoc, Tok::Eccn},
                 ahead) ||
         paragraphs_ahead(ahead);
}

namespace {

// The label of a paragraph: (a), 6, b.(a)
bool is_label(const Token& token) {
  return token.kind == Tok::Reference || token.kind == Tok::Number ||
         ((token.kind == Tok::Unknown || token.kind == Tok::Code) && token.text.size() <= 8);
}

// §740.2 and (a) are §740.2(a); supplements and notes keep the word.
std::string paragraph_of(const Token& whole, const std::string& label) {
  if (whole.kind == Tok::Section) return whole.text + label;
  return whole.text + ", paragraph " + label;
}

}  // namespace

NodeId PhraseReader::citation() {
  const Token& token = peek();
  const std::size_t begin = pos_;
  std::uint16_t flags = 0;
  if (token.kind == Tok::Eccn) flags = ast::kEccn;
  if (token.kind == Tok::Reference) flags = ast::kRelative;
  std::string text = token.text;
  ++pos_;
  // Supp. No. 10 to part 748, paragraph 6
  const bool takes_paragraph = token.kind == Tok::Supplement || token.kind == Tok::Note;
  if (takes_paragraph && kind(Tok::Comma) && word("paragraph", 1) && is_label(peek(2))) {
    text = paragraph_of(token, peek(2).text);
    pos_ += 3;
  }
  return make(Kind::Citation, begin, {}, std::move(text), flags);
}

bool PhraseReader::paragraphs_ahead(std::size_t ahead) const {
  return (word("paragraph", ahead) || word("paragraphs", ahead)) && is_label(peek(ahead + 1));
}

// One Citation for each; kThrough on the one that ends a range. `of` gets the noun of "paragraph (1) of that
// definition".
std::vector<NodeId> PhraseReader::paragraphs(NodeId* of, bool* is_or) {
  *of = ast::kNoNode;
  *is_or = false;
  ++pos_;
  std::vector<NodeId> found;
  bool through = false;
  while (is_label(peek())) {
    const std::string label = peek().text;
    found.push_back(leaf(Kind::Citation, label, ast::kRelative | (through ? ast::kThrough : 0)));
    through = false;
    const Joint next = joint();
    if (next && is_label(peek(next.length))) {
      *is_or = *is_or || next.connective == Tok::Or;
      pos_ += next.length;
    } else if (word("through") && is_label(peek(1))) {
      ++pos_;
      through = true;
    } else {
      break;
    }
  }
  if (!word("of")) return found;
  const Token& whole = peek(1);
  if (whole.kind == Tok::Section || whole.kind == Tok::Supplement || whole.kind == Tok::Note) {
    for (const NodeId one : found) {
      ast::Node& node = tree_->edit(one);
      node.text = paragraph_of(whole, node.text);
      node.flags &= static_cast<std::uint16_t>(~ast::kRelative);
    }
    pos_ += 2;
  } else if (words("of this section")) {
    pos_ += 3;
  } else if (noun_ahead(1)) {
    ++pos_;
    *of = noun(kNested);
  }
  return found;
}

// As nouns: one phrase for each paragraph.
NodeId PhraseReader::paragraph_nouns() {
  const std::size_t begin = pos_;
  NodeId of = ast::kNoNode;
  bool is_or = false;
  std::vector<NodeId> kids = paragraphs(&of, &is_or);
  bool first = true;
  for (NodeId& kid : kids) {
    std::vector<NodeId> inner{kid};
    if (of != ast::kNoNode) {
      ast::Node post;
      post.kind = Kind::Of;
      post.span = (*tree_)[of].span;
      post.kids = {first ? of : copy(of)};
      inner.push_back(tree_->add(std::move(post)));
      first = false;
    }
    ast::Node phrase;
    phrase.kind = Kind::NounPhrase;
    phrase.span = (*tree_)[kid].span;
    phrase.kids = std::move(inner);
    kid = tree_->add(std::move(phrase));
  }
  if (kids.size() == 1) return kids.front();
  return make(Kind::NounList, begin, std::move(kids), is_or ? "or" : "and");
}

}  // namespace licet::syntax
