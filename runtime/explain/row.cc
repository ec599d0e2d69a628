#include "runtime/explain/row.h"

#include <algorithm>

#include "core/base/date.h"
#include "runtime/interp/evaluate.h"

namespace licet::explain {
namespace {

using interp::Decision;
using interp::ExceptionState;
using interp::ExceptionStatus;
using interp::Outcome;
using interp::Truth;
using ir::Id;

std::size_t at(Id id) { return static_cast<std::size_t>(id); }

// The lists beside the decided values, in the order of their columns: of the license vocabulary, then of every
// rulebook.
enum List : std::size_t {
  kRequirements,
  kRequirementsPossible,
  kOvercomeBy,
  kExceptions,
  kSteps,
  kDuties,
  kFindings,
  kPresumptions,
  kReadings,
  kUnconfirmed,
  kMarks,
  kLists
};
constexpr const char* kListNames[kLists] = {
    "requirements", "requirements_possible", "overcome_by", "exceptions",  "steps", "duties",
    "findings",     "presumptions",          "readings",    "unconfirmed", "marks"};

void put_text(OutputCell* cell, std::string_view text) {
  cell->null = false;
  cell->text = text;
}

void add_once(std::vector<std::string_view>* list, std::string_view text) {
  if (std::find(list->begin(), list->end(), text) == list->end()) list->push_back(text);
}

std::string_view keep(Row* row, std::string text) { return row->texts.emplace_back(std::move(text)); }

}  // namespace

const std::string& value_text(const ir::Program& program, Id decided, Id value) {
  const ir::DecidedValue& d = program.decided[at(decided)];
  return program.schema.categories[at(d.category)].values[at(value)];
}

Id chosen_alternative(const ir::Program& program, Id reading, const interp::RunParameters& run) {
  const ir::Reading& r = program.readings[at(reading)];
  for (const std::string& name : {r.id, r.name}) {
    const auto choice = run.readings.find(name);
    if (choice == run.readings.end()) continue;
    for (std::size_t i = 0; i < r.alternatives.size(); ++i)
      if (r.alternatives[i] == choice->second) return static_cast<Id>(i);
  }
  return r.standard;
}

std::string exception_text(const ir::Program& program, const ExceptionState& state) {
  std::string text = program.licensing.exceptions[at(state.exception)].name;
  text += ' ';
  text += to_string(state.status);
  if (state.status == ExceptionStatus::Closed && state.failing != ir::kNone)
    text += " at " + program.paragraphs[at(state.failing)].citation;
  if (state.status == ExceptionStatus::Foreclosed && state.foreclosed_by != ir::kNone)
    text += " by " + program.provisions[at(state.foreclosed_by)].citation;
  return text;
}

std::vector<Id> overcome_by(const ir::Program& program, const Decision& decision, Id requirement) {
  std::vector<Id> out;
  for (const ir::Standing& standing : program.licensing.requirements[at(requirement)].exceptions)
    for (const ExceptionState& state : decision.exceptions)
      if (state.exception == standing.exception && state.status == ExceptionStatus::Met) out.push_back(state.exception);
  return out;
}

RowLayout::RowLayout(const ir::Program& program, const interp::RunParameters& run) : program_(program) {
  for (std::size_t i = 0; i < program.readings.size(); ++i) {
    const ir::Reading& r = program.readings[i];
    chosen_.push_back(r.id + "=" + r.alternatives[at(chosen_alternative(program, static_cast<Id>(i), run))]);
  }
  const Id disposition = program.licensing.disposition;
  if (disposition != ir::kNone) add_decided(disposition);
  open_facts_ = columns_.size();
  columns_.push_back({"open_facts", ColumnKind::List});
  list_columns_.resize(kLists);
  const std::size_t first = disposition != ir::kNone ? kRequirements : kPresumptions;
  for (std::size_t i = first; i < kLists; ++i) {
    list_columns_[i] = columns_.size();
    columns_.push_back({kListNames[i], ColumnKind::List});
  }
  const Id review = program.licensing.review;
  if (review != ir::kNone && review != disposition) add_decided(review);
  for (Id id : interp::written_values(program))
    if (id != disposition && id != review) add_decided(id);
  for (const ir::Requirement& r : program.licensing.requirements) {
    const std::string name = "requires_" + r.citation;
    std::size_t column = 0;
    while (column < columns_.size() && columns_[column].name != name) ++column;
    if (column == columns_.size()) columns_.push_back({name, ColumnKind::Boolean});
    requirement_columns_.push_back(column);
  }
}

std::string RowLayout::column_of(Id decided) const {
  for (const OfDecided& d : decided_)
    if (d.decided == decided) return columns_[d.first].name;
  return {};
}

void RowLayout::add_decided(Id decided) {
  const ir::DecidedValue& d = program_.decided[at(decided)];
  std::string name = d.column;
  if (decided == program_.licensing.disposition) name = "disposition";
  if (decided == program_.licensing.review && name.empty()) name = "review_policy";
  decided_.push_back({decided, columns_.size()});
  const bool lists = d.mode == ir::Combination::AllListed;
  columns_.push_back({name, lists ? ColumnKind::List : ColumnKind::Text});
  columns_.push_back({name + "_status", ColumnKind::Text});
  columns_.push_back({name + "_possible", ColumnKind::List});
  columns_.push_back({name + "_grounds", ColumnKind::List});
}

std::vector<RowLayout::Source> RowLayout::sources() const {
  std::vector<Source> out(columns_.size());
  for (const OfDecided& d : decided_)
    for (std::size_t i = 0; i < 4; ++i) out[d.first + i] = {Part::Outcome, d.decided};
  out[open_facts_].part = Part::OpenFacts;
  if (program_.licensing.disposition != ir::kNone) {  // else there are no such columns
    out[list_columns_[kDuties]].part = Part::Duties;
    out[list_columns_[kFindings]].part = Part::Findings;
  }
  for (std::size_t i = kPresumptions; i < kLists; ++i) out[list_columns_[i]].part = Part::Marks;
  return out;
}

void RowLayout::clear(Row* row) const {
  row->texts.clear();
  row->cells.resize(columns_.size());
  for (OutputCell& cell : row->cells) {
    cell.null = true;
    cell.boolean = false;
    cell.text = {};
    cell.items.clear();
  }
}

void RowLayout::fill(const Decision& decision, Row* row) const {
  clear(row);
  for (const Outcome& outcome : decision.outcomes) fill_outcome(outcome, row);
  fill_open_facts({}, row);
  // Of the disposition; where none is decided, of every value.
  for (const Outcome& outcome : decision.outcomes) {
    fill_open_facts(outcome.open_facts, row);
    if (program_.licensing.disposition != ir::kNone) break;
  }
  if (program_.licensing.disposition != ir::kNone) {
    fill_licensing(decision, row);
    fill_duties(decision, row);
    fill_findings(decision, row);
  }
  fill_marks(decision, row);
}

void RowLayout::fill_open_facts(const std::vector<interp::OpenFact>& facts, Row* row) const {
  OutputCell& open = row->cells[open_facts_];
  open.null = false;
  for (const interp::OpenFact& fact : facts)
    if (std::find(open.items.begin(), open.items.end(), fact.path) == open.items.end())
      open.items.push_back(keep(row, fact.path));
}

void RowLayout::fill_outcome(const Outcome& outcome, Row* row) const {
  const auto of =
      std::find_if(decided_.begin(), decided_.end(), [&](const OfDecided& d) { return d.decided == outcome.decided; });
  if (of == decided_.end()) return;
  const std::size_t first = of->first;
  OutputCell& value = row->cells[first];
  const bool lists = columns_[first].kind == ColumnKind::List;
  if (lists) {
    value.null = false;
    for (Id v : outcome.values) value.items.push_back(value_text(program_, outcome.decided, v));
  } else if (outcome.status == interp::Status::Decided && !outcome.values.empty()) {
    put_text(&value, value_text(program_, outcome.decided, outcome.values.front()));
  }
  put_text(&row->cells[first + 1], to_string(outcome.status));

  OutputCell& possible = row->cells[first + 2];
  possible.null = false;
  for (Id v : outcome.possible) possible.items.push_back(value_text(program_, outcome.decided, v));
  if (outcome.conflict_possible) possible.items.push_back("conflict");
  if (outcome.gap_possible) possible.items.push_back("gap");
  if (outcome.beyond_possible) possible.items.push_back("beyond known law");

  OutputCell& grounds = row->cells[first + 3];
  grounds.null = false;
  if (outcome.one_of && !outcome.grounds.empty()) grounds.items.push_back("one of");
  for (Id p : outcome.grounds) add_once(&grounds.items, program_.provisions[at(p)].citation);
  if (!outcome.error.empty() && outcome.status == interp::Status::Error)
    grounds.items.push_back(keep(row, "error: " + outcome.error));
}

void RowLayout::fill_licensing(const Decision& decision, Row* row) const {
  const ir::Licensing& law = program_.licensing;
  std::vector<OutputCell>& cells = row->cells;
  for (std::size_t i = 0; i < kDuties; ++i) cells[list_columns_[i]].null = false;
  for (std::size_t column : requirement_columns_) cells[column].null = false;

  for (const interp::RequirementState& state : decision.requirements) {
    const std::string& citation = law.requirements[at(state.requirement)].citation;
    OutputCell& flag = cells[requirement_columns_[at(state.requirement)]];
    flag.boolean |= state.applies == Truth::True;
    flag.null = !flag.boolean && (flag.null || state.applies == Truth::Unknown);
    if (state.applies == Truth::True) add_once(&cells[list_columns_[kRequirements]].items, citation);
    if (state.applies == Truth::Unknown) add_once(&cells[list_columns_[kRequirementsPossible]].items, citation);
    if (state.applies == Truth::True && state.overcome == Truth::True)
      for (Id e : overcome_by(program_, decision, state.requirement))
        add_once(&cells[list_columns_[kOvercomeBy]].items, law.exceptions[at(e)].name);
  }
  for (const ExceptionState& state : decision.exceptions) {
    if (state.status == ExceptionStatus::NotAsked) continue;
    cells[list_columns_[kExceptions]].items.push_back(keep(row, exception_text(program_, state)));
    for (std::int32_t step : state.steps_open)
      add_once(&cells[list_columns_[kSteps]].items, law.exceptions[at(state.exception)].steps[at(step)].citation);
  }
}

void RowLayout::fill_duties(const Decision& decision, Row* row) const {
  const ir::Licensing& law = program_.licensing;
  std::vector<OutputCell>& cells = row->cells;
  cells[list_columns_[kDuties]].null = false;
  for (const interp::DutyState& state : decision.duties) {
    std::string text = law.duties[at(state.duty)].citation;
    if (state.has_date) text += " by " + format_day(state.date);
    if (state.due == Truth::Unknown) text += " (possible)";
    cells[list_columns_[kDuties]].items.push_back(keep(row, std::move(text)));
  }
}

void RowLayout::fill_findings(const Decision& decision, Row* row) const {
  const ir::Licensing& law = program_.licensing;
  std::vector<OutputCell>& cells = row->cells;
  cells[list_columns_[kFindings]].null = false;
  for (Id f : decision.findings) add_once(&cells[list_columns_[kFindings]].items, law.findings[at(f)].id);
}

void RowLayout::fill_marks(const Decision& decision, Row* row) const {
  std::vector<OutputCell>& cells = row->cells;
  for (std::size_t i = kPresumptions; i < kLists; ++i) cells[list_columns_[i]].null = false;
  for (Id p : decision.presumptions)
    add_once(&cells[list_columns_[kPresumptions]].items, program_.provisions[at(p)].citation);
  for (Id r : decision.readings) add_once(&cells[list_columns_[kReadings]].items, chosen_[at(r)]);
  std::vector<std::string_view>& unconfirmed = cells[list_columns_[kUnconfirmed]].items;
  for (Id p : decision.unconfirmed) add_once(&unconfirmed, program_.provisions[at(p)].citation);
  for (const std::string& name : decision.unconfirmed_data) add_once(&unconfirmed, keep(row, name));

  std::vector<std::string_view>& marks = cells[list_columns_[kMarks]].items;
  if (decision.scheduled) marks.push_back("scheduled");
  if (decision.compliance_window) marks.push_back("compliance window");
  if (decision.assumes) marks.push_back("assumes");
  for (const Outcome& outcome : decision.outcomes)
    if (outcome.burden_of_proof) add_once(&marks, "rests on the burden of proof");
  if (!unconfirmed.empty()) marks.push_back("unconfirmed");
}

}  // namespace licet::explain
