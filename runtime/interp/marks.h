// Which parts of a program a walk has visited, and where. Forgets them all at once; single-threaded.
#pragma once

#include <cstdint>
#include <vector>

namespace licet::interp {

struct Mark {
  std::uint64_t pass = 0;   // of the last visit; 0: none
  bool contested = false;   // the open reading saw something else there
  std::uint32_t range = 0;  // of what was found
};

class Marks {
 public:
  struct Name {
    std::uint64_t where = 0, what = 0;
    friend bool operator==(const Name&, const Name&) = default;
  };

  void clear() {
    used_ = 0;
    ++epoch_;
  }

  // Until the next call, which may move it.
  Mark& of(const Name& name) {
    if (2 * used_ >= slots_.size()) grow();
    Slot& slot = find(name);
    if (slot.epoch != epoch_) {
      slot = {name, epoch_, {}};
      ++used_;
    }
    return slot.mark;
  }

 private:
  struct Slot {
    Name name;
    std::uint64_t epoch = 0;
    Mark mark;
  };

  Slot& find(const Name& name) {
    std::size_t i = ((name.where ^ name.what * 0x9e3779b97f4a7c15u) * 0xbf58476d1ce4e5b9u) >> 32 & (slots_.size() - 1);
    while (slots_[i].epoch == epoch_ && !(slots_[i].name == name)) i = (i + 1) & (slots_.size() - 1);
    return slots_[i];
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 1024 : 2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.epoch == epoch_) find(slot.name) = slot;
  }

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
  std::uint64_t epoch_ = 1;
};

}  // namespace licet::interp
