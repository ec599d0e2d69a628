// The operations of the typed IR and the node that holds one; ops.def says what each takes and gives. Plain values; ids
// are indices into the vectors of the Program that owns the nodes.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/int128.h"
#include "core/base/span.h"
#include "core/ir/schema.h"

namespace licet::ir {

// Marks, in fields(), what only says where the author wrote something: part of the bytes, not of the fingerprint.
template <class T>
struct Place {
  T& value;
};
template <class T>
Place<T> place(T& value) {
  return {value};
}

enum class Op : std::uint8_t {
#define LICET_OP(name, result, doc) name,
#include "core/ir/ops.def"
#undef LICET_OP
};

enum class Result : std::uint8_t { Cond, Num, Cat, Text, Source };
Result result_of(Op op);
const char* name_of(Op op);

enum class Comparison : std::uint8_t { Less, LessEqual, Equal, GreaterEqual, Greater };
enum class Rounding : std::uint8_t { Down, Up, HalfUp };
enum class DatePart : std::uint8_t { Year, Quarter, Month };

// One operation. Arguments come before their users (topological order); only calls may recur, over trees.
struct Node {
  Op op = Op::True;
  Type type;
  Id scope = kNone;  // record type of the row it is read in; kNone for constants
  std::vector<Id> args;
  std::int64_t a = 0;
  std::int64_t b = 0;
  Span span;  // where the author wrote it
  template <class A>
  void fields(A& x) {
    x(op, type, scope, args, a, b, place(span));
  }
};

}  // namespace licet::ir
