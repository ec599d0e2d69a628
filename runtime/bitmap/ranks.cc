#include "runtime/bitmap/ranks.h"

#include <algorithm>

namespace licet::bitmap {

Ranks::Ranks(const std::vector<std::int64_t>& cuts) : cuts_(cuts), count_(cuts.size()) {
  // The outermost cuts may be the beginning and the end of all time: the buckets lie between them.
  if (count_ < 4) return;
  const std::int64_t first = cuts[1] - 1, last = cuts[count_ - 2];
  const std::uint64_t span = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
  if (span > static_cast<std::uint64_t>(INT64_MAX)) return;
  while (span >> shift_ >= kBuckets) ++shift_;
  std::vector<unsigned> held((span >> shift_) + 1);
  for (std::size_t i = 1; i + 1 < count_; ++i) ++held[static_cast<std::uint64_t>(cuts[i] - first) >> shift_];
  steps_ = *std::max_element(held.begin(), held.end());
  if (steps_ > kMostSteps) return;
  // A value of the buckets is above the first cut, unless both are one; it is below the last.
  std::uint32_t rank = cuts[0] <= first ? 1 : 0;
  for (unsigned count : held) {
    begins_.push_back(rank);
    rank += count;
  }
  cuts_.insert(cuts_.end(), steps_, INT64_MAX);
  first_ = first;
  last_ = last;
}

std::size_t Ranks::searched(std::int64_t value) const {
  const auto end = cuts_.begin() + static_cast<std::ptrdiff_t>(count_);
  return static_cast<std::size_t>(std::upper_bound(cuts_.begin(), end, value) - cuts_.begin());
}

}  // namespace licet::bitmap
