// Where a state is kept, from how it is named.
#include "runtime/ledger/sql_store.h"

namespace licet::ledger {
namespace {

Result<std::unique_ptr<SqlDatabase>> open_database(const std::string& url, SqlMode mode) {
  if (url.rfind("sqlite:", 0) == 0) return open_sqlite(url.substr(7), mode);
  if (url.rfind("postgresql://", 0) == 0 || url.rfind("postgres://", 0) == 0) return open_postgresql(url);
  if (url.empty() || url.find("://") != std::string::npos)
    return Failure{"\"" + url + "\" names no ledger state: write a file, sqlite:FILE, or postgresql://HOST/DATABASE",
                   kNoState};
  return open_sqlite(url, mode);
}

}  // namespace

Result<std::unique_ptr<Store>> open_store(const std::string& url, OpenMode mode) {
  const SqlMode sql_mode = mode == OpenMode::Read    ? SqlMode::Read
                           : mode == OpenMode::Write ? SqlMode::Write
                                                     : SqlMode::Create;
  Result<std::unique_ptr<SqlDatabase>> opened = open_database(url, sql_mode);
  if (!opened.ok()) return opened.failure();
  SqlDatabase& db = *opened.value();
  Result<std::optional<std::int64_t>> format = db.format();
  if (!format.ok()) return format.failure();
  if (!format.value() && mode != OpenMode::WriteOrCreate)
    return Failure{"there is no ledger state in " + db.name() + "; licet run --ledger-state makes one", kNoState};
  if (!format.value()) {
    if (Status begun = db.begin_writing(); !begun.ok()) return begun.failure();
    format = db.format();  // another run may have made it just now
    if (!format.ok()) return format.failure();
    if (!format.value()) {
      if (Status made = create_tables(&db); !made.ok()) {
        db.rollback();
        return made.failure();
      }
      format = std::optional<std::int64_t>(kStateFormat);
    }
    if (Status committed = db.commit(); !committed.ok()) return committed.failure();
  }
  if (*format.value() > kStateFormat)
    return Failure{"the ledger state " + db.name() + " was written by a newer licet (format " +
                       std::to_string(*format.value()) + ", this one knows " + std::to_string(kStateFormat) +
                       "); use that one",
                   kStateFailed};
  auto store = std::make_unique<SqlStore>(std::move(opened.value()), mode);
  if (Status loaded = store->load(); !loaded.ok()) return loaded.failure();
  return std::unique_ptr<Store>(std::move(store));
}

}  // namespace licet::ledger
