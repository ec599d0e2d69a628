// JSON as values, for the expectations of the worked examples.
#include <catch2/catch.hpp>

#include "runtime/data/json_value.h"

namespace {

using namespace licet;

TEST_CASE("JSON keeps the text of numbers and the order of members") {
  const std::string text = R"({"b":[1.50,100000000000000000000000000,"ä",null],"a":{"x":true}})";
  const Result<data::JsonValue> json = data::parse_json(text);
  REQUIRE(json.ok());
  CHECK(data::to_text(json.value()) == text);
  CHECK_FALSE(data::parse_json("{\"a\":1,}").ok());
  CHECK_FALSE(data::parse_json("{\"a\":1,\"a\":2}").ok());
  CHECK_FALSE(data::parse_json(std::string(1000, '[')).ok());
}

}  // namespace
