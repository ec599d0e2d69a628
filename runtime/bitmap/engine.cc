#include "runtime/bitmap/engine.h"

#include <algorithm>
#include <random>
#include <tuple>

#include "runtime/bitmap/comparisons.h"
#include "runtime/bitmap/kernels.h"

namespace licet::bitmap {

using interp::at;
using interp::Status;
using ir::Op;

namespace {

Block block_of(const Chunk& chunk) {
  Block out;
  for (const Chunk::Rows& rows : chunk.domains) out.domains.push_back({rows.size(), rows.parent.data()});
  for (const Chunk::Planes& planes : chunk.tests) {
    out.leaves.push_back(planes.p.data());
    out.leaves.push_back(planes.n.data());
  }
  return out;
}

// The rows in which a gate is set.
template <class Visit>
void each_row(const Machine& machine, Gate gate, std::size_t rows, Visit visit) {
  if (gate == kNever) return;
  if (gate == kAlways) {
    for (std::size_t row = 0; row < rows; ++row) visit(row);
    return;
  }
  const std::uint64_t* words = machine.rows(gate);
  for (std::size_t w = 0; w < words_of(rows); ++w)
    for (std::uint64_t rest = words[w]; rest != 0; rest &= rest - 1)
      visit(w * 64 + static_cast<std::size_t>(__builtin_ctzll(rest)));
}

}  // namespace

interp::Outcome outcome_of(const Line& line, std::size_t written) {
  interp::Outcome out = line.parts[written]->decision.outcomes.front();
  const OpenSet* open = line.open[written].get();
  if (open == nullptr) return out;
  out.open_facts = open->facts;
  out.error = open->error;
  if (!open->error.empty()) out.status = Status::Error;
  return out;
}

interp::Decision whole(const Line& line) {
  const std::size_t written = line.open.size();
  interp::Decision out = line.parts[written]->decision;
  out.duties = line.parts[written + 1]->decision.duties;
  out.findings = line.parts[written + 2]->decision.findings;
  const interp::Decision& marks = line.parts[written + 3]->decision;
  out.presumptions = marks.presumptions;
  out.readings = marks.readings;
  out.unconfirmed = marks.unconfirmed;
  out.unconfirmed_data = marks.unconfirmed_data;
  out.scheduled = marks.scheduled;
  out.compliance_window = marks.compliance_window;
  out.assumes = marks.assumes;
  for (std::size_t i = 0; i < written; ++i)
    if (line.parts[i] != nullptr) out.outcomes.push_back(outcome_of(line, i));
  return out;
}

Engine::Engine(std::shared_ptr<const Circuit> circuit, unsigned engines)
    : circuit_(std::move(circuit)),
      names_(*circuit_),
      filler_(*circuit_, &names_),
      tables_(*circuit_, &names_),
      machine_(*circuit_, wanted(*circuit_), kernels()),
      evaluator_(circuit_->plan),
      keys_(circuit_->parts()),
      parts_(circuit_->parts()) {
  most_ = std::max<std::size_t>(kMostRemembered / std::max(engines, 1u), 1024);
  // Kinds are kept by a hash of what was observed, 128 bits from constants of this process: no log can be made to
  // bring two kinds under one hash.
  std::random_device random;
  for (std::uint64_t& seed : seeds_) seed = static_cast<std::uint64_t>(random()) << 32 | random();
  filler_.begin(&chunk_);
}

void Engine::take_over(std::shared_ptr<const GateCode> code) {
  machine_.take_over([&](const Graph&, const Stage& stage) { return GateCode::run_by(code, stage); });
}

void Engine::keep_books(interp::Balances* books) {
  books_ = books;
  evaluator_.keep_books(books);
  filler_.keep_books(books);
}

void Engine::take_up(const data::Record& record) {
  record_ = &record;
  filler_.take_up(record);
}

void Engine::add(std::uint32_t line) {
  lines_.push_back({record_, line});
  filler_.add(line, &chunk_);
}

void Engine::ask(std::size_t line, bool alone) {
  if (asked_ != lines_[line].record) evaluator_.take_up(*lines_[line].record);
  asked_ = lines_[line].record;
  if (alone)
    evaluator_.decide(lines_[line].line, &decision_);
  else
    evaluator_.decide_outcomes(lines_[line].line, &decision_);
  ++counts_.asked;
}

void Engine::tell_apart() {
  const Circuit& c = *circuit_;
  for (std::vector<Key>& keys : keys_) keys.assign(lines_.size(), Key{});
  for (std::size_t i = 0; i < c.observed.size(); ++i) {
    const Observed& o = c.observed[i];
    const Chunk::Rows& rows = chunk_.domains[o.domain];
    const std::uint64_t a = mix(seeds_[0], i), b = mix(seeds_[1], i);
    std::vector<Key>& keys = keys_[o.part];
    each_row(machine_, o.gate, rows.size(), [&](std::size_t row) {
      Key& key = keys[rows.line[row]];
      const std::uint64_t place = rows.place[row];
      key.a ^= place == 0 ? a : mix(a, place);
      key.b ^= place == 0 ? b : mix(b, place);
    });
  }
  for (std::size_t i = 0; i < c.due_days.size(); ++i)
    each_row(machine_, c.due_days[i].due, lines_.size(), [&](std::size_t line) {
      const std::uint64_t what = mix(c.observed.size() + i, chunk_.due_days[i][line]);
      keys_[c.duties()][line].a ^= mix(seeds_[0], what);
      keys_[c.duties()][line].b ^= mix(seeds_[1], what);
    });
}

// A part of the decision of the line asked last.
std::shared_ptr<Part> Engine::asked_part(std::size_t part) const {
  auto out = std::make_shared<Part>();
  interp::Decision& to = out->decision;
  if (part < circuit_->written.size()) {
    for (const interp::Outcome& o : decision_.outcomes) {
      if (o.decided != circuit_->written[part].decided) continue;
      interp::Outcome& shared = to.outcomes.emplace_back(o);
      shared.open_facts.clear();
      shared.error.clear();
      if (shared.status == Status::Error) shared.status = Status::Undetermined;
    }
  } else if (part == circuit_->licensing()) {
    to.requirements = decision_.requirements;
    for (interp::RequirementState& r : to.requirements) {
      r.rows.clear();
      r.rows_apply.clear();
    }
    to.exceptions = decision_.exceptions;
  } else if (part == circuit_->duties()) {
    to.duties = decision_.duties;
  } else if (part == circuit_->findings()) {
    to.findings = decision_.findings;
  } else {
    to.presumptions = decision_.presumptions;
    to.readings = decision_.readings;
    to.unconfirmed = decision_.unconfirmed;
    to.unconfirmed_data = decision_.unconfirmed_data;
    to.scheduled = decision_.scheduled;
    to.compliance_window = decision_.compliance_window;
    to.assumes = decision_.assumes;
    for (const interp::Outcome& o : decision_.outcomes) {
      interp::Outcome& only = to.outcomes.emplace_back();
      only.decided = o.decided;
      only.burden_of_proof = o.burden_of_proof;
    }
  }
  return out;
}

// A term of the one row of a source, where there is no row, or there are several (interp::OpenFacts::not_one).
void Engine::name_one(const Explanation& e, std::uint32_t row, std::vector<NameId>* out) {
  const NotOne& one = circuit_->not_one[e.id];
  // The elements of a line lie together.
  const std::vector<std::uint32_t>& lines = chunk_.domains[one.elements].line;
  const auto [first, last] = std::equal_range(lines.begin(), lines.end(), chunk_.domains[e.domain].line[row]);
  std::size_t count = 0;
  for (auto at_line = first; at_line != last && count < 2; ++at_line) {
    const std::size_t element = static_cast<std::size_t>(at_line - lines.begin());
    if (one.there == kNever || (one.there != kAlways && !bit(machine_.rows(one.there), element))) continue;
    std::uint32_t above = static_cast<std::uint32_t>(element);
    for (std::uint32_t d = one.elements; d != one.domain; d = circuit_->domains[d].parent)
      above = chunk_.domains[d].parent[above];
    count += above == row ? 1 : 0;
  }
  if (count == 1) return;
  const interp::Plan& plan = *circuit_->plan;
  const interp::PlanNode* source = &plan.nodes[at(plan.arguments(plan.nodes[at(one.node)])[0])];
  while (source->op == Op::Where) source = &plan.nodes[at(plan.arguments(*source)[0])];
  if (source->op != Op::StructOf && source->op != Op::RoleOf) {
    out->push_back(count == 0 ? names_.of_text("undefined: there is nothing to read", true)
                              : names_.of_text("which one of several", false));
    return;
  }
  const Id header = plan.program->schema.shipment;
  const Id type = source->op == Op::RoleOf ? header : source->key.scope;
  std::uint32_t d = e.domain;
  for (; type != header && circuit_->domains[d].type != type; d = circuit_->domains[d].parent)
    row = chunk_.domains[d].parent[row];
  out->push_back(names_.of_field(chunk_, d, row, type, static_cast<Id>(source->a), count == 0, false));
}

void Engine::name(const Explanation& e, std::size_t row) {
  const Chunk::Rows& rows = chunk_.domains[e.domain];
  const std::uint32_t r = static_cast<std::uint32_t>(row);
  std::vector<NameId>& out = open_[rows.line[row]];
  switch (e.what) {
    case Explanation::What::Row:
      out.push_back(names_.of_row(chunk_, e.domain, r));
      return;
    case Explanation::What::Undefined:
      out.push_back(names_.of_text("undefined: " + e.text, true));
      return;
    case Explanation::What::Cause:
      out.push_back(names_.of_text(e.text, false));
      return;
    case Explanation::What::NotOne:
      return name_one(e, r, &out);
    case Explanation::What::Test:
      break;
  }
  const Test& test = circuit_->tests[e.id];
  if (test.compares) return name_comparison(*circuit_, chunk_, test, r, &names_, &out);
  if (test.asked()) {
    const std::vector<Chunk::Reason>& reasons = chunk_.reasons[e.id];
    const auto reason = std::lower_bound(reasons.begin(), reasons.end(), r,
                                         [](const Chunk::Reason& x, std::uint32_t wanted) { return x.row < wanted; });
    if (reason == reasons.end() || reason->row != r) return;
    const auto first = chunk_.names.begin() + reason->first;
    out.insert(out.end(), first, first + reason->count);
    return;
  }
  const Fact& fact = circuit_->facts[test.fact];
  const std::uint32_t first_row = fact.domain == test.domain ? r : rows.line[row];
  const std::uint32_t first = chunk_.classes[test.fact][first_row];
  const std::uint32_t second = test.second == kAnywhere ? 0 : chunk_.classes[test.second][rows.line[row]];
  for (const Tables::Reason& reason : tables_.reasons(e.id, first, second)) {
    if (reason.what == Tables::Reason::What::Name) {
      out.push_back(reason.name);
      continue;
    }
    const bool none = reason.what == Tables::Reason::What::None;
    const Fact& named = reason.second ? circuit_->facts[test.second] : fact;
    out.push_back(names_.of_fact(chunk_, named.domain, reason.second ? rows.line[row] : first_row, named, none));
  }
}

bool Engine::is_open(std::size_t line, std::size_t written) const {
  const Part* part = (*out_)[line].parts[written].get();
  return !alone_[line] && part != nullptr && part->decision.outcomes.front().status == Status::Undetermined;
}

// Conditions that no class settles are explained by the interpreter, in the rows where it matters.
void Engine::ask_reasons() {
  std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> asked;  // line, test, row
  for (std::size_t q = 0; q < circuit_->written.size(); ++q)
    for (const Explanation& e : circuit_->written[q].open) {
      if (e.what != Explanation::What::Test || !circuit_->tests[e.id].asked()) continue;
      const Chunk::Rows& rows = chunk_.domains[e.domain];
      each_row(machine_, e.gate, rows.size(), [&](std::size_t row) {
        if (is_open(rows.line[row], q)) asked.emplace_back(rows.line[row], e.id, static_cast<std::uint32_t>(row));
      });
    }
  std::sort(asked.begin(), asked.end());
  asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> of_line;
  const data::Record* taken = nullptr;
  for (std::size_t i = 0; i < asked.size();) {
    const std::uint32_t line = std::get<0>(asked[i]);
    of_line.clear();
    for (; i < asked.size() && std::get<0>(asked[i]) == line; ++i)
      of_line.emplace_back(std::get<1>(asked[i]), std::get<2>(asked[i]));
    if (taken != lines_[line].record) filler_.take_up(*lines_[line].record);
    taken = lines_[line].record;
    filler_.name(of_line, lines_[line].line, &chunk_);
  }
  if (taken != nullptr) filler_.take_up(*record_);  // more of its lines may follow
}

void Engine::find_open(std::size_t written) {
  open_.resize(std::max(open_.size(), lines_.size()));
  for (std::vector<NameId>& names : open_) names.clear();
  for (const Explanation& e : circuit_->written[written].open) {
    const Chunk::Rows& rows = chunk_.domains[e.domain];
    each_row(machine_, e.gate, rows.size(), [&](std::size_t row) {
      if (is_open(rows.line[row], written)) name(e, row);
    });
  }
}

void Engine::find_parts(std::size_t i, bool alone, Line* out) {
  const Circuit& c = *circuit_;
  out->parts.resize(c.parts());
  out->open.resize(c.written.size());
  bool asked = false;
  const auto part = [&](std::size_t p) {
    if (!asked) ask(i, alone);
    asked = true;
    return asked_part(p);
  };
  for (std::size_t p = 0; p < c.parts(); ++p) {
    if (alone) {
      out->parts[p] = part(p);
    } else {
      std::shared_ptr<Part>& known = parts_[p][keys_[p][i]];
      if (known == nullptr) known = part(p);
      out->parts[p] = known;
      if (p < c.written.size()) {  // the marks follow from the outcomes
        keys_[c.marks()][i].a ^= mix(keys_[p][i].a, p);
        keys_[c.marks()][i].b ^= mix(keys_[p][i].b, p);
      } else if (p == c.licensing()) {  // and from whether there are several requirements
        keys_[c.marks()][i].a ^= known->decision.requirements.size() > 1 ? seeds_[0] : 0;
        keys_[c.marks()][i].b ^= known->decision.requirements.size() > 1 ? seeds_[1] : 0;
      }
    }
    if (p < c.written.size() && out->parts[p]->decision.outcomes.empty()) out->parts[p] = nullptr;
  }
  if (!alone) return;
  for (std::size_t q = 0; q < c.written.size(); ++q)
    for (const interp::Outcome& o : decision_.outcomes)
      if (o.decided == c.written[q].decided && (o.status == Status::Undetermined || o.status == Status::Error))
        out->open[q] = std::make_shared<const OpenSet>(OpenSet{o.open_facts, o.error, nullptr});
}

void Engine::run(std::vector<Line>* out) {
  out->clear();
  if (lines_.empty()) return;
  filler_.end(&chunk_);
  tables_.look_up(&chunk_);
  compare(*circuit_, &chunk_);
  machine_.run(block_of(chunk_));
  tell_apart();
  asked_ = nullptr;
  out->resize(lines_.size());
  const Circuit& c = *circuit_;
  out_ = out;
  alone_.assign(lines_.size(), false);
  each_row(machine_, c.suspect, lines_.size(), [&](std::size_t line) { alone_[line] = true; });
  for (std::size_t i = 0; books_ != nullptr && i < lines_.size(); ++i) {
    const interp::LineInOrder in_order = books_->in_order(*lines_[i].record, lines_[i].line);
    if (!in_order.error.empty() || !in_order.doubt.empty() || in_order.assumes) alone_[i] = true;
  }
  for (std::size_t i = 0; i < lines_.size(); ++i) find_parts(i, alone_[i], &(*out)[i]);
  ask_reasons();
  for (std::size_t q = 0; q < c.written.size(); ++q) {
    find_open(q);
    for (std::size_t i = 0; i < lines_.size(); ++i)
      if (is_open(i, q)) (*out)[i].open[q] = names_.set(&open_[i]);
  }
  for (auto& parts : parts_)
    if (parts.size() > most_) parts.clear();
  names_.forget_sets(most_);
  counts_.lines += lines_.size();
  lines_.clear();
  filler_.begin(&chunk_);
}

}  // namespace licet::bitmap
