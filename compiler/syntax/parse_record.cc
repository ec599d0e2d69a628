// Declarations of data: categories, records and their fields, roles, tables.
#include "compiler/syntax/parse_build.h"
#include "grammar/LicetParser.h"

namespace licet::syntax {

using P = grammar::LicetParser;

NodeId Builder::category(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  std::vector<NodeId> kids;
  std::uint16_t flags = 0;
  for (std::size_t i = 2; i < all.size(); ++i) {
    if (all[i].token(P::ORDERED)) flags |= ast::kOrdered;
    if (all[i].token(P::HIERARCHICAL)) flags |= ast::kHierarchical;
    if (all[i].token(P::STRING)) kids.push_back(property("file", span(all[i].at), {text_node(all[i])}));
    if (!all[i].is(P::RuleCategoryValue)) continue;
    const std::vector<Part> own = parts(all[i].context);
    const NodeId spelling = own.size() > 2 ? text_node(own[2]) : ast::kNoNode;
    kids.push_back(add(Kind::CategoryValue, span(all[i].at), name_text(own[0].at), {spelling}));
  }
  return add(Kind::Category, span(rule.at), name_text(all[1].at), std::move(kids), flags);
}

NodeId Builder::record(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  const std::string name = name_text(all[1].at);
  std::vector<NodeId> kids;
  for (std::size_t i = 2; i < all.size(); ++i) {
    const Span here = span({all[i - 1].at.begin, all[i].at.end});
    if (all[i].is(P::RuleName)) {
      const NodeId named = add(Kind::Name, span(all[i].at), name_text(all[i].at));
      kids.push_back(property(all[i - 1].token(P::IN) ? "in" : "key", here, {named}));
    }
    if (all[i].token(P::NUMBER)) kids.push_back(property("depth", here, {literal(all[i].at.begin)}));
    if (all[i].token(P::STRING)) kids.push_back(property("plural", here, {text_node(all[i])}));
    if (all[i].is(P::RuleField)) {
      place_ = "record " + name;
      kids.push_back(field(all[i]));
    }
  }
  return add(Kind::Record, span(rule.at), name, std::move(kids));
}

NodeId Builder::field(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  const std::string name = name_text(all[0].at);
  place_ += ", " + name;
  std::vector<NodeId> kids;
  NodeId as = ast::kNoNode;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].token(P::STRING)) as = property("as", span({all[i - 1].at.begin, all[i].at.end}), {text_node(all[i])});
    if (all[i].is(P::RuleFieldType)) kids.push_back(field_type(all[i]));
    if (all[i].is(P::RuleFieldClause)) field_clause(all[i], &kids);
  }
  if (as != ast::kNoNode) kids.push_back(as);
  return add(Kind::FieldDecl, span(rule.at), name, std::move(kids));
}

NodeId Builder::field_type(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  const auto type = [&](const char* text, std::vector<NodeId> kids = {}) {
    return add(Kind::TypeRef, span(rule.at), text, std::move(kids));
  };
  if (all[0].token(P::BOOLEAN)) return type("boolean");
  if (all[0].token(P::TEXT)) return type("text");
  if (all[0].token(P::DATE_WORD)) return type("date");
  if (all[0].token(P::LIST_OF)) return type("list", {field_type(all[1])});
  if (all[0].is(P::RuleName)) return add(Kind::TypeRef, span(rule.at), name_text(all[0].at));
  NodeId unit = ast::kNoNode, decimals = ast::kNoNode;
  for (const Part& part : all) {
    if (part.is(P::RuleName)) unit = add(Kind::Unit, span(part.at), name_text(part.at));
    if (part.token(P::NUMBER)) decimals = literal(part.at.begin);
  }
  return type("number", {unit, decimals});
}

void Builder::field_clause(const Part& rule, std::vector<NodeId>* kids) {
  const std::vector<Part> all = parts(rule.context);
  const Span here = span(rule.at);
  const auto simple = [&](const char* name) { kids->push_back(property(name, here)); };
  const auto quoted = [&](const char* name) { kids->push_back(property(name, here, {text_node(all[1])})); };
  switch (all[0].type) {
    case P::AS:
      return quoted("as");
    case P::PLURAL:
      return quoted("plural");
    case P::COMPLETE_BY:
      return quoted("complete by");
    case P::REQUIRED:
      return simple("required");
    case P::KEY:
      return simple("key");
    case P::MAY_BE_NONE:
      return simple("may be none");
    case P::DERIVED:
      return simple("derived");
    case P::NOT_MORE_THAN:
      kids->push_back(property("not more than", here, {literal(all[1].at.begin)}));
      return;
    case P::COMPLETE_WHEN:
      kids->push_back(property("complete when", here, {condition(all[1].at)}));
      return;
    case P::FROM:
      kids->push_back(property("from", span({all[0].at.begin, all[1].at.end}), {literal(all[1].at.begin)}));
      kids->push_back(property("to", span({all[2].at.begin, all[3].at.end}), {literal(all[3].at.begin)}));
      return;
    default:
      return;
  }
}

NodeId Builder::role(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  std::vector<NodeId> kids;
  for (std::size_t i = 2; i < all.size(); ++i) {
    if (all[i].token(P::MAY_BE_NONE)) kids.push_back(property("may be none", span(all[i].at)));
    if (all[i].token(P::STRING))
      kids.push_back(property(all[i - 1].token(P::AS) ? "as" : "plural", span({all[i - 1].at.begin, all[i].at.end}),
                              {text_node(all[i])}));
  }
  return add(Kind::Role, span(rule.at), name_text(all[1].at), std::move(kids));
}

NodeId Builder::table(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  place_ = "table " + name_text(all[1].at);
  std::vector<NodeId> kids = {add(Kind::Name, span(all[3].at), name_text(all[3].at))};
  for (std::size_t i = 4; i < all.size(); ++i) {
    if (all[i].is(P::RuleTableColumn)) {
      const NodeId made = column(all[i]);
      // "license requirement is one of …" says more of a column that is there already.
      NodeId known = ast::kNoNode;
      for (const NodeId kid : kids)
        if (tree_->kind(kid) == Kind::Column && (*tree_)[kid].text == (*tree_)[made].text) known = kid;
      if (known == ast::kNoNode) {
        kids.push_back(made);
      } else {
        const std::vector<NodeId> more = (*tree_)[made].kids;
        for (std::size_t k = 1; k < more.size(); ++k) tree_->edit(known).kids.push_back(more[k]);
      }
    }
    if (all[i].token(P::STRING))
      kids.push_back(property(all[i - 1].token(P::FROM_FILE) ? "file" : "source",
                              span({all[i - 1].at.begin, all[i].at.end}), {text_node(all[i])}));
  }
  return add(Kind::Table, span(rule.at), name_text(all[1].at), std::move(kids));
}

NodeId Builder::column(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  std::vector<NodeId> kids = {ast::kNoNode};
  for (std::size_t i = 1; i < all.size(); ++i) {
    const Span here = span({all[i - 1].at.begin, all[i].at.end});
    if (all[i].is(P::RuleFieldType)) kids[0] = field_type(all[i]);
    if (all[i].is(P::RuleName)) {
      const NodeId unit = add(Kind::Unit, span(all[i].at), name_text(all[i].at));
      kids[0] = add(Kind::TypeRef, here, "number", {unit, ast::kNoNode});
    }
    if (all[i].token(P::NUMBER)) kids.push_back(property("not more than", here, {literal(all[i].at.begin)}));
    if (all[i].is(P::RuleChain)) {
      std::vector<NodeId> values;
      for (std::size_t k = all[i].at.begin; k < all[i].at.end; ++k)
        if (token(k).kind == Tok::String || token(k).kind == Tok::Code) values.push_back(literal(k));
      kids.push_back(property("one of", here, std::move(values)));
    }
  }
  return add(Kind::Column, span(rule.at), name_text(all[0].at), std::move(kids));
}

}  // namespace licet::syntax
