#include "compiler/syntax/layout.h"

namespace licet::syntax {
namespace {

constexpr int kStep = 4;
constexpr int kClause = 2;  // of a declaration or section

class Layout {
 public:
  Layout(const Tokens& tokens, UnitKind kind, std::vector<LineStart>* out) : t_(tokens), kind_(kind), out_(out) {}

  void run() {
    line(0, 0, kStep);
    out_->back().new_unit = true;
    if (kind_ == UnitKind::Section || kind_ == UnitKind::Savings || kind_ == UnitKind::Enforcement)
      law();
    else
      declaration();
  }

 private:
  bool keyword(std::size_t i, std::string_view text) const {
    return i < t_.size() && t_[i].kind == Tok::Keyword && t_[i].text == text;
  }
  bool word(std::size_t i, std::string_view text) const {
    return i < t_.size() && (t_[i].kind == Tok::Keyword || t_[i].kind == Tok::Unknown) && t_[i].text == text;
  }
  void line(std::size_t i, int indent, int hanging) {
    const std::uint32_t at = t_[i].span.begin;
    if (t_[i].kind == Tok::End) return;
    if (!out_->empty() && out_->back().at == at) return;
    out_->push_back({at, indent, hanging, false});
  }

  // ---- declarations

  void declaration() {
    bool body = false;  // behind the colon of the head
    std::vector<int> lists;
    for (std::size_t i = 1; i < t_.size(); ++i) {
      const Tok before = t_[i - 1].kind;
      const int first = kind_ == UnitKind::Decide || kind_ == UnitKind::Record ? 2 * kStep : kStep;
      if (t_[i].kind == Tok::Open) lists.push_back(lists.empty() ? first : lists.back() + kStep);
      if (t_[i].kind == Tok::Close && !lists.empty()) lists.pop_back();
      if (t_[i].kind == Tok::Item && !lists.empty() && before != Tok::Item) line(i, lists.back(), lists.back() + kStep);
      if (!lists.empty()) continue;
      switch (kind_) {
        case UnitKind::Rulebook:
          if ((word(i, "title") || word(i, "source") || word(i, "spelling")) && before != Tok::String)
            line(i, kClause, kClause + kStep);
          else if (before == Tok::String && t_[i].kind != Tok::FullStop)
            line(i, kClause, kClause + kStep);
          break;
        case UnitKind::Record:
        case UnitKind::Partition:
          if ((before == Tok::Colon && !body) || (before == Tok::Semicolon && body)) line(i, kStep, 2 * kStep);
          body |= before == Tok::Colon;
          break;
        case UnitKind::Figure:
          if (word(i, "source") || before == Tok::Semicolon || (!body && i > 2 && (entry(i)))) {
            body |= !word(i, "source");
            line(i, kClause, kClause + kStep);
          }
          break;
        case UnitKind::Scenario:
        case UnitKind::ScenarioTable:
          if (word(i, "given") || (word(i, "expect") && before == Tok::FullStop)) line(i, kClause, kClause + kStep);
          if (kind_ == UnitKind::ScenarioTable &&
              (before == Tok::FullStop || (rows_ && before == Tok::Semicolon) || (rows_ && before == Tok::Colon)))
            line(i, kClause, kClause + kStep);
          rows_ |= before == Tok::FullStop;
          break;
        case UnitKind::Decide:
          if ((before == Tok::Colon && !body) || (before == Tok::Semicolon && body && t_[i].kind != Tok::End))
            line(i, kStep, 2 * kStep);
          body |= before == Tok::Colon;
          break;
        case UnitKind::Ledger:
          if (before == Tok::Semicolon || (!body && (word(i, "flow") || word(i, "stock"))))
            line(i, kClause, kClause + kStep);
          body |= word(i, "flow") || word(i, "stock");
          break;
        case UnitKind::Amendment:
          if (word(i, "effective") || (before == Tok::FullStop && t_[i].kind == Tok::Reference))
            line(i, kClause, kClause + kStep);
          break;
        case UnitKind::Use:
        case UnitKind::EventDate:
        case UnitKind::LawKnown:
        case UnitKind::NotModelled:
        case UnitKind::UnitDecl:
        case UnitKind::Category:
        case UnitKind::Role:
        case UnitKind::List:
        case UnitKind::Table:
        case UnitKind::Definition:
        case UnitKind::Wording:
        case UnitKind::Reading:
        case UnitKind::Rule:
        case UnitKind::Savings:
        case UnitKind::Enforcement:
        case UnitKind::Claim:
        case UnitKind::Unwritten:
        case UnitKind::Section:
        case UnitKind::Stray:
          break;
      }
    }
  }

  // The first entry of a figure: behind its unit and its sources.
  bool entry(std::size_t i) const {
    return word(i, "from") || word(i, "through") || word(i, "in") ? !(word(i, "in") && i == 2)
                                                                  : word(i, "as") && keyword(i + 1, "amended");
  }

  // ---- law

  void law() {
    struct Level {
      bool sentences;
      int indent;
    };
    std::vector<Level> levels;
    bool head = true;
    int base = kClause;  // of statements: deeper under a version
    int statement = kClause;
    Tok before = t_[0].kind;  // the token before, brackets apart
    for (std::size_t i = 1; i < t_.size(); ++i) {
      const Token& token = t_[i];
      if (token.kind == Tok::Open) {
        const bool sentences = token.aux != "inline";
        const int outer = levels.empty() ? statement : levels.back().indent + kStep;
        const int own = sentences && levels.empty() ? kClause : outer + (sentences || !levels.empty() ? 0 : kStep);
        levels.push_back({sentences, own});
        continue;
      }
      if (token.kind == Tok::Close) {
        if (!levels.empty()) levels.pop_back();
        continue;
      }
      if (token.kind == Tok::Item) {
        const int indent = levels.empty() ? base : levels.back().indent;
        if (before == Tok::Item || before == Tok::Heading)
          out_->back().hanging = indent + kStep;  // (A) (1) on one line
        else
          line(i, indent, indent + kStep);
        statement = indent + kStep;
        head = false;
      } else if (token.kind != Tok::End && token.kind != Tok::ItemSep && token.kind != Tok::FullStop) {
        const bool ended = before == Tok::FullStop || before == Tok::Semicolon;
        const bool starts = (token.flags & (kTokSentenceStart | kTokArticle)) != 0 || token.kind == Tok::String;
        if (levels.empty() && (head || ended || before == Tok::Colon) && clause(i)) {
          if (keyword(i, "from")) base = kClause + kStep;
          statement = keyword(i, "text") ? base : kClause;
          line(i, statement, keyword(i, "text") ? base + kStep : kClause + kStep);
          head = true;
        } else if (before == Tok::FullStop) {
          statement = levels.empty() ? base : levels.back().indent + kStep;
          line(i, statement, statement);
          head = false;
        } else if (head && levels.empty() && starts && (token.kind != Tok::String || before == Tok::Colon) &&
                   !of_title(i)) {
          statement = base;
          line(i, statement, statement);
          head = false;
        }
      }
      before = token.kind;
    }
  }

  bool of_title(std::size_t i) const {
    return (t_[i].flags & kTokArticle) == 0 &&
           (t_[i].text == "license" || t_[i].text == "exception" || t_[i].text == "authorization");
  }

  // A clause of the head: a small letter, and not "from" behind "in force", "suspended", "comply", or a comma.
  bool clause(std::size_t i) const {
    if (t_[i].kind != Tok::Keyword || (t_[i].flags & (kTokArticle | kTokSentenceStart))) return false;
    if (keyword(i, "from"))
      return !keyword(i - 1, "force") && !keyword(i - 1, "suspended") && !keyword(i - 1, "comply") &&
             !keyword(i - 1, "reserved") && t_[i - 1].kind != Tok::Comma;
    return keyword(i, "reason") || (keyword(i, "in") && keyword(i + 1, "force")) || keyword(i, "suspended") ||
           keyword(i, "reserved") || keyword(i, "comply") || keyword(i, "text") || keyword(i, "source") ||
           keyword(i, "applies");
  }

  const Tokens& t_;
  UnitKind kind_;
  std::vector<LineStart>* out_;
  bool rows_ = false;
};

}  // namespace

void line_starts(const Filtered& filtered, UnitKind kind, std::vector<LineStart>* out) {
  Layout(filtered.tokens, kind, out).run();
}

}  // namespace licet::syntax
