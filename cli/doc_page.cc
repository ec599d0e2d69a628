#include "cli/doc_page.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "cli/escape.h"
#include "compiler/syntax/parse.h"
#include "compiler/syntax/units.h"
#include "runtime/explain/words.h"

namespace licet::cli {
namespace {

using syntax::Tok;
using syntax::Token;
using syntax::UnitKind;

constexpr const char* kStyle = R"css(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 15px/1.5 Georgia, "Times New Roman", serif; color: #111; background: #fff; margin: 0 auto; max-width: 78rem; padding: 2rem; }
h1 { font-size: 1.9rem; margin: 0 0 .2rem; }
h2 { font-size: 1.35rem; border-bottom: 2px solid #111; margin: 3rem 0 .6rem; padding-bottom: .2rem; }
h3 { font-size: 1.05rem; margin: 1.8rem 0 .4rem; }
.meta, .source { color: #444; font-size: .9rem; margin: .1rem 0; }
nav ul { columns: 2; padding-left: 1.2rem; }
nav li { break-inside: avoid; }
.unit { border-top: 1px solid #bbb; padding: .6rem 0; break-inside: avoid-page; }
.pair { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); gap: 1.6rem; }
.law { font-size: .92rem; border-left: 3px solid #999; padding-left: .8rem; margin: 0 0 .8rem; white-space: pre-line; }
.rule { font: 13px/1.5 "DejaVu Sans Mono", Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
.rule a { color: inherit; text-decoration-style: dotted; text-underline-offset: 2px; }
.head { font-weight: bold; }
.note { color: #666; font-style: italic; }
.mark { border: 1px solid #777; border-radius: 3px; padding: 0 .25em; font-size: .92em; }
.unconfirmed { background: #ddd; }
.when { font-weight: bold; text-decoration: underline; text-decoration-thickness: 1px; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { border: 1px solid #999; padding: .25rem .5rem; text-align: left; vertical-align: top; }
th { background: #eee; }
@media print {
  @page { margin: 16mm 14mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .rule { font-size: 8.5pt; }
  h2 { break-before: page; }
  nav + h2, h2.first { break-before: auto; }
  a { color: inherit; text-decoration: none; }
}
@media (max-width: 60rem) { .pair { grid-template-columns: minmax(0, 1fr); } nav ul { columns: 1; } }
)css";

std::string anchor(std::string_view citation) {
  std::string out = "c-";
  for (char c : citation) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
    out += plain ? c : '-';
  }
  return out;
}

struct Piece {  // of a rule file: a unit, or a comment that stands by itself
  std::size_t begin = 0, end = 0;
  UnitKind kind = UnitKind::Stray;
  bool comment = false;
  std::string citation;   // sections
  std::vector<Span> law;  // quoted law text, with the word in front
};

class FilePage {
 public:
  FilePage(const compiler::Compiled& compiled, FileId file) : sources_(compiled.sources), file_(file) {
    Diagnostics ignored;
    scanned_ = syntax::scan(sources_, file, &ignored);
    cut();
  }

  const std::vector<Piece>& pieces() const { return pieces_; }
  std::string html(const std::set<std::string>& anchors, std::set<std::string>* made) const {
    std::string out;
    for (const Piece& piece : pieces_) out += piece.comment ? comment(piece) : unit(piece, anchors, made);
    return out;
  }
  // "us.ear.part-742", "Control policy …": of the first rulebook head.
  std::string rulebook() const { return scanned_.interface.rulebook; }

 private:
  std::string_view text() const { return sources_.text(file_); }

  void cut() {
    const std::vector<syntax::Unit> units = syntax::split_units(scanned_.tokens);
    std::size_t last = 0;
    for (const syntax::Unit& u : units) {
      if (u.begin >= u.end || u.end > scanned_.tokens.size()) continue;
      Piece piece;
      piece.begin = scanned_.tokens[u.begin].span.begin;
      piece.end = scanned_.tokens[u.end - 1].span.end;
      piece.kind = u.kind;
      take_comments(last, piece.begin);
      extend(&piece);
      for (std::size_t i = u.begin; i < u.end; ++i) {
        const Token& token = scanned_.tokens[i];
        if (i == u.begin && u.kind == UnitKind::Section) piece.citation = citation_of(token);
        if (token.kind == Tok::String && i > u.begin && sources_.text(scanned_.tokens[i - 1].span) == "text")
          piece.law.push_back(cover(scanned_.tokens[i - 1].span, token.span));
      }
      last = piece.end;
      pieces_.push_back(std::move(piece));
    }
    take_comments(last, text().size());
  }

  std::string citation_of(const Token& token) const {
    if (token.kind == Tok::Section) return token.text;
    return std::string(sources_.text(token.span));
  }

  // A comment on the last line of a unit belongs to it.
  void extend(Piece* piece) const {
    const std::size_t end = std::min(text().find('\n', piece->end), text().size());
    const std::string_view rest = text().substr(piece->end, end - piece->end);
    const std::size_t word = rest.find_first_not_of(" \t");
    if (word != std::string_view::npos && rest.substr(word, 2) == "--") piece->end = end;
  }

  void take_comments(std::size_t begin, std::size_t end) {
    std::size_t from = std::string::npos, to = 0;
    const auto flush = [&] {
      if (from == std::string::npos) return;
      Piece piece;
      piece.begin = from;
      piece.end = to;
      piece.comment = true;
      pieces_.push_back(piece);
      from = std::string::npos;
    };
    for (std::size_t line = begin; line < end;) {
      const std::size_t stop = std::min(text().find('\n', line), end);
      const std::string_view words = text().substr(line, stop - line);
      const std::size_t word = words.find_first_not_of(" \t");
      if (word != std::string_view::npos && words.substr(word, 2) == "--") {
        if (from == std::string::npos) from = line;
        to = stop;
      } else {
        flush();
      }
      line = stop + 1;
    }
    flush();
  }

  // "-- ===== Title =====" is a heading, other comments are notes.
  std::string comment(const Piece& piece) const {
    std::string out, note;
    const auto flush = [&] {
      if (!note.empty()) out += "<p class=\"note\">" + escaped(note) + "</p>\n";
      note.clear();
    };
    std::string_view all = text().substr(piece.begin, piece.end - piece.begin);
    while (!all.empty()) {
      const std::size_t stop = std::min(all.find('\n'), all.size());
      std::string_view line = all.substr(0, stop);
      all.remove_prefix(std::min(stop + 1, all.size()));
      line.remove_prefix(std::min(line.find("--") + 2, line.size()));
      const std::size_t first = line.find_first_not_of(" =-");
      if (first == std::string_view::npos) continue;
      const std::size_t last = line.find_last_not_of(" =-");
      const std::string words(line.substr(first, last - first + 1));
      const bool heading = line.find("====") != std::string_view::npos || line.find("----") != std::string_view::npos;
      if (heading) {
        flush();
        out += "<h3>" + escaped(words) + "</h3>\n";
      } else {
        note += (note.empty() ? "" : " ") + words;
      }
    }
    flush();
    return out;
  }

  std::string unit(const Piece& piece, const std::set<std::string>& anchors, std::set<std::string>* made) const {
    if (piece.kind == UnitKind::Rulebook) return {};
    std::string out = "<div class=\"unit\"";
    if (!piece.citation.empty() && made->insert(anchor(piece.citation)).second)
      out += " id=\"" + anchor(piece.citation) + "\"";
    out += ">";
    std::string law;
    for (Span span : piece.law) law += "<blockquote class=\"law\">" + escaped(quoted(span)) + "</blockquote>";
    const std::string rule = "<pre class=\"rule\">" + rule_text(piece, anchors) + "</pre>";
    out += law.empty() ? rule : "<div class=\"pair\"><div>" + law + "</div>" + rule + "</div>";
    return out + "</div>\n";
  }

  std::string quoted(Span span) const {
    std::string_view t = sources_.text(span);
    t.remove_prefix(std::min(t.find('"') + 1, t.size()));
    if (!t.empty() && t.back() == '"') t.remove_suffix(1);
    std::string out;
    for (char c : t) {
      const bool blank = c == ' ' || c == '\t' || c == '\r';
      if (!blank)
        out += c;
      else if (!out.empty() && out.back() != ' ' && out.back() != '\n')
        out += ' ';
    }
    return out;
  }

  // The text of a unit without the quoted law, its marks, comments and citations dressed.
  std::string rule_text(const Piece& piece, const std::set<std::string>& anchors) const {
    std::string out;
    std::size_t at = piece.begin;
    const auto plain = [&](std::size_t end) {
      if (end > at) out += escaped(text().substr(at, end - at));
      at = std::max(at, end);
    };
    const auto dress = [&](Span span, const std::string& open, const std::string& close) {
      plain(span.begin);
      out += open + escaped(sources_.text(span)) + close;
      at = span.end;
    };
    std::vector<std::pair<Span, int>> dressed;  // 0 law, 1 comment, 2 tag, 3 citation, 4 head of a version
    for (Span span : piece.law) dressed.push_back({span, 0});
    for (const Token& c : scanned_.comments) dressed.push_back({c.span, 1});
    for (std::size_t i = 0; i < scanned_.tokens.size(); ++i) {
      const Token& token = scanned_.tokens[i];
      if (token.kind == Tok::Tag) dressed.push_back({token.span, 2});
      if (token.kind == Tok::Section || token.kind == Tok::Supplement || token.kind == Tok::Note)
        dressed.push_back({token.span, 3});
      const bool dated = i + 1 < scanned_.tokens.size() && scanned_.tokens[i + 1].kind == Tok::Date;
      if (dated && (sources_.text(token.span) == "from" || sources_.text(token.span) == "through"))
        dressed.push_back({cover(token.span, scanned_.tokens[i + 1].span), 4});
    }
    std::sort(dressed.begin(), dressed.end(),
              [](const auto& a, const auto& b) { return a.first.begin < b.first.begin; });
    for (const auto& [span, what] : dressed) {
      if (span.begin < at || span.end > piece.end) continue;
      if (what == 0) {
        plain(span.begin);
        while (!out.empty() && (out.back() == ' ' || out.back() == '\n')) out.pop_back();
        at = span.end;
      } else if (what == 1) {
        dress(span, "<span class=\"note\">", "</span>");
      } else if (what == 2) {
        const bool unconfirmed = sources_.text(span).find("unconfirmed") != std::string_view::npos;
        dress(span, unconfirmed ? "<span class=\"mark unconfirmed\">" : "<span class=\"mark\">", "</span>");
      } else if (what == 4) {
        dress(span, "<span class=\"when\">", "</span>");
      } else {
        dress_citation(span, piece, anchors, dress);
      }
    }
    plain(piece.end);
    return out;
  }

  template <class Dress>
  void dress_citation(Span span, const Piece& piece, const std::set<std::string>& anchors, Dress dress) const {
    std::string_view citation = sources_.text(span);
    if (citation.substr(0, 2) == "\xc2\xa7") citation.remove_prefix(2);
    if (span.begin == piece.begin) return dress(span, "<span class=\"head\">", "</span>");
    // The longest citation above it that has a place on the page.
    std::string target(citation);
    while (!target.empty() && anchors.count(anchor(target)) == 0) {
      const std::size_t cut = target.rfind('(');
      target = cut == std::string::npos ? std::string() : target.substr(0, cut);
    }
    if (!target.empty()) dress(span, "<a href=\"#" + anchor(target) + "\">", "</a>");
  }

  const SourceMap& sources_;
  const FileId file_;
  syntax::Scanned scanned_;
  std::vector<Piece> pieces_;
};

std::string readings_table(const ir::Program& program) {
  if (program.readings.empty()) return {};
  std::string out =
      "<h2>Readings</h2>\n<p class=\"meta\">Where the text can be read in several ways. The default stands first; a "
      "run may choose another.</p>\n"
      "<table><tr><th>reading</th><th>on</th><th>alternatives</th><th>reason</th></tr>\n";
  for (const ir::Reading& r : program.readings) {
    std::string alternatives = "<b>" + escaped(r.alternatives[static_cast<std::size_t>(r.standard)]) + "</b>";
    for (std::size_t i = 0; i < r.alternatives.size(); ++i)
      if (static_cast<ir::Id>(i) != r.standard) alternatives += ", " + escaped(r.alternatives[i]);
    out += "<tr><td>" + escaped(r.id + " " + r.name) + "</td><td>" + escaped(r.on) + "</td><td>" + alternatives +
           "</td><td>" + escaped(r.reason) + "</td></tr>\n";
  }
  return out + "</table>\n";
}

std::string unconfirmed_table(const ir::Program& program) {
  std::string rows;
  for (const ir::Provision& p : program.provisions)
    if (p.unconfirmed)
      rows += "<tr><td>" + escaped(ir::citation_words(p.citation)) + "</td><td>" + escaped(p.unconfirmed_note) +
              "</td></tr>\n";
  for (const ir::DatedList& list : program.lists)
    if (list.unconfirmed)
      rows += "<tr><td>list " + escaped(list.name) + "</td><td>" + escaped(list.source) + "</td></tr>\n";
  if (rows.empty()) return {};
  return "<h2>Unconfirmed</h2>\n<table><tr><th>what</th><th>doubt</th></tr>\n" + rows + "</table>\n";
}

}  // namespace

std::string doc_page(const compiler::Compiled& compiled) {
  const ir::Program& program = *compiled.program;
  std::vector<FilePage> files;
  for (FileId f = 0; f < compiled.sources.size(); ++f)
    if (compiled.sources.name(f).substr(0, 7) != "stdlib/" &&
        compiled.sources.name(f).find(".licet") != std::string_view::npos)
      files.emplace_back(compiled, f);
  std::set<std::string> anchors, made;
  for (const FilePage& file : files)
    for (const Piece& piece : file.pieces())
      if (!piece.citation.empty()) anchors.insert(anchor(piece.citation));

  const std::string title = program.title.empty() ? program.name : program.title;
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
      escaped(title) + "</title>\n<style>" + kStyle + "</style>\n</head>\n<body>\n<h1>" + escaped(title) + "</h1>\n";
  if (!program.source.empty()) out += "<p class=\"source\">" + escaped(program.source) + "</p>\n";
  out += "<p class=\"meta\">Fingerprint " + ir::fingerprint(program) + "</p>\n";
  for (const ir::Horizon& h : program.horizons) {
    out += "<p class=\"meta\">Law known";
    if (h.from != ir::kBeginning) out += " from " + format_day(h.from);
    if (h.through != ir::kForever) out += " through " + format_day(h.through);
    out += (h.on.empty() ? "" : " for part " + escaped(h.on)) + std::string("</p>\n");
  }
  for (const std::string& what : program.not_modelled)
    out += "<p class=\"meta\">Not modelled: " + escaped(what) + "</p>\n";
  out += "<nav><h3>Contents</h3><ul>\n";
  for (const FilePage& file : files)
    out += "<li><a href=\"#" + anchor("book " + file.rulebook()) + "\">" + escaped(file.rulebook()) + "</a></li>\n";
  out += "</ul></nav>\n";
  for (const FilePage& file : files)
    out += "<h2 id=\"" + anchor("book " + file.rulebook()) + "\">" + escaped(file.rulebook()) + "</h2>\n" +
           file.html(anchors, &made);
  out += readings_table(program) + unconfirmed_table(program);
  return out + "</body>\n</html>\n";
}

}  // namespace licet::cli
