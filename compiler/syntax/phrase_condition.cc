// Conditions: clauses joined flat by "and" or "or".
#include "compiler/syntax/phrase_level.h"

namespace licet::syntax {

NodeId PhraseReader::conditions() { return conditions_from(ast::kNoNode, pos_); }

NodeId PhraseReader::conditions_from(NodeId subject, std::size_t begin) {
  const Level level(this);
  if (!level.ok()) return ast::kNoNode;
  Clauses clauses;
  const NodeId first = subject == ast::kNoNode ? clause() : clause_with(subject, begin);
  clauses.add(first, begin, pos_);
  if (group_.connective != Tok::End) clauses.group = group_;
  bool closed = false;
  while (const Joint next = joint()) {
    // A is N, B is N, and C is N: a bare comma goes on with a clause until the connective has come.
    const bool series = next.clause && !closed && inside_.ifs == 0;
    if ((next.connective == Tok::End && !series) || !clause_ahead(next.length)) break;
    closed = closed || next.connective != Tok::End;
    more_clause(next, &clauses);
  }
  if (clauses.kids.size() > 1 && !closed) {
    // A is N, B has N, and has N: the last of the series goes on with its own subject.
    clauses.joints.back().connective = clauses.group.connective;
    if (clauses.group.connective == Tok::End) fail(Pattern::ListEnd);
  }
  return join(&clauses, begin);
}

// The next clause behind its joint. A group of predicates joined otherwise than the clauses is one level lower only if
// a comma sets it off.
void PhraseReader::more_clause(const Joint& next, Clauses* clauses) {
  const Group before = clauses->group;
  pos_ += next.length;
  const std::size_t begin = pos_;
  const NodeId made = clause();
  clauses->joints.push_back(next);
  clauses->add(made, begin, pos_);
  clauses->group = group_;
  if (next.comma) return;
  const auto clash = [&](const Group& group) {
    return group.connective != Tok::End && !group.open && group.connective != next.connective;
  };
  Joint inner;
  inner.length = 1;
  if (clash(before)) {
    inner.connective = before.connective;
    const auto [from, to] = clauses->parts[clauses->parts.size() - 2];
    report_mixed({{from, before.split}, {before.begin, to}, {begin, pos_}}, {inner, next});
  } else if (clash(group_)) {
    inner.connective = group_.connective;
    report_mixed({clauses->parts[clauses->parts.size() - 2], {begin, group_.split}, {group_.begin, pos_}},
                 {next, inner});
  }
}

NodeId PhraseReader::join(Clauses* clauses, std::size_t begin) {
  if (clauses->kids.size() == 1) return clauses->kids.front();
  bool ands = false;
  bool ors = false;
  for (const Joint& joint : clauses->joints) {
    ands = ands || joint.connective == Tok::And;
    ors = ors || joint.connective == Tok::Or;
  }
  if (ands && ors) report_mixed(clauses->parts, clauses->joints);
  return make(ors ? Kind::Or : Kind::And, begin, std::move(clauses->kids));
}

bool PhraseReader::clause_ahead(std::size_t ahead) const {
  if (noun_ahead(ahead) || kind(Tok::SentenceFact, ahead)) return true;
  return one_of({"neither", "there", "if", "not", "less", "more", "at", "on", "before", "after", "for", "in", "under",
                 "known", "stated", "following", "knows"},
                ahead);
}

NodeId PhraseReader::clause() {
  const Level level(this);
  if (!level.ok()) return ast::kNoNode;
  group_ = {};
  bool taken = false;
  const std::size_t begin = pos_;
  const NodeId special = special_clause(&taken);
  NodeId made = special;
  if (!taken) {
    if (!noun_ahead() && !following_ahead()) return fail(Pattern::Condition);
    const NodeId what = subject();
    made = clause_with(what, begin);
  }
  return made;
}

// Nouns, or a value that is compared: "the TPP of the item divided by its die area is 5.92 or more".
NodeId PhraseReader::subject() {
  const std::size_t begin = pos_;
  ++inside_.subjects;
  NodeId made = expression_ahead() ? term() : nouns(kSubject);
  --inside_.subjects;
  const bool is_list = tree_->kind(made) == Kind::NounList;
  if (!failed_ && !is_list && operator_ahead()) made = expression_from(made, begin);
  return made;
}

// Clauses that are told by their first words.
NodeId PhraseReader::special_clause(bool* taken) {
  *taken = true;
  const std::size_t begin = pos_;
  if (kind(Tok::SentenceFact)) {
    std::string text = peek().text;
    ++pos_;
    std::vector<NodeId> times = prepositions(kTop);
    return make(Kind::SentenceFact, begin, std::move(times), std::move(text));
  }
  if (word("neither")) return neither_clause();
  if (accept("there is no") || accept("there are no")) {
    const NodeId what = nouns(kTop);
    return make(Kind::ThereIsNo, begin, {what});
  }
  if (words("it is shown")) return shown();
  if (words("it is not true that")) return not_true();
  if (word("if")) return if_then(false);
  if (word("reading") && word("is", 2)) return reading_is();
  if (words("as codified") || words("as enforced")) {
    std::string text = words("as codified") ? "as codified" : "as enforced";
    pos_ += 2;
    return make(Kind::ModeIs, begin, {}, std::move(text));
  }
  if (share_ahead()) return share();
  if (words("for every") || words("for each")) {
    ++pos_;
    const NodeId each = nouns(kTop);
    accept(Tok::Comma);
    const NodeId inner = clause();
    return make(Kind::ForEvery, begin, {each, inner});
  }
  if (one_of({"on", "before", "after", "in", "under", "at", "for"}) && noun_ahead(1)) {
    std::string text = peek().text;
    ++pos_;
    const NodeId basis = nouns(kNested);
    accept(Tok::Comma);
    const NodeId inner = clause();
    return make(Kind::OnBasis, begin, {basis, inner}, std::move(text));
  }
  *taken = false;
  return ast::kNoNode;
}

// The subject is read; what is said of it follows.
NodeId PhraseReader::clause_with(NodeId subject, std::size_t begin) {
  group_ = {};
  const Kind subject_kind = tree_->kind(subject);
  if (subject_kind == Kind::Following && open_following_ == subject && one_of({"is", "are"}) &&
      one_of({"true", "met"}, 1)) {
    pos_ += 2;
    ast::Node& node = tree_->edit(subject);
    node.kind = Kind::AreTrue;
    node.text = node.text == "all" || node.text == "each" ? "all" : "any";
    node.span = cover(node.span, span(begin, pos_));
    attach_list();
    return subject;
  }
  if (word("knows") || words("has knowledge") || words("has reason to know")) return knows(subject, begin);
  if (!verb()) return fail(Pattern::Subject);
  const NodeId said = predicates();
  const ast::Node& node = (*tree_)[said];
  if (node.kind == Kind::Is && node.kids.size() == 1) {
    const NodeId complement = node.kids.front();
    if (tree_->kind(complement) == Kind::Presumed) {
      ast::Node& presumed = tree_->edit(complement);
      presumed.kids.front() = subject;
      presumed.span = span(begin, pos_);
      return complement;
    }
    if (tree_->kind(complement) == Kind::ModeIs) return complement;
    if (is_mode(subject, complement))
      return make(Kind::ModeIs, begin, {}, (*tree_)[(*tree_)[(*tree_)[complement].kids[0]].kids[0]].text);
    if (tree_->kind(complement) == Kind::MetOrTrue && node.flags == 0)
      if (const NodeId met = paragraphs_met(subject, complement, begin); met != ast::kNoNode) return met;
  }
  return make(Kind::Clause, begin, {subject, said});
}

// the mode is "as codified"
bool PhraseReader::is_mode(NodeId subject, NodeId complement) const {
  const ast::Tree& tree = *tree_;
  if (tree.kind(subject) != Kind::NounPhrase || tree.kind(complement) != Kind::OneOf) return false;
  const auto& kids = tree[complement].kids;
  if (kids.size() != 1 || tree.kind(kids[0]) != Kind::NounPhrase || tree[kids[0]].kids.size() != 1) return false;
  return tree.kind(tree[kids[0]].kids[0]) == Kind::Text && tree.kind(tree[subject].kids[0]) == Kind::Name &&
         tree[tree[subject].kids[0]].text == "mode";
}

// "paragraphs (b) through (e) are met": citations alone, kNoNode if the subject is anything else
NodeId PhraseReader::paragraphs_met(NodeId subject, NodeId complement, std::size_t begin) {
  if ((*tree_)[complement].text != "met" || tree_->kid(complement, 0) != ast::kNoNode) return ast::kNoNode;
  std::vector<NodeId> members{subject};
  if (tree_->kind(subject) == Kind::NounList) members = (*tree_)[subject].kids;
  std::uint16_t flags = 0;
  for (NodeId& member : members) {
    const auto& kids = (*tree_)[member].kids;
    if (kids.size() != 1 || tree_->kind(kids.front()) != Kind::Citation) return ast::kNoNode;
    member = kids.front();
    flags |= (*tree_)[member].flags & ast::kThrough;
  }
  const bool any = tree_->kind(subject) == Kind::NounList && (*tree_)[subject].text == "or";
  return make(Kind::ParagraphsMet, begin, std::move(members), any ? "or" : "", flags);
}

void PhraseReader::Clauses::add(NodeId node, std::size_t begin, std::size_t end) {
  kids.push_back(node);
  parts.emplace_back(begin, end);
}

}  // namespace licet::syntax
