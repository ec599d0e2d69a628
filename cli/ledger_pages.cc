#include "cli/ledger_pages.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "cli/terminal.h"
#include "core/base/csv.h"
#include "core/base/decimal.h"
#include "runtime/interp/number.h"
#include "runtime/ledger/state_text.h"
#include "runtime/ledger/words.h"

namespace licet::cli {
namespace {

using Json = nlohmann::ordered_json;
using ledger::Definition;
using ledger::Range;

// Rows of texts, printed as columns or as CSV.
class Grid {
 public:
  explicit Grid(std::vector<std::string> head) { rows_.push_back(std::move(head)); }
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  void align_right(std::size_t column) { right_.push_back(column); }

  std::string columns() const {
    std::vector<std::size_t> widths(rows_[0].size(), 0);
    for (const auto& row : rows_)
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    std::string out;
    for (const auto& row : rows_) {
      std::string line;
      for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string gap(widths[i] - row[i].size(), ' ');
        const bool right = std::find(right_.begin(), right_.end(), i) != right_.end();
        line += (i == 0 ? "" : "  ") + (right ? gap + row[i] : row[i] + gap);
      }
      out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return out;
  }

  std::string csv() const {
    std::string out;
    for (const auto& row : rows_) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        const bool quote = row[i].find_first_of(",\"\r\n") != std::string::npos;
        std::string cell;
        for (const char c : row[i]) cell += c == '"' ? "\"\"" : std::string(1, c);
        out += (i == 0 ? "" : ",") + (quote ? "\"" + cell + "\"" : cell);
      }
      out += "\n";
    }
    return out;
  }

 private:
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> right_;
};

std::string dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string low(const Range& r, int scale) { return r.lo == interp::kBelowAll ? "" : format_decimal(r.lo, scale); }
std::string high(const Range& r, int scale) { return r.hi == interp::kAboveAll ? "" : format_decimal(r.hi, scale); }
Json ends(const Range& r, int scale) {
  const auto end = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
  return {{"lo", end(low(r, scale))}, {"hi", end(high(r, scale))}};
}

const char* word(ir::Knowledge k) {
  switch (k) {
    case ir::Knowledge::Complete:
      return "complete";
    case ir::Knowledge::Partial:
      return "partial";
    case ir::Knowledge::CompleteAsOf:
      break;
  }
  return "complete as of";
}

std::string as_of(const ledger::StoredAccount& a) {
  return a.knowledge == ir::Knowledge::CompleteAsOf ? format_day(a.as_of) : "";
}

std::string unit_of(const Definition& d) { return d.unit.empty() ? "" : " " + d.unit; }

// "ACME or BETA", "any".
std::string may_be(const std::vector<std::string>& one) {
  std::string out;
  for (const std::string& text : one) out += (out.empty() ? "" : " or ") + text;
  return one.empty() ? "any" : out;
}

std::string key_words(const std::vector<std::vector<std::string>>& key) {
  std::string out;
  for (const auto& one : key) out += (out.empty() ? "" : ", ") + may_be(one);
  return out;
}

std::string standing(const ledger::StoredPosting& p) {
  const auto by = [&](const char* text) { return text + (p.undone_by.empty() ? "" : " by " + p.undone_by); };
  std::string out = p.account == 0 ? "floats" : "";
  const auto add = [&](const std::string& more) { out += (out.empty() ? "" : ", ") + more; };
  if (p.posting.undone) add(by("undone"));
  if (p.posting.doubtful && !p.posting.undone) add(by("doubtful"));
  if (p.posting.assumed) add("assumed");
  return out;
}

std::string days(const ledger::Posting& p) {
  return p.first_day == p.last_day ? format_day(p.first_day)
                                   : format_day(p.first_day) + " to " + format_day(p.last_day);
}

Json entry_json(const ledger::StoredPosting& p, const Definition& d) {
  Json key = Json::object();
  for (std::size_t i = 0; i < d.dimensions.size() && i < p.posting.key.size(); ++i) {
    const std::vector<std::string>& one = p.posting.key[i];
    key[d.dimensions[i]] = one.size() == 1 ? Json(one[0]) : one.empty() ? Json(nullptr) : Json(one);
  }
  Json out{{"ledger", p.posting.ledger},
           {"key", std::move(key)},
           {"first_day", format_day(p.posting.first_day)},
           {"last_day", format_day(p.posting.last_day)},
           {"amount", ends(p.posting.amount, d.scale)},
           {"shipment", p.posting.shipment},
           {"line", p.posting.line},
           {"position", Json::parse(ledger::position_text(p.posting.position))},
           {"citation", p.posting.citation},
           {"floats", p.account == 0},
           {"undone", p.posting.undone},
           {"doubtful", p.posting.doubtful},
           {"assumed", p.posting.assumed},
           {"undone_by", p.undone_by.empty() ? Json(nullptr) : Json(p.undone_by)},
           {"batch", p.batch},
           {"program", p.program}};
  return out;
}

std::string short_print(const std::string& fingerprint) { return fingerprint.substr(0, 12); }

}  // namespace

std::string balances_page(const ledger::Store& store, const std::vector<ledger::StoredAccount>& accounts,
                          PageForm form) {
  if (form == PageForm::Json) {
    Json out{{"schema", "ledger/1"}, {"accounts", Json::array()}};
    for (const ledger::StoredAccount& a : accounts) {
      const Definition& d = *ledger::definition(store, a.account.ledger);
      Json key = Json::object();
      for (std::size_t i = 0; i < d.dimensions.size() && i < a.account.key.size(); ++i)
        key[d.dimensions[i]] = a.account.key[i];
      const std::string day = as_of(a);
      out["accounts"].push_back({{"ledger", d.name},
                                 {"key", std::move(key)},
                                 {"period", ledger::period_words(d, a.account.period)},
                                 {"unit", d.unit},
                                 {"opening", ends(a.opening, d.scale)},
                                 {"balance", ends(a.balance, d.scale)},
                                 {"knowledge", word(a.knowledge)},
                                 {"as_of", day.empty() ? Json(nullptr) : Json(day)}});
    }
    return dump(out);
  }
  std::vector<std::string> dimensions;
  for (const Definition& d : store.definitions())
    for (const std::string& name : d.dimensions)
      if (std::find(dimensions.begin(), dimensions.end(), name) == dimensions.end()) dimensions.push_back(name);
  const bool csv = form == PageForm::Csv;
  std::vector<std::string> head{"ledger"};
  for (const std::string& name : dimensions) head.push_back(csv ? snake_case(name) : name);
  const std::size_t numbers = head.size() + 1;
  for (const char* name : {"period", "opening", "balance", "unit", "knowledge"})
    if (!csv) head.emplace_back(name);
  for (const char* name : {"period", "lo", "hi", "opening_lo", "opening_hi", "unit", "knowledge", "as_of"})
    if (csv) head.emplace_back(name);
  Grid grid(head);
  if (!csv) grid.align_right(numbers), grid.align_right(numbers + 1);
  for (const ledger::StoredAccount& a : accounts) {
    const Definition& d = *ledger::definition(store, a.account.ledger);
    std::vector<std::string> row{d.name};
    for (const std::string& name : dimensions) {
      const auto at = std::find(d.dimensions.begin(), d.dimensions.end(), name);
      row.push_back(at == d.dimensions.end() ? "" : a.account.key[static_cast<std::size_t>(at - d.dimensions.begin())]);
    }
    row.push_back(ledger::period_words(d, a.account.period));
    const std::string day = as_of(a);
    if (csv)
      row.insert(row.end(), {low(a.balance, d.scale), high(a.balance, d.scale), low(a.opening, d.scale),
                             high(a.opening, d.scale), d.unit, word(a.knowledge), day});
    else
      row.insert(row.end(), {ledger::range_words(a.opening, d.scale), ledger::range_words(a.balance, d.scale), d.unit,
                             word(a.knowledge) + (day.empty() ? "" : " " + day)});
    grid.add(std::move(row));
  }
  if (csv) return grid.csv();
  return accounts.empty() ? "no accounts\n" : grid.columns();
}

std::string entries_page(const ledger::Store& store, const std::vector<ledger::StoredPosting>& entries, PageForm form) {
  if (form == PageForm::Json) {
    Json out{{"schema", "ledger/1"}, {"entries", Json::array()}};
    for (const ledger::StoredPosting& p : entries)
      out["entries"].push_back(entry_json(p, *ledger::definition(store, p.posting.ledger)));
    return dump(out);
  }
  const bool csv = form == PageForm::Csv;
  Grid grid(csv ? std::vector<std::string>{"ledger", "key", "first_day", "last_day", "lo", "hi", "shipment", "line",
                                           "citation", "standing", "position", "batch", "program"}
                : std::vector<std::string>{"ledger", "key", "day", "amount", "shipment", "line", "citation", "standing",
                                           "batch", "rules"});
  if (!csv) grid.align_right(3), grid.align_right(5);
  for (const ledger::StoredPosting& p : entries) {
    const Definition& d = *ledger::definition(store, p.posting.ledger);
    if (csv)
      grid.add({d.name, ledger::keys_text(p.posting.key), format_day(p.posting.first_day),
                format_day(p.posting.last_day), low(p.posting.amount, d.scale), high(p.posting.amount, d.scale),
                p.posting.shipment, std::to_string(p.posting.line), p.posting.citation, standing(p),
                p.posting.position.empty() ? "" : ledger::position_text(p.posting.position), p.batch, p.program});
    else
      grid.add({d.name, key_words(p.posting.key), days(p.posting), ledger::range_words(p.posting.amount, d.scale),
                p.posting.shipment, std::to_string(p.posting.line), p.posting.citation, standing(p), p.batch,
                short_print(p.program)});
  }
  if (csv) return grid.csv();
  return entries.empty() ? "no entries\n" : grid.columns();
}

std::string history_page(const Definition& d, const ledger::History& history, std::optional<Int128> limit,
                         PageForm form) {
  const auto named = [&](std::optional<std::size_t> at) {
    if (!at) return Json(nullptr);
    const ledger::Posting& p = history.used[*at].posting.posting;
    return Json{{"shipment", p.shipment}, {"line", p.line}};
  };
  if (form == PageForm::Json) {
    Json out{{"schema", "ledger/1"}, {"ledger", d.name}, {"unit", d.unit}};
    out["opening"] = ends(history.opening, d.scale);
    out["balance"] = ends(history.closing, d.scale);
    out["limit"] = limit ? Json(format_decimal(*limit, d.scale)) : Json(nullptr);
    out["first_past"] = {{"certain", named(history.first_certain)}, {"possible", named(history.first_possible)}};
    out["entries"] = Json::array();
    for (const ledger::Used& u : history.used) {
      Json entry = entry_json(u.posting, d);
      entry["after"] = ends(u.after, d.scale);
      out["entries"].push_back(std::move(entry));
    }
    return dump(out);
  }
  const bool csv = form == PageForm::Csv;
  Grid grid(csv ? std::vector<std::string>{"day", "shipment", "line", "lo", "hi", "after_lo", "after_hi", "citation",
                                           "standing", "batch"}
                : std::vector<std::string>{"day", "shipment", "line", "amount", "balance after", "citation", ""});
  if (!csv)
    for (const std::size_t right : {2U, 3U, 4U}) grid.align_right(right);
  if (!csv) grid.add({"", "opening", "", "", ledger::range_words(history.opening, d.scale), "", ""});
  for (std::size_t i = 0; i < history.used.size(); ++i) {
    const ledger::Used& u = history.used[i];
    const ledger::Posting& p = u.posting.posting;
    if (csv) {
      grid.add({days(p), p.shipment, std::to_string(p.line), low(p.amount, d.scale), high(p.amount, d.scale),
                low(u.after, d.scale), high(u.after, d.scale), p.citation, standing(u.posting), u.posting.batch});
      continue;
    }
    std::string remark = standing(u.posting);
    const char* past = history.first_certain == i    ? "past the limit"
                       : history.first_possible == i ? "perhaps past the limit"
                                                     : "";
    if (*past != '\0') remark += (remark.empty() ? "" : "; ") + std::string(past);
    grid.add({days(p), p.shipment, std::to_string(p.line), ledger::range_words(p.amount, d.scale),
              ledger::range_words(u.after, d.scale), p.citation, remark});
  }
  if (csv) return grid.csv();
  std::string out = grid.columns();
  if (!limit) return out;
  const std::string words = format_decimal(*limit, d.scale, true) + unit_of(d);
  if (history.first_certain) {
    const ledger::Posting& p = history.used[*history.first_certain].posting.posting;
    out += "\nFirst past " + words + ": shipment " + p.shipment + ", line " + std::to_string(p.line) + ", " + days(p) +
           "\n";
  } else if (history.opening.lo > *limit) {
    out += "\nPast " + words + " when it was opened\n";
  } else {
    out += "\nNo shipment is certainly past " + words + "\n";
  }
  if (history.first_possible && history.first_possible != history.first_certain) {
    const ledger::Posting& p = history.used[*history.first_possible].posting.posting;
    out +=
        "Perhaps past it before: shipment " + p.shipment + ", line " + std::to_string(p.line) + ", " + days(p) + "\n";
  }
  return out;
}

std::string verify_page(const ledger::Store& store, const ledger::Verified& verified, PageForm form) {
  if (form == PageForm::Json) {
    Json out{{"schema", "ledger/1"}, {"batches", verified.batches}, {"ledgers", Json::array()}};
    for (const ledger::LedgerSums& l : verified.ledgers) {
      const Definition& d = *ledger::definition(store, l.ledger);
      out["ledgers"].push_back({{"ledger", l.ledger},
                                {"accounts", l.accounts},
                                {"postings", l.postings},
                                {"floating", l.floating},
                                {"undone", l.undone},
                                {"opening", ends(l.opening, d.scale)},
                                {"posted", ends(l.posted, d.scale)},
                                {"floats", ends(l.floats, d.scale)},
                                {"closing", ends(l.closing, d.scale)}});
    }
    out["findings"] = verified.findings;
    return dump(out);
  }
  Grid grid({"ledger", "accounts", "postings", "undone", "opening", "+ posted", "= closing", "floating"});
  for (std::size_t i = 1; i < 8; ++i) grid.align_right(i);
  for (const ledger::LedgerSums& l : verified.ledgers) {
    const Definition& d = *ledger::definition(store, l.ledger);
    grid.add({l.ledger, grouped(l.accounts), grouped(l.postings), grouped(l.undone),
              ledger::range_words(l.opening, d.scale), ledger::range_words(l.posted, d.scale),
              ledger::range_words(l.closing, d.scale),
              l.floating == 0 ? "none" : grouped(l.floating) + ": " + ledger::range_words(l.floats, d.scale)});
  }
  if (form == PageForm::Csv) return grid.csv();
  std::string out = grid.columns();
  for (const std::string& finding : verified.findings) out += "does not add up: " + finding + "\n";
  return out;
}

}  // namespace licet::cli
