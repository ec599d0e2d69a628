// Time (semantics section 8): the default date, and what figures, lists and tables hold on a day under this law.
#include <algorithm>

#include "runtime/interp/context.h"

namespace licet::interp {

using ir::Id;
using ir::kNone;

Number Context::event_date() {
  if (plan_.date_field != kNone) return number_fact(enclosing(&line_, plan_.date_type), plan_.date_field);
  return program().event_date == kNone ? known(0) : number(program().event_date, &line_);
}

Number Context::day_of(Id date_node, const Frame* frame) {
  if (date_node != program().event_date) return number(date_node, frame);
  Number day = plan_.date_field == kNone ? number(date_node, frame)
                                         : number_fact(enclosing(frame, plan_.date_type), plan_.date_field);
  if (!plan_.has_horizon || !day.value) return day;
  // Days outside the known law are beyond it; they are not days without law.
  const Int128 lo = std::max<Int128>(day.lo, plan_.known_from);
  const Int128 hi = plan_.run.strict_horizon ? std::min<Int128>(day.hi, plan_.known_through) : day.hi;
  if (lo <= hi) {
    day.lo = lo;
    day.hi = hi;
  }
  return day;
}

Planes Context::within(const Number& day, Day from, Day through) const {
  return both(compare(ir::Comparison::GreaterEqual, day, known(from)),
              compare(ir::Comparison::LessEqual, day, known(through)));
}

// The version that began last; never an earlier one carried on, unless its end belongs to a document left out.
const ir::FigureValue* Context::figure_on(Id figure, Day day) const {
  const ir::FigureValue* best = nullptr;
  for (const ir::FigureValue& v : program().figures[at(figure)].values)
    if (v.period.from <= day && holds(v.period) && chosen(v.reading, v.alternative) &&
        (best == nullptr || v.period.from >= best->period.from))
      best = &v;
  return best != nullptr && day <= end_of(best->period) ? best : nullptr;
}

std::pair<const ir::TableRow*, const ir::TableRow*> Context::rows_of(Id table, Id key) const {
  const std::vector<ir::TableRow>& rows = program().tables[at(table)].rows;
  const auto from =
      std::lower_bound(rows.begin(), rows.end(), key, [](const ir::TableRow& r, Id k) { return r.key < k; });
  const auto to = std::upper_bound(from, rows.end(), key, [](Id k, const ir::TableRow& r) { return k < r.key; });
  return {rows.data() + (from - rows.begin()), rows.data() + (to - rows.begin())};
}

const ir::TableRow* Context::row_on(Id table, Id key, Day day) const {
  const auto [from, to] = rows_of(table, key);
  const ir::TableRow* best = nullptr;
  for (const ir::TableRow* r = from; r != to; ++r)
    if (r->period.from <= day && holds(r->period) && (best == nullptr || r->period.from >= best->period.from)) best = r;
  return best != nullptr && day <= end_of(best->period) ? best : nullptr;
}

Planes Context::listed_on(Id list, Id code, Day day) const {
  const ir::DatedList& l = program().lists[at(list)];
  if (!holds(l.stated) || day < l.stated.from || day > end_of(l.stated)) return kUnknown;
  const ir::Category& c = program().schema.categories[at(l.category)];
  for (Id member = code; member != kNone; member = c.hierarchical ? c.parent[at(member)] : kNone) {
    auto m = std::lower_bound(l.members.begin(), l.members.end(), member,
                              [](const ir::ListMember& x, Id k) { return x.code < k; });
    for (; m != l.members.end() && m->code == member; ++m)
      if (m->period.from <= day && day <= end_of(m->period) && holds(m->period) && chosen(m->reading, m->alternative))
        return kTrue;
  }
  return l.incomplete ? kUnknown : kFalse;
}

}  // namespace licet::interp
