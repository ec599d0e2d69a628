// From text to a decision: a requirement with conditions on destination, classification and parties.
#include "tests/unit/lower_world.h"

using namespace licet;
using namespace licet::test;

namespace {

const char* kLaw = R"(
§742.6(a)  "Worldwide"
  reason for control RS
  from 2025-01-13:
      A license is required to export, reexport, or transfer (in-country) an item specified in 3A090.a to or within a restricted destination.
§744.23(a)  "Headquarters"
  reason for control "end use"
  from 2025-01-13:
      A license is required to export, reexport, or transfer (in-country) an item specified in 3A090.a to any destination, other than a restricted destination,
      when any party to the transaction is headquartered in, or has an ultimate parent headquartered in, a restricted destination.
)";
const char* kChip = R"("classification":["3A090.a"],"classification_complete":true)";

}  // namespace

TEST_CASE("a requirement applies by destination, item and parties") {
  World w(kLaw);
  w.decide(R"("destination":"CN",)" + parties(), kChip);
  CHECK(w.disposition() == "license required");
  CHECK(w.requirements() == "742.6(a)");

  w.decide(R"("destination":"SG",)" + parties(), kChip);
  CHECK(w.disposition() == "no requirement found");

  w.decide(R"("destination":"SG",)" + parties("MO"), kChip);
  CHECK(w.requirements() == "744.23(a)");
  CHECK(w.disposition() == "license required");

  w.decide(R"("destination":"CN",)" + parties(), R"("classification":["EAR99"],"classification_complete":true)");
  CHECK(w.disposition() == "no requirement found");
}

TEST_CASE("what is missing never clears a line") {
  World w(kLaw);
  w.decide(parties(), kChip);
  CHECK(w.disposition() == "license required | no requirement found");
  w.decide(R"("destination":"SG")", kChip);  // nobody is known
  CHECK(w.disposition() == "license required | no requirement found");
  w.decide(R"("destination":"CN",)" + parties(), R"("classification":["3A090"],"classification_complete":true)");
  CHECK(w.disposition() == "license required | no requirement found");
  w.decide(R"("destination":"CN",)" + parties(), R"("classification":["EAR99"],"classification_complete":false)");
  CHECK(w.disposition() == "license required | no requirement found");
}

TEST_CASE("a version holds for its days") {
  World w(R"(
§742.6(a)
  from 2025-01-13 through 2025-12-31:
      A license is required to export an item specified in 3A090.a to China.
  from 2026-01-01:
      A license is required to export an item specified in 3A090.a to Macau.
)");
  const auto on = [&](const std::string& day, const std::string& to) {
    w.decide(R"("destination":")" + to + "\"," + parties(), kChip, day);
    return w.disposition();
  };
  CHECK(on("2025-01-12", "CN") == "no requirement found");
  CHECK(on("2025-01-13", "CN") == "license required");
  CHECK(on("2025-12-31", "MO") == "no requirement found");
  CHECK(on("2026-01-01", "CN") == "no requirement found");
  CHECK(on("2026-01-01", "MO") == "license required");
}
