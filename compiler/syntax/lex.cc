#include "compiler/syntax/lex.h"

#include <array>

namespace licet::syntax {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool letter(char c) { return lower(c) || upper(c); }
bool alnum(char c) { return digit(c) || letter(c); }
bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

class Lexer {
 public:
  Lexer(std::string_view text, FileId file, std::uint32_t base, Tokens* out, Tokens* comments, Diagnostics* diagnostics)
      : text_(text), file_(file), base_(base), out_(out), comments_(comments), diagnostics_(diagnostics) {}

  void run() {
    if (text_.substr(0, 3) == "\xef\xbb\xbf") at_ = 3;
    while (at_ < text_.size()) next();
  }

 private:
  char peek(std::size_t ahead = 0) const { return look(at_ + ahead); }
  char look(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }

  Span span(std::size_t begin, std::size_t end) const {
    return {file_, base_ + static_cast<std::uint32_t>(begin), base_ + static_cast<std::uint32_t>(end)};
  }

  void emit(Tok kind, std::size_t end, std::string text, std::string aux = {}) {
    out_->push_back({kind, 0, std::move(text), std::move(aux), span(at_, end)});
    at_ = end;
  }
  void emit(Tok kind, std::size_t end) { emit(kind, end, std::string(text_.substr(at_, end - at_))); }

  void next() {
    const char c = peek();
    if (blank(c)) {
      ++at_;
    } else if (c == '-' && peek(1) == '-') {
      comment();
    } else if (c == '"') {
      quote();
    } else if (c == '[') {
      tag();
    } else if (c == '(') {
      const std::size_t end = mark_end(at_);
      end ? emit(Tok::Reference, end) : emit(Tok::Punct, at_ + 1);
    } else if (c == ')' || c == '|') {
      emit(Tok::Punct, at_ + 1);
    } else if (c == ',') {
      emit(Tok::Comma, at_ + 1);
    } else if (c == ';') {
      emit(Tok::Semicolon, at_ + 1);
    } else if (c == ':') {
      emit(Tok::Colon, at_ + 1);
    } else if (c == '.') {
      full_stop_or_tail();
    } else if (text_.substr(at_, 2) == "\xc2\xa7" && digit(peek(2))) {
      section();
    } else if (digit(c)) {
      number_or_word();
    } else if (letter(c)) {
      letters();
    } else {
      stray();
    }
  }

  void comment() {
    std::size_t end = text_.find('\n', at_);
    if (end == std::string_view::npos) end = text_.size();
    std::size_t stop = end;
    while (stop > at_ && blank(look(stop - 1))) --stop;
    if (comments_) comments_->push_back({Tok::End, 0, std::string(text_.substr(at_, stop - at_)), {}, span(at_, stop)});
    at_ = end;
  }

  // A quotation may run over lines: a line end with the blanks around it is one blank.
  void quote() {
    const std::size_t close = text_.find('"', at_ + 1);
    if (close == std::string_view::npos) {
      diagnostics_->add(Code::UnclosedQuote, span(at_, at_ + 1));
      std::size_t end = text_.find('\n', at_);
      if (end == std::string_view::npos) end = text_.size();
      emit(Tok::String, end, std::string(text_.substr(at_ + 1, end - at_ - 1)), "unclosed");
      return;
    }
    emit(Tok::String, close + 1, unfolded(text_.substr(at_ + 1, close - at_ - 1)));
  }

  static std::string unfolded(std::string_view raw) {
    std::string result;
    result.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size();) {
      if (!blank(raw[i])) {
        result += raw[i++];
        continue;
      }
      const std::size_t begin = i;
      bool line_end = false;
      while (i < raw.size() && blank(raw[i])) line_end |= raw[i++] == '\n';
      if (line_end)
        result += ' ';
      else
        result += raw.substr(begin, i - begin);
    }
    return result;
  }

  void tag() {
    const std::size_t close = text_.find(']', at_);
    if (close == std::string_view::npos || close - at_ > 2000) {
      diagnostics_->add(Code::UnclosedQuote, span(at_, at_ + 1));
      ++at_;
      return;
    }
    std::string inner;
    for (const char c : text_.substr(at_ + 1, close - at_ - 1)) {
      if (!blank(c))
        inner += c;
      else if (!inner.empty() && inner.back() != ' ')
        inner += ' ';
    }
    if (inner == "Reserved" || inner == "reserved")
      emit(Tok::Keyword, close + 1, "[reserved]");
    else
      emit(Tok::Tag, close + 1, std::move(inner));
  }

  // The end of a paragraph mark that begins at i, 0 if none does: (a) (dd) (12) (iii) (A).
  std::size_t mark_end(std::size_t i) const {
    if (look(i) != '(') return 0;
    std::size_t end = i + 1;
    while (alnum(look(end)) && end - i < 8) ++end;
    const std::string_view inner = text_.substr(i + 1, end - i - 1);
    if (look(end) != ')' || inner.empty()) return 0;
    bool digits = true, letters = true, roman = true;
    for (const char c : inner) {
      digits &= digit(c);
      letters &= letter(c);
      roman &= std::string_view("ivxlc").find(c) != std::string_view::npos;
    }
    const bool is_mark = (digits && inner.size() <= 3) || (letters && inner.size() <= 2) || roman;
    return is_mark ? end + 1 : 0;
  }

  void full_stop_or_tail() {
    if (lower(peek(1)) || digit(peek(1))) {
      const std::size_t end = dotted_end(at_);
      emit(Tok::Eccn, end, std::string(text_.substr(at_, end - at_)), "tail");
    } else {
      emit(Tok::FullStop, at_ + 1);
    }
  }

  // The end of ".x.y.z" from i on.
  std::size_t dotted_end(std::size_t i) const {
    while (look(i) == '.' && alnum(look(i + 1))) {
      ++i;
      while (alnum(look(i))) ++i;
    }
    return i;
  }

  void section() {
    const std::size_t begin = at_ + 2;
    std::size_t end = begin;
    while (digit(look(end))) ++end;
    if (look(end) == '.' && digit(look(end + 1)))
      for (++end; digit(look(end)) || lower(look(end)); ++end) {
      }
    while (const std::size_t mark = mark_end(end)) end = mark;
    emit(Tok::Section, end, std::string(text_.substr(begin, end - begin)));
  }

  std::size_t digits_end(std::size_t i) const {
    while (digit(look(i))) ++i;
    return i;
  }
  std::size_t blanks_end(std::size_t i) const {
    while (blank(look(i))) ++i;
    return i;
  }
  // The end of `word` behind blanks from i on, 0 if something else stands there.
  std::size_t after_word(std::size_t i, std::string_view word) const {
    i = blanks_end(i);
    if (text_.substr(i, word.size()) != word) return 0;
    i += word.size();
    return letter(word.back()) && alnum(look(i)) ? 0 : i;
  }
  std::size_t after_digits(std::size_t i) const {
    i = blanks_end(i);
    const std::size_t end = digits_end(i);
    return end == i || letter(look(end)) ? 0 : end;
  }
  std::string_view digits_before(std::size_t end) const {
    std::size_t begin = end;
    while (begin > 0 && digit(look(begin - 1))) --begin;
    return text_.substr(begin, end - begin);
  }

  std::size_t eccn_end(std::size_t i) const {
    if (!digit(look(i)) || look(i + 1) < 'A' || look(i + 1) > 'E') return 0;
    for (std::size_t k = 2; k < 5; ++k)
      if (!digit(look(i + k))) return 0;
    return alnum(look(i + 5)) || look(i + 5) == '-' ? 0 : dotted_end(i + 5);
  }

  void number_or_word() {
    std::size_t end = digits_end(at_);
    const std::size_t count = end - at_;
    if (count == 4 && look(end) == '-') {
      if (look(end + 1) == 'Q' && digit(look(end + 2)) && !alnum(look(end + 3))) return emit(Tok::Quarter, end + 3);
      if (digit(look(end + 1)) && digit(look(end + 2)) && look(end + 3) == '-' && digit(look(end + 4)) &&
          digit(look(end + 5)) && !alnum(look(end + 6)))
        return emit(Tok::Date, end + 6);
    }
    if (const std::size_t eccn = eccn_end(at_)) return emit(Tok::Eccn, eccn);
    if (const std::size_t federal = after_word(end, "FR"))
      if (const std::size_t page = after_digits(federal))
        return emit(Tok::RuleDoc, page,
                    std::string(text_.substr(at_, count)) + " FR " + std::string(digits_before(page)));
    if (count <= 3)
      while (look(end) == ',' && digit(look(end + 1)) && digit(look(end + 2)) && digit(look(end + 3)) &&
             !digit(look(end + 4)))
        end += 4;
    if (look(end) == '.' && digit(look(end + 1))) end = digits_end(end + 1);
    if (look(end) == '^' && digit(look(end + 1))) end = digits_end(end + 1);
    const std::string_view suffix = text_.substr(end, 2);
    if ((suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th") && !alnum(look(end + 2)))
      return emit(Tok::Ordinal, end + 2, std::string(text_.substr(at_, end - at_)));
    if (letter(look(end)) || (look(end) == '-' && alnum(look(end + 1)))) return word();
    emit(Tok::Number, end);
  }

  void letters() {
    // EAR99 stands where an entry of the list would, and is read as one.
    if (text_.substr(at_, 5) == "EAR99" && !alnum(look(at_ + 5))) return emit(Tok::Eccn, at_ + 5);
    // D:5 of a country group; z.2.a and b.(a) of lists and notes
    if (!alnum(peek(1)) && upper(peek()) && peek(1) == ':' && digit(peek(2)))
      return emit(Tok::Unknown, digits_end(at_ + 2));
    if (lower(peek()) && peek(1) == '.' && peek(2) == '(')
      if (const std::size_t end = mark_end(at_ + 2)) return emit(Tok::Reference, end);
    if (lower(peek()) && peek(1) == '.' && alnum(peek(2))) {
      const std::size_t end = dotted_end(at_ + 1);
      return emit(Tok::Eccn, end, std::string(text_.substr(at_, end - at_)), "tail");
    }
    if (citation()) return;
    word();
  }

  bool citation() {
    if (peek() == 'S') {
      std::size_t i = after_word(at_, "Supp.");
      if (i) i = after_word(i, "No.");
      const std::size_t number = i ? after_digits(i) : 0;
      if (!number) return false;
      std::size_t marks = number;
      while (const std::size_t mark = mark_end(marks)) marks = mark;
      std::size_t part = after_word(marks, "to");
      if (part) part = after_word(part, "part");
      if (part) part = after_digits(part);
      if (!part) return false;
      const std::string paragraphs(text_.substr(number, marks - number));
      emit(Tok::Supplement, part,
           "Supp. No. " + std::string(digits_before(number)) + paragraphs + " to part " +
               std::string(digits_before(part)));
      return true;
    }
    if (peek() == 'N') {
      std::size_t i = after_word(at_, "Note");
      const std::size_t number = i ? after_digits(i) : 0;
      std::size_t to = number ? after_word(number, "to") : 0;
      if (!to) return false;
      to = blanks_end(to);
      const std::size_t end = eccn_end(to);
      if (!end) return false;
      emit(Tok::Note, end,
           "Note " + std::string(digits_before(number)) + " to " + std::string(text_.substr(to, end - to)));
      return true;
    }
    if (peek() == 'p' || peek() == 'P') {
      const std::size_t i = after_word(at_, peek() == 'p' ? "part" : "Part");
      const std::size_t end = i ? after_digits(i) : 0;
      if (!end) return false;
      emit(Tok::Part, end, "part " + std::string(digits_before(end)));
      return true;
    }
    return month_day();
  }

  bool month_day() {
    static constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                                 "May",       "June",     "July",     "August",
                                                                 "September", "October",  "November", "December"};
    if (!upper(peek())) return false;
    for (const std::string_view month : kMonths) {
      const std::size_t i = month[0] == peek() ? after_word(at_, month) : 0;
      const std::size_t end = i ? after_digits(i) : 0;
      if (!end || digits_before(end).size() > 2) continue;
      emit(Tok::MonthDay, end, std::string(month) + " " + std::string(digits_before(end)));
      return true;
    }
    return false;
  }

  void word() {
    std::size_t end = at_;
    for (;; ++end) {
      const char c = look(end);
      if (alnum(c) || c == '_') continue;
      const bool joint = c == '-' || c == '/' || c == '.' || c == '@' || c == '\'' || c == '&';
      if (!joint || !alnum(look(end + 1)) || end == at_) break;
    }
    const std::string_view text = text_.substr(at_, end - at_);
    if (text == "transfer" || text == "transfers" || text == "Transfer") {
      const std::size_t i = after_word(end, "(in-country)");
      if (i) return emit(Tok::Unknown, i, std::string(text) + " (in-country)");
    }
    emit(Tok::Unknown, end);
  }

  void stray() {
    const std::size_t begin = at_;
    ++at_;
    while (at_ < text_.size() && (static_cast<unsigned char>(peek()) & 0xc0) == 0x80) ++at_;
    const std::string_view c = text_.substr(begin, at_ - begin);
    // A word that is reported already, so that what follows from it is not reported again.
    out_->push_back({Tok::Unknown, 0, std::string(c), "stray", span(begin, at_)});
    if (is_deceptive(text_, begin)) return;  // reported by check_characters()
    auto& diagnostic = diagnostics_->add(Code::StrayCharacter, span(begin, at_), {std::string(c)});
    if (c == "%") diagnostic.help = "write \"percent\"";
    if (c == "<" || c == ">" || c == "=") diagnostic.help = "write \"less than\", \"or more\", or \"equal to\"";
    if (c == "\xe2\x80\x9c" || c == "\xe2\x80\x9d") diagnostic.help = "write the plain quotation mark \"";
    if (c == "\xc2\xa7")
      diagnostic.help =
          "write the citation without a blank, as in \xc2\xa7"
          "742.6(a)";
    // One mistake, one message: what follows directly belongs to it.
    while (at_ < text_.size() && (text_.substr(at_, c.size()) == c)) at_ += c.size();
  }

  std::string_view text_;
  FileId file_;
  std::uint32_t base_;
  Tokens* out_;
  Tokens* comments_;
  Diagnostics* diagnostics_;
  std::size_t at_ = 0;
};

}  // namespace

void lex(std::string_view text, FileId file, std::uint32_t base, Tokens* out, Tokens* comments,
         Diagnostics* diagnostics) {
  out->reserve(out->size() + text.size() / 6);
  Lexer(text, file, base, out, comments, diagnostics).run();
}

}  // namespace licet::syntax
