// Conservation (semantics.md section 9): of every account closing - opening = sum of what was posted to it, lower and
// upper, postings that float besides; and batches hold as many postings as they say. Reads only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/ledger/state.h"

namespace licet::ledger {

struct LedgerSums {
  std::string ledger;
  std::uint64_t accounts = 0, postings = 0, floating = 0, undone = 0;
  Range opening, posted, floats, closing;  // added up; floats: what may be of any account
};
struct Verified {
  std::vector<LedgerSums> ledgers;
  std::uint64_t batches = 0;
  std::vector<std::string> findings;  // empty: everything adds up
};
Result<Verified> verify(Store* store);

}  // namespace licet::ledger
