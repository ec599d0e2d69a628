#include "runtime/ledger/sql_commit.h"

#include "runtime/interp/number.h"
#include "runtime/ledger/state_text.h"

namespace licet::ledger {
namespace {

SqlValue low(const Range& r) { return r.lo == interp::kBelowAll ? SqlValue() : SqlValue(r.lo); }
SqlValue high(const Range& r) { return r.hi == interp::kAboveAll ? SqlValue() : SqlValue(r.hi); }
SqlValue flag(bool b) { return std::int64_t{b}; }

}  // namespace

Status SqlCommit::open(const char* table, std::vector<std::string> columns, bool update,
                       std::unique_ptr<SqlSink>* sink) {
  Result<std::unique_ptr<SqlSink>> opened =
      update ? store_.db_->update(table, columns) : store_.db_->insert(table, columns);
  if (!opened.ok()) return opened.failure();
  *sink = std::move(opened.value());
  return Unit{};
}

Status SqlCommit::prepare() {
  const Result<std::optional<AppliedBatch>> same = store_.applied(batch_.id);
  if (!same.ok()) return same.failure();
  if (same.value())
    return Failure{"the batch " + batch_.id + " was applied to the state " + store_.name() +
                       " by another run just now; nothing is added twice",
                   kStateFailed};
  const Result<std::int64_t> last = store_.largest("batch");
  if (!last.ok()) return last.failure();
  if (last.value() != store_.seen_)
    return Failure{"another run has added to the ledger state " + store_.name() +
                       " since this one read it; nothing was added. Run again, so that its postings are counted",
                   kStateFailed};
  applied_.batch = batch_;
  applied_.number = last.value() + 1;
  for (const auto& [table, next] : {std::pair{"account", &next_account_}, std::pair{"posting", &next_posting_},
                                    std::pair{"citation", &next_citation_}, std::pair{"change", &next_change_}}) {
    const Result<std::int64_t> largest = store_.largest(table);
    if (!largest.ok()) return largest.failure();
    *next = largest.value() + 1;
  }
  const Result<std::map<std::int64_t, std::string>> citations = store_.names("citation");
  if (!citations.ok()) return citations.failure();
  for (const auto& [id, name] : citations.value()) citations_.emplace(name, id);

  Status s =
      open("account",
           {"id", "ledger", "key", "period", "opening_lo", "opening_hi", "lo", "hi", "knowledge", "as_of", "batch"},
           false, &accounts_);
  if (s.ok()) s = open("account", {"id", "lo", "hi", "knowledge", "as_of"}, true, &balances_);
  if (s.ok())
    s = open("posting",
             {"id", "batch", "ledger", "account", "keys", "first_day", "last_day", "lo", "hi", "shipment", "line",
              "position", "citation", "undone", "doubtful", "assumed"},
             false, &postings_);
  if (s.ok()) s = open("posting", {"id", "undone", "doubtful", "undone_by"}, true, &standings_);
  if (s.ok()) s = open("change", {"id", "batch", "posting", "undone", "doubtful", "undone_by"}, false, &changes_);
  if (s.ok()) s = open("closing", {"batch", "ledger", "position"}, false, &closings_);
  if (s.ok()) s = open("citation", {"id", "name"}, false, &cited_);
  if (s.ok())
    s = open("batch", {"id", "name", "program", "run", "content", "kind", "records", "accounts", "postings", "changes"},
             false, &batches_);
  return s;
}

Result<std::int64_t> SqlCommit::put(const StoredAccount& a) {
  applied_.accounts += 1;
  const SqlValue knowledge = static_cast<std::int64_t>(a.knowledge), as_of = std::int64_t{a.as_of};
  if (a.id != 0) {
    const SqlValue row[] = {a.id, low(a.balance), high(a.balance), knowledge, as_of};
    if (Status put = balances_->row(row); !put.ok()) return put.failure();
    return a.id;
  }
  const std::int64_t id = next_account_++, ledger = store_.ledger_id(a.account.ledger);
  LICET_CHECK(ledger != 0);
  const std::string key = key_text(a.account.key);
  const SqlValue row[] = {id,
                          ledger,
                          key,
                          std::int64_t{a.account.period},
                          low(a.opening),
                          high(a.opening),
                          low(a.balance),
                          high(a.balance),
                          knowledge,
                          as_of,
                          applied_.number};
  if (Status put = accounts_->row(row); !put.ok()) return put.failure();
  return id;
}

Result<std::int64_t> SqlCommit::citation_id(const std::string& citation) {
  const auto [place, is_new] = citations_.try_emplace(citation, next_citation_);
  if (!is_new) return place->second;
  const SqlValue row[] = {next_citation_, citation};
  if (Status put = cited_->row(row); !put.ok()) return put.failure();
  return next_citation_++;
}

Status SqlCommit::post(const Posting& p, std::int64_t account) {
  const Result<std::int64_t> citation = citation_id(p.citation);
  if (!citation.ok()) return citation.failure();
  const std::int64_t ledger = store_.ledger_id(p.ledger);
  LICET_CHECK(ledger != 0);
  const std::string keys = account == 0 ? keys_text(p.key) : "";
  const std::string position = p.position.empty() ? "" : position_text(p.position);
  const SqlValue row[] = {next_posting_++,
                          applied_.number,
                          ledger,
                          account == 0 ? SqlValue() : SqlValue(account),
                          account == 0 ? SqlValue(keys) : SqlValue(),
                          std::int64_t{p.first_day},
                          std::int64_t{p.last_day},
                          low(p.amount),
                          high(p.amount),
                          p.shipment,
                          p.line,
                          position.empty() ? SqlValue() : SqlValue(position),
                          citation.value(),
                          flag(p.undone),
                          flag(p.doubtful),
                          flag(p.assumed)};
  applied_.postings += 1;
  return postings_->row(row);
}

Status SqlCommit::change(const Change& change) {
  // One posting may change twice in a batch.
  if (Status flushed = postings_->finish(); !flushed.ok()) return flushed;
  if (Status flushed = standings_->finish(); !flushed.ok()) return flushed;
  std::int64_t undone = -1, doubtful = 0;
  std::optional<std::string> by;
  const Status found = store_.read("SELECT undone, doubtful, undone_by FROM posting WHERE id = ?1", {change.posting},
                                   [&](const SqlRows& row) -> Status {
                                     undone = row.integer(0);
                                     doubtful = row.integer(1);
                                     if (!row.null(2)) by = row.text(2);
                                     return Unit{};
                                   });
  if (!found.ok()) return found;
  if (undone < 0) return store_.damaged("there is no posting " + std::to_string(change.posting));
  const SqlValue before[] = {next_change_++, applied_.number, change.posting,
                             undone,         doubtful,        by ? SqlValue(*by) : SqlValue()};
  if (Status put = changes_->row(before); !put.ok()) return put;
  applied_.changes += 1;
  const SqlValue after[] = {change.posting, flag(change.undone), flag(change.doubtful), change.by};
  return standings_->row(after);
}

Status SqlCommit::close(const Closing& closing) {
  const std::int64_t ledger = store_.ledger_id(closing.ledger);
  LICET_CHECK(ledger != 0);
  const std::string position = position_text(closing.position);
  const SqlValue row[] = {applied_.number, ledger, position};
  return closings_->row(row);
}

Result<AppliedBatch> SqlCommit::finish() {
  const auto count = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  const SqlValue row[] = {applied_.number,          batch_.id,
                          batch_.program,           batch_.run,
                          batch_.content,           static_cast<std::int64_t>(batch_.kind),
                          count(batch_.records),    count(applied_.accounts),
                          count(applied_.postings), count(applied_.changes)};
  if (Status put = batches_->row(row); !put.ok()) return put.failure();
  for (SqlSink* sink : {cited_.get(), accounts_.get(), balances_.get(), postings_.get(), standings_.get(),
                        changes_.get(), closings_.get(), batches_.get()})
    if (Status finished = sink->finish(); !finished.ok()) return finished.failure();
  if (Status committed = store_.db_->commit(); !committed.ok()) return committed.failure();
  finished_ = true;
  store_.seen_ = applied_.number;
  return applied_;
}

}  // namespace licet::ledger
