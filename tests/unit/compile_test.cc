#include "compiler/compile.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

using namespace licet;
using compiler::compile_texts;
using compiler::Compiled;

namespace {

namespace fs = std::filesystem;

const std::string kRecord =
    "rulebook test.record title \"The record\" source \"none\".\n"
    "event date is the export date.\n"
    "category country: AU; MO; SG.\n"
    "record shipment: shipment id: text, required; export date: date; destination: country;\n"
    "    note: text; line as \"lines\": list of line, not more than 10.\n"
    "record line: line number as \"line_no\": whole number from 1 to 1,000, required; quantity: whole number from 0 to "
    "10.\n";

const std::string kLaw =
    "rulebook test.law title \"The law\" source \"none\".\n"
    "use test.record.\n"
    "list \"close destination\" of country from file \"places.csv\".\n"
    "partition tier of destination: near is every close destination; far is every other destination.\n";

const std::string kPlaces = "list,value,from,through\nclose destination,AU,2025-01-13,\n";

std::string found(const Compiled& compiled) {
  std::string all;
  for (const Diagnostic& d : compiled.diagnostics.list())
    all += std::string(info(d.code).id) + " " + d.message() + "\n";
  return all;
}

// A folder of its own, and a cache of its own, removed at the end.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("licet-compile-test-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_ / "rules");
    ::setenv("XDG_CACHE_HOME", (path_ / "cache").c_str(), 1);
  }
  ~Folder() {
    ::unsetenv("XDG_CACHE_HOME");
    fs::remove_all(path_);
  }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / "rules" / name, std::ios::binary) << text;
  }
  std::string rules(const std::string& name = "") const { return (path_ / "rules" / name).string(); }
  std::vector<fs::path> saved() const {
    std::vector<fs::path> files;
    if (fs::exists(path_ / "cache" / "licet"))
      for (const auto& entry : fs::directory_iterator(path_ / "cache" / "licet")) files.push_back(entry.path());
    return files;
  }

 private:
  fs::path path_;
};

}  // namespace

TEST_CASE("texts and their data become a program") {
  const Compiled compiled = compile_texts({{"record.licet", kRecord}, {"law.licet", kLaw}, {"places.csv", kPlaces}});
  CHECK(found(compiled) == "");
  REQUIRE(compiled.program);
  CHECK(compiled.program->name == "test.law");
  CHECK(compiled.program->title == "The law");
  CHECK(compiled.program->event_date != ir::kNone);
  CHECK(ir::verify(*compiled.program) == "");
  CHECK(compiled.program->files.back() == "law.licet");
  const ir::Schema& schema = compiled.program->schema;
  for (const ir::Field& field : schema.records[static_cast<std::size_t>(schema.shipment)].fields_) {
    INFO(field.name);
    CHECK(field.unused == (field.name == "note"));
  }
}

TEST_CASE("the fingerprint does not depend on names of files or on blanks") {
  const Compiled one = compile_texts({{"record.licet", kRecord}, {"law.licet", kLaw}, {"places.csv", kPlaces}});
  const Compiled two =
      compile_texts({{"a/record.licet", "\n\n" + kRecord}, {"a/z.licet", kLaw}, {"a/places.csv", kPlaces}});
  REQUIRE(one.program);
  REQUIRE(two.program);
  CHECK(ir::fingerprint(*one.program) == ir::fingerprint(*two.program));
}

TEST_CASE("rulebooks that are unknown or use each other") {
  CHECK(found(compile_texts(
                  {{"law.licet", "rulebook test.law source \"none\".\nuse test.recrd.\n"}, {"record.licet", kRecord}}))
            .find("L0206 there is no rulebook test.recrd") != std::string::npos);
  CHECK(found(compile_texts({{"a.licet", "rulebook test.a source \"none\".\nuse test.b.\n"},
                             {"b.licet", "rulebook test.b source \"none\".\nuse test.a.\n"}}))
            .find("L0207 rulebooks use each other: test.a -> test.b -> test.a") != std::string::npos);
}

TEST_CASE("a file sees the names of what it uses, and no others") {
  const std::string other = "rulebook test.other source \"none\".\n\"odd number\" means 1.\n";
  CHECK(found(compile_texts({{"record.licet", kRecord},
                             {"other.licet", other},
                             {"law.licet",
                              "rulebook test.law source \"none\".\nuse test.record.\n"
                              "\"count of\" a line means its quantity plus odd number.\n"}}))
            .find("L0201") != std::string::npos);
}

TEST_CASE("classes of a partition that overlap or leave a value out") {
  const auto with = [](const std::string& classes) {
    return found(compile_texts({{"record.licet", kRecord},
                                {"law.licet",
                                 "rulebook test.law source \"none\".\nuse test.record.\n"
                                 "list \"close destination\" of country from file \"places.csv\".\n"
                                 "\"warm destination\" means AU or SG.\n"
                                 "partition tier of destination: " +
                                     classes + "\n"},
                                {"places.csv", kPlaces}}));
  };
  CHECK(with("near is every close destination; warm is every warm destination; far is every other destination.") ==
        "L0410 AU belongs to both near and warm on 2025-01-13\n");
  CHECK(
      with("near is every close destination; warm is SG.").find("L0411 MO belongs to no class of tier on 2025-01-13") !=
      std::string::npos);
}

TEST_CASE("a program without a shipment is refused in words") {
  CHECK(found(compile_texts({{"a.licet", "rulebook test.a source \"none\".\n"}}))
            .find("L0311 no record is named \"shipment\"") != std::string::npos);
}

TEST_CASE("too many mistakes are cut short") {
  std::string text = "rulebook test.a source \"none\".\n";
  for (int i = 0; i < 150; ++i) text += "unit TPP.\n";
  const Compiled compiled = compile_texts({{"a.licet", text}});
  CHECK(compiled.diagnostics.list().size() == 101);
  CHECK(compiled.diagnostics.list().back().code == Code::TooManyErrors);
}

TEST_CASE("files are found in folders and by use") {
  const Folder folder;
  folder.write("record.licet", kRecord);
  folder.write("law.licet", kLaw);
  folder.write("places.csv", kPlaces);
  const Compiled whole = compiler::compile({{folder.rules()}, {}});
  CHECK(found(whole) == "");
  const Compiled one = compiler::compile({{folder.rules("law.licet")}, {}});
  CHECK(found(one) == "");
  REQUIRE(one.program);
  REQUIRE(whole.program);
  CHECK(ir::fingerprint(*one.program) == ir::fingerprint(*whole.program));
  CHECK(found(compiler::compile({{folder.rules("nothing.licet")}, {}})).find("L0100 cannot read") == 0);
}

TEST_CASE("a data file outside the folder of its rulebook is refused") {
  const Folder folder;
  folder.write("a.licet", "rulebook test.a source \"none\".\ncategory port from file \"../x.csv\".\n");
  CHECK(found(compiler::compile({{folder.rules()}, {}})).find("L0501 cannot read ../x.csv") != std::string::npos);
}

TEST_CASE("a saved program is taken while nothing has changed") {
  const Folder folder;
  folder.write("record.licet", kRecord + "\"odd number\" means 1.\n");
  folder.write("law.licet", kLaw);
  folder.write("places.csv", kPlaces);
  const compiler::Input input{{folder.rules("law.licet")}, {}};
  const Compiled first = compiler::compile_cached(input);
  REQUIRE(first.program);
  REQUIRE(folder.saved().size() == 1);
  struct stat info{};
  REQUIRE(::stat(folder.saved()[0].c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);

  const Compiled again = compiler::compile_cached(input);
  REQUIRE(again.program);
  CHECK(ir::serialize(*again.program) == ir::serialize(*first.program));
  CHECK(found(again) == found(first));  // warnings come back with the program
  CHECK(again.sources.size() == first.sources.size());
  for (FileId file = 0; file < first.sources.size(); ++file)
    CHECK(again.sources.name(file) == first.sources.name(file));

  SECTION("a data file that has changed") {
    folder.write("places.csv", kPlaces + "close destination,SG,2025-01-13,\n");
    const Compiled changed = compiler::compile_cached(input);
    REQUIRE(changed.program);
    CHECK(ir::fingerprint(*changed.program) != ir::fingerprint(*first.program));
  }
  SECTION("a rule file that use has found") {
    folder.write("record.licet", kRecord);
    CHECK(found(compiler::compile_cached(input)) == "");
  }
  SECTION("a manifest that was not there") {
    folder.write("places.csv.manifest.json", "{\"rows\": {\"min\": 5}}");
    CHECK(found(compiler::compile_cached(input)).find("L0504") != std::string::npos);
  }
  SECTION("an entry that is damaged") {
    const fs::path entry = folder.saved()[0];
    std::ifstream in(entry, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    for (const std::size_t at : {std::size_t{5}, std::size_t{30}, bytes.size() / 2, bytes.size() - 1}) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(damaged[at] ^ 1);
      std::ofstream(entry, std::ios::binary) << damaged;
      const Compiled compiled = compiler::compile_cached(input);
      REQUIRE(compiled.program);
      CHECK(ir::fingerprint(*compiled.program) == ir::fingerprint(*first.program));
    }
  }
  SECTION("a cache that cannot be written") {
    ::setenv("XDG_CACHE_HOME", "/proc/nothing", 1);
    CHECK(compiler::compile_cached(input).program);
  }
}
