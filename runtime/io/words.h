// Texts to numbers, for words that data repeats without end: names of members, spellings of categories. Open addressing
// over entries that never go; far cheaper to ask than a map of strings. Not thread-safe while it changes.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace licet::io {

class Words {
 public:
  struct Entry {
    std::string word;
    std::uint64_t hash;
    std::uint32_t value;
  };
  static constexpr std::uint32_t kAbsent = 0xffffffffu;

  std::uint32_t find(std::string_view word) const {
    if (slots_.empty()) return kAbsent;
    const std::uint32_t entry = slots_[slot_of(word, hash_of(word))];
    return entry == kAbsent ? kAbsent : entries_[entry].value;
  }
  // False, and nothing is changed, if the word is there.
  bool add(std::string_view word, std::uint32_t value) {
    if (find(word) != kAbsent) return false;
    set(word, value);
    return true;
  }
  void set(std::string_view word, std::uint32_t value) {
    if (2 * (entries_.size() + 1) > slots_.size()) grow();
    const std::uint64_t hash = hash_of(word);
    std::uint32_t& entry = slots_[slot_of(word, hash)];
    if (entry != kAbsent) {
      entries_[entry].value = value;
      return;
    }
    entry = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({std::string(word), hash, value});
  }
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  static std::uint64_t hash_of(std::string_view word) {
    constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15u;
    std::uint64_t hash = word.size() * kFactor;
    const auto take = [&hash](std::uint64_t part) {
      hash = (hash ^ part) * kFactor;
      hash ^= hash >> 29;
    };
    const char* p = word.data();
    std::size_t left = word.size();
    for (; left >= sizeof(std::uint64_t); left -= sizeof(std::uint64_t), p += sizeof(std::uint64_t)) {
      std::uint64_t part;
      std::memcpy(&part, p, sizeof part);
      take(part);
    }
    std::uint64_t rest = 0;
    for (; left > 0; --left) rest = rest << 8 | static_cast<unsigned char>(*p++);
    take(rest);
    return hash ^ hash >> 32;
  }
  // Of the word, or the free one where it would go.
  std::size_t slot_of(std::string_view word, std::uint64_t hash) const {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at] != kAbsent && (entries_[slots_[at]].hash != hash || entries_[slots_[at]].word != word))
      at = (at + 1) & (slots_.size() - 1);
    return at;
  }
  void grow() {
    constexpr std::size_t kLeast = 16;
    slots_.assign(slots_.empty() ? kLeast : 2 * slots_.size(), kAbsent);
    for (std::size_t i = 0; i < entries_.size(); ++i)
      slots_[slot_of(entries_[i].word, entries_[i].hash)] = static_cast<std::uint32_t>(i);
  }

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // a power of two, at most half of them taken
};

}  // namespace licet::io
