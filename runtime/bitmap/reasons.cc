#include "runtime/bitmap/reasons.h"

// A condition that is not named here holds no reasons.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace licet::bitmap {

using interp::at;
using interp::PlanNode;
using ir::Op;

void ReasonGates::add(Reasons* out, Id id, Gate gate) {
  if (gate == kNever) return;
  for (Reason& r : *out)
    if (r.id == id) {
      r.gate = l_.g().or_(r.gate, gate);
      return;
    }
  out->push_back({id, gate});
}

void ReasonGates::add(Reasons* out, const Reasons& more, Gate where) {
  for (const Reason& r : more) add(out, r.id, l_.g().and_(r.gate, where));
}

Reasons ReasonGates::carried(const Reasons& reasons, std::uint32_t from, std::uint32_t to) {
  Reasons out;
  for (const Reason& r : reasons) add(&out, r.id, l_.carried({r.gate, kNever}, from, to).p);
  return out;
}

Reasons ReasonGates::folded(const Reasons& reasons, std::uint32_t from, std::uint32_t to) {
  Reasons out;
  for (const Reason& r : reasons) add(&out, r.id, l_.folded(r.gate, from, to));
  return out;
}

Gate ReasonGates::certainly_false(Id node, std::uint32_t domain) {
  return l_.certain(l_.not_(l_.cond(node, domain, Evidence::Standing)));
}

Reasons ReasonGates::supports(Id node, std::uint32_t domain, Evidence reading, bool may) {
  const std::uint32_t home = l_.enclosing(domain, plan_.nodes[at(node)].key.scope);
  const auto key = std::make_tuple(node, home, static_cast<int>(reading), may);
  auto found = supports_.find(key);
  if (found == supports_.end()) found = supports_.emplace(key, find_supports(node, home, reading, may)).first;
  return carried(found->second, home, domain);
}

Reasons ReasonGates::find_supports(Id id, std::uint32_t home, Evidence reading, bool may) {
  const PlanNode& node = plan_.nodes[at(id)];
  const Id* args = plan_.arguments(node);
  const Pair planes = l_.cond(id, home, reading);
  const Gate here = may ? planes.p : l_.certain(planes);
  Reasons out;
  switch (node.op) {
    case Op::And:
    case Op::Or:
    case Op::Mark:
    case Op::Shown:
    case Op::Attested:
      for (std::size_t i = 0; i < node.count; ++i) add(&out, supports(args[i], home, reading, may), here);
      break;
    case Op::InForce:
      add(&out, static_cast<Id>(node.a), here);
      break;
    case Op::Lists:
      for (Id p : p_.decided[at(node.a)].provisions) {
        if (p_.provisions[at(p)].value != node.b) continue;
        const Pair force = l_.in_force(p, home, reading);
        add(&out, p, l_.g().and_(here, may ? force.p : l_.certain(force)));
      }
      break;
    case Op::CallCond:
      if (!plan_.recursive[at(node.a)]) add(&out, supports(p_.definitions[at(node.a)].body, home, reading, may), here);
      break;
    case Op::Any:
    case Op::Every: {
      const Elements e = l_.elements(args[0], home, reading);
      Reasons inside;
      add(&inside, supports(args[1], e.domain, reading, may), e.there.p);
      add(&out, folded(inside, e.domain, home), here);
      break;
    }
    case Op::SelectCond: {
      const Pair which = l_.cond(args[0], home, reading);
      add(&out, supports(args[1], home, reading, may), l_.g().and_(here, which.p));
      add(&out, supports(args[2], home, reading, may), l_.g().and_(here, which.n));
      break;
    }
    default:
      break;
  }
  return out;
}

Reasons ReasonGates::failing(Id node, std::uint32_t domain) {
  const std::uint32_t home = l_.enclosing(domain, plan_.nodes[at(node)].key.scope);
  auto found = failing_.find({node, home});
  if (found == failing_.end()) found = failing_.emplace(std::make_pair(node, home), find_failing(node, home)).first;
  return carried(found->second, home, domain);
}

void ReasonGates::first_failing(const std::vector<std::pair<Id, std::uint32_t>>& parts, std::uint32_t home, Gate where,
                                Reasons* out) {
  for (const auto& [part, domain] : parts) {
    if (part == kNone) continue;
    const Gate fails = l_.carried({certainly_false(part, domain), kNever}, domain, home).p;
    add(out, carried(failing(part, domain), domain, home), l_.g().and_(where, fails));
    where = l_.g().and_not(where, fails);
  }
}

Reasons ReasonGates::find_failing(Id id, std::uint32_t home) {
  const PlanNode& node = plan_.nodes[at(id)];
  const Id* args = plan_.arguments(node);
  const Gate here = certainly_false(id, home);
  Reasons out;
  if (here == kNever) return out;
  const auto parts_of = [&](Id provision, std::vector<std::pair<Id, std::uint32_t>>* parts) {
    const ir::Provision& p = p_.provisions[at(provision)];
    for (Id part : {p.scope, p.test}) parts->push_back({part, l_.enclosing(home, p.subject)});
  };
  std::vector<std::pair<Id, std::uint32_t>> parts;
  switch (node.op) {
    case Op::Mark: {
      add(&out, failing(args[0], home), here);
      Gate rest = here;
      for (const Reason& r : out) rest = l_.g().and_not(rest, r.gate);
      add(&out, static_cast<Id>(node.a), rest);
      break;
    }
    case Op::And:
      for (std::size_t i = 0; i < node.count; ++i) parts.push_back({args[i], home});
      first_failing(parts, home, here, &out);
      break;
    case Op::Or:  // every alternative fails: one paragraph only if they agree
      for (const Reason& r : failing(args[0], home)) {
        Gate agreed = l_.g().and_(here, r.gate);
        for (std::size_t i = 1; i < node.count; ++i) {
          Gate same = kNever;
          for (const Reason& other : failing(args[i], home))
            if (other.id == r.id) same = other.gate;
          agreed = l_.g().and_(agreed, same);
        }
        add(&out, r.id, agreed);
      }
      break;
    case Op::Shown:
      add(&out, failing(args[0], home), here);
      break;
    case Op::CallCond:
      if (!plan_.recursive[at(node.a)]) add(&out, failing(p_.definitions[at(node.a)].body, home), here);
      break;
    case Op::InForce:
    case Op::InScope:
      parts_of(static_cast<Id>(node.a), &parts);
      first_failing(parts, home, here, &out);
      break;
    case Op::ConditionsOf:
      for (Id p : p_.provision_sets[at(node.a)]) parts_of(p, &parts);
      first_failing(parts, home, here, &out);
      break;
    default:
      break;
  }
  return out;
}

}  // namespace licet::bitmap
