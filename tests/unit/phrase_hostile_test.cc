// Text that no drafter writes: it must be refused, in time and space that grow with its length.
#include <random>

#include <catch2/catch.hpp>

#include "tests/unit/phrase_words.h"

namespace licet::syntax::phrase_test {
namespace {

std::string repeat(const std::string& part, int count, const std::string& last) {
  std::string text;
  for (int i = 0; i < count; ++i) text += part;
  return text + last;
}

bool reports(const Result& result, Code code) {
  for (const Diagnostic& diagnostic : result.diagnostics)
    if (diagnostic.code == code) return true;
  return false;
}

TEST_CASE("phrase: nesting has an end") {
  for (const int depth : {200, 10'000}) {
    CAPTURE(depth);
    CHECK(reports(read(As::Noun, repeat("owner of the ", depth, "item")), Code::NestingTooDeep));
    CHECK(reports(read(As::Noun, repeat("an owner that has an ", depth, "entry")), Code::NestingTooDeep));
    CHECK(reports(read(As::Condition, repeat("if the item is on file, ", depth, "the item is on file")),
                  Code::NestingTooDeep));
    CHECK(reports(read(As::Condition, repeat("the exporter knows that ", depth, "the item is on file")),
                  Code::NestingTooDeep));
    CHECK(
        reports(read(As::Expression, repeat("the sum, over its lines, of ", depth, "its TPP")), Code::NestingTooDeep));
  }
  CHECK(read(As::Noun, repeat("owner of the ", 30, "item")).diagnostics.empty());
}

TEST_CASE("phrase: a mistake in the depths is one message") {
  const Result result = read(As::Condition, repeat("the exporter knows that ", 10'000, "the item is on file"));
  CHECK(result.diagnostics.size() == 1);
}

TEST_CASE("phrase: shared objects do not grow without end") {
  // Each object is shared by two predicates, and holds the next.
  const Result result = read(
      As::Condition, "the party " + repeat("is located in, or is headquartered in, an entity that ", 60, "is on file"));
  CHECK(result.spans.size() < 100'000);
}

TEST_CASE("phrase: long and flat is read") {
  const Result clauses = read(As::Condition, repeat("the item is on file and ", 3'000, "the item is on file"));
  CHECK(clauses.diagnostics.empty());
  CHECK(clauses.spans.size() < 40'000);
  const Result nouns = read(As::Noun, repeat("China, ", 5'000, "or Macau"));
  CHECK(nouns.diagnostics.empty());
  CHECK(nouns.spans.size() < 40'000);
  const Result eccns = read(As::Specified, repeat("3A090.a; ", 5'000, "or 4A090.a"));
  CHECK(eccns.diagnostics.empty());
  const Result mixed =
      read(As::Condition, repeat("the item is on file and the item is on file or ", 2'000, "it is on file"));
  REQUIRE(mixed.diagnostics.size() == 1);
  CHECK(mixed.diagnostics[0].help.size() < 2'000);
}

TEST_CASE("phrase: any words end") {
  const std::vector<std::string> words = {"is",
                                          "are",
                                          "has",
                                          "no",
                                          "not",
                                          "neither",
                                          "nor",
                                          "and",
                                          "or",
                                          ",",
                                          ";",
                                          "that",
                                          "which",
                                          "in",
                                          "of",
                                          "on",
                                          "by",
                                          "for",
                                          "the",
                                          "a",
                                          "any",
                                          "every",
                                          "each",
                                          "all of",
                                          "one of",
                                          "any of the following:",
                                          "(1)",
                                          "; or (2)",
                                          "; and (3)",
                                          "(a)",
                                          "item",
                                          "items",
                                          "party",
                                          "China",
                                          "Macau",
                                          "3A090.a",
                                          ".b",
                                          "§744.8",
                                          "part 742",
                                          "4800",
                                          "or more",
                                          "less than",
                                          "not more than",
                                          "25 percent",
                                          "located in",
                                          "located",
                                          "headquartered outside",
                                          "foreign-made",
                                          "owns the items",
                                          "the count is within the limit",
                                          "AIA",
                                          "when",
                                          "unless",
                                          "if",
                                          "reading R01 is literal",
                                          "it is shown",
                                          "knows",
                                          "specified in",
                                          "described in",
                                          "paragraph",
                                          "through",
                                          "(b)",
                                          "times",
                                          "divided by",
                                          "plus",
                                          "the sum, over",
                                          "otherwise",
                                          "means",
                                          "as",
                                          "percentage of",
                                          "\"text\"",
                                          "met",
                                          "true",
                                          "missing",
                                          "owned",
                                          "presumed to be",
                                          "required under",
                                          "to export",
                                          "eligible for",
                                          "other than",
                                          "counting",
                                          "if any",
                                          "2025-01-13",
                                          "180th day",
                                          "after",
                                          "before",
                                          "zzz",
                                          "it",
                                          "its",
                                          "will be",
                                          "would be",
                                          "does not",
                                          "meets",
                                          "meets or exceeds",
                                          "contains",
                                          "fits within",
                                          "corresponding .z paragraph",
                                          "Category 3",
                                          "there is",
                                          "both",
                                          "bearing",
                                          "increased by",
                                          "rounded up to"};
  std::mt19937 random(7);
  for (int round = 0; round < 1'500; ++round) {
    std::string phrase;
    for (std::size_t n = 1 + random() % 24; n > 0; --n) phrase += words[random() % words.size()] + ' ';
    CAPTURE(phrase);
    const Result result = read(static_cast<As>(random() % 7), phrase);
    if (result.spans.size() > 5'000) FAIL("grows");
  }
}

}  // namespace
}  // namespace licet::syntax::phrase_test
