#include <catch2/catch.hpp>

#include "core/base/csv.h"
#include "core/base/nearest.h"

using namespace licet;

TEST_CASE("small CSV files are read by RFC 4180") {
  CsvFile file;
  REQUIRE_FALSE(
      read_csv("\xEF\xBB\xBF"
               "list,value,from\r\nA,\"Korea, \"\"South\"\"\",\r\n\nB,\"two\nlines\",2025-01-13\n",
               &file));
  CHECK(file.head == std::vector<std::string>{"list", "value", "from"});
  REQUIRE(file.rows.size() == 2);
  CHECK(file.rows[0].line == 2);
  CHECK(file.rows[0].cells == std::vector<std::string>{"A", "Korea, \"South\"", ""});
  CHECK(file.rows[1].line == 4);
  CHECK(file.rows[1].cells[1] == "two\nlines");
  CHECK(file.column("from") == 2u);
  CHECK_FALSE(file.column("through"));
}

TEST_CASE("the last row of a CSV file may lack its line end") {
  CsvFile file;
  REQUIRE_FALSE(read_csv("a,b\n1,", &file));
  REQUIRE(file.rows.size() == 1);
  CHECK(file.rows[0].cells == std::vector<std::string>{"1", ""});
}

TEST_CASE("a CSV file that is not well formed says where") {
  CsvFile file;
  CHECK(read_csv("", &file)->line == 1);
  CHECK(read_csv("a,b\n1,2\n1,2,3\n", &file)->line == 3);
  CHECK(read_csv("a,b\n1,\"2\n3,4\n", &file)->line == 2);
  CHECK(read_csv("a\n\"x\"y\n", &file)->line == 2);
  CHECK(read_csv("a\nx\"y\n", &file)->line == 2);
  CHECK(read_csv("a,a\n", &file)->line == 1);
}

TEST_CASE("columns are found under their names in rules and in data") {
  CsvFile file;
  REQUIRE_FALSE(read_csv("license_requirement\nx\n", &file));
  CHECK(file.column("license requirement") == 0u);
  CHECK(snake_case("US-origin part") == "us_origin_part");
  CHECK(snake_case("transfer (in-country)") == "transfer_in_country");
}

TEST_CASE("the nearest name is the one with the fewest edits, if near at all") {
  Nearest nearest("restricted destinaton");
  nearest.consider("partner destination");
  nearest.consider("restricted destination");
  CHECK(nearest.best() == "restricted destination");

  Nearest far("TPP");
  far.consider("quantity");
  CHECK(far.best().empty());

  Nearest swapped("desitnation");
  swapped.consider("destination");
  CHECK(swapped.best() == "destination");

  Nearest by_case("macau");
  by_case.consider("Macau");
  CHECK(by_case.best() == "Macau");
  CHECK(edit_distance("abc", "abc", 3) == 0);
  CHECK(edit_distance("abc", "xyz", 2) == 3);
}
