// How many of some ascending cuts are not above a value. Values are sorted into buckets; from the rank with which a
// bucket begins it is never more than a few cuts on. Immutable.
#pragma once

#include <cstdint>
#include <vector>

namespace licet::bitmap {

class Ranks {
 public:
  Ranks() = default;
  explicit Ranks(const std::vector<std::int64_t>& cuts);

  std::size_t of(std::int64_t value) const {
    if (value < first_ || value > last_) return searched(value);
    std::size_t rank = begins_[static_cast<std::uint64_t>(value - first_) >> shift_];
    const std::int64_t* cuts = cuts_.data() + rank;
    for (unsigned k = 0; k < steps_; ++k) rank += cuts[k] <= value ? 1 : 0;
    return rank;
  }

 private:
  static constexpr std::uint64_t kBuckets = 4096;
  static constexpr unsigned kMostSteps = 8;
  std::size_t searched(std::int64_t value) const;

  std::int64_t first_ = 0, last_ = -1;  // of the buckets; elsewhere ranks are searched for
  int shift_ = 0;
  unsigned steps_ = 0;  // cuts of the fullest bucket
  std::vector<std::uint32_t> begins_;
  std::vector<std::int64_t> cuts_;  // and behind them the greatest number, as often as there are steps
  std::size_t count_ = 0;
};

}  // namespace licet::bitmap
