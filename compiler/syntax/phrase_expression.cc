// Number expressions: times and divided by bind tighter than plus and minus.
#include "compiler/syntax/phrase_level.h"

namespace licet::syntax {

NodeId PhraseReader::expression() {
  const std::size_t begin = pos_;
  const NodeId first = term();
  return expression_from(first, begin);
}

bool PhraseReader::operator_ahead() const {
  return one_of({"times", "plus", "minus", "rounded"}) || words("divided by") || words("increased by") ||
         percentage_ahead();
}

// ", as a percentage of N" is of the whole value, never of a noun in a relative clause.
bool PhraseReader::percentage_ahead() const {
  return inside_.relatives == 0 && kind(Tok::Comma) && words("as percentage of", 1) != 0;
}

NodeId PhraseReader::expression_from(NodeId first, std::size_t begin) {
  NodeId left = product(first, begin);
  while (one_of({"plus", "minus"})) {
    const Kind made = word("plus") ? Kind::Plus : Kind::Minus;
    ++pos_;
    const std::size_t at = pos_;
    const NodeId right_term = term();
    const NodeId right = product(right_term, at);
    left = make(made, begin, {left, right});
  }
  if (accept("increased by")) {
    const std::size_t at = pos_;
    const NodeId right_term = term();
    const NodeId right = product(right_term, at);
    left = make(Kind::IncreasedBy, begin, {left, right});
  }
  if (accept("rounded")) {
    std::string way;
    for (const std::string_view text : {"half up", "up", "down"})
      if (way.empty() && accept(text)) way = text;
    if (way.empty() || !accept("to")) return fail(Pattern::Expression);
    const NodeId step = term();
    left = make(Kind::Rounded, begin, {left, step}, std::move(way));
  }
  if (percentage_ahead()) {
    pos_ += 1 + words("as percentage of", 1);
    const NodeId whole = term();
    left = make(Kind::PercentageOf, begin, {left, whole});
  }
  return left;
}

NodeId PhraseReader::product(NodeId first, std::size_t begin) {
  NodeId left = first;
  for (;;) {
    const bool times = accept("times");
    if (!times && !accept("divided by")) return left;
    const NodeId right = term();
    left = make(times ? Kind::Times : Kind::DividedBy, begin, {left, right});
  }
}

NodeId PhraseReader::term() {
  const Level level(this);
  if (!level.ok()) return ast::kNoNode;
  const std::size_t begin = pos_;
  if (kind(Tok::Number) || kind(Tok::Ordinal)) return quantity();
  for (const char* what : {"sum", "highest", "lowest"}) {
    if (!word(what)) continue;
    if (kind(Tok::Comma, 1) && word("over", 2)) {
      ++pos_;
      return over(begin, what);
    }
    if (word(what) && std::string_view(what) == "sum" && word("of", 1)) {
      pos_ += 2;
      const NodeId of = nouns(kTop);
      return make(Kind::SumOf, begin, {of});
    }
  }
  if (accept("number of")) {
    const NodeId of = nouns(kTop);
    return make(Kind::NumberOf, begin, {of});
  }
  if (!noun_ahead()) return fail(Pattern::Expression);
  return noun(kTop);
}

// the sum, over N [and N], of X
NodeId PhraseReader::over(std::size_t begin, const char* what) {
  pos_ += 2;
  if (!noun_ahead()) return fail(Pattern::Over);
  const NodeId range = nouns(kNested);
  std::vector<NodeId> kids{range};
  if (tree_->kind(range) == Kind::NounList) kids = (*tree_)[range].kids;
  accept(Tok::Comma);
  if (!accept("of")) return fail(Pattern::Over);
  kids.push_back(expression());
  return make(Kind::Over, begin, std::move(kids), what);
}

// 4800, 26,900,000 TPP, 25 percent, 30 days after N, the 180th day after N
NodeId PhraseReader::quantity() {
  const std::size_t begin = pos_;
  const bool ordinal = kind(Tok::Ordinal);
  std::string digits = peek().text;
  if (ordinal) digits = digits.substr(0, digits.find_first_not_of("0123456789,"));
  ++pos_;
  std::string unit;
  const bool day = one_of({"day", "days"});
  if (day && (word("after", 1) || word("before", 1))) {
    std::string side = peek(1).text;
    pos_ += 2;
    const NodeId from = noun(kTop);
    const NodeId made = make(Kind::NthDayAfter, begin, {from}, std::move(digits));
    if (side == "before") tree_->edit(made).name2 = side;
    return made;
  }
  if (ordinal) {
    fail(Pattern::Date);
    return make(Kind::Quantity, begin, {}, std::move(digits));
  }
  if (day || word("percent")) {
    unit = word("percent") ? "percent" : "days";
    ++pos_;
  } else if ((kind(Tok::Name) || kind(Tok::Unknown) || kind(Tok::Code)) && (peek().flags & kTokArticle) == 0 &&
             (classes() & Function) == 0) {
    unit = peek().text;
    ++pos_;
  }
  const NodeId made = make(Kind::Quantity, begin, {}, std::move(digits));
  tree_->edit(made).name2 = std::move(unit);
  return made;
}

}  // namespace licet::syntax
