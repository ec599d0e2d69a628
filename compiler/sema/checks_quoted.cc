// Faithfulness to the quoted text: what a version says in numbers, dates and citations stands in the text it quotes, or
// is waived in words ([waived: …] on the sentence, the version or the section). Versions that quote nothing are not
// checked.
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "compiler/sema/checks.h"
#include "compiler/sema/written.h"
#include "core/base/date.h"

namespace licet::sema {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string without_commas_in_numbers(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool inside = text[i] == ',' && i > 0 && i + 3 < text.size() && is_digit(text[i - 1]) &&
                        is_digit(text[i + 1]) && is_digit(text[i + 2]) && is_digit(text[i + 3]);
    if (!inside) out.push_back(text[i]);
  }
  return out;
}

// `what` as a whole: not inside a longer word or number.
bool occurs(std::string_view text, std::string_view what) {
  if (what.empty()) return true;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) {
    const bool begins = at == 0 || !is_word(text[at - 1]) || !is_word(what.front());
    const std::size_t after = at + what.size();
    const bool longer =
        after < text.size() &&
        (is_word(text[after]) || (text[after] == '.' && after + 1 < text.size() && is_digit(text[after + 1])));
    if (begins && (!longer || !is_word(what.back()))) return true;
  }
  return false;
}

// "25" for 25; "30 billion" for 30,000,000,000; "seven" for 7.
bool number_occurs(std::string_view text, std::string digits) {
  digits = without_commas_in_numbers(digits);
  if (occurs(text, digits)) return true;
  static constexpr std::array<std::string_view, 13> kWords = {
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};
  for (std::size_t n = 0; n < kWords.size(); ++n)
    if (digits == std::to_string(n) && occurs(text, kWords[n])) return true;
  for (const auto& [zeros, word] : {std::pair{std::string_view("000000000"), " billion"}, {"000000", " million"}})
    if (std::string_view(digits).ends_with(zeros) && digits.size() > zeros.size() &&
        occurs(text, digits.substr(0, digits.size() - zeros.size()) + word))
      return true;
  return false;
}

// 2025-01-13, January 13, 2025.
bool date_occurs(std::string_view text, std::string_view date) {
  if (occurs(text, date)) return true;
  const auto day = parse_day(date);
  if (!day) return false;
  static constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                               "May",       "June",     "July",     "August",
                                                               "September", "October",  "November", "December"};
  const CivilDate civil = to_civil(*day);
  const std::string month(kMonths[static_cast<std::size_t>(civil.month - 1)]);
  return occurs(text, month + " " + std::to_string(civil.day) + ", " + std::to_string(civil.year));
}

// 740.13(c), or a list that names the section once and then the paragraph: "740.13(a) and (c)".
bool section_occurs(std::string_view text, std::string_view citation) {
  if (occurs(text, citation)) return true;
  const std::size_t open = citation.rfind('(');
  return open != std::string_view::npos && occurs(text, citation.substr(0, citation.find('('))) &&
         text.find(citation.substr(open)) != std::string_view::npos;
}

// 3A090.a, or a list that names 3A090 once and then the paragraph: "3A090.a, .b".
bool eccn_occurs(std::string_view text, std::string_view eccn) {
  if (occurs(text, eccn)) return true;
  const std::size_t dot = eccn.find('.');
  return dot != std::string_view::npos && occurs(text, eccn.substr(0, dot)) &&
         (text.find(eccn.substr(dot)) != std::string_view::npos || occurs(text, eccn.substr(dot + 1)));
}

class Quoted {
 public:
  Quoted(const ast::Tree& tree, Diagnostics* diagnostics) : tree_(tree), diagnostics_(diagnostics) {}

  void section(ast::NodeId section) {
    own_ = tree_[section].text;
    if (own_.starts_with("ECCN ")) own_.erase(0, 5);
    if (waived(section)) return;
    within(section);
    for (const ast::NodeId kid : tree_[section].kids)
      if (tree_.kind(kid) == ast::Kind::Version && !waived(kid)) within(kid);
  }

 private:
  bool waived(ast::NodeId node) const {
    for (const ast::TagText& tag : tree_[node].tags)
      if (tag.text.starts_with("waived")) return true;
    for (const ast::NodeId kid : tree_[node].kids)
      if (tree_.kind(kid) == ast::Kind::Tag && tree_[kid].text.starts_with("waived")) return true;
    return false;
  }

  // The statements that stand beside a quotation are what it is the text of.
  void within(ast::NodeId holder) {
    text_.clear();
    for (const ast::NodeId kid : tree_[holder].kids)
      if (tree_.kind(kid) == ast::Kind::QuotedText) text_ += without_commas_in_numbers(tree_[kid].text) + "\n";
    if (text_.empty()) return;
    reported_.clear();
    for (const ast::NodeId kid : tree_[holder].kids) {
      const ast::Kind kind = tree_.kind(kid);
      if (kind == ast::Kind::Sentence || kind == ast::Kind::Paragraph) statement(kid);
    }
  }

  void statement(ast::NodeId node) {
    if (waived(node)) return;
    const ast::Node& n = tree_[node];
    const bool number =
        n.kind == ast::Kind::Number || n.kind == ast::Kind::Quantity || n.kind == ast::Kind::NthDayAfter;
    if (number && !number_occurs(text_, n.text)) report(node, n.text);
    if (n.kind == ast::Kind::Date && !date_occurs(text_, n.text)) report(node, n.text);
    if (n.kind == ast::Kind::Citation) cited(node);
    if (n.kind == ast::Kind::ParagraphsMet) return;  // how the drafter ties paragraphs of the section together
    for (const ast::NodeId kid : n.kids) statement(kid);
  }

  void cited(ast::NodeId node) {
    const ast::Node& n = tree_[node];
    if (ir::citation_under(own_, n.text) || ir::citation_under(n.text, own_)) return;  // the section itself
    if (n.flags & ast::kRelative) {
      // "(b) through (e)" in the text: each end is found by its own last mark.
      const std::size_t last = n.text.rfind('(');
      if (last != std::string::npos && text_.find(n.text.substr(last)) == std::string::npos) report(node, n.text);
    } else if (n.flags & ast::kEccn) {
      if (!eccn_occurs(text_, n.text)) report(node, n.text);
    } else if (!section_occurs(text_, n.text)) {
      report(node, ir::citation_words(n.text));
    }
  }

  void report(ast::NodeId node, const std::string& what) {
    if (!reported_.insert(what).second) return;
    diagnostics_->add(Code::NumberNotInText, tree_[node].span, {what, ir::citation_words(own_)}).help =
        "quote the words it comes from, or waive it: [waived: why it is not in the text]";
  }

  const ast::Tree& tree_;
  Diagnostics* diagnostics_;
  std::string own_;
  std::string text_;
  std::set<std::string> reported_;
};

}  // namespace

void check_quoted(const std::vector<Unit>& units, Diagnostics* diagnostics) {
  for (const Unit& unit : units) {
    const ast::Tree& tree = unit.file->tree;
    for (const ast::NodeId kid : tree[unit.file->root].kids)
      if (tree.kind(kid) == ast::Kind::Section) Quoted(tree, diagnostics).section(kid);
  }
}

void check_declared(const std::vector<Unit>& units, const Symbols& symbols, Diagnostics* diagnostics) {
  check_versions(units, symbols, diagnostics);
  check_labels(units, diagnostics);
  check_references(units, symbols, diagnostics);
  check_quoted(units, diagnostics);
}

}  // namespace licet::sema
