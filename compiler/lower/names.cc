// Which requirements a sentence names: an exception, a foreclosure, a review policy. Settled at compile time.
#include <algorithm>

#include "compiler/lower/law.h"

namespace licet::lower {

using ast::Kind;

std::string Law::absolute(const Said& said, NodeId citation) {
  Context context;
  context.file = said.file;
  context.section = said.section;
  context.paragraph = said.citation;
  return reader_.absolute(context, citation);
}

Names Law::names_of(const Said& said, NodeId parent) {
  const ast::Tree& t = said.tree();
  Names out;
  const auto cite = [&](NodeId node, std::vector<std::string>* into) {
    const std::function<void(NodeId)> walk = [&](NodeId at) {
      if (t.kind(at) == Kind::Citation && (t[at].flags & ast::kEccn) == 0) into->push_back(absolute(said, at));
      if (t.kind(at) == Kind::NounPhrase || t.kind(at) == Kind::NounList)
        for (const NodeId kid : t[at].kids) walk(kid);
    };
    walk(node);
  };
  const auto reason = [&](NodeId node) {
    const std::function<void(NodeId)> walk = [&](NodeId at) {
      switch (t.kind(at)) {
        case Kind::Name:
        case Kind::Value:
        case Kind::Text:
          out.reasons.push_back(t[at].text);
          break;
        default:
          for (const NodeId kid : t[at].kids) walk(kid);
      }
    };
    walk(node);
  };
  for (const NodeId target : t[parent].kids) {
    if (t.kind(target) == Kind::Property && t[target].text == "for")
      for (const NodeId kid : t[target].kids) cite(kid, &out.citations);
    if (t.kind(target) != Kind::Target) continue;
    if (t[target].text == "this") out.this_requirement = true;
    for (const NodeId kid : t[target].kids) switch (t.kind(kid)) {
        case Kind::Citation:
          cite(kid, &out.citations);
          break;
        case Kind::Property:
          if (t[kid].text == "reason for control") reason(kid);
          if (t[kid].text == "under")
            for (const NodeId inner : t[kid].kids) cite(inner, &out.under);
          break;
        case Kind::NounPhrase:
          if (t[kid].text == "this" && t[t.kid(kid, 0)].text == "requirement") {
            out.this_requirement = true;
            break;
          }
          [[fallthrough]];
        case Kind::NounList:
        case Kind::Following: {
          std::vector<std::string> cited;
          cite(kid, &cited);
          if (!cited.empty())
            out.citations.insert(out.citations.end(), cited.begin(), cited.end());
          else
            out.items.push_back(kid);
          break;
        }
        default:
          break;
      }
  }
  return out;
}

bool Law::names(const Names& names, const ir::Requirement& r, const std::string& own_section) const {
  if (names.this_requirement) return ir::citation_under(r.citation, own_section);
  if (!names.reasons.empty() && std::find(names.reasons.begin(), names.reasons.end(), r.reason) == names.reasons.end())
    return false;
  const auto covers = [&](const std::string& citation) { return ir::citation_under(r.citation, citation); };
  if (!names.under.empty() && !std::any_of(names.under.begin(), names.under.end(), covers)) return false;
  return names.citations.empty() || std::any_of(names.citations.begin(), names.citations.end(), covers);
}

}  // namespace licet::lower
