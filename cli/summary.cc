#include "cli/summary.h"

#include <algorithm>
#include <vector>

#include <nlohmann/json.hpp>

#include "cli/run_options.h"
#include "cli/terminal.h"
#include "runtime/explain/words.h"

namespace licet::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kWaitingShown = 12;
constexpr std::size_t kRequirementsShown = 10;

std::size_t at(ir::Id id) { return static_cast<std::size_t>(id); }

const ir::Category& dispositions(const ir::Program& program) {
  return program.schema.categories[at(program.decided[at(program.licensing.disposition)].category)];
}

// Largest first; equal ones in the order of their names.
std::vector<std::pair<std::string, Waiting>> by_size(const Tally& tally) {
  std::vector<std::pair<std::string, Waiting>> out(tally.waiting.begin(), tally.waiting.end());
  std::stable_sort(out.begin(), out.end(),
                   [](const auto& a, const auto& b) { return a.second.lines > b.second.lines; });
  return out;
}

std::vector<std::size_t> largest(const std::vector<std::uint64_t>& counts) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0) out.push_back(i);
  std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) { return counts[a] > counts[b]; });
  return out;
}

void put_count(std::uint64_t count, const std::string& text, std::string* out) {
  std::string number = human_count(count);
  number.insert(0, number.size() < 12 ? 12 - number.size() : 0, ' ');
  *out += number + "  " + text + "\n";
}

// Lines of at most 100 columns.
void put_wrapped(std::string_view text, std::string* out) {
  constexpr std::size_t kWidth = 96;
  std::string indent = "  ";
  while (!text.empty()) {
    std::size_t end = text.size();
    if (end > kWidth) end = text.rfind(' ', kWidth);
    if (end == std::string_view::npos) end = std::min(text.find(' '), text.size());
    *out += indent + std::string(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
    indent = "    ";
  }
}

}  // namespace

std::string summary_text(const ir::Program& program, const PipelineResult& result) {
  const Tally& tally = result.tally;
  std::string out;
  if (result.rows_in == 0) return out;
  if (program.licensing.disposition != ir::kNone) {
    out += "Disposition\n";
    for (std::size_t i = 0; i < tally.dispositions.size(); ++i)
      if (tally.dispositions[i] > 0) put_count(tally.dispositions[i], dispositions(program).values[i], &out);
  } else {
    out += "Outcome\n";
    if (tally.of(interp::Status::Decided) > 0) put_count(tally.of(interp::Status::Decided), "decided", &out);
  }
  for (std::size_t i = 1; i < Tally::kStatuses; ++i) {
    std::string name = to_string(static_cast<interp::Status>(i));
    std::replace(name.begin(), name.end(), '_', ' ');
    if (tally.statuses[i] > 0) put_count(tally.statuses[i], name, &out);
  }
  if (result.rejected > 0) put_count(result.rejected, "rejected", &out);

  const auto waiting = by_size(tally);
  if (!waiting.empty()) out += "\nWhat lines wait for (a line may wait for several facts)\n";
  for (std::size_t i = 0; i < waiting.size() && i < kWaitingShown; ++i) {
    std::string text = explain::fact_words(program.schema, waiting[i].first);
    if (waiting[i].second.alone > 0) text += ", " + human_count(waiting[i].second.alone) + " of them for this alone";
    put_count(waiting[i].second.lines, text, &out);
  }
  if (waiting.size() > kWaitingShown)
    out += "              and " + std::to_string(waiting.size() - kWaitingShown) + " more facts (--json lists all)\n";

  if (tally.by_accounts > 0)
    put_count(tally.by_accounts, "by no fact of their own: only because an account is uncertain", &out);

  const auto requirements = largest(tally.requirements);
  if (!requirements.empty()) out += "\nRequirements that apply\n";
  for (std::size_t i = 0; i < requirements.size() && i < kRequirementsShown; ++i) {
    const ir::Requirement& r = program.licensing.requirements[requirements[i]];
    std::string text = ir::citation_words(r.citation);
    if (!r.reason.empty()) text += " (" + r.reason + ")";
    if (tally.overcome[requirements[i]] > 0) text += ", overcome for " + human_count(tally.overcome[requirements[i]]);
    put_count(tally.requirements[requirements[i]], text, &out);
  }

  if (tally.scheduled + tally.compliance_window + tally.unconfirmed + tally.assumes > 0) out += "\nMarks\n";
  if (tally.scheduled > 0) put_count(tally.scheduled, "on a date after the known law: as scheduled", &out);
  if (tally.compliance_window > 0) put_count(tally.compliance_window, "in a compliance window", &out);
  if (tally.unconfirmed > 0) put_count(tally.unconfirmed, "rest on something unconfirmed", &out);
  if (tally.assumes > 0) put_count(tally.assumes, "rest on what --assume took for posted", &out);

  if (!program.not_modelled.empty()) {
    out += "\nNot modelled\n";
    for (const std::string& text : program.not_modelled) put_wrapped(text, &out);
  }
  return out;
}

std::string summary_json(const ir::Program& program, const interp::RunParameters& run, const PipelineResult& result,
                         const LedgerRun* ledgers) {
  const Tally& tally = result.tally;
  Json out;
  out["schema"] = "summary/1";
  out["engine"] = "licet " LICET_VERSION;
  out["rulebook"] = program.name;
  out["fingerprint"] = ir::fingerprint(program);
  out["run"] = Json::parse(to_json(program, run));
  out["rows"] = result.rows_in;
  out["rejected"] = result.rejected;
  for (std::size_t i = 0; i < Tally::kStatuses; ++i)
    out["status"][to_string(static_cast<interp::Status>(i))] = tally.statuses[i];
  out["disposition"] = Json::object();
  for (std::size_t i = 0; i < tally.dispositions.size(); ++i)
    if (tally.dispositions[i] > 0) out["disposition"][dispositions(program).values[i]] = tally.dispositions[i];
  out["waiting"] = Json::array();
  for (const auto& [group, count] : by_size(tally))
    out["waiting"].push_back({{"fact", group},
                              {"words", explain::fact_words(program.schema, group)},
                              {"lines", count.lines},
                              {"alone", count.alone}});
  out["requirements"] = Json::array();
  for (std::size_t i : largest(tally.requirements)) {
    const ir::Requirement& r = program.licensing.requirements[i];
    out["requirements"].push_back({{"citation", r.citation},
                                   {"reason", r.reason},
                                   {"lines", tally.requirements[i]},
                                   {"overcome", tally.overcome[i]}});
  }
  out["marks"] = {{"scheduled", tally.scheduled},
                  {"compliance_window", tally.compliance_window},
                  {"unconfirmed", tally.unconfirmed}};
  if (!program.ledgers.ledgers.empty()) {
    out["marks"]["assumes"] = tally.assumes;
    out["undetermined_by_accounts_alone"] = tally.by_accounts;
  }
  if (ledgers != nullptr) {
    out["ledgers"] = Json::array();
    for (std::size_t l = 0; l < program.ledgers.ledgers.size(); ++l) {
      std::size_t uncertain = 0;
      const auto& accounts = ledgers->book().accounts(static_cast<ir::Id>(l));
      for (const auto& [key, kept] : accounts) uncertain += kept.now.lo != kept.now.hi ? 1 : 0;
      out["ledgers"].push_back(
          {{"name", program.ledgers.ledgers[l].name}, {"accounts", accounts.size()}, {"uncertain", uncertain}});
    }
    out["ledger_tests"] = Json::array();
    for (const ledger::TestResult& t : ledgers->tests())
      out["ledger_tests"].push_back({{"citation", program.ledgers.tests[t.test].citation},
                                     {"account", t.key},
                                     {"day", format_day(t.day)},
                                     {"holds", holds_words(t.holds)}});
  }
  out["not_modelled"] = program.not_modelled;
  return out.dump(2) + "\n";
}

std::string reconciliation(const PipelineResult& result, bool* balances) {
  const Tally& tally = result.tally;
  *balances = result.rows_in == tally.lines() + result.rejected;
  std::string text = "rows in " + grouped(result.rows_in) + (*balances ? " = " : " is not ");
  for (std::size_t i = 0; i < Tally::kStatuses; ++i) {
    std::string name = to_string(static_cast<interp::Status>(i));
    std::replace(name.begin(), name.end(), '_', ' ');
    text += name + " " + grouped(tally.statuses[i]) + " + ";
  }
  return text + "rejected " + grouped(result.rejected);
}

}  // namespace licet::cli
