// Compiled gates: the same bits as the kernels on every level of processor, and a cache that can only ever be absent.
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/bitmap/gate_code.h"
#include "runtime/bitmap/kernels.h"

namespace {

using namespace licet::bitmap;  // NOLINT
namespace fs = std::filesystem;

// A circuit of one domain, and one carried below it, with gates over everything made before.
struct Random {
  Graph graph;
  std::vector<Gate> wanted;
  std::mt19937 random;

  Random(unsigned seed, std::size_t gates) : random(seed) {
    std::vector<Gate> above, below;
    for (std::uint32_t i = 0; i < 12; ++i) above.push_back(graph.leaf(0, i));
    grow(gates, &above);
    for (std::uint32_t i = 12; i < 18; ++i) below.push_back(graph.leaf(1, i));
    for (int i = 0; i < 6; ++i) below.push_back(graph.expand(1, above[above.size() - 1 - below_than(9)]));
    grow(gates / 3, &below);
  }
  std::size_t below_than(std::size_t n) { return random() % n; }
  void grow(std::size_t gates, std::vector<Gate>* pool) {
    for (std::size_t i = 0; i < gates; ++i) {
      const auto some = [&] {  // mostly what is new, so that gates are deep
        const std::size_t window = below_than(3) == 0 ? pool->size() : std::min<std::size_t>(pool->size(), 20);
        const Gate gate = (*pool)[pool->size() - 1 - below_than(window)];
        return below_than(3) == 0 ? graph.not_(gate) : gate;
      };
      const Gate a = some(), b = some();
      const Gate made = below_than(2) == 0 ? graph.and_(a, b) : graph.or_(a, b);
      if (made == kNever || made == kAlways) continue;
      pool->push_back(made);
      if (below_than(8) == 0) wanted.push_back(below_than(4) == 0 ? graph.not_(made) : made);
    }
    wanted.push_back(pool->back());
  }
};

using Plane = std::vector<std::uint64_t>;

// The planes of all stages, from random ones: what is carried is random too.
std::vector<Plane> run(const Graph& graph, const std::vector<Step>& all, const Backend& backend, std::size_t words) {
  std::vector<Plane> planes(graph.gates().size());
  std::mt19937_64 random(7);
  for (Plane& plane : planes)
    for (std::size_t w = 0; w < words; ++w) plane.push_back(random());
  for (const Step& step : all) {
    if (step.carries != kNever) continue;
    std::vector<const std::uint64_t*> reads;
    std::vector<std::uint64_t*> makes;
    for (Gate gate : step.stage.reads) reads.push_back(planes[gate].data());
    for (Gate gate : step.stage.makes) makes.push_back(planes[gate].data());
    backend(graph, step.stage)->run(reads.data(), makes.data(), words);
  }
  return planes;
}

// A cache of its own, removed at the end.
class OwnCache {
 public:
  OwnCache() : path_(fs::temp_directory_path() / ("licet-code-test-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    ::setenv("XDG_CACHE_HOME", path_.c_str(), 1);
  }
  ~OwnCache() {
    ::unsetenv("XDG_CACHE_HOME");
    fs::remove_all(path_);
  }
  std::vector<fs::path> files() const {
    std::vector<fs::path> out;
    if (fs::exists(path_ / "licet"))
      for (const auto& entry : fs::directory_iterator(path_ / "licet")) out.push_back(entry.path());
    return out;
  }

 private:
  fs::path path_;
};

std::shared_ptr<const GateCode> made(const Random& circuit, const std::vector<Step>& all, Level level,
                                     bool cached = true) {
  CodeOptions options;
  options.level = level;
  options.cached = cached;
  const auto code = GateCode::make(circuit.graph, all, options);
  if (!code.ok()) FAIL(code.failure().message);
  return code.value();
}

std::string bytes_in(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("compiled gates make the bits that the kernels make") {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    const Random circuit(seed, seed * seed * 10);
    const std::vector<Step> all = steps(circuit.graph, circuit.wanted);
    for (int level = 0; level <= static_cast<int>(best_level()); ++level) {
      const auto code = made(circuit, all, static_cast<Level>(level), false);
      for (const std::size_t words : {kPlaneWords, 3 * kPlaneWords})
        CHECK(run(circuit.graph, all, kernels(), words) == run(circuit.graph, all, GateCode::backend(code), words));
    }
  }
}

TEST_CASE("routines of any length make the same bits") {
  const Random circuit(3, 300);
  for (const std::size_t most : {1u, 2u, 7u, 64u, 100000u}) {
    const Backend backend = [&](const Graph& graph, const Stage& stage) {
      struct Interpreted : StageCode {
        Routines routines;
        void run(const std::uint64_t* const* reads, std::uint64_t* const* makes, std::size_t) override {
          std::vector<Plane> handed_on(routines.handed_on, Plane(kTrialWords));
          std::vector<std::uint64_t*> planes;
          for (std::uint32_t i = 0; i < routines.reads; ++i) planes.push_back(const_cast<std::uint64_t*>(reads[i]));
          for (std::uint32_t i = 0; i < routines.makes; ++i) planes.push_back(makes[i]);
          for (Plane& plane : handed_on) planes.push_back(plane.data());
          for (const Routine& routine : routines.routines) interpret(routine, planes.data());
        }
      };
      auto out = std::make_unique<Interpreted>();
      out->routines = RoutineMaker(graph, most).routines_of(stage);
      for (const Routine& routine : out->routines.routines) CHECK(routine.operations.size() <= most);
      return out;
    };
    const std::vector<Step> all = steps(circuit.graph, circuit.wanted);
    CHECK(run(circuit.graph, all, kernels(), kTrialWords) == run(circuit.graph, all, backend, kTrialWords));
  }
}

TEST_CASE("code is kept, and taken again where nothing it was made from has changed") {
  const OwnCache cache;
  const Random circuit(5, 600);
  const std::vector<Step> all = steps(circuit.graph, circuit.wanted);
  const std::vector<Plane> expected = run(circuit.graph, all, kernels(), kPlaneWords);
  const auto first = made(circuit, all, Level::Baseline);
  CHECK(first->counts().cached == 0);
  REQUIRE(cache.files().size() == first->counts().units);
  const fs::path entry = cache.files()[0];
  struct stat info{};
  REQUIRE(::stat(entry.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  const std::size_t units = first->counts().units;
  const auto again = made(circuit, all, Level::Baseline);
  CHECK(again->counts().cached == units);
  CHECK(run(circuit.graph, all, GateCode::backend(again), kPlaneWords) == expected);

  const std::string good = bytes_in(entry);
  const auto expect_made_anew = [&] {
    const auto code = made(circuit, all, Level::Baseline);
    CHECK(code->counts().cached < units);
    CHECK(run(circuit.graph, all, GateCode::backend(code), kPlaneWords) == expected);
    CHECK(bytes_in(entry) == good);  // and left behind anew
  };
  SECTION("a byte is another") {
    for (const std::size_t at : {std::size_t{3}, std::size_t{20}, std::size_t{100}, good.size() / 2, good.size() - 1}) {
      std::string damaged = good;
      damaged[at] = static_cast<char>(damaged[at] ^ 1);
      std::ofstream(entry, std::ios::binary) << damaged;
      expect_made_anew();
    }
  }
  SECTION("cut off") {
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{13}, std::size_t{80}, good.size() / 2, good.size() - 1}) {
      fs::resize_file(entry, size);
      expect_made_anew();
    }
  }
  SECTION("of other gates") {
    const Random other(6, 600);
    made(other, steps(other.graph, other.wanted), Level::Baseline);
    for (const fs::path& file : cache.files())
      if (file != entry) fs::copy_file(file, entry, fs::copy_options::overwrite_existing);
    expect_made_anew();
  }
  SECTION("that somebody else could have written") {
    fs::permissions(entry, fs::perms::group_write, fs::perm_options::add);
    expect_made_anew();
  }
  SECTION("of another level of processor") {
    if (best_level() == Level::Baseline) return;
    const auto wider = made(circuit, all, best_level());
    CHECK(wider->counts().cached == 0);
    CHECK(run(circuit.graph, all, GateCode::backend(wider), kPlaneWords) == expected);
  }
}

TEST_CASE("where nothing can be kept, code is made each time") {
  const OwnCache cache;
  const Random circuit(8, 300);
  const std::vector<Step> all = steps(circuit.graph, circuit.wanted);
  const std::vector<Plane> expected = run(circuit.graph, all, kernels(), kPlaneWords);
  const auto works = [&] {
    for (int i = 0; i < 2; ++i) {
      const auto code = made(circuit, all, Level::Baseline);
      if (code->counts().cached != 0 || run(circuit.graph, all, GateCode::backend(code), kPlaneWords) != expected)
        return false;
    }
    return true;
  };
  SECTION("there is no home") {
    ::setenv("XDG_CACHE_HOME", "/proc/nothing", 1);
    CHECK(works());
  }
  SECTION("the disk is full") {
    const pid_t child = ::fork();
    if (child == 0) {  // files can hold no more than so many bytes; the rest of the write fails
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit little{100, 100};
      ::setrlimit(RLIMIT_FSIZE, &little);
      ::_exit(works() ? 0 : 1);
    }
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    CHECK(cache.files().empty());  // nothing half written is left
  }
}

TEST_CASE("what is no object is refused") {
  const auto module = code_module();
  REQUIRE(module.ok());
  for (const std::string bytes : {"",
                                  "\x7f"
                                  "ELF",
                                  "no object at all, but some bytes of text"})
    CHECK_FALSE(module.value()->load(bytes, 1).ok());
}
