// Catalogue, order and rendering of diagnostics: golden strings.
#include <set>

#include <catch2/catch.hpp>

#include "core/base/diagnostic.h"

namespace licet {
namespace {

// Span of the first `needle` in the only file.
Span find(const SourceMap& sources, std::string_view needle) {
  const std::size_t at = sources.text(FileId{0}).find(needle);
  REQUIRE(at != std::string_view::npos);
  return {0, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + needle.size())};
}

std::string rendered(std::string text, std::string_view needle) {
  SourceMap sources;
  sources.add("a.licet", std::move(text));
  return render(Diagnostic{Code::UnknownWord, find(sources, needle), {"x"}, {}, {}, {}}, sources, false);
}

TEST_CASE("catalogue: ids are unique, ascending and well formed") {
  std::set<std::string_view> names;
  std::string_view before = "L0000";
  for (const Code code : all_codes()) {
    const CodeInfo& row = info(code);
    CHECK(row.id.size() == 5);
    CHECK(before < row.id);
    before = row.id;
    CHECK(names.insert(row.name).second);
    CHECK_FALSE(row.message.empty());
  }
  CHECK(info(Code::UnknownWord).id == "L0201");
  CHECK(info(Code::UnknownWord).name == "UnknownWord");
  CHECK(info(Code::TermUnused).severity == Severity::Warning);
}

TEST_CASE("diagnostics: arguments are put in once") {
  CHECK(Diagnostic{Code::NameKindsClash, {}, {"a", "{0}", "c"}, {}, {}, {}}.message() ==
        "\"a\" is declared as {0} and as c");
  CHECK(Diagnostic{Code::NameKindsClash, {}, {"a"}, {}, {}, {}}.message() == "\"a\" is declared as {1} and as {2}");
}

TEST_CASE("diagnostics: sorted by place, equal ones once, errors found") {
  Diagnostics d;
  d.add(Code::TermUnused, {0, 9, 12}, {"later"});
  CHECK_FALSE(d.has_errors());
  d.add(Code::UnknownWord, {0, 3, 5}, {"b"});
  d.add(Code::UnknownWord, {0, 3, 5}, {"a"});
  CHECK(d.has_errors());
  Diagnostics other;
  other.add(Code::UnknownWord, {0, 3, 5}, {"a"}).help = "the same mistake, found twice";
  other.add(Code::SourceUnreadable, {}, {"f", "no such file"});
  d.append(std::move(other));
  d.sort();
  REQUIRE(d.list().size() == 4);
  CHECK(d.list()[0].code == Code::SourceUnreadable);
  CHECK(d.list()[1].args[0] == "a");
  CHECK(d.list()[2].args[0] == "b");
  CHECK(d.list()[3].args[0] == "later");
}

TEST_CASE("render: the whole form") {
  SourceMap sources;
  sources.add("rules/a.licet", "one\n  the destination is partnr, or else\nthree\n");
  const Diagnostic d{Code::UnknownWord,
                     find(sources, "partnr"),
                     {"partnr"},
                     {{find(sources, "one"), "a remark"}, {{}, "a remark without a place"}},
                     "item 3A090.a to BR, 2025-03-01",
                     "write \"partner\"\nor declare it"};
  CHECK(render(d, sources, false) ==
        "error L0201: \"partnr\" is not a declared name\n"
        "  rules/a.licet:2:22\n"
        "   |\n"
        " 2 |   the destination is partnr, or else\n"
        "   |                      ^^^^^^\n"
        "  rules/a.licet:1:1: a remark\n"
        "   |\n"
        " 1 | one\n"
        "   | ^^^\n"
        "  a remark without a place\n"
        "  for example: item 3A090.a to BR, 2025-03-01\n"
        "  help: write \"partner\"\n"
        "        or declare it\n");
}

TEST_CASE("render: colour is asked for") {
  SourceMap sources;
  sources.add("a", "word");
  const std::string text = render({Code::TermUnused, find(sources, "word"), {"w"}, {}, {}, "h"}, sources, true);
  CHECK(text ==
        "\x1b[1;33mwarning L0901\x1b[0m\x1b[1m: \"w\" is declared and never used\x1b[0m\n  a:1:1\n"
        "  \x1b[34m |\x1b[0m\n\x1b[34m 1 |\x1b[0m word\n  \x1b[34m |\x1b[0m \x1b[1;33m^^^^\x1b[0m\n"
        "  \x1b[1mhelp:\x1b[0m h\n");
}

TEST_CASE("render: no place, or none in the file") {
  SourceMap sources;
  sources.add("a", "word");
  CHECK(render({Code::UnknownRulebook, {}, {"us.ear"}, {}, {}, {}}, sources, false) ==
        "error L0206: there is no rulebook us.ear\n");
  CHECK(render({Code::UnknownRulebook, {0, 99, 120}, {"r"}, {}, {}, {}}, sources, false) ==
        "error L0206: there is no rulebook r\n  a:1:5\n   |\n 1 | word\n   |     ^\n");
}

TEST_CASE("render: columns count characters, tabs and wide characters keep their width") {
  CHECK(rendered("\t§ “ü” word", "word").find("  a.licet:1:8\n   |\n 1 |     § “ü” word\n   |           ^^^^\n") !=
        std::string::npos);
  CHECK(rendered("a\tb word", "word").find(" 1 | a   b word\n   |       ^^^^\n") != std::string::npos);
  CHECK(rendered("漢字 word", "word").find(" 1 | 漢字 word\n   |      ^^^^\n") != std::string::npos);
  CHECK(rendered("漢字 word", "字").find(" 1 | 漢字 word\n   |   ^^\n") != std::string::npos);
  CHECK(rendered("e\xcc\x81 word", "word").find("\n   |   ^^^^\n") != std::string::npos);
  CHECK(rendered("e\xcc\x81 word", "\xcc\x81").find("\n   |  ^\n") != std::string::npos);
}

TEST_CASE("render: what is hidden or not UTF-8 is shown, never passed on") {
  const std::string text = rendered("a\x1b[31m \xe2\x80\xae \xff \xc3 \xed\xa0\x80 word", "word");
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("\xe2\x80\xae") == std::string::npos);
  CHECK(text.find(" 1 | a�[31m � � � ��� word\n   |                  ^^^^\n") != std::string::npos);
  SourceMap sources;
  const std::string message = render({Code::UnknownWord, {}, {"a\x1b[2J\nb"}, {}, {}, {}}, sources, false);
  CHECK(message == "error L0201: \"a�[2J b\" is not a declared name\n");
}

TEST_CASE("render: line ends") {
  CHECK(rendered("first\r\nsecond\r\n", "second").find("a.licet:2:1\n   |\n 2 | second\n   | ^^^^^^\n") !=
        std::string::npos);
  CHECK(rendered("first\nsecond", "first\n").find(" 1 | first\n   | ^^^^^\n") != std::string::npos);
  CHECK(rendered("\xef\xbb\xbfword", "word").find("a.licet:1:1\n   |\n 1 | word\n   | ^^^^\n") != std::string::npos);
}

TEST_CASE("render: spans over several lines show the first and the last") {
  CHECK(rendered("a begin\n  end b\n", "begin\n  end") ==
        "error L0201: \"x\" is not a declared name\n  a.licet:1:3\n"
        "   |\n 1 | a begin\n   |   ^^^^^\n 2 |   end b\n   |   ^^^\n");
  std::string text(8, '\n');
  text += "a begin\nmiddle\n  end b\n";
  CHECK(rendered(text, "begin\nmiddle\n  end") ==
        "error L0201: \"x\" is not a declared name\n  a.licet:9:3\n"
        "    |\n  9 | a begin\n    |   ^^^^^\n    :\n 11 |   end b\n    |   ^^^\n");
}

TEST_CASE("render: long lines are clipped around the span") {
  const std::string many(200, 'x');
  CHECK(rendered("word" + many, "word").find(" 1 | word" + std::string(96, 'x') + "...\n   | ^^^^\n") !=
        std::string::npos);
  CHECK(rendered(many + "word" + many, "word")
            .find(" 1 | ..." + std::string(30, 'x') + "word" + std::string(63, 'x') + "...\n   | " +
                  std::string(33, ' ') + "^^^^\n") != std::string::npos);
  CHECK(rendered(many + "word", "word")
            .find(" 1 | ..." + std::string(30, 'x') + "word\n   | " + std::string(33, ' ') + "^^^^\n") !=
        std::string::npos);
  CHECK(rendered(many + many, many).find("\n   | " + std::string(100, '^') + "\n") != std::string::npos);
}

TEST_CASE("render: never fails, whatever the span") {
  SourceMap sources;
  sources.add("a", "\xe2\x82\r\n\t\xcc\x81\n\n§§ word\xf0\x9f\x98\x80\n");
  const auto size = static_cast<std::uint32_t>(sources.text(FileId{0}).size());
  for (std::uint32_t begin = 0; begin <= size + 2; ++begin)
    for (std::uint32_t end = 0; end <= size + 2; ++end)
      CHECK(render({Code::UnknownWord, {0, begin, end}, {"x"}, {}, {}, {}}, sources, false).find('^') !=
            std::string::npos);
}

TEST_CASE("render_json: one object per diagnostic") {
  SourceMap sources;
  sources.add("a.licet", "ab §\nword\n");
  const std::vector<Diagnostic> list{
      {Code::UnknownWord, find(sources, "§\nwo"), {"\xff\""}, {{find(sources, "ab"), "here"}}, "e", "h"},
      {Code::TermUnused, {}, {"t"}, {}, {}, {}}};
  CHECK(render_json(list, sources) == R"([
  {
    "code": "L0201",
    "severity": "error",
    "message": "\"�\"\" is not a declared name",
    "file": "a.licet",
    "line": 1,
    "column": 4,
    "end_line": 2,
    "end_column": 3,
    "related": [
      {
        "text": "here",
        "file": "a.licet",
        "line": 1,
        "column": 1,
        "end_line": 1,
        "end_column": 3
      }
    ],
    "example": "e",
    "help": "h"
  },
  {
    "code": "L0901",
    "severity": "warning",
    "message": "\"t\" is declared and never used",
    "file": null,
    "line": null,
    "column": null,
    "end_line": null,
    "end_column": null,
    "related": [],
    "example": "",
    "help": ""
  }
])");
  CHECK(render_json({}, sources) == "[]");
}

}  // namespace
}  // namespace licet
