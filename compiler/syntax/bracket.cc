// Step two of the filter: paragraph marks become brackets. A mark is an item only in item position; elsewhere it is a
// reference. Lists are repaired here, so that the parser always sees balanced brackets; what was wrong is reported.
#include <optional>

#include "compiler/syntax/filter.h"
#include "compiler/syntax/list_label.h"

namespace licet::syntax {
namespace {

struct Level {
  Scheme scheme = Scheme::Digit;
  int last = 0;
  bool in_sentence = false;  // opened by a colon: ends with the first full stop
  std::string head;          // "any of the following", as written in front of it
  std::string joined;        // the connective of its separators so far
  Span open;
};

enum class Before : std::uint8_t { Stop, Colon, Separator, Mark, Other };

class Bracketer {
 public:
  Bracketer(Tokens tokens, const FilterInput& input) : in_(std::move(tokens)), input_(input) {}

  Tokens run() {
    out_.reserve(in_.size() + in_.size() / 4);
    for (at_ = 0; at_ < in_.size(); ++at_) step();
    return std::move(out_);
  }

 private:
  bool law() const {
    return input_.unit.kind == UnitKind::Section || input_.unit.kind == UnitKind::Definition ||
           input_.unit.kind == UnitKind::Savings || input_.unit.kind == UnitKind::Enforcement;
  }
  const Token& ahead(std::size_t n) const { return in_[std::min(at_ + n, in_.size() - 1)]; }
  static bool keyword(const Token& token, std::string_view text) {
    return token.kind == Tok::Keyword && token.text == text;
  }

  void step() {
    Token& token = in_[at_];
    if (token.kind == Tok::Reference) return reference();
    if (token.kind == Tok::Semicolon) return semicolon();
    if (token.kind == Tok::FullStop) return full_stop();
    if (token.kind == Tok::Colon) {
      before_ = Before::Colon;
      sentences_follow_ = sentences_follow_colon();
      if (sentences_follow_) statement_ = kNone;
    } else if (token.kind == Tok::End) {
      close_to(0);
    } else if (token.kind == Tok::Heading) {
      before_ = Before::Mark;  // a mark behind a heading opens the paragraphs of the paragraph
    } else {
      if (token.kind == Tok::String) definition_in_section();
      if (token.kind == Tok::Keyword) {
        clause_of_section();
        note_following(token);
      }
      after_word();
    }
    out_.push_back(std::move(token));
  }

  // The head of a section is no sentence yet: marks behind its title, and behind quoted law text, are items.
  void after_word() {
    const Token& token = in_[at_];
    const bool quoted_law = token.kind == Tok::String && !out_.empty() && keyword(out_.back(), "text");
    const bool of_head = token.text == "ECCN" || token.kind == Tok::Section || token.kind == Tok::Note ||
                         token.kind == Tok::Supplement || token.kind == Tok::String || token.kind == Tok::Program ||
                         token.kind == Tok::Eccn || token.kind == Tok::Code;
    const bool clause = token.kind == Tok::Keyword && !(token.flags & (kTokArticle | kTokSentenceStart));
    if (quoted_law || (in_head_ && of_head)) {
      before_ = Before::Stop;
      statement_ = kNone;
      return;
    }
    if (statement_ == kNone || (in_head_ && clause && token.text == "from")) statement_ = out_.size();
    in_head_ = in_head_ && (names_program(token.text) || (clause && word_of_head(token.text)));
    before_ = Before::Other;
  }

  // "License Exception LPP" in the head of a section has its capitals.
  static bool names_program(std::string_view word) {
    return word == "license" || word == "exception" || word == "authorization";
  }
  static bool word_of_head(std::string_view word) { return word == "reason" || word == "for" || word == "control"; }

  void reference() {
    Token& token = in_[at_];
    const bool single = token.text.find(')') == token.text.size() - 1 || token.text.find('(') == std::string::npos;
    const bool list_unit = law() || before_ != Before::Stop;
    if (before_ != Before::Other && single && list_unit) {
      item();
      return;
    }
    before_ = Before::Other;
    if (law() && single && stands_behind_noun()) {
      input_.diagnostics->add(Code::ListNotOpened, token.span, {label_text(token.text)}).help =
          "end the words in front of the list with \"the following:\", or write \"paragraph " + token.text + "\"";
      return;  // the mark is dropped
    }
    // (A)(1) is one reference
    if (!out_.empty() && out_.back().kind == Tok::Reference && out_.back().span.end == token.span.begin) {
      out_.back().text += token.text;
      out_.back().span = cover(out_.back().span, token.span);
      return;
    }
    out_.push_back(std::move(token));
  }

  // No paragraph is referred to right behind a noun: "a fragile line (b)".
  bool stands_behind_noun() const {
    if (out_.empty()) return false;
    const Tok kind = out_.back().kind;
    return kind == Tok::Name || kind == Tok::Adjective || kind == Tok::Predicate || kind == Tok::SentenceFact;
  }

  void item() {
    const Token& token = in_[at_];
    const Label label = label_of(token.text);
    std::optional<std::size_t> level;
    const bool opens = before_ == Before::Colon || before_ == Before::Mark;
    if (stack_.size() >= kMaxDepth && (opens || !level_continued_by(label, before_ == Before::Separator))) {
      if (!too_deep_) input_.diagnostics->add(Code::NestingTooDeep, token.span, {std::to_string(kMaxDepth)});
      too_deep_ = true;
      if (before_ == Before::Separator) out_.push_back(separator_);
      before_ = Before::Other;
      return;  // the mark is dropped
    }
    if (opens) {
      open(label, before_ == Before::Colon ? !sentences_follow_ : top_in_sentence());
    } else if ((level = level_continued_by(label, before_ == Before::Separator))) {
      close_to(*level + 1);
    } else if (before_ == Before::Stop && reopened(label)) {
      // paragraphs that go on behind a list that had ended with its sentence
    } else if (const std::optional<std::size_t> near = level_of_scheme(label); near && !label.first()) {
      close_to(*near + 1);
      gap(stack_[*near], label, token.span);
    } else if (before_ == Before::Stop) {
      open(label, false);
    } else {
      input_.diagnostics->add(Code::ListNotOpened, token.span, {label_text(token.text)});
      close_to(stack_.size());
    }
    if (before_ == Before::Separator) separate();
    if (!stack_.empty()) stack_.back().last = label.value_in(stack_.back().scheme);
    out_.push_back({Tok::Item, 0, label_text(token.text), {}, token.span});
    before_ = Before::Mark;
    in_head_ = false;
    statement_ = kNone;
  }

  void open(const Label& label, bool in_sentence) {
    Level level;
    level.scheme = label.scheme_when_opening();
    level.in_sentence = in_sentence;
    level.open = in_[at_].span;
    if (in_sentence) {
      level.head = std::move(following_);
      following_.clear();
      following_span_ = {};
    }
    if (!label.first()) gap(level, label, in_[at_].span);
    stack_.push_back(std::move(level));
    out_.push_back({Tok::Open, 0, {}, in_sentence ? "inline" : "sentences", in_[at_].span});
  }

  bool top_in_sentence() const { return !stack_.empty() && stack_.back().in_sentence; }

  // from D:, From D (document):, For each X: — sentences follow, not items of one.
  bool sentences_follow_colon() const {
    if (input_.unit.kind != UnitKind::Section || statement_ == kNone || statement_ >= out_.size()) return false;
    const Token& first = out_[statement_];
    return keyword(first, "from") || keyword(first, "for") || keyword(first, "in") || keyword(first, "suspended");
  }

  std::optional<std::size_t> level_continued_by(const Label& label, bool in_sentence) const {
    for (std::size_t i = stack_.size(); i-- > 0;) {
      if (stack_[i].in_sentence != in_sentence) {
        if (in_sentence) break;
        continue;
      }
      if (label.succeeds(stack_[i].scheme, stack_[i].last)) return i;
    }
    return std::nullopt;
  }
  std::optional<std::size_t> level_of_scheme(const Label& label) const {
    for (std::size_t i = stack_.size(); i-- > 0;)
      if (label.value_in(stack_[i].scheme) > 0) return i;
    return std::nullopt;
  }

  bool reopened(const Label& label) {
    for (std::size_t i = ended_.size(); i-- > 0;) {
      if (!label.succeeds(ended_[i].scheme, ended_[i].last)) continue;
      Level level = ended_[i];
      level.in_sentence = false;
      ended_.resize(i);
      stack_.push_back(std::move(level));
      out_.push_back({Tok::Open, 0, {}, "sentences", in_[at_].span});
      return true;
    }
    return false;
  }

  // A rulebook may leave out paragraphs of the law that it does not model; the items of a sentence have no gap.
  void gap(const Level& level, const Label& label, Span span) {
    const int value = label.value_in(level.scheme);
    if (!level.in_sentence && value > level.last) return;
    const std::string written = label_text(in_[at_].text);
    if (value > level.last + 1)
      input_.diagnostics->add(Code::ListGap, span, {label_for(level.scheme, level.last + 1), written}).help =
          "write the missing paragraph, or \"(" + label_for(level.scheme, level.last + 1) + ") [Reserved]\"";
    else
      input_.diagnostics->add(Code::ListNotOpened, span, {written});
  }

  void semicolon() {
    std::size_t next = at_ + 1;
    const bool connective = ahead(1).kind == Tok::And || ahead(1).kind == Tok::Or;
    if (connective) ++next;
    const bool mark = next < in_.size() && in_[next].kind == Tok::Reference;
    if (mark && !stack_.empty() && top_in_sentence()) {
      separator_ = in_[at_];
      separator_.kind = Tok::ItemSep;
      separator_.text = !connective ? "" : ahead(1).kind == Tok::And ? "and" : "or";
      separator_.span = cover(in_[at_].span, in_[next - 1].span);
      at_ = next - 1;
      before_ = Before::Separator;
      return;
    }
    // In a declaration the list of one clause ends where the next begins: "…; or (3) …; otherwise …".
    while (!law() && !stack_.empty() && top_in_sentence() && !stack_.back().joined.empty()) close_to(stack_.size() - 1);
    before_ = Before::Other;
    out_.push_back(std::move(in_[at_]));
  }

  // The separator stands before the next item of its own list, behind what closes the lists in it.
  void separate() {
    Level& level = stack_.back();
    if (!separator_.text.empty()) {
      if (!level.joined.empty() && level.joined != separator_.text)
        input_.diagnostics->add(Code::MixedSeparators, separator_.span).help =
            "join all items by \"" + level.joined + "\", or open a list within the list";
      level.joined = separator_.text;
      check_head(level, separator_.span);
    }
    out_.push_back(separator_);
  }

  void check_head(const Level& level, Span span) {
    const std::string_view head = level.head;
    const bool any = head.starts_with("any of") || head.starts_with("one of") || head.starts_with("either of");
    const bool all = head.starts_with("all of") || head.starts_with("each of") || head.starts_with("both of");
    if ((any && level.joined == "and") || (all && level.joined == "or"))
      input_.diagnostics->add(Code::ListConnective, span, {level.head, level.joined}).help =
          any ? "write \"all of the following\", or join the items by \"or\""
              : "write \"any of the following\", or join the items by \"and\"";
  }

  void full_stop() {
    std::size_t keep = stack_.size();
    while (keep > 0 && stack_[keep - 1].in_sentence) --keep;
    close_to(keep);
    if (following_span_.known() && law()) {
      input_.diagnostics->add(Code::FollowingWithoutList, following_span_).help =
          "put a colon and the items (1), (2) behind the sentence, or say what is meant";
    }
    following_.clear();
    following_span_ = {};
    before_ = Before::Stop;
    statement_ = kNone;
    in_head_ = false;
    out_.push_back(std::move(in_[at_]));
  }

  void close_to(std::size_t depth) {
    while (stack_.size() > depth) {
      out_.push_back({Tok::Close, 0, {}, {}, out_.empty() ? Span{} : out_.back().span});
      ended_.push_back(std::move(stack_.back()));
      stack_.pop_back();
    }
  }

  // "any of the following", "as follows": the list that must come.
  void note_following(const Token& token) {
    if (token.text != "following" || !(token.flags & kTokArticle)) return;
    if (following_span_.known() && law())
      input_.diagnostics->add(Code::FollowingWithoutList, token.span).help = "only one list can follow a sentence";
    following_span_ = token.span;
    following_.clear();
    if (out_.size() >= 2 && keyword(out_.back(), "of")) following_ = out_[out_.size() - 2].text + " of the following";
  }

  // A quoted term behind a full stop is a definition at the level of the section: it closes the paragraphs.
  void definition_in_section() {
    if (input_.unit.kind != UnitKind::Section || before_ != Before::Stop || in_head_) return;
    for (std::size_t k = 1; k < 24 && at_ + k < in_.size(); ++k) {
      if (keyword(in_[at_ + k], "means")) {
        close_to(0);
        return;
      }
      if (in_[at_ + k].kind == Tok::FullStop || in_[at_ + k].kind == Tok::String) return;
    }
  }

  // A clause of the section ("from 2025-01-13:") begins with a small letter and closes all paragraphs; its own may
  // begin anew.
  void clause_of_section() {
    const Token& token = in_[at_];
    if (input_.unit.kind != UnitKind::Section || before_ != Before::Stop || in_head_ || stack_.empty()) return;
    if (token.flags & (kTokArticle | kTokSentenceStart)) return;
    close_to(0);
    ended_.clear();
  }

  static constexpr std::size_t kNone = ~std::size_t{0};

  Tokens in_;
  Tokens out_;
  const FilterInput& input_;
  std::size_t at_ = 0;
  std::vector<Level> stack_;
  std::vector<Level> ended_;  // that paragraphs may continue, until the section ends
  Before before_ = Before::Stop;
  bool in_head_ = true;
  bool too_deep_ = false;
  bool sentences_follow_ = false;  // the colon before ends a clause of the section, not the head of a list
  std::size_t statement_ = kNone;  // where the statement begins in out_
  Token separator_;
  std::string following_;
  Span following_span_;
};

}  // namespace

Tokens bracket(Tokens tokens, const FilterInput& input) { return Bracketer(std::move(tokens), input).run(); }

}  // namespace licet::syntax
