// Who used a quota: the postings to one account, or to several added up, in the order of their records, with the
// balance after each, and the first that took it past a limit. Reads only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/ledger/state.h"

namespace licet::ledger {

struct KeyFilter {
  std::string ledger;
  std::vector<std::string> key;        // for each dimension its value; "": whatever it is
  std::optional<std::int32_t> period;  // none: all
};
bool picks(const KeyFilter& filter, const Account& account);
// Whether a posting that floats may be of an account that is picked.
bool may_be_picked(const KeyFilter& filter, const Definition& definition, const Posting& posting);

struct Used {
  StoredPosting posting;
  Range after;                  // what stands of it and of all before it; what floats may be of it or not
  bool certainly_past = false;  // whatever is uncertain, the balance after it is past the limit
  bool possibly_past = false;
};
struct History {
  std::vector<StoredAccount> accounts;
  Range opening, closing;
  std::vector<Used> used;  // those undone or floating as well; those without a place first
  std::optional<std::size_t> first_certain, first_possible;  // past the limit
};
// Fails where accounts of several periods are picked: their balances are not one.
Result<History> history(Store* store, const KeyFilter& filter, std::optional<Int128> limit);

}  // namespace licet::ledger
