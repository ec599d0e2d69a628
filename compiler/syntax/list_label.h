// Labels of paragraphs: (a) (1) (i) (A), .1 of ECCN items, a. of notes, 1. of instructions. "(i)" is a roman number or
// the ninth letter: which one, the list says that it continues. Plain values.
#pragma once

#include <string>
#include <string_view>

namespace licet::syntax {

enum class Scheme : std::uint8_t { Letter, Digit, Roman, Capital, DotDigit, DotLetter, Instruction };

class Label {
 public:
  // Number of the label in that scheme, 0 if it is none of it.
  int value_in(Scheme scheme) const { return values_[static_cast<std::size_t>(scheme)]; }
  bool succeeds(Scheme scheme, int last) const { return value_in(scheme) == last + 1; }
  // "(i)" opens a roman list, never the letters from i on.
  Scheme scheme_when_opening() const;
  bool first() const { return value_in(scheme_when_opening()) == 1; }

 private:
  friend Label label_of(std::string_view mark);
  int values_[7] = {};
};

Label label_of(std::string_view mark);          // "(a)", ".1", "a.", "1."
std::string label_text(std::string_view mark);  // without brackets: "a", ".1", "a", "1"
std::string label_for(Scheme scheme, int value);

}  // namespace licet::syntax
