#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

#include "runtime/bitmap/ranks.h"

namespace licet::bitmap {
namespace {

// Every value next to a cut, and some between, ranks as a search over all cuts has it.
void expect_ranks(std::vector<std::int64_t> cuts) {
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  const Ranks ranks(cuts);
  std::vector<std::int64_t> values{INT64_MIN, INT64_MAX, 0, -1, 1};
  for (std::int64_t cut : cuts) {
    values.push_back(cut);
    if (cut > INT64_MIN) values.push_back(cut - 1);
    if (cut < INT64_MAX) values.push_back(cut + 1);
    values.push_back(cut / 2);
  }
  for (std::int64_t value : values)
    REQUIRE(ranks.of(value) ==
            static_cast<std::size_t>(std::upper_bound(cuts.begin(), cuts.end(), value) - cuts.begin()));
}

TEST_CASE("ranks among any cuts") {
  expect_ranks({});
  expect_ranks({5});
  expect_ranks({5, 6, 7});
  expect_ranks({INT64_MIN, INT64_MAX});
  expect_ranks({INT64_MIN, -3, 4, INT64_MAX});
  expect_ranks({INT32_MIN, 18262, 18263, 20000, 20001, 2147483648});  // a provision that has always been law
  std::mt19937_64 random(1);
  for (const std::int64_t spread : {std::int64_t{3}, std::int64_t{1000}, std::int64_t{10000000}, INT64_MAX}) {
    for (const int count : {2, 4, 9, 300, 5000}) {
      std::vector<std::int64_t> cuts;
      for (int i = 0; i < count; ++i) {
        const std::int64_t limit =
            static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(spread)) - spread / 2;
        cuts.insert(cuts.end(), {limit, limit + 1});
      }
      expect_ranks(cuts);
      for (std::int64_t& cut : cuts) cut = cut / 1000 * 1000;  // many in one bucket, most of them empty
      expect_ranks(cuts);
    }
  }
}

}  // namespace
}  // namespace licet::bitmap
