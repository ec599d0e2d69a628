// Mistakes that only meaning shows, in words of law.
#include "tests/unit/lower_world.h"

using namespace licet;
using namespace licet::test;

namespace {

std::string meaning(const std::string& condition, const std::string& more = "") {
  return errors_of("\"C\" of a line means that " + condition + ".\n" + more);
}

}  // namespace

TEST_CASE("units and types") {
  CHECK_THAT(meaning("any circuit in it has an area of 10 TPP or more"), Catch::Contains("L0302"));
  CHECK_THAT(meaning("any circuit in it has an area of 10 or more"), Catch::Contains("L0303"));
  CHECK(meaning("any circuit in it has a TPP of 10 or more").empty());
  CHECK_THAT(meaning("the destination is a server"), Catch::Contains("is not a value of country"));
  CHECK_THAT(meaning("its price is on or before 2025-01-01"), Catch::Contains("L0301"));
  CHECK_THAT(errors_of("\"D of\" a circuit means its TPP divided by its area.\n"
                       "\"S of\" an item means the sum, over every circuit in it, of its D.\n"),
             Catch::Contains("L0304"));
}

TEST_CASE("a range of paragraphs counts on in one place, or goes from entry to entry") {
  CHECK(meaning("the item is specified in 3A090.a through 3A090.b").empty());
  CHECK_THAT(meaning("the item is specified in 3A090.b through 3A090.a"), Catch::Contains("L0112"));
}

TEST_CASE("a definition that is first read where something is only tried still says what is wrong with it") {
  CHECK_THAT(
      errors_of("\"big part\" means a circuit that has an area that is not less than 180 days before 2025-01-01.\n"
                "\"C\" of a line means that its item has a big part.\n"),
      Catch::Contains("L0"));
}

TEST_CASE("quantifiers") {
  CHECK_THAT(meaning("every circuit in it has a TPP of 10 or more"), Catch::Contains("L0307"));
  CHECK_THAT(meaning("every party is located in China"), Catch::Contains("L0310"));
  CHECK_THAT(meaning("the circuit has a TPP of 10 or more"), Catch::Contains("L0301"));
}

TEST_CASE("cycles are shown as paths") {
  CHECK_THAT(errors_of("\"A\" of a line means that it is B.\n\"B\" of a line means that it is A.\n"),
             Catch::Contains("L0407") && Catch::Contains("-> \"B\" of line ->"));
  CHECK_THAT(
      errors_of(
          "\"first place\" means a second place.\n\"second place\" means a destination other than a first place.\n"),
      Catch::Contains("L0407"));
}

TEST_CASE("displacement by words") {
  const std::string law = R"(
§742.1(a)
  Except as provided in §742.2, a license is required to export a server to China.
§742.2
  (a) Where. The destination is China.
)";
  CHECK_THAT(errors_of(law + "\"C\" of a line means that the quantity is 0 or more, and §742.2(a) is met.\n"),
             Catch::Contains("L0406") || Catch::Contains("L0405"));
  CHECK_THAT(errors_of("§742.1\n  Except as provided in §742.9, a license is required to export a server to China.\n"),
             Catch::Contains("L0208"));
}

TEST_CASE("an input is not concluded") {
  CHECK_THAT(errors_of("§742.1\n  An item is foreign-made when its price is 1 USD or more.\n"),
             Catch::Contains("L0409"));
}

TEST_CASE("what is not declared is named with the nearest") {
  CHECK_THAT(meaning("the item is specified in 3A090.z"), Catch::Contains("L0213"));
}
