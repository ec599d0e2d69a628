// Runs the parser unit by unit: filter, guards, cut, ANTLR in SLL mode with a bail-out, tree. A unit that is not
// understood costs itself alone; in a section, one sentence.
#include "compiler/syntax/parse.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "antlr4-runtime.h"
#include "compiler/syntax/parse_build.h"
#include "compiler/syntax/parse_report.h"
#include "compiler/syntax/tags.h"
#include "grammar/LicetParser.h"

namespace licet::syntax {
namespace {

using P = grammar::LicetParser;

// The pieces of a unit as ANTLR sees them.
std::vector<std::unique_ptr<antlr4::Token>> antlr_tokens(const Cut& cut) {
  std::vector<std::unique_ptr<antlr4::Token>> tokens;
  tokens.reserve(cut.pieces.size() + 1);
  for (const Piece& piece : cut.pieces) tokens.push_back(std::make_unique<antlr4::CommonToken>(piece.type));
  tokens.push_back(std::make_unique<antlr4::CommonToken>(antlr4::Token::EOF));
  return tokens;
}

class FileParser {
 public:
  FileParser(const SourceMap& sources, const Scanned& scanned, const NameTable& names, Diagnostics* diagnostics)
      : sources_(sources),
        scanned_(scanned),
        names_(names),
        diagnostics_(diagnostics),
        heads_(heads_of(scanned.interface)),
        builder_(&file_.tree, &sources, &names, diagnostics) {}

  ast::File run() {
    std::vector<NodeId> kids;
    for (const Unit& unit : split_units(scanned_.tokens)) {
      const NodeId made = this->unit(unit);
      if (made != ast::kNoNode) kids.push_back(made);
    }
    ast::Node root;
    root.kind = ast::Kind::File;
    if (!scanned_.tokens.empty()) root.span = cover(scanned_.tokens.front().span, scanned_.tokens.back().span);
    root.kids = std::move(kids);
    file_.root = file_.tree.add(std::move(root));
    return std::move(file_);
  }

 private:
  static bool of_law(UnitKind kind) {
    return kind == UnitKind::Section || kind == UnitKind::Savings || kind == UnitKind::Enforcement;
  }

  NodeId unit(const Unit& unit) {
    const Tokens& raw = scanned_.tokens;
    if (unit.kind == UnitKind::Stray) {
      report_stray(sources_, raw, unit, diagnostics_);
      return ast::kNoNode;
    }
    if (!within_guards(raw, unit)) return ast::kNoNode;
    Diagnostics of_parts;  // what is kept whole is not read yet, and reports nothing of its parts
    const bool whole = unit.kind == UnitKind::Amendment || unit.kind == UnitKind::Claim;
    Filtered filtered = filter({&sources_, &raw, unit, &names_, &heads_, whole ? &of_parts : diagnostics_});
    Cut cut = of_law(unit.kind) ? cut_law(filtered.tokens, unit.kind) : cut_declaration(filtered.tokens, unit.kind);
    const Report report{&sources_, &filtered.tokens, unit.kind, diagnostics_};
    // A sentence that fits no pattern is reported, left out, and the rest of its section read.
    constexpr int kMostSentences = 50;
    for (int tries = 0; tries < kMostSentences; ++tries) {
      std::size_t stop = 0;
      if (const std::optional<NodeId> made = parsed(filtered.tokens, cut, unit.kind, &stop)) {
        attach_tags(&file_.tree, *made, filtered.tags);
        return *made;
      }
      if (!leave_out(report, &cut, stop)) return ast::kNoNode;
    }
    return ast::kNoNode;
  }

  // Sentences and declarations longer than any drafter writes are refused before they are joined and parsed.
  bool within_guards(const Tokens& raw, const Unit& unit) {
    const bool sentences = of_law(unit.kind) || unit.kind == UnitKind::Definition;
    const std::size_t most = sentences ? kMaxSentence : kMaxDeclaration;
    if (unit.unended) return missing_stop(raw, unit);
    std::size_t begin = unit.begin;
    std::size_t brackets = 0;
    for (std::size_t i = unit.begin; i < unit.end; ++i) {
      if (raw[i].kind == Tok::FullStop && sentences) begin = i;
      if (raw[i].kind == Tok::Punct) brackets += raw[i].text == "(" ? 1 : raw[i].text == ")" && brackets > 0 ? -1 : 0;
      if (brackets > kMaxDepth) {
        diagnostics_->add(Code::NestingTooDeep, raw[i].span, {std::to_string(kMaxDepth)});
        return false;
      }
      if (i - begin <= most) continue;
      diagnostics_
          ->add(Code::SentenceTooLong, cover(raw[begin].span, raw[begin].span),
                {sentences ? "sentence" : "declaration", std::to_string(most)})
          .help = sentences ? "divide it into paragraphs" : "take its values from a file: from file \"….csv\"";
      return false;
    }
    if (raw[unit.end - 1].kind == Tok::FullStop) return true;
    std::size_t last = unit.end;
    while (last > unit.begin && raw[last - 1].kind == Tok::Tag) --last;
    if (last > unit.begin && raw[last - 1].kind == Tok::FullStop) return true;
    if (last > unit.begin && raw[last - 1].aux == "unclosed") return false;  // one mistake, one message
    return missing_stop(raw, unit);
  }

  bool missing_stop(const Tokens& raw, const Unit& unit) {
    diagnostics_->add(Code::MissingFullStop, raw[unit.begin].span, {std::string(unit_name(unit.kind))}).help =
        "end it with a full stop; the next declaration or section begins behind it";
    return false;
  }

  // The tree of the unit, or nothing and the piece that fits no pattern.
  std::optional<NodeId> parsed(const Tokens& tokens, const Cut& cut, UnitKind kind, std::size_t* stop) {
    antlr4::ListTokenSource source(antlr_tokens(cut));
    antlr4::CommonTokenStream stream(&source);
    if (!parser_) {
      parser_ = std::make_unique<P>(&stream);
      parser_->removeErrorListeners();
      parser_->setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
      parser_->getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(antlr4::atn::PredictionMode::SLL);
    } else {
      parser_->setTokenStream(&stream);
    }
    try {
      P::UnitContext* tree = parser_->unit();
      return builder_.unit(tokens, cut, kind, tree);
    } catch (const antlr4::ParseCancellationException&) {
      *stop = std::min(stream.index(), cut.pieces.size());
      return std::nullopt;
    }
  }

  // Reports the sentence around `stop` and takes it out; false if the whole unit is lost.
  bool leave_out(const Report& report, Cut* cut, std::size_t stop) {
    auto next = std::upper_bound(cut->sentences.begin(), cut->sentences.end(), static_cast<std::uint32_t>(stop));
    if (!of_law(report.kind) || next == cut->sentences.begin()) {
      report_declaration(report, *cut, stop);
      return false;
    }
    const std::uint32_t begin = *std::prev(next);
    std::uint32_t end = begin;
    while (end < cut->pieces.size() && cut->pieces[end].type != P::FULL_STOP) ++end;
    if (end < stop || end >= cut->pieces.size()) {
      report_declaration(report, *cut, stop);
      return false;
    }
    report_sentence(report, *cut, begin, stop);
    const std::uint32_t count = end + 1 - begin;
    cut->pieces.erase(cut->pieces.begin() + begin, cut->pieces.begin() + end + 1);
    std::vector<std::uint32_t> left;
    for (const std::uint32_t sentence : cut->sentences)
      if (sentence != begin) left.push_back(sentence > begin ? sentence - count : sentence);
    cut->sentences = std::move(left);
    return true;
  }

  const SourceMap& sources_;
  const Scanned& scanned_;
  const NameTable& names_;
  Diagnostics* diagnostics_;
  Heads heads_;
  ast::File file_;
  Builder builder_;
  std::unique_ptr<P> parser_;
};

}  // namespace

ast::File parse(const SourceMap& sources, const Scanned& scanned, const NameTable& names, Diagnostics* diagnostics) {
  return FileParser(sources, scanned, names, diagnostics).run();
}

}  // namespace licet::syntax
