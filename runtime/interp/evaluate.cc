#include "runtime/interp/evaluate.h"

#include <algorithm>

#include "runtime/interp/chain.h"
#include "runtime/interp/grounds.h"
#include "runtime/interp/licensing.h"
#include "runtime/interp/refine.h"
#include "runtime/interp/reliance.h"

namespace licet::interp {

using ir::Id;
using ir::kNone;

struct Evaluator::Impl {
  explicit Impl(std::shared_ptr<const Plan> bound);

  void take_up(const data::Record& record);
  void begin(std::uint32_t line);
  void decide(Id decided, const Frame* frame, std::int32_t row, Outcome* out);
  void tell_open(Outcome* out);
  OutcomeSet refined(Id decided, const Frame* frame, Evidence evidence, OutcomeSet wide,
                     std::vector<Worlds::Leaf>* leaves);
  void find_open(Id decided, const Frame* frame, Evidence evidence, const OutcomeSet& outcome,
                 const std::vector<Worlds::Leaf>& leaves);
  bool reads_evidence(Id decided) const { return law_reads_evidence || plan->outcome[at(decided)].evidence; }
  Refinement& cells();

  std::shared_ptr<const Plan> plan;
  const ir::Program& program;
  Worlds worlds;
  Grounds grounds;
  LicensingLists licensing;
  Reliance reliance;
  OpenFacts open;
  std::unique_ptr<Refinement> refinement;
  std::vector<Id> columns;  // decided values of the line that are written, disposition first
  bool law_reads_evidence = false;
  bool outcomes_only = false;  // open facts are not asked for

  Balances* books = nullptr;
  std::vector<Id> questions;  // nodes that ask for balances, each by itself

  const data::Record* record = nullptr;
  std::uint32_t line = 0;
  std::vector<Worlds::Leaf> leaves, open_leaves;
  std::vector<Context*> contexts, chosen;  // the laws under which the last decided value came out as it did
};

Evaluator::Impl::Impl(std::shared_ptr<const Plan> bound)
    : plan(std::move(bound)),
      program(*plan->program),
      worlds(*plan),
      grounds(*plan),
      licensing(*plan),
      reliance(*plan) {
  columns = written_values(program);
  for (std::size_t i = 0; i < program.nodes.size(); ++i) {
    const bool asks = program.nodes[i].op == ir::Op::Balance || program.nodes[i].op == ir::Op::EveryCode;
    if (asks && (plan->reads[i] & kAtHand) == 0) questions.push_back(static_cast<Id>(i));
  }
  for (Id d : plan->windows) {
    const Id savings = program.documents[at(d)].savings;
    if (savings != kNone && plan->nodes[at(savings)].key.evidence) law_reads_evidence = true;
  }
  if (program.event_date != kNone && plan->nodes[at(program.event_date)].key.evidence) law_reads_evidence = true;
}

Refinement& Evaluator::Impl::cells() {
  if (refinement == nullptr) {
    refinement = std::make_unique<Refinement>(*plan);
    refinement->keep_books(books);
  }
  return *refinement;
}

void Evaluator::Impl::take_up(const data::Record& r) {
  record = &r;
  worlds.take_up(r);
  open.trim();
}

void Evaluator::Impl::begin(std::uint32_t l) {
  line = l;
  worlds.begin(l);
  open.begin_line();
}

void Evaluator::Impl::find_open(Id decided, const Frame* frame, Evidence evidence, const OutcomeSet& outcome,
                                const std::vector<Worlds::Leaf>& asked) {
  Context& law = worlds.base(evidence);
  if (worlds.known_law(decided, evidence) == kUnknown) open.of_date(&law, law.line_frame());
  for (const Worlds::Leaf& leaf : asked) open.of_decided(leaf.context, decided, frame);
  if (outcome.single()) return;
  for (Id d : plan->windows) {
    const ir::Document& document = program.documents[at(d)];
    if (document.savings != kNone && law.cond(document.savings, law.line_frame()) == kUnknown)
      open.of_condition(&law, document.savings, law.line_frame());
    if (worlds.in_window(document, evidence) == kUnknown) open.of_date(&law, law.line_frame());
  }
}

OutcomeSet Evaluator::Impl::refined(Id decided, const Frame* frame, Evidence evidence, OutcomeSet wide,
                                    std::vector<Worlds::Leaf>* asked) {
  if (!plan->run.exact || wide.single()) return wide;
  open.clear();
  find_open(decided, frame, evidence, wide, *asked);
  return cells().refine(&worlds, *record, line, decided, frame, evidence, open.sorted(), wide);
}

void Evaluator::Impl::tell_open(Outcome* out) {
  const std::vector<FoundFact>& facts = open.sorted();
  out->open_facts.reserve(facts.size());
  for (const FoundFact& f : facts) {
    out->open_facts.push_back(f.named());
    if (!f.undefined) continue;
    out->status = Status::Error;
    out->error += (out->error.empty() ? "" : "; ") + f.path->text.substr(std::string("undefined: ").size());
  }
}

void Evaluator::Impl::decide(Id decided, const Frame* frame, std::int32_t row, Outcome* out) {
  const ir::DecidedValue& d = program.decided[at(decided)];
  out->decided = decided;
  out->row = row;
  leaves.clear();
  open_leaves.clear();
  OutcomeSet standing = worlds.outcomes(decided, frame, Evidence::Standing, &leaves);
  standing = refined(decided, frame, Evidence::Standing, std::move(standing), &leaves);
  OutcomeSet result = standing;
  const bool evidence = reads_evidence(decided);
  OutcomeSet other;
  if (evidence) {
    other = worlds.outcomes(decided, frame, Evidence::Open, &open_leaves);
    other = refined(decided, frame, Evidence::Open, std::move(other), &open_leaves);
    result = combine_readings(d, standing, other, &out->burden_of_proof);
  }

  const auto codes = [](const std::vector<std::uint64_t>& set, std::vector<Id>* to) {
    each_code(set.data(), set.size(), [&](Id v) {
      to->push_back(v);
      return true;
    });
  };
  contexts.clear();
  chosen.clear();
  for (const Worlds::Leaf& leaf : leaves) contexts.push_back(leaf.context);
  const bool single = result.single();
  if (single && (result.lists ? result.seen : !result.gap && !result.conflict && !result.beyond)) {
    out->status = Status::Decided;
    codes(result.lists ? result.certain : result.possible, &out->values);
    for (const Worlds::Leaf& leaf : leaves)
      if (leaf.outcome == result) chosen.push_back(leaf.context);
    if (chosen.empty()) chosen = contexts;
    grounds.of_values(chosen, decided, frame, out->values, &out->grounds, &out->one_of);
  } else if (single) {
    out->status = result.gap ? Status::Gap : result.conflict ? Status::Conflict : Status::BeyondKnownLaw;
    if (result.conflict) grounds.of_conflict(contexts, decided, frame, &out->grounds);
  } else {
    out->status = Status::Undetermined;
    if (result.lists) codes(result.certain, &out->values);
    codes(result.possible, &out->possible);
    out->gap_possible = result.gap;
    out->conflict_possible = result.conflict;
    out->beyond_possible = result.beyond;
    if (!outcomes_only) {
      open.clear();
      find_open(decided, frame, Evidence::Standing, standing, leaves);
      if (evidence) find_open(decided, frame, Evidence::Open, other, open_leaves);
      tell_open(out);
    }
  }
  if (chosen.empty()) chosen = contexts;
}

// The field of the line whose one row is the subject of a value; kNone for the line itself and the shipment.
Id holding_struct(const ir::Schema& schema, Id subject) {
  const std::vector<ir::Field>& fields = schema.records[at(schema.line)].fields_;
  for (std::size_t f = 0; f < fields.size(); ++f)
    if (fields[f].type.kind == ir::ValueKind::Struct && fields[f].type.record == subject) return static_cast<Id>(f);
  return kNone;
}

std::vector<Id> written_values(const ir::Program& program) {
  const ir::Schema& schema = program.schema;
  std::vector<Id> out;
  for (std::size_t q = 0; q < program.decided.size(); ++q) {
    const ir::DecidedValue& d = program.decided[q];
    const bool here =
        d.subject == schema.line || d.subject == schema.shipment || holding_struct(schema, d.subject) != kNone;
    if (d.column.empty() || !here) continue;
    if (static_cast<Id>(q) == program.licensing.disposition)
      out.insert(out.begin(), static_cast<Id>(q));
    else
      out.push_back(static_cast<Id>(q));
  }
  return out;
}

// Perhaps the line is an error: what it takes back may have been made after it.
void put_in_doubt(const std::string& cause, Outcome* out) {
  if (out->status == Status::Decided) out->possible = out->values;
  if (out->status == Status::Gap) out->gap_possible = true;
  if (out->status == Status::Conflict) out->conflict_possible = true;
  if (out->status == Status::BeyondKnownLaw) out->beyond_possible = true;
  if (out->status != Status::Error) out->status = Status::Undetermined;
  out->values.clear();
  out->grounds.clear();
  out->one_of = out->burden_of_proof = false;
  out->open_facts.push_back({cause, "instant of what is taken back", false});
}

Evaluator::Evaluator(std::shared_ptr<const Plan> plan) : impl_(std::make_unique<Impl>(std::move(plan))) {}
Evaluator::~Evaluator() = default;

void Evaluator::take_up(const data::Record& record) { impl_->take_up(record); }

void Evaluator::decide(const data::Record& record, std::uint32_t line, Decision* out) {
  take_up(record);
  decide(line, out);
}

void Evaluator::decide_outcomes(std::uint32_t line, Decision* out) {
  impl_->outcomes_only = true;
  decide(line, out);
  impl_->outcomes_only = false;
}

void Evaluator::decide(std::uint32_t line, Decision* out) {
  Impl& m = *impl_;
  out->clear();
  m.begin(line);
  const data::Record& record = *m.record;
  Context& law = m.worlds.base(Evidence::Standing);
  const LineInOrder in_order = m.books != nullptr ? m.books->in_order(record, line) : LineInOrder{};
  std::vector<Context*> contexts;
  bool beyond = true;
  const Number day = law.event_date();
  for (Id q : m.columns) {
    FrameChain chain;
    const Frame* frame = law.line_frame();
    std::int32_t row = -1;
    const Id subject = m.program.decided[at(q)].subject;
    if (subject != m.program.schema.line && subject != m.program.schema.shipment) {
      const data::Cell& holder = record.rows(m.program.schema.line).at(line, holding_struct(m.program.schema, subject));
      if (holder.state == data::State::None) continue;
      row = holder.state == data::State::Known ? static_cast<std::int32_t>(holder.value) : kBlank;
      frame = chain.around(law, subject, row);
    }
    Outcome& o = out->outcomes.emplace_back();
    if (!in_order.error.empty()) {
      o.decided = q;
      o.row = row;
      o.status = Status::Error;
      o.error = in_order.error;
      continue;
    }
    m.decide(q, frame, row, &o);
    if (!in_order.doubt.empty()) put_in_doubt(in_order.doubt, &o);
    if (contexts.empty()) contexts = m.chosen;  // the lists follow the first: the disposition
    beyond = beyond && o.status == Status::BeyondKnownLaw;
    if (!m.plan->run.strict_horizon && o.status != Status::BeyondKnownLaw && m.program.event_date != kNone &&
        day.value && day.hi > m.plan->horizon_through[at(q)])
      out->scheduled = true;
  }
  out->assumes = in_order.assumes;
  if (!in_order.error.empty()) return;
  if (contexts.empty()) contexts.push_back(&law);
  if (m.columns.empty() || !beyond) m.licensing.fill(contexts, out);
  // A presumption about an item or a party is told where an outcome rests on it.
  for (const Outcome& o : out->outcomes)
    for (Id p : o.grounds)
      if (!o.one_of && m.program.provisions[at(p)].kind == ir::ProvisionKind::Presumption &&
          std::find(out->presumptions.begin(), out->presumptions.end(), p) == out->presumptions.end())
        out->presumptions.push_back(p);
  for (Id d : m.plan->windows)
    if (m.worlds.in_window(m.program.documents[at(d)], Evidence::Standing) & kTrue) out->compliance_window = true;
  m.reliance.fill(contexts.front(), out);
}

void Evaluator::keep_books(Balances* books) {
  impl_->worlds.keep_books(books);
  impl_->books = books;
  if (impl_->refinement != nullptr) impl_->refinement->keep_books(books);
}

void Evaluator::ask(std::uint32_t line) {
  Impl& m = *impl_;
  m.begin(line);
  for (const Evidence evidence : {Evidence::Standing, Evidence::Open}) {
    Context& law = m.worlds.base(evidence);
    for (const Id node : m.questions) {
      if (evidence == Evidence::Open && !m.plan->nodes[at(node)].key.evidence) continue;
      if (m.program.nodes[at(node)].op != ir::Op::Balance) {
        law.cond(node, law.line_frame());
        continue;
      }
      // What the record itself adds is no part of what is asked.
      m.books->balance(*m.record, line, law.asked(m.plan->nodes[at(node)], law.line_frame()));
    }
  }
}

LedgerLine Evaluator::place(std::uint32_t line) {
  Impl& m = *impl_;
  m.begin(line);
  Context& law = m.worlds.base(Evidence::Standing);
  const Frame* frame = law.line_frame();
  LedgerLine out;
  const ir::Ledgers& ledgers = m.program.ledgers;
  for (const Id node : ledgers.ledgers.front().order) {
    OrderValue& value = out.order.emplace_back();
    if (ir::result_of(m.program.nodes[at(node)].op) == ir::Result::Num) {
      const Number n = law.number(node, frame);
      value = {n.point(), n.lo, {}};
      continue;
    }
    const TextValue t = law.text(node, frame);
    value = {t.value && t.known && !t.undefined, 0, std::string(t.text)};
  }
  const auto named = [&](Id node) {
    Named name;
    if (node == kNone) return name;
    const TextValue t = law.text(node, frame);
    // What is not said to take back anything adds to what is there: the limit is reached sooner, never later.
    name.some = t.value && t.known && !t.undefined && !t.text.empty();
    if (name.some) name.text = std::string(t.text);
    return name;
  };
  out.reverses = named(ledgers.reverses);
  out.corrects = named(ledgers.corrects);
  return out;
}

AccountPlace Evaluator::account_of(std::uint32_t line, Id ledger) {
  impl_->begin(line);
  Context& law = impl_->worlds.base(Evidence::Standing);
  return law.place_in(ledger, law.line_frame());
}

std::vector<EntryMade> Evaluator::entries(std::uint32_t line) {
  Impl& m = *impl_;
  m.begin(line);
  std::vector<EntryMade> out;
  Context& standing = m.worlds.base(Evidence::Standing);
  Context& open = m.worlds.base(Evidence::Open);
  const auto both_readings = [&](Id node) {
    if (node == kNone) return kTrue;
    return static_cast<Planes>(standing.cond(node, standing.line_frame()) | open.cond(node, open.line_frame()));
  };
  const std::vector<ir::Ledger>& ledgers = m.program.ledgers.ledgers;
  for (std::size_t l = 0; l < ledgers.size(); ++l)
    for (std::size_t e = 0; e < ledgers[l].entries.size(); ++e) {
      const ir::LedgerEntry& entry = ledgers[l].entries[e];
      EntryMade made;
      made.posts = both_readings(entry.event);
      if (made.posts != kFalse) made.posts = both(made.posts, both_readings(entry.when));
      if (made.posts == kFalse) continue;
      made.ledger = static_cast<Id>(l);
      made.entry = e;
      made.amount =
          hull(standing.number(entry.amount, standing.line_frame()), open.number(entry.amount, open.line_frame()));
      if (made.amount.undefined || !made.amount.value) {
        made.amount = interval(0, kAboveAll);
        made.posts = static_cast<Planes>(made.posts | kFalse);
      }
      made.amount.missing = false;
      if (entry.falls) made.amount = opposite(made.amount);
      made.place = standing.place_in(made.ledger, standing.line_frame());
      AccountPlace other = open.place_in(made.ledger, open.line_frame());
      made.place.day = hull(made.place.day, other.day);
      for (std::size_t k = 0; k < other.key.size(); ++k) {
        KeyAsked& key = made.place.key[k];
        key.any = key.any || other.key[k].any;
        key.keys.insert(key.keys.end(), other.key[k].keys.begin(), other.key[k].keys.end());
        std::sort(key.keys.begin(), key.keys.end());
        key.keys.erase(std::unique(key.keys.begin(), key.keys.end()), key.keys.end());
      }
      out.push_back(std::move(made));
    }
  return out;
}

Outcome Evaluator::outcome(const data::Record& record, std::uint32_t line, Id decided, std::uint32_t row) {
  Impl& m = *impl_;
  m.take_up(record);
  m.begin(line);
  FrameChain chain;
  const Id subject = m.program.decided[at(decided)].subject;
  const bool of_line = subject == m.program.schema.line;
  Outcome out;
  const LineInOrder in_order = m.books != nullptr ? m.books->in_order(record, line) : LineInOrder{};
  if (!in_order.error.empty()) {
    out.decided = decided;
    out.row = of_line ? -1 : static_cast<std::int32_t>(row);
    out.status = Status::Error;
    out.error = in_order.error;
    return out;
  }
  m.decide(decided, chain.around(m.worlds.base(Evidence::Standing), subject, static_cast<std::int32_t>(row)),
           of_line ? -1 : static_cast<std::int32_t>(row), &out);
  if (!in_order.doubt.empty()) put_in_doubt(in_order.doubt, &out);
  return out;
}

std::vector<OpenFact> Evaluator::deciding_facts(const data::Record& record, std::uint32_t line, Id decided,
                                                bool* exact) {
  Impl& m = *impl_;
  m.take_up(record);
  m.begin(line);
  FrameChain chain;  // of a subject other than the line, its first row
  const Frame* frame = chain.around(m.worlds.base(Evidence::Standing), m.program.decided[at(decided)].subject, 0);
  std::vector<Worlds::Leaf> leaves;
  const OutcomeSet outcome = m.worlds.outcomes(decided, frame, Evidence::Open, &leaves);
  m.open.clear();
  m.find_open(decided, frame, Evidence::Open, outcome, leaves);
  const std::vector<FoundFact> open = m.open.sorted();
  std::vector<OpenFact> out;
  std::vector<std::size_t> essential;
  *exact = m.cells().essential(&m.worlds, record, line, decided, frame, open, &essential);
  if (*exact)
    for (std::size_t i : essential) out.push_back(open[i].named());
  else
    for (const FoundFact& f : open) out.push_back(f.named());
  return out;
}

Evaluator::Value Evaluator::value(const data::Record& record, std::uint32_t line, Id node, std::uint32_t row,
                                  bool open) {
  Impl& m = *impl_;
  m.take_up(record);
  m.begin(line);
  Context& c = m.worlds.base(open ? Evidence::Open : Evidence::Standing);
  FrameChain chain;
  const Frame* frame = chain.around(c, m.program.nodes[at(node)].scope, static_cast<std::int32_t>(row));
  Value out;
  std::uint64_t around = 0;
  for (const Frame* f = frame; f != nullptr; f = f->outer) around |= std::uint64_t{1} << f->type;
  if ((m.plan->reads[at(node)] & ~around) != 0) {  // read inside a fold, of rows that this row does not determine
    out.may_be_true = out.may_be_false = out.undefined = out.bounded = true;
    out.unbounded_below = out.unbounded_above = true;
    return out;
  }
  switch (ir::result_of(m.program.nodes[at(node)].op)) {
    case ir::Result::Cond: {
      const Planes p = c.cond(node, frame);
      out.may_be_true = (p & kTrue) != 0;
      out.may_be_false = (p & kFalse) != 0;
      break;
    }
    case ir::Result::Num: {
      const Number n = c.number(node, frame);
      out.missing = n.missing;
      out.undefined = n.undefined;
      out.bounded = n.value && n.lo != n.hi;
      out.lo = n.lo;
      out.hi = n.hi;
      out.unbounded_below = n.lo == kBelowAll;
      out.unbounded_above = n.hi == kAboveAll;
      break;
    }
    case ir::Result::Cat: {
      const Candidates x = c.category(node, frame);
      out.missing = x.missing;
      out.undefined = x.undefined;
      out.bounded = x.set != nullptr;
      if (x.set == nullptr && x.code != kNone) out.candidates.push_back(x.code);
      if (x.set != nullptr && !x.missing)
        each_code(x.set, m.plan->categories[at(x.category)].words, [&](Id code) {
          out.candidates.push_back(code);
          return true;
        });
      break;
    }
    case ir::Result::Text: {
      const TextValue t = c.text(node, frame);
      out.missing = t.value && !t.known;
      out.undefined = t.undefined;
      out.text = std::string(t.text);
      break;
    }
    case ir::Result::Source:
      break;
  }
  return out;
}

void Decision::clear() {
  outcomes.clear();
  requirements.clear();
  exceptions.clear();
  duties.clear();
  findings.clear();
  presumptions.clear();
  readings.clear();
  unconfirmed.clear();
  unconfirmed_data.clear();
  scheduled = false;
  compliance_window = false;
  assumes = false;
}

const char* to_string(Status status) {
  switch (status) {
    case Status::Decided:
      return "decided";
    case Status::Undetermined:
      return "undetermined";
    case Status::Conflict:
      return "conflict";
    case Status::Gap:
      return "gap";
    case Status::BeyondKnownLaw:
      return "beyond_known_law";
    case Status::Error:
      return "error";
  }
  return "";
}

const char* to_string(ExceptionStatus status) {
  switch (status) {
    case ExceptionStatus::NotAsked:
      return "";
    case ExceptionStatus::Met:
      return "met";
    case ExceptionStatus::Open:
      return "open";
    case ExceptionStatus::Closed:
      return "closed";
    case ExceptionStatus::Foreclosed:
      return "foreclosed";
    case ExceptionStatus::Undetermined:
      return "undetermined";
  }
  return "";
}

}  // namespace licet::interp
