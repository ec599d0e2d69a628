// Lists inside phrases, and what an item may say.
#include <utility>

#include "compiler/syntax/phrase_level.h"

namespace licet::syntax {

NodeId PhraseReader::list() {
  const Level level(this);
  if (!level.ok()) return ast::kNoNode;
  const std::size_t begin = pos_;
  if (!accept(Tok::Open)) return fail(Pattern::Item);
  std::vector<NodeId> items;
  std::string connective;
  while (!at_end() && !kind(Tok::Close)) {
    const std::size_t before = pos_;
    if (kind(Tok::Item)) items.push_back(item());
    if (fatal_) break;
    if (kind(Tok::ItemSep)) {
      if (!peek().text.empty()) connective = peek().text;
      ++pos_;
    } else if (pos_ == before) {
      fail(Pattern::Item);
      break;
    }
  }
  accept(Tok::Close);
  return make(Kind::List, begin, std::move(items), std::move(connective));
}

// kids: Heading? content tail*. A mistake ends its item and not the list.
NodeId PhraseReader::item() {
  const std::size_t begin = pos_;
  const std::size_t stop = stop_;
  const std::size_t holes = holes_.size();
  const NodeId outer = open_following_;
  open_following_ = ast::kNoNode;
  const Inside inside = std::exchange(inside_, {});
  std::string label = peek().text;
  ++pos_;
  NodeId heading = ast::kNoNode;
  if (kind(Tok::Heading)) heading = leaf(Kind::Heading, peek().text);
  std::vector<NodeId> kids{heading, content()};
  tail(&kids);
  if (!failed_ && !kind(Tok::ItemSep) && !kind(Tok::Close) && !kind(Tok::FullStop)) fail(Pattern::Item);
  if (!failed_ && holes_.size() > holes) fail(Pattern::Relation);
  open_following_ = outer;
  inside_ = inside;
  holes_.resize(holes);
  const NodeId made = make(Kind::Item, begin, std::move(kids), std::move(label));
  if (!fatal_) {
    stop_ = stop;
    failed_ = false;
    skip_item();
  }
  return made;
}

// To the separator or the close of the list at hand.
void PhraseReader::skip_item() {
  for (int open = 0; !at_end(); ++pos_) {
    if (kind(Tok::Open)) ++open;
    if (open == 0 && (kind(Tok::ItemSep) || kind(Tok::Close))) return;
    if (kind(Tok::Close)) --open;
  }
}

NodeId PhraseReader::item_alone() {
  const std::size_t begin = pos_;
  const NodeId first = content();
  std::vector<NodeId> kids{ast::kNoNode, first};
  tail(&kids);
  return kids.size() == 2 ? first : make(Kind::Item, begin, std::move(kids));
}

NodeId PhraseReader::content() {
  const std::size_t begin = pos_;
  if (kind(Tok::Open)) return list();
  if (kind(Tok::String) && item_ends(1)) return leaf(Kind::Text, peek().text);
  if (word("[reserved]")) return leaf(Kind::Reserved, {});
  if (word("if")) return if_then(true);
  if (eccn_ahead()) return eccn_groups(true);
  if (share_ahead()) return conditions();
  if (comparison_ahead()) return compared();
  if (!following_ahead() && !noun_ahead()) return conditions();
  if (words("it is shown") || (word("reading") && word("is", 2))) return conditions();
  const NodeId made = subject();
  if (failed_) return made;
  if (verb()) return conditions_from(made, begin);
  if (words("or more") || words("or less")) return compared_after(made, begin);
  comma_that(made);
  return made;
}

bool PhraseReader::item_ends(std::size_t ahead) const {
  return kind(Tok::ItemSep, ahead) || kind(Tok::Close, ahead) || kind(Tok::End, ahead) || kind(Tok::FullStop, ahead);
}

// , when C and , unless C behind an item, and the list of a "the following" before them.
void PhraseReader::tail(std::vector<NodeId>* kids) {
  while (!at_end()) {
    const std::size_t comma = kind(Tok::Comma) ? 1 : 0;
    if (!one_of({"when", "unless"}, comma)) break;
    const bool when = word("when", comma);
    const std::size_t begin = pos_ + comma;
    pos_ = begin + 1;
    const NodeId condition = conditions();
    kids->push_back(make(when ? Kind::When : Kind::Unless, begin, {condition}));
  }
  attach_list();
}

// The list that stands here belongs to the "following" that waits for one.
void PhraseReader::attach_list() {
  const std::size_t colon = kind(Tok::Colon) ? 1 : 0;
  if (open_following_ == ast::kNoNode || !kind(Tok::Open, colon)) return;
  const NodeId owner = open_following_;
  open_following_ = ast::kNoNode;
  pos_ += colon;
  const NodeId made = list();
  ast::Node& node = tree_->edit(owner);
  node.kids = {made};
  node.span = cover(node.span, (*tree_)[made].span);
}

}  // namespace licet::syntax
