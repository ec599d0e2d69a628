#include <catch2/catch.hpp>

#include "tests/unit/sema_text.h"

using namespace licet;
using namespace licet::sema;

namespace {

// What the checks say, without the terms of the basics that a short text leaves unused.
std::string checked(const std::string& text) {
  Text t(text, {}, true);
  std::string all;
  for (const Diagnostic& d : t.diagnostics.list())
    if (d.code != Code::TermUnused) all += std::string(info(d.code).id) + " " + d.message() + "\n";
  return all;
}

std::string help(const std::string& text, Code code) { return Text(text, {}, true).help(code); }

}  // namespace

TEST_CASE("versions of a section may not overlap, leave days out, or end before they begin") {
  const std::string rule = "A license is required to export an item to Macau.\n";
  const auto two = [&](const std::string& first, const std::string& second) {
    return checked("§742.6(a)\n  " + first + "\n    " + rule + "  " + second + "\n    " + rule);
  };
  CHECK(two("from 2025-01-13 through 2025-12-31:", "from 2026-01-01:") == "");
  CHECK(two("from 2025-01-13 through 2025-12-31:", "from 2025-12-31:") ==
        "L0401 §742.6(a) has two versions in force on 2025-12-31\n");
  CHECK(two("from 2025-01-13 through 2025-12-30:", "from 2026-01-01:") ==
        "L0403 §742.6(a) says nothing for 2025-12-31\n");
  CHECK(two("from 2025-01-13 through 2025-01-12:", "from 2026-01-01:").find("L0404") == 0);
}

TEST_CASE("a suspension inside the time in force is no overlap") {
  CHECK(
      checked(
          "§742.6(a)\n  in force from 2025-09-29 through 2025-11-09;\n  suspended from 2025-11-10 through 2026-11-09;\n"
          "  in force from 2026-11-10.\n  A license is required to export an item to Macau.\n") == "");
}

TEST_CASE("a section written twice is in force twice") {
  const std::string section = "§742.6(a) A license is required to export an item to Macau.\n";
  CHECK(checked(section + section).find("L0401 §742.6(a) has two versions in force on") == 0);
}

TEST_CASE("readings, alternatives and documents must be declared") {
  CHECK(checked("§742.6(a) A license is required to export an item to Macau. [reading R40]\n") ==
        "L0209 there is no reading R40\n");
  CHECK(help("§742.6(a) A license is required to export an item to Macau. [reading R40]\n", Code::UnknownReading) ==
        "did you mean R04?");
  CHECK(checked("§742.6(a) A license is required to export an item to Macau when reading R04 is inclded.\n")
            .find("L0210 reading R04 has no") == 0);
  CHECK(checked("§742.6(a)\n  from 2025-01-13 (90 FR 4545):\n  A license is required to export an item to Macau.\n") ==
        "L0215 there is no rule document 90 FR 4545\n");
}

TEST_CASE("a displacement names a provision that exists") {
  const std::string base = "§742.6(a) A license is required to export an item to Macau.\n";
  CHECK(checked(base +
                "§742.6(b) Notwithstanding §742.6(a), a license is required to export an item to Singapore.\n") == "");
  CHECK(
      checked(base + "§742.6(b) Notwithstanding §742.6(e), a license is required to export an item to Singapore.\n") ==
      "L0208 there is no provision §742.6(e)\n");
}

TEST_CASE("terms that nothing uses are reported") {
  Text t(
      "\"big item\" means an item that is foreign-made.\n\"small item\" means an item that is foreign-made.\n"
      "§742.6(a) A license is required to export a small item to Macau.\n",
      {}, true);
  std::string all = t.found();
  CHECK(all.find("L0901 \"big item\" is declared and never used") != std::string::npos);
  CHECK(all.find("small item") == std::string::npos);
}

TEST_CASE("numbers, dates and citations stand in the quoted text") {
  const auto with = [](const std::string& text, const std::string& rule, const std::string& tag = "") {
    return checked("§742.6(a)\n  from 2025-01-13:\n    text \"" + text +
                   "\"\n    A license is required to export an item to Macau when " + rule + "." + tag + "\n");
  };
  CHECK(with("a TPP of 4,800 or more", "the item has a TPP of 4800 or more") == "");
  CHECK(with("a TPP of 1600 or more", "the item has a TPP of 4800 or more") ==
        "L0902 4800 does not occur in the quoted text of §742.6(a)\n");
  CHECK(with("14800", "the item has a TPP of 4800 or more").find("L0902 4800") == 0);
  CHECK(with("less than 30 billion", "the item has a TPP of 30,000,000,000 or more") == "");
  CHECK(with("on or before January 13, 2025", "the export date is on or before 2025-01-13") == "");
  CHECK(with("on or before", "the export date is on or before 2025-01-13").find("L0902 2025-01-13") == 0);
  CHECK(with("a TPP of 1600 or more", "the item has a TPP of 4800 or more", "  [waived: the table has it]") == "");
}
