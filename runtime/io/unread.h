// Members of the input that the record does not declare: a misspelt one must not pass for a fact that nobody knows.
// Looks at the rows of a run as they are read, counts, and says at the end, once for each name, which fact may be
// meant. A declared fact that no rule reads is none of them; what stands at a shipment or line itself and is near to no
// known name may be passed on to the output, and is not named. One per reader; not thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "runtime/io/plan.h"
#include "runtime/io/tree.h"

namespace licet::io {

class Unread {
 public:
  explicit Unread(const Plan& plan);

  enum class Layout : std::uint8_t { Nested, Flat };
  // `only_lists`: of a file with columns, whose names are compared when it is opened; what lists hold is not.
  void look(const Node& root, Layout layout, bool only_lists);
  // One note for each name that is nearly a known one, and one for all others. Empty afterwards.
  std::vector<std::string> take_notes(const std::string& file);

 private:
  // What an object at one place may hold. Targets by key: a state, or kLeaf, kUnknown; else ~index into found_.
  struct State {
    std::string place;  // "lines[].item"
    std::vector<std::int32_t> targets;
    std::vector<KeyId> known;
  };
  struct Found {
    std::string name;  // with its place, or "the role …"
    std::uint64_t count = 0;
    std::string hint;  // what to do about it; empty where no known name is near
  };
  static constexpr std::int32_t kLeaf = 1 << 24;
  static constexpr std::int32_t kUnknown = kLeaf + 1;

  std::int32_t add_state(std::string place);
  std::int32_t element_state(ir::Id record, const std::string& place);
  void declare(std::int32_t state, ir::Id record);
  void declare(std::int32_t state, std::string_view column, std::int32_t target);
  void know(std::int32_t state, KeyId key, std::int32_t target);
  std::int32_t below(std::int32_t state, std::string_view step);  // the state of a struct on the way

  void walk(const Node& object, std::int32_t state, bool counts);
  void roles(const Node& words);
  std::int32_t find_near(const Node& object, std::int32_t state, KeyId key);

  const Plan& plan_;
  std::vector<State> states_;
  std::vector<std::pair<ir::Id, std::int32_t>> elements_;  // states of what lists hold
  std::int32_t party_ = -1;
  std::int32_t nested_ = -1;
  std::int32_t flat_ = -1;
  std::int32_t line_ = -1;
  std::vector<Found> found_;
  std::vector<std::pair<std::string, std::size_t>> role_words_;  // unknown ones, indices into found_
};

}  // namespace licet::io
