// One batch on its way into a database. Internal to runtime/ledger.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "runtime/ledger/sql_store.h"

namespace licet::ledger {

class SqlCommit : public Commit {
 public:
  SqlCommit(SqlStore* store, Batch batch) : store_(*store), batch_(std::move(batch)) {}
  ~SqlCommit() override {
    if (!finished_) store_.db_->rollback();
  }
  Status prepare();

  Result<std::int64_t> put(const StoredAccount& account) override;
  Status post(const Posting& posting, std::int64_t account) override;
  Status change(const Change& change) override;
  Status close(const Closing& closing) override;
  Result<AppliedBatch> finish() override;

 private:
  Status open(const char* table, std::vector<std::string> columns, bool update, std::unique_ptr<SqlSink>* sink);
  Result<std::int64_t> citation_id(const std::string& citation);

  SqlStore& store_;
  Batch batch_;
  AppliedBatch applied_;
  std::int64_t next_account_ = 0, next_posting_ = 0, next_citation_ = 0, next_change_ = 0;
  std::unordered_map<std::string, std::int64_t> citations_;
  std::unique_ptr<SqlSink> accounts_, balances_, postings_, standings_, changes_, closings_, cited_, batches_;
  bool finished_ = false;
};

}  // namespace licet::ledger
