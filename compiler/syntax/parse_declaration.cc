// Declarations of words: rulebooks, definitions, wordings, decided values, readings, partitions.
#include "compiler/syntax/parse_build.h"
#include "grammar/LicetParser.h"

namespace licet::syntax {

using P = grammar::LicetParser;

NodeId Builder::rulebook(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  std::vector<NodeId> kids;
  for (std::size_t i = 2; i + 1 < all.size(); ++i) {
    const char* name = all[i].token(P::TITLE)      ? "title"
                       : all[i].token(P::SOURCE)   ? "source"
                       : all[i].token(P::SPELLING) ? "spelling"
                                                   : nullptr;
    if (!name) continue;
    const NodeId value = all[i + 1].token(P::STRING) ? text_node(all[i + 1])
                                                     : add(Kind::Text, span(all[i + 1].at), words(all[i + 1].at));
    kids.push_back(property(name, span({all[i].at.begin, all[i + 1].at.end}), {value}));
  }
  return add(Kind::Rulebook, span(rule.at), name_text(all[1].at), std::move(kids));
}

NodeId Builder::event_date(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  place_ = "event date";
  std::vector<NodeId> kids = {phrases().expression(chain(all[2].at))};
  if (all.size() > 4 && all[3].token(P::FOR))
    for (const NodeId on : citations(all[4].at)) kids.push_back(on);
  return property("event date", span(rule.at), std::move(kids));
}

NodeId Builder::law_known(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  NodeId from = ast::kNoNode, through = ast::kNoNode;
  std::string of;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].token(P::DATE)) (all[i - 1].token(P::FROM) ? from : through) = literal(all[i].at.begin);
    if (all[i].is(P::RuleChain)) of = token(all[i]).text;
  }
  return add(Kind::LawKnown, span(rule.at), std::move(of), {from, through});
}

NodeId Builder::definition(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  const std::string name = name_text(all[0].at);
  const std::string outer = place_;
  place_ = place_.empty() ? "\"" + name + "\"" : place_;
  NodeId of = ast::kNoNode, parameter = ast::kNoNode, what = ast::kNoNode;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (!all[i].is(P::RuleChain)) continue;
    if (all[i - 1].token(P::OF)) of = noun(all[i].at);
    if (all[i - 1].token(P::FOR)) parameter = noun(all[i].at);
    if (all[i - 1].token(P::MEANS)) what = meaning(all[i].at);
  }
  place_ = outer;
  return add(Kind::Definition, span(rule.at), name, {of, parameter, what});
}

NodeId Builder::wording(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  place_ = words(all[0].at) + " " + name_text(all[1].at);
  std::vector<NodeId> kids = {text_node(all[2]), ast::kNoNode};
  for (std::size_t i = 3; i < all.size(); ++i) {
    const Span here = span({all[i - 1].at.begin, all[i].at.end});
    if (all[i].token(P::STRING)) kids.push_back(property("as", here, {text_node(all[i])}));
    if (!all[i].is(P::RuleChain)) continue;
    if (all[i - 1].token(P::OF)) kids[1] = noun(all[i].at);
    if (all[i - 1].token(P::BY)) kids.push_back(property("by", here, {noun(all[i].at)}));
    if (all[i - 1].token(P::ONCE_PER)) kids.push_back(property("once per", here, {noun(all[i].at)}));
    if (all[i - 1].token(P::WHILE)) kids.push_back(property("while", here, {condition(all[i].at)}));
    if (all[i - 1].token(P::MEANS)) kids.push_back(property("means", here, {meaning(all[i].at)}));
  }
  const NodeId made = add(Kind::Wording, span(rule.at), name_text(all[1].at), std::move(kids));
  tree_->edit(made).name2 = words(all[0].at);
  return made;
}

NodeId Builder::decide(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  const std::string name = name_text(all[1].at);
  place_ = "decide " + name;
  std::vector<NodeId> kids = {ast::kNoNode};
  std::string mode = "must agree";
  std::size_t values = 0;
  NodeId type = ast::kNoNode;  // "boolean", or the name of a category: a single value without a condition
  for (std::size_t i = 2; i < all.size(); ++i) {
    if (all[i].is(P::RuleChain) && all[i - 1].token(P::OF)) kids[0] = noun(all[i].at);
    if (all[i].token(P::MODE)) {
      const std::string written = words(all[i].at);
      for (const char* known : {"must agree", "the most restrictive prevails", "all are listed", "first"})
        if (written.find(known) != std::string::npos) mode = known;
    }
    if (!all[i].is(P::RuleDecideCase)) continue;
    const std::vector<Part> own = parts(all[i].context);
    const Span here = span(all[i].at);
    if (own[0].token(P::AS)) {
      kids.push_back(property("as", here, {text_node(own[1])}));
    } else if (own[0].token(P::BESIDE)) {
      kids.push_back(property("beside", here, {noun(own[1].at)}));
    } else if (own[0].token(P::COMPLETE_WHEN)) {
      kids.push_back(property("complete when", here, {condition(own[1].at)}));
    } else if (own[0].token(P::OTHERWISE)) {
      const NodeId guard = own.size() > 3 ? condition(own[3].at) : ast::kNoNode;
      kids.push_back(add(Kind::Otherwise, here, name_text(own[1].at), {guard}));
    } else if (own.size() > 1 && own[1].token(P::LESS_RESTRICTIVE_THAN)) {
      const NodeId less = add(Kind::Name, span(own[0].at), name_text(own[0].at));
      const NodeId more = add(Kind::Name, span(own[2].at), name_text(own[2].at));
      kids.push_back(property("less restrictive", here, {less, more}));
    } else {
      ++values;
      const NodeId when = own.size() > 2 ? condition(own[2].at) : ast::kNoNode;
      kids.push_back(add(Kind::DecideCase, here, name_text(own[0].at), {when}));
      type = own.size() == 1 ? kids.back() : ast::kNoNode;
    }
  }
  if (values == 1 && type != ast::kNoNode) {
    const ast::Node node = (*tree_)[type];
    for (NodeId& kid : kids)
      if (kid == type) kid = property("category", node.span, {add(Kind::Name, node.span, node.text)});
  }
  const NodeId made = add(Kind::Decide, span(rule.at), name, std::move(kids));
  tree_->edit(made).name2 = mode;
  return made;
}

NodeId Builder::reading(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  const Range head = all[1].at;
  place_ = "reading " + token(head.begin).text;
  std::vector<NodeId> kids;
  for (std::size_t i = 2; i < all.size(); ++i) {
    if (all[i].is(P::RuleChain)) {
      const std::vector<NodeId> cited = citations(all[i].at);
      kids.push_back(cited.size() == 1 ? cited[0] : add(Kind::Name, span(all[i].at), name_text(all[i].at)));
    }
    if (!all[i].is(P::RuleAlternative)) continue;
    const std::vector<Part> own = parts(all[i].context);
    kids.push_back(add(Kind::Alternative, span(all[i].at), words(own[0].at), {}, own.size() > 1 ? ast::kDefault : 0));
  }
  const NodeId made = add(Kind::Reading, span(rule.at), token(head.begin).text, std::move(kids));
  if (head.end - head.begin > 1) tree_->edit(made).name2 = words({head.begin + 1, head.end});
  return made;
}

NodeId Builder::partition(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  place_ = "partition " + name_text(all[1].at);
  std::vector<NodeId> kids = {add(Kind::Name, span(all[3].at), name_text(all[3].at))};
  for (const Part& part : all)
    if (part.is(P::RulePartitionClass)) {
      const std::vector<Part> own = parts(part.context);
      kids.push_back(add(Kind::PartitionClass, span(part.at), name_text(own[0].at), {noun(own[2].at)}));
    }
  return add(Kind::Partition, span(rule.at), name_text(all[1].at), std::move(kids));
}

NodeId Builder::unwritten(const Part& rule) {
  std::string citation;
  NodeId about = ast::kNoNode;
  NodeId program = ast::kNoNode;
  const std::vector<Part> all = parts(rule.context);
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].is(P::RuleName))
      program = property("program", span(all[i].at), {add(Kind::Text, span(all[i].at), name_text(all[i].at))});
    if (all[i].token(P::CITATION)) citation = token(all[i]).text;
    if (all[i].is(P::RuleChain)) about = property("for", span(all[i].at), citations(all[i].at));
  }
  std::vector<NodeId> kids = {program, property("not written out", span(rule.at))};
  if (about != ast::kNoNode) kids.push_back(about);
  return add(Kind::Section, span(rule.at), std::move(citation), std::move(kids));
}

NodeId Builder::whole(const Part& part, Kind kind) {
  const NodeId made = add(kind, span(part.at),
                          part.at.end > part.at.begin + 1 ? name_text({part.at.begin + 1, part.at.begin + 2}) : "");
  tree_->edit(made).name2 = words(part.at);
  return made;
}

}  // namespace licet::syntax
