#include "runtime/bitmap/demand.h"

#include <algorithm>

// A sound default stands for whatever is not named: it is asked of the interpreter.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace licet::bitmap {

using interp::at;
using interp::PlanNode;
using ir::Op;

std::size_t Demand::item(What what, Id id, std::uint32_t domain, Evidence reading) {
  const auto [found, added] =
      index_.try_emplace({static_cast<int>(what), id, domain, static_cast<int>(reading)}, items_.size());
  if (added) items_.push_back({what, id, domain, reading, kNever});
  return found->second;
}

void Demand::reach(What what, Id id, Id scope, std::uint32_t domain, Evidence reading, Gate gate) {
  const std::uint32_t home = l_.enclosing(domain, scope);
  const std::size_t i = item(what, id, home, reading);
  if (collecting_) {
    found_.push_back(i);
    return;
  }
  if (gate == kNever) return;
  if (gate == kAlways && home != domain) gate = l_.g().any(c_.domains[domain].parent, domain, kAlways);
  items_[i].gate = l_.g().or_(
      items_[i].gate,
      home == domain
          ? gate
          : l_.folded(gate, c_.graph.domain_of(gate) == kAnywhere ? domain : c_.graph.domain_of(gate), home));
}

void Demand::cond(Id id, std::uint32_t domain, Evidence reading, Gate gate) {
  if (id == kNone) return;
  if (!plan_.nodes[at(id)].key.evidence) reading = Evidence::Standing;
  reach(What::Cond, id, plan_.nodes[at(id)].key.scope, domain, reading, gate);
}

void Demand::force(Id id, bool scope_only, std::uint32_t domain, Evidence reading, Gate gate) {
  reach(scope_only ? What::Scope : What::Force, id, p_.provisions[at(id)].subject, domain, reading, gate);
}

void Demand::explain(Explanation::What what, std::uint32_t domain, Gate gate, std::uint32_t id, std::string text) {
  if (collecting_ || gate == kNever) return;
  Gate& known = explanations_.try_emplace({static_cast<int>(what), domain, id, std::move(text)}, kNever).first->second;
  known = l_.g().or_(known, gate);
}

// The day on which a provision may or may not be live.
void Demand::day(Pair live, Gate gate) {
  const GateNode* leaf = &c_.graph.gates()[live.p];
  while (leaf->op == GateOp::Expand) leaf = &c_.graph.gates()[leaf->a];
  if (leaf->op != GateOp::Leaf) return;  // certain
  const std::uint32_t test = leaf->a / 2;
  const std::uint32_t home = leaf->domain;
  Gate where = l_.g().and_(gate, l_.unknown(live));
  if (where == kNever) return;
  const std::uint32_t from = c_.graph.domain_of(where);
  explain(Explanation::What::Test, home, l_.folded(where, from, home), test);
}

void Demand::parts(Item item) {
  switch (item.what) {
    case What::Cond:
      return parts_of_condition(item);
    case What::Force:
      return parts_of_provision(
          item, l_.g().and_(item.gate, l_.unknown(l_.in_force(item.id, item.domain, item.reading))), true, true);
    case What::Scope:
      return parts_of_provision(
          item, l_.g().and_(item.gate, l_.unknown(l_.in_scope(item.id, item.domain, item.reading))), false, true);
    case What::Body:
      return parts_of_provision(item, item.gate, true, false);
    case What::Decided:
    case What::Outermost:
      return parts_of_decided(item);
    case What::Source:
      return parts_of_source(item);
  }
}

void Demand::parts_of_provision(const Item& item, Gate where, bool test, bool displacers) {
  const ir::Provision& p = p_.provisions[at(item.id)];
  day(l_.live(item.id, item.domain, item.reading), where);
  cond(p.scope, item.domain, item.reading, where);
  if (test) cond(p.test, item.domain, item.reading, where);
  if (displacers)
    for (Id q : p.displaced_by) force(q, true, item.domain, item.reading, where);
}

void Demand::parts_of_decided(const Item& item) {
  const ir::DecidedValue& d = p_.decided[at(item.id)];
  const Outcomes& o = l_.outcomes(item.id, item.domain, item.reading);
  Graph& g = l_.g();
  const bool lists = d.mode == ir::Combination::AllListed;
  Gate one = kNever, several = kNever;
  if (lists) {
    for (std::size_t v = 0; v < o.possible.size(); ++v)
      several = g.or_(several, g.and_not(o.possible[v], o.certain[v]));
  } else {
    std::vector<Gate> all = o.possible;
    all.push_back(o.gap);
    all.push_back(o.conflict);
    for (Gate gate : all) {
      several = g.or_(several, g.and_(one, gate));
      one = g.or_(one, gate);
    }
    several = g.or_(several, g.not_(one));
  }
  if (item.what == What::Decided && !lists) {
    const Gate single = g.and_not(item.gate, several);
    explain(Explanation::What::Undefined, item.domain, g.and_(single, o.gap), 0, d.name + " is gap");
    explain(Explanation::What::Undefined, item.domain, g.and_(single, o.conflict), 0, d.name + " is conflict");
  }
  const Gate where = g.and_(item.gate, several);
  Gate left = where;
  for (const ir::Case& c : d.cases) {
    cond(c.when, item.domain, item.reading, left);
    const Pair when = l_.cond(c.when, item.domain, item.reading);
    if (c.undetermined) explain(Explanation::What::Cause, item.domain, g.and_(left, when.p), 0, "coverage");
    left = g.and_(left, when.n);
  }
  const std::size_t count = o.possible.size();
  if (d.fallback_when != kNone) {
    left = g.and_not(left, l_.sure(item.id, item.domain, item.reading, std::vector<bool>(count, true)));
    cond(d.fallback_when, item.domain, item.reading, left);
    explain(Explanation::What::Cause, item.domain, g.and_(left, l_.cond(d.fallback_when, item.domain, item.reading).n),
            0, "coverage");
  }
  std::vector<Gate> asked(count, kAnywhere);
  for (Id p : d.provisions) {
    const Id value = p_.provisions[at(p)].value;
    if (value == kNone) continue;
    if (asked[at(value)] == kAnywhere) {
      std::vector<bool> alone(count);
      alone[at(value)] = true;
      const Gate possible = lists ? where : g.and_(where, g.or_(o.possible[at(value)], g.or_(o.gap, o.conflict)));
      asked[at(value)] = g.and_not(possible, l_.sure(item.id, item.domain, item.reading, alone));
    }
    force(p, false, item.domain, item.reading, asked[at(value)]);
  }
}

void Demand::parts_of_source(const Item& item) {
  const PlanNode& node = plan_.nodes[at(item.id)];
  const Id* args = plan_.arguments(node);
  Graph& g = l_.g();
  if (node.op == Op::Where || node.op == Op::Within) {
    reach(What::Source, args[0], kNone, item.domain, item.reading, item.gate);
    const Elements e = l_.elements(args[0], item.domain, item.reading);
    const Gate there = g.and_(l_.carried({item.gate, kNever}, item.domain, e.domain).p, e.there.p);
    if (node.op == Op::Where)
      cond(args[1], e.domain, item.reading, there);
    else
      reach(What::Source, args[1], kNone, e.domain, item.reading, there);
    return;
  }
  const Elements e = l_.elements(item.id, item.domain, item.reading);
  explain(Explanation::What::Row, e.domain,
          g.and_(l_.carried({item.gate, kNever}, item.domain, e.domain).p, l_.unknown(e.there)), 0);
}

void Demand::parts_of_condition(const Item& item) {
  const PlanNode& node = plan_.nodes[at(item.id)];
  const Id* args = plan_.arguments(node);
  Graph& g = l_.g();
  const Pair planes = l_.cond(item.id, item.domain, item.reading);
  const Gate where = collecting_ ? kAlways : g.and_(item.gate, l_.unknown(planes));
  if (where == kNever) return;
  switch (node.op) {
    case Op::True:
    case Op::ReadingIs:
    case Op::AsEnforced:
      return;
    case Op::Not:
    case Op::And:
    case Op::Or:
    case Op::Mark:
    case Op::Shown:
    case Op::SelectCond:
    case Op::Attested:
      for (std::size_t i = 0; i < node.count; ++i) cond(args[i], item.domain, item.reading, where);
      return;
    case Op::Any:
    case Op::Every:
    case Op::AtCond: {
      reach(What::Source, args[0], kNone, item.domain, item.reading, where);
      const Elements e = l_.elements(args[0], item.domain, item.reading);
      cond(args[1], e.domain, item.reading,
           collecting_ ? kAlways : g.and_(l_.carried({where, kNever}, item.domain, e.domain).p, e.there.p));
      if (node.op != Op::AtCond || collecting_) return;
      c_.not_one.push_back({item.id, item.domain, e.domain, e.there.p});
      explain(Explanation::What::NotOne, item.domain, where, static_cast<std::uint32_t>(c_.not_one.size() - 1));
      return;
    }
    case Op::InForce:
      return force(static_cast<Id>(node.a), false, item.domain, item.reading, where);
    case Op::InScope:
      return force(static_cast<Id>(node.a), true, item.domain, item.reading, where);
    case Op::ConditionsOf:
      for (Id p : p_.provision_sets[at(node.a)])
        reach(What::Body, p, p_.provisions[at(p)].subject, item.domain, item.reading, where);
      return;
    case Op::Lists: {
      const ir::DecidedValue& d = p_.decided[at(node.a)];
      const interp::Plan::Values& values = plan_.categories[at(d.category)];
      const bool below = !values.below.empty() && !values.below[at(node.b)].empty();
      for (Id p : d.provisions) {
        const Id value = p_.provisions[at(p)].value;
        if (value == node.b || (below && value != kNone && interp::holds(values.below[at(node.b)].data(), value)))
          force(p, false, item.domain, item.reading, where);
      }
      return;
    }
    case Op::OutcomeIs:
      return reach(What::Decided, static_cast<Id>(node.a), p_.decided[at(node.a)].subject, item.domain, item.reading,
                   where);
    case Op::InSet:
      if (plan_.nodes[at(args[0])].op != Op::Outcome) break;
      return reach(What::Decided, static_cast<Id>(plan_.nodes[at(args[0])].a),
                   p_.decided[at(plan_.nodes[at(args[0])].a)].subject, item.domain, item.reading, where);
    case Op::CallCond:
      if (plan_.recursive[at(node.a)]) break;
      return cond(p_.definitions[at(node.a)].body, item.domain, item.reading, where);
    case Op::Undefined:
      if (node.a == 1)
        return explain(Explanation::What::Cause, item.domain, where, 0, "unknown: " + p_.texts[at(node.b)]);
      return explain(Explanation::What::Undefined, item.domain, where, 0, p_.texts[at(node.b)]);
    default:
      break;
  }
  explain(Explanation::What::Test, item.domain, where, c_.graph.gates()[planes.p].a / 2);
}

void Demand::collect(std::size_t i, std::vector<std::size_t>* order, std::vector<bool>* seen) {
  if (seen->size() <= i) seen->resize(items_.size());
  if ((*seen)[i]) return;
  (*seen)[i] = true;
  found_.clear();
  parts(items_[i]);
  const std::vector<std::size_t> below = found_;
  seen->resize(items_.size());
  for (std::size_t j : below) collect(j, order, seen);
  order->push_back(i);
}

std::vector<Explanation> Demand::of_written(Id decided, std::uint32_t home, Pair known_standing, Pair known_open) {
  items_.clear();
  index_.clear();
  explanations_.clear();
  std::vector<std::size_t> order;
  std::vector<bool> seen;
  std::vector<std::size_t> roots;
  for (Evidence reading : {Evidence::Standing, Evidence::Open}) {
    if (reading == Evidence::Open && !plan_.outcome[at(decided)].evidence) break;
    roots.push_back(
        item(What::Outermost, decided, home, plan_.outcome[at(decided)].evidence ? reading : Evidence::Standing));
  }
  collecting_ = true;
  for (std::size_t root : roots) collect(root, &order, &seen);
  collecting_ = false;
  for (std::size_t root : roots) items_[root].gate = kAlways;
  for (std::size_t i = order.size(); i-- > 0;) parts(items_[order[i]]);
  day(known_standing, kAlways);
  day(known_open, kAlways);
  std::vector<Explanation> out;
  for (const auto& [key, gate] : explanations_)
    if (gate != kNever)
      out.push_back({static_cast<Explanation::What>(std::get<0>(key)), std::get<1>(key), gate, std::get<2>(key),
                     std::get<3>(key)});
  return out;
}

}  // namespace licet::bitmap
