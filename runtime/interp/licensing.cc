#include "runtime/interp/licensing.h"

#include <algorithm>

namespace licet::interp {

using ir::Id;
using ir::kNone;
using ir::Op;

namespace {

Truth truth(Planes p) { return p == kTrue ? Truth::True : p == kFalse ? Truth::False : Truth::Unknown; }

}  // namespace

Planes LicensingLists::cond(Id node, const Frame* frame) const {
  Planes out = 0;
  for (Context* c : contexts_) out = static_cast<Planes>(out | c->cond(node, frame));
  return out;
}

// Visits the subject rows of a requirement's instances; a template because instances nest as deep as their sources.
template <class Visit>
void LicensingLists::each_instance(const ir::Requirement& r, std::size_t depth, const Frame* frame, Planes there,
                                   Visit visit) const {
  if (depth == r.instances.size()) return visit(frame, there);
  contexts_.front()->each(r.instances[depth], frame, [&](const Frame& e, Planes inner, std::int64_t) {
    each_instance(r, depth + 1, &e, both(there, inner), visit);
    return true;
  });
}

void LicensingLists::requirement(std::size_t index, Decision* out) {
  const ir::Requirement& r = lists_.requirements[index];
  const Planes applies = cond(r.applies, line_);
  if (applies == kFalse) return;
  RequirementState& state = out->requirements.emplace_back();
  state.requirement = static_cast<Id>(index);
  state.applies = truth(applies);
  if (r.overcome != kNone) state.overcome = truth(cond(r.overcome, line_));
  if (r.instances.empty() || r.instance_applies == kNone) return;
  each_instance(r, 0, line_, kTrue, [&](const Frame* frame, Planes there) {
    const Planes here = both(there, cond(r.instance_applies, frame));
    if (here == kFalse) return;
    state.rows.push_back(frame->row);
    state.rows_apply.push_back(truth(here));
  });
}

ExceptionStatus LicensingLists::status(const ir::Standing& s, const Frame* frame) const {
  if (s.met != kNone && cond(s.met, frame) == kTrue) return ExceptionStatus::Met;
  if (s.open != kNone && cond(s.open, frame) == kTrue) return ExceptionStatus::Open;
  const Planes conditions = s.conditions == kNone ? kTrue : cond(s.conditions, frame);
  if (conditions == kFalse) return ExceptionStatus::Closed;
  if (s.foreclosed != kNone && cond(s.foreclosed, frame) == kTrue) return ExceptionStatus::Foreclosed;
  return ExceptionStatus::Undetermined;
}

// The paragraph at which a certainly false condition fails: the deepest one on the way to the first part that fails.
// kNone where no paragraph says it.
Id LicensingLists::failing(Id id, const Frame* frame) const {
  Context& c = *contexts_.front();
  const PlanNode& node = plan_.nodes[at(id)];
  frame = c.enclosing(frame, node.key.scope);
  if (cond(id, frame) != kFalse) return kNone;
  const Id* args = plan_.arguments(node);
  if (node.op == Op::Mark) {
    const Id deeper = failing(args[0], frame);
    return deeper != kNone ? deeper : static_cast<Id>(node.a);
  }
  if (node.op == Op::And) {
    for (std::size_t i = 0; i < node.count; ++i)
      if (cond(args[i], frame) == kFalse) return failing(args[i], frame);
    return kNone;
  }
  if (node.op == Op::Or) {  // every alternative fails: one paragraph only if they agree, else what holds them all
    Id out = kNone;
    for (std::size_t i = 0; i < node.count; ++i) {
      const Id one = failing(args[i], frame);
      if (i > 0 && one != out) return kNone;
      out = one;
    }
    return out;
  }
  if (node.op == Op::Shown) return failing(args[0], frame);
  if (node.op == Op::CallCond) {
    if (plan_.recursive[at(node.a)]) return kNone;
    return failing(c.program().definitions[at(node.a)].body, frame);
  }
  if (node.op == Op::InForce || node.op == Op::InScope) {
    const ir::Provision& p = c.program().provisions[at(node.a)];
    frame = c.enclosing(frame, p.subject);
    for (Id part : {p.scope, p.test})
      if (part != kNone && cond(part, frame) == kFalse) return failing(part, frame);
    return kNone;
  }
  if (node.op == Op::ConditionsOf) {
    const std::vector<Id>& set = c.program().provision_sets[at(node.a)];
    for (Id provision : set) {
      const ir::Provision& p = c.program().provisions[at(provision)];
      for (Id part : {p.scope, p.test})
        if (part != kNone && cond(part, c.enclosing(frame, p.subject)) == kFalse)
          return failing(part, c.enclosing(frame, p.subject));
    }
  }
  return kNone;
}

void LicensingLists::exception(std::size_t index, Decision* out) {
  const ir::Exception& e = lists_.exceptions[index];
  ExceptionState state;
  state.exception = static_cast<Id>(index);
  bool all_met = true, all_open = true;
  const ir::Schema& schema = plan_.program->schema;
  const auto ask = [&](const ir::Standing& s, const Frame* frame) {
    const ExceptionStatus one = status(s, frame);
    all_met = all_met && one == ExceptionStatus::Met;
    all_open = all_open && (one == ExceptionStatus::Met || one == ExceptionStatus::Open);
    const bool first = state.status == ExceptionStatus::NotAsked;
    // What closes it for one requirement is what there is to say of it.
    const auto weight = [](ExceptionStatus x) {
      return x == ExceptionStatus::Closed         ? 3
             : x == ExceptionStatus::Foreclosed   ? 2
             : x == ExceptionStatus::Undetermined ? 1
                                                  : 0;
    };
    if (first || weight(one) > weight(state.status)) {
      state.status = one;
      state.failing = one == ExceptionStatus::Closed && s.conditions != kNone ? failing(s.conditions, frame) : kNone;
      if (one == ExceptionStatus::Closed && state.failing == kNone && s.conditions != kNone) {
        // Several sentences fail in different places: the first one speaks.
        const PlanNode& node = plan_.nodes[at(s.conditions)];
        if (node.op == Op::Or)
          for (std::size_t i = 0; i < node.count && state.failing == kNone; ++i)
            state.failing = failing(plan_.arguments(node)[i], frame);
      }
      state.foreclosed_by = kNone;
      for (std::size_t i = 0; one == ExceptionStatus::Foreclosed && i < e.foreclosures.size(); ++i) {
        const Id subject = plan_.program->provisions[at(e.foreclosures[i])].subject;
        const Frame* at_row = frame;
        while (at_row != nullptr && subject != kNone && at_row->type != subject) at_row = at_row->outer;
        if (at_row == nullptr) continue;
        Planes force = 0;
        for (Context* c : contexts_) force = static_cast<Planes>(force | c->in_force(e.foreclosures[i], at_row));
        if (force != kTrue) continue;
        state.foreclosed_by = e.foreclosures[i];
        break;
      }
    }
  };
  for (const RequirementState& applying : out->requirements) {
    const ir::Requirement& r = lists_.requirements[at(applying.requirement)];
    for (const ir::Standing& s : r.exceptions) {
      if (s.exception != static_cast<Id>(index)) continue;
      const Id scope = s.met != kNone ? plan_.nodes[at(s.met)].key.scope : kNone;
      if (r.instances.empty() || scope == kNone || scope == schema.line || scope == schema.shipment) {
        ask(s, line_);
      } else {
        each_instance(r, 0, line_, kTrue, [&](const Frame* frame, Planes there) {
          if (both(there, cond(r.instance_applies, frame)) != kFalse) ask(s, frame);
        });
      }
    }
  }
  if (state.status == ExceptionStatus::NotAsked) return;
  if (all_met)
    state.status = ExceptionStatus::Met;
  else if (all_open)
    state.status = ExceptionStatus::Open;
  if (e.claimed != kNone) state.claimed = cond(e.claimed, line_) == kTrue;
  if (e.used != kNone) state.used = truth(cond(e.used, line_));
  if (state.status == ExceptionStatus::Open || state.status == ExceptionStatus::Undetermined)
    for (std::size_t i = 0; i < e.steps.size(); ++i) {
      const Planes needed = e.steps[i].needed == kNone ? kTrue : cond(e.steps[i].needed, line_);
      const Planes taken = e.steps[i].taken == kNone ? kFalse : cond(e.steps[i].taken, line_);
      if ((needed & kTrue) && taken != kTrue) state.steps_open.push_back(static_cast<std::int32_t>(i));
    }
  out->exceptions.push_back(std::move(state));
}

void LicensingLists::fill(const std::vector<Context*>& contexts, Decision* out) {
  contexts_ = contexts;
  line_ = contexts.front()->line_frame();
  for (std::size_t i = 0; i < lists_.requirements.size(); ++i) requirement(i, out);
  if (!out->requirements.empty())
    for (std::size_t i = 0; i < lists_.exceptions.size(); ++i) exception(i, out);
  for (std::size_t i = 0; i < lists_.duties.size(); ++i) {
    const ir::Duty& duty = lists_.duties[i];
    const Planes due = duty.when == kNone ? kTrue : cond(duty.when, line_);
    if (due == kFalse) continue;
    DutyState& state = out->duties.emplace_back();
    state.duty = static_cast<Id>(i);
    state.due = truth(due);
    if (duty.due == kNone) continue;
    Number day = contexts_.front()->number(duty.due, line_);
    for (Context* c : contexts_) day = hull(day, c->number(duty.due, line_));
    state.has_date = day.point() && day.lo >= ir::kBeginning && day.lo <= ir::kForever;
    if (state.has_date) state.date = static_cast<Day>(day.lo);
  }
  for (std::size_t i = 0; i < lists_.findings.size(); ++i)
    if (lists_.findings[i].when != kNone && cond(lists_.findings[i].when, line_) == kTrue)
      out->findings.push_back(static_cast<Id>(i));
  for (std::size_t i = 0; i < plan_.program->provisions.size(); ++i) {
    const ir::Provision& p = plan_.program->provisions[i];
    if (p.kind != ir::ProvisionKind::Presumption || p.subject != plan_.program->schema.line) continue;
    Planes force = 0;
    for (Context* c : contexts_) force = static_cast<Planes>(force | c->in_force(static_cast<Id>(i), line_));
    if (force == kTrue) out->presumptions.push_back(static_cast<Id>(i));
  }
}

}  // namespace licet::interp
