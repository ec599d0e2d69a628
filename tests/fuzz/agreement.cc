// Every engine against the reference interpreter: random programs and records, many lines to a chunk, each decided
// alone by the interpreter and in its chunk by the engine; the decisions must be the same to the last reason. In one
// program of so many compiled code takes over from the kernels, somewhere between two chunks.
//   fuzz_agreement [--programs N] [--records M] [--seed S] [--compile-one-in K] [--ci]
// A failure prints the seed of its program; --seed that seed --programs 1 repeats it.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "runtime/bitmap/engine.h"
#include "runtime/interp/evaluate.h"
#include "tests/engines/told.h"
#include "tests/fuzz/column_batch.h"
#include "tests/fuzz/completion/records.h"

namespace licet::fuzz {
namespace {

struct Totals {
  std::uint64_t programs = 0, lines = 0, asked = 0, compiled = 0;  // compiled: lines
  std::uint64_t columnar = 0, told_apart = 0;                      // lines that were decided as columns as well
};

// Writes every value of the line and hangs a license vocabulary on conditions of the program, with paragraphs: what the
// engines have to tell beside outcomes. It need make no sense as law.
void add_vocabulary(ir::Program* program, bool flat, Random* random) {
  ir::Program& p = *program;
  for (ir::DecidedValue& d : p.decided)
    if (d.subject == kLine) d.column = d.name;
  std::vector<Id> conditions;
  for (std::size_t i = 0; i < p.nodes.size(); ++i)
    if (ir::result_of(p.nodes[i].op) == ir::Result::Cond && p.nodes[i].scope == kLine)
      conditions.push_back(static_cast<Id>(i));
  if (conditions.empty()) return;
  const auto add = [&](Op op, std::vector<Id> args, std::int64_t a) {
    ir::Node node;
    node.op = op;
    node.type = ir::bool_type();
    node.scope = kLine;
    node.args = std::move(args);
    node.a = a;
    p.nodes.push_back(std::move(node));
    return static_cast<Id>(p.nodes.size()) - 1;
  };
  const auto condition = [&] { return random->of(conditions); };
  const auto marked = [&](Id inner) {
    ir::Paragraph paragraph;
    paragraph.citation = "9." + std::to_string(p.paragraphs.size());
    paragraph.subject = kLine;
    p.paragraphs.push_back(paragraph);
    return add(Op::Mark, {inner}, static_cast<std::int64_t>(p.paragraphs.size()) - 1);
  };
  const auto rule = [&] {  // a sentence of paragraphs
    std::vector<Id> parts;
    for (int i = random->between(2, 3); i-- > 0;)
      parts.push_back(random->chance(70) ? marked(condition()) : condition());
    const Id whole = add(random->chance(60) ? Op::And : Op::Or, parts, 0);
    return random->chance(50) ? marked(whole) : whole;
  };
  const auto maybe = [&](int percent) { return random->chance(percent) ? condition() : kNone; };
  ir::Licensing& law = p.licensing;
  std::vector<Id> foreclosures;
  for (std::size_t i = 0; i < p.provisions.size(); ++i)
    if (p.provisions[i].subject == kLine) foreclosures.push_back(static_cast<Id>(i));
  for (int e = random->between(1, 3); e-- > 0;) {
    ir::Exception x;
    x.name = "E" + std::to_string(law.exceptions.size());
    x.claimed = maybe(70);
    x.used = maybe(80);
    for (int s = random->below(3); s-- > 0;) x.steps.push_back({"1", "step", maybe(60), maybe(80)});
    for (int f = random->below(3); f-- > 0 && !foreclosures.empty();)
      x.foreclosures.push_back(random->of(foreclosures));
    law.exceptions.push_back(x);
  }
  for (int r = random->between(1, 3); r-- > 0;) {
    ir::Requirement x;
    x.citation = std::to_string(law.requirements.size());
    x.applies = condition();
    x.overcome = maybe(80);
    for (std::size_t e = 0; e < law.exceptions.size(); ++e)
      if (random->chance(70))
        x.exceptions.push_back({static_cast<Id>(e), kNone, rule(), maybe(60), maybe(80), maybe(80)});
    law.requirements.push_back(x);
  }
  for (int d = random->below(3); d-- > 0;)
    law.duties.push_back({"2", "who", "what", maybe(80), !flat && random->chance(50) ? p.event_date : kNone});
  for (int f = random->below(3); f-- > 0;) law.findings.push_back({"F", "3", "what", condition()});
}

bool run(std::uint64_t seed, int records, std::uint64_t compile_one_in, Totals* totals) {
  Random random(seed * 0x9e3779b97f4a7c15u + 1);
  Options options;
  options.evidence = seed % 3 == 2;
  options.time = seed % 4 == 1;
  options.flat = seed % 5 < 2;
  auto program = std::make_shared<ir::Program>(Generator(&random, options).program());
  if (!ir::verify(*program).empty()) return true;
  if (random.chance(70)) add_vocabulary(program.get(), options.flat, &random);
  interp::RunParameters parameters;
  parameters.mode = random.chance(40) ? interp::Mode::AsEnforced : interp::Mode::AsCodified;
  parameters.strict_horizon = random.chance(50);
  if (options.time && random.chance(30)) parameters.law_known_on = random.between(0, 4);
  for (const ir::Reading& r : program->readings)
    if (random.chance(30)) parameters.readings[r.id] = random.of(r.alternatives);
  const auto plan = interp::bind(program, parameters);
  if (!plan.ok()) return false;
  Records source(*program, &random);
  std::vector<Record> log;
  for (int i = 0; i < records; ++i) log.push_back(source.record(random.of(std::vector<int>{0, 12, 35})));

  const auto circuit = std::make_shared<const bitmap::Circuit>(bitmap::build(plan.value()));
  std::vector<bitmap::Level> levels;  // that this processor has
  for (int l = 0; l <= static_cast<int>(bitmap::best_level()); ++l) levels.push_back(static_cast<bitmap::Level>(l));
  bitmap::Engine engine(circuit, 1, random.of(levels));
  interp::Evaluator evaluator(plan.value());
  std::vector<std::pair<const Record*, std::uint32_t>> lines;
  const Record* taken = nullptr;
  for (const Record& record : log)
    for (std::uint32_t line = 0; line < record.rows(kLine).size(); ++line) lines.push_back({&record, line});
  std::vector<bitmap::Line> got, all;
  const std::size_t chunk = static_cast<std::size_t>(random.between(1, 200));
  std::size_t chunks_by_kernels = static_cast<std::size_t>(random.below(3));
  std::shared_ptr<const bitmap::GateCode> code;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (taken != lines[i].first) engine.take_up(*lines[i].first);
    taken = lines[i].first;
    engine.add(lines[i].second);
    if (engine.size() < chunk && i + 1 < lines.size()) continue;
    if (compile_one_in != 0 && seed % compile_one_in == 0 && code == nullptr && chunks_by_kernels-- == 0) {
      code = engines::compiled(*circuit, random.of(levels), false);
      engine.take_over(code);
    }
    engine.run(&got);
    if (code != nullptr) totals->compiled += got.size();
    all.insert(all.end(), got.begin(), got.end());
  }
  interp::Decision expected;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    evaluator.decide(*lines[i].first, lines[i].second, &expected);
    const std::string want = engines::told(expected), have = engines::told(bitmap::whole(all[i]));
    if (want == have) continue;
    std::printf("FAILED: seed %lu, line %zu of %zu, chunks of %zu%s\ninterpreter:\n%s\nengine:\n%s\n",
                static_cast<unsigned long>(seed), i, lines.size(), chunk, code != nullptr ? ", compiled" : "",
                want.c_str(), have.c_str());
    return false;
  }
  if (bitmap::ColumnEngine::can_decide(*circuit)) {
    bitmap::ColumnEngine columnar(circuit, 1, random.of(levels));
    if (code != nullptr) columnar.take_over(code);
    for (std::size_t i = 0, next = 0; i < lines.size(); i = next) {
      next = std::min(lines.size(), i + static_cast<std::size_t>(random.of(std::vector<int>{0, 1, 7, 64, 200})));
      ColumnBatch batch(
          *program, {lines.begin() + static_cast<std::ptrdiff_t>(i), lines.begin() + static_cast<std::ptrdiff_t>(next)},
          &random);
      all = decide_columns(*circuit, &columnar, batch.columns());
      for (std::size_t k = 0; k < all.size(); ++k) {
        evaluator.decide(*lines[i + k].first, lines[i + k].second, &expected);
        const std::string want = engines::told(expected), have = engines::told(bitmap::whole(all[k]));
        if (want == have) continue;
        std::printf("FAILED: seed %lu, line %zu of %zu, as columns from %zu to %zu\ninterpreter:\n%s\nengine:\n%s\n",
                    static_cast<unsigned long>(seed), i + k, lines.size(), i, next, want.c_str(), have.c_str());
        return false;
      }
    }
    totals->columnar += columnar.counts().lines;
    totals->told_apart += columnar.counts().told_apart;
  }
  ++totals->programs;
  totals->lines += engine.counts().lines;
  totals->asked += engine.counts().asked;
  return true;
}

}  // namespace
}  // namespace licet::fuzz

int main(int argc, char** argv) {
  std::uint64_t programs = 2000, seed = 1, compile_one_in = 7;
  int records = 60;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--ci") == 0)
      programs = 12000;
    else if (std::strcmp(argv[i], "--programs") == 0 && i + 1 < argc)
      programs = std::strtoull(argv[++i], nullptr, 10);
    else if (std::strcmp(argv[i], "--records") == 0 && i + 1 < argc)
      records = std::atoi(argv[++i]);
    else if (std::strcmp(argv[i], "--seed") == 0 && i + 1 < argc)
      seed = std::strtoull(argv[++i], nullptr, 10);
    else if (std::strcmp(argv[i], "--compile-one-in") == 0 && i + 1 < argc)
      compile_one_in = std::strtoull(argv[++i], nullptr, 10);
    else {
      std::fprintf(stderr,
                   "usage: fuzz_agreement [--programs N] [--records M] [--seed S] [--compile-one-in K] [--ci]\n");
      return 2;
    }
  }
  licet::fuzz::Totals totals;
  for (std::uint64_t k = 0; k < programs; ++k)
    if (!licet::fuzz::run(seed + k, records, compile_one_in, &totals)) return 1;
  std::printf(
      "%lu programs, %lu lines, %lu of them by compiled code, the interpreter asked for %lu; %lu lines as columns, %lu "
      "of them told apart\n",
      static_cast<unsigned long>(totals.programs), static_cast<unsigned long>(totals.lines),
      static_cast<unsigned long>(totals.compiled), static_cast<unsigned long>(totals.asked),
      static_cast<unsigned long>(totals.columnar), static_cast<unsigned long>(totals.told_apart));
  // Some hundred programs have flat lines among them, and lines that no provision can say anything of.
  if (programs >= 500 && (totals.columnar == 0 || totals.told_apart >= totals.columnar)) return 1;
  return programs >= 500 && compile_one_in != 0 && totals.compiled == 0 ? 1 : 0;
}
