// What a noun says: which rows are a paragraph-a item, which countries are a restricted destination.
#include <algorithm>

#include "compiler/lower/reader.h"

namespace licet::lower {

using ast::Kind;
using ir::ValueKind;
using sema::SymbolKind;

namespace {

NodeId head_name(const ast::Tree& t, NodeId n) {
  if (t.kind(n) == Kind::Name || t.kind(n) == Kind::Value || t.kind(n) == Kind::Citation) return n;
  for (const NodeId kid : t[n].kids)
    if (t.kind(kid) == Kind::Name || t.kind(kid) == Kind::Value || t.kind(kid) == Kind::Citation) return kid;
  return kNoNode;
}

bool has_posts(const ast::Tree& t, NodeId n) {
  if (t.kind(n) != Kind::NounPhrase) return false;
  for (const NodeId kid : t[n].kids) switch (t.kind(kid)) {
      case Kind::PostSpecified:
      case Kind::OtherThan:
      case Kind::That:
      case Kind::Prep:
        return true;
      default:
        break;
    }
  return false;
}

}  // namespace

Id Reader::is_noun(const Context& context, Id record_id, NodeId n) {
  const ast::Tree& t = tree(context);
  const Span span = t[n].span;
  switch (t.kind(n)) {
    case Kind::NounList:
    case Kind::OneOf: {
      Ids parts;
      for (const NodeId kid : t[n].kids) {
        parts.push_back(is_noun(context, record_id, kid));
        if (parts.back() == kNone) return kNone;
      }
      return nodes().any(context.scope, std::move(parts), span);
    }
    case Kind::Following:
      return items(context, t.first(n, Kind::List), t[n].text, [&](const Context& inner, NodeId content) {
        switch (t.kind(content)) {
          case Kind::NounPhrase:
          case Kind::NounList:
          case Kind::Name:
          case Kind::Value:
          case Kind::EccnGroups:
            return is_noun(inner, record_id, content);
          default:
            return condition(inner, content);
        }
      });
    case Kind::EccnGroups:
      return specified(context, record_id, n, span);
    case Kind::Citation:
      if ((t[n].flags & ast::kEccn) != 0) return specified_paragraph(context, record_id, t[n].text, span);
      break;
    case Kind::NounPhrase:
    case Kind::Name:
    case Kind::Value:
      break;
    default:
      break;
  }
  const NodeId head = head_name(t, n);
  if (head == kNoNode) {
    report(Code::ConditionNotUnderstood, span, {place(context), written(context, n)});
    return kNone;
  }
  if (t.kind(head) == Kind::Citation && (t[head].flags & ast::kEccn) != 0)
    return specified_paragraph(context, record_id, t[head].text, span);
  const Id named_so = is_called(context, record_id, t[head].text, span);
  if (named_so == kNone) return kNone;
  const Id refines = refined(context, record_id, n, true);
  if (refines == kNone) return kNone;
  const Id c = nodes().all(context.scope, {named_so, refines}, span);
  return t.kind(n) == Kind::NounPhrase && t[n].text == "no" ? nodes().negate(c, span) : c;
}

// The row is what the bare noun says.
Id Reader::is_called(const Context& context, Id record_id, std::string_view name, Span span) {
  const Id type = work_.symbols->record_type(name);
  if (type == record_id) return nodes().truth();
  if (const sema::Symbol* d = work_.symbols->find_definition(name, kNone, context.section)) {
    const Meaning& meant = meaning(context, static_cast<std::size_t>(d->id));
    if (meant.kind == Meaning::Kind::Row) {
      if (meant.node == kNone) return kNone;
      const Id node = meant.node, wanted = meant.record;
      Branch branch;
      branch.record = wanted;
      if (path_to(context, record_id, wanted, &branch.hops)) return close(context, branch, node);
      // An integrated circuit is in the item that the noun speaks of.
      for (const Id owner : owners(record_id))
        if (owner == wanted) return node;
      report(Code::TypeMismatch, span,
             {"a noun for " + record(record_id).name, std::string(name), "one for " + record(wanted).name});
      return kNone;
    }
  }
  Fact fact;
  if (fact_in(context, record_id, name, &fact)) {
    std::vector<Branch> branches;
    if (!quietly([&] { return branches_of(context, fact, kNoNode, &branches); }))
      branches_of(context, fact, kNoNode, &branches);
    if (branches.size() == 1 && branches[0].scalar &&
        (branches[0].value.type.kind == ValueKind::Bool || fact.symbol.kind == SymbolKind::Decided))
      return quality(context, record_id, name, span);
    if (branches.empty()) return kNone;
  }
  Branch through;
  if (type != kNone && path_to(context, record_id, type, &through.hops)) return nodes().truth();
  for (const sema::Symbol& s : work_.symbols->all(name)) switch (s.kind) {
      case SymbolKind::Value: {
        // A kind of the row: the only category among its facts that has the value.
        if (const Id c = has_value(context, record_id, s.subject, s.id, span); c != kNone) return c;
        break;
      }
      case SymbolKind::Role:
      case SymbolKind::RoleSet: {
        if (record_id != work_.schema().party) break;
        return same_party(context, s, span);
      }
      case SymbolKind::Field:
        if (record(s.subject).fields_[static_cast<std::size_t>(s.id)].type.record == record_id) return nodes().truth();
        break;
      default:
        break;
    }
  if (find_wording(name) != nullptr) return wording(context, name, record_id, span);
  if (work_.symbols->all(name).empty()) {
    const std::string near = work_.symbols->nearest(name);
    report(Code::UnknownWord, span, {std::string(name)}).help = near.empty() ? "" : "did you mean \"" + near + "\"?";
  } else {
    report(Code::TypeMismatch, span, {"a noun for " + record(record_id).name, std::string(name), "none"});
  }
  return kNone;
}

Id Reader::has_value(const Context& context, Id record_id, Id category, Id code, Span span) {
  const auto& fields = record(record_id).fields_;
  Branch branch;
  const std::function<bool(Id, int)> find = [&](Id in, int depth) {
    const auto& list = record(in).fields_;
    for (std::size_t i = 0; i < list.size(); ++i)
      if (list[i].type.kind == ValueKind::Category && list[i].type.category == category) {
        branch.value.node = nodes().build().field(in, static_cast<Id>(i), span);
        return true;
      }
    if (depth == 0) return false;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (list[i].type.kind != ValueKind::Struct) continue;
      Hop hop;
      hop.source = nodes().build().field(in, static_cast<Id>(i));
      hop.record = list[i].type.record;
      hop.noun = list[i].name;
      branch.hops.push_back(hop);
      if (find(hop.record, depth - 1)) return true;
      branch.hops.pop_back();
    }
    return false;
  };
  (void)fields;
  if (!find(record_id, 2)) return kNone;
  const Id scope = nodes()[branch.value.node].scope;
  return close(context, branch, nodes().in_set(scope, branch.value.node, {code}, span));
}

// Two parties are one if their keys are equal; where a key is missing they may be.
Id Reader::same_party(const Context& context, const sema::Symbol& roles, Span span) {
  const Id party = work_.schema().party;
  const Id key = record(party).key;
  if (key == kNone) return nodes().build().undefined("parties have no key", span);
  const Id mine = nodes().build().field(party, key, span);
  std::vector<Id> fields{roles.id};
  if (roles.kind == SymbolKind::RoleSet) fields = work_.schema().role_sets[static_cast<std::size_t>(roles.id)].roles;
  Ids parts;
  for (const Id role : fields) {
    const Id source = nodes().build().field(work_.schema().shipment, role, span);
    const Id theirs =
        nodes().build().node(ir::Op::AtText, nodes()[mine].type, work_.schema().shipment, {source, mine}, 0, 0, span);
    parts.push_back(nodes().condition(ir::Op::TextEqual, context.scope, {mine, theirs}, 0, 0, span));
  }
  return nodes().any(context.scope, std::move(parts), span);
}

Id Reader::in_noun(const Context& context, const Scalar& value, NodeId n) {
  const ast::Tree& t = tree(context);
  const Span span = t[n].span;
  Ids codes, parts;
  const std::function<bool(NodeId)> add = [&](NodeId kid) {
    switch (t.kind(kid)) {
      case Kind::NounList:
      case Kind::OneOf:
        for (const NodeId inner : t[kid].kids)
          if (!add(inner)) return false;
        return true;
      case Kind::Following: {
        const Id c = items(context, t.first(kid, Kind::List), t[kid].text,
                           [&](const Context& inner, NodeId content) { return in_noun(inner, value, content); });
        parts.push_back(c);
        return c != kNone;
      }
      case Kind::EccnGroups: {
        const Id c = in_list(context, value, kid);
        parts.push_back(c);
        return c != kNone;
      }
      default:
        break;
    }
    const NodeId head = head_name(t, kid);
    if (head != kNoNode && !has_posts(t, kid))
      if (const Id code = work_.symbols->code(value.type.category, t[head].text); code != kNone) {
        codes.push_back(code);
        return true;
      }
    const Id c = in_one_noun(context, value, kid);
    parts.push_back(c);
    return c != kNone;
  };
  if (!add(n)) return kNone;
  // One set for the values that are named: a candidate set is in it or not as a whole.
  if (!codes.empty()) {
    const ir::Node& read = nodes()[value.node];
    Id in = kNone;
    if (read.op == ir::Op::Outcome)
      in = nodes().condition(ir::Op::OutcomeIs, read.scope, {}, read.a,
                             nodes().build().set(value.type.category, std::move(codes)), span);
    else
      in = nodes().in_set(read.scope == kNone ? context.scope : read.scope, value.node, std::move(codes), span);
    parts.insert(parts.begin(), in);
  }
  return nodes().any(context.scope, std::move(parts), span);
}

Id Reader::in_one_noun(const Context& outer, const Scalar& value, NodeId n) {
  const ast::Tree& t = tree(outer);
  const Span span = t[n].span;
  Context context = outer;
  if (t.kind(n) == Kind::NounPhrase)
    for (const NodeId kid : t[n].kids)
      if (t.kind(kid) == Kind::Prep && t[kid].text == "on") {
        context.date = date(outer, t.kid(kid, 0));
        if (context.date == kNone) return kNone;
      }
  const NodeId head = head_name(t, n);
  if (head == kNoNode) {
    report(Code::ConditionNotUnderstood, span, {place(context), written(context, n)});
    return kNone;
  }
  const std::string& name = t[head].text;
  const Id refines = refined_value(context, value, n);
  if (refines == kNone) return kNone;
  const auto with = [&](Id c) { return c == kNone ? kNone : nodes().all(context.scope, {c, refines}, span); };
  if (const Id code = work_.symbols->code(value.type.category, name); code != kNone)
    return with(nodes().in_set(nodes()[value.node].scope, value.node, {code}, span));
  for (const sema::Symbol& s : work_.symbols->all(name))
    if (s.kind == SymbolKind::List) return with(in_dated_list(context, value, s.id, span));
  // A value is in a table where there is a row for it on the day.
  for (const sema::Symbol& s : work_.symbols->all(name))
    if (s.kind == SymbolKind::Table) {
      const ir::Type key = work_.program().tables[static_cast<std::size_t>(s.id)].key_type;
      if (key.kind != value.type.kind || key.category != value.type.category) {
        report(Code::TypeMismatch, span, {"the key of " + name, "this", "of another kind"});
        return kNone;
      }
      return with(
          nodes().condition(ir::Op::InTable, context.scope, {value.node, default_date(context)}, s.id, 0, span));
    }
  if (const sema::Symbol* d = work_.symbols->find_definition(name, kNone, context.section)) {
    const auto index = static_cast<std::size_t>(d->id);
    const auto& source = work_.symbols->definitions[index];
    const Meaning& meant = meaning(context, index);
    if (meant.kind == Meaning::Kind::Places) {
      if (meant.category != value.type.category) {
        report(Code::TypeMismatch, span,
               {"a noun for " + category_at(value.type.category).name, name,
                "one for " + category_at(meant.category).name});
        return kNone;
      }
      if (source.in_progress) {
        report(Code::Cycle, span, {name + " -> " + name});
        return kNone;
      }
      Context inside = context;
      inside.file = source.file;
      inside.section = source.citation;
      inside.paragraph.clear();
      inside.antecedents.clear();
      work_.symbols->definitions[index].in_progress = true;
      const Id c = in_noun(inside, value, source.file->tree.kid(meaning_node(source), 0));
      work_.symbols->definitions[index].in_progress = false;
      return with(c);
    }
  }
  // "any destination", "a destination specified in …": the noun of the category itself; without more, a reference.
  const bool generic = t.kind(n) == Kind::NounPhrase &&
                       (has_posts(t, n) || t[n].text == "any" || t[n].text == "every" || t[n].text == "every other");
  if (generic)
    for (const sema::Symbol& s : work_.symbols->all(name)) {
      if (s.kind == SymbolKind::Category && s.id == value.type.category) return refines;
      if (s.kind == SymbolKind::Field &&
          record(s.subject).fields_[static_cast<std::size_t>(s.id)].type.category == value.type.category)
        return refines;
    }
  const auto other = plain(context, n);
  if (!other) return kNone;
  if (other->type.kind != ValueKind::Category || other->type.category != value.type.category) {
    report(Code::NotAValueOf, span, {name, category_at(value.type.category).name});
    return kNone;
  }
  return nodes().condition(ir::Op::CatEqual, context.scope, {value.node, other->node}, 0, 0, span);
}

Id Reader::refined_value(const Context& context, const Scalar& value, NodeId phrase) {
  const ast::Tree& t = tree(context);
  if (t.kind(phrase) != Kind::NounPhrase) return nodes().truth();
  Ids parts;
  for (const NodeId kid : t[phrase].kids) {
    Id c = kNone;
    switch (t.kind(kid)) {
      case Kind::PostSpecified:
        c = in_list(context, value, t.kid(kid, 0));
        break;
      case Kind::OtherThan:
        c = nodes().negate(in_noun(context, value, t.kid(kid, 0)), t[kid].span);
        break;
      case Kind::That:
        c = predicate(context, {kNone, &value}, t.kid(kid, 0));
        break;
      case Kind::Prep:
        if (t[kid].text == "on" || t[kid].text == "for") continue;
        if (t[kid].text == "in") {
          c = in_noun(context, value, t.kid(kid, 0));
          break;
        }
        if (t[kid].text == "outside") {
          c = nodes().negate(in_noun(context, value, t.kid(kid, 0)), t[kid].span);
          break;
        }
        report(Code::ConditionNotUnderstood, t[kid].span, {place(context), t[kid].text});
        return kNone;
      case Kind::Related:
        if (t[kid].text == "listed in") {
          c = in_noun(context, value, t.kid(kid, 0));
          break;
        }
        report(Code::ConditionNotUnderstood, t[kid].span, {place(context), t[kid].text});
        return kNone;
      default:
        continue;
    }
    if (c == kNone) return kNone;
    parts.push_back(c);
  }
  return nodes().all(context.scope, std::move(parts), t[phrase].span);
}

Id Reader::in_dated_list(const Context& context, const Scalar& value, Id list, Span span) {
  const ir::DatedList& l = work_.program().lists[static_cast<std::size_t>(list)];
  if (l.category != value.type.category) {
    report(Code::TypeMismatch, span,
           {"a list of " + category_at(value.type.category).name, l.name, "one of " + category_at(l.category).name});
    return kNone;
  }
  const Id day = default_date(context);
  return nodes().condition(ir::Op::InList, context.scope, {value.node, day}, list, 0, span);
}

// What may follow "specified in" where a value is spoken of: lists, or paragraphs of its category.
Id Reader::in_list(const Context& context, const Scalar& value, NodeId s) {
  const ast::Tree& t = tree(context);
  if (t.kind(s) == Kind::EccnGroups) {
    Ids parts;
    for (const NodeId group : t[s].kids) {
      Ids codes;
      for (const NodeId kid : t[group].kids) {
        if (t.kind(kid) != Kind::Citation) continue;
        const Id code = work_.symbols->code(value.type.category, t[kid].text);
        if (code == kNone) {
          report(Code::NotAValueOf, t[kid].span, {t[kid].text, category_at(value.type.category).name});
          return kNone;
        }
        codes.push_back(code);
      }
      Id c = nodes().in_set(nodes()[value.node].scope, value.node, std::move(codes), t[group].span);
      if (const NodeId other = t.first(group, Kind::OtherThan); other != kNoNode) {
        const Id not_in = in_noun(context, value, t.kid(other, 0));
        if (not_in == kNone) return kNone;
        c = nodes().all(context.scope, {c, nodes().negate(not_in)}, t[group].span);
      }
      parts.push_back(c);
    }
    return nodes().any(context.scope, std::move(parts), t[s].span);
  }
  return in_noun(context, value, s);
}

}  // namespace licet::lower
