#include "tests/runner/decisions.h"

#include <memory>
#include <sstream>

#include "runtime/explain/row.h"
#include "runtime/io/io.h"
#include "runtime/ledger/small_log.h"
#include "tests/engines/told.h"

namespace licet::golden {
namespace {

std::string joined(const std::vector<std::string_view>& items) {
  std::string out;
  for (std::string_view item : items) {
    if (!out.empty()) out += " | ";
    out += item;
  }
  return out;
}

// Columns that repeat what others say are left out: status "decided", and the booleans of the requirements.
void put_cells(const explain::RowLayout& layout, const explain::Row& row, std::string* out) {
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const explain::OutputColumn& column = layout.columns()[i];
    const explain::OutputCell& cell = row.cells[i];
    if (cell.null || column.kind == explain::ColumnKind::Boolean) continue;
    const std::string text = column.kind == explain::ColumnKind::Text ? std::string(cell.text) : joined(cell.items);
    const bool is_status = column.name.size() > 7 && column.name.substr(column.name.size() - 7) == "_status";
    if (text.empty() || (is_status && text == "decided")) continue;
    *out += "  " + column.name + ": " + text + "\n";
  }
}

// Any decided value, in each row of its subject.
void put_shown(const ir::Program& program, interp::Evaluator* evaluator, const data::Record& record, std::uint32_t line,
               const std::string& name, std::string* out) {
  for (std::size_t d = 0; d < program.decided.size(); ++d) {
    if (program.decided[d].name != name) continue;
    const ir::Id id = static_cast<ir::Id>(d);
    const ir::Id subject = program.decided[d].subject;
    const std::uint32_t count = subject == program.schema.line ? 1 : record.rows(subject).size();
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t row = subject == program.schema.line ? line : i;
      const interp::Outcome outcome = evaluator->outcome(record, line, id, row);
      *out += "  " + name + " of " + program.schema.records[static_cast<std::size_t>(subject)].name + " " +
              std::to_string(row + 1) + ":";
      if (outcome.status != interp::Status::Decided) *out += std::string(" ") + to_string(outcome.status);
      for (ir::Id v : outcome.values) *out += " " + explain::value_text(program, id, v) + ";";
      if (!outcome.possible.empty()) *out += " possible";
      for (ir::Id v : outcome.possible) *out += " " + explain::value_text(program, id, v) + ";";
      if (outcome.burden_of_proof) *out += " burden of proof;";
      for (const interp::OpenFact& fact : outcome.open_facts) *out += " open " + fact.path + ";";
      if (!outcome.error.empty()) *out += " error " + outcome.error + ";";
      if (out->back() == ';') out->pop_back();
      *out += "\n";
    }
  }
}

}  // namespace

Result<std::string> decide_rows(const std::shared_ptr<const interp::Plan>& plan, const std::string& rows,
                                const std::string& opening, const std::vector<std::string>& show) {
  const ir::Program& program = interp::program_of(*plan);
  const explain::RowLayout layout(program, interp::parameters_of(*plan));
  ledger::SmallLog log(plan);
  if (!opening.empty())
    if (const Status opened = log.open(opening); !opened.ok()) return opened.failure();
  io::ShipmentReader reader(program.schema);
  struct Read {
    std::unique_ptr<io::Shipment> shipment;
    std::string problem;
  };
  std::vector<Read> all;
  std::istringstream lines(rows);
  for (std::string text; std::getline(lines, text);) {
    if (text.find_first_not_of(" \t") == std::string::npos || text.rfind("--", 0) == 0) continue;
    Read& read = all.emplace_back();
    read.shipment = std::make_unique<io::Shipment>(program.schema);
    if (const Status status = reader.read(text, read.shipment.get()); !status.ok())
      read.problem = status.failure().message;
    else if (const Status added = log.add(&read.shipment->record, read.shipment->shipment_id); !added.ok())
      return added.failure();
  }
  if (const Status ran = log.run(); !ran.ok()) return ran.failure();

  interp::Evaluator evaluator(plan);
  evaluator.keep_books(log.teller());
  interp::Decision decision;
  explain::Row row;
  std::string out;
  for (const Read& read : all) {
    const io::Shipment& shipment = *read.shipment;
    const data::Record& record = shipment.record;
    if (!read.problem.empty()) {
      out += shipment.shipment_id + " is rejected: " + read.problem + "\n";
      continue;
    }
    if (const std::string differs = engines::difference(plan, record, log.teller()); !differs.empty())
      return Failure{differs, 1};
    evaluator.take_up(record);
    for (std::uint32_t line = 0; line < shipment.line_count; ++line) {
      evaluator.decide(line, &decision);
      layout.fill(decision, &row);
      out += shipment.shipment_id + " line " + shipment.lines[line].line_no + "\n";
      put_cells(layout, row, &out);
      for (const std::string& name : show) put_shown(program, &evaluator, record, line, name, &out);
    }
  }
  for (std::size_t t = 0; log.teller() != nullptr && t < log.tests().size(); ++t) {
    const ledger::TestResult& test = log.tests()[t];
    out += program.ledgers.tests[test.test].citation + " for";
    for (const std::string& key : test.key) out += " " + key;
    out += " on " + format_day(test.day) + ": " +
           (test.holds == interp::Truth::True    ? "met"
            : test.holds == interp::Truth::False ? "not met"
                                                 : "not known") +
           "\n";
  }
  return out;
}

}  // namespace licet::golden
