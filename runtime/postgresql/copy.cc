// Many rows at once.
#include "runtime/postgresql/database.h"

namespace licet::ledger {
namespace {

constexpr std::size_t kPiece = 1 << 20;  // bytes

std::string list(const std::vector<std::string>& columns) {
  std::string out;
  for (const std::string& c : columns) out += (out.empty() ? "" : ", ") + c;
  return out;
}

class Copy : public SqlSink {
 public:
  Copy(Postgresql* db, const std::string& table, const std::vector<std::string>& columns)
      : db_(db), statement_("COPY " + table + " (" + list(columns) + ") FROM STDIN"), width_(columns.size()) {}

  Status row(const SqlValue* values) override {
    for (std::size_t i = 0; i < width_; ++i) {
      if (i > 0) rows_ += '\t';
      append(values[i]);
    }
    rows_ += '\n';
    return rows_.size() < kPiece ? Status(Unit{}) : finish();
  }

  Status finish() override {
    if (rows_.empty()) return Unit{};
    PGconn* c = db_->connection();
    const Answer begun(PQexec(c, statement_.c_str()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN) return db_->failed(begun.get());
    const bool sent =
        PQputCopyData(c, rows_.data(), static_cast<int>(rows_.size())) == 1 && PQputCopyEnd(c, nullptr) == 1;
    rows_.clear();
    if (!sent) return db_->failed(nullptr);
    Status out = Unit{};
    while (const Answer answer{PQgetResult(c)})
      if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK && out.ok()) out = db_->failed(answer.get());
    return out;
  }

 private:
  void append(const SqlValue& value) {
    if (value.kind == SqlValue::Kind::Null) rows_ += "\\N";
    if (value.kind == SqlValue::Kind::Number) rows_ += to_string(value.number);
    if (value.kind != SqlValue::Kind::Text) return;
    for (const char ch : value.text) {
      if (ch == '\\' || ch == '\t' || ch == '\n' || ch == '\r') rows_ += '\\';
      rows_ += ch == '\t' ? 't' : ch == '\n' ? 'n' : ch == '\r' ? 'r' : ch;
    }
  }

  Postgresql* db_;
  std::string statement_, rows_;
  std::size_t width_;
};

class Update : public SqlSink {
 public:
  Update(Postgresql* db, const std::string& table, const std::string& beside, const std::vector<std::string>& columns)
      : db_(db), copy_(db, beside, columns), empty_("TRUNCATE " + beside) {
    update_ = "UPDATE " + table + " AS old SET ";
    for (std::size_t i = 1; i < columns.size(); ++i)
      update_ += (i > 1 ? ", " : "") + columns[i] + " = new." + columns[i];
    update_ += " FROM " + beside + " AS new WHERE old." + columns[0] + " = new." + columns[0];
  }

  Status row(const SqlValue* values) override {
    rows_ += 1;
    return copy_.row(values);
  }

  Status finish() override {
    if (rows_ == 0) return Unit{};
    if (Status copied = copy_.finish(); !copied.ok()) return copied;
    const Result<std::uint64_t> updated = db_->execute(update_);
    if (!updated.ok()) return updated.failure();
    if (updated.value() != rows_)
      return Failure{"the ledger state " + db_->name() + " lacks rows that were read from it; it was changed by hand",
                     kStateFailed};
    rows_ = 0;
    return db_->run(empty_);
  }

 private:
  Postgresql* db_;
  Copy copy_;
  std::string update_, empty_;
  std::uint64_t rows_ = 0;
};

}  // namespace

Result<std::unique_ptr<SqlSink>> copy_into(Postgresql* db, const std::string& table,
                                           const std::vector<std::string>& columns) {
  return std::unique_ptr<SqlSink>(std::make_unique<Copy>(db, table, columns));
}

Result<std::unique_ptr<SqlSink>> update_from(Postgresql* db, const std::string& table,
                                             const std::vector<std::string>& columns) {
  const std::string beside = "new_" + table;
  const std::string made = "CREATE TEMPORARY TABLE " + beside + " ON COMMIT DROP AS SELECT " + list(columns) +
                           " FROM " + table + " WITH NO DATA";
  if (Status created = db->run(made); !created.ok()) return created.failure();
  return std::unique_ptr<SqlSink>(std::make_unique<Update>(db, table, beside, columns));
}

}  // namespace licet::ledger
