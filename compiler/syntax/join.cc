// Step one of the filter: raw words become names, keywords and codes; articles leave a flag behind.
#include <algorithm>
#include <set>

#include "compiler/syntax/filter.h"
#include "compiler/syntax/keywords.h"

namespace licet::syntax {
namespace {

bool capital(std::string_view text) { return !text.empty() && text[0] >= 'A' && text[0] <= 'Z'; }

std::string small_first(std::string_view text) {
  std::string result(text);
  if (capital(result)) result[0] = static_cast<char>(result[0] - 'A' + 'a');
  return result;
}

// SG, RS, EAR99, H100-SXM5: a code of some category, checked when the category is known.
bool looks_like_code(std::string_view text) {
  int capitals = 0;
  for (const char c : text) {
    const bool big = c >= 'A' && c <= 'Z';
    capitals += big;
    if (!big && !(c >= '0' && c <= '9') && c != '-') return false;
  }
  return capitals >= 2 || (capitals == 1 && text.size() > 2);
}

// D:5 behind "Country Group D:1, ".
bool looks_like_group(std::string_view text) {
  return text.size() >= 3 && capital(text) && text[1] == ':' && text[2] >= '0' && text[2] <= '9';
}

Tok token_kind(NameKind kind) {
  switch (kind) {
    case NameKind::Noun:
      return Tok::Name;
    case NameKind::Relation:
      return Tok::Relation;
    case NameKind::Adjective:
      return Tok::Adjective;
    case NameKind::Predicate:
      return Tok::Predicate;
    case NameKind::SentenceFact:
      return Tok::SentenceFact;
    case NameKind::Act:
      return Tok::Act;
    case NameKind::Program:
      return Tok::Program;
    case NameKind::Value:
      return Tok::Code;
  }
  return Tok::Name;
}

class Joiner {
 public:
  explicit Joiner(const FilterInput& input)
      : raw_(*input.raw), names_(*input.names), heads_(*input.heads), input_(input), end_(input.unit.end) {}

  Filtered run() {
    std::size_t i = input_.unit.begin;
    auto head = std::lower_bound(heads_.begin(), heads_.end(), raw_[i].span.begin,
                                 [](const DeclaredName* name, std::uint32_t at) { return name->span.begin < at; });
    out_.tokens.reserve(end_ - i + 1);
    while (i < end_) {
      while (head != heads_.end() && (*head)->span.begin < raw_[i].span.begin) ++head;
      if (head != heads_.end() && (*head)->span.begin == raw_[i].span.begin && raw_[i].kind != Tok::String)
        i = declared(**head, i);
      else
        i = one(i);
    }
    out_.tokens.push_back({Tok::End, 0, {}, {}, raw_[end_ - 1].span});
    return std::move(out_);
  }

 private:
  const Token* last(std::size_t back = 0) const {
    return out_.tokens.size() > back ? &out_.tokens[out_.tokens.size() - 1 - back] : nullptr;
  }
  bool last_is(Tok kind, std::size_t back = 0) const {
    const Token* token = last(back);
    return token && token->kind == kind;
  }

  // Documents whose instructions are numbered 1. 2. 3.
  bool numbered() const { return input_.unit.kind == UnitKind::Enforcement || input_.unit.kind == UnitKind::Amendment; }

  // Where a paragraph mark that is written without brackets may stand: behind a colon, a full stop, or a semicolon.
  bool item_position() const {
    const std::size_t back = last_is(Tok::And) || last_is(Tok::Or) ? 1 : 0;
    if (back == 0 && (out_.tokens.empty() || last_is(Tok::Colon) || last_is(Tok::FullStop))) return true;
    return last_is(Tok::Semicolon, back);
  }

  // A capital is no part of the word at the head of a sentence or behind a citation, title or mark.
  bool head_of_sentence() const {
    if (out_.tokens.empty()) return true;
    const Tok kind = out_.tokens.back().kind;
    return kind == Tok::FullStop || kind == Tok::Colon || kind == Tok::Reference || kind == Tok::Section ||
           kind == Tok::String || kind == Tok::Note || kind == Tok::Supplement || kind == Tok::Eccn ||
           kind == Tok::Number || kind == Tok::Semicolon || kind == Tok::Program || kind == Tok::Heading ||
           kind == Tok::Code || kind == Tok::Part;
  }

  void put(Token token) {
    if (article_) token.flags |= kTokArticle;
    article_ = false;
    if (head_of_sentence() && capital(input_.sources->text(token.span))) token.flags |= kTokSentenceStart;
    out_.tokens.push_back(std::move(token));
  }

  std::size_t declared(const DeclaredName& name, std::size_t i) {
    std::size_t end = i;
    while (end < end_ && raw_[end].span.end <= name.span.end) ++end;
    const bool program = name.kind == NameKind::Program && input_.unit.kind == UnitKind::Section;
    put({program ? Tok::Program : Tok::Name, 0, name.text, {}, name.span});
    return end;
  }

  std::size_t one(std::size_t i) {
    const Token& token = raw_[i];
    if (token.kind == Tok::Tag) {
      out_.tags.push_back({token.text, token.span});
      return i + 1;
    }
    if (token.kind == Tok::FullStop) base_.clear();
    const bool touches_stop =
        i + 1 < end_ && raw_[i + 1].kind == Tok::FullStop && raw_[i + 1].span.begin == token.span.end;
    if (touches_stop && item_position() &&
        ((token.kind == Tok::Unknown && token.text.size() == 1 && token.text[0] >= 'a') ||
         (token.kind == Tok::Number && numbered()))) {
      put({Tok::Reference, 0, token.text + ".", {}, cover(token.span, raw_[i + 1].span)});
      return i + 2;
    }
    if (const std::size_t heading = heading_end(i)) {
      const Span span = cover(token.span, raw_[heading - 1].span);
      std::string written(input_.sources->text(span));
      std::replace(written.begin(), written.end(), '\n', ' ');
      put({Tok::Heading, 0, std::move(written), {}, cover(span, raw_[heading].span)});
      return heading + 1;
    }
    if (token.kind == Tok::Eccn) return eccn(i);
    if (token.kind == Tok::Unknown && is_article(small_first(token.text)) &&
        (!capital(token.text) || head_of_sentence())) {
      article_ = true;
      return i + 1;
    }
    if (token.kind != Tok::Comma && token.kind != Tok::Semicolon && token.kind != Tok::Colon &&
        token.kind != Tok::String && token.kind != Tok::Punct && token.kind != Tok::FullStop) {
      const NameTable::Match match = names_.longest(raw_, i, end_, head_of_sentence());
      if (match.name && !word_of_pattern(match, i)) return name(match, i);
    }
    if (token.kind == Tok::Unknown) return word(i);
    put(token);
    return i + 1;
  }

  // A verb is no plural ("overcomes" beside a value "overcome"), and "has reason to know" no value "reason to know".
  bool word_of_pattern(const NameTable::Match& match, std::size_t i) const {
    if (match.end == i + 1 && (match.flags & kTokPlural)) return is_finite_verb(raw_[i].text);
    return raw_[i].text == "reason" && last_is(Tok::Keyword) && (last()->text == "has" || last()->text == "have");
  }

  // "(b) Items.": at most eight words without a verb, between the mark of a paragraph and a full stop. The items of a
  // sentence stand behind a colon or semicolon and begin small. Gives the full stop, 0 if this is no heading.
  std::size_t heading_end(std::size_t i) const {
    constexpr std::size_t kMostWords = 8;
    if (input_.unit.kind != UnitKind::Section || raw_[i].kind != Tok::Unknown || !capital(raw_[i].text) ||
        !last_is(Tok::Reference))
      return 0;
    std::size_t back = 0;
    while (last_is(Tok::Reference, back)) ++back;
    if (last_is(Tok::Semicolon, back) || last_is(Tok::And, back) || last_is(Tok::Or, back)) return 0;
    std::size_t k = i;
    for (; k < end_ && k <= i + kMostWords && raw_[k].kind != Tok::FullStop; ++k) {
      if (raw_[k].kind != Tok::Unknown && raw_[k].kind != Tok::Comma) return 0;
      if (is_finite_verb(raw_[k].text)) return 0;
      const DeclaredName* name = names_.longest(raw_, k, end_, k == i).name;
      if (name && (name->kind == NameKind::SentenceFact || name->kind == NameKind::Predicate)) return 0;
    }
    return k < end_ && k > i && raw_[k].kind == Tok::FullStop ? k : 0;
  }

  std::size_t name(const NameTable::Match& match, std::size_t i) {
    const DeclaredName& declared = *match.name;
    Token token{token_kind(declared.kind), match.flags, declared.text, declared.category,
                cover(raw_[i].span, raw_[match.end - 1].span)};
    if (declared.kind == NameKind::Relation) token.aux = declared.text.substr(0, declared.text.rfind(' '));
    if (match.stem) token.flags |= kTokBase;
    put(std::move(token));
    return match.end;
  }

  // A tail takes the five characters of the ECCN before it; ".1" in item position is a mark; ".y paragraph" stays.
  std::size_t eccn(std::size_t i) {
    Token token = raw_[i];
    if (token.aux != "tail") {
      base_ = token.text.substr(0, 5);
      // An ECCN stays one, also where a category lists it; a longer name may begin with it.
      const NameTable::Match match = names_.longest(raw_, i, end_, false);
      if (match.name && match.end > i + 1) return name(match, i);
      put(std::move(token));
      return i + 1;
    }
    const bool digits = token.text.size() > 1 && token.text[0] == '.' && token.text[1] >= '0' && token.text[1] <= '9';
    if (digits && item_position()) {
      token.kind = Tok::Reference;
      token.aux.clear();
    } else if (i + 1 < end_ && (raw_[i + 1].text == "paragraph" || raw_[i + 1].text == "paragraphs")) {
      token.aux.clear();
    } else if (base_.empty()) {
      input_.diagnostics->add(Code::StrayCharacter, token.span, {token.text}).help =
          "write the whole ECCN; a tail stands only behind an ECCN in a list";
    } else {
      token.aux = token.text;
      token.text = base_ + (token.text[0] == '.' ? "" : ".") + token.text;
    }
    put(std::move(token));
    return i + 1;
  }

  std::size_t word(std::size_t i) {
    Token token = raw_[i];
    if (token.aux == "stray") {
      put(std::move(token));
      return i + 1;
    }
    const bool at_head = head_of_sentence();
    // reading R04 is included: neither word is a name
    if (last_is(Tok::Keyword) && last()->text == "reading") {
      token.kind = Tok::Code;
      token.aux = "reading";
      put(std::move(token));
      return i + 1;
    }
    if (last_is(Tok::Keyword) && last()->text == "is" && last_is(Tok::Code, 1) && last(1)->aux == "reading") {
      token.kind = Tok::Code;
      token.aux = "alternative";
      put(std::move(token));
      return i + 1;
    }
    // License Exception AIA, in the head of a section
    const bool titled = token.text == "Exception" && !out_.tokens.empty() && last()->text == "license";
    std::string plain = at_head || titled ? small_first(token.text) : token.text;
    if (is_keyword(plain)) {
      if (plain == "or" && i + 1 < end_ && (raw_[i + 1].text == "more" || raw_[i + 1].text == "less")) {
        put({Tok::Keyword, 0, "or " + raw_[i + 1].text, {}, cover(token.span, raw_[i + 1].span)});
        return i + 2;
      }
      token.kind = plain == "and" ? Tok::And : plain == "or" ? Tok::Or : Tok::Keyword;
      token.text = std::move(plain);
    } else if (looks_like_group(token.text)) {
      group(&token);
    } else if (looks_like_code(token.text)) {
      token.kind = Tok::Code;
    }
    if (token.kind == Tok::Unknown) return unknown(i);
    put(std::move(token));
    return i + 1;
  }

  void group(Token* token) const {
    for (std::size_t back = 0; back < 12; ++back) {
      const Token* before = last(back);
      if (!before || before->kind == Tok::FullStop) return;
      const std::size_t blank = before->kind == Tok::Name ? before->text.rfind(' ') : std::string::npos;
      if (blank == std::string::npos || !looks_like_group(std::string_view(before->text).substr(blank + 1))) continue;
      const std::string whole = before->text.substr(0, blank + 1) + token->text;
      if (!names_.find(whole)) return;
      token->kind = Tok::Name;
      token->aux = token->text;
      token->text = whole;
      return;
    }
  }

  // Units that are sentences report unknown words here, once each; in other declarations words may be names of data,
  // and the phrases in them are checked where they are built.
  bool reports_unknown() const {
    const UnitKind kind = input_.unit.kind;
    return kind == UnitKind::Section || kind == UnitKind::Definition || kind == UnitKind::Savings ||
           kind == UnitKind::Enforcement;
  }

  std::size_t unknown(std::size_t i) {
    std::size_t end = i + 1;
    if (reports_unknown())
      while (end < end_ && plain_unknown(end)) ++end;
    Token token{Tok::Unknown, 0, raw_[i].text, {}, cover(raw_[i].span, raw_[end - 1].span)};
    for (std::size_t k = i + 1; k < end; ++k) token.text += ' ' + raw_[k].text;
    if (reports_unknown() && reported_.insert(token.text).second) {
      auto& diagnostic = input_.diagnostics->add(Code::UnknownWord, token.span, {token.text});
      const std::string near = names_.nearest(raw_, i, end);
      diagnostic.help =
          near.empty() ? "declare it, or write it in the words of a declared name" : "did you mean \"" + near + "\"?";
    }
    put(std::move(token));
    return end;
  }

  // A word that nothing would join, so that a run of unknown words is one mistake.
  bool plain_unknown(std::size_t i) const {
    const Token& token = raw_[i];
    return token.kind == Tok::Unknown && !is_keyword(token.text) && !is_article(token.text) &&
           !looks_like_code(token.text) && !looks_like_group(token.text) && !names_.longest(raw_, i, end_, false).name;
  }

  const Tokens& raw_;
  const NameTable& names_;
  const Heads& heads_;
  const FilterInput& input_;
  std::size_t end_;
  Filtered out_;
  bool article_ = false;
  std::string base_;  // the ECCN that a tail completes
  std::set<std::string> reported_;
};

}  // namespace

Heads heads_of(const Interface& interface) {
  Heads heads;
  heads.reserve(interface.names.size());
  for (const DeclaredName& name : interface.names)
    if (name.span.known()) heads.push_back(&name);  // others come from data files
  std::stable_sort(heads.begin(), heads.end(),
                   [](const DeclaredName* a, const DeclaredName* b) { return a->span.begin < b->span.begin; });
  return heads;
}

Filtered join_names(const FilterInput& input) { return Joiner(input).run(); }

Filtered filter(const FilterInput& input) {
  Filtered filtered = join_names(input);
  filtered.tokens = bracket(std::move(filtered.tokens), input);
  mark_connectives(&filtered.tokens);
  check_last_items(filtered.tokens, input.diagnostics);
  return filtered;
}

}  // namespace licet::syntax
