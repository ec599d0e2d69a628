// The row in which a node is read, and the rows around it: shipment, line, item, … innermost first. A blank row (-1)
// stands for something of which nothing is known: a possible further element of a list, a role not supplied.
#pragma once

#include <cstdint>
#include <memory>
#include <type_traits>
#include <vector>

#include "core/ir/schema.h"
#include "runtime/interp/planes.h"

namespace licet::interp {

inline constexpr std::int32_t kBlank = -1;

// The field that holds a row, and its index there; -1 if the field holds one row.
struct Holder {
  ir::Id field = ir::kNone;
  std::int32_t index = -1;
};

struct Frame {
  const Frame* outer = nullptr;
  const Frame* owner = nullptr;  // the frame whose field holds this row
  ir::Id type = ir::kNone;
  std::int32_t row = kBlank;
  ir::Id field = ir::kNone;         // of the owner: the list, struct or role
  std::int32_t index = -1;          // among the elements; -1 if the field holds one row or the row is blank
  std::int32_t level = 1;           // in a tree, 1 at the top
  bool current = true;              // the line around it is the line that is decided
  mutable std::uint32_t place = 0;  // its number in a PathTable, once asked for

  void move_to(std::int32_t to_row, std::int32_t to_index) {
    row = to_row;
    index = to_index;
    place = 0;
  }
};

// Visits elements of a source: the frame, whether it is there (never certainly not), how many of it there may be.
// False stops. A non-owning reference to a callable, so that sources can be nested without a template for each nesting.
class ElementVisit {
 public:
  template <class F, class = std::enable_if_t<!std::is_same_v<std::decay_t<F>, ElementVisit>>>
  ElementVisit(F&& f)  // NOLINT: implicit on purpose
      : object_(const_cast<void*>(static_cast<const void*>(std::addressof(f)))),
        call_([](void* o, const Frame& e, Planes there, std::int64_t copies) {
          return (*static_cast<std::remove_reference_t<F>*>(o))(e, there, copies);
        }) {}
  bool operator()(const Frame& e, Planes there, std::int64_t copies) const { return call_(object_, e, there, copies); }

 private:
  void* object_;
  bool (*call_)(void*, const Frame&, Planes, std::int64_t);
};

// Words of code sets that live as long as a line.
class WordArena {
 public:
  std::uint64_t* take(std::size_t words) {
    if (used_ + words > kBlock) {
      ++block_;
      used_ = 0;
    }
    while (block_ >= blocks_.size()) blocks_.push_back(std::make_unique<std::uint64_t[]>(kBlock));
    std::uint64_t* out = blocks_[block_].get() + used_;
    used_ += words;
    for (std::size_t i = 0; i < words; ++i) out[i] = 0;
    return out;
  }
  void clear() { block_ = used_ = 0; }

 private:
  static constexpr std::size_t kBlock = 1 << 14;  // words; a category has at most 64 * kBlock values
  std::vector<std::unique_ptr<std::uint64_t[]>> blocks_;
  std::size_t block_ = 0, used_ = 0;
};

}  // namespace licet::interp
