// The loops of vectors.h as every level compiles them; included by vectors_*.cc alone, each with options of its own.
// Nothing here may be shared between those files: all is static, and no function of a library is called that a header
// defines.
#pragma once

#include "runtime/bitmap/vectors.h"

namespace licet::bitmap {
namespace {

inline void tape(const TapeNode* nodes, std::size_t count, std::uint64_t* const* planes, std::size_t words) {
  typedef std::uint64_t Eight __attribute__((vector_size(64), aligned(8), may_alias));
  for (std::size_t i = 0; i < count; ++i) {
    const TapeNode node = nodes[i];
    const std::uint64_t* a = planes[node.a];
    const std::uint64_t* b = planes[node.b];
    std::uint64_t* to = planes[node.to];
    const auto each = [&](auto op) __attribute__((always_inline)) {
      for (std::size_t w = 0; w < words; w += 8)
        *reinterpret_cast<Eight*>(to + w) =
            op(*reinterpret_cast<const Eight*>(a + w), *reinterpret_cast<const Eight*>(b + w));
    };
    switch (node.op) {
      case TapeOp::And:
        each([](const Eight& x, const Eight& y) { return x & y; });
        break;
      case TapeOp::Or:
        each([](const Eight& x, const Eight& y) { return x | y; });
        break;
      case TapeOp::AndNot:
        each([](const Eight& x, const Eight& y) { return x & ~y; });
        break;
      case TapeOp::OrNot:
        each([](const Eight& x, const Eight& y) { return x | ~y; });
        break;
      case TapeOp::Not:
        each([](const Eight& x, const Eight&) { return ~x; });
        break;
    }
  }
}

inline std::size_t common(const MaskColumn* columns, std::size_t count, std::size_t stride, std::size_t size,
                          std::uint32_t* rows, std::uint64_t* left) {
  typedef std::uint64_t Eight __attribute__((vector_size(64), aligned(8), may_alias));
  std::size_t found = 0;
  for (std::size_t row = 0; row < size; ++row) {
    std::uint64_t any = 0;
    for (std::size_t m = 0; m < stride; m += kMaskWords) {
      Eight all = *reinterpret_cast<const Eight*>(columns[0].masks + columns[0].classes[row] * stride + m);
      for (std::size_t c = 1; c < count; ++c)
        all &= *reinterpret_cast<const Eight*>(columns[c].masks + columns[c].classes[row] * stride + m);
      *reinterpret_cast<Eight*>(left + found * stride + m) = all;
      any |= all[0] | all[1] | all[2] | all[3] | all[4] | all[5] | all[6] | all[7];
    }
    rows[found] = static_cast<std::uint32_t>(row);
    found += any != 0 ? 1 : 0;
  }
  return found;
}

inline void classes(const std::uint8_t* codes, const std::uint64_t* valid, std::size_t words, const std::uint8_t* table,
                    std::uint16_t* out) {
  for (std::size_t w = 0; w < words; ++w)
    for (std::size_t i = 0; i < 64; ++i) {
      const std::size_t row = w * 64 + i;
      const std::uint64_t known = valid == nullptr ? 1 : valid[w] >> i & 1;
      out[row] = static_cast<std::uint16_t>(table[codes[row]] & (0 - known));
    }
}

template <class Class>
inline void look_up(const Class* classes, const std::uint8_t* table, std::uint8_t* bytes) {
  for (std::size_t i = 0; i < 64; ++i) bytes[i] = table[classes[i]];
}

}  // namespace
}  // namespace licet::bitmap
