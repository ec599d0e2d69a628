#include "tests/runner/examples.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "compiler/compile.h"
#include "core/base/date.h"
#include "core/base/decimal.h"
#include "runtime/data/json_value.h"
#include "runtime/io/io.h"
#include "runtime/ledger/small_log.h"
#include "tests/engines/told.h"
#include "tests/runner/expectation.h"
#include "tests/runner/golden_file.h"

namespace licet::golden {
namespace {

namespace fs = std::filesystem;
using data::JsonValue;
using ir::Id;

std::size_t at(Id id) { return static_cast<std::size_t>(id); }

std::string underscored(std::string text) {
  for (char& c : text)
    if (c == ' ' || c == '-') c = '_';
  return text;
}

Id text_id(ir::Program* program, const std::string& text) {
  const auto place = std::find(program->texts.begin(), program->texts.end(), text);
  if (place == program->texts.end()) program->texts.push_back(text);
  return static_cast<Id>(std::find(program->texts.begin(), program->texts.end(), text) - program->texts.begin());
}

bool code_of(const ir::Category& category, const std::string& word, std::int64_t* out) {
  for (std::size_t i = 0; i < category.values.size(); ++i)
    if (category.values[i] == word || category.data_name(static_cast<Id>(i)) == word) {
      *out = static_cast<std::int64_t>(i);
      return true;
    }
  return false;
}

bool cell_of(ir::Program* program, const ir::Type& type, const JsonValue& value, std::int64_t* out) {
  switch (type.kind) {
    case ir::ValueKind::Text:
      *out = text_id(program, value.text);
      return true;
    case ir::ValueKind::Bool:
      *out = value.boolean ? 1 : 0;
      return true;
    case ir::ValueKind::Category:
      return code_of(program->schema.categories[at(type.category)], value.text, out);
    case ir::ValueKind::Number: {
      const ParsedDecimal number = parse_decimal(value.text, type.scale);
      *out = number.value;
      return number.error == DecimalError::kNone;
    }
    case ir::ValueKind::Date: {
      const std::optional<Day> day = parse_day(value.text);
      *out = day.value_or(0);
      return day.has_value();
    }
    case ir::ValueKind::Struct:
    case ir::ValueKind::Role:
    case ir::ValueKind::List:
    case ir::ValueKind::Source:
      break;
  }
  return false;
}

// An invented row of "run.tables": its first member is the key.
std::string add_row(ir::Program* program, const std::string& name, const JsonValue& row) {
  for (ir::Table& table : program->tables) {
    if (table.name != name) continue;
    ir::TableRow out;
    out.cells.resize(table.columns.size());
    std::int64_t key = 0;
    if (row.members.empty() || !cell_of(program, table.key_type, row.members.front().second, &key))
      return name + ": the key is no key";
    out.key = static_cast<Id>(key);
    for (const auto& [column, value] : row.members) {
      if (column == "from") out.period.from = parse_day(value.text).value_or(ir::kBeginning);
      if (column == "through" && value.is_text()) out.period.through = parse_day(value.text).value_or(ir::kForever);
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (underscored(table.columns[c]) != column || value.is_null()) continue;
        if (!cell_of(program, table.column_types[c], value, &out.cells[c].value))
          return name + ": " + column + " is no value of its column";
        out.cells[c].state = 1;
      }
    }
    table.rows.push_back(std::move(out));
    std::stable_sort(table.rows.begin(), table.rows.end(), [](const ir::TableRow& a, const ir::TableRow& b) {
      return a.key != b.key ? a.key < b.key : a.period.from < b.period.from;
    });
    return {};
  }
  return "the rulebook has no table " + name;
}

interp::RunParameters parameters_of(const ir::Program& program, const JsonValue& run) {
  interp::RunParameters out;
  out.event_date_field = run.text_of("event_date_field");
  const std::string mode = run.text_of("mode");
  if (!mode.empty()) out.mode = mode == "as_enforced" ? interp::Mode::AsEnforced : interp::Mode::AsCodified;
  if (const std::string known = run.text_of("law_known_on"); !known.empty()) out.law_known_on = parse_day(known);
  const JsonValue* readings = run.find("readings");
  if (readings == nullptr) return out;
  for (const auto& [name, choice] : readings->members) {
    if (choice.text == "default") continue;
    const std::string id = name.substr(0, name.find(' '));
    for (const ir::Reading& r : program.readings)  // R23 is the mode itself
      if (r.id == id) out.readings[id] = choice.text;
  }
  return out;
}

bool keeps(const ir::Program& program, const std::string& ledger) {
  return std::any_of(program.ledgers.ledgers.begin(), program.ledgers.ledgers.end(),
                     [&](const ir::Ledger& l) { return l.name == ledger; });
}

// The parts of keys as the examples call them, and as the rulebook does.
std::string column_of(const std::string& part) {
  if (part == "year" || part == "quarter") return "period";
  if (part == "group" || part == "company") return "installing party";
  return part == "country" ? "destination" : part;
}

// The balances of a case as `licet ledger open` reads them. A ledger that the rulebook keeps is opened; any other is
// named by nobody and says nothing.
std::string openings_of(const ir::Program& program, const JsonValue& example) {
  const JsonValue* ledgers = example.find("ledgers");
  JsonValue out;
  out.kind = JsonValue::Kind::Array;
  const auto text = [](std::string t) {
    JsonValue v;
    v.kind = JsonValue::Kind::Text;
    v.text = std::move(t);
    return v;
  };
  for (std::size_t i = 0; ledgers != nullptr && i < ledgers->elements.size(); ++i) {
    const JsonValue& given = ledgers->elements[i];
    const std::string name = given.text_of("ledger");
    const JsonValue *key = given.find("key"), *balance = given.find("balance");
    if (!keeps(program, name) || key == nullptr || balance == nullptr || balance->elements.size() != 2) continue;
    JsonValue& row = out.elements.emplace_back();
    row.kind = JsonValue::Kind::Object;
    row.members = {{"ledger", text(name)},
                   {"lo", text(balance->elements[0].is_null() ? "none" : balance->elements[0].text)},
                   {"hi", text(balance->elements[1].is_null() ? "none" : balance->elements[1].text)}};
    for (const auto& [part, value] : key->members) row.members.push_back({column_of(part), text(value.text)});
    const bool as_of = given.text_of("knowledge").rfind("complete as of", 0) == 0;
    row.members.push_back({"knowledge", text(as_of ? "complete as of" : given.text_of("knowledge"))});
    if (as_of) row.members.push_back({"as_of", text(given.text_of("as_of"))});
  }
  return out.elements.empty() ? "" : data::to_text(out);
}

const JsonValue* expected_of(const JsonValue& example, const std::string& shipment, const std::string& line) {
  const JsonValue* all = example.find("expect");
  if (all == nullptr) return nullptr;
  for (const JsonValue& e : all->elements) {
    const JsonValue* number = e.find("line_no");
    if (e.text_of("shipment_id") == shipment && number != nullptr && number->text == line) return &e;
  }
  return nullptr;
}

std::vector<std::string> run_example(const std::shared_ptr<const ir::Program>& rulebook, const JsonValue& example,
                                     const JsonValue& names, std::string* engines_differ) {
  const JsonValue* run = example.find("run");
  const JsonValue* records = example.find("records");
  if (run == nullptr || records == nullptr) return {"the case has no run or no records"};
  auto program = std::make_shared<ir::Program>(*rulebook);
  if (const JsonValue* tables = run->find("tables"); tables != nullptr)
    for (const auto& [name, rows] : tables->members)
      for (const JsonValue& row : rows.elements)
        if (const std::string problem = add_row(program.get(), name, row); !problem.empty()) return {problem};
  const auto plan = interp::bind(program, parameters_of(*program, *run));
  if (!plan.ok()) return {plan.failure().message};

  ledger::SmallLog log(plan.value());
  if (const std::string opening = openings_of(*program, example); !opening.empty())
    if (const Status opened = log.open(opening); !opened.ok()) return {opened.failure().message};
  io::ShipmentReader reader(program->schema);
  std::vector<std::unique_ptr<io::Shipment>> shipments;
  for (std::size_t i = 0; i < records->elements.size(); ++i) {
    const JsonValue& given = records->elements[i];
    io::Shipment& read = *shipments.emplace_back(std::make_unique<io::Shipment>(program->schema));
    if (const Status status = reader.read(data::to_text(given), &read); !status.ok()) return {status.failure().message};
    if (const Status added = log.add(&read.record, read.shipment_id); !added.ok()) return {added.failure().message};
  }
  if (const Status ran = log.run(); !ran.ok()) return {ran.failure().message};

  std::vector<std::string> problems;
  interp::Evaluator evaluator(plan.value());
  evaluator.keep_books(log.teller());
  interp::Decision decision;
  std::size_t compared = 0;
  for (std::size_t i = 0; i < shipments.size(); ++i) {
    const io::Shipment& read = *shipments[i];
    const data::Record& record = read.record;
    if (engines_differ->empty()) *engines_differ = engines::difference(plan.value(), record, log.teller());
    for (std::uint32_t line = 0; line < read.line_count; ++line) {
      const JsonValue* expected = expected_of(example, read.shipment_id, read.lines[line].line_no);
      if (expected == nullptr) continue;
      ++compared;
      evaluator.decide(record, line, &decision);
      const DecidedLine decided{*program, records->elements[i], record, line, decision, &evaluator};
      for (std::string& problem : compare(decided, *expected, names)) problems.push_back(std::move(problem));
    }
  }
  const JsonValue* expect = example.find("expect");
  if (expect != nullptr && compared != expect->elements.size())
    problems.push_back("an expected line is not among the records");
  return problems;
}

// "FD-07  a reason", comments after #.
std::map<std::string, std::string> read_not_covered(const std::string& path) {
  std::map<std::string, std::string> out;
  std::string text;
  read_text(path, &text);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t space = line.find(' ');
    const std::size_t reason = line.find_first_not_of(' ', space);
    out[line.substr(0, space)] = reason == std::string::npos ? std::string() : line.substr(reason);
  }
  return out;
}

// traps.tsv: "7<tab>what went wrong<tab>scenario NAME; example DX25; golden PATH" or "none REASON". What it names is
// there.
int check_traps(const std::string& path, const ir::Program& program, const std::set<std::string>& come_out) {
  std::string text;
  read_text(path, &text);
  std::istringstream lines(text);
  int faults = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t places = line.rfind('\t');
    for (std::size_t begin = places + 1; begin < line.size();) {
      const std::size_t end = std::min(line.find("; ", begin), line.size());
      const std::string place = line.substr(begin, end - begin);
      begin = end + 2;
      const std::size_t space = std::min(place.find(' '), place.size());
      const std::string kind = place.substr(0, space), name = place.substr(std::min(space + 1, place.size()));
      if (kind == "none" && !name.empty()) break;  // a reason may hold a semicolon
      const bool there = kind == "scenario"  ? std::any_of(program.scenarios.begin(), program.scenarios.end(),
                                                           [&](const ir::Scenario& s) { return s.name == name; })
                         : kind == "example" ? come_out.count(name) > 0
                                             : kind == "golden" && fs::exists(name);
      if (there) continue;
      ++faults;
      std::printf("FAILED traps.tsv names what is not there, or does not come out: %s\n", place.c_str());
    }
  }
  return faults;
}

bool write_not_covered(const std::string& path, const std::map<std::string, std::string>& list) {
  std::string text = "# Worked examples that do not come out yet, and why. One that does must leave the list.\n";
  for (const auto& [name, reason] : list) text += name + "  " + reason + "\n";
  return write_text(path, text);
}

}  // namespace

int run_examples(const std::string& folder, const std::string& rulebook, bool update) {
  const compiler::Compiled compiled = compiler::compile({{rulebook}, {}});
  if (compiled.program == nullptr) {
    for (const Diagnostic& d : compiled.diagnostics.list())
      if (info(d.code).severity == Severity::Error) std::printf("%s\n", render(d, compiled.sources, false).c_str());
    return 1;
  }
  std::string text;
  JsonValue names;
  if (read_text(folder + "/derived.json", &text)) {
    Result<JsonValue> parsed = data::parse_json(text);
    if (!parsed.ok()) return std::printf("derived.json: %s\n", parsed.failure().message.c_str()), 1;
    names = std::move(parsed.value());
  }
  const std::map<std::string, std::string> listed = read_not_covered(folder + "/not-covered.txt");
  std::map<std::string, std::string> now;
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  int run = 0, good = 0, failed = 0;
  std::set<std::string> come_out;
  for (const std::string& file : files) {
    read_text(file, &text);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (line.empty()) continue;
      const Result<JsonValue> example = data::parse_json(line);
      if (!example.ok()) return std::printf("%s: %s\n", file.c_str(), example.failure().message.c_str()), 1;
      ++run;
      const std::string name = example.value().text_of("case");
      std::string engines_differ;  // whether it comes out or not, every engine says the same
      const std::vector<std::string> problems = run_example(compiled.program, example.value(), names, &engines_differ);
      if (!engines_differ.empty()) {
        ++failed;
        std::printf("FAILED %s: %s\n", name.c_str(), engines_differ.c_str());
      }
      const auto known = listed.find(name);
      if (problems.empty()) {
        ++good;
        come_out.insert(name);
        if (known == listed.end() || update) continue;
        ++failed;
        std::printf("FAILED %s comes out, and stands in not-covered.txt\n", name.c_str());
        continue;
      }
      now[name] = known != listed.end() && !known->second.empty() ? known->second : problems.front();
      if (known != listed.end() || update) continue;
      ++failed;
      std::printf("FAILED %s\n", name.c_str());
      for (const std::string& problem : problems) std::printf("    %s\n", problem.c_str());
    }
  }
  failed += check_traps(folder + "/traps.tsv", *compiled.program, come_out);
  if (update && !write_not_covered(folder + "/not-covered.txt", now)) return 1;
  std::printf("%d examples: %d come out, %d do not yet, %d failed\n", run, good, static_cast<int>(now.size()), failed);
  return failed == 0 ? 0 : 1;
}

}  // namespace licet::golden
