// Combination (semantics section 5): what a decided value may be, from the planes of the provisions that conclude it.
#include "runtime/interp/context.h"

namespace licet::interp {

using ir::Combination;
using ir::Id;
using ir::kNone;

// A provision is surely enough for a set of values if, were one of its displacers to take its place, that one would
// conclude a value of the set as well.
bool Context::sure(Id decided, const Frame* frame, const std::uint64_t* values) {
  for (Id id : program().decided[at(decided)].provisions) {
    const ir::Provision& p = program().provisions[at(id)];
    if (p.value == kNone || !licet::interp::holds(values, p.value)) continue;
    if (live(id, frame) != kTrue || scope_of(id, frame) != kTrue || test_of(id, frame) != kTrue) continue;
    bool stands = true;
    for (Id other : p.displaced_by) {
      const ir::Provision& q = program().provisions[at(other)];
      if (in_scope(other, frame) == kFalse) continue;
      stands = q.decides == decided && q.value != kNone && licet::interp::holds(values, q.value) &&
               (!q.separate_scope || test_of(other, frame) == kTrue);
      if (!stands) break;
    }
    if (stands) return true;
  }
  return false;
}

void Context::fall_back(const ir::DecidedValue& d, const Frame* frame, std::uint64_t* values, Possible* out) {
  if (d.fallback == kNone) {
    out->gap = true;
    return;
  }
  const Planes guard = d.fallback_when == kNone ? kTrue : cond(d.fallback_when, frame);
  if (guard & kTrue) include(values, d.fallback);
  if (guard & kFalse)
    for (std::size_t w = 0; w < plan_.categories[at(d.category)].words; ++w)
      values[w] |= plan_.categories[at(d.category)].all[w];
}

Possible Context::work_out(Id id, const Frame* frame) {
  const ir::DecidedValue& d = program().decided[at(id)];
  const Plan::Values& domain = plan_.categories[at(d.category)];
  const std::size_t words = domain.words;
  std::uint64_t* values = arena_.take(words);
  Possible out;
  out.values = values;

  if (d.mode == Combination::First) {
    bool left = true;
    for (const ir::Case& c : d.cases) {
      const Planes m = cond(c.when, frame);
      if (m & kTrue) {
        if (!c.undetermined)
          include(values, c.value);
        else if (!c.possible.empty())
          for (Id v : c.possible) include(values, v);
        else
          for (std::size_t w = 0; w < words; ++w) values[w] |= domain.all[w];
      }
      left = m != kTrue;
      if (!left) break;
    }
    if (left && !d.exhaustive) fall_back(d, frame, values, &out);
    return out;
  }

  std::uint64_t* may = arena_.take(words);  // values that some provision may conclude
  for (Id p : d.provisions) {
    const Id v = program().provisions[at(p)].value;
    if (!licet::interp::holds(may, v) && (in_force(p, frame) & kTrue)) include(may, v);
  }
  std::uint64_t* set = arena_.take(words);
  if (d.mode == Combination::AllListed) {
    std::uint64_t* certain = arena_.take(words);
    each_code(may, words, [&](Id v) {
      include(set, v);
      if (sure(id, frame, set)) include(certain, v);
      for (std::size_t w = 0; w < words; ++w) set[w] = 0;
      return true;
    });
    for (std::size_t w = 0; w < words; ++w) values[w] = may[w];
    out.certain = certain;
    return out;
  }

  if (!sure(id, frame, domain.all.data())) fall_back(d, frame, values, &out);
  if (d.mode == Combination::MostRestrictive) {
    // From the most restrictive down: a value goes where more restrictive ones are sure.
    std::uint64_t* more = arena_.take(words);
    for (std::size_t v = words * 64; v-- > 0;) {
      const Id code = static_cast<Id>(v);
      if (!licet::interp::holds(may, code)) continue;
      if (sure(id, frame, more)) break;
      include(values, code);
      include(more, code);
    }
    return out;
  }

  LICET_CHECK(d.mode == Combination::MustAgree);
  Id settled = kNone;  // a value that is sure by itself rules out every other
  bool two_sure = false;
  each_code(may, words, [&](Id v) {
    include(set, v);
    if (sure(id, frame, set)) {
      two_sure = settled != kNone;
      settled = v;
    }
    for (std::size_t w = 0; w < words; ++w) set[w] = 0;
    return true;
  });
  each_code(may, words, [&](Id v) {
    if (settled == kNone || (v == settled && !two_sure)) include(values, v);
    return true;
  });
  for (std::size_t i = 0; i < d.provisions.size() && !out.conflict; ++i) {
    const ir::Provision& p = program().provisions[at(d.provisions[i])];
    if (!(in_force(d.provisions[i], frame) & kTrue)) continue;
    for (std::size_t j = i + 1; j < d.provisions.size() && !out.conflict; ++j) {
      const ir::Provision& q = program().provisions[at(d.provisions[j])];
      if (p.value == q.value || !(in_force(d.provisions[j], frame) & kTrue)) continue;
      bool linked = false;
      for (Id x : p.displaced_by) linked = linked || x == d.provisions[j];
      for (Id x : q.displaced_by) linked = linked || x == d.provisions[i];
      out.conflict = !linked;
    }
  }
  return out;
}

}  // namespace licet::interp
