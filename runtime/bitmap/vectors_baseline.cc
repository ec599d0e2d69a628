#include "runtime/bitmap/vectors_loops.h"

namespace licet::bitmap {
namespace {

// Bit k of each of eight bytes, gathered into a byte: the bytes times 2^(7 i) meet in the highest one.
inline std::uint64_t bits_of(std::uint64_t bytes, unsigned k) {
  return ((bytes >> k) & 0x0101010101010101u) * 0x0102040810204080u >> 56;
}

template <class Class>
void planes_of(const Class* classes, std::size_t words, const std::uint8_t* table, std::uint64_t* const* planes,
               unsigned count) {
  for (std::size_t w = 0; w < words; ++w) {
    std::uint8_t bytes[64];
    look_up(classes + w * 64, table, bytes);
    std::uint64_t eights[8];
    for (unsigned i = 0; i < 8; ++i) {
      eights[i] = 0;
      for (unsigned j = 0; j < 8; ++j) eights[i] |= static_cast<std::uint64_t>(bytes[i * 8 + j]) << (8 * j);
    }
    for (unsigned k = 0; k < count; ++k) {
      std::uint64_t word = 0;
      for (unsigned i = 0; i < 8; ++i) word |= bits_of(eights[i], k) << (8 * i);
      planes[k][w] = word;
    }
  }
}

}  // namespace

const Vectors levels::kBaseline{planes_of<std::uint8_t>, planes_of<std::uint16_t>, classes, tape, common};

}  // namespace licet::bitmap
