#include "compiler/syntax/units.h"

#include <array>
#include <utility>

namespace licet::syntax {
namespace {

struct Head {
  std::string_view word;
  std::string_view second;  // the word that must follow, empty if any may
  UnitKind kind;
};

constexpr std::array<Head, 31> kHeads = {{
    {"rulebook", "", UnitKind::Rulebook},
    {"use", "", UnitKind::Use},
    {"event", "date", UnitKind::EventDate},
    {"law", "known", UnitKind::LawKnown},
    {"not", "modelled", UnitKind::NotModelled},
    {"unit", "", UnitKind::UnitDecl},
    {"category", "", UnitKind::Category},
    {"record", "", UnitKind::Record},
    {"role", "", UnitKind::Role},
    {"figure", "", UnitKind::Figure},
    {"list", "", UnitKind::List},
    {"table", "", UnitKind::Table},
    {"partition", "", UnitKind::Partition},
    {"step", "", UnitKind::Wording},
    {"duty", "", UnitKind::Wording},
    {"knowledge", "", UnitKind::Wording},
    {"attestation", "", UnitKind::Wording},
    {"predicate", "", UnitKind::Wording},
    {"fact", "", UnitKind::Wording},
    {"finding", "", UnitKind::Wording},
    {"decide", "", UnitKind::Decide},
    {"reading", "", UnitKind::Reading},
    {"rule", "", UnitKind::Rule},
    {"savings", "", UnitKind::Savings},
    {"enforcement", "", UnitKind::Enforcement},
    {"scenario", "table", UnitKind::ScenarioTable},
    {"scenario", "", UnitKind::Scenario},
    {"ledger", "", UnitKind::Ledger},
    {"amendment", "", UnitKind::Amendment},
    {"claim", "", UnitKind::Claim},
    {"license", "exception", UnitKind::Unwritten},
}};

bool word(const Tokens& raw, std::size_t i, std::string_view text) {
  return i < raw.size() && raw[i].kind == Tok::Unknown && raw[i].text == text;
}

bool small_letter(const Tokens& raw, std::size_t i) {
  return i < raw.size() && raw[i].kind == Tok::Unknown && raw[i].text[0] >= 'a' && raw[i].text[0] <= 'z';
}

std::size_t skip_tags(const Tokens& raw, std::size_t i) {
  while (i < raw.size() && raw[i].kind == Tok::Tag) ++i;
  return i;
}

// The clauses of a section head begin with a small letter too; so do the verbs of a sentence that begins with a
// citation.
bool section_clause(const Tokens& raw, std::size_t i) {
  static constexpr std::array<std::string_view, 9> kClauses = {"reason", "in",   "from",    "suspended",  "reserved",
                                                               "comply", "text", "applies", "unconfirmed"};
  for (const std::string_view clause : kClauses)
    if (word(raw, i, clause)) return clause != "applies";
  return false;
}

bool opens_section(const Tokens& raw, std::size_t i) {
  const Tok kind = raw[i].kind;
  if (kind == Tok::Section) {
    ++i;
  } else if (kind == Tok::Note || kind == Tok::Supplement) {
    ++i;
    if (i + 2 < raw.size() && raw[i].kind == Tok::Comma && word(raw, i + 1, "paragraph")) i += 3;
  } else if (word(raw, i, "ECCN") && i + 1 < raw.size() && raw[i + 1].kind == Tok::Eccn) {
    i += 2;
  } else {
    return false;
  }
  i = skip_tags(raw, i);
  if (i >= raw.size() || raw[i].kind == Tok::Comma) return false;
  return !small_letter(raw, i) || section_clause(raw, i);
}

UnitKind head_at(const Tokens& raw, std::size_t i, UnitKind current) {
  const bool numbered = current == UnitKind::Enforcement || current == UnitKind::Amendment;
  if (raw[i].kind == Tok::Unknown)
    for (const Head& head : kHeads)
      if (raw[i].text == head.word && (head.second.empty() || word(raw, i + 1, head.second))) return head.kind;
  if (opens_section(raw, i)) return UnitKind::Section;
  if (!numbered && opens_definition(raw, i)) return UnitKind::Definition;
  return UnitKind::Stray;
}

// A run of definitions between two paragraphs of a section belongs to it; one after the last paragraph stands alone.
// Gives the end of the run, 0 if it stands alone.
std::size_t run_inside_section(const Tokens& raw, std::size_t i) {
  while (i < raw.size() && opens_definition(raw, i)) {
    while (i < raw.size() && raw[i].kind != Tok::FullStop) ++i;
    i = skip_tags(raw, i + 1);
  }
  return i < raw.size() && head_at(raw, i, UnitKind::Section) == UnitKind::Stray ? i : 0;
}

// "A" means … "B" means …: no unit of one sentence defines twice; the full stop of the first is missing.
bool defined_within(const Tokens& raw, const std::vector<Unit>& units, std::size_t i) {
  if (units.empty() || raw[i].kind != Tok::String || raw[i - 1].kind == Tok::Reference || raw[i - 1].kind == Tok::Colon)
    return false;
  const Unit& open = units.back();
  if (open.kind != UnitKind::Definition && open.kind != UnitKind::Reading && open.kind != UnitKind::Role) return false;
  return opens_definition(raw, i);
}

}  // namespace

bool after_stop(const Tokens& raw, std::size_t i) {
  while (i > 0 && raw[i - 1].kind == Tok::Tag) --i;
  return i == 0 || raw[i - 1].kind == Tok::FullStop;
}

bool instruction_mark(const Tokens& raw, std::size_t i) {
  return i + 1 < raw.size() && raw[i].kind == Tok::Number && raw[i + 1].kind == Tok::FullStop &&
         raw[i].span.end == raw[i + 1].span.begin && after_stop(raw, i);
}

bool opens_definition(const Tokens& raw, std::size_t i) {
  if (raw[i].kind != Tok::String) return false;
  for (std::size_t k = i + 1; k < raw.size() && k < i + 24; ++k) {
    if (word(raw, k, "means")) return true;
    if (raw[k].kind != Tok::Unknown && raw[k].kind != Tok::Comma) return false;
  }
  return false;
}

std::vector<Unit> split_units(const Tokens& raw) {
  std::vector<Unit> units;
  UnitKind current = UnitKind::Stray;
  std::size_t inside_until = 0;  // definitions before it belong to the section that is open
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i].kind == Tok::Tag) continue;
    if (!after_stop(raw, i)) {
      if (!defined_within(raw, units, i)) continue;
      units.back().end = i;
      units.back().unended = true;
      units.push_back({UnitKind::Definition, i, raw.size()});
      current = UnitKind::Definition;
      continue;
    }
    const bool numbered = current == UnitKind::Enforcement || current == UnitKind::Amendment;
    if (numbered && instruction_mark(raw, i)) {
      i += 2;  // its full stop ends nothing, and no unit begins behind it
      continue;
    }
    const UnitKind kind = head_at(raw, i, current);
    if (kind == UnitKind::Definition && current == UnitKind::Section) {
      if (i >= inside_until) inside_until = run_inside_section(raw, i);
      if (i < inside_until) continue;
    }
    if (kind == UnitKind::Stray && !units.empty() && current != UnitKind::Stray) {
      // What cannot continue a declaration of one sentence is a unit of its own, to be reported.
      const bool open = current == UnitKind::Section || current == UnitKind::Scenario || numbered ||
                        current == UnitKind::ScenarioTable || current == UnitKind::Savings ||
                        current == UnitKind::Claim;
      if (open) continue;
    }
    if (!units.empty()) units.back().end = i;
    units.push_back({kind, i, raw.size()});
    current = kind;
  }
  return units;
}

std::string_view unit_name(UnitKind kind) {
  switch (kind) {
    case UnitKind::Rulebook:
      return "rulebook";
    case UnitKind::Use:
      return "use";
    case UnitKind::EventDate:
      return "event date";
    case UnitKind::LawKnown:
      return "law known";
    case UnitKind::NotModelled:
      return "not modelled";
    case UnitKind::UnitDecl:
      return "unit";
    case UnitKind::Category:
      return "category";
    case UnitKind::Record:
      return "record";
    case UnitKind::Role:
      return "role";
    case UnitKind::Figure:
      return "figure";
    case UnitKind::List:
      return "list";
    case UnitKind::Table:
      return "table";
    case UnitKind::Partition:
      return "partition";
    case UnitKind::Definition:
      return "definition";
    case UnitKind::Wording:
      return "wording";
    case UnitKind::Decide:
      return "decide";
    case UnitKind::Reading:
      return "reading";
    case UnitKind::Rule:
      return "rule document";
    case UnitKind::Savings:
      return "savings";
    case UnitKind::Enforcement:
      return "enforcement";
    case UnitKind::Scenario:
      return "scenario";
    case UnitKind::ScenarioTable:
      return "scenario table";
    case UnitKind::Ledger:
      return "ledger";
    case UnitKind::Amendment:
      return "amendment";
    case UnitKind::Claim:
      return "claim";
    case UnitKind::Unwritten:
      return "license exception";
    case UnitKind::Section:
      return "section";
    case UnitKind::Stray:
      return "text";
  }
  return "text";
}

}  // namespace licet::syntax
