// Questions about balances (semantics section 9): which accounts, of which day, and what the record itself adds.
#include <algorithm>

#include "runtime/interp/context.h"

namespace licet::interp {

using ir::DimensionAsked;
using ir::Id;
using ir::kNone;

Number unknown_balance(const ir::Ledger& ledger) {
  return ledger.stock ? interval(kBelowAll, kAboveAll) : interval(0, kAboveAll);
}

bool certain(const AccountPlace& place) {
  return place.day.point() && std::all_of(place.key.begin(), place.key.end(),
                                          [](const KeyAsked& k) { return !k.any && k.keys.size() == 1; });
}

namespace {

// Do two places have no account in common, whatever is unknown of either.
bool apart(const AccountPlace& a, const AccountPlace& b, const ir::Ledger& ledger) {
  for (std::size_t i = 0; i < a.key.size(); ++i) {
    if (a.key[i].any || b.key[i].any) continue;
    std::vector<std::string> common;
    std::set_intersection(a.key[i].keys.begin(), a.key[i].keys.end(), b.key[i].keys.begin(), b.key[i].keys.end(),
                          std::back_inserter(common));
    if (common.empty()) return true;
  }
  const bool known_days = a.day.point() && b.day.point();
  return known_days && period_of(ledger, static_cast<Day>(clamped(a.day.lo))) !=
                           period_of(ledger, static_cast<Day>(clamped(b.day.lo)));
}

bool same_account(const AccountPlace& a, const AccountPlace& b, const ir::Ledger& ledger) {
  return certain(a) && certain(b) && a.key == b.key && !apart(a, b, ledger);
}

}  // namespace

std::int32_t period_of(const ir::Ledger& ledger, Day day) {
  const CivilDate date = to_civil(day);
  if (ledger.period == ir::LedgerPeriod::Year) return date.year;
  if (ledger.period == ir::LedgerPeriod::Quarter) return date.year * 4 + (date.month - 1) / 3;
  return 0;
}

Planes Context::every_code(const PlanNode& node, const Frame* frame) {
  const std::size_t codes = program().schema.categories[at(node.a)].values.size();
  Planes out = kTrue;
  for (std::size_t c = 0; c < codes && out != kFalse; ++c)
    out = both(out, with_code(static_cast<Id>(c), [&] { return cond(plan_.arguments(node)[0], frame); }));
  return out;
}

KeyAsked Context::key_of(Id value, const Frame* frame) {
  KeyAsked out;
  const ir::Node& node = program().nodes[at(value)];
  if (ir::result_of(node.op) == ir::Result::Text) {
    const TextValue t = text(value, frame);
    out.any = t.undefined || !t.value || !t.known;
    if (!out.any) out.keys.emplace_back(t.text);
    return out;
  }
  const std::vector<std::string>& names = program().schema.categories[at(node.type.category)].values;
  const Candidates x = category(value, frame);
  out.any = x.undefined || !x.has_value();
  if (out.any) return out;
  if (x.set == nullptr) {
    out.keys.push_back(names[at(x.code)]);
    return out;
  }
  each_code(x.set, plan_.categories[at(x.category)].words, [&](Id code) {
    out.keys.push_back(names[at(code)]);
    return true;
  });
  std::sort(out.keys.begin(), out.keys.end());
  return out;
}

KeyAsked Context::keys_where(Id condition, Id value, const Frame* frame) {
  KeyAsked out;
  out.how = DimensionAsked::Where;
  const std::vector<std::string>& names =
      program().schema.categories[at(program().nodes[at(value)].type.category)].values;
  for (std::size_t c = 0; c < names.size(); ++c) {
    const Planes in = with_code(static_cast<Id>(c), [&] { return cond(condition, frame); });
    if (in != kFalse) (in == kTrue ? out.keys : out.maybe).push_back(names[c]);
  }
  std::sort(out.keys.begin(), out.keys.end());
  std::sort(out.maybe.begin(), out.maybe.end());
  return out;
}

BalanceAsked Context::asked(const PlanNode& node, const Frame* frame) {
  const Id* arg = plan_.arguments(node);
  const ir::AccountQuestion& q = program().ledgers.questions[at(node.a)];
  const ir::Ledger& ledger = program().ledgers.ledgers[at(q.ledger)];
  BalanceAsked out;
  out.ledger = q.ledger;
  for (std::size_t i = 0; i < q.dimensions.size(); ++i) {
    if (q.dimensions[i] == DimensionAsked::All) {
      out.key.emplace_back().how = DimensionAsked::All;
      continue;
    }
    const Id argument = *arg++;
    out.key.push_back(q.dimensions[i] == DimensionAsked::Given
                          ? key_of(argument, frame)
                          : keys_where(argument, ledger.dimensions[i].value, frame));
  }
  out.day = number(*arg, frame);
  out.position = number(ledger.order.front(), frame);
  out.closed = ledger.closed_when != kNone && cond(ledger.closed_when, frame) == kTrue;
  return out;
}

Number Context::balance(const PlanNode& node, const Frame* frame) {
  const ir::AccountQuestion& q = program().ledgers.questions[at(node.a)];
  const ir::Ledger& ledger = program().ledgers.ledgers[at(q.ledger)];
  Number out =
      balances_ == nullptr ? unknown_balance(ledger) : balances_->balance(*record_, line_row_, asked(node, frame));
  if (q.counting == ir::Counting::Measure) out = sum_of_balances(out, measure(q.ledger, frame));
  if (q.counting == ir::Counting::Amount)
    out = sum_of_balances(out, number(plan_.arguments(node)[node.count - 1], frame));
  return out;
}

AccountPlace Context::place_in(Id ledger_id, const Frame* frame) {
  const ir::Ledger& ledger = program().ledgers.ledgers[at(ledger_id)];
  AccountPlace out;
  for (const ir::Dimension& d : ledger.dimensions) out.key.push_back(key_of(d.value, frame));
  out.day = number(ledger.dated, frame);
  return out;
}

// What the line itself would post, if it posts.
Number Context::own_measure(Id ledger_id, const Frame* frame) {
  Number out = known(0);
  for (const ir::LedgerEntry& e : program().ledgers.ledgers[at(ledger_id)].entries) {
    const Planes event = e.event == kNone ? kTrue : cond(e.event, frame);
    if (event == kFalse) continue;
    Number amount = number(e.amount, frame);
    if (e.falls) amount = opposite(amount);
    out = sum_of_balances(out, event == kTrue ? amount : hull(amount, known(0)));
  }
  return out;
}

Number Context::measure(Id ledger_id, const Frame* frame) {
  const ir::Ledger& ledger = program().ledgers.ledgers[at(ledger_id)];
  Number out = own_measure(ledger_id, frame);
  if (!ledger.per_shipment) return out;
  const AccountPlace here = place_in(ledger_id, frame);
  each_of_list(shipment_frame(), program().schema.lines_field, shipment_frame(),
               [&](const Frame& other, Planes there, std::int64_t) {
                 if (other.row == static_cast<std::int32_t>(line_row_)) return true;
                 const Planes counts = both(there, ledger.counted == kNone ? kTrue : cond(ledger.counted, &other));
                 if (counts == kFalse) return true;
                 const AccountPlace theirs = place_in(ledger_id, &other);
                 if (apart(here, theirs, ledger)) return true;
                 const Number m = own_measure(ledger_id, &other);
                 const bool sure = counts == kTrue && same_account(here, theirs, ledger);
                 out = sum_of_balances(out, sure ? m : hull(m, known(0)));
                 return true;
               });
  return out;
}

}  // namespace licet::interp
