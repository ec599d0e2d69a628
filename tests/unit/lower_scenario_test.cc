// Scenarios become shipments in the nested layout.
#include "tests/unit/lower_world.h"

using namespace licet;
using namespace licet::test;

TEST_CASE("what is given becomes a shipment") {
  World w(R"(
§742.6(a)  "Worldwide"
  A license is required to export an item specified in 3A090.a to any destination.
"bad entry" means an entry that has an entry code of "X".
step notice "the exporter has given notice", once per shipment, as "notice_given".
scenario "One"
  given the export date is 2025-06-02; the transaction is export; the destination is SG; the quantity is 100;
      the item is specified in 3A090.a; every party to the transaction is located in SG, and is headquartered in SG;
      the end user has a bad entry; the exporter has given notice; the purpose is training.
  expect requirements §742.6(a); the disposition is license required.
)");
  REQUIRE(w.program().scenarios.size() == 1);
  const ir::Scenario& s = w.program().scenarios[0];
  INFO(s.shipment);
  io::Shipment shipment(w.program().schema);
  const Status read = io::ShipmentReader(w.program().schema).read(s.shipment, &shipment);
  INFO((read.ok() ? "" : read.failure().message));
  CHECK(read.ok());
  CHECK_THAT(s.shipment, Catch::Contains(R"("classification":["3A090.a"],"classification_complete":true)"));
  CHECK_THAT(s.shipment, Catch::Contains(R"("entries":[{"code":"X")"));
  CHECK_THAT(s.shipment, Catch::Contains(R"("kind":"notice_given","on":"2025-06-02")"));
  CHECK_THAT(s.shipment, Catch::Contains(R"("purpose":["training"])"));
  CHECK(s.expect.size() == 2);
}
