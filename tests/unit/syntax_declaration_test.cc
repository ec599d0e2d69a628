// Every form of declaration, to its tree.
#include <catch2/catch.hpp>

#include "tests/unit/syntax_text.h"

using licet::syntax::test::shapes;

TEST_CASE("rulebooks and what they say of themselves") {
  CHECK(shapes("rulebook us.ear.part-742 title \"Title\" source \"15 CFR 742\".") ==
        "Rulebook'us.ear.part-742'(Property'title'(Text'Title') Property'source'(Text'15 CFR 742'))");
  CHECK(shapes("use us.ear.terms.") == "Use'us.ear.terms'");
  CHECK(shapes("event date is the export date.") == "Property'event date'([export date])");
  CHECK(shapes("event date is the application date for §742.6(b).") ==
        "Property'event date'([application date] Citation'742.6(b)')");
  CHECK(shapes("law known from 2022-10-07 through 2026-07-23 for part 742.") ==
        "LawKnown'part 742'(Date'2022-10-07' Date'2026-07-23')");
  CHECK(shapes("law known through 2026-07-23 for Country Group D:5.") ==
        "LawKnown'Country Group D:5'(- Date'2026-07-23')");
  CHECK(shapes("not modelled \"part 746 embargoes\".") == "Property'not modelled'(Text'part 746 embargoes')");
}

TEST_CASE("units and categories") {
  CHECK(shapes("unit GB/s.") == "UnitDecl'GB/s'");
  CHECK(shapes("category outcome, from least to most restrictive: not subject; prohibited as \"no\".") ==
        "Category'outcome'+ordered(CategoryValue'not subject'(-) CategoryValue'prohibited'(Text'no'))");
  CHECK(shapes("category paragraph list, hierarchical, from file \"eccn.csv\".") ==
        "Category'paragraph list'+hierarchical(Property'file'(Text'eccn.csv'))");
  CHECK(shapes("category reason for control: NS; \"Entity List\".") ==
        "Category'reason for control'(CategoryValue'NS'(-) CategoryValue'Entity List'(-))");
  CHECK(shapes("category move: transfer (in-country) as \"transfer_in_country\".") ==
        "Category'move'(CategoryValue'transfer (in-country)'(Text'transfer_in_country'))");
}

TEST_CASE("records, fields and roles") {
  CHECK(
      shapes(
          "record part in item, a tree of depth 8: part id: text, key; from: date; text: text; date: date from "
          "1990-01-01 "
          "to 2100-12-31, may be none; weight as \"w\": number of TPP with 4 decimals from 0 to 1,000; count: whole "
          "number "
          "from 1 to 9, required; part as \"parts\": list of part, not more than 64, complete by \"parts_complete\"; "
          "sits in as \"c\": country, plural \"sit in\".") ==
      "Record'part'(Property'in'(Name'item') Property'depth'(Number'8') FieldDecl'part id'(TypeRef'text' "
      "Property'key') "
      "FieldDecl'from'(TypeRef'date') FieldDecl'text'(TypeRef'text') FieldDecl'date'(TypeRef'date' "
      "Property'from'(Date'1990-01-01') Property'to'(Date'2100-12-31') Property'may be none') "
      "FieldDecl'weight'(TypeRef'number'(Unit'TPP' Number'4') Property'from'(Number'0') Property'to'(Number'1,000') "
      "Property'as'(Text'w')) FieldDecl'count'(TypeRef'number'(- -) Property'from'(Number'1') Property'to'(Number'9') "
      "Property'required') FieldDecl'part'(TypeRef'list'(TypeRef'part') Property'not more than'(Number'64') "
      "Property'complete "
      "by'(Text'parts_complete') Property'as'(Text'parts')) FieldDecl'sits in'(TypeRef'country' "
      "Property'plural'(Text'sit in') Property'as'(Text'c')))");
  CHECK(shapes("record hit: day: date; hit as \"hits\": list of hit, complete when its day is on or after the export "
               "date.") ==
        "Record'hit'(FieldDecl'day'(TypeRef'date') FieldDecl'hit'(TypeRef'list'(TypeRef'hit') Property'complete "
        "when'([its day "
        "is on or after the export date]) Property'as'(Text'hits')))");
  CHECK(shapes("role broker, may be none, plural \"brokers\".") ==
        "Role'broker'(Property'may be none' Property'plural'(Text'brokers'))");
  CHECK(shapes("role OSAT as \"osat\".") == "Role'OSAT'(Property'as'(Text'osat'))");
}

TEST_CASE("figures by date") {
  CHECK(
      shapes("figure cap in TPP source \"15 CFR 748\" from 2025-01-13 (90 FR 4544) through 2025-12-31: 26,900,000; in "
             "2026-Q1: 5; "
             "in 2027: 6, when reading R20 is carried-over; in 2028-Q1 through 2028-Q4: 7 TPP; not stated from "
             "2029-01-01.") ==
      "Figure'cap'(Unit'TPP' FigureEntry(Date'2025-01-13' Date'2025-12-31' Document'90 FR 4544' Number'26,900,000' -) "
      "FigureEntry(Quarter'2026-Q1' - - Number'5' -) FigureEntry(Quarter'2027' - - Number'6' "
      "Alternative'carried-over'/'R20') FigureEntry(Quarter'2028-Q1' Quarter'2028-Q4' - Quantity'7'/'TPP' -) "
      "FigureEntry+not stated(Date'2029-01-01' - - - -) Property'source'(Text'15 CFR 748'))");
  CHECK(shapes("figure last-day as date as amended through 2026-04-06: 2026-04-13; as amended from 2026-04-07 (91 FR "
               "17851): "
               "2026-12-31.") ==
        "Figure'last-day'(- FigureEntry(- Date'2026-04-06' - Date'2026-04-13' -) FigureEntry(Date'2026-04-07' - "
        "Document'91 FR "
        "17851' Date'2026-12-31' -))");
  CHECK(shapes("figure \"far limit\" in TPP from 2025-01-16: 3; [reading R20] from 2026-01-01: 4.") ==
        "Figure'far limit'(Unit'TPP' FigureEntry(Date'2025-01-16' - - Number'3' - Tag'reading R20')[reading R20] "
        "FigureEntry(Date'2026-01-01' - - Number'4' -))");
}

TEST_CASE("lists, tables and partitions") {
  CHECK(shapes("list \"near place\" of destination from file \"g.csv\" source \"Supp. No. 1 to part 740\".") ==
        "ListDecl'near place'(Name'destination' Property'file'(Text'g.csv') Property'source'(Text'Supp. No. 1 to part "
        "740'))");
  CHECK(shapes("list \"far place\" of country: AU, NZ; from 2026-07-10 (91 FR 43034): AE, United States.") ==
        "ListDecl'far place'(Name'country' ListEntry(- - - Value'AU' Value'NZ') ListEntry(Date'2026-07-10' - "
        "Document'91 FR "
        "43034' Value'AE' Value'United States'))");
  CHECK(shapes("table watch-list by entry key from file \"e.csv\" source \"Supp. No. 4\" name; country as country; "
               "rise in percent, "
               "not more than 100; policy; policy is one of \"as stated\", or \"other\"; from; through.") ==
        "Table'watch-list'(Name'entry key' Property'file'(Text'e.csv') Property'source'(Text'Supp. No. 4') "
        "Column'name'(-) "
        "Column'country'(TypeRef'country') Column'rise'(TypeRef'number'(Unit'percent' -) Property'not more "
        "than'(Number'100')) "
        "Column'policy'(- Property'one of'(Text'as stated' Text'other')) Column'from'(-) Column'through'(-))");
  CHECK(shapes("table short by code source \"s\" name | day as date.") ==
        "Table'short'(Name'code' Property'source'(Text's') Column'name'(-) Column'day'(TypeRef'date'))");
  CHECK(shapes(
            "partition tier of destination: tier 1 is every partner destination; tier 2 is every other destination.") ==
        "Partition'tier'(Name'destination' PartitionClass'tier 1'([every partner destination]) PartitionClass'tier "
        "2'([every "
        "other destination]))");
}

TEST_CASE("definitions and wordings") {
  CHECK(shapes("\"big item\" means an item specified in any of the following: (1) 3A090.a; or (2) 4A090.a.") ==
        "Definition'big item'(- - [item specified in any of the following: (1) 3A090.a; or (2) 4A090.a])");
  CHECK(shapes("\"worth of\" a foreign-made item, for a destination, means its fair market value.") ==
        "Definition'worth'([foreign-made item] [destination] [its fair market value])");
  CHECK(shapes("\"advanced\" of an item means that it is foreign-made.") ==
        "Definition'advanced'([item] - [that it is foreign-made])");
  CHECK(
      shapes("step notice \"the exporter has given a hint\", once per item, while it is foreign-made, as \"hint\".") ==
      "Wording'notice'/'step'(Text'the exporter has given a hint' - Property'once per'([item]) Property'while'([it is "
      "foreign-made]) Property'as'(Text'hint'))");
  CHECK(shapes("predicate held \"holds a paper\" of a party means that the party is located in China.") ==
        "Wording'held'/'predicate'(Text'holds a paper' [party] Property'means'([that the party is located in China]))");
  CHECK(shapes("duty report \"report it\", by the exporter.") ==
        "Wording'report'/'duty'(Text'report it' - Property'by'([exporter]))");
}

TEST_CASE("decided values") {
  CHECK(shapes("decide color of a line, the most restrictive prevails: green; red; otherwise none stated.") ==
        "Decide'color'/'the most restrictive prevails'([line] DecideCase'green'(-) DecideCase'red'(-) Otherwise'none "
        "stated'(-))");
  CHECK(shapes("decide class of an item, the first of the following that applies: low when it is foreign-made; high "
               "when any of "
               "the following is true: (1) it is foreign-made; or (2) the item goes away; otherwise undetermined; as "
               "\"class\".") ==
        "Decide'class'/'first'([item] DecideCase'low'([it is foreign-made]) DecideCase'high'([any of the following is "
        "true: (1) "
        "it is foreign-made; or (2) the item goes away]) Otherwise'undetermined'(-) Property'as'(Text'class'))");
  CHECK(
      shapes(
          "decide specified in of an item, all are listed: ECCN; beside its TPP; complete when it is foreign-made.") ==
      "Decide'specified in'/'all are listed'([item] Property'category'(Name'ECCN') Property'beside'([its TPP]) "
      "Property'complete when'([it is foreign-made]))");
  CHECK(shapes("decide end of a line: open; shut; otherwise open, provided that the item goes away; otherwise "
               "undetermined.") ==
        "Decide'end'/'must agree'([line] DecideCase'open'(-) DecideCase'shut'(-) Otherwise'open'([item goes away]) "
        "Otherwise'undetermined'(-))");
}

TEST_CASE("readings, documents, savings, enforcement") {
  CHECK(shapes("reading R04 lpp-5a002z on §740.29(b): excluded (default) | included.") ==
        "Reading'R04'/'lpp-5a002z'(Citation'740.29(b)' Alternative'excluded'+default Alternative'included')");
  CHECK(shapes("reading R70 on 90 FR 44496: none (default) | clause-applies.") ==
        "Reading'R70'(Name'90 FR 44496' Alternative'none'+default Alternative'clause-applies')");
  CHECK(
      shapes("rule 90 FR 5298 published 2025-01-16; effective 2025-01-16; comply from 2025-01-31 for instructions 4, "
             "5, and 31; in "
             "between, the less restrictive text governs. [reading R25]") ==
      "RuleDocument'90 FR 5298'(Property'published'(Date'2025-01-16') Property'effective'(Date'2025-01-16') "
      "Property'comply'(Date'2025-01-31' Instructions(Number'4' Number'5' Number'31')) Property'between'(Text'the less "
      "restrictive text governs')[reading R25])");
  CHECK(shapes("savings \"Additions\" source \"90 FR 44496\" A shipment may proceed under the law as it stood but for "
               "90 FR 44496 "
               "when the item goes away. [unconfirmed: dates]") ==
        "Savings'Additions'(Property'source'(Text'90 FR 44496') Sentence(MayProceed(Document'90 FR 44496') When([item "
        "goes "
        "away]) Tag'unconfirmed'/'dates')[unconfirmed: dates])");
  CHECK(
      shapes("enforcement \"Notice\" source \"a press release\" applies only as enforced, from 2025-05-13. 1. "
             "§742.6(a) is read as "
             "follows: A license is required to export an item when any of the following is true: (1) the item goes "
             "away; or "
             "(2) the destination is China. 2. §742.6(b) and §742.6(c) are not enforced.") ==
      "Enforcement'Notice'(Property'source'(Text'a press release') Property'from'(Date'2025-05-13') "
      "Item'1'(Sentence(ReadAs(Citation'742.6(a)' Sentence(Requires(Actions(Value'export') [item] -) When([any of the "
      "following is true: (1) the item goes away; or (2) the destination is China]))))) "
      "Item'2'(Sentence(NotEnforced(Citation'742.6(b)' Citation'742.6(c)'))))");
  CHECK(shapes("license exception HBM, §740.25, not written out, for §742.6(a)(6)(i)(B).") ==
        "Section'740.25'(Property'program'(Text'HBM') Property'not written out' "
        "Property'for'(Citation'742.6(a)(6)(i)(B)'))");
}

TEST_CASE("scenarios") {
  CHECK(shapes("scenario \"One\" given the destination is SG; requirements §742.6(a) (RS), and §742.4(a) (\"Entity "
               "List\"); AIA is met "
               "for §742.6(a); AIA is claimed; the mode is \"as codified\"; reading R04 is included; the balance of "
               "allocation "
               "for SG is 0 TPP. expect under reading R15 adds-up: authorized by AIA and ENC. expect LPP closed at "
               "§740.29(e); "
               "review under a presumption of denial by §744.11(a); the color is red.") ==
        "Scenario'One'(Given(Fact'fact'([destination is SG]) Fact'requirements'(Citation'742.6(a)' Value'RS' "
        "Citation'742.4(a)' "
        "Text'Entity List') Fact'met'(Value'AIA' Citation'742.6(a)') Fact'claimed'(Value'AIA') Fact'mode'(Text'as "
        "codified') "
        "Fact'reading'(Alternative'included'/'R04') Fact'balance'(Name'allocation' [SG] Quantity'0'/'TPP')) "
        "Expect(Alternative'adds-up'/'R15' Results(ResultItem'authorized by'(Value'AIA' Value'ENC'))) Expect(- "
        "Results(ResultItem'closed at'/'LPP'(Citation'740.29(e)') ResultItem'review under'/'presumption of "
        "denial'(Citation'744.11(a)') ResultItem'decided'/'color'(Value'red'))))");
  CHECK(shapes("scenario table \"Days\" given the destination is SG. export date | requirements: 2025-09-28 | none; "
               "2025-09-29 | "
               "§744.11(a)(1), scheduled.") ==
        "ScenarioTable'Days'(Given(Fact'fact'([destination is SG])) ScenarioColumn(Name'export date') "
        "ScenarioColumn(Value'requirements') ScenarioRow(Date'2025-09-28' Results(ResultItem'none')) "
        "ScenarioRow(Date'2025-09-29' Results(ResultItem(Citation'744.11(a)(1)') ResultItem'scheduled')))");
}

TEST_CASE("ledgers") {
  CHECK(shapes(
            "ledger received in TPP source \"15 CFR 740\" a flow, for each destination and calendar year; dated by the "
            "export date, or by the receipt date when reading R45 is receipt; rises by the TPP on each item, when "
            "the TPP is 3 or more; limit lpp-limit, not reached; a shipment fits whole or not at all; knowledge "
            "partial.") ==
        "Ledger'received'/'flow'(Unit'TPP' Property'source'(Text'15 CFR 740') Property'period'(Text'calendar year') "
        "Property'for each'([destination]) Property'dated by'([export date, or by the receipt date when reading R45 is "
        "receipt]) Property'rises by'([TPP] [each item] When([TPP is 3 or more])) Property'limit'([lpp-limit] Text'not "
        "reached') Property'whole shipments' Property'knowledge'(Text'partial'))");
}

TEST_CASE("amendments and claims are kept whole") {
  CHECK(shapes("amendment \"More\" proposed 2026-12-01. 1. In part 740, add paragraph (c): (c) \"new place\" means AT. "
               "2. In part 742, "
               "remove \"x\".") ==
        "Amendment'More'/'amendment \"More\" proposed 2026-12-01. 1. In part 740, add paragraph (c): (c) \"new place\" "
        "means AT. "
        "2. In part 742, remove \"x\".'");
}
