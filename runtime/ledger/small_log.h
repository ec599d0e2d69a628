// A few shipments taken through the ledgers of a program, with opening balances: for goldens, worked examples,
// scenarios and `licet explain`. One thread. Shipments keep their place: the first is number 0.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "runtime/interp/evaluate.h"
#include "runtime/ledger/answers.h"
#include "runtime/ledger/book.h"
#include "runtime/ledger/pass.h"

namespace licet::ledger {

class SmallLog {
 public:
  explicit SmallLog(std::shared_ptr<const interp::Plan> plan, PassOptions options = {});

  // JSON as `licet ledger open` reads it.
  Status open(std::string_view openings);
  // Sets the number of the record.
  Status add(data::Record* record, const std::string& shipment_id);
  Status run();

  // Who tells the records what was in their accounts; null where the program keeps no ledgers. After run().
  interp::Balances* teller() { return teller_.get(); }
  Book& book() { return *book_; }
  const std::vector<TestResult>& tests() const { return pass_->tests(); }

 private:
  std::shared_ptr<const ir::Program> program_;
  std::unique_ptr<Book> book_;
  std::unique_ptr<Pass> pass_;
  std::unique_ptr<Teller> teller_;
  std::uint64_t shipments_ = 0;
};

}  // namespace licet::ledger
