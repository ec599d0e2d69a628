// What one line does to ledgers (semantics.md section 9), over both readings of the evidence: where it stands in their
// order, what it takes back, what it posts. Plain values for whoever runs records in order.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "runtime/interp/balances.h"
#include "runtime/interp/planes.h"

namespace licet::interp {

struct OrderValue {
  bool known = false;
  Int128 number = 0;
  std::string text;
};

// The shipment that a record names.
struct Named {
  bool some = false;
  std::string text;
};

struct EntryMade {
  ir::Id ledger = ir::kNone;
  std::size_t entry = 0;     // of the ledger
  Planes posts = kFalse;     // certain, possible, impossible
  Number amount = known(0);  // what it adds, below zero where it falls; never undefined
  AccountPlace place;
};

struct LedgerLine {
  std::vector<OrderValue> order;  // of the group of ledgers: that of the first
  Named reverses, corrects;
  std::vector<EntryMade> entries;  // those that may be made
};

}  // namespace licet::interp
