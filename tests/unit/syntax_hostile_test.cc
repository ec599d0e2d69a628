// Text that nobody means well with: it costs little, crashes nothing, and is refused in words.
#include <algorithm>
#include <ctime>
#include <iterator>

#include <catch2/catch.hpp>

#include "compiler/syntax/filter.h"
#include "tests/unit/syntax_text.h"

using namespace licet;
using licet::syntax::test::read_alone;

namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Codes of the text, which may take a second; sanitizers and busy machines are slower than that by far.
std::vector<std::string> quick(const std::string& text) {
  const double begin = cpu_seconds();
  const auto parsed = read_alone(text);
  CHECK(cpu_seconds() - begin < 15);
  CHECK(ast::dump(parsed->file.tree, parsed->file.root).size() < 200'000'000);
  return parsed->codes();
}

bool has(const std::vector<std::string>& codes, const std::string& code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("ten thousand brackets") {
  CHECK(quick("§742.1 " + repeated("(", 10'000) + ".") == std::vector<std::string>{"L0104"});
  CHECK(!quick("§742.1 The item is" + repeated("(", 3'000) + "x" + repeated(")", 3'000) + ".").empty());
  CHECK(!quick("unit " + repeated("(", 10'000) + ".").empty());
}

TEST_CASE("paragraphs in paragraphs without end") {
  std::string text = "§742.1 ";
  for (int i = 0; i < 500; ++i) text += "(a) (1) (i) (A) ";
  CHECK(has(quick(text + "It is."), "L0104"));
  std::string nested = "§742.1 It is true when any of the following is true: ";
  for (int i = 0; i < 100; ++i) nested += "(1) any of the following is true: (i) all of the following are true: ";
  CHECK(has(quick(nested + "(1) it is; or (2) it is."), "L0104"));
}

TEST_CASE("a list of a million elements") {
  CHECK(has(quick("list \"L\" of country: " + repeated("AU, ", 1'000'000) + "NZ."), "L0105"));
  CHECK(quick("category country: AU; NZ. list \"L\" of country: " + repeated("AU, ", 20'000) + "NZ.").empty());
}

TEST_CASE("a sentence without end, a line of ten megabytes, a name of a megabyte") {
  CHECK(has(quick("§742.1 The item is" + repeated(" item or", 100'000) + " item."), "L0105"));
  CHECK(has(quick(repeated("x", 10'000'000)), "L0106"));
  CHECK(!quick("\"" + repeated("long ", 200'000) + "name\" means it.").empty());
  CHECK(!quick("role " + repeated("very ", 200'000) + "long.").empty());
}

TEST_CASE("connectives and marks by the thousand stay cheap") {
  CHECK(!quick("§742.1 The item" + repeated(" or item", 1'900) + " is.").empty());
  CHECK(!quick("§742.1 " + repeated("(a) It is. ", 20'000)).empty());
  CHECK(!quick(repeated("§742.1 ", 50'000)).empty());
  CHECK(!quick(repeated(". ", 100'000)).empty());
  CHECK(!quick("amendment \"A\" x. " + repeated("1. ", 100'000)).empty());
}

TEST_CASE("definitions in a row inside a section stay cheap") {
  std::string text = "§742.1 (a) It is. ";
  for (int i = 0; i < 3'000; ++i) text += "\"term " + std::to_string(i) + "x\" means it. ";
  quick(text + "(b) It is.");
}

TEST_CASE("bytes at random") {
  std::uint32_t state = 12345;
  for (int run = 0; run < 200; ++run) {
    std::string text;
    static const char* const kPieces[] = {"§742.1 ",
                                          "(a) ",
                                          "(1) ",
                                          "; or ",
                                          ". ",
                                          ": ",
                                          "\"x\" means ",
                                          "item ",
                                          "is ",
                                          "when ",
                                          "record ",
                                          "figure ",
                                          "from ",
                                          "2025-01-13 ",
                                          "90 FR 1 ",
                                          "3A090.a ",
                                          ".z ",
                                          "and ",
                                          ", ",
                                          "| ",
                                          "[reading R1] ",
                                          "-- c\n",
                                          "the following ",
                                          "AIA overcomes ",
                                          "must ",
                                          "scenario ",
                                          "given ",
                                          "expect ",
                                          "means ",
                                          "A license is required to ",
                                          "a. ",
                                          "1. ",
                                          "\"",
                                          "(",
                                          ")"};
    for (int i = 0; i < 120; ++i) {
      state = state * 1664525u + 1013904223u;
      text += kPieces[(state >> 16) % std::size(kPieces)];
    }
    read_alone(text);
  }
  SUCCEED("no crash");
}
