#include "runtime/ledger/openings.h"

#include <algorithm>
#include <map>
#include <optional>

#include "core/base/csv.h"
#include "core/base/decimal.h"
#include "core/base/nearest.h"
#include "runtime/data/json_value.h"
#include "runtime/interp/number.h"

namespace licet::ledger {
namespace {

constexpr int kDataWrong = 4;

// One row, whichever way it is written: names and their texts.
struct Row {
  std::string place;
  std::vector<std::pair<std::string, std::string>> cells;

  const std::string* find(const std::string& name) const {
    for (const auto& [n, text] : cells)
      if (n == name || n == snake_case(name)) return &text;
    return nullptr;
  }
  bool says(const std::string& name) const {
    const std::string* text = find(name);
    return text != nullptr && !text->empty();
  }
  Failure wrong(const std::string& what) const { return {place + ": " + what, kDataWrong}; }
};

Result<std::vector<Row>> csv_rows(std::string_view text) {
  CsvFile file;
  if (const std::optional<CsvError> error = read_csv(text, &file))
    return Failure{"line " + std::to_string(error->line) + ": " + error->message, kDataWrong};
  std::vector<Row> out;
  for (const CsvRow& r : file.rows) {
    Row& row = out.emplace_back();
    row.place = "line " + std::to_string(r.line);
    for (std::size_t i = 0; i < r.cells.size(); ++i) row.cells.emplace_back(file.head[i], r.cells[i]);
  }
  return out;
}

Status add_cells(const data::JsonValue& object, Row* row) {
  for (const data::JsonValue::Member& m : object.members) {
    const bool plain = m.second.is_text() || m.second.kind == data::JsonValue::Kind::Number;
    if (m.first == "key" && m.second.is_object()) {
      if (Status added = add_cells(m.second, row); !added.ok()) return added;
    } else if (plain) {
      row->cells.emplace_back(m.first, m.second.text);
    } else {
      return row->wrong(m.first + " is neither a text nor a number");
    }
  }
  return Unit{};
}

Result<std::vector<Row>> json_rows(std::string_view text) {
  const Result<data::JsonValue> parsed = data::parse_json(text);
  if (!parsed.ok()) return parsed.failure();
  if (!parsed.value().is_array()) return Failure{"write an array of objects, one for each account", kDataWrong};
  std::vector<Row> out;
  for (const data::JsonValue& v : parsed.value().elements) {
    Row& row = out.emplace_back();
    row.place = "account " + std::to_string(out.size());
    if (!v.is_object()) return row.wrong("it is not an object");
    if (Status added = add_cells(v, &row); !added.ok()) return added.failure();
  }
  return out;
}

class Reader {
 public:
  explicit Reader(const ir::Program& program) : program_(program), definitions_(definitions_of(program)) {}

  Result<StoredAccount> account(const Row& row) {
    const Result<std::size_t> which = ledger(row);
    if (!which.ok()) return which.failure();
    const Definition& d = definitions_[which.value()];
    const ir::Ledger& l = program_.ledgers.ledgers[which.value()];
    std::vector<std::string> known{"ledger", "period", "balance", "lo", "hi", "knowledge", "as_of"};
    known.insert(known.end(), d.dimensions.begin(), d.dimensions.end());
    for (const auto& [name, text] : row.cells)
      if (std::none_of(known.begin(), known.end(), [&](const auto& k) { return name == k || name == snake_case(k); }))
        return row.wrong("ledger " + d.name + " has no " + name + near(known, name));
    StoredAccount out;
    out.account.ledger = d.name;
    for (std::size_t i = 0; i < d.dimensions.size(); ++i) {
      const Result<std::string> part = key_part(row, d, l.dimensions[i]);
      if (!part.ok()) return part.failure();
      out.account.key.push_back(part.value());
    }
    const std::string* period = row.find("period");
    const std::optional<std::int32_t> number = parse_period(d, period == nullptr ? "" : *period);
    if (!number)
      return row.wrong("\"" + (period == nullptr ? "" : *period) + "\" is no period of ledger " + d.name + "; " +
                       (d.period == ir::LedgerPeriod::Year      ? "write a year, 2025"
                        : d.period == ir::LedgerPeriod::Quarter ? "write a quarter, 2025-Q3"
                                                                : "it has one period, so leave it empty"));
    out.account.period = *number;
    Status read = balance(row, d, &out);
    if (read.ok()) read = knowledge(row, l, &out);
    if (!read.ok()) return read.failure();
    return out;
  }

 private:
  static std::string near(const std::vector<std::string>& names, const std::string& word) {
    Nearest nearest(word);
    for (const std::string& n : names) nearest.consider(n);
    return nearest.best().empty() ? "" : "; did you mean " + nearest.best() + "?";
  }

  Result<std::size_t> ledger(const Row& row) const {
    const std::string* name = row.find("ledger");
    if (name == nullptr) {
      if (definitions_.size() == 1) return std::size_t{0};
      return row.wrong("ledger is not said, and the rules have " + std::to_string(definitions_.size()));
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < definitions_.size(); ++i) {
      if (definitions_[i].name == *name) return i;
      names.push_back(definitions_[i].name);
    }
    return row.wrong("the rules have no ledger " + *name + near(names, *name));
  }

  // Codes as rules spell them, however data do.
  Result<std::string> key_part(const Row& row, const Definition& d, const ir::Dimension& dimension) const {
    const std::string* text = row.find(dimension.name);
    if (text == nullptr || text->empty()) return row.wrong(dimension.name + " of ledger " + d.name + " is not said");
    const ir::Id category = program_.nodes[static_cast<std::size_t>(dimension.value)].type.category;
    if (category == ir::kNone) return *text;
    const ir::Category& c = program_.schema.categories[static_cast<std::size_t>(category)];
    for (std::size_t i = 0; i < c.values.size(); ++i)
      if (*text == c.values[i] || *text == c.data_name(static_cast<ir::Id>(i))) return c.values[i];
    return row.wrong(dimension.name + ": \"" + *text + "\" is not a known value of " + c.name + near(c.values, *text));
  }

  static Status balance(const Row& row, const Definition& d, StoredAccount* out) {
    const auto end = [&](const char* name, Int128 open, Int128* to) -> Status {
      const std::string* text = row.find(name);
      if (text == nullptr || text->empty())
        return row.wrong(std::string("there is no ") + name +
                         "; write the balance, or lo and hi, and \"none\" for an "
                         "end that is not known");
      if (*text == "none" && std::string_view(name) != "balance") {
        *to = open;
        return Unit{};
      }
      const ParsedDecimal n = parse_decimal(*text, d.scale);
      if (n.error == DecimalError::kTooManyPlaces)
        return row.wrong(std::string(name) + ": " + *text + " has more places than ledger " + d.name + " keeps");
      if (n.error != DecimalError::kNone)
        return row.wrong(std::string(name) + ": \"" + *text + "\" is no number that the ledger can hold");
      *to = n.value;
      return Unit{};
    };
    if (row.says("balance")) {
      if (row.says("lo") || row.says("hi")) return row.wrong("write the balance, or lo and hi, not both");
      if (Status read = end("balance", 0, &out->opening.lo); !read.ok()) return read;
      out->opening.hi = out->opening.lo;
    } else {
      if (Status read = end("lo", interp::kBelowAll, &out->opening.lo); !read.ok()) return read;
      if (Status read = end("hi", interp::kAboveAll, &out->opening.hi); !read.ok()) return read;
    }
    if (out->opening.lo > out->opening.hi) return row.wrong("lo is above hi");
    if (!d.stock && out->opening.lo < 0) return row.wrong("ledger " + d.name + " is a flow, which is not below zero");
    out->balance = out->opening;
    return Unit{};
  }

  static Status knowledge(const Row& row, const ir::Ledger& ledger, StoredAccount* out) {
    out->knowledge = ledger.knowledge;
    if (const std::string* text = row.find("knowledge"); row.says("knowledge")) {
      if (*text == "complete")
        out->knowledge = ir::Knowledge::Complete;
      else if (*text == "partial")
        out->knowledge = ir::Knowledge::Partial;
      else if (*text == "complete as of")
        out->knowledge = ir::Knowledge::CompleteAsOf;
      else
        return row.wrong("knowledge is complete, partial, or complete as of (with as_of), not \"" + *text + "\"");
    }
    const std::string* day = row.find("as_of");
    const bool said = row.says("as_of");
    if (said != (out->knowledge == ir::Knowledge::CompleteAsOf))
      return row.wrong(said ? "as_of is said of what is not complete as of a day"
                            : "as_of is missing: the day of the statement");
    if (!said) return Unit{};
    const std::optional<Day> parsed = parse_day(*day);
    if (!parsed) return row.wrong("as_of: \"" + *day + "\" is no day; write YYYY-MM-DD");
    out->as_of = *parsed;
    return Unit{};
  }

  const ir::Program& program_;
  std::vector<Definition> definitions_;
};

std::string name_of(const Account& a) {
  std::string out = a.ledger;
  for (const std::string& part : a.key) out += " " + part;
  return out;
}

}  // namespace

Result<std::vector<StoredAccount>> read_openings(const ir::Program& program, std::string_view text, bool json) {
  const Result<std::vector<Row>> rows = json ? json_rows(text) : csv_rows(text);
  if (!rows.ok()) return rows.failure();
  Reader reader(program);
  std::vector<StoredAccount> out;
  std::map<Account, const Row*> seen;
  for (const Row& row : rows.value()) {
    Result<StoredAccount> account = reader.account(row);
    if (!account.ok()) return account.failure();
    if (const auto [first, is_new] = seen.emplace(account.value().account, &row); !is_new)
      return row.wrong("this account stands at " + first->second->place + " already");
    out.push_back(std::move(account.value()));
  }
  return out;
}

OpeningBalance opening_of(const StoredAccount& account) {
  OpeningBalance out{account.account, account.opening, account.knowledge, std::nullopt};
  if (account.knowledge == ir::Knowledge::CompleteAsOf) out.as_of = account.as_of;
  return out;
}

Result<Opened> open_accounts(Store* store, const Batch& batch, const std::vector<StoredAccount>& accounts) {
  const Result<std::optional<AppliedBatch>> before = store->applied(batch.id);
  if (!before.ok()) return before.failure();
  if (before.value()) return Opened{*before.value(), true};
  Result<std::unique_ptr<Commit>> commit = store->begin(batch);
  if (!commit.ok()) return commit.failure();
  std::map<Account, StoredAccount> there;
  const Status read = store->accounts({}, [&](StoredAccount a) -> Status {
    there.emplace(a.account, std::move(a));
    return Unit{};
  });
  if (!read.ok()) return read.failure();
  for (const StoredAccount& a : accounts) {
    const auto found = there.find(a.account);
    if (found == there.end()) {
      const Result<std::int64_t> put = commit.value()->put(a);
      if (!put.ok()) return put.failure();
      continue;
    }
    const StoredAccount& old = found->second;
    if (old.opening != a.opening || old.knowledge != a.knowledge || old.as_of != a.as_of)
      return Failure{"account " + name_of(a.account) + " is in " + store->name() +
                         " already, with another opening: decisions rest on that one. Open a new state and replay the "
                         "logs into it",
                     kDataWrong};
  }
  const Result<AppliedBatch> applied = commit.value()->finish();
  if (!applied.ok()) return applied.failure();
  return Opened{applied.value(), false};
}

}  // namespace licet::ledger
