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
