#include "runtime/ledger/postgresql_module.h"

#include "core/base/module_file.h"

namespace licet::ledger {
namespace {

constexpr const char* kFile = "liblicet_postgresql.so";

Result<const PostgresqlTable*> open_table() {
  const Result<void*> entry = open_module(kFile, "licet_postgresql_table", "ledger states in PostgreSQL");
  if (!entry.ok()) return entry.failure();
  const PostgresqlTable* table = reinterpret_cast<const PostgresqlTable* (*)()>(entry.value())();
  if (table == nullptr || table->version != kPostgresqlTableVersion) return other_version(kFile);
  return table;
}

}  // namespace

Result<std::unique_ptr<SqlDatabase>> open_postgresql(const std::string& url) {
  static const Result<const PostgresqlTable*> table = open_table();
  if (!table.ok()) return table.failure();
  return table.value()->open(url);
}

}  // namespace licet::ledger
