// The one canonical form: the same words, one blank between them, lines where the structure begins them, filled to 120
// columns. Comments stay behind or before the words they stood at.
#include <algorithm>

#include "compiler/syntax/keywords.h"
#include "compiler/syntax/layout.h"
#include "compiler/syntax/lex.h"
#include "compiler/syntax/parse.h"

namespace licet::syntax {
namespace {

constexpr std::size_t kColumns = 120;

bool blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// Columns a text takes: code points.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

class Printer {
 public:
  Printer(const SourceMap& sources, const Scanned& scanned, const NameTable& names)
      : sources_(sources), text_(sources.text(scanned.file)), scanned_(scanned), names_(names) {}

  std::string run() {
    find_lines();
    auto comment = scanned_.comments.begin();
    for (std::size_t i = 0; i < scanned_.tokens.size(); ++i) {
      for (; comment != scanned_.comments.end() && comment->span.begin < scanned_.tokens[i].span.begin; ++comment)
        print_comment(*comment, i);
      print_token(i);
    }
    for (; comment != scanned_.comments.end(); ++comment) print_comment(*comment, scanned_.tokens.size());
    end_line();
    return std::move(out_);
  }

  // False if something other than blanks would be lost: text that did not scan.
  bool complete() const {
    std::uint32_t at = text_.starts_with("\xef\xbb\xbf") ? 3 : 0;
    auto comment = scanned_.comments.begin();
    const auto skip = [&](std::uint32_t to) {
      for (; at < to; ++at)
        if (!blank(text_[at])) return false;
      return true;
    };
    for (const Token& token : scanned_.tokens) {
      for (; comment != scanned_.comments.end() && comment->span.begin < token.span.begin; ++comment) {
        if (!skip(comment->span.begin)) return false;
        at = comment->span.end;
      }
      if (!skip(token.span.begin) || token.aux == "unclosed" || token.aux == "stray") return false;
      at = token.span.end;
    }
    for (; comment != scanned_.comments.end(); ++comment) {
      if (!skip(comment->span.begin)) return false;
      at = comment->span.end;
    }
    return skip(static_cast<std::uint32_t>(text_.size()));
  }

 private:
  void find_lines() {
    const Heads heads = heads_of(scanned_.interface);
    Diagnostics ignored;  // the parser reports them
    UnitKind before = UnitKind::Stray;
    for (const Unit& unit : split_units(scanned_.tokens)) {
      const std::size_t first = lines_.size();
      if (unit.end - unit.begin > kMaxDeclaration) continue;
      const Filtered filtered = filter({&sources_, &scanned_.tokens, unit, &names_, &heads, &ignored});
      line_starts(filtered, unit.kind, &lines_);
      // The first line begins with the first token of the unit, an article included.
      if (first < lines_.size()) {
        lines_[first].at = scanned_.tokens[unit.begin].span.begin;
        like_before_.push_back(unit.kind == before);
      }
      before = unit.kind;
    }
  }

  std::size_t blank_lines_before(std::uint32_t offset) const {
    std::size_t ends = 0;
    for (std::size_t i = offset; i > 0 && blank(text_[i - 1]); --i) ends += text_[i - 1] == '\n';
    return ends > 0 ? ends - 1 : 0;
  }

  void end_line() {
    if (line_.empty()) return;
    out_ += line_;
    out_ += '\n';
    line_.clear();
  }
  void empty_line() {
    end_line();
    if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
  }
  void begin_line(int indent) {
    end_line();
    indent_ = indent;
    line_.clear();
    fresh_ = true;
  }

  // The lines that begin at this token; an article stands in front of the word that the filter kept.
  void begin_lines(std::size_t i) {
    const Token& token = scanned_.tokens[i];
    const bool article = token.kind == Tok::Unknown && i + 1 < scanned_.tokens.size() &&
                         (token.text == "A" || token.text == "An" || token.text == "The" || is_article(token.text));
    const std::uint32_t until = article ? scanned_.tokens[i + 1].span.begin : token.span.begin;
    while (next_line_ < lines_.size() && lines_[next_line_].at <= until) {
      const LineStart& line = lines_[next_line_++];
      if (line.new_unit) {
        const bool like = like_before_[units_seen_++];
        if (!commented_ && (!like || blank_lines_before(token.span.begin) > 0)) empty_line();
      }
      begin_line(line.indent);
      hanging_ = line.hanging;
    }
    commented_ = false;
  }

  void print_comment(const Token& comment, std::size_t next) {
    const std::size_t begin = comment.span.begin;
    std::size_t i = begin;
    while (i > 0 && (text_[i - 1] == ' ' || text_[i - 1] == '\t')) --i;
    const bool own_line = i == 0 || text_[i - 1] == '\n';
    if (!own_line) {
      line_ += line_.empty() ? "" : "  ";
      line_ += comment.text;
      begin_line(hanging_);
      return;
    }
    const bool pause = blank_lines_before(comment.span.begin) > 0;
    // Before a new unit the comment stands at the margin, with the blank line in front of it.
    const bool of_unit = next >= scanned_.tokens.size() || (next_line_ < lines_.size() && lines_[next_line_].new_unit &&
                                                            lines_[next_line_].at <= scanned_.tokens[next].span.begin);
    if (of_unit && (pause || !commented_)) empty_line();
    end_line();
    const bool begins_line = next < scanned_.tokens.size() && next_line_ < lines_.size() &&
                             lines_[next_line_].at <= scanned_.tokens[next].span.begin;
    const int indent = of_unit ? 0 : begins_line ? lines_[next_line_].indent : hanging_;
    out_.append(static_cast<std::size_t>(indent), ' ');
    out_ += comment.text;
    out_ += '\n';
    if (of_unit && next < scanned_.tokens.size()) {
      commented_ = true;
      const std::size_t after = text_.find_first_not_of(" \t\r\n", comment.span.end);
      if (after != std::string_view::npos && blank_lines_before(static_cast<std::uint32_t>(after)) > 0) {
        out_ += '\n';
      }
    }
    begin_line(begins_line ? indent : hanging_);
  }

  static bool no_blank_before(const Token& token) {
    return token.kind == Tok::Comma || token.kind == Tok::Semicolon || token.kind == Tok::Colon ||
           token.kind == Tok::FullStop || (token.kind == Tok::Punct && token.text == ")");
  }

  void print_token(std::size_t i) {
    const Token& token = scanned_.tokens[i];
    begin_lines(i);
    bool joined = fresh_ || no_blank_before(token);
    if (i > 0) {
      const Token& before = scanned_.tokens[i - 1];
      joined |= before.kind == Tok::Punct && before.text == "(";
      // (A)(1) is one reference, (2) (i) are two marks
      joined |= before.kind == Tok::Reference && token.kind == Tok::Reference && before.span.end == token.span.begin;
    }
    // Punctuation behind a word stays on its line.
    std::size_t tail = 0;
    for (std::size_t k = i + 1; k < scanned_.tokens.size() && no_blank_before(scanned_.tokens[k]); ++k) ++tail;
    if (token.kind == Tok::String) return print_quote(token, joined, tail);
    put(written(token), joined, tail);
  }

  // A quotation may run over lines; it breaks where it has one blank.
  void print_quote(const Token& token, bool joined, std::size_t tail) {
    const std::string text = "\"" + token.text + "\"";
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= text.size(); ++i) {
      const bool end = i == text.size();
      const bool space = !end && text[i] == ' ' && text[i - 1] != ' ' && i + 1 < text.size() && text[i + 1] != ' ';
      if (!end && !space) continue;
      put(text.substr(begin, i - begin), begin == 0 && joined, end ? tail : 0);
      begin = i + 1;
    }
  }

  std::string written(const Token& token) const {
    std::string result;
    for (const char c : sources_.text(token.span)) {
      if (!blank(c))
        result += c;
      else if (!result.empty() && result.back() != ' ')
        result += ' ';
    }
    return result;
  }

  // `tail` columns of punctuation follow without a blank.
  void put(std::string_view text, bool joined, std::size_t tail) {
    if (!joined && !fresh_ && width(line_) + 1 + width(text) + tail > kColumns) begin_line(hanging_);
    if (fresh_)
      line_.append(static_cast<std::size_t>(indent_), ' ');
    else if (!joined)
      line_ += ' ';
    line_ += text;
    fresh_ = false;
  }

  const SourceMap& sources_;
  std::string_view text_;
  const Scanned& scanned_;
  const NameTable& names_;
  std::vector<LineStart> lines_;
  std::vector<bool> like_before_;  // by unit: the unit before it is of the same kind
  std::size_t next_line_ = 0;
  std::size_t units_seen_ = 0;
  std::string out_;
  std::string line_;
  int indent_ = 0;
  int hanging_ = 0;
  bool fresh_ = true;
  bool commented_ = false;  // a comment of its own stands right before
};

}  // namespace

std::string format(const SourceMap& sources, const Scanned& scanned, const NameTable& names) {
  const std::string_view text = sources.text(scanned.file);
  Printer printer(sources, scanned, names);
  if (scanned.tokens.empty() || !printer.complete()) return std::string(text);
  return printer.run();
}

}  // namespace licet::syntax
