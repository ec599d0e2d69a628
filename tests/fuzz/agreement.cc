// Every engine against the reference interpreter: random programs and records, many lines to a chunk, each decided
// alone by the interpreter and in its chunk by the engine; the decisions must be the same to the last reason.
//   fuzz_agreement [--programs N] [--records M] [--seed S] [--ci]
// A failure prints the seed of its program; --seed that seed --programs 1 repeats it.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "runtime/bitmap/engine.h"
#include "runtime/interp/evaluate.h"
#include "tests/engines/told.h"
#include "tests/fuzz/completion/records.h"

namespace licet::fuzz {
namespace {

struct Totals {
  std::uint64_t programs = 0, lines = 0, asked = 0;
};

bool run(std::uint64_t seed, int records, Totals* totals) {
  Random random(seed * 0x9e3779b97f4a7c15u + 1);
  Options options;
  options.evidence = seed % 3 == 2;
  options.time = seed % 4 == 1;
  auto program = std::make_shared<ir::Program>(Generator(&random, options).program());
  if (!ir::verify(*program).empty()) return true;
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

  bitmap::Engine engine(std::make_shared<const bitmap::Circuit>(bitmap::build(plan.value())));
  interp::Evaluator evaluator(plan.value());
  std::vector<std::pair<const Record*, std::uint32_t>> lines;
  const Record* taken = nullptr;
  for (const Record& record : log)
    for (std::uint32_t line = 0; line < record.rows(kLine).size(); ++line) lines.push_back({&record, line});
  std::vector<bitmap::Line> got, all;
  const std::size_t chunk = static_cast<std::size_t>(random.between(1, 200));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (taken != lines[i].first) engine.take_up(*lines[i].first);
    taken = lines[i].first;
    engine.add(lines[i].second);
    if (engine.size() < chunk && i + 1 < lines.size()) continue;
    engine.run(&got);
    all.insert(all.end(), got.begin(), got.end());
  }
  interp::Decision expected;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    evaluator.decide(*lines[i].first, lines[i].second, &expected);
    const std::string want = engines::told(expected), have = engines::told(bitmap::whole(all[i]));
    if (want == have) continue;
    std::printf("FAILED: seed %lu, line %zu of %zu, chunks of %zu\ninterpreter:\n%s\nengine:\n%s\n",
                static_cast<unsigned long>(seed), i, lines.size(), chunk, want.c_str(), have.c_str());
    return false;
  }
  ++totals->programs;
  totals->lines += engine.counts().lines;
  totals->asked += engine.counts().asked;
  return true;
}

}  // namespace
}  // namespace licet::fuzz

int main(int argc, char** argv) {
  std::uint64_t programs = 2000, seed = 1;
  int records = 60;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--ci") == 0)
      programs = 300;
    else if (std::strcmp(argv[i], "--programs") == 0 && i + 1 < argc)
      programs = std::strtoull(argv[++i], nullptr, 10);
    else if (std::strcmp(argv[i], "--records") == 0 && i + 1 < argc)
      records = std::atoi(argv[++i]);
    else if (std::strcmp(argv[i], "--seed") == 0 && i + 1 < argc)
      seed = std::strtoull(argv[++i], nullptr, 10);
    else {
      std::fprintf(stderr, "usage: fuzz_agreement [--programs N] [--records M] [--seed S] [--ci]\n");
      return 2;
    }
  }
  licet::fuzz::Totals totals;
  for (std::uint64_t k = 0; k < programs; ++k)
    if (!licet::fuzz::run(seed + k, records, &totals)) return 1;
  std::printf("%lu programs, %lu lines, the interpreter asked for %lu\n", static_cast<unsigned long>(totals.programs),
              static_cast<unsigned long>(totals.lines), static_cast<unsigned long>(totals.asked));
  return 0;
}
