// A Program bound to a run: readings, documents and mode settled, sets expanded, and for every node what it depends on,
// so that the context knows what it may remember. Made by bind(), immutable, shared between threads.
#pragma once

#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/ir/program.h"
#include "runtime/interp/run.h"

namespace licet::interp {

inline std::size_t at(std::int64_t id) { return static_cast<std::size_t>(id); }

// Stands for the code at hand among the record types that a node reads.
inline constexpr std::uint64_t kAtHand = std::uint64_t{1} << 63;

// Where a value that is read in a row of one record type may be remembered, and for how long.
struct Key {
  enum class Memo : std::uint8_t {
    Never,       // depends on a row that this row does not determine
    Shipment,    // read in the shipment: its place is the slot, for all lines
    Line,        // read in the line that is decided: its place is the slot
    Row,         // depends on this row alone, or on rows that own it: for all lines
    RowAndLine,  // and on the line that is decided
  };
  Memo memo = Memo::Never;
  bool blank = false;        // may be remembered for a blank row around the line that is decided, too
  bool blank_alone = false;  // the same for every blank row
  bool evidence = false;     // `shown` or `is missing` is in its cone: the two readings may differ
  ir::Id scope = ir::kNone;
  std::uint32_t slot = 0;  // among the values of its kind and scope; of its kind, for the header
};

struct PlanNode {
  ir::Op op = ir::Op::True;
  Key key;
  std::uint32_t first = 0;  // of its arguments in Plan::args
  std::uint32_t count = 0;
  std::int64_t a = 0;
  std::int64_t b = 0;
};

enum class Kind : std::uint8_t { Cond, Number, Category, Outcome };  // what is remembered
inline constexpr std::size_t kKinds = 4;

// What a decided value rests on, found by following every node in its cone.
struct Cone {
  std::vector<bool> provisions, nodes, lists, figures, tables;
};

struct Plan {
  std::shared_ptr<const ir::Program> program;
  RunParameters run;

  std::vector<PlanNode> nodes;
  std::vector<ir::Id> args;
  std::vector<Key> in_scope;                 // of provisions
  std::vector<Key> outcome;                  // of decided values
  std::vector<bool> timeless;                // provisions that are in force on every day
  std::vector<bool> recursive;               // definitions that call themselves
  std::vector<std::vector<bool>> may_lack;   // per table and column: some row gives no value there
  std::vector<std::uint32_t> slots[kKinds];  // per record type, how many values may be remembered per row
  std::uint32_t header_slots[kKinds] = {};   // of the shipment and the line together
  std::vector<std::uint64_t> ancestors;      // per record type, the types that own it
  std::vector<std::uint64_t> reads;          // per node, the types whose rows it reads, as bits; kAtHand besides

  std::vector<bool> counts;     // documents that take part in this run
  std::vector<ir::Id> chosen;   // per reading, the alternative
  std::vector<ir::Id> windows;  // documents with a savings clause or a compliance window
  std::vector<Day> changes;     // days on which a provision or table may begin or cease to hold, ascending
  bool has_horizon = false;     // of the whole rulebook
  Day known_from = ir::kBeginning, known_through = ir::kForever;
  std::vector<Day> horizon_from, horizon_through;        // per decided value, its own parts included
  ir::Id date_type = ir::kNone, date_field = ir::kNone;  // field that replaces the rulebook's default date

  std::vector<std::vector<std::uint64_t>> sets;  // members and, in hierarchies, what is below them
  struct Values {
    std::size_t words = 0;
    std::vector<std::uint64_t> all;
    std::vector<std::vector<std::uint64_t>> below;  // hierarchies: a code and everything below it; empty for leaves
  };
  std::vector<Values> categories;
  // Per decided value and value of its category: the provisions that conclude it.
  std::vector<std::vector<std::vector<ir::Id>>> concluding;
  std::unordered_map<std::string_view, ir::Id> texts;

  const ir::Id* arguments(const PlanNode& node) const { return args.data() + node.first; }
};

// Fills keys, slots and evidence (dependencies.cc).
void find_dependencies(Plan* plan);
Cone cone_of(const ir::Program& program, ir::Id decided);
Cone cone_of_provision(const ir::Program& program, ir::Id provision);

}  // namespace licet::interp
