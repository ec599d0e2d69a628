// SQLite, linked statically. A rollback journal rather than a write-ahead log: a state at rest is one file that can be
// copied, network file systems are no danger to it, and a batch, which mostly adds pages, is written once instead of
// twice. Readers wait while a batch is being written; there are few of them.
#include <array>
#include <cstring>

#include <sqlite3.h>
#include <unistd.h>

#include "runtime/ledger/sql.h"

namespace licet::ledger {
namespace {

constexpr int kApplication = 0x4C634C67;  // "LcLg"
constexpr int kWaitMilliseconds = 10'000;

struct Finalizer {
  void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalizer>;

std::string columns_text(const std::vector<std::string>& columns, std::size_t from, const char* after) {
  std::string out;
  for (std::size_t i = from; i < columns.size(); ++i) out += (out.empty() ? "" : ", ") + columns[i] + after;
  return out;
}

class Database : public SqlDatabase {
 public:
  Database(std::string path, sqlite3* db) : path_(std::move(path)), db_(db) {}
  ~Database() override { sqlite3_close_v2(db_); }

  Status configure(SqlMode mode);

  const std::string& name() const override { return path_; }
  Result<std::optional<std::int64_t>> format() override;
  Status create(std::int64_t format) override {
    return run("PRAGMA application_id = " + std::to_string(kApplication) +
               "; PRAGMA user_version = " + std::to_string(format));
  }
  Status run(const std::string& sql) override;
  Result<std::unique_ptr<SqlRows>> query(const std::string& sql, const std::vector<SqlValue>& values) override;
  Result<std::unique_ptr<SqlSink>> insert(const std::string& table, const std::vector<std::string>& columns) override;
  Result<std::unique_ptr<SqlSink>> update(const std::string& table, const std::vector<std::string>& columns) override;
  Status begin_reading() override;
  Status begin_writing() override { return run("BEGIN IMMEDIATE"); }
  Status commit() override { return run("COMMIT"); }
  void rollback() override {
    if (sqlite3_get_autocommit(db_) == 0) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
  }

  Failure failed() const;
  int changed() const { return sqlite3_changes(db_); }  // rows, by the last statement
  Result<Statement> prepare(const std::string& sql);

 private:
  Result<std::int64_t> number(const std::string& sql);

  std::string path_;
  sqlite3* db_;
};

Failure Database::failed() const {
  const int code = sqlite3_extended_errcode(db_);
  const std::string said = std::string(" (") + sqlite3_errmsg(db_) + ")";
  const std::string state = "the ledger state " + path_;
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {state + " is in use by another run, after waiting " + std::to_string(kWaitMilliseconds / 1000) +
                  " s; nothing was added to it. Run again when the other one has ended" + said,
              kStateFailed};
    case SQLITE_FULL:
      return {state + " does not fit on its disk; nothing was added to it. Make room, then run again" + said,
              kStateFailed};
    case SQLITE_READONLY:
      return {
          state + " cannot be written; nothing was added to it. Give the right to write to it and to its folder" + said,
          kStateFailed};
    case SQLITE_NOTADB:
      return {path_ + " is not a ledger state; name another file, or remove it to begin anew" + said, kStateFailed};
    case SQLITE_CORRUPT:
      return {state + " is damaged; take a copy of it that is whole, or replay the logs into a new one" + said,
              kStateFailed};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return {"cannot open the ledger state " + path_ + ": see that its folder is there and may be written" + said,
              kStateFailed};
    case SQLITE_IOERR:
      return {state + " cannot be read or written; nothing was added to it. See to the disk, then run again" + said,
              kStateFailed};
    default:
      return {state + ": " + sqlite3_errmsg(db_), kStateFailed};
  }
}

Result<Statement> Database::prepare(const std::string& sql) {
  sqlite3_stmt* out = nullptr;
  if (sqlite3_prepare_v3(db_, sql.c_str(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &out, nullptr) !=
      SQLITE_OK)
    return failed();
  return Statement(out);
}

// Texts hold until the statement is reset.
void bind(sqlite3_stmt* statement, int index, const SqlValue& value) {
  switch (value.kind) {
    case SqlValue::Kind::Null:
      sqlite3_bind_null(statement, index);
      return;
    case SqlValue::Kind::Number: {
      const auto small = static_cast<std::int64_t>(value.number);
      if (small == value.number) {
        sqlite3_bind_int64(statement, index, small);
      } else {
        const std::string digits = to_string(value.number);
        sqlite3_bind_text(statement, index, digits.data(), static_cast<int>(digits.size()), SQLITE_TRANSIENT);
      }
      return;
    }
    case SqlValue::Kind::Text:
      // A null pointer would bind NULL.
      sqlite3_bind_text(statement, index, value.text.empty() ? "" : value.text.data(),
                        static_cast<int>(value.text.size()), SQLITE_STATIC);
      return;
  }
}

class Rows : public SqlRows {
 public:
  Rows(Database* db, Statement statement, const std::vector<SqlValue>& values)
      : db_(db), statement_(std::move(statement)) {
    for (const SqlValue& v : values) {
      if (v.kind == SqlValue::Kind::Text) texts_.push_back(std::make_unique<std::string>(v.text));
      bind(statement_.get(), ++bound_, v.kind == SqlValue::Kind::Text ? SqlValue(*texts_.back()) : v);
    }
  }
  Result<bool> next() override {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return db_->failed();
  }
  bool null(int column) const override { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_.get(), column); }
  std::string_view text(int column) const override {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    return {bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
  }

 private:
  Database* db_;
  Statement statement_;
  std::vector<std::unique_ptr<std::string>> texts_;
  int bound_ = 0;
};

// One prepared statement, once for each row; places_ says where each value is bound.
class Sink : public SqlSink {
 public:
  Sink(Database* db, Statement statement, std::vector<int> places)
      : db_(db), statement_(std::move(statement)), places_(std::move(places)) {}
  Status row(const SqlValue* values) override {
    for (std::size_t i = 0; i < places_.size(); ++i) bind(statement_.get(), places_[i], values[i]);
    const int code = sqlite3_step(statement_.get());
    if (code != SQLITE_DONE) {
      Failure failure = db_->failed();
      sqlite3_reset(statement_.get());
      return failure;
    }
    sqlite3_reset(statement_.get());
    if (db_->changed() == 1) return Unit{};
    return Failure{"the ledger state " + db_->name() + " lacks rows that were read from it; it was changed by hand",
                   kStateFailed};
  }
  Status finish() override { return Unit{}; }

 private:
  Database* db_;
  Statement statement_;
  std::vector<int> places_;
};

std::string typed(std::string sql) {
  static constexpr std::array<std::pair<const char*, const char*>, 4> kTypes{
      {{"$id", "INTEGER PRIMARY KEY"}, {"$int", "INTEGER"}, {"$text", "TEXT"}, {"$amount", "ANY"}}};
  for (const auto& [word, type] : kTypes)
    for (std::size_t at = sql.find(word); at != std::string::npos; at = sql.find(word))
      sql.replace(at, std::strlen(word), type);
  if (sql.rfind("CREATE TABLE", 0) == 0) sql += " STRICT";
  return sql;
}

Status Database::run(const std::string& sql) {
  if (sqlite3_exec(db_, typed(sql).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return failed();
  return Unit{};
}

Result<std::unique_ptr<SqlRows>> Database::query(const std::string& sql, const std::vector<SqlValue>& values) {
  Result<Statement> statement = prepare(sql);
  if (!statement.ok()) return statement.failure();
  return std::unique_ptr<SqlRows>(std::make_unique<Rows>(this, std::move(statement.value()), values));
}

Result<std::unique_ptr<SqlSink>> Database::insert(const std::string& table, const std::vector<std::string>& columns) {
  std::string marks;
  std::vector<int> places;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    marks += i == 0 ? "?" : ", ?";
    places.push_back(static_cast<int>(i) + 1);
  }
  Result<Statement> statement =
      prepare("INSERT INTO " + table + " (" + columns_text(columns, 0, "") + ") VALUES (" + marks + ")");
  if (!statement.ok()) return statement.failure();
  return std::unique_ptr<SqlSink>(std::make_unique<Sink>(this, std::move(statement.value()), std::move(places)));
}

Result<std::unique_ptr<SqlSink>> Database::update(const std::string& table, const std::vector<std::string>& columns) {
  std::vector<int> places{static_cast<int>(columns.size())};
  for (std::size_t i = 1; i < columns.size(); ++i) places.push_back(static_cast<int>(i));
  Result<Statement> statement =
      prepare("UPDATE " + table + " SET " + columns_text(columns, 1, " = ?") + " WHERE " + columns[0] + " = ?");
  if (!statement.ok()) return statement.failure();
  return std::unique_ptr<SqlSink>(std::make_unique<Sink>(this, std::move(statement.value()), std::move(places)));
}

Status Database::begin_reading() {
  if (Status begun = run("BEGIN"); !begun.ok()) return begun;
  const Result<std::int64_t> looked = number("SELECT count(*) FROM sqlite_master");  // the view is that of now
  if (!looked.ok()) return looked.failure();
  return Unit{};
}

Result<std::int64_t> Database::number(const std::string& sql) {
  Result<std::unique_ptr<SqlRows>> rows = query(sql, {});
  if (!rows.ok()) return rows.failure();
  const Result<bool> one = rows.value()->next();
  if (!one.ok()) return one.failure();
  return rows.value()->integer(0);
}

Result<std::optional<std::int64_t>> Database::format() {
  const Result<std::int64_t> application = number("PRAGMA application_id");
  if (!application.ok()) return application.failure();
  if (application.value() == kApplication) {
    const Result<std::int64_t> version = number("PRAGMA user_version");
    if (!version.ok()) return version.failure();
    return std::optional<std::int64_t>(version.value());
  }
  const Result<std::int64_t> tables = number("SELECT count(*) FROM sqlite_master");
  if (!tables.ok()) return tables.failure();
  if (tables.value() == 0 && application.value() == 0) return std::optional<std::int64_t>();
  return Failure{path_ + " is a SQLite database of something else, not a ledger state; name another file",
                 kStateFailed};
}

Status Database::configure(SqlMode mode) {
  sqlite3_extended_result_codes(db_, 1);
  sqlite3_busy_timeout(db_, kWaitMilliseconds);
  // EXTRA is FULL, and the folder too is on the disk before a commit is said to be done.
  if (Status set = run("PRAGMA synchronous = EXTRA; PRAGMA cache_size = -65536; PRAGMA foreign_keys = OFF; "
                       "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY");
      !set.ok())
    return set;
  if (mode == SqlMode::Read) return run("PRAGMA query_only = ON");
  return run("PRAGMA journal_mode = DELETE");
}

}  // namespace

Result<std::unique_ptr<SqlDatabase>> open_sqlite(const std::string& path, SqlMode mode) {
  if (mode != SqlMode::Create && access(path.c_str(), F_OK) != 0)
    return Failure{"there is no ledger state " + path + "; licet run --ledger-state makes one", kNoState};
  sqlite3* db = nullptr;
  // Reading too may have to roll back what a killed run left.
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == SqlMode::Create ? SQLITE_OPEN_CREATE : 0);
  const int code = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
  auto out = std::make_unique<Database>(path, db);
  if (db == nullptr) return Failure{"cannot open the ledger state " + path + ": no memory", kStateFailed};
  if (code != SQLITE_OK) return out->failed();
  if (Status configured = out->configure(mode); !configured.ok()) return configured.failure();
  return std::unique_ptr<SqlDatabase>(std::move(out));
}

}  // namespace licet::ledger
