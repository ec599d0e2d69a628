#include "runtime/data/json_value.h"

#include <nlohmann/json.hpp>

namespace licet::data {
namespace {

constexpr std::size_t kDeepest = 256;

// nlohmann's SAX interface is the one that gives the literal text of a number that is not a 64-bit integer.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  JsonValue root;
  std::string problem;

  bool null() override { return place({}) != nullptr; }
  bool boolean(bool value) override {
    JsonValue v;
    v.kind = JsonValue::Kind::Bool;
    v.boolean = value;
    return place(std::move(v)) != nullptr;
  }
  bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& literal) override { return number(literal); }
  bool string(string_t& value) override {
    JsonValue v;
    v.kind = JsonValue::Kind::Text;
    v.text = std::move(value);
    return place(std::move(v)) != nullptr;
  }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(JsonValue::Kind::Object); }
  bool start_array(std::size_t) override { return open(JsonValue::Kind::Array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (open_.back()->find(name) != nullptr) {
      problem = "the key \"" + name + "\" stands twice in one object";
      return false;
    }
    open_.back()->members.push_back({std::move(name), {}});
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    problem = "this is not JSON at byte " + std::to_string(position);
    return false;
  }

 private:
  bool number(std::string literal) {
    JsonValue v;
    v.kind = JsonValue::Kind::Number;
    v.text = std::move(literal);
    return place(std::move(v)) != nullptr;
  }
  JsonValue* place(JsonValue value) {
    if (open_.empty()) {
      root = std::move(value);
      return &root;
    }
    JsonValue* owner = open_.back();
    if (owner->kind == JsonValue::Kind::Array) return &owner->elements.emplace_back(std::move(value));
    owner->members.back().second = std::move(value);
    return &owner->members.back().second;
  }
  bool open(JsonValue::Kind kind) {
    if (open_.size() == kDeepest) {
      problem = "this JSON is nested deeper than " + std::to_string(kDeepest) + " levels";
      return false;
    }
    JsonValue v;
    v.kind = kind;
    open_.push_back(place(std::move(v)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  // A value does not move while it is open: only the innermost one grows.
  std::vector<JsonValue*> open_;
};

void quote(const std::string& text, std::string* out) {
  *out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void write(const JsonValue& value, std::string* out) {
  switch (value.kind) {
    case JsonValue::Kind::Null:
      *out += "null";
      return;
    case JsonValue::Kind::Bool:
      *out += value.boolean ? "true" : "false";
      return;
    case JsonValue::Kind::Number:
      *out += value.text;
      return;
    case JsonValue::Kind::Text:
      quote(value.text, out);
      return;
    case JsonValue::Kind::Array:
      *out += '[';
      for (std::size_t i = 0; i < value.elements.size(); ++i) {
        if (i > 0) *out += ',';
        write(value.elements[i], out);
      }
      *out += ']';
      return;
    case JsonValue::Kind::Object:
      *out += '{';
      for (std::size_t i = 0; i < value.members.size(); ++i) {
        if (i > 0) *out += ',';
        quote(value.members[i].first, out);
        *out += ':';
        write(value.members[i].second, out);
      }
      *out += '}';
      return;
  }
}

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const {
  for (const auto& [key, value] : members)
    if (key == name) return &value;
  return nullptr;
}

std::string JsonValue::text_of(std::string_view name, std::string_view otherwise) const {
  const JsonValue* value = find(name);
  return value != nullptr && value->is_text() ? value->text : std::string(otherwise);
}

Result<JsonValue> parse_json(std::string_view text) {
  Builder builder;
  const bool ok = nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  if (!ok) return Failure{builder.problem.empty() ? "this is not JSON" : builder.problem};
  return std::move(builder.root);
}

std::string to_text(const JsonValue& value) {
  std::string out;
  write(value, &out);
  return out;
}

}  // namespace licet::data
