#include "runtime/ledger/state_text.h"

#include "runtime/data/json_value.h"

namespace licet::ledger {
namespace {

using data::JsonValue;

void append(std::string_view text, std::string* out) {
  static constexpr char kHex[] = "0123456789abcdef";
  *out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') *out += '\\';
    if (byte >= 0x20)
      *out += c;
    else
      (*out += "\\u00") += {kHex[byte >> 4], kHex[byte & 15]};
  }
  *out += '"';
}

template <class List, class Each>
std::string array(const List& list, const Each& each) {
  std::string out = "[";
  for (const auto& element : list) {
    if (out.size() > 1) out += ',';
    each(element, &out);
  }
  return out + "]";
}

std::optional<std::vector<JsonValue>> elements(std::string_view text) {
  Result<JsonValue> value = data::parse_json(text);
  if (!value.ok() || !value.value().is_array()) return std::nullopt;
  return std::move(value.value().elements);
}

std::optional<std::vector<std::string>> texts(std::vector<JsonValue> list) {
  std::vector<std::string> out;
  for (JsonValue& v : list) {
    if (!v.is_text()) return std::nullopt;
    out.push_back(std::move(v.text));
  }
  return out;
}

}  // namespace

std::string key_text(const std::vector<std::string>& key) { return array(key, append); }

std::string keys_text(const std::vector<std::vector<std::string>>& key) {
  return array(key, [](const std::vector<std::string>& one, std::string* out) { *out += key_text(one); });
}

std::string position_text(const Position& position) {
  return array(position, [](const OrderPart& part, std::string* out) {
    if (part.text.empty())
      *out += to_string(part.number);
    else
      append(part.text, out);
  });
}

std::optional<std::vector<std::string>> parse_key(std::string_view text) {
  std::optional<std::vector<JsonValue>> list = elements(text);
  if (!list) return std::nullopt;
  return texts(std::move(*list));
}

std::optional<std::vector<std::vector<std::string>>> parse_keys(std::string_view text) {
  std::optional<std::vector<JsonValue>> list = elements(text);
  if (!list) return std::nullopt;
  std::vector<std::vector<std::string>> out;
  for (JsonValue& v : *list) {
    if (!v.is_array()) return std::nullopt;
    std::optional<std::vector<std::string>> one = texts(std::move(v.elements));
    if (!one) return std::nullopt;
    out.push_back(std::move(*one));
  }
  return out;
}

std::optional<Position> parse_position(std::string_view text) {
  std::optional<std::vector<JsonValue>> list = elements(text);
  if (!list) return std::nullopt;
  Position out;
  for (JsonValue& v : *list) {
    OrderPart& part = out.emplace_back();
    if (v.is_text()) {
      part.text = std::move(v.text);
      continue;
    }
    const std::optional<Int128> number = v.kind == JsonValue::Kind::Number ? parse_int128(v.text) : std::nullopt;
    if (!number) return std::nullopt;
    part.number = *number;
  }
  return out;
}

std::optional<Int128> parse_int128(std::string_view text) {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  Int128 out = 0;
  for (const char c : text) {
    const Int128 digit = c - '0';
    if (c < '0' || c > '9' || !mul_checked(out, 10, &out)) return std::nullopt;
    if (!(negative ? sub_checked(out, digit, &out) : add_checked(out, digit, &out))) return std::nullopt;
  }
  return out;
}

}  // namespace licet::ledger
