// Paragraphs used as conditions, and references to them.
#include <algorithm>

#include "compiler/lower/reader.h"
#include "core/base/nearest.h"

namespace licet::lower {

using ast::Kind;

namespace {

std::string parent_of(const std::string& citation) {
  const std::size_t open = citation.rfind('(');
  if (open != std::string::npos && citation.back() == ')') return citation.substr(0, open);
  const std::size_t comma = citation.rfind(", paragraph ");
  if (comma != std::string::npos) return citation.substr(0, comma);
  return {};
}

std::string joined(const std::string& base, const std::string& text) {
  if (text.empty()) return base;
  if (text[0] == '(') return base + text;
  if (text.starts_with(", ")) return base + text;
  return below(base, text);
}

}  // namespace

std::string Reader::absolute(const Context& context, NodeId citation) const {
  const ast::Node& n = tree(context)[citation];
  std::string text = n.text;
  if (text.starts_with("§")) text.erase(0, std::string_view("§").size());
  if ((n.flags & ast::kRelative) == 0) return text;
  // The paragraph is looked for below the one that speaks, then beside it, then further out.
  for (std::string base = context.paragraph.empty() ? context.section : context.paragraph; !base.empty();
       base = parent_of(base)) {
    const std::string full = joined(base, text);
    if (work_.paragraphs.count(full) != 0) return full;
    if (base == context.section && parent_of(base).empty()) break;
  }
  return joined(context.section, text);
}

Id Reader::paragraphs_met(const Context& context, NodeId node) {
  const ast::Tree& t = tree(context);
  const ast::Node& n = t[node];
  std::vector<std::string> all;
  bool through = false;
  for (const NodeId kid : n.kids) {
    if (t.kind(kid) != Kind::Citation) continue;
    const std::string citation = absolute(context, kid);
    const bool ends_range = (t[kid].flags & ast::kThrough) != 0 || through ||
                            ((n.flags & ast::kThrough) != 0 && kid == n.kids.back() && all.size() == 1);
    through = false;
    if (ends_range && !all.empty()) {
      const auto& order = work_.paragraph_order;
      auto at = std::find(order.begin(), order.end(), all.back());
      const auto end = std::find(order.begin(), order.end(), citation);
      if (at != order.end() && end != order.end())
        for (++at; at != order.end() && at < end; ++at)
          if (parent_of(*at) == parent_of(citation)) all.push_back(*at);
    }
    all.push_back(citation);
  }
  Ids parts;
  for (const std::string& citation : all) {
    const Id part = paragraph_met(context, citation, n.span);
    if (part == kNone) return kNone;
    parts.push_back(part);
  }
  const Id met = nodes().all(context.scope, std::move(parts), n.span);
  return (n.flags & ast::kNot) != 0 ? nodes().negate(met, n.span) : met;
}

// What a paragraph says as a condition: its sentences and the paragraphs below it, all of them.
Id Reader::said_in(const Context& context, NodeId node) {
  const ast::Tree& t = tree(context);
  Ids parts;
  const auto add = [&](Id part) {
    parts.push_back(part);
    return part != kNone;
  };
  for (const NodeId kid : t[node].kids) switch (t.kind(kid)) {
      case Kind::Sentence: {
        Ids all;
        const NodeId body = t.first(kid, Kind::Concludes);
        if (body == kNoNode) break;
        all.push_back(condition(context, t.kid(body, 0)));
        for (const NodeId tail : t[kid].kids) {
          if (t.kind(tail) == Kind::When || t.kind(tail) == Kind::Provided || t.kind(tail) == Kind::LeadWhere ||
              t.kind(tail) == Kind::LeadWhen)
            all.push_back(condition(context, t.kid(tail, 0)));
          if (t.kind(tail) == Kind::Unless) all.push_back(nodes().negate(condition(context, t.kid(tail, 0))));
        }
        if (std::find(all.begin(), all.end(), kNone) != all.end()) return kNone;
        if (!add(nodes().all(context.scope, std::move(all), t[kid].span))) return kNone;
        break;
      }
      case Kind::Paragraph: {
        Context inner = context;
        inner.paragraph = below(context.paragraph, t[kid].text);
        const Id part = said_in(inner, kid);
        if (part != kNone) parts.push_back(marked(inner, inner.paragraph, part, t[kid].span));
        break;
      }
      default:
        break;
    }
  return parts.empty() ? kNone : nodes().all(context.scope, std::move(parts), t[node].span);
}

Id Reader::paragraph_met(const Context& context, const std::string& citation, Span span) {
  const auto [begin, end] = work_.paragraphs.equal_range(citation);
  std::vector<const ParagraphSource*> sources;
  // A section that says everything in its versions says nothing itself.
  const auto says_itself = [](const ParagraphSource& s) {
    const ast::Tree& t = s.file->tree;
    if (t.kind(s.node) != Kind::Section) return true;
    const auto& kids = t[s.node].kids;
    return std::any_of(kids.begin(), kids.end(),
                       [&](NodeId kid) { return t.kind(kid) == Kind::Sentence || t.kind(kid) == Kind::Paragraph; });
  };
  for (auto i = begin; i != end; ++i) sources.push_back(&i->second);
  if (sources.size() > 1) std::erase_if(sources, [&](const ParagraphSource* s) { return !says_itself(*s); });
  if (sources.empty()) {
    Diagnostic& d = report(Code::UnknownCitation, span, {ir::citation_words(citation)});
    Nearest nearest(citation);
    for (const std::string& known : work_.paragraph_order) nearest.consider(known);
    if (!nearest.best().empty()) d.help = "did you mean " + ir::citation_words(nearest.best()) + "?";
    return kNone;
  }
  if (std::find(work_.open_paragraphs.begin(), work_.open_paragraphs.end(), citation) != work_.open_paragraphs.end()) {
    std::string path;
    for (const std::string& open : work_.open_paragraphs) path += ir::citation_words(open) + " -> ";
    report(Code::Cycle, span, {path + ir::citation_words(citation)});
    return kNone;
  }
  // The version that speaks refers to itself; from elsewhere every version counts in its own time.
  std::vector<const ParagraphSource*> own;
  for (const ParagraphSource* s : sources)
    if (s->version == context.version && s->section == context.section && s->file == context.file) own.push_back(s);
  const bool dated = own.empty();
  if (!dated) sources = own;
  work_.open_paragraphs.push_back(citation);
  Ids versions;
  bool ok = true;
  for (const ParagraphSource* s : sources) {
    Context inner = context;
    inner.file = s->file;
    inner.section = s->section;
    inner.paragraph = citation;
    inner.version = s->version;
    inner.antecedents.clear();
    const ast::Tree& t = s->file->tree;
    Id said = kNone;
    if (t.kind(s->node) == Kind::Item) {
      Ids all;
      for (const NodeId kid : t[s->node].kids)
        if (t.kind(kid) != Kind::Heading && t.kind(kid) != Kind::Nothing) all.push_back(condition(inner, kid));
      if (!all.empty() && std::find(all.begin(), all.end(), kNone) == all.end())
        said = nodes().all(context.scope, std::move(all));
    } else {
      said = said_in(inner, s->node);
    }
    if (said == kNone) said = provisions_met(context, citation, span);
    if (said == kNone) {
      ok = false;
      break;
    }
    Ids all{marked(inner, citation, said, t[s->node].span)};
    if (dated && s->period.from != ir::kBeginning)
      all.insert(all.begin(), nodes().build().compare(ir::Comparison::GreaterEqual, default_date(context),
                                                      nodes().build().date(s->period.from), context.scope, span));
    if (dated && s->period.through != ir::kForever)
      all.insert(all.begin(), nodes().build().compare(ir::Comparison::LessEqual, default_date(context),
                                                      nodes().build().date(s->period.through), context.scope, span));
    versions.push_back(nodes().all(context.scope, std::move(all), span));
  }
  work_.open_paragraphs.pop_back();
  if (!ok) {
    report(Code::SubjectToMisused, span, {ir::citation_words(citation)}).help =
        "name a paragraph that states a condition";
    return kNone;
  }
  return nodes().any(context.scope, std::move(versions), span);
}

// The conditions of the provisions at or below a citation: liveness, scope and test of any.
Id Reader::provisions_met(const Context& context, const std::string& citation, Span span) {
  const Ids found = work_.provisions.under(citation);
  if (found.empty()) return kNone;
  const Id subject = work_.program().provisions[static_cast<std::size_t>(found.back())].subject;
  for (const Id id : found)
    if (work_.program().provisions[static_cast<std::size_t>(id)].subject != subject) return kNone;
  const Id set = nodes().build().provision_set(found);
  const Id met = nodes().condition(ir::Op::ConditionsOf, subject, {}, set, 0, span);
  if (reaches(context, subject)) return met;
  Branch way;
  for (auto row = context.frames.rbegin(); row != context.frames.rend(); ++row)
    if (path_to(context, *row, subject, &way.hops)) return close(context, way, met);
  return kNone;
}

// "AIA is used", "AIA is claimed": known once the exceptions have been lowered.
Id Reader::program_clause(const Context& context, NodeId subject, NodeId p, Span span) {
  const ast::Tree& t = tree(context);
  if (t.kind(p) != Kind::Is) return kNone;
  const NodeId head = t.kind(subject) == Kind::NounPhrase && t[subject].kids.size() == 1 ? t[subject].kids[0] : subject;
  if (t.kind(head) == Kind::Citation && (t[head].flags & ast::kEccn) == 0) {
    const NodeId complement = t.kid(p, 0);
    if (t.kind(complement) != Kind::MetOrTrue) return kNone;
    const Id met = paragraph_met(context, absolute(context, head), span);
    return met != kNone && (t[p].flags & ast::kNot) != 0 ? nodes().negate(met, span) : met;
  }
  const sema::Symbol* program = work_.symbols->find(t[head].text, sema::SymbolKind::Program);
  if (program == nullptr) return kNone;
  const NodeId word = t.kid(p, 0);
  if (t.kind(word) != Kind::MetOrTrue) return kNone;
  const std::string& said = t[word].text;
  if (said != "used" && said != "claimed") return kNone;
  const ir::Exception& exception = work_.program().licensing.exceptions[static_cast<std::size_t>(program->id)];
  const Id node = said == "used" ? exception.used : exception.claimed;
  if (!work_.programs_ready || node == kNone) {
    report(Code::Cycle, span, {exception.name + " -> " + place(context) + " -> " + exception.name}).help =
        "whether an exception is used follows from the requirements and exceptions; these cannot ask it back";
    return nodes().build().unknown("whether " + exception.name + " is used", span);
  }
  return (t[p].flags & ast::kNot) != 0 ? nodes().negate(node, span) : node;
}

}  // namespace licet::lower
