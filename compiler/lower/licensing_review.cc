// Review policies: of each requirement by the sentences that name it, of the line the most restrictive over those that
// apply and are not overcome.
#include <algorithm>

#include "compiler/lower/law.h"

namespace licet::lower {

using ast::Kind;
using ir::Op;
using ir::ProvisionKind;

void Law::reviews_declared() {
  const sema::Symbol* line_policy = nullptr;
  for (const auto& [name, symbol] : work_.symbols->names)
    if (name == "review policy" && symbol.kind == sema::SymbolKind::Decided && symbol.subject == line())
      line_policy = &symbol;
  if (line_policy == nullptr) {
    for (const Said& said : said_)
      if (said.kind() == Kind::Reviewed) {
        report(Code::PolicyUnknown, said.tree()[said.body].span, {said.tree()[said.body].text}).help =
            "declare the policies: decide review policy of a line, the most restrictive prevails: …; otherwise none "
            "stated.";
        return;
      }
    return;
  }
  auto& l = program().licensing;
  l.review = line_policy->id;
  const Id category = program().decided[static_cast<std::size_t>(l.review)].category;
  const Id fallback = program().decided[static_cast<std::size_t>(l.review)].fallback;
  std::vector<std::size_t> reviews;
  for (std::size_t i = 0; i < said_.size(); ++i)
    if (said_[i].kind() == Kind::Reviewed) reviews.push_back(i);
  for (std::size_t r = 0; r < l.requirements.size(); ++r) {
    for (const std::size_t i : reviews) {
      Said& said = said_[i];
      const ast::Tree& t = said.tree();
      const Names n = names_of(said, said.body);
      // A sentence that names no requirement speaks of those of its own section.
      const bool named = n.citations.empty() && n.reasons.empty() && n.under.empty()
                             ? ir::citation_under(l.requirements[r].citation, said.section)
                             : names(n, l.requirements[r], said.section);
      if (!named) continue;
      if (l.requirements[r].review == kNone) {
        ir::DecidedValue d;
        d.name = "review policy of §" + l.requirements[r].citation;
        d.subject = line();
        d.category = category;
        d.ordered = true;
        d.mode = ir::Combination::MustAgree;
        d.fallback = fallback;
        l.requirements[r].review = static_cast<Id>(program().decided.size());
        program().decided.push_back(std::move(d));
        work_.symbols->decided_sources.push_back({});
      }
      for (const auto& [policy, item] : policies(said)) {
        // Two policies may stand beside each other, each for its part of the amount.
        if (item != kNoNode && t.property(t.first(item, Kind::Reviewed), "so much") != kNoNode)
          program().decided[static_cast<std::size_t>(l.requirements[r].review)].mode = ir::Combination::MostRestrictive;
        const Id code = work_.symbols->code(category, policy);
        if (code == kNone) {
          Diagnostic& d = report(Code::PolicyUnknown, t[said.body].span, {policy});
          d.help = "the policies are those that the decided value \"review policy\" lists";
          continue;
        }
        const Id p = declare(said, ProvisionKind::Review, line(), l.requirements[r].review, code);
        review_items_[p] = item;
        review_of_[p] = r;
      }
    }
  }
}

// The policies of a sentence; beside each the item that grants it, kNoNode for the sentence itself.
std::vector<std::pair<std::string, NodeId>> Law::policies(const Said& said) {
  const ast::Tree& t = said.tree();
  const std::string& text = t[said.body].text;
  if (text == "under the review policy of") {
    report(Code::NotEvaluatedYet, t[said.body].span, {"the review policy of an entry"}).help =
        "write a sentence for each policy that an entry may state";
    return {};
  }
  if (text != "as follows") return {{text, kNoNode}};
  std::vector<std::pair<std::string, NodeId>> out;
  const std::function<void(NodeId)> walk = [&](NodeId node) {
    for (const NodeId kid : t[node].kids) {
      if (t.kind(kid) == Kind::Item && t.first(kid, Kind::Reviewed) != kNoNode)
        out.emplace_back(t[t.first(kid, Kind::Reviewed)].text, kid);
      else
        walk(kid);
    }
  };
  walk(said.body);
  return out;
}

void Law::read_reviewed(Said& said) {
  const ast::Tree& t = said.tree();
  for (const Id id : said.provisions) {
    const Context context = context_of(said, line());
    Id first = nodes().truth();
    if (!said.for_each.empty()) {
      // Of each party or entry: one for which it holds is enough.
      report(Code::NotEvaluatedYet, t[said.body].span, {"a review policy of each party or entry"}).help =
          "say for which party: when any party to the transaction …";
      return;
    }
    if (const NodeId item = review_items_[id]; item != kNoNode) first = read_share_of(context, said, id, item);
    bool has_scope = false;
    const Id scope = leads(context, said, &has_scope);
    put(said, id, scope, has_scope, tails(context, said, first));
  }
}

void Law::review_of_line() {
  auto& l = program().licensing;
  if (l.review == kNone) return;
  const std::size_t count = program().provisions.size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto at = review_of_.find(static_cast<Id>(i));
    if (at == review_of_.end()) continue;
    const ir::Requirement& r = l.requirements[at->second];
    ir::Provision p = program().provisions[i];
    p.decides = l.review;
    p.displaced_by.clear();
    p.separate_scope = false;
    p.test = kNone;
    const Id set = nodes().build().set(program().decided[static_cast<std::size_t>(r.review)].category, {p.value});
    Ids parts{r.applies, nodes().negate(r.overcome),
              nodes().condition(Op::InForce, line(), {}, static_cast<std::int64_t>(i), 0, p.span)};
    const auto amount = review_amounts_.find(static_cast<Id>(i));
    // A policy for a part of the amount stands beside the one for the rest.
    if (amount == review_amounts_.end())
      parts.push_back(nodes().condition(Op::OutcomeIs, line(), {}, r.review, set, p.span));
    p.scope = nodes().all(line(), std::move(parts));
    const auto line_provision = static_cast<Id>(program().provisions.size());
    program().decided[static_cast<std::size_t>(l.review)].provisions.push_back(line_provision);
    if (amount != review_amounts_.end()) program().ledgers.apportionments.push_back({line_provision, amount->second});
    program().provisions.push_back(std::move(p));
  }
}

}  // namespace licet::lower
