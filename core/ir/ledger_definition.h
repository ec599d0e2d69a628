// What the balances of a ledger rest on, as named words: two programs whose words agree may go on with one another's
// accounts. Its limit is no part of it, nor is the law that decides what is used: provisions and decided values go by
// their names, so that an amendment of either goes on with the same accounts.
#pragma once

#include <string>
#include <vector>

#include "core/ir/program.h"

namespace licet::ir {

struct LedgerPart {
  std::string what;  // "unit", "dimensions", "entry 1: amount"
  std::string how;   // words, or the digest of an expression
  friend bool operator==(const LedgerPart&, const LedgerPart&) = default;
};

std::vector<LedgerPart> definition_of(const Program& program, const Ledger& ledger);

}  // namespace licet::ir
