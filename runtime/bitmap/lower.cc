#include "runtime/bitmap/lower.h"

#include "core/base/result.h"

// A sound default stands for whatever is not named: it is asked of the interpreter.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace licet::bitmap {

using interp::at;
using interp::PlanNode;
using ir::Op;

Lowering::Lowering(Circuit* circuit) : circuit_(*circuit), plan_(*circuit->plan), program_(*circuit->plan->program) {
  if (circuit_.domains.empty()) circuit_.domains.push_back({kAnywhere, program_.schema.line, kNone, kNone});
}

std::uint32_t Lowering::enclosing(std::uint32_t domain, Id type) const {
  if (type == kNone || type == program_.schema.line || type == program_.schema.shipment) {
    // A line that is an element, another than the one decided, is the nearest one.
    if (type != program_.schema.line) return type == kNone ? domain : kLineDomain;
  }
  while (circuit_.domains[domain].type != type) {
    LICET_CHECK(domain != kLineDomain);  // verify() lets no node be read outside its scope
    domain = circuit_.domains[domain].parent;
  }
  return domain;
}

std::uint32_t Lowering::domain_of(std::uint32_t parent, Id type, Id source, Id field) {
  const auto [at_, added] =
      domains_.try_emplace({parent, type, source, field}, static_cast<std::uint32_t>(circuit_.domains.size()));
  if (added) circuit_.domains.push_back({parent, type, source, field});
  return at_->second;
}

Pair Lowering::carried(Pair pair, std::uint32_t from, std::uint32_t to) {
  if (from == to) return pair;
  const Pair above = carried(pair, from, circuit_.domains[to].parent);
  return {g().expand(to, above.p), g().expand(to, above.n)};
}

Gate Lowering::folded(Gate gate, std::uint32_t from, std::uint32_t to) {
  while (from != to) {
    const std::uint32_t parent = circuit_.domains[from].parent;
    gate = g().any(parent, from, gate);
    from = parent;
  }
  return gate;
}

Pair Lowering::test(Test::What what, Id id, std::uint32_t domain, Evidence reading) {
  const auto [at_, added] = tests_.try_emplace({static_cast<int>(what), id, domain, static_cast<int>(reading)},
                                               static_cast<std::uint32_t>(circuit_.tests.size()));
  if (added) {
    Test test;
    test.what = what;
    test.id = id;
    test.reading = reading;
    test.domain = domain;
    classify(&test);
    circuit_.tests.push_back(test);
  }
  return {g().leaf(domain, 2 * at_->second), g().leaf(domain, 2 * at_->second + 1)};
}

Elements Lowering::elements(Id source, std::uint32_t domain, Evidence reading) {
  const PlanNode& node = plan_.nodes[at(source)];
  const Id* args = plan_.arguments(node);
  if (node.op == Op::Where) {
    Elements out = elements(args[0], domain, reading);
    out.there = both(out.there, cond(args[1], out.domain, reading));
    return out;
  }
  if (node.op == Op::Within) {
    const Elements outer = elements(args[0], domain, reading);
    Elements out = elements(args[1], outer.domain, reading);
    out.there = both(carried(outer.there, outer.domain, out.domain), out.there);
    return out;
  }
  const std::uint32_t below = domain_of(domain, program_.nodes[at(source)].type.record, source, kNone);
  return {below, test(Test::What::There, kNone, below, Evidence::Standing)};
}

Pair Lowering::cond(Id id, std::uint32_t domain, Evidence reading) {
  const PlanNode& node = plan_.nodes[at(id)];
  if (!node.key.evidence) reading = Evidence::Standing;
  const std::uint32_t home = enclosing(domain, node.key.scope);
  const Key key{id, home, static_cast<int>(reading)};
  auto found = conds_.find(key);
  if (found == conds_.end()) found = conds_.emplace(key, lower_cond(id, home, reading)).first;
  return carried(found->second, home, domain);
}

Pair Lowering::lower_cond(Id id, std::uint32_t home, Evidence reading) {
  const PlanNode& node = plan_.nodes[at(id)];
  const Id* args = plan_.arguments(node);
  const auto arg = [&](std::size_t i) { return cond(args[i], home, reading); };
  switch (node.op) {
    case Op::True:
      return kCertain;
    case Op::Not:
      return not_(arg(0));
    case Op::Mark:
      return arg(0);
    case Op::And: {
      Pair out = kCertain;
      for (std::size_t i = 0; i < node.count; ++i) out = both(out, arg(i));
      return out;
    }
    case Op::Or: {
      Pair out = kImpossible;
      for (std::size_t i = 0; i < node.count; ++i) out = either(out, arg(i));
      return out;
    }
    case Op::Shown: {
      const Pair a = arg(0);
      if (reading == Evidence::Open) return a;
      return {certain(a), g().not_(certain(a))};
    }
    case Op::Any:
    case Op::Every:
    case Op::AtCond:
      return lower_fold(node, home, reading);
    case Op::InForce:
      return in_force(static_cast<Id>(node.a), home, reading);
    case Op::InScope:
      return in_scope(static_cast<Id>(node.a), home, reading);
    case Op::ConditionsOf: {
      Pair out = kImpossible;
      for (Id p : program_.provision_sets[at(node.a)]) {
        const ir::Provision& v = program_.provisions[at(p)];
        const std::uint32_t of = enclosing(home, v.subject);
        Pair one = live(p, of, reading);
        if (v.scope != kNone) one = both(one, cond(v.scope, of, reading));
        if (v.test != kNone) one = both(one, cond(v.test, of, reading));
        out = either(out, carried(one, of, home));
      }
      return out;
    }
    case Op::Lists:
      return lists(static_cast<Id>(node.a), static_cast<Id>(node.b), home, reading);
    case Op::OutcomeIs: {
      const std::uint32_t of = enclosing(home, program_.decided[at(node.a)].subject);
      const Outcomes& o = outcomes(static_cast<Id>(node.a), of, reading);
      Pair out = among(o, plan_.sets[at(node.b)].data());
      const Gate odd = g().or_(o.gap, o.conflict);
      return carried({g().or_(out.p, odd), g().or_(out.n, odd)}, of, home);
    }
    case Op::InSet: {
      const PlanNode& of_node = plan_.nodes[at(args[0])];
      if (of_node.op != Op::Outcome) break;
      const std::uint32_t of = enclosing(home, program_.decided[at(of_node.a)].subject);
      const Outcomes& o = outcomes(static_cast<Id>(of_node.a), of, reading);
      Pair out = among(o, plan_.sets[at(node.a)].data());
      Gate odd = g().or_(o.gap, o.conflict);
      odd = g().or_(odd, g().not_(g().or_(out.p, out.n)));  // no value at all
      return carried({g().or_(out.p, odd), g().or_(out.n, odd)}, of, home);
    }
    case Op::ReadingIs:
      return plan_.chosen[at(node.a)] == node.b ? kCertain : kImpossible;
    case Op::AsEnforced:
      return plan_.run.mode == interp::Mode::AsEnforced ? kCertain : kImpossible;
    case Op::CallCond:
      if (plan_.recursive[at(node.a)]) break;
      return cond(program_.definitions[at(node.a)].body, home, reading);
    case Op::SelectCond: {
      const Pair which = arg(0), x = arg(1), y = arg(2);
      return {g().or_(g().and_(which.p, x.p), g().and_(which.n, y.p)),
              g().or_(g().and_(which.p, x.n), g().and_(which.n, y.n))};
    }
    case Op::Attested: {
      const Pair computed = arg(0), stated = arg(1);
      const Gate yes = g().or_(certain(computed), certain(stated));
      const Gate no = g().and_not(g().or_(certain(not_(computed)), certain(not_(stated))), yes);
      return {g().not_(no), g().not_(yes)};
    }
    case Op::InList:  // what rests on a member that is marked unconfirmed is the interpreter's to say
      for (const ir::ListMember& m : program_.lists[at(node.a)].members)
        if (m.unconfirmed || m.unconfirmed_end) {
          const Pair read = test(Test::What::Relied, id, home, Evidence::Standing);
          circuit_.suspect = g().or_(circuit_.suspect, folded(read.p, home, kLineDomain));
          break;
        }
      break;
    case Op::Undefined:
      return kOpen;
    default:
      break;
  }
  return test(Test::What::Cond, id, home, reading);
}

Pair Lowering::lower_fold(const PlanNode& node, std::uint32_t home, Evidence reading) {
  const Id* args = plan_.arguments(node);
  const Elements e = elements(args[0], home, reading);
  const Pair c = cond(args[1], e.domain, reading);
  const auto some = [&](Gate gate) { return folded(gate, e.domain, home); };
  if (node.op == Op::Any) return {some(g().and_(e.there.p, c.p)), g().not_(some(certain(both(e.there, c))))};
  if (node.op == Op::Every) return {g().not_(some(certain(both(e.there, not_(c))))), some(g().and_(e.there.p, c.n))};
  const Gate there = some(certain(e.there));
  return {g().or_(some(g().and_(e.there.p, c.p)), g().not_(there)),
          g().or_(some(g().and_(e.there.p, c.n)), g().not_(there))};
}

Pair Lowering::live(Id id, std::uint32_t domain, Evidence reading) {
  if (plan_.timeless[at(id)]) return kCertain;
  const ir::Provision& p = program_.provisions[at(id)];
  if (p.period.document != kNone && !plan_.counts[at(p.period.document)]) return kImpossible;
  const Id date = p.date != kNone ? p.date : program_.event_date;
  if (date == kNone) return kCertain;
  if (!plan_.nodes[at(date)].key.evidence) reading = Evidence::Standing;
  const std::uint32_t home = enclosing(domain, p.subject);
  return carried(test(Test::What::Live, id, home, reading), home, domain);
}

Pair Lowering::in_scope(Id id, std::uint32_t domain, Evidence reading) {
  if (!plan_.in_scope[at(id)].evidence) reading = Evidence::Standing;
  const ir::Provision& p = program_.provisions[at(id)];
  const std::uint32_t home = enclosing(domain, p.subject);
  const Key key{id, home, static_cast<int>(reading)};
  auto found = scopes_.find(key);
  if (found == scopes_.end()) {
    Pair out = live(id, home, reading);
    if (p.scope != kNone) out = both(out, cond(p.scope, home, reading));
    for (Id q : p.displaced_by) out = both(out, not_(in_scope(q, home, reading)));
    found = scopes_.emplace(key, out).first;
  }
  return carried(found->second, home, domain);
}

Pair Lowering::in_force(Id id, std::uint32_t domain, Evidence reading) {
  const ir::Provision& p = program_.provisions[at(id)];
  const std::uint32_t home = enclosing(domain, p.subject);
  Pair out = in_scope(id, home, reading);
  if (p.test != kNone) out = both(out, cond(p.test, home, reading));
  return carried(out, home, domain);
}

}  // namespace licet::bitmap
