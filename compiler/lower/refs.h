// What a noun phrase stands for: rows of a record type or a value, and the way there from the row that speaks. A way is
// a row of hops, each read in the row that the one before it reached; conditions about the end are closed over the hops
// from the inside out. Plain values, made by Reader, used at once.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "compiler/lower/nodes.h"

// A switch over the kinds of syntax names those that may stand in its place; the rest falls to a default that reports.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace licet::lower {

enum class Quant : std::uint8_t {
  The,   // exactly one row: a struct, a role
  Bare,  // a list or role set without a word that says how many; takes the word of the phrase around it
  Any,
  Every,
};

struct Hop {
  Id source = kNone;  // Source node
  Id record = kNone;  // record type of its elements
  Quant quant = Quant::The;
  Id filter = kNone;  // condition in the scope of the elements
  bool maybe_empty = false;
  bool if_any = false;  // "every …, if any"
  std::string noun;
  Span span;
};

// One value, read in the row that the hops reach. A quotient stays a pair until it is compared.
struct Scalar {
  ir::Type type;
  std::string noun;    // what it was called
  Id node = kNone;     // Cond, Num, Cat or Text; of a quotient the dividend
  Id divisor = kNone;  // of a quotient
  Int128 factor = 1;   // of a quotient: the dividend counts so many times (100 for a percentage)
  ir::Type divisor_type;
  std::vector<Scalar> stated;  // what the record may state of it: each comparison is attested beside the computed one
  struct Case;
  std::vector<Case> cases;  // chosen by the first condition that holds; the last has none

  bool chosen() const { return !cases.empty(); }
  bool quotient() const { return divisor != kNone; }
};
struct Scalar::Case {
  Id when = kNone;
  Scalar value;
};

struct Branch {
  std::vector<Hop> hops;
  Id record = kNone;  // rows of this type, unless `scalar`
  bool scalar = false;
  Scalar value;
  Id restrict = kNone;   // of a row in play: what the phrase says of it besides ("a foreign-made item")
  bool topmost = false;  // of a tree: not below one that matches
  std::string noun;
};

struct Ref {
  bool ok = false;
  bool negated = false;      // "no …": the clause as a whole
  Quant quant = Quant::The;  // over the branches: Any or Every where there are several
  std::vector<Branch> branches;
};

// What a predicate is said of, in the context that Reader::enter made: a row of `record`, or a value.
struct Subject {
  Id record = kNone;
  const Scalar* value = nullptr;
};

}  // namespace licet::lower
