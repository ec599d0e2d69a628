// Combination (semantics section 5): what a decided value may be, from the planes of the provisions that conclude it.
#include "runtime/interp/context.h"

namespace licet::interp {

using ir::Combination;
using ir::Id;
using ir::kNone;

// A provision is surely enough for a set of values if, were one of its displacers to take its place, that one would
// conclude a value of the set as well.
template <class Among>
bool Context::stands(Id id, Id decided, const Frame* frame, Among among) {
  const ir::Provision& p = program().provisions[at(id)];
  if (live(id, frame) != kTrue || scope_of(id, frame) != kTrue || test_of(id, frame) != kTrue) return false;
  for (Id other : p.displaced_by) {
    const ir::Provision& q = program().provisions[at(other)];
    if (in_scope(other, frame) == kFalse) continue;
    if (q.decides != decided || q.value == kNone || !among(q.value)) return false;
    if (q.separate_scope && test_of(other, frame) != kTrue) return false;
  }
  return true;
}

bool Context::sure(Id decided, const Frame* frame, const std::uint64_t* values) {
  bool out = false;
  const auto among = [&](Id v) { return licet::interp::holds(values, v); };
  each_code(values, plan_.categories[at(program().decided[at(decided)].category)].words, [&](Id v) {
    for (Id p : plan_.concluding[at(decided)][at(v)]) out = out || stands(p, decided, frame, among);
    return !out;
  });
  return out;
}

bool Context::sure_of(Id decided, const Frame* frame, Id value) {
  for (Id p : plan_.concluding[at(decided)][at(value)])
    if (stands(p, decided, frame, [&](Id v) { return v == value; })) return true;
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
  for (std::size_t v = 0; v < plan_.concluding[at(id)].size(); ++v)
    for (Id p : plan_.concluding[at(id)][v]) {
      if (!(in_force(p, frame) & kTrue)) continue;
      include(may, static_cast<Id>(v));
      break;
    }
  if (d.mode == Combination::AllListed) {
    std::uint64_t* certain = arena_.take(words);
    each_code(may, words, [&](Id v) {
      if (sure_of(id, frame, v)) include(certain, v);
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
    if (sure_of(id, frame, v)) {
      two_sure = settled != kNone;
      settled = v;
    }
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
