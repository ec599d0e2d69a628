// What a sentence or declaration that fits no pattern is told: the nearest pattern, in words of law, and the first word
// that does not fit. Never the words of the grammar. Private to parse*.cc.
#pragma once

#include "compiler/syntax/parse_cut.h"
#include "core/base/diagnostic.h"
#include "core/base/source.h"

namespace licet::syntax {

struct Report {
  const SourceMap* sources = nullptr;
  const Tokens* tokens = nullptr;
  UnitKind kind = UnitKind::Stray;
  Diagnostics* diagnostics = nullptr;
};

void report_sentence(const Report& report, const Cut& cut, std::size_t begin, std::size_t stop);
void report_declaration(const Report& report, const Cut& cut, std::size_t stop);
void report_stray(const SourceMap& sources, const Tokens& raw, const Unit& unit, Diagnostics* diagnostics);

}  // namespace licet::syntax
