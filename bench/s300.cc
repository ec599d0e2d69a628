// Decides the columns that bench/s300/workload.py writes, with the columnar engine:
//   s300 RULEBOOK FOLDER ROWS [value | all] [runs]
// `value`: the numbers of the decided value alone, without open facts; `all`: those of open facts too. Prints rows per
// second of each run, and a checksum of what was decided that other engines are compared by.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "bench/s300/checksum.h"
#include "compiler/compile.h"
#include "runtime/bitmap/columns.h"

namespace {

using namespace licet;  // NOLINT: a bench, not a library
using bitmap::Column;

std::vector<char> load(const std::string& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  std::vector<char> out(in ? static_cast<std::size_t>(in.tellg()) : 0);
  in.seekg(0);
  in.read(out.data(), static_cast<std::streamsize>(out.size()));
  return out;
}

double now() {  // of the processor: others may be using it as well
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const std::string folder = argv[2];
  const std::size_t rows = std::strtoull(argv[3], nullptr, 10);
  const bool open = argc < 5 || std::strcmp(argv[4], "all") == 0;
  const int runs = argc < 6 ? 3 : std::atoi(argv[5]);
  const double begun = now();
  const compiler::Compiled compiled = compiler::compile({{argv[1]}, {std::string(LICET_SOURCE_DIR) + "/stdlib"}});
  if (compiled.program == nullptr) return 1;
  const auto plan = interp::bind(compiled.program, {});
  if (!plan.ok()) return 1;
  const auto circuit = std::make_shared<const bitmap::Circuit>(bitmap::build(plan.value()));
  bitmap::ColumnEngine engine(circuit);
  std::printf("made in %.0f ms: %zu gates, %zu tests\n", 1e3 * (now() - begun), circuit->graph.gates().size(),
              circuit->tests.size());

  const ir::Schema& schema = compiled.program->schema;
  std::vector<std::vector<char>> buffers;
  buffers.reserve(64);
  bitmap::Columns columns;
  std::vector<std::string> order;
  columns.rows = rows;
  for (const ir::Id type : {schema.shipment, schema.line}) {
    const std::vector<ir::Field>& fields = schema.records[static_cast<std::size_t>(type)].fields_;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      std::vector<char> values = load(folder + "/" + fields[f].column + ".values");
      if (values.empty()) continue;
      Column column;
      column.type = type;
      column.field = static_cast<ir::Id>(f);
      column.width = values.size() == rows       ? Column::Width::Byte
                     : values.size() == 4 * rows ? Column::Width::Int
                                                 : Column::Width::Long;
      column.values = buffers.emplace_back(std::move(values)).data();
      std::vector<char> valid = load(folder + "/" + fields[f].column + ".valid");
      if (!valid.empty())
        column.valid = reinterpret_cast<const std::uint8_t*>(buffers.emplace_back(std::move(valid)).data());
      columns.columns.push_back(column);
    }
  }

  std::vector<bitmap::PartId> values(rows);
  std::vector<bitmap::SetId> waiting(open ? rows : 0);
  bitmap::ColumnEngine::Numbers numbers;
  numbers.parts.assign(circuit->parts(), nullptr);
  numbers.parts[0] = values.data();
  numbers.open.assign(1, open ? waiting.data() : nullptr);
  for (int run = 0; run < runs; ++run) {
    const double start = now();
    engine.run(columns, numbers);
    const double seconds = now() - start;
    std::printf("rows/s %.0f\n", static_cast<double>(rows) / seconds);
  }
  const auto& counts = engine.counts();
  std::printf("told apart %.4f, asked %lu\n",
              static_cast<double>(counts.told_apart) / static_cast<double>(counts.lines),
              static_cast<unsigned long>(counts.asked));

  // The facts as the workload numbers them.
  std::ifstream names(folder + "/columns");
  std::vector<std::string> facts;
  for (std::string name; names >> name;) facts.push_back(name);
  s300::Checksum sum;
  for (std::size_t row = 0; row < rows; ++row) {
    const interp::Outcome& outcome = engine.part(0, values[row])->decision.outcomes.front();
    std::uint8_t possible = 0;
    for (ir::Id v : outcome.values) possible = static_cast<std::uint8_t>(possible | 1u << v);
    for (ir::Id v : outcome.possible) possible = static_cast<std::uint8_t>(possible | 1u << v);
    std::uint64_t grounds = 0;
    std::uint16_t waits = 0;
    if (open) {
      for (ir::Id p : outcome.grounds) {
        const std::string& citation = compiled.program->provisions[static_cast<std::size_t>(p)].citation;
        grounds ^= s300::of_provision(static_cast<std::uint32_t>(std::atoi(citation.c_str()) - 90000));
      }
      if (waiting[row] != 0)
        for (const interp::OpenFact& fact : engine.open_set(waiting[row])->facts)
          for (std::size_t f = 0; f < facts.size(); ++f)
            if (facts[f] == fact.path) waits = static_cast<std::uint16_t>(waits | 1u << f);
    }
    sum.add(row, possible, grounds, waits);
  }
  sum.print();
  return 0;
}
