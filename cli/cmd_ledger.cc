// licet ledger ACTION: looks into the state of ledgers between runs, and opens it.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "cli/ledger_pages.h"
#include "cli/rulebook.h"
#include "cli/terminal.h"
#include "core/base/decimal.h"
#include "core/base/hash.h"
#include "core/base/nearest.h"
#include "runtime/ledger/openings.h"
#include "runtime/ledger/words.h"

namespace licet::cli {
namespace {

using ledger::Definition;
using ledger::KeyFilter;
using ledger::Store;

struct LedgerCommand {
  std::string action, subject, state, rules, period, limit, shipment, batch, from, through, format;
  std::vector<std::string> keys;
  bool json = false;

  int run() const;

 private:
  using Action = Result<int> (LedgerCommand::*)(Store&) const;
  Result<int> balances(Store& store) const;
  Result<int> entries(Store& store) const;
  Result<int> who(Store& store) const;
  Result<int> verify(Store& store) const;
  Result<int> open() const;

  Status only(const std::vector<std::string>& allowed) const;
  Result<KeyFilter> filter(const Store& store) const;
  Status add_key(const Definition& definition, const std::string& text, KeyFilter* out) const;
  PageForm form() const {
    if (json || format == "json") return PageForm::Json;
    return format == "csv" ? PageForm::Csv : PageForm::Table;
  }
};

Failure usage(const std::string& message) { return {message, kUsage}; }

std::string near(const std::vector<std::string>& names, const std::string& word) {
  Nearest nearest(word);
  std::string all;
  for (const std::string& n : names) {
    nearest.consider(n);
    all += (all.empty() ? "" : ", ") + n;
  }
  return nearest.best().empty() ? "; there is " + all : "; did you mean " + nearest.best() + "?";
}

// What the action has no use for is a mistake, not ignored.
Status LedgerCommand::only(const std::vector<std::string>& allowed) const {
  const std::pair<const char*, bool> given[] = {
      {"--key", !keys.empty()},          {"--period", !period.empty()}, {"--limit", !limit.empty()},
      {"--shipment", !shipment.empty()}, {"--batch", !batch.empty()},   {"--from", !from.empty()},
      {"--through", !through.empty()},   {"--rules", !rules.empty()},   {"--format", !format.empty()}};
  for (const auto& [name, is_given] : given)
    if (is_given && std::find(allowed.begin(), allowed.end(), name) == allowed.end())
      return usage("licet ledger " + action + " has no use for " + name);
  return Unit{};
}

Status LedgerCommand::add_key(const Definition& d, const std::string& text, KeyFilter* out) const {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals + 1 == text.size())
    return usage("--key " + text + ": write --key DIMENSION=VALUE");
  const std::string name = text.substr(0, equals);
  const auto at = std::find(d.dimensions.begin(), d.dimensions.end(), name);
  if (at == d.dimensions.end())
    return usage("ledger " + d.name + " has no dimension " + name + near(d.dimensions, name));
  out->key.resize(d.dimensions.size());
  out->key[static_cast<std::size_t>(at - d.dimensions.begin())] = text.substr(equals + 1);
  return Unit{};
}

Result<KeyFilter> LedgerCommand::filter(const Store& store) const {
  KeyFilter out;
  const std::vector<Definition>& all = store.definitions();
  std::vector<std::string> names;
  for (const Definition& d : all) names.push_back(d.name);
  out.ledger = subject.empty() && all.size() == 1 ? all[0].name : subject;
  if (out.ledger.empty()) {
    if (keys.empty() && period.empty()) return out;
    return usage("--key and --period are of one ledger: licet ledger " + action + " LEDGER" + near(names, ""));
  }
  const Definition* d = ledger::definition(store, out.ledger);
  if (d == nullptr)
    return usage("the state " + store.name() + " has no ledger " + out.ledger + near(names, out.ledger));
  for (const std::string& key : keys)
    if (Status added = add_key(*d, key, &out); !added.ok()) return added.failure();
  if (period.empty()) return out;
  out.period = ledger::parse_period(*d, period);
  if (!out.period)
    return usage("--period " + period + " is no period of ledger " + d->name + ": write a year as 2025, a quarter as " +
                 "2025-Q3");
  return out;
}

Result<int> LedgerCommand::balances(Store& store) const {
  const Result<KeyFilter> picked = filter(store);
  if (!picked.ok()) return picked.failure();
  ledger::AccountFilter narrow;
  narrow.ledger = picked.value().ledger;
  narrow.period = picked.value().period;
  std::vector<ledger::StoredAccount> accounts;
  const Status read = store.accounts(narrow, [&](ledger::StoredAccount a) -> Status {
    if (ledger::picks(picked.value(), a.account)) accounts.push_back(std::move(a));
    return Unit{};
  });
  if (!read.ok()) return read.failure();
  std::fputs(balances_page(store, accounts, form()).c_str(), stdout);
  return kOk;
}

Result<int> LedgerCommand::entries(Store& store) const {
  const Result<KeyFilter> picked = filter(store);
  if (!picked.ok()) return picked.failure();
  std::optional<Day> first, last;
  for (const auto& [text, day] : {std::pair{&from, &first}, std::pair{&through, &last}}) {
    if (text->empty()) continue;
    *day = parse_day(*text);
    if (!*day) return usage("\"" + *text + "\" is no day; write YYYY-MM-DD");
  }
  ledger::PostingFilter narrow;
  narrow.ledger = picked.value().ledger;
  narrow.shipment = shipment;
  narrow.since = first;
  std::vector<ledger::StoredPosting> shown;
  const Status read = store.postings(narrow, [&](ledger::StoredPosting p) -> Status {
    const Definition& d = *ledger::definition(store, p.posting.ledger);
    if (!ledger::may_be_picked(picked.value(), d, p.posting)) return Unit{};
    if ((last && p.posting.first_day > *last) || (!batch.empty() && p.batch != batch)) return Unit{};
    shown.push_back(std::move(p));
    return Unit{};
  });
  if (!read.ok()) return read.failure();
  std::fputs(entries_page(store, shown, form()).c_str(), stdout);
  return kOk;
}

Result<int> LedgerCommand::who(Store& store) const {
  const Result<KeyFilter> picked = filter(store);
  if (!picked.ok()) return picked.failure();
  if (picked.value().ledger.empty()) return usage("name the ledger: licet ledger who LEDGER --key DIMENSION=VALUE");
  const Definition& d = *ledger::definition(store, picked.value().ledger);
  std::optional<Int128> beyond;
  if (!limit.empty()) {
    std::string digits = limit;
    digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
    const ParsedDecimal parsed = parse_decimal(digits, d.scale);
    if (parsed.error != DecimalError::kNone)
      return usage("--limit " + limit + " is no number that the ledger can hold");
    beyond = parsed.value;
  }
  const Result<ledger::History> found = ledger::history(&store, picked.value(), beyond);
  if (!found.ok()) return found.failure();
  std::fputs(history_page(d, found.value(), beyond, form()).c_str(), stdout);
  return kOk;
}

Result<int> LedgerCommand::verify(Store& store) const {
  if (!rules.empty()) {
    const compiler::Compiled compiled = load_rulebook({rules});
    if (compiled.program == nullptr) return kRulesInvalid;
    if (Status same = store.keep(ledger::definitions_of(*compiled.program)); !same.ok()) return same.failure();
  }
  const Result<ledger::Verified> verified = ledger::verify(&store);
  if (!verified.ok()) return verified.failure();
  std::fputs(verify_page(store, verified.value(), form()).c_str(), stdout);
  const std::size_t findings = verified.value().findings.size();
  say(findings == 0 ? "the state adds up" : grouped(findings) + (findings == 1 ? " finding" : " findings"));
  return findings == 0 ? kOk : kFindings;
}

Result<int> LedgerCommand::open() const {
  if (subject.empty() || rules.empty())
    return usage("write licet ledger open FILE --rules RULEBOOK --ledger-state STATE");
  const compiler::Compiled compiled = load_rulebook({rules});
  if (compiled.program == nullptr) return kRulesInvalid;
  if (compiled.program->ledgers.ledgers.empty()) return usage(rules + " has no ledgers");
  std::ifstream file(subject, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) return Failure{"cannot read " + subject, kDataInvalid};
  const bool is_json = subject.size() > 5 && subject.compare(subject.size() - 5, 5, ".json") == 0;
  const Result<std::vector<ledger::StoredAccount>> accounts =
      ledger::read_openings(*compiled.program, text.str(), is_json);
  if (!accounts.ok()) return Failure{subject + ", " + accounts.failure().message, accounts.failure().exit_code};
  Result<std::unique_ptr<Store>> store = ledger::open_store(state, ledger::OpenMode::WriteOrCreate);
  if (!store.ok()) return store.failure();
  if (Status kept = store.value()->keep(ledger::definitions_of(*compiled.program)); !kept.ok()) return kept.failure();
  ledger::Batch opening;
  opening.kind = ledger::BatchKind::Opening;
  opening.id = "opening " + to_hex(sha256(text.str()), 8);
  opening.program = ir::fingerprint(*compiled.program);
  opening.run = "{}";
  opening.content = to_hex(sha256(text.str()), 16);
  opening.records = accounts.value().size();
  const Result<ledger::Opened> opened = ledger::open_accounts(store.value().get(), opening, accounts.value());
  if (!opened.ok()) return opened.failure();
  const std::uint64_t count = opened.value().batch.accounts;
  if (opened.value().before)
    say("these openings were applied before; nothing is added twice");
  else
    say(grouped(count) + (count == 1 ? " account is opened" : " accounts are opened"));
  return kOk;
}

int LedgerCommand::run() const {
  struct Known {
    const char* name;
    Action action;  // null: it opens the state itself
    std::vector<std::string> options;
  };
  const Known known[] = {{"balances", &LedgerCommand::balances, {"--key", "--period", "--format"}},
                         {"entries",
                          &LedgerCommand::entries,
                          {"--key", "--period", "--shipment", "--batch", "--from", "--through", "--format"}},
                         {"who", &LedgerCommand::who, {"--key", "--period", "--limit", "--format"}},
                         {"verify", &LedgerCommand::verify, {"--rules", "--format"}},
                         {"open", nullptr, {"--rules"}}};
  const auto fail = [](const Failure& failure) {
    say(failure.message);
    return failure.exit_code;
  };
  std::vector<std::string> names;
  for (const Known& k : known) names.emplace_back(k.name);
  const auto found = std::find_if(std::begin(known), std::end(known), [&](const Known& k) { return action == k.name; });
  if (found == std::end(known)) return fail(usage("there is no licet ledger " + action + near(names, action)));
  if (state.empty()) return fail(usage("name the state: --ledger-state FILE, or postgresql://HOST/DATABASE"));
  if (Status fits = only(found->options); !fits.ok()) return fail(fits.failure());
  if (found->action == nullptr) {
    const Result<int> code = open();
    return code.ok() ? code.value() : fail(code.failure());
  }
  Result<std::unique_ptr<Store>> store = ledger::open_store(state, ledger::OpenMode::Read);
  if (!store.ok()) return fail(store.failure());
  const Result<int> code = (this->*found->action)(*store.value());
  return code.ok() ? code.value() : fail(code.failure());
}

}  // namespace

Run declare_ledger(Options* options) {
  auto command = std::make_shared<LedgerCommand>();
  LedgerCommand& c = *command;
  options->positional("ACTION", "balances, entries, who (used a quota), verify (that it adds up), open (with balances)",
                      &c.action);
  options->positional("SUBJECT", "a ledger; of open, a CSV or JSON file of opening balances", &c.subject, false);
  options->value("--ledger-state", "STATE", "a SQLite file, or postgresql://HOST/DATABASE", &c.state);
  options->values("--key", "DIMENSION=VALUE", "of accounts with this key (repeatable)", &c.keys);
  options->value("--period", "PERIOD", "of accounts of 2025, or of 2025-Q3", &c.period);
  options->value("--limit", "AMOUNT", "who: which shipment first took the balance past it", &c.limit);
  options->value("--shipment", "ID", "entries: of one shipment", &c.shipment);
  options->value("--batch", "ID", "entries: of one batch", &c.batch);
  options->value("--from", "DATE", "entries: of that day or later", &c.from);
  options->value("--through", "DATE", "entries: of that day or earlier", &c.through);
  options->value("--rules", "RULEBOOK", "open, verify: the rules whose ledgers the state keeps", &c.rules);
  options->choice("--format", {"table", "json", "csv"}, "how it is printed (table)", &c.format);
  options->flag("--json", "the same as --format json", &c.json);
  options->example("licet ledger balances --ledger-state state.db");
  options->example(
      "licet ledger who lpp-received --key holder=ACME --period 2025 --limit 26,900,000 --ledger-state state.db");
  options->example("licet ledger open openings.csv --rules rules/us/ear --ledger-state state.db");
  options->example("licet ledger verify --ledger-state postgresql://ledgers.example/licet");
  return [command] { return command->run(); };
}

}  // namespace licet::cli
