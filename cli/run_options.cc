#include "cli/run_options.h"

#include <nlohmann/json.hpp>

#include "core/base/nearest.h"
#include "runtime/explain/row.h"

namespace licet::cli {
namespace {

using Json = nlohmann::ordered_json;

Failure usage(std::string message) { return Failure{std::move(message), 2}; }

// "R05=any", "aia-filing=any".
Status add_reading(const ir::Program& program, const std::string& text, interp::RunParameters* run) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) return usage("--reading " + text + ": write --reading NAME=ALTERNATIVE");
  const std::string name = text.substr(0, equals), alternative = text.substr(equals + 1);
  Nearest near_name(name);
  for (const ir::Reading& r : program.readings) {
    near_name.consider(r.id);
    near_name.consider(r.name);
    if (name != r.id && name != r.name) continue;
    std::string all;
    for (const std::string& a : r.alternatives) {
      all += (all.empty() ? "" : ", ") + a;
      if (a != alternative) continue;
      run->readings[r.id] = alternative;
      return Unit{};
    }
    return usage("reading " + name + " has no alternative \"" + alternative + "\"; it has " + all);
  }
  const std::string& best = near_name.best();
  return usage("there is no reading " + name + (best.empty() ? std::string() : "; did you mean " + best + "?"));
}

Json run_json(const ir::Program& program, const interp::RunParameters& run) {
  Json out;
  if (run.mode)
    out["mode"] = *run.mode == interp::Mode::AsCodified ? "as codified" : "as enforced";
  else
    out["mode"] = nullptr;
  if (run.law_known_on)
    out["law_known_on"] = format_day(*run.law_known_on);
  else
    out["law_known_on"] = nullptr;
  out["strict_horizon"] = run.strict_horizon;
  out["exact"] = run.exact;
  if (run.event_date_field.empty())
    out["event_date_field"] = nullptr;
  else
    out["event_date_field"] = run.event_date_field;
  Json readings = Json::object();
  for (std::size_t i = 0; i < program.readings.size(); ++i) {
    const ir::Id id = static_cast<ir::Id>(i);
    const auto chosen = static_cast<std::size_t>(explain::chosen_alternative(program, id, run));
    readings[program.readings[i].id] = program.readings[i].alternatives[chosen];
  }
  out["readings"] = std::move(readings);
  if (!run.supposed.empty()) out["supposed"] = run.supposed;
  return out;
}

Json lists_json(const ir::Program& program) {
  Json out = Json::array();
  const auto add = [&](const std::string& name, const std::string& file, const std::string& digest, Day snapshot) {
    if (file.empty()) return;
    Json list;
    list["name"] = name;
    list["file"] = file;
    list["sha256"] = digest;
    if (snapshot != ir::kBeginning) list["snapshot"] = format_day(snapshot);
    out.push_back(std::move(list));
  };
  for (const ir::DatedList& list : program.lists) add(list.name, list.file, list.digest, list.snapshot);
  for (const ir::Table& table : program.tables)
    add(table.name, table.file, table.digest, table.snapshots.empty() ? ir::kBeginning : table.snapshots.back());
  return out;
}

}  // namespace

void RunOptions::declare(Options* options) {
  options->flag("--as-codified", "the law as it stands in the code", &as_codified);
  options->flag("--as-enforced", "with the announcements of enforcement", &as_enforced);
  options->value("--law-known-on", "DATE", "use only documents published by this day", &law_known_on);
  options->flag("--strict-horizon", "a date after the known law is beyond known law, not scheduled", &strict_horizon);
  options->values("--reading", "NAME=CHOICE", "take this alternative of a reading (repeatable)", &readings);
  options->flag("--exact", "refine undetermined lines by cells (slower, never less certain)", &exact);
  options->value("--event-date-field", "FIELD", "the date that chooses the law, instead of the rulebook's",
                 &event_date_field);
}

Result<interp::RunParameters> RunOptions::parameters(const ir::Program& program) const {
  interp::RunParameters run;
  if (as_codified && as_enforced) return usage("--as-codified and --as-enforced exclude each other");
  if (as_codified) run.mode = interp::Mode::AsCodified;
  if (as_enforced) run.mode = interp::Mode::AsEnforced;
  if (!law_known_on.empty()) {
    run.law_known_on = parse_day(law_known_on);
    if (!run.law_known_on) return usage("--law-known-on " + law_known_on + ": write a date as YYYY-MM-DD");
  }
  run.strict_horizon = strict_horizon;
  run.exact = exact;
  run.event_date_field = event_date_field;
  for (const std::string& text : readings)
    if (Status added = add_reading(program, text, &run); !added.ok()) return added.failure();
  return run;
}

std::string to_json(const ir::Program& program, const interp::RunParameters& run) {
  return run_json(program, run).dump();
}

std::vector<std::pair<std::string, std::string>> metadata(const ir::Program& program,
                                                          const interp::RunParameters& run) {
  return {{"licet.schema", "decision/1"},
          {"licet.engine", "licet " LICET_VERSION},
          {"licet.rulebook", program.name},
          {"licet.fingerprint", ir::fingerprint(program)},
          {"licet.run", to_json(program, run)},
          {"licet.lists", lists_json(program).dump()},
          {"licet.not_modelled", Json(program.not_modelled).dump()}};
}

}  // namespace licet::cli
