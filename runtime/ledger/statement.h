// What a line found in its accounts, and left there: the balance before and after, the limit, and the earlier records
// that used it. Of a book that was run up to that line and no further.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/interp/evaluate.h"
#include "runtime/ledger/book.h"

namespace licet::ledger {

struct Statement {
  ir::Id ledger = ir::kNone;
  std::string account;  // its name; empty: which one it is, is not known
  Range before, after;
  std::optional<interp::Evaluator::Value> limit;
  bool partial = false;              // others may have posted
  std::vector<std::size_t> earlier;  // postings of the book, in the order in which they were made
  std::vector<std::size_t> own;
};

// Of the ledgers that the line posts to, or whose account somebody used before.
std::vector<Statement> statements(const Book& book, interp::Evaluator* evaluator, const data::Record& record,
                                  std::uint32_t line, const std::string& shipment_id);

}  // namespace licet::ledger
