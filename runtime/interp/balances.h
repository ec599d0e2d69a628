// What rules ask of ledgers (semantics.md section 9), and who answers. The interpreter works out which accounts a
// question is about; the keeper of the accounts says what is in them. Keys are texts: codes of categories as they are
// spelled in rules, so that accounts outlive a Program.
#pragma once

#include <string>
#include <vector>

#include "core/base/date.h"
#include "core/ir/program.h"
#include "runtime/data/record.h"
#include "runtime/interp/number.h"

namespace licet::interp {

// The accounts that one dimension of a question picks.
struct KeyAsked {
  ir::DimensionAsked how = ir::DimensionAsked::Given;
  bool any = false;                // Given: it may be any
  std::vector<std::string> keys;   // Given: it is one of these; Where: those that are added up for sure; ascending
  std::vector<std::string> maybe;  // Where: those that perhaps are; ascending
  friend bool operator==(const KeyAsked&, const KeyAsked&) = default;
};

struct BalanceAsked {
  ir::Id ledger = ir::kNone;
  std::vector<KeyAsked> key;  // one for each dimension
  Number day;                 // tells the period
  Number position;            // the first of the order: whether it is past a statement
  bool closed = false;        // evidence shows that nobody else posts
};

// What became of a line in the order of the ledgers.
struct LineInOrder {
  std::string error;     // its place or what it takes back is no good: every outcome is an error, and this is why
  std::string doubt;     // the same, but only perhaps: an error is among the outcomes; names what leaves it open
  bool assumes = false;  // it posted by --assume, or asked an account that holds such a posting
};

class Balances {
 public:
  virtual ~Balances() = default;
  virtual LineInOrder in_order(const data::Record& record, std::uint32_t line) = 0;
  // What is in the accounts before the line (row of the line's record type) of the record, scaled as the ledger is.
  virtual Number balance(const data::Record& record, std::uint32_t line, const BalanceAsked& asked) = 0;
  // Names of the accounts that leave the answer open, as open facts name them.
  virtual std::vector<std::string> uncertain(const data::Record& record, std::uint32_t line,
                                             const BalanceAsked& asked) = 0;
};

// The number of the period that a day lies in: the year, the quarter since year 0; 0 where there is one period.
std::int32_t period_of(const ir::Ledger& ledger, Day day);

// A balance of which nothing is known.
Number unknown_balance(const ir::Ledger& ledger);

// Where a line posts: which account it may be.
struct AccountPlace {
  std::vector<KeyAsked> key;  // Given
  Number day;
};
// Is it one account for sure, on a known day.
bool certain(const AccountPlace& place);

}  // namespace licet::interp
