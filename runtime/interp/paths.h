// Names of facts in data: "end_user.headquarters", "item.integrated_circuits[0].tpp". Facts of the line that is decided
// and of the header stand alone, as in the flat layout; those of another line begin with "lines[2]".
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/interp/context.h"

namespace licet::interp {

struct Path {
  std::string text;                 // with indices
  std::string group;                // without
  std::vector<std::int32_t> order;  // fields and indices: the order of the schema; empty for named causes
  std::uint32_t seen = 0;           // mark of the last list that holds it
};

// Every path is made once and kept: logs name the same facts again and again.
class PathTable {
 public:
  Path* row(const Context& context, const Frame& row);
  Path* fact(const Context& context, const Frame& row, ir::Id field);
  Path* named(const std::string& text);  // a cause that is not a fact
  void trim();                           // forgets them if there are very many; no Path may be in use

 private:
  struct Hash {
    std::size_t operator()(const std::vector<std::int32_t>& key) const;
  };
  void order(const Context& context, const Frame& row);
  Path* find(const Context& context, const Frame& row, ir::Id field);

  static constexpr std::size_t kMost = 1 << 16;
  std::vector<std::int32_t> key_;  // scratch
  std::unordered_map<std::vector<std::int32_t>, Path, Hash> paths_;
  std::unordered_map<std::string, Path> named_;
};

// The outermost possible further element, or role that may be none, that the row is or lies in; null if there is none.
const Frame* uncertain_owner(const Context& context, const Frame& row);

}  // namespace licet::interp
