// Expressions, meanings and items.
#include <catch2/catch.hpp>

#include "tests/unit/phrase_words.h"

namespace licet::syntax::phrase_test {
namespace {

TEST_CASE("phrase: expressions") {
  check({
      {As::Expression, "2 plus 3 times the TPP of the item minus 1",
       "Minus(Plus(#2, Times(#3, [TPP Of([item])])), #1)"},
      {As::Expression, "the TPP of the item rounded half up to 1", "Rounded:half up([TPP Of([item])], #1)"},
      {As::Expression, "4800", "#4800"},
      {As::Expression, "10 mm2", "#10 mm2"},
      {As::Expression, "the TPP of the item times the quantity of the line",
       "Times([TPP Of([item])], [quantity Of([line])])"},
      {As::Expression, "the TPP of the item times 2 plus 3", "Plus(Times([TPP Of([item])], #2), #3)"},
      {As::Expression, "the sum of the TPP of its lines", "SumOf([TPP Of([its: line])])"},
      {As::Expression, "the number of components of the item", "NumberOf([component Of([item])])"},
      {As::Expression, "the lowest, over its lines, of its TPP", "Over:lowest([its: line], [its: TPP])"},
      {As::Expression, "country-allocation increased by 10 percent", "IncreasedBy([country-allocation], #10 percent)"},
      {As::Expression, "lpp-limit minus the balance of lpp-received",
       "Minus([lpp-limit], [balance Of([lpp-received])])"},
      {As::Expression, "2, when reading R01 is literal; 3, when the item is on file; otherwise 4",
       "Chosen(#2, ReadingIs:literal/R01, #3, Clause([item], Is:is(Quality:on file)), #4)"},
      {As::Expression, "the die area rounded up to 1 mm2", "Rounded:up([die area], #1 mm2)"},
      {As::Expression, "the TPP of the item, as a percentage of lpp-limit",
       "PercentageOf([TPP Of([item])], [lpp-limit])"},
  });
}

TEST_CASE("phrase: meanings") {
  check({
      {As::Meaning, "the sum, over its processing units, of 2 times dense MacTOPS times bit length",
       "MeansExpr(Over:sum([its: processing unit], Times(Times(#2, [dense MacTOPS]), [bit length])))"},
      {As::Meaning,
       "the highest, over its operations and bit lengths, of the sum, over its processing units, of 2 times dense "
       "MacTOPS times bit length",
       "MeansExpr(Over:highest([its: operation], [bit length], Over:sum([its: processing unit], Times(Times(#2, "
       "[dense MacTOPS]), [bit length]))))"},
      {As::Meaning,
       "its TPP divided by its applicable die area; or 0, when its applicable die area is 0 mm2 and reading R14 is "
       "not-met; or its value, when stated",
       "MeansExpr(Chosen(#0, And(Clause([its: applicable die area], Is:is(Compared(#0 mm2, -))), "
       "ReadingIs:not-met/R14), [its: value], Clause([its: value], Is:is+not(Missing)), DividedBy([its: TPP], [its: "
       "applicable die area])))"},
      {As::Meaning,
       "country-allocation increased by its increase in supplement-5b, when it is in supplement-5b on the "
       "application date; otherwise country-allocation",
       "MeansExpr(Chosen(IncreasedBy([country-allocation], [its: increase Prep:in([supplement-5b])]), "
       "Clause([Pronoun:it], Is:is(InPlace:in([supplement-5b Prep:on([application date])]))), [country-allocation]))"},
      {As::Meaning,
       "the fair market value of its controlled US content for that destination, as a percentage of its own fair "
       "market value",
       "MeansExpr(PercentageOf([fair market value Of([its: controlled US content Prep:for([that: destination])])], "
       "[its own: fair market value]))"},
      {As::Meaning, "the sum of the TPP of every integrated circuit in it that meets or exceeds 3A090.a",
       "MeansExpr(SumOf([TPP Of([every: integrated circuit Prep:in([Pronoun:it]) That(MeetsOrExceeds(§3A090.a))])]))"},
      {As::Meaning, "the number of owners of the item that are located in China",
       "MeansExpr(NumberOf([owner Of([item]) That(Is:are(RelatedTo:located in([=China])))]))"},
      {As::Meaning,
       "that the aggregated approximated transistor count of the final packaged integrated circuit is any of the "
       "following: (a) less than 30,000,000,000; or (b) if the final packaged integrated circuit contains no "
       "high-bandwidth memory, less than the no-HBM limit on the completion date",
       "MeansThat(Clause([aggregated approximated transistor count Of([final packaged integrated circuit])], "
       "Is:is(Following:any(List:or(Item:a(-, Compared:less than(#30,000,000,000, -)), Item:b(-, "
       "IfThen(Clause([final packaged integrated circuit], Contains:contains+no([high-bandwidth memory])), "
       "Compared:less than([no-HBM limit Prep:on([completion date])], -))))))))"},
      {As::Meaning, "a plant or a major component of a plant, that is the direct product of a US-origin plant input",
       "MeansNoun(NounList:or([plant That(Is:is(OneOf([direct product Of([Adjective:US-origin plant input])])))], "
       "[major component Of([plant]) That(Is:is(OneOf([direct product Of([Adjective:US-origin plant input])])))]))"},
      {As::Meaning,
       "an attestation of the ultimate consignee, bearing its name, signature, title, and date, that states \"the "
       "issuer is aware\" and agrees to each of the following: (1) \"not to export\"; and (2) \"not to ship\"",
       "MeansAttestation([attestation Of([ultimate consignee])], Property:bearing(NounList:and([its: name], "
       "[signature], [title], [date])), Property:states(Text:the issuer is aware), List:and(Item:1(-, Text:not to "
       "export), Item:2(-, Text:not to ship)))"},
      {As::Meaning,
       "any of the following: (i) the ultimate parent that owns the items, unless paragraph (ii) is met; or (ii) the "
       "operator of the items, when that parent is headquartered in a partner destination and has elected the "
       "operator of the items",
       "MeansNoun(Following:any(List:or(Item:i(-, [ultimate parent That(Does:owns the items)], "
       "Unless(ParagraphsMet(§(ii)))), Item:ii(-, [operator Of([item])], When(Clause([that: parent], "
       "AndPredicates(Is:is(RelatedTo:headquartered in([partner destination])), Does:has elected the operator of the "
       "items)))))))"},
      {As::Meaning,
       "an item specified in 3A090.a; 3A001.z.1.a, z.2.a, z.3.a, or z.4.a; 4A003.z.1.a or z.2.a; 4A004.z.1; "
       "5A992.z.1; or 5A002.z, when reading R04 is included",
       "MeansNoun([item PostSpecified(EccnGroups(EccnGroup(§3A090.a, -, -, -), EccnGroup(§3A001.z.1.a, §3A001.z.2.a, "
       "§3A001.z.3.a, §3A001.z.4.a, -, -, -), EccnGroup(§4A003.z.1.a, §4A003.z.2.a, -, -, -), EccnGroup(§4A004.z.1, "
       "-, -, -), EccnGroup(§5A992.z.1, -, -, -), EccnGroup(§5A002.z, -, -, When(ReadingIs:included/R04))))])"},
      {As::Meaning, "an item specified in 3B001.a.4, .c, .d, .f.1, .f.5, .r, or in 3B002.c",
       "MeansNoun([item PostSpecified(EccnGroups(EccnGroup(§3B001.a.4, §3B001.c, §3B001.d, §3B001.f.1, §3B001.f.5, "
       "§3B001.r, §3B002.c, -, -, -)))])"},
      {As::Meaning,
       "an item specified in any of the following: (1) 3B001, other than an SME item, 3B001.g, or 3B001.h; (2) "
       "3B991, other than 3B991.b.2.a and b.2.b; or (3) 3B992, 3B993, or 3B994",
       "MeansNoun([item PostSpecified(Following:any(List:or(Item:1(-, EccnGroups(EccnGroup(§3B001, -, "
       "OtherThan(NounList:or([SME item], [§3B001.g], [§3B001.h])), -))), Item:2(-, EccnGroups(EccnGroup(§3B991, -, "
       "OtherThan(NounList:and([§3B991.b.2.a], [§3B991.b.2.b])), -))), Item:3(-, EccnGroups(EccnGroup(§3B992, "
       "§3B993, §3B994, -, -, -))))))])"},
      {As::Meaning, "an item specified in 3A090.b or 4A090.b, or in a corresponding .z paragraph",
       "MeansNoun([item PostSpecified(EccnGroups(EccnGroup+z(§3A090.b, §4A090.b, -, -, -)))])"},
      {As::Meaning,
       "the sum, over every integrated circuit in it that is non-planar and has a level of loss, of its TPP times "
       "its quantity",
       "MeansExpr(Over:sum([every: integrated circuit Prep:in([Pronoun:it]) "
       "That(AndPredicates(Is:is(Quality:non-planar), Has([level Of([loss])])))], Times([its: TPP], [its: "
       "quantity])))"},
      {As::Meaning, "an item that contains a US-origin integrated circuit specified in Category 3, 4, or 5",
       "MeansNoun([item That(Contains:contains([Adjective:US-origin integrated circuit "
       "PostSpecified(EccnGroups(EccnGroup(§Category 3, §Category 4, §Category 5, -, -, -)))]))])"},
      {As::Meaning, "the TPP of its item times its quantity",
       "MeansExpr(Times([TPP Of([its: item])], [its: quantity]))"},
      {As::Meaning, "that the item is foreign-made and the destination is China",
       "MeansThat(And(Clause([item], Is:is(Quality:foreign-made)), Clause([destination], Is:is(OneOf([=China])))))"},
      {As::Meaning, "Macau or a destination specified in Country Group D:5",
       "MeansNoun(NounList:or([=Macau], [destination PostSpecified([Country Group D:5])]))"},
      {As::Meaning, "3A090.a or 4A090.a", "MeansNoun(EccnGroups(EccnGroup(§3A090.a, §4A090.a, -, -, -)))"},
      {As::Meaning, "the end user, when the item is on file; otherwise the purchaser",
       "MeansExpr(Chosen([end user], Clause([item], Is:is(Quality:on file)), [purchaser]))"},
  });
}

TEST_CASE("phrase: items") {
  check({
      {As::Item, "5E002 for an item in (3), other than 5A992.z.1 or 5D992.z.1; or 5E992 for 5A992.z.1",
       "EccnGroups(EccnGroup(§5E002, Prep:for([item Prep:in([§(3)])]), OtherThan(NounList:or([§5A992.z.1], "
       "[§5D992.z.1])), -), EccnGroup(§5E992, Prep:for([§5A992.z.1]), -, -))"},
      {As::Item, "less than 30,000,000,000", "Compared:less than(#30,000,000,000, -)"},
      {As::Item, "if the item is on file, less than lpp-limit",
       "IfThen(Clause([item], Is:is(Quality:on file)), Compared:less than([lpp-limit], -))"},
      {As::Item, "\"not to export\"", "Text:not to export"},
      {As::Item, "the export date is on or before cut-over",
       "Clause([export date], Is:is(DateCompared:on or before([cut-over])))"},
      {As::Item, "an approved IC designer", "[approved IC designer]"},
      {As::Item, "a TPP of 1600 or more, and a performance density of 3.2 or more and less than 5.92",
       "NounList:and([TPP OfAmount(Compared:or more(#1600, -))], [performance density OfAmount(Compared:or "
       "more(#3.2, Compared:less than(#5.92, -)))])"},
      {As::Item,
       "3A090.b or 4A090.b, or in a corresponding .z paragraph, when the destination is not a gate destination",
       "EccnGroups(EccnGroup+z(§3A090.b, §4A090.b, -, -, When(Clause([destination], Is:is+not(OneOf([gate "
       "destination]))))))"},
      {As::Item, "a military commodity specified in 0A919.a.1, when the destination is in Country Group D:5",
       "Item(-, [military commodity PostSpecified(EccnGroups(EccnGroup(§0A919.a.1, -, -, -)))], "
       "When(Clause([destination], Is:is(InPlace:in([Country Group D:5])))))"},
      {As::Item, "not more than 25 percent of installed-base for the VEU group is outside partner destinations",
       "ShareIs:not more than(Number:25, [installed-base Prep:for([VEU group])], "
       "Is:is(InPlace:outside+outside([partner destination])))"},
      {As::Item, "the aggregated approximated transistor count of the item is less than 30",
       "Clause([aggregated approximated transistor count Of([item])], Is:is(Compared:less than(#30, -)))"},
      {As::Item,
       "an SME item that contains a US-origin integrated circuit specified in Category 3, 4, or 5, when the "
       "destination is a restricted destination",
       "Item(-, [SME item That(Contains:contains([Adjective:US-origin integrated circuit "
       "PostSpecified(EccnGroups(EccnGroup(§Category 3, §Category 4, §Category 5, -, -, -)))]))], "
       "When(Clause([destination], Is:is(OneOf([restricted destination])))))"},
      {As::Item, "a company that is headquartered in China, unless paragraph (2) is met",
       "Item(-, [company That(Is:is(RelatedTo:headquartered in([=China])))], Unless(ParagraphsMet(§(2))))"},
      {As::Item, "the sum of the TPP of its lines", "SumOf([TPP Of([its: line])])"},
      {As::Item, "the TPP of the item times 2", "Times([TPP Of([item])], #2)"},
  });
}

}  // namespace
}  // namespace licet::syntax::phrase_test
