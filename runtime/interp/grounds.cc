#include "runtime/interp/grounds.h"

#include <algorithm>
#include <string>
#include <vector>

namespace licet::interp {

using ir::Id;
using ir::kNone;
using ir::Op;

Grounds::Grounds(const Plan& plan) : plan_(plan) {
  const std::vector<ir::Provision>& provisions = plan.program->provisions;
  std::vector<Id> order(provisions.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<Id>(i);
  // Citation order, each citation taken apart once.
  std::vector<std::string> keys;
  for (const ir::Provision& p : provisions) keys.push_back(ir::citation_key(p.citation));
  std::stable_sort(order.begin(), order.end(), [&](Id a, Id b) {
    const int by_level = keys[at(a)].compare(keys[at(b)]);
    return by_level != 0 ? by_level < 0 : provisions[at(a)].citation < provisions[at(b)].citation;
  });
  rank_.resize(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) rank_[at(order[i])] = static_cast<std::uint32_t>(i);
}

void Grounds::sort(std::vector<Id>* provisions) const {
  std::sort(provisions->begin(), provisions->end(), [&](Id a, Id b) { return rank_[at(a)] < rank_[at(b)]; });
  provisions->erase(std::unique(provisions->begin(), provisions->end()), provisions->end());
}

// Provisions in force that make a true condition true; `may`: those that may make one that may be true.
void Grounds::supports(Context* c, Id id, const Frame* frame, bool may) {
  const PlanNode& node = plan_.nodes[at(id)];
  frame = c->enclosing(frame, node.key.scope);
  const Planes m = c->cond(id, frame);
  if (may ? !(m & kTrue) : m != kTrue) return;
  const Id* args = plan_.arguments(node);
  if (node.op == Op::And || node.op == Op::Or || node.op == Op::Mark || node.op == Op::Shown ||
      node.op == Op::Attested) {
    for (std::size_t i = 0; i < node.count; ++i) supports(c, args[i], frame, may);
  } else if (node.op == Op::InForce) {
    found_.push_back(static_cast<Id>(node.a));
  } else if (node.op == Op::Lists) {
    for (Id p : c->program().decided[at(node.a)].provisions) {
      const Planes force = c->in_force(p, frame);
      if (c->program().provisions[at(p)].value == node.b && (may ? (force & kTrue) != 0 : force == kTrue))
        found_.push_back(p);
    }
  } else if (node.op == Op::CallCond) {
    if (!plan_.recursive[at(node.a)]) supports(c, c->program().definitions[at(node.a)].body, frame, may);
  } else if (node.op == Op::Any || node.op == Op::Every) {
    c->each(args[0], frame, [&](const Frame& e, Planes, std::int64_t) {
      supports(c, args[1], &e, may);
      return true;
    });
  } else if (node.op == Op::SelectCond) {
    const Planes which = c->cond(args[0], frame);
    if (which & kTrue) supports(c, args[1], frame, may);
    if (which & kFalse) supports(c, args[2], frame, may);
  }
}

void Grounds::of_values(const std::vector<Context*>& contexts, Id decided, const Frame* frame,
                        const std::vector<Id>& values, std::vector<Id>* out, bool* one_of) {
  const ir::DecidedValue& d = plan_.program->decided[at(decided)];
  *one_of = false;
  const auto wanted = [&](Id value) { return std::find(values.begin(), values.end(), value) != values.end(); };
  if (d.mode == ir::Combination::First) {
    for (const bool may : {false, true}) {
      found_.clear();
      for (Context* c : contexts)
        for (const ir::Case& one : d.cases) {
          const Planes m = c->cond(one.when, frame);
          if (!one.undetermined && wanted(one.value) && (m & kTrue)) supports(c, one.when, frame, may);
          if (m == kTrue) break;
        }
      *one_of = may && !found_.empty();
      if (!found_.empty()) break;
    }
    out->assign(found_.begin(), found_.end());
    return sort(out);
  }
  for (const bool may : {false, true}) {
    for (Id p : d.provisions) {
      if (!wanted(plan_.program->provisions[at(p)].value)) continue;
      Planes all = 0;
      for (Context* c : contexts) all = static_cast<Planes>(all | c->in_force(p, frame));
      if (may ? (all & kTrue) != 0 : all == kTrue) out->push_back(p);
    }
    *one_of = may && !out->empty();
    if (!out->empty()) break;
  }
  sort(out);
}

void Grounds::of_conflict(const std::vector<Context*>& contexts, Id decided, const Frame* frame, std::vector<Id>* out) {
  for (Id p : plan_.program->decided[at(decided)].provisions)
    for (Context* c : contexts)
      if (c->in_force(p, frame) & kTrue) out->push_back(p);
  sort(out);
}

}  // namespace licet::interp
