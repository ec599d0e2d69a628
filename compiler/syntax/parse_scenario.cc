// Scenarios: what is given, and what is expected of it.
#include <algorithm>

#include "compiler/syntax/parse_build.h"
#include "grammar/LicetParser.h"

namespace licet::syntax {

using P = grammar::LicetParser;

NodeId Builder::scenario(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  const std::string name = token(all[1]).text;
  place_ = "scenario \"" + name + "\"";
  std::vector<NodeId> kids;
  for (std::size_t i = 2; i < all.size(); ++i) {
    if (all[i].is(P::RuleGiven)) kids.push_back(given(all[i]));
    if (!all[i].is(P::RuleExpectation)) continue;
    NodeId under = ast::kNoNode;
    std::vector<Range> items;
    for (const Part& part : parts(all[i].context)) {
      if (part.is(P::RuleName)) {
        // R15 one-exception
        under = add(Kind::Alternative, span(part.at), words({part.at.begin + 1, part.at.end}));
        tree_->edit(under).name2 = token(part.at.begin).text;
      }
      if (part.is(P::RuleChain)) items.push_back(part.at);
    }
    kids.push_back(add(Kind::Expect, span(all[i].at), {}, {under, results(items)}));
  }
  return add(Kind::Scenario, span(rule.at), name, std::move(kids));
}

NodeId Builder::scenario_table(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  const std::string name = token(all[1]).text;
  place_ = "scenario table \"" + name + "\"";
  std::vector<NodeId> kids;
  const auto cell = [&](Range range) {
    return range.end - range.begin == 1 ? literal(range.begin) : add(Kind::Text, span(range), words(range));
  };
  for (std::size_t i = 2; i < all.size(); ++i) {
    if (all[i].is(P::RuleGiven)) kids.push_back(given(all[i]));
    if (all[i].is(P::RuleChain)) kids.push_back(add(Kind::ScenarioColumn, span(all[i].at), {}, {cell(all[i].at)}));
    if (!all[i].is(P::RuleScenarioRow)) continue;
    std::vector<NodeId> row;
    for (const Part& part : parts(all[i].context))
      if (part.is(P::RuleChain)) row.push_back(row.empty() ? cell(part.at) : results(split(part.at, Tok::Comma)));
    kids.push_back(add(Kind::ScenarioRow, span(all[i].at), {}, std::move(row)));
  }
  return add(Kind::ScenarioTable, span(rule.at), name, std::move(kids));
}

NodeId Builder::given(const Part& rule) {
  std::vector<NodeId> facts;
  for (const Part& part : parts(rule.context))
    if (part.is(P::RuleChain)) facts.push_back(fact(part.at));
  return add(Kind::Given, span(rule.at), {}, std::move(facts));
}

NodeId Builder::fact(Range range) {
  const Span here = span(range);
  const auto made = [&](const char* text, std::vector<NodeId> kids) {
    return add(Kind::Fact, here, text, std::move(kids));
  };
  const std::size_t i = range.begin;
  const bool program = token(i).kind == Tok::Program || token(i).kind == Tok::Code;
  if (phrase_at(*tokens_, i, "requirements")) {
    std::vector<NodeId> kids;
    for (std::size_t k = i + 1; k < range.end; ++k) {
      const Tok kind = token(k).kind;
      if (kind == Tok::Comma || kind == Tok::And || kind == Tok::Punct) continue;
      // (RS) has the form of a paragraph mark
      if (kind == Tok::Reference && token(k).text.size() > 2)
        kids.push_back(add(Kind::Value, token(k).span, token(k).text.substr(1, token(k).text.size() - 2)));
      else
        kids.push_back(literal(k));
    }
    return made("requirements", std::move(kids));
  }
  if (program && phrase_at(*tokens_, i + 1, "is claimed")) return made("claimed", {literal(i)});
  if (program && phrase_at(*tokens_, i + 1, "is met for")) {
    std::vector<NodeId> kids = {literal(i)};
    for (const NodeId citation : citations({i + 4, range.end})) kids.push_back(citation);
    return made("met", std::move(kids));
  }
  if (phrase_at(*tokens_, i, "mode is") && i + 2 < range.end) return made("mode", {literal(i + 2)});
  if (keyword(i, "reading") && range.end - i == 4) {
    const NodeId alternative = add(Kind::Alternative, here, token(i + 3).text);
    tree_->edit(alternative).name2 = token(i + 1).text;
    return made("reading", {alternative});
  }
  if (const std::size_t balance = phrase_at(*tokens_, i, "balance of")) {
    std::size_t of = i + balance, is = of;
    while (is < range.end && !keyword(is, "is")) ++is;
    std::size_t key = of;
    while (key < is && !keyword(key, "for")) ++key;
    if (is < range.end && key > of)
      return made("balance", {add(Kind::Name, span({of, key}), name_text({of, key})),
                              key + 1 < is ? noun({key + 1, is}) : ast::kNoNode,
                              phrases().expression(chain({is + 1, range.end}))});
  }
  return made("fact", {condition(range)});
}

NodeId Builder::results(const std::vector<Range>& items) {
  std::vector<NodeId> kids;
  for (const Range& item : items) kids.push_back(result(item));
  const Range whole = items.empty() ? Range{} : Range{items.front().begin, items.back().end};
  return add(Kind::Results, span(whole), {}, std::move(kids));
}

// AIA closed at §740.27(a)(1) · license required by §742.6(a) and §744.11(a) · review under a presumption of denial by
// §744.11(a) · the disposition is prohibited · requirements §742.6(a) (RS) · nothing posts to lpp-received
NodeId Builder::result(Range range) {
  ast::Node node;
  node.kind = Kind::ResultItem;
  node.span = span(range);
  std::size_t i = range.begin;
  std::size_t is = i;
  while (is < range.end && !keyword(is, "is")) ++is;
  if (is > i && is + 1 < range.end && token(is - 1).kind != Tok::Program) {
    node.text = "decided";
    node.name2 = name_text({i, is});
    node.kids.push_back(range.end - is == 2 ? literal(is + 1)
                                            : add(Kind::Value, span({is + 1, range.end}), words({is + 1, range.end})));
    return tree_->add(std::move(node));
  }
  if ((token(i).kind == Tok::Program || token(i).kind == Tok::Code) && i + 1 < range.end) {
    node.name2 = token(i).text;
    ++i;
  }
  const auto plain = [&](std::size_t k) {
    const Tok kind = token(k).kind;
    return kind == Tok::Keyword || kind == Tok::Unknown || (kind == Tok::Name && node.text.empty());
  };
  for (; i < range.end && plain(i); ++i) node.text += (node.text.empty() ? "" : " ") + token(i).text;
  for (; i < range.end; ++i) {
    const Token& t = token(i);
    if (t.kind == Tok::Comma || t.kind == Tok::And || t.kind == Tok::Or || t.kind == Tok::Punct ||
        t.kind == Tok::Keyword)
      continue;
    if (t.kind == Tok::Program && node.text == "review under") {
      node.name2 = t.text;
      continue;
    }
    if (t.kind == Tok::Reference && t.text.size() > 2 && node.text == "requirements")
      node.kids.push_back(add(Kind::Value, t.span, t.text.substr(1, t.text.size() - 2)));
    else
      node.kids.push_back(literal(i));
  }
  return tree_->add(std::move(node));
}

}  // namespace licet::syntax
