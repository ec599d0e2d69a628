// Second half: overcome, used, the eight cases of the disposition in the order of semantics.md 6.
#include <algorithm>

#include "compiler/lower/law.h"

namespace licet::lower {

using ir::Op;
using ir::ProvisionKind;

// The condition that several exceptions may stand side by side; False where the rulebook declares no such reading.
Id Law::adds_up() {
  const auto& readings = program().readings;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    Id add = kNone;
    bool one = false;
    for (std::size_t a = 0; a < readings[i].alternatives.size(); ++a) {
      if (readings[i].alternatives[a] == "exceptions-add-up") add = static_cast<Id>(a);
      one = one || readings[i].alternatives[a] == "one-exception";
    }
    if (add != kNone && one) return nodes().condition(Op::ReadingIs, kNone, {}, static_cast<std::int64_t>(i), add);
  }
  return nodes().falsity();
}

Id Law::met_here(std::size_t e, std::size_t r, bool steps) {
  const auto at = here_.find({e, r});
  if (at == here_.end()) return nodes().falsity();
  return steps ? at->second.first : at->second.second;
}

// Every requirement that applies and is not of a part that names its exceptions is met by e.
Id Law::alone(std::size_t e, bool steps) {
  auto& l = program().licensing;
  Ids parts;
  for (std::size_t r = 0; r < l.requirements.size(); ++r) {
    if (l.requirements[r].named_only) continue;
    const Id scope = subject_of(l.requirements[r]);
    parts.push_back(at_instances(
        l.requirements[r],
        nodes().any(scope, {nodes().negate(l.requirements[r].instance_applies), met_here(e, r, steps)}), true));
  }
  return nodes().all(line(), std::move(parts));
}

void Law::overcome() {
  auto& l = program().licensing;
  const Id add_up = adds_up();
  std::vector<Id> alone_met(l.exceptions.size()), alone_open(l.exceptions.size());
  for (std::size_t e = 0; e < l.exceptions.size(); ++e) {
    if (l.exceptions[e].authorization) continue;
    alone_met[e] = alone(e, true);
    alone_open[e] = alone(e, false);
  }
  for (std::size_t r = 0; r < l.requirements.size(); ++r) {
    ir::Requirement& requirement = l.requirements[r];
    const Id scope = subject_of(requirement);
    const auto overcome_here = [&](bool steps) {
      Ids some, single;
      for (std::size_t e = 0; e < l.exceptions.size(); ++e) {
        if (here_.count({e, r}) == 0) continue;
        some.push_back(met_here(e, r, steps));
        single.push_back(nodes().all(scope, {met_here(e, r, steps), steps ? alone_met[e] : alone_open[e]}));
      }
      const Id one = nodes().any(scope, std::move(single));
      if (nodes().is_false(add_up)) return one;
      return nodes().condition(Op::SelectCond, scope, {add_up, nodes().any(scope, std::move(some)), one});
    };
    requirement.instance_overcome = overcome_here(true);
    const Id on_steps = overcome_here(false);
    open_here_.push_back(on_steps);
    const auto of_every = [&](Id c) {
      return at_instances(requirement, nodes().any(scope, {nodes().negate(requirement.instance_applies), c}), true);
    };
    requirement.overcome = of_every(requirement.instance_overcome);
    requirement.overcome_on_steps = of_every(on_steps);
  }
}

void Law::used() {
  auto& l = program().licensing;
  const Id add_up = adds_up();
  for (std::size_t e = 0; e < l.exceptions.size(); ++e) {
    ir::Exception& exception = l.exceptions[e];
    if (nodes().is_false(exception.claimed)) {
      exception.used = exception.claimed;
      continue;
    }
    Ids some, every;
    for (std::size_t r = 0; r < l.requirements.size(); ++r) {
      const ir::Requirement& requirement = l.requirements[r];
      const Id scope = subject_of(requirement);
      const Id applies = requirement.instance_applies;
      if (exception.authorization) {
        Ids authorizes;
        for (const Id p : exception.provisions)
          if (authorization_names(p, requirement))
            authorizes.push_back(nodes().condition(Op::InForce, line(), {}, p, 0, provision(p).span));
        some.push_back(requirement.applies);
        every.push_back(
            nodes().any(line(), {nodes().negate(requirement.applies), nodes().any(line(), std::move(authorizes))}));
        continue;
      }
      const Id met = met_here(e, r, true);
      some.push_back(at_instances(requirement, nodes().all(scope, {applies, met}), false));
      Id enough = met;
      if (requirement.named_only)
        enough = requirement.instance_overcome;
      else if (!nodes().is_false(add_up))
        enough = nodes().condition(Op::SelectCond, scope, {add_up, requirement.instance_overcome, met});
      every.push_back(at_instances(requirement, nodes().any(scope, {nodes().negate(applies), enough}), true));
    }
    Ids all{exception.claimed, nodes().any(line(), std::move(some))};
    all.insert(all.end(), every.begin(), every.end());
    exception.used = nodes().all(line(), std::move(all));
  }
  work_.programs_ready = true;
}

// An authorization covers the requirements that it names; one that names none covers all but those of parts whose
// requirements are overcome only by what names them.
bool Law::authorization_names(Id p, const ir::Requirement& r) {
  const Names& n = names_[p];
  if (n.citations.empty() && n.reasons.empty() && n.under.empty()) return !r.named_only;
  return names(n, r, said_[said_of_[p]].section);
}

void Law::disposition() {
  auto& l = program().licensing;
  for (std::size_t i = 0; i < program().provisions.size(); ++i)
    if (program().provisions[i].kind == ProvisionKind::Prohibition) l.prohibitions.push_back(static_cast<Id>(i));
  const Id category = work_.symbols->category("disposition");
  if (category == kNone || (l.requirements.empty() && l.prohibitions.empty())) return;
  const auto code = [&](const char* value) { return work_.symbols->code(category, value); };

  Ids prohibited, applies, authorized, overcome, on_steps, need, not_claimed, steps_open;
  for (const Id p : l.prohibitions)
    prohibited.push_back(nodes().condition(Op::InForce, line(), {}, p, 0, provision(p).span));
  for (std::size_t r = 0; r < l.requirements.size(); ++r) {
    const ir::Requirement& requirement = l.requirements[r];
    const Id scope = subject_of(requirement);
    applies.push_back(requirement.applies);
    overcome.push_back(requirement.overcome);
    on_steps.push_back(requirement.overcome_on_steps);
    need.push_back(at_instances(
        requirement, nodes().all(scope, {requirement.instance_applies, nodes().negate(open_here_[r])}), false));
    for (std::size_t e = 0; e < l.exceptions.size(); ++e) {
      if (here_.count({e, r}) == 0) continue;
      const auto some = [&](Id c) {
        return at_instances(requirement, nodes().all(scope, {requirement.instance_applies, met_here(e, r, false), c}),
                            false);
      };
      not_claimed.push_back(some(nodes().all(scope, {met_here(e, r, true), nodes().negate(l.exceptions[e].claimed)})));
      if (!nodes().is_true(l.exceptions[e].steps_taken))
        steps_open.push_back(some(nodes().negate(l.exceptions[e].steps_taken)));
    }
  }
  for (const ir::Exception& e : l.exceptions) authorized.push_back(e.used);
  const Id none = nodes().negate(nodes().any(line(), applies));
  // A rulebook that does not say what must be known of a line never says "no requirement found".
  const Id covered = line_condition("covered", nodes().negate(nodes().truth()));
  const Id subject = line_condition("subject to the EAR", nodes().truth());

  ir::DecidedValue d;
  d.name = "disposition";
  d.column = "disposition";
  d.subject = line();
  d.category = category;
  d.ordered = true;
  d.mode = ir::Combination::First;
  d.exhaustive = true;  // what no earlier case takes is a license required
  const auto add = [&](const char* value, Id when) {
    ir::Case one;
    one.value = code(value);
    one.when = when;
    d.cases.push_back(std::move(one));
  };
  add("prohibited", nodes().any(line(), std::move(prohibited)));
  add("not subject", nodes().negate(subject));
  add("no requirement found", nodes().all(line(), {none, covered}));
  ir::Case open;
  open.undetermined = true;
  open.when = nodes().all(line(), {none, nodes().negate(covered)});
  for (const char* value :
       {"no requirement found", "authorized", "available", "available on steps", "license required"})
    open.possible.push_back(code(value));
  d.cases.push_back(std::move(open));
  add("authorized", nodes().any(line(), std::move(authorized)));
  overcome.push_back(nodes().any(line(), std::move(not_claimed)));
  add("available", nodes().all(line(), std::move(overcome)));
  on_steps.push_back(nodes().any(line(), std::move(steps_open)));
  add("available on steps", nodes().all(line(), std::move(on_steps)));
  add("license required", nodes().any(line(), std::move(need)));
  l.disposition = static_cast<Id>(program().decided.size());
  program().decided.push_back(std::move(d));
  work_.symbols->decided_sources.push_back({});
  work_.symbols->names.emplace("disposition", sema::Symbol{sema::SymbolKind::Decided, l.disposition, line(), {}});
}

// A condition of the line under a name that rulebooks give: a definition or decided value of the line or of its item.
Id Law::line_condition(std::string_view name, Id otherwise) {
  Context context;
  context.scope = line();
  context.frames = reader_.owners(line());
  context.file = work_.units.empty() ? nullptr : work_.units.front().file;
  Fact fact;
  if (!reader_.fact_in(context, line(), name, &fact)) return otherwise;
  std::vector<Branch> branches;
  const Id c = reader_.quality(context, line(), name, {});
  return c == kNone ? nodes().build().unknown(std::string(name) + " is not understood") : c;
}

}  // namespace licet::lower
