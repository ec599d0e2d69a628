// Which shipments were read already, within a window: the last two to four million of them are remembered, by a 64-bit
// hash of their id. Bounded memory (64 MiB) for logs of any size. Not thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

namespace licet::io {

class Seen {
 public:
  // False if it was there.
  bool insert(std::string_view id) {
    const std::uint64_t hash = std::hash<std::string_view>{}(id) | 1;  // 0 marks a free slot
    if (current_.contains(hash) || former_.contains(hash)) return false;
    if (current_.size() == kGeneration) {
      former_ = std::move(current_);
      current_ = Generation();
    }
    current_.insert(hash);
    return true;
  }

 private:
  static constexpr std::size_t kGeneration = 2u << 20;

  class Generation {
   public:
    std::size_t size() const { return size_; }
    bool contains(std::uint64_t hash) const { return !slots_.empty() && slots_[place(hash)] == hash; }
    void insert(std::uint64_t hash) {
      if (2 * (size_ + 1) > slots_.size()) {
        std::vector<std::uint64_t> old(slots_.empty() ? 1024 : slots_.size() * 2);
        old.swap(slots_);
        for (const std::uint64_t h : old)
          if (h != 0) slots_[place(h)] = h;
      }
      slots_[place(hash)] = hash;
      ++size_;
    }

   private:
    std::size_t place(std::uint64_t hash) const {
      std::size_t at = (hash * 0x9E3779B97F4A7C15u) >> 20 & (slots_.size() - 1);
      while (slots_[at] != 0 && slots_[at] != hash) at = (at + 1) & (slots_.size() - 1);
      return at;
    }
    std::vector<std::uint64_t> slots_;
    std::size_t size_ = 0;
  };

  Generation current_;
  Generation former_;
};

}  // namespace licet::io
