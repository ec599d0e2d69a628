// A Store over a database, whichever it is. Internal to runtime/ledger.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "runtime/ledger/sql.h"
#include "runtime/ledger/state.h"

namespace licet::ledger {

// The tables of a state; `format` of SqlDatabase is their number.
inline constexpr std::int64_t kStateFormat = 1;
Status create_tables(SqlDatabase* db);

class SqlStore : public Store {
 public:
  SqlStore(std::unique_ptr<SqlDatabase> db, OpenMode mode) : db_(std::move(db)), mode_(mode) {}
  Status load();  // definitions, and how far the state has come

  const std::string& name() const override { return db_->name(); }
  const std::vector<Definition>& definitions() const override { return definitions_; }
  Status keep(const std::vector<Definition>& definitions) override;
  Result<std::optional<AppliedBatch>> applied(const std::string& batch) override;
  Result<std::vector<AppliedBatch>> batches() override;
  Result<std::vector<Closing>> closings() override;
  Status look_back(const std::string& batch) override;
  Status accounts(const AccountFilter& filter, const std::function<Status(StoredAccount)>& each) override;
  Status postings(const PostingFilter& filter, const std::function<Status(StoredPosting)>& each) override;
  Result<std::unique_ptr<Commit>> begin(const Batch& batch) override;

 private:
  friend class SqlCommit;
  Status read(const std::string& sql, const std::vector<SqlValue>& values,
              const std::function<Status(const SqlRows&)>& each);
  Result<std::int64_t> largest(const char* table);
  Result<std::map<std::int64_t, std::string>> names(const char* table);
  Status add(const Definition& definition);
  Status keep_in_transaction(const std::vector<Definition>& definitions);
  std::int64_t ledger_id(const std::string& name) const;  // 0: none
  Failure damaged(const std::string& what) const;

  std::unique_ptr<SqlDatabase> db_;
  OpenMode mode_;
  std::vector<Definition> definitions_;  // ids are places, from 1
  std::int64_t seen_ = 0;                // the last batch when this was opened

  struct Standing {
    bool undone, doubtful;
    std::string by;
  };
  struct Past {
    std::int64_t before;                        // batches from this one on are left out
    std::map<std::int64_t, Standing> standing;  // of postings that they changed
    std::map<std::int64_t, Range> posted;       // by account
  };
  std::optional<Past> past_;
};

}  // namespace licet::ledger
