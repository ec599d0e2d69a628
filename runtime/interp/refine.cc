#include "runtime/interp/refine.h"

#include <algorithm>
#include <limits>

namespace licet::interp {

using data::State;
using ir::Id;
using ir::kNone;
using ir::Op;

namespace {

// A fact as it stands in a comparison: the field, and the power of ten it was multiplied by.
struct Plain {
  const ir::Node* field = nullptr;
  Int128 factor = 1;
};

Plain plain(const ir::Program& p, Id id) {
  Plain out;
  const ir::Node* n = &p.nodes[at(id)];
  for (int steps = 0; (n->op == Op::Rescale || n->op == Op::CallNum) && steps < 64; ++steps) {
    if (n->op == Op::Rescale) out.factor *= power_of_ten(static_cast<int>(n->a));
    n = &p.nodes[at(n->op == Op::Rescale ? n->args[0] : p.definitions[at(n->a)].body)];
  }
  if (n->op == Op::NumField) out.field = n;
  return out;
}

std::vector<Int128> constants(const ir::Program& p, Id id) {
  const ir::Node& n = p.nodes[at(id)];
  std::vector<Int128> out;
  if (n.op == Op::NumConst) {
    out.push_back(static_cast<Int128>(static_cast<unsigned __int128>(static_cast<std::uint64_t>(n.a)) |
                                      static_cast<unsigned __int128>(static_cast<std::uint64_t>(n.b)) << 64));
  } else if (n.op == Op::Figure) {
    for (const ir::FigureValue& v : p.figures[at(n.a)].values)
      if (v.stated) out.push_back(v.value);
  } else if (n.op == Op::Rescale) {
    for (Int128 v : constants(p, n.args[0])) {
      Int128 scaled;
      if (mul_checked(v, power_of_ten(static_cast<int>(n.a)), &scaled)) out.push_back(scaled);
    }
  }
  return out;
}

}  // namespace

Refinement::Refinement(const Plan& plan) : plan_(plan), narrowed_record_(plan.program->schema), worlds_(plan) {
  find_boundaries();
}

void Refinement::find_boundaries() {
  const ir::Program& p = *plan_.program;
  const auto point = [&](const ir::Node* field, Int128 value) {
    if (value >= std::numeric_limits<std::int64_t>::min() && value <= std::numeric_limits<std::int64_t>::max())
      boundaries_[{field->scope, static_cast<Id>(field->a)}].push_back(static_cast<std::int64_t>(value));
  };
  const auto compared = [&](Id fact, Id with) {
    const Plain x = plain(p, fact);
    if (x.field == nullptr) return;
    for (Int128 c : constants(p, with)) {
      const Int128 q = c / x.factor - (c % x.factor < 0 ? 1 : 0);
      point(x.field, q);
      if (q * x.factor != c) point(x.field, q + 1);
    }
  };
  const auto period = [&](Id date, const ir::Period& v) {
    if (date == kNone) return;
    ir::Node override_field;
    Plain x = plain(p, date);
    if (date == p.event_date && plan_.date_field != kNone) {
      override_field.scope = plan_.date_type;
      override_field.a = plan_.date_field;
      x.field = &override_field;
    }
    if (x.field == nullptr) return;
    if (v.from > ir::kBeginning) point(x.field, v.from);
    if (v.through < ir::kForever) point(x.field, Int128{v.through} + 1);
  };
  for (const ir::Node& n : p.nodes) {
    if (n.op == Op::Compare) {
      compared(n.args[0], n.args[1]);
      compared(n.args[1], n.args[0]);
    } else if (n.op == Op::Figure) {
      for (const ir::FigureValue& v : p.figures[at(n.a)].values) period(n.args[0], v.period);
    } else if (n.op == Op::InList) {
      period(n.args[1], p.lists[at(n.a)].stated);
      for (const ir::ListMember& m : p.lists[at(n.a)].members) period(n.args[1], m.period);
    } else if (n.op == Op::InTable || n.op == Op::LookupNum || n.op == Op::LookupCat || n.op == Op::LookupText) {
      for (const ir::TableRow& r : p.tables[at(n.a)].rows) period(n.args[1], r.period);
    }
  }
  for (const ir::Provision& v : p.provisions) {
    const Id date = v.date != kNone ? v.date : p.event_date;
    period(date, v.period);
    for (const ir::Period& s : v.suspended) period(date, s);
  }
  for (const ir::Document& d : p.documents)
    if (d.compliance > d.effective) period(p.event_date, {d.effective, d.compliance - 1, kNone, kNone});
  for (const ir::Horizon& h : p.horizons) {
    period(p.event_date, {h.from, h.through, kNone, kNone});
    if (plan_.run.law_known_on) period(p.event_date, {h.from, *plan_.run.law_known_on, kNone, kNone});
  }
  for (auto& [field, points] : boundaries_) {
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());
  }
}

std::vector<Refinement::Cell> Refinement::cells_of(const data::Record& record, const FoundFact& fact) const {
  std::vector<Cell> out;
  const ir::Field& f = plan_.program->schema.records[at(fact.type)].fields_[at(fact.field)];
  const data::Cell& now = record.rows(fact.type).at(static_cast<std::uint32_t>(fact.row), fact.field);
  const auto value = [&](std::int64_t v, std::uint32_t mark) {
    out.push_back({{State::Known, false, mark, v}, {}, false});
  };
  if (f.type.kind == ir::ValueKind::Bool) {
    value(0, 0);
    value(1, 0);
  } else if (f.type.kind == ir::ValueKind::Category) {
    const Plan::Values& values = plan_.categories[at(f.type.category)];
    const bool inner = now.state == State::Known && !values.below.empty() && !values.below[at(now.value)].empty();
    const std::vector<std::uint64_t>& set = inner ? values.below[at(now.value)] : values.all;
    each_code(set.data(), values.words, [&](Id code) {
      value(code, kExactly);
      return true;
    });
  } else if (f.type.kind == ir::ValueKind::Number || f.type.kind == ir::ValueKind::Date) {
    const bool date = f.type.kind == ir::ValueKind::Date;
    const std::int64_t lo = f.bounded ? f.lo : date ? ir::kBeginning : std::numeric_limits<std::int64_t>::min();
    const std::int64_t hi = f.bounded ? f.hi : date ? ir::kForever : std::numeric_limits<std::int64_t>::max();
    const auto range = [&](std::int64_t a, std::int64_t b) {
      out.push_back({{State::Known, false, 0, a}, {a, b}, a != b});
    };
    std::int64_t next = lo;
    bool whole = true;
    const auto points = boundaries_.find({fact.type, fact.field});
    if (points != boundaries_.end())
      for (std::int64_t x : points->second) {
        if (x < lo || x > hi) continue;
        if (next < x) range(next, x - 1);
        range(x, x);
        whole = x < hi;
        if (!whole) break;
        next = x + 1;
      }
    if (whole && next <= hi) range(next, hi);
  } else {
    return out;
  }
  if (f.may_be_none && now.state == State::Missing) out.push_back({{State::None, false, 0, 0}, {}, false});
  return out;
}

bool Refinement::split(const data::Record& record, const std::vector<FoundFact>& open) {
  splits_.clear();
  bool all = true;
  std::size_t combinations = 1;
  for (std::size_t i = 0; i < open.size(); ++i) {
    std::vector<Cell> cells;
    if (open[i].type != kNone) cells = cells_of(record, open[i]);
    if (cells.empty() || combinations * cells.size() > kMostCombinations) {
      all = false;
      continue;
    }
    combinations *= cells.size();
    splits_.push_back({i, std::move(cells)});
  }
  return all;
}

void Refinement::copy(const data::Record& record) {
  narrowed_record_ = record;
  const ir::Schema& schema = plan_.program->schema;
  for (std::size_t type = 0; type < schema.records.size(); ++type) {
    data::Rows& rows = narrowed_record_.rows(static_cast<Id>(type));
    for (std::uint32_t row = 0; row < rows.size(); ++row)
      for (std::size_t f = 0; f < schema.records[type].fields_.size(); ++f) {
        const ir::ValueKind kind = schema.records[type].fields_[f].type.kind;
        // Here the count of a plain value says whether it is narrowed.
        if (kind == ir::ValueKind::Number || kind == ir::ValueKind::Date || kind == ir::ValueKind::Category)
          rows.at(row, static_cast<Id>(f)).count = 0;
      }
  }
}

void Refinement::put(const std::vector<FoundFact>& open, const std::vector<std::size_t>& combination) {
  ranges_.resize(splits_.size());
  for (std::size_t s = 0; s < splits_.size(); ++s) {
    const FoundFact& fact = open[splits_[s].open];
    const Cell& cell = splits_[s].cells[combination[s]];
    data::Cell& target = narrowed_record_.rows(fact.type).at(static_cast<std::uint32_t>(fact.row), fact.field);
    target = cell.cell;
    if (!cell.ranged) continue;
    target.count = static_cast<std::uint32_t>(s + 1);
    ranges_[s] = cell.range;
  }
}

bool Refinement::advance(std::vector<std::size_t>* combination) const {
  for (std::size_t s = splits_.size(); s-- > 0;) {
    if (++(*combination)[s] < splits_[s].cells.size()) return true;
    (*combination)[s] = 0;
  }
  return false;
}

OutcomeSet Refinement::refine(Worlds* supplied, const data::Record& record, std::uint32_t line, Id decided,
                              const Frame* frame, Evidence evidence, const std::vector<FoundFact>& open,
                              const OutcomeSet& wide) {
  split(record, open);
  if (splits_.empty()) return wide;
  copy(record);
  OutcomeSet out = wide;
  out.reset(wide.possible.size(), wide.lists);
  std::vector<std::size_t> combination(splits_.size(), 0);
  do {
    put(open, combination);
    worlds_.take_up(narrowed_record_, supplied, &ranges_);
    worlds_.begin(line);
    out.merge(worlds_.outcomes(decided, frame, evidence));
  } while (advance(&combination));
  out.narrow(wide);
  return out;
}

bool Refinement::essential(Worlds* supplied, const data::Record& record, std::uint32_t line, Id decided,
                           const Frame* frame, const std::vector<FoundFact>& open, std::vector<std::size_t>* facts) {
  facts->clear();
  if (!split(record, open)) return false;
  copy(record);
  std::vector<OutcomeSet> seen;
  std::vector<std::size_t> combination(splits_.size(), 0);
  do {
    put(open, combination);
    worlds_.take_up(narrowed_record_, supplied, &ranges_);
    worlds_.begin(line);
    seen.push_back(worlds_.outcomes(decided, frame, Evidence::Open));
    if (!seen.back().single()) return false;
  } while (advance(&combination));
  // A fact is essential if two combinations that differ in it alone give different outcomes.
  std::size_t stride = seen.size();
  for (const Split& s : splits_) {
    const std::size_t n = s.cells.size(), below = stride / n;
    bool matters = false;
    for (std::size_t i = 0; i < seen.size() && !matters; ++i)
      if ((i / below) % n != 0) matters = !(seen[i] == seen[i - (i / below) % n * below]);
    if (matters) facts->push_back(s.open);
    stride = below;
  }
  return true;
}

}  // namespace licet::interp
