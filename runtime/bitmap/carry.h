// Bits carried between the rows of a domain and the rows that hold them: each row is given the bit of the one that
// holds it, or a row is asked whether some row that it holds has the bit. Rows that one row holds lie together. A
// Carrier is of one domain and one thread; it is laid out anew for each block.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace licet::bitmap {

struct Runs {
  std::size_t rows = 0, row_words = 0, above_words = 0;
  const std::uint32_t* parent = nullptr;   // of each row
  const std::uint64_t* first = nullptr;    // of the rows: is it the first of those that one row holds
  const std::uint64_t* holding = nullptr;  // of the rows above: do they hold any
  std::uint64_t* packed = nullptr;         // scratch: above_words and two more
};

// The inner loops, chosen when the program runs. Planes have no bit beyond the last row; what is made has none either,
// and is written as far as there are rows.
struct CarryLoops {
  void (*expand)(const Runs& runs, const std::uint64_t* above, std::uint64_t* rows);
  void (*any)(const Runs& runs, const std::uint64_t* rows, std::uint64_t* above);
};
const CarryLoops& portable_carry();  // one row after another
const CarryLoops& bmi2_carry();      // 64 rows at a time; the portable ones where the compiler knows no BMI2
const CarryLoops& best_carry();      // as best_level() of vectors.h

class Carrier {
 public:
  explicit Carrier(const CarryLoops& loops) : loops_(loops) {}

  // `parent`: of each row, ascending, kept by the caller; `above`: how many rows there are above.
  void lay_out(const std::uint32_t* parent, std::size_t rows, std::size_t above);
  void expand(const std::uint64_t* above, std::uint64_t* rows) const { loops_.expand(runs_, above, rows); }
  void any(const std::uint64_t* rows, std::uint64_t* above) const { loops_.any(runs_, rows, above); }
  // The rows above that hold some row.
  const std::vector<std::uint64_t>& holding() const { return holding_; }

 private:
  const CarryLoops& loops_;
  Runs runs_;
  std::vector<std::uint64_t> first_, holding_, packed_;
};

}  // namespace licet::bitmap
