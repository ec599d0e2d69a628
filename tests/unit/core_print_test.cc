// The text form: the sample against core_print.golden (LICET_UPDATE=1 rewrites it), and programs that are broken.
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>

#include <catch2/catch.hpp>

#include "core/ir/archive.h"
#include "tests/unit/core_sample.h"

namespace licet::ir {
namespace {

constexpr const char* kGolden = "tests/unit/core_print.golden";

TEST_CASE("print: the sample") {
  const std::string text = print(sample());
  if (std::getenv("LICET_UPDATE") != nullptr) std::ofstream(kGolden) << text;
  std::ifstream file(kGolden);
  REQUIRE(file);
  std::stringstream golden;
  golden << file.rdbuf();
  std::istringstream expected(golden.str()), found(text);
  std::string want, have;
  for (int number = 1; std::getline(expected, want); ++number) {
    REQUIRE(std::getline(found, have));
    INFO("line " << number);
    REQUIRE(have == want);
  }
  CHECK(text == golden.str());
}

TEST_CASE("print: versions of one sentence are told apart") {
  Program p = sample();
  p.provisions[Sample::kOverview].citation = p.provisions[Sample::kRequired].citation;
  const std::string text = print(p);
  CHECK(text.find("requirement 742.6(a)(6)(iii)(A) #1 of line\n") != std::string::npos);
  CHECK(text.find("requirement 742.6(a)(6)(iii)(A) #2 of line\n") != std::string::npos);
  CHECK(text.find("in_scope 742.6(a)(6)(iii)(A) #2\n") != std::string::npos);
}

TEST_CASE("print: the empty program") { CHECK(print({}) == "program  \"\"\n"); }

// Puts a number that is nowhere in range into the n-th place.
struct Breaking {
  template <class T>
  void number(T& value) {
    if (!done && left-- == 0) done = true, value = static_cast<T>(to);
  }
  void text(std::string&) {}
  template <class T, class Each>
  void list(std::vector<T>& value, Each each) {
    for (T& element : value) each(element);
    if (!done && left-- == 0) done = true, value.resize(value.size() + 1);
  }
  bool wants_places() const { return false; }
  std::size_t left;
  std::int64_t to;
  bool done = false;
};

TEST_CASE("print and verify: never fail, whatever a program says") {
  const Program original = sample();
  for (const std::int64_t to : {-1, 1, 100000000}) {
    for (std::size_t n = 0;; n += 2) {
      Program p = original;
      Breaking breaking{n, to};
      walk(p, breaking);
      if (!breaking.done) break;
      if (print(p).empty()) FAIL(n);
      verify(p);
    }
  }
}

}  // namespace
}  // namespace licet::ir
