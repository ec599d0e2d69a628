#include <catch2/catch.hpp>

#include "tests/unit/core_sample.h"

namespace licet::ir {
TEST_CASE("verify: accepts the sample") { CHECK(verify(sample()) == ""); }
}  // namespace licet::ir
