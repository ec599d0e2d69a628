// With -mavx2.
#include "runtime/bitmap/vectors_loops.h"

#if defined(__AVX2__)
#include <immintrin.h>

namespace licet::bitmap {
namespace {

template <class Class>
void planes_of(const Class* classes, std::size_t words, const std::uint8_t* table, std::uint64_t* const* planes,
               unsigned count) {
  for (std::size_t w = 0; w < words; ++w) {
    alignas(32) std::uint8_t bytes[64];
    look_up(classes + w * 64, table, bytes);
    __m256i low = _mm256_load_si256(reinterpret_cast<const __m256i*>(bytes));
    __m256i high = _mm256_load_si256(reinterpret_cast<const __m256i*>(bytes + 32));
    for (unsigned k = 8; k-- > 0;) {  // the highest bit of each byte is taken, then the next moves up
      if (k < count)
        planes[k][w] = static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(low))) |
                       static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
      low = _mm256_add_epi8(low, low);
      high = _mm256_add_epi8(high, high);
    }
  }
}

}  // namespace

const Vectors levels::kAvx2{planes_of<std::uint8_t>, planes_of<std::uint16_t>, classes, tape, common};

}  // namespace licet::bitmap
#else
const licet::bitmap::Vectors licet::bitmap::levels::kAvx2 = licet::bitmap::levels::kBaseline;
#endif
