// The license vocabulary (semantics.md 6), first half: requirements with their instances, what each exception says of
// each, what forecloses it.
#include <algorithm>

#include "compiler/lower/law.h"

namespace licet::lower {

using ast::Kind;
using ir::Op;
using ir::ProvisionKind;

Id Law::subject_of(const ir::Requirement& r) const {
  return r.instances.empty() ? work_.symbols->build->program().schema.line
                             : work_.symbols->build->at(r.instances.back()).type.record;
}

// A condition about one instance, said of the line: of some instance, or of every one.
Id Law::at_instances(const ir::Requirement& r, Id c, bool every) {
  for (std::size_t i = r.instances.size(); i-- > 0;) {
    const Id scope = i == 0 ? line() : nodes()[r.instances[i - 1]].type.record;
    c = nodes().condition(every ? Op::Every : Op::Any, scope, {r.instances[i], c});
  }
  return c;
}

void Law::requirements() {
  auto& list = program().licensing.requirements;
  for (Said& said : said_) {
    if (said.kind() != Kind::Requires || said.provisions.empty()) continue;
    Ids sources;
    if (innermost(said, &sources) == kNone) continue;
    std::string key = said.citation;
    for (const Id source : sources) key += "\n" + std::to_string(source);
    const auto [at, is_new] = requirement_of_.try_emplace(key, static_cast<Id>(list.size()));
    if (is_new) {
      ir::Requirement r;
      r.citation = said.citation;
      r.reason = said.reason;
      r.instances = sources;
      r.named_only = said.named_only || ir::citation_under(said.citation, "part 744") ||
                     ir::citation_under(said.citation, "part 746");
      list.push_back(std::move(r));
    }
    ir::Requirement& r = list[static_cast<std::size_t>(at->second)];
    if (r.reason.empty()) r.reason = said.reason;
    r.provisions.push_back(said.provisions[0]);
  }
  for (ir::Requirement& r : list) {
    Ids versions;
    const Id subject = subject_of(r);
    for (const Id p : r.provisions)
      versions.push_back(nodes().condition(Op::InForce, subject, {}, p, 0, provision(p).span));
    r.instance_applies = nodes().any(subject, std::move(versions));
    r.applies = at_instances(r, r.instance_applies, false);
  }
}

namespace {

bool under_any(const std::vector<std::string>& citations, const std::string& citation) {
  return citations.empty() || std::any_of(citations.begin(), citations.end(),
                                          [&](const std::string& c) { return ir::citation_under(citation, c); });
}

}  // namespace

// Does a foreclosure, if it is in force, close one provision of an exception for a requirement; in the scope of the
// requirement's instance. kNone: it does not bear on them.
Id Law::closes(const Said& foreclosure, std::size_t e, const ir::Requirement& r, Id of, Id scope) {
  const ast::Tree& t = foreclosure.tree();
  const Id id = foreclosure.provisions[0];
  const ir::Exception& exception = program().licensing.exceptions[e];
  if (!names(names_[id], r, foreclosure.section)) return kNone;
  const std::string& alone = t[foreclosure.body].text;
  if ((t.kind(foreclosure.body) == Kind::Overcomes || !alone.empty()) && alone != exception.name) return kNone;
  Id in_force = kNone;
  const Id subject = provision(id).subject;
  if (subject == line() || subject == scope) {
    in_force = nodes().condition(Op::InForce, subject, {}, id, 0, provision(id).span);
  } else {
    // A foreclosure of an entry or a party closes for the line where it is in force for one of them.
    Ids sources;
    Said copy = foreclosure;
    if (innermost(copy, &sources) == kNone) return kNone;
    in_force = nodes().condition(Op::InForce, subject, {}, id, 0, provision(id).span);
    for (std::size_t i = sources.size(); i-- > 0;)
      in_force =
          nodes().condition(Op::Any, i == 0 ? line() : nodes()[sources[i - 1]].type.record, {sources[i], in_force});
  }
  Ids parts{in_force};
  Ids spared;
  if (t.kind(foreclosure.body) == Kind::Forecloses)
    for (const NodeId limit : t[foreclosure.body].kids) {
      if (t.kind(limit) != Kind::Limit) continue;
      const std::string& program_name = t[limit].text;
      if (program_name.starts_with("allowed by")) {
        spared.push_back(nodes().build().unknown("which exceptions the entry allows", t[limit].span));
        continue;
      }
      if (program_name != exception.name) continue;
      // Limited to paragraphs of the exception: what another paragraph of it overcomes stays closed.
      std::vector<std::string> paragraphs;
      Ids conditions;
      const Context context = context_of(foreclosure, line());
      bool items_read = false;
      for (const NodeId kid : t[limit].kids) switch (t.kind(kid)) {
          case Kind::Citation:
            if (t[limit].name2 == "only") paragraphs.push_back(absolute(foreclosure, kid));
            break;
          case Kind::NounPhrase:
          case Kind::NounList:
          case Kind::Following: {
            const Id c = items_read ? destination_is(context, kid) : items_are(context, kid);
            items_read = true;
            conditions.push_back(c == kNone ? nodes().build().unknown("this limit is not understood") : c);
            break;
          }
          case Kind::Nothing:
            if (kid != t[limit].kids[0]) items_read = true;
            break;
          default:
            break;
        }
      if (of != kNone && !under_any(paragraphs, provision(of).citation)) continue;
      spared.push_back(nodes().all(line(), std::move(conditions)));
    }
  if (const auto bars = limited_bars_.find(id); bars != limited_bars_.end())
    for (const auto& [which, condition] : bars->second)
      if (static_cast<std::size_t>(which) == e) spared.push_back(condition);
  for (const Id limit : spared) {
    if (nodes().is_true(limit)) return kNone;
    parts.push_back(nodes().negate(limit));
  }
  return nodes().all(scope, std::move(parts), provision(id).span);
}

Id Law::foreclosed(std::size_t e, std::size_t r, Id of, Id scope) {
  Ids parts;
  ir::Exception& exception = program().licensing.exceptions[e];
  for (const Said& said : said_) {
    if (said.provisions.empty() || provision(said.provisions[0]).kind != ProvisionKind::Foreclosure) continue;
    const Id c = closes(said, e, program().licensing.requirements[r], of, scope);
    if (c == kNone) continue;
    parts.push_back(c);
    auto& known = exception.foreclosures;
    if (std::find(known.begin(), known.end(), said.provisions[0]) == known.end()) known.push_back(said.provisions[0]);
  }
  return nodes().any(scope, std::move(parts));
}

void Law::standings() {
  auto& l = program().licensing;
  // Sentences of each exception, steps, and whether it is claimed.
  for (const Said& said : said_) {
    if (said.provisions.empty()) continue;
    const ProvisionKind kind = provision(said.provisions[0]).kind;
    if (kind != ProvisionKind::Exception && kind != ProvisionKind::Authorization) continue;
    const ast::Tree& t = said.tree();
    std::vector<std::string> programs{t[said.body].text};
    for (const NodeId kid : t[said.body].kids)
      if (t.kind(kid) == Kind::Property && t[kid].text == "also") programs.push_back(t[t.kid(kid, 0)].text);
    for (const std::string& name : programs) {
      const sema::Symbol* s = work_.symbols->find(name, sema::SymbolKind::Program);
      if (s == nullptr) {
        report(Code::UnknownWord, t[said.body].span, {name});
        continue;
      }
      ir::Exception& e = l.exceptions[static_cast<std::size_t>(s->id)];
      e.provisions.push_back(said.provisions[0]);
      e.unwritten = false;
    }
    check_overcome(said);
  }
  for (std::size_t e = 0; e < l.exceptions.size(); ++e) {
    ir::Exception& exception = l.exceptions[e];
    Ids taken;
    for (const ir::Step& step : exception.steps)
      taken.push_back(nodes().any(line(), {nodes().negate(step.needed), step.taken}));
    exception.steps_taken = nodes().all(line(), std::move(taken));
    exception.claimed = claimed(exception.name);
  }
  for (std::size_t r = 0; r < l.requirements.size(); ++r) {
    const Id scope = subject_of(l.requirements[r]);
    for (std::size_t e = 0; e < l.exceptions.size(); ++e) {
      if (l.exceptions[e].authorization) continue;
      Ids naming, in_force, closed, met, open;
      for (const Id p : l.exceptions[e].provisions) {
        const Said& said = said_[said_of_[p]];
        const Names& n = names_[p];
        if (!names(n, l.requirements[r], said.section)) continue;
        if (l.requirements[r].named_only && n.citations.empty() && !n.this_requirement) continue;
        naming.push_back(p);
        const Id stands = nodes().condition(Op::InForce, line(), {}, p, 0, provision(p).span);
        const Id shut = foreclosed(e, r, p, scope);
        in_force.push_back(stands);
        closed.push_back(shut);
        open.push_back(nodes().all(scope, {stands, nodes().negate(shut)}));
      }
      if (l.exceptions[e].unwritten && unwritten_names(e, l.requirements[r])) {
        // Declared and not written out: its conditions are unknown, never closed.
        const Id unknown = nodes().build().unknown("License Exception " + l.exceptions[e].name + " is not written out");
        const Id shut = foreclosed(e, r, kNone, scope);
        in_force.push_back(unknown);
        closed.push_back(shut);
        open.push_back(nodes().all(scope, {unknown, nodes().negate(shut)}));
      }
      if (open.empty()) continue;
      const Id open_here = nodes().any(scope, open);
      const Id met_here = nodes().all(scope, {open_here, l.exceptions[e].steps_taken});
      here_[{e, r}] = {met_here, open_here};
      ir::Standing s;
      s.exception = static_cast<Id>(e);
      s.names = nodes().build().provision_set(naming);
      s.conditions = nodes().any(line(), in_force);
      const ir::Requirement& requirement = l.requirements[r];
      const auto of_every = [&](Id c) {
        return requirement.instances.empty()
                   ? c
                   : at_instances(requirement, nodes().any(scope, {nodes().negate(requirement.instance_applies), c}),
                                  true);
      };
      s.foreclosed =
          requirement.instances.empty()
              ? nodes().all(scope, closed)
              : at_instances(requirement,
                             nodes().all(scope, {requirement.instance_applies, nodes().all(scope, closed)}), false);
      s.met = of_every(met_here);
      s.open = of_every(open_here);
      l.requirements[r].exceptions.push_back(s);
    }
  }
}

// Every provision that an exception names requires a license.
void Law::check_overcome(const Said& said) {
  for (const std::string& citation : names_[said.provisions[0]].citations) {
    const auto requires_it = [&](const ir::Requirement& r) { return ir::citation_under(r.citation, citation); };
    const auto& requirements = program().licensing.requirements;
    if (std::any_of(requirements.begin(), requirements.end(), requires_it)) continue;
    if (!work_.provisions.any_under(citation)) continue;
    report(Code::OvercomesNothing, said.tree()[said.body].span,
           {said.tree()[said.body].text, ir::citation_words(citation)})
        .help = "name the provision that says \"A license is required …\"";
  }
}

// The line claims it: the field holds a word of a list, or text.
Id Law::claimed(const std::string& name) {
  const auto& fields = work_.schema().records[static_cast<std::size_t>(line())].fields_;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name != "claimed authorization") continue;
    const Id field = static_cast<Id>(i);
    const Id read = nodes().build().field(line(), field);
    Id is = nodes().falsity();
    if (fields[i].type.kind == ir::ValueKind::Text) {
      is = nodes().condition(Op::TextEqual, line(), {read, nodes().build().text(name)});
    } else if (fields[i].type.kind == ir::ValueKind::Category) {
      const ir::Category& c = work_.schema().categories[static_cast<std::size_t>(fields[i].type.category)];
      for (std::size_t v = 0; v < c.values.size(); ++v)
        if (c.values[v] == name || (v < c.data_names.size() && c.data_names[v] == name))
          is = nodes().in_set(line(), read, {static_cast<Id>(v)});
    }
    if (nodes().is_false(is)) return is;
    if (!fields[i].may_be_none) return is;
    return nodes().all(line(), {nodes().condition(Op::Has, line(), {}, field), is});
  }
  return nodes().falsity();
}

bool Law::unwritten_names(std::size_t e, const ir::Requirement& r) {
  // "…, not written out, for §…": what it may overcome. One that names nothing overcomes nothing; it is declared so
  // that foreclosures can spare it.
  for (const Unit& unit : work_.units) {
    const ast::Tree& t = unit.file->tree;
    for (const NodeId section : t[unit.file->root].kids) {
      const NodeId unwritten = t.property(section, "not written out"), named = t.property(section, "program");
      if (unwritten == kNoNode || named == kNoNode) continue;
      std::string name = t[t.kid(named, 0)].text;
      if (name.starts_with("License Exception ")) name.erase(0, 18);
      if (name != program().licensing.exceptions[e].name) continue;
      for (const NodeId kid : t[unwritten].kids)
        if (t.kind(kid) == Kind::Citation && ir::citation_under(r.citation, t[kid].text)) return true;
    }
  }
  return false;
}

}  // namespace licet::lower
