// What `licet ledger` prints: a table for people, JSON or CSV for programs (docs/command-line.md). In JSON and CSV an
// end that is not there is null, or empty; numbers are texts, since a balance may have 38 digits.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/ledger/history.h"
#include "runtime/ledger/state.h"
#include "runtime/ledger/verify.h"

namespace licet::cli {

enum class PageForm : std::uint8_t { Table, Json, Csv };

std::string balances_page(const ledger::Store& store, const std::vector<ledger::StoredAccount>& accounts,
                          PageForm form);
std::string entries_page(const ledger::Store& store, const std::vector<ledger::StoredPosting>& entries, PageForm form);
std::string history_page(const ledger::Definition& definition, const ledger::History& history,
                         std::optional<Int128> limit, PageForm form);
std::string verify_page(const ledger::Store& store, const ledger::Verified& verified, PageForm form);

}  // namespace licet::cli
