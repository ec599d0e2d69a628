// bind(): settles what a run chooses. Everything that can be wrong with run parameters is found here.
#include <algorithm>

#include "runtime/interp/candidates.h"
#include "runtime/interp/evaluate.h"
#include "runtime/interp/plan.h"

namespace licet::interp {
namespace {

using ir::Id;
using ir::kNone;

bool unlimited(const ir::Period& p) {
  return p.from <= ir::kBeginning && p.through >= ir::kForever && p.document == kNone;
}

// Is some period made or ended by an enforcement document?
bool asks_for_mode(const ir::Program& p) {
  const auto enforced = [&](const ir::Period& x) {
    return (x.document != kNone && p.documents[at(x.document)].enforcement) ||
           (x.ended_by != kNone && p.documents[at(x.ended_by)].enforcement);
  };
  for (const ir::Provision& v : p.provisions)
    if (enforced(v.period) || std::any_of(v.suspended.begin(), v.suspended.end(), enforced)) return true;
  for (const ir::Figure& f : p.figures)
    for (const ir::FigureValue& v : f.values)
      if (enforced(v.period)) return true;
  for (const ir::DatedList& l : p.lists)
    for (const ir::ListMember& m : l.members)
      if (enforced(m.period)) return true;
  for (const ir::Table& t : p.tables)
    for (const ir::TableRow& r : t.rows)
      if (enforced(r.period)) return true;
  return std::any_of(p.nodes.begin(), p.nodes.end(), [](const ir::Node& n) { return n.op == ir::Op::AsEnforced; });
}

void bind_categories(Plan* plan) {
  const ir::Program& p = *plan->program;
  for (const ir::Category& c : p.schema.categories) {
    Plan::Values v;
    v.words = (c.values.size() + 63) / 64;
    v.all.assign(v.words, 0);
    for (std::size_t i = 0; i < c.values.size(); ++i) include(v.all.data(), static_cast<Id>(i));
    if (c.hierarchical) {
      v.below.resize(c.values.size());
      for (std::size_t i = 0; i < c.values.size(); ++i)
        for (Id up = c.parent[i]; up != kNone; up = c.parent[at(up)]) {
          std::vector<std::uint64_t>& set = v.below[at(up)];
          if (set.empty()) set.assign(v.words, 0);
          include(set.data(), up);
          include(set.data(), static_cast<Id>(i));
        }
    }
    plan->categories.push_back(std::move(v));
  }
  for (std::size_t i = 0; i < p.sets.size(); ++i) {
    const Plan::Values& v = plan->categories[at(p.set_categories[i])];
    std::vector<std::uint64_t> bits(v.words, 0);
    for (Id code : p.sets[i]) {
      include(bits.data(), code);
      if (!v.below.empty() && !v.below[at(code)].empty())
        for (std::size_t w = 0; w < v.words; ++w) bits[w] |= v.below[at(code)][w];
    }
    plan->sets.push_back(std::move(bits));
  }
}

void bind_conclusions(Plan* plan) {
  const ir::Program& p = *plan->program;
  for (const ir::DecidedValue& d : p.decided) {
    auto& of_value = plan->concluding.emplace_back(p.schema.categories[at(d.category)].values.size());
    for (Id id : d.provisions)
      if (const Id value = p.provisions[at(id)].value; value != kNone) of_value[at(value)].push_back(id);
  }
}

void bind_changes(Plan* plan) {
  const auto period = [&](const ir::Period& x) {
    plan->changes.push_back(x.from);
    if (x.through < ir::kForever) plan->changes.push_back(x.through + 1);
  };
  for (const ir::Provision& p : plan->program->provisions) {
    period(p.period);
    for (const ir::Period& s : p.suspended) period(s);
  }
  for (const ir::Table& t : plan->program->tables)
    for (const ir::TableRow& r : t.rows) period(r.period);
  std::sort(plan->changes.begin(), plan->changes.end());
  plan->changes.erase(std::unique(plan->changes.begin(), plan->changes.end()), plan->changes.end());
}

Result<Unit> bind_readings(Plan* plan) {
  const ir::Program& p = *plan->program;
  for (const ir::Reading& r : p.readings) plan->chosen.push_back(r.standard);
  for (const auto& [name, word] : plan->run.readings) {
    const auto r = std::find_if(p.readings.begin(), p.readings.end(),
                                [&, n = &name](const ir::Reading& x) { return x.id == *n || x.name == *n; });
    if (r == p.readings.end()) return Failure{"no reading is called " + name, 2};
    const auto a = std::find(r->alternatives.begin(), r->alternatives.end(), word);
    if (a == r->alternatives.end() && word != "default") {
      std::string known;
      for (const std::string& alternative : r->alternatives) known += (known.empty() ? "" : ", ") + alternative;
      return Failure{"reading " + name + " has no alternative " + word + "; it has " + known, 2};
    }
    if (a != r->alternatives.end())
      plan->chosen[at(r - p.readings.begin())] = static_cast<Id>(a - r->alternatives.begin());
  }
  return Unit{};
}

Result<Unit> bind_event_date(Plan* plan) {
  const ir::Program& p = *plan->program;
  const std::string& column = plan->run.event_date_field;
  if (column.empty()) return Unit{};
  for (Id type : {p.schema.line, p.schema.shipment}) {
    if (type == kNone) continue;
    const std::vector<ir::Field>& fields = p.schema.records[at(type)].fields_;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      if (fields[f].type.kind != ir::ValueKind::Date || (fields[f].column != column && fields[f].name != column))
        continue;
      plan->date_type = type;
      plan->date_field = static_cast<Id>(f);
      return Unit{};
    }
  }
  return Failure{"no date of the shipment or its lines is called " + column, 2};
}

void bind_documents(Plan* plan) {
  const ir::Program& p = *plan->program;
  for (std::size_t i = 0; i < p.documents.size(); ++i) {
    const ir::Document& d = p.documents[i];
    bool counts = !d.enforcement || plan->run.mode == Mode::AsEnforced;
    if (plan->run.law_known_on && d.published > *plan->run.law_known_on) counts = false;
    plan->counts.push_back(counts);
    if (counts && (d.savings != kNone || d.compliance > d.effective)) plan->windows.push_back(static_cast<Id>(i));
  }
}

// Is a provision of the horizon's part, or a list, figure or table of its name, in the cone?
bool concerns(const ir::Program& p, const ir::Horizon& h, const Cone& cone) {
  if (h.on.empty()) return true;
  const std::string part = "part " + h.on;
  for (std::size_t i = 0; i < p.provisions.size(); ++i)
    if (cone.provisions[i] &&
        (ir::citation_under(p.provisions[i].citation, part) || ir::citation_under(p.provisions[i].citation, h.on)))
      return true;
  for (std::size_t i = 0; i < p.lists.size(); ++i)
    if (cone.lists[i] && p.lists[i].name == h.on) return true;
  for (std::size_t i = 0; i < p.figures.size(); ++i)
    if (cone.figures[i] && p.figures[i].name == h.on) return true;
  for (std::size_t i = 0; i < p.tables.size(); ++i)
    if (cone.tables[i] && p.tables[i].name == h.on) return true;
  return false;
}

void bind_horizons(Plan* plan) {
  const ir::Program& p = *plan->program;
  const Day latest = plan->run.law_known_on.value_or(ir::kForever);
  for (const ir::Horizon& h : p.horizons)
    if (h.on.empty()) {
      plan->has_horizon = true;
      plan->known_from = std::max(plan->known_from, h.from);
      plan->known_through = std::min({plan->known_through, h.through, latest});
    }
  plan->horizon_from.assign(p.decided.size(), ir::kBeginning);
  plan->horizon_through.assign(p.decided.size(), ir::kForever);
  if (p.horizons.empty()) return;
  for (std::size_t q = 0; q < p.decided.size(); ++q) {
    const Cone cone = cone_of(p, static_cast<Id>(q));
    for (const ir::Horizon& h : p.horizons) {
      if (!concerns(p, h, cone)) continue;
      plan->horizon_from[q] = std::max(plan->horizon_from[q], h.from);
      plan->horizon_through[q] = std::min({plan->horizon_through[q], h.through, latest});
    }
  }
}

}  // namespace

Result<std::shared_ptr<const Plan>> bind(std::shared_ptr<const ir::Program> program, const RunParameters& run) {
  auto plan = std::make_shared<Plan>();
  plan->program = std::move(program);
  plan->run = run;
  const ir::Program& p = *plan->program;
  if (p.schema.records.size() > 64) return Failure{"more than 64 record types", 3};
  if (!run.mode && asks_for_mode(p)) {
    std::string names;
    for (const ir::Document& d : p.documents)
      if (d.enforcement) names += (names.empty() ? "" : ", ") + d.name;
    return Failure{"the rulebook holds an enforcement document (" + names +
                       "): choose --as-codified, the law without it, or --as-enforced, the law with it",
                   2};
  }
  if (auto done = bind_readings(plan.get()); !done.ok()) return done.failure();
  if (auto done = bind_event_date(plan.get()); !done.ok()) return done.failure();
  bind_documents(plan.get());
  bind_horizons(plan.get());
  bind_categories(plan.get());
  bind_conclusions(plan.get());
  bind_changes(plan.get());
  for (std::size_t i = 0; i < p.texts.size(); ++i) plan->texts.emplace(p.texts[i], static_cast<Id>(i));
  for (const ir::Table& t : p.tables) {
    std::vector<bool>& lacks = plan->may_lack.emplace_back(t.columns.size(), false);
    for (const ir::TableRow& row : t.rows)
      for (std::size_t c = 0; c < row.cells.size(); ++c)
        if (row.cells[c].state == 0) lacks[c] = true;
  }

  for (const ir::Node& n : p.nodes) {
    PlanNode out;
    out.op = n.op;
    out.first = static_cast<std::uint32_t>(plan->args.size());
    out.count = static_cast<std::uint32_t>(n.args.size());
    out.a = n.a;
    out.b = n.b;
    plan->args.insert(plan->args.end(), n.args.begin(), n.args.end());
    plan->nodes.push_back(out);
  }
  for (const ir::Provision& v : p.provisions) plan->timeless.push_back(unlimited(v.period) && v.suspended.empty());
  for (const ir::RecordType& r : p.schema.records) {
    std::uint64_t owners = 0;
    for (Id up = r.parent; up != kNone; up = p.schema.records[at(up)].parent) {
      if ((owners >> up) & 1) break;
      owners |= std::uint64_t{1} << up;
    }
    plan->ancestors.push_back(owners);
  }
  find_dependencies(plan.get());
  return std::shared_ptr<const Plan>(std::move(plan));
}

const ir::Program& program_of(const Plan& plan) { return *plan.program; }
const RunParameters& parameters_of(const Plan& plan) { return plan.run; }

}  // namespace licet::interp
