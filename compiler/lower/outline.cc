// The outline of the law: sections, versions, paragraphs, sentences, and what holds for each of them.
#include <algorithm>

#include "compiler/lower/law.h"
#include "compiler/sema/period.h"
#include "compiler/sema/written.h"

namespace licet::lower {

using ast::Kind;

namespace {

bool is_statement(Kind kind) { return kind == Kind::Sentence || kind == Kind::Paragraph || kind == Kind::Definition; }

std::string text_of(const ast::Tree& t, NodeId property) {
  if (property == kNoNode) return {};
  const NodeId value = t.kid(property, 0);
  return value == kNoNode ? t[property].name2 : t[value].text;
}

NodeId body_of(const ast::Tree& t, NodeId sentence) {
  for (const NodeId kid : t[sentence].kids) switch (t.kind(kid)) {
      case Kind::Requires:
      case Kind::Overcomes:
      case Kind::ConditionedSteps:
      case Kind::ConditionedAttestation:
      case Kind::Authorizes:
      case Kind::Forecloses:
      case Kind::Prohibits:
      case Kind::Reviewed:
      case Kind::Must:
      case Kind::DoesNotApply:
      case Kind::AppliesAsIf:
      case Kind::Presumed:
      case Kind::OvercomeOnly:
      case Kind::OpenPresumption:
      case Kind::ReadAs:
      case Kind::NotEnforced:
      case Kind::MayProceed:
      case Kind::FindingIs:
      case Kind::Tested:
      case Kind::Concludes:
        return kid;
      default:
        break;
    }
  return kNoNode;
}

}  // namespace

void Law::outline() {
  for (const Unit& unit : work_.units) {
    const ast::Tree& t = unit.file->tree;
    for (const NodeId kid : t[unit.file->root].kids) {
      if (t.kind(kid) == Kind::Section) outline_section(unit, kid);
      if (t.kind(kid) == Kind::Enforcement) outline_enforcement(unit, kid);
    }
    note_uses(unit);
  }
  settle_versions();
}

void Law::note_uses(const Unit& unit) {
  const ast::Tree& t = unit.file->tree;
  for (NodeId i = 1; i < t.size(); ++i)
    if (t.kind(i) == Kind::ParagraphsMet)
      for (const NodeId kid : t[i].kids) {
        std::string text = t[kid].text;
        std::erase_if(text, [](char c) { return c == '(' || c == ')'; });
        work_.used_as_condition.insert(text);
      }
}

void Law::read_version(const ast::Tree& t, NodeId version, ir::Period* period) {
  Ids documents;
  for (const NodeId kid : t[version].kids)
    if (t.kind(kid) == Kind::Document) documents.push_back(work_.symbols->document(t, kid));
  const bool has_from = t.kid(version, 0) != kNoNode;
  if (const auto days = sema::days_of(t, t.kid(version, 0))) period->from = days->first;
  if (const auto days = sema::days_of(t, t.kid(version, 1))) period->through = days->last;
  if (!documents.empty() && has_from) period->document = documents[0];
  if (period->through != ir::kForever) period->ended_by = documents.size() > 1 ? documents[1] : period->document;
  if (const NodeId ended = t.property(version, "ended by"); ended != kNoNode)
    if (const NodeId document = t.first(ended, Kind::Document); document != kNoNode)
      period->ended_by = work_.symbols->document(t, document);
}

void Law::read_tags(const ast::Tree& t, NodeId node, Said* said) {
  for (const ast::TagText& tag : t[node].tags) {
    const std::string& text = tag.text;
    if (text.starts_with("reading ")) {
      const Id reading = work_.symbols->reading(std::string_view(text).substr(8));
      if (reading != kNone && std::find(said->readings.begin(), said->readings.end(), reading) == said->readings.end())
        said->readings.push_back(reading);
    } else if (text.starts_with("unconfirmed")) {
      said->unconfirmed = true;
      if (text.size() > 12) said->unconfirmed_note = text.substr(text.find_first_not_of(": ", 11));
    } else if (text.starts_with("scheduled")) {
      said->scheduled = true;
    }
  }
  for (const NodeId kid : t[node].kids) {
    if (t.kind(kid) != Kind::Tag) continue;
    const std::string& text = t[kid].text;
    if (text.starts_with("reading ")) {
      const Id reading = work_.symbols->reading(std::string_view(text).substr(8));
      if (reading != kNone && std::find(said->readings.begin(), said->readings.end(), reading) == said->readings.end())
        said->readings.push_back(reading);
    } else if (text.starts_with("unconfirmed")) {
      said->unconfirmed = true;
      if (!t[kid].name2.empty()) said->unconfirmed_note = t[kid].name2;
    } else if (text == "scheduled") {
      said->scheduled = true;
    }
  }
}

void Law::outline_section(const Unit& unit, NodeId section) {
  const ast::Tree& t = unit.file->tree;
  const ast::Node& n = t[section];
  Said place;
  place.file = unit.file;
  place.section_node = section;
  place.rulebook = unit.rulebook;
  place.section = n.text.starts_with("§") ? n.text.substr(std::string_view("§").size()) : n.text;
  place.citation = place.section;
  place.title = n.name2;
  place.reason = text_of(t, t.property(section, "reason for control"));
  place.named_only = t.property(section, "named only") != kNoNode;
  read_tags(t, section, &place);

  // Versions without statements give the section's own statements their periods.
  std::vector<ir::Period> in_force, suspended;
  for (const NodeId kid : n.kids) {
    if (t.kind(kid) == Kind::QuotedText) place.text = nodes().build().text_id(t[kid].text);
    if (t.kind(kid) != Kind::Version) continue;
    const bool own_statements =
        std::any_of(t[kid].kids.begin(), t[kid].kids.end(), [&](NodeId k) { return is_statement(t.kind(k)); });
    if (own_statements) continue;
    ir::Period period;
    read_version(t, kid, &period);
    Said tags;
    read_tags(t, kid, &tags);
    place.scheduled = place.scheduled || tags.scheduled;
    if (t[kid].text == "suspended")
      suspended.push_back(period);
    else if (t[kid].text != "reserved")
      in_force.push_back(period);
  }
  if (!in_force.empty()) {
    std::sort(in_force.begin(), in_force.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    place.period = in_force.front();
    place.period.through = in_force.back().through;
    place.period.ended_by = in_force.back().ended_by;
    // Days between two times in force are out of force, by suspension or by silence.
    for (std::size_t i = 0; i + 1 < in_force.size(); ++i) {
      ir::Period gap{in_force[i].through + 1, in_force[i + 1].from - 1, kNone, kNone};
      const bool covered = std::any_of(suspended.begin(), suspended.end(), [&](const ir::Period& s) {
        return s.from <= gap.from && s.through >= gap.through;
      });
      if (gap.from <= gap.through && !covered) suspended.push_back(gap);
    }
  }
  place.suspended = suspended;
  note_paragraph(place, section, place.section, kNoNode);
  outline_body(place, section, place.section, {});

  for (const NodeId kid : n.kids) {
    if (t.kind(kid) != Kind::Version) continue;
    const bool own_statements =
        std::any_of(t[kid].kids.begin(), t[kid].kids.end(), [&](NodeId k) { return is_statement(t.kind(k)); });
    if (!own_statements) continue;
    Said version = place;
    version.version = kid;
    version.period = {};
    read_version(t, kid, &version.period);
    read_tags(t, kid, &version);
    for (const NodeId inner : t[kid].kids)
      if (t.kind(inner) == Kind::QuotedText) version.text = nodes().build().text_id(t[inner].text);
    if (t[kid].text == "suspended") version.suspended.push_back(version.period);
    note_paragraph(version, kid, place.section, kNoNode);
    outline_body(version, kid, place.section, {});
  }
}

void Law::note_paragraph(const Said& place, NodeId node, const std::string& citation, NodeId sentence) {
  ParagraphSource source;
  source.citation = citation;
  source.section = place.section;
  source.file = place.file;
  source.node = node;
  source.version = place.version;
  source.sentence = sentence;
  source.period = place.period;
  if (!work_.paragraphs.contains(citation)) work_.paragraph_order.push_back(citation);
  work_.paragraphs.emplace(citation, source);
}

// Statements of a section, version or paragraph. "For each …" reaches from its sentence to the end of the paragraph.
void Law::outline_body(const Said& place, NodeId node, std::string citation, std::vector<NodeId> for_each) {
  const ast::Tree& t = place.tree();
  for (const NodeId kid : t[node].kids) switch (t.kind(kid)) {
      case Kind::Paragraph: {
        Said inner = place;
        inner.citation = below(citation, t[kid].text);
        read_tags(t, kid, &inner);
        for (const NodeId text : t[kid].kids)
          if (t.kind(text) == Kind::QuotedText) inner.text = nodes().build().text_id(t[text].text);
        note_paragraph(inner, kid, inner.citation, kNoNode);
        outline_body(inner, kid, inner.citation, for_each);
        break;
      }
      case Kind::Version: {
        if (node == place.section_node) break;  // those of the section are read by themselves
        Said inner = place;
        inner.version = kid;
        read_version(t, kid, &inner.period);
        read_tags(t, kid, &inner);
        outline_body(inner, kid, citation, for_each);
        break;
      }
      case Kind::Sentence: {
        Said said = place;
        said.sentence = kid;
        said.citation = citation;
        said.body = body_of(t, kid);
        read_tags(t, kid, &said);
        for (const NodeId lead : t[kid].kids) {
          if (t.kind(lead) == Kind::LeadForEach) for_each.assign(t[lead].kids.begin(), t[lead].kids.end());
          if (t.kind(lead) != Kind::LeadFrom) continue;
          if (const auto days = sema::days_of(t, t.kid(lead, 0)))
            said.period.from = std::max(said.period.from, days->first);
          if (const NodeId document = t.first(lead, Kind::Document); document != kNoNode)
            said.period.document = work_.symbols->document(t, document);
        }
        said.for_each = for_each;
        outline_items(said, kid, citation, kid);
        if (said.body != kNoNode) said_.push_back(std::move(said));
        break;
      }
      default:
        break;
    }
}

// Items of lists inside a sentence are paragraphs too.
void Law::outline_items(const Said& place, NodeId node, const std::string& citation, NodeId sentence) {
  const ast::Tree& t = place.tree();
  for (const NodeId kid : t[node].kids) {
    if (t.kind(kid) != Kind::Item) {
      outline_items(place, kid, citation, sentence);
      continue;
    }
    const std::string inner = below(citation, t[kid].text);
    note_paragraph(place, kid, inner, sentence);
    outline_items(place, kid, inner, sentence);
  }
}

// An end belongs to the document that begins the day after it.
void Law::settle_versions() {
  std::map<std::string, std::vector<Said*>> by_section;
  for (Said& said : said_) by_section[said.section].push_back(&said);
  for (auto& [section, all] : by_section)
    for (Said* said : all) {
      if (said->period.through == ir::kForever || said->period.ended_by != said->period.document) continue;
      for (const Said* next : all)
        if (next->period.from == said->period.through + 1 && next->period.document != kNone)
          said->period.ended_by = next->period.document;
    }
}

}  // namespace licet::lower
