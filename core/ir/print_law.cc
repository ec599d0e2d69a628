#include <array>

#include "core/ir/print_parts.h"

namespace licet::ir {
namespace {

template <class E, std::size_t n>
std::string word(const std::array<const char*, n>& words, E value) {
  const auto index = static_cast<std::size_t>(value);
  return index < n ? words[index] : "?" + std::to_string(index);
}
constexpr std::array<const char*, 9> kKinds{"conclusion",    "requirement", "exception",
                                            "authorization", "foreclosure", "prohibition",
                                            "review",        "presumption", "bar"};
constexpr std::array<const char*, 4> kModes{"must agree", "the most restrictive prevails", "all are listed",
                                            "the first that applies"};

}  // namespace

void Printer::law() {
  if (!p_.definitions.empty()) line("");
  for (const Definition& d : p_.definitions)
    line("definition {} = {} : {}", definition_name(static_cast<Id>(&d - p_.definitions.data())), ref(d.body),
         type(d.type));
  if (!p_.paragraphs.empty()) line("");
  for (const Paragraph& p : p_.paragraphs)
    line("paragraph {}{}{}{}", p.citation, p.subject == kNone ? "" : " of " + record_name(p.subject),
         p.node == kNone ? "" : " = " + ref(p.node), p.text == kNone ? "" : ", text " + text(p.text));
  for (const Provision& p : p_.provisions) provision(p);
  for (const DecidedValue& d : p_.decided) decided_value(d);
}

void Printer::provision(const Provision& p) {
  line("");
  line("{} {}{} of {}", word(kKinds, p.kind), provision_name(static_cast<Id>(&p - p_.provisions.data())),
       p.title.empty() ? "" : " " + quoted(p.title), record_name(p.subject));
  line("  in force {}", period(p.period));
  for (const Period& s : p.suspended) line("  suspended {}", period(s));
  node_line("dated", p.date);
  if (p.decides != kNone) {
    const DecidedValue* d = find(p_.decided, p.decides);
    line("  {} is {}", decided_name(p.decides), code(d != nullptr ? d->category : kNone, p.value));
  }
  node_line(p.separate_scope ? "where" : "scope", p.scope);
  node_line("when", p.test);
  id_list_line("displaced by", p.displaced_by, &Printer::provision_name);
  id_list_line("rests on", p.readings, &Printer::reading_name);
  if (p.scheduled) line("  scheduled");
  if (p.unconfirmed) line("  unconfirmed {}", quoted(p.unconfirmed_note));
  if (p.text != kNone) line("  text {}", text(p.text));
}

void Printer::decided_value(const DecidedValue& d) {
  line("");
  line("decide {} of {}: {}{}, {}{}", d.name, record_name(d.subject),
       named(p_.schema.categories, d.category, &Category::name), d.ordered ? ", ordered" : "", word(kModes, d.mode),
       d.column.empty() ? "" : " as " + quoted(d.column));
  for (const Case& c : d.cases)
    line("  {}{}{}", c.undetermined ? "undetermined" : code(d.category, c.value),
         c.possible.empty() ? "" : " " + codes(d.category, c.possible), c.when == kNone ? "" : " when " + ref(c.when));
  for (const Lesser& l : d.lesser)
    line("  {} is less restrictive than {}", code(d.category, l.less), code(d.category, l.more));
  if (d.exhaustive) line("  some case always holds");
  if (d.fallback != kNone)
    line("  otherwise {}{}", code(d.category, d.fallback),
         d.fallback_when == kNone ? "" : ", provided that " + ref(d.fallback_when));
  id_list_line("concluded by", d.provisions, &Printer::provision_name);
}

void Printer::licensing() {
  const Licensing& l = p_.licensing;
  for (const Requirement& r : l.requirements) requirement(r);
  for (const Exception& e : l.exceptions) {
    line("");
    line("{} {} {}{}{}", e.authorization ? "authorization" : "license exception", e.name, e.citation,
         e.title.empty() ? "" : " " + quoted(e.title), e.unwritten ? ", not written out" : "");
    id_list_line("sentences", e.provisions, &Printer::provision_name);
    id_list_line("foreclosed by", e.foreclosures, &Printer::provision_name);
    for (const Step& s : e.steps)
      line("  step {} {}: needed {}, taken {}", s.citation, quoted(s.wording),
           s.needed == kNone ? "always" : ref(s.needed), s.taken == kNone ? "never" : ref(s.taken));
    node_line("steps taken", e.steps_taken);
    node_line("claimed", e.claimed);
    node_line("used", e.used);
  }
  if (!l.duties.empty() || !l.findings.empty() || !l.prohibitions.empty()) line("");
  for (const Duty& d : l.duties)
    line("duty {} {} {}{}{}", d.citation, d.who, quoted(d.wording), d.when == kNone ? "" : " when " + ref(d.when),
         d.due == kNone ? "" : " due " + ref(d.due));
  for (const Finding& f : l.findings)
    line("finding {} {} {}{}", f.id, f.citation, quoted(f.wording), f.when == kNone ? "" : " when " + ref(f.when));
  if (!l.prohibitions.empty()) line("prohibitions {}", joined(l.prohibitions, &Printer::provision_name));
  if (l.disposition != kNone) line("disposition by {}", decided_name(l.disposition));
  if (l.review != kNone) line("review by {}", decided_name(l.review));
}

void Printer::requirement(const Requirement& r) {
  line("");
  line("license requirement {} for {}{}", r.citation, r.reason, r.named_only ? ", overcome by name" : "");
  id_list_line("versions", r.provisions, &Printer::provision_name);
  node_line("applies", r.applies);
  id_list_line("instances", r.instances, &Printer::node_name);
  node_line("instance applies", r.instance_applies);
  node_line("instance overcome", r.instance_overcome);
  node_line("overcome", r.overcome);
  node_line("overcome on steps", r.overcome_on_steps);
  if (r.review != kNone) line("  review {}", decided_name(r.review));
  for (const Standing& s : r.exceptions) {
    const std::vector<Id>* names = find(p_.provision_sets, s.names);
    line("  exception {} by {{{}}}: conditions {}, foreclosed {}, met {}, open {}",
         named(p_.licensing.exceptions, s.exception, &Exception::name),
         names != nullptr ? joined(*names, &Printer::provision_name) : "", ref(s.conditions), ref(s.foreclosed),
         ref(s.met), ref(s.open));
  }
}

void Printer::scenarios() {
  for (const Scenario& s : p_.scenarios) {
    line("");
    line("scenario {}", quoted(s.name));
    line("  given {}", s.shipment);
    std::string run;
    if (!s.run.event_date_field.empty()) run += ", event date " + s.run.event_date_field;
    if (!s.run.mode.empty()) run += ", " + s.run.mode;
    if (!s.run.law_known_on.empty()) run += ", law known on " + s.run.law_known_on;
    if (s.run.strict_horizon) run += ", strict horizon";
    for (const auto& [reading, choice] : s.run.readings) run += ", " + reading + " is " + choice;
    if (!run.empty()) line("  run {}", run.substr(2));
    for (const Expectation& e : s.expect)
      line("  expect {}{}{}{}", e.what, e.name.empty() ? "" : " " + e.name,
           e.value.empty() ? "" : " " + quoted(e.value), e.at.empty() ? "" : " at " + e.at);
  }
}

}  // namespace licet::ir
