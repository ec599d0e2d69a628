#include "runtime/interp/doubtful_rows.h"

#include <algorithm>

namespace licet::interp {

using ir::Id;
using ir::kNone;
using ir::Op;

DoubtfulRows::DoubtfulRows(const Plan& plan) : plan_(plan) {
  const ir::Program& p = *plan.program;
  for (const ir::DatedList& list : p.lists) {
    bool marked = false;
    for (const ir::ListMember& m : list.members) {
      if (m.unconfirmed) first_ = std::min(first_, m.period.from);
      if (m.unconfirmed_end && m.period.through != ir::kForever) first_ = std::min(first_, m.period.through + 1);
      marked = marked || m.unconfirmed || m.unconfirmed_end;
    }
    marked_.push_back(marked);
    some_ = some_ || marked;
  }
  if (!some_) return;
  for (std::size_t i = 0; i < p.nodes.size(); ++i) {
    const ir::Node& n = p.nodes[i];
    if (n.op != Op::InList || !marked_[at(n.a)]) continue;
    if (n.args[1] != p.event_date) by_event_date_ = false;
    const ir::Node& x = p.nodes[at(n.args[0])];
    if (x.op == Op::CatField)
      reads(p, p.lists[at(n.a)], x.scope, static_cast<Id>(x.a));
    else
      reads_all_ = true;
  }
}

void DoubtfulRows::reads(const ir::Program& p, const ir::DatedList& list, Id type, Id field) {
  const ir::Category& c = p.schema.categories[at(list.category)];
  Read read{type, field, {}};
  auto known = std::find(reads_.begin(), reads_.end(), read);
  if (known == reads_.end()) known = reads_.insert(known, read);
  known->codes.resize(c.values.size(), c.hierarchical);  // above and below a member others may stand
  for (const ir::ListMember& m : list.members)
    if (m.unconfirmed || m.unconfirmed_end) known->codes[at(m.code)] = true;
}

bool DoubtfulRows::possible(Context* context) const {
  if (!some_ || !by_event_date_) return some_;
  const Number day = context->day_of(plan_.program->event_date, context->line_frame());
  if (!day.value || day.undefined || day.hi < first_) return false;
  return reads_all_ || std::any_of(reads_.begin(), reads_.end(), [&](const Read& read) {
           const data::Rows& rows = context->record().rows(read.type);
           for (std::uint32_t row = 0; row < rows.size(); ++row) {
             const data::Cell& cell = rows.at(row, read.field);
             if (cell.state == data::State::Known && read.codes[at(static_cast<Id>(cell.value))]) return true;
           }
           return false;
         });
}

bool DoubtfulRows::of_parts(Context* context, const Parts& parts, bool any, std::vector<Id>* lists) const {
  const Planes settles = any ? kTrue : kFalse;
  const bool settled = std::any_of(parts.begin(), parts.end(),
                                   [&](const auto& part) { return context->cond(part.first, part.second) == settles; });
  bool all = settled, some = false;
  std::vector<Id> found;
  for (const auto& [node, frame] : parts) {
    if (settled && context->cond(node, frame) != settles) continue;
    const bool one = rests(context, node, frame, &found);
    all = all && one;
    some = some || one;
  }
  if (!(settled ? all : some)) return false;
  lists->insert(lists->end(), found.begin(), found.end());
  return true;
}

// Elements that are surely there; what they are picked by counts among the parts.
bool DoubtfulRows::of_fold(Context* context, const PlanNode& node, const Frame* frame, std::vector<Id>* lists) const {
  const Id* args = plan_.arguments(node);
  std::vector<Id> picked;
  Id source = args[0];
  for (; plan_.nodes[at(source)].op == Op::Where; source = plan_.arguments(plan_.nodes[at(source)])[0])
    picked.push_back(plan_.arguments(plan_.nodes[at(source)])[1]);
  const bool any = node.op == Op::Any;
  const Planes settles = any ? kTrue : kFalse;
  bool settled = false, all = true, some = false;
  std::vector<Id> found, found_settling;
  context->each(source, frame, [&](const Frame& e, Planes there, std::int64_t) {
    if (there == kFalse) return true;
    Planes value = context->cond(args[1], &e);
    Planes chosen = kTrue;
    for (const Id id : picked) chosen = both(chosen, context->cond(id, &e));
    value = any ? both(chosen, value) : either(negation(chosen), value);
    // The element's own value: the pick and the condition together, or for `every` not the pick, or the condition.
    std::vector<Id> of_element;
    bool one = false;
    if (value == kTrue || value == kFalse) {
      Parts parts{{args[1], &e}};
      for (const Id id : picked) parts.emplace_back(id, &e);
      if (picked.empty() || any)
        one = of_parts(context, parts, false, &of_element);
      else
        for (const auto& [id, at_frame] : parts) one = rests(context, id, at_frame, &of_element) || one;
    }
    const bool settling = value == settles && there == kTrue;
    if (settling) {
      settled = true;
      all = all && one;
      found_settling.insert(found_settling.end(), of_element.begin(), of_element.end());
    }
    some = some || one;
    found.insert(found.end(), of_element.begin(), of_element.end());
    return true;
  });
  if (!(settled ? all : some)) return false;
  const std::vector<Id>& which = settled ? found_settling : found;
  lists->insert(lists->end(), which.begin(), which.end());
  return true;
}

bool DoubtfulRows::rests_of_provision(Context* context, Id provision, const Frame* frame,
                                      std::vector<Id>* lists) const {
  const ir::Provision& p = plan_.program->provisions[at(provision)];
  if (context->live(provision, frame) != kTrue) return false;
  Parts parts;
  for (const Id id : {p.scope, p.test})
    if (id != kNone) parts.emplace_back(id, frame);
  return of_parts(context, parts, false, lists);
}

bool DoubtfulRows::rests(Context* context, Id id, const Frame* frame, std::vector<Id>* lists) const {
  const PlanNode& n = plan_.nodes[at(id)];
  frame = context->enclosing(frame, n.key.scope);
  if (context->cond(id, frame) == kUnknown) return false;
  const Id* args = plan_.arguments(n);
  const Id a = static_cast<Id>(n.a);
  if (n.op == Op::InList) {
    if (!marked_[at(a)] || !context->unconfirmed_read(id, frame)) return false;
    lists->push_back(a);
    return true;
  }
  if (n.op == Op::Not || n.op == Op::Mark) return rests(context, args[0], frame, lists);
  if (n.op == Op::And || n.op == Op::Or || n.op == Op::Attested) {
    Parts parts;
    for (std::size_t i = 0; i < n.count; ++i) parts.emplace_back(args[i], frame);
    return of_parts(context, parts, n.op != Op::And, lists);
  }
  if (n.op == Op::Any || n.op == Op::Every || n.op == Op::AtCond) return of_fold(context, n, frame, lists);
  if (n.op == Op::InForce || n.op == Op::InScope) return rests_of_provision(context, a, frame, lists);
  if (n.op == Op::ConditionsOf) {
    bool some = false;
    for (const Id p : plan_.program->provision_sets[at(a)]) {
      const Frame* of = context->enclosing(frame, plan_.program->provisions[at(p)].subject);
      some = rests_of_provision(context, p, of, lists) || some;
    }
    return some;
  }
  if (n.op == Op::CallCond) return rests(context, plan_.program->definitions[at(a)].body, frame, lists);
  if (n.op == Op::SelectCond) {
    const Planes which = context->cond(args[0], frame);
    return which != kUnknown && rests(context, args[which == kTrue ? 1 : 2], frame, lists);
  }
  return false;
}

}  // namespace licet::interp
