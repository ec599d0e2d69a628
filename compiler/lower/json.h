// A small JSON tree that scenarios are written into: objects keep the order of their members. Owned by the scenario
// that is being built; not thread-safe.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace licet::lower {

class Json {
 public:
  enum class Kind : unsigned char { Null, Bool, Number, Text, Array, Object };

  Kind kind = Kind::Null;
  std::string text;  // Number as written, Text, "true" or "false"
  std::deque<Json> elements;
  std::deque<std::pair<std::string, Json>> members;

  static Json words(std::string_view text);
  static Json digits(std::string_view text);
  static Json truth(bool value);

  // The member at a dotted path; objects are made on the way.
  Json& at(std::string_view path);
  const Json* find(std::string_view path) const;
  Json& append();  // a new last element; makes this an array
  std::string write() const;

 private:
  void write(std::string* out) const;
};

}  // namespace licet::lower
