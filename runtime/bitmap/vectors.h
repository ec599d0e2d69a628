// The inner loops of the kernels, compiled for several levels of the processor and chosen when the program runs. Every
// level gives the same bits. Stateless.
#pragma once

#include <cstddef>
#include <cstdint>

namespace licet::bitmap {

enum class Level : std::uint8_t { Baseline, Avx2, Avx512 };  // Avx512: with VBMI

// An operation of a tape of gates (kernels.cc): operands are planes.
enum class TapeOp : std::uint8_t { And, Or, AndNot, OrNot, Not };
struct TapeNode {
  TapeOp op;
  std::uint32_t to, a, b;
};

// Masks of 512 guards each: of a column of classes, one row of masks per class.
inline constexpr std::size_t kMaskWords = 8;
struct MaskColumn {
  const std::uint16_t* classes;
  const std::uint64_t* masks;
};

struct Vectors {
  // Bit k of table[classes[row]] goes to planes[k], for k < count <= 8; 64 rows a word. `table` has 256 bytes.
  void (*planes)(const std::uint8_t* classes, std::size_t words, const std::uint8_t* table,
                 std::uint64_t* const* planes, unsigned count);
  // The same with classes beyond 255.
  void (*wide_planes)(const std::uint16_t* classes, std::size_t words, const std::uint8_t* table,
                      std::uint64_t* const* planes, unsigned count);
  // classes[row] = table[codes[row]] where the row is valid, else 0; 64 rows a word. `valid` may be null: all are.
  void (*classes)(const std::uint8_t* codes, const std::uint64_t* valid, std::size_t words, const std::uint8_t* table,
                  std::uint16_t* classes);
  void (*tape)(const TapeNode* nodes, std::size_t count, std::uint64_t* const* planes, std::size_t words);
  // Rows for which the masks of all columns have a bit in common, in order; returns how many. `rows` has room for all.
  // The masks of a class are `stride` words, a multiple of kMaskWords. What a row that is found has in common goes to
  // `left`, one after the other; there is room for one more than all.
  std::size_t (*common)(const MaskColumn* columns, std::size_t count, std::size_t stride, std::size_t size,
                        std::uint32_t* rows, std::uint64_t* left);
};

const Vectors& vectors(Level level);
// The highest level that this processor has; a lower one where the environment variable LICET_CPU_LEVEL names it
// (baseline, avx2), for tests.
Level best_level();

namespace levels {  // vectors_*.cc
extern const Vectors kBaseline;
extern const Vectors kAvx2;
extern const Vectors kAvx512;
}  // namespace levels

}  // namespace licet::bitmap
