// With -mbmi2 -mpopcnt. Nothing here may be shared with other files: all is static, and no function of a library is
// called that a header defines.
#include "runtime/bitmap/carry.h"

#ifdef __BMI2__
#include <immintrin.h>

namespace licet::bitmap {
namespace {

std::size_t bits_in(std::uint64_t word) { return static_cast<std::size_t>(__builtin_popcountll(word)); }

void put(std::uint64_t bits, std::size_t at, std::uint64_t* packed) {
  packed[at >> 6] |= bits << (at & 63);
  if ((at & 63) != 0) packed[(at >> 6) + 1] |= bits >> (64 - (at & 63));
}
std::uint64_t take(const std::uint64_t* packed, std::size_t at) {
  const std::uint64_t bits = packed[at >> 6] >> (at & 63);
  return (at & 63) == 0 ? bits : bits | packed[(at >> 6) + 1] << (64 - (at & 63));
}
void clear(const Runs& runs) {
  for (std::size_t w = 0; w < runs.above_words + 2; ++w) runs.packed[w] = 0;
}

// A run of rows that one row holds and that have the bit is the difference of where the next run begins and where it
// begins itself; runs do not overlap, so all of a word are one subtraction.
void expand(const Runs& runs, const std::uint64_t* above, std::uint64_t* rows) {
  clear(runs);
  std::size_t at = 0;
  for (std::size_t w = 0; w < runs.above_words; ++w) {
    put(_pext_u64(above[w], runs.holding[w]), at, runs.packed);
    at += bits_in(runs.holding[w]);
  }
  at = 0;
  std::uint64_t before = 0;  // the bit of the last row of the word before
  for (std::size_t w = 0; w < runs.row_words; ++w) {
    const std::uint64_t first = runs.first[w];
    std::uint64_t bits = take(runs.packed, at);
    at += bits_in(first);
    if ((first & 1) == 0) bits = bits << 1 | before;
    rows[w] = _pdep_u64(bits << 1, first | 1) - _pdep_u64(bits, first | 1);
    before = rows[w] >> 63;
  }
  if (runs.rows % 64 != 0) rows[runs.row_words - 1] &= (std::uint64_t{1} << (runs.rows % 64)) - 1;
}

// With all rows of a run but its last filled up by ones, adding what is set there carries into the last.
void any(const Runs& runs, const std::uint64_t* rows, std::uint64_t* above) {
  clear(runs);
  std::size_t count = 0;  // of the runs so far
  for (std::size_t w = 0; w < runs.row_words; ++w) {
    const std::uint64_t first = runs.first[w];
    const std::uint64_t last = (first | 1) >> 1 | std::uint64_t{1} << 63;
    const std::uint64_t some = (((rows[w] & ~last) + ~last) | rows[w]) & last;
    // The first run may go on from the word before.
    put(_pext_u64(some, last), (first & 1) == 0 ? count - 1 : count, runs.packed);
    count += bits_in(first);
  }
  std::size_t at = 0;
  for (std::size_t w = 0; w < runs.above_words; ++w) {
    above[w] = _pdep_u64(take(runs.packed, at), runs.holding[w]);
    at += bits_in(runs.holding[w]);
  }
}

}  // namespace

const CarryLoops& bmi2_carry() {
  static constexpr CarryLoops loops{expand, any};
  return loops;
}

}  // namespace licet::bitmap
#else
namespace licet::bitmap {

const CarryLoops& bmi2_carry() { return portable_carry(); }

}  // namespace licet::bitmap
#endif
