// licet test RULEBOOK: its scenarios, and which paragraphs they show to be true and false.
#include <cstdio>
#include <fstream>
#include <memory>

#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/escape.h"
#include "cli/exit_code.h"
#include "cli/rulebook.h"
#include "cli/scenario.h"
#include "cli/terminal.h"
#include "runtime/explain/words.h"

namespace licet::cli {
namespace {

struct TestCommand {
  std::string rulebook, junit;
  bool json = false, coverage = false;
  int run();
};

std::string place_of(const compiler::Compiled& compiled, const ir::Scenario& s) {
  if (!s.span.known() || s.span.file >= compiled.sources.size()) return {};
  return std::string(compiled.sources.name(s.span.file)) + ":" +
         std::to_string(compiled.sources.locate(s.span.file, s.span.begin).line);
}

bool write_junit(const std::string& path, const compiler::Compiled& compiled, const TestResult& result,
                 std::size_t failed) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"" +
                    escaped(compiled.program->name) + "\" tests=\"" + std::to_string(result.scenarios.size()) +
                    "\" failures=\"" + std::to_string(failed) + "\">\n";
  for (const ScenarioResult& s : result.scenarios) {
    out += "    <testcase name=\"" + escaped(s.scenario->name) + "\" classname=\"" + escaped(compiled.program->name) +
           "\" file=\"" + escaped(place_of(compiled, *s.scenario)) + "\"";
    if (s.problems.empty()) {
      out += "/>\n";
      continue;
    }
    std::string text;
    for (const std::string& problem : s.problems) text += problem + "\n";
    out += ">\n      <failure message=\"" + escaped(s.problems.front()) + "\">" + escaped(text) +
           "</failure>\n    </testcase>\n";
  }
  out += "  </testsuite>\n</testsuites>\n";
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << out;
  return static_cast<bool>(file.flush());
}

std::string json_of(const compiler::Compiled& compiled, const TestResult& result) {
  using Json = nlohmann::ordered_json;
  Json out;
  out["schema"] = "test/1";
  out["rulebook"] = compiled.program->name;
  out["scenarios"] = Json::array();
  for (const ScenarioResult& s : result.scenarios)
    out["scenarios"].push_back({{"name", s.scenario->name},
                                {"place", place_of(compiled, *s.scenario)},
                                {"ok", s.problems.empty()},
                                {"problems", s.problems}});
  out["paragraphs"] = Json::array();
  for (std::size_t i = 0; i < result.paragraphs.size(); ++i)
    if (compiled.program->paragraphs[i].node != ir::kNone)
      out["paragraphs"].push_back({{"citation", compiled.program->paragraphs[i].citation},
                                   {"true", result.paragraphs[i].certainly_true},
                                   {"false", result.paragraphs[i].certainly_false}});
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

// Every paragraph, or only how many were shown both ways.
void print_coverage(const ir::Program& program, const TestResult& result, bool all) {
  std::size_t both = 0, one = 0, count = 0;
  if (all) std::printf("\n%8s %8s  paragraph\n", "true", "false");
  for (std::size_t i = 0; i < result.paragraphs.size(); ++i) {
    if (program.paragraphs[i].node == ir::kNone) continue;
    const Covered& c = result.paragraphs[i];
    ++count;
    if (c.certainly_true > 0 && c.certainly_false > 0)
      ++both;
    else if (c.certainly_true + c.certainly_false > 0)
      ++one;
    if (all)
      std::printf("%8u %8u  %s\n", c.certainly_true, c.certainly_false,
                  ir::citation_words(program.paragraphs[i].citation).c_str());
  }
  std::printf("%s%zu paragraphs: %zu shown true and false, %zu shown one way, %zu never\n", all ? "\n" : "", count,
              both, one, count - both - one);
}

int TestCommand::run() {
  const compiler::Compiled compiled = load_rulebook({rulebook}, true);
  if (compiled.program == nullptr) return kRulesInvalid;
  const TestResult result = run_scenarios(compiled.program);
  std::size_t failed = 0;
  for (const ScenarioResult& s : result.scenarios) {
    if (!s.problems.empty()) ++failed;
    if (json) continue;
    std::printf("%-7s %s\n", s.problems.empty() ? "ok" : "FAILED", s.scenario->name.c_str());
    if (s.problems.empty()) continue;
    std::printf("        %s\n", place_of(compiled, *s.scenario).c_str());
    for (const std::string& problem : s.problems) std::printf("        %s\n", problem.c_str());
  }
  if (json) {
    std::fputs(json_of(compiled, result).c_str(), stdout);
  } else {
    std::printf("%zu scenarios, %zu failed\n", result.scenarios.size(), failed);
    print_coverage(*compiled.program, result, coverage);
  }
  if (!junit.empty() && !write_junit(junit, compiled, result, failed)) {
    say("cannot write " + junit);
    return kUsage;
  }
  return failed > 0 ? kFindings : kOk;
}

}  // namespace

Run declare_test(Options* options) {
  auto command = std::make_shared<TestCommand>();
  options->positional("RULEBOOK", "a folder of rule files, or one file", &command->rulebook);
  options->value("--junit", "FILE", "write the results for a build server", &command->junit);
  options->flag("--coverage", "list every paragraph with the number of scenarios that show it true and false",
                &command->coverage);
  options->flag("--json", "as JSON (test/1)", &command->json);
  options->example("licet test rules/us/ear");
  options->example("licet test rules/us/ear --coverage --junit report.xml");
  return [command] { return command->run(); };
}

}  // namespace licet::cli
