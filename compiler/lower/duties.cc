// Steps before an exception can be used, duties after, findings. Each is a bar that displaces nothing, so that
// versions, suspensions and documents act on it as on any provision.
#include <algorithm>

#include "compiler/lower/law.h"
#include "compiler/sema/written.h"

namespace licet::lower {

using ast::Kind;
using ir::Op;
using ir::ProvisionKind;

Id Law::live(Said& said, Id subject, Id first) {
  const Context context = context_of(said, subject);
  bool has_scope = false;
  const Id scope = leads(context, said, &has_scope);
  const Id test = tails(context, said, first);
  const Id bar = declare(said, ProvisionKind::Bar, subject, kNone, kNone);
  put(said, bar, scope, has_scope, test);
  return nodes().condition(Op::InForce, subject, {}, bar, 0, said.tree()[said.sentence].span);
}

void Law::read_steps(Said& said) {
  const ast::Tree& t = said.tree();
  const sema::Symbol* s = work_.symbols->find(t[said.body].text, sema::SymbolKind::Program);
  if (s == nullptr) {
    report(Code::UnknownWord, t[said.body].span, {t[said.body].text});
    return;
  }
  const Context context = context_of(said, line());
  const Id needed = live(said, line(), nodes().truth());
  const auto add = [&](const std::string& citation, const std::string& wording, Id when, Id taken, Span span) {
    ir::Step step;
    step.citation = citation;
    step.wording = wording;
    step.needed = nodes().all(line(), {needed, when}, span);
    step.taken = taken == kNone ? nodes().build().unknown("this step is not understood", span) : taken;
    program().licensing.exceptions[static_cast<std::size_t>(s->id)].steps.push_back(std::move(step));
  };
  if (said.kind() == Kind::ConditionedAttestation) {
    std::string words = "an attestation";
    if (const NodeId of = t.kid(said.body, 0); of != kNoNode) words += " of the " + reader_.written(context, of);
    add(said.citation, words, nodes().truth(), nodes().build().unknown("whether " + words + " is on file"),
        t[said.body].span);
    return;
  }
  const std::function<void(NodeId, const std::string&)> walk = [&](NodeId node, const std::string& citation) {
    for (const NodeId kid : t[node].kids) {
      if (t.kind(kid) == Kind::Item) {
        walk(kid, below(citation, t[kid].text));
        continue;
      }
      if (t.kind(kid) != Kind::StepUse && t.kind(kid) != Kind::SentenceFact) {
        if (t.kind(kid) == Kind::List || t.kind(kid) == Kind::Following) walk(kid, citation);
        continue;
      }
      Id when = nodes().truth();
      for (const NodeId limit : t[kid].kids) {
        Id c = nodes().truth();
        if (t.kind(limit) == Kind::Prep) c = items_are(context, t.kid(limit, 0));
        if (t.kind(limit) == Kind::When) c = reader_.condition(context, t.kid(limit, 0));
        if (c != kNone) when = nodes().all(line(), {when, c}, t[limit].span);  // one not understood is needed
      }
      const sema::Wording* w = reader_.find_wording(t[kid].text);
      Context inner = context;
      inner.paragraph = citation;
      add(citation, w == nullptr ? t[kid].text : w->text, when, reader_.wording(inner, t[kid].text, kNone, t[kid].span),
          t[kid].span);
    }
  };
  walk(said.body, said.citation);
}

void Law::duties() {
  for (std::size_t i = 0; i < said_.size(); ++i) {
    if (said_[i].kind() != Kind::Must) continue;
    Said& said = said_[i];
    const ast::Tree& t = said.tree();
    ir::Duty duty;
    duty.citation = said.citation;
    const Context context = context_of(said, line());
    if (const NodeId who = t.kid(said.body, 0); who != kNoNode) duty.who = reader_.written(context, who);
    const sema::Wording* w = reader_.find_wording(t[said.body].text);
    if (w == nullptr) {
      const std::string near = work_.symbols->nearest(t[said.body].text);
      report(Code::UndeclaredWording, t[said.body].span, {t[said.body].text}).help =
          near.empty() ? "" : "did you mean \"" + near + "\"?";
    }
    duty.wording = w == nullptr ? t[said.body].text : w->text;
    duty.when = live(said, line(), nodes().truth());
    if (const NodeId due = t.first(said.body, Kind::Due); due != kNoNode) {
      const std::string& words = t[due].text;
      const auto& kids = t[due].kids;
      std::int64_t days = 0;
      NodeId from = kNoNode;
      for (const NodeId kid : kids) {
        if (t.kind(kid) == Kind::Number)
          days = sema::parse_written(t[kid].text, 0).value;
        else if (t.kind(kid) != Kind::Nothing)
          from = kid;
      }
      if (words == "at least") days = -days;
      if (from != kNoNode && words != "for each" && words != "before") {
        Id at = kNone;
        // "on receipt", "before the first delivery": a day that the record does not carry stays unstated.
        if (reader_.quietly([&] { return (at = reader_.date(context, from)) != kNone; }))
          duty.due = days == 0 ? at
                               : nodes().number(Op::DateAdd, ir::date_type(), line(),
                                                {at, nodes().build().number(days, ir::number_type(0))});
      }
    }
    program().licensing.duties.push_back(std::move(duty));
  }
}

void Law::findings() {
  for (std::size_t i = 0; i < said_.size(); ++i) {
    if (said_[i].kind() != Kind::FindingIs) continue;
    Said& said = said_[i];
    const ast::Tree& t = said.tree();
    ir::Finding finding;
    finding.citation = said.citation;
    const sema::Wording* w = reader_.find_wording(t[said.body].text);
    finding.id = w == nullptr ? t[said.body].text : w->id;
    finding.wording = w == nullptr ? t[said.body].text : w->text;
    finding.when = live(said, line(), nodes().truth());
    program().licensing.findings.push_back(std::move(finding));
  }
  auto& l = program().licensing;
  // A claim that does not carry, where some requirement applies.
  for (const ir::Exception& e : l.exceptions) {
    if (nodes().is_false(e.claimed) || e.used == kNone) continue;
    Ids applies;
    for (const ir::Requirement& r : l.requirements) applies.push_back(r.applies);
    ir::Finding finding;
    finding.id = "claimed authorization not met";
    finding.citation = e.citation;
    finding.wording = "the line claims " + e.name + ", whose conditions are not met for every requirement that applies";
    finding.when = nodes().all(line(), {e.claimed, nodes().any(line(), applies), nodes().negate(e.used)});
    l.findings.push_back(std::move(finding));
  }
}

}  // namespace licet::lower
