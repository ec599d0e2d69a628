// The gates of a rulebook by kernels and by compiled code, on the same planes; and how long the code takes to make.
// Void where the two differ.
//   bench/gates [RULEBOOK]
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <random>
#include <string>

#include "compiler/cache.h"
#include "compiler/compile.h"
#include "runtime/bitmap/circuit.h"
#include "runtime/bitmap/gate_code.h"
#include "runtime/bitmap/kernels.h"
#include "runtime/interp/evaluate.h"

namespace {

using namespace licet;          // NOLINT: a bench, not a library
using namespace licet::bitmap;  // NOLINT

// Milliseconds of processor time, so that what else the machine does is left out.
double now() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

// The stages of a circuit by one backend, over planes of its own that begin as random rows.
class Stages {
 public:
  Stages(const Circuit& circuit, const std::vector<Step>& steps, std::size_t words)
      : words_(words), planes_(circuit.graph.gates().size()) {
    std::mt19937_64 random(1);
    for (const Step& step : steps) {
      if (step.carries != kNever) continue;
      Part& part = parts_.emplace_back();
      for (Gate gate : step.stage.reads) part.reads.push_back(plane(gate, &random));
      for (Gate gate : step.stage.makes) part.makes.push_back(plane(gate, &random));
    }
  }

  double run(const std::vector<std::unique_ptr<StageCode>>& code) const {
    const double start = now();
    for (std::size_t i = 0; i < code.size(); ++i) code[i]->run(parts_[i].reads.data(), parts_[i].makes.data(), words_);
    return now() - start;
  }
  bool same(const Stages& other) const { return planes_ == other.planes_; }

 private:
  struct Part {
    std::vector<const std::uint64_t*> reads;
    std::vector<std::uint64_t*> makes;
  };
  std::uint64_t* plane(Gate gate, std::mt19937_64* random) {
    std::vector<std::uint64_t>& words = planes_[gate];
    while (words.size() < words_) words.push_back((*random)());
    return words.data();
  }
  std::size_t words_;
  std::vector<std::vector<std::uint64_t>> planes_;  // per gate
  std::vector<Part> parts_;
};

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

int fail(const std::string& what) {
  std::fprintf(stderr, "gates: %s\n", what.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  compiler::Input input;
  input.paths = {argc > 1 ? argv[1] : "rules/us/ear"};
  const compiler::Compiled compiled = compiler::compile_cached(input);
  if (compiled.program == nullptr) return fail("the rules are not valid");
  interp::RunParameters parameters;
  parameters.mode = interp::Mode::AsCodified;
  const auto plan = interp::bind(compiled.program, parameters);
  if (!plan.ok()) return fail(plan.failure().message);
  const Circuit circuit = build(plan.value());
  const std::vector<Step> all = steps(circuit.graph, wanted(circuit));

  const char* names[] = {"baseline", "AVX2", "AVX-512"};
  for (int level = static_cast<int>(best_level()); level >= 0; --level) {
    CodeOptions options;
    options.level = static_cast<Level>(level);
    std::shared_ptr<const GateCode> code;
    std::vector<double> made, taken;
    for (int i = 0; i < 7; ++i) {
      options.cached = i > 2;  // the fourth fills the cache
      const double start = now();
      const auto result = GateCode::make(circuit.graph, all, options);
      if (!result.ok()) return fail(result.failure().message);
      (i < 3 ? made : taken).push_back(now() - start);
      if (i == 3) taken.clear();
      code = result.value();
    }
    const GateCode::Counts& counts = code->counts();
    std::printf(
        "%s: %zu operations in %zu routines, %zu units, %zu bytes; made in %.1f ms, from the cache (%zu) %.1f ms\n",
        names[level], counts.operations, counts.routines, counts.units, counts.bytes, median(made), counts.cached,
        median(taken));
    std::vector<std::unique_ptr<StageCode>> by_code, by_kernels;
    for (const Step& step : all) {
      if (step.carries != kNever) continue;
      by_code.push_back(GateCode::backend(code)(circuit.graph, step.stage));
      by_kernels.push_back(kernels(options.level)(circuit.graph, step.stage));
    }
    for (std::size_t words = 8; words <= 128; words *= 2) {
      const Stages code_planes(circuit, all, words), kernel_planes(circuit, all, words);
      std::vector<double> code_times, kernel_times;
      for (int i = 0; i < 21; ++i) {
        code_times.push_back(code_planes.run(by_code));
        kernel_times.push_back(kernel_planes.run(by_kernels));
      }
      if (!code_planes.same(kernel_planes)) return fail("the engines differ: the run is void");
      const double per_row = 1e6 / static_cast<double>(words * 64);
      std::printf("  blocks of %4zu rows: kernels %6.1f ns a row, code %6.1f, %.2f times\n", words * 64,
                  median(kernel_times) * per_row, median(code_times) * per_row,
                  median(kernel_times) / median(code_times));
    }
  }
  return 0;
}
