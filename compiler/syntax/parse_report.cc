#include "compiler/syntax/parse_report.h"

#include <algorithm>
#include <array>

#include "grammar/LicetParser.h"

namespace licet::syntax {
namespace {

using P = grammar::LicetParser;

struct Sheet {
  std::size_t lead;  // the piece that shows which pattern was meant
  std::string_view pattern;
};

constexpr std::array kSentences = std::to_array<Sheet>({
    {P::LICENSE_IS_REQUIRED_TO,
     "A license is required to export, reexport, or transfer (in-country) ITEMS to or within DESTINATIONS when "
     "CONDITION."},
    {P::NO_LICENSE_EXCEPTION,
     "No license exception, other than EXCEPTIONS, overcomes CITATION or \"a requirement for ITEMS\" when CONDITION."},
    {P::NO_PERSON_MAY, "No person may ACT when CONDITION."},
    {P::ARE_REVIEWED,
     "Applications are reviewed under a POLICY when CONDITION. - or: … are reviewed as follows: (1) …; and (2) …."},
    {P::CONDITIONED_ON,
     "EXCEPTION is conditioned on the step that WORDING, before EVENT, when CONDITION. - or: … on each of the "
     "following steps having been taken before EVENT: (1) …; and (2) …."},
    {P::DOES_NOT_OVERCOME, "EXCEPTION does not overcome CITATION for ACTIONS of ITEMS when CONDITION."},
    {P::OVERCOMES, "EXCEPTION overcomes CITATION for ACTIONS of ITEMS when CONDITION."},
    {P::AUTHORIZES, "EXCEPTION authorizes ACTIONS of ITEMS to DESTINATIONS when CONDITION."},
    {P::MUST, "PERSON must ACT, not later than N days after DATE, when CONDITION."},
    {P::IS_PRESUMED_TO, "When CONDITION, SUBJECT is presumed to be VALUE."},
    {P::DOES_NOT_APPLY, "CITATION does not apply to SUBJECT when CONDITION."},
    {P::APPLIES_AS_IF, "CITATION applies as if CONDITION."},
    {P::IS_READ_AS_FOLLOWS, "CITATION is read as follows: SENTENCE"},
    {P::EXCEPT_AS_PROVIDED_IN, "Except as provided in CITATION, SENTENCE"},
    {P::NOTWITHSTANDING, "Notwithstanding CITATION, SENTENCE"},
    {P::WHERE, "Where CONDITION, SENTENCE"},
    {P::WHEN_FIRST, "When CONDITION, SENTENCE"},
});

struct Form {
  UnitKind kind;
  std::string_view form;
};

constexpr std::array kForms = std::to_array<Form>({
    {UnitKind::Rulebook, "rulebook NAME title \"…\" source \"…\"."},
    {UnitKind::Use, "use NAME."},
    {UnitKind::EventDate, "event date is the export date [for CITATION]."},
    {UnitKind::LawKnown, "law known [from DATE] through DATE [for part 742]."},
    {UnitKind::NotModelled, "not modelled \"…\"."},
    {UnitKind::UnitDecl, "unit TPP."},
    {UnitKind::Category,
     "category NAME: VALUE; VALUE as \"spelling in data\". - or: category NAME, hierarchical, from file \"…\"."},
    {UnitKind::Record,
     "record NAME: FIELD as \"column\": TYPE from A to B, required; FIELD: list of NAME, not more than N."},
    {UnitKind::Role, "role NAME, may be none, plural \"…\"."},
    {UnitKind::Figure,
     "figure NAME in UNIT source \"…\" from DATE (90 FR 4544) through DATE: VALUE; in 2027: VALUE; not stated from "
     "DATE."},
    {UnitKind::List,
     "list \"NAME\" of CATEGORY from file \"…\" source \"…\". - or: list \"NAME\" of CATEGORY: VALUE, VALUE; from "
     "DATE: VALUE."},
    {UnitKind::Table,
     "table NAME by KEY from file \"…\" source \"…\" COLUMN; COLUMN as CATEGORY; COLUMN as number of UNIT."},
    {UnitKind::Partition, "partition NAME of NOUN: CLASS is every NOUN; CLASS is every other NOUN."},
    {UnitKind::Ledger,
     "ledger NAME in UNIT source \"…\" a flow, for each NOUN and calendar year; dated by DATE; rises by EXPRESSION on "
     "each "
     "EVENT, when CONDITION; limit FIGURE, reached but not passed; in order of DATE, then FIELD; knowledge partial; "
     "opened "
     "at zero."},
    {UnitKind::Definition,
     "\"NAME\" means NOUN. - or: \"NAME of\" a NOUN means EXPRESSION. - or: \"NAME\" means that CONDITION."},
    {UnitKind::Wording,
     "step NAME \"wording\", once per NOUN, as \"column\". - or: predicate NAME \"verb …\" of a NOUN. - or: duty NAME "
     "\"verb …\", by NOUN."},
    {UnitKind::Decide, "decide NAME of a NOUN, the most restrictive prevails: VALUE; VALUE; otherwise VALUE."},
    {UnitKind::Reading, "reading R04 NAME on CITATION: ALTERNATIVE (default) | ALTERNATIVE."},
    {UnitKind::Rule,
     "rule 90 FR 4544 published DATE; effective DATE; comply from DATE for instructions 4, 5, and 6; in between, the "
     "less restrictive text governs."},
    {UnitKind::Savings,
     "savings \"NAME\" source \"…\" A shipment may proceed under the law as it stood but for 90 FR 4544 when "
     "CONDITION."},
    {UnitKind::Enforcement,
     "enforcement \"NAME\" source \"…\" applies only as enforced, from DATE. 1. CITATION is read as follows: SENTENCE "
     "2. CITATION is not enforced."},
    {UnitKind::Scenario, "scenario \"NAME\" given FACT; FACT. expect RESULT; RESULT."},
    {UnitKind::ScenarioTable,
     "scenario table \"NAME\" given FACT. NOUN | requirements: VALUE | RESULT; VALUE | RESULT."},
    {UnitKind::Unwritten, "license exception NAME, CITATION, not written out, for CITATION."},
    {UnitKind::Section,
     "\xc2\xa7"
     "742.6(a) License Exception NAME \"Title\" reason for control RS from DATE (90 FR 4544) through DATE: SENTENCES"},
});

std::string as_written(const Report& report, const Piece& piece) {
  const Tokens& tokens = *report.tokens;
  if (piece.begin >= tokens.size() || tokens[piece.begin].kind == Tok::End) return "its end";
  const std::size_t last = piece.end > piece.begin ? piece.end - 1 : piece.begin;
  const std::string text(report.sources->text(cover(tokens[piece.begin].span, tokens[last].span)));
  return text.empty() ? "its end" : text;
}

Span span_of(const Report& report, const Piece& piece) {
  const Tokens& tokens = *report.tokens;
  const std::size_t last = piece.end > piece.begin ? piece.end - 1 : piece.begin;
  return cover(tokens[piece.begin].span, tokens[std::min<std::size_t>(last, tokens.size() - 1)].span);
}

// "§742.6(a)(4)": the section, and the paragraphs open at the piece.
std::string place_of(const Report& report, const Cut& cut, std::size_t stop) {
  std::string place;
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < stop && i < cut.pieces.size(); ++i) {
    const Piece& piece = cut.pieces[i];
    if (i == 0) place = as_written(report, piece);
    if (piece.type == P::OPEN_PARAGRAPHS) labels.emplace_back();
    if (piece.type == P::CLOSE && !labels.empty()) labels.pop_back();
    if (piece.type == P::OPEN) labels.emplace_back();
    if (piece.type == P::ITEM && !labels.empty()) labels.back() = "(" + (*report.tokens)[piece.begin].text + ")";
  }
  for (const std::string& label : labels) place += label;
  return place;
}

}  // namespace

void report_sentence(const Report& report, const Cut& cut, std::size_t begin, std::size_t stop) {
  const Piece& piece = cut.pieces[std::min(stop, cut.pieces.size() - 1)];
  auto& diagnostic = report.diagnostics->add(Code::SentenceNotUnderstood, span_of(report, piece),
                                             {place_of(report, cut, begin), as_written(report, piece)});
  for (const Sheet& sheet : kSentences)
    for (std::size_t i = begin; i < cut.pieces.size() && cut.pieces[i].type != P::FULL_STOP; ++i)
      if (cut.pieces[i].type == sheet.lead && diagnostic.help.empty())
        diagnostic.help = "the pattern is: " + std::string(sheet.pattern);
  if (diagnostic.help.empty()) diagnostic.help = "the pattern is: SUBJECT is VALUE when CONDITION.";
}

void report_declaration(const Report& report, const Cut& cut, std::size_t stop) {
  const Piece end{0, static_cast<std::uint32_t>(report.tokens->size() - 1),
                  static_cast<std::uint32_t>(report.tokens->size())};
  const Piece& piece = stop < cut.pieces.size() ? cut.pieces[stop] : end;
  auto& diagnostic = report.diagnostics->add(Code::DeclarationNotUnderstood, span_of(report, piece),
                                             {std::string(unit_name(report.kind)), as_written(report, piece)});
  for (const Form& form : kForms)
    if (form.kind == report.kind) diagnostic.help = "the form is: " + std::string(form.form);
}

void report_stray(const SourceMap& sources, const Tokens& raw, const Unit& unit, Diagnostics* diagnostics) {
  std::size_t i = unit.begin;
  while (i < unit.end && raw[i].kind == Tok::Tag) ++i;
  if (i == unit.end || raw[i].aux == "unclosed" || raw[i].aux == "stray") return;  // reported already
  auto& diagnostic = diagnostics->add(Code::DeclarationNotUnderstood, raw[i].span,
                                      {"kind of", std::string(sources.text(raw[i].span))});
  diagnostic.help =
      "a declaration begins with a word such as record, figure, list, or step; law stands under a citation such as "
      "\xc2\xa7"
      "742.6(a)";
}

}  // namespace licet::syntax
