// What follows "is": a noun, a quality, a relation, a place, a paragraph, a comparison, a date.
#include "compiler/syntax/phrase_level.h"

namespace licet::syntax {

NodeId PhraseReader::is(std::size_t begin, std::string verb, std::uint16_t flags) {
  if (word("neither")) return neither(begin, verb);
  std::string_view bound;
  std::size_t count = 0;
  const bool compares = bound_ahead(&bound, &count) || day_ahead(&bound, &count);
  if (!compares && specified_ahead() == 0 && accept("not")) {
    flags |= ast::kNot;
    if (kind(Tok::Predicate)) {
      std::string text = peek().text;
      ++pos_;
      return make(Kind::Does, begin, {}, std::move(text), ast::kNot);
    }
  }
  const bool both = accept("both");
  const std::size_t at = pos_;
  const std::size_t holes = holes_.size();
  const NodeId first = complement(&flags);
  const Kind kind_of = tree_->kind(first);
  if (kind_of == Kind::OwnedAtLeast) return first;
  const bool negated = (flags & ast::kNot) != 0 && !both;
  if (negated && kind_of == Kind::OneOf && (*tree_)[first].kids.size() > 1)
    report_negation(at, verb, (*tree_)[first].text == "or");
  return alternatives(begin, at, verb, flags, first, negated, holes);
}

// "is designed for, or is", "will be incorporated into, or used in the production of, N": further complements of one
// verb.
NodeId PhraseReader::alternatives(std::size_t begin, std::size_t at, const std::string& verb, std::uint16_t flags,
                                  NodeId first, bool negated, std::size_t holes) {
  std::vector<NodeId> kids{first};
  bool ands = false;
  bool ors = false;
  std::vector<Part> parts{{at, pos_}};
  std::vector<Joint> joints;
  while (const Joint next = joint()) {
    if (next.clause || !complement_ahead(next.length)) break;
    if (next.connective == Tok::End && (ands || ors)) break;
    pos_ += next.length;
    ands = ands || next.connective == Tok::And;
    ors = ors || next.connective == Tok::Or;
    joints.push_back(next);
    const std::size_t from = pos_;
    std::uint16_t own = 0;
    kids.push_back(complement(&own));
    parts.emplace_back(from, pos_);
  }
  if (kids.size() == 1) return make(Kind::Is, begin, {first}, verb, flags);
  if (!ands && !ors) return fail(Pattern::ListEnd);
  if (ands && ors) report_mixed(parts, joints);
  if (negated) report_negation(at, verb, ors);
  if (holes_.size() > holes) fill_holes(holes);
  bool qualities = true;
  for (const NodeId kid : kids) qualities = qualities && tree_->kind(kid) == Kind::Quality;
  if (qualities) {
    const NodeId made = make(Kind::Qualities, begin, std::move(kids), ors ? "or" : "and");
    return make(Kind::Is, begin, {made}, verb, flags);
  }
  for (NodeId& kid : kids) {
    ast::Node node;
    node.kind = Kind::Is;
    node.flags = flags;
    node.span = (*tree_)[kid].span;
    node.text = verb;
    node.kids = {kid};
    kid = tree_->add(std::move(node));
  }
  return make(ors ? Kind::OrPredicates : Kind::AndPredicates, begin, std::move(kids));
}

// neither A nor B
NodeId PhraseReader::neither(std::size_t begin, const std::string& verb) {
  ++pos_;
  std::vector<NodeId> kids;
  std::uint16_t flags = 0;
  const std::size_t at = pos_;
  kids.push_back(complement(&flags));
  while (word("nor") || (kind(Tok::Comma) && word("nor", 1))) {
    pos_ += kind(Tok::Comma) ? 2 : 1;
    kids.push_back(complement(&flags));
  }
  if (kids.size() < 2) return fail(Pattern::Neither);
  bool qualities = true;
  bool simple = true;
  for (const NodeId kid : kids) {
    qualities = qualities && tree_->kind(kid) == Kind::Quality;
    simple = simple && tree_->kind(kid) == Kind::OneOf && (*tree_)[kid].kids.size() == 1;
  }
  if (qualities) {
    const NodeId made = make(Kind::Qualities, at, std::move(kids), "neither");
    return make(Kind::Is, begin, {made}, verb);
  }
  if (simple) {
    for (NodeId& kid : kids) kid = (*tree_)[kid].kids.front();
    const NodeId made = make(Kind::OneOf, at, std::move(kids), "or");
    return make(Kind::Is, begin, {made}, verb, ast::kNot);
  }
  for (NodeId& kid : kids) {
    ast::Node node;
    node.kind = Kind::Is;
    node.flags = ast::kNot;
    node.span = (*tree_)[kid].span;
    node.text = verb;
    node.kids = {kid};
    kid = tree_->add(std::move(node));
  }
  return make(Kind::AndPredicates, begin, std::move(kids));
}

// A further complement without its verb: not a noun, which the list before would have taken.
bool PhraseReader::complement_ahead(std::size_t ahead) const {
  if (kind(Tok::Relation, ahead)) return true;
  if (kind(Tok::Adjective, ahead)) return !noun_ahead(ahead + 1);
  if (one_of({"before", "after"}, ahead) && noun_ahead(ahead + 1)) return true;
  std::string relation;
  return words("specified in", ahead) != 0 || participle_ahead(&relation, ahead) != 0 ||
         (one_of({"in", "outside", "within"}, ahead) && noun_ahead(ahead + 1));
}

NodeId PhraseReader::complement(std::uint16_t* flags) {
  const std::size_t begin = pos_;
  if (following_ahead()) return following();
  if (kind(Tok::Adjective) && !(noun_ahead(1) && (peek(1).flags & kTokArticle) == 0 && !kind(Tok::Adjective, 1)))
    return quality();
  if (kind(Tok::Relation)) {
    std::string text = peek().text;
    const std::uint16_t outside = (peek().flags & kTokOutside) != 0 ? ast::kOutside : 0;
    ++pos_;
    return with_object(Kind::RelatedTo, begin, std::move(text), outside, kTop);
  }
  if (specified_ahead() != 0) return specified_in(Kind::SpecifiedIn);
  if (comparison_ahead()) return compared();
  std::string_view day;
  std::size_t count = 0;
  if (day_ahead(&day, &count) && noun_ahead(count)) return date_compared();
  if (const NodeId made = complement_word(begin, flags); made != ast::kNoNode || failed_) return made;
  if (one_of({"in", "outside", "within", "under", "at", "above", "below", "between", "from", "for", "with"})) {
    std::string text = peek().text;
    ++pos_;
    const bool outside = text == "outside";
    return with_object(Kind::InPlace, begin, std::move(text), outside ? ast::kOutside : 0, kTop);
  }
  if (noun_ahead()) return complement_noun(begin);
  return fail(Pattern::Complement);
}

// Complements that are told by their first word; kNoNode if this is none of them.
NodeId PhraseReader::complement_word(std::size_t begin, std::uint16_t* flags) {
  if (words("described in")) return described();
  if (word("owned")) return owned();
  if (accept("required")) return required(begin);
  if (accept("eligible for")) return eligible(begin);
  if (accept("presumed to be")) return presumed(begin);
  if (word("subject") && word("to", 1)) {  // where no decided value of that name is in scope
    pos_ += 2;
    std::string text = "subject to the " + peek().text;
    ++pos_;
    std::vector<NodeId> kids = prepositions(kTop);
    return make(Kind::Quality, begin, std::move(kids), std::move(text));
  }
  const bool for_it = one_of({"used", "claimed"}) && words("for it", 1) != 0;  // by the record that posts
  if (words("both met") || one_of({"met", "true"}) || for_it ||
      (one_of({"used", "claimed"}) && (classes(1) & (Preposition | Determiner)) == 0)) {
    accept("both");
    std::string text = peek().text;
    pos_ += for_it ? 3 : 1;
    const NodeId count = counted();
    return make(Kind::MetOrTrue, begin, {count}, std::move(text));
  }
  if (accept("missing")) return make(Kind::Missing, begin);
  if (one_of({"known", "stated"}) && !noun_ahead(1) && (classes(1) & Preposition) == 0) {
    ++pos_;
    *flags ^= ast::kNot;
    return make(Kind::Missing, begin);
  }
  for (const std::string_view mode : {"as codified", "as enforced"})
    if (accept(mode)) return make(Kind::ModeIs, begin, {}, std::string(mode));
  std::string relation;
  if (const std::size_t count = participle_ahead(&relation)) {
    pos_ += count;
    return with_object(Kind::RelatedTo, begin, std::move(relation), 0, kTop);
  }
  return ast::kNoNode;
}

// N, Ns, N or more, or an expression that begins with a noun.
NodeId PhraseReader::complement_noun(std::size_t begin) {
  const NodeId made = nouns(kTop);
  if (made == ast::kNoNode) return made;
  if (tree_->kind(made) == Kind::NounList) {
    tree_->edit(made).kind = Kind::OneOf;
    return made;
  }
  if (operator_ahead()) {
    const NodeId value = expression_from(made, begin);
    return compared_after(value, begin);
  }
  if (words("or more") || words("or less")) return compared_after(made, begin);
  return make(Kind::OneOf, begin, {made});
}

NodeId PhraseReader::quality() {
  const std::size_t begin = pos_;
  std::string text = peek().text;
  ++pos_;
  std::vector<NodeId> kids = prepositions(kTop);
  return make(Kind::Quality, begin, std::move(kids), std::move(text));
}

// owned 50 percent or more, directly or indirectly, individually or in the aggregate, by N
NodeId PhraseReader::owned() {
  const std::size_t begin = pos_++;
  if (!kind(Tok::Number)) return fail(Pattern::Owned);
  const NodeId share = leaf(Kind::Number, peek().text);
  if (!accept("percent")) return fail(Pattern::Owned);
  std::string text = accept("or more") ? "or more" : "";
  for (;;) {
    const std::size_t comma = kind(Tok::Comma) ? 1 : 0;
    std::string_view said;
    std::size_t count = 0;
    for (const std::string_view manner :
         {"directly or indirectly", "individually or in aggregate", "directly", "indirectly"}) {
      count = words(manner, comma);
      said = manner;
      if (count > 0) break;
    }
    if (count == 0) break;
    pos_ += comma + count;
    if (!text.empty()) text += ", ";
    text += said;
  }
  if (kind(Tok::Comma) && word("by", 1)) ++pos_;
  if (!accept("by")) return fail(Pattern::Owned);
  const NodeId owner = nouns(kTop);
  return make(Kind::OwnedAtLeast, begin, {share, owner}, std::move(text));
}

// required under Ns to export N to N
NodeId PhraseReader::required(std::size_t begin) {
  NodeId under = ast::kNoNode;
  if (accept("under")) under = nouns(kTop | kNoTo);
  NodeId acts = ast::kNoNode;
  NodeId item = ast::kNoNode;
  NodeId to = ast::kNoNode;
  if (accept("to")) {
    acts = actions();
    if (noun_ahead()) item = nouns(kTop | kNoTo);
    if (accept("to")) to = nouns(kTop);
  }
  if (under == ast::kNoNode && acts == ast::kNoNode) return fail(Pattern::Required);
  return make(Kind::Required, begin, {under, acts, item, to});
}

NodeId PhraseReader::actions() {
  const std::size_t begin = pos_;
  std::vector<NodeId> kids;
  const auto is_action = [&](std::size_t ahead) {
    const Token& token = peek(ahead);
    for (const std::string_view text :
         {"export", "export from abroad", "reexport", "transfer (in-country)", "transfer"})
      if (token.text == text) return true;
    return false;
  };
  while (is_action(0)) {
    std::string text = peek().text;
    if (text == "export" && words("from abroad", 1) != 0) {
      text = "export from abroad";
      pos_ += words("from abroad", 1);
    }
    kids.push_back(leaf(Kind::Value, std::move(text)));
    const Joint next = joint();
    if (!next || !is_action(next.length)) break;
    pos_ += next.length;
  }
  if (kids.empty()) return fail(Pattern::Required);
  return make(Kind::Actions, begin, std::move(kids));
}

NodeId PhraseReader::eligible(std::size_t begin) {
  if (!noun_ahead()) return fail(Pattern::Eligible);
  std::string program = peek().text;
  ++pos_;
  NodeId to = ast::kNoNode;
  if (accept("to")) to = nouns(kTop);
  return make(Kind::EligibleFor, begin, {to}, std::move(program));
}

// presumed to be X and to be Y; the subject is put in front by clause_with.
NodeId PhraseReader::presumed(std::size_t begin) {
  std::vector<NodeId> kids{ast::kNoNode};
  std::uint16_t flags = 0;
  kids.push_back(complement(&flags));
  while (const Joint next = joint()) {
    const std::size_t count = words("to be", next.length);
    if (count == 0) break;
    pos_ += next.length + count;
    kids.push_back(complement(&flags));
  }
  return make(Kind::Presumed, begin, std::move(kids));
}

NodeId PhraseReader::complement_only() {
  std::uint16_t flags = 0;
  return complement(&flags);
}

}  // namespace licet::syntax
