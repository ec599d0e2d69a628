// One row of input as a tree of values, whatever file it came from: the meeting point of the formats (which build
// trees) and the decoder (which fills a data::Record from one). Nodes and texts live in an Arena, or in memory of the
// row source, until the next row is read. Not thread-safe; one set per row source.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/io/words.h"

namespace licet::io {

// Bump allocator with stable addresses; reset() keeps the memory.
class Arena {
 public:
  void* allocate(std::size_t bytes);
  std::string_view copy(std::string_view text);
  void reset();
  std::size_t bytes_in_use() const { return full_ + used_; }

 private:
  struct Block {
    std::unique_ptr<char[]> data;
    std::size_t size;
  };
  std::vector<Block> blocks_;
  std::size_t block_ = 0;
  std::size_t used_ = 0;
  std::size_t full_ = 0;  // bytes of the blocks before block_
};

using KeyId = std::uint32_t;
inline constexpr KeyId kNoKey = 0xffffffffu;

// Names of object members and columns. Names beyond the limit are kNoKey: hostile input must not fill the memory.
class Keys {
 public:
  KeyId intern(std::string_view name);
  const std::string& name(KeyId key) const { return *names_[key]; }
  std::size_t size() const { return names_.size(); }
  // --map: from now on `from` is read as `to`.
  void rename(const std::string& from, const std::string& to) { ids_.set(from, intern(to)); }

 private:
  Words ids_;
  std::vector<std::unique_ptr<std::string>> names_;
};

struct Node {
  enum class Kind : std::uint8_t {
    Null,
    Bool,     // number: 0 or 1
    Number,   // text as the file has it: decimals never pass through double
    Integer,  // number
    Float,    // real, of a type with so many bits of precision as `size` says; from columnar files only. Only whole
              // numbers below 2^size are taken: above, the file may have held another one
    Day,      // number: days since 1970-01-01
    Text,
    Cell,    // text of a CSV cell: may stand for any kind
    Array,   // children
    Object,  // children with keys
    Bad,     // text: why the value cannot be read
  };
  Kind kind = Kind::Null;
  std::uint32_t size = 0;  // bytes of text, number of children
  KeyId key = kNoKey;
  union {
    const char* chars;
    std::int64_t number = 0;
    double real;
    Node* children;
  };

  std::string_view text() const { return {chars, size}; }
  void set_text(Kind k, std::string_view text) {
    kind = k;
    chars = text.data();
    size = static_cast<std::uint32_t>(text.size());
  }
  void set_number(Kind k, std::int64_t value) {
    kind = k;
    number = value;
  }
  void set_children(Kind k, Node* first, std::size_t count) {
    kind = k;
    children = first;
    size = static_cast<std::uint32_t>(count);
  }
  bool is_text() const { return kind == Kind::Text || kind == Kind::Cell; }
  std::span<Node> elements() const {
    return kind == Kind::Array || kind == Kind::Object ? std::span<Node>(children, size) : std::span<Node>();
  }
  Node* find(KeyId wanted) const {
    if (kind == Kind::Object)
      for (Node& child : elements())
        if (child.key == wanted) return &child;
    return nullptr;
  }
};

bool is_null(const Node* node);                   // absent, null, or an object of nothing but nulls
bool same_content(const Node& a, const Node& b);  // kinds, texts and children, in any order of keys
Node clone(const Node& node, Arena* arena);       // texts too
std::string render(const Node& node);             // a scalar as text, for pass-through and messages
bool valid_utf8(std::string_view text);
// A value as quoted in a message: short, printable.
std::string in_quotes(std::string_view text);

}  // namespace licet::io
