// One bad sentence costs itself; one bad declaration costs itself; both are told what was expected, in words of law.
#include <catch2/catch.hpp>

#include "tests/unit/syntax_text.h"

using namespace licet;
using licet::syntax::test::read;
using Codes = std::vector<std::string>;

namespace {

std::size_t units(const licet::syntax::test::Parsed& parsed) { return parsed.file.tree[parsed.file.root].kids.size(); }

void check_words_of_law(const Diagnostics& diagnostics) {
  for (const Diagnostic& d : diagnostics.list()) {
    for (const char* token : {"FULL_STOP", "LEAD_END", "unexpected", "mismatched", "token ", "NAME '", "<EOF>"}) {
      CHECK(d.message().find(token) == std::string::npos);
      CHECK(d.help.find(token) == std::string::npos);
    }
    CHECK(!d.help.empty());
  }
}

}  // namespace

TEST_CASE("a sentence that fits no pattern is left out, and the others stand") {
  const auto parsed = read(
      "§742.1 (a) The item is foreign-made. (b) A license is required to the item when it goes. (c) The item goes "
      "away.\n"
      "§742.2 The item goes away.");
  REQUIRE(!parsed->codes().empty());
  CHECK(units(*parsed) == 2);
  const std::string dump = ast::dump(parsed->file.tree, parsed->file.root);
  CHECK(dump.find("Paragraph 'a'") != std::string::npos);
  CHECK(dump.find("Paragraph 'c'") != std::string::npos);
}

TEST_CASE("the place, the first word that does not fit, and the pattern are named") {
  const auto parsed = read("§742.6(a)(4) (b) A license is required to the item. (c) The item goes away.");
  REQUIRE(parsed->codes() == Codes{"L0110"});
  const Diagnostic& d = parsed->diagnostics.list()[0];
  CHECK(d.message() == "§742.6(a)(4)(b), this sentence fits no pattern from \"item\" on");
  CHECK(d.help ==
        "the pattern is: A license is required to export, reexport, or transfer (in-country) ITEMS to or within "
        "DESTINATIONS "
        "when CONDITION.");
  check_words_of_law(parsed->diagnostics);
}

TEST_CASE("several bad sentences are several messages") {
  const auto parsed = read(
      "§742.1 (a) AIA is conditioned on the shipment. (b) The item goes away. (c) A license is required to item. (d) "
      "No person may.");
  CHECK(parsed->codes() == Codes{"L0110", "L0110", "L0110"});
  CHECK(ast::dump(parsed->file.tree, parsed->file.root).find("SentenceFact 'the item goes away'") != std::string::npos);
  check_words_of_law(parsed->diagnostics);
}

TEST_CASE("a declaration that is not understood costs itself") {
  const auto parsed = read("unit kg. figure cap TPP. role maker. record thing. law known 2025-01-13. role taker.");
  CHECK(parsed->codes() == Codes{"L0111", "L0111", "L0111"});
  CHECK(units(*parsed) == 3);
  CHECK(parsed->diagnostics.list()[0].message().starts_with("this figure declaration is not understood from"));
  CHECK(parsed->diagnostics.list()[0].help.starts_with("the form is: figure NAME in UNIT"));
  check_words_of_law(parsed->diagnostics);
}

TEST_CASE("a missing full stop is told where the declaration begins") {
  const auto parsed = read("role maker. role taker");
  REQUIRE(parsed->codes() == Codes{"L0113"});
  CHECK(parsed->underlined(0) == "role");
  CHECK(units(*parsed) == 1);
}

TEST_CASE("a definition in the middle of a definition shows where the full stop is missing") {
  const auto parsed = read("\"first item\" means an item \"second item\" means an item. role maker.");
  REQUIRE(parsed->codes() == Codes{"L0113"});
  CHECK(parsed->underlined(0) == "\"first item\"");
  CHECK(units(*parsed) == 2);
}

TEST_CASE("what cannot stand in the text is one mistake") {
  CHECK(read("§742.1 The destination is & China.")->codes() == Codes{"L0101"});
  CHECK(read("\"first item means an item.\nrole maker.")->codes() == Codes{"L0103"});
}

TEST_CASE("text that belongs to nothing is reported once") {
  const auto parsed = read("The item goes away. role maker.");
  CHECK(parsed->codes() == Codes{"L0111"});
  CHECK(units(*parsed) == 1);
}

TEST_CASE("an unknown wording names the way out") {
  const auto parsed = read("§742.1 The exporter must dance, not later than 30 days after the export date.");
  REQUIRE(parsed->codes() == Codes{"L0201", "L0214"});
  CHECK(parsed->diagnostics.list()[1].help.find("declare the wording") != std::string::npos);
}

TEST_CASE("nothing at all") {
  CHECK(read("")->codes().empty());
  CHECK(read("-- a comment\n")->codes().empty());
  CHECK(read(".")->codes().size() <= 1);
  CHECK(units(*read("[reading R09]")) == 0);
}
