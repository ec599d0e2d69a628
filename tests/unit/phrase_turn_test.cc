// Turns of phrase that the rulebooks use.
#include <catch2/catch.hpp>

#include "tests/unit/phrase_words.h"

namespace licet::syntax::phrase_test {
namespace {

TEST_CASE("phrase: turns of the rulebooks") {
  check({
      {As::Condition, "the item is on file, the destination is China, and the exporter is an entity",
       "And(Clause([item], Is:is(Quality:on file)), Clause([destination], Is:is(OneOf([=China]))), "
       "Clause([exporter], Is:is(OneOf([entity]))))"},
      {As::Condition,
       "its quantity is 2, it contains an integrated circuit specified in 3A090.b, and contains no integrated "
       "circuit specified in 3A090.a",
       "And(Clause([its: quantity], Is:is(Compared(#2, -))), Clause([Pronoun:it], "
       "AndPredicates(Contains:contains([integrated circuit PostSpecified(EccnGroups(EccnGroup(§3A090.b, -, -, "
       "-)))]), Contains:contains+no([integrated circuit PostSpecified(EccnGroups(EccnGroup(§3A090.a, -, -, -)))]))))"},
      {As::Condition, "it is not true that the item is on file, and the destination is China",
       "And(NotTrue(Clause([item], Is:is(Quality:on file))), Clause([destination], Is:is(OneOf([=China]))))"},
      {As::Condition, "AIA is used", "Clause([=AIA], Is:is(MetOrTrue:used(-)))"},
      {As::Condition, "LPP is not claimed", "Clause([=LPP], Is:is+not(MetOrTrue:claimed(-)))"},
      {As::Condition, "the party had the owners of each of its subsidiaries",
       "Clause([party], Has([owner Of([each its: subsidiary])]))"},
      {As::Condition, "no party to the transaction is an entity whose headquarters country is China",
       "Clause([no: party to the transaction], Is:is(OneOf([entity Whose([headquarters country], "
       "Is:is(OneOf([=China])))])))"},
      {As::Noun, "the balance whose name is \"aia-received\"",
       "[balance Whose([name], Is:is(OneOf([Text:aia-received])))]"},
      {As::Noun, "a party that is foreign-made, and whose headquarters country is not China, and whose place is Macau",
       "[party That(Is:is(Quality:foreign-made)) Whose([headquarters country], Is:is+not(OneOf([=China]))) "
       "Whose([place], Is:is(OneOf([=Macau])))]"},
      {As::Noun,
       "a company that has an owner of China, has a delivery that is on or before the export date, and has a "
       "delivery that is not less than 180 days before the export date",
       "[company That(AndPredicates(Has([owner Of([=China])]), Has([delivery That(Is:is(DateCompared:on or "
       "before([export date])))]), Has([delivery That(Is:is(Compared:at least(NthDayAfter:180/before([export date]), "
       "-)))])))]"},
      {As::Noun, "any destination other than Russia, Belarus, or a destination specified in Country Group E:1 or E:2",
       "[any: destination OtherThan(NounList:or([=Russia], [=Belarus], [destination "
       "PostSpecified(NounList:or([Country Group E:1], [Country Group E:2]))]))]"},
      {As::Noun, "an integrated circuit that has any of the following: (1) a TPP of 4800 or more",
       "[integrated circuit That(Has(Following:any(List(Item:1(-, [TPP OfAmount(Compared:or more(#4800, -))])))))]"},
      {As::Noun, "the first shipment", "[first: shipment]"},
      {As::Noun, "each calendar quarter", "[each: calendar quarter]"},
      {As::Noun,
       "a computer that has an adjusted peak performance above the stated level and contains a US-origin "
       "semiconductor",
       "[=computer That(AndPredicates(Has([adjusted peak performance Prep:above([Adjective:stated level])]), "
       "Contains:contains([Adjective:US-origin semiconductor])))]"},
      {As::Noun, "each entry of installed-base that is a known hit",
       "[each: entry Of([installed-base]) That(Is:is(Quality:known hit))]"},
      {As::Noun, "the direct product of input software or technology that is subject to the EAR",
       "[direct product Of([input software or technology That(Is:is(Quality:subject to the EAR))])]"},
      {As::Noun, "the allocation of the destination as increased", "[allocation Of([destination Prep:as(increased)])]"},
      {As::Noun, "the end user, an entity that has an owner, and the exporter",
       "NounList:and([end user], [entity That(Has([owner]))], [exporter])"},
      {As::Condition,
       "the item will be incorporated into, or used in the production of, an item produced, purchased, or ordered by "
       "such an entity",
       "Clause([item], OrPredicates(Is:will be(RelatedTo:incorporated into([item "
       "That(OrPredicates(Is:is(RelatedTo:produced by([such: entity])), Is:is(RelatedTo:purchased by([such: "
       "entity])), Is:is(RelatedTo:ordered by([such: entity]))))])), Is:will be(RelatedTo:used in the production "
       "of([item That(OrPredicates(Is:is(RelatedTo:produced by([such: entity])), Is:is(RelatedTo:purchased by([such: "
       "entity])), Is:is(RelatedTo:ordered by([such: entity]))))]))))"},
      {As::Item, "[Reserved]", "Reserved"},
      {As::Meaning,
       "the sum of the fair market value of every component of it that is controlled US content, as a percentage of "
       "its fair market value",
       "MeansExpr(PercentageOf(SumOf([fair market value Of([every: component Of([Pronoun:it]) "
       "That(Is:is(OneOf([controlled US content])))])]), [its: fair market value]))"},
      {As::Expression,
       "the sum, over every integrated circuit in it that is specified in 3A090.a, of its TPP times its quantity",
       "Over:sum([every: integrated circuit Prep:in([Pronoun:it]) "
       "That(Is:is(SpecifiedIn(EccnGroups(EccnGroup(§3A090.a, -, -, -)))))], Times([its: TPP], [its: quantity]))"},
      {As::Condition, "the item is within the license requirement of the entry",
       "Clause([item], Is:is(InPlace:within([license requirement Of([entry])])))"},
  });
}

}  // namespace
}  // namespace licet::syntax::phrase_test
