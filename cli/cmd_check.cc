// licet check RULEBOOK…: mistakes and warnings, for people and for tools.
#include <cstdio>
#include <memory>

#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "cli/rulebook.h"
#include "cli/terminal.h"

namespace licet::cli {
namespace {

using Json = nlohmann::ordered_json;

struct CheckCommand {
  std::vector<std::string> rulebooks;
  std::string format = "text", fail_on = "error";
  bool json = false;
  int run();
};

std::string text_of(const Diagnostic& d) {
  std::string text = d.message();
  if (!d.example.empty()) text += "\nfor example: " + d.example;
  if (!d.help.empty()) text += "\nhelp: " + d.help;
  return text;
}

Json region(Span span, const SourceMap& sources) {
  const LineColumn begin = sources.locate(span.file, span.begin), end = sources.locate(span.file, span.end);
  return {
      {"artifactLocation", {{"uri", std::string(sources.name(span.file))}}},
      {"region",
       {{"startLine", begin.line}, {"startColumn", begin.column}, {"endLine", end.line}, {"endColumn", end.column}}}};
}

std::string sarif(const compiler::Compiled& compiled) {
  Json rules = Json::array(), results = Json::array();
  for (Code code : all_codes())
    rules.push_back({{"id", info(code).id},
                     {"name", info(code).name},
                     {"shortDescription", {{"text", info(code).message}}},
                     {"defaultConfiguration", {{"level", name_of(info(code).severity)}}}});
  for (const Diagnostic& d : compiled.diagnostics.list()) {
    Json result{
        {"ruleId", info(d.code).id}, {"level", name_of(info(d.code).severity)}, {"message", {{"text", text_of(d)}}}};
    if (d.span.known()) result["locations"].push_back({{"physicalLocation", region(d.span, compiled.sources)}});
    for (const Related& r : d.related)
      if (r.span.known())
        result["relatedLocations"].push_back(
            {{"message", {{"text", r.text}}}, {"physicalLocation", region(r.span, compiled.sources)}});
    results.push_back(std::move(result));
  }
  Json out;
  out["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
  out["version"] = "2.1.0";
  out["runs"].push_back({{"tool", {{"driver", {{"name", "licet"}, {"version", LICET_VERSION}, {"rules", rules}}}}},
                         {"results", results}});
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

// Workflow commands: %, line ends and, in properties, colons and commas are written as codes.
std::string escaped(const std::string& text, bool property) {
  std::string out;
  for (char c : text) {
    if (c == '%')
      out += "%25";
    else if (c == '\r')
      out += "%0D";
    else if (c == '\n')
      out += "%0A";
    else if (property && c == ':')
      out += "%3A";
    else if (property && c == ',')
      out += "%2C";
    else
      out += c;
  }
  return out;
}

std::string github(const compiler::Compiled& compiled) {
  std::string out;
  for (const Diagnostic& d : compiled.diagnostics.list()) {
    const Severity severity = info(d.code).severity;
    out += severity == Severity::Note ? "::notice " : severity == Severity::Warning ? "::warning " : "::error ";
    if (d.span.known()) {
      const LineColumn begin = compiled.sources.locate(d.span.file, d.span.begin);
      out += "file=" + escaped(std::string(compiled.sources.name(d.span.file)), true) +
             ",line=" + std::to_string(begin.line) + ",col=" + std::to_string(begin.column) + ",";
    }
    out += "title=" + std::string(info(d.code).id) + "::" + escaped(text_of(d), false) + "\n";
  }
  return out;
}

int CheckCommand::run() {
  if (json) format = "json";
  const compiler::Compiled compiled = compiler::compile({rulebooks, {}});
  if (format == "text") {
    print_diagnostics(compiled, true);
    if (compiled.diagnostics.list().empty()) say("no mistakes in " + compiled.program->name);
  } else if (format == "json") {
    const std::string list = render_json(compiled.diagnostics.list(), compiled.sources);
    std::printf("{\"schema\": \"diagnostics/1\", \"diagnostics\": %s}\n", list.c_str());
  } else {
    std::fputs((format == "sarif" ? sarif(compiled) : github(compiled)).c_str(), stdout);
  }
  if (compiled.program == nullptr) return kRulesInvalid;
  for (const Diagnostic& d : compiled.diagnostics.list()) {
    const Severity severity = info(d.code).severity;
    if (fail_on == "note" || (fail_on == "warning" && severity == Severity::Warning)) return kFindings;
  }
  return kOk;
}

}  // namespace

Run declare_check(Options* options) {
  auto command = std::make_shared<CheckCommand>();
  options->positionals("RULEBOOK", "folders of rule files, or files", &command->rulebooks);
  options->choice("--format", {"text", "json", "sarif", "github"}, "text for people on stderr, the others on stdout",
                  &command->format);
  options->flag("--json", "the same as --format json", &command->json);
  options->choice("--fail-on", {"error", "warning", "note"}, "exit with 1 for less than errors (error)",
                  &command->fail_on);
  options->example("licet check rules/us/ear");
  options->example("licet check rules/us/ear --format sarif > licet.sarif");
  return [command] { return command->run(); };
}

}  // namespace licet::cli
