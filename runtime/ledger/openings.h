// Balances that a ledger is opened with, from a CSV file or a JSON array: the ledger (where there are several), a
// column for each dimension, period, balance or lo and hi, knowledge, as_of. Every row is checked against the rules,
// since an account that nobody asks for would leave the one that was meant at zero. A state and its openings are one
// commit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/ir/program.h"
#include "runtime/ledger/book.h"
#include "runtime/ledger/state.h"

namespace licet::ledger {

// What is wrong names the row. `json` by how the text is written.
Result<std::vector<StoredAccount>> read_openings(const ir::Program& program, std::string_view text, bool json);

// The same for a run.
OpeningBalance opening_of(const StoredAccount& account);

struct Opened {
  AppliedBatch batch;
  bool before = false;  // these openings had been applied already
};
// Refuses an account that is there with another opening: what was decided rested on that one.
Result<Opened> open_accounts(Store* store, const Batch& batch, const std::vector<StoredAccount>& accounts);

}  // namespace licet::ledger
