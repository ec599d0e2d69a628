#include "runtime/ledger/small_log.h"

#include "runtime/ledger/openings.h"

namespace licet::ledger {

SmallLog::SmallLog(std::shared_ptr<const interp::Plan> plan, PassOptions options)
    : program_(plan, &interp::program_of(*plan)) {
  if (program_->ledgers.ledgers.empty()) return;
  book_ = std::make_unique<Book>(program_);
  pass_ = std::make_unique<Pass>(std::move(plan), book_.get(), std::move(options));
}

Status SmallLog::open(std::string_view openings) {
  if (book_ == nullptr) return Failure{"the rulebook keeps no ledgers", 2};
  const Result<std::vector<StoredAccount>> read = read_openings(*program_, openings, true);
  if (!read.ok()) return read.failure();
  for (const StoredAccount& a : read.value())
    if (Status opened = book_->open(opening_of(a)); !opened.ok()) return opened;
  return Unit{};
}

Status SmallLog::add(data::Record* record, const std::string& shipment_id) {
  record->number = shipments_++;
  return pass_ == nullptr ? Status(Unit{}) : pass_->add(*record, shipment_id);
}

Status SmallLog::run() {
  if (pass_ == nullptr) return Unit{};
  const Result<bool> done = pass_->run();
  if (!done.ok()) return done.failure();
  teller_ = std::make_unique<Teller>(program_, pass_->answers());
  return Unit{};
}

}  // namespace licet::ledger
