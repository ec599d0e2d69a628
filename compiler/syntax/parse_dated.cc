// What has dates: figures, lists, rule documents.
#include "compiler/syntax/parse_build.h"
#include "grammar/LicetParser.h"

namespace licet::syntax {

using P = grammar::LicetParser;

void Builder::period(const Part& rule, NodeId* from, NodeId* through, NodeId* made_by, NodeId* ended_by) {
  const std::vector<Part> all = parts(rule.context);
  const bool end = all[0].token(P::THROUGH);
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].is(P::RuleDocument)) {
      *(end ? ended_by : made_by) = document(all[i]);
      continue;
    }
    NodeId day = literal(all[i].at.begin);
    if (tree_->kind(day) == Kind::Number) tree_->edit(day).kind = Kind::Quarter;  // in 2027: the whole year
    *(end ? through : from) = day;
  }
}

NodeId Builder::figure(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  place_ = "figure " + name_text(all[1].at);
  std::vector<NodeId> kids = {ast::kNoNode};
  std::vector<NodeId> sources;
  for (std::size_t i = 2; i < all.size(); ++i) {
    if (i > 2 && all[i - 1].token(P::IN)) kids[0] = add(Kind::Unit, span(all[i].at), name_text(all[i].at));
    if (all[i].token(P::STRING))
      sources.push_back(property("source", span({all[i - 1].at.begin, all[i].at.end}), {text_node(all[i])}));
    if (all[i].is(P::RuleFigureEntry)) kids.push_back(figure_entry(all[i]));
  }
  kids.insert(kids.end(), sources.begin(), sources.end());
  return add(Kind::Figure, span(rule.at), name_text(all[1].at), std::move(kids));
}

NodeId Builder::figure_entry(const Part& rule) {
  NodeId from = ast::kNoNode, through = ast::kNoNode, made_by = ast::kNoNode, ended_by = ast::kNoNode;
  NodeId value = ast::kNoNode, under = ast::kNoNode;
  std::uint16_t flags = 0;
  for (const Part& part : parts(rule.context)) {
    if (part.token(P::NOT_STATED)) flags |= ast::kNotStated;
    if (part.is(P::RulePeriod)) period(part, &from, &through, &made_by, &ended_by);
    if (!part.is(P::RuleFigureValue)) continue;
    const std::vector<Part> own = parts(part.context);
    value = literal(own[0].at.begin);
    if (own.size() > 1 && !own[1].token(P::WHEN) && tree_->kind(value) == Kind::Number) {
      tree_->edit(value).kind = Kind::Quantity;  // 26,900,000 TPP
      tree_->edit(value).name2 = token(own[1]).text;
    }
    for (std::size_t i = 1; i < own.size(); ++i) {
      if (!own[i].is(P::RuleChain)) continue;
      // when reading R20 is carried-over
      const Range range = own[i].at;
      if (keyword(range.begin, "reading") && range.end - range.begin >= 4) {
        under = add(Kind::Alternative, span(range), token(range.begin + 3).text);
        tree_->edit(under).name2 = token(range.begin + 1).text;
      } else {
        diagnostics_
            ->add(Code::DeclarationNotUnderstood, span(range), {"figure", words({range.begin, range.begin + 1})})
            .help = "an entry may depend on a reading alone: 35,000,000,000, when reading R20 is carried-over";
      }
    }
  }
  std::vector<NodeId> kids = {from, through, made_by, value, under};
  if (ended_by != ast::kNoNode) kids.push_back(property("ended by", (*tree_)[ended_by].span, {ended_by}));
  return add(Kind::FigureEntry, span(rule.at), {}, std::move(kids), flags);
}

NodeId Builder::list(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  std::vector<NodeId> kids = {add(Kind::Name, span(all[3].at), name_text(all[3].at))};
  for (std::size_t i = 4; i < all.size(); ++i) {
    const Span here = span({all[i - 1].at.begin, all[i].at.end});
    if (all[i].token(P::STRING))
      kids.push_back(property(all[i - 1].token(P::FROM_FILE) ? "file" : "source", here, {text_node(all[i])}));
    if (all[i].token(P::INCOMPLETE)) kids.push_back(property("incomplete", span(all[i].at)));
    if (all[i].is(P::RuleListEntry)) kids.push_back(list_entry(all[i]));
  }
  return add(Kind::ListDecl, span(rule.at), name_text(all[1].at), std::move(kids));
}

NodeId Builder::list_entry(const Part& rule) {
  NodeId from = ast::kNoNode, through = ast::kNoNode, made_by = ast::kNoNode, ended_by = ast::kNoNode;
  std::vector<NodeId> values;
  for (const Part& part : parts(rule.context)) {
    if (part.is(P::RulePeriod)) period(part, &from, &through, &made_by, &ended_by);
    if (part.is(P::RuleValue)) values.push_back(add(Kind::Value, span(part.at), name_text(part.at)));
  }
  std::vector<NodeId> kids = {from, through, made_by};
  kids.insert(kids.end(), values.begin(), values.end());
  return add(Kind::ListEntry, span(rule.at), {}, std::move(kids));
}

NodeId Builder::rule_document(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  std::vector<NodeId> kids;
  for (std::size_t i = 2; i < all.size(); ++i) {
    const Span here = span({all[i - 1].at.begin, all[i].at.end});
    if (all[i].token(P::IN_BETWEEN))
      kids.push_back(property("between", span(all[i].at),
                              {add(Kind::Text, span(all[i].at), "the less restrictive text governs")}));
    if (all[i].token(P::STRING)) kids.push_back(property("source", here, {text_node(all[i])}));
    if (all[i].token(P::DATE)) {
      const char* name = all[i - 1].token(P::PUBLISHED)   ? "published"
                         : all[i - 1].token(P::EFFECTIVE) ? "effective"
                                                          : "comply";
      kids.push_back(property(name, here, {literal(all[i].at.begin)}));
    }
    if (all[i].is(P::RuleChain) && !kids.empty())
      for (const NodeId instruction : instructions(all[i].at)) tree_->edit(kids.back()).kids.push_back(instruction);
  }
  return add(Kind::RuleDocument, span(rule.at), token(all[1]).text, std::move(kids));
}

}  // namespace licet::syntax
