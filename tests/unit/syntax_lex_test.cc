// Raw tokens: what a word, a citation, a number is, and what cannot stand in law text.
#include <catch2/catch.hpp>

#include "compiler/syntax/lex.h"
#include "tests/unit/syntax_text.h"

using namespace licet;
using namespace licet::syntax;

namespace {

struct Lexed {
  Tokens tokens;
  Tokens comments;
  Diagnostics diagnostics;
};

Lexed lexed(const std::string& text) {
  Lexed result;
  lex(text, 0, 0, &result.tokens, &result.comments, &result.diagnostics);
  return result;
}

std::string texts(const std::string& text) {
  std::string out;
  for (const Token& token : lexed(text).tokens) out += (out.empty() ? "" : "|") + token.text;
  return out;
}

Tok only(const std::string& text) {
  const Lexed result = lexed(text);
  REQUIRE(result.tokens.size() == 1);
  return result.tokens[0].kind;
}

}  // namespace

TEST_CASE("citations, documents and dates are one token each") {
  CHECK(only("§742.6(a)(6)(iii)(A)") == Tok::Section);
  CHECK(only("3A090.a.1") == Tok::Eccn);
  CHECK(only("Note 1 to 3A090.a") == Tok::Note);
  CHECK(only("Supp. No. 10 to part 748") == Tok::Supplement);
  CHECK(only("Supp.\n No. 5(a)  to part 740") == Tok::Supplement);
  CHECK(texts("Supp.\n No. 5(a)  to part 740") == "Supp. No. 5(a) to part 740");
  CHECK(only("part 742") == Tok::Part);
  CHECK(only("90 FR 4544") == Tok::RuleDoc);
  CHECK(only("2025-01-13") == Tok::Date);
  CHECK(only("2025-Q1") == Tok::Quarter);
  CHECK(only("February 1") == Tok::MonthDay);
  CHECK(only("180th") == Tok::Ordinal);
  CHECK(only("(iii)") == Tok::Reference);
  CHECK(only("b.(a)") == Tok::Reference);
  CHECK(only("transfer (in-country)") == Tok::Unknown);
  CHECK(only("EARReports@bis.doc.gov") == Tok::Unknown);
}

TEST_CASE("a dot belongs to an ECCN only if a letter or digit follows at once") {
  CHECK(texts("3A090.a.") == "3A090.a|.");
  CHECK(texts("3B001.a.4, .c, and z.2.a.") == "3B001.a.4|,|.c|,|and|z.2.a|.");
  CHECK(texts("a .y paragraph") == "a|.y|paragraph");
  CHECK(texts("9x515 or 600 series") == "9x515|or|600|series");
  CHECK(texts("3A0901 5A002z") == "3A0901|5A002z");
}

TEST_CASE("a thousands comma has three digits behind it and no blank") {
  CHECK(texts("26,900,000") == "26,900,000");
  CHECK(texts("4, 5, 15") == "4|,|5|,|15");
  CHECK(texts("1,2345") == "1|,|2345");
  CHECK(texts("5.92") == "5.92");
  CHECK(texts("10^26") == "10^26");
  CHECK(texts("until 2027.") == "until|2027|.");
}

TEST_CASE("paragraph marks are short; other brackets are punctuation") {
  CHECK(texts("(a)(1) (dd) (12)") == "(a)|(1)|(dd)|(12)");
  CHECK(texts("(default)") == "(|default|)");
  CHECK(texts("(90 FR 4544, instruction 12)") == "(|90 FR 4544|,|instruction|12|)");
}

TEST_CASE("quotations run over lines, comments to the end of theirs, tags hold what precedes them") {
  const Lexed result = lexed("\"one\n     two  three\"  [reading R09]  -- a remark  \nword");
  REQUIRE(result.tokens.size() == 3);
  CHECK(result.tokens[0].text == "one two  three");
  CHECK(result.tokens[1].kind == Tok::Tag);
  CHECK(result.tokens[1].text == "reading R09");
  REQUIRE(result.comments.size() == 1);
  CHECK(result.comments[0].text == "-- a remark");
  CHECK(texts("[Reserved]") == "[reserved]");
}

TEST_CASE("a group is one word, and so are names with hyphens, slashes and dots inside") {
  CHECK(texts("D:5, GB/s, no-HBM, us.ear.part-742") == "D:5|,|GB/s|,|no-HBM|,|us.ear.part-742");
}

TEST_CASE("what cannot stand in law text is reported where it stands") {
  const auto codes = [](const std::string& text) { return test::read_alone(text)->codes(); };
  CHECK(codes("unit 5%.") == std::vector<std::string>{"L0101"});
  CHECK(codes("not modelled \"x.") == std::vector<std::string>{"L0103"});
  CHECK(codes("-- caf\u00e9 and \u201cquotes\u201d in comments stand\nuse other.").empty());
  CHECK(codes("not modelled \"caf\u00e9\".").empty());
  CHECK(codes("-- a right-to-left override \u202e\nuse other.") == std::vector<std::string>{"L0102"});
  CHECK(codes("not modelled \"zero\u200bwidth\".") == std::vector<std::string>{"L0102"});
  CHECK(codes("not modelled \"p\u0430rty\".") == std::vector<std::string>{"L0102"});  // a Cyrillic letter
  CHECK(codes(std::string("use one.\0 use two.", 18)) == std::vector<std::string>{"L0102"});
  CHECK(codes("use one.\xff\xfe") == std::vector<std::string>{"L0100"});
  const auto percent = test::read_alone("unit 5%.");
  CHECK(percent->underlined(0) == "%");
  CHECK(percent->diagnostics.list()[0].help == "write \"percent\"");
}
