// What a state says of ledgers and postings, apart from where it is kept.
#include "runtime/ledger/state.h"

#include <algorithm>

#include "core/base/hash.h"
#include "runtime/interp/number.h"

namespace licet::ledger {

using interp::kAboveAll;
using interp::kBelowAll;

std::vector<Definition> definitions_of(const ir::Program& program) {
  std::vector<Definition> out;
  for (const ir::Ledger& l : program.ledgers.ledgers) {
    Definition& d = out.emplace_back();
    d.name = l.name;
    d.scale = l.type.scale;
    if (l.type.unit != ir::kNone) d.unit = program.schema.units[static_cast<std::size_t>(l.type.unit)].name;
    d.stock = l.stock;
    d.period = l.period;
    for (const ir::Dimension& dimension : l.dimensions) d.dimensions.push_back(dimension.name);
    d.parts = ir::definition_of(program, l);
  }
  return out;
}

std::string fingerprint(const Definition& definition) {
  std::string text = definition.name;
  for (const ir::LedgerPart& p : definition.parts) text += "\n" + p.what + "\n" + p.how;
  return to_hex(sha256(text), 16);
}

std::string period_words(const Definition& definition, std::int32_t period) {
  if (definition.period == ir::LedgerPeriod::Year) return std::to_string(period);
  if (definition.period != ir::LedgerPeriod::Quarter) return {};
  return std::to_string(period / 4) + "-Q" + std::to_string(period % 4 + 1);
}

std::optional<std::int32_t> parse_period(const Definition& definition, std::string_view words) {
  if (definition.period == ir::LedgerPeriod::Whole || definition.period == ir::LedgerPeriod::Days)
    return words.empty() ? std::optional<std::int32_t>(0) : std::nullopt;
  const bool quarter = definition.period == ir::LedgerPeriod::Quarter;
  if (words.size() != (quarter ? 7U : 4U)) return std::nullopt;
  std::int32_t year = 0;
  for (const char c : words.substr(0, 4)) {
    if (c < '0' || c > '9') return std::nullopt;
    year = year * 10 + (c - '0');
  }
  if (!quarter) return year;
  if (words.substr(4, 2) != "-Q" || words[6] < '1' || words[6] > '4') return std::nullopt;
  return year * 4 + (words[6] - '1');
}

Range counted(const Posting& posting) {
  if (posting.undone) return {};
  if (!posting.doubtful) return posting.amount;
  return {std::min<Int128>(0, posting.amount.lo), std::max<Int128>(0, posting.amount.hi)};
}

std::optional<Range> sum(const Range& a, const Range& b) {
  Range out;
  if (a.lo == kBelowAll || b.lo == kBelowAll)
    out.lo = kBelowAll;
  else if (!add_checked(a.lo, b.lo, &out.lo))
    return std::nullopt;
  if (a.hi == kAboveAll || b.hi == kAboveAll)
    out.hi = kAboveAll;
  else if (!add_checked(a.hi, b.hi, &out.hi))
    return std::nullopt;
  return out;
}

}  // namespace licet::ledger
