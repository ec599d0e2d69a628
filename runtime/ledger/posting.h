// What ledgers keep (semantics.md section 9), by names that outlive a Program: accounts, postings, and the place of a
// record in the order of its ledgers. Plain values; amounts and balances are scaled as the ledger is.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/date.h"
#include "core/base/int128.h"

namespace licet::ledger {

// One account: the codes of categories as rules spell them, texts as they stand. The period is interp::period_of().
struct Account {
  std::string ledger;
  std::vector<std::string> key;  // one for each dimension
  std::int32_t period = 0;
  friend auto operator<=>(const Account&, const Account&) = default;
};

// [lo, hi]; interp::kBelowAll and interp::kAboveAll: no end.
struct Range {
  Int128 lo = 0, hi = 0;
  friend bool operator==(const Range&, const Range&) = default;
};

// Where a record stands: the values of the ledger's order, dates and numbers before texts. A record in which one is
// unknown has no place.
struct OrderPart {
  Int128 number = 0;  // of a text 0
  std::string text;
  friend auto operator<=>(const OrderPart&, const OrderPart&) = default;
};
using Position = std::vector<OrderPart>;

// What one line of a shipment added to an account, or may have added to one of several.
struct Posting {
  std::string ledger;
  std::vector<std::vector<std::string>> key;  // per dimension what it may be, ascending; none: anything
  Day first_day = 0, last_day = 0;            // of the day that tells the period
  Range amount;                               // below zero where it falls
  std::string shipment;
  std::int64_t line = 0;  // line number: place among the lines of the shipment, from 1
  Position position;      // empty: the instant is not known
  std::string citation;   // of the ledger's entry or of what was used: "740.29"
  bool undone = false;    // by a reversal or correction
  bool doubtful = false;  // perhaps undone, or perhaps never made: it counts as possible
  bool assumed = false;   // a run's --assume made it
};

}  // namespace licet::ledger
