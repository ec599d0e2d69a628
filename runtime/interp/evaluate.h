// The reference interpreter: the definition of what a Program means (docs/semantics.md). Small, never optimised beyond
// remembering what it has already worked out. Every other engine must agree with it.
// A Plan is immutable and shared between threads; an Evaluator belongs to one thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/ir/program.h"
#include "runtime/data/record.h"
#include "runtime/interp/balances.h"
#include "runtime/interp/decision.h"
#include "runtime/interp/ledger_line.h"
#include "runtime/interp/run.h"

namespace licet::interp {

// A Program with a run's choices settled: readings, documents, mode, text ids.
struct Plan;
// Fails with exit code 2 where a run parameter names nothing, or the program asks for a mode and none was given.
Result<std::shared_ptr<const Plan>> bind(std::shared_ptr<const ir::Program> program, const RunParameters& run);
const ir::Program& program_of(const Plan& plan);
const RunParameters& parameters_of(const Plan& plan);

// The decided values that a line has an output column for, the disposition first: of the line, of the shipment, or of
// the one thing that a struct of the line holds (its item).
std::vector<ir::Id> written_values(const ir::Program& program);

class Evaluator {
 public:
  explicit Evaluator(std::shared_ptr<const Plan> plan);
  ~Evaluator();

  // Takes up a shipment: `record` must not change until its last line is decided.
  void take_up(const data::Record& record);
  // Decides one line (row of the line's record type) of the shipment taken up. `out` is cleared first.
  void decide(std::uint32_t line, Decision* out);
  // The same without open facts; what is undefined stays undetermined. For engines that find them otherwise.
  void decide_outcomes(std::uint32_t line, Decision* out);
  // Both, for a single line.
  void decide(const data::Record& record, std::uint32_t line, Decision* out);

  // Who answers for ledgers from now on; null: nothing is known of any account. Must outlive its use.
  void keep_books(Balances* books);
  // Asks every question about balances that a line of the shipment taken up may ask, in both readings.
  void ask(std::uint32_t line);
  // Where the line stands in the order of the ledgers and what it takes back; asks no balance.
  LedgerLine place(std::uint32_t line);
  // Which account of a ledger it is about.
  AccountPlace account_of(std::uint32_t line, ir::Id ledger);
  // What it posts.
  std::vector<EntryMade> entries(std::uint32_t line);

  // Any decided value for a row of its subject, not only those with an output column.
  Outcome outcome(const data::Record& record, std::uint32_t line, ir::Id decided, std::uint32_t row);

  // The essential missing facts (semantics.md 7), or the open facts with `*exact` false.
  std::vector<OpenFact> deciding_facts(const data::Record& record, std::uint32_t line, ir::Id decided, bool* exact);

  // For explanations: what a node is in a row. Cond: possible truth values; Num: interval; Cat: candidates.
  struct Value {
    bool may_be_true = false, may_be_false = false;            // Cond
    bool missing = false, undefined = false, bounded = false;  // Num, Cat
    Int128 lo = 0, hi = 0;                                     // Num; equal if known
    bool unbounded_below = false, unbounded_above = false;
    std::vector<ir::Id> candidates;  // Cat; empty with missing: all
    std::string text;                // Text
  };
  // Frames from the outermost (shipment) inwards are found from `row` of the node's scope; scopes that are owned by
  // lists take their owner's rows. `open` reads evidence in the open reading.
  Value value(const data::Record& record, std::uint32_t line, ir::Id node, std::uint32_t row, bool open = false);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace licet::interp
