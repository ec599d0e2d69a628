// Postings of which the account is not known, added up by what they may be: few sorts, however many there are. Of one
// ledger; refers to postings by their number.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/ledger/posting.h"

namespace licet::ledger {

class Floats {
 public:
  // Postings that may be the same accounts on the same days.
  struct Sort {
    std::vector<std::vector<std::string>> key;
    Day first_day = 0, last_day = 0;
    std::vector<std::size_t> postings;  // ascending
    Range range;                        // of all of them, each perhaps
    std::size_t standing = 0, assumed = 0;
    std::int32_t first_period = 0, last_period = 0;  // of its days
  };

  std::size_t add(const Posting& posting, std::size_t number);  // the number of its sort
  std::vector<Sort>& sorts() { return sorts_; }
  const std::vector<Sort>& sorts() const { return sorts_; }
  // Calls visit for every sort of which the first part of the key may be this one, others perhaps among them.
  template <class Visit>
  void each_of(const std::string& first, Visit visit) const {
    for (const std::size_t s : anything_) visit(sorts_[s]);
    const auto found = by_first_.find(first);
    if (found == by_first_.end()) return;
    for (const std::size_t s : found->second) visit(sorts_[s]);
  }

 private:
  std::vector<Sort> sorts_;
  std::map<std::pair<std::vector<std::vector<std::string>>, std::pair<Day, Day>>, std::size_t> numbers_;
  std::vector<std::size_t> anything_;  // sorts without a first part, or of which it may be anything
  std::unordered_map<std::string, std::vector<std::size_t>> by_first_;
};

inline std::size_t Floats::add(const Posting& posting, std::size_t number) {
  const auto [found, added] =
      numbers_.emplace(std::pair(posting.key, std::pair(posting.first_day, posting.last_day)), sorts_.size());
  if (added) {
    sorts_.push_back({posting.key, posting.first_day, posting.last_day, {}, {}, 0, 0, 0, 0});
    if (posting.key.empty() || posting.key.front().empty()) {
      anything_.push_back(found->second);
    } else {
      for (const std::string& key : posting.key.front()) by_first_[key].push_back(found->second);
    }
  }
  sorts_[found->second].postings.push_back(number);
  return found->second;
}

}  // namespace licet::ledger
