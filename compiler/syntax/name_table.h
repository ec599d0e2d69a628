// The names in scope as a trie of words: longest match from the left, articles skipped on both sides, plurals and the
// other forms of a name included. Made by make_names(); immutable, shared by the files that use it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/syntax/names.h"

namespace licet::syntax {

class NameTable {
 public:
  struct Match {
    const DeclaredName* name = nullptr;  // null: nothing matches
    std::uint8_t flags = 0;              // kTokPlural, kTokOutside, kTokBase
    bool stem = false;                   // a relation without its preposition
    std::size_t end = 0;                 // behind the last raw token
  };

  explicit NameTable(const std::vector<const Interface*>& in_scope, Diagnostics* diagnostics);

  // The longest name that begins at raw[i] and ends before `end`. With `head_of_sentence` the first word may be written
  // with a capital.
  Match longest(const Tokens& raw, std::size_t i, std::size_t end, bool head_of_sentence) const;
  // The name of that text, null if there is none.
  const DeclaredName* find(std::string_view text) const;
  // The declared name or keyword that was probably meant by the words raw[begin, end); empty if none is near.
  std::string nearest(const Tokens& raw, std::size_t begin, std::size_t end) const;

 private:
  struct Entry {
    const DeclaredName* name = nullptr;
    std::uint8_t flags = 0;
    bool stem = false;
  };
  static constexpr std::uint32_t kNoWord = 0xffffffffu;

  void add_forms(const DeclaredName& name, Diagnostics* diagnostics);
  void insert(const Tokens& words, Entry entry, Diagnostics* diagnostics);
  void check_pairs(Diagnostics* diagnostics) const;
  std::uint32_t word_id(std::string_view word) const;

  std::vector<DeclaredName> names_;
  std::unordered_map<std::string, std::uint32_t> words_;
  std::unordered_map<std::uint64_t, std::uint32_t> edges_;  // node << 32 | word
  std::vector<Entry> entries_;                              // by node; node 0 is the root
  std::unordered_map<std::string_view, const DeclaredName*> by_text_;
};

// The regular plural of a name: its head word, the last before the first preposition.
std::string plural_of(std::string_view name);
// "holds a licence" -> "hold a licence".
std::string base_form(std::string_view predicate);

}  // namespace licet::syntax
