// Clauses of a form of their own: neither … nor, what is shown, what someone knows, shares, readings, if.
#include "compiler/syntax/phrase_level.h"

namespace licet::syntax {

// neither N[,] nor N[,] is …
NodeId PhraseReader::neither_clause() {
  const std::size_t begin = pos_++;
  std::vector<NodeId> kids{noun(kSubject)};
  while (word("nor") || (kind(Tok::Comma) && word("nor", 1))) {
    pos_ += kind(Tok::Comma) ? 2 : 1;
    kids.push_back(noun(kSubject));
  }
  if (kids.size() < 2) return fail(Pattern::Neither);
  if (kind(Tok::Comma) && verb(1)) ++pos_;
  if (!verb()) return fail(Pattern::Subject);
  kids.push_back(predicates());
  return make(Kind::NeitherClause, begin, std::move(kids));
}

// it is shown [, by Ns,] that [, on N,] C [and [, by N,] that C]. "shown A and B" is "shown A and shown B".
NodeId PhraseReader::shown() {
  const std::size_t begin = pos_;
  pos_ += words("it is shown");
  Clauses parts;
  const NodeId first = shown_part(begin);
  parts.add(first, begin, pos_);
  while (const Joint next = joint()) {
    const std::size_t ahead = next.length;
    const bool again = word("that", ahead) || (word("by", ahead) && noun_ahead(ahead + 1)) ||
                       (kind(Tok::Comma, ahead) && word("by", ahead + 1));
    if (next.connective == Tok::End || !again) break;
    pos_ += ahead;
    const std::size_t at = pos_;
    const NodeId part = shown_part(at);
    parts.joints.push_back(next);
    parts.add(part, at, pos_);
  }
  group_ = {};
  return join(&parts, begin);
}

NodeId PhraseReader::shown_part(std::size_t begin) {
  NodeId by = ast::kNoNode;
  if (kind(Tok::Comma) && word("by", 1)) ++pos_;
  if (accept("by")) {
    by = nouns(kNested);
    accept(Tok::Comma);
  }
  if (!accept("that")) return fail(Pattern::Shown);
  NodeId basis = ast::kNoNode;
  if (kind(Tok::Comma) && word("on", 1)) ++pos_;
  if (word("on") && noun_ahead(1)) {
    ++pos_;
    basis = nouns(kNested);
    accept(Tok::Comma);
  }
  const std::size_t at = pos_;
  Clauses clauses;
  const NodeId first = clause();
  clauses.add(first, at, pos_);
  clauses.group = group_;
  while (const Joint next = joint()) {
    const bool again = word("that", next.length) || word("by", next.length) || kind(Tok::Comma, next.length);
    if (next.connective == Tok::End || again || !clause_ahead(next.length)) break;
    more_clause(next, &clauses);
  }
  if (basis == ast::kNoNode || clauses.kids.size() == 1) {
    const NodeId inner = join(&clauses, at);
    return make(Kind::Shown, begin, {by, basis, inner});
  }
  // "on the values stated in it" reaches to the end of its own clause
  for (std::size_t i = 0; i < clauses.kids.size(); ++i) {
    ast::Node node;
    node.kind = Kind::Shown;
    node.span = i == 0 ? span(begin, clauses.parts[0].second) : span(clauses.parts[i].first, clauses.parts[i].second);
    node.kids = {i == 0 ? by : ast::kNoNode, i == 0 ? basis : ast::kNoNode, clauses.kids[i]};
    clauses.kids[i] = tree_->add(std::move(node));
  }
  return join(&clauses, begin);
}

// N knows [, or has reason to know,] that C; N has knowledge that C
NodeId PhraseReader::knows(NodeId who, std::size_t begin) {
  std::string text = "knows";
  if (accept("has knowledge")) {
    text = "has knowledge";
  } else if (accept("has reason to know")) {
    text = "has reason to know";
  } else {
    ++pos_;
    const std::size_t comma = kind(Tok::Comma) ? 1 : 0;
    if (const std::size_t count = words("or has reason to know", comma)) {
      text = "has reason to know";
      pos_ += comma + count;
      accept(Tok::Comma);
    }
  }
  if (!accept("that")) return fail(Pattern::Knows);
  const NodeId what = conditions();
  group_ = {};
  return make(Kind::Knows, begin, {who, what}, std::move(text));
}

// It is not true that C. One clause: what a comma sets off is said by itself, and without one it can be read in two
// ways.
NodeId PhraseReader::not_true() {
  const std::size_t begin = pos_;
  pos_ += words("it is not true that");
  const std::size_t at = pos_;
  const NodeId inner = clause();
  if (const Joint next = joint(); next.connective != Tok::End && !next.comma && clause_ahead(next.length) && !failed_) {
    const std::size_t end = pos_;
    pos_ += next.length;
    const std::size_t second = pos_;
    clause();
    report_not_true({at, end}, {second, pos_}, next.connective == Tok::Or);
  }
  group_ = {};
  return make(Kind::NotTrue, begin, {inner});
}

bool PhraseReader::share_ahead() const {
  std::string_view bound;
  std::size_t count = 0;
  return bound_ahead(&bound, &count) && kind(Tok::Number, count) && word("percent", count + 1) && word("of", count + 2);
}

// not more than 25 percent of N is in | outside N
NodeId PhraseReader::share() {
  const std::size_t begin = pos_;
  std::string_view bound;
  std::size_t count = 0;
  bound_ahead(&bound, &count);
  pos_ += count;
  const NodeId percent = leaf(Kind::Number, peek().text);
  ++pos_;
  if (!accept("of") || !noun_ahead()) return fail(Pattern::Share);
  const NodeId whole = nouns(kNested);
  if (kind(Tok::Comma) && word("counting", 1)) {
    const std::size_t at = pos_ + 1;
    pos_ += 2;
    const NodeId object = nouns(kNested);
    const NodeId counted = make(Kind::Counting, at, {object});
    if (tree_->kind(whole) == Kind::NounPhrase) tree_->edit(whole).kids.push_back(counted);
    accept(Tok::Comma);
  }
  gather_accounts(whole);
  if (!one_of({"is", "are"})) return fail(Pattern::Share);
  const NodeId said = predicate();
  return make(Kind::ShareIs, begin, {percent, whole, said}, std::string(bound));
}

// if C, clause; in a list of comparisons also: if C, less than X
NodeId PhraseReader::if_then(bool of_item) {
  const std::size_t begin = pos_++;
  ++inside_.ifs;
  const NodeId condition = conditions();
  --inside_.ifs;
  if (!accept(Tok::Comma)) return fail(Pattern::IfThen);
  const NodeId then = of_item ? content() : clause();
  return make(Kind::IfThen, begin, {condition, then});
}

NodeId PhraseReader::reading_is() {
  const std::size_t begin = pos_++;
  std::string reading = peek().text;
  pos_ += 2;
  if (at_end()) return fail(Pattern::Reading);
  std::string alternative = peek().text;
  ++pos_;
  const NodeId made = make(Kind::ReadingIs, begin, {}, std::move(alternative));
  tree_->edit(made).name2 = std::move(reading);
  return made;
}

}  // namespace licet::syntax
