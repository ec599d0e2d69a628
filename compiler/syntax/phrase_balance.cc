// Balances: what stands behind the name of a ledger names accounts of it and times, whatever noun it stands next to.
// "the balance of received for the holder in the destination, after this shipment" asks one ledger for one account.
#include "compiler/syntax/phrase_level.h"

namespace licet::syntax {

// Takes the posts that name accounts and times out of a noun, also those of nouns inside them.
void PhraseReader::lift_accounts(NodeId from, std::vector<NodeId>* out) {
  if (tree_->kind(from) == Kind::NounList) from = (*tree_)[from].kids.back();
  if (tree_->kind(from) != Kind::NounPhrase) return;
  std::vector<NodeId> kids = (*tree_)[from].kids;
  std::size_t first = kids.size();
  while (first > 0 && accounts_post(kids[first - 1])) --first;
  const std::vector<NodeId> taken(kids.begin() + static_cast<std::ptrdiff_t>(first), kids.end());
  kids.resize(first);
  tree_->edit(from).kids = std::move(kids);
  for (const NodeId post : taken) {
    out->push_back(post);
    lift_accounts((*tree_)[post].kids.front(), out);
  }
}

bool PhraseReader::accounts_post(NodeId post) const {
  const ast::Node& node = (*tree_)[post];
  if (node.kind != Kind::Prep || node.kids.empty()) return false;
  for (const std::string_view word : {"for", "in", "after", "before"})
    if (node.text == word) return true;
  return false;
}

// A phrase that names a ledger, or a balance of one: its accounts stand behind it.
void PhraseReader::gather_accounts(NodeId phrase) {
  if (tree_->kind(phrase) != Kind::NounPhrase) return;
  std::vector<NodeId> kids = (*tree_)[phrase].kids;
  std::vector<NodeId> made;
  const bool balance = !kids.empty() && (*tree_)[kids.front()].text == "balance";
  for (const NodeId kid : kids) {
    made.push_back(kid);
    const Kind kind = tree_->kind(kid);
    if ((balance && kind == Kind::Of) || kind == Kind::Counting || accounts_post(kid))
      lift_accounts((*tree_)[kid].kids.front(), &made);
  }
  tree_->edit(phrase).kids = std::move(made);
}

NodeId PhraseReader::limit() {
  const NodeId made = nouns(kTop);
  gather_accounts(made);
  return made;
}

}  // namespace licet::syntax
