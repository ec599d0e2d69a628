// Accounts and balances as people read them.
#pragma once

#include <string>

#include "runtime/ledger/state.h"

namespace licet::ledger {

const Definition* definition(const Store& store, const std::string& ledger);  // null: none
// "lpp-received, holder ACME, country GB, 2025"
std::string account_words(const Store& store, const Account& account);
// "5", "5 to 9", "5 or more", "9 or less", "unknown"; with thousands commas.
std::string range_words(const Range& range, int scale);

}  // namespace licet::ledger
