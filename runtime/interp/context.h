// One record under one reading of the evidence and one law (semantics sections 1 to 5 and 8): works out nodes,
// provisions and decided values on demand and remembers them for the line, or for the shipment where the line makes no
// difference. Single-threaded scratch of an Evaluator.
#pragma once

#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "runtime/data/record.h"
#include "runtime/interp/balances.h"
#include "runtime/interp/candidates.h"
#include "runtime/interp/frame.h"
#include "runtime/interp/number.h"
#include "runtime/interp/plan.h"

namespace licet::interp {

enum class Evidence : std::uint8_t { Standing, Open };

// Possible outcomes of a decided value in one row. For a value that lists, `certain` are the members listed for sure.
struct Possible {
  const std::uint64_t* values = nullptr;
  const std::uint64_t* certain = nullptr;  // null unless the value lists
  bool gap = false;
  bool conflict = false;
};

// Facts narrowed to a cell while outcomes are refined: a Known cell whose `count` is i + 1 lies in cells[i]; with
// kExactly it is its code itself and nothing below it.
struct Narrowed {
  std::int64_t lo = 0, hi = 0;
};
inline constexpr std::uint32_t kExactly = 0xffffffffu;

inline constexpr std::size_t kNowhere = ~std::size_t{0};  // of a value that cannot be remembered

class Context {
 public:
  // `left_out`: documents that do not count in this world of law, beyond those that never do.
  Context(const Plan& plan, Evidence evidence, std::vector<bool> left_out);

  // Starts over with another line. `shipment` numbers what `record` holds: under the same number the record is as it
  // was. `standing`: a context of the same record and law in the standing reading, which does the work where evidence
  // makes no difference. `supplied`: the standing context of the record as supplied, where this one is narrowed to
  // cells.
  void begin(const data::Record& record, std::uint64_t shipment, std::uint32_t line, Context* standing = nullptr,
             Context* supplied = nullptr, const std::vector<Narrowed>* narrowed = nullptr);

  Context* standing() const { return standing_; }
  // Runs `work` on this context of the standing reading: did all that was asked for come out as in the open one?
  template <class Work>
  bool uncontested(Work work) {
    const bool before = std::exchange(contested_, false);
    work();
    const bool out = !contested_;
    contested_ = contested_ || before;
    return out;
  }
  void contest() { contested_ = true; }
  // Numbers what is remembered, of one kind.
  std::size_t slot_of(const Key& key, const Frame* frame, Kind kind) const { return place(key, frame, kind).index; }

  const Frame* shipment_frame() const { return &shipment_; }
  const Frame* line_frame() const { return &line_; }
  // The nearest frame of the type; the frame itself for kNone.
  const Frame* enclosing(const Frame* frame, ir::Id type) const {
    if (type == ir::kNone || frame->type == type) return frame;
    do frame = frame->outer;
    while (frame != nullptr && frame->type != type);
    LICET_CHECK(frame != nullptr);  // verify() lets no node be read outside its scope
    return frame;
  }

  // Nodes.
  Planes cond(ir::Id node, const Frame* frame);
  Number number(ir::Id node, const Frame* frame);
  Candidates category(ir::Id node, const Frame* frame);
  TextValue text(ir::Id node, const Frame* frame);
  bool each(ir::Id source, const Frame* frame, ElementVisit visit);  // false: stopped
  bool each_of_list(const Frame* owner, ir::Id field, const Frame* around, ElementVisit visit);
  bool each_of_role(const Frame* around, ir::Id field, ElementVisit visit);
  bool each_of_struct(const Frame* owner, ir::Id field, const Frame* around, ElementVisit visit);
  // What a party is called: the first role of the shipment that holds it, in the order of the schema. Other rows are
  // called by the field that holds them.
  Holder first_role(const Frame& row) const;
  bool may_have_more(const Frame* owner, ir::Id list);  // possible further elements

  // Ledgers.
  void keep_books(Balances* balances) { balances_ = balances; }  // null: nothing is known of any account
  Balances* books() const { return balances_; }
  // Runs `work` with a code at hand, in every context that takes part.
  template <class Work>
  auto with_code(ir::Id code, Work work) {
    Context* const all[] = {this, standing_, supplied_};
    ir::Id before[] = {at_hand_, ir::kNone, ir::kNone};
    for (int i = 0; i < 3; ++i)
      if (all[i] != nullptr) before[i] = std::exchange(all[i]->at_hand_, code);
    const auto out = work();
    for (int i = 3; i-- > 0;)
      if (all[i] != nullptr) all[i]->at_hand_ = before[i];
    return out;
  }
  BalanceAsked asked(const PlanNode& balance, const Frame* frame);
  AccountPlace place_in(ir::Id ledger, const Frame* frame);

  // Provisions.
  Planes live(ir::Id provision, const Frame* frame);
  Planes scope_of(ir::Id provision, const Frame* frame);
  Planes test_of(ir::Id provision, const Frame* frame);
  Planes in_scope(ir::Id provision, const Frame* frame);
  Planes in_force(ir::Id provision, const Frame* frame);

  // Decided values.
  Possible possible(ir::Id decided, const Frame* frame);
  // Is some provision that concludes one of `values` certainly in force, whatever displaces whatever among them?
  bool sure(ir::Id decided, const Frame* frame, const std::uint64_t* values);
  bool sure_of(ir::Id decided, const Frame* frame, ir::Id value);  // of this one alone

  // Time.
  Number day_of(ir::Id date_node, const Frame* frame);  // the default date within the known law
  Number event_date();                                  // as supplied
  bool counts(ir::Id document) const { return document == ir::kNone || counts_[at(document)]; }
  bool holds(const ir::Period& period) const { return counts(period.document); }
  Day end_of(const ir::Period& period) const { return counts(period.ended_by) ? period.through : ir::kForever; }
  bool chosen(ir::Id reading, ir::Id alternative) const {
    return reading == ir::kNone || plan_.chosen[at(reading)] == alternative;
  }
  Planes within(const Number& day, Day from, Day through) const;

  // Dated things on one day: null where there is none.
  const ir::FigureValue* figure_on(ir::Id figure, Day day) const;
  const ir::TableRow* row_on(ir::Id table, ir::Id key, Day day) const;
  std::pair<const ir::TableRow*, const ir::TableRow*> rows_of(ir::Id table, ir::Id key) const;
  Planes listed_on(ir::Id list, ir::Id code, Day day) const;
  // Does what a term reads of a figure, list, or table rest on a version or row that is marked unconfirmed?
  bool unconfirmed_read(ir::Id node, const Frame* frame);

  // Facts.
  const data::Cell& fact(const Frame* frame, ir::Id field) const;
  Planes bool_fact(const Frame* frame, ir::Id field) const;
  Number number_fact(const Frame* frame, ir::Id field) const;
  Candidates category_fact(const Frame* frame, ir::Id field) const;
  std::string_view text_of(const data::Cell& cell) const { return record_->text(cell); }
  const ir::Field& declaration(ir::Id type, ir::Id field) const {
    return program().schema.records[at(type)].fields_[at(field)];
  }
  bool supplied(const Frame* frame, ir::Id field) const;  // in the record as supplied

  const Plan& plan() const { return plan_; }
  const ir::Program& program() const { return *plan_.program; }
  const data::Record& record() const { return *record_; }
  Evidence evidence() const { return evidence_; }
  bool too_deep(const Frame& frame) const;  // below the declared depth of its tree

  // Calls visit(row or null) for every row a table may answer with.
  template <class Visit>
  void each_row(ir::Id table, ir::Id key_node, ir::Id date_node, const Frame* frame, ir::Id column, Visit visit);
  // The rows in force on some day of these, once for each different cell of the column: an unknown key may be any.
  const std::vector<const ir::TableRow*>& different_rows(ir::Id table, Day first, Day last, ir::Id column);

 private:
  template <class Value>
  struct Memo {
    std::uint32_t epoch = 0;
    bool contested = false;
    Value value;
  };
  struct Place {
    std::size_t index;
    std::uint32_t epoch;  // what is remembered there counts if it has this one
  };

  void take_up(const data::Record& record);
  Frame held(const Frame* owner, ir::Id field, const Frame* around) const;
  Place place(const Key& key, const Frame* frame, Kind kind) const;
  Place place_of_row(const Key& key, const Frame* frame, Kind kind) const;
  template <class Value, class Work>
  Value remembered(std::vector<Memo<Value>>* memos, const Key& key, const Frame* frame, Kind kind, Work work);
  template <class Value, class Work>
  bool answers(const Key& key, Work work, Value* out);

  Number constant(const PlanNode& node) const;
  Number default_day(const Frame* frame);
  const std::vector<Planes>& live_on(Day day);
  Planes live_within(const ir::Provision& provision, const Number& day) const;
  template <class Among>
  bool stands(ir::Id provision, ir::Id decided, const Frame* frame, Among among);
  Planes evaluate_cond(const PlanNode& node, const Frame* frame);
  Number evaluate_number(const PlanNode& node, const Frame* frame);
  Candidates evaluate_category(const PlanNode& node, const Frame* frame);
  Planes in_set(const Candidates& x, const std::uint64_t* set) const;
  Planes in_list(const Candidates& x, const Number& day, ir::Id list) const;
  Planes equal(const Candidates& x, const Candidates& y) const;
  bool unconfirmed_member(ir::Id list, ir::Id code, const Number& day) const;
  Planes lists(ir::Id decided, ir::Id value, const Frame* frame);
  Planes outcome_is(ir::Id decided, const std::uint64_t* set, const Frame* frame);
  Candidates outcome(ir::Id decided, const Frame* frame);
  Candidates join(const Candidates& a, const Candidates& b);
  Candidates as_candidates(ir::Id category, ir::Id code) const;
  Number count(const PlanNode& node, const Frame* frame);
  Number count_parties(const PlanNode& node, const Frame* frame);
  Number sum(const PlanNode& node, const Frame* frame);
  Number extreme(const PlanNode& node, const Frame* frame, bool highest);
  Number topmost_sum(const PlanNode& node, const Frame* frame);
  Number climb(const PlanNode& node, const Frame& element);
  bool out_of_reach(ir::Id definition, const Frame* frame, bool* blank) const;
  Planes every_code(const PlanNode& node, const Frame* frame);
  KeyAsked key_of(ir::Id value, const Frame* frame);
  KeyAsked keys_where(ir::Id condition, ir::Id value, const Frame* frame);
  Number balance(const PlanNode& node, const Frame* frame);
  Number own_measure(ir::Id ledger, const Frame* frame);
  Number measure(ir::Id ledger, const Frame* frame);
  Possible work_out(ir::Id decided, const Frame* frame);
  void fall_back(const ir::DecidedValue& d, const Frame* frame, std::uint64_t* values, Possible* out);

  const Plan& plan_;
  const Evidence evidence_;
  std::vector<bool> counts_;
  const data::Record* record_ = nullptr;
  std::uint32_t line_row_ = 0;
  Context* standing_ = nullptr;
  Context* supplied_ = nullptr;
  const std::vector<Narrowed>* narrowed_ = nullptr;
  Balances* balances_ = nullptr;
  ir::Id at_hand_ = ir::kNone;  // the code of CodeAtHand
  Frame shipment_, line_;

  std::uint64_t shipment_number_ = 0;
  std::uint32_t epoch_ = 0;  // the last one
  std::uint32_t shipment_epoch_ = 0, line_epoch_ = 0;
  // In the standing reading: an answer of `shown` or `is missing`, in what is being worked out, is another one in the
  // open reading. Where there was none, both readings come to the same.
  bool contested_ = false;
  std::vector<std::size_t> base_[kKinds];  // per record type
  std::vector<Memo<Planes>> conds_;
  std::vector<Memo<Number>> numbers_;
  std::vector<Memo<Candidates>> categories_;
  std::vector<Memo<Possible>> outcomes_;
  WordArena arena_;

  struct Party {
    std::int32_t row;
    bool keyed;
    data::Cell key;
    Planes there;
    std::int64_t copies;
  };
  std::vector<Party> parties_;  // a stack: counts may nest
  std::vector<Day> days_;       // a stack: breakpoints of lookups

  // What does not depend on the record, found when it is first asked for. Days between two changes are alike.
  std::size_t span_of(Day day);
  std::size_t span_ = 0;
  Day span_from_ = 1, span_through_ = 0;   // none yet
  std::vector<std::vector<Planes>> live_;  // per span, of each provision under the default date
  std::map<std::tuple<ir::Id, ir::Id, std::size_t, std::size_t>, std::vector<const ir::TableRow*>> different_rows_;
  Number default_day_;
  std::uint32_t default_day_epoch_ = 0;
};

inline Day clamped(Int128 day) {
  return static_cast<Day>(day < ir::kBeginning ? Int128{ir::kBeginning}
                          : day > ir::kForever ? Int128{ir::kForever}
                                               : day);
}

// The days in [day.lo, day.hi] on which something dated may change: the first one and every boundary after it.
// `boundaries` calls back with (from, through) of each version.
template <class Boundaries, class Visit>
void each_breakpoint(const Number& day, std::vector<Day>* stack, Boundaries boundaries, Visit visit) {
  const Day first = clamped(day.lo), last = clamped(day.hi);
  if (first == last) {
    visit(first);
    return;
  }
  const std::size_t base = stack->size();
  stack->push_back(first);
  boundaries([&](Day from, Day through) {
    if (from > first && from <= last) stack->push_back(from);
    if (through >= first && through < last) stack->push_back(through + 1);
  });
  for (std::size_t i = base; i < stack->size(); ++i) visit((*stack)[i]);
  stack->resize(base);
}

template <class Visit>
void Context::each_row(ir::Id table, ir::Id key_node, ir::Id date_node, const Frame* frame, ir::Id column,
                       Visit visit) {
  const ir::Table& t = program().tables[at(table)];
  const Number day = day_of(date_node, frame);
  if (day.undefined) visit(static_cast<const ir::TableRow*>(nullptr));
  if (!day.value) return;
  const auto under_key = [&](ir::Id key) {
    each_breakpoint(
        day, &days_,
        [&](auto boundary) {
          const auto [from, to] = rows_of(table, key);
          for (const ir::TableRow* r = from; r != to; ++r) boundary(r->period.from, end_of(r->period));
        },
        [&](Day d) { visit(row_on(table, key, d)); });
  };
  if (t.key_type.kind == ir::ValueKind::Text) {
    const TextValue key = text(key_node, frame);
    if (key.undefined || (key.value && !key.known)) visit(static_cast<const ir::TableRow*>(nullptr));
    if (!key.value) return;
    if (!key.known) {
      for (const ir::TableRow* row : different_rows(table, clamped(day.lo), clamped(day.hi), column)) visit(row);
      return;
    }
    const auto id = plan_.texts.find(key.text);
    if (id == plan_.texts.end())
      visit(static_cast<const ir::TableRow*>(nullptr));
    else
      under_key(id->second);
    return;
  }
  const Candidates key = category(key_node, frame);
  if (key.undefined) visit(static_cast<const ir::TableRow*>(nullptr));
  if (key.set != nullptr) {
    each_code(key.set, plan_.categories[at(key.category)].words, [&](ir::Id code) {
      under_key(code);
      return true;
    });
  } else if (key.code != ir::kNone) {
    under_key(key.code);
  }
}

}  // namespace licet::interp
