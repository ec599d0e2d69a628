// What may stand behind a noun. Each post belongs to the nearest noun on its left, so the innermost noun takes it.
#include "compiler/syntax/phrase_level.h"

namespace licet::syntax {

void PhraseReader::posts(std::vector<NodeId>* kids, NodeId head, unsigned use, std::uint16_t* flags) {
  while (!at_end()) {
    if ((use & kNested) != 0 && one_of({"that", "which"}) && verb(1) && ((use & kProper) != 0 || !agrees(head))) return;
    if (kind(Tok::Comma)) {
      if (!comma_post(kids, use, flags)) return;
      continue;
    }
    const NodeId made = post(use);
    if (made == ast::kNoNode) return;
    kids->push_back(made);
  }
}

NodeId PhraseReader::post(unsigned use) {
  const unsigned inner = kNested | (use & (kNoTo | kNoFor | kNoUnder | kNoOther));
  const std::size_t begin = pos_;
  if (word("of")) return of_post(inner);
  if (kind(Tok::Relation)) return relation_post(inner);
  if (specified_ahead() != 0) return specified_in(Kind::PostSpecified);
  if (words("described in")) return described();
  if (one_of({"that", "which"}) && verb(1)) {
    ++pos_;
    ++inside_.relatives;
    const NodeId inner_predicates = predicates();
    --inside_.relatives;
    return make(Kind::That, begin, {inner_predicates});
  }
  if (word("whose")) return whose_post();
  if (one_of({"incorporating", "containing"})) {
    std::string text = peek().text;
    ++pos_;
    const NodeId object = nouns(inner);
    return make(Kind::Holding, begin, {object}, std::move(text));
  }
  if (words("other than")) {
    pos_ += words("other than");
    const NodeId object = nouns(inner);
    return make(Kind::OtherThan, begin, {object});
  }
  if (kind(Tok::Adjective)) {  // an item of US origin
    const NodeId made = quality();
    const NodeId is = make(Kind::Is, begin, {made}, "is");
    return make(Kind::That, begin, {is});
  }
  if (word("owned") && kind(Tok::Number, 1)) {
    const NodeId made = owned();
    return make(Kind::That, begin, {made});
  }
  std::string relation;
  if (const std::size_t count = participle_ahead(&relation)) {
    pos_ += count;
    return with_object(Kind::Related, begin, std::move(relation), 0, inner);
  }
  if (word("as") && one_of({"increased", "codified", "enforced"}, 1)) {
    ++pos_;
    const NodeId manner = leaf(Kind::Name, peek().text);
    return make(Kind::Prep, begin, {manner}, "as");
  }
  std::size_t count = 0;
  std::string text = preposition(&count, use);
  if (count == 0) return ast::kNoNode;
  if (word("which", count)) return which_post();
  if (!noun_ahead(count)) return ast::kNoNode;
  pos_ += count;
  const NodeId object = nouns(inner);
  return make(Kind::Prep, begin, {object}, std::move(text));
}

// Posts that begin with a comma, and the comma that closes them before a verb or a relative clause.
bool PhraseReader::comma_post(std::vector<NodeId>* kids, unsigned use, std::uint16_t* flags) {
  const std::size_t begin = pos_ + 1;
  const bool outermost = (use & kNested) == 0 && inside_.relatives == 0;
  const std::size_t whose = kind(Tok::And, 1) ? 2 : 1;
  if (word("whose", whose) && outermost) {
    pos_ += whose;
    kids->push_back(whose_post());
  } else if (words("if any", 1) != 0 && outermost) {
    pos_ += 1 + words("if any", 1);
    *flags |= ast::kIfAny;
  } else if (words("other than", 1) != 0 && (use & kNoOther) == 0) {
    pos_ += 1 + words("other than", 1);
    const NodeId object = nouns(kNested);
    kids->push_back(make(Kind::OtherThan, begin, {object}));
  } else if (word("counting", 1) && outermost && (use & kNoCounting) == 0) {
    pos_ += 2;
    const NodeId object = nouns(kNested);
    kids->push_back(make(Kind::Counting, begin, {object}));
  } else if (words("in any", 1) != 0 && outermost) {  // each circuit, in any item, that …
    pos_ += 2;
    const NodeId object = nouns(kNested);
    kids->push_back(make(Kind::Prep, begin, {object}, "in"));
  } else {
    return false;
  }
  if (kind(Tok::Comma) && (verb(1) || (one_of({"that", "which"}, 1) && verb(2)))) ++pos_;
  return true;
}

NodeId PhraseReader::of_post(unsigned use) {
  const std::size_t begin = pos_++;
  if (comparison_ahead()) {
    const NodeId amount = compared();
    return make(Kind::OfAmount, begin, {amount});
  }
  if (kind(Tok::Comma) && noun_ahead(1)) {  // incorporated into, or used in the production of, N
    const NodeId open = make(Kind::Of, begin, {ast::kNoNode});
    holes_.push_back({open, 0, false});
    return open;
  }
  if (!noun_ahead() && !following_ahead()) return fail(Pattern::Noun);
  const std::size_t at = pos_;
  const NodeId object = nouns(use);
  if (words("or more") || words("or less")) {  // a TPP of lpp-notice or more
    const NodeId amount = compared_after(object, at);
    return make(Kind::OfAmount, begin, {amount});
  }
  return make(Kind::Of, begin, {object});
}

// "located in D"; "produced by, or ordered by, N", which is two predicates about the noun.
NodeId PhraseReader::relation_post(unsigned use) {
  const std::size_t begin = pos_;
  const std::size_t holes = holes_.size();
  const auto one = [&](Kind made) {
    const std::size_t at = pos_;
    std::string text = peek().text;
    const std::uint16_t flags = (peek().flags & kTokOutside) != 0 ? ast::kOutside : 0;
    ++pos_;
    return with_object(made, at, std::move(text), flags, use);
  };
  const NodeId first = one(Kind::Related);
  if (holes_.size() == holes) return first;
  std::vector<NodeId> kids;
  bool is_or = true;
  while (const Joint next = joint()) {
    if (!kind(Tok::Relation, next.length)) break;
    if (kids.empty()) {
      tree_->edit(first).kind = Kind::RelatedTo;
      kids.push_back(make(Kind::Is, begin, {first}, "is"));
    }
    pos_ += next.length;
    is_or = next.connective != Tok::And;
    const std::size_t at = pos_;
    const NodeId other = one(Kind::RelatedTo);
    kids.push_back(make(Kind::Is, at, {other}, "is"));
  }
  if (kids.empty()) return first;  // its object comes after the next predicate
  fill_holes(holes);
  const NodeId group = make(is_or ? Kind::OrPredicates : Kind::AndPredicates, begin, std::move(kids));
  return make(Kind::That, begin, {group});
}

// whose N P
NodeId PhraseReader::whose_post() {
  const std::size_t begin = pos_++;
  if (!noun_ahead()) return fail(Pattern::Noun);
  const NodeId owned = nouns(kNested | kSubject);
  if (!verb()) return fail(Pattern::Subject);
  ++inside_.relatives;
  const NodeId said = predicates();
  --inside_.relatives;
  return make(Kind::Whose, begin, {owned, said});
}

// in which N is R; for which N requires N [to N].
NodeId PhraseReader::which_post() {
  const std::size_t begin = pos_;
  std::string lead = peek().text;
  pos_ += 2;
  const NodeId who = nouns(kNested | kSubject);
  if (lead == "for" && accept("requires")) {
    const NodeId what = nouns(kNested | kNoTo);
    NodeId where = ast::kNoNode;
    if (accept("to")) where = nouns(kNested);
    return make(Kind::ForWhich, begin, {who, what, where});
  }
  if (!one_of({"is", "are", "was", "were"})) return fail(Pattern::Relation);
  ++pos_;
  const Token& stem = peek();
  std::string relation = stem.text;
  if (kind_of({Tok::Adjective, Tok::Keyword, Tok::Unknown, Tok::Name}))
    relation += ' ' + lead;
  else if (stem.kind != Tok::Relation)
    return fail(Pattern::Relation);
  ++pos_;
  return make(Kind::InWhich, begin, {who}, std::move(relation));
}

// described in paragraphs (1) through (3) of that definition
NodeId PhraseReader::described() {
  const std::size_t begin = pos_;
  pos_ += words("described in");
  NodeId of = ast::kNoNode;
  std::vector<NodeId> kids;
  if (paragraphs_ahead()) {
    bool is_or = false;
    kids = paragraphs(&of, &is_or);
  } else if (citation_ahead()) {
    kids.push_back(citation());
  } else {
    return fail(Pattern::Paragraphs);
  }
  kids.push_back(of);
  return make(Kind::Described, begin, std::move(kids));
}

std::size_t PhraseReader::specified_ahead() const {
  for (const std::string_view text :
       {"specified in", "otherwise specified in", "also specified in", "not otherwise specified in"})
    if (const std::size_t count = words(text)) return count;
  return 0;
}

NodeId PhraseReader::specified_in(Kind made) {
  const std::size_t begin = pos_;
  std::uint16_t flags = 0;
  std::string text;
  if (word("not")) flags = ast::kNotOtherwise;
  if (word("otherwise")) text = "otherwise";
  pos_ += specified_ahead();
  if (!noun_ahead() && !following_ahead() && !eccn_ahead()) return fail(Pattern::Specified);
  const NodeId inner = specified(false);
  return make(made, begin, {inner}, std::move(text), flags);
}

std::size_t PhraseReader::participle_ahead(std::string* relation, std::size_t ahead) const {
  if (!one_of({"listed", "restricted", "stated", "taken", "used", "marked"}, ahead)) return 0;
  std::size_t count = ahead + 1;
  std::string text = peek(ahead).text;
  while (one_of({"only", "out"}, count)) text += ' ' + peek(count++).text;
  const bool marked = word("marked", ahead);
  if (!marked && (classes(count) & Preposition) == 0) return 0;
  if (!marked) text += ' ' + peek(count++).text;
  if (!noun_ahead(count) && !kind(Tok::Comma, count)) return 0;
  *relation = std::move(text);
  return count - ahead;
}

// A relation whose word is read: its object, or a hole that the object of the last predicate fills.
NodeId PhraseReader::with_object(Kind made, std::size_t begin, std::string relation, std::uint16_t flags,
                                 unsigned use) {
  const bool stem = (*tokens_)[pos_ - 1].kind == Tok::Relation && ((*tokens_)[pos_ - 1].flags & kTokBase) != 0;
  std::string preposition = (flags & ast::kOutside) != 0 ? "outside" : relation.substr(relation.rfind(' ') + 1);
  if (!stem && (noun_ahead() || following_ahead())) {
    const NodeId object = relation_object(preposition, use);
    last_preposition_ = std::move(preposition);
    return make(made, begin, {object}, std::move(relation), flags);
  }
  if (!joint()) return fail(Pattern::Relation);
  const NodeId open = make(made, begin, {ast::kNoNode}, std::move(relation), flags);
  holes_.push_back({open, 0, stem});
  return open;
}

// N, and "or in N" with the preposition said again.
NodeId PhraseReader::relation_object(std::string_view preposition, unsigned use) {
  const std::size_t begin = pos_;
  const NodeId first = nouns(use);
  std::vector<NodeId> kids;
  bool is_or = true;
  while (const Joint next = joint()) {
    if (next.connective == Tok::End || !word(preposition, next.length) || !noun_ahead(next.length + 1)) break;
    if (word("which", next.length + 1) || next.clause) break;
    pos_ += next.length + 1;
    is_or = next.connective == Tok::Or;
    if (kids.empty()) kids.push_back(first);
    kids.push_back(nouns(use));
  }
  last_object_ = first;
  if (kids.empty()) return first;
  last_object_ = make(Kind::NounList, begin, std::move(kids), is_or ? "or" : "and");
  return last_object_;
}

// The preposition here and its number of tokens. Words that begin something else are none.
std::string PhraseReader::preposition(std::size_t* count, unsigned use) const {
  *count = 0;
  for (const std::string_view text : {"by reason of", "on or before", "on or after", "not later than", "out of"}) {
    if (const std::size_t found = words(text)) {
      *count = found;
      return std::string(text);
    }
  }
  if ((classes() & Preposition) == 0 || words("at least") || words("as codified") || words("as enforced")) return {};
  if ((use & kNoTo) != 0 && word("to")) return {};
  if ((use & kNoFor) != 0 && word("for")) return {};
  if ((use & kNoUnder) != 0 && word("under")) return {};
  *count = 1;
  return peek().text;
}

// Those that belong to a predicate or a fact as a whole: "holds an authorization on the export date".
std::vector<NodeId> PhraseReader::prepositions(unsigned use) {
  std::vector<NodeId> found;
  while (!at_end()) {
    const std::size_t begin = pos_;
    std::size_t count = 0;
    std::string text = preposition(&count, use);
    if (count == 0 || !noun_ahead(count)) break;
    pos_ += count;
    const NodeId object = nouns(kNested | kNoUnder | (use & (kNoTo | kNoFor)));
    found.push_back(make(Kind::Prep, begin, {object}, std::move(text)));
  }
  return found;
}

}  // namespace licet::syntax
