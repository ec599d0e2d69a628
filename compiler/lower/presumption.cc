// Presumptions, and the bars that take a provision out ("… does not apply to …").
#include <algorithm>

#include "compiler/lower/law.h"

namespace licet::lower {

using ast::Kind;
using ir::ProvisionKind;

namespace {

bool shows(const ast::Tree& t, NodeId node) {
  if (t.kind(node) == Kind::Shown) return true;
  for (const NodeId kid : t[node].kids)
    if (shows(t, kid)) return true;
  return false;
}

}  // namespace

// Stands against known facts unless one of the listed showings is made, and displaces every other provision of its
// value that is no presumption and does not displace it in words.
void Law::read_presumed(Said& said) {
  const ast::Tree& t = said.tree();
  const auto index = static_cast<std::size_t>(&said - said_.data());
  for (const Id id : said.provisions) {
    const Id subject = provision(id).subject;
    const Context context = context_of(said, subject);
    Id test = nodes().truth();
    const NodeId phrase = t.kid(said.body, 0);
    if (phrase != kNoNode) test = reader_.is_noun(context, subject, phrase);
    Id rebutted = kNone;
    if (const auto rebuttal = presumption_rebuttals_.find(index); rebuttal != presumption_rebuttals_.end()) {
      const Said& only = said_[rebuttal->second];
      const Context showing = context_of(only, subject);
      const NodeId list = only.tree().first(only.body, Kind::List);
      if (list == kNoNode) continue;
      rebutted = reader_.items(showing, list, "any", [&](const Context& inner, NodeId content) {
        const Id c = reader_.condition(inner, content);
        if (c == kNone || shows(only.tree(), content)) return c;
        return nodes().condition(ir::Op::Shown, inner.scope, {c}, 0, 0, only.tree()[content].span);
      });
      if (rebutted == kNone) test = kNone;
    }
    bool has_scope = false;
    const Id scope = leads(context, said, &has_scope);
    test = tails(context, said, test);
    if (test != kNone && rebutted != kNone)
      test = nodes().all(context.scope, {test, nodes().negate(rebutted)}, t[said.body].span);
    put(said, id, scope, has_scope, test);
  }
}

void Law::read_open_presumption(Said& said) {
  report(Code::NotEvaluatedYet, said.tree()[said.body].span, {"a presumption that any contrary showing overcomes"})
      .help = "write the condition itself as \"it is not shown that …\"";
}

void Law::read_bar(Said& said) {
  const ast::Tree& t = said.tree();
  const Span span = t[said.body].span;
  NodeId to = kNoNode;
  Ids targets;
  bool cited_any = false;
  for (const NodeId kid : t[said.body].kids) {
    if (t.kind(kid) != Kind::Citation) {
      if (t.kind(kid) != Kind::Nothing) to = kid;
      continue;
    }
    cited_any = true;
    if ((t[kid].flags & ast::kEccn) != 0) {
      Ids codes;
      const Context context = context_of(said, line());
      if (!reader_.paragraph_codes(context, t[kid].text, t[kid].span, &codes)) return;
      for (std::size_t i = 0; i < program().provisions.size(); ++i) {
        const ir::Provision& p = program().provisions[i];
        if (p.decides == kNone || p.value == kNone) continue;
        const ir::DecidedValue& d = program().decided[static_cast<std::size_t>(p.decides)];
        if (d.name != "specified in") continue;
        const ir::Category& category = work_.schema().categories[static_cast<std::size_t>(d.category)];
        for (Id at = p.value; at != kNone;
             at = category.parent.empty() ? kNone : category.parent[static_cast<std::size_t>(at)])
          if (std::find(codes.begin(), codes.end(), at) != codes.end()) targets.push_back(static_cast<Id>(i));
      }
      continue;
    }
    const std::string citation = absolute(said, kid);
    for (const Id id : work_.provisions.under(citation)) targets.push_back(id);
  }
  if (!cited_any)  // this paragraph
    for (const Id id : work_.provisions.under(said.citation))
      if (provision(id).period.from <= said.period.through && said.period.from <= provision(id).period.through)
        targets.push_back(id);

  // "does not apply to LPP": a foreclosure spares that exception.
  const NodeId head = to == kNoNode ? kNoNode : t.kind(to) == Kind::NounPhrase ? t.kid(to, 0) : to;
  const sema::Symbol* spared = head == kNoNode ? nullptr : work_.symbols->find(t[head].text, sema::SymbolKind::Program);
  if (spared != nullptr) {
    const Context context = context_of(said, line());
    const Id test = tails(context, said, nodes().truth());
    const Id bar = declare(said, ProvisionKind::Bar, line(), kNone, kNone);
    put(said, bar, kNone, false, test);
    bool any = false;
    for (const Id target : targets)
      if (provision(target).kind == ProvisionKind::Foreclosure) {
        any = true;
        limited_bars_[target].emplace_back(spared->id, nodes().condition(ir::Op::InForce, line(), {}, bar, 0, span));
      }
    if (!any) report(Code::DisplacesNothing, span, {ir::citation_words(said.citation), "which exceptions are closed"});
    return;
  }

  Id only = kNone;
  if (to != kNoNode) only = reader_.classify(context_of(said, line()), to).record;
  std::map<Id, Ids> by_subject;
  for (const Id target : targets) {
    const ir::Provision& p = provision(target);
    if (p.kind == ProvisionKind::Bar || (only != kNone && p.subject != only)) continue;
    by_subject[p.subject].push_back(target);
  }
  if (by_subject.empty()) {
    report(Code::DisplacesNothing, span,
           {cited_any ? "what is named" : ir::citation_words(said.citation), "anything about it"});
    return;
  }
  for (const auto& [subject, ids] : by_subject) {
    const Context context = context_of(said, subject);
    Id test = to == kNoNode ? nodes().truth() : reader_.is_noun(context, subject, to);
    bool has_scope = false;
    const Id scope = leads(context, said, &has_scope);
    test = tails(context, said, test);
    const Id bar = declare(said, ProvisionKind::Bar, subject, kNone, kNone);
    put(said, bar, scope, has_scope, test);
    for (const Id id : ids) provision(id).displaced_by.push_back(bar);
  }
}

}  // namespace licet::lower
