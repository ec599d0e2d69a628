#include "runtime/io/tree.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

#include <fmt/format.h>

#include "core/base/date.h"

namespace licet::io {

namespace {
constexpr std::size_t kBlock = 64 * 1024;
constexpr std::size_t kMostKeys = 65536;
}  // namespace

void* Arena::allocate(std::size_t bytes) {
  bytes = (bytes + 7) & ~std::size_t{7};
  while (block_ < blocks_.size() && used_ + bytes > blocks_[block_].size) {
    full_ += used_;
    ++block_;
    used_ = 0;
  }
  if (block_ == blocks_.size()) {
    const std::size_t size = std::max(bytes, kBlock);
    blocks_.push_back({std::make_unique_for_overwrite<char[]>(size), size});
    used_ = 0;
  }
  void* place = blocks_[block_].data.get() + used_;
  used_ += bytes;
  return place;
}

std::string_view Arena::copy(std::string_view text) {
  if (text.empty()) return {};
  char* place = static_cast<char*>(allocate(text.size()));
  std::memcpy(place, text.data(), text.size());
  return {place, text.size()};
}

void Arena::reset() {
  // A block made for one giant value is not kept.
  std::erase_if(blocks_, [](const Block& b) { return b.size > 16 * kBlock; });
  block_ = 0;
  used_ = 0;
  full_ = 0;
}

KeyId Keys::intern(std::string_view name) {
  if (const KeyId known = ids_.find(name); known != Words::kAbsent) return known;
  if (names_.size() >= kMostKeys) return kNoKey;
  const auto id = static_cast<KeyId>(names_.size());
  names_.push_back(std::make_unique<std::string>(name));
  ids_.set(name, id);
  return id;
}

bool is_null(const Node* node) {
  if (node == nullptr || node->kind == Node::Kind::Null) return true;
  if (node->kind != Node::Kind::Object) return false;
  return std::ranges::all_of(node->elements(), [](const Node& child) { return is_null(&child); });
}

bool same_content(const Node& a, const Node& b) {
  if (is_null(&a) || is_null(&b)) return is_null(&a) && is_null(&b);
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Node::Kind::Null:
      return true;
    case Node::Kind::Bool:
    case Node::Kind::Integer:
    case Node::Kind::Day:
      return a.number == b.number;
    case Node::Kind::Float:
      return a.real == b.real;
    case Node::Kind::Number:
    case Node::Kind::Text:
    case Node::Kind::Cell:
    case Node::Kind::Bad:
      return a.text() == b.text();
    case Node::Kind::Array:
      return a.size == b.size &&
             std::equal(a.elements().begin(), a.elements().end(), b.elements().begin(), same_content);
    case Node::Kind::Object:
      break;
  }
  const auto covers = [](const Node& x, const Node& y) {
    return std::ranges::all_of(x.elements(), [&](const Node& child) {
      const Node* other = y.find(child.key);
      return other != nullptr ? same_content(child, *other) : is_null(&child);
    });
  };
  return covers(a, b) && covers(b, a);
}

Node clone(const Node& node, Arena* arena) {
  Node copy = node;
  switch (node.kind) {
    case Node::Kind::Number:
    case Node::Kind::Text:
    case Node::Kind::Cell:
    case Node::Kind::Bad:
      copy.chars = arena->copy(node.text()).data();
      break;
    case Node::Kind::Array:
    case Node::Kind::Object: {
      Node* children = static_cast<Node*>(arena->allocate(node.size * sizeof(Node)));
      for (std::uint32_t i = 0; i < node.size; ++i) children[i] = clone(node.children[i], arena);
      copy.children = children;
      break;
    }
    case Node::Kind::Null:
    case Node::Kind::Bool:
    case Node::Kind::Integer:
    case Node::Kind::Float:
    case Node::Kind::Day:
      break;
  }
  return copy;
}

std::string render(const Node& node) {
  switch (node.kind) {
    case Node::Kind::Null:
      return {};
    case Node::Kind::Bool:
      return node.number != 0 ? "true" : "false";
    case Node::Kind::Integer:
      return std::to_string(node.number);
    case Node::Kind::Float:
      return fmt::format("{}", node.real);
    case Node::Kind::Day:
      return format_day(static_cast<Day>(node.number));
    case Node::Kind::Number:
    case Node::Kind::Text:
    case Node::Kind::Cell:
    case Node::Kind::Bad:
      return std::string(node.text());
    case Node::Kind::Array:
      return "a list";
    case Node::Kind::Object:
      return "an object";
  }
  return {};
}

// As the Unicode standard has it (table 3-7): no overlong forms, no surrogates, nothing beyond U+10FFFF.
bool valid_utf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  std::size_t i = 0;
  while (i < text.size()) {
    std::array<std::uint64_t, 4> words;
    if (text.size() - i >= sizeof words) {  // mostly plain letters
      std::memcpy(words.data(), text.data() + i, sizeof words);
      if (((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080u) == 0) {
        i += sizeof words;
        continue;
      }
    }
    const unsigned char first = byte(i);
    if (first < 0x80) {
      ++i;
      continue;
    }
    const std::size_t more = first < 0xC2 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : 0;
    if (more == 0 || text.size() - i <= more) return false;
    const unsigned char least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned char most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (byte(i + 1) < least || byte(i + 1) > most) return false;
    for (std::size_t k = 2; k <= more; ++k)
      if ((byte(i + k) & 0xC0) != 0x80) return false;
    i += more + 1;
  }
  return true;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kMost = 60;
  std::string out = "\"";
  for (const char c : text.substr(0, kMost)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += c;
    }
  }
  if (text.size() > kMost) {
    while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80) out.pop_back();
    if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xC0) out.pop_back();
    out += "...";
  }
  out += '"';
  if (valid_utf8(out)) return out;
  std::string ascii;
  for (const char c : out)
    ascii += static_cast<unsigned char>(c) < 0x80 ? std::string(1, c)
                                                  : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  return ascii;
}

}  // namespace licet::io
