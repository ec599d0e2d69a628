// With AVX-512 F, BW, VL, DQ and VBMI.
#include "runtime/bitmap/vectors_loops.h"

#if defined(__AVX512VBMI__)
#include <immintrin.h>

namespace licet::bitmap {
namespace {

inline void put(__m512i bytes, std::size_t w, std::uint64_t* const* planes, unsigned count) {
  for (unsigned k = 0; k < count; ++k)
    planes[k][w] = _mm512_test_epi8_mask(bytes, _mm512_set1_epi8(static_cast<char>(1u << k)));
}

void planes_of(const std::uint8_t* classes, std::size_t words, const std::uint8_t* table, std::uint64_t* const* planes,
               unsigned count) {
  const __m512i t0 = _mm512_loadu_si512(table), t1 = _mm512_loadu_si512(table + 64),
                t2 = _mm512_loadu_si512(table + 128), t3 = _mm512_loadu_si512(table + 192);
  for (std::size_t w = 0; w < words; ++w) {
    const __m512i code = _mm512_loadu_si512(classes + w * 64);
    const __m512i low = _mm512_permutex2var_epi8(t0, code, t1), high = _mm512_permutex2var_epi8(t2, code, t3);
    put(_mm512_mask_blend_epi8(_mm512_movepi8_mask(code), low, high), w, planes, count);
  }
}

void wide_planes_of(const std::uint16_t* classes, std::size_t words, const std::uint8_t* table,
                    std::uint64_t* const* planes, unsigned count) {
  for (std::size_t w = 0; w < words; ++w) {
    alignas(64) std::uint8_t bytes[64];
    look_up(classes + w * 64, table, bytes);
    put(_mm512_load_si512(bytes), w, planes, count);
  }
}

void classes_of(const std::uint8_t* codes, const std::uint64_t* valid, std::size_t words, const std::uint8_t* table,
                std::uint16_t* out) {
  const __m512i t0 = _mm512_loadu_si512(table), t1 = _mm512_loadu_si512(table + 64),
                t2 = _mm512_loadu_si512(table + 128), t3 = _mm512_loadu_si512(table + 192);
  for (std::size_t w = 0; w < words; ++w) {
    const __m512i code = _mm512_loadu_si512(codes + w * 64);
    const __m512i low = _mm512_permutex2var_epi8(t0, code, t1), high = _mm512_permutex2var_epi8(t2, code, t3);
    __m512i bytes = _mm512_mask_blend_epi8(_mm512_movepi8_mask(code), low, high);
    if (valid != nullptr) bytes = _mm512_maskz_mov_epi8(valid[w], bytes);
    alignas(64) std::uint8_t both[64];
    _mm512_store_si512(both, bytes);
    for (std::size_t half = 0; half < 64; half += 32)
      _mm512_storeu_si512(out + w * 64 + half,
                          _mm512_cvtepu8_epi16(_mm256_load_si256(reinterpret_cast<const __m256i*>(both + half))));
  }
}

std::size_t common_of(const MaskColumn* columns, std::size_t count, std::size_t stride, std::size_t size,
                      std::uint32_t* rows, std::uint64_t* left) {
  if (stride != kMaskWords) return common(columns, count, stride, size, rows, left);
  std::size_t found = 0;
  for (std::size_t row = 0; row < size; ++row) {
    __m512i all = _mm512_loadu_si512(columns[0].masks + columns[0].classes[row] * kMaskWords);
    for (std::size_t c = 1; c < count; ++c)
      all = _mm512_and_si512(all, _mm512_loadu_si512(columns[c].masks + columns[c].classes[row] * kMaskWords));
    _mm512_storeu_si512(left + found * kMaskWords, all);
    rows[found] = static_cast<std::uint32_t>(row);
    found += _mm512_test_epi64_mask(all, all) != 0 ? 1 : 0;
  }
  return found;
}

}  // namespace

const Vectors levels::kAvx512{planes_of, wide_planes_of, classes_of, tape, common_of};

}  // namespace licet::bitmap
#else
const licet::bitmap::Vectors licet::bitmap::levels::kAvx512 = licet::bitmap::levels::kBaseline;
#endif
