#include "cli/scenario.h"

#include <algorithm>

#include "core/base/date.h"
#include "runtime/explain/row.h"
#include "runtime/explain/words.h"
#include "runtime/interp/evaluate.h"
#include "runtime/io/io.h"

namespace licet::cli {
namespace {

using interp::Decision;
using interp::Truth;
using ir::citation_words;
using ir::Expectation;
using ir::Id;

std::size_t at(Id id) { return static_cast<std::size_t>(id); }

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out.empty() ? "none" : out;
}

std::string spaced(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

// What a decision says of one kind of expectation, as texts to look the expected one up in.
class Said {
 public:
  Said(const ir::Program& program, const Decision& decision, interp::Evaluator* evaluator, const data::Record& record)
      : program_(program), decision_(decision), evaluator_(evaluator), record_(record) {}

  // Empty if the expectation holds.
  std::string problem(const Expectation& e) {
    if (e.what == "disposition") return decided(e, program_.licensing.disposition, "the disposition");
    if (e.what == "review") return decided(e, program_.licensing.review, "the review policy");
    if (e.what == "decided value") {
      for (std::size_t i = 0; i < program_.decided.size(); ++i)
        if (program_.decided[i].name == e.name) return decided(e, static_cast<Id>(i), e.name);
      return "the rulebook does not decide " + e.name;
    }
    if (e.what == "requirements") return requirements(e);
    if (e.what == "requirement absent") {
      const std::vector<std::string> all = applying(true);
      return any_under(all, e.value) ? citation_words(e.value) + " should not apply" : std::string();
    }
    if (e.what == "exception") return exception(e);
    const std::vector<std::string> all = listed(e.what);
    if (e.value == "none" || e.value.empty())
      return all.empty() ? "" : "there should be no " + e.what + ", and there is " + joined(all);
    return any_under(all, e.value) ? "" : e.what + " should have " + e.value + " and is " + joined(all);
  }

 private:
  static bool any_under(const std::vector<std::string>& all, const std::string& wanted) {
    return std::any_of(all.begin(), all.end(),
                       [&](const std::string& a) { return a == wanted || ir::citation_under(a, wanted); });
  }

  std::string decided(const Expectation& e, Id id, const std::string& name) {
    if (id == ir::kNone) return "there is no " + name;
    interp::Outcome outcome;
    for (const interp::Outcome& o : decision_.outcomes)
      if (o.decided == id) outcome = o;
    if (outcome.decided == ir::kNone) {
      const Id subject = program_.decided[at(id)].subject;
      if (subject != program_.schema.line && record_.rows(subject).size() == 0)
        return name + " has no subject in the record";
      outcome = evaluator_->outcome(record_, 0, id, 0);
    }
    std::vector<std::string> actual;
    if (outcome.status != interp::Status::Decided) actual.push_back(spaced(to_string(outcome.status)));
    for (Id v : outcome.values) actual.push_back(explain::value_text(program_, id, v));
    if (std::find(actual.begin(), actual.end(), spaced(e.value)) == actual.end())
      return name + " should be " + e.value + " and is " + joined(actual) + open(outcome);
    if (e.at.empty()) return {};
    std::vector<std::string> grounds;
    for (Id p : outcome.grounds) grounds.push_back(program_.provisions[at(p)].citation);
    return any_under(grounds, e.at)
               ? ""
               : name + " should rest on " + citation_words(e.at) + " and does on " + joined(grounds);
  }

  static std::string open(const interp::Outcome& outcome) {
    if (outcome.open_facts.empty()) return {};
    std::vector<std::string> facts;
    for (const interp::OpenFact& fact : outcome.open_facts) facts.push_back(fact.path);
    return "; open: " + joined(facts);
  }

  std::vector<std::string> applying(bool possible) const {
    std::vector<std::string> out;
    for (const interp::RequirementState& r : decision_.requirements)
      if (r.applies == Truth::True || (possible && r.applies == Truth::Unknown))
        out.push_back(program_.licensing.requirements[at(r.requirement)].citation);
    return out;
  }

  std::string requirements(const Expectation& e) const {
    if (e.value == "none" || e.value.empty()) {
      const std::vector<std::string> all = applying(true);
      return all.empty() ? "" : "no requirement should apply, and there is " + joined(all);
    }
    const std::vector<std::string> all = applying(false);
    return any_under(all, e.value) ? "" : citation_words(e.value) + " should apply; what applies is " + joined(all);
  }

  std::string exception(const Expectation& e) const {
    std::string status = "not asked", where;
    for (const interp::ExceptionState& s : decision_.exceptions) {
      if (program_.licensing.exceptions[at(s.exception)].name != e.name) continue;
      status = to_string(s.status);
      if (s.failing != ir::kNone) where = program_.paragraphs[at(s.failing)].citation;
      if (s.status == interp::ExceptionStatus::Foreclosed && s.foreclosed_by != ir::kNone)
        where = program_.provisions[at(s.foreclosed_by)].citation;
    }
    if (status != e.value)
      return e.name + " should be " + e.value + " and is " + status +
             (where.empty() ? "" : " at " + citation_words(where));
    if (e.at.empty() || ir::citation_under(where, e.at)) return {};
    return e.name + " should be " + e.value + " at " + citation_words(e.at) + " and is at " +
           (where.empty() ? "none" : citation_words(where));
  }

  std::vector<std::string> listed(const std::string& what) const {
    std::vector<std::string> out;
    if (what == "open fact") {
      for (const interp::Outcome& o : decision_.outcomes)
        for (const interp::OpenFact& fact : o.open_facts) {
          out.push_back(fact.path);
          out.push_back(explain::fact_words(program_.schema, fact.path));
        }
      return out;
    }
    if (what == "finding") {
      for (Id f : decision_.findings)
        for (const std::string& text :
             {program_.licensing.findings[at(f)].id, program_.licensing.findings[at(f)].citation})
          if (!text.empty()) out.push_back(text);
      return out;
    }
    const explain::RowLayout layout(program_, {});
    explain::Row row;
    layout.fill(decision_, &row);
    const std::string column = what == "duty" ? "duties" : what + "s";
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      if (layout.columns()[i].name == column)
        for (std::string_view item : row.cells[i].items) out.emplace_back(item.substr(0, item.find(" by ")));
    return out;
  }

  const ir::Program& program_;
  const Decision& decision_;
  interp::Evaluator* evaluator_;
  const data::Record& record_;
};

Result<interp::RunParameters> parameters_of(const ir::ScenarioRun& run) {
  interp::RunParameters out;
  out.event_date_field = run.event_date_field;
  out.strict_horizon = run.strict_horizon;
  const std::string mode = spaced(run.mode);
  if (mode == "as codified")
    out.mode = interp::Mode::AsCodified;
  else if (mode == "as enforced")
    out.mode = interp::Mode::AsEnforced;
  else if (!mode.empty())
    return Failure{"\"" + run.mode + "\" is neither as codified nor as enforced"};
  if (!run.law_known_on.empty()) {
    out.law_known_on = parse_day(run.law_known_on);
    if (!out.law_known_on) return Failure{"\"" + run.law_known_on + "\" is not a date"};
  }
  for (const auto& [id, alternative] : run.readings) out.readings[id] = alternative;
  return out;
}

void cover(const ir::Program& program, interp::Evaluator* evaluator, const data::Record& record,
           std::vector<Covered>* all) {
  for (std::size_t i = 0; i < program.paragraphs.size(); ++i) {
    const ir::Paragraph& p = program.paragraphs[i];
    if (p.node == ir::kNone) continue;
    const Id scope = program.nodes[at(p.node)].scope;
    const std::uint32_t rows = scope == ir::kNone || scope == program.schema.line ? 1 : record.rows(scope).size();
    bool is_true = false, is_false = false;
    for (std::uint32_t row = 0; row < rows; ++row) {
      const interp::Evaluator::Value v = evaluator->value(record, 0, p.node, row);
      is_true |= v.may_be_true && !v.may_be_false;
      is_false |= v.may_be_false && !v.may_be_true;
    }
    if (is_true) ++(*all)[i].certainly_true;
    if (is_false) ++(*all)[i].certainly_false;
  }
}

std::vector<std::string> run_scenario(const std::shared_ptr<const ir::Program>& program, const ir::Scenario& scenario,
                                      io::ShipmentReader* reader, std::vector<Covered>* paragraphs) {
  const Result<interp::RunParameters> run = parameters_of(scenario.run);
  if (!run.ok()) return {run.failure().message};
  const auto plan = interp::bind(program, run.value());
  if (!plan.ok()) return {plan.failure().message};
  io::Shipment shipment(program->schema);
  if (const Status read = reader->read(scenario.shipment, &shipment); !read.ok()) return {read.failure().message};
  if (shipment.line_count == 0) return {"the shipment has no line"};
  const data::Record& record = shipment.record;

  interp::Evaluator evaluator(plan.value());
  Decision decision;
  evaluator.decide(record, 0, &decision);
  std::vector<std::string> problems;
  Said said(*program, decision, &evaluator, record);
  for (const Expectation& e : scenario.expect)
    if (std::string problem = said.problem(e); !problem.empty()) problems.push_back(std::move(problem));
  cover(*program, &evaluator, record, paragraphs);
  return problems;
}

}  // namespace

TestResult run_scenarios(const std::shared_ptr<const ir::Program>& program) {
  TestResult result;
  result.paragraphs.resize(program->paragraphs.size());
  io::ShipmentReader reader(program->schema);
  for (const ir::Scenario& scenario : program->scenarios)
    result.scenarios.push_back({&scenario, run_scenario(program, scenario, &reader, &result.paragraphs)});
  return result;
}

}  // namespace licet::cli
