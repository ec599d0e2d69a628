// The canonical form: idempotent, and the tree of what it writes is the tree of what it read.
#include <catch2/catch.hpp>

#include "tests/unit/syntax_text.h"

using namespace licet;
using namespace licet::syntax;

namespace {

struct Formatted {
  std::string once;
  std::string twice;
  bool same = false;
};

Formatted formatted(const std::string& text) {
  Formatted result;
  const auto first = test::read(text);
  result.once = format(first->sources, first->scanned.back(), *first->names);
  const auto second = test::read(result.once);
  result.twice = format(second->sources, second->scanned.back(), *second->names);
  result.same = ast::same(first->file.tree, first->file.root, second->file.tree, second->file.root);
  return result;
}

void check_form(const std::string& text, const std::string& expected) {
  const Formatted result = formatted(text);
  CHECK(result.once == expected);
  CHECK(result.twice == result.once);
  CHECK(result.same);
}

// The text with its blanks torn apart or run together: the words stay.
std::string scrambled(const std::string& text, int seed) {
  std::string out;
  bool quoted = false, comment = false;
  std::uint32_t state = static_cast<std::uint32_t>(seed);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' && !comment) quoted = !quoted;
    if (text.compare(i, 2, "--") == 0 && !quoted) comment = true;
    if (c == '\n') comment = false;
    state = state * 1664525u + 1013904223u;
    const bool blank = (c == ' ' || c == '\n') && !comment && !quoted;
    if (blank && c == ' ')
      out += (state >> 16) % 5 == 0 ? "\n   " : (state >> 16) % 3 == 0 ? "  " : " ";
    else
      out += c;
  }
  return out;
}

}  // namespace

TEST_CASE("the corpus keeps its form") {
  const Formatted result = formatted(test::corpus());
  CHECK(result.once == test::corpus());
  CHECK(result.twice == result.once);
  CHECK(result.same);
}

TEST_CASE("any layout of the corpus comes to the same form") {
  std::string text = test::corpus();  // without its comments, which stay where the layout has them
  for (std::size_t at = text.find("--"); at != std::string::npos; at = text.find("--"))
    text.erase(at, text.find('\n', at) - at);
  const std::string form = formatted(text).once;
  for (int seed = 1; seed <= 5; ++seed) {
    const Formatted result = formatted(scrambled(text, seed));
    CHECK(result.twice == result.once);
    CHECK(result.same);
    CHECK(result.once == form);
    const Formatted commented = formatted(scrambled(test::corpus(), seed));
    CHECK(commented.twice == commented.once);
    CHECK(commented.same);
  }
}

TEST_CASE("the vocabulary keeps its words") {
  const Formatted result = formatted(test::vocabulary());
  CHECK(result.twice == result.once);
  CHECK(result.same);
}

TEST_CASE("units, lines and blanks") {
  check_form("unit   kg . unit  lb.\n\n\n\nrole   maker.", "unit kg.\nunit lb.\n\nrole maker.\n");
  check_form("record thing:size: number of TPP with 2 decimals;color as \"c\" :text , required.",
             "record thing:\n    size: number of TPP with 2 decimals;\n    color as \"c\": text, required.\n");
  check_form("§742.1 \"Title\"   (a)  Scope. The item goes away .  (b) (1) The item goes away. (2) The item goes away.",
             "§742.1 \"Title\"\n  (a) Scope. The item goes away.\n  (b) (1) The item goes away.\n      (2) The item "
             "goes away.\n");
}

TEST_CASE("long lines are filled to the column, quotations too") {
  check_form(
      "\"long item\" means an item that is foreign-made and is specified in 3A090.a or 4A090.a and that is of US "
      "origin and is "
      "foreign-made and contains an integrated circuit.",
      "\"long item\" means an item that is foreign-made and is specified in 3A090.a or 4A090.a and that is of US "
      "origin and is\n"
      "    foreign-made and contains an integrated circuit.\n");
  const std::string quote(30, 'q');
  check_form("not modelled \"" + quote + " " + quote + " " + quote + " " + quote + "\".",
             "not modelled \"" + quote + " " + quote + " " + quote + "\n    " + quote + "\".\n");
}

TEST_CASE("comments stay where they were") {
  check_form("-- head\n\n-- of the unit\nunit kg.   --  behind\n  -- own line\nunit lb. -- last",
             "-- head\n\n-- of the unit\nunit kg.  --  behind\n\n-- own line\nunit lb.  -- last\n");
  check_form("record thing:\n  -- a field\n  size: text;  -- how big\n  color: text.",
             "record thing:\n    -- a field\n    size: text;  -- how big\n    color: text.\n");
}

TEST_CASE("text that does not scan is returned unchanged") {
  for (const std::string text : {"unit kg%.", "not modelled \"open.", "", "\xff", "-- only a comment"}) {
    const auto parsed = test::read(text);
    CHECK(format(parsed->sources, parsed->scanned.back(), *parsed->names) == text);
  }
}
