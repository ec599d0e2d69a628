// What follows "means": a noun, a value, values by case, a condition, an attestation.
#include "compiler/syntax/phrase_level.h"

namespace licet::syntax {

NodeId PhraseReader::meaning() {
  const std::size_t begin = pos_;
  if (word("that") && !verb(1) && !noun_ahead()) {
    ++pos_;
    const NodeId condition = conditions();
    return make(Kind::MeansThat, begin, {condition});
  }
  const NodeId first = value();
  if (kind(Tok::Comma) && word("bearing", 1)) return attestation(first, begin);
  const NodeId made = chosen(first, begin);
  const bool balance = tree_->kind(made) == Kind::NounPhrase && tree_->first(made, Kind::Of) != ast::kNoNode &&
                       (*tree_)[(*tree_)[made].kids.front()].text == "balance";
  if (balance) return make(Kind::MeansExpr, begin, {made});  // of a ledger: a value, whatever its name
  for (const Kind noun : {Kind::NounPhrase, Kind::NounList, Kind::Following, Kind::EccnGroups, Kind::Citation})
    if (tree_->kind(made) == noun) return make(Kind::MeansNoun, begin, {made});
  return make(Kind::MeansExpr, begin, {made});
}

bool PhraseReader::expression_ahead() const {
  return kind(Tok::Number) || kind(Tok::Ordinal) || words("sum of") || words("number of") ||
         (one_of({"sum", "highest", "lowest"}) && kind(Tok::Comma, 1) && word("over", 2));
}

NodeId PhraseReader::chosen_value() {
  const std::size_t begin = pos_;
  const NodeId first = value();
  return chosen(first, begin);
}

// An expression, or nouns.
NodeId PhraseReader::value() {
  const std::size_t begin = pos_;
  if (following_ahead()) return following();
  if (eccn_ahead()) return eccn_groups(true);
  if (expression_ahead()) return expression();
  if (comparison_ahead()) return compared();
  if (!noun_ahead()) return fail(Pattern::Noun);
  const NodeId made = nouns(kTop);
  if (tree_->kind(made) == Kind::NounPhrase && operator_ahead()) return expression_from(made, begin);
  return made;
}

// X, when C; Y, when D; otherwise Z. Or: X; or Y, when C; where Y stands before X.
NodeId PhraseReader::chosen(NodeId first, std::size_t begin) {
  std::vector<NodeId> cases;
  NodeId value_here = first;
  NodeId otherwise = ast::kNoNode;
  for (;;) {
    if (kind(Tok::Comma) && word("when", 1)) {
      pos_ += 2;
      cases.push_back(value_here);
      cases.push_back(when_of(value_here));
    } else if (otherwise == ast::kNoNode) {
      otherwise = value_here;
    } else {
      return fail(Pattern::Chosen);
    }
    std::size_t next = kind(Tok::Semicolon) ? 1 : 0;
    if (next == 1 && kind(Tok::Or, 1)) ++next;
    if (next == 0 || at_end()) break;
    pos_ += next;
    if (accept("otherwise")) {
      if (otherwise != ast::kNoNode) return fail(Pattern::Chosen);
      accept(Tok::Comma);
      otherwise = value();
      break;
    }
    value_here = value();
    if (failed_) break;
  }
  if (cases.empty()) return first;
  cases.push_back(otherwise);
  return make(Kind::Chosen, begin, std::move(cases));
}

// The condition of a case; "X, when stated" speaks of X itself.
NodeId PhraseReader::when_of(NodeId subject) {
  const std::size_t begin = pos_;
  if (!one_of({"stated", "known", "missing"}) || !(item_ends(1) || kind(Tok::Semicolon, 1))) return conditions();
  const std::uint16_t flags = word("missing") ? 0 : ast::kNot;
  ++pos_;
  const NodeId missing = make(Kind::Missing, begin);
  const NodeId is = make(Kind::Is, begin, {missing}, "is", flags);
  const NodeId of = copy(subject);
  return make(Kind::Clause, begin, {of, is});
}

// an attestation of N, bearing Ns, that states S and agrees to each of the following: list
NodeId PhraseReader::attestation(NodeId noun, std::size_t begin) {
  const auto property = [&](std::size_t at, const char* name, NodeId kid) {
    return make(Kind::Property, at, {kid}, name);
  };
  std::vector<NodeId> kids{noun};
  const std::size_t bearing = ++pos_;
  ++pos_;
  const NodeId borne = nouns(kTop);
  kids.push_back(property(bearing, "bearing", borne));
  accept(Tok::Comma);
  if (!accept("that")) return fail(Pattern::That);
  bool agrees = false;
  if (word("states") && kind(Tok::String, 1)) {
    const std::size_t states = pos_++;
    const NodeId text = leaf(Kind::Text, peek().text);
    kids.push_back(property(states, "states", text));
    agrees = accept("and agrees to") || accept("and agrees");
  } else {
    agrees = accept("agrees to") || accept("states");
  }
  NodeId items = ast::kNoNode;
  if (agrees) {
    if (!following_ahead()) return fail(Pattern::That);
    const NodeId all = following();
    items = tree_->kid(all, 0);
  }
  kids.push_back(items);
  return make(Kind::MeansAttestation, begin, std::move(kids));
}

}  // namespace licet::syntax
