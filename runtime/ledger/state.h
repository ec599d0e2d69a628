// Ledgers between runs (semantics.md section 9): accounts, postings with their provenance, closing positions and the
// batches applied, in a SQLite file or a PostgreSQL database. A Store is one connection, used by one thread. What a run
// adds is one Commit: all of it or nothing, and once for each batch id. Ids are those of the store; 0 is none.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/ir/ledger_definition.h"
#include "runtime/ledger/posting.h"

namespace licet::ledger {

// What a state says of a ledger: enough to read its balances without the rulebook.
struct Definition {
  std::string name;
  int scale = 0;
  std::string unit;  // "" where it is a plain number
  bool stock = false;
  ir::LedgerPeriod period = ir::LedgerPeriod::Whole;
  std::vector<std::string> dimensions;
  std::vector<ir::LedgerPart> parts;
};
std::vector<Definition> definitions_of(const ir::Program& program);
std::string fingerprint(const Definition& definition);
// "2025", "2025-Q3"; "" where a ledger has one period.
std::string period_words(const Definition& definition, std::int32_t period);
std::optional<std::int32_t> parse_period(const Definition& definition, std::string_view words);

struct StoredAccount {
  std::int64_t id = 0;
  Account account;
  Range opening;
  Range balance;  // the opening and all that was posted to it; of a ledger over days too, whatever the day
  ir::Knowledge knowledge = ir::Knowledge::Complete;
  Day as_of = 0;  // CompleteAsOf: the day of the statement
};

struct StoredPosting {
  std::int64_t id = 0;
  std::int64_t account = 0;  // 0: it floats, among several accounts or days
  Posting posting;
  std::string batch;      // that made it
  std::string program;    // fingerprint of the rules that made it
  std::string undone_by;  // record that undid it, or made it doubtful
};

// What of a posting counts, for as long as it stands as it does: nothing where it is undone, [min(0, lo), max(0, hi)]
// where it is doubtful.
Range counted(const Posting& posting);
// Ends that are not there stay so; nullopt where the sum overflows.
std::optional<Range> sum(const Range& a, const Range& b);

enum class BatchKind : std::uint8_t { Run, Opening };
struct Batch {
  std::string id;       // the same for the same work: a batch that was applied is not applied again
  std::string program;  // fingerprint
  std::string run;      // run parameters, as written into outputs
  std::string content;  // digest of what it was made from: two batches of one id and another content are a mistake
  BatchKind kind = BatchKind::Run;
  std::uint64_t records = 0;
};
struct AppliedBatch {
  Batch batch;
  std::int64_t number = 0;  // first batch of the state: 1
  std::uint64_t accounts = 0, postings = 0, changes = 0;
};

struct Closing {
  std::string ledger;
  Position position;  // of the last record; what stands at it or before it comes late
};

// How an earlier posting stands from now on.
struct Change {
  std::int64_t posting = 0;
  bool undone = false, doubtful = false;
  std::string by;  // the record that reverses or corrects it
};

// One transaction. Without finish() nothing of it stays. After a failure nothing more may be asked of it.
class Commit {
 public:
  virtual ~Commit() = default;
  // A new account (id 0) or a new balance of one that is stored; its id. Each account once.
  virtual Result<std::int64_t> put(const StoredAccount& account) = 0;
  // `account`: what put() or the store said; 0 where the posting floats.
  virtual Status post(const Posting& posting, std::int64_t account) = 0;
  virtual Status change(const Change& change) = 0;
  virtual Status close(const Closing& closing) = 0;
  virtual Result<AppliedBatch> finish() = 0;
};

struct AccountFilter {
  std::string ledger;                  // "": all
  std::optional<std::int32_t> period;  // one
  std::vector<std::string> key;        // one for each dimension; empty: all
};
struct PostingFilter {
  std::string ledger;
  std::string shipment;
  std::optional<std::int64_t> account;  // 0: those that float
  std::optional<Day> since;             // those whose last possible day is not before it
  bool standing = false;                // not those undone
};

class Store {
 public:
  virtual ~Store() = default;

  virtual const std::string& name() const = 0;  // as messages call it: no password in it
  virtual const std::vector<Definition>& definitions() const = 0;
  // Fails where the state keeps other ledgers than these, and says what differs; a state that holds no postings yet
  // takes in the ledgers that it lacks.
  virtual Status keep(const std::vector<Definition>& definitions) = 0;

  virtual Result<std::optional<AppliedBatch>> applied(const std::string& batch) = 0;
  virtual Result<std::vector<AppliedBatch>> batches() = 0;
  virtual Result<std::vector<Closing>> closings() = 0;
  // From now on closings, accounts and postings are those before a batch that was applied, so that its decisions can be
  // made again. Nothing can be added then.
  virtual Status look_back(const std::string& batch) = 0;
  // In the order of ledger, key and period, or of ids. What `each` fails with ends it.
  virtual Status accounts(const AccountFilter& filter, const std::function<Status(StoredAccount)>& each) = 0;
  virtual Status postings(const PostingFilter& filter, const std::function<Status(StoredPosting)>& each) = 0;

  // Fails where the batch was applied already (ask applied() first), or where another run has added to the state since
  // this store was opened: what was read is then no longer so.
  virtual Result<std::unique_ptr<Commit>> begin(const Batch& batch) = 0;
};

enum class OpenMode : std::uint8_t {
  Read,   // a state that is there; nothing is written
  Write,  // a state that is there
  WriteOrCreate,
};
// PATH, sqlite:PATH, or postgresql://… as libpq reads it
Result<std::unique_ptr<Store>> open_store(const std::string& url, OpenMode mode);

}  // namespace licet::ledger
