#include <catch2/catch.hpp>

#include "tests/unit/sema_text.h"

using namespace licet;
using namespace licet::sema;

namespace {

Day day(const char* text) { return *parse_day(text); }

}  // namespace

TEST_CASE("rule documents hold their days, and instructions with other days are documents of their own") {
  Text t(
      "rule 89 FR 96790 published 2024-12-05; effective 2024-12-02; comply from 2024-12-31 for instructions 4, 5, and "
      "15;\n"
      "    in between, the less restrictive text governs.  [reading R04]\n");
  const ir::Id whole = t.symbols.document("89 FR 96790");
  REQUIRE(whole != ir::kNone);
  const auto& documents = t.program().documents;
  CHECK(documents[static_cast<std::size_t>(whole)].published == day("2024-12-05"));
  CHECK(documents[static_cast<std::size_t>(whole)].compliance == day("2024-12-02"));
  CHECK(documents[static_cast<std::size_t>(whole)].reading == t.symbols.reading("R04"));
  const ir::Id later = t.symbols.document("89 FR 96790", 5);
  CHECK(later != whole);
  CHECK(later == t.symbols.document("89 FR 96790", 15));
  CHECK(documents[static_cast<std::size_t>(later)].compliance == day("2024-12-31"));
  CHECK(documents[static_cast<std::size_t>(later)].name == "89 FR 96790, instructions 4, 5, 15");
  CHECK(t.symbols.document("89 FR 96790", 6) == whole);
  CHECK(documents[static_cast<std::size_t>(t.symbols.document("90 FR 4544"))].compliance == day("2025-05-15"));
}

TEST_CASE("readings hold their alternatives and the default") {
  Text t("reading R05 filing on §740.27: each-shipment | first-shipment (default).\n");
  const ir::Id reading = t.symbols.reading("R05");
  REQUIRE(reading != ir::kNone);
  const ir::Reading& r = t.program().readings[static_cast<std::size_t>(reading)];
  CHECK(r.name == "filing");
  CHECK(r.on == "740.27");
  CHECK(r.standard == 1);
  CHECK(t.symbols.alternative(reading, "each-shipment") == 0);
  CHECK(t.symbols.alternative(reading, "never") == ir::kNone);
}

TEST_CASE("figures: periods, documents, quarters, what is not stated") {
  Text t(
      "figure limit in TPP source \"15 CFR 740.29(d)\"\n"
      "    from 2025-01-13 (90 FR 4544) through 2025-12-31: 26,900,000.5;\n"
      "    in 2026-Q1: 10; in 2026-Q2 through 2026-Q4: 20; not stated from 2027-01-01.\n");
  CHECK(t.found() == "");
  REQUIRE(t.program().figures.size() == 1);
  const ir::Figure& f = t.program().figures[0];
  CHECK(f.type.scale == 1);
  CHECK(f.type.unit == t.symbols.unit("TPP"));
  CHECK(f.source == "15 CFR 740.29(d)");
  REQUIRE(f.values.size() == 4);
  CHECK(f.values[0].value == 269000005);
  CHECK(f.values[0].period.document == t.symbols.document("90 FR 4544"));
  CHECK(f.values[0].period.ended_by == t.symbols.document("90 FR 4544"));
  CHECK(f.values[1].period.from == day("2026-01-01"));
  CHECK(f.values[1].period.through == day("2026-03-31"));
  CHECK(f.values[2].period.through == day("2026-12-31"));
  CHECK_FALSE(f.values[3].stated);
}

TEST_CASE("a figure may be a date, as amended by documents") {
  Text t(
      "figure cut-over as date as amended through 2026-07-09: 2026-04-13; as amended from 2026-07-10 (91 FR 43034): "
      "2026-12-31.\n");
  CHECK(t.found() == "");
  const ir::Figure& f = t.program().figures.at(0);
  CHECK(f.type.kind == ir::ValueKind::Date);
  REQUIRE(f.values.size() == 2);
  CHECK(f.values[0].value == day("2026-04-13"));
  CHECK(f.values[0].period.ended_by == t.symbols.document("91 FR 43034"));
  CHECK(f.values[1].period.document == t.symbols.document("91 FR 43034"));
}

TEST_CASE("an entry under a reading takes the place of the plain one") {
  Text t("figure limit in TPP from 2026-01-01 through 2028-12-31: 30; in 2028: 35 when reading R04 is included.\n");
  CHECK(t.found() == "");
  const auto& values = t.program().figures.at(0).values;
  REQUIRE(values.size() == 3);
  CHECK(values[0].period.through == day("2027-12-31"));
  CHECK(values[0].reading == ir::kNone);
  std::map<ir::Id, std::int64_t> by_alternative;
  for (std::size_t i = 1; i < 3; ++i) by_alternative[values[i].alternative] = values[i].value;
  CHECK(by_alternative[t.symbols.alternative(values[1].reading, "included")] == 35);
  CHECK(by_alternative[t.symbols.alternative(values[1].reading, "excluded")] == 30);
}

TEST_CASE("periods of a figure that overlap, leave a gap, or are empty") {
  Text overlapping("figure limit in TPP from 2025-01-01: 1; from 2026-01-01: 2.\n");
  CHECK(overlapping.found() == "L0402 two periods of limit overlap on 2026-01-01\n");
  CHECK(overlapping.help(Code::PeriodsOverlap) == "end the other one: through 2025-12-31");
  CHECK(Text("figure limit in TPP from 2025-01-01 through 2025-06-30: 1; from 2026-01-01: 2.\n").found() ==
        "L0403 limit says nothing for 2025-07-01 through 2025-12-31\n");
  CHECK(Text("figure limit in TPP from 2025-01-02 through 2025-01-01: 1.\n").found().find("L0404") == 0);
  CHECK(Text("figure limit in TPP from 2025-01-01 (90 FR 4545): 1.\n").help(Code::UnknownDocument) ==
        "did you mean 90 FR 4544?");
  CHECK(Text("figure limit in TPP from 2025-01-01: 1 nm.\n").found().find("L0302") == 0);
}

TEST_CASE("lists: inline with versions") {
  Text t("list \"approved place\" of country: AU, SG; from 2026-07-10 (91 FR 43034): AE.\n");
  CHECK(t.found() == "");
  const ir::DatedList& list = t.program().lists.at(0);
  REQUIRE(list.members.size() == 3);
  CHECK(list.category == t.symbols.category("country"));
  CHECK(list.members[0].code == t.symbols.code(list.category, "AE"));
  CHECK(list.members[0].period.from == day("2026-07-10"));
  CHECK(list.members[0].period.document == t.symbols.document("91 FR 43034"));
  CHECK(list.members[1].period.from == ir::kBeginning);
}

TEST_CASE("lists: the rows of a shared file that name the list") {
  const std::string rows =
      "list,value,from,through,document,reading,alternative\n"
      "group one,AU,2022-10-07,,,,\n"
      "group one,AE,2022-10-07,2026-07-09,91 FR 43034,,\n"
      "group one,SG,2025-01-13,,90 FR 4544,,\n"
      "group one,MO,2022-10-07,2025-11-06,,R04,excluded\n"
      "group one,MO,2022-10-07,2026-02-02,,R04,included\n"
      "group two,AE,,,,,\n";
  Text t(
      "list \"group one\" of destination from file \"groups.csv\" source \"Supp. No. 1\".\n"
      "list \"group two\" of country from file \"groups.csv\".\n",
      {{"groups.csv", rows}});
  CHECK(t.found() == "");
  const ir::DatedList& one = t.program().lists.at(0);
  REQUIRE(one.members.size() == 5);
  CHECK(one.file == "groups.csv");
  CHECK(one.digest.size() == 64);
  CHECK(t.program().lists.at(1).members.size() == 1);
  // AE: 91 FR 43034 took effect the day after the end, so it ended the row. SG: 90 FR 4544 made it.
  CHECK(one.members[0].period.ended_by == t.symbols.document("91 FR 43034"));
  CHECK(one.members[0].period.document == ir::kNone);
  CHECK(one.members.back().period.document == t.symbols.document("90 FR 4544"));
  CHECK(one.members[2].reading == t.symbols.reading("R04"));
}

TEST_CASE("mistakes in the rows of a list") {
  const auto with = [](const std::string& row) {
    return Text("list \"g\" of country from file \"g.csv\".\n",
                {{"g.csv", "list,value,from,through,document,reading,alternative\n" + row}});
  };
  CHECK(with("g,XX,,,,,\n").found() == "L0503 g.csv, row 2: \"XX\" is not a value of country\n");
  CHECK(with("g,Singapor,,,,,\n").help(Code::DataValueInvalid) == "did you mean Singapore?");
  CHECK(with("g,AU,13 Jan,,,,\n").found().find("L0503 g.csv, row 2: \"13 Jan\" is not a date") == 0);
  CHECK(with("g,AU,,,,R99,x\n").found().find("is not a declared reading") != std::string::npos);
  CHECK(with("g,AU,2025-01-01,,,,\ng,AU,2025-06-01,,,,\n").found() ==
        "L0402 two periods of AU in g overlap on 2025-06-01\n");
  CHECK(with("h,AU,,,,,\n").found() == "L0501 cannot read g.csv: it has no row for g\n");
  CHECK(Text("list \"g\" of country: AU, XX.\n").found() == "L0213 \"XX\" is not a value of country\n");
}

TEST_CASE("tables: columns, keys and rows of a file") {
  Text t(
      "table supplement by destination from file \"s.csv\" source \"Supp. No. 5\"\n"
      "    destination; increase in percent; reason as text; from; through.\n",
      {{"s.csv",
        "destination,increase,reason,from,through\nSG,7.5,\"a, "
        "b\",2025-01-13,2025-12-31\nAU,,x,,\nSG,10,y,2026-01-01,\n"}});
  CHECK(t.found() == "");
  const ir::Table& table = t.program().tables.at(0);
  CHECK(table.key_type.category == t.symbols.category("country"));
  CHECK(table.columns == std::vector<std::string>{"destination", "increase", "reason"});
  CHECK(table.column_types[1].scale == 1);
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0].key == t.symbols.code(table.key_type.category, "AU"));
  CHECK(table.rows[0].cells[1].state == 0);
  CHECK(table.rows[1].cells[1].value == 75);
  CHECK(table.rows[2].period.from == day("2026-01-01"));
  CHECK(table.snapshots == std::vector<Day>{day("2025-01-13"), day("2026-01-01")});
  CHECK(t.symbols.find("increase", SymbolKind::Column, 0));
}

TEST_CASE("mistakes in tables") {
  const std::string head = "table entries by key from file \"e.csv\" name; country as country; from; through.\n";
  CHECK(Text(head, {{"e.csv", "key,name\n1,x\n"}}).found() == "L0502 e.csv has no column country\n");
  CHECK(Text(head, {{"e.csv", "key,name,country,from\n1,x,XX,\n"}})
            .found()
            .find("L0503 e.csv, row 2: \"XX\" is not a value of country") == 0);
  CHECK(Text(head, {{"e.csv", "key,name,country,from\n1,x,AU,2025-01-01\n1,y,AU,2025-02-01\n"}}).found() ==
        "L0402 two periods of 1 in entries overlap on 2025-02-01\n");
}

TEST_CASE("horizons, dates and what is not modelled") {
  Text t(
      "law known from 2022-10-07 through 2026-07-23 for part 742.\n"
      "event date is the export date.\n"
      "not modelled \"part 746 embargoes\".\n");
  CHECK(t.found() == "");
  REQUIRE(t.program().horizons.size() == 1);
  CHECK(t.program().horizons[0].on == "742");
  CHECK(t.program().horizons[0].through == day("2026-07-23"));
  CHECK(t.program().not_modelled == std::vector<std::string>{"part 746 embargoes"});
  REQUIRE(t.symbols.event_dates.size() == 1);
  REQUIRE(t.symbols.pending.size() == 1);
  CHECK(t.symbols.pending[0].what == Pending::What::EventDate);
}
