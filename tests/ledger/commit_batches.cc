// Commits batches to a state as runs do, one after the other: reads accounts, adds postings, undoes an earlier one now
// and then. What a batch holds depends on its number and on nothing else, so that a state that was cut off and taken up
// again can be compared with one that was not. Each batch is told on stdout once it is committed.
//
//   licet_commit_batches STATE BATCHES POSTINGS [--slow]   of each batch; --slow: pauses within a batch, to be killed
//   in
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <thread>

#include "runtime/ledger/state.h"

namespace licet::ledger {
namespace {

constexpr int kAccounts = 40;

Definition quota() {
  Definition d;
  d.name = "received";
  d.unit = "TPP";
  d.period = ir::LedgerPeriod::Year;
  d.dimensions = {"holder", "country"};
  d.parts = {{"kind", "flow"}, {"entry 1: amount", "rises by tpp of line"}};
  return d;
}

Definition stock() {
  Definition d;
  d.name = "installed";
  d.scale = 2;
  d.stock = true;
  d.dimensions = {"site"};
  d.parts = {{"kind", "stock"}};
  return d;
}

// A sequence of its own for each batch.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 1) {}
  std::uint64_t below(std::uint64_t n) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_ % n;
  }

 private:
  std::uint64_t state_;
};

[[noreturn]] void stop(const Failure& failure) {
  std::fprintf(stderr, "%s\n", failure.message.c_str());
  std::exit(failure.exit_code);
}
template <class T>
T take(Result<T> result) {
  if (!result.ok()) stop(result.failure());
  return std::move(result.value());
}

class Batches {
 public:
  Batches(Store* store, int postings, bool slow) : store_(*store), postings_(postings), slow_(slow) {}

  void apply(int number) {
    Batch batch;
    batch.id = "batch-" + std::to_string(number);
    batch.program = "0123456789abcdef";
    batch.run = "{}";
    batch.records = static_cast<std::uint64_t>(postings_);
    if (const std::optional<AppliedBatch> before = take(store_.applied(batch.id))) {
      std::printf("%s was applied: %llu postings\n", batch.id.c_str(),
                  static_cast<unsigned long long>(before->postings));
      return;
    }
    read();
    std::unique_ptr<Commit> commit = take(store_.begin(batch));
    make(number);
    undo(number, commit.get());
    for (auto& [account, stored] : accounts_)
      if (touched_[account]) stored.id = take(commit->put(stored));
    int written = 0;
    for (const Posting& p : made_) {
      const bool floats = p.key[0].size() != 1;
      take(commit->post(p, floats ? 0 : accounts_.at(account_of(p)).id));
      if (slow_ && ++written % (postings_ / 4 + 1) == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    take(commit->close({"received", made_.back().position}));
    const AppliedBatch applied = take(commit->finish());
    std::printf("%s committed: %llu postings\n", batch.id.c_str(), static_cast<unsigned long long>(applied.postings));
    std::fflush(stdout);
  }

 private:
  static Account account_of(const Posting& p) {
    Account out{p.ledger, {}, p.ledger == "received" ? to_civil(p.first_day).year : 0};
    for (const auto& part : p.key) out.key.push_back(part[0]);
    return out;
  }

  void read() {
    accounts_.clear();
    touched_.clear();
    take(store_.accounts({}, [&](const StoredAccount& a) {
      accounts_[a.account] = a;
      return Status(Unit{});
    }));
  }

  void make(int number) {
    Numbers numbers(static_cast<std::uint64_t>(number));
    made_.clear();
    for (int i = 0; i < postings_; ++i) {
      Posting& p = made_.emplace_back();
      const std::string holder = "H" + std::to_string(numbers.below(kAccounts));
      const bool received = numbers.below(3) != 0;
      p.ledger = received ? "received" : "installed";
      p.key = {{holder}};
      if (received) p.key.push_back({numbers.below(2) == 0 ? "GB" : "FR"});
      const auto amount = static_cast<Int128>(numbers.below(1000)) * (received ? 1 : 10'000'000'000'000'000'000U);
      p.amount = {amount, amount + static_cast<Int128>(numbers.below(10))};
      p.first_day = p.last_day = 20089 + number;
      if (received && numbers.below(50) == 0) p.key[0] = {holder, "X"};
      p.shipment = "S" + std::to_string(number) + "-" + std::to_string(i);
      p.line = 1;
      p.position = {{p.first_day, ""}, {0, p.shipment}};
      p.citation = received ? "740.29" : "740.26";
      if (p.key[0].size() == 1) post(p);
    }
  }

  void post(const Posting& p) {
    const Account account = account_of(p);
    StoredAccount& a = accounts_[account];
    a.account = account;
    a.balance = *sum(a.balance, p.amount);
    touched_[account] = true;
  }

  // The first posting of the batch before.
  void undo(int number, Commit* commit) {
    if (number % 3 != 2) return;
    PostingFilter filter;
    filter.shipment = "S" + std::to_string(number - 1) + "-0";
    filter.standing = true;
    std::vector<StoredPosting> found;
    take(store_.postings(filter, [&](const StoredPosting& p) {
      found.push_back(p);
      return Status(Unit{});
    }));
    for (const StoredPosting& p : found) {
      take(commit->change({p.id, true, false, "R" + std::to_string(number)}));
      if (p.account == 0) continue;
      const Account account = account_of(p.posting);
      StoredAccount& a = accounts_.at(account);
      a.balance = *sum(a.balance, {-p.posting.amount.lo, -p.posting.amount.hi});
      touched_[account] = true;
    }
  }

  Store& store_;
  int postings_;
  bool slow_;
  std::map<Account, StoredAccount> accounts_;
  std::map<Account, bool> touched_;
  std::vector<Posting> made_;
};

int run(int argc, char** argv) {
  if (argc < 4) {
    std::fputs("licet_commit_batches STATE BATCHES POSTINGS [--slow]\n", stderr);
    return 2;
  }
  std::unique_ptr<Store> store = take(open_store(argv[1], OpenMode::WriteOrCreate));
  take(store->keep({quota(), stock()}));
  Batches batches(store.get(), std::atoi(argv[3]), argc > 4);
  for (int i = 1; i <= std::atoi(argv[2]); ++i) batches.apply(i);
  return 0;
}

}  // namespace
}  // namespace licet::ledger

int main(int argc, char** argv) { return licet::ledger::run(argc, argv); }
