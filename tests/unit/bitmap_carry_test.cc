// Bits carried 64 rows at a time, against one row after another: rows that hold none, one, some and very many.
#include <random>
#include <vector>

#include <catch2/catch.hpp>

#include "runtime/bitmap/carry.h"

namespace {

using namespace licet::bitmap;  // NOLINT
using Plane = std::vector<std::uint64_t>;

bool has(const Plane& plane, std::size_t row) { return plane[row >> 6] >> (row & 63) & 1; }
void set(Plane* plane, std::size_t row) { (*plane)[row >> 6] |= std::uint64_t{1} << (row & 63); }

void check(const CarryLoops& loops, unsigned seed) {
  std::mt19937 random(seed);
  const auto below = [&](std::size_t n) { return random() % n; };
  const std::size_t above = 1 + below(seed % 3 == 0 ? 3 : 300), most = seed % 4 == 0 ? 200 : 1 + below(6);
  std::vector<std::uint32_t> parent;
  for (std::uint32_t p = 0; p < above; ++p)
    for (std::size_t n = below(3) == 0 ? 0 : below(most + 1); n-- > 0;) parent.push_back(p);
  const std::size_t rows = parent.size(), row_words = (rows + 63) / 64, above_words = (above + 63) / 64;
  Carrier carrier(loops);
  carrier.lay_out(parent.data(), rows, above);
  for (const unsigned chance : {2u, 10u, 100u}) {
    Plane of_above(above_words), of_rows(row_words), held(above_words), expanded(row_words), some(above_words);
    for (std::size_t row = 0; row < above; ++row)
      if (below(chance) == 0) set(&of_above, row);
    for (std::size_t row = 0; row < rows; ++row) {
      if (below(chance) == 0) set(&of_rows, row);
      if (has(of_above, parent[row])) set(&expanded, row);
      if (has(of_rows, row)) set(&some, parent[row]);
      set(&held, parent[row]);
    }
    Plane got_rows(row_words, ~0ull), got_above(above_words, ~0ull);
    carrier.expand(of_above.data(), got_rows.data());
    carrier.any(of_rows.data(), got_above.data());
    CHECK(got_rows == expanded);
    CHECK(got_above == some);
    CHECK(carrier.holding() == held);
  }
}

}  // namespace

TEST_CASE("bits are carried between rows and the rows that hold them") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    check(portable_carry(), seed);
#ifdef __x86_64__
    if (__builtin_cpu_supports("bmi2")) check(bmi2_carry(), seed);
#endif
  }
}
