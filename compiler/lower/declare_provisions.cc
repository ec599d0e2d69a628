// First pass: every provision gets its id, its place and its time. Conditions come after (read_provisions.cc).
#include <algorithm>

#include "compiler/lower/law.h"

namespace licet::lower {

using ast::Kind;
using ir::ProvisionKind;
using sema::SymbolKind;

Law::Law(const std::vector<Unit>& units, sema::Symbols* symbols, Diagnostics* diagnostics) {
  work_.symbols = symbols;
  work_.diagnostics = diagnostics;
  work_.nodes = Nodes(symbols->build);
  work_.units = units;
}

Context Law::context_of(const Said& said, Id subject) {
  Context context;
  context.file = said.file;
  context.section = said.section;
  context.paragraph = said.citation;
  context.version = said.version;
  context.date = work_.symbols->event_date(said.citation, said.rulebook);
  context.scope = line();
  context.frames = reader_.owners(line());
  if (subject != kNone && subject != line()) {
    context.scope = subject;
    context.frames = reader_.owners(subject);
  }
  if (subject != kNone && subject != line())
    context.antecedents.push_back({work_.schema().records[static_cast<std::size_t>(subject)].name, subject, kNone});
  if (!said.for_each.empty()) {
    // The rows that "For each" goes through stand inside the line.
    Context inner = context;
    inner.scope = line();
    inner.frames = reader_.owners(line());
    inner.antecedents.clear();
    for (const NodeId phrase : said.for_each) {
      const Ref ref = reader_.resolve(inner, phrase);
      if (!ref.ok || ref.branches.size() != 1) break;
      inner = reader_.enter(inner, ref.branches[0]);
    }
    return inner;
  }
  return context;
}

Id Law::innermost(const Said& said, Ids* sources) {
  Said plain = said;
  plain.for_each.clear();
  Context context = context_of(plain, line());
  Id record = line();
  for (const NodeId phrase : said.for_each) {
    const Ref ref = reader_.resolve(context, phrase);
    if (!ref.ok) return kNone;
    if (ref.branches.size() != 1 || ref.branches[0].scalar || ref.branches[0].hops.empty()) {
      report(Code::NotAList, said.tree()[phrase].span, {reader_.written(context, phrase)});
      return kNone;
    }
    const Branch& branch = ref.branches[0];
    sources->push_back(reader_.source_of(context, branch.hops, false, nullptr));
    context = reader_.enter(context, branch);
    record = branch.record;
  }
  return record;
}

Id Law::declare(Said& said, ProvisionKind kind, Id subject, Id decides, Id value) {
  const auto id = static_cast<Id>(program().provisions.size());
  ir::Provision p;
  p.citation = said.citation;
  p.title = said.title;
  p.kind = kind;
  p.subject = subject;
  p.decides = decides;
  p.value = value;
  p.period = said.period;
  p.suspended = said.suspended;
  p.date = work_.symbols->event_date(said.citation, said.rulebook);
  p.scheduled = said.scheduled;
  p.unconfirmed = said.unconfirmed;
  p.unconfirmed_note = said.unconfirmed_note;
  p.readings = said.readings;
  p.text = said.text;
  p.span = said.tree()[said.sentence].span;
  program().provisions.push_back(std::move(p));
  said.provisions.push_back(id);
  work_.provisions.add(said.citation, id);
  said_of_[id] = static_cast<std::size_t>(&said - said_.data());
  if (decides != kNone) {
    program().decided[static_cast<std::size_t>(decides)].provisions.push_back(id);
    if (value != kNone) work_.concluded[decides].insert(value);
  }
  return id;
}

void Law::declare_all() {
  for (Said& said : said_) switch (said.kind()) {
      case Kind::Requires: {
        Ids sources;
        const Id subject = innermost(said, &sources);
        if (subject != kNone) declare(said, ProvisionKind::Requirement, subject, kNone, kNone);
        break;
      }
      case Kind::Overcomes: {
        const bool negative = (said.tree()[said.body].flags & ast::kNot) != 0 ||
                              said.tree().first(said.sentence, Kind::OnlyIf) != kNoNode;
        declare(said, negative ? ProvisionKind::Foreclosure : ProvisionKind::Exception, line(), kNone, kNone);
        break;
      }
      case Kind::Forecloses: {
        Ids sources;
        const Id subject = innermost(said, &sources);
        if (subject != kNone) declare(said, ProvisionKind::Foreclosure, subject, kNone, kNone);
        break;
      }
      case Kind::Authorizes:
        declare(said, ProvisionKind::Authorization, line(), kNone, kNone);
        break;
      case Kind::Prohibits:
        declare(said, ProvisionKind::Prohibition, line(), kNone, kNone);
        break;
      case Kind::Concludes:
        declare_concludes(said);
        break;
      case Kind::Presumed:
        declare_presumed(said);
        break;
      default:
        break;
    }
  // What overcomes a presumption belongs to the presumption before it in the same place.
  for (std::size_t i = 0; i < said_.size(); ++i) {
    if (said_[i].kind() != Kind::OvercomeOnly || said_[i].tree().first(said_[i].body, Kind::List) == kNoNode) continue;
    for (std::size_t j = i; j-- > 0;)
      if (said_[j].kind() == Kind::Presumed && said_[j].section == said_[i].section &&
          said_[j].version == said_[i].version) {
        presumption_rebuttals_[j] = i;
        break;
      }
  }
}

bool Law::decided_by(const Context& context, Id subject, NodeId p, std::vector<Decided>* out) {
  const ast::Tree& t = context.file->tree;
  const auto decided_named = [&](std::string_view name) -> std::optional<sema::Symbol> {
    for (const sema::Symbol& s : work_.symbols->all(name))
      if (s.kind == SymbolKind::Decided && (s.subject == subject || s.subject == line() || subject == kNone)) return s;
    return std::nullopt;
  };
  const auto category_of = [&](Id decided) { return program().decided[static_cast<std::size_t>(decided)].category; };
  const ast::Node& n = t[p];
  if (n.kind == Kind::Has) {
    const NodeId phrase = t.kid(p, 0);
    if (t.kind(phrase) != Kind::NounPhrase) return false;
    const NodeId head = t.first(phrase, Kind::Name), of = t.first(phrase, Kind::Of);
    if (head == kNoNode || of == kNoNode) return false;
    const auto s = decided_named(t[head].text);
    if (!s) return false;
    const NodeId value = t.kid(of, 0);
    const NodeId word = t.kind(value) == Kind::NounPhrase ? t.kid(value, 0) : value;
    const Id code = work_.symbols->code(category_of(s->id), t[word].text);
    if (code == kNone) {
      report(Code::NotAValueOf, t[value].span, {t[word].text, t[head].text});
      return false;
    }
    out->push_back({s->id, code, s->subject, (n.flags & ast::kNo) != 0, kNoNode, kNoNode});
    return true;
  }
  if (n.kind != Kind::Is) return false;
  const NodeId c = t.kid(p, 0);
  const bool negated = ((n.flags | t[c].flags) & ast::kNot) != 0;
  if (t.kind(c) == Kind::SpecifiedIn) {
    const auto s = decided_named("specified in");
    if (!s || s->subject != subject) return false;
    const NodeId where = t.kid(c, 0);
    Ids codes;
    std::vector<NodeId> cited;
    if (t.kind(where) == Kind::Citation) cited.push_back(where);
    if (t.kind(where) == Kind::EccnGroups)
      for (const NodeId group : t[where].kids)
        for (const NodeId kid : t[group].kids)
          if (t.kind(kid) == Kind::Citation) cited.push_back(kid);
    if (t.kind(where) == Kind::NounPhrase)
      if (const NodeId one = t.first(where, Kind::Citation); one != kNoNode) cited.push_back(one);
    if (cited.empty()) return false;
    for (const NodeId one : cited)
      if (!reader_.paragraph_codes(context, t[one].text, t[one].span, &codes)) return false;
    for (const Id code : codes) out->push_back({s->id, code, subject, negated, kNoNode, kNoNode});
    return true;
  }
  if (t.kind(c) == Kind::Quality || t.kind(c) == Kind::OneOf || t.kind(c) == Kind::NounPhrase) {
    NodeId word = c;
    if (t.kind(c) == Kind::OneOf) word = t.kid(c, 0);
    if (t.kind(word) == Kind::NounPhrase) word = t.kid(word, 0);
    const auto s = decided_named(t[word].text);
    if (!s) return false;
    const Id yes = work_.symbols->code(category_of(s->id), negated ? "no" : "yes");
    if (yes == kNone) return false;
    out->push_back({s->id, yes, s->subject, false, kNoNode, kNoNode});
    return true;
  }
  return false;
}

bool Law::decides(const Context& context, NodeId clause, std::vector<Decided>* out) {
  const ast::Tree& t = context.file->tree;
  if (t.kind(clause) != Kind::Clause) return false;
  const NodeId phrase = t.kid(clause, 0), p = t.kid(clause, 1);
  const NodeId head = t.kind(phrase) == Kind::NounPhrase ? t.first(phrase, Kind::Name) : phrase;
  if (head == kNoNode) return false;
  // "The tier of the line is tier 1": the decided value is the subject itself.
  NodeId stranger = kNoNode;
  for (const sema::Symbol& s : work_.symbols->all(t[head].text)) {
    if (s.kind != SymbolKind::Decided || t.kind(p) != Kind::Is) continue;
    NodeId word = t.kid(p, 0);
    while (t.kind(word) == Kind::OneOf || t.kind(word) == Kind::NounPhrase) word = t.kid(word, 0);
    const Id code = work_.symbols->code(program().decided[static_cast<std::size_t>(s.id)].category, t[word].text);
    if (code == kNone) {
      stranger = word;
      continue;
    }
    out->push_back({s.id, code, s.subject, false, kNoNode, kNoNode});
    return true;
  }
  if (stranger != kNoNode) report(Code::NotAValueOf, t[stranger].span, {t[stranger].text, t[head].text});
  Id subject = reader_.classify(context, phrase).record;
  if (subject == kNone) return false;
  std::vector<NodeId> predicates{p};
  if (t.kind(p) == Kind::AndPredicates) predicates = t[p].kids;
  bool any = false;
  for (const NodeId one : predicates) any = decided_by(context, subject, one, out) || any;
  for (Decided& d : *out) {
    d.subject_phrase = phrase;
    d.along = p;
  }
  return any;
}

void Law::declare_concludes(Said& said) {
  const ast::Tree& t = said.tree();
  const NodeId clause = t.kid(said.body, 0);
  const Context context = context_of(said, line());
  std::vector<Decided> decided;
  const bool tails = std::any_of(t[said.sentence].kids.begin(), t[said.sentence].kids.end(), [&](NodeId kid) {
    return t.kind(kid) == Kind::When || t.kind(kid) == Kind::Unless || t.kind(kid) == Kind::LeadWhen ||
           t.kind(kid) == Kind::OrWhen || t.kind(kid) == Kind::LeadExcept || t.kind(kid) == Kind::LeadNotwithstanding;
  });
  if (decides(context, clause, &decided)) {
    for (const Decided& d : decided) {
      if (d.negated) {
        report(Code::SentenceNotUnderstood, t[clause].span, {reader_.place(context), "not"}).help =
            "what is listed is concluded, never what is not; write the bar as \"… does not apply to …\"";
        continue;
      }
      declare(said, ProvisionKind::Conclusion, d.subject, d.decided, d.value);
    }
    return;
  }
  if (!tails || t.kind(clause) != Kind::Clause) return;  // a condition, read where it is used
  // A fact of the record cannot be concluded.
  const NodeId p = t.kid(clause, 1);
  const NodeId c = t.kind(p) == Kind::Is ? t.kid(p, 0) : kNoNode;
  if (c != kNoNode && (t.kind(c) == Kind::Quality || t.kind(c) == Kind::RelatedTo))
    for (const sema::Symbol& s : work_.symbols->all(t[c].text))
      if (s.kind == SymbolKind::Field) {
        report(Code::ConcludesInput, t[c].span, {"\"" + t[c].text + "\""}).help =
            "declare a value to decide, and read the fact in its conditions";
        return;
      }
  // A paragraph may be a condition that is used elsewhere; a whole section concludes something.
  if (said.citation == said.section && !work_.diagnostics->has_errors())
    report(Code::SentenceNotUnderstood, t[clause].span, {reader_.place(context), reader_.written(context, clause)})
        .help = "a sentence concludes a value that is declared: decide NAME of a NOUN: VALUE; VALUE.";
}

void Law::declare_presumed(Said& said) {
  const ast::Tree& t = said.tree();
  const Context context = context_of(said, line());
  const NodeId phrase = t.kid(said.body, 0);
  const Id subject = phrase == kNoNode ? kNone : reader_.classify(context, phrase).record;
  bool any = false;
  for (std::size_t i = 1; i < t[said.body].kids.size(); ++i) {
    const NodeId complement = t[said.body].kids[i];
    if (t.kind(complement) != Kind::SpecifiedIn) {
      const NodeId word = t.kind(complement) == Kind::OneOf ? t.kid(complement, 0) : complement;
      report(Code::SentenceNotUnderstood, t[complement].span, {reader_.place(context), reader_.written(context, word)})
          .help = "a presumption concludes a decided value; decide this one with \"decide … of …\"";
      continue;
    }
    const NodeId where = t.kid(complement, 0);
    Id decided = kNone;
    for (const sema::Symbol& s : work_.symbols->all("specified in"))
      if (s.kind == SymbolKind::Decided && s.subject == subject) decided = s.id;
    std::vector<NodeId> cited;
    if (t.kind(where) == Kind::Citation) cited.push_back(where);
    if (t.kind(where) == Kind::EccnGroups)
      for (const NodeId group : t[where].kids)
        for (const NodeId kid : t[group].kids)
          if (t.kind(kid) == Kind::Citation) cited.push_back(kid);
    Ids codes;
    for (const NodeId one : cited) reader_.paragraph_codes(context, t[one].text, t[one].span, &codes);
    if (decided == kNone || codes.empty()) continue;
    for (const Id code : codes) {
      declare(said, ProvisionKind::Presumption, subject, decided, code);
      any = true;
    }
  }
  if (!any && !work_.diagnostics->has_errors())
    report(Code::SentenceNotUnderstood, t[said.body].span, {reader_.place(context), "presumed"});
}

}  // namespace licet::lower
