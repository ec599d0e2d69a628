// The state of ledgers between runs: what is written reads back, batches are all or nothing and once. In SQLite, or,
// beside a server (tests/ledger/with_postgresql), in PostgreSQL.
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "runtime/interp/number.h"
#include "runtime/ledger/state.h"

namespace licet::ledger {
namespace {

using interp::kAboveAll;
using interp::kBelowAll;

const char* server() { return std::getenv("LICET_POSTGRESQL"); }

// Where the states of one test are: files of a folder, or databases of the server.
class Place {
 public:
  Place() : path_(std::filesystem::temp_directory_path() / ("licet-state-" + std::to_string(getpid()))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~Place() { std::filesystem::remove_all(path_); }
  std::string file(const char* name) const { return path_ / name; }
  std::string state() {
    if (server() == nullptr) return file("state.db");
    if (database_.empty()) {
      static int made = 0;
      database_ = "state_" + std::to_string(++made);
      REQUIRE(std::system(("createdb " + database_).c_str()) == 0);
    }
    return std::string(server()) + "&dbname=" + database_;
  }

 private:
  std::filesystem::path path_;
  std::string database_;
};

template <class T>
T take(Result<T> result) {
  if (!result.ok()) FAIL(result.failure().message);
  return std::move(result.value());
}
void done(const Status& status) {
  if (!status.ok()) FAIL(status.failure().message);
}
std::string refusal(const Status& status) { return status.ok() ? "" : status.failure().message; }

Definition received() {
  Definition d;
  d.name = "received";
  d.unit = "TPP";
  d.dimensions = {"holder", "country"};
  d.period = ir::LedgerPeriod::Year;
  d.parts = {{"kind", "flow"}, {"entry 1: amount", "rises by tpp of line"}};
  return d;
}

Posting posting(const std::string& shipment, Int128 amount) {
  Posting p;
  p.ledger = "received";
  p.key = {{"ACME"}, {"GB"}};
  p.first_day = p.last_day = 20109;
  p.amount = {amount, amount};
  p.shipment = shipment;
  p.line = 1;
  p.position = {{20109, ""}, {0, shipment}};
  p.citation = "740.29";
  return p;
}

Batch batch(const std::string& id) { return {id, "print", "{}", "content", BatchKind::Run, 1}; }

std::unique_ptr<Store> store(const std::string& url, OpenMode mode = OpenMode::WriteOrCreate) {
  std::unique_ptr<Store> out = take(open_store(url, mode));
  done(out->keep({received()}));
  return out;
}

std::vector<StoredAccount> accounts(Store& s, const AccountFilter& filter = {}) {
  std::vector<StoredAccount> out;
  done(s.accounts(filter, [&](const StoredAccount& a) {
    out.push_back(a);
    return Status(Unit{});
  }));
  return out;
}

std::vector<StoredPosting> postings(Store& s, const PostingFilter& filter = {}) {
  std::vector<StoredPosting> out;
  done(s.postings(filter, [&](const StoredPosting& p) {
    out.push_back(p);
    return Status(Unit{});
  }));
  return out;
}

// ACME of 2025: opened at 0, one posting.
void apply(Store& s, const std::string& id, Int128 amount) {
  std::unique_ptr<Commit> c = take(s.begin(batch(id)));
  const std::vector<StoredAccount> there = accounts(s);
  StoredAccount a;
  a.account = {"received", {"ACME", "GB"}, 2025};
  if (!there.empty()) a = there[0];
  a.balance = {a.balance.lo + amount, a.balance.hi + amount};
  const std::int64_t account = take(c->put(a));
  done(c->post(posting("S-" + id, amount), account));
  done(c->close({"received", {{20109, ""}, {0, "S-" + id}}}));
  take(c->finish());
}

}  // namespace

TEST_CASE("what a batch adds reads back, to the last digit", "[state]") {
  Place place;
  const Int128 large = (static_cast<Int128>(1) << 126) + 7;
  {
    std::unique_ptr<Store> s = store(place.state());
    std::unique_ptr<Commit> c = take(s->begin(batch("one")));
    StoredAccount a;
    a.account = {"received", {"A \"quoted\" name\n", ""}, -3};
    a.opening = {-large, kAboveAll};
    a.balance = {-5, large};
    a.knowledge = ir::Knowledge::CompleteAsOf;
    a.as_of = 20000;
    const std::int64_t id = take(c->put(a));
    Posting p = posting("S-1", large);
    p.amount.lo = kBelowAll;
    p.doubtful = p.assumed = true;
    done(c->post(p, id));
    Posting floating = posting("S-2", 3);
    floating.key = {{"ACME", "BETA"}, {}};
    floating.last_day += 400;
    floating.position.clear();
    done(c->post(floating, 0));
    const AppliedBatch done_batch = take(c->finish());
    CHECK(done_batch.postings == 2);
    CHECK(done_batch.accounts == 1);
  }
  std::unique_ptr<Store> s = store(place.state(), OpenMode::Read);
  const std::vector<StoredAccount> all = accounts(*s);
  REQUIRE(all.size() == 1);
  CHECK(all[0].account == Account{"received", {"A \"quoted\" name\n", ""}, -3});
  CHECK(all[0].opening == Range{-large, kAboveAll});
  CHECK(all[0].balance == Range{-5, large});
  CHECK(all[0].knowledge == ir::Knowledge::CompleteAsOf);
  CHECK(all[0].as_of == 20000);
  const std::vector<StoredPosting> posted = postings(*s);
  REQUIRE(posted.size() == 2);
  CHECK(posted[0].posting.amount == Range{kBelowAll, large});
  CHECK(posted[0].posting.position == Position{{20109, ""}, {0, "S-1"}});
  CHECK(posted[0].posting.key == std::vector<std::vector<std::string>>{{"A \"quoted\" name\n"}, {""}});
  CHECK(posted[0].posting.doubtful);
  CHECK(posted[0].posting.assumed);
  CHECK(posted[0].batch == "one");
  CHECK(posted[0].program == "print");
  CHECK(posted[1].account == 0);
  CHECK(posted[1].posting.key == std::vector<std::vector<std::string>>{{"ACME", "BETA"}, {}});
  CHECK(posted[1].posting.position.empty());
  CHECK(postings(*s, {.ledger = "received", .shipment = {}, .account = 0, .since = {}, .standing = true}).size() == 1);
  CHECK(postings(*s, {.ledger = {}, .shipment = "S-1", .account = {}, .since = {}}).size() == 1);
  CHECK(postings(*s, {.ledger = {}, .shipment = {}, .account = {}, .since = 20110}).size() == 1);
}

TEST_CASE("a batch that does not end leaves nothing", "[state]") {
  Place place;
  std::unique_ptr<Store> s = store(place.state());
  apply(*s, "one", 5);
  {
    std::unique_ptr<Commit> c = take(s->begin(batch("two")));
    done(c->post(posting("S-2", 7), 1));
  }
  CHECK(postings(*s).size() == 1);
  CHECK_FALSE(take(s->applied("two")).has_value());
  apply(*s, "two", 7);
  CHECK(postings(*s).size() == 2);
  CHECK(accounts(*s)[0].balance == Range{12, 12});
  CHECK(take(s->closings())[0].position == Position{{20109, ""}, {0, "S-two"}});
}

TEST_CASE("a batch is applied once, and says so", "[state]") {
  Place place;
  std::unique_ptr<Store> s = store(place.state());
  apply(*s, "one", 5);
  const std::optional<AppliedBatch> applied = take(s->applied("one"));
  REQUIRE(applied);
  CHECK(applied->postings == 1);
  CHECK(applied->number == 1);
  const Result<std::unique_ptr<Commit>> again = s->begin(batch("one"));
  REQUIRE_FALSE(again.ok());
  CHECK(again.failure().message.find("nothing is added twice") != std::string::npos);
}

TEST_CASE("a run that read before another one wrote adds nothing", "[state]") {
  Place place;
  std::unique_ptr<Store> first = store(place.state()), second = store(place.state());
  apply(*first, "one", 5);
  const Result<std::unique_ptr<Commit>> late = second->begin(batch("two"));
  REQUIRE_FALSE(late.ok());
  CHECK(late.failure().message.find("another run has added") != std::string::npos);
}

TEST_CASE("postings are undone and say by what", "[state]") {
  Place place;
  std::unique_ptr<Store> s = store(place.state());
  apply(*s, "one", 5);
  {
    std::unique_ptr<Commit> c = take(s->begin(batch("two")));
    done(c->change({1, true, false, "R-1"}));
    CHECK(refusal(c->change({99, true, false, "R-1"})).find("no posting 99") != std::string::npos);
    CHECK(take(c->finish()).changes == 1);
  }
  const StoredPosting p = postings(*s).at(0);
  CHECK(p.posting.undone);
  CHECK(p.undone_by == "R-1");
  CHECK(counted(p.posting) == Range{0, 0});
  CHECK(postings(*s, {.ledger = {}, .shipment = {}, .account = {}, .since = {}, .standing = true}).empty());
}

TEST_CASE("a state can be read as it was before any of its batches", "[state]") {
  Place place;
  {
    std::unique_ptr<Store> s = store(place.state());
    apply(*s, "one", 5);
    apply(*s, "two", 7);
    std::unique_ptr<Commit> c = take(s->begin(batch("three")));
    done(c->change({1, false, true, "C-1"}));
    done(c->change({1, true, false, "C-2"}));
    StoredAccount a = accounts(*s)[0];
    a.balance = {7, 7};
    take(c->put(a));
    StoredAccount later;
    later.account = {"received", {"BETA", "FR"}, 2025};
    take(c->put(later));
    take(c->finish());
  }
  const auto before = [&](const char* id) {
    std::unique_ptr<Store> s = store(place.state());
    done(s->look_back(id));
    return s;
  };
  std::unique_ptr<Store> s = before("three");
  REQUIRE(accounts(*s).size() == 1);
  CHECK(accounts(*s)[0].balance == Range{12, 12});
  CHECK(postings(*s, {.ledger = {}, .shipment = {}, .account = {}, .since = {}, .standing = true}).size() == 2);
  CHECK(postings(*s)[0].undone_by.empty());
  s = before("two");
  CHECK(accounts(*s)[0].balance == Range{5, 5});
  CHECK(postings(*s).size() == 1);
  CHECK(take(s->closings())[0].position == Position{{20109, ""}, {0, "S-one"}});
  s = before("one");
  CHECK(accounts(*s).empty());
  CHECK(postings(*s).empty());
  CHECK(take(s->closings()).empty());
}

TEST_CASE("a state of other ledgers is refused", "[state]") {
  Place place;
  std::unique_ptr<Store> s = store(place.state());
  Definition other = received();
  other.parts[1].how = "rises by units of line";
  CHECK(refusal(s->keep({other}))
            .find("entry 1: amount: it keeps \"rises by tpp of line\", the rules say \"rises by "
                  "units of line\"") != std::string::npos);
  Definition more = received();
  more.name = "sent";
  done(s->keep({received(), more}));
  CHECK(refusal(s->keep({received()})).find("it keeps ledger sent, which the rules do not have") != std::string::npos);
  apply(*s, "one", 5);
  more.name = "returned";
  CHECK(refusal(s->keep({received(), more})).find("sent, which the rules do not have") != std::string::npos);
}

TEST_CASE("a ledger that the rules gained is refused once records were taken in", "[state]") {
  Place place;
  std::unique_ptr<Store> s = store(place.state());
  apply(*s, "one", 5);
  Definition more = received();
  more.name = "sent";
  CHECK(refusal(s->keep({received(), more})).find("were not posted to it") != std::string::npos);
}

TEST_CASE("files that are no state are refused by name", "[state]") {
  Place place;
  const auto message = [&](const std::string& url, OpenMode mode) {
    const Result<std::unique_ptr<Store>> opened = open_store(url, mode);
    return opened.ok() ? std::string() : opened.failure().message;
  };
  CHECK(message(place.file("absent.db"), OpenMode::Read).find("there is no ledger state") == 0);
  CHECK(message(place.file("no/such/folder.db"), OpenMode::WriteOrCreate).find("cannot open the ledger state") == 0);
  std::FILE* f = std::fopen(place.file("text.db").c_str(), "w");
  for (int i = 0; i < 100; ++i) std::fputs("these are no pages of a database\n", f);
  std::fclose(f);
  CHECK(message(place.file("text.db"), OpenMode::WriteOrCreate).find("is not a ledger state") != std::string::npos);
  CHECK(message("mysql://host/base", OpenMode::Read).find("names no ledger state") != std::string::npos);
}

}  // namespace licet::ledger
