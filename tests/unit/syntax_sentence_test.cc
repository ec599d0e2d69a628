// Every sentence pattern, to its tree; phrases stay as they were written.
#include <catch2/catch.hpp>

#include "tests/unit/syntax_text.h"

using licet::syntax::test::shapes;

namespace {

// The shape of one sentence of §742.1.
std::string sentence(const std::string& text) {
  std::string all = shapes("§742.1 " + text);
  const std::string head = "Section'742.1'(";
  if (!all.starts_with(head) || !all.ends_with(")")) return all;
  return all.substr(head.size(), all.size() - head.size() - 1);
}

}  // namespace

TEST_CASE("requirements") {
  CHECK(sentence(
            "A license is required to export, reexport, or transfer (in-country) a paragraph-a item to or within any "
            "destination.") ==
        "Sentence(Requires'to or within'(Actions(Value'export' Value'reexport' Value'transfer (in-country)') "
        "[paragraph-a item] [any destination]))");
  CHECK(sentence("A license is required to reexport, export from abroad, or transfer (in-country) an item that is "
                 "foreign-made when the destination is China, unless the item goes away.") ==
        "Sentence(Requires(Actions(Value'reexport' Value'export from abroad' Value'transfer (in-country)') "
        "[item that is foreign-made] -) When([destination is China]) Unless([item goes away]))");
  CHECK(sentence(
            "A license is required to export any of the following when the destination is China: (1) an AIA commodity; "
            "or (2) a VEU item.") ==
        "Sentence(Requires(Actions(Value'export') Following'any'(List'or'(Item'1'(- [AIA commodity]) Item'2'(- [VEU "
        "item]))) -) "
        "When([destination is China]))");
}

TEST_CASE("exceptions") {
  CHECK(
      sentence("AIA overcomes §742.6(a)(6)(iii)(A) and §742.6(a)(13) for an export or reexport of an AIA commodity.") ==
      "Sentence(Overcomes'AIA'(Target'742.6(a)(6)(iii)(A)'(Citation'742.6(a)(6)(iii)(A)') "
      "Target'742.6(a)(13)'(Citation'742.6(a)(13)') Actions(Value'export' Value'reexport') [AIA commodity]))");
  CHECK(
      sentence("NAC and ACA overcome a requirement with reason for control NS under part 742 for an AIA commodity.") ==
      "Sentence(Overcomes'NAC'(Target'any'([AIA commodity] Property'reason for control'(Value'NS') "
      "Property'under'(Citation'part 742')) Property'also'(Value'ACA')))");
  CHECK(sentence("AIA overcomes a requirement for an AIA commodity only if the item goes away.") ==
        "Sentence(Overcomes'AIA'(Target'any'([AIA commodity])) OnlyIf([item goes away]))");
  CHECK(sentence("AIA does not overcome §742.6(a) when the item goes away.") ==
        "Sentence(Overcomes'AIA'+not(Target'742.6(a)'(Citation'742.6(a)')) When([item goes away]))");
}

TEST_CASE("steps and attestations on which an exception is conditioned") {
  CHECK(sentence(
            "AIA is conditioned on each of the following steps having been taken before the shipment: (1) for an AIA "
            "commodity, the exporter has given the ultimate consignee the ECCN of the item; and (2) the exporter has "
            "given notice, in writing, of the shipment.") ==
        "Sentence(ConditionedSteps'AIA'(List'and'(Item'1'(StepUse'the exporter has given the ultimate consignee the "
        "ECCN of "
        "the item'/'eccn-given'(Prep'for'([AIA commodity]))) Item'2'(StepUse'the exporter has given notice, in "
        "writing, of "
        "the shipment'/'aia-notice')) [shipment]))");
  CHECK(sentence(
            "AIA is further conditioned on the step that the exporter has given the ultimate consignee the ECCN of the "
            "item, before the shipment, when the destination is China.") ==
        "Sentence(ConditionedSteps'AIA'(StepUse'the exporter has given the ultimate consignee the ECCN of the "
        "item'/'eccn-given' [shipment]) When([destination is China]))");
  CHECK(
      sentence("LPP is conditioned on an attestation of the ultimate consignee, obtained before the export date, that "
               "states each of the following: (i) \"it is aware\"; and (ii) \"it agrees\".") ==
      "Sentence(ConditionedAttestation'LPP'([ultimate consignee] List'and'(Item'i'(- Text'it is aware') Item'ii'(- "
      "Text'it "
      "agrees')) [export date]))");
}

TEST_CASE("authorizations and prohibitions") {
  CHECK(
      sentence("LPP authorizes an export or reexport of a VEU item to an authorized location of the validated end user "
               "when the destination is China.") ==
      "Sentence(Authorizes'LPP'(Actions(Value'export' Value'reexport') [VEU item] [authorized location of the "
      "validated "
      "end user]) When([destination is China]))");
  CHECK(sentence("No person may export an item to China when the item goes away.") ==
        "Sentence(Prohibits(Actions(Value'export') [item] [China]) When([item goes away]))");
  CHECK(sentence("No person may notify BIS of the relocation.") ==
        "Sentence(Prohibits(Text'notify BIS of the relocation'))");
}

TEST_CASE("foreclosures") {
  CHECK(sentence("No license exception overcomes a requirement when the destination is China.") ==
        "Sentence(Forecloses(Target'any'(-)) When([destination is China]))");
  CHECK(sentence("Where the destination is China, no license exception, other than ENC, overcomes this requirement.") ==
        "Sentence(LeadWhere([destination is China]) Forecloses(Limit'ENC'(- - -) Target'this'(-)))");
  CHECK(sentence("No license exception, other than one allowed by the entry, overcomes this requirement.") ==
        "Sentence(Forecloses(Limit'allowed by the entry'(- - -) Target'this'(-)))");
  CHECK(sentence(
            "No license exception, other than one of the following, overcomes a requirement for an AIA commodity when "
            "the "
            "destination is China, or when the item goes away: (A) TMP, §740.9(a)(6) only; (B) GOV, §740.11(a) and (c) "
            "only; or (C) AIA, §740.27, only for an AIA commodity to a party that is located in China.") ==
        "Sentence(Forecloses(Limit'TMP'/'only'(Citation'740.9(a)(6)' - -) Limit'GOV'/'only'(Citation'740.11(a)' - - "
        "Citation'740.11(c)') Limit'AIA'(Citation'740.27' [AIA commodity] [party that is located in China]) "
        "Target'any'([AIA commodity])) When([destination is China]) OrWhen([item goes away]))");
}

TEST_CASE("review policies") {
  CHECK(sentence("Applications are reviewed under a presumption of denial when the destination is China.") ==
        "Sentence(Reviewed'presumption of denial' When([destination is China]))");
  CHECK(sentence(
            "Except as provided in (A)(1), applications for a license required by §742.6(a) are reviewed case by case, "
            "when the destination is China.") ==
        "Sentence(LeadExcept(Citation'(A)(1)'+relative) Reviewed'case by case'(Property'for'(Citation'742.6(a)')) "
        "When([destination is China]))");
  CHECK(sentence("Applications are reviewed under the review policy of the entry.") ==
        "Sentence(Reviewed'under the review policy of'([entry]))");
  CHECK(
      sentence(
          "Applications are reviewed as follows: (1) under a presumption of approval, for so much of the TPP of the "
          "shipment as fits within the allocation of the destination; and (2) under a policy of denial, for the "
          "rest.") ==
      "Sentence(Reviewed'as follows'(Item'1'(Reviewed'presumption of approval'(Property'so much'([TPP of the shipment] "
      "[allocation of the destination]))) Item'2'(Reviewed'policy of denial'(Property'rest'))))");
}

TEST_CASE("duties") {
  CHECK(sentence(
            "The exporter must send a copy of the statement to EARReports@bis.doc.gov, subject LPP Shipment, not later "
            "than 30 days after the export date, when the destination is China.") ==
        "Sentence(Must'send a copy of the statement to EARReports@bis.doc.gov, subject LPP "
        "Shipment'/'lpp-copy'([exporter] "
        "Due'not later than'(Number'30' [export date])) When([destination is China]))");
  CHECK(
      sentence(
          "When the destination is China, the validated end user must notify BIS of the relocation at least 60 days "
          "before a delivery.") ==
      "Sentence(LeadWhen([destination is China]) Must'notify BIS of the relocation'/'relocation-notice'([validated end "
      "user] Due'at least'(Number'60' [delivery])))");
  CHECK(sentence("The exporter must notify BIS of the relocation, for each calendar quarter.") ==
        "Sentence(Must'notify BIS of the relocation'/'relocation-notice'([exporter] Due'for each'(- [calendar "
        "quarter])))");
}

TEST_CASE("bars, and paragraphs that apply differently") {
  CHECK(sentence("This paragraph does not apply to LPP when the destination is China.") ==
        "Sentence(DoesNotApply'this paragraph'([LPP]) When([destination is China]))");
  CHECK(sentence("§742.6(a) and §742.6(b) do not apply to an AIA commodity.") ==
        "Sentence(DoesNotApply(Citation'742.6(a)' Citation'742.6(b)' [AIA commodity]))");
  CHECK(sentence("Neither 3A090.a nor 3A090.b applies to an integrated circuit.") ==
        "Sentence(DoesNotApply(Citation'3A090.a' Citation'3A090.b' [integrated circuit]))");
  CHECK(
      sentence(
          "For each party to the transaction that is a listed entity: §744.11(a) applies as if the party is located in "
          "China.") ==
      "Sentence(LeadForEach([party to the transaction that is a listed entity]) AppliesAsIf(Citation'744.11(a)' [party "
      "is "
      "located in China]))");
  CHECK(sentence("Paragraph (B) applies with the allocation of the destination.") ==
        "Sentence(AppliesAsIf'with'(Citation'(B)'+relative [allocation of the destination]))");
}

TEST_CASE("presumptions and findings") {
  CHECK(sentence("When the destination is China, and the item goes away, the item is presumed to be specified in "
                 "3A090.a and to "
                 "be a datacenter item.") ==
        "Sentence(LeadWhen([destination is China, and the item goes away]) Presumed([item] [specified in 3A090.a] "
        "[datacenter item]))");
  CHECK(sentence(
            "The presumption may be overcome only as follows: a. the item goes away; or b. the destination is China. "
            "c. No other statement of any person overcomes the presumption.") ==
        "Sentence(OvercomeOnly(List'or'(Item'a'(- [item goes away]) Item'b'(- [destination is China])))) "
        "Paragraph'c'(Sentence(OvercomeOnly+no))");
  CHECK(sentence("It is presumed, unless the contrary is shown, that the item is foreign-made.") ==
        "Sentence(OpenPresumption([item is foreign-made]))");
  CHECK(sentence(
            "It is a finding that the export and the receipt fall in different years when the destination is China.") ==
        "Sentence(FindingIs'the export and the receipt fall in different years'/'two-years' When([destination is "
        "China]))");
}

TEST_CASE("leads and tails in a row; anything decided is a clause") {
  CHECK(
      sentence("Notwithstanding (A) and (B), where the destination is China, from 2025-01-13 (90 FR 4544): the item is "
               "foreign-made when the item goes away, provided that the destination is Macau, or when it is China.") ==
      "Sentence(LeadNotwithstanding(Citation'(A)'+relative Citation'(B)'+relative) LeadWhere([destination is China]) "
      "LeadFrom(Date'2025-01-13' Document'90 FR 4544') Concludes([item is foreign-made]) When([item goes away]) "
      "Provided([destination is Macau]) OrWhen([it is China]))");
  CHECK(sentence("Where the destination, or any place of a party, is China, the item is foreign-made.") ==
        "Sentence(LeadWhere([destination, or any place of a party, is China]) Concludes([item is foreign-made]))");
  CHECK(sentence("Where a party is located in, or is headquartered in, China, the item is foreign-made.") ==
        "Sentence(LeadWhere([party is located in, or is headquartered in, China]) Concludes([item is foreign-made]))");
  CHECK(
      sentence("Paragraphs (i) and (ii) are tested for every delivery, and on each February 1.") ==
      "Sentence(Tested(Citation'(i)'+relative Citation'(ii)'+relative Text'for every delivery, and on each February 1' "
      "MonthDay'February 1'))");
}

TEST_CASE("sections, versions and paragraphs") {
  CHECK(
      shapes("§744.11(a)(1) \"Affiliates\" reason for control \"Entity List\" in force from 2025-09-29 (90 FR 47201) "
             "through "
             "2025-11-09; suspended from 2025-11-10 (90 FR 50857) through 2026-11-09; in force from 2026-11-10, unless "
             "extended. [scheduled] The item is foreign-made.") ==
      "Section'744.11(a)(1)'/'Affiliates'(Property'reason for control'(Text'Entity List') Version'in "
      "force'(Date'2025-09-29' Date'2025-11-09' Document'90 FR 47201') Version'suspended'(Date'2025-11-10' "
      "Date'2026-11-09' "
      "Document'90 FR 50857') Version'in force'(Date'2026-11-10' - - Property'unless extended' "
      "Tag'scheduled')[scheduled] Sentence(Concludes([item is foreign-made])))");
  CHECK(shapes(
            "§742.1 License Exception AIA \"Title\" from 2025-01-13 (90 FR 4544, instruction 12) through 2025-05-01 "
            "(91 FR "
            "1): text \"The law.\" (a) Scope. The item is foreign-made. (c) [Reserved]. from 2025-05-02: The item goes "
            "away.") ==
        "Section'742.1'/'Title'(Property'program'(Text'AIA') Version'from'(Date'2025-01-13' Date'2025-05-01' "
        "Document'90 FR "
        "4544'(Instructions(Number'12')) Property'ended by'(Document'91 FR 1') QuotedText'The law.' "
        "Paragraph'a'(Heading'Scope' Sentence(Concludes([item is foreign-made]))) Paragraph'c'(Reserved)) "
        "Version'from'(Date'2025-05-02' - - Sentence(Concludes([item goes away]))))");
  CHECK(shapes("Supp. No. 10 to part 748, paragraph 6 \"Limits\" The item is foreign-made.") ==
        "Section'Supp. No. 10 to part 748, paragraph 6'/'Limits'(Sentence(Concludes([item is foreign-made])))");
  CHECK(shapes("ECCN 4A090.a An item is specified in 4A090.a.") ==
        "Section'ECCN 4A090.a'(Sentence(Concludes([item is specified in 4A090.a])))");
}

TEST_CASE("a list may continue as paragraphs behind its full stop") {
  CHECK(sentence(
            "(a) AIA overcomes §742.6 for an export of any of the following: (1) an AIA commodity; or (2) (i) a VEU "
            "item; "
            "or (ii) an item. (3) All of the following are true: (i) the item goes away; and (ii) the destination is "
            "China. (b) The item goes away.") ==
        "Paragraph'a'(Sentence(Overcomes'AIA'(Target'742.6'(Citation'742.6') Actions(Value'export') Following'any'("
        "List'or'(Item'1'(- [AIA commodity]) Item'2'(- List'or'(Item'i'(- [VEU item]) Item'ii'(- [item]))))))) "
        "Paragraph'3'(Sentence(Concludes([All of the following are true: (i) the item goes away; and (ii) the "
        "destination is "
        "China])))) Paragraph'b'(Sentence(Concludes([item goes away])))");
}

TEST_CASE("definitions between paragraphs belong to the section, those behind the last stand alone") {
  CHECK(shapes("§742.1 (a) The item goes away. \"gone item\" means an item. (b) The item is foreign-made. \"lost "
               "item\" means an "
               "item.") ==
        "Section'742.1'(Paragraph'a'(Sentence(Concludes([item goes away]))) Definition'gone item'(- - [item]) "
        "Paragraph'b'(Sentence(Concludes([item is foreign-made]))))\n"
        "Definition'lost item'(- - [item])");
}
