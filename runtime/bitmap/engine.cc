#include "runtime/bitmap/engine.h"

#include "runtime/bitmap/kernels.h"

namespace licet::bitmap {

using interp::Status;

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

Engine::Engine(std::shared_ptr<const Circuit> circuit, unsigned engines, Level level)
    : circuit_(std::move(circuit)),
      names_(*circuit_),
      filler_(*circuit_, &names_),
      tables_(*circuit_, &names_, level),
      kinds_(circuit_, &names_, &tables_, engines, kernels(level)),
      evaluator_(circuit_->plan) {
  filler_.begin(&chunk_);
}

void Engine::take_over(std::shared_ptr<const GateCode> code) { kinds_.take_over(GateCode::backend(std::move(code))); }

void Engine::keep_books(interp::Balances* books) {
  books_ = books;
  evaluator_.keep_books(books);
  filler_.keep_books(books);
}

bool Engine::alone(std::size_t line) {
  if (books_ == nullptr) return false;
  const interp::LineInOrder in_order = books_->in_order(*lines_[line].record, lines_[line].line);
  return !in_order.error.empty() || !in_order.doubt.empty() || in_order.assumes;
}

void Engine::take_up(const data::Record& record) {
  record_ = &record;
  filler_.take_up(record);
}

void Engine::add(std::uint32_t line) {
  lines_.push_back({record_, line});
  filler_.add(line, &chunk_);
}

void Engine::decide(std::size_t line, bool alone, interp::Decision* out) {
  if (asked_ != lines_[line].record) evaluator_.take_up(*lines_[line].record);
  asked_ = lines_[line].record;
  if (alone)
    evaluator_.decide(lines_[line].line, out);
  else
    evaluator_.decide_outcomes(lines_[line].line, out);
  ++counts_.asked;
}

void Engine::name(const std::vector<Asked>& asked, Chunk* chunk) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> of_line;
  const data::Record* taken = nullptr;
  for (std::size_t i = 0; i < asked.size();) {
    const std::uint32_t line = asked[i].line;
    of_line.clear();
    for (; i < asked.size() && asked[i].line == line; ++i) of_line.emplace_back(asked[i].test, asked[i].row);
    if (taken != lines_[line].record) filler_.take_up(*lines_[line].record);
    taken = lines_[line].record;
    filler_.name(of_line, lines_[line].line, chunk);
  }
  if (taken != nullptr) filler_.take_up(*record_);  // more of its lines may follow
}

void Engine::run(std::vector<Line>* out) {
  out->clear();
  if (lines_.empty()) return;
  filler_.end(&chunk_);
  asked_ = nullptr;
  kinds_.forget();
  kinds_.run(&chunk_, this);
  out->resize(lines_.size());
  const Circuit& c = *circuit_;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    Line& line = (*out)[i];
    line.parts.resize(c.parts());
    line.open.resize(c.written.size());
    for (std::size_t p = 0; p < c.parts(); ++p) line.parts[p] = kinds_.part(p, kinds_.parts(p)[i]);
    for (std::size_t q = 0; q < c.written.size(); ++q) line.open[q] = names_.of_set(kinds_.open(q)[i]);
  }
  counts_.lines += lines_.size();
  lines_.clear();
  filler_.begin(&chunk_);
}

}  // namespace licet::bitmap
