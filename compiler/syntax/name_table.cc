#include "compiler/syntax/name_table.h"

#include <algorithm>

#include "compiler/syntax/keywords.h"
#include "compiler/syntax/lex.h"
#include "compiler/syntax/parse.h"
#include "core/base/nearest.h"

namespace licet::syntax {
namespace {

constexpr std::size_t kMostWordsOfAName = 64;

bool vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

std::string plural_word(std::string_view word) {
  std::string result(word);
  if (word.empty()) return result;
  const char last = word.back();
  const char before = word.size() > 1 ? word[word.size() - 2] : 'a';
  if (last == 's' || last == 'x' || last == 'z' || (last == 'h' && (before == 'c' || before == 's')))
    return result + "es";
  if (last == 'y' && !vowel(before)) {
    result.back() = 'i';
    return result + "es";
  }
  return result + "s";
}

std::string base_verb(std::string_view verb) {
  if (verb == "has") return "have";
  if (verb == "is") return "be";
  if (verb == "does") return "do";
  if (verb.ends_with("ies") && verb.size() > 4) return std::string(verb.substr(0, verb.size() - 3)) + "y";
  for (const std::string_view ending : {"sses", "shes", "ches", "xes", "oes"})
    if (verb.ends_with(ending)) return std::string(verb.substr(0, verb.size() - 2));
  if (verb.ends_with("s")) return std::string(verb.substr(0, verb.size() - 1));
  return std::string(verb);
}

Tokens words_of(std::string_view text) {
  Diagnostics ignored;  // what cannot stand in a name was reported where it is declared
  Tokens words;
  lex(text, kNoFile, 0, &words, nullptr, &ignored);
  std::erase_if(words, [](const Token& t) { return t.kind == Tok::Unknown && is_article(t.text); });
  return words;
}

const char* kind_phrase(NameKind kind) {
  switch (kind) {
    case NameKind::Noun:
      return "a noun";
    case NameKind::Relation:
      return "a relation";
    case NameKind::Adjective:
      return "a quality";
    case NameKind::Predicate:
      return "a predicate";
    case NameKind::SentenceFact:
      return "a sentence";
    case NameKind::Act:
      return "an act";
    case NameKind::Program:
      return "a license exception or policy";
    case NameKind::Value:
      return "a value";
  }
  return "a name";
}

}  // namespace

std::string plural_of(std::string_view name) {
  std::size_t end = name.size();
  for (std::size_t i = 0; i < name.size();) {
    std::size_t k = name.find(' ', i);
    if (k == std::string_view::npos) k = name.size();
    if (i > 0 && is_preposition(name.substr(i, k - i))) {
      end = i - 1;
      break;
    }
    i = k + 1;
  }
  std::size_t begin = name.rfind(' ', end == name.size() ? end : end - 1);
  begin = begin == std::string_view::npos ? 0 : begin + 1;
  return std::string(name.substr(0, begin)) + plural_word(name.substr(begin, end - begin)) +
         std::string(name.substr(end));
}

std::string base_form(std::string_view predicate) {
  const std::size_t blank = std::min(predicate.find(' '), predicate.size());
  return base_verb(predicate.substr(0, blank)) + std::string(predicate.substr(blank));
}

NameTable::NameTable(const std::vector<const Interface*>& in_scope, Diagnostics* diagnostics) : entries_(1) {
  std::size_t count = 0;
  for (const Interface* interface : in_scope) count += interface->names.size();
  names_.reserve(count + 7);  // entries point into it
  for (const Interface* interface : in_scope)
    names_.insert(names_.end(), interface->names.begin(), interface->names.end());
  // Words that no rulebook has to declare: the review policies of the export rules, and the periods of the calendar.
  for (const char* policy : {"presumption of approval", "presumption of denial", "policy of denial", "case by case"})
    names_.push_back({policy, {}, NameKind::Program, "review policy", {}, {}});
  for (const char* period : {"calendar year", "calendar quarter", "calendar month"})
    names_.push_back({period, {}, NameKind::Noun, "period", {}, {}});
  for (const DeclaredName& name : names_) {
    by_text_.emplace(name.text, &name);
    add_forms(name, diagnostics);
  }
  check_pairs(diagnostics);
}

const DeclaredName* NameTable::find(std::string_view text) const {
  const auto found = by_text_.find(text);
  return found == by_text_.end() ? nullptr : found->second;
}

std::uint32_t NameTable::word_id(std::string_view word) const {
  const auto found = words_.find(std::string(word));
  return found == words_.end() ? kNoWord : found->second;
}

void NameTable::insert(const Tokens& words, Entry entry, Diagnostics* diagnostics) {
  if (words.empty() || words.size() > kMostWordsOfAName) return;
  std::uint32_t node = 0;
  for (const Token& word : words) {
    const std::uint32_t id = words_.emplace(word.text, static_cast<std::uint32_t>(words_.size())).first->second;
    const auto next = static_cast<std::uint32_t>(entries_.size());
    const auto [edge, added] = edges_.emplace(static_cast<std::uint64_t>(node) << 32 | id, next);
    if (added) entries_.emplace_back();
    node = edge->second;
  }
  Entry& at = entries_[node];
  if (!at.name || (at.stem && !entry.stem)) {
    at = entry;
    return;
  }
  if (entry.stem || at.name->kind == entry.name->kind) return;
  // A value may be called like the noun that it is a kind of; the noun stands for both.
  const auto yields = [](const Entry& e) {
    return e.name->kind == NameKind::Value || e.name->declared_by == "review policy";
  };
  if (yields(at)) {
    at = entry;
  } else if (!yields(entry) && at.name->text == entry.name->text) {
    auto& clash = diagnostics->add(Code::NameKindsClash, entry.name->span,
                                   {entry.name->text, kind_phrase(at.name->kind), kind_phrase(entry.name->kind)});
    clash.related.push_back({at.name->span, "declared here"});
    clash.help = "give one of them another name";
  }
}

void NameTable::add_forms(const DeclaredName& name, Diagnostics* diagnostics) {
  Tokens words = words_of(name.text);
  if (words.empty()) return;
  if (words.size() == 1 && is_function_word(words[0].text)) return;
  if (name.text == "specified in") return;  // the words of a classification, read by the grammar
  insert(words, {&name, 0, false}, diagnostics);
  switch (name.kind) {
    case NameKind::Noun:
    case NameKind::Value:
    case NameKind::Program: {
      const std::string plural = name.plural.empty() ? plural_of(name.text) : name.plural;
      if (plural != name.text) insert(words_of(plural), {&name, kTokPlural, false}, diagnostics);
      break;
    }
    case NameKind::Predicate:
      insert(words_of(base_form(name.text)), {&name, kTokBase, false}, diagnostics);
      break;
    case NameKind::Relation: {
      if (words.size() < 2) break;
      const std::string preposition = words.back().text;
      if (preposition == "in") {
        words.back().text = "outside";
        insert(words, {&name, kTokOutside, false}, diagnostics);
        words.back().text = "within";
        insert(words, {&name, 0, false}, diagnostics);
      }
      words.pop_back();
      if (!(words.size() == 1 && is_keyword(words[0].text))) insert(words, {&name, 0, true}, diagnostics);
      break;
    }
    case NameKind::Adjective:
    case NameKind::SentenceFact:
    case NameKind::Act:
      break;
  }
}

NameTable::Match NameTable::longest(const Tokens& raw, std::size_t i, std::size_t end, bool head_of_sentence) const {
  Match match;
  std::uint32_t node = 0;
  for (std::size_t k = i; k < end; ++k) {
    const Token& token = raw[k];
    if (token.kind == Tok::Tag || token.kind == Tok::FullStop || token.kind == Tok::Semicolon ||
        token.kind == Tok::Colon || token.kind == Tok::String)
      break;
    if (k > i && token.kind == Tok::Unknown && is_article(token.text)) continue;
    std::uint32_t id = word_id(token.text);
    auto edge = id == kNoWord ? edges_.end() : edges_.find(static_cast<std::uint64_t>(node) << 32 | id);
    if (edge == edges_.end() && k == i && head_of_sentence && token.text[0] >= 'A' && token.text[0] <= 'Z') {
      std::string small = token.text;
      small[0] = static_cast<char>(small[0] - 'A' + 'a');
      id = word_id(small);
      if (id != kNoWord) edge = edges_.find(static_cast<std::uint64_t>(node) << 32 | id);
    }
    if (edge == edges_.end()) break;
    node = edge->second;
    const Entry& entry = entries_[node];
    if (entry.name) match = {entry.name, entry.flags, entry.stem, k + 1};
  }
  return match;
}

std::string NameTable::nearest(const Tokens& raw, std::size_t begin, std::size_t end) const {
  // With up to two neighbours on either side first, then the words alone: "restricted destinaton".
  constexpr std::size_t kAround = 2;
  constexpr std::size_t kMostNames = 20'000;
  const std::size_t first = begin > kAround ? begin - kAround : 0;
  const std::size_t last = std::min(end + kAround, raw.size());
  for (std::size_t around = 2 * kAround + 1; around-- > 0;) {
    for (std::size_t before = 0; before <= around; ++before) {
      if (begin < first + before || end + (around - before) > last) continue;
      std::string phrase;
      bool words_only = true;
      for (std::size_t i = begin - before; i < end + (around - before); ++i) {
        words_only &= raw[i].kind == Tok::Unknown;
        if (is_article(raw[i].text)) continue;
        if (!phrase.empty()) phrase += ' ';
        phrase += raw[i].text;
      }
      if (!words_only || phrase.size() < 4 || phrase.size() > 60) continue;
      Nearest nearest(phrase);
      for (std::size_t n = 0; n < names_.size() && n < kMostNames; ++n) {
        const std::string& name = names_[n].text;
        if (std::max(name.size(), phrase.size()) - std::min(name.size(), phrase.size()) <= 3) nearest.consider(name);
      }
      if (!nearest.best().empty()) return nearest.best();
    }
  }
  return {};
}

void NameTable::check_pairs(Diagnostics* diagnostics) const {
  const auto noun = [&](std::string_view text) {
    const DeclaredName* name = find(text);
    return name && name->kind == NameKind::Noun;
  };
  for (const DeclaredName& name : names_) {
    if (name.kind != NameKind::Noun || !name.span.known()) continue;
    // "A and B" where A and B are nouns; "A of B" beside `"A of" a B`: longest match would silently change a meaning.
    for (const std::string_view joint : {" and ", " or "}) {
      const std::size_t at = name.text.find(joint);
      if (at == std::string::npos) continue;
      const std::string_view left = std::string_view(name.text).substr(0, at);
      const std::string_view right = std::string_view(name.text).substr(at + joint.size());
      if (noun(left) && noun(right))
        diagnostics
            ->add(Code::NameCaptures, name.span,
                  {name.text, "\"" + std::string(left) + "\" and \"" + std::string(right) + "\""})
            .help = "they are names of their own; choose another name";
    }
    const std::size_t of = name.text.find(" of ");
    if (of == std::string::npos) continue;
    const DeclaredName* function = find(std::string_view(name.text).substr(0, of));
    std::string_view owner = std::string_view(name.text).substr(of + 4);
    for (const std::string_view article : {"the ", "a ", "an "})
      if (owner.starts_with(article)) owner.remove_prefix(article.size());
    if (function && function->declared_by == "definition" && noun(owner))
      diagnostics
          ->add(Code::NameCaptures, name.span, {name.text, "\"" + function->text + " of\" a " + std::string(owner)})
          .help =
          "\"" + function->text + " of\" is declared for " + std::string(owner) + " already; choose another name";
  }
}

std::shared_ptr<const NameTable> make_names(const std::vector<const Interface*>& in_scope, Diagnostics* diagnostics) {
  return std::make_shared<const NameTable>(in_scope, diagnostics);
}

}  // namespace licet::syntax
