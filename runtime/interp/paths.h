// Names of facts in data: "end_user.headquarters", "item.integrated_circuits[0].tpp". Facts of the line that is decided
// and of the header stand alone, as in the flat layout; those of another line begin with "lines[2]".
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/interp/context.h"

namespace licet::interp {

struct Path {
  std::string text;                 // with indices
  std::string group;                // without
  std::vector<std::int32_t> order;  // fields and indices: the order of the schema; empty for named causes
  // Of the walk that names it (OpenFacts): the last line that did and which of its facts it is, the last list of them.
  std::uint64_t line = 0, list = 0;
  std::uint32_t fact = 0;
};

// Every path is made once and kept: logs name the same facts again and again. A place is what the fields and indices on
// the way to a row say of it; places are numbered, and a frame remembers its number.
class PathTable {
 public:
  std::uint32_t place_of(const Context& context, const Frame& row);  // not 0
  Path* row(const Context& context, const Frame& row);
  Path* fact(const Context& context, const Frame& row, ir::Id field);
  // A cause that is not a fact, counted over a log under its group.
  Path* named(const std::string& text, const std::string& group);
  Path* named(const std::string& text) { return named(text, text); }
  void trim();  // forgets them if there are very many; no Path or numbered frame may be in use

 private:
  struct Step {
    std::uint32_t owner;
    ir::Id field;
    std::int32_t index;
    friend bool operator==(const Step&, const Step&) = default;
  };
  struct Hash {
    std::size_t operator()(const Step& step) const;
  };
  struct Place {
    Path path;
    std::vector<std::unique_ptr<Path>> facts;  // per field, once named
  };

  static constexpr std::size_t kMost = 1 << 16;
  std::unordered_map<Step, std::uint32_t, Hash> numbers_;
  std::vector<std::unique_ptr<Place>> places_;  // by number - 1
  std::unordered_map<std::string, Path> named_;
};

// The outermost possible further element, or role that may be none, that the row is or lies in; null if there is none.
const Frame* uncertain_owner(const Context& context, const Frame& row);

}  // namespace licet::interp
