#include "compiler/lower/json.h"

namespace licet::lower {

Json Json::words(std::string_view text) {
  Json out;
  out.kind = Kind::Text;
  out.text = text;
  return out;
}

Json Json::digits(std::string_view text) {
  Json out;
  out.kind = Kind::Number;
  for (const char c : text)
    if (c != ',') out.text.push_back(c);
  return out;
}

Json Json::truth(bool value) {
  Json out;
  out.kind = Kind::Bool;
  out.text = value ? "true" : "false";
  return out;
}

Json& Json::at(std::string_view path) {
  if (path.empty()) return *this;
  const std::size_t dot = path.find('.');
  const std::string_view name = path.substr(0, dot);
  const std::string_view rest = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  if (kind == Kind::Null) kind = Kind::Object;
  for (auto& [key, value] : members)
    if (key == name) return value.at(rest);
  members.emplace_back(std::string(name), Json());
  return members.back().second.at(rest);
}

const Json* Json::find(std::string_view path) const {
  if (path.empty()) return this;
  const std::size_t dot = path.find('.');
  const std::string_view rest = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  for (const auto& [key, value] : members)
    if (key == path.substr(0, dot)) return value.find(rest);
  return nullptr;
}

Json& Json::append() {
  kind = Kind::Array;
  elements.emplace_back();
  return elements.back();
}

std::string Json::write() const {
  std::string out;
  write(&out);
  return out;
}

namespace {

void quote(std::string_view text, std::string* out) {
  static constexpr char kHex[] = "0123456789abcdef";
  out->push_back('"');
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out->push_back('\\');
      out->push_back(c);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      *out += "\\u00";
      out->push_back(kHex[static_cast<unsigned char>(c) >> 4]);
      out->push_back(kHex[static_cast<unsigned char>(c) & 15]);
    } else {
      out->push_back(c);
    }
  }
  out->push_back('"');
}

}  // namespace

void Json::write(std::string* out) const {
  switch (kind) {
    case Kind::Null:
      *out += "null";
      return;
    case Kind::Bool:
    case Kind::Number:
      *out += text;
      return;
    case Kind::Text:
      quote(text, out);
      return;
    case Kind::Array:
      out->push_back('[');
      for (std::size_t i = 0; i < elements.size(); ++i) {
        if (i > 0) out->push_back(',');
        elements[i].write(out);
      }
      out->push_back(']');
      return;
    case Kind::Object:
      out->push_back('{');
      for (std::size_t i = 0; i < members.size(); ++i) {
        if (i > 0) out->push_back(',');
        quote(members[i].first, out);
        out->push_back(':');
        members[i].second.write(out);
      }
      out->push_back('}');
      return;
  }
}

}  // namespace licet::lower
