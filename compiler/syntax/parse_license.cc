// The bodies of the license vocabulary: requirements, exceptions, conditions, authorizations, foreclosures, review
// policies, duties.
#include <algorithm>

#include "compiler/syntax/parse_build.h"
#include "grammar/LicetParser.h"

namespace licet::syntax {

using P = grammar::LicetParser;

NodeId Builder::actions(Range range) {
  std::vector<NodeId> kids;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    const std::string& text = token(i).text;
    if (keyword(i, "for") || token(i).kind == Tok::Comma || token(i).kind == Tok::And || token(i).kind == Tok::Or)
      continue;
    std::string action = text == "exports"                  ? "export"
                         : text == "reexports"              ? "reexport"
                         : text == "transfers (in-country)" ? "transfer (in-country)"
                                                            : text;
    if (action == "export" && keyword(i + 1, "from") && i + 2 < range.end) {
      kids.push_back(add(Kind::Value, span({i, i + 3}), "export from abroad"));
      i += 2;
      continue;
    }
    kids.push_back(add(Kind::Value, token(i).span, std::move(action)));
  }
  return add(Kind::Actions, span(range), {}, std::move(kids));
}

NodeId Builder::requirement(const std::vector<Part>& all) {
  NodeId acts = ast::kNoNode, items = ast::kNoNode, destinations = ast::kNoNode;
  std::string to;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].token(P::ACTIONS)) acts = actions(all[i].at);
    if (all[i].token(P::TO)) to = words(all[i].at);
    if (all[i].is(P::RuleChain)) (all[i - 1].token(P::TO) ? destinations : items) = noun(hang(all[i].at));
  }
  return add(Kind::Requires, span({all.front().at.begin, all.back().at.end}), std::move(to),
             {acts, items, destinations});
}

NodeId Builder::foreclosure(const std::vector<Part>& all) {
  std::vector<NodeId> kids;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (!all[i].is(P::RuleChain)) continue;
    const std::vector<NodeId> made = all[i - 1].token(P::OTHER_THAN) ? limits(hang(all[i].at)) : targets(all[i].at);
    kids.insert(kids.end(), made.begin(), made.end());
  }
  return add(Kind::Forecloses, span({all.front().at.begin, all.back().at.end}), {}, std::move(kids));
}

NodeId Builder::prohibition(const std::vector<Part>& all) {
  std::vector<NodeId> kids;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].token(P::ACTIONS)) kids.push_back(actions(all[i].at));
    if (!all[i].is(P::RuleChain)) continue;
    if (kids.empty()) {
      std::string id;
      kids.push_back(add(Kind::Text, span(all[i].at), wording_of(all[i].at, &id)));
    } else {
      kids.push_back(noun(hang(all[i].at)));
    }
  }
  return add(Kind::Prohibits, span({all.front().at.begin, all.back().at.end}), {}, std::move(kids));
}

// ---- review policies

void Builder::review_policy(Range range, ast::Node* node) {
  if (keyword(range.begin, "under")) ++range.begin;
  node->text = range.end == range.begin + 1 ? token(range.begin).text : words(range);
}

NodeId Builder::review(const std::vector<Part>& all) {
  ast::Node node;
  node.kind = Kind::Reviewed;
  node.span = span({all.front().at.begin, all.back().at.end});
  NodeId of = ast::kNoNode;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].is(P::RuleGroup)) {
      node.text = "as follows";
      for (std::size_t k = all[i].at.begin; k < all[i].at.end; ++k) {
        if (token(k).kind != Tok::Item) continue;
        std::size_t end = k + 1;
        while (token(end).kind != Tok::ItemSep && token(end).kind != Tok::Close) ++end;
        node.kids.push_back(review_share({k + 1, end}, token(k).text, span({k, end})));
      }
    }
    if (!all[i].is(P::RuleChain)) continue;
    if (all[i - 1].token(P::FOR)) {
      of = property("for", span(all[i].at), citations(all[i].at));
    } else if (all[i - 1].token(P::UNDER_POLICY_OF)) {
      node.text = "under the review policy of";
      node.kids.push_back(noun(all[i].at));
    } else {
      review_policy(all[i].at, &node);
    }
  }
  if (of != ast::kNoNode) node.kids.push_back(of);
  return tree_->add(std::move(node));
}

// under a presumption of approval, for so much of M as fits within N · under a policy of denial, for the rest
NodeId Builder::review_share(Range range, std::string label, Span whole) {
  ast::Node node;
  node.kind = Kind::Reviewed;
  node.span = span(range);
  std::size_t comma = range.begin;
  while (comma < range.end && token(comma).kind != Tok::Comma) ++comma;
  review_policy({range.begin, comma}, &node);
  if (const std::size_t much = phrase_at(*tokens_, comma, ", for so much of")) {
    std::size_t as = comma + much;
    while (as < range.end && !phrase_at(*tokens_, as, "as fits within")) ++as;
    const NodeId measure = noun({comma + much, as});
    const NodeId within = as < range.end ? phrases().limit(chain({as + 3, range.end})) : ast::kNoNode;
    node.kids.push_back(property("so much", node.span, {measure, within}));
  } else if (phrase_at(*tokens_, comma, ", for rest")) {
    node.kids.push_back(property("rest", node.span));
  } else if (comma < range.end) {
    diagnostics_->add(Code::SentenceNotUnderstood, span({comma, range.end}), {place_, words({comma, comma + 2})}).help =
        "write: under a POLICY, for so much of M as fits within N; and under a POLICY, for the rest";
  }
  const NodeId reviewed = tree_->add(std::move(node));
  return add(Kind::Item, whole, std::move(label), {reviewed});
}

// ---- exceptions

std::string Builder::program(Range subject, std::vector<NodeId>* also) {
  std::string first;
  for (std::size_t i = subject.begin; i < subject.end; ++i) {
    const Token& t = token(i);
    if (t.kind != Tok::Program && t.kind != Tok::Code) continue;
    if (first.empty())
      first = t.text;
    else
      also->push_back(property("also", t.span, {add(Kind::Value, t.span, t.text)}));
  }
  if (first.empty())
    diagnostics_->add(Code::SentenceNotUnderstood, span(subject), {place_, words(subject)}).help =
        "name a license exception: it is declared in the head of its section, as in License Exception AIA";
  return first;
}

NodeId Builder::exception(Range subject, const std::vector<Part>& all, bool negated) {
  const std::vector<Part> own = parts(all[1].context);
  const Span here = span({subject.begin, all.back().at.end});
  // "No other statement of any person overcomes the presumption."
  if (phrase_at(*tokens_, own[0].at.begin, "presumption") && keyword(subject.begin, "no"))
    return add(Kind::OvercomeOnly, here, {}, {}, ast::kNo);
  std::vector<NodeId> also;
  std::string name = program(subject, &also);
  std::vector<NodeId> kids = targets(own[0].at);
  for (std::size_t i = 1; i < own.size(); ++i) {
    if (own[i].token(P::FOR_ACTIONS)) kids.push_back(actions(own[i].at));
    if (own[i].is(P::RuleChain)) kids.push_back(noun(hang(own[i].at)));
  }
  kids.insert(kids.end(), also.begin(), also.end());
  return add(Kind::Overcomes, here, std::move(name), std::move(kids), negated ? ast::kNot : 0);
}

// §742.6(a) and part 744 · a requirement with reason for control NS under part 742 for an item specified in …
std::vector<NodeId> Builder::targets(Range range) {
  std::vector<NodeId> made;
  std::size_t i = range.begin;
  const std::size_t requirement =
      std::max({phrase_at(*tokens_, i, "requirement"), phrase_at(*tokens_, i, "any requirement"),
                phrase_at(*tokens_, i, "every requirement"), phrase_at(*tokens_, i, "requirements"),
                phrase_at(*tokens_, i, "this requirement"), phrase_at(*tokens_, i, "license requirement")});
  if (requirement == 0) {
    for (const NodeId citation : citations(range)) {
      const ast::Node node = (*tree_)[citation];
      made.push_back(add(Kind::Target, node.span, node.text, {citation}));
    }
    if (made.empty())
      diagnostics_->add(Code::SentenceNotUnderstood, span(range), {place_, words(range)}).help =
          "name what is overcome: a citation such as \xc2\xa7"
          "742.6(a), or \"a requirement for N\"";
    return made;
  }
  const bool this_one = keyword(i, "this");
  i += requirement;
  std::vector<NodeId> kids = {ast::kNoNode};
  while (i < range.end) {
    const std::size_t begin = i;
    std::size_t end = i + 1;
    if (const std::size_t reason = phrase_at(*tokens_, i, "with reason for control")) {
      std::vector<NodeId> values;
      for (end = i + reason; end < range.end; ++end) {
        const Tok kind = token(end).kind;
        if (kind == Tok::Code || kind == Tok::String || kind == Tok::Name)
          values.push_back(literal(end));
        else if (kind != Tok::Comma && kind != Tok::And && kind != Tok::Or)
          break;
      }
      kids.push_back(property("reason for control", span({begin, end}), std::move(values)));
    } else if (keyword(i, "under")) {
      while (end < range.end && !keyword(end, "for") && !keyword(end, "with")) ++end;
      kids.push_back(property("under", span({begin, end}), citations({begin, end})));
    } else if (keyword(i, "for")) {
      end = range.end;
      kids[0] = noun(hang({i + 1, end}));
    } else if (keyword(i, "to") || keyword(i, "of")) {
      end = range.end;
      kids[0] = noun(hang({i + 1, end}));
    } else if (token(i).kind != Tok::Comma) {
      diagnostics_->add(Code::SentenceNotUnderstood, span({i, range.end}), {place_, words({i, i + 1})}).help =
          "write: a requirement [with reason for control R] [under part 742] [for N]";
      break;
    }
    i = end;
  }
  made.push_back(add(Kind::Target, span(range), this_one ? "this" : "any", std::move(kids)));
  return made;
}

// one of the following: (A) TMP, §740.9(a)(6) only; … · one allowed by the entry · AIA and ACM
std::vector<NodeId> Builder::limits(Range range) {
  std::vector<NodeId> made;
  std::size_t open = range.begin;
  while (open < range.end && token(open).kind != Tok::Open) ++open;
  if (open == range.end) {
    if (wants_list(range)) return made;  // the filter has reported that no list follows
    limit(range, &made);
    return made;
  }
  for (std::size_t i = open; i < range.end; ++i) {
    if (token(i).kind != Tok::Item) continue;
    std::size_t end = i + 1;
    while (end < range.end && token(end).kind != Tok::ItemSep && token(end).kind != Tok::Close) ++end;
    limit({i + 1, end}, &made);
  }
  return made;
}

void Builder::limit(Range range, std::vector<NodeId>* out) {
  std::vector<std::string> programs;
  std::size_t i = range.begin;
  for (; i < range.end; ++i) {
    const Tok kind = token(i).kind;
    if (kind == Tok::Program || kind == Tok::Code)
      programs.push_back(token(i).text);
    else if (kind != Tok::And && kind != Tok::Or &&
             !(kind == Tok::Comma && i + 1 < range.end &&
               (token(i + 1).kind == Tok::Program || token(i + 1).kind == Tok::Code)))
      break;
  }
  std::vector<NodeId> kids = {ast::kNoNode, ast::kNoNode, ast::kNoNode};
  std::string only;
  if (programs.empty()) {
    // "one allowed by the entry"
    if (const std::size_t allowed = phrase_at(*tokens_, i, "one")) {
      programs.push_back(words({i + allowed, range.end}));
    } else {
      diagnostics_->add(Code::SentenceNotUnderstood, span(range), {place_, words(range)}).help =
          "write a license exception and its limits: TMP, \xc2\xa7"
          "740.9(a)(6) only";
      return;
    }
  } else {
    if (i < range.end && token(i).kind == Tok::Comma) ++i;
    std::size_t end = i;
    while (end < range.end && !keyword(end, "only")) ++end;
    std::vector<NodeId> cited = citations({i, end});
    if (keyword(end, "only") && !keyword(end + 1, "for")) only = "only";
    if (!cited.empty()) kids[0] = cited[0];
    if (const std::size_t count = phrase_at(*tokens_, end, "only for")) {
      const std::size_t begin = end + count;
      std::size_t to = begin;
      while (to < range.end && !keyword(to, "to")) ++to;
      kids[1] = noun({begin, to});
      if (to < range.end) kids[2] = noun({to + 1, range.end});
    }
    for (std::size_t k = 1; k < cited.size(); ++k) kids.push_back(cited[k]);
  }
  for (const std::string& program : programs) {
    const NodeId made = add(Kind::Limit, span(range), program, kids);
    tree_->edit(made).name2 = only;
    out->push_back(made);
  }
}

// ---- conditions of an exception

std::string Builder::wording_of(Range range, std::string* id) {
  for (std::size_t i = range.begin; i < range.end; ++i)
    if (token(i).kind == Tok::SentenceFact || token(i).kind == Tok::Act) {
      *id = token(i).aux;
      return token(i).text;
    }
  diagnostics_->add(Code::UndeclaredWording, span(range), {words(range)}).help =
      "declare the wording as it stands: step, duty, knowledge, or fact NAME \"" + words(range) + "\"";
  return words(range);
}

// [for N,] WORDING [, when C]
NodeId Builder::step_use(Range range) {
  std::vector<NodeId> kids;
  Range rest = range;
  if (keyword(range.begin, "for")) {
    std::size_t end = range.begin;
    while (end < range.end && token(end).kind != Tok::SentenceFact) ++end;
    std::size_t comma = end;
    while (comma > range.begin && token(comma - 1).kind != Tok::Comma) --comma;
    const Range of{range.begin + 1, comma > range.begin ? comma - 1 : end};
    if (!of.empty()) kids.push_back(add(Kind::Prep, span(of), "for", {noun(of)}));
    rest.begin = comma > range.begin ? comma : end;
  }
  std::size_t when = rest.begin;
  while (when < rest.end && !keyword(when, "when")) ++when;
  std::string id;
  const std::string wording = wording_of({rest.begin, when}, &id);
  if (when + 1 < rest.end)
    kids.push_back(add(Kind::When, span({when, rest.end}), {}, {condition({when + 1, rest.end})}));
  const NodeId made = add(Kind::StepUse, span(range), wording, std::move(kids));
  tree_->edit(made).name2 = id;
  return made;
}

NodeId Builder::conditioned(Range subject, const std::vector<Part>& all) {
  std::vector<NodeId> also;
  std::string name = program(subject, &also);
  const Span here = span({subject.begin, all.back().at.end});
  std::vector<NodeId> kids;
  if (all[1].token(P::ATTESTATION_OF)) {
    NodeId of = ast::kNoNode, statements = ast::kNoNode, before = ast::kNoNode;
    for (std::size_t i = 2; i < all.size(); ++i) {
      if (all[i].is(P::RuleGroup)) statements = phrases().list(chain(all[i].at));
      if (all[i].is(P::RuleChain)) (all[i - 1].token(P::BEFORE) ? before : of) = noun(all[i].at);
    }
    kids = {of, statements, before};
    kids.insert(kids.end(), also.begin(), also.end());
    return add(Kind::ConditionedAttestation, here, std::move(name), std::move(kids));
  }
  if (all[1].token(P::STEP_THAT)) {
    kids.push_back(step_use(all[2].at));
    if (all.size() > 4) kids.push_back(noun(all[4].at));
  } else {
    // N: list of steps
    const Range range = all[2].at;
    std::size_t open = range.begin;
    while (open < range.end && token(open).kind != Tok::Open) ++open;
    std::vector<NodeId> items;
    std::string connective;
    for (std::size_t i = open; i < range.end; ++i) {
      if (token(i).kind == Tok::ItemSep && !token(i).text.empty()) connective = token(i).text;
      if (token(i).kind != Tok::Item) continue;
      std::size_t end = i + 1;
      while (end < range.end && token(end).kind != Tok::ItemSep && token(end).kind != Tok::Close) ++end;
      items.push_back(add(Kind::Item, span({i, end}), token(i).text, {step_use({i + 1, end})}));
    }
    kids.push_back(add(Kind::List, span({open, range.end}), std::move(connective), std::move(items)));
    if (range.begin + 1 < open) kids.push_back(noun({range.begin, open - 1}));
  }
  kids.insert(kids.end(), also.begin(), also.end());
  return add(Kind::ConditionedSteps, here, std::move(name), std::move(kids));
}

NodeId Builder::authorization(Range subject, const std::vector<Part>& all) {
  std::vector<NodeId> also;
  std::string name = program(subject, &also);
  NodeId acts = ast::kNoNode, items = ast::kNoNode, to = ast::kNoNode;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].token(P::ACTIONS)) acts = actions(all[i].at);
    if (all[i].is(P::RuleChain)) (all[i - 1].token(P::TO) ? to : items) = noun(hang(all[i].at));
  }
  std::vector<NodeId> kids = {acts, items, to};
  kids.insert(kids.end(), also.begin(), also.end());
  return add(Kind::Authorizes, span({subject.begin, all.back().at.end}), std::move(name), std::move(kids));
}

// ---- duties

NodeId Builder::duty(Range subject, const std::vector<Part>& all) {
  std::string id;
  std::vector<NodeId> kids = {noun(subject)};
  std::string wording = wording_of(all[1].at, &id);
  for (std::size_t i = 2; i < all.size(); ++i) kids.push_back(due(all[i]));
  const NodeId made = add(Kind::Must, span({subject.begin, all.back().at.end}), std::move(wording), std::move(kids));
  tree_->edit(made).name2 = id;
  return made;
}

// not later than 30 days after D · at least 60 days before D · before D · on D · for each N
NodeId Builder::due(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  const char* text = all[0].token(P::NOT_LATER_THAN) ? "not later than"
                     : all[0].token(P::AT_LEAST)     ? "at least"
                     : all[0].token(P::BEFORE)       ? "before"
                     : all[0].token(P::ON)           ? "on"
                                                     : "for each";
  Range range = all[1].at;
  NodeId days = ast::kNoNode;
  if (token(range.begin).kind == Tok::Number) {
    days = literal(range.begin);
    std::size_t i = range.begin + 1;
    while (i < range.end && !keyword(i, "after") && !keyword(i, "before")) ++i;
    range.begin = std::min(i + 1, range.end);
  }
  return add(Kind::Due, span(rule.at), text, {days, range.empty() ? ast::kNoNode : noun(range)});
}

}  // namespace licet::syntax
