// Comparisons of quantities and of dates.
#include "compiler/syntax/phrase_level.h"

namespace licet::syntax {
namespace {

// As written, and the one form of it in the tree.
struct Bound {
  std::string_view written;
  std::string_view text;
};
constexpr Bound kBounds[] = {
    {"not more than", "not more than"}, {"no more than", "not more than"}, {"less than", "less than"},
    {"fewer than", "less than"},        {"more than", "more than"},        {"greater than", "more than"},
    {"not less than", "at least"},      {"at least", "at least"},          {"equal to", "equal to"}};
constexpr Bound kDays[] = {
    {"on or before", "on or before"},     {"on or after", "on or after"},      {"before", "before"}, {"after", "after"},
    {"not later than", "not later than"}, {"not earlier than", "on or after"}, {"on", "on"}};

}  // namespace

bool PhraseReader::bound_ahead(std::string_view* text, std::size_t* count) const {
  for (const Bound& bound : kBounds) {
    if (const std::size_t found = words(bound.written)) {
      *text = bound.text;
      *count = found;
      // "at least one recipient" is a determiner
      return bound.written != "at least" || !word("one", found);
    }
  }
  return false;
}

// A comparison that begins with its bound or with a number.
bool PhraseReader::comparison_ahead() const {
  std::string_view text;
  std::size_t count = 0;
  return kind(Tok::Number) || bound_ahead(&text, &count);
}

NodeId PhraseReader::compared() {
  const std::size_t begin = pos_;
  std::string_view text;
  std::size_t count = 0;
  if (!bound_ahead(&text, &count)) {
    const NodeId value = expression();
    return compared_after(value, begin);
  }
  pos_ += count;
  const NodeId value = expression();
  const NodeId second = second_bound();
  return make(Kind::Compared, begin, {value, second}, std::string(text));
}

// X or more, X or less, X.
NodeId PhraseReader::compared_after(NodeId value, std::size_t begin) {
  std::string text;
  for (const std::string_view bound : {"or more", "or less"})
    if (text.empty() && accept(bound)) text = bound;
  const NodeId second = text.empty() ? ast::kNoNode : second_bound();
  return make(Kind::Compared, begin, {value, second}, std::move(text));
}

// "2400 or more and less than 4800": after a comparison only another bound continues it.
NodeId PhraseReader::second_bound() {
  if (!kind(Tok::And)) return ast::kNoNode;
  std::string_view text;
  std::size_t count = 0;
  ++pos_;
  if (!bound_ahead(&text, &count) || text == "equal to") {
    --pos_;
    return ast::kNoNode;
  }
  const std::size_t begin = pos_;
  pos_ += count;
  const NodeId value = expression();
  return make(Kind::Compared, begin, {value, ast::kNoNode}, std::string(text));
}

bool PhraseReader::day_ahead(std::string_view* text, std::size_t* count) const {
  for (const Bound& bound : kDays) {
    if (const std::size_t found = words(bound.written)) {
      *text = bound.text;
      *count = found;
      return true;
    }
  }
  return false;
}

NodeId PhraseReader::date_compared() {
  const std::size_t begin = pos_;
  std::string_view text;
  std::size_t count = 0;
  if (!day_ahead(&text, &count)) return fail(Pattern::Date);
  pos_ += count;
  if (!noun_ahead()) return fail(Pattern::Date);
  const NodeId day = noun(kTop);
  return make(Kind::DateCompared, begin, {day}, std::string(text));
}

}  // namespace licet::syntax
