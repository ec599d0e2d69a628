// Second pass: the conditions of every provision.
#include <algorithm>

#include "compiler/lower/law.h"

namespace licet::lower {

using ast::Kind;
using ir::ProvisionKind;

void Law::read_all() {
  for (Said& said : said_) read(said);
}

void Law::read(Said& said) {
  switch (said.kind()) {
    case Kind::Requires:
      return read_requires(said);
    case Kind::Overcomes:
      return read_overcomes(said);
    case Kind::Forecloses:
      return read_forecloses(said);
    case Kind::Authorizes:
      return read_authorizes(said);
    case Kind::Prohibits:
      return read_prohibits(said);
    case Kind::Concludes:
      return read_concludes(said);
    case Kind::Presumed:
      return read_presumed(said);
    case Kind::DoesNotApply:
      return read_bar(said);
    case Kind::OpenPresumption:
      return read_open_presumption(said);
    case Kind::AppliesAsIf:
      report(Code::NotEvaluatedYet, said.tree()[said.body].span,
             {"a provision that applies as if a fact were another"});
      return;
    default:
      return;
  }
}

// "Where C, …": the scope that stands for itself.
Id Law::leads(const Context& context, const Said& said, bool* has) {
  const ast::Tree& t = said.tree();
  Ids parts;
  *has = false;
  for (const NodeId kid : t[said.sentence].kids) {
    if (t.kind(kid) != Kind::LeadWhere) continue;
    *has = true;
    const Id c = reader_.condition(context, t.kid(kid, 0));
    if (c == kNone) return kNone;
    parts.push_back(c);
  }
  return nodes().all(context.scope, std::move(parts));
}

// when C, or when C, unless C, provided that C, subject to (x); `first` is what the sentence itself says.
Id Law::tails(const Context& context, const Said& said, Id first) {
  const ast::Tree& t = said.tree();
  if (first == kNone) return kNone;
  Ids all{first}, either;
  bool ok = true;
  const auto read = [&](NodeId node) {
    const Id c = reader_.condition(context, t.kid(node, 0));
    ok = ok && c != kNone;
    return c;
  };
  for (const NodeId kid : t[said.sentence].kids) switch (t.kind(kid)) {
      case Kind::When:
      case Kind::LeadWhen:
      case Kind::OrWhen:
        either.push_back(read(kid));
        break;
      case Kind::Unless:
        all.push_back(nodes().negate(read(kid), t[kid].span));
        break;
      case Kind::Provided:
        all.push_back(read(kid));
        break;
      case Kind::LeadSubjectTo:
        for (const NodeId cited : t[kid].kids) {
          if (t.kind(cited) != Kind::Citation) continue;
          const Id met = reader_.paragraph_met(context, absolute(said, cited), t[kid].span);
          ok = ok && met != kNone;
          all.push_back(met);
        }
        break;
      default:
        break;
    }
  if (!ok) return kNone;
  if (!either.empty()) all.insert(all.begin() + 1, nodes().any(context.scope, std::move(either)));
  return nodes().all(context.scope, std::move(all), t[said.sentence].span);
}

void Law::put(const Said& said, Id id, Id scope, bool has_scope, Id test) {
  // What was not understood has been reported; the provision stays unknown, so that nothing rests on it.
  const auto unknown = [&] { return reader_.not_understood(context_of(said, line()), said.sentence, "this sentence"); };
  if (test == kNone) test = unknown();
  ir::Provision& p = provision(id);
  p.separate_scope = has_scope;
  if (has_scope) {
    p.scope = scope == kNone ? unknown() : scope;
    p.test = test;
    return;
  }
  Context place;
  place.scope = p.subject;
  test = reader_.marked(place, said.citation, test, p.span);
  p.scope = test;  // no scope is written: the whole condition is the scope (semantics 3)
  p.test = kNone;
}

// Which transactions. An export from abroad is an export whose country is not the United States.
Id Law::actions(const Context& context, NodeId node) {
  if (node == kNoNode) return nodes().truth();
  const ast::Tree& t = context.file->tree;
  Fact fact;
  if (!reader_.find_fact(context, "transaction", &fact)) {
    report(Code::NoSubject, t[node].span, {"transaction", "the shipment"});
    return kNone;
  }
  std::vector<Branch> branches;
  if (!reader_.branches_of(context, fact, node, &branches) || !branches[0].scalar) return kNone;
  const Scalar& transaction = branches[0].value;
  Ids codes, parts;
  for (const NodeId kid : t[node].kids) {
    const std::string& word = t[kid].text;
    if (const Id code = work_.symbols->code(transaction.type.category, word); code != kNone) {
      codes.push_back(code);
      continue;
    }
    const Id exported = work_.symbols->code(transaction.type.category, "export");
    Fact from;
    std::vector<Branch> origin;
    if (word == "export from abroad" && exported != kNone && reader_.find_fact(context, "country of export", &from) &&
        reader_.branches_of(context, from, node, &origin) && origin[0].scalar) {
      const Id us = work_.symbols->code(origin[0].value.type.category, "US");
      const Id scope = nodes()[transaction.node].scope;
      parts.push_back(nodes().all(context.scope, {nodes().in_set(scope, transaction.node, {exported}, t[kid].span),
                                                  nodes().negate(nodes().in_set(scope, origin[0].value.node, {us}))}));
      continue;
    }
    report(Code::NotAValueOf, t[kid].span, {word, "transaction"});
    return kNone;
  }
  if (!codes.empty())
    parts.insert(parts.begin(),
                 reader_.close(context, branches[0],
                               nodes().in_set(nodes()[transaction.node].scope, transaction.node, codes, t[node].span)));
  return nodes().any(context.scope, std::move(parts), t[node].span);
}

// The item of the line is N.
Id Law::items_are(const Context& context, NodeId n) {
  if (n == kNoNode) return nodes().truth();
  return reader_.is_noun(context, line(), n);
}

Id Law::destination_is(const Context& context, NodeId n) {
  if (n == kNoNode) return nodes().truth();
  const ast::Tree& t = context.file->tree;
  Fact fact;
  std::vector<Branch> branches;
  if (!reader_.find_fact(context, "destination", &fact) || !reader_.branches_of(context, fact, n, &branches) ||
      !branches[0].scalar) {
    report(Code::NoSubject, t[n].span, {"destination", "the shipment"});
    return kNone;
  }
  // "to an entity that …": who receives it, not where it goes.
  const Reader::NounClass sort = reader_.classify(context, n);
  if (sort.category == kNone && sort.record != kNone && sort.record == work_.schema().party) {
    for (const char* role : {"end user", "ultimate consignee"})
      if (const sema::Symbol* s = work_.symbols->find(role, sema::SymbolKind::Role)) {
        const Id source = nodes().build().field(work_.schema().shipment, s->id, t[n].span);
        Context inner = context;
        inner.scope = work_.schema().party;
        inner.frames.push_back(inner.scope);
        const Id c = reader_.is_noun(inner, inner.scope, n);
        return c == kNone ? kNone : nodes().condition(ir::Op::AtCond, context.scope, {source, c}, 0, 0, t[n].span);
      }
  }
  return reader_.in_noun(context, branches[0].value, n);
}

void Law::read_requires(Said& said) {
  if (said.provisions.empty()) return;
  const ast::Tree& t = said.tree();
  const Id id = said.provisions[0];
  const Context context = context_of(said, provision(id).subject);
  const NodeId acts = t.first(said.body, Kind::Actions);
  std::vector<NodeId> phrases;
  for (const NodeId kid : t[said.body].kids)
    if (t.kind(kid) != Kind::Actions) phrases.push_back(kid);
  const auto phrase = [&](std::size_t i) {
    return i < phrases.size() && t.kind(phrases[i]) != Kind::Nothing ? phrases[i] : kNoNode;
  };
  const Id what = items_are(context, phrase(0));
  const Id how = actions(context, acts);
  const Id where = destination_is(context, phrase(1));
  bool has_scope = false;
  const Id scope = leads(context, said, &has_scope);
  const Id first = what == kNone || how == kNone || where == kNone
                       ? kNone
                       : nodes().all(context.scope, {what, how, where}, t[said.body].span);
  put(said, id, scope, has_scope, tails(context, said, first));
}

void Law::read_overcomes(Said& said) {
  if (said.provisions.empty()) return;
  const ast::Tree& t = said.tree();
  const Id id = said.provisions[0];
  const Context context = context_of(said, line());
  names_[id] = names_of(said, said.body);
  Ids parts;
  bool ok = true;
  const auto add = [&](Id part) {
    ok = ok && part != kNone;
    parts.push_back(part);
  };
  for (const NodeId item : names_[id].items) add(items_are(context, item));
  for (const NodeId kid : t[said.body].kids) switch (t.kind(kid)) {
      case Kind::Actions:
        add(actions(context, kid));
        break;
      case Kind::NounPhrase:
      case Kind::NounList:
      case Kind::Following:
        add(items_are(context, kid));
        break;
      default:
        break;
    }
  const Id first = ok ? nodes().all(context.scope, std::move(parts), t[said.body].span) : kNone;
  bool has_scope = false;
  const Id scope = leads(context, said, &has_scope);
  Id test = tails(context, said, first);
  // "only if C": closed where C is not met.
  if (const NodeId only = t.first(said.sentence, Kind::OnlyIf); only != kNoNode && test != kNone) {
    const Id c = reader_.condition(context, t.kid(only, 0));
    test = c == kNone ? kNone : nodes().all(context.scope, {test, nodes().negate(c, t[only].span)}, t[said.body].span);
  }
  put(said, id, scope, has_scope, test);
}

void Law::read_forecloses(Said& said) {
  if (said.provisions.empty()) return;
  const Id id = said.provisions[0];
  const Context context = context_of(said, provision(id).subject);
  names_[id] = names_of(said, said.body);
  Ids parts;
  bool ok = true;
  for (const NodeId item : names_[id].items) {
    parts.push_back(items_are(context, item));
    ok = ok && parts.back() != kNone;
  }
  const Id first = ok ? nodes().all(context.scope, std::move(parts)) : kNone;
  bool has_scope = false;
  const Id scope = leads(context, said, &has_scope);
  put(said, id, scope, has_scope, tails(context, said, first));
}

void Law::read_authorizes(Said& said) {
  if (said.provisions.empty()) return;
  const ast::Tree& t = said.tree();
  const Id id = said.provisions[0];
  const Context context = context_of(said, line());
  std::vector<NodeId> phrases;
  for (const NodeId kid : t[said.body].kids)
    if (t.kind(kid) != Kind::Actions && t.kind(kid) != Kind::Target) phrases.push_back(kid);
  names_[id] = names_of(said, said.body);
  const auto phrase = [&](std::size_t i) {
    return i < phrases.size() && t.kind(phrases[i]) != Kind::Nothing ? phrases[i] : kNoNode;
  };
  const Id how = actions(context, t.first(said.body, Kind::Actions));
  const Id what = items_are(context, phrase(0));
  Id where = nodes().truth();
  if (const NodeId to = phrase(1); to != kNoNode) {
    const Reader::NounClass sort = reader_.classify(context, to);
    where = sort.category != kNone || sort.record == work_.schema().party
                ? destination_is(context, to)
                : nodes().build().unknown("the place of delivery is not a fact of the record");
  }
  const Id first =
      how == kNone || what == kNone || where == kNone ? kNone : nodes().all(context.scope, {what, how, where});
  bool has_scope = false;
  const Id scope = leads(context, said, &has_scope);
  put(said, id, scope, has_scope, tails(context, said, first));
}

void Law::read_prohibits(Said& said) {
  if (said.provisions.empty()) return;
  const ast::Tree& t = said.tree();
  const Id id = said.provisions[0];
  const Context context = context_of(said, line());
  Ids parts;
  bool ok = true;
  bool item_read = false;
  for (const NodeId kid : t[said.body].kids) {
    Id c = nodes().truth();
    switch (t.kind(kid)) {
      case Kind::Actions:
        c = actions(context, kid);
        break;
      case Kind::NounPhrase:
      case Kind::NounList:
      case Kind::Following:
        c = item_read ? destination_is(context, kid) : items_are(context, kid);
        item_read = true;
        break;
      default:
        break;
    }
    ok = ok && c != kNone;
    parts.push_back(c);
  }
  bool has_scope = false;
  const Id scope = leads(context, said, &has_scope);
  put(said, id, scope, has_scope, tails(context, said, ok ? nodes().all(context.scope, std::move(parts)) : kNone));
}

// The rows that the subject of a conclusion means ("a foreign-made item"), and the other things that are said of it.
void Law::read_concludes(Said& said) {
  if (said.provisions.empty()) return;
  const ast::Tree& t = said.tree();
  const NodeId clause = t.kid(said.body, 0);
  const NodeId phrase = t.kid(clause, 0);
  for (const Id id : said.provisions) {
    const Id subject = provision(id).subject;
    Context context = context_of(said, subject);
    Ids parts;
    bool ok = true;
    const Reader::NounClass sort = reader_.classify(context, phrase);
    if (sort.record != kNone && subject != kNone && t.kind(phrase) == Kind::NounPhrase) {
      // "An item otherwise specified in 3A001", "a foreign-made item": in the row of the subject.
      const Id meant = reader_.is_noun(context, sort.record == subject ? subject : line(), phrase);
      ok = meant != kNone;
      parts.push_back(meant);
    }
    if (t.kind(t.kid(clause, 1)) == Kind::AndPredicates)
      for (const NodeId p : t[t.kid(clause, 1)].kids) {
        std::vector<Decided> own;
        if (decided_by(context, subject, p, &own)) continue;
        const Id c = reader_.predicate(context, {subject, nullptr}, p);
        ok = ok && c != kNone;
        parts.push_back(c);
      }
    const Id first = ok ? nodes().all(context.scope, std::move(parts)) : kNone;
    bool has_scope = false;
    const Id scope = leads(context, said, &has_scope);
    put(said, id, scope, has_scope, tails(context, said, first));
  }
}

}  // namespace licet::lower
