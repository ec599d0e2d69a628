// The one symbol of liblicet_postgresql.so.
#include "runtime/ledger/postgresql_module.h"
#include "runtime/postgresql/database.h"

namespace licet::ledger {
namespace {

Result<std::unique_ptr<SqlDatabase>> open(const std::string& url) {
  const char* const keys[] = {"dbname", "fallback_application_name", nullptr};
  const char* const values[] = {url.c_str(), "licet", nullptr};
  PGconn* connection = PQconnectdbParams(keys, values, 1);
  if (connection == nullptr) return Failure{"cannot connect to PostgreSQL: no memory", kStateFailed};
  auto out = std::make_unique<Postgresql>(connection);
  if (PQstatus(connection) != CONNECTION_OK) {
    std::string said = PQerrorMessage(connection);
    while (!said.empty() && said.back() == '\n') said.pop_back();
    return Failure{"cannot open the ledger state in PostgreSQL: " + said, kStateFailed};
  }
  if (Status configured = out->configure(); !configured.ok()) return configured.failure();
  return std::unique_ptr<SqlDatabase>(std::move(out));
}

}  // namespace
}  // namespace licet::ledger

extern "C" __attribute__((visibility("default"))) const licet::ledger::PostgresqlTable* licet_postgresql_table() {
  static const licet::ledger::PostgresqlTable table{licet::ledger::kPostgresqlTableVersion, licet::ledger::open};
  return &table;
}
