// Predicates of one subject, joined flat; an object that follows the last of them belongs to those that lack one:
// "is headquartered in, or has an ultimate parent headquartered in, D".
#include "compiler/syntax/phrase_level.h"

namespace licet::syntax {

NodeId PhraseReader::predicates() {
  const Level level(this);
  if (!level.ok()) return ast::kNoNode;
  const std::size_t begin = pos_;
  const std::size_t holes = holes_.size();
  std::vector<NodeId> kids{predicate()};
  std::vector<Part> parts{{begin, pos_}};
  std::vector<Joint> joints;
  bool ands = false;
  bool ors = false;
  while (const Joint next = joint()) {
    if (!verb(next.length) || word("knows", next.length)) break;
    if (next.connective == Tok::End && (ands || ors)) break;
    // "has a day that is before N, and has": what a comma sets off belongs to the series that waits for its connective
    if (next.comma && kids.size() == 1 && inside_.predicates > 0) break;
    pos_ += next.length;
    ands = ands || next.connective == Tok::And;
    ors = ors || next.connective == Tok::Or;
    joints.push_back(next);
    const std::size_t at = pos_;
    const int waiting = ands || ors ? 0 : 1;
    inside_.predicates += waiting;
    kids.push_back(predicate());
    inside_.predicates -= waiting;
    parts.emplace_back(at, pos_);
  }
  const bool open = holes_.size() > holes;
  if (open) fill_holes(holes);
  if (kids.size() > 1 && !ands && !ors) fail(Pattern::ListEnd);
  if (ands && ors) report_mixed(parts, joints);
  group_ = {};
  if (kids.size() == 1) return kids.front();
  group_ = {ors ? Tok::Or : Tok::And, open, parts[parts.size() - 2].second, parts.back().first};
  return make(ors ? Kind::OrPredicates : Kind::AndPredicates, begin, std::move(kids));
}

void PhraseReader::fill_holes(std::size_t from) {
  NodeId object = ast::kNoNode;
  if (kind(Tok::Comma) && noun_ahead(1)) {
    ++pos_;
    object = nouns(kTop);
  } else if (last_object_ != ast::kNoNode) {
    object = copy(last_object_);  // is located in or is headquartered in D
  } else {
    fail(Pattern::Relation);
  }
  for (std::size_t i = from; i < holes_.size(); ++i) {
    // "located or headquartered outside D" can be read in two ways
    const std::string& relation = (*tree_)[holes_[i].owner].text;
    if (holes_[i].stem && !relation.ends_with(' ' + last_preposition_)) fail(Pattern::Relation);
    const NodeId own = i == from ? object : copy(object);
    tree_->edit(holes_[i].owner).kids[holes_[i].kid] = own;
  }
  holes_.resize(from);
}

NodeId PhraseReader::predicate() {
  const std::size_t begin = pos_;
  last_object_ = ast::kNoNode;
  if (kind(Tok::Predicate)) {
    std::string text = peek().text;
    ++pos_;
    std::vector<NodeId> times = prepositions(kTop);
    return make(Kind::Does, begin, std::move(times), std::move(text));
  }
  if (word("will") || word("would")) {
    std::string text = peek().text + " be";
    ++pos_;
    const std::uint16_t flags = accept("not") ? ast::kNot : 0;
    if (!accept("be")) return fail(Pattern::Predicate);
    return is(begin, std::move(text), flags);
  }
  if (one_of({"is", "are", "was", "were"})) {
    std::string text = peek().text;
    ++pos_;
    return is(begin, std::move(text), 0);
  }
  if (one_of({"does", "do"})) return does_not(begin);
  if (one_of({"has", "have", "had"})) {
    ++pos_;
    return has(begin, 0);
  }
  if (one_of({"contains", "incorporates", "contain", "incorporate"})) return contains(begin, 0);
  if (one_of({"meets", "meet"})) {
    ++pos_;
    return meets(begin, 0);
  }
  if (accept("exceeds")) return exceeds(begin, 0);
  if (accept("fits within") || accept("fit within")) return fits(begin, 0);
  return fail(Pattern::Predicate);
}

NodeId PhraseReader::does_not(std::size_t begin) {
  ++pos_;
  if (!accept("not")) return fail(Pattern::Predicate);
  if (kind(Tok::Predicate)) {
    std::string text = peek().text;
    ++pos_;
    std::vector<NodeId> times = prepositions(kTop);
    return make(Kind::Does, begin, std::move(times), std::move(text), ast::kNot);
  }
  if (accept("have")) return has(begin, ast::kNo);
  if (one_of({"contain", "incorporate"})) return contains(begin, ast::kNot);
  if (accept("meet")) return meets(begin, ast::kNot);
  if (accept("exceed")) return exceeds(begin, ast::kNot);
  if (accept("fit within")) return fits(begin, ast::kNot);
  return fail(Pattern::Predicate);
}

NodeId PhraseReader::has(std::size_t begin, std::uint16_t flags) {
  if (word("not") && kind(Tok::Predicate, 1)) {  // has not applied for approval
    ++pos_;
    std::string text = peek().text;
    ++pos_;
    std::vector<NodeId> times = prepositions(kTop);
    return make(Kind::Does, begin, std::move(times), std::move(text), ast::kNot);
  }
  if (word("no") && noun_ahead(1)) {
    ++pos_;
    flags |= ast::kNo;
  }
  const NodeId object = nouns(kTop);
  return make(Kind::Has, begin, {object}, {}, flags);
}

NodeId PhraseReader::contains(std::size_t begin, std::uint16_t flags) {
  std::string text = peek().text;
  if (text.back() != 's') text += 's';
  ++pos_;
  if (word("no") && noun_ahead(1)) {
    ++pos_;
    flags |= ast::kNo;
  }
  const NodeId object = nouns(kTop);
  return make(Kind::Contains, begin, {object}, std::move(text), flags);
}

NodeId PhraseReader::meets(std::size_t begin, std::uint16_t flags) {
  if (accept("or exceeds") || accept("or exceed")) {
    accept("parameters of");
    const NodeId object = nouns(kTop);
    std::vector<NodeId> kids{object};
    if (tree_->kind(object) == Kind::NounList) kids = (*tree_)[object].kids;
    for (NodeId& kid : kids)
      if (const NodeId cited = tree_->first(kid, Kind::Citation); cited != ast::kNoNode) kid = cited;
    return make(Kind::MeetsOrExceeds, begin, std::move(kids), {}, flags);
  }
  if (following_ahead()) {
    const NodeId made = following();
    ast::Node& node = tree_->edit(made);
    node.kind = Kind::MeetsAny;
    node.flags = flags;
    node.text = node.text == "all" || node.text == "each" ? "all" : "any";
    node.span = cover(span(begin, begin + 1), node.span);
    return made;
  }
  const NodeId object = nouns(kTop | kNoCounting);
  const NodeId count = counted();
  return make(Kind::Meets, begin, {object, count}, {}, flags);
}

// ", counting this delivery" of a predicate, kNoNode if it is not there
NodeId PhraseReader::counted() {
  if (!kind(Tok::Comma) || !word("counting", 1)) return ast::kNoNode;
  pos_ += 2;
  return nouns(kNested);
}

// "exceeds X" is "is more than X"
NodeId PhraseReader::exceeds(std::size_t begin, std::uint16_t flags) {
  const NodeId value = expression();
  const NodeId amount = make(Kind::Compared, begin, {value}, "more than");
  return make(Kind::Is, begin, {amount}, "is", flags);
}

NodeId PhraseReader::fits(std::size_t begin, std::uint16_t flags) {
  const NodeId most = limit();
  return make(Kind::FitsWithin, begin, {most}, {}, flags);
}

}  // namespace licet::syntax
