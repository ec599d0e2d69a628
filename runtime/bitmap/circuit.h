// A bitmap program: what the interpreter works out for one line after another, laid out as tests over classes of facts
// and a graph of gates over them, for all lines of a chunk at once. It decides which lines must come out alike; how
// they come out is asked of the reference interpreter, once for each kind of line (see engine.h, docs/adr/0010). Made
// from a Plan by build(), immutable, shared between threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "runtime/bitmap/graph.h"
#include "runtime/interp/context.h"
#include "runtime/interp/plan.h"

namespace licet::bitmap {

using interp::Evidence;
using ir::Id;
using ir::kNone;

// Rows that belong to a line: the line itself, then the elements of a source in each row of another domain.
inline constexpr std::uint32_t kLineDomain = 0;
struct Domain {
  std::uint32_t parent = kAnywhere;  // whose rows hold these; before this one in Circuit::domains
  Id type = kNone;                   // record type of the rows
  Id source = kNone;                 // node that visits them: a list, a struct, a role or a set of roles
  Id field = kNone;                  // instead of a source: the struct field of the line that holds the one row
};

// A fact, or two of them, cut into classes that no test tells apart. Class 0 is missing, 1 is none.
inline constexpr std::uint32_t kMissingClass = 0;
inline constexpr std::uint32_t kNoneClass = 1;
inline constexpr std::uint32_t kFirstClass = 2;
struct Fact {
  std::uint32_t domain = kLineDomain;
  Id type = kNone;  // of the domain, or of the shipment
  Id field = kNone;
  ir::ValueKind kind = ir::ValueKind::Bool;
  std::vector<std::int64_t> cuts;  // Number, Date: where a class begins, ascending
  bool valued = false;             // Number, Date: its values are kept beside the classes
  std::vector<Id> texts;           // Text: text ids that are told apart, ascending; one class more for all others
  std::uint32_t classes = 0;
};

// A side of a comparison of two numbers that are facts or constants, each perhaps with more digits.
struct Operand {
  std::uint32_t fact = kAnywhere;  // kAnywhere: a constant
  std::int64_t factor = 1;         // of the fact
  std::int64_t constant = 0;
};

struct Test {
  enum class What : std::uint8_t {
    Cond,       // id: node
    Live,       // id: provision
    KnownLaw,   // id: decided value
    Scheduled,  // id: decided value; true where the day may be after its horizon
    Window,     // id: document; the day is in its compliance window
    Relied,     // id: node; does a term of the line rest on a row or version that is unconfirmed
    There,      // of the domain: is the row there
  };
  What what = What::Cond;
  Id id = kNone;
  Evidence reading = Evidence::Standing;
  std::uint32_t domain = kLineDomain;
  // Facts that settle it; kAnywhere: none, it is asked of the interpreter row by row. The second is of the line.
  std::uint32_t fact = kAnywhere;
  std::uint32_t second = kAnywhere;
  std::uint32_t classes = 0;  // of both together
  bool by_class() const { return fact != kAnywhere; }
  // Or a comparison of operands, worked out from the values of facts (comparisons.h).
  bool compares = false;
  ir::Comparison comparison = ir::Comparison::Equal;
  Operand operands[2];
  bool asked() const { return !by_class() && !compares; }  // of the interpreter, row by row
};

// A provision: what has to be possible, all of it, for it to say anything of a line.
struct Guard {
  std::vector<Gate> all;
};

// A decision comes in parts, each with what tells lines apart for it: the written values, in the order of
// interp::written_values, then requirements with their exceptions, duties, findings, marks.
struct Observed {
  Gate gate = kNever;
  std::uint32_t domain = kLineDomain;
  std::uint32_t part = 0;
};

// Rows in which something has to be named as an open fact.
struct Explanation {
  enum class What : std::uint8_t {
    Test,       // id: a test that is unknown; the facts in it that are not known
    Row,        // the row itself: a possible further element, a role that may be none
    NotOne,     // id: index into Circuit::not_one; there is no row to read, or there are several
    Undefined,  // text
    Cause,      // text
  };
  What what = What::Test;
  std::uint32_t domain = kLineDomain;
  Gate gate = kNever;
  std::uint32_t id = 0;
  std::string text;
};
struct NotOne {
  Id node = kNone;  // reads the one row of its source
  std::uint32_t domain = kLineDomain, elements = kLineDomain;
  Gate there = kNever;  // of the elements: they are visited
};

struct Written {
  Id decided = kNone;
  std::uint32_t domain = kLineDomain;
  std::vector<Explanation> open;  // where it is undetermined
};

struct Circuit {
  std::shared_ptr<const interp::Plan> plan;
  std::vector<Domain> domains;
  std::vector<Fact> facts;
  std::vector<Test> tests;
  Graph graph;
  std::vector<Observed> observed;
  std::vector<Written> written;
  std::vector<NotOne> not_one;
  std::vector<Guard> guards;  // of the line
  std::uint32_t licensing() const { return static_cast<std::uint32_t>(written.size()); }
  std::uint32_t duties() const { return licensing() + 1; }
  std::uint32_t findings() const { return licensing() + 2; }
  std::uint32_t marks() const { return licensing() + 3; }
  std::uint32_t parts() const { return licensing() + 4; }
  Gate suspect = kNever;  // of the line: it is decided by the interpreter, alone
  struct DueDay {         // the day of a duty is part of the decision
    Gate due = kNever;
    Id number = kNone;
  };
  std::vector<DueDay> due_days;
};

// Never fails: what it has no gates for is asked of the interpreter, test by test.
Circuit build(std::shared_ptr<const interp::Plan> plan);

// The gates that are read in the end.
std::vector<Gate> wanted(const Circuit& circuit);

}  // namespace licet::bitmap
