// Time (semantics section 8): the default date, and what figures, lists and tables hold on a day under this law.
#include <algorithm>
#include <limits>

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
  if (!frame->current || plan_.nodes[at(date_node)].key.evidence) return default_day(frame);
  if (default_day_epoch_ != line_epoch_) {  // asked for by every provision
    default_day_ = default_day(frame);
    default_day_epoch_ = line_epoch_;
  }
  return default_day_;
}

Number Context::default_day(const Frame* frame) {
  const Id date_node = program().event_date;
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

const std::vector<Planes>& Context::live_on(Day day) {
  live_.resize(plan_.changes.size() + 1);
  std::vector<Planes>& live = live_[span_of(day)];
  if (live.empty())
    for (const ir::Provision& p : program().provisions) live.push_back(live_within(p, known(day)));
  return live;
}

// Which of the spans between two changes the day lies in.
std::size_t Context::span_of(Day day) {
  if (day < span_from_ || day > span_through_) {
    const auto next = std::upper_bound(plan_.changes.begin(), plan_.changes.end(), day);
    span_ = at(next - plan_.changes.begin());
    span_from_ = span_ == 0 ? std::numeric_limits<Day>::min() : next[-1];
    span_through_ = next == plan_.changes.end() ? std::numeric_limits<Day>::max() : *next - 1;
  }
  return span_;
}

Planes Context::live_within(const ir::Provision& p, const Number& day) const {
  if (!holds(p.period)) return kFalse;
  Planes out = within(day, p.period.from, end_of(p.period));
  for (const ir::Period& s : p.suspended)
    if (holds(s)) out = both(out, negation(within(day, s.from, end_of(s))));
  return out;
}

Planes Context::within(const Number& day, Day from, Day through) const {
  if (day.point()) return from <= day.lo && day.lo <= through ? kTrue : kFalse;
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

const std::vector<const ir::TableRow*>& Context::different_rows(Id table, Day first, Day last, Id column) {
  const auto [found, fresh] = different_rows_.try_emplace({table, column, span_of(first), span_of(last)});
  std::vector<const ir::TableRow*>& out = found->second;
  if (!fresh) return out;
  constexpr std::size_t kMost = 16;  // so many are told apart
  std::vector<const ir::TableRow*> seen;
  const auto same = [&](const ir::TableRow* a, const ir::TableRow* b) {
    if (a == nullptr || b == nullptr) return a == b;
    if (a->unconfirmed != b->unconfirmed) return false;
    if (column == kNone) return true;
    const ir::TableCell &x = a->cells[at(column)], &y = b->cells[at(column)];
    return x.state == y.state && x.value == y.value;
  };
  const std::vector<ir::TableRow>& rows = program().tables[at(table)].rows;
  for (std::size_t i = 0; i < rows.size();) {
    const Id key = rows[i].key;
    const std::size_t begin = i;
    while (i < rows.size() && rows[i].key == key) ++i;
    each_breakpoint(
        interval(first, last), &days_,
        [&](auto boundary) {
          for (std::size_t r = begin; r < i; ++r) boundary(rows[r].period.from, end_of(rows[r].period));
        },
        [&](Day day) {
          const ir::TableRow* row = row_on(table, key, day);
          if (std::any_of(seen.begin(), seen.end(), [&](const ir::TableRow* other) { return same(row, other); }))
            return;
          if (seen.size() < kMost) seen.push_back(row);
          out.push_back(row);
        });
  }
  return out;
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

bool Context::unconfirmed_read(Id id, const Frame* frame) {
  const PlanNode& n = plan_.nodes[at(id)];
  const Id* args = plan_.arguments(n);
  const Id of = static_cast<Id>(n.a);
  if (n.op == ir::Op::Figure) {
    const Number day = day_of(args[0], frame);
    const ir::FigureValue* v = day.point() ? figure_on(of, static_cast<Day>(day.lo)) : nullptr;
    return v != nullptr && v->unconfirmed;
  }
  bool relied = false;
  if (n.op == ir::Op::InList) {
    const Candidates x = category(args[0], frame);
    const Number day = day_of(args[1], frame);
    if (x.undefined || !x.has_value() || day.undefined || !day.value) return false;
    if (x.set == nullptr) return unconfirmed_member(of, x.code, day);
    each_code(x.set, plan_.categories[at(x.category)].words, [&](Id code) {
      relied = unconfirmed_member(of, code, day);
      return !relied;
    });
  } else {
    each_row(of, args[0], args[1], frame, kNone,
             [&](const ir::TableRow* row) { relied = relied || (row != nullptr && row->unconfirmed); });
  }
  return relied;
}

// A member read on one of the days, or one that is read as gone.
bool Context::unconfirmed_member(Id list, Id code, const Number& day) const {
  const ir::DatedList& l = program().lists[at(list)];
  const ir::Category& c = program().schema.categories[at(l.category)];
  for (Id member = code; member != kNone; member = c.hierarchical ? c.parent[at(member)] : kNone) {
    auto m = std::lower_bound(l.members.begin(), l.members.end(), member,
                              [](const ir::ListMember& x, Id k) { return x.code < k; });
    for (; m != l.members.end() && m->code == member; ++m) {
      if (!holds(m->period) || !chosen(m->reading, m->alternative)) continue;
      const Day through = end_of(m->period);
      if (m->unconfirmed && day.hi >= m->period.from && day.lo <= through) return true;
      if (m->unconfirmed_end && through != ir::kForever && day.hi > through) return true;
    }
  }
  return false;
}

}  // namespace licet::interp
