// What needs libpq: states in a PostgreSQL database. It lives in the module liblicet_postgresql.so, which is opened
// when a state is first named so, and never closed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "runtime/ledger/sql.h"

namespace licet::ledger {

struct PostgresqlTable {
  std::uint32_t version;  // kPostgresqlTableVersion; the program refuses a module of another version
  Result<std::unique_ptr<SqlDatabase>> (*open)(const std::string& url);
};
inline constexpr std::uint32_t kPostgresqlTableVersion = 1;

}  // namespace licet::ledger

extern "C" const licet::ledger::PostgresqlTable* licet_postgresql_table();
