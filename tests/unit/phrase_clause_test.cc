// Clauses of a form of their own; comparisons of quantities and dates.
#include <catch2/catch.hpp>

#include "tests/unit/phrase_words.h"

namespace licet::syntax::phrase_test {
namespace {

TEST_CASE("phrase: clauses told by their first words") {
  check({
      {As::Condition,
       "neither the headquarters country of the ultimate consignee, nor the headquarters country of its ultimate "
       "parent, is a restricted destination",
       "NeitherClause([headquarters country Of([ultimate consignee])], [headquarters country Of([its: ultimate "
       "parent])], Is:is(OneOf([restricted destination])))"},
      {As::Condition, "paragraphs (b) through (e) are met", "ParagraphsMet+through(§(b), ..§(e))"},
      {As::Condition, "paragraphs (i) and (ii) are both met", "ParagraphsMet(§(i), §(ii))"},
      {As::Condition, "paragraph (3) is met", "ParagraphsMet(§(3))"},
      {As::Condition, "§734.9(e)(3)(ii) is met", "ParagraphsMet(§734.9(e)(3)(ii))"},
      {As::Condition,
       "it is shown, by a data sheet or an attestation of the designer, that, on the values stated in it, the item "
       "is not specified in 3A090.a, and on the export date the designer is any of the following: (1) an approved IC "
       "designer; (2) an authorized IC designer described in paragraph (1) of that definition; or (3) an authorized "
       "IC designer described in paragraphs (1) through (3) of that definition",
       "And(Shown(NounList:or([data sheet], [attestation Of([designer])]), [value Related:stated in([Pronoun:it])], "
       "Clause([item], Is:is+not(SpecifiedIn(EccnGroups(EccnGroup(§3A090.a, -, -, -)))))), Shown(-, -, "
       "OnBasis:on([export date], Clause([designer], Is:is(Following:any(List:or(Item:1(-, [approved IC designer]), "
       "Item:2(-, [authorized IC designer Described(§(1), [that: definition])]), Item:3(-, [authorized IC designer "
       "Described(§(1), ..§(3), [that: definition])]))))))))"},
      {As::Condition,
       "it is shown that the item was packaged by the front-end fabricator at a location outside restricted "
       "destinations, and, by an attestation of the front-end fabricator, that the count is within the limit",
       "And(Shown(-, -, Clause([item], Is:was(RelatedTo:packaged by([front-end fabricator Prep:at([location "
       "Prep:outside([restricted destination])])])))), Shown([attestation Of([front-end fabricator])], -, "
       "SentenceFact:the count is within the limit))"},
      {As::Condition, "not more than 25 percent of installed-base for the VEU group is outside partner destinations",
       "ShareIs:not more than(Number:25, [installed-base Prep:for([VEU group])], "
       "Is:is(InPlace:outside+outside([partner destination])))"},
      {As::Condition,
       "for every country outside partner destinations, not more than 7 percent of installed-base for the VEU group "
       "is in that country",
       "ForEvery([every: country Prep:outside([partner destination])], ShareIs:not more than(Number:7, "
       "[installed-base Prep:for([VEU group])], Is:is(InPlace:in([that: country]))))"},
      {As::Condition,
       "if the VEU group is headquartered in China, not more than 50 percent of installed-base for the VEU group is "
       "outside China",
       "IfThen(Clause([VEU group], Is:is(RelatedTo:headquartered in([=China]))), ShareIs:not more than(Number:50, "
       "[installed-base Prep:for([VEU group])], Is:is(InPlace:outside+outside([=China]))))"},
      {As::Condition,
       "the exporter has knowledge that any of the following is true: (A) a footnote 5 item is a component; or (B) "
       "the item will be incorporated into, or used in the production of, an item produced, purchased, or ordered by "
       "such an entity",
       "Knows:has knowledge([exporter], AreTrue:any(List:or(Item:A(-, Clause([footnote 5 item], "
       "Is:is(OneOf([component])))), Item:B(-, Clause([item], OrPredicates(Is:will be(RelatedTo:incorporated "
       "into([item That(OrPredicates(Is:is(RelatedTo:produced by([such: entity])), Is:is(RelatedTo:purchased "
       "by([such: entity])), Is:is(RelatedTo:ordered by([such: entity]))))])), Is:will be(RelatedTo:used in the "
       "production of([item That(OrPredicates(Is:is(RelatedTo:produced by([such: entity])), "
       "Is:is(RelatedTo:purchased by([such: entity])), Is:is(RelatedTo:ordered by([such: entity]))))]))))))))"},
      {As::Condition,
       "the exporter knows that the item will be supplied to an entity located or headquartered outside partner "
       "destinations to train a model specified in 4E091",
       "Knows:knows([exporter], SentenceFact:the item will be supplied to an entity located or headquartered outside "
       "partner destinations to train a model specified in 4E091)"},
      {As::Condition, "the exporter knows, or has reason to know, that the item is foreign-made",
       "Knows:has reason to know([exporter], Clause([item], Is:is(Quality:foreign-made)))"},
      {As::Condition, "reading R04 is included", "ReadingIs:included/R04"},
      {As::Condition, "the mode is \"as codified\"", "ModeIs:as codified"},
      {As::Condition, "the law is as codified", "ModeIs:as codified"},
      {As::Condition, "there is no intermediate consignee", "ThereIsNo([intermediate consignee])"},
      {As::Condition, "paragraph (i) or (ii) is met", "ParagraphsMet:or(§(i), §(ii))"},
      {As::Condition, "as codified", "ModeIs:as codified"},
      {As::Condition, "neither the end user nor the purchaser is located in China",
       "NeitherClause([end user], [purchaser], Is:is(RelatedTo:located in([=China])))"},
      {As::Condition,
       "all of the following are true: (1) the item is on file; and (2) any of the following is true: (i) it is "
       "foreign-made; or (ii) it is of US origin",
       "AreTrue:all(List:and(Item:1(-, Clause([item], Is:is(Quality:on file))), Item:2(-, "
       "AreTrue:any(List:or(Item:i(-, Clause([Pronoun:it], Is:is(Quality:foreign-made))), Item:ii(-, "
       "Clause([Pronoun:it], Is:is(Quality:of US origin))))))))"},
      {As::Condition, "each of the following is true: (1) the item is on file; and (2) the item is foreign-made",
       "AreTrue:all(List:and(Item:1(-, Clause([item], Is:is(Quality:on file))), Item:2(-, Clause([item], "
       "Is:is(Quality:foreign-made)))))"},
      {As::Condition, "one of the following is true: (1) the item is on file; or (2) the item is foreign-made",
       "AreTrue:any(List:or(Item:1(-, Clause([item], Is:is(Quality:on file))), Item:2(-, Clause([item], "
       "Is:is(Quality:foreign-made)))))"},
      {As::Condition, "§740.4 is met and §740.5 is not met",
       "And(ParagraphsMet(§740.4), Clause([§740.5], Is:is+not(MetOrTrue:met(-))))"},
      {As::Condition, "paragraph (a)(1) of §740.2 is met", "ParagraphsMet(§740.2(a)(1))"},
      {As::Condition, "paragraphs (a) and (b) of this section are met", "ParagraphsMet(§(a), §(b))"},
      {As::Condition, "before the export date the destination is China",
       "OnBasis:before([export date], Clause([destination], Is:is(OneOf([=China]))))"},
      {As::Condition, "the exporter has reason to know that the item is foreign-made and the destination is China",
       "Knows:has reason to know([exporter], And(Clause([item], Is:is(Quality:foreign-made)), Clause([destination], "
       "Is:is(OneOf([=China])))))"},
      {As::Condition, "it is shown that the item is on file or the item is foreign-made",
       "Shown(-, -, Or(Clause([item], Is:is(Quality:on file)), Clause([item], Is:is(Quality:foreign-made))))"},
      {As::Condition, "there are no owners of the item that are located in China",
       "ThereIsNo([owner Of([item]) That(Is:are(RelatedTo:located in([=China])))])"},
      {As::Condition, "for each owner of the item, the owner is located in China",
       "ForEvery([each: owner Of([item])], Clause([owner], Is:is(RelatedTo:located in([=China]))))"},
      {As::Condition, "it is shown, by a data sheet, that the item is on file and that it is foreign-made",
       "And(Shown([data sheet], -, Clause([item], Is:is(Quality:on file))), Shown(-, -, Clause([Pronoun:it], "
       "Is:is(Quality:foreign-made))))"},
      {As::Condition, "reading R01 is lpp-survives and the destination is not a restricted destination",
       "And(ReadingIs:lpp-survives/R01, Clause([destination], Is:is+not(OneOf([restricted destination]))))"},
      {As::Condition, "as enforced", "ModeIs:as enforced"},
      {As::Condition, "the mode is \"as enforced\"", "ModeIs:as enforced"},
      {As::Condition, "if the item is foreign-made, the item is on file",
       "IfThen(Clause([item], Is:is(Quality:foreign-made)), Clause([item], Is:is(Quality:on file)))"},
  });
}

TEST_CASE("phrase: comparisons") {
  check({
      {As::Condition,
       "it is not specified in 3A090.a, and it has one or more digital processing units with any of the following: "
       "(1) a TPP of 2400 or more and less than 4800, and a performance density of 1.6 or more and less than 5.92; "
       "or (2) a TPP of 1600 or more, and a performance density of 3.2 or more and less than 5.92",
       "And(Clause([Pronoun:it], Is:is+not(SpecifiedIn(EccnGroups(EccnGroup(§3A090.a, -, -, -))))), "
       "Clause([Pronoun:it], Has([one or more: digital processing unit Prep:with(Following:any(List:or(Item:1(-, "
       "NounList:and([TPP OfAmount(Compared:or more(#2400, Compared:less than(#4800, -)))], [performance density "
       "OfAmount(Compared:or more(#1.6, Compared:less than(#5.92, -)))])), Item:2(-, NounList:and([TPP "
       "OfAmount(Compared:or more(#1600, -))], [performance density OfAmount(Compared:or more(#3.2, Compared:less "
       "than(#5.92, -)))])))))])))"},
      {As::Condition,
       "the integrated circuit is neither designed for use in datacenters nor marketed for use in datacenters and "
       "has a TPP of less than 4800",
       "Clause([integrated circuit], AndPredicates(Is:is(Qualities:neither(Quality:designed for use in datacenters, "
       "Quality:marketed for use in datacenters)), Has([TPP OfAmount(Compared:less than(#4800, -))])))"},
      {As::Condition, "it meets or exceeds the parameters of 3A090.a or 3A090.b",
       "Clause([Pronoun:it], MeetsOrExceeds(§3A090.a, §3A090.b))"},
      {As::Condition, "the export date is on or before cut-over",
       "Clause([export date], Is:is(DateCompared:on or before([cut-over])))"},
      {As::Condition,
       "the export date is after cut-over, and it has applied for approval, and the export date is not later than "
       "the 180th day after the approval application date",
       "And(Clause([export date], Is:is(DateCompared:after([cut-over]))), Clause([Pronoun:it], Does:has applied for "
       "approval), Clause([export date], Is:is(DateCompared:not later than([NthDayAfter:180([approval application "
       "date])]))))"},
      {As::Condition,
       "the balance of installed-base-nveu for the validated end user in the destination, counting this delivery, is "
       "not more than nveu-cap on the export date",
       "Clause([balance Of([installed-base-nveu Prep:for([validated end user Prep:in([destination])])]) "
       "Counting([this: delivery])], Is:is(Compared:not more than([nveu-cap Prep:on([export date])], -)))"},
      {As::Condition,
       "the balance of aia-received for the ultimate consignee, counting this shipment, is 253,000,000 TPP or more",
       "Clause([balance Of([aia-received Prep:for([ultimate consignee])]) Counting([this: shipment])], "
       "Is:is(Compared:or more(#253,000,000 TPP, -)))"},
      {As::Condition, "the TPP of the shipment is lpp-notice or more",
       "Clause([TPP Of([shipment])], Is:is(Compared:or more([lpp-notice], -)))"},
      {As::Condition, "the balance of lpp-received for the LPP holder after this shipment is equal to lpp-limit",
       "Clause([balance Of([lpp-received Prep:for([LPP holder Prep:after([this: shipment])])])], "
       "Is:is(Compared:equal to([lpp-limit], -)))"},
      {As::Condition,
       "the TPP of each integrated circuit is less than 21,000, and its total DRAM bandwidth is less than 6,500 GB/s",
       "And(Clause([TPP Of([each: integrated circuit])], Is:is(Compared:less than(#21,000, -))), Clause([its: total "
       "DRAM bandwidth], Is:is(Compared:less than(#6,500 GB/s, -))))"},
      {As::Condition,
       "an entity, other than a listed entity, is owned 50 percent or more, directly or indirectly, individually or "
       "in the aggregate, by one or more of the following: (1) a listed entity; (2) an entity restricted by §744.8 "
       "or §744.21; or (3) another affiliate",
       "Clause([entity OtherThan([listed entity])], OwnedAtLeast:or more, directly or indirectly, individually or in "
       "aggregate(Number:50, Following:any(List:or(Item:1(-, [listed entity]), Item:2(-, [entity Related:restricted "
       "by(NounList:or([§744.8], [§744.21]))]), Item:3(-, [another: affiliate])))))"},
      {As::Condition, "the export date is before 2025-01-13",
       "Clause([export date], Is:is(DateCompared:before([Date:2025-01-13])))"},
      {As::Condition, "the export date is not later than 30 days after the completion date",
       "Clause([export date], Is:is(DateCompared:not later than([NthDayAfter:30([completion date])])))"},
      {As::Condition, "the TPP of the item is at least 4800 and not more than 9600",
       "Clause([TPP Of([item])], Is:is(Compared:at least(#4800, Compared:not more than(#9600, -))))"},
      {As::Condition, "the TPP of the item exceeds 4800", "Clause([TPP Of([item])], Is:is(Compared:more than(#4800)))"},
      {As::Condition, "the TPP of the item is 4800", "Clause([TPP Of([item])], Is:is(Compared(#4800, -)))"},
      {As::Condition, "the TPP of the item is 2400 or more and less than 4800",
       "Clause([TPP Of([item])], Is:is(Compared:or more(#2400, Compared:less than(#4800, -))))"},
      {As::Condition, "the TPP of the item is 10 percent or less",
       "Clause([TPP Of([item])], Is:is(Compared:or less(#10 percent, -)))"},
      {As::Condition, "the TPP of the item is more than 10",
       "Clause([TPP Of([item])], Is:is(Compared:more than(#10, -)))"},
      {As::Condition, "the TPP of the item is no more than 10",
       "Clause([TPP Of([item])], Is:is(Compared:not more than(#10, -)))"},
      {As::Condition, "the TPP of the item is not less than 10",
       "Clause([TPP Of([item])], Is:is(Compared:at least(#10, -)))"},
      {As::Condition, "the TPP of the item is equal to lpp-limit",
       "Clause([TPP Of([item])], Is:is(Compared:equal to([lpp-limit], -)))"},
      {As::Condition, "the TPP of the item is its quantity times 2",
       "Clause([TPP Of([item])], Is:is(Compared(Times([its: quantity], #2), -)))"},
      {As::Condition, "the TPP of the item is its quantity times 2 or more",
       "Clause([TPP Of([item])], Is:is(Compared:or more(Times([its: quantity], #2), -)))"},
      {As::Condition, "the TPP of the item divided by its die area is 5.92 or more",
       "Clause(DividedBy([TPP Of([item])], [its: die area]), Is:is(Compared:or more(#5.92, -)))"},
      {As::Condition, "the export date is 2025-06-02", "Clause([export date], Is:is(OneOf([Date:2025-06-02])))"},
      {As::Condition, "the export date is on 2025-06-02",
       "Clause([export date], Is:is(DateCompared:on([Date:2025-06-02])))"},
      {As::Condition, "the export date is on or after 2025-06-02",
       "Clause([export date], Is:is(DateCompared:on or after([Date:2025-06-02])))"},
      {As::Condition, "the export date is after 2025-06-02 and before 2026-01-01",
       "Clause([export date], AndPredicates(Is:is(DateCompared:after([Date:2025-06-02])), "
       "Is:is(DateCompared:before([Date:2026-01-01]))))"},
      {As::Condition, "the export date is in 2027", "Clause([export date], Is:is(InPlace:in([#2027])))"},
      {As::Condition, "the export date is not earlier than 2025-01-01",
       "Clause([export date], Is:is(DateCompared:on or after([Date:2025-01-01])))"},
      {As::Condition, "the export date is not before 2025-01-01",
       "Clause([export date], Is:is+not(DateCompared:before([Date:2025-01-01])))"},
      {As::Condition, "the final packaged integrated circuit has a TPP of lpp-notice or more",
       "Clause([final packaged integrated circuit], Has([TPP OfAmount(Compared:or more([lpp-notice], -))]))"},
      {As::Condition, "the number of owners of the item that are located in China is 2 or more",
       "Clause(NumberOf([owner Of([item]) That(Is:are(RelatedTo:located in([=China])))]), Is:is(Compared:or more(#2, "
       "-)))"},
      {As::Condition, "the sum of the TPP of its lines is lpp-limit or less",
       "Clause(SumOf([TPP Of([its: line])]), Is:is(Compared:or less([lpp-limit], -)))"},
      {As::Condition,
       "the balance of aia-received for the entity that is located in China, counting this shipment, is 5 or more",
       "Clause([balance Of([aia-received Prep:for([entity That(Is:is(RelatedTo:located in([=China])))])]) "
       "Counting([this: shipment])], Is:is(Compared:or more(#5, -)))"},
  });
}

}  // namespace
}  // namespace licet::syntax::phrase_test
