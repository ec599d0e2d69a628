// "Did you mean": the nearest of some names by edit distance (a letter put in, left out, changed, or two swapped).
// Plain functions; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace licet {

// Edits from a to b, ignoring case; `limit` + 1 as soon as it is certain that there are more.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

// Collects candidates one by one; best() is the first of the nearest, empty if none is near enough to be meant: within
// a third of the length of the word, three edits at most.
class Nearest {
 public:
  explicit Nearest(std::string_view word);
  void consider(std::string_view candidate);
  const std::string& best() const { return best_; }

 private:
  std::string word_;
  std::string best_;
  std::size_t limit_;
};

}  // namespace licet
