// Names: what declares them, how they are found in text, and what they may not be.
#include <algorithm>

#include <catch2/catch.hpp>

#include "compiler/syntax/filter.h"
#include "compiler/syntax/name_table.h"
#include "tests/unit/syntax_text.h"

using namespace licet;
using namespace licet::syntax;

namespace {

// "kind declared_by text" of each declared name.
std::vector<std::string> declared(const std::string& text) {
  static const char* const kKinds[] = {"noun",     "relation", "adjective", "predicate",
                                       "sentence", "act",      "program",   "value"};
  const auto parsed = test::read_alone(text);
  std::vector<std::string> found;
  const auto& names = parsed->scanned[0].interface.names;
  for (const DeclaredName& name : names)
    if (name.span.known() && name.category != "country")
      found.push_back(std::string(kKinds[static_cast<int>(name.kind)]) + " " + name.declared_by + " " + name.text);
  return found;
}

using Names = std::vector<std::string>;

// The tokens of a definition's meaning, as "Kind:text".
std::string tokens(const std::string& phrase) {
  const std::string text = "\"x\" means " + phrase + ".";
  auto parsed = test::read(text);
  const Scanned& scanned = parsed->scanned.back();
  const Heads heads = heads_of(scanned.interface);
  Diagnostics ignored;
  const auto units = split_units(scanned.tokens);
  const Filtered filtered =
      join_names({&parsed->sources, &scanned.tokens, units.at(0), parsed->names.get(), &heads, &ignored});
  std::string out;
  for (std::size_t i = 2; i + 2 < filtered.tokens.size(); ++i) {
    const Token& token = filtered.tokens[i];
    const char* kind = token.kind == Tok::Name           ? "N"
                       : token.kind == Tok::Relation     ? "R"
                       : token.kind == Tok::Adjective    ? "A"
                       : token.kind == Tok::Predicate    ? "P"
                       : token.kind == Tok::SentenceFact ? "S"
                       : token.kind == Tok::Code         ? "C"
                       : token.kind == Tok::Program      ? "E"
                       : token.kind == Tok::Eccn         ? "3"
                       : token.kind == Tok::Unknown      ? "?"
                                                         : "";
    out += (out.empty() ? "" : " ") + std::string(kind) + "<" + token.text + ">";
    if (token.flags & kTokPlural) out += "s";
    if (token.flags & kTokOutside) out += "-";
    if (token.flags & kTokBase) out += "b";
  }
  return out;
}

}  // namespace

TEST_CASE("every declaration head gives its names") {
  CHECK(declared("unit GB/s.") == Names{"noun unit GB/s"});
  CHECK(declared("category reason for control: NS; RS; \"Entity List\" as \"EL\".") ==
        Names{"noun category reason for control", "value category NS", "value category RS",
              "value category Entity List"});
  CHECK(
      declared(
          "record line in shipment, a tree of depth 3: quantity: text; us person: boolean; located in as \"c\": text; "
          "granted from: date.") == Names{"noun record line", "noun field quantity", "adjective field us person",
                                          "relation field located in", "noun field granted from"});
  CHECK(declared("role end user, may be none.") == Names{"noun role end user"});
  CHECK(declared("figure lpp-limit in TPP from 2025-01-13: 4.") == Names{"noun figure lpp-limit", "noun unit TPP"});
  CHECK(declared("list \"Country Group D:5\" of country: CN.") == Names{"noun list Country Group D:5"});
  CHECK(
      declared(
          "table entity-list by entry key from file \"e.csv\" source \"s\" name; country as country; from; through.") ==
      Names{"noun table entity-list", "noun column entry key", "noun column name", "noun column country"});
  CHECK(declared("partition tier of destination: tier 1 is every partner; tier 2 is every other destination.") ==
        Names{"noun partition tier", "value partition tier 1", "value partition tier 2"});
  CHECK(declared("\"TPP of\" an item means 4.") == Names{"noun definition TPP"});
  CHECK(declared("\"the count is right\" means that it is 4.") == Names{"sentence definition the count is right"});
  CHECK(declared("\"advanced\" of a die means that it is 4.") == Names{"adjective definition advanced"});
  CHECK(declared("step a-b \"the exporter has asked\".") ==
        Names{"sentence step the exporter has asked", "noun step a-b"});
  CHECK(declared("duty a-c \"send it\".") == Names{"act duty send it", "noun duty a-c"});
  CHECK(declared("predicate a-d \"owns it\" of a party.") ==
        Names{"predicate predicate owns it", "noun predicate a-d"});
  CHECK(declared("decide review policy of a line: case by case; policy of denial; otherwise none stated.") ==
        Names{"noun decided value review policy", "program decided value case by case",
              "program decided value policy of denial", "program decided value none stated"});
  CHECK(declared("decide subject to the EAR of an item: boolean; otherwise no.") ==
        Names{"adjective decided value subject to the EAR"});
  CHECK(declared("§740.27 License Exception AIA \"Title\" A b. (a) \"entity\" means 4.") ==
        Names{"program license exception AIA", "noun definition entity"});
  CHECK(declared("license exception TMP, §740.9, not written out.") == Names{"program license exception TMP"});
}

TEST_CASE("the longest name wins; articles count for nothing") {
  CHECK(tokens("any party to the transaction") == "<any> N<party to the transaction>");
  CHECK(tokens("a party to that") == "N<party> <to> <that>");
  CHECK(tokens("AIA software or technology") == "N<AIA software or technology>");
}

TEST_CASE("plurals, and the forms of relations and predicates") {
  CHECK(tokens("parties to the transaction") == "N<party to the transaction>s");
  CHECK(tokens("listed entities") == "N<listed entity>s");
  CHECK(tokens("headquartered in China") == "R<headquartered in> C<China>");
  CHECK(tokens("headquartered outside China") == "R<headquartered in>- C<China>");
  CHECK(tokens("it owns the items") == "<it> P<owns the items>");
  CHECK(tokens("they do not own the items") == "<they> <do> <not> P<owns the items>b");
  CHECK(plural_of("party to the transaction") == "parties to the transaction");
  CHECK(plural_of("bill of materials") == "bills of materials");
  CHECK(plural_of("box") == "boxes");
  CHECK(base_form("has a license") == "have a license");
  CHECK(base_form("carries a mark") == "carry a mark");
}

TEST_CASE("a declared wording is one token, commas and all") {
  CHECK(tokens("the exporter has given notice, in writing, of the shipment") ==
        "S<the exporter has given notice, in writing, of the shipment>");
}

TEST_CASE("tails take the ECCN and the group before them") {
  CHECK(tokens("3A001.z.1.a, z.2.a, or .b") == "3<3A001.z.1.a> <,> 3<3A001.z.2.a> <,> <or> 3<3A001.b>");
  CHECK(tokens("Country Group D:1, D:4, or D:5") ==
        "N<Country Group D:1> <,> N<Country Group D:4> <,> <or> N<Country Group D:5>");
  CHECK(tokens("3B001, or a .y paragraph") == "3<3B001> <,> <or> 3<.y> <paragraph>");
}

TEST_CASE("a word of the patterns may be a name, and a verb is no plural of one") {
  const auto parsed = test::read_alone("category outcome: overcome; open.\n§740.1 AIA overcomes §742.6.");
  CHECK(parsed->codes().empty());
}

TEST_CASE("a code of two capitals needs no declaration") { CHECK(tokens("SG or NS1") == "C<SG> <or> C<NS1>"); }

TEST_CASE("an unknown word is one mistake, with the nearest name") {
  const auto parsed = test::read("§742.6 No person may export an item to a restricted destinaton.");
  REQUIRE(parsed->codes() == std::vector<std::string>{"L0201"});
  CHECK(parsed->diagnostics.list()[0].help == "did you mean \"restricted destination\"?");
  CHECK(parsed->underlined(0) == "destinaton");
  CHECK(test::read("§742.6 No person may export a quite unheard thing.")->underlined(0) == "quite unheard thing");
}

TEST_CASE("what a name may not be") {
  const auto codes = [](const std::string& text) { return test::read_alone(text)->codes(); };
  CHECK(codes("\"of\" means 4.") == Names{"L0203"});
  CHECK(codes("\"and then\" means 4.") == Names{"L0203"});
  CHECK(codes("\"the item\" means 4.") == Names{"L0203"});
  CHECK(codes("\"every item\" means 4.") == Names{"L0203"});
  CHECK(codes("\"item when sold\" means 4.") == Names{"L0203"});
  CHECK(codes("\"item, sold\" means 4.") == Names{"L0203"});
  CHECK(codes("\"bill of materials\" means 4.").empty());
  CHECK(codes("record thing: from: date; us person: boolean.").empty());
}

TEST_CASE("one name of two kinds, and names that would change what others mean") {
  const auto codes = [](const std::string& text) { return test::read_alone(text)->codes(); };
  CHECK(codes("record thing: big one: boolean.\n\"big one\" means 4.") == Names{"L0204"});
  CHECK(codes("role buyer. role seller.\n\"buyer or seller\" means the buyer or the seller.") == Names{"L0205"});
  CHECK(codes("record shipment: id: text.\n\"weight of\" a shipment means 4.\n\"weight of the shipment\" means 4.") ==
        Names{"L0205"});
}
