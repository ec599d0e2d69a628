// Numbered lists inside sentences: each item is a paragraph that explanations can name.
#include "compiler/lower/reader.h"

namespace licet::lower {

using ast::Kind;

Id Reader::marked(const Context& context, const std::string& citation, Id c, Span span) {
  if (c == kNone || citation.empty() || context.apart) return c;
  const std::string key = citation + "\n" + std::to_string(context.scope) + "\n" + std::to_string(c);
  const auto [at, is_new] = work_.marks.try_emplace(key, static_cast<Id>(work_.program().paragraphs.size()));
  if (is_new) {
    ir::Paragraph paragraph;
    paragraph.citation = citation;
    paragraph.node = c;
    paragraph.subject = context.scope;
    paragraph.span = span;
    work_.program().paragraphs.push_back(std::move(paragraph));
  }
  return nodes().condition(ir::Op::Mark, context.scope, {c}, at->second, 0, span);
}

std::string below(const std::string& citation, const std::string& label) {
  if (label.empty()) return citation;
  if (label[0] == '.') return (citation.starts_with("ECCN ") ? citation.substr(5) : citation) + label;
  if (label.back() == '.') return citation + ", paragraph " + label.substr(0, label.size() - 1);
  return citation + "(" + label + ")";
}

Id Reader::items(const Context& context, NodeId list, std::string_view head,
                 const std::function<Id(const Context&, NodeId)>& each) {
  const ast::Tree& t = tree(context);
  const bool any = head == "any" || head == "one" || (head.empty() && t[list].text == "or");
  Ids parts;
  bool ok = true;
  for (const NodeId item : t[list].kids) {
    if (t.kind(item) != Kind::Item) continue;
    Context inner = context;
    if (!context.paragraph.empty()) inner.paragraph = below(context.paragraph, t[item].text);
    Ids all;
    for (const NodeId kid : t[item].kids) {
      switch (t.kind(kid)) {
        case Kind::Nothing:
        case Kind::Heading:
          break;
        case Kind::Reserved:
          break;
        case Kind::When:
        case Kind::Provided:
          all.push_back(condition(inner, t.kid(kid, 0)));
          break;
        case Kind::Unless:
          all.push_back(nodes().negate(condition(inner, t.kid(kid, 0))));
          break;
        default:
          all.push_back(each(inner, kid));
      }
      if (!all.empty() && all.back() == kNone) ok = false;
    }
    if (all.empty()) continue;
    if (!ok) continue;
    const Id part = nodes().all(context.scope, std::move(all), t[item].span);
    parts.push_back(context.paragraph.empty() ? part : marked(inner, inner.paragraph, part, t[item].span));
  }
  if (!ok || parts.empty()) return kNone;
  const Span span = t[list].span;
  return any ? nodes().any(context.scope, std::move(parts), span) : nodes().all(context.scope, std::move(parts), span);
}

}  // namespace licet::lower
