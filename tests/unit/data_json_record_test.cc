// Shipments of the nested layout, as scenarios and goldens give them, into records.
#include <catch2/catch.hpp>

#include "runtime/data/json_record.h"
#include "tests/unit/core_sample.h"

namespace {

using namespace licet;
using S = ir::Sample;
using data::State;

ir::Schema schema() {
  ir::Schema s;
  ir::declare_schema(&s);
  return s;
}

// The record, or the reason why there is none.
std::string read(const ir::Schema& schema, const std::string& text, data::Record* record) {
  const Result<data::JsonValue> json = data::parse_json(text);
  if (!json.ok()) return json.failure().message;
  const Status read = data::read_shipment(schema, json.value(), record);
  return read.ok() ? "" : read.failure().message;
}

TEST_CASE("JSON keeps the text of numbers and the order of members") {
  const std::string text = R"({"b":[1.50,100000000000000000000000000,"ä",null],"a":{"x":true}})";
  const Result<data::JsonValue> json = data::parse_json(text);
  REQUIRE(json.ok());
  CHECK(data::to_text(json.value()) == text);
  CHECK_FALSE(data::parse_json("{\"a\":1,}").ok());
  CHECK_FALSE(data::parse_json("{\"a\":1,\"a\":2}").ok());
  CHECK_FALSE(data::parse_json(std::string(1000, '[')).ok());
}

TEST_CASE("a shipment fills rows, roles and lists") {
  const ir::Schema s = schema();
  data::Record record(s);
  REQUIRE(read(s, R"({"shipment_id":"S","export_date":"2025-06-02","destination":"CN","parties_complete":true,
      "parties":[{"roles":["exporter","end_user"],"id":"A","country":"usa","list_hits":[]},{"roles":["forwarder"],"id":"B"}],
      "lines":[{"item":{"tpp":"1.5","foreign_made":"unknown","components":[{"value":1,"components":[{"value":"2.25"}]},
      {"value":3}]},"quantity":7},{}]})",
               &record) == "");
  CHECK(record.rows(S::kShipment).at(0, S::kDate).value == *parse_day("2025-06-02"));
  CHECK(record.rows(S::kParty).size() == 2);
  CHECK(record.rows(S::kParty).at(0, S::kLocated).value == 3);
  CHECK(record.rows(S::kParty).at(0, S::kHits).count == 0);
  CHECK(record.rows(S::kParty).at(1, S::kHits).state == State::Missing);
  const data::Cell& end_user = record.rows(S::kShipment).at(0, S::kEndUser);
  CHECK(end_user.state == State::Known);
  CHECK(record.role_row(end_user, 0) == 0);
  CHECK(record.rows(S::kLine).size() == 2);
  CHECK(record.rows(S::kItem).size() == 2);  // a struct has its row even where nothing is known of it
  CHECK(record.rows(S::kItem).at(0, S::kTpp).value == 15000);
  CHECK(record.rows(S::kItem).at(0, S::kForeign).state == State::Missing);
  CHECK(record.rows(S::kComponent).size() == 3);
  CHECK(record.rows(S::kComponent).at(0, S::kValue).value == 100);
  CHECK(record.rows(S::kComponent).at(2, S::kValue).value == 225);
  for (std::uint32_t parent : record.rows(S::kComponent).parents) CHECK(parent == 0);
}

TEST_CASE("roles: none, missing, and one object per role") {
  const ir::Schema s = schema();
  data::Record record(s);
  REQUIRE(read(s, R"({"destination":"CN","parties":[{"roles":["end_user"],"none":true}],"lines":[{}]})", &record) ==
          "");
  CHECK(record.rows(S::kShipment).at(0, S::kEndUser).state == State::None);
  CHECK(record.rows(S::kShipment).at(0, S::kExporter).state == State::Missing);
  CHECK(record.rows(S::kParty).size() == 0);
  REQUIRE(read(s, R"({"destination":"CN","exporter":{"id":"A"},"end_user":{"id":"B"},"lines":[{}]})", &record) == "");
  CHECK(record.role_row(record.rows(S::kShipment).at(0, S::kEndUser), 0) == 1);
  CHECK(read(s, R"({"destination":"CN","parties":[{"roles":["exporter"],"none":true}],"lines":[{}]})", &record) ==
        "exporter: cannot be none");
}

TEST_CASE("what is outside its declaration is refused, with the place") {
  const ir::Schema s = schema();
  data::Record record(s);
  CHECK(read(s, R"({"lines":[{}]})", &record) == "destination: is required");
  CHECK(read(s, R"({"destination":"unknown","lines":[{}]})", &record) == "");
  CHECK(read(s, R"({"destination":"ZZ","lines":[{}]})", &record) == "destination: \"ZZ\" is not a value of country");
  CHECK(read(s, R"({"destination":"CN","export_date":"2025-02-30"})", &record) ==
        "export_date: \"2025-02-30\" is not a date (YYYY-MM-DD)");
  CHECK(read(s, R"({"destination":"CN","export_date":"1980-01-01"})", &record) ==
        "export_date: \"1980-01-01\" is outside its bounds");
  CHECK(read(s, R"({"destination":"CN","lines":[{"item":{"tpp":"1.00001"}}]})", &record) ==
        "lines[0].item.tpp: 1.00001 has more than 4 digits after the point");
  CHECK(read(s, R"({"destination":"CN","lines":[{"quantity":true}]})", &record) ==
        "lines[0].quantity: must be a number");
  CHECK(read(s, R"({"destination":"CN","lines":{}})", &record) == "lines: must be a list");
}

}  // namespace
