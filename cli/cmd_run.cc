// licet run RULEBOOK INPUT [-o OUT]: decides every line of a log.
#include <algorithm>
#include <memory>
#include <thread>

#include <unistd.h>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "cli/ledger_run.h"
#include "cli/pipeline.h"
#include "cli/progress.h"
#include "cli/rulebook.h"
#include "cli/run_options.h"
#include "cli/summary.h"
#include "cli/terminal.h"
#include "cli/what_if.h"

namespace licet::cli {
namespace {

constexpr std::size_t kRejectsSaid = 5;  // on stderr, where there is no file for them

struct RunCommand {
  std::string rulebook, input, output, format, lines, columns, engine;
  std::vector<std::string> maps, limits;
  std::optional<std::uint64_t> max_rejects, threads;
  bool json = false, quiet = false, collect = false;
  RunOptions law;
  LedgerOptions ledgers;

  int run();

 private:
  int stopped() const;
  int fail(const Failure& failure) const {
    say(failure.message);
    return failure.exit_code;
  }
  Result<io::ReadOptions> read_options() const;
  Result<io::Format> output_format() const;
  std::vector<std::string> split_columns() const;
};

std::vector<std::string> RunCommand::split_columns() const {
  if (columns.empty() || columns == "all") return {"*"};
  if (columns == "none") return {};
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin <= columns.size();) {
    const std::size_t comma = std::min(columns.find(',', begin), columns.size());
    out.push_back(columns.substr(begin, comma - begin));
    begin = comma + 1;
  }
  return out;
}

Result<io::ReadOptions> RunCommand::read_options() const {
  io::ReadOptions options;
  options.path = input;
  options.stopped = interrupted;
  options.lines_path = lines;
  options.pass = output.empty() ? std::vector<std::string>() : split_columns();
  if (collect) options.grouping = io::Grouping::Collected;
  for (const std::string& map : maps) {
    const std::size_t equals = map.find('=');
    if (equals == std::string::npos || equals == 0)
      return Failure{"--map " + map + ": write --map NEW=OLD, the name in the rules first", kUsage};
    options.renames.emplace_back(map.substr(0, equals), map.substr(equals + 1));
  }
  return options;
}

Result<io::Format> RunCommand::output_format() const {
  static constexpr std::pair<const char*, io::Format> kFormats[] = {
      {"parquet", io::Format::Parquet}, {"csv", io::Format::Csv},         {"tsv", io::Format::Tsv},
      {"jsonl", io::Format::JsonLines}, {"arrow", io::Format::ArrowFile}, {"arrows", io::Format::ArrowStream}};
  for (const auto& [name, value] : kFormats)
    if (format == name) return value;
  if (output == "-") return Failure{"-o - needs --format", kUsage};
  return io::Format::Auto;
}

// The columns of the decision, then those of the input. A column of the input that has the name of one of ours, from an
// earlier run, becomes input_NAME.
std::vector<io::Column> output_columns(const explain::RowLayout& layout, const std::vector<io::Column>& input,
                                       std::vector<std::size_t>* passed) {
  std::vector<io::Column> columns{{"shipment_id", io::ColumnType::Text}, {"line_no", io::ColumnType::Text}};
  for (const explain::OutputColumn& c : layout.columns()) {
    io::ColumnType type = io::ColumnType::Text;
    if (c.kind == explain::ColumnKind::Boolean) type = io::ColumnType::Boolean;
    if (c.kind == explain::ColumnKind::List) type = io::ColumnType::TextList;
    columns.push_back({c.name, type});
  }
  for (std::size_t i = 0; i < input.size(); ++i) {
    io::Column column = input[i];
    if (column.name == "shipment_id" || column.name == "line_no") continue;
    const auto same = [&](const io::Column& c) { return c.name == column.name; };
    while (std::any_of(columns.begin(), columns.end(), same)) column.name = "input_" + column.name;
    columns.push_back(column);
    passed->push_back(i);
  }
  return columns;
}

std::string partial_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
  return path.substr(0, name) + "." + path.substr(name) + ".partial";
}

int RunCommand::stopped() const {
  say(output.empty() || output == "-" ? "stopped" : "stopped; " + output + " is not written");
  return kInterrupted;
}

int RunCommand::run() {
  if (json && output == "-") return fail({"--json and -o - both want standard output", kUsage});
  const compiler::Compiled compiled = load_rulebook({rulebook});
  if (compiled.program == nullptr) return kRulesInvalid;
  Result<interp::RunParameters> parameters = law.parameters(*compiled.program);
  if (!parameters.ok()) return fail(parameters.failure());
  const Result<std::shared_ptr<const ir::Program>> supposed = suppose(compiled.program, limits, &parameters.value());
  if (!supposed.ok()) return fail(supposed.failure());
  const ir::Program& program = *supposed.value();
  ledgers.supposed = !limits.empty();
  const Result<std::shared_ptr<const interp::Plan>> plan = interp::bind(supposed.value(), parameters.value());
  if (!plan.ok()) return fail(plan.failure());

  const Result<io::ReadOptions> reading = read_options();
  if (!reading.ok()) return fail(reading.failure());
  const Result<io::Format> writing = output_format();
  if (!writing.ok()) return fail(writing.failure());
  catch_interrupts();

  Progress progress(!quiet && is_terminal(STDERR_FILENO));
  Gauge gauge;
  std::unique_ptr<LedgerRun> ledger_run;
  if (!program.ledgers.ledgers.empty()) {
    const auto tick = [&](const io::Progress& at) {
      gauge.bytes_read = at.bytes_read;
      gauge.bytes_total = at.bytes_total;
      progress.show(gauge);
    };
    Result<std::unique_ptr<LedgerRun>> made =
        LedgerRun::make(plan.value(), ledgers, reading.value(), to_json(program, parameters.value()), tick);
    progress.clear();
    if (!made.ok()) return fail(made.failure());
    ledger_run = std::move(made.value());
    if (ledger_run->interrupted()) return stopped();
  } else if (!ledgers.state.empty()) {
    return fail({"--ledger-state: the rulebook keeps no ledgers", kUsage});
  }
  Result<std::unique_ptr<io::Reader>> reader = io::open_reader(program.schema, reading.value());
  if (interrupted()) return stopped();
  if (!reader.ok()) return fail(reader.failure());

  const explain::RowLayout layout(program, parameters.value());
  std::unique_ptr<io::Writer> writer, rejects;
  PipelineOptions options;
  options.plan = plan.value();
  if (ledger_run != nullptr) options.answers = ledger_run->answers();
  if (engine == "kernels") options.engine = EngineName::Kernels;
  if (engine == "llvm") options.engine = EngineName::Llvm;
  if (engine == "interpreter") options.engine = EngineName::Interpreter;
  options.reader = reader.value().get();
  options.gauge = &gauge;
  options.threads = static_cast<unsigned>(threads.value_or(std::max(1u, std::thread::hardware_concurrency())));
  options.threads = std::clamp(options.threads, 1u, 256u);

  if (!output.empty()) {
    io::WriteOptions out;
    out.path = output;
    out.format = writing.value();
    out.columns = output_columns(layout, options.reader->passed_columns(), &options.passed);
    out.metadata = metadata(program, parameters.value());
    Result<std::unique_ptr<io::Writer>> opened = io::open_writer(out);
    if (!opened.ok()) return fail(opened.failure());
    writer = std::move(opened.value());
    if (output != "-") {
      Result<std::unique_ptr<io::Writer>> beside = io::open_writer(io::reject_options(output + ".rejects"));
      if (!beside.ok()) return fail(beside.failure());
      rejects = std::move(beside.value());
      remove_on_second_interrupt(partial_of(output));
    }
    options.layout = &layout;
    options.writer = writer.get();
  }

  std::size_t said = 0;
  options.rejected = [&](const io::Reject& reject) -> Status {
    const std::vector<std::string>& files = options.reader->files();
    const std::string file = reject.file < files.size() ? files[reject.file] : input;
    if (rejects != nullptr) return rejects->write(io::reject_row(reject, file));
    if (said++ < kRejectsSaid) {
      progress.clear();
      say(file + ", row " + std::to_string(reject.row) + " is rejected: " + reject.field +
          (reject.field.empty() ? "" : ": ") + reject.reason);
    }
    return Unit{};
  };
  options.note = [&](const std::string& note) {
    if (quiet) return;
    progress.clear();
    say(note);
  };
  options.tick = [&] { progress.show(gauge); };

  Result<PipelineResult> ran = run_pipeline(options);
  progress.clear();
  if (interrupted()) return stopped();
  if (!ran.ok()) return fail(ran.failure());
  const PipelineResult& result = ran.value();
  // What a pipe by name gives is gone after the first reading; a log may grow.
  if (ledger_run != nullptr && result.tally.lines() != ledger_run->answers()->lines())
    return fail({input + ": read twice, it had " + grouped(ledger_run->answers()->lines()) + " lines and then " +
                     grouped(result.tally.lines()) +
                     ": nothing is written. Ledgers take a log through its order before its lines are decided; give "
                     "a pipe as - on standard input, and a log that nobody is writing to",
                 kDataInvalid});
  if (ledger_run != nullptr)
    if (Status stored = ledger_run->store(); !stored.ok()) return fail(stored.failure());
  for (io::Writer* w : {writer.get(), rejects.get()})
    if (w != nullptr)
      if (Status closed = w->close(); !closed.ok()) return fail(closed.failure());

  if (json)
    std::fputs(summary_json(program, parameters.value(), result, ledger_run.get()).c_str(), stdout);
  else if (!quiet && output != "-" && (output.empty() || is_terminal(STDOUT_FILENO)))
    std::fputs((summary_text(program, result) + (ledger_run != nullptr ? ledger_run->summary() : "")).c_str(), stdout);
  std::fflush(stdout);
  if (ledger_run != nullptr && !quiet)
    for (const std::string& note : ledger_run->notes()) say(note);

  if (!quiet && result.rows_in == 0) say("there is nothing to decide: the log has no rows");
  bool balances = true;
  const std::string account = reconciliation(result, &balances);
  if (!quiet || !balances) say(account);
  if (!balances)
    return fail({"the rows do not add up: this is a bug; please report it with the command line", kInternal});
  const std::uint64_t tolerated = max_rejects.value_or(0);
  if (result.rejected <= tolerated) return kOk;
  say(grouped(result.rejected) + (result.rejected == 1 ? " row is" : " rows are") + " rejected" +
      (rejects != nullptr ? ", see " + output + ".rejects" : "") + "; --max-rejects says how many are tolerated");
  return kDataInvalid;
}

}  // namespace

Run declare_run(Options* options) {
  auto command = std::make_shared<RunCommand>();
  RunCommand& c = *command;
  options->positional("RULEBOOK", "a folder of rule files, or one file", &c.rulebook);
  options->positional(
      "INPUT", "Parquet, CSV, TSV, JSON lines, Arrow (.gz, .zst), a folder, a glob, or - for standard input", &c.input);
  options->value("-o,--output", "FILE", "write a row per line: .parquet .csv .tsv .jsonl .arrow, or - with --format",
                 &c.output);
  options->choice("--format", {"parquet", "csv", "tsv", "jsonl", "arrow", "arrows"}, "format of the output", &c.format);
  c.law.declare(options);
  c.ledgers.declare(options);
  options->values("--limit", "FIGURE=AMOUNT", "suppose another amount of a figure; a state is read, not added to",
                  &c.limits);
  options->value("--columns", "A,B|all|none", "columns of the input to pass through (all)", &c.columns);
  options->values("--map", "NEW=OLD", "read column OLD of the input as NEW (repeatable)", &c.maps);
  options->value("--lines", "FILE", "the lines, where INPUT holds the headers; joined by shipment_id", &c.lines);
  options->flag("--group", "bring lines of a shipment together that are not adjacent", &c.collect);
  options->number("--max-rejects", "N", "tolerate N rejected rows (0); they are in FILE.rejects", &c.max_rejects);
  options->choice("--engine", {"interpreter", "kernels", "llvm"},
                  "who decides; the decisions are the same (kernels where the log is long)", &c.engine);
  options->number("--threads", "N", "workers; the output does not depend on it", &c.threads);
  options->flag("--json", "print the summary as JSON", &c.json);
  options->flag("-q,--quiet", "no summary, no reconciliation, no progress", &c.quiet);
  options->example("licet run rules/us/ear shipments.parquet --as-codified");
  options->example("licet run rules/us/ear log.csv -o decisions.csv --map destination=dest_country --max-rejects 20");
  options->example(
      "licet run rules/us/ear headers.csv --lines lines.csv -o decisions.parquet --reading R05=per-shipment");
  return [command] { return command->run(); };
}

}  // namespace licet::cli
