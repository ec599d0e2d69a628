// A citation is a path of levels. "742.6(a)(6)(iii)" is part 742 > section 6 > a > 6 > iii; "Supp. No. 10 to part 748,
// paragraph 6" is part 748 > supplement 10 > 6; "Note 1 to 3A090.a" is 3A090 > a > note 1. Being under a reference is
// having its levels as a prefix. Everything is compared byte by byte: no locale takes part.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/ir/program.h"

namespace licet::ir {
namespace {

// In the order in which siblings stand: the paragraphs of a section before its notes, sections before supplements.
enum class Kind : std::uint8_t { Title, Part, Eccn, Number, Letter, Roman, Capital, Word, Table, Note, Supplement };

struct Level {
  Kind kind = Kind::Word;
  std::uint64_t value = 0;  // number, place in the alphabet, value of the numeral
  std::string_view text;    // what `value` does not say

  friend bool operator==(const Level&, const Level&) = default;
  friend auto operator<=>(const Level&, const Level&) = default;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Takes `word` (lower case) off the front, whatever the case, with the blanks that follow it. Not "part" of "partner".
bool take(std::string_view* text, std::string_view word) {
  if (text->size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (lower((*text)[i]) != word[i]) return false;
  const std::string_view rest = text->substr(word.size());
  if (!rest.empty() && is_lower(lower(rest.front())) && is_lower(word.back())) return false;
  *text = trim(rest);
  return true;
}

// The digits at the front, saturating: no citation has a number that needs more.
std::uint64_t take_number(std::string_view* text) {
  std::uint64_t value = 0;
  while (!text->empty() && is_digit(text->front())) {
    constexpr std::uint64_t kMost = 1'000'000'000'000'000'000u;
    value = value >= kMost ? kMost * 10 : value * 10 + static_cast<std::uint64_t>(text->front() - '0');
    text->remove_prefix(1);
  }
  return value;
}

// Lower-case numerals from i to lxxxix; a lone "l" is the letter. Larger ones would take c, d and m from the letters.
std::optional<std::uint64_t> roman(std::string_view text) {
  struct Numeral {
    std::string_view text;
    std::uint64_t value;
  };
  static constexpr std::array<Numeral, 13> kNumerals{{{"l", 50},
                                                      {"xl", 40},
                                                      {"xxx", 30},
                                                      {"xx", 20},
                                                      {"x", 10},
                                                      {"ix", 9},
                                                      {"viii", 8},
                                                      {"vii", 7},
                                                      {"vi", 6},
                                                      {"v", 5},
                                                      {"iv", 4},
                                                      {"iii", 3},
                                                      {"ii", 2}}};
  if (text.empty() || text == "l") return std::nullopt;
  std::uint64_t value = 0;
  std::uint64_t unit = 100;  // numerals of falling magnitude, each once
  for (const Numeral& n : kNumerals) {
    const std::uint64_t magnitude = n.value >= 50 ? 50 : n.value >= 10 ? 10 : 1;
    if (magnitude >= unit || !text.starts_with(n.text)) continue;
    value += n.value;
    text.remove_prefix(n.text.size());
    unit = magnitude;
  }
  if (unit > 1 && text == "i") return value + 1;
  return text.empty() ? std::optional(value) : std::nullopt;
}

// a is 1, z is 26, aa is 27, bb is 28: the CFR doubles the letter.
std::optional<std::uint64_t> letter(std::string_view text, char first) {
  if (text.empty() || text.size() > 2 || text.front() < first || text.front() > first + 25) return std::nullopt;
  if (text.back() != text.front()) return std::nullopt;
  return static_cast<std::uint64_t>(text.front() - first) + 1 + 26 * (text.size() - 1);
}

std::optional<Level> as_kind(std::string_view text, Kind kind) {
  std::optional<std::uint64_t> value;
  if (kind == Kind::Letter) value = letter(text, 'a');
  if (kind == Kind::Capital) value = letter(text, 'A');
  if (kind == Kind::Roman) value = roman(text);
  if (kind == Kind::Number && std::all_of(text.begin(), text.end(), is_digit)) value = take_number(&text);
  if (!value) return std::nullopt;
  return Level{kind, *value, {}};
}

// A level whose place in the order of kinds is not known: by its looks. "6a" is 6 with the remainder a.
Level by_shape(std::string_view text) {
  if (const auto l = as_kind(text, Kind::Letter)) return *l;
  if (const auto l = as_kind(text, Kind::Capital)) return *l;
  if (is_digit(text.front())) {
    const std::uint64_t value = take_number(&text);
    return {Kind::Number, value, text};
  }
  return {Kind::Word, 0, text};
}

// Adds the levels of "(a)(1)", ".a.1", "b.(a)", "6(i)". In sections the kinds follow each other as the CFR has them, so
// that (i) is the ninth letter in the first place and the numeral in the third; a kind may be skipped, as in (f)(ii).
void add_marks(std::string_view text, bool eccn, std::vector<Level>* levels) {
  static constexpr std::array<Kind, 6> kOrder{Kind::Letter,  Kind::Number, Kind::Roman,
                                              Kind::Capital, Kind::Number, Kind::Roman};
  std::size_t next = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] == '.' || text[at] == '(' || text[at] == ')' || text[at] == ' ') {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && text[end] != '.' && text[end] != '(' && text[end] != ')' && text[end] != ' ') ++end;
    const std::string_view mark = text.substr(at, end - at);
    at = end;
    std::optional<Level> level;
    for (std::size_t k = next; !eccn && k < kOrder.size() && !level; ++k) {
      level = as_kind(mark, kOrder[k]);
      if (level) next = k + 1;
    }
    levels->push_back(level ? *level : by_shape(mark));
  }
}

// 3A090, 9E003: digit, letter A to E, three digits.
bool starts_with_eccn(std::string_view text) {
  return text.size() >= 5 && is_digit(text[0]) && text[1] >= 'A' && text[1] <= 'E' && is_digit(text[2]) &&
         is_digit(text[3]) && is_digit(text[4]) && (text.size() == 5 || !is_digit(text[5]));
}

void add_words(std::string_view text, std::vector<Level>* levels) {
  while (!(text = trim(text)).empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    levels->push_back(by_shape(text.substr(0, end)));
    text.remove_prefix(end);
  }
}

// "note 1", "supp. no. 10", "table 2", "paragraph (a)", which stand before what they belong to.
bool add_head(std::string_view text, std::vector<Level>* levels) {
  const auto numbered = [&](Kind kind) {
    take(&text, "no.");
    const std::uint64_t value = take_number(&text);
    levels->push_back({kind, value, text});
    return true;
  };
  if (take(&text, "notes") || take(&text, "note")) return numbered(Kind::Note);
  if (take(&text, "supplement") || take(&text, "supp.")) return numbered(Kind::Supplement);
  if (take(&text, "table")) return numbered(Kind::Table);
  if (take(&text, "paragraphs") || take(&text, "paragraph")) {
    add_marks(text, false, levels);
    return true;
  }
  return false;
}

bool has_head(std::string_view text) {
  return take(&text, "notes") || take(&text, "note") || take(&text, "supplement") || take(&text, "supp.") ||
         take(&text, "table") || take(&text, "paragraphs") || take(&text, "paragraph");
}

void add_base(std::string_view text, std::vector<Level>* levels) {
  if (is_digit(text.empty() ? ' ' : text.front())) {  // "22 CFR 126.1"
    std::string_view rest = text;
    const std::uint64_t title = take_number(&rest);
    rest = trim(rest);
    if (take(&rest, "cfr")) {
      levels->push_back({Kind::Title, title, {}});
      text = rest;
    }
  }
  const std::string_view words = text;
  take(&text, "eccn");
  constexpr std::string_view kSection = "\xc2\xa7";
  while (text.starts_with(kSection)) text = trim(text.substr(kSection.size()));

  if (starts_with_eccn(text)) {
    levels->push_back({Kind::Eccn, 0, text.substr(0, 5)});
    add_marks(text.substr(5), true, levels);
    return;
  }
  const bool part = take(&text, "part");
  if (!text.empty() && is_digit(text.front())) {
    std::string_view rest = text;
    const std::uint64_t number = take_number(&rest);
    if (part || (rest.size() > 1 && rest[0] == '.' && is_digit(rest[1]))) {
      levels->push_back({Kind::Part, number, {}});
      if (rest.starts_with('.')) {
        const std::size_t end = std::min(rest.find_first_of("( ", 1), rest.size());
        levels->push_back(by_shape(rest.substr(1, end - 1)));
        rest.remove_prefix(end);
      }
      add_marks(rest, false, levels);
      return;
    }
  }
  add_words(words, levels);  // "General Order No. 4", a term, nothing of the above
}

std::vector<Level> levels_of(std::string_view citation) {
  std::vector<Level> levels;
  std::string_view tail;  // from the first comma: belongs to all that stands before it
  const std::size_t comma = std::min(citation.find(','), citation.size());
  tail = citation.substr(comma);
  std::string_view base = trim(citation.substr(0, comma));

  std::vector<std::string_view> heads;
  while (has_head(base)) {
    const bool paragraph = lower(base.front()) == 'p';
    const std::string_view joint = paragraph ? " of " : " to ";
    const std::size_t at = base.find(joint);
    if (at == std::string_view::npos) break;
    heads.push_back(base.substr(0, at));
    base = trim(base.substr(at + joint.size()));
  }
  if (!add_head(base, &levels)) add_base(base, &levels);
  for (std::size_t i = heads.size(); i-- > 0;) add_head(heads[i], &levels);

  while (!tail.empty()) {
    tail.remove_prefix(1);
    const std::size_t end = std::min(tail.find(','), tail.size());
    const std::string_view item = trim(tail.substr(0, end));
    if (!add_head(item, &levels)) add_words(item, &levels);
    tail.remove_prefix(end);
  }
  return levels;
}

}  // namespace

bool citation_under(std::string_view citation, std::string_view reference) {
  const std::vector<Level> inner = levels_of(citation);
  const std::vector<Level> outer = levels_of(reference);
  return outer.size() <= inner.size() && std::equal(outer.begin(), outer.end(), inner.begin());
}

std::string citation_key(std::string_view citation) {
  std::string out;
  for (const Level& level : levels_of(citation)) {
    out += static_cast<char>(level.kind);
    for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(level.value >> shift & 0xff);
    out += level.text;
    out += '\0';  // no level is the beginning of another one
  }
  return out;
}

bool citation_less(std::string_view a, std::string_view b) {
  const std::vector<Level> x = levels_of(a);
  const std::vector<Level> y = levels_of(b);
  if (x != y) return std::lexicographical_compare(x.begin(), x.end(), y.begin(), y.end());
  return a < b;  // spellings of one citation, "§742.6" and "742.6": some fixed order
}

std::string citation_words(std::string_view citation) {
  std::size_t digits = 0;
  while (digits < citation.size() && citation[digits] >= '0' && citation[digits] <= '9') ++digits;
  const bool section = digits > 0 && digits < citation.size() && citation[digits] == '.';
  return (section ? "\xc2\xa7" : "") + std::string(citation);
}

}  // namespace licet::ir
