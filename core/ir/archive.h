// Walks every member of a Program through the fields() of its structs, so that no member can be forgotten in one place:
// writing, reading, checking of texts, and the tests' mutations are visitors of this one walk.
// A Visitor has number(T&) for integers, bools and enumerations, text(std::string&), list(std::vector<T>&, each) and
// wants_places(). A visitor that changes nothing may be used on a const Program through walk().
#pragma once

#include <array>
#include <string>
#include <type_traits>
#include <vector>

#include "core/ir/program.h"

namespace licet::ir {

template <class Visitor>
class Archive {
 public:
  explicit Archive(Visitor& visitor) : visitor_(visitor) {}

  template <class... T>
  void operator()(T&&... values) {
    (one(values), ...);
  }

 private:
  template <class T>
  void one(T& value) {
    if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
      visitor_.number(value);
    } else {
      composite(value);
    }
  }

  void composite(std::string& value) { visitor_.text(value); }
  void composite(Span& value) { (*this)(value.file, value.begin, value.end); }
  template <class T>
  void composite(std::vector<T>& value) {
    visitor_.list(value, [this](T& element) { one(element); });
  }
  template <class T, std::size_t n>
  void composite(std::array<T, n>& value) {
    for (T& element : value) one(element);
  }
  template <class T>
  void composite(Place<T>& value) {
    if (visitor_.wants_places()) one(value.value);
  }
  template <class T>
  void composite(T& value) {
    value.fields(*this);
  }

  Visitor& visitor_;
};

template <class T, class Visitor>
void walk(T& value, Visitor& visitor) {
  Archive<Visitor> archive(visitor);
  archive(value);
}
// fields() is written once, for readers too, and so not const.
template <class T, class Visitor>
void walk(const T& value, Visitor& visitor) {
  walk(const_cast<T&>(value), visitor);
}

}  // namespace licet::ir
