// Noun phrases, what follows "specified in", complements.
#include <catch2/catch.hpp>

#include "tests/unit/phrase_words.h"

namespace licet::syntax::phrase_test {
namespace {

TEST_CASE("phrase: nouns") {
  check({
      {As::Noun,
       "a destination specified in Country Group D:1, D:4, or D:5, other than a destination also specified in "
       "Country Group A:5 or A:6",
       "[destination PostSpecified(NounList:or([Country Group D:1], [Country Group D:4], [Country Group D:5])) "
       "OtherThan([destination PostSpecified(NounList:or([Country Group A:5], [Country Group A:6]))])]"},
      {As::Noun, "Macau or a destination specified in Country Group D:5",
       "NounList:or([=Macau], [destination PostSpecified([Country Group D:5])])"},
      {As::Noun, "a destination specified in paragraph (a) of Supp. No. 5 to part 740",
       "[destination PostSpecified(§Supp. No. 5 to part 740, paragraph (a))]"},
      {As::Noun, "the country in which the party is headquartered", "[country InWhich:headquartered in([party])]"},
      {As::Noun,
       "a facility that is on file, and a facility that meets paragraphs 14, 15, and 18 of Supp. No. 10 to part 748",
       "NounList:and([facility That(Is:is(Quality:on file))], [facility That(Meets(NounList:and([§Supp. No. 10 to "
       "part 748, paragraph 14], [§Supp. No. 10 to part 748, paragraph 15], [§Supp. No. 10 to part 748, paragraph "
       "18]), -))])"},
      {As::Noun, "an item incorporating a 9x515 or 600 series item specified in a .y paragraph",
       "[item Holding:incorporating([9x515 or 600 series item PostSpecified(EccnGroups(EccnGroup(§.y paragraph, -, "
       "-, -)))])]"},
      {As::Noun, "an item incorporating US-origin technology specified in 9E003.a.1 through a.6, a.8, .h, .i, or .l",
       "[item Holding:incorporating([Adjective:US-origin technology PostSpecified(EccnGroups(EccnGroup(§9E003.a.1, "
       "..§9E003.a.6, §9E003.a.8, §9E003.h, §9E003.i, §9E003.l, -, -, -)))])]"},
      {As::Noun,
       "a company that is headquartered in Taiwan or in a destination in Country Group A:1 or A:5, is not located in "
       "a restricted destination, has no ultimate parent headquartered in a restricted destination, has agreed to "
       "give the front-end fabricator the information in §743.9(b), and meets any of the following: (1) the export "
       "date is on or before cut-over; or (2) the export date is after cut-over",
       "[company That(AndPredicates(Is:is(RelatedTo:headquartered in(NounList:or([=Taiwan], [destination "
       "Prep:in(NounList:or([Country Group A:1], [Country Group A:5]))]))), Is:is+not(RelatedTo:located "
       "in([restricted destination])), Has+no([ultimate parent Related:headquartered in([restricted destination])]), "
       "Does:has agreed to give the front-end fabricator the information in §743.9(b), "
       "MeetsAny:any(List:or(Item:1(-, Clause([export date], Is:is(DateCompared:on or before([cut-over])))), "
       "Item:2(-, Clause([export date], Is:is(DateCompared:after([cut-over]))))))))]"},
      {As::Noun, "each of the topmost components of its bill of materials that are of US origin",
       "[each topmost: component Of([its: bill of materials]) That(Is:are(Quality:of US origin))]"},
      {As::Noun,
       "an entity that is located in, is headquartered in, and has no ultimate parent headquartered outside, a "
       "partner destination",
       "[entity That(AndPredicates(Is:is(RelatedTo:located in([partner destination])), Is:is(RelatedTo:headquartered "
       "in([partner destination])), Has+no([ultimate parent Related:headquartered in+outside([partner "
       "destination])])))]"},
      {As::Noun, "the purchaser, any intermediate consignee, the ultimate consignee, or the end user",
       "NounList:or([purchaser], [any: intermediate consignee], [ultimate consignee], [end user])"},
      {As::Noun, "a 9x515 or 600 series item, other than one specified in a .y paragraph",
       "[9x515 or 600 series item OtherThan([Pronoun:one PostSpecified(EccnGroups(EccnGroup(§.y paragraph, -, -, "
       "-)))])]"},
      {As::Noun, "a paragraph-a item described in paragraphs (1) through (3) of that definition",
       "[paragraph-a item Described(§(1), ..§(3), [that: definition])]"},
      {As::Noun, "listed entity", "[listed entity]"},
      {As::Noun, "every party to the transaction located in China",
       "[every: party to the transaction Related:located in([=China])]"},
      {As::Noun, "each listed entity, and each entity restricted by §744.8 or §744.21",
       "NounList:and([each: listed entity], [each: entity Related:restricted by(NounList:or([§744.8], [§744.21]))])"},
      {As::Noun, "an entity restricted by §744.8 or §744.21",
       "[entity Related:restricted by(NounList:or([§744.8], [§744.21]))]"},
      {As::Noun, "part 742 or part 744", "NounList:or([§part 742], [§part 744])"},
      {As::Noun, "Supp. No. 10 to part 748, paragraph 6", "[§Supp. No. 10 to part 748, paragraph 6]"},
      {As::Noun, "paragraph 6 of Supp. No. 10 to part 748", "[§Supp. No. 10 to part 748, paragraph 6]"},
      {As::Noun, "paragraphs 14 through 18 of Supp. No. 10 to part 748",
       "NounList:and([§Supp. No. 10 to part 748, paragraph 14], [..§Supp. No. 10 to part 748, paragraph 18])"},
      {As::Noun, "an item in (1) or its quantity", "NounList:or([item Prep:in([§(1)])], [its: quantity])"},
      {As::Noun, "an item in (1) or (2)", "[item Prep:in(NounList:or([§(1)], [§(2)]))]"},
      {As::Noun, "the same item", "[same: item]"},
      {As::Noun, "another affiliate", "[another: affiliate]"},
      {As::Noun, "such an entity", "[such: entity]"},
      {As::Noun, "any other destination", "[any other: destination]"},
      {As::Noun, "every other destination", "[every other: destination]"},
      {As::Noun, "all of its subsidiaries, and all of its parents",
       "NounList:and([all its: subsidiary], [all its: parent])"},
      {As::Noun, "the validated end user, all of its subsidiaries, and all of its parents",
       "NounList:and([validated end user], [all its: subsidiary], [all its: parent])"},
      {As::Noun, "its own fair market value", "[its own: fair market value]"},
      {As::Noun, "the only reason for control", "[only: reason for control]"},
      {As::Noun, "the 180th day after the approval application date", "[NthDayAfter:180([approval application date])]"},
      {As::Noun, "30 days before the export date", "[NthDayAfter:30/before([export date])]"},
      {As::Noun, "February 1", "[MonthDay:February 1]"},
      {As::Noun, "2025-Q1", "[Quarter:2025-Q1]"},
      {As::Noun, "any of the following: (1) China; (2) Macau; or (3) a destination in Country Group D:5",
       "Following:any(List:or(Item:1(-, [=China]), Item:2(-, [=Macau]), Item:3(-, [destination Prep:in([Country "
       "Group D:5])])))"},
      {As::Noun, "an item of US origin", "[item That(Is:is(Quality:of US origin))]"},
      {As::Noun, "an item produced by China and a component",
       "[item Related:produced by(NounList:and([=China], [component]))]"},
      {As::Noun, "a component containing a semiconductor", "[component Holding:containing([semiconductor])]"},
      {As::Noun, "any destination, other than a gate destination", "[any: destination OtherThan([gate destination])]"},
      {As::Noun, "any destination other than China", "[any: destination OtherThan([=China])]"},
      {As::Noun, "an item for which the Country Chart requires a license to the destination",
       "[item ForWhich([Country Chart], [license], [destination])]"},
      {As::Noun, "a party to the transaction that is located in, or headquartered in, China",
       "[party to the transaction That(OrPredicates(Is:is(RelatedTo:located in([=China])), "
       "Is:is(RelatedTo:headquartered in([=China]))))]"},
      {As::Noun, "an entity located in, or headquartered in, China",
       "[entity That(OrPredicates(Is:is(RelatedTo:located in([=China])), Is:is(RelatedTo:headquartered "
       "in([=China]))))]"},
      {As::Noun, "items described in paragraphs (1) through (3) of that definition",
       "[item Described(§(1), ..§(3), [that: definition])]"},
      {As::Noun, "an integrated circuit that has a TPP of 4800 or more and a performance density of less than 5.92",
       "[integrated circuit That(Has(NounList:and([TPP OfAmount(Compared:or more(#4800, -))], [performance density "
       "OfAmount(Compared:less than(#5.92, -))])))]"},
      {As::Noun, "a destination specified in Country Group D:1", "[destination PostSpecified([Country Group D:1])]"},
      {As::Noun, "an item with a TPP of not more than 4800",
       "[item Prep:with([TPP OfAmount(Compared:not more than(#4800, -))])]"},
      {As::Noun, "every entity in China that is an owner of an item that contains a semiconductor",
       "[every: entity Prep:in([=China]) That(Is:is(OneOf([owner Of([item "
       "That(Contains:contains([semiconductor]))])])))]"},
  });
}

TEST_CASE("phrase: specified in") {
  check({
      {As::Specified, "3A090.a, 3A090.b, 4A090.a, or 4A090.b, or in a corresponding .z paragraph",
       "EccnGroups(EccnGroup+z(§3A090.a, §3A090.b, §4A090.a, §4A090.b, -, -, -))"},
      {As::Specified, "Country Group A:1", "[Country Group A:1]"},
      {As::Specified, "Supp. No. 5 to part 740", "§Supp. No. 5 to part 740"},
      {As::Specified, "paragraph (b) of Supp. No. 5 to part 740", "§Supp. No. 5 to part 740, paragraph (b)"},
      {As::Specified, "§744.8 or §744.21", "NounList:or([§744.8], [§744.21])"},
      {As::Specified, "any of the following: (1) 3A090; or (2) 4A090",
       "Following:any(List:or(Item:1(-, EccnGroups(EccnGroup(§3A090, -, -, -))), Item:2(-, "
       "EccnGroups(EccnGroup(§4A090, -, -, -)))))"},
      {As::Specified, "a .y paragraph", "EccnGroups(EccnGroup(§.y paragraph, -, -, -))"},
      {As::Specified, "3A090.a, other than a component",
       "EccnGroups(EccnGroup(§3A090.a, -, OtherThan([component]), -))"},
      {As::Specified, "3E001, when reading R03 is worldwide; or 4E001",
       "EccnGroups(EccnGroup(§3E001, -, -, When(ReadingIs:worldwide/R03)), EccnGroup(§4E001, -, -, -))"},
      {As::Specified, "Category 3, 4, or 5", "EccnGroups(EccnGroup(§Category 3, §Category 4, §Category 5, -, -, -))"},
  });
}

TEST_CASE("phrase: complements") {
  check({
      {As::Complement, "specified in 3A090.a", "SpecifiedIn(EccnGroups(EccnGroup(§3A090.a, -, -, -)))"},
      {As::Complement, "a datacenter item", "OneOf([datacenter item])"},
      {As::Complement, "4800 or more", "Compared:or more(#4800, -)"},
      {As::Complement, "located in China", "RelatedTo:located in([=China])"},
  });
}

}  // namespace
}  // namespace licet::syntax::phrase_test
