// From a noun phrase to the rows or values it stands for.
#include <algorithm>

#include "compiler/lower/reader.h"

namespace licet::lower {

using ast::Kind;
using sema::SymbolKind;

namespace {

struct Determiner {
  Quant quant = Quant::Bare;
  bool negated = false;
  bool backward = false;    // that, such, this: what was spoken of
  bool possessive = false;  // its, their
};

Determiner determiner_of(std::string_view text) {
  Determiner d;
  if (text.starts_with("topmost ")) text.remove_prefix(8);
  if (text == "no") {
    d.quant = Quant::Any;
    d.negated = true;
  } else if (text == "any" || text == "at least one" || text == "one of" || text == "one or more" ||
             text == "another" || text == "any other") {
    d.quant = Quant::Any;
  } else if (text == "every" || text == "each" || text == "all" || text == "every other") {
    d.quant = Quant::Every;
  } else if (text == "that" || text == "such" || text == "this" || text == "those" || text == "same") {
    d.backward = true;
  } else if (text == "its" || text == "their" || text == "own") {
    d.possessive = true;
  }
  return d;
}

NodeId head_of(const ast::Tree& t, NodeId phrase) {
  for (const NodeId kid : t[phrase].kids) switch (t.kind(kid)) {
      case Kind::Adjective:
      case Kind::Nothing:
        break;
      case Kind::Of:
      case Kind::OfAmount:
      case Kind::Related:
      case Kind::InWhich:
      case Kind::That:
      case Kind::Whose:
      case Kind::Described:
      case Kind::ForWhich:
      case Kind::Prep:
      case Kind::Holding:
      case Kind::OtherThan:
      case Kind::Counting:
      case Kind::PostSpecified:
        return kNoNode;
      default:
        return kid;
    }
  return kNoNode;
}

NodeId prep(const ast::Tree& t, NodeId phrase, std::string_view word) {
  for (const NodeId kid : t[phrase].kids)
    if (t.kind(kid) == Kind::Prep && t[kid].text == word) return kid;
  return kNoNode;
}

}  // namespace

std::vector<Branch> Reader::antecedents(const Context& context) {
  std::vector<Branch> out;
  for (auto a = context.antecedents.rbegin(); a != context.antecedents.rend(); ++a) {
    Branch branch;
    branch.record = a->record;
    branch.noun = a->noun;
    if (a->source != kNone) {
      Hop hop;
      hop.source = a->source;
      hop.record = a->record;
      hop.noun = a->noun;
      branch.hops.push_back(hop);
    }
    out.push_back(std::move(branch));
  }
  for (auto row = context.frames.rbegin(); row != context.frames.rend(); ++row) {
    Branch branch;
    branch.record = *row;
    branch.noun = record(*row).name;
    out.push_back(branch);
    for (std::size_t i = 0; i < record(*row).fields_.size(); ++i) {
      const ir::Field& f = record(*row).fields_[i];
      if (f.type.kind != ir::ValueKind::Struct || reaches(context, f.type.record)) continue;
      Branch inner = branch;
      inner.record = f.type.record;
      inner.noun = f.name;
      Hop hop;
      hop.source = nodes().build().field(*row, static_cast<Id>(i));
      hop.record = f.type.record;
      hop.noun = f.name;
      inner.hops.push_back(hop);
      out.push_back(std::move(inner));
    }
  }
  return out;
}

std::optional<Branch> Reader::antecedent(const Context& context, std::string_view noun) {
  const Id type = work_.symbols->record_type(noun);
  Id by_definition = kNone;
  if (const sema::Symbol* d = work_.symbols->find_definition(noun, kNone, context.section)) {
    const auto& source = work_.symbols->definitions[static_cast<std::size_t>(d->id)];
    if (const NodeId means = meaning_node(source); means != kNoNode && source.subject == kNone)
      by_definition = classify(definition_context(context, source), source.file->tree.kid(means, 0)).record;
  }
  const std::vector<Branch> all = antecedents(context);
  for (const Branch& b : all)
    if (b.noun == noun) return b;
  for (const Branch& b : all)
    if (b.record != kNone && (b.record == type || b.record == by_definition)) return b;
  return std::nullopt;
}

Ref Reader::resolve(const Context& context, NodeId n, std::string_view determiner) {
  const ast::Tree& t = tree(context);
  Ref out;
  switch (t.kind(n)) {
    case Kind::NounList:
    case Kind::OneOf: {
      out.ok = true;
      out.quant = t[n].text == "and" ? Quant::Every : Quant::Any;
      std::string_view first = determiner;
      for (const NodeId kid : t[n].kids) {
        Ref part = resolve(context, kid, first);
        if (first.empty() && t.kind(kid) == Kind::NounPhrase && determiner_of(t[kid].text).quant != Quant::Bare)
          first = t[kid].text;
        out.ok = out.ok && part.ok;
        out.negated = out.negated || part.negated;
        for (Branch& b : part.branches) out.branches.push_back(std::move(b));
      }
      if (out.negated) out.quant = Quant::Any;
      return out;
    }
    case Kind::Following: {
      out.ok = true;
      out.quant = t[n].text == "any" || t[n].text == "one" ? Quant::Any : Quant::Every;
      const NodeId list = t.first(n, Kind::List);
      for (const NodeId item : t[list].kids)
        for (const NodeId kid : t[item].kids) {
          if (t.kind(kid) == Kind::Heading || t.kind(kid) == Kind::Nothing) continue;
          Ref part = resolve(context, kid, determiner);
          out.ok = out.ok && part.ok;
          for (Branch& b : part.branches) out.branches.push_back(std::move(b));
        }
      return out;
    }
    case Kind::NounPhrase:
      return resolve_phrase(context, n, determiner);
    case Kind::Name:
    case Kind::Pronoun:
    case Kind::Value:
    case Kind::Citation: {
      out.ok = t.kind(n) == Kind::Name ? named(context, t[n].text, n, false, &out.branches) : false;
      if (out.ok) return out;
      break;
    }
    default:
      break;
  }
  if (t.kind(n) == Kind::Pronoun) {
    std::vector<Branch> all = antecedents(context);
    if (!all.empty()) {
      out.ok = true;
      out.branches.push_back(all.front());
      return out;
    }
    report(Code::ConditionNotUnderstood, t[n].span, {place(context), t[n].text});
    return out;
  }
  if (const auto read = value(context, n)) {
    Branch branch;
    branch.scalar = true;
    branch.value = *read;
    branch.noun = t[n].text;
    out.ok = true;
    out.branches.push_back(std::move(branch));
  }
  return out;
}

Ref Reader::resolve_phrase(const Context& outer, NodeId n, std::string_view inherited) {
  const ast::Tree& t = tree(outer);
  Ref out;
  const Determiner d = determiner_of(t[n].text.empty() || t[n].text == "the" ? inherited : std::string_view(t[n].text));
  const NodeId head = head_of(t, n);
  if (head == kNoNode) return out;
  out.negated = d.negated;
  Context context = outer;
  if (const NodeId on = prep(t, n, "on"); on != kNoNode) {
    const Id day = date(outer, t.kid(on, 0));
    if (day == kNone) return out;
    context.date = day;
  }
  if (t.kind(head) == Kind::Pronoun) {
    out.ok = true;
    const std::vector<Branch> all = antecedents(context);
    if (all.empty()) {
      report(Code::ConditionNotUnderstood, t[head].span, {place(context), t[head].text});
      out.ok = false;
      return out;
    }
    out.branches.push_back(all.front());
    return out;
  }
  if (t.kind(head) != Kind::Name) return resolve(context, head, t[n].text);

  const std::string& name = t[head].text;
  if (const NodeId in_table = table_post(context, n); in_table != kNoNode) {
    const auto looked = look_up(context, n, in_table);
    if (!looked) return out;
    out.ok = true;
    out.branches.push_back(*looked);
    return out;
  }
  const NodeId of = t.first(n, Kind::Of);
  if (name == "balance" && of != kNoNode &&
      (work_.symbols->all(name).empty() || named_ledger(context, t.kid(of, 0)) != kNone)) {
    const auto asked = balance(context, n, of);
    if (!asked) return out;
    Branch branch;
    branch.scalar = true;
    branch.value = *asked;
    branch.noun = asked->noun;
    out.ok = true;
    out.branches.push_back(std::move(branch));
    return out;
  }
  if (d.backward && context.at_hand != kNone && name == context.at_hand_noun) {
    Branch branch;
    branch.scalar = true;
    branch.noun = name;
    branch.value.type = ir::category_type(context.at_hand);
    branch.value.node = nodes().build().node(ir::Op::CodeAtHand, branch.value.type, kNone, {}, 0, 0, t[n].span);
    out.ok = true;
    out.branches.push_back(std::move(branch));
    return out;
  }
  const NodeId in = prep(t, n, "in");
  const NodeId in_which = t.first(n, Kind::InWhich);
  const bool quantified = d.quant != Quant::Bare;
  bool used_of = false, used_in = false;
  std::vector<Branch> found;
  const auto from_owner = [&](NodeId owner_phrase, std::string_view wanted) {
    const Ref owner = resolve(context, owner_phrase, t[n].text);
    if (!owner.ok) return false;
    out.negated = out.negated || owner.negated;
    for (const Branch& b : owner.branches)
      if (!named_of(context, b, wanted, n, &found)) return false;
    if (owner.branches.size() > 1) out.quant = owner.quant;
    return true;
  };
  if (in_which != kNoNode) {
    if (!from_owner(t.kid(in_which, 0), t[in_which].text)) return out;
  } else if (of != kNoNode) {
    used_of = true;
    if (!from_owner(t.kid(of, 0), name)) return out;
  } else if (d.possessive) {
    bool any = false;
    for (const Branch& b : antecedents(context)) {
      if (!quietly([&] { return named_of(context, b, name, n, &found); })) {
        found.clear();
        continue;
      }
      any = true;
      break;
    }
    // "its" may stand before what is no fact of anything spoken of: its end user.
    if (!any && !named(context, name, n, false, &found)) return out;
  } else if (d.backward) {
    if (const auto b = antecedent(context, name)) {
      found.push_back(*b);
    } else if (!named(context, name, n, false, &found)) {
      return out;
    }
  } else {
    bool done = false;
    if (in != kNoNode)
      done = used_in = quietly([&] {
        const Ref owner = resolve(context, t.kid(in, 0));
        if (!owner.ok) return false;
        for (const Branch& b : owner.branches)
          if (b.scalar || !named_of(context, b, name, n, &found)) return false;
        return true;
      });
    if (!done) {
      found.clear();
      if (!named(context, name, n, quantified, &found)) return out;
    }
  }

  // The phrase's own word says how many; a list without one takes that of the phrase around it. "Any carrier", "every
  // carrier, if any": several parties may fill a role, or none.
  for (Branch& b : found)
    for (Hop& hop : b.hops) {
      if (hop.quant == Quant::Bare && d.quant != Quant::Bare) hop.quant = d.quant;
      if (hop.quant == Quant::The && quantified && &hop == &b.hops.back() && !b.scalar) hop.quant = d.quant;
    }
  if (quantified && found.size() > 1) out.quant = d.quant;
  if (found.size() > 1 && out.quant == Quant::The) out.quant = Quant::Bare;

  const bool if_any = (t[n].flags & ast::kIfAny) != 0;
  for (Branch& b : found) {
    if (if_any)
      for (Hop& hop : b.hops) hop.if_any = true;
    if (b.scalar) continue;
    const Context inner = enter(context, b);
    const Id filter = refined(inner, b.record, n, !used_of);
    (void)used_in;
    if (filter == kNone) return out;
    if (nodes().is_true(filter)) continue;
    if (b.hops.empty()) {
      b.restrict = filter;
    } else {
      Hop& last = b.hops.back();
      last.filter = last.filter == kNone ? filter : nodes().all(last.record, {last.filter, filter});
    }
  }
  out.branches = std::move(found);
  out.ok = true;
  return out;
}

bool Reader::named_of(const Context& context, const Branch& owner, std::string_view name, NodeId phrase,
                      std::vector<Branch>* out) {
  if (owner.scalar) return named(context, name, phrase, false, out);
  const Context inner = enter(context, owner);
  std::vector<Branch> found;
  Fact fact;
  if (fact_in(inner, owner.record, name, &fact)) {
    if (!branches_of(inner, fact, phrase, &found)) return false;
  } else if (const Id type = work_.symbols->record_type(name);
             type != kNone && std::any_of(record(owner.record).fields_.begin(), record(owner.record).fields_.end(),
                                          [&](const ir::Field& f) { return f.type.record == type; })) {
    const auto& fields = record(owner.record).fields_;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].type.record != type) continue;
      fact = {{SymbolKind::Field, static_cast<Id>(i), owner.record, {}}, owner.record, {}, owner.record};
      if (!branches_of(inner, fact, phrase, &found)) return false;
      break;
    }
  } else {
    // "the destination of the shipment", "the designer of the item": what is named is a fact of a row around the owner.
    return named(context, name, phrase, false, out);
  }
  for (Branch& b : found) {
    b.hops.insert(b.hops.begin(), owner.hops.begin(), owner.hops.end());
    if (owner.restrict != kNone) b.restrict = owner.restrict;
    out->push_back(std::move(b));
  }
  return true;
}

bool Reader::named(const Context& context, std::string_view name, NodeId phrase, bool quantified,
                   std::vector<Branch>* out) {
  const Span span = phrase == kNoNode ? Span{} : tree(context)[phrase].span;
  const auto rows = [&](std::vector<Hop> hops, Id type) {
    Branch branch;
    branch.hops = std::move(hops);
    branch.record = type;
    branch.noun = name;
    out->push_back(std::move(branch));
    return true;
  };
  const Id type = work_.symbols->record_type(name);
  if (type != kNone && !quantified && reaches(context, type)) return rows({}, type);
  const auto meanings = work_.symbols->all(name);
  for (const sema::Symbol& s : meanings) {
    Hop hop;
    hop.record = work_.schema().party;
    hop.noun = name;
    hop.span = span;
    if (s.kind == SymbolKind::Role) {
      hop.source = nodes().build().field(work_.schema().shipment, s.id, span);
      hop.maybe_empty = record(work_.schema().shipment).fields_[static_cast<std::size_t>(s.id)].may_be_none;
      return rows({hop}, hop.record);
    }
    if (s.kind == SymbolKind::RoleSet) {
      hop.source = nodes().build().node(ir::Op::RolesOf, ir::source_type(hop.record), work_.schema().shipment, {}, s.id,
                                        0, span);
      hop.quant = Quant::Bare;
      hop.maybe_empty = true;
      for (const Id role : work_.schema().role_sets[static_cast<std::size_t>(s.id)].roles)
        if (!record(work_.schema().shipment).fields_[static_cast<std::size_t>(role)].may_be_none)
          hop.maybe_empty = false;
      return rows({hop}, hop.record);
    }
  }
  if (type != kNone && type == work_.schema().party) {
    report(Code::BareParty, span, {std::string(name)}).help =
        "name the roles that are meant: any party to the transaction, every recipient";
    return false;
  }
  Fact fact;
  if (find_fact(context, name, &fact)) return branches_of(context, fact, phrase, out);
  if (type != kNone) {
    for (auto row = context.frames.rbegin(); row != context.frames.rend(); ++row) {
      std::vector<Hop> hops;
      if (path_to(context, *row, type, &hops)) return rows(std::move(hops), type);
    }
  }
  if (const sema::Symbol* d = work_.symbols->find_definition(name, kNone, context.section)) {
    const Meaning& meant = meaning(context, static_cast<std::size_t>(d->id));
    switch (meant.kind) {
      case Meaning::Kind::Condition: {
        Branch branch;
        branch.scalar = true;
        branch.noun = name;
        branch.value.node = meant.node;
        out->push_back(std::move(branch));
        return meant.node != kNone;
      }
      case Meaning::Kind::Values:
      case Meaning::Kind::Rows:
        for (Branch b : meant.branches) {
          b.noun = name;
          out->push_back(std::move(b));
        }
        return !meant.branches.empty();
      case Meaning::Kind::Row: {
        // The row in play that the noun describes, and what it says of it.
        const Id wanted = meant.record, says = meant.node;
        if (says == kNone) return false;
        for (auto row = context.frames.rbegin(); row != context.frames.rend(); ++row) {
          Branch branch;
          branch.record = wanted;
          branch.noun = name;
          if (!path_to(context, *row, wanted, &branch.hops)) continue;
          if (branch.hops.empty())
            branch.restrict = says;
          else
            branch.hops.back().filter = says;
          out->push_back(std::move(branch));
          return true;
        }
        for (auto row = context.frames.rbegin(); row != context.frames.rend(); ++row) {
          const auto& fields = record(*row).fields_;
          for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i].type.kind != ir::ValueKind::List || fields[i].type.record != wanted) continue;
            Hop hop;
            hop.source = nodes().build().field(*row, static_cast<Id>(i), span);
            hop.record = wanted;
            hop.quant = Quant::Bare;
            hop.maybe_empty = true;
            hop.filter = says;
            hop.noun = name;
            hop.span = span;
            return rows({hop}, wanted);
          }
        }
        if (wanted == work_.schema().party)
          report(Code::BareParty, span, {std::string(name)});
        else
          report(Code::NoSubject, span, {std::string(name), record(wanted).name});
        return false;
      }
      default:
        break;
    }
  }
  for (const sema::Symbol& s : meanings) switch (s.kind) {
      case SymbolKind::Figure: {
        const ir::Figure& f = work_.program().figures[static_cast<std::size_t>(s.id)];
        Branch branch;
        branch.scalar = true;
        branch.noun = name;
        branch.value.type = f.type;
        branch.value.node = nodes().build().node(ir::Op::Figure, f.type, nodes()[default_date(context)].scope,
                                                 {default_date(context)}, s.id, 0, span);
        out->push_back(std::move(branch));
        return true;
      }
      case SymbolKind::Value: {
        Branch branch;
        branch.scalar = true;
        branch.noun = name;
        branch.value.type = ir::category_type(s.subject);
        branch.value.node = nodes().build().code(s.subject, s.id, span);
        out->push_back(std::move(branch));
        return true;
      }
      default:
        break;
    }
  for (const sema::Symbol& s : meanings)
    if (s.subject != kNone && (s.kind == SymbolKind::Field || s.kind == SymbolKind::Definition)) {
      report(Code::NoSubject, span, {std::string(name), record(s.subject).name});
      return false;
    }
  const std::string near = work_.symbols->nearest(name);
  report(Code::UnknownWord, span, {std::string(name)}).help = near.empty() ? "" : "did you mean \"" + near + "\"?";
  return false;
}

}  // namespace licet::lower
