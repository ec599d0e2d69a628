// One shipment of the nested layout, as scenarios and goldens give it, into a record.
#include <catch2/catch.hpp>

#include "runtime/io/io.h"
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
std::string read(const ir::Schema& schema, const std::string& text, io::Shipment* shipment) {
  const Status read = io::ShipmentReader(schema).read(text, shipment);
  return read.ok() ? "" : read.failure().message;
}

TEST_CASE("a shipment fills rows, roles and lists") {
  const ir::Schema s = schema();
  io::Shipment shipment(s);
  const data::Record& record = shipment.record;
  REQUIRE(read(s, R"({"shipment_id":"S","export_date":"2025-06-02","destination":"CN","parties_complete":true,
      "parties":[{"roles":["exporter","end_user"],"id":"A","country":"usa","list_hits":[]},{"roles":["forwarder"],"id":"B"}],
      "lines":[{"item":{"tpp":"1.5","foreign_made":"unknown","components":[{"value":1,"components":[{"value":"2.25"}]},
      {"value":3}]},"quantity":7},{}]})",
               &shipment) == "");
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
  io::Shipment shipment(s);
  const data::Record& record = shipment.record;
  REQUIRE(read(s, R"({"destination":"CN","parties":[{"roles":["end_user"],"none":true}],"lines":[{}]})", &shipment) ==
          "");
  CHECK(record.rows(S::kShipment).at(0, S::kEndUser).state == State::None);
  CHECK(record.rows(S::kShipment).at(0, S::kExporter).state == State::Missing);
  CHECK(record.rows(S::kParty).size() == 0);
  REQUIRE(read(s, R"({"destination":"CN","exporter":{"id":"A"},"end_user":{"id":"B"},"lines":[{}]})", &shipment) == "");
  CHECK(record.role_row(record.rows(S::kShipment).at(0, S::kEndUser), 0) == 1);
  CHECK(read(s, R"({"destination":"CN","parties":[{"roles":["exporter"],"none":true}],"lines":[{}]})", &shipment) ==
        "exporter: may be missing, but not none");
}

TEST_CASE("what is outside its declaration is refused, with the place") {
  const ir::Schema s = schema();
  io::Shipment shipment(s);
  CHECK(read(s, R"({"lines":[{}]})", &shipment) ==
        R"(destination: is required and not given; write "unknown" for a fact that is not known)");
  CHECK(read(s, R"({"destination":"unknown","lines":[{}]})", &shipment) == "");
  CHECK(read(s, R"({"destination":"ZZ","lines":[{}]})", &shipment) ==
        "destination: \"ZZ\" is not a known value of country");
  CHECK(read(s, R"({"destination":"CN","export_date":"2025-02-30"})", &shipment) ==
        "export_date: \"2025-02-30\" is not a date; write YYYY-MM-DD");
  CHECK(read(s, R"({"destination":"CN","export_date":"1980-01-01"})", &shipment) ==
        "export_date: \"1980-01-01\" lies outside 1990-01-01 to 2100-12-31");
  CHECK(read(s, R"({"destination":"CN","lines":[{"item":{"tpp":"1.00001"}}]})", &shipment) ==
        "lines[0].item.tpp: \"1.00001\" has more than 4 digits after the point; it would have to be rounded");
  CHECK(read(s, R"({"destination":"CN","lines":[{"quantity":true}]})", &shipment) ==
        "lines[0].quantity: \"true\" stands where a number is expected");
  CHECK(read(s, R"({"destination":"CN","lines":{"a":1}})", &shipment) == "lines: is not a list");
}

}  // namespace
