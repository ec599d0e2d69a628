// What the phrase parser says about mistakes: the code, the words underlined, the way out; and the spans of nodes.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/unit/phrase_words.h"

namespace licet::syntax::phrase_test {
namespace {

struct Mistake {
  As what;
  const char* phrase;
  Code code;
  const char* underlined;
  const char* help;  // a part of it
};

void check_mistakes(const std::vector<Mistake>& mistakes) {
  for (const Mistake& mistake : mistakes) {
    CAPTURE(mistake.phrase);
    const Result result = read(mistake.what, mistake.phrase);
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].code == mistake.code);
    CHECK(result.underlined[0] == mistake.underlined);
    CHECK_THAT(result.diagnostics[0].help, Catch::Contains(mistake.help));
    // In words of law, never in those of a parser.
    for (const char* word : {"token", "unexpected", "expecting", "EOF"})
      CHECK_THAT(result.diagnostics[0].message() + result.diagnostics[0].help, !Catch::Contains(word));
  }
}

TEST_CASE("phrase: and with or") {
  check_mistakes({
      {As::Condition, "the item is foreign-made and the destination is China or the exporter is an entity",
       Code::MixedAndOr, "item is foreign-made and the destination is China or the exporter is an entity",
       "\"(the item is foreign-made and the destination is China) or the exporter is an entity\" or as \"the item is "
       "foreign-made and (the destination is China or the exporter is an entity)\""},
      {As::Condition, "the item is foreign-made, and the destination is China, or the exporter is an entity",
       Code::MixedAndOr, "item is foreign-made, and the destination is China, or the exporter is an entity",
       "any of the following is true"},
      {As::Condition, "the item is foreign-made and is on file or has a TPP of 4800 or more", Code::MixedAndOr,
       "is foreign-made and is on file or has a TPP of 4800 or more", "(is foreign-made and is on file) or has"},
      {As::Condition, "the item is foreign-made or is on file and the destination is China", Code::MixedAndOr,
       "item is foreign-made or is on file and the destination is China",
       "\"the item is foreign-made or (is on file and the destination is China)\""},
      {As::Condition, "the destination is China and the item is foreign-made or is on file", Code::MixedAndOr,
       "destination is China and the item is foreign-made or is on file", "(the destination is China and the item is"},
      {As::Noun, "the purchaser and the exporter or the end user", Code::MixedAndOr,
       "purchaser and the exporter or the end user",
       "\"(the purchaser and the exporter) or the end user\" or as \"the purchaser and (the exporter or the end "
       "user)\""},
      {As::Noun, "the purchaser, the exporter, and the owner or the end user", Code::MixedAndOr,
       "purchaser, the exporter, and the owner or the end user", "(the purchaser and the exporter and the owner) or"},
  });
}

TEST_CASE("phrase: not before or") {
  check_mistakes({
      {As::Condition, "the destination is not China or Macau", Code::AmbiguousNegation, "China or Macau",
       "write \"is neither China nor Macau\", or \"is not China, or is Macau\""},
      {As::Condition, "the item is not foreign-made or on file", Code::AmbiguousNegation, "foreign-made or on file",
       "write \"is neither foreign-made nor on file\", or \"is not foreign-made, or is on file\""},
      {As::Condition, "the item is not foreign-made and on file", Code::AmbiguousNegation, "foreign-made and on file",
       "write \"is not both foreign-made and on file\", or \"is not foreign-made, and is on file\""},
      {As::Condition, "the item would not be China, Macau, or Russia", Code::AmbiguousNegation,
       "China, Macau, or Russia", "would be neither China, Macau nor Russia"},
      {As::Condition, "it is not true that the item is on file or the destination is China", Code::AmbiguousNegation,
       "item is on file or the destination is China",
       "it is not true that the item is on file, or the destination is China"},
      {As::Noun, "an entity that is not an owner or a parent", Code::AmbiguousNegation, "owner or a parent",
       "is neither owner nor parent"},
  });
}

TEST_CASE("phrase: conditions that are not understood") {
  check_mistakes({
      {As::Condition, "the destination", Code::ConditionNotUnderstood, "destination", "after its subject"},
      {As::Condition, "the destination is", Code::ConditionNotUnderstood, "is", "after \"is\""},
      {As::Condition, "the destination in China", Code::ConditionNotUnderstood, "China", "after its subject"},
      {As::Condition, "the item is on file, the destination is China", Code::ConditionNotUnderstood, "China",
       "joined by \"and\" or \"or\""},
      {As::Noun, "the balance whose name", Code::ConditionNotUnderstood, "name", "after its subject"},
      {As::Condition, "is China", Code::ConditionNotUnderstood, "is", "a condition reads"},
      {As::Condition, "the destination is China the item is foreign-made", Code::ConditionNotUnderstood, "item",
       "a condition reads"},
      {As::Condition, "a computer, electronic assembly, or component is foreign-made", Code::ConditionNotUnderstood,
       ",", "a subject of several nouns ends with a comma"},
      {As::Condition, "a party located in a restricted destination or a partner destination is an entity",
       Code::ConditionNotUnderstood, "or", "a subject of several nouns ends with a comma"},
      {As::Condition, "the item is located in", Code::ConditionNotUnderstood, "located in",
       "a relation is followed by"},
      {As::Condition, "the party is headquartered in, or has an ultimate parent headquartered in",
       Code::ConditionNotUnderstood, "headquartered in", "a relation is followed by"},
      {As::Condition, "the party is located or headquartered outside China", Code::ConditionNotUnderstood, "China",
       "a relation is followed by"},
      {As::Condition, "the item is specified in", Code::ConditionNotUnderstood, "in", "is followed by ECCNs"},
      {As::Condition, "the item is described in China", Code::ConditionNotUnderstood, "China",
       "described in paragraphs"},
      {As::Condition, "the item does China", Code::ConditionNotUnderstood, "China", "a predicate begins with"},
      {As::Condition, "the item will China", Code::ConditionNotUnderstood, "China", "a predicate begins with"},
      {As::Condition, "the item is owned by China", Code::ConditionNotUnderstood, "by", "owned 50 percent or more"},
      {As::Condition, "the item would be required", Code::ConditionNotUnderstood, "required", "required under N"},
      {As::Condition, "the item is eligible for", Code::ConditionNotUnderstood, "for", "eligible for GBS"},
      {As::Condition, "the exporter knows of the item", Code::ConditionNotUnderstood, "of",
       "or has reason to know, that"},
      {As::Condition, "it is shown by the item is foreign-made", Code::ConditionNotUnderstood, "is",
       "it is shown that"},
      {As::Condition, "if the item is foreign-made the destination is China", Code::ConditionNotUnderstood,
       "destination", "with a comma after the condition"},
      {As::Condition, "neither the item is foreign-made", Code::ConditionNotUnderstood, "is", "asks for \"nor\""},
      {As::Condition, "the item is neither foreign-made", Code::ConditionNotUnderstood, "foreign-made",
       "asks for \"nor\""},
      {As::Condition, "reading R04", Code::ConditionNotUnderstood, "R04", "after its subject"},
      {As::Condition, "not more than 25 percent of China has China", Code::ConditionNotUnderstood, "has",
       "not more than 25 percent of N is in N"},
      {As::Condition, "the TPP of the item is 4800 or more and less than", Code::ConditionNotUnderstood, "than",
       "a value reads"},
      {As::Condition, "the item is any of the following: (1) a component; or (2) a line; and the item is on file",
       Code::ConditionNotUnderstood, ";", "an item is a condition"},
      {As::Noun, "of China", Code::ConditionNotUnderstood, "of", "a noun phrase reads"},
      {As::Noun, "every", Code::ConditionNotUnderstood, "every", "a noun phrase reads"},
      {As::Noun, "China, Macau", Code::ConditionNotUnderstood, "Macau", "joined by \"and\" or \"or\""},
      {As::Noun, "the country in which the party has China", Code::ConditionNotUnderstood, "has", "a relation is"},
      {As::Noun, "the 180th day", Code::ConditionNotUnderstood, "day", "a date is compared as"},
      {As::Expression, "2 times", Code::ConditionNotUnderstood, "times", "a value reads"},
      {As::Expression, "the sum, over its lines", Code::ConditionNotUnderstood, "lines", "the sum, over N, of"},
      {As::Expression, "the TPP of the item rounded to 2", Code::ConditionNotUnderstood, "to", "a value reads"},
      {As::Meaning, "2; or 3; or 4, when the item is on file", Code::ConditionNotUnderstood, ";", "values by case"},
      {As::Specified, "is", Code::ConditionNotUnderstood, "is", "a noun phrase reads"},
  });
}

TEST_CASE("phrase: the place stands in front") {
  const Result result = read(As::Condition, "the destination is");
  REQUIRE(result.diagnostics.size() == 1);
  CHECK(result.diagnostics[0].message() == "§1.1(a), this condition is not understood from \"is\" on");
}

TEST_CASE("phrase: a list goes on behind a mistake") {
  const Result result = read(As::Condition,
                             "the item is any of the following: (1) a component; (2) an or; (3) a line of the; (4) an "
                             "entry; or (5) a company");
  REQUIRE(result.diagnostics.size() == 2);
  CHECK(result.underlined[0] == "or");
  CHECK(result.underlined[1] == "of");
  CHECK_THAT(result.tree, Catch::Contains("Item:1(-, [component])") && Catch::Contains("Item:4(-, [entry])") &&
                              Catch::Contains("Item:5(-, [company])"));
}

TEST_CASE("phrase: an unknown word is one mistake") {
  for (const char* phrase :
       {"the destinaton is China", "the destination is beside China", "the item zzz located China"}) {
    CAPTURE(phrase);
    const Result result = read(As::Condition, phrase);
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].code == Code::UnknownWord);
  }
}

TEST_CASE("phrase: the following without a list") {
  const Result result = read(As::Condition, "the item is any of the following");
  REQUIRE(result.diagnostics.size() == 1);
  CHECK(result.diagnostics[0].code == Code::FollowingWithoutList);
  CHECK(result.tree == "Clause([item], Is:is(Following:any(-)))");
}

// Whether a node of that kind covers exactly that text.
bool covers(const Result& result, const std::string& kind, const std::string& text) {
  return std::find(result.spans.begin(), result.spans.end(), std::pair{kind, text}) != result.spans.end();
}

TEST_CASE("phrase: every node covers its words") {
  const Result result = read(
      As::Condition,
      "every recipient, or its ultimate parent, is headquartered in a partner destination, and no recipient is located "
      "in, or has an ultimate parent headquartered in, a restricted destination");
  CHECK(covers(result, "Clause", "every recipient, or its ultimate parent, is headquartered in a partner destination"));
  CHECK(covers(result, "NounPhrase", "every recipient"));
  CHECK(covers(result, "NounPhrase", "its ultimate parent"));
  CHECK(covers(result, "Is", "is headquartered in a partner destination"));
  CHECK(covers(result, "RelatedTo", "headquartered in a partner destination"));
  CHECK(covers(result, "NounPhrase", "partner destination"));
  CHECK(covers(result, "Has", "has an ultimate parent headquartered in"));
  CHECK(covers(result, "OrPredicates",
               "is located in, or has an ultimate parent headquartered in, a restricted destination"));
  const auto shared = std::count(result.spans.begin(), result.spans.end(),
                                 std::pair<std::string, std::string>{"NounPhrase", "restricted destination"});
  CHECK(shared == 2);
}

TEST_CASE("phrase: comparisons cover their words") {
  const Result result = read(As::Condition, "it has a TPP of 2400 or more and less than 4800, and it is on file");
  CHECK(covers(result, "OfAmount", "of 2400 or more and less than 4800"));
  CHECK(covers(result, "Compared", "2400 or more and less than 4800"));
  CHECK(covers(result, "Compared", "less than 4800"));
  CHECK(covers(result, "Quantity", "2400"));
  CHECK(covers(result, "Clause", "it is on file"));
}

}  // namespace
}  // namespace licet::syntax::phrase_test
