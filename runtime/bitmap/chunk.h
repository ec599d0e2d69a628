// The lines of a chunk as columns: rows of every domain, classes of facts, planes of the tests that are asked row by
// row. Filled by one thread, reused from chunk to chunk.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/bitmap/circuit.h"
#include "runtime/bitmap/stage.h"

namespace licet::bitmap {

using NameId = std::uint32_t;  // of Names
using SetId = std::uint32_t;   // of Names: a set of open facts; 0: nothing is open
using PartId = std::uint32_t;  // of Kinds; 0: there is none
inline constexpr std::int32_t kBlankIndex = -3;
using Words = std::vector<std::uint64_t>;

// Whole planes (stage.h).
inline std::size_t words_of(std::size_t rows) {
  return (rows + 64 * kPlaneWords - 1) / (64 * kPlaneWords) * kPlaneWords;
}
inline void clear_beyond(std::uint64_t* plane, std::size_t rows, std::size_t words) {
  std::size_t word = rows / 64;
  if (word < words && rows % 64 != 0) plane[word++] &= (std::uint64_t{1} << (rows % 64)) - 1;
  for (; word < words; ++word) plane[word] = 0;
}
inline void set_bit(Words* words, std::size_t row) { (*words)[row >> 6] |= std::uint64_t{1} << (row & 63); }
inline bool bit(const std::uint64_t* words, std::size_t row) { return (words[row >> 6] >> (row & 63)) & 1; }

struct Chunk {
  struct Rows {
    std::vector<std::uint32_t> parent;  // row of the domain above that holds it
    std::vector<std::uint32_t> line;
    std::vector<std::uint64_t> place;  // a hash of which element of which it is, from the line down
    // What it is called: the field that holds it, and its index there; kBlankIndex for a row of which nothing is known.
    // A party is called by the first role that holds it.
    std::vector<Id> field;
    std::vector<std::int32_t> index;
    std::vector<std::uint64_t> name;  // a hash of both, from the line down
    std::size_t size() const { return line.size(); }
  };
  std::vector<Rows> domains;
  std::vector<std::vector<std::uint16_t>> classes;  // per fact
  std::vector<std::vector<std::int64_t>> values;    // per fact that is compared; 0 where it is not known
  struct Planes {
    Words p, n;
  };
  std::vector<Planes> tests;  // of those that are not settled by classes: filled; of the others: by tables.h
  // Of a condition that is not settled by classes and is unknown in a row: the names of what is not known, where they
  // are asked for (Filler::name).
  struct Reason {
    std::uint32_t row, first, count;
  };
  std::vector<std::vector<Reason>> reasons;          // per test, by row
  std::vector<NameId> names;                         // of all reasons
  std::vector<std::vector<std::uint64_t>> due_days;  // per Circuit::due_days, by line: a hash of the day
};

}  // namespace licet::bitmap
