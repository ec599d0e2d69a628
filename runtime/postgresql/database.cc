#include "runtime/postgresql/database.h"

#include <charconv>
#include <cstring>

namespace licet::ledger {
namespace {

constexpr const char* kWait = "10s";
// A lock of the whole state, held until the transaction ends; the number is "LcLg".
constexpr const char* kLock = "SELECT pg_advisory_xact_lock(1281575527)";

std::string first_line(const char* text) {
  const std::string all = text == nullptr ? "" : text;
  return all.substr(0, all.find('\n'));
}

std::string typed(std::string sql) {
  static constexpr std::pair<const char*, const char*> kTypes[] = {
      {"$id", "BIGINT PRIMARY KEY"}, {"$int", "BIGINT"}, {"$text", "TEXT COLLATE \"C\""}, {"$amount", "NUMERIC(39)"}};
  for (const auto& [word, type] : kTypes)
    for (std::size_t at = sql.find(word); at != std::string::npos; at = sql.find(word))
      sql.replace(at, std::strlen(word), type);
  return sql;
}

class Rows : public SqlRows {
 public:
  explicit Rows(Postgresql* db) : db_(db) {}
  ~Rows() override {
    row_.reset();
    while (const Answer rest{PQgetResult(db_->connection())}) {
    }
  }
  Result<bool> next() override {
    row_.reset(PQgetResult(db_->connection()));
    if (PQresultStatus(row_.get()) == PGRES_SINGLE_TUPLE) return true;
    if (PQresultStatus(row_.get()) == PGRES_TUPLES_OK) return false;
    return db_->failed(row_.get());
  }
  bool null(int column) const override { return PQgetisnull(row_.get(), 0, column) != 0; }
  std::int64_t integer(int column) const override {
    const std::string_view digits = text(column);
    std::int64_t out = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), out);
    return out;
  }
  std::string_view text(int column) const override {
    return {PQgetvalue(row_.get(), 0, column), static_cast<std::size_t>(PQgetlength(row_.get(), 0, column))};
  }

 private:
  Postgresql* db_;
  Answer row_;
};

}  // namespace

Postgresql::Postgresql(PGconn* connection) : connection_(connection) {
  const auto word = [](const char* text) { return std::string(text == nullptr ? "" : text); };
  // Warnings are for people at a console; failures are told by failed().
  PQsetNoticeProcessor(connection, [](void*, const char*) {}, nullptr);
  name_ = "postgresql://" + word(PQhost(connection)) + ":" + word(PQport(connection)) + "/" + word(PQdb(connection));
}

Failure Postgresql::failed(const PGresult* answer) const {
  const char* code = answer == nullptr ? nullptr : PQresultErrorField(answer, PG_DIAG_SQLSTATE);
  const std::string sqlstate = code == nullptr ? "" : code;
  const char* primary = answer == nullptr ? nullptr : PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
  const std::string said = " (" + first_line(primary != nullptr ? primary : PQerrorMessage(connection_)) + ")";
  const std::string state = "the ledger state " + name_;
  if (sqlstate == "55P03")
    return {state + " is in use by another run, after waiting " + kWait +
                "; nothing was added to it. Run again when the other one has ended" + said,
            kStateFailed};
  if (sqlstate == "53100")
    return {state + " does not fit on its server's disk; nothing was added to it. Make room, then run again" + said,
            kStateFailed};
  if (sqlstate == "25006" || sqlstate == "42501")
    return {state +
                " cannot be written; nothing was added to it. Give this user the right to, on a server that takes "
                "writes" +
                said,
            kStateFailed};
  // What libpq itself says has no state.
  if (PQstatus(connection_) != CONNECTION_OK || sqlstate.empty() || sqlstate.rfind("57P", 0) == 0 ||
      sqlstate.rfind("08", 0) == 0)
    return {
        "the connection to " + state + " was lost; nothing was added to it. Run again when the server is there" + said,
        kStateFailed};
  return {state + ": " + said.substr(2, said.size() - 3), kStateFailed};
}

Result<std::uint64_t> Postgresql::execute(const std::string& sql) {
  const Answer answer(PQexec(connection_, sql.c_str()));
  const ExecStatusType status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return failed(answer.get());
  return static_cast<std::uint64_t>(std::strtoull(PQcmdTuples(answer.get()), nullptr, 10));
}

Status Postgresql::run(const std::string& sql) {
  const Result<std::uint64_t> done = execute(typed(sql));
  if (!done.ok()) return done.failure();
  return Unit{};
}

// Whatever the server's own settings are: a commit that is said to be done is on its disk.
Status Postgresql::configure() {
  return run(std::string("SET synchronous_commit = on; SET client_encoding = 'UTF8'; SET lock_timeout = '") + kWait +
             "'; SET client_min_messages = warning; SET standard_conforming_strings = on; SET search_path = licet");
}

Result<std::optional<std::int64_t>> Postgresql::format() {
  const auto number = [&](const char* sql) -> Result<std::int64_t> {
    Result<std::unique_ptr<SqlRows>> rows = query(sql, {});
    if (!rows.ok()) return rows.failure();
    const Result<bool> one = rows.value()->next();
    if (!one.ok()) return one.failure();
    return one.value() ? rows.value()->integer(0) : 0;
  };
  const Result<std::int64_t> there = number("SELECT (to_regclass('licet.state') IS NOT NULL)::int");
  if (!there.ok()) return there.failure();
  if (there.value() == 0) return std::optional<std::int64_t>();
  const Result<std::int64_t> format = number("SELECT format FROM licet.state");
  if (!format.ok()) return format.failure();
  return std::optional<std::int64_t>(format.value());
}

Status Postgresql::create(std::int64_t format) {
  return run(
      "CREATE SCHEMA IF NOT EXISTS licet; CREATE TABLE state (format BIGINT NOT NULL); INSERT INTO state VALUES (" +
      std::to_string(format) + ")");
}

Result<std::unique_ptr<SqlRows>> Postgresql::query(const std::string& sql, const std::vector<SqlValue>& values) {
  std::string text = sql;
  for (char& c : text)
    if (c == '?') c = '$';
  std::vector<std::string> texts;
  std::vector<const char*> pointers;
  texts.reserve(values.size());
  for (const SqlValue& v : values) {
    texts.push_back(v.kind == SqlValue::Kind::Number ? to_string(v.number) : std::string(v.text));
    pointers.push_back(v.kind == SqlValue::Kind::Null ? nullptr : texts.back().c_str());
  }
  if (PQsendQueryParams(connection_, text.c_str(), static_cast<int>(values.size()), nullptr, pointers.data(), nullptr,
                        nullptr, 0) == 0)
    return failed(nullptr);
  PQsetSingleRowMode(connection_);
  return std::unique_ptr<SqlRows>(std::make_unique<Rows>(this));
}

Result<std::unique_ptr<SqlSink>> Postgresql::insert(const std::string& table, const std::vector<std::string>& columns) {
  return copy_into(this, table, columns);
}

Result<std::unique_ptr<SqlSink>> Postgresql::update(const std::string& table, const std::vector<std::string>& columns) {
  return update_from(this, table, columns);
}

Status Postgresql::begin_reading() { return run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }

// What is read after the lock is there is what the last writer left.
Status Postgresql::begin_writing() {
  if (Status begun = run("BEGIN ISOLATION LEVEL READ COMMITTED"); !begun.ok()) return begun;
  Status locked = run(kLock);
  if (!locked.ok()) rollback();
  return locked;
}

Status Postgresql::commit() {
  const Answer answer(PQexec(connection_, "COMMIT"));
  if (PQresultStatus(answer.get()) == PGRES_COMMAND_OK && std::strcmp(PQcmdStatus(answer.get()), "COMMIT") == 0)
    return Unit{};
  const char* code = PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE);
  const bool cut_off = PQresultStatus(answer.get()) != PGRES_COMMAND_OK &&
                       (code == nullptr || std::strncmp(code, "57P", 3) == 0 || std::strncmp(code, "08", 2) == 0);
  if (!cut_off) return failed(answer.get());
  return Failure{"the connection to the ledger state " + name_ +
                     " was lost while the batch was being committed, so it is not known whether it was. Run again: a "
                     "batch that was applied is not applied twice",
                 kStateFailed};
}

void Postgresql::rollback() {
  if (PQtransactionStatus(connection_) != PQTRANS_IDLE) PQclear(PQexec(connection_, "ROLLBACK"));
}

}  // namespace licet::ledger
