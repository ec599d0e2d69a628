#include <catch2/catch.hpp>

#include "tests/unit/sema_text.h"

using namespace licet;
using namespace licet::sema;

namespace {

const DefinitionSource* definition(Text& t, const std::string& name, const std::string& subject = "") {
  const ir::Id record = subject.empty() ? ir::kNone : t.symbols.record_type(subject);
  const Symbol* symbol = t.symbols.find_definition(name, record, "");
  return symbol ? &t.symbols.definitions[static_cast<std::size_t>(symbol->id)] : nullptr;
}

}  // namespace

TEST_CASE("definitions are registered by name and subject") {
  Text t(
      "\"weight of\" an item means its TPP times 2.\n"
      "\"weight of\" a line means the weight of its item.\n"
      "\"home of\" an end user means the country in which it is headquartered.\n"
      "\"restricted destination\" means Macau or Singapore.\n");
  CHECK(t.found() == "");
  REQUIRE(definition(t, "weight", "item"));
  REQUIRE(definition(t, "weight", "line"));
  CHECK(definition(t, "weight", "item") != definition(t, "weight", "line"));
  REQUIRE(definition(t, "home", "party"));
  REQUIRE(definition(t, "restricted destination"));
  CHECK(definition(t, "restricted destination")->subject == ir::kNone);
}

TEST_CASE("a definition inside a section belongs to it") {
  Text t(
      "§740.27  \"AIA\"\n"
      "  (a) The item is foreign-made.\n"
      "  \"small item\" means an item that is foreign-made.\n"
      "  (b) (1) \"large item\" means an item that is foreign-made.\n"
      "      (2) The item is a large item.\n"
      "§740.29  \"LPP\"\n"
      "  \"small item\" means an item that is foreign-made.\n");
  CHECK(t.found() == "");
  const Symbol* here = t.symbols.find_definition("small item", ir::kNone, "740.29(c)");
  REQUIRE(here);
  CHECK(t.symbols.definitions[static_cast<std::size_t>(here->id)].citation == "740.29");
  REQUIRE(definition(t, "large item"));
  CHECK(definition(t, "large item")->citation == "740.27(b)(1)");
}

TEST_CASE("a term is declared once") {
  CHECK(Text("\"big item\" means an item that is foreign-made.\n\"big item\" means an item that is foreign-made.\n")
            .found()
            .find("L0202 \"big item\" is declared twice") != std::string::npos);
  CHECK(Text("\"TPP of\" an item means 2.\n").found().find("L0202 \"TPP\" is declared twice") != std::string::npos);
  CHECK(Text("figure limit in TPP from 2025-01-01: 1.\nfigure limit in TPP from 2025-01-01: 2.\n")
            .found()
            .find("L0202") != std::string::npos);
}

TEST_CASE("wordings are known by their id and by their words") {
  Text t(
      "step notice \"the exporter has given notice\", once per shipment, as \"aia_notice\".\n"
      "predicate shown \"has shown each matter\" of a party.\n");
  CHECK(t.found() == "");
  const Symbol* step = t.symbols.find("the exporter has given notice", SymbolKind::Wording);
  REQUIRE(step);
  const Wording& notice = t.symbols.wordings[static_cast<std::size_t>(step->id)];
  CHECK(notice.id == "notice");
  CHECK(notice.kind == "step");
  CHECK(notice.data_name == "aia_notice");
  CHECK(notice.once_per == "shipment");
  const Symbol* predicate = t.symbols.find("shown", SymbolKind::Wording);
  REQUIRE(predicate);
  CHECK(t.symbols.wordings[static_cast<std::size_t>(predicate->id)].subject == t.symbols.record_type("party"));
}

TEST_CASE("license exceptions are declared by the heads of their sections, or as not written out") {
  Text t(
      "§740.27  License Exception AIA  \"Artificial Intelligence Authorization\"\n"
      "  (a) AIA overcomes §742.6(a) for an export of an item when the item is foreign-made.\n"
      "license exception TMP, §740.9, not written out.\n");
  const auto& exceptions = t.program().licensing.exceptions;
  REQUIRE(exceptions.size() == 2);
  CHECK(exceptions[0].name == "AIA");
  CHECK(exceptions[0].citation == "740.27");
  CHECK(exceptions[0].title == "Artificial Intelligence Authorization");
  CHECK_FALSE(exceptions[0].unwritten);
  CHECK(exceptions[1].unwritten);
  CHECK(t.symbols.find("TMP", SymbolKind::Program)->id == 1);
}

TEST_CASE("decided values: listed values, order, default, guard") {
  Text t(
      "decide review of a line, the most restrictive prevails: approval; case by case; denial; otherwise none stated.\n"
      "decide specified in of an item, all are listed: ECCN; beside its stated classification.\n"
      "decide in scope of an item, must agree: boolean; otherwise no.\n"
      "decide band of a line, the first of the following that applies: low when the item is foreign-made; high when "
      "the item is foreign-made;\n"
      "    otherwise undetermined.\n");
  CHECK(t.found() == "");
  const auto& decided = t.program().decided;
  REQUIRE(decided.size() == 4);
  CHECK(decided[0].mode == ir::Combination::MostRestrictive);
  CHECK(decided[0].ordered);
  CHECK(decided[0].subject == t.program().schema.line);
  CHECK(t.category("review").values == std::vector<std::string>{"approval", "case by case", "denial", "none stated"});
  CHECK(decided[0].fallback == 3);
  CHECK(decided[1].mode == ir::Combination::AllListed);
  CHECK(decided[1].category == t.symbols.category("ECCN"));
  CHECK(decided[1].subject == t.symbols.record_type("item"));
  CHECK(t.program().schema.categories[static_cast<std::size_t>(decided[2].category)].values ==
        std::vector<std::string>{"no", "yes"});
  CHECK(decided[2].fallback == 0);
  REQUIRE(decided[3].cases.size() == 3);
  CHECK(decided[3].cases[2].undetermined);
  CHECK(t.symbols.pending.size() == 2);
  CHECK(t.symbols.decided_sources.size() == 4);
}

TEST_CASE("a partition is decided by the first class, each a clause of its own") {
  Text t(
      "\"partner destination\" means Australia.\n"
      "partition tier of destination: tier 1 is every partner destination; tier 3 is Macau; tier 2 is every other "
      "destination.\n");
  CHECK(t.found() == "");
  const ir::DecidedValue& tier = t.program().decided.at(0);
  CHECK(tier.mode == ir::Combination::First);
  CHECK(tier.cases.size() == 2);
  CHECK(tier.fallback == t.symbols.code(tier.category, "tier 2"));
  CHECK(t.symbols.find("tier 3", SymbolKind::Value, tier.category));
  REQUIRE(t.symbols.pending.size() == 2);
  const ast::Tree& made = t.symbols.pending[0].file->tree;
  CHECK(made.kind(t.symbols.pending[0].all_of[0]) == ast::Kind::Clause);
}

TEST_CASE("savings wait for their condition") {
  Text t(
      "savings \"Additions\" source \"90 FR 44496\"\n"
      "  A shipment may proceed under the law as it stood but for 90 FR 4544 when the item is foreign-made, provided "
      "that the end user is the ultimate consignee.\n");
  REQUIRE(t.symbols.pending.size() == 1);
  CHECK(t.symbols.pending[0].what == Pending::What::Savings);
  CHECK(t.symbols.pending[0].a == t.symbols.document("90 FR 4544"));
  CHECK(t.symbols.pending[0].all_of.size() == 2);
}

TEST_CASE("enforcement documents count only as enforced") {
  Text t(
      "enforcement \"BIS announcement\" source \"press release\"\n"
      "  applies only as enforced, from 2025-05-13.\n"
      "  1. §742.6(a) is not enforced.\n"
      "§742.6(a) A license is required to export an item to Macau.\n");
  const ir::Id id = t.symbols.document("BIS announcement");
  REQUIRE(id != ir::kNone);
  const ir::Document& document = t.program().documents[static_cast<std::size_t>(id)];
  CHECK(document.enforcement);
  CHECK(format_day(document.effective) == "2025-05-13");
}
