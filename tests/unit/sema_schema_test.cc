#include <catch2/catch.hpp>

#include "tests/unit/sema_text.h"

using namespace licet;
using namespace licet::sema;

TEST_CASE("records become record types with typed fields") {
  Text t("");
  CHECK(t.found() == "");
  const ir::Schema& schema = t.program().schema;
  CHECK(schema.shipment == t.symbols.record_type("shipment"));
  CHECK(schema.line == t.symbols.record_type("line"));
  CHECK(schema.party == t.symbols.record_type("party"));
  CHECK(t.record("shipment").fields_[static_cast<std::size_t>(schema.lines_field)].column == "lines");
  CHECK(t.record("shipment").fields_[static_cast<std::size_t>(schema.parties_field)].complete_column ==
        "parties_complete");
  CHECK(t.record("party").parent == schema.shipment);
  CHECK(t.record("item").parent == schema.line);
  CHECK(t.record("party").key == 0);

  const ir::Field& date = t.field("shipment", "export date");
  CHECK(date.column == "export_date");
  CHECK(date.type.kind == ir::ValueKind::Date);
  CHECK(date.bounded);
  CHECK(format_day(static_cast<Day>(date.lo)) == "1990-01-01");

  const ir::Field& tpp = t.field("item", "TPP");
  CHECK(tpp.column == "tpp");
  CHECK(tpp.type.scale == 4);
  CHECK(tpp.type.unit == t.symbols.unit("TPP"));
  CHECK(tpp.hi == 10000000000);

  CHECK(t.field("line", "item").type.kind == ir::ValueKind::Struct);
  CHECK(t.field("line", "item").column == "");
  CHECK(t.field("line", "line number").required);
  CHECK(t.field("shipment", "line").max_elements == 100);
  CHECK(t.symbols.find("foreign-made", SymbolKind::Field, t.symbols.record_type("item")));
}

TEST_CASE("a list of values has rows of one field") {
  Text t("");
  const ir::Field& list = t.field("item", "stated classification");
  REQUIRE(list.type.kind == ir::ValueKind::List);
  const ir::RecordType& element = t.program().schema.records[static_cast<std::size_t>(list.type.record)];
  REQUIRE(element.fields_.size() == 1);
  CHECK(element.fields_[0].name == "value");
  CHECK(element.fields_[0].column == "");
  CHECK(element.fields_[0].type.category == t.symbols.category("ECCN"));
  CHECK(element.parent == t.symbols.record_type("item"));
}

TEST_CASE("a tree holds rows of its own type") {
  Text t(
      "record bill: component as \"components\": list of component.\n"
      "record part: own bill as \"\": bill.\n"
      "record component in bill, a tree of depth 8: part number: text; component as \"parts\": list of component.\n");
  const ir::RecordType& component = t.record("component");
  CHECK(component.depth == 8);
  REQUIRE(component.children != ir::kNone);
  CHECK(component.fields_[static_cast<std::size_t>(component.children)].column == "parts");
  CHECK(component.parent == t.symbols.record_type("bill"));
}

TEST_CASE("roles are fields of the shipment, and names of roles make role sets") {
  Text t(
      "\"recipient\" means the ultimate consignee or the end user.\n"
      "\"party to the transaction\" means any recipient or any intermediate consignee.\n");
  CHECK(t.found() == "");
  const Symbol* role = t.symbols.find("intermediate consignee", SymbolKind::Role);
  REQUIRE(role);
  const ir::Field& field = t.record("shipment").fields_[static_cast<std::size_t>(role->id)];
  CHECK(field.type.kind == ir::ValueKind::Role);
  CHECK(field.type.record == t.symbols.record_type("party"));
  CHECK(field.column == "intermediate_consignee");
  CHECK(field.may_be_none);
  const auto& sets = t.program().schema.role_sets;
  REQUIRE(sets.size() == 2);
  CHECK(sets[0].name == "recipient");
  CHECK(sets[0].roles.size() == 2);
  CHECK(sets[1].roles.size() == 3);
}

TEST_CASE("categories: inline, ordered, with their spelling in data") {
  Text t("category step, from least to most: first; second as \"2nd\"; third of all.\n");
  const ir::Category& step = t.category("step");
  CHECK(step.ordered);
  CHECK(step.values == std::vector<std::string>{"first", "second", "third of all"});
  CHECK(step.data_names == std::vector<std::string>{"", "2nd", "third_of_all"});
  CHECK(t.symbols.code(t.symbols.category("step"), "second") == 1);
  CHECK(t.symbols.find("third of all", SymbolKind::Value, t.symbols.category("step")));
}

TEST_CASE("categories from files know the names of their values") {
  Text t("");
  const ir::Id country = t.symbols.category("country");
  CHECK(t.symbols.code(country, "Macau") == t.symbols.code(country, "MO"));
  CHECK(t.category("country").values.size() == 4);
}

TEST_CASE("every prefix of a value of a hierarchy is an inner node") {
  Text t("");
  const ir::Category& eccn = t.category("ECCN");
  CHECK(eccn.hierarchical);
  CHECK(eccn.values == std::vector<std::string>{"3A090", "3A090.a", "3A090.a.1", "3A090.b", "EAR99"});
  CHECK(eccn.parent == std::vector<ir::Id>{ir::kNone, 0, 1, 0, ir::kNone});
  CHECK(t.symbols.code(t.symbols.category("ECCN"), "3A090.a") == 1);
}

TEST_CASE("mistakes in records are named") {
  CHECK(Text("record box: weight: number of stone.\nrecord crate: box: box. ").found().find("L0201 \"stone\"") !=
        std::string::npos);
  CHECK(Text("record crate: box: list of bxo.\n").help(Code::UnknownWord).find("did you mean") == std::string::npos);
  CHECK(Text("record crate: origin: contry.\n").help(Code::UnknownWord) == "did you mean \"country\"?");
  CHECK(Text("record hit: entry: text.\nrecord a: hit: list of hit.\nrecord b: hit: list of hit.\n")
            .found()
            .find("L0312") != std::string::npos);
  CHECK(Text("record hit: entry: text.\n").found().find("L0313 the rows of hit lie nowhere") != std::string::npos);
  CHECK(Text("record a: day: date from 2025-01-01 to 2024-01-01.\n").found().find("L0314") != std::string::npos);
  CHECK(Text("record a: size: number with 2 decimals from 0.125 to 1.\n").found().find("L0305") != std::string::npos);
  CHECK(Text("category country: AA; BB.\n").found().find("L0202 \"country\" is declared twice") != std::string::npos);
}

TEST_CASE("mistakes in data files are named with their row") {
  CHECK(Text("category port from file \"ports.csv\".\n").found().find("L0501 cannot read ports.csv") !=
        std::string::npos);
  CHECK(Text("category port from file \"ports.csv\".\n", {{"ports.csv", "name\nx\n"}}).found().find("L0502") !=
        std::string::npos);
  CHECK(Text("category port from file \"ports.csv\".\n", {{"ports.csv", "code\nA\nB\nA\n"}})
            .found()
            .find("L0503 ports.csv, row 4: \"A\"") != std::string::npos);
  CHECK(Text("category port from file \"ports.csv\".\n", {{"ports.csv", "code\n\"A\n"}}).found().find("line 2") !=
        std::string::npos);
}

TEST_CASE("a manifest guards its data file") {
  const std::string ports = "code\nA\nB\n";
  const auto with = [&](const std::string& manifest) {
    return Text("category port from file \"ports.csv\".\n",
                {{"ports.csv", ports}, {"ports.csv.manifest.json", manifest}})
        .found();
  };
  CHECK(with("{\"rows\": {\"min\": 2, \"max\": 2}}") == "");
  CHECK(with("{\"rows\": {\"min\": 3}}").find("L0504 ports.csv has 2 rows, and its manifest expects 3 or more") == 0);
  CHECK(with("{\"sha256\": \"00\"}").find("L0505") == 0);
  CHECK(with("nonsense").find("L0501") == 0);
}
