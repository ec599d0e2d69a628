#include "compiler/syntax/collect.h"

#include <array>
#include <initializer_list>

#include "compiler/syntax/keywords.h"

namespace licet::syntax {
namespace {

class Collector {
 public:
  Collector(const Tokens& raw, Interface* out) : raw_(raw), out_(out) {}

  void unit(const Unit& unit) {
    at_ = unit.begin;
    end_ = unit.end;
    switch (unit.kind) {
      case UnitKind::Rulebook:
        out_->rulebook = text_at(at_ + 1);
        break;
      case UnitKind::Use:
        if (at_ + 1 < end_ && raw_[at_ + 1].kind == Tok::Unknown) {
          out_->uses.push_back(raw_[at_ + 1].text);
          out_->use_spans.push_back(raw_[at_ + 1].span);
        }
        break;
      case UnitKind::UnitDecl:
        name(at_ + 1, find(at_ + 1, {Tok::FullStop}), NameKind::Noun, "unit");
        break;
      case UnitKind::Category:
        category();
        break;
      case UnitKind::Record:
        record();
        break;
      case UnitKind::Role:
        with_plural(name(at_ + 1, stop(at_ + 1, {"as", "plural"}), NameKind::Noun, "role"), end_);
        break;
      case UnitKind::Figure: {
        const std::size_t end = stop(at_ + 1, {"in", "as", "source", "from"});
        name(at_ + 1, end, NameKind::Noun, "figure");
        if (word(end, "in") && end + 1 < end_ && !is_keyword(raw_[end + 1].text))
          name(end + 1, end + 2, NameKind::Noun, "unit");
        break;
      }
      case UnitKind::List:
        name(at_ + 1, stop(at_ + 1, {"of"}), NameKind::Noun, "list");
        break;
      case UnitKind::Ledger:
        name(at_ + 1, stop(at_ + 1, {"in"}), NameKind::Noun, "ledger");
        break;
      case UnitKind::Table:
        table();
        break;
      case UnitKind::Partition:
        partition();
        break;
      case UnitKind::Definition:
        definition(at_);
        break;
      case UnitKind::Wording:
        wording();
        break;
      case UnitKind::Decide:
        decide();
        break;
      case UnitKind::Section:
        section();
        break;
      case UnitKind::Unwritten:
        name(at_ + 2, stop(at_ + 2, {"not", "for"}), NameKind::Program, "license exception");
        break;
      case UnitKind::EventDate:
      case UnitKind::LawKnown:
      case UnitKind::NotModelled:
      case UnitKind::Reading:
      case UnitKind::Rule:
      case UnitKind::Savings:
      case UnitKind::Enforcement:
      case UnitKind::Scenario:
      case UnitKind::ScenarioTable:
      case UnitKind::Amendment:
      case UnitKind::Claim:
      case UnitKind::Stray:
        break;
    }
  }

 private:
  std::string text_at(std::size_t i) const { return i < end_ ? raw_[i].text : std::string(); }
  bool word(std::size_t i, std::string_view text) const {
    return i < end_ && raw_[i].kind == Tok::Unknown && raw_[i].text == text;
  }

  std::size_t find(std::size_t i, std::initializer_list<Tok> kinds) const {
    for (; i < end_; ++i)
      for (const Tok kind : kinds)
        if (raw_[i].kind == kind) return i;
    return end_;
  }

  // The end of a name that begins at i: punctuation, or one of the words. The first word is always part of it.
  std::size_t stop(std::size_t i, std::initializer_list<std::string_view> words) const {
    if (i < end_ && raw_[i].kind == Tok::String) return i + 1;
    for (std::size_t k = i; k < end_; ++k) {
      const Tok kind = raw_[k].kind;
      if (kind == Tok::Comma || kind == Tok::Colon || kind == Tok::Semicolon || kind == Tok::FullStop ||
          kind == Tok::Punct || kind == Tok::String || kind == Tok::Tag)
        return k;
      if (k == i || kind != Tok::Unknown) continue;
      for (const std::string_view w : words)
        if (raw_[k].text == w) return k;
    }
    return end_;
  }

  DeclaredName* name(std::size_t begin, std::size_t end, NameKind kind, std::string declared_by,
                     std::string category = {}) {
    if (begin >= end) return nullptr;
    std::string text;
    for (std::size_t i = begin; i < end; ++i) {
      if (!text.empty()) text += ' ';
      text += raw_[i].text;
    }
    if (text.size() > 3 && text.ends_with(" of")) text.resize(text.size() - 3);
    if (text.empty()) return nullptr;
    out_->names.push_back({std::move(text),
                           {},
                           kind,
                           std::move(declared_by),
                           std::move(category),
                           cover(raw_[begin].span, raw_[end - 1].span)});
    return &out_->names.back();
  }

  // `plural "…"` somewhere before `end`.
  void with_plural(DeclaredName* name, std::size_t end) {
    if (!name) return;
    for (std::size_t i = at_; i + 1 < end; ++i)
      if (word(i, "plural") && raw_[i + 1].kind == Tok::String) name->plural = raw_[i + 1].text;
  }

  // The parts between `from` and the full stop, cut at semicolons (and bars, in tables).
  template <typename F>
  void parts(std::size_t from, bool bars, F part) {
    for (std::size_t i = from; i < end_;) {
      std::size_t k = i;
      while (k < end_ && raw_[k].kind != Tok::Semicolon && raw_[k].kind != Tok::FullStop &&
             !(bars && raw_[k].kind == Tok::Punct && raw_[k].text == "|"))
        ++k;
      while (i < k && raw_[i].kind == Tok::Tag) ++i;
      // "(2) …" and "or (3) …" go on with the list of the part before.
      const std::size_t mark = word(i, "or") || word(i, "and") ? i + 1 : i;
      if (i < k && raw_[mark].kind != Tok::Reference) part(i, k);
      if (k >= end_ || raw_[k].kind == Tok::FullStop) return;
      i = k + 1;
    }
  }

  void category() {
    const std::size_t name_end = stop(at_ + 1, {"from"});
    name(at_ + 1, name_end, NameKind::Noun, "category");
    const std::string own = out_->names.empty() ? std::string() : out_->names.back().text;
    for (std::size_t i = name_end; i + 2 < end_; ++i)
      if (word(i, "from") && word(i + 1, "file") && raw_[i + 2].kind == Tok::String) {
        out_->category_files.push_back({own, raw_[i + 2].text, raw_[i + 2].span});
        return;
      }
    parts(find(name_end, {Tok::Colon}) + 1, false,
          [&](std::size_t begin, std::size_t) { name(begin, stop(begin, {"as"}), NameKind::Value, "category", own); });
  }

  static bool ends_in_preposition(std::string_view text) {
    const std::size_t blank = text.rfind(' ');
    return blank != std::string_view::npos && is_preposition(text.substr(blank + 1));
  }

  void record() {
    name(at_ + 1, stop(at_ + 1, {"in"}), NameKind::Noun, "record");
    parts(find(at_, {Tok::Colon}) + 1, false, [&](std::size_t begin, std::size_t end) {
      std::size_t name_end = begin;
      while (
          name_end < end && raw_[name_end].kind != Tok::Colon && raw_[name_end].kind != Tok::Comma &&
          !(name_end > begin && word(name_end, "as") && name_end + 1 < end && raw_[name_end + 1].kind == Tok::String))
        ++name_end;
      const std::size_t type = std::min(find(name_end, {Tok::Colon}) + 1, end);
      const std::size_t index = out_->names.size();
      DeclaredName* field = name(begin, name_end, NameKind::Noun, "field");
      if (!field) return;
      const bool measured = word(type, "date") || word(type, "number") || word(type, "whole");
      if (ends_in_preposition(field->text) && !measured)
        field->kind = NameKind::Relation;
      else if (word(type, "boolean"))
        field->kind = NameKind::Adjective;
      std::size_t unit = type + 2;
      if (unit + 1 < end && raw_[unit].text.starts_with("10^")) ++unit;  // number of 10^18 operations
      if (word(type, "number") && word(type + 1, "of") && unit < end && !is_keyword(raw_[unit].text))
        name(unit, unit + 1, NameKind::Noun, "unit");  // also without a declaration of its own
      field = &out_->names[index];
      for (std::size_t i = type; i + 1 < end; ++i)
        if (word(i, "plural") && raw_[i + 1].kind == Tok::String) field->plural = raw_[i + 1].text;
    });
  }

  void table() {
    name(at_ + 1, stop(at_ + 1, {"by"}), NameKind::Noun, "table");
    std::size_t i = at_;
    while (i < end_ && !word(i, "by")) ++i;
    const std::size_t key_end = stop(i + 1, {"from", "source"});
    name(i + 1, key_end, NameKind::Noun, "column");
    i = key_end;
    for (bool clause = true; clause;) {
      clause = false;
      if (word(i, "from") && word(i + 1, "file")) i += 3, clause = true;
      if (word(i, "source")) i += 2, clause = true;
      while (i < end_ && (raw_[i].kind == Tok::Semicolon || raw_[i].kind == Tok::Tag)) ++i, clause = true;
    }
    parts(i, true, [&](std::size_t begin, std::size_t end) {
      const std::size_t name_end = stop(begin, {"as", "in", "is"});
      if (word(name_end, "is") || (end - begin == 1 && (word(begin, "from") || word(begin, "through")))) return;
      name(begin, name_end, NameKind::Noun, "column");
    });
  }

  void partition() {
    name(at_ + 1, stop(at_ + 1, {"of"}), NameKind::Noun, "partition");
    const std::string own = out_->names.empty() ? std::string() : out_->names.back().text;
    parts(find(at_, {Tok::Colon}) + 1, false,
          [&](std::size_t begin, std::size_t) { name(begin, stop(begin, {"is"}), NameKind::Value, "partition", own); });
  }

  void definition(std::size_t i) {
    std::size_t means = i + 1;
    while (means < end_ && !word(means, "means")) ++means;
    const bool sentence = word(means + 1, "that");
    const bool of_subject = word(i + 1, "of");
    DeclaredName* term = name(i, i + 1, sentence ? NameKind::SentenceFact : NameKind::Noun, "definition");
    if (!term) return;
    if (sentence) {
      // "advanced" of a die means that …: a quality of the die, or a predicate if it begins with a verb
      if (of_subject)
        term->kind =
            is_finite_verb(term->text.substr(0, term->text.find(' '))) ? NameKind::Predicate : NameKind::Adjective;
      return;
    }
    // `"X in" a Y means` is a relation; a final "of" was the slot of a function.
    if (ends_in_preposition(term->text)) term->kind = NameKind::Relation;
  }

  void wording() {
    static constexpr std::array<std::pair<std::string_view, NameKind>, 7> kKinds = {{
        {"predicate", NameKind::Predicate},
        {"duty", NameKind::Act},
        {"step", NameKind::SentenceFact},
        {"knowledge", NameKind::SentenceFact},
        {"fact", NameKind::SentenceFact},
        {"finding", NameKind::SentenceFact},
        {"attestation", NameKind::SentenceFact},
    }};
    const std::string kind = text_at(at_);
    const std::size_t quoted = find(at_, {Tok::String, Tok::FullStop});
    if (quoted >= end_ || raw_[quoted].kind != Tok::String) return;
    for (const auto& [word, name_kind] : kKinds)
      if (kind == word) {
        DeclaredName* wording = name(quoted, quoted + 1, name_kind, kind);
        if (wording) wording->category = text_at(at_ + 1);
      }
    name(at_ + 1, quoted, NameKind::Noun, kind);
  }

  void decide() {
    // The last "of" before the first comma or colon begins the subject: "country of origin of an item".
    std::size_t stop_at = find(at_, {Tok::Comma, Tok::Colon, Tok::FullStop});
    std::size_t name_end = stop_at;
    for (std::size_t i = at_ + 2; i < stop_at; ++i)
      if (word(i, "of")) name_end = i;
    DeclaredName* decided = name(at_ + 1, name_end, NameKind::Noun, "decided value");
    if (!decided) return;
    const std::string own = decided->text;
    const std::size_t colon = find(at_, {Tok::Colon});
    if (word(colon + 1, "boolean")) decided->kind = NameKind::Adjective;
    std::vector<std::pair<std::size_t, std::size_t>> values;
    bool cases = false;
    parts(colon + 1, false, [&](std::size_t begin, std::size_t end) {
      if (word(begin, "otherwise"))
        ++begin;
      else if (word(begin, "beside") || word(begin, "complete") || word(begin, "as"))
        return;
      for (std::size_t i = begin; i + 2 < end; ++i)  // an order between values, which declares none
        if (word(i, "is") && word(i + 1, "less") && word(i + 2, "restrictive")) return;
      std::size_t value_end = begin;
      while (value_end < end && raw_[value_end].kind != Tok::Comma && raw_[value_end].kind != Tok::Tag &&
             !word(value_end, "when") && !(raw_[value_end].kind == Tok::Unknown && raw_[value_end].text == "as"))
        ++value_end;
      cases |= word(value_end, "when");
      values.emplace_back(begin, value_end);
    });
    // One value alone is a type: boolean, a category.
    std::size_t listed = 0;
    for (const auto& [begin, end] : values) listed += begin == colon + 1 || !word(begin - 1, "otherwise");
    if (listed < 2 && !cases) return;
    const NameKind kind = own == "review policy" ? NameKind::Program : NameKind::Value;
    for (const auto& [begin, end] : values)
      if (!(end - begin == 1 && (word(begin, "undetermined") || word(begin, "yes") || word(begin, "no"))))
        name(begin, end, kind, "decided value", own);
  }

  void section() {
    // License Exception NAME in the head; definitions between and in the paragraphs.
    for (std::size_t i = at_; i < end_ && raw_[i].kind != Tok::FullStop && raw_[i].kind != Tok::String; ++i)
      if (word(i, "Exception") || word(i, "Authorization")) {
        for (std::size_t k = i + 1; k < end_ && raw_[k].kind == Tok::Unknown && raw_[k].text[0] < 'a'; ++k)
          name(k, k + 1, NameKind::Program, "license exception");
        break;
      }
    for (std::size_t i = at_; i < end_; ++i) {
      if (raw_[i].kind == Tok::String && opens_definition(raw_, i)) definition(i);
      if (word(i, "authorizes") && i > at_ && raw_[i - 1].kind == Tok::Unknown && raw_[i - 1].text[0] < 'a' &&
          raw_[i - 1].text.size() > 1)
        name(i - 1, i, NameKind::Program, "authorization");
    }
  }

  const Tokens& raw_;
  Interface* out_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
};

}  // namespace

Interface collect(const Tokens& raw, const std::vector<Unit>& units, Diagnostics* diagnostics) {
  Interface interface;
  Collector collector(raw, &interface);
  for (const Unit& unit : units) collector.unit(unit);
  check_names(interface, diagnostics);
  return interface;
}

}  // namespace licet::syntax
