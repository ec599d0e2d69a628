// JSON text as a tree of values, for what the worked examples expect (shipments go through runtime/io). Numbers stay
// the text they were: a decimal never passes through a double. Plain values, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace licet::data {

struct JsonValue {
  enum class Kind : std::uint8_t { Null, Bool, Number, Text, Array, Object };
  Kind kind = Kind::Null;
  bool boolean = false;
  std::string text;                 // Number, Text
  std::vector<JsonValue> elements;  // Array
  struct Member;
  std::vector<Member> members;  // Object, in the order of the text

  bool is_null() const { return kind == Kind::Null; }
  bool is_text() const { return kind == Kind::Text; }
  bool is_array() const { return kind == Kind::Array; }
  bool is_object() const { return kind == Kind::Object; }
  const JsonValue* find(std::string_view name) const;  // null if absent
  // The member's text, or `otherwise` where it is absent or not a text.
  std::string text_of(std::string_view name, std::string_view otherwise = {}) const;
};

struct JsonValue::Member {
  std::string first;  // its name
  JsonValue second;
};

// Strict JSON, at most 256 levels deep. The failure names the byte.
Result<JsonValue> parse_json(std::string_view text);
// Compact; what parse_json() reads back as the same value.
std::string to_text(const JsonValue& value);

}  // namespace licet::data
