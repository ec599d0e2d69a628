// What it costs to commit a batch to the state of ledgers, apart from the run: postings a second into a new state and
// into one that holds as many already, processor time and time on the clock.
//
//   build/bench/ledger_state STATE [POSTINGS] [ACCOUNTS]     STATE: a file that is made anew, or postgresql://…
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "runtime/ledger/state.h"

namespace licet::ledger {
namespace {

template <class T>
T take(Result<T> result) {
  if (result.ok()) return std::move(result.value());
  std::fprintf(stderr, "%s\n", result.failure().message.c_str());
  std::exit(result.failure().exit_code);
}

Definition quota() {
  Definition d;
  d.name = "received";
  d.period = ir::LedgerPeriod::Year;
  d.dimensions = {"holder"};
  return d;
}

// Shipments in the order of time, accounts at random.
void commit(Store* store, int number, int postings, int accounts, std::vector<StoredAccount>* kept) {
  const auto clock = std::chrono::steady_clock::now();
  const std::clock_t processor = std::clock();
  Batch batch;
  batch.id = std::to_string(number);
  std::unique_ptr<Commit> c = take(store->begin(batch));
  for (StoredAccount& a : *kept) a.id = take(c->put(a));
  Posting p;
  p.ledger = "received";
  p.key.resize(1);
  p.line = 1;
  p.citation = "740.29";
  std::uint64_t random = 88172645463325252U + static_cast<std::uint64_t>(number);
  for (int i = 0; i < postings; ++i) {
    random ^= random << 13;
    random ^= random >> 7;
    random ^= random << 17;
    const StoredAccount& a = (*kept)[random % static_cast<std::uint64_t>(accounts)];
    p.key[0] = a.account.key;
    p.first_day = p.last_day = 20000 + number * 30 + i * 30 / postings;
    p.amount = {static_cast<Int128>(random % 5000), static_cast<Int128>(random % 5000)};
    p.shipment = "SHIP-" + std::to_string(1000000000 + number * postings + i);
    p.position = {{p.first_day, ""}, {0, p.shipment}, {1, ""}};
    take(c->post(p, a.id));
  }
  take(c->finish());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - clock).count();
  const double used = static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC;
  std::printf("batch %d: %d postings, %d accounts: %.2f s of processor time (%.2f us a posting), %.2f s on the clock\n",
              number, postings, accounts, used, used * 1e6 / postings, seconds);
}

int run(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("ledger_state STATE [POSTINGS] [ACCOUNTS]\n", stderr);
    return 2;
  }
  const std::string name = argv[1];
  const int postings = argc > 2 ? std::atoi(argv[2]) : 1000000, accounts = argc > 3 ? std::atoi(argv[3]) : 100000;
  if (name.find("://") == std::string::npos) std::remove(name.c_str());
  std::unique_ptr<Store> store = take(open_store(name, OpenMode::WriteOrCreate));
  take(store->keep({quota()}));
  std::vector<StoredAccount> kept(static_cast<std::size_t>(accounts));
  for (std::size_t i = 0; i < kept.size(); ++i) {
    kept[i].account = {"received", {"HOLDER-" + std::to_string(i * 2654435761U % 1000000007U)}, 2025};
    kept[i].balance = {static_cast<Int128>(i), static_cast<Int128>(i)};
  }
  for (int number = 1; number <= 3; ++number) commit(store.get(), number, postings, accounts, &kept);
  return 0;
}

}  // namespace
}  // namespace licet::ledger

int main(int argc, char** argv) { return licet::ledger::run(argc, argv); }
