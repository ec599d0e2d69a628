#include "runtime/explain/flip.h"

#include <algorithm>
#include <optional>

#include "runtime/explain/margin.h"
#include "runtime/explain/row.h"
#include "runtime/explain/words.h"

namespace licet::explain {
namespace {

using interp::Truth;
using Supplied = Tracer::NumberFact;

constexpr int kProbes = 4000;  // records that may be tried; an explanation must end
constexpr std::int64_t kFar = std::int64_t{1} << 60;

// Tries records that differ from the given one in one cell.
class Prober {
 public:
  Prober(std::shared_ptr<const interp::Plan> plan, const data::Record& record, std::uint32_t line,
         interp::Balances* books)
      : plan_(std::move(plan)), program_(interp::program_of(*plan_)), record_(record), line_(line), books_(books) {}

  const ir::Program& program() const { return program_; }
  bool exhausted() const { return probes_ >= kProbes; }
  std::int64_t value_of(const Supplied& fact) const { return record_.rows(fact.type).at(fact.row, fact.field).value; }

  Truth truth(const Threshold& threshold, const Supplied& fact, std::int64_t value) {
    const std::int64_t before = put(fact, value);
    interp::Evaluator evaluator(plan_);
    evaluator.keep_books(books_);
    Tracer tracer(&evaluator, program_, interp::parameters_of(*plan_), record_, line_, nullptr);
    const Truth out = tracer.truth(threshold.node, threshold.rows);
    put(fact, before);
    return out;
  }
  interp::Outcome disposition(const Supplied& fact, std::int64_t value, ir::Id decided) {
    const std::int64_t before = put(fact, value);
    interp::Evaluator evaluator(plan_);
    evaluator.keep_books(books_);
    interp::Outcome out = evaluator.outcome(record_, line_, decided, line_);
    put(fact, before);
    return out;
  }

 private:
  std::int64_t put(const Supplied& fact, std::int64_t value) {
    ++probes_;
    data::Cell& cell = record_.rows(fact.type).at(fact.row, fact.field);
    std::swap(cell.value, value);
    return value;
  }

  std::shared_ptr<const interp::Plan> plan_;
  const ir::Program& program_;
  data::Record record_;
  const std::uint32_t line_;
  interp::Balances* books_;
  int probes_ = 0;
};

// The nearest value in one direction at which the comparison comes out otherwise: doubling steps, then halving.
std::optional<std::int64_t> turning_point(Prober* prober, const Threshold& threshold, const Supplied& fact, Truth now,
                                          int direction) {
  const ir::Field& field =
      prober->program().schema.records[static_cast<std::size_t>(fact.type)].fields_[static_cast<std::size_t>(
          fact.field)];
  const std::int64_t begin = prober->value_of(fact);
  const std::int64_t lo = field.bounded ? field.lo : (field.type.kind == ir::ValueKind::Date ? begin - 40000 : 0);
  const std::int64_t hi = field.bounded ? field.hi : (field.type.kind == ir::ValueKind::Date ? begin + 40000 : kFar);
  std::int64_t same = begin;
  for (std::int64_t step = 1; step < kFar && !prober->exhausted(); step *= 2) {
    const std::int64_t next = std::clamp(begin + direction * step, lo, hi);
    if (next == same) return std::nullopt;
    const Truth there = prober->truth(threshold, fact, next);
    if (there == now) {
      same = next;
      continue;
    }
    std::int64_t other = next;
    while (other - same > 1 || same - other > 1) {
      const std::int64_t middle = same + (other - same) / 2;
      (prober->truth(threshold, fact, middle) == now ? same : other) = middle;
    }
    return other;
  }
  return std::nullopt;
}

struct Candidate {
  Supplied fact;
  std::int64_t from = 0, to = 0;
  interp::Outcome outcome;
};

// Is a nearer than b, each in proportion to where it starts? Exact.
bool nearer(const Candidate& a, const Candidate& b) {
  const auto size = [](std::int64_t x) { return static_cast<Int128>(x < 0 ? -x : x); };
  const auto from = [&](std::int64_t x) { return std::max<Int128>(size(x), 1); };
  return size(a.to - a.from) * from(b.from) < size(b.to - b.from) * from(a.from);
}

std::string outcome_words(const ir::Program& program, const interp::Outcome& outcome) {
  if (outcome.status == interp::Status::Decided && !outcome.values.empty())
    return value_text(program, outcome.decided, outcome.values.front());
  std::string name = to_string(outcome.status);
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

bool is_date(const ir::Program& program, const Supplied& fact) {
  return program.schema.records[static_cast<std::size_t>(fact.type)]
             .fields_[static_cast<std::size_t>(fact.field)]
             .type.kind == ir::ValueKind::Date;
}

Flip in_words(const ir::Program& program, const Candidate& c) {
  const ir::Field& field =
      program.schema.records[static_cast<std::size_t>(c.fact.type)].fields_[static_cast<std::size_t>(c.fact.field)];
  const auto words = [&](std::int64_t v) { return number_words(program.schema, field.type, v); };
  Flip flip{c.fact.words, field.column, words(c.from), words(c.to), {}, outcome_words(program, c.outcome)};
  flip.change = is_date(program, c.fact) ? margin_days(c.to, c.from) : margin_percent(c.to, c.from);
  return flip;
}

}  // namespace

std::vector<Flip> nearest_flips(const std::shared_ptr<const interp::Plan>& plan, const data::Record& record,
                                std::uint32_t line, const interp::Outcome& disposition, Tracer* tracer,
                                interp::Balances* books) {
  if (disposition.status != interp::Status::Decided) return {};
  const ir::Program& program = interp::program_of(*plan);
  Prober prober(plan, record, line, books);
  std::optional<Candidate> number, date;
  const std::vector<Threshold> thresholds = tracer->thresholds();
  for (const Threshold& threshold : thresholds) {
    const Truth now = tracer->truth(threshold.node, threshold.rows);
    if (now == Truth::Unknown) continue;
    std::vector<Supplied> facts;
    for (ir::Id arg : program.nodes[static_cast<std::size_t>(threshold.node)].args)
      tracer->collect_numbers(arg, threshold.rows, &facts);
    for (const Supplied& fact : facts) {
      // On another day it would stand elsewhere in the order of the ledgers: what it would find there is not known.
      if (books != nullptr && is_date(program, fact)) continue;
      for (int direction : {1, -1}) {
        if (prober.exhausted()) break;
        const std::optional<std::int64_t> turn = turning_point(&prober, threshold, fact, now, direction);
        if (!turn) continue;
        Candidate c{fact, prober.value_of(fact), *turn, prober.disposition(fact, *turn, disposition.decided)};
        const bool same = c.outcome.status == disposition.status && c.outcome.values == disposition.values;
        std::optional<Candidate>& best = is_date(program, fact) ? date : number;
        if (!same && (!best || nearer(c, *best))) best = std::move(c);
      }
    }
  }
  std::vector<Flip> out;
  for (const std::optional<Candidate>* best : {&number, &date})
    if (*best) out.push_back(in_words(program, **best));
  return out;
}

}  // namespace licet::explain
