#include "runtime/ledger/sql_store.h"

#include <algorithm>

#include "runtime/data/json_value.h"
#include "runtime/interp/number.h"
#include "runtime/ledger/sql_commit.h"
#include "runtime/ledger/state_text.h"

namespace licet::ledger {
namespace {

using data::JsonValue;

std::string definition_text(const Definition& d) {
  JsonValue out;
  out.kind = JsonValue::Kind::Object;
  const auto text = [](const std::string& t) {
    JsonValue v;
    v.kind = JsonValue::Kind::Text;
    v.text = t;
    return v;
  };
  const auto number = [](std::int64_t n) {
    JsonValue v;
    v.kind = JsonValue::Kind::Number;
    v.text = std::to_string(n);
    return v;
  };
  JsonValue dimensions, parts;
  dimensions.kind = JsonValue::Kind::Array;
  for (const std::string& dimension : d.dimensions) dimensions.elements.push_back(text(dimension));
  parts.kind = JsonValue::Kind::Object;
  for (const ir::LedgerPart& p : d.parts) parts.members.push_back({p.what, text(p.how)});
  out.members = {{"scale", number(d.scale)},
                 {"unit", text(d.unit)},
                 {"stock", number(d.stock ? 1 : 0)},
                 {"period", number(static_cast<int>(d.period))},
                 {"dimensions", std::move(dimensions)},
                 {"parts", std::move(parts)}};
  return data::to_text(out);
}

std::optional<Definition> parse_definition(std::string name, std::string_view text) {
  const Result<JsonValue> parsed = data::parse_json(text);
  if (!parsed.ok() || !parsed.value().is_object()) return std::nullopt;
  const JsonValue& v = parsed.value();
  Definition out;
  out.name = std::move(name);
  out.unit = v.text_of("unit");
  const auto number = [&](const char* key) -> std::int64_t {
    const JsonValue* found = v.find(key);
    const std::optional<Int128> n = found != nullptr ? parse_int128(found->text) : std::nullopt;
    return n && *n >= 0 && *n <= 18 ? static_cast<std::int64_t>(*n) : -1;
  };
  const std::int64_t scale = number("scale"), stock = number("stock"), period = number("period");
  const JsonValue *dimensions = v.find("dimensions"), *parts = v.find("parts");
  if (scale < 0 || stock < 0 || stock > 1 || period < 0 || period > static_cast<int>(ir::LedgerPeriod::Days) ||
      dimensions == nullptr || parts == nullptr)
    return std::nullopt;
  out.scale = static_cast<int>(scale);
  out.stock = stock == 1;
  out.period = static_cast<ir::LedgerPeriod>(period);
  for (const JsonValue& d : dimensions->elements) out.dimensions.push_back(d.text);
  for (const JsonValue::Member& p : parts->members) out.parts.push_back({p.first, p.second.text});
  return out;
}

// "its entry 1: amount was …, and is …" of the first part that differs.
std::string difference(const Definition& was, const Definition& is) {
  for (std::size_t i = 0; i < std::max(was.parts.size(), is.parts.size()); ++i) {
    const ir::LedgerPart none{"", "not there"};
    const ir::LedgerPart& a = i < was.parts.size() ? was.parts[i] : none;
    const ir::LedgerPart& b = i < is.parts.size() ? is.parts[i] : none;
    if (a == b) continue;
    if (a.what == b.what) return a.what + ": it keeps \"" + a.how + "\", the rules say \"" + b.how + "\"";
    return a.what.empty() ? b.what + ": only the rules say it" : a.what + ": only the state says it";
  }
  return "how it is written";
}

Range range_of(const SqlRows& row, int column, bool* damaged) {
  const auto end = [&](int c, Int128 open) {
    if (row.null(c)) return open;
    const std::optional<Int128> n = parse_int128(row.text(c));
    *damaged |= !n;
    return n.value_or(0);
  };
  return {end(column, interp::kBelowAll), end(column + 1, interp::kAboveAll)};
}

}  // namespace

Status create_tables(SqlDatabase* db) {
  if (Status begun = db->create(kStateFormat); !begun.ok()) return begun;
  for (const char* sql :
       {"CREATE TABLE ledger (id $id, name $text NOT NULL UNIQUE, fingerprint $text NOT NULL, "
        "definition $text NOT NULL)",
        "CREATE TABLE batch (id $id, name $text NOT NULL UNIQUE, program $text NOT NULL, run $text NOT NULL, "
        "content $text NOT NULL, kind $int NOT NULL, records $int NOT NULL, accounts $int NOT NULL, postings $int NOT "
        "NULL, "
        "changes $int NOT NULL)",
        "CREATE TABLE citation (id $id, name $text NOT NULL UNIQUE)",
        // Ends that are NULL are not there. Each account once; batch: that made it.
        "CREATE TABLE account (id $id, ledger $int NOT NULL, key $text NOT NULL, period $int NOT NULL, "
        "opening_lo $amount, opening_hi $amount, lo $amount, hi $amount, knowledge $int NOT NULL, "
        "as_of $int NOT NULL, batch $int NOT NULL, UNIQUE (ledger, key, period))",
        // keys: of a posting that floats, what they may be; account is NULL then.
        "CREATE TABLE posting (id $id, batch $int NOT NULL, ledger $int NOT NULL, account $int, keys $text, "
        "first_day $int NOT NULL, last_day $int NOT NULL, lo $amount, hi $amount, shipment $text NOT NULL, "
        "line $int NOT NULL, position $text, citation $int NOT NULL, undone $int NOT NULL, doubtful $int NOT NULL, "
        "assumed $int NOT NULL, undone_by $text)",
        "CREATE INDEX posting_shipment ON posting (shipment)",
        "CREATE INDEX posting_floating ON posting (ledger) WHERE account IS NULL",
        // How a posting stood before the batch, so that any batch can be taken back.
        "CREATE TABLE change (id $id, batch $int NOT NULL, posting $int NOT NULL, undone $int NOT NULL, "
        "doubtful $int NOT NULL, undone_by $text)",
        "CREATE TABLE closing (batch $int NOT NULL, ledger $int NOT NULL, position $text NOT NULL)"})
    if (Status made = db->run(sql); !made.ok()) return made;
  return Unit{};
}

Failure SqlStore::damaged(const std::string& what) const {
  return {"the ledger state " + name() + " is damaged: " + what +
              "; take a copy of it that is whole, or replay the logs into a new one",
          kStateFailed};
}

Status SqlStore::read(const std::string& sql, const std::vector<SqlValue>& values,
                      const std::function<Status(const SqlRows&)>& each) {
  Result<std::unique_ptr<SqlRows>> rows = db_->query(sql, values);
  if (!rows.ok()) return rows.failure();
  while (true) {
    const Result<bool> more = rows.value()->next();
    if (!more.ok()) return more.failure();
    if (!more.value()) return Unit{};
    if (Status status = each(*rows.value()); !status.ok()) return status;
  }
}

Result<std::int64_t> SqlStore::largest(const char* table) {
  std::int64_t out = 0;
  const Status status = read(std::string("SELECT coalesce(max(id), 0) FROM ") + table, {}, [&](const SqlRows& row) {
    out = row.integer(0);
    return Status(Unit{});
  });
  if (!status.ok()) return status.failure();
  return out;
}

Result<std::map<std::int64_t, std::string>> SqlStore::names(const char* table) {
  std::map<std::int64_t, std::string> out;
  const Status status = read(std::string("SELECT id, name FROM ") + table, {}, [&](const SqlRows& row) {
    out.emplace(row.integer(0), row.text(1));
    return Status(Unit{});
  });
  if (!status.ok()) return status.failure();
  return out;
}

Status SqlStore::load() {
  if (mode_ == OpenMode::Read)
    if (Status begun = db_->begin_reading(); !begun.ok()) return begun;
  definitions_.clear();
  const Status status =
      read("SELECT id, name, definition, fingerprint FROM ledger ORDER BY id", {}, [&](const SqlRows& row) -> Status {
        const std::string name(row.text(1));
        std::optional<Definition> d = parse_definition(name, row.text(2));
        if (!d || fingerprint(*d) != row.text(3) ||
            row.integer(0) != static_cast<std::int64_t>(definitions_.size()) + 1)
          return damaged("the definition of its ledger " + name + " is not as it was written");
        definitions_.push_back(std::move(*d));
        return Unit{};
      });
  if (!status.ok()) return status;
  const Result<std::int64_t> last = largest("batch");
  if (!last.ok()) return last.failure();
  seen_ = last.value();
  return Unit{};
}

std::int64_t SqlStore::ledger_id(const std::string& name) const {
  const auto same = [&](const Definition& d) { return d.name == name; };
  const auto found = std::find_if(definitions_.begin(), definitions_.end(), same);
  return found == definitions_.end() ? 0 : found - definitions_.begin() + 1;
}

Status SqlStore::keep(const std::vector<Definition>& definitions) {
  const auto refused = [&](const std::string& what) {
    return Failure{"the ledger state " + name() + " is that of other rules: " + what +
                       ". Replay the logs under these rules into a new state, or name the state that belongs to them",
                   kNoState};
  };
  for (const Definition& d : definitions) {
    const std::int64_t id = ledger_id(d.name);
    if (id == 0) continue;
    const Definition& kept = definitions_[static_cast<std::size_t>(id) - 1];
    if (fingerprint(kept) != fingerprint(d)) return refused("ledger " + d.name + ", " + difference(kept, d));
  }
  std::vector<Definition> missing;
  for (const Definition& d : definitions)
    if (ledger_id(d.name) == 0) missing.push_back(d);
  for (const Definition& kept : definitions_)
    if (std::none_of(definitions.begin(), definitions.end(), [&](const Definition& d) { return d.name == kept.name; }))
      return refused("it keeps ledger " + kept.name + ", which the rules do not have");
  if (missing.empty()) return Unit{};
  const Result<std::vector<AppliedBatch>> batches = this->batches();
  if (!batches.ok()) return batches.failure();
  const auto ran = [](const AppliedBatch& b) { return b.batch.kind == BatchKind::Run; };
  if (std::any_of(batches.value().begin(), batches.value().end(), ran))
    return refused("they have ledger " + missing.front().name +
                   ", and the records that the state has taken in were not posted to it");
  if (mode_ == OpenMode::Read)
    return refused("they have ledger " + missing.front().name + ", which it does not keep yet");
  if (Status begun = db_->begin_writing(); !begun.ok()) return begun;
  Status kept = keep_in_transaction(missing);
  if (kept.ok()) kept = db_->commit();
  if (!kept.ok()) db_->rollback();
  return kept;
}

Status SqlStore::keep_in_transaction(const std::vector<Definition>& definitions) {
  const Result<std::int64_t> last = largest("ledger");
  if (!last.ok()) return last.failure();
  if (last.value() != static_cast<std::int64_t>(definitions_.size()))
    return Failure{"another run has added ledgers to the state " + name() + " just now; run again", kStateFailed};
  for (const Definition& d : definitions)
    if (Status added = add(d); !added.ok()) return added;
  return Unit{};
}

Status SqlStore::add(const Definition& d) {
  const std::int64_t id = static_cast<std::int64_t>(definitions_.size()) + 1;
  Result<std::unique_ptr<SqlSink>> sink = db_->insert("ledger", {"id", "name", "fingerprint", "definition"});
  if (!sink.ok()) return sink.failure();
  const std::string text = definition_text(d), print = fingerprint(d);
  const SqlValue row[] = {id, d.name, print, text};
  if (Status put = sink.value()->row(row); !put.ok()) return put;
  if (Status put = sink.value()->finish(); !put.ok()) return put;
  // What a ledger over days looks back on.
  if (d.period == ir::LedgerPeriod::Days)
    if (Status made = db_->run("CREATE INDEX posting_day_" + std::to_string(id) +
                               " ON posting (last_day) WHERE ledger = " + std::to_string(id));
        !made.ok())
      return made;
  definitions_.push_back(d);
  return Unit{};
}

Result<std::vector<AppliedBatch>> SqlStore::batches() {
  std::vector<AppliedBatch> out;
  const Status status =
      read("SELECT id, name, program, run, kind, records, accounts, postings, changes, content FROM batch ORDER BY id",
           {}, [&](const SqlRows& row) -> Status {
             AppliedBatch& b = out.emplace_back();
             const auto count = [&](int column) { return static_cast<std::uint64_t>(row.integer(column)); };
             b.number = row.integer(0);
             b.batch = {std::string(row.text(1)),
                        std::string(row.text(2)),
                        std::string(row.text(3)),
                        std::string(row.text(9)),
                        row.integer(4) == 1 ? BatchKind::Opening : BatchKind::Run,
                        count(5)};
             b.accounts = count(6);
             b.postings = count(7);
             b.changes = count(8);
             return Unit{};
           });
  if (!status.ok()) return status.failure();
  return out;
}

Result<std::optional<AppliedBatch>> SqlStore::applied(const std::string& batch) {
  Result<std::vector<AppliedBatch>> all = batches();
  if (!all.ok()) return all.failure();
  for (AppliedBatch& b : all.value())
    if (b.batch.id == batch) return std::optional<AppliedBatch>(std::move(b));
  return std::optional<AppliedBatch>();
}

Result<std::vector<Closing>> SqlStore::closings() {
  std::vector<Closing> out;
  const Status status =
      read("SELECT ledger, position, batch FROM closing ORDER BY ledger, batch", {}, [&](const SqlRows& row) -> Status {
        const std::int64_t ledger = row.integer(0);
        if (past_ && row.integer(2) >= past_->before) return Unit{};
        std::optional<Position> position = parse_position(row.text(1));
        if (ledger < 1 || ledger > static_cast<std::int64_t>(definitions_.size()) || !position)
          return damaged("a closing position does not read");
        const std::string& name = definitions_[static_cast<std::size_t>(ledger) - 1].name;
        if (out.empty() || out.back().ledger != name) out.emplace_back().ledger = name;
        // A batch of late records closes nothing.
        if (out.back().position < *position) out.back().position = std::move(*position);
        return Unit{};
      });
  if (!status.ok()) return status.failure();
  return out;
}

// Balances are the last ones, so those of before are added up again.
Status SqlStore::look_back(const std::string& batch) {
  const Result<std::optional<AppliedBatch>> found = applied(batch);
  if (!found.ok()) return found.failure();
  LICET_CHECK(found.value().has_value());
  past_.emplace();
  past_->before = found.value()->number;
  Status status = read("SELECT posting, undone, doubtful, undone_by FROM change WHERE batch >= ?1 ORDER BY id",
                       {past_->before}, [&](const SqlRows& row) -> Status {
                         past_->standing.try_emplace(row.integer(0), Standing{row.integer(1) != 0, row.integer(2) != 0,
                                                                              std::string(row.text(3))});
                         return Unit{};
                       });
  if (!status.ok()) return status;
  return postings({}, [&](const StoredPosting& p) -> Status {
    if (p.account == 0) return Unit{};
    Range& posted = past_->posted[p.account];
    const std::optional<Range> more = sum(posted, counted(p.posting));
    if (!more) return damaged("the postings of account " + std::to_string(p.account) + " cannot be added up");
    posted = *more;
    return Unit{};
  });
}

Status SqlStore::accounts(const AccountFilter& filter, const std::function<Status(StoredAccount)>& each) {
  std::string where = " WHERE 1 = 1";
  std::vector<SqlValue> values;
  const auto add = [&](const std::string& condition, SqlValue value) {
    values.push_back(value);
    where += " AND " + condition + " ?" + std::to_string(values.size());
  };
  const std::string key = filter.key.empty() ? "" : key_text(filter.key);
  if (!filter.ledger.empty()) add("ledger =", ledger_id(filter.ledger));
  if (!key.empty()) add("key =", key);
  if (filter.period) add("period =", static_cast<std::int64_t>(*filter.period));
  if (past_) add("batch <", past_->before);
  return read("SELECT id, ledger, key, period, opening_lo, opening_hi, lo, hi, knowledge, as_of FROM account" + where +
                  " ORDER BY ledger, key, period",
              values, [&](const SqlRows& row) -> Status {
                bool bad = false;
                StoredAccount a;
                a.id = row.integer(0);
                const std::int64_t ledger = row.integer(1);
                std::optional<std::vector<std::string>> k = parse_key(row.text(2));
                bad = ledger < 1 || ledger > static_cast<std::int64_t>(definitions_.size()) || !k;
                const std::int64_t knowledge = row.integer(8);
                bad = bad || knowledge < 0 || knowledge > static_cast<int>(ir::Knowledge::CompleteAsOf);
                if (bad) return damaged("account " + std::to_string(a.id) + " does not read");
                a.account = {definitions_[static_cast<std::size_t>(ledger) - 1].name, std::move(*k),
                             static_cast<std::int32_t>(row.integer(3))};
                a.opening = range_of(row, 4, &bad);
                a.balance = range_of(row, 6, &bad);
                if (bad) return damaged("the balance of account " + std::to_string(a.id) + " does not read");
                a.knowledge = static_cast<ir::Knowledge>(knowledge);
                a.as_of = static_cast<Day>(row.integer(9));
                if (!past_) return each(std::move(a));
                const auto posted = past_->posted.find(a.id);
                const std::optional<Range> then =
                    posted == past_->posted.end() ? a.opening : sum(a.opening, posted->second);
                if (!then) return damaged("the postings of account " + std::to_string(a.id) + " cannot be added up");
                a.balance = *then;
                return each(std::move(a));
              });
}

Status SqlStore::postings(const PostingFilter& filter, const std::function<Status(StoredPosting)>& each) {
  const Result<std::map<std::int64_t, std::string>> citations = names("citation");
  if (!citations.ok()) return citations.failure();
  const Result<std::vector<AppliedBatch>> batches = this->batches();
  if (!batches.ok()) return batches.failure();
  std::string where = " WHERE 1 = 1";
  std::vector<SqlValue> values;
  const auto add = [&](const std::string& condition, SqlValue value) {
    values.push_back(value);
    where += " AND " + condition + " ?" + std::to_string(values.size());
  };
  // Written out, so that partial indices are known to fit.
  if (!filter.ledger.empty()) where += " AND p.ledger = " + std::to_string(ledger_id(filter.ledger));
  if (filter.account && *filter.account == 0) where += " AND p.account IS NULL";
  if (filter.account && *filter.account != 0) add("p.account =", *filter.account);
  if (!filter.shipment.empty()) add("p.shipment =", filter.shipment);
  if (filter.since) add("p.last_day >=", static_cast<std::int64_t>(*filter.since));
  if (filter.standing && !past_) where += " AND p.undone = 0";
  if (past_) add("p.batch <", past_->before);
  return read(
      "SELECT p.id, p.account, p.ledger, p.batch, p.keys, a.key, p.first_day, p.last_day, p.lo, p.hi, p.shipment, "
      "p.line, p.position, p.citation, p.undone, p.doubtful, p.assumed, p.undone_by FROM posting p LEFT JOIN account a "
      "ON a.id = p.account" +
          where + " ORDER BY p.id",
      values, [&](const SqlRows& row) -> Status {
        StoredPosting s;
        Posting& p = s.posting;
        s.id = row.integer(0);
        const bool floats = row.null(1);
        s.account = floats ? 0 : row.integer(1);
        const std::int64_t ledger = row.integer(2), batch = row.integer(3);
        std::optional<std::vector<std::vector<std::string>>> keys;
        if (floats) {
          keys = parse_keys(row.text(4));
        } else if (std::optional<std::vector<std::string>> key = parse_key(row.text(5))) {
          keys.emplace();
          for (std::string& part : *key) keys->push_back({std::move(part)});
        }
        std::optional<Position> position = row.null(12) ? Position() : parse_position(row.text(12));
        const auto citation = citations.value().find(row.integer(13));
        bool bad = ledger < 1 || ledger > static_cast<std::int64_t>(definitions_.size()) || !keys || !position ||
                   batch < 1 || batch > static_cast<std::int64_t>(batches.value().size()) ||
                   citation == citations.value().end();
        p.amount = range_of(row, 8, &bad);
        if (bad) return damaged("posting " + std::to_string(s.id) + " does not read");
        p.ledger = definitions_[static_cast<std::size_t>(ledger) - 1].name;
        p.key = std::move(*keys);
        p.first_day = static_cast<Day>(row.integer(6));
        p.last_day = static_cast<Day>(row.integer(7));
        p.shipment = row.text(10);
        p.line = row.integer(11);
        p.position = std::move(*position);
        p.citation = citation->second;
        p.undone = row.integer(14) != 0;
        p.doubtful = row.integer(15) != 0;
        p.assumed = row.integer(16) != 0;
        s.undone_by = row.text(17);
        if (past_) {
          if (const auto then = past_->standing.find(s.id); then != past_->standing.end()) {
            p.undone = then->second.undone;
            p.doubtful = then->second.doubtful;
            s.undone_by = then->second.by;
          }
          if (filter.standing && p.undone) return Unit{};
        }
        const Batch& made = batches.value()[static_cast<std::size_t>(batch) - 1].batch;
        s.batch = made.id;
        s.program = made.program;
        return each(std::move(s));
      });
}

Result<std::unique_ptr<Commit>> SqlStore::begin(const Batch& batch) {
  LICET_CHECK(mode_ != OpenMode::Read && !past_);
  if (Status begun = db_->begin_writing(); !begun.ok()) return begun.failure();
  auto out = std::make_unique<SqlCommit>(this, batch);  // it rolls back
  if (Status ready = out->prepare(); !ready.ok()) return ready.failure();
  return std::unique_ptr<Commit>(std::move(out));
}

}  // namespace licet::ledger
