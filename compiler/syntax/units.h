// A file cut into units before anything is parsed: declarations and sections, each ending with a full stop before the
// next head. One bad sentence then costs one unit. Works on raw tokens, by the convention that a declaration begins
// with a small letter and a sentence of law with a capital, a quoted term or a mark.
#pragma once

#include <string_view>
#include <vector>

#include "compiler/syntax/token.h"

namespace licet::syntax {

enum class UnitKind : std::uint8_t {
  Rulebook,
  Use,
  EventDate,
  LawKnown,
  NotModelled,
  UnitDecl,
  Category,
  Record,
  Role,
  Figure,
  List,
  Table,
  Partition,
  Definition,
  Wording,
  Decide,
  Reading,
  Rule,
  Savings,
  Enforcement,
  Scenario,
  ScenarioTable,
  Ledger,
  Amendment,
  Claim,
  Unwritten,  // license exception NAC, §740.8, not written out.
  Section,
  Stray,  // begins with nothing that opens a unit
};

struct Unit {
  UnitKind kind = UnitKind::Stray;
  std::size_t begin = 0;  // raw tokens, tags included
  std::size_t end = 0;    // behind the last full stop (and the tags after it)
  bool unended = false;   // another definition begins before its full stop
};

std::vector<Unit> split_units(const Tokens& raw);

// What a unit is called in messages: "figure", "section".
std::string_view unit_name(UnitKind kind);

// True where a sentence or declaration may begin: at the start, or behind a full stop.
bool after_stop(const Tokens& raw, std::size_t i);
// True for the "1." of an instruction at i (a number and a full stop that touches it, behind a full stop).
bool instruction_mark(const Tokens& raw, std::size_t i);
// True for a quoted term that a definition opens at i: "X" means, "X of" a Y means.
bool opens_definition(const Tokens& raw, std::size_t i);

}  // namespace licet::syntax
