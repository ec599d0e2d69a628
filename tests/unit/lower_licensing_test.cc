// Requirements, exceptions, foreclosures, steps, review policies: the eight cases of the disposition.
#include "tests/unit/lower_world.h"

using namespace licet;
using namespace licet::test;

namespace {

const char* kLaw = R"(
step notice "the exporter has given notice", once per shipment, as "notice_given".
reading R15 combine on part 740: one-exception (default) | exceptions-add-up.

§742.6(a)  "Worldwide"
  reason for control RS
  A license is required to export, reexport, or transfer (in-country) an item specified in 3A090.a to or within any destination.
§742.4(a)  "Servers"
  reason for control NS
  A license is required to export a server to China.
§744.11(a)  "Entity List"
  reason for control "Entity List"
  For each party to the transaction, and each entry of it:
  A license is required to export an item when the entry has an entry code of "X".
  No license exception, other than RFF, overcomes this requirement.

§740.27  License Exception AIA  "Artificial intelligence"
  (a) Scope. AIA overcomes §742.6(a) for an export, reexport, or transfer (in-country) of an item specified in 3A090.a when every recipient is located in Singapore.
      AIA does not overcome a requirement for an item specified in 3A090.a when the quantity is more than 1000.
  (b) AIA is conditioned on the step that the exporter has given notice, before the shipment.

§740.29  License Exception LPP  "Low processing"
  LPP overcomes a requirement with reason for control RS when paragraph (b) is met.
  (b) Limit. The quantity is not more than 10.

§740.26  License Exception RFF  "Review of foreign facilities"
  RFF overcomes §744.11(a) when the destination is Singapore.

§740.2(a)(9)
  No license exception, other than one of the following, overcomes a requirement for an item specified in 3A090.a when the destination is a restricted destination:
      (A) LPP, only for a server; or
      (B) RFF, §740.26.

§742.6(b)  "Review"
  (1) Applications for a license required by §742.6(a) are reviewed under a presumption of denial when the destination is a restricted destination.
  (2) Except as provided in (1), applications for a license required by §742.6(a) are reviewed under a presumption of approval when any recipient is located in Singapore.

§736.2(b)
  No person may export an item specified in 3A090.b to China.

§762.2
  When AIA is used, the exporter must keep records, not later than 30 days after the export date.
duty keep "keep records", by the exporter.
)";

const char* kChip = R"("classification":["3A090.a"],"classification_complete":true)";

std::string chip(const std::string& quantity, const std::string& claim = "none", const std::string& more = "") {
  return std::string(kChip) + R"(,"quantity":")" + quantity + R"(","claimed_authorization":")" + claim + "\"" + more;
}

const char* kNotice = R"("steps":[{"kind":"notice_given","on":"2025-06-01"}],"steps_complete":true)";
const char* kNoStep = R"("steps":[],"steps_complete":true)";

std::string to(const std::string& country, const std::string& steps = kNoStep) {
  return R"("destination":")" + country + "\"," + steps + "," + parties();
}

}  // namespace

TEST_CASE("authorized, available, available on steps, license required") {
  World w(kLaw);
  w.decide(to("SG", kNotice), chip("100", "AIA"));
  CHECK(w.disposition() == "authorized");
  CHECK(w.exception("AIA") == "met");
  w.decide(to("SG", kNotice), chip("100"));
  CHECK(w.disposition() == "available");
  w.decide(to("SG"), chip("100", "AIA"));
  CHECK(w.disposition() == "available on steps");
  CHECK(w.exception("AIA") == "open");
  w.decide(to("SG", kNotice), chip("1001", "AIA"));
  CHECK(w.disposition() == "license required");
  CHECK(w.exception("AIA") == "foreclosed");
  w.decide(to("SG"), chip("10"));
  CHECK(w.disposition() == "available");  // under LPP
  // Whether the step was taken decides between the two, and nothing else is possible.
  w.decide(R"("destination":"SG",)" + parties(), chip("100", "AIA"));
  CHECK(w.disposition() == "authorized | available on steps");
}

TEST_CASE("a foreclosure closes all but what it names, with its limits") {
  World w(kLaw);
  w.decide(to("CN", kNotice), chip("5", "none", R"(,"kind":"equipment")"));
  CHECK(w.disposition() == "license required");
  CHECK(w.exception("AIA") == "foreclosed");
  CHECK(w.exception("LPP") == "foreclosed");
  // For a server LPP is open, and the other requirement is overcome by nothing.
  w.decide(to("MO"), chip("5", "none", R"(,"kind":"server")"));
  CHECK(w.disposition() == "available");
  w.decide(to("CN"), chip("5", "none", R"(,"kind":"server")"));
  CHECK(w.requirements() == "742.6(a), 742.4(a)");
  CHECK(w.disposition() == "license required");
}

TEST_CASE("an entry is overcome only by what names it, for every party") {
  World w(kLaw);
  const auto listed = [](const std::string& code) {
    return R"("destination":"SG","steps":[{"kind":"notice_given","on":"2025-06-01"}],"steps_complete":true,"parties":[)" +
           party("purchaser", "SG", "SG") + "," + party("ultimate_consignee", "SG", "SG") +
           R"(,{"roles":["intermediate_consignee"],"none":true},)"
           R"({"roles":["end_user"],"id":"e","country":"SG","headquarters":"SG","parent_headquarters":"SG","entries":[{"code":")" +
           code + R"("}],"entries_complete":true}])";
  };
  w.decide(listed("Y"), chip("100", "AIA"));
  CHECK(w.disposition() == "authorized");
  w.decide(listed("X"), chip("100", "AIA"));
  CHECK(w.requirements() == "742.6(a), 744.11(a)");
  CHECK(w.exception("RFF") == "met");
  // RFF overcomes §744.11(a) only where it stands for every requirement outside part 744.
  CHECK(w.disposition() == "license required");
}

TEST_CASE("review policies are decided by displacement") {
  World w(kLaw);
  w.decide(to("CN"), chip("2000"));
  CHECK(w.review() == "presumption of denial");
  w.decide(to("SG"), chip("2000"));
  CHECK(w.review() == "presumption of approval");
  w.decide(to("SG", kNotice), chip("100"));
  CHECK(w.review() == "none stated");
}

TEST_CASE("a prohibition stands before everything") {
  World w(kLaw);
  w.decide(
      to("CN"),
      R"("classification":["3A090.b"],"classification_complete":true,"quantity":"1","claimed_authorization":"none")");
  CHECK(w.disposition() == "prohibited");
}

TEST_CASE("a duty falls due when the exception is used") {
  World w(kLaw);
  const auto& d = w.decide(to("SG", kNotice), chip("100", "AIA"));
  REQUIRE(d.duties.size() == 1);
  CHECK(d.duties[0].due == interp::Truth::True);
  CHECK(d.duties[0].has_date);
  CHECK(w.decide(to("SG", kNotice), chip("100")).duties.empty());
}

TEST_CASE("exceptions add up only under the reading that says so") {
  const std::string law = std::string(kLaw) + R"(
§740.30  License Exception SRV  "Servers"
  SRV overcomes §742.4(a) when the item is a server.
)";
  World w(law);
  w.decide(to("CN"), chip("5", "none", R"(,"kind":"server")"));
  CHECK(w.disposition() == "license required");
  CHECK(w.exception("SRV") != "met");  // foreclosed for a 3A090.a item
}
