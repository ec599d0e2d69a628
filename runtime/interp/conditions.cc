// Conditions (semantics section 2): one case for each operation whose result is a condition.
#include <algorithm>

#include "runtime/interp/context.h"

namespace licet::interp {

using ir::Id;
using ir::kNone;
using ir::Op;

Planes Context::evaluate_cond(const PlanNode& node, const Frame* frame) {
  const Id* args = plan_.arguments(node);
  const auto arg = [&](std::size_t i) { return cond(args[i], frame); };
  switch (node.op) {
    case Op::True:
      return kTrue;
    case Op::BoolField:
      return bool_fact(frame, static_cast<Id>(node.a));
    case Op::Not:
      return negation(arg(0));
    case Op::Mark:
      return arg(0);
    case Op::And: {
      Planes out = kTrue;
      for (std::size_t i = 0; i < node.count && out != kFalse; ++i) out = both(out, arg(i));
      return out;
    }
    case Op::Or: {
      Planes out = kFalse;
      for (std::size_t i = 0; i < node.count && out != kTrue; ++i) out = either(out, arg(i));
      return out;
    }
    case Op::Compare:
      return compare(static_cast<ir::Comparison>(node.a), number(args[0], frame), number(args[1], frame));
    case Op::CompareRatio:
      return compare_ratio(static_cast<ir::Comparison>(node.a), number(args[0], frame), number(args[1], frame),
                           number(args[2], frame), number(args[3], frame));
    case Op::InSet:
      return in_set(category(args[0], frame), plan_.sets[at(node.a)].data());
    case Op::InList:
      return in_list(category(args[0], frame), day_of(args[1], frame), static_cast<Id>(node.a));
    case Op::TextEqual: {
      const TextValue a = text(args[0], frame), b = text(args[1], frame);
      if (a.undefined || b.undefined || !a.known || !b.known) return kUnknown;
      return a.text == b.text ? kTrue : kFalse;
    }
    case Op::CatEqual:
      return equal(category(args[0], frame), category(args[1], frame));
    case Op::Has: {
      const data::Cell& cell = fact(frame, static_cast<Id>(node.a));
      if (cell.state == data::State::None) return kFalse;
      if (cell.state == data::State::Known) return kTrue;
      return declaration(frame->type, static_cast<Id>(node.a)).may_be_none ? kUnknown : kTrue;
    }
    case Op::IsMissing:
      if (supplied(frame, static_cast<Id>(node.a))) return kFalse;
      contested_ = true;
      return evidence_ == Evidence::Standing ? kTrue : kUnknown;
    case Op::Shown: {
      if (evidence_ == Evidence::Open) return arg(0);
      Context& seen = supplied_ != nullptr ? *supplied_ : *this;
      const Planes shown = seen.cond(args[0], frame);
      contested_ = contested_ || supplied_ != nullptr || shown == kUnknown;
      return shown == kTrue ? kTrue : kFalse;
    }
    case Op::Any: {
      Planes out = kFalse;
      each(args[0], frame, [&](const Frame& e, Planes there, std::int64_t) {
        out = either(out, both(there, cond(args[1], &e)));
        return out != kTrue;
      });
      return out;
    }
    case Op::Every: {
      Planes out = kTrue;
      each(args[0], frame, [&](const Frame& e, Planes there, std::int64_t) {
        out = both(out, either(negation(there), cond(args[1], &e)));
        return out != kFalse;
      });
      return out;
    }
    case Op::AtCond: {
      Planes out = 0;
      bool some = false;
      each(args[0], frame, [&](const Frame& e, Planes there, std::int64_t) {
        out = static_cast<Planes>(out | cond(args[1], &e));
        some = some || there == kTrue;
        return out != kUnknown;
      });
      return some ? out : kUnknown;  // of what may not be there it is undefined
    }
    case Op::InForce:
      return in_force(static_cast<Id>(node.a), frame);
    case Op::InScope:
      return in_scope(static_cast<Id>(node.a), frame);
    case Op::ConditionsOf: {
      Planes out = kFalse;
      for (Id p : program().provision_sets[at(node.a)])
        out = either(out, both(live(p, frame), both(scope_of(p, frame), test_of(p, frame))));
      return out;
    }
    case Op::Lists:
      return lists(static_cast<Id>(node.a), static_cast<Id>(node.b), frame);
    case Op::OutcomeIs:
      return outcome_is(static_cast<Id>(node.a), plan_.sets[at(node.b)].data(), frame);
    case Op::ReadingIs:
      return plan_.chosen[at(node.a)] == node.b ? kTrue : kFalse;
    case Op::AsEnforced:
      return plan_.run.mode == Mode::AsEnforced ? kTrue : kFalse;
    case Op::CallCond: {
      bool blank = false;
      if (out_of_reach(static_cast<Id>(node.a), frame, &blank)) return kUnknown;
      return cond(program().definitions[at(node.a)].body, frame);
    }
    case Op::SelectCond: {
      const Planes which = arg(0);
      return static_cast<Planes>(((which & kTrue) ? arg(1) : 0) | ((which & kFalse) ? arg(2) : 0));
    }
    case Op::InTable: {
      Planes out = 0;
      const ir::Table& t = program().tables[at(node.a)];
      each_row(static_cast<Id>(node.a), args[0], args[1], frame, kNone,
               [&](const ir::TableRow* row) { out = static_cast<Planes>(out | (row != nullptr ? kTrue : kFalse)); });
      // The key or the day may be undefined: then the test is unknown, not false.
      const bool undefined = day_of(args[1], frame).undefined ||
                             (t.key_type.kind == ir::ValueKind::Text ? text(args[0], frame).undefined
                                                                     : category(args[0], frame).undefined);
      return undefined || out == 0 ? kUnknown : out;
    }
    case Op::Attested: {
      const Planes computed = arg(0), stated = arg(1);
      if (computed == kTrue || stated == kTrue) return kTrue;
      return computed == kFalse || stated == kFalse ? kFalse : kUnknown;
    }
    case Op::EveryCode:
      return every_code(node, frame);
    case Op::Undefined:
      return kUnknown;
#define LICET_CASE_Cond(name)
#define LICET_CASE_Num(name) case Op::name:
#define LICET_CASE_Cat(name) case Op::name:
#define LICET_CASE_Text(name) case Op::name:
#define LICET_CASE_Source(name) case Op::name:
#define LICET_OP(name, result, doc) LICET_CASE_##result(name)
#include "core/ir/ops.def"
#undef LICET_OP
      break;
  }
  LICET_CHECK(!"a condition");
  return kUnknown;
}

// A definition that calls itself says nothing of rows of which nothing is known, and is undefined below the declared
// depth of the tree.
bool Context::out_of_reach(Id definition, const Frame* frame, bool* blank) const {
  if (!plan_.recursive[at(definition)]) return false;
  const Frame* row = enclosing(frame, program().definitions[at(definition)].subject);
  *blank = row->row == kBlank;
  return *blank || too_deep(*row);
}

Planes Context::in_set(const Candidates& x, const std::uint64_t* set) const {
  if (x.undefined || !x.has_value()) return kUnknown;
  if (x.set == nullptr) return licet::interp::holds(set, x.code) ? kTrue : kFalse;
  bool in = false, out = false;
  for (std::size_t w = 0; w < plan_.categories[at(x.category)].words; ++w) {
    in = in || (x.set[w] & set[w]) != 0;
    out = out || (x.set[w] & ~set[w]) != 0;
  }
  return planes(in, out);
}

Planes Context::equal(const Candidates& x, const Candidates& y) const {
  if (x.undefined || y.undefined || !x.has_value() || !y.has_value()) return kUnknown;
  if (x.set == nullptr && y.set == nullptr) return x.code == y.code ? kTrue : kFalse;
  if (x.set == nullptr) return licet::interp::holds(y.set, x.code) ? kUnknown : kFalse;
  if (y.set == nullptr) return licet::interp::holds(x.set, y.code) ? kUnknown : kFalse;
  for (std::size_t w = 0; w < plan_.categories[at(x.category)].words; ++w)
    if ((x.set[w] & y.set[w]) != 0) return kUnknown;
  return kFalse;
}

Planes Context::in_list(const Candidates& x, const Number& day, Id list) const {
  if (x.undefined || !x.has_value() || day.undefined || !day.value) return kUnknown;
  Planes out = 0;
  const ir::DatedList& l = program().lists[at(list)];
  std::vector<Day> days;  // empty unless the day is uncertain
  const auto each_day = [&](Id code) {
    each_breakpoint(
        day, &days,
        [&](auto boundary) {
          boundary(l.stated.from, end_of(l.stated));
          const auto range =
              std::equal_range(l.members.begin(), l.members.end(), ir::ListMember{code, {}, kNone, 0, false, false},
                               [](const auto& a, const auto& b) { return a.code < b.code; });
          for (auto m = range.first; m != range.second; ++m) boundary(m->period.from, end_of(m->period));
          const ir::Category& c = program().schema.categories[at(l.category)];
          if (!c.hierarchical) return;
          for (Id up = c.parent[at(code)]; up != kNone; up = c.parent[at(up)])
            for (const ir::ListMember& m : l.members)
              if (m.code == up) boundary(m.period.from, end_of(m.period));
        },
        [&](Day d) { out = static_cast<Planes>(out | listed_on(list, code, d)); });
    return out != kUnknown;
  };
  if (x.set == nullptr)
    each_day(x.code);
  else
    each_code(x.set, plan_.categories[at(x.category)].words, each_day);
  return out;
}

// Only what lists the value, or one below it, is read: where one paragraph speaks of another of the same list ("not
// specified in 3A090.a"), neither reads itself.
Planes Context::lists(Id decided, Id value, const Frame* frame) {
  const ir::DecidedValue& d = program().decided[at(decided)];
  const Plan::Values& values = plan_.categories[at(d.category)];
  if (d.mode != ir::Combination::AllListed) {  // a value that does not list holds one
    Candidates x = outcome(decided, frame);
    std::vector<std::uint64_t> set(values.words, 0);
    include(set.data(), value);
    return in_set(x, set.data());
  }
  const auto one = [&](Id v) {
    bool may = false;
    for (Id p : plan_.concluding[at(decided)][at(v)]) may = may || (in_force(p, frame) & kTrue);
    if (!may) return kFalse;
    return sure_of(decided, frame, v) ? kTrue : kUnknown;
  };
  if (values.below.empty() || values.below[at(value)].empty()) return one(value);
  Planes out = kFalse;
  each_code(values.below[at(value)].data(), values.words, [&](Id v) {
    out = either(out, one(v));
    return out != kTrue;
  });
  return out;
}

Planes Context::outcome_is(Id decided, const std::uint64_t* set, const Frame* frame) {
  const Possible p = possible(decided, frame);
  if (p.gap || p.conflict) return kUnknown;
  bool in = false, out = false;
  for (std::size_t w = 0; w < plan_.categories[at(program().decided[at(decided)].category)].words; ++w) {
    in = in || (p.values[w] & set[w]) != 0;
    out = out || (p.values[w] & ~set[w]) != 0;
  }
  return planes(in, out);
}

}  // namespace licet::interp
