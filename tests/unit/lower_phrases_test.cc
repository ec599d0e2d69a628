// What phrases stand for: quantifiers, pronouns, comparisons, quotients, wordings, paragraphs.
#include "tests/unit/lower_world.h"

using namespace licet;
using namespace licet::test;

namespace {

// The condition of a definition "C" of a line.
std::string truth(const std::string& condition, const std::string& shipment, const std::string& line = "",
                  const std::string& more = "") {
  World w("\"C\" of a line means that " + condition + ".\n" + more);
  w.decide(shipment, line);
  return w.truth("C");
}

std::string circuits(const std::string& list, bool complete = true) {
  return R"("circuits":[)" + list + R"(],"circuits_complete":)" + (complete ? "true" : "false");
}

}  // namespace

TEST_CASE("a quantifier ranges over roles") {
  const std::string any =
      "any party to the transaction is headquartered in, or has an ultimate parent headquartered in, Macau";
  CHECK(truth(any, parties()) == "false");
  CHECK(truth(any, parties("MO")) == "true");
  CHECK(truth(any, "") == "unknown");
  CHECK(truth("every recipient is located in Singapore", parties()) == "true");
  CHECK(truth("no party to the transaction is located in China", parties()) == "true");
  CHECK(truth("every recipient, or its ultimate parent, is headquartered in Macau", parties("MO")) == "false");
  CHECK(truth("the end user is headquartered outside a restricted destination", parties()) == "true");
  CHECK(truth("the ultimate consignee is not headquartered in, and has no ultimate parent headquartered in, a "
              "restricted destination",
              parties("MO")) == "true");
}

TEST_CASE("a quantifier ranges over a list") {
  const std::string two = circuits(R"({"tpp":"100","count":1},{"tpp":"5000","count":2})");
  CHECK(truth("the item has a circuit that has a TPP of 4800 or more", "", two) == "true");
  CHECK(truth("every circuit in it, if any, has a TPP of 100 or more", "", two) == "true");
  CHECK(truth("no circuit in it has a TPP of 5001 or more", "", two) == "true");
  CHECK(truth("no circuit in it has a TPP of 5001 or more", "", circuits(R"({"tpp":"100","count":1})", false)) ==
        "unknown");
  CHECK(truth("it contains no circuit that has a TPP of more than 5000", "", two) == "true");
  CHECK(truth("the purpose is training or storage", R"("purpose":["training"],"purpose_complete":true)") == "true");
  CHECK(truth("the purpose is training or storage", R"("purpose":["training","inference"],"purpose_complete":true)") ==
        "false");
  CHECK(truth("the purpose is training or storage", R"("purpose":["training"])") == "unknown");
  CHECK(truth("the purpose is training or storage", R"("purpose":[],"purpose_complete":true)") == "false");
}

TEST_CASE("measures are summed and compared exactly") {
  const std::string more =
      "\"TPP of\" an item means the sum, over every circuit in it, of its TPP times its count.\n"
      "\"TPP of\" a line means the TPP of its item times its quantity.\n"
      "figure cap in TPP from 2025-01-01: 10,200.\n";
  const std::string two = circuits(R"({"tpp":"100","count":1},{"tpp":"5000","count":2})") + R"(,"quantity":"1")";
  CHECK(truth("its TPP is cap or more", "", two, more) == "false");
  CHECK(truth("its TPP is 10,100 or more", "", two, more) == "true");
  CHECK(truth("its TPP is more than 10,100", "", two, more) == "false");
  CHECK(truth("the price of the item is 10.5 USD or more and less than 11 USD", "", R"("price":"10.50")") == "true");
  CHECK(truth("the price of the item is less than 10.505 USD", "", R"("price":"10.50")") == "true");
}

TEST_CASE("a quotient is compared by cross-multiplication, and a stated one speaks beside it") {
  const std::string more =
      "\"density of\" a circuit means its TPP divided by its area; or its stated density, when stated.\n";
  const std::string c = "any circuit in it has a density of 5.92 or more";
  CHECK(truth(c, "", circuits(R"({"tpp":"592","area":"100","count":1})"), more) == "true");
  CHECK(truth(c, "", circuits(R"({"tpp":"591.9999","area":"100","count":1})"), more) == "false");
  CHECK(truth(c, "", circuits(R"({"tpp":"592","area":"0","count":1})"), more) == "unknown");
  CHECK(truth(c, "", circuits(R"({"tpp":"592","count":1})"), more) == "unknown");
  CHECK(truth(c, "", circuits(R"({"tpp":"592","density":"5.92","count":1})"), more) == "true");
  CHECK(truth(c, "", circuits(R"({"density":"5.9","count":1})"), more) == "false");
}

TEST_CASE("dates") {
  CHECK(truth("the export date is on or before 2025-06-02", "") == "true");
  CHECK(truth("the export date is after 2025-06-02", "") == "false");
  CHECK(truth("the export date is not later than the 30th day after 2025-05-03", "") == "true");
  CHECK(truth("the export date is not later than the 29th day after 2025-05-03", "") == "false");
  const auto user = [](const std::string& to) {
    return R"("parties":[{"roles":["end_user"],"id":"e","license":true,"granted_to":)" + to + "}]";
  };
  CHECK(truth("the end user has no granted to before the export date", user("\"none\"")) == "true");
  CHECK(truth("the end user has no granted to before the export date", user("\"2025-06-01\"")) == "false");
  CHECK(truth("the end user has no granted to before the export date", user("null")) == "unknown");
}

TEST_CASE("lists of countries and definitions over them") {
  CHECK(truth("the destination is a restricted destination", R"("destination":"CN")") == "true");
  CHECK(truth("the destination is not a restricted destination", R"("destination":"SG")") == "true");
  const std::string more =
      "\"far destination\" means a destination other than Poland, or Singapore.\n"
      "\"gate\" means a destination specified in Group D, other than Macau.\n";
  CHECK(truth("the destination is a gate", R"("destination":"MO")", "", more) == "false");
  CHECK(truth("the destination is a gate", R"("destination":"CN")", "", more) == "true");
  CHECK(truth("the destination is a gate", "", "", more) == "unknown");
}

TEST_CASE("a step is taken by a record of its kind, not later than the shipment") {
  const std::string more = "step notice \"the exporter has given notice\", once per shipment, as \"notice_given\".\n";
  const std::string c = "the exporter has given notice";
  CHECK(truth(c, R"("steps":[{"kind":"notice_given","on":"2025-06-02"}],"steps_complete":true)", "", more) == "true");
  CHECK(truth(c, R"("steps":[{"kind":"notice_given","on":"2025-06-03"}],"steps_complete":true)", "", more) == "false");
  CHECK(truth(c, R"("steps":[],"steps_complete":true)", "", more) == "false");
  CHECK(truth(c, R"("steps":[{"kind":"notice_given"}],"steps_complete":true)", "", more) == "unknown");
  CHECK(truth(c, "", "", more) == "unknown");
}

TEST_CASE("knowledge of a matter is what the record says of it") {
  const std::string more = "knowledge bad-use \"the item will be put to bad use\", as \"bad_use\".\n";
  const std::string c = "the exporter knows, or has reason to know, that the item will be put to bad use";
  const auto state = [](const std::string& s) {
    return R"("knowledge":[{"matter":"bad_use","state":")" + s + R"("}],"knowledge_complete":true)";
  };
  CHECK(truth(c, state("known"), "", more) == "true");
  CHECK(truth(c, state("reason_to_know"), "", more) == "true");
  CHECK(truth(c, state("none_after_due_diligence"), "", more) == "false");
  CHECK(truth(c, "", "", more) == "unknown");
  CHECK(truth("it is not true that the item will be put to bad use", state("known"), "", more) == "false");
}

TEST_CASE("a definition of a row, of its lists, and of a noun") {
  const std::string more =
      "\"bad entry\" means an entry that has an entry code of \"X\".\n"
      "\"listed party\" means a party that has a bad entry.\n"
      "\"foreign server\" means a foreign-made item that is a server.\n";
  const auto user = [](const std::string& entries) {
    return R"("parties":[{"roles":["end_user"],"id":"e","entries":[)" + entries + R"(],"entries_complete":true}])";
  };
  CHECK(truth("the end user is a listed party", user(R"({"code":"X"})"), "", more) == "true");
  CHECK(truth("the end user is a listed party", user(R"({"code":"Y"})"), "", more) == "false");
  CHECK(truth("the end user is a listed party", user("{}"), "", more) == "unknown");
  CHECK(truth("the item is a foreign server", "", R"("kind":"server","foreign_made":true)", more) == "true");
  CHECK(truth("the item is a foreign server", "", R"("kind":"equipment","foreign_made":true)", more) == "false");
}

TEST_CASE("specified in: parameters, a stated classification, and what is not written out") {
  const std::string law = R"(
ECCN 3A090.a
  A circuit is specified in 3A090.a when it has a TPP of 4800 or more.
ECCN 3A090.b
  A circuit is specified in 3A090.b when it is not specified in 3A090.a, and it has a TPP of 1600 or more.
ECCN 4A090.a
  An item is specified in 4A090.a when it is a server and it contains a circuit specified in 3A090.a.
)";
  const std::string chip = circuits(R"({"tpp":"5000","count":1})");
  CHECK(truth("the item contains a circuit specified in 3A090.a", "", chip, law) == "true");
  CHECK(truth("the item contains a circuit specified in 3A090.b", "", chip, law) == "false");
  CHECK(truth("the item contains a circuit specified in 3A090.c", "", chip, law) == "unknown");  // no provision says
  const std::string c = "the item is specified in 4A090.a";
  CHECK(truth(c, "", R"("kind":"server",)" + chip, law) == "true");
  // A statement that is not complete clears nothing; a complete one speaks where parameters are silent.
  CHECK(truth(c, "", R"("classification":["EAR99"])", law) == "unknown");
  CHECK(truth(c, "", R"("classification":["EAR99"],"classification_complete":true)", law) == "false");
  CHECK(truth(c, "", R"("classification":["4A090"],"classification_complete":true)", law) == "unknown");
  CHECK(truth(c, "", R"("classification":["EAR99"],"classification_complete":true,"kind":"server",)" + chip, law) ==
        "true");
  // The parameters settle a bare heading.
  CHECK(truth(c, "", R"("classification":["4A090"],"classification_complete":true,"kind":"equipment")", law) ==
        "false");
  CHECK(truth("the item is specified in 3A090.a or 4A090.a, or in a corresponding .z paragraph", "",
              R"("classification":["4A004.z.1"],"classification_complete":true)", law) == "true");
  CHECK(truth("the item is specified in 3A090.a or 4A090.a, or in a corresponding .z paragraph", "",
              R"("classification":["4A004.z.2"],"classification_complete":true)", law) == "false");
}

TEST_CASE("paragraphs are used as conditions") {
  const std::string law = R"(
§740.1
  (a) Scope. The transaction is export, and paragraphs (b) through (d) are met.
  (b) Places. The destination is not a restricted destination.
  (c) Items. All of the following are true:
      (1) the item is a server; and
      (2) the item is foreign-made.
  (d) End. The export date is after 2025-01-01.
)";
  const std::string line = R"("kind":"server","foreign_made":true)";
  const auto met = [&](const std::string& paragraph, const std::string& shipment, const std::string& item) {
    return truth("the quantity is 0 or more, and " + paragraph + " is met", shipment, R"("quantity":"1",)" + item, law);
  };
  CHECK(met("§740.1(a)", R"("destination":"SG")", line) == "true");
  CHECK(met("§740.1(a)", R"("destination":"CN")", line) == "false");
  CHECK(met("§740.1(c)(2)", "", line) == "true");
  CHECK(met("§740.1(c)", "", R"("kind":"server")") == "unknown");
}
