// Sections: head, clauses, versions, paragraphs and the statements in them; savings and enforcement.
#include <algorithm>

#include "compiler/syntax/parse_build.h"
#include "core/ir/program.h"
#include "grammar/LicetParser.h"

namespace licet::syntax {

using P = grammar::LicetParser;

NodeId Builder::section(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  std::string citation, title;
  std::vector<NodeId> kids;
  for (const Part& part : parts(all[0].context)) {
    if (part.token(P::CITATION)) citation = words(part.at);
    if (part.token(P::STRING) && title.empty()) title = token(part).text;
    if (part.token(P::PROGRAM))
      kids.push_back(property("program", span(part.at), {add(Kind::Text, span(part.at), token(part).text)}));
  }
  if (citation.starts_with("\xc2\xa7")) citation.erase(0, 2);
  path_.clear();
  place_ = ir::citation_words(citation);

  NodeId open = ast::kNoNode;  // the version that statements belong to
  std::vector<NodeId> statements;
  const auto close = [&] {
    std::vector<NodeId>& own = open == ast::kNoNode ? kids : tree_->edit(open).kids;
    own.insert(own.end(), statements.begin(), statements.end());
    if (open != ast::kNoNode && !statements.empty())
      tree_->edit(open).span = cover((*tree_)[open].span, (*tree_)[statements.back()].span);
    statements.clear();
  };
  for (std::size_t i = 1; i < all.size(); ++i) {
    const std::vector<Part> own = all[i].context ? parts(all[i].context) : std::vector<Part>{};
    if (own.empty()) continue;
    if (own[0].is(P::RuleStatement) || all[i].is(P::RuleStatement)) {
      statement(own[0].is(P::RuleStatement) ? own[0] : all[i], &statements);
      continue;
    }
    switch (own[0].type) {
      case P::REASON_FOR_CONTROL: {
        std::vector<NodeId> reasons;
        for (std::size_t k = 1; k < own.size(); ++k)
          if (!own[k].token(P::COMMA)) reasons.push_back(literal(own[k].at.begin));
        kids.push_back(property("reason for control", span(all[i].at), std::move(reasons)));
        break;
      }
      case P::TEXT:
        statements.push_back(add(Kind::QuotedText, span(all[i].at), token(own[1]).text));
        break;
      case P::COMPLY_FROM:
        kids.push_back(property("comply", span(all[i].at), {literal(own[1].at.begin)}));
        break;
      case P::VERSION:
      case P::IN_FORCE:
      case P::SUSPENDED:
      case P::RESERVED: {
        close();
        const NodeId made = version(own);
        kids.push_back(made);
        if (own[0].token(P::VERSION)) open = made;
        break;
      }
      default:
        break;
    }
  }
  close();
  const NodeId made = add(Kind::Section, span(rule.at), std::move(citation), std::move(kids));
  tree_->edit(made).name2 = std::move(title);
  return made;
}

NodeId Builder::version(const std::vector<Part>& own) {
  static constexpr std::pair<std::size_t, const char*> kWords[] = {
      {P::VERSION, "from"}, {P::IN_FORCE, "in force"}, {P::SUSPENDED, "suspended"}, {P::RESERVED, "reserved"}};
  std::string text;
  for (const auto& [type, word] : kWords)
    if (own[0].token(type)) text = word;
  NodeId from = ast::kNoNode, through = ast::kNoNode, made_by = ast::kNoNode, ended_by = ast::kNoNode;
  std::vector<NodeId> more;
  for (const Part& part : own) {
    if (part.is(P::RulePeriod)) period(part, &from, &through, &made_by, &ended_by);
    if (part.token(P::UNLESS_EXTENDED)) more.push_back(property("unless extended", span(part.at)));
  }
  std::vector<NodeId> kids = {from, through, made_by};
  if (ended_by != ast::kNoNode) kids.push_back(property("ended by", (*tree_)[ended_by].span, {ended_by}));
  kids.insert(kids.end(), more.begin(), more.end());
  return add(Kind::Version, span({own.front().at.begin, own.back().at.end}), std::move(text), std::move(kids));
}

NodeId Builder::savings(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  const std::string name = token(all[1]).text;
  place_ = "savings \"" + name + "\"";
  std::vector<NodeId> kids;
  for (std::size_t i = 2; i < all.size(); ++i) {
    if (all[i].token(P::STRING))
      kids.push_back(property("source", span({all[i - 1].at.begin, all[i].at.end}), {text_node(all[i])}));
    if (all[i].is(P::RuleStatement)) statement(all[i], &kids);
  }
  return add(Kind::Savings, span(rule.at), name, std::move(kids));
}

NodeId Builder::enforcement(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  const std::string name = token(all[1]).text;
  place_ = "enforcement \"" + name + "\"";
  std::vector<NodeId> kids;
  for (std::size_t i = 2; i < all.size(); ++i) {
    const Span here = span({all[i - 1].at.begin, all[i].at.end});
    if (all[i].token(P::STRING)) kids.push_back(property("source", here, {text_node(all[i])}));
    if (all[i].token(P::DATE)) kids.push_back(property(words(all[i - 1].at), here, {literal(all[i].at.begin)}));
    if (all[i].is(P::RuleStatement)) statement(all[i], &kids);
  }
  // The numbered instructions of the document.
  for (const NodeId kid : kids)
    if (tree_->kind(kid) == Kind::Paragraph) tree_->edit(kid).kind = Kind::Item;
  return add(Kind::Enforcement, span(rule.at), name, std::move(kids));
}

NodeId Builder::statement(const Part& rule, std::vector<NodeId>* out) {
  for (const Part& part : parts(rule.context)) {
    if (part.is(P::RuleSentence)) out->push_back(sentence(parts(part.context)[0]));
    if (part.is(P::RuleDefinition)) out->push_back(definition(part));
    if (part.is(P::RuleParagraph)) out->push_back(paragraph(part));
    if (part.token(P::RESERVED_PARAGRAPH)) out->push_back(add(Kind::Reserved, span(part.at)));
  }
  return out->empty() ? ast::kNoNode : out->back();
}

NodeId Builder::paragraph(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  const std::string label = token(all[0]).text;
  const std::string outer = place_;
  place_ += "(" + label + ")";
  std::vector<NodeId> kids;
  for (const Part& part : all) {
    if (part.token(P::HEADING)) kids.push_back(add(Kind::Heading, span(part.at), token(part).text));
    if (part.is(P::RuleStatement)) statement(part, &kids);
  }
  place_ = outer;
  return add(Kind::Paragraph, span(rule.at), label, std::move(kids));
}

}  // namespace licet::syntax
