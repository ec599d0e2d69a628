// What a name may not be. A bad name would change how other sentences read, so it is refused where it is declared.
#include "compiler/syntax/collect.h"
#include "compiler/syntax/keywords.h"

namespace licet::syntax {
namespace {

constexpr std::size_t kMostLetters = 200;

std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }
std::string_view last_word(std::string_view text) {
  const std::size_t blank = text.rfind(' ');
  return blank == std::string_view::npos ? text : text.substr(blank + 1);
}

bool joint(std::string_view word) { return word == "and" || word == "or" || word == "nor" || word == "than"; }

// Why `name` is no name; empty if it is one.
std::string fault(const DeclaredName& name) {
  const std::string_view text = name.text;
  if (text.size() > kMostLetters) return "it is longer than " + std::to_string(kMostLetters) + " letters";
  if (text.find(' ') == std::string_view::npos && is_function_word(text)) {
    // Columns and dates of records carry these names in data alone.
    if (name.declared_by == "field" || name.declared_by == "column") return {};
    return "it is a word of every sentence";
  }
  // Fields, values and qualities ("of US origin") are read whole or not at all.
  if (name.declared_by == "field" || name.declared_by == "column" || name.kind == NameKind::Value ||
      name.kind == NameKind::Program || name.kind == NameKind::Adjective || name.declared_by == "decided value")
    return {};
  const std::string_view first = first_word(text);
  const std::string_view last = last_word(text);
  if (joint(first) || is_article(first) || is_preposition(first) || is_quantifier(first))
    return "it begins with \"" + std::string(first) + "\"";
  if (joint(last) || is_article(last) || is_quantifier(last) ||
      (is_preposition(last) && name.kind != NameKind::Relation))
    return "it ends with \"" + std::string(last) + "\"";
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = text.find(' ', i);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view word = text.substr(i, end - i);
    for (const std::string_view refused :
         {"when", "unless", "if", "that", "notwithstanding", "except", "provided", "must", "means"})
      if (word == refused) return "it holds \"" + std::string(word) + "\", which begins a part of a sentence";
    i = end + 1;
  }
  if (name.declared_by != "list" && text.find_first_of(",;|\"") != std::string_view::npos)
    return "it holds punctuation";
  return {};
}

bool wording(const DeclaredName& name) {
  return name.kind == NameKind::Predicate || name.kind == NameKind::SentenceFact || name.kind == NameKind::Act;
}

}  // namespace

void check_names(const Interface& interface, Diagnostics* diagnostics) {
  for (const DeclaredName& name : interface.names) {
    if (wording(name)) continue;  // a whole sentence, matched as it stands
    const std::string why = fault(name);
    if (!why.empty()) diagnostics->add(Code::NameNotAllowed, name.span, {name.text, why});
  }
}

void add_values(Interface* interface, const std::string& category, const std::vector<std::string>& values) {
  Span span;
  for (const CategoryFile& file : interface->category_files)
    if (file.category == category) span = file.span;
  for (const std::string& value : values)
    interface->names.push_back({value, {}, NameKind::Value, "category", category, span});
}

}  // namespace licet::syntax
