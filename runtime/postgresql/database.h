// One connection to a PostgreSQL server, whose schema `licet` holds the state. Internal to the module.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <libpq-fe.h>

#include "runtime/ledger/sql.h"

namespace licet::ledger {

struct Clear {
  void operator()(PGresult* r) const { PQclear(r); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

class Postgresql : public SqlDatabase {
 public:
  explicit Postgresql(PGconn* connection);
  ~Postgresql() override { PQfinish(connection_); }
  Status configure();

  const std::string& name() const override { return name_; }
  Result<std::optional<std::int64_t>> format() override;
  Status create(std::int64_t format) override;
  Status run(const std::string& sql) override;
  Result<std::unique_ptr<SqlRows>> query(const std::string& sql, const std::vector<SqlValue>& values) override;
  Result<std::unique_ptr<SqlSink>> insert(const std::string& table, const std::vector<std::string>& columns) override;
  Result<std::unique_ptr<SqlSink>> update(const std::string& table, const std::vector<std::string>& columns) override;
  Status begin_reading() override;
  Status begin_writing() override;
  Status commit() override;
  void rollback() override;

  PGconn* connection() const { return connection_; }
  // What went wrong, from the answer or, where there is none, from the connection.
  Failure failed(const PGresult* answer) const;
  // Of a statement that gives no rows; how many rows it touched.
  Result<std::uint64_t> execute(const std::string& sql);

 private:
  PGconn* connection_;
  std::string name_;
};

// Rows go by COPY, in pieces; into a table of their own first where they are new values of rows that are there.
Result<std::unique_ptr<SqlSink>> copy_into(Postgresql* db, const std::string& table,
                                           const std::vector<std::string>& columns);
Result<std::unique_ptr<SqlSink>> update_from(Postgresql* db, const std::string& table,
                                             const std::vector<std::string>& columns);

}  // namespace licet::ledger
