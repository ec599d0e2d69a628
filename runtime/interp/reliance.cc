#include "runtime/interp/reliance.h"

#include <algorithm>

namespace licet::interp {

using ir::Id;
using ir::kNone;
using ir::Op;

namespace {

bool unconfirmed_figure(const ir::Figure& f) {
  return std::any_of(f.values.begin(), f.values.end(), [](const ir::FigureValue& v) { return v.unconfirmed; });
}
bool unconfirmed_table(const ir::Table& t) {
  return std::any_of(t.rows.begin(), t.rows.end(), [](const ir::TableRow& r) { return r.unconfirmed; });
}
bool looks_up(Op op) { return op == Op::InTable || op == Op::LookupNum || op == Op::LookupCat || op == Op::LookupText; }

}  // namespace

Reliance::Reliance(const Plan& plan) : plan_(plan), rows_(plan) {
  const ir::Program& p = *plan.program;
  for (const ir::DatedList& l : p.lists) doubtful_data_ = doubtful_data_ || l.unconfirmed;
  for (const ir::Figure& f : p.figures) doubtful_data_ = doubtful_data_ || unconfirmed_figure(f);
  for (const ir::Table& t : p.tables) doubtful_data_ = doubtful_data_ || unconfirmed_table(t);
  for (const ir::Requirement& r : p.licensing.requirements) {
    if (r.instance_overcome == kNone) continue;
    const ir::Node& n = p.nodes[at(r.instance_overcome)];
    if (n.op == Op::SelectCond && p.nodes[at(n.args[0])].op == Op::ReadingIs)
      combining_ = static_cast<Id>(p.nodes[at(n.args[0])].a);
  }
  nodes_.resize(p.provisions.size());
  asked_.resize(p.provisions.size());
  readings_.resize(p.provisions.size());
  walked_.resize(p.provisions.size());
}

void Reliance::doubtful_nodes(Id provision) {
  if (asked_[at(provision)]) return;
  asked_[at(provision)] = true;
  const ir::Program& p = *plan_.program;
  const Cone cone = cone_of_provision(p, provision);
  for (std::size_t i = 0; i < p.nodes.size(); ++i) {
    const ir::Node& n = p.nodes[i];
    if (!cone.nodes[i]) continue;
    if ((n.op == Op::InList && p.lists[at(n.a)].unconfirmed) ||
        (n.op == Op::Figure && unconfirmed_figure(p.figures[at(n.a)])) ||
        (looks_up(n.op) && unconfirmed_table(p.tables[at(n.a)])))
      nodes_[at(provision)].push_back(static_cast<Id>(i));
  }
}

const std::vector<Id>& Reliance::readings_of(Id provision) {
  std::vector<Id>& found = readings_[at(provision)];
  if (walked_[at(provision)]) return found;
  walked_[at(provision)] = true;
  const ir::Program& p = *plan_.program;
  found = p.provisions[at(provision)].readings;
  std::vector<bool> seen(p.nodes.size(), false);
  std::vector<Id> todo{p.provisions[at(provision)].scope, p.provisions[at(provision)].test};
  while (!todo.empty()) {
    const Id id = todo.back();
    todo.pop_back();
    if (id == kNone || seen[at(id)]) continue;
    seen[at(id)] = true;
    const ir::Node& n = p.nodes[at(id)];
    if (n.op == Op::ReadingIs && std::find(found.begin(), found.end(), n.a) == found.end())
      found.push_back(static_cast<Id>(n.a));
    if (n.op == Op::CallCond || n.op == Op::CallNum || n.op == Op::CallCat) todo.push_back(p.definitions[at(n.a)].body);
    todo.insert(todo.end(), n.args.begin(), n.args.end());
  }
  return found;
}

void Reliance::marked_members(Context* context, Decision* out) const {
  const ir::Program& p = *plan_.program;
  std::vector<Id> lists;
  const Frame* line = context->line_frame();
  const auto of = [&](Id provision) {
    const Id subject = p.provisions[at(provision)].subject;
    if (subject == kNone || subject == p.schema.line || subject == p.schema.shipment)
      rows_.rests_of_provision(context, provision, context->enclosing(line, subject), &lists);
  };
  for (const Outcome& outcome : out->outcomes) {
    if (outcome.status != Status::Decided) continue;
    for (Id ground : outcome.grounds) of(ground);
    if (outcome.grounds.empty())
      for (Id other : p.decided[at(outcome.decided)].provisions) of(other);
    if (outcome.decided == p.licensing.disposition)
      for (const ir::Requirement& r : p.licensing.requirements)
        if (r.applies != kNone) rows_.rests(context, r.applies, line, &lists);
  }
  for (Id list : lists)
    if (const std::string& name = p.lists[at(list)].name;
        std::find(out->unconfirmed_data.begin(), out->unconfirmed_data.end(), name) == out->unconfirmed_data.end())
      out->unconfirmed_data.push_back(name);
}

void Reliance::fill(Context* context, Decision* out) {
  const ir::Program& p = *plan_.program;
  const ir::Schema& schema = p.schema;
  const auto once = [](auto* list, const auto& x) {
    if (std::find(list->begin(), list->end(), x) == list->end()) list->push_back(x);
  };
  for (const Outcome& outcome : out->outcomes) {
    // A default rests on what could have concluded something else.
    if (outcome.status == Status::Decided && outcome.grounds.empty())
      for (Id other : p.decided[at(outcome.decided)].provisions)
        for (Id r : readings_of(other)) once(&out->readings, r);
    for (Id ground : outcome.grounds) {
      const ir::Provision& provision = p.provisions[at(ground)];
      for (Id r : readings_of(ground)) once(&out->readings, r);
      if (provision.unconfirmed) once(&out->unconfirmed, ground);
      if (!doubtful_data_) continue;
      doubtful_nodes(ground);
      for (Id id : nodes_[at(ground)]) {
        const ir::Node& n = p.nodes[at(id)];
        // Terms of other rows are named without asking which version or row they read.
        const bool here = n.scope == kNone || n.scope == schema.line || n.scope == schema.shipment;
        if (n.op == Op::InList)
          once(&out->unconfirmed_data, p.lists[at(n.a)].name);
        else if (!here || context->unconfirmed_read(id, context->line_frame()))
          once(&out->unconfirmed_data, n.op == Op::Figure ? p.figures[at(n.a)].name : p.tables[at(n.a)].name);
      }
    }
  }
  if (rows_.possible(context)) marked_members(context, out);
  if (combining_ != kNone && out->requirements.size() > 1) once(&out->readings, combining_);
  std::sort(out->readings.begin(), out->readings.end());
  std::sort(out->unconfirmed.begin(), out->unconfirmed.end());
  std::sort(out->unconfirmed_data.begin(), out->unconfirmed_data.end());
}

}  // namespace licet::interp
