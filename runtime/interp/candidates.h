// The possible values of a category and of a text (semantics sections 1 and 2). A set of codes is a row of 64-bit words
// owned by the plan or by the context's arena. In a hierarchy the code of an inner node stands, as a candidate, for
// "under it, but none of the listed paragraphs below it".
#pragma once

#include <cstdint>
#include <string_view>

#include "core/ir/schema.h"

namespace licet::interp {

struct Candidates {
  const std::uint64_t* set = nullptr;  // several codes; null: one or none
  ir::Id code = ir::kNone;             // the one code, where `set` is null; kNone: no value is possible
  bool undefined = false;              // may be undefined
  bool missing = false;                // rests on a missing fact
  ir::Id category = ir::kNone;

  bool has_value() const { return set != nullptr || code != ir::kNone; }
  bool single() const { return set == nullptr && code != ir::kNone && !undefined; }
};

inline bool holds(const std::uint64_t* set, ir::Id code) {
  return (set[static_cast<std::size_t>(code) >> 6] >> (static_cast<std::size_t>(code) & 63)) & 1;
}
inline void include(std::uint64_t* set, ir::Id code) {
  set[static_cast<std::size_t>(code) >> 6] |= std::uint64_t{1} << (static_cast<std::size_t>(code) & 63);
}

// Calls visit(code) for each candidate, ascending, until it returns false.
template <class Visit>
void each_code(const std::uint64_t* set, std::size_t words, Visit visit) {
  for (std::size_t w = 0; w < words; ++w)
    for (std::uint64_t rest = set[w]; rest != 0; rest &= rest - 1)
      if (!visit(static_cast<ir::Id>(w * 64 + static_cast<std::size_t>(__builtin_ctzll(rest))))) return;
}

struct TextValue {
  bool known = false;      // `text` is the value if there is one
  bool value = true;       // may have a value
  bool undefined = false;  // may be undefined
  std::string_view text;
};

}  // namespace licet::interp
