// Conditions: subjects, predicates and what joins them.
#include <catch2/catch.hpp>

#include "tests/unit/phrase_words.h"

namespace licet::syntax::phrase_test {
namespace {

TEST_CASE("phrase: clauses and predicates") {
  check({
      {As::Condition, "the destination is a partner destination",
       "Clause([destination], Is:is(OneOf([partner destination])))"},
      {As::Condition, "the destination is China or Macau",
       "Clause([destination], Is:is(OneOf:or([=China], [=Macau])))"},
      {As::Condition,
       "any party to the transaction is headquartered in, or has an ultimate parent headquartered in, a restricted "
       "destination",
       "Clause([any: party to the transaction], OrPredicates(Is:is(RelatedTo:headquartered in([restricted "
       "destination])), Has([ultimate parent Related:headquartered in([restricted destination])])))"},
      {As::Condition,
       "every recipient, or its ultimate parent, is headquartered in a partner destination, and no recipient is "
       "located in, or has an ultimate parent headquartered in, a restricted destination",
       "And(Clause(NounList:or([every: recipient], [its: ultimate parent]), Is:is(RelatedTo:headquartered "
       "in([partner destination]))), Clause([no: recipient], OrPredicates(Is:is(RelatedTo:located in([restricted "
       "destination])), Has([ultimate parent Related:headquartered in([restricted destination])]))))"},
      {As::Condition,
       "the item is a computer, electronic assembly, or component, contains an integrated circuit specified in "
       "3A090.b, and is not specified in 4A090.a",
       "Clause([item], AndPredicates(Is:is(OneOf:or([=computer], [=electronic assembly], [component])), "
       "Contains:contains([integrated circuit PostSpecified(EccnGroups(EccnGroup(§3A090.b, -, -, -)))]), "
       "Is:is+not(SpecifiedIn(EccnGroups(EccnGroup(§4A090.a, -, -, -))))))"},
      {As::Condition, "an item otherwise specified in 3A001 is specified in 3A001.z",
       "Clause([item PostSpecified:otherwise(EccnGroups(EccnGroup(§3A001, -, -, -)))], "
       "Is:is(SpecifiedIn(EccnGroups(EccnGroup(§3A001.z, -, -, -)))))"},
      {As::Condition, "the validated end user meets the geographic limits, counting this delivery",
       "Clause([validated end user], Meets([geographic limit], [this: delivery]))"},
      {As::Condition, "the TPP of the shipment fits within lpp-received for the LPP holder",
       "Clause([TPP Of([shipment])], FitsWithin([lpp-received Prep:for([LPP holder])]))"},
      {As::Condition, "no party to the transaction, and no end use of the item, is prohibited by part 744",
       "Clause(NounList:and([no: party to the transaction], [no: end use Of([item])]), Is:is(RelatedTo:prohibited "
       "by([§part 744])))"},
      {As::Condition, "the validated end user holds a universal VEU authorization on the export date",
       "Clause([validated end user], Does:holds a universal VEU authorization(Prep:on([export date])))"},
      {As::Condition, "the location is one of the authorized locations of the validated end user",
       "Clause([location], Is:is(OneOf([one of: authorized location Of([validated end user])])))"},
      {As::Condition, "the item does not count toward licensed-to",
       "Clause([item], Does:counts toward licensed-to+not)"},
      {As::Condition,
       "a license would be required under part 742, part 746, or the Country Chart to export the component to the "
       "destination",
       "Clause([license], Is:would be(Required(NounList:or([§part 742], [§part 746], [Country Chart]), "
       "Actions(=export), [component], [destination])))"},
      {As::Condition, "the component would not be eligible for GBS to the destination",
       "Clause([component], Is:would be+not(EligibleFor:GBS([destination])))"},
      {As::Condition, "the component is not controlled only for short supply",
       "Clause([component], Is:is+not(Quality:controlled only for short supply))"},
      {As::Condition,
       "it is foreign-made, and any of the following is true: (i) it is subject to the EAR by reason of its US "
       "content under §734.4(a); or (ii) it has controlled US content for the destination, and is not taken out by "
       "§734.4(c) or §734.4(d)",
       "And(Clause([Pronoun:it], Is:is(Quality:foreign-made)), AreTrue:any(List:or(Item:i(-, Clause([Pronoun:it], "
       "Is:is(Quality:subject to the EAR(Prep:by reason of([its: US content]), Prep:under([§734.4(a)]))))), "
       "Item:ii(-, Clause([Pronoun:it], AndPredicates(Has([controlled US content Prep:for([destination])]), "
       "Is:is+not(RelatedTo:taken out by(NounList:or([§734.4(c)], [§734.4(d)])))))))))"},
      {As::Condition, "it is subject to the EAR under §734.9",
       "Clause([Pronoun:it], Is:is(Quality:subject to the EAR(Prep:under([§734.9]))))"},
      {As::Condition, "the percentage of that ownership is not known",
       "Clause([percentage Of([that: ownership])], Is:is(Missing))"},
      {As::Condition, "the applicable die area is missing", "Clause([applicable die area], Is:is(Missing))"},
      {As::Condition, "its applicable die area is 0 mm2 and reading R14 is not-met",
       "And(Clause([its: applicable die area], Is:is(Compared(#0 mm2, -))), ReadingIs:not-met/R14)"},
      {As::Condition, "the destination is in Country Group E:1 or E:2, or is Belarus, China, or Russia",
       "Clause([destination], OrPredicates(Is:is(InPlace:in(NounList:or([Country Group E:1], [Country Group E:2]))), "
       "Is:is(OneOf:or([=Belarus], [=China], [=Russia]))))"},
      {As::Condition, "the item is presumed to be specified in 3A090.a and to be a datacenter item",
       "Presumed([item], SpecifiedIn(EccnGroups(EccnGroup(§3A090.a, -, -, -))), OneOf([datacenter item]))"},
      {As::Condition,
       "no party to the transaction located outside China and Macau is headquartered in, or has an ultimate parent "
       "headquartered in, a restricted destination",
       "Clause([no: party to the transaction Related:located in+outside(NounList:and([=China], [=Macau]))], "
       "OrPredicates(Is:is(RelatedTo:headquartered in([restricted destination])), Has([ultimate parent "
       "Related:headquartered in([restricted destination])])))"},
      {As::Condition, "the item will be used only for sale",
       "Clause([item], Is:will be(RelatedTo:used only for([sale])))"},
      {As::Condition,
       "the destination is in Country Group B and the ECCN of the item is marked GBS, and NS is the only reason for "
       "control for which the Country Chart requires a license to the destination",
       "And(Clause([destination], Is:is(InPlace:in([Country Group B]))), Clause([ECCN Of([item])], "
       "Is:is(RelatedTo:marked([=GBS]))), Clause([=NS], Is:is(OneOf([only: reason for control ForWhich([Country "
       "Chart], [license], [destination])]))))"},
      {As::Condition, "every owner of the item, if any, is located in China",
       "Clause([every: owner Of([item])]?, Is:is(RelatedTo:located in([=China])))"},
      {As::Condition, "at least one recipient is located in China",
       "Clause([at least one: recipient], Is:is(RelatedTo:located in([=China])))"},
      {As::Condition, "the destination, or any place of a party to the transaction, is a restricted destination",
       "Clause(NounList:or([destination], [any: place Of([party to the transaction])]), Is:is(OneOf([restricted "
       "destination])))"},
      {As::Condition, "the item is exported from China and is destined to China or Macau",
       "Clause([item], AndPredicates(Is:is(RelatedTo:exported from([=China])), Is:is(RelatedTo:destined "
       "to(NounList:or([=China], [=Macau])))))"},
      {As::Condition, "the final packaged integrated circuit contains no high-bandwidth memory",
       "Clause([final packaged integrated circuit], Contains:contains+no([high-bandwidth memory]))"},
      {As::Condition, "the item is foreign-made or is on file, and the destination is China",
       "And(Clause([item], OrPredicates(Is:is(Quality:foreign-made), Is:is(Quality:on file))), Clause([destination], "
       "Is:is(OneOf([=China]))))"},
      {As::Condition, "the end user or the ultimate consignee is located in China",
       "Clause(NounList:or([end user], [ultimate consignee]), Is:is(RelatedTo:located in([=China])))"},
      {As::Condition, "the item is described in paragraph (2) of that definition",
       "Clause([item], Is:is(Described(§(2), [that: definition])))"},
      {As::Condition, "the item does not contain an integrated circuit",
       "Clause([item], Contains:contains+not([integrated circuit]))"},
      {As::Condition,
       "the item does not meet any of the following: (1) the item is on file; or (2) the item is foreign-made",
       "Clause([item], MeetsAny:any+not(List:or(Item:1(-, Clause([item], Is:is(Quality:on file))), Item:2(-, "
       "Clause([item], Is:is(Quality:foreign-made))))))"},
      {As::Condition, "the item is both foreign-made and on file",
       "Clause([item], Is:is(Qualities:and(Quality:foreign-made, Quality:on file)))"},
      {As::Condition, "the item is not both foreign-made and on file",
       "Clause([item], Is:is+not(Qualities:and(Quality:foreign-made, Quality:on file)))"},
      {As::Condition, "the destination is neither China nor Macau",
       "Clause([destination], Is:is+not(OneOf:or([=China], [=Macau])))"},
      {As::Condition, "the party is located or headquartered in China",
       "Clause([party], OrPredicates(Is:is(RelatedTo:located in([=China])), Is:is(RelatedTo:headquartered "
       "in([=China]))))"},
      {As::Condition, "the party is located in China", "Clause([party], Is:is(RelatedTo:located in([=China])))"},
      {As::Condition, "the party is located outside China and Macau",
       "Clause([party], Is:is(RelatedTo:located in+outside(NounList:and([=China], [=Macau]))))"},
      {As::Condition, "the party is not located in China",
       "Clause([party], Is:is+not(RelatedTo:located in([=China])))"},
      {As::Condition, "the party is outside China", "Clause([party], Is:is(InPlace:outside+outside([=China])))"},
      {As::Condition, "the destination is not a partner destination",
       "Clause([destination], Is:is+not(OneOf([partner destination])))"},
      {As::Condition, "every party to the transaction is an entity",
       "Clause([every: party to the transaction], Is:is(OneOf([entity])))"},
      {As::Condition, "any party to the transaction that is located in China is an entity",
       "Clause([any: party to the transaction That(Is:is(RelatedTo:located in([=China])))], Is:is(OneOf([entity])))"},
      {As::Condition, "any party to the transaction that is located in China and Macau is an entity",
       "Clause([any: party to the transaction That(Is:is(RelatedTo:located in(NounList:and([=China], [=Macau]))))], "
       "Is:is(OneOf([entity])))"},
      {As::Condition, "each owner of the item owns the items", "Clause([each: owner Of([item])], Does:owns the items)"},
      {As::Condition, "the operator has elected the operator of the items",
       "Clause([operator], Does:has elected the operator of the items)"},
      {As::Condition, "the operator does not have an owner", "Clause([operator], Has+no([owner]))"},
      {As::Condition, "the item is subject to the EAR", "Clause([item], Is:is(Quality:subject to the EAR))"},
      {As::Condition, "the item is not foreign-made", "Clause([item], Is:is+not(Quality:foreign-made))"},
      {As::Condition, "the item is a foreign-made component",
       "Clause([item], Is:is(OneOf([Adjective:foreign-made component])))"},
      {As::Condition, "the destination is in Country Group D:5",
       "Clause([destination], Is:is(InPlace:in([Country Group D:5])))"},
      {As::Condition, "the destination is outside Country Group D:5",
       "Clause([destination], Is:is(InPlace:outside+outside([Country Group D:5])))"},
      {As::Condition, "the item is specified in 3A090",
       "Clause([item], Is:is(SpecifiedIn(EccnGroups(EccnGroup(§3A090, -, -, -)))))"},
      {As::Condition, "the item is not otherwise specified in 3A090",
       "Clause([item], Is:is(SpecifiedIn+otherwise(EccnGroups(EccnGroup(§3A090, -, -, -)))))"},
      {As::Condition, "the item is specified in Country Group D:1 or D:4",
       "Clause([item], Is:is(SpecifiedIn(NounList:or([Country Group D:1], [Country Group D:4]))))"},
      {As::Condition, "the item is specified in any of the following: (1) 3A090; or (2) 4A090",
       "Clause([item], Is:is(SpecifiedIn(Following:any(List:or(Item:1(-, EccnGroups(EccnGroup(§3A090, -, -, -))), "
       "Item:2(-, EccnGroups(EccnGroup(§4A090, -, -, -))))))))"},
      {As::Condition, "the item meets all of the following: (1) it is on file; and (2) it is foreign-made",
       "Clause([item], MeetsAny:all(List:and(Item:1(-, Clause([Pronoun:it], Is:is(Quality:on file))), Item:2(-, "
       "Clause([Pronoun:it], Is:is(Quality:foreign-made))))))"},
      {As::Condition, "the removal is a move out of the country, a sale, a loss, a failure, or a return",
       "Clause([removal], Is:is(OneOf:or([move Prep:out of([country])], [sale], [loss], [failure], [return])))"},
      {As::Condition, "the end user has an entry with \"all items\", \"presumption of denial\", and \"footnote 4\"",
       "Clause([end user], Has([entry Prep:with(NounList:and([Text:all items], [Text:presumption of denial], "
       "[Text:footnote 4]))]))"},
      {As::Condition, "the end user has an entry for \"all items\"",
       "Clause([end user], Has([entry Prep:for([Text:all items])]))"},
      {As::Condition,
       "an entity that has an entry that bears footnote 5 on the export date is a party to the transaction",
       "Clause([entity That(Has([entry That(Does:bears footnote 5(Prep:on([export date])))]))], Is:is(OneOf([party "
       "to the transaction])))"},
      {As::Condition,
       "a footnote 5 item, or an entity at an advanced-node facility in a restricted destination, is a party to the "
       "transaction",
       "Clause(NounList:or([footnote 5 item], [entity Prep:at([advanced-node facility Prep:in([restricted "
       "destination])])]), Is:is(OneOf([party to the transaction])))"},
      {As::Condition, "the item contains no integrated circuit",
       "Clause([item], Contains:contains+no([integrated circuit]))"},
      {As::Condition, "it has no ultimate parent headquartered in China",
       "Clause([Pronoun:it], Has+no([ultimate parent Related:headquartered in([=China])]))"},
      {As::Condition, "the percentage of that ownership is known",
       "Clause([percentage Of([that: ownership])], Is:is+not(Missing))"},
      {As::Condition, "the value is stated", "Clause([value], Is:is+not(Missing))"},
      {As::Condition, "the value is not stated", "Clause([value], Is:is(Missing))"},
      {As::Condition, "the item is owned 50 percent by China", "Clause([item], OwnedAtLeast(Number:50, [=China]))"},
      {As::Condition, "the item is neither a component nor specified in 3A090",
       "Clause([item], AndPredicates(Is:is+not(OneOf([component])), "
       "Is:is+not(SpecifiedIn(EccnGroups(EccnGroup(§3A090, -, -, -))))))"},
      {As::Condition, "the item was produced by China", "Clause([item], Is:was(RelatedTo:produced by([=China])))"},
      {As::Condition, "the item will be incorporated into a component",
       "Clause([item], Is:will be(RelatedTo:incorporated into([component])))"},
      {As::Condition,
       "the license is required to export, reexport, or transfer (in-country) the item to the destination",
       "Clause([license], Is:is(Required(-, Actions(=export, =reexport, =transfer (in-country)), [item], "
       "[destination])))"},
      {As::Condition,
       "the destination is the destination, or any place of a party to the transaction is a restricted destination",
       "Or(Clause([destination], Is:is(OneOf([destination]))), Clause([any: place Of([party to the transaction])], "
       "Is:is(OneOf([restricted destination]))))"},
      {As::Condition, "at least one recipient, and every recipient, is located in China",
       "Clause(NounList:and([at least one: recipient], [every: recipient]), Is:is(RelatedTo:located in([=China])))"},
      {As::Condition, "every owner of the item that is located in China, if any, is an entity",
       "Clause([every: owner Of([item That(Is:is(RelatedTo:located in([=China])))])]?, Is:is(OneOf([entity])))"},
  });
}

}  // namespace
}  // namespace licet::syntax::phrase_test
