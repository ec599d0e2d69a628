#include "runtime/ledger/verify.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/base/decimal.h"
#include "runtime/interp/number.h"
#include "runtime/ledger/words.h"

namespace licet::ledger {
namespace {

struct Kept {
  StoredAccount account;
  Range sum;  // of the opening and what was posted
};

class Checker {
 public:
  explicit Checker(Store* store) : store_(*store) {
    for (const Definition& d : store_.definitions()) {
      by_name_[d.name] = out_.ledgers.size();
      out_.ledgers.emplace_back().ledger = d.name;
    }
  }

  Result<Verified> run() {
    Status read = store_.accounts({}, [&](StoredAccount a) { return add_account(std::move(a)); });
    if (!read.ok()) return read.failure();
    read = store_.postings({}, [&](const StoredPosting& p) { return add_posting(p); });
    if (!read.ok()) return read.failure();
    const Result<std::vector<AppliedBatch>> batches = store_.batches();
    if (!batches.ok()) return batches.failure();
    for (const AppliedBatch& b : batches.value()) check_batch(b);
    for (const std::int64_t id : order_) check_account(accounts_.at(id));
    out_.batches = batches.value().size();
    return std::move(out_);
  }

 private:
  LedgerSums& of(const std::string& ledger) { return out_.ledgers[by_name_.at(ledger)]; }

  void add(const Range& more, Range* to, const std::string& what) {
    if (const std::optional<Range> s = sum(*to, more))
      *to = *s;
    else
      found(what + " is more than can be added up");
  }
  void found(const std::string& what) { out_.findings.push_back(what); }

  Status add_account(StoredAccount a) {
    LedgerSums& l = of(a.account.ledger);
    l.accounts += 1;
    add(a.opening, &l.opening, "the opening of " + l.ledger);
    add(a.balance, &l.closing, "the balance of " + l.ledger);
    order_.push_back(a.id);
    Kept& kept = accounts_[a.id];
    kept.sum = a.opening;
    kept.account = std::move(a);
    return Unit{};
  }

  Status add_posting(const StoredPosting& p) {
    LedgerSums& l = of(p.posting.ledger);
    l.postings += 1;
    l.undone += p.posting.undone ? 1 : 0;
    by_batch_[p.batch] += 1;
    const Range counts = counted(p.posting);
    if (p.account == 0) {
      l.floating += 1;
      add(counts, &l.floats, "what floats in " + l.ledger);
      return Unit{};
    }
    add(counts, &l.posted, "what was posted to " + l.ledger);
    const auto account = accounts_.find(p.account);
    if (account == accounts_.end() || account->second.account.account.ledger != p.posting.ledger)
      found("posting " + std::to_string(p.id) + " (" + p.posting.shipment + ") is of an account that is not there");
    else
      add(counts, &account->second.sum, "account " + account_words(store_, account->second.account.account));
    return Unit{};
  }

  void check_account(const Kept& kept) {
    if (kept.sum == kept.account.balance) return;
    const Definition& d = *definition(store_, kept.account.account.ledger);
    found("account " + account_words(store_, kept.account.account) + ": its balance is " +
          range_words(kept.account.balance, d.scale) + ", its opening and postings come to " +
          range_words(kept.sum, d.scale));
  }

  void check_batch(const AppliedBatch& b) {
    if (const std::uint64_t there = by_batch_[b.batch.id]; there != b.postings)
      found("batch " + b.batch.id + " made " + std::to_string(b.postings) + " postings, " + std::to_string(there) +
            " are there");
  }

  Store& store_;
  Verified out_;
  std::map<std::string, std::size_t> by_name_;
  std::unordered_map<std::int64_t, Kept> accounts_;
  std::vector<std::int64_t> order_;
  std::map<std::string, std::uint64_t> by_batch_;
};

}  // namespace

Result<Verified> verify(Store* store) { return Checker(store).run(); }

}  // namespace licet::ledger
