#include "runtime/bitmap/carry.h"

#include "core/base/result.h"
#include "runtime/bitmap/vectors.h"

namespace licet::bitmap {
namespace {

void expand(const Runs& runs, const std::uint64_t* above, std::uint64_t* rows) {
  for (std::size_t w = 0; w < runs.row_words; ++w) rows[w] = 0;
  for (std::size_t row = 0; row < runs.rows; ++row)
    rows[row >> 6] |= (above[runs.parent[row] >> 6] >> (runs.parent[row] & 63) & 1) << (row & 63);
}

void any(const Runs& runs, const std::uint64_t* rows, std::uint64_t* above) {
  for (std::size_t w = 0; w < runs.above_words; ++w) above[w] = 0;
  for (std::size_t w = 0; w < runs.row_words; ++w)
    for (std::uint64_t rest = rows[w]; rest != 0; rest &= rest - 1) {
      const std::uint32_t parent = runs.parent[w * 64 + static_cast<std::size_t>(__builtin_ctzll(rest))];
      above[parent >> 6] |= std::uint64_t{1} << (parent & 63);
    }
}

}  // namespace

const CarryLoops& portable_carry() {
  static constexpr CarryLoops loops{expand, any};
  return loops;
}

const CarryLoops& best_carry() {
#ifdef __x86_64__
  if (best_level() != Level::Baseline && __builtin_cpu_supports("bmi2")) return bmi2_carry();
#endif
  return portable_carry();
}

void Carrier::lay_out(const std::uint32_t* parent, std::size_t rows, std::size_t above) {
  first_.assign((rows + 63) / 64, 0);
  holding_.assign((above + 63) / 64, 0);
  packed_.resize(holding_.size() + 2);
  for (std::size_t row = 0; row < rows; ++row) {
    if (row != 0 && parent[row] == parent[row - 1]) continue;
    LICET_CHECK(row == 0 || parent[row] > parent[row - 1]);
    first_[row >> 6] |= std::uint64_t{1} << (row & 63);
    holding_[parent[row] >> 6] |= std::uint64_t{1} << (parent[row] & 63);
  }
  runs_ = {rows, first_.size(), holding_.size(), parent, first_.data(), holding_.data(), packed_.data()};
}

}  // namespace licet::bitmap
