// Connectives and paragraph brackets, as the filter leaves them.
#include <catch2/catch.hpp>

#include "compiler/syntax/filter.h"
#include "tests/unit/syntax_text.h"

using namespace licet;
using namespace licet::syntax;

namespace {

// The joints of a sentence with what they join: ",c" clauses, ",n" nouns.
std::string joints(const std::string& sentence) {
  const auto parsed = test::read("§742.1 " + sentence);
  const Scanned& scanned = parsed->scanned.back();
  const Heads heads = heads_of(scanned.interface);
  Diagnostics ignored;
  const Filtered filtered = filter(
      {&parsed->sources, &scanned.tokens, split_units(scanned.tokens).at(0), parsed->names.get(), &heads, &ignored});
  std::string out;
  for (const Token& token : filtered.tokens) {
    const char* text = token.kind == Tok::Comma ? ","
                       : token.kind == Tok::And ? "and"
                       : token.kind == Tok::Or  ? "or"
                                                : nullptr;
    if (text) out += (out.empty() ? "" : " ") + std::string(text) + ((token.flags & kTokClause) ? ":c" : ":n");
  }
  return out;
}

// The brackets: [ and { open lists of items and of sentences, (a)! is an item that says something.
std::string brackets(const std::string& text, std::vector<std::string>* codes = nullptr) {
  const auto parsed = test::read("§742.1 " + text);
  const Scanned& scanned = parsed->scanned.back();
  const Heads heads = heads_of(scanned.interface);
  Diagnostics ignored;
  const Filtered filtered = filter(
      {&parsed->sources, &scanned.tokens, split_units(scanned.tokens).at(0), parsed->names.get(), &heads, &ignored});
  if (codes) *codes = parsed->codes();
  std::string out;
  for (const Token& token : filtered.tokens) {
    if (token.kind == Tok::Open) out += token.aux == "inline" ? "[" : "{";
    if (token.kind == Tok::Close) out += (out.back() == ' ' ? "" : "") + std::string("<");
    if (token.kind == Tok::Item) out += "(" + token.text + ")" + ((token.flags & kTokCondition) ? "!" : "");
    if (token.kind == Tok::Heading) out += "'" + token.text + "'";
    if (token.kind == Tok::ItemSep) out += ";" + token.text;
    if (token.kind == Tok::FullStop) out += ".";
    if (token.kind == Tok::Reference) out += "~" + token.text;
    if (token.kind == Tok::Semicolon) out += "_";
  }
  return out;
}

std::vector<std::string> codes(const std::string& text) {
  std::vector<std::string> found;
  brackets(text, &found);
  return found;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("a connective joins clauses if a finite verb comes before the next stop") {
  CHECK(joints("The item is China or Macau.") == "or:n");
  CHECK(joints("The destination is China, or any party is located in Macau.") == ",:c or:c");
  CHECK(joints("The party is located in China, and has an ultimate parent.") == ",:c and:c");
  CHECK(joints("Every recipient, or its ultimate parent, is located in China.") == ",:n or:n ,:c");
  CHECK(joints("The item is foreign-made or owns the items.") == "or:c");
  CHECK(joints("The item goes away and the item goes away.") == "and:c");
}

TEST_CASE("between two values a connective joins nouns") {
  CHECK(joints("A party located outside China and Macau is a listed entity.") == "and:n");
  CHECK(joints("Paragraphs (i) and (ii) are met.") == "and:n");
  CHECK(joints("The item is specified in 3A090.a, 3A090.b, or 4A090.a.") == ",:n ,:n or:n");
}

TEST_CASE("a comma before when or unless ends a clause") {
  CHECK(joints("The item is China, when it is.") == ",:c");
  CHECK(joints("The item is China, unless it is.") == ",:c");
}

TEST_CASE("a mark is an item in item position, elsewhere a reference") {
  CHECK(brackets("(a) The item is in (A)(1). (b) Paragraphs (b) through (e) are met.") ==
        "{(a)!~(A)(1).(b)!~(b)~(e).<");
  CHECK(brackets("(a) (1) The item is in China. (2) It is. (b) It is.") == "{(a){(1)!.(2)!.<(b)!.<");
  CHECK(brackets("The item is: (1) an item; or (2) (i) it is; or (ii) a party, when it is.") ==
        "[(1);or(2)[(i)!;or(ii)<<.");
}

TEST_CASE("roman numbers and letters") {
  CHECK(brackets("The item is: (i) a; (ii) b; (iii) c; or (iv) d.") == "[(i);(ii);(iii);or(iv)<.");
  CHECK(brackets("(g) It is. (h) It is. (i) It is. (j) It is.") == "{(g)!.(h)!.(i)!.(j)!.<");
  CHECK(brackets("(h) The item is: (i) a; or (ii) b. (i) It is.") == "{(h)![(i);or(ii)<.(i)!.<");
}

TEST_CASE("an inline list ends with its sentence, and paragraphs may go on with its numbers") {
  CHECK(brackets("(a) The item is: (1) a; or (2) (i) b; or (ii) c. (3) It is. (b) It is.") ==
        "{(a)![(1);or(2)[(i);or(ii)<<.{(3)!.<(b)!.<");
  CHECK(brackets("The item is: .1 a; or .2 b.") == "[(.1);or(.2)<.");
  CHECK(brackets("The item is: a. it; or b. them. c. It is.") == "[(a);or(b)<.{(c)!.<");
}

TEST_CASE("headings are short, without a verb") {
  CHECK(brackets("(a) Scope. It is. (b) End use and users. It is. (c) It is.") ==
        "{(a)!'Scope'.(b)!'End use and users'.(c)!.<");
  CHECK(brackets("(a) The item goes away. (b) It is.") == "{(a)!.(b)!.<");
}

TEST_CASE("a semicolon before an ECCN does not end an item") {
  CHECK(brackets("The item is specified in: (1) 3A090.a; 3A001.z.1.a or z.2.a; or (2) 4A090.a; 4A004.z.1.") ==
        "[(1)_;or(2)_<.");
}

TEST_CASE("a version begins the paragraphs anew") {
  CHECK(brackets("from 2025-01-13: (a) It is. (b) It is. from 2025-02-01: (a) It is.") == "{(a)!.(b)!.<{(a)!.<");
  CHECK(brackets("(a) It is. (b) It is. from 2025-02-01: Notwithstanding (A), the item is: (i) a; or (ii) b.") ==
        "{(a)!.(b)!.<~(A)[(i);or(ii)<.");
}

TEST_CASE("what is wrong with a list is said in words of law") {
  CHECK(codes("The item goes away when any of the following is true: (1) the item goes away; or (3) it is China.") ==
        Codes{"L0114"});
  CHECK(codes("The item goes away when any of the following is true: (1) the item goes away; and (2) it is China.") ==
        Codes{"L0116"});
  CHECK(codes("The item goes away when all of the following are true: (1) the item goes away; or (2) it is China.") ==
        Codes{"L0116"});
  CHECK(codes("The item goes away when any of the following is true: (1) the item goes away; or (2) it is China; and "
              "(3) it is "
              "Macau.") == Codes{"L0116", "L0117"});
  CHECK(codes("The item goes away when any of the following is true.").at(0) == "L0118");
  CHECK(codes("The item goes away when any of the following is true: (1) it is China; or (1) it is Macau.") ==
        Codes{"L0115"});
  CHECK(codes("(a) It is China. (c) It is China. (f) It is China.").empty());  // paragraphs that are not modelled
  CHECK(codes("(b) It is China. (b) It is China.") == Codes{"L0115"});
  CHECK(codes("The item goes away when any of the following is true: (1) it is China; or (2) it is Macau, when it is "
              "China.") == Codes{"L0119"});
  CHECK(codes("The recipient (b) is China.") == Codes{"L0115"});
}
