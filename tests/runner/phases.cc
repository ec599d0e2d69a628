#include "tests/runner/phases.h"

#include <sstream>

#include "compiler/syntax/parse.h"
#include "core/base/date.h"
#include "runtime/explain/explanation.h"
#include "runtime/io/io.h"
#include "tests/runner/decisions.h"

namespace licet::golden {
namespace {

constexpr const char* kMain = "main.licet";

bool take_word(std::string* text, const std::string& prefix) {
  if (text->rfind(prefix, 0) != 0) return false;
  text->erase(0, prefix.size());
  return true;
}

std::vector<compiler::MemoryFile> inputs(const GoldenFile& file) {
  std::vector<compiler::MemoryFile> out;
  for (const Section& section : file.sections)
    if (section.is_rules() || section.kind == "file")
      out.push_back({section.name.empty() ? kMain : section.name, section.content()});
  return out;
}

}  // namespace

Result<RunSection> read_run(const Section* section) {
  RunSection run;
  if (section == nullptr) return run;
  std::istringstream lines(section->text);
  for (std::string line; std::getline(lines, line);) {
    interp::RunParameters& p = run.parameters;
    if (line.empty()) continue;
    if (line == "as codified")
      p.mode = interp::Mode::AsCodified;
    else if (line == "as enforced")
      p.mode = interp::Mode::AsEnforced;
    else if (line == "strict horizon")
      p.strict_horizon = true;
    else if (line == "exact")
      p.exact = true;
    else if (take_word(&line, "law known on "))
      p.law_known_on = parse_day(line);
    else if (take_word(&line, "event date field "))
      p.event_date_field = line;
    else if (take_word(&line, "why not "))
      run.why_not = line;
    else if (take_word(&line, "show "))
      run.show.push_back(line);
    else if (take_word(&line, "reading ") && line.find(" = ") != std::string::npos)
      p.readings[line.substr(0, line.find(" = "))] = line.substr(line.find(" = ") + 3);
    else
      return Failure{"the run section says \"" + line + "\", which is no parameter"};
  }
  return run;
}

Phases::Phases(const GoldenFile& file) : file_(file), compiled_(compiler::compile_texts(inputs(file))) {
  const Section* damage = file.find("damage");
  if (damage == nullptr || compiled_.program == nullptr) return;
  ir::Program program = *compiled_.program;
  if (damage->text == "half of its conditions are lost") program.nodes.resize(program.nodes.size() / 2);
  compiled_.program = compiler::verified(std::move(program), &compiled_.diagnostics);
}

std::string Phases::diagnostics() const {
  std::string out;
  for (const Diagnostic& d : compiled_.diagnostics.list()) {
    if (!out.empty()) out += "\n";
    out += render(d, compiled_.sources, false);
    if (out.back() != '\n') out += '\n';
  }
  return out;
}

Result<std::string> Phases::actual(const std::string& what) {
  if (what == "diagnostics") return diagnostics();
  if (what == "tree") return tree(false);
  if (what == "format") return tree(true);
  if (compiled_.program == nullptr) return Failure{"the rules do not compile:\n" + diagnostics()};
  if (const std::string wrong = ir::verify(*compiled_.program); !wrong.empty())
    return Failure{"the program is damaged: " + wrong};
  if (what == "ir") return ir::print(*compiled_.program);
  if (what == "decisions") return decisions();
  if (what == "explain") return explanations();
  return Failure{"nobody knows what \"expect " + what + "\" is"};
}

Result<std::string> Phases::decisions() const {
  const Result<RunSection> run = read_run(file_.find("run"));
  if (!run.ok()) return run.failure();
  const auto plan = interp::bind(compiled_.program, run.value().parameters);
  if (!plan.ok()) return "licet: " + plan.failure().message + "\n";  // goldens of bad run parameters
  const Section* rows = file_.find("rows");
  if (rows == nullptr) return Failure{"there is no section \"rows\""};
  const Section* opening = file_.find("opening");
  return decide_rows(plan.value(), rows->text, opening != nullptr ? opening->text : "", run.value().show);
}

Result<std::string> Phases::explanations() const {
  const Result<RunSection> run = read_run(file_.find("run"));
  if (!run.ok()) return run.failure();
  const auto plan = interp::bind(compiled_.program, run.value().parameters);
  if (!plan.ok()) return plan.failure();
  const Section* rows = file_.find("rows");
  if (rows == nullptr) return Failure{"there is no section \"rows\""};
  io::ShipmentReader reader(compiled_.program->schema);
  io::Shipment shipment(compiled_.program->schema);
  std::string out;
  std::istringstream lines(rows->text);
  for (std::string text; std::getline(lines, text);) {
    if (const Status read = reader.read(text, &shipment); !read.ok()) return read.failure();
    for (std::uint32_t line = 0; line < shipment.line_count; ++line) {
      explain::ExplainOptions options;
      options.shipment_id = shipment.shipment_id;
      options.line_no = shipment.lines[line].line_no;
      options.why_not = run.value().why_not;
      options.sources = &compiled_.sources;
      const Result<explain::Explanation> explanation = explain::explain(plan.value(), shipment.record, line, options);
      if (!explanation.ok()) return explanation.failure();
      if (!out.empty()) out += "\n";
      out += explain::to_text(explanation.value(), false);
    }
  }
  return out;
}

// The first rules section, parsed or formatted; names come from all of them.
Result<std::string> Phases::tree(bool formatted) const {
  SourceMap sources;
  Diagnostics diagnostics;
  std::vector<syntax::Scanned> scanned;
  for (const Section& section : file_.sections) {
    if (section.kind != "rules") continue;
    const FileId file = sources.add(section.name.empty() ? kMain : section.name, section.content());
    scanned.push_back(syntax::scan(sources, file, &diagnostics));
  }
  if (scanned.empty()) return Failure{"there is no section \"rules\""};
  std::vector<const syntax::Interface*> interfaces;
  for (const syntax::Scanned& s : scanned) interfaces.push_back(&s.interface);
  const std::shared_ptr<const syntax::NameTable> names = syntax::make_names(interfaces, &diagnostics);
  if (formatted) return syntax::format(sources, scanned.front(), *names);
  const ast::File file = syntax::parse(sources, scanned.front(), *names, &diagnostics);
  return ast::dump(file.tree, file.root);
}

}  // namespace licet::golden
