// Counts, sums and extremes over the elements of a source (semantics section 2): what is certain moves one end of the
// interval, what is possible the other.
#include <algorithm>

#include "runtime/interp/context.h"

namespace licet::interp {

using ir::Id;
using ir::kNone;
using ir::Op;

Number Context::count(const PlanNode& node, const Frame* frame) {
  const Id* args = plan_.arguments(node);
  const PlanNode* source = &plan_.nodes[at(args[0])];
  while (source->op == Op::Where) source = &plan_.nodes[at(plan_.arguments(*source)[0])];
  if (source->op == Op::RoleOf || source->op == Op::RolesOf) return count_parties(node, frame);
  Number out = known(0);
  each(args[0], frame, [&](const Frame& e, Planes there, std::int64_t copies) {
    const Planes m = both(there, cond(args[1], &e));
    if (m == kTrue) out.lo += copies;
    if (m & kTrue) out.hi += copies;
    return true;
  });
  return out;
}

// One party in two roles is one party; parties of which one has no known key may be one.
Number Context::count_parties(const PlanNode& node, const Frame* frame) {
  const Id* args = plan_.arguments(node);
  const std::size_t base = parties_.size();
  each(args[0], frame, [&](const Frame& e, Planes there, std::int64_t copies) {
    const Planes m = both(there, cond(args[1], &e));
    if (m == kFalse) return true;
    Party party{e.row, false, {}, m, copies};
    const Id key = program().schema.records[at(e.type)].key;
    if (key != kNone && e.row != kBlank) {
      party.key = fact(&e, key);
      party.keyed = party.key.state == data::State::Known;
    }
    parties_.push_back(party);
    return true;
  });
  const bool texts = parties_.size() > base && [&] {
    const Id type = program().nodes[at(args[0])].type.record;
    const Id record = type != kNone ? type : program().schema.party;
    const Id key = program().schema.records[at(record)].key;
    return key != kNone && declaration(record, key).type.kind == ir::ValueKind::Text;
  }();
  const auto same = [&](const Party& a, const Party& b) {
    if (a.row != kBlank && a.row == b.row) return true;
    if (!a.keyed || !b.keyed) return false;
    return texts ? record_->text(a.key) == record_->text(b.key) : a.key.value == b.key.value;
  };
  Int128 distinct = 0, hi = 0;
  bool some = false;
  for (std::size_t i = base; i < parties_.size(); ++i) {
    const Party& p = parties_[i];
    bool seen = false, seen_certain = false;
    for (std::size_t j = base; j < i && !(seen && seen_certain); ++j) {
      if (!same(p, parties_[j])) continue;
      seen = true;
      seen_certain = seen_certain || parties_[j].there == kTrue;
    }
    some = some || p.there == kTrue;
    if (p.there == kTrue && p.keyed && !seen_certain) distinct += 1;
    if (!seen) hi += p.copies;
  }
  parties_.resize(base);
  return interval(std::max<Int128>(distinct, some ? 1 : 0), hi);
}

Number Context::sum(const PlanNode& node, const Frame* frame) {
  const Id* args = plan_.arguments(node);
  const bool has_whole = node.count > 3;
  bool more = false;
  Number total = known(0);
  each(args[0], frame, [&](const Frame& e, Planes there, std::int64_t copies) {
    const bool further = e.row == kBlank && there != kTrue;
    more = more || further;
    if (further && has_whole) return true;  // the whole says how much there may be
    const Planes m = both(there, cond(args[1], &e));
    if (m == kFalse) return true;
    Number one = number(args[2], &e);
    if (m & kFalse) one = hull(one, known(0));
    if (copies != 1) one = scaled(one, copies);
    one.missing = false;
    total = sum_of(total, one);
    return true;
  });
  if (!more || !has_whole || !total.value) return total;
  const Number whole = number(args[3], frame);
  if (whole.value) total.hi = std::max(total.hi, whole.hi);
  total.undefined = total.undefined || whole.undefined;
  return total;
}

Number Context::extreme(const PlanNode& node, const Frame* frame, bool highest) {
  const Id* args = plan_.arguments(node);
  Number out = undefined_number();
  bool some_certain = false, broken = false, undefined = false;
  each(args[0], frame, [&](const Frame& e, Planes there, std::int64_t) {
    const Planes m = both(there, cond(args[1], &e));
    if (m == kFalse) return true;
    const Number one = number(args[2], &e);
    undefined = undefined || one.undefined;
    broken = broken || (m == kTrue && !one.value);
    if (!one.value) return true;
    if (!out.value) {
      out = one;
      out.missing = out.undefined = false;
    } else if (highest) {
      // A certain element lifts the lower end; a possible one, beside certain ones, only the upper.
      out.lo = m == kTrue     ? (some_certain ? std::max(out.lo, one.lo) : one.lo)
               : some_certain ? out.lo
                              : std::min(out.lo, one.lo);
      out.hi = std::max(out.hi, one.hi);
    } else {
      out.hi = m == kTrue     ? (some_certain ? std::min(out.hi, one.hi) : one.hi)
               : some_certain ? out.hi
                              : std::max(out.hi, one.hi);
      out.lo = std::min(out.lo, one.lo);
    }
    some_certain = some_certain || m == kTrue;
    return true;
  });
  if (broken) return undefined_number();
  out.undefined = undefined || !some_certain;
  return out;
}

Number Context::topmost_sum(const PlanNode& node, const Frame* frame) {
  const Id* args = plan_.arguments(node);
  Number total = known(0);
  each(args[0], frame, [&](const Frame& e, Planes there, std::int64_t) {
    Number one = climb(node, e);
    if (there & kFalse) one = hull(one, known(0));
    one.missing = false;
    total = sum_of(total, one);
    return true;
  });
  return total;
}

// The sum below and including one element of a tree.
Number Context::climb(const PlanNode& node, const Frame& element) {
  if (too_deep(element)) return undefined_number();
  if (element.row == kBlank) return any_number();
  const Id* args = plan_.arguments(node);
  const Planes match = cond(args[1], &element);
  Number out = undefined_number();
  if (match & kTrue) out = number(args[2], &element);
  if (match & kFalse) {
    Number below = known(0);
    const Id children = program().schema.records[at(element.type)].children;
    if (children != kNone)
      each_of_list(&element, children, &element, [&](const Frame& child, Planes there, std::int64_t) {
        Number one = climb(node, child);
        if (there & kFalse) one = hull(one, known(0));
        one.missing = false;
        below = sum_of(below, one);
        return true;
      });
    out = match == kFalse ? below : hull(out, below);
  }
  out.missing = false;
  return out;
}

}  // namespace licet::interp
