// Decided values as gates (docs/semantics.md section 5): which values are possible, from the planes of provisions. The
// twin of runtime/interp/decided.cc.
#include "runtime/bitmap/lower.h"

namespace licet::bitmap {

using interp::at;
using ir::Combination;

const Outcomes& Lowering::outcomes(Id id, std::uint32_t home, Evidence reading) {
  if (!plan_.outcome[at(id)].evidence) reading = Evidence::Standing;
  const Key key{id, home, static_cast<int>(reading)};
  auto found = outcomes_.find(key);
  if (found == outcomes_.end()) found = outcomes_.emplace(key, lower_outcomes(id, home, reading)).first;
  return found->second;
}

// Some provision that concludes one of `values` is certainly in force, whatever displaces whatever among them.
Gate Lowering::sure(Id decided, std::uint32_t home, Evidence reading, const std::vector<bool>& values) {
  Gate out = kNever;
  for (Id id : program_.decided[at(decided)].provisions) {
    const ir::Provision& p = program_.provisions[at(id)];
    if (p.value == kNone || !values[at(p.value)]) continue;
    Gate stands = certain(live(id, home, reading));
    if (p.scope != kNone) stands = g().and_(stands, certain(cond(p.scope, home, reading)));
    if (p.test != kNone) stands = g().and_(stands, certain(cond(p.test, home, reading)));
    for (Id other : p.displaced_by) {
      const ir::Provision& q = program_.provisions[at(other)];
      Gate harmless = g().not_(in_scope(other, home, reading).p);
      if (q.decides == decided && q.value != kNone && values[at(q.value)])
        harmless = g().or_(harmless, !q.separate_scope || q.test == kNone
                                         ? kAlways
                                         : certain(carried(cond(q.test, enclosing(home, q.subject), reading),
                                                           enclosing(home, q.subject), home)));
      stands = g().and_(stands, harmless);
    }
    out = g().or_(out, stands);
  }
  return out;
}

void Lowering::fall_back(const ir::DecidedValue& d, std::uint32_t home, Evidence reading, Gate where, Outcomes* out) {
  if (d.fallback == kNone) {
    out->gap = g().or_(out->gap, where);
    return;
  }
  const Pair guard = d.fallback_when == kNone ? kCertain : cond(d.fallback_when, home, reading);
  out->possible[at(d.fallback)] = g().or_(out->possible[at(d.fallback)], g().and_(where, guard.p));
  for (Gate& value : out->possible) value = g().or_(value, g().and_(where, guard.n));
}

Outcomes Lowering::lower_outcomes(Id id, std::uint32_t home, Evidence reading) {
  const ir::DecidedValue& d = program_.decided[at(id)];
  const std::size_t count = program_.schema.categories[at(d.category)].values.size();
  Outcomes out;
  out.possible.assign(count, kNever);

  if (d.mode == Combination::First) {
    Gate left = kAlways;
    for (const ir::Case& c : d.cases) {
      const Pair when = cond(c.when, home, reading);
      const Gate here = g().and_(left, when.p);
      if (!c.undetermined) {
        out.possible[at(c.value)] = g().or_(out.possible[at(c.value)], here);
      } else if (!c.possible.empty()) {
        for (Id v : c.possible) out.possible[at(v)] = g().or_(out.possible[at(v)], here);
      } else {
        for (Gate& value : out.possible) value = g().or_(value, here);
      }
      left = g().and_(left, when.n);  // not certainly true
    }
    if (!d.exhaustive) fall_back(d, home, reading, left, &out);
    return out;
  }

  std::vector<Gate> may(count, kNever);
  for (Id p : d.provisions) {
    const Id v = program_.provisions[at(p)].value;
    may[at(v)] = g().or_(may[at(v)], in_force(p, home, reading).p);
  }
  const auto sure_of = [&](auto wanted) {
    std::vector<bool> values(count);
    for (std::size_t v = 0; v < count; ++v) values[v] = wanted(v);
    return sure(id, home, reading, values);
  };
  if (d.mode == Combination::AllListed) {
    out.certain.assign(count, kNever);
    for (std::size_t v = 0; v < count; ++v) {
      out.possible[v] = may[v];
      if (may[v] != kNever) out.certain[v] = g().and_(may[v], sure_of([&](std::size_t x) { return x == v; }));
    }
    return out;
  }

  if (d.mode == Combination::MostRestrictive) {
    for (std::size_t v = 0; v < count; ++v)
      if (may[v] != kNever) out.possible[v] = g().and_not(may[v], sure_of([&](std::size_t x) { return x > v; }));
  } else {
    std::vector<Gate> alone(count, kNever);
    for (std::size_t v = 0; v < count; ++v)
      if (may[v] != kNever) alone[v] = g().and_(may[v], sure_of([&](std::size_t x) { return x == v; }));
    for (std::size_t v = 0; v < count; ++v) {
      Gate other = kNever;
      for (std::size_t u = 0; u < count; ++u)
        if (u != v) other = g().or_(other, alone[u]);
      out.possible[v] = g().and_not(may[v], other);
    }
    for (std::size_t i = 0; i < d.provisions.size(); ++i) {
      const ir::Provision& p = program_.provisions[at(d.provisions[i])];
      Gate against = kNever;
      for (std::size_t j = i + 1; j < d.provisions.size(); ++j) {
        const ir::Provision& q = program_.provisions[at(d.provisions[j])];
        bool linked = p.value == q.value;
        for (Id x : p.displaced_by) linked = linked || x == d.provisions[j];
        for (Id x : q.displaced_by) linked = linked || x == d.provisions[i];
        if (!linked) against = g().or_(against, in_force(d.provisions[j], home, reading).p);
      }
      out.conflict = g().or_(out.conflict, g().and_(against, in_force(d.provisions[i], home, reading).p));
    }
  }
  fall_back(d, home, reading, g().not_(sure_of([](std::size_t) { return true; })), &out);
  return out;
}

void Lowering::add_guards() {
  for (const auto& [key, outcomes] : std::map<Key, Outcomes>(outcomes_)) {
    const auto [decided, home, reading] = key;
    if (home != kLineDomain) continue;
    for (Id id : program_.decided[at(decided)].provisions) {
      const ir::Provision& p = program_.provisions[at(id)];
      const Evidence evidence = static_cast<Evidence>(reading);
      Guard guard;
      guard.all.push_back(live(id, home, evidence).p);
      for (Id condition : {p.scope, p.test})
        if (condition != kNone) guard.all.push_back(cond(condition, home, evidence).p);
      circuit_.guards.push_back(std::move(guard));
    }
  }
}

// The possible value is one of a set, another.
Pair Lowering::among(const Outcomes& outcomes, const std::uint64_t* set) {
  Pair out{kNever, kNever};
  for (std::size_t v = 0; v < outcomes.possible.size(); ++v) {
    Gate* plane = (set[v >> 6] >> (v & 63)) & 1 ? &out.p : &out.n;
    *plane = g().or_(*plane, outcomes.possible[v]);
  }
  return out;
}

Pair Lowering::lists(Id decided, Id value, std::uint32_t domain, Evidence reading) {
  const ir::DecidedValue& d = program_.decided[at(decided)];
  const std::uint32_t home = enclosing(domain, d.subject);
  const interp::Plan::Values& values = plan_.categories[at(d.category)];
  const std::size_t count = program_.schema.categories[at(d.category)].values.size();
  if (d.mode != Combination::AllListed) {  // a value that does not list holds one
    const Outcomes& o = outcomes(decided, home, reading);
    std::vector<std::uint64_t> set(values.words, 0);
    set[at(value) >> 6] = std::uint64_t{1} << (at(value) & 63);
    Pair out = among(o, set.data());
    Gate odd = g().or_(o.gap, o.conflict);
    odd = g().or_(odd, g().not_(g().or_(out.p, out.n)));
    return carried({g().or_(out.p, odd), g().or_(out.n, odd)}, home, domain);
  }
  const auto asked = [&](Id v) {
    if (v == value) return true;
    return v != kNone && !values.below.empty() && !values.below[at(value)].empty() &&
           ((values.below[at(value)][at(v) >> 6] >> (at(v) & 63)) & 1) != 0;
  };
  Gate may = kNever, yes = kNever;
  std::vector<bool> done(count);
  for (Id p : d.provisions) {
    const Id v = program_.provisions[at(p)].value;
    if (!asked(v)) continue;
    may = g().or_(may, in_force(p, home, reading).p);
    if (done[at(v)]) continue;
    done[at(v)] = true;
    std::vector<bool> alone(count);
    alone[at(v)] = true;
    yes = g().or_(yes, sure(decided, home, reading, alone));
  }
  yes = g().and_(yes, may);
  return carried({may, g().not_(yes)}, home, domain);
}

}  // namespace licet::bitmap
