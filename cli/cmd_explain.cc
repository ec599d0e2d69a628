// licet explain RULEBOOK RECORD: why, and why not. licet explain L0412: the page of a diagnostic.
#include <cstdio>
#include <memory>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "cli/ledger_run.h"
#include "cli/pages.h"
#include "cli/record_source.h"
#include "cli/rulebook.h"
#include "cli/run_options.h"
#include "cli/terminal.h"
#include "core/base/diagnostic.h"
#include "core/base/nearest.h"
#include "runtime/explain/explanation.h"
#include "runtime/ledger/small_log.h"

namespace licet::cli {
namespace {

struct ExplainCommand {
  std::string subject, record, line, why_not;
  std::optional<std::uint64_t> row;
  bool json = false, no_flips = false;
  RunOptions law;
  LedgerOptions books;
  int run();

 private:
  int page() const;
};

int fail(const Failure& failure) {
  say(failure.message);
  return failure.exit_code;
}

bool is_code(const std::string& word) {
  if (word.size() != 5 || (word[0] != 'L' && word[0] != 'l')) return false;
  for (char c : word.substr(1))
    if (c < '0' || c > '9') return false;
  return true;
}

// A message without its arguments: "the character … cannot stand here".
std::string with_dots(std::string message) {
  for (std::size_t at = message.find('{'); at != std::string::npos; at = message.find('{', at))
    message.replace(at, message.find('}', at) + 1 - at, "…");
  return message;
}

int ExplainCommand::page() const {
  const std::string code = "L" + subject.substr(1);
  Nearest nearest(code);
  for (Code c : all_codes()) {
    nearest.consider(info(c).id);
    if (info(c).id != code) continue;
    std::printf("%s: %s\n", code.c_str(), with_dots(std::string(info(c).message)).c_str());
    for (const Page& p : diagnostic_pages())
      if (p.code == code) std::printf("\n%s", std::string(p.text).c_str());
    return kOk;
  }
  return fail(
      {"there is no diagnostic " + code + (nearest.best().empty() ? "" : "; did you mean " + nearest.best() + "?"),
       kUsage});
}

int ExplainCommand::run() {
  if (record.empty()) {
    if (is_code(subject)) return page();
    return fail(
        {"explain wants a rulebook and a record, or the code of a diagnostic; see licet explain --help", kUsage});
  }
  const compiler::Compiled compiled = load_rulebook({subject}, true);
  if (compiled.program == nullptr) return kRulesInvalid;
  const Result<interp::RunParameters> parameters = law.parameters(*compiled.program);
  if (!parameters.ok()) return fail(parameters.failure());
  const auto plan = interp::bind(compiled.program, parameters.value());
  if (!plan.ok()) return fail(plan.failure());

  ChosenLine chosen(compiled.program->schema);
  const Status found = choose_line(compiled.program->schema, record, row, line, &chosen);
  for (const std::string& note : chosen.notes) say(note);
  if (!found.ok()) return fail(found.failure());
  explain::ExplainOptions options;
  options.shipment_id = chosen.shipment_id;
  options.line_no = chosen.line_no;
  options.why_not = why_not;
  options.flips = !no_flips;
  options.sources = &compiled.sources;
  std::unique_ptr<LedgerRun> ledgers;
  std::unique_ptr<ledger::Teller> teller;
  std::unique_ptr<ledger::SmallLog> alone;
  if (!compiled.program->ledgers.ledgers.empty() && chosen.of_log) {
    io::ReadOptions reading;
    reading.path = record;
    Result<std::unique_ptr<LedgerRun>> made =
        LedgerRun::make(plan.value(), books, reading, {}, [](const io::Progress&) {}, chosen.record.number);
    if (!made.ok()) return fail(made.failure());
    ledgers = std::move(made.value());
    teller = std::make_unique<ledger::Teller>(compiled.program, ledgers->answers());
    options.books = teller.get();
    options.accounts = ledgers->accounts_of(chosen.record, chosen.line, chosen.shipment_id);
  } else if (!compiled.program->ledgers.ledgers.empty()) {
    alone = std::make_unique<ledger::SmallLog>(plan.value());
    Status ran = alone->add(&chosen.record, chosen.shipment_id);
    if (ran.ok()) ran = alone->run();
    if (!ran.ok()) return fail(ran.failure());
    options.books = alone->teller();
  }
  const Result<explain::Explanation> explanation = explain::explain(plan.value(), chosen.record, chosen.line, options);
  if (!explanation.ok()) return fail(explanation.failure());
  const std::string text =
      json ? explain::to_json(explanation.value()) : explain::to_text(explanation.value(), color_on_stdout());
  std::fputs(text.c_str(), stdout);
  return kOk;
}

}  // namespace

Run declare_explain(Options* options) {
  auto command = std::make_shared<ExplainCommand>();
  ExplainCommand& c = *command;
  options->positional("RULEBOOK", "a folder of rule files, or one file; or the code of a diagnostic: L0412",
                      &c.subject);
  options->positional("RECORD", "a shipment as JSON, a log (with --row), or - for JSON on standard input", &c.record,
                      false);
  options->number("--row", "N", "row of the log, as a spreadsheet counts it", &c.row);
  options->value("--line", "NO", "line of the shipment, where it has several", &c.line);
  options->value("--why-not", "EXCEPTION", "only this exception or authorization, in full", &c.why_not);
  c.law.declare(options);
  options->value("--ledger-opening", "FILE", "opening balances of a log, .csv or .json", &c.books.opening);
  options->flag("--json", "as JSON (explanation/1)", &c.json);
  options->flag("--no-flips", "do not look for the nearest change that would change the outcome", &c.no_flips);
  options->example("licet explain rules/us/ear shipment.json");
  options->example("licet explain rules/us/ear decisions.parquet --row 1204 --why-not LPP");
  options->example("licet explain L0412");
  return [command] { return command->run(); };
}

}  // namespace licet::cli
