// A sentence of law: leads, body, tails. The bodies of the license vocabulary are in parse_license.cc.
#include "compiler/syntax/parse_build.h"
#include "grammar/LicetParser.h"

namespace licet::syntax {

using P = grammar::LicetParser;

namespace {

bool group_at(const Tokens& tokens, std::size_t i) { return tokens[i].kind == Tok::Open; }

}  // namespace

bool Builder::wants_list(Range range) const {
  for (std::size_t i = range.begin; i < range.end; ++i) {
    if (group_at(*tokens_, i)) return false;
    if (keyword(i, "following") && (token(i).flags & kTokArticle)) return true;
  }
  return false;
}

// "… any of the following when C: (1) …": the list at the end of the last chain belongs to the words in front.
void Builder::take_list(std::vector<Part>* all) {
  loose_ = {};
  if (all->empty()) return;
  Part& last = all->back();
  Range range = last.at;
  if (last.context) {
    const std::vector<Part> own = parts(last.context);
    if (own.empty() || !own.back().is(P::RuleChain)) return;
    range = own.back().at;
  }
  std::size_t open = range.end;
  int depth = 0;
  while (open > range.begin) {
    --open;
    if (token(open).kind == Tok::Close) ++depth;
    if (token(open).kind == Tok::Open && --depth == 0) break;
    if (depth == 0) return;  // words stand at the end
  }
  if (open <= range.begin || token(open).kind != Tok::Open || token(open - 1).kind != Tok::Colon) return;
  if (wants_list({range.begin, open - 1}) || (open >= 2 && keyword(open - 2, "following"))) return;
  bool wanted = false;
  for (const Part& part : *all)
    if (&part != &last) wanted |= wants_list(part.at);
  if (!wanted) return;
  loose_ = {open - 1, range.end};
  last.at.end = open - 1;
}

Range Builder::hang(Range range) {
  if (loose_.empty() || !wants_list(range)) return range;
  const std::size_t begin = joined_.size();
  joined_.reserve(begin + (range.end - range.begin) + (loose_.end - loose_.begin));
  for (std::size_t i = range.begin; i < range.end; ++i) joined_.push_back(joined_[i]);
  for (std::size_t i = loose_.begin; i < loose_.end; ++i) joined_.push_back(joined_[i]);
  loose_ = {};
  return {begin, joined_.size()};
}

NodeId Builder::sentence(const Part& clause) {
  std::vector<Part> all = parts(clause.context);
  if (all.size() > 1) take_list(&all);
  const Range whole = clause.at;
  std::vector<NodeId> kids;
  Range subject;
  bool has_subject = false;
  std::vector<NodeId> tails;
  NodeId body = ast::kNoNode;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Part& part = all[i];
    if (part.is(P::RuleLead)) kids.push_back(lead(part));
    if (part.is(P::RuleFixedBody)) body = fixed_body(part);
    if (part.is(P::RuleChain)) {
      subject = part.at;
      has_subject = true;
      const bool alone = i + 1 >= all.size() || all[i + 1].is(P::RuleTail);
      if (alone) body = general_body(hang(subject));
    }
    if (part.is(P::RuleVerb)) body = verb_body(subject, part);
    if (part.is(P::RuleClause) && has_subject) {
      const NodeId inner = sentence(part);
      std::vector<NodeId> read = citations(subject);
      read.push_back(inner);
      body = add(Kind::ReadAs, span({subject.begin, part.at.end}), {}, std::move(read));
    }
    if (part.is(P::RuleTail)) tails.push_back(tail(part, {part.at.begin, part.at.end}));
  }
  kids.push_back(body);
  kids.insert(kids.end(), tails.begin(), tails.end());
  return add(Kind::Sentence, span(whole), {}, std::move(kids));
}

NodeId Builder::lead(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  const Span here = span(rule.at);
  switch (all[0].type) {
    case P::EXCEPT_AS_PROVIDED_IN:
      return add(Kind::LeadExcept, here, {}, citations(all[1].at));
    case P::NOTWITHSTANDING:
      return add(Kind::LeadNotwithstanding, here, {}, citations(all[1].at));
    case P::SUBJECT_TO:
      return add(Kind::LeadSubjectTo, here, {}, citations(all[1].at));
    case P::WHERE:
      return add(Kind::LeadWhere, here, {}, {condition(all[1].at)});
    case P::WHEN_FIRST:
      return add(Kind::LeadWhen, here, {}, {condition(all[1].at)});
    case P::FOR_EACH: {
      // "each" was read with the lead; each further "each N" stands behind a comma or "and".
      std::vector<NodeId> nouns;
      std::size_t begin = all[1].at.begin;
      for (std::size_t i = begin; i <= all[1].at.end; ++i) {
        if (i < all[1].at.end && !(keyword(i, "each") && i > begin)) continue;
        std::size_t end = i;
        while (end > begin && (token(end - 1).kind == Tok::Comma || token(end - 1).kind == Tok::And)) --end;
        if (begin < end) {
          const NodeId made = noun({begin, end});
          if (tree_->kind(made) == Kind::NounPhrase && (*tree_)[made].text.empty()) tree_->edit(made).text = "each";
          nouns.push_back(made);
        }
        begin = i;
      }
      return add(Kind::LeadForEach, here, {}, std::move(nouns));
    }
    case P::FROM_FIRST: {
      const NodeId made_by = all.size() > 2 && all[2].is(P::RuleDocument) ? document(all[2]) : ast::kNoNode;
      return add(Kind::LeadFrom, here, {}, {literal(all[1].at.begin), made_by});
    }
    default:
      return ast::kNoNode;
  }
}

NodeId Builder::tail(const Part& rule, Range shortened) {
  const std::vector<Part> all = parts(rule.context);
  const Range range{all[1].at.begin, std::min(all[1].at.end, shortened.end)};
  const Kind kind = all[0].token(P::WHEN)      ? Kind::When
                    : all[0].token(P::OR_WHEN) ? Kind::OrWhen
                    : all[0].token(P::UNLESS)  ? Kind::Unless
                    : all[0].token(P::ONLY_IF) ? Kind::OnlyIf
                                               : Kind::Provided;
  return add(kind, span({rule.at.begin, range.end}), {}, {condition(range)});
}

NodeId Builder::general_body(Range subject) { return add(Kind::Concludes, span(subject), {}, {condition(subject)}); }

NodeId Builder::fixed_body(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  const Span here = span(rule.at);
  switch (all[0].type) {
    case P::LICENSE_IS_REQUIRED_TO:
      return requirement(all);
    case P::NO_LICENSE_EXCEPTION:
      return foreclosure(all);
    case P::NO_PERSON_MAY:
      return prohibition(all);
    case P::APPLICATIONS:
      return review(all);
    case P::MAY_BE_OVERCOME_ONLY:
      return add(Kind::OvercomeOnly, here, {}, {phrases().list(chain(all[1].at))});
    case P::IT_IS_PRESUMED_THAT:
      return add(Kind::OpenPresumption, here, {}, {condition(all[1].at)});
    case P::IT_IS_A_FINDING_THAT: {
      std::string id;
      const std::string wording = wording_of(all[1].at, &id);
      const NodeId made = add(Kind::FindingIs, here, wording);
      tree_->edit(made).name2 = id;
      return made;
    }
    case P::NEITHER: {
      std::vector<NodeId> kids = citations(all[1].at);
      if (all.size() > 3) kids.push_back(noun(all[3].at));
      return add(Kind::DoesNotApply, here, {}, std::move(kids));
    }
    case P::MAY_PROCEED_BUT_FOR:
      return add(Kind::MayProceed, here, {}, {literal(all[1].at.begin)});
    default:
      return ast::kNoNode;
  }
}

NodeId Builder::verb_body(Range subject, const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  const Span here = span({subject.begin, rule.at.end});
  switch (all[0].type) {
    case P::OVERCOMES:
      return exception(subject, all, false);
    case P::DOES_NOT_OVERCOME:
      return exception(subject, all, true);
    case P::CONDITIONED_ON:
      return conditioned(subject, all);
    case P::AUTHORIZES:
      return authorization(subject, all);
    case P::MUST:
      return duty(subject, all);
    case P::IS_PRESUMED_TO:
      return presumed(subject, all[1].at);
    case P::DOES_NOT_APPLY: {
      std::vector<NodeId> kids = citations(subject);
      const bool this_one = kids.empty();
      if (all.size() > 2) kids.push_back(noun(all[2].at));
      return add(Kind::DoesNotApply, here, this_one ? "this paragraph" : "", std::move(kids));
    }
    case P::APPLIES_AS_IF:
    case P::APPLIES_WITH: {
      std::vector<NodeId> kids = citations(subject);
      const bool as_if = all[0].token(P::APPLIES_AS_IF);
      kids.push_back(as_if ? condition(all[1].at) : noun(all[1].at));
      return add(Kind::AppliesAsIf, here, as_if ? "" : "with", std::move(kids));
    }
    case P::ARE_NOT_ENFORCED:
      return add(Kind::NotEnforced, here, {}, citations(subject));
    case P::ARE_TESTED:
      return tested(subject, all[1].at, here);
    default:
      return ast::kNoNode;
  }
}

// Paragraphs (i) and (ii) are tested for every delivery, counting it, and on each February 1 and August 1.
NodeId Builder::tested(Range subject, Range when, Span here) {
  std::vector<NodeId> kids = citations(subject);
  kids.push_back(add(Kind::Text, span(when), words(when)));
  for (std::size_t i = when.begin; i < when.end; ++i)
    if (token(i).kind == Tok::MonthDay) kids.push_back(literal(i));
  return add(Kind::Tested, here, {}, std::move(kids));
}

// "be specified in 3A090.a and to be a datacenter item"
NodeId Builder::presumed(Range subject, Range complements) {
  std::vector<NodeId> kids = {noun(subject)};
  std::size_t begin = complements.begin;
  for (std::size_t i = begin; i <= complements.end; ++i) {
    const bool next = i < complements.end && token(i).kind == Tok::And && keyword(i + 1, "to") && keyword(i + 2, "be");
    if (i < complements.end && !next) continue;
    if (keyword(begin, "to")) ++begin;
    if (keyword(begin, "be")) ++begin;
    if (begin < i) kids.push_back(phrases().complement(chain({begin, i})));
    begin = i + 1;
  }
  return add(Kind::Presumed, span({subject.begin, complements.end}), {}, std::move(kids));
}

}  // namespace licet::syntax
