#include "compiler/syntax/list_label.h"

#include <array>
#include <utility>

namespace licet::syntax {
namespace {

constexpr std::array<std::pair<int, std::string_view>, 9> kRoman = {
    {{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}}};

std::string roman(int value) {
  std::string result;
  for (const auto& [number, letters] : kRoman)
    for (; value >= number; value -= number) result += letters;
  return result;
}

int roman_value(std::string_view text) {
  int value = 0;
  for (const auto& [number, letters] : kRoman)
    while (text.starts_with(letters)) {
      value += number;
      text.remove_prefix(letters.size());
    }
  return text.empty() ? value : 0;
}

int number_value(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || value > 99'999) return 0;
    value = value * 10 + (c - '0');
  }
  return value;
}

// a … z, aa … zz
int letter_value(std::string_view text, char first) {
  for (const char c : text)
    if (c < first || c > first + 25) return 0;
  if (text.size() == 1) return text[0] - first + 1;
  if (text.size() == 2 && text[0] == text[1]) return 26 + text[0] - first + 1;
  return 0;
}

std::string letters(int value, char first) {
  const int count = value > 26 ? 2 : 1;
  return std::string(static_cast<std::size_t>(count), static_cast<char>(first + (value - 1) % 26));
}

}  // namespace

Scheme Label::scheme_when_opening() const {
  for (const Scheme scheme : {Scheme::Digit, Scheme::Capital, Scheme::DotDigit, Scheme::DotLetter, Scheme::Instruction})
    if (value_in(scheme) > 0) return scheme;
  return value_in(Scheme::Roman) == 1 || value_in(Scheme::Letter) == 0 ? Scheme::Roman : Scheme::Letter;
}

Label label_of(std::string_view mark) {
  Label label;
  const auto set = [&](Scheme scheme, int value) { label.values_[static_cast<std::size_t>(scheme)] = value; };
  if (mark.starts_with("(") && mark.ends_with(")")) {
    const std::string_view inner = mark.substr(1, mark.size() - 2);
    set(Scheme::Digit, number_value(inner));
    set(Scheme::Letter, letter_value(inner, 'a'));
    set(Scheme::Capital, letter_value(inner, 'A'));
    // Written in the one usual way: (iiii) is no number.
    const int value = roman_value(inner);
    if (value > 0 && roman(value) == inner) set(Scheme::Roman, value);
  } else if (mark.starts_with(".")) {
    set(Scheme::DotDigit, number_value(mark.substr(1)));
  } else if (mark.ends_with(".")) {
    const std::string_view inner = mark.substr(0, mark.size() - 1);
    set(Scheme::Instruction, number_value(inner));
    set(Scheme::DotLetter, letter_value(inner, 'a'));
  }
  return label;
}

std::string label_text(std::string_view mark) {
  if (mark.starts_with("(")) return std::string(mark.substr(1, mark.size() - 2));
  return std::string(mark.ends_with(".") ? mark.substr(0, mark.size() - 1) : mark);
}

std::string label_for(Scheme scheme, int value) {
  switch (scheme) {
    case Scheme::Letter:
    case Scheme::DotLetter:
      return letters(value, 'a');
    case Scheme::Capital:
      return letters(value, 'A');
    case Scheme::Roman:
      return roman(value);
    case Scheme::Digit:
    case Scheme::Instruction:
      return std::to_string(value);
    case Scheme::DotDigit:
      return "." + std::to_string(value);
  }
  return {};
}

}  // namespace licet::syntax
