// Mistakes in phrases, in the words of law.
#include <algorithm>

#include "compiler/syntax/phrase_level.h"

namespace licet::syntax {
namespace {

constexpr int kMaxDepth = 128;
// Of a part of a phrase in a message; and parts of a reading.
constexpr std::size_t kMostQuoted = 120;
constexpr std::size_t kMostParts = 6;

// The pattern of 6.1 to 6.3 of the language that stands nearest to the place of a mistake.
std::string_view pattern_text(Pattern pattern) {
  switch (pattern) {
    case Pattern::Condition:
      return "a condition reads \"N is N\", \"N has N\", \"N meets N\", \"there is no N\", \"paragraph (a) is met\", "
             "or it is a declared wording";
    case Pattern::Subject:
      return "after its subject a condition goes on with is, has, contains, meets, fits within, does not, knows that, "
             "or a "
             "declared predicate; a subject of several nouns ends with a comma: \"any recipient, or its ultimate "
             "parent, is\"";
    case Pattern::Predicate:
      return "a predicate begins with is, was, will be, would be, has, contains, incorporates, meets, fits within, or "
             "does "
             "not";
    case Pattern::Complement:
      return "after \"is\": a noun, a quality, \"located in N\", \"in N\", \"outside N\", \"specified in P\", \"4800 "
             "or "
             "more\", \"less than N\", \"on or before N\", \"any of the following: …\"";
    case Pattern::Noun:
      return "a noun phrase reads \"every party to the transaction that is located in N\"; what stands behind a noun "
             "belongs "
             "to the nearest one";
    case Pattern::Relation:
      return "a relation is followed by its noun, at once or after the last of several: \"is headquartered in, or has "
             "an "
             "ultimate parent headquartered in, N\"";
    case Pattern::Comparison:
      return "a comparison reads \"4800 or more\", \"less than N\", \"not more than N\", \"2400 or more and less than "
             "4800\"";
    case Pattern::Date:
      return "a date is compared as \"on or before N\", \"after N\", \"not later than the 180th day after N\"";
    case Pattern::Expression:
      return "a value reads \"N times N\", \"N divided by N\", \"the sum of N\", \"the sum, over N, of N times N\", "
             "\"the "
             "number of N\", \"N, as a percentage of N\"";
    case Pattern::Specified:
      return "\"specified in\" is followed by ECCNs, a citation, a list, or \"any of the following: …\"";
    case Pattern::Paragraphs:
      return "\"described in\" is followed by a citation: \"described in paragraphs (1) through (3) of that "
             "definition\"";
    case Pattern::Shown:
      return "write \"it is shown that …\" or \"it is shown, by N, that …\"";
    case Pattern::Knows:
      return "write \"N knows, or has reason to know, that …\" or \"N has knowledge that …\"";
    case Pattern::Share:
      return "write \"not more than 25 percent of N is in N\" or \"… is outside N\"";
    case Pattern::IfThen:
      return "write \"if …, N is N\", with a comma after the condition";
    case Pattern::ForEvery:
      return "write \"for every N, N is N\"";
    case Pattern::Reading:
      return "write \"reading R01 is\" and one of its alternatives";
    case Pattern::Required:
      return "write \"required under N to export N to N\"";
    case Pattern::Eligible:
      return "write \"eligible for\" and an exception: \"eligible for GBS to N\"";
    case Pattern::Owned:
      return "write \"owned 50 percent or more, directly or indirectly, by N\"";
    case Pattern::Neither:
      return "\"neither\" asks for \"nor\": \"neither N, nor N, is N\"";
    case Pattern::Over:
      return "write \"the sum, over N, of N times N\"";
    case Pattern::Chosen:
      return "values by case read \"N, when …; N, when …; otherwise N\"";
    case Pattern::Item:
      return "an item is a condition, a noun phrase, ECCNs, a value or a quotation, and may end \", when …\" or \", "
             "unless "
             "…\"";
    case Pattern::That:
      return "write \"an attestation of N, bearing N, that states \"…\" and agrees to each of the following: …\"";
    case Pattern::ListEnd:
      return "the last two of a list are joined by \"and\" or \"or\"";
  }
  return {};
}

}  // namespace

bool PhraseReader::enter() {
  ++depth_;
  if (depth_ <= kMaxDepth) return true;
  too_deep();
  return false;
}

void PhraseReader::too_deep() {
  if (!fatal_ && !failed_)
    diagnostics_->add(Code::NestingTooDeep, span(pos_, pos_ + 1), {std::to_string(kMaxDepth)}).help =
        "define a name for the inner part";
  fatal_ = failed_ = true;
  stop_ = pos_;
}

NodeId PhraseReader::fail(Pattern pattern) {
  if (!failed_ && !reported_) {
    // Where the phrase ends too early its last word is the place.
    const std::size_t from = at_end() || item_ends(0) ? (pos_ > begin_ ? pos_ - 1 : pos_) : pos_;
    diagnostics_->add(Code::ConditionNotUnderstood, span(from, from + 1), {place_, source_words(from, from + 1)}).help =
        pattern_text(pattern);
  }
  failed_ = true;
  stop_ = pos_;
  return ast::kNoNode;
}

// The words from begin to end as the drafter wrote them, on one line.
std::string PhraseReader::source_words(std::size_t begin, std::size_t end) const {
  std::string text;
  end = std::min(end, size_);
  for (std::size_t i = begin; i < end; ++i) {
    const Token& token = (*tokens_)[i];
    std::string word = token.text;
    if (sources_ != nullptr && token.span.known()) {
      const std::string_view written = sources_->text(token.span);
      if (!written.empty()) word = written;
    }
    if (word.empty()) continue;
    const bool close_up = token.kind == Tok::Comma || token.kind == Tok::Semicolon || token.kind == Tok::Colon;
    if (!text.empty() && !close_up) text += ' ';
    if (const std::string_view article = article_of(i); i > begin && !article.empty()) (text += article) += ' ';
    text += word;
  }
  for (char& c : text)
    if (c == '\n' || c == '\t' || c == '\r') c = ' ';
  if (text.size() <= kMostQuoted) return text;
  const std::size_t head = text.rfind(' ', kMostQuoted / 2);
  const std::size_t tail = text.find(' ', text.size() - kMostQuoted / 2);
  if (head == std::string::npos || tail == std::string::npos) return text.substr(0, kMostQuoted) + " …";
  return text.substr(0, head) + " …" + text.substr(tail);
}

// The article before a token; it has no token of its own.
std::string_view PhraseReader::article_of(std::size_t i) const {
  const Token& token = (*tokens_)[i];
  if ((token.flags & kTokArticle) == 0 || sources_ == nullptr || !token.span.known()) return {};
  const std::string_view file = sources_->text(token.span.file);
  for (const std::string_view article : {"the ", "an ", "a "})
    if (token.span.begin >= article.size() && file.substr(token.span.begin - article.size(), article.size()) == article)
      return article.substr(0, article.size() - 1);
  return {};
}

std::string PhraseReader::quoted(Part part) const {
  std::string text(article_of(part.first));
  if (!text.empty()) text += ' ';
  return text + source_words(part.first, part.second);
}

void PhraseReader::report_mixed(const std::vector<Part>& parts, const std::vector<Joint>& joints) {
  if (failed_ || parts.empty() || joints.size() + 1 < parts.size()) return;
  // A comma stands for the connective after it.
  std::vector<Tok> between(parts.size() - 1, Tok::Or);
  for (std::size_t i = between.size(); i-- > 0;)
    between[i] = joints[i].connective != Tok::End ? joints[i].connective
                 : i + 1 < between.size()         ? between[i + 1]
                                                  : Tok::Or;
  const auto reading = [&](Tok tighter) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i == kMostParts) return text + " …";
      const bool opens = i < between.size() && between[i] == tighter && (i == 0 || between[i - 1] != tighter);
      const bool closes = i > 0 && between[i - 1] == tighter && (i == between.size() || between[i] != tighter);
      if (i > 0) text += between[i - 1] == Tok::Or ? " or " : " and ";
      if (opens) text += '(';
      text += quoted(parts[i]);
      if (closes) text += ')';
    }
    return text;
  };
  diagnostics_->add(Code::MixedAndOr, span(parts.front().first, parts.back().second)).help =
      "this can be read as \"" + reading(Tok::And) + "\" or as \"" + reading(Tok::Or) +
      "\"; say which with a list of paragraphs, \"any of the following is true: …\"";
}

// The complement from `begin` to here stands behind "not" and is joined by "or" or "and".
void PhraseReader::report_negation(std::size_t begin, const std::string& verb, bool is_or) {
  if (failed_) return;
  std::size_t split = begin;
  for (std::size_t i = begin; i < pos_; ++i) {
    const Tok token = (*tokens_)[i].kind;
    if (token == (is_or ? Tok::Or : Tok::And)) split = i;
  }
  std::size_t left_end = split;
  if (left_end > begin && (*tokens_)[left_end - 1].kind == Tok::Comma) --left_end;
  const std::string left = source_words(begin, left_end);
  const std::string right = source_words(split + 1, pos_);
  const std::string all = source_words(begin, pos_);
  auto& made = diagnostics_->add(Code::AmbiguousNegation, span(begin, pos_), {all});
  if (is_or) {
    made.help = "write \"" + verb + " neither " + left + " nor " + right + "\", or \"" + verb + " not " + left +
                ", or " + verb + " " + right + "\"";
  } else {
    made.help = "write \"" + verb + " not both " + all + "\", or \"" + verb + " not " + left + ", and " + verb + " " +
                right + "\"";
  }
}

void PhraseReader::report_not_true(Part first, Part second, bool is_or) {
  if (failed_) return;
  const std::string one = quoted(first);
  const std::string two = quoted(second);
  auto& made = diagnostics_->add(Code::AmbiguousNegation, span(first.first, second.second),
                                 {source_words(first.first, second.second)});
  made.help = "write \"it is not true that " + one + ", " + (is_or ? "or " : "and ") + two + "\" with a comma, or \"" +
              (is_or ? "it is not true that " + one + ", and it is not true that " + two
                     : "it is not true that both of the following are true: …") +
              "\"";
}

NodeId PhraseReader::finish(NodeId node, Pattern pattern) {
  attach_list();
  accept(Tok::FullStop);
  if (!failed_ && !at_end()) {
    if (pos_ > begin_ && (*tokens_)[pos_ - 1].kind == Tok::Close) {
      diagnostics_->add(Code::TextAfterList, span(pos_, stop_));
      failed_ = true;
    } else {
      fail(pattern);
    }
  }
  if (!failed_ && !holes_.empty()) fail(Pattern::Relation);
  return node;
}

}  // namespace licet::syntax
