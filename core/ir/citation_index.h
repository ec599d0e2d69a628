// Ids by citation, for what stands at or below a reference. Takes time by what it finds, not by what it holds.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/ir/program.h"

namespace licet::ir {

class CitationIndex {
 public:
  void add(std::string citation, Id id) {
    std::string key = citation_key(citation);
    entries_.emplace(std::move(key), Entry{std::move(citation), id});
  }

  bool any_under(std::string_view reference) const {
    const std::string key = citation_key(reference);
    const auto first = entries_.lower_bound(key);
    return first != entries_.end() && first->first.starts_with(key);
  }

  // By the bytes of their citations; of one citation in the order in which they were added.
  std::vector<Id> under(std::string_view reference) const {
    const std::string key = citation_key(reference);
    std::vector<const Entry*> found;
    for (auto at = entries_.lower_bound(key); at != entries_.end() && at->first.starts_with(key); ++at)
      found.push_back(&at->second);
    std::stable_sort(found.begin(), found.end(),
                     [](const Entry* a, const Entry* b) { return a->citation < b->citation; });
    std::vector<Id> out;
    for (const Entry* entry : found) out.push_back(entry->id);
    return out;
  }

 private:
  struct Entry {
    std::string citation;
    Id id;
  };
  std::multimap<std::string, Entry> entries_;
};

}  // namespace licet::ir
