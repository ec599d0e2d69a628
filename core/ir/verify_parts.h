// What the parts of verify() share. Each part checks one kind of thing and refuses the first fault; later parts rely on
// what earlier ones have checked (verify.cc gives the order). Internal to core/ir; the exception never leaves verify().
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/ir/program.h"
#include "core/ir/reads.h"

namespace licet::ir::checks {

// Engines and verify() itself follow reads by recursion: this much fits on any stack, and no law needs as much.
inline constexpr int kDeepest = 2000;
inline constexpr int kMostRows = 16;

struct Invalid {
  std::string problem;
};

template <class... T>
void require(bool holds, fmt::format_string<T...> problem, T&&... args) {
  if (!holds) throw Invalid{fmt::format(problem, std::forward<T>(args)...)};
}

// Runs a check and puts the name of what is checked in front of its problem. `name` is called only then.
template <class Name, class Check>
void about(Name name, Check check) {
  try {
    check();
  } catch (Invalid& invalid) {
    invalid.problem = name() + ": " + invalid.problem;
    throw;
  }
}

inline std::size_t at(Id id) { return static_cast<std::size_t>(id); }
template <class T>
bool within(std::int64_t id, const std::vector<T>& list) {
  return id >= 0 && static_cast<std::uint64_t>(id) < list.size();
}
template <class T>
bool within_or_none(Id id, const std::vector<T>& list) {
  return id == kNone || within(id, list);
}

// Id ranges, in words. `what` reads like "its subject".
template <class T>
void require_id(std::int64_t id, const std::vector<T>& list, const char* what) {
  require(within(id, list), "{} does not exist ({})", what, id);
}
template <class T>
void require_id_or_none(Id id, const std::vector<T>& list, const char* what) {
  require(within_or_none(id, list), "{} does not exist ({})", what, id);
}

// A type that is well formed: what its kind does not use is not set.
void require_type(const Program& program, const Type& type);
// A value of an enumeration that exists.
template <class E>
void require_enumerator(E value, E last, const char* what) {
  require(static_cast<unsigned>(value) <= static_cast<unsigned>(last), "{} does not exist ({})", what,
          static_cast<unsigned>(value));
}
void require_period(const Program& program, const Period& period);
void require_span(const Program& program, Span span);
// `reading` holds or is kNone, and has the alternative.
void require_alternative(const Program& program, Id reading, Id alternative);
// A node of this result, or none.
void require_node(const Program& program, Id node, Result result, const char* what);
void require_node_or_none(const Program& program, Id node, Result result, const char* what);

// Record types that own the rows of one, outermost first, the record type itself last.
std::vector<Id> owners_of(const Schema& schema, Id record);

// The parts, in the order in which verify() runs them.
void check_operations(const Program& program);  // every Op exists, arguments come before their users
void check_schema(const Program& program);
void check_data(const Program& program);  // texts, sets, documents, readings, figures, lists, tables, horizons
void check_law(const Program& program);   // definitions, paragraphs, provisions, decided values
void check_licensing(const Program& program);
void check_questions(const Program& program);  // what nodes ask of ledgers
void check_ledgers(const Program& program);
void check_values_at_hand(const Program& program);  // none is read where none is brought along
void check_nodes(const Program& program);           // arguments, payloads and types of every operation
void check_reads(const Program& program,
                 const Reads& reads);  // displacements and reads have no cycle and are not too deep
void check_scopes(const Program& program, const Reads& reads);  // no node reads a row that is not there

// Whether every call of itself that the body of a definition makes is about a row below its own in the tree.
bool recurs_only_below(const Program& program, const Reads& reads, Id definition);

}  // namespace licet::ir::checks
