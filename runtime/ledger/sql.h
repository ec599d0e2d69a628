// The little that a state asks of a database, in the SQL that SQLite and PostgreSQL share. One Database is one
// connection, used by one thread; at most one query is read at a time. Failures say what happened to the database and
// the way out. Internal to runtime/ledger and the modules of databases.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/int128.h"
#include "core/base/result.h"

namespace licet::ledger {

inline constexpr int kStateFailed = 4;  // exit code: a state that cannot be read or written
inline constexpr int kNoState = 2;      // none is there, or another is meant

struct SqlValue {
  enum class Kind : std::uint8_t { Null, Number, Text };
  Kind kind = Kind::Null;
  Int128 number = 0;
  std::string_view text;
  SqlValue() = default;
  SqlValue(Int128 n) : kind(Kind::Number), number(n) {}
  SqlValue(std::int64_t n) : kind(Kind::Number), number(n) {}
  SqlValue(std::string_view t) : kind(Kind::Text), text(t) {}
  SqlValue(const std::string& t) : kind(Kind::Text), text(t) {}
};

// Values belong to the row and hold until the next one.
class SqlRows {
 public:
  virtual ~SqlRows() = default;
  virtual Result<bool> next() = 0;
  virtual bool null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual std::string_view text(int column) const = 0;  // of a number: its digits
};

// Rows on their way into a table; those of several sinks may come in turn.
class SqlSink {
 public:
  virtual ~SqlSink() = default;
  virtual Status row(const SqlValue* values) = 0;
  virtual Status finish() = 0;
};

enum class SqlMode : std::uint8_t { Read, Write, Create };

class SqlDatabase {
 public:
  virtual ~SqlDatabase() = default;
  virtual const std::string& name() const = 0;
  virtual Result<std::optional<std::int64_t>> format() = 0;  // of the state in it; nullopt: there is none
  virtual Status create(std::int64_t format) = 0;            // begins one; within a transaction

  // Columns of tables as $id (primary key), $int, $text (compared by bytes), $amount (128 bits).
  virtual Status run(const std::string& sql) = 0;
  // Values are ?1, ?2, …
  virtual Result<std::unique_ptr<SqlRows>> query(const std::string& sql, const std::vector<SqlValue>& values) = 0;
  virtual Result<std::unique_ptr<SqlSink>> insert(const std::string& table,
                                                  const std::vector<std::string>& columns) = 0;
  // Of the rows whose first column, `id`, has the value given.
  virtual Result<std::unique_ptr<SqlSink>> update(const std::string& table,
                                                  const std::vector<std::string>& columns) = 0;

  virtual Status begin_reading() = 0;  // one view of everything until the transaction ends
  virtual Status begin_writing() = 0;  // and nobody else writes
  virtual Status commit() = 0;
  virtual void rollback() = 0;
};

Result<std::unique_ptr<SqlDatabase>> open_sqlite(const std::string& path, SqlMode mode);
Result<std::unique_ptr<SqlDatabase>> open_postgresql(const std::string& url);

}  // namespace licet::ledger
