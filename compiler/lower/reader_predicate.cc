// What is said of a row or of a value.
#include <algorithm>

#include "compiler/lower/reader.h"

namespace licet::lower {

using ast::Kind;
using ir::ValueKind;
using sema::SymbolKind;

Id Reader::predicate(const Context& context, const Subject& subject, NodeId p) {
  const ast::Tree& t = tree(context);
  const ast::Node& n = t[p];
  const auto negated = [&](Id c) {
    return c != kNone && (n.flags & (ast::kNot | ast::kNo)) != 0 ? nodes().negate(c, n.span) : c;
  };
  switch (n.kind) {
    case Kind::AndPredicates:
    case Kind::OrPredicates: {
      Ids parts;
      for (const NodeId kid : n.kids) {
        parts.push_back(predicate(context, subject, kid));
        if (parts.back() == kNone) return kNone;
      }
      return n.kind == Kind::AndPredicates ? nodes().all(context.scope, std::move(parts), n.span)
                                           : nodes().any(context.scope, std::move(parts), n.span);
    }
    case Kind::Is:
      return negated(is(context, subject, t.kid(p, 0)));
    case Kind::Has:
    case Kind::Contains: {
      if (subject.record == kNone) break;
      const Id c = n.kind == Kind::Has ? has_noun(context, subject.record, t.kid(p, 0))
                                       : contains_noun(context, subject.record, t.kid(p, 0));
      // "has no X": the word stands at the verb or at the noun, and counts once.
      const NodeId object = t.kid(p, 0);
      if ((n.flags & ast::kNo) != 0 && object != kNoNode && t[object].text.starts_with("no")) return c;
      return negated(c);
    }
    case Kind::MeetsOrExceeds: {
      Ids parts;
      for (const NodeId kid : n.kids) {
        if (t.kind(kid) != Kind::Citation) continue;
        parts.push_back(specified_paragraph(context, subject.record, t[kid].text, n.span));
        if (parts.back() == kNone) return kNone;
      }
      return negated(nodes().any(context.scope, std::move(parts), n.span));
    }
    case Kind::MeetsAny:
      return negated(items(context, t.first(p, Kind::List), n.text, [&](const Context& inner, NodeId content) {
        switch (t.kind(content)) {
          case Kind::NounPhrase:
          case Kind::NounList:
          case Kind::EccnGroups:
            return is_noun(inner, subject.record, content);
          default:
            return condition(inner, content);
        }
      }));
    case Kind::Meets: {
      if (subject.record == kNone) break;
      return negated(is_noun(context, subject.record, t.kid(p, 0)));
    }
    case Kind::FitsWithin:
      if (subject.value == nullptr) break;
      return negated(fits_within(context, *subject.value, t.kid(p, 0), n.span));
    case Kind::Does:
      return negated(wording(context, n.text, subject.record, n.span));
    case Kind::OwnedAtLeast:
      return nodes().build().unknown("ownership is not added up", n.span);
    case Kind::Clause:
    case Kind::And:
    case Kind::Or:
    case Kind::AreTrue:
      return condition(context, p);  // whose business is …
    default:
      break;
  }
  report(Code::ConditionNotUnderstood, n.span, {place(context), written(context, p)});
  return kNone;
}

Id Reader::is(const Context& context, const Subject& subject, NodeId complement) {
  const ast::Tree& t = tree(context);
  const ast::Node& n = t[complement];
  const auto negated = [&](Id c) { return c != kNone && (n.flags & ast::kNot) != 0 ? nodes().negate(c, n.span) : c; };
  switch (n.kind) {
    case Kind::Quality:
      if (subject.record == kNone && subject.value != nullptr && subject.value->type.kind == ValueKind::Bool) break;
      if (subject.record != kNone) return negated(qualified(context, subject.record, complement));
      break;
    case Kind::Qualities: {
      Ids parts;
      for (const NodeId kid : n.kids) {
        const Id part = is(context, subject, kid);
        if (part == kNone) return kNone;
        parts.push_back(part);
      }
      const Id any = n.text == "and" ? nodes().all(context.scope, std::move(parts), n.span)
                                     : nodes().any(context.scope, std::move(parts), n.span);
      return n.text == "neither" ? nodes().negate(any, n.span) : any;
    }
    case Kind::RelatedTo: {
      const bool outside = (n.flags & ast::kOutside) != 0;
      if (subject.record != kNone)
        return negated(related(context, subject.record, n.text, outside, t.kid(complement, 0), n.span));
      break;
    }
    case Kind::InPlace: {
      Id in = kNone;
      if (subject.value != nullptr)
        in = in_noun(context, *subject.value, t.kid(complement, 0));
      else if (subject.record != kNone)
        in = related(context, subject.record, "located in", false, t.kid(complement, 0), n.span);
      if (in == kNone) return kNone;
      if (n.text != "in" && n.text != "outside" && n.text != "within") break;
      return negated(n.text == "outside" ? nodes().negate(in, n.span) : in);
    }
    case Kind::SpecifiedIn:
      if (subject.value != nullptr) return negated(in_list(context, *subject.value, t.kid(complement, 0)));
      return negated(specified(context, subject.record, t.kid(complement, 0), n.span));
    case Kind::Compared:
      if (subject.value != nullptr) return compared(context, *subject.value, complement);
      break;
    case Kind::DateCompared:
      if (subject.value != nullptr)
        return negated(date_compared(context, *subject.value, n.text, t.kid(complement, 0), n.span));
      break;
    case Kind::MetOrTrue:
      if (subject.value != nullptr && subject.value->type.kind == ValueKind::Bool) return negated(subject.value->node);
      break;
    case Kind::Missing: {
      if (subject.value == nullptr) break;
      const ir::Node& read = nodes()[subject.value->node];
      const bool field = read.op == ir::Op::NumField || read.op == ir::Op::CatField || read.op == ir::Op::BoolField ||
                         read.op == ir::Op::TextField;
      if (!field) break;
      return negated(nodes().condition(ir::Op::IsMissing, read.scope, {}, read.a, 0, n.span));
    }
    case Kind::Required:
    case Kind::EligibleFor:
      return negated(
          nodes().build().unknown("whether a license would be required for a part is not worked out", n.span));
    case Kind::Following: {
      const NodeId list = t.first(complement, Kind::List);
      return items(context, list, n.text, [&](const Context& inner, NodeId content) {
        switch (t.kind(content)) {
          case Kind::NounPhrase:
          case Kind::NounList:
          case Kind::Value:
          case Kind::Name:
          case Kind::EccnGroups:
          case Kind::Compared:
          case Kind::DateCompared:
          case Kind::SpecifiedIn:
          case Kind::RelatedTo:
          case Kind::Quality:
          case Kind::InPlace:
          case Kind::OneOf:
            return is(inner, subject, content);
          case Kind::Is:
          case Kind::Has:
            return predicate(inner, subject, content);
          case Kind::IfThen: {
            const Id when = condition(inner, t.kid(content, 0));
            const Id then = is(inner, subject, t.kid(content, 1));
            return when == kNone || then == kNone ? kNone : nodes().all(inner.scope, {when, then}, t[content].span);
          }
          default:
            return condition(inner, content);
        }
      });
    }
    default: {
      if (subject.record != kNone) return is_noun(context, subject.record, complement);
      if (subject.value == nullptr) break;
      return is_value(context, *subject.value, complement);
    }
  }
  report(Code::ConditionNotUnderstood, n.span, {place(context), written(context, complement)});
  return kNone;
}

// "the destination is Macau", "the business of the exporter is "osat"", "the balance is 0 TPP".
Id Reader::is_value(const Context& context, const Scalar& left, NodeId n) {
  const ast::Tree& t = tree(context);
  switch (left.type.kind) {
    case ValueKind::Category:
      return in_noun(context, left, n);
    case ValueKind::Bool: {
      // "subject to the EAR is yes" and the like have no other use; a boolean is a quality.
      report(Code::TypeMismatch, t[n].span, {"a quality", written(context, n), "a noun"});
      return kNone;
    }
    default:
      break;
  }
  if (t.kind(n) == Kind::OneOf || t.kind(n) == Kind::NounList) {
    Ids parts;
    for (const NodeId kid : t[n].kids) {
      parts.push_back(is_value(context, left, kid));
      if (parts.back() == kNone) return kNone;
    }
    return nodes().any(context.scope, std::move(parts), t[n].span);
  }
  const auto right = value(context, n);
  if (!right || !units_fit(context, left, *right, n)) return kNone;
  return compare(context, left, left.type.kind == ValueKind::Date ? "on" : "equal to", *right, t[n].span);
}

// A quality with what stands behind it: "subject to the EAR under §734.9", "eligible on the export date".
Id Reader::qualified(const Context& outer, Id record_id, NodeId node) {
  const ast::Tree& t = tree(outer);
  Context context = outer;
  Ids parts;
  for (const NodeId kid : t[node].kids) {
    if (t.kind(kid) != Kind::Prep) continue;
    const NodeId object = t.kid(kid, 0);
    if (t[kid].text == "on") {
      if ((context.date = date(outer, object)) == kNone) return kNone;
      continue;
    }
    if (t[kid].text == "under") {
      Ids any;
      std::vector<NodeId> phrases{object};
      if (t.kind(object) == Kind::NounList) phrases = t[object].kids;
      for (const NodeId phrase : phrases) {
        const NodeId cited = t.kind(phrase) == Kind::Citation ? phrase : t.first(phrase, Kind::Citation);
        if (cited == kNoNode) break;
        const std::string citation = absolute(outer, cited);
        const Id met = provisions_met(outer, citation, t[kid].span);
        if (met == kNone) {
          report(Code::UnknownCitation, t[cited].span, {ir::citation_words(citation)});
          return kNone;
        }
        any.push_back(met);
      }
      parts.push_back(nodes().any(outer.scope, std::move(any), t[kid].span));
      continue;
    }
    report(Code::ConditionNotUnderstood, t[kid].span, {place(context), t[kid].text});
    return kNone;
  }
  const Id c = quality(context, record_id, t[node].text, t[node].span);
  if (c == kNone) return kNone;
  parts.insert(parts.begin(), c);
  return nodes().all(context.scope, std::move(parts), t[node].span);
}

Id Reader::quality(const Context& context, Id record_id, std::string_view name, Span span) {
  Fact fact;
  std::vector<Branch> branches;
  const bool own = fact_in(context, record_id, name, &fact);
  if (own || find_fact(context, name, &fact)) {
    if (!branches_of(context, fact, kNoNode, &branches)) return kNone;
    if (branches.size() == 1 && branches[0].scalar && branches[0].value.type.kind == ValueKind::Bool)
      return close(context, branches[0], branches[0].value.node);
    if (branches.size() == 1 && branches[0].scalar && branches[0].value.type.kind == ValueKind::Category) {
      // A decided value that is yes or no.
      const Id category = branches[0].value.type.category;
      const Id yes = work_.symbols->code(category, "yes");
      if (yes != kNone && fact.symbol.kind == SymbolKind::Decided)
        return close(context, branches[0],
                     nodes().condition(ir::Op::OutcomeIs, branches[0].record, {}, fact.symbol.id,
                                       nodes().build().set(category, {yes}), span));
    }
    report(Code::TypeMismatch, span, {"a quality", std::string(name), "something else"});
    return kNone;
  }
  if (find_wording(name) != nullptr) return wording(context, name, record_id, span);
  for (const sema::Symbol& s : work_.symbols->all(name))
    if (s.subject != kNone && (s.kind == SymbolKind::Field || s.kind == SymbolKind::Definition)) {
      report(Code::NoSubject, span, {std::string(name), record(s.subject).name});
      return kNone;
    }
  const std::string near = work_.symbols->nearest(name);
  report(Code::UnknownWord, span, {std::string(name)}).help = near.empty() ? "" : "did you mean \"" + near + "\"?";
  return kNone;
}

Id Reader::related(const Context& context, Id record_id, std::string_view relation, bool outside, NodeId n, Span span) {
  Fact fact;
  std::vector<Branch> branches;
  if (!fact_in(context, record_id, relation, &fact)) {
    report(Code::NoSubject, span, {std::string(relation), "another noun than " + record(record_id).name});
    return kNone;
  }
  if (!branches_of(context, fact, kNoNode, &branches)) return kNone;
  Ids parts;
  for (Branch& branch : branches) {
    Id c = kNone;
    if (branch.scalar) {
      const Context inner = enter(context, branch);
      c = branch.value.type.kind == ValueKind::Category ? in_noun(inner, branch.value, n)
                                                        : is_value(inner, branch.value, n);
    } else {
      if (branch.hops.back().quant == Quant::Bare) branch.hops.back().quant = Quant::Any;
      const Context inner = enter(context, branch);
      c = is_noun(inner, branch.record, n);
    }
    parts.push_back(close(context, branch, outside ? nodes().negate(c, span) : c));
    if (parts.back() == kNone) return kNone;
  }
  return nodes().any(context.scope, std::move(parts), span);
}

Id Reader::has_noun(const Context& context, Id record_id, NodeId n) {
  const ast::Tree& t = tree(context);
  const Span span = t[n].span;
  switch (t.kind(n)) {
    case Kind::NounList:
    case Kind::OneOf: {
      Ids parts;
      for (const NodeId kid : t[n].kids) {
        parts.push_back(has_noun(context, record_id, kid));
        if (parts.back() == kNone) return kNone;
      }
      return t[n].text == "and" ? nodes().all(context.scope, std::move(parts), span)
                                : nodes().any(context.scope, std::move(parts), span);
    }
    case Kind::Following:
      return items(context, t.first(n, Kind::List), t[n].text, [&](const Context& inner, NodeId content) {
        return t.kind(content) == Kind::NounPhrase || t.kind(content) == Kind::NounList
                   ? has_noun(inner, record_id, content)
                   : condition(inner, content);
      });
    case Kind::NounPhrase:
    case Kind::Name:
      break;
    default:
      report(Code::ConditionNotUnderstood, span, {place(context), written(context, n)});
      return kNone;
  }
  const NodeId head = t.kind(n) == Kind::Name ? n : t.first(n, Kind::Name);
  const std::string name = head == kNoNode ? std::string() : t[head].text;
  std::vector<Branch> branches;
  Fact fact;
  const NodeId in_table = table_post(context, n);
  if (in_table != kNoNode) {
    if (const auto looked = look_up(context, n, in_table)) branches.push_back(*looked);
    if (branches.empty()) return kNone;
  } else if (fact_in(context, record_id, name, &fact)) {
    if (!branches_of(context, fact, head, &branches)) return kNone;
  }
  if (!branches.empty() && branches[0].scalar) {
    Ids parts;
    for (const Branch& branch : branches) {
      const Context inner = enter(context, branch);
      Scalar value = branch.value;
      value.noun = branch.noun;
      Ids all;
      const auto add_has = [&] {                       // what may not be there
        if (branch.value.node == kNone) return false;  // chosen among cases: none of them is the field itself
        const ir::Node& read = nodes()[branch.value.node];
        const bool field = read.op == ir::Op::NumField || read.op == ir::Op::CatField || read.op == ir::Op::TextField;
        if (field && record(read.scope).fields_[static_cast<std::size_t>(read.a)].may_be_none)
          all.push_back(nodes().condition(ir::Op::Has, read.scope, {}, read.a, 0, span));
        return field;
      };
      bool said = false;
      const bool is_field = add_has();
      std::vector<NodeId> posts = t.kind(n) == Kind::Name ? std::vector<NodeId>{} : t[n].kids;
      if (in_table != kNoNode)
        if (const NodeId of = t.first(t.kid(in_table, 0), Kind::Of); of != kNoNode) posts.push_back(of);
      for (const NodeId post : posts) {
        Id c = kNone;
        switch (t.kind(post)) {
          case Kind::OfAmount:
            c = compared(inner, value, t.kid(post, 0));
            break;
          case Kind::Of:
            c = is_value(inner, value, t.kid(post, 0));
            break;
          case Kind::That:
            c = predicate(inner, {kNone, &value}, t.kid(post, 0));
            break;
          case Kind::PostSpecified:
            c = in_list(inner, value, t.kid(post, 0));
            break;
          case Kind::OtherThan:
            c = nodes().negate(is_value(inner, value, t.kid(post, 0)), span);
            break;
          case Kind::Prep:
            if (post == in_table) continue;
            if (value.type.kind == ValueKind::Date) {
              c = date_compared(inner, value, t[post].text, t.kid(post, 0), span);
              break;
            }
            report(Code::ConditionNotUnderstood, t[post].span, {place(context), t[post].text});
            return kNone;
          default:
            continue;
        }
        if (c == kNone) return kNone;
        said = true;
        all.push_back(c);
      }
      if (!said && value.type.kind == ValueKind::Bool) all.push_back(value.node);
      if (!said && value.type.kind != ValueKind::Bool && all.empty() && is_field)
        all.push_back(nodes().condition(ir::Op::Has, nodes()[value.node].scope, {}, nodes()[value.node].a, 0, span));
      parts.push_back(close(context, branch, nodes().all(context.scope, std::move(all), span)));
      if (parts.back() == kNone) return kNone;
    }
    const Id out = nodes().any(context.scope, std::move(parts), span);
    return t[n].text == "no" ? nodes().negate(out, span) : out;
  }
  return contains_noun(context, record_id, n);
}

Id Reader::contains_noun(const Context& context, Id record_id, NodeId n) {
  const ast::Tree& t = tree(context);
  Context row = row_context(context, record_id);
  // Its own lists come first, whatever rows are around.
  row.frames.erase(std::remove(row.frames.begin(), row.frames.end(), record_id), row.frames.end());
  row.frames.push_back(record_id);
  const Ref ref = resolve(row, n, "any");
  if (!ref.ok) return kNone;
  return over(
      row, ref,
      [&](const Context&, const Branch& b) {
        return b.scalar && b.value.type.kind == ValueKind::Bool ? b.value.node : nodes().truth();
      },
      t[n].span);
}

Id Reader::refined(const Context& context, Id record_id, NodeId phrase, bool with_of) {
  const ast::Tree& t = tree(context);
  if (t.kind(phrase) != Kind::NounPhrase) return nodes().truth();
  Ids parts;
  for (const NodeId kid : t[phrase].kids) {
    const Span span = t[kid].span;
    Id c = kNone;
    switch (t.kind(kid)) {
      case Kind::Adjective:
        c = quality(context, record_id, t[kid].text, span);
        break;
      case Kind::That:
        c = predicate(context, {record_id, nullptr}, t.kid(kid, 0));
        break;
      case Kind::Whose:
        c = whose(context, record_id, kid);
        break;
      case Kind::Related:
        c = related(context, record_id, t[kid].text, (t[kid].flags & ast::kOutside) != 0, t.kid(kid, 0), span);
        break;
      case Kind::PostSpecified:
        c = specified(context, record_id, t.kid(kid, 0), span);
        break;
      case Kind::OtherThan:
        c = nodes().negate(is_noun(context, record_id, t.kid(kid, 0)), span);
        break;
      case Kind::Holding:
        c = contains_noun(context, record_id, t.kid(kid, 0));
        break;
      case Kind::Prep:
        if (t[kid].text == "with") {
          c = has_noun(context, record_id, t.kid(kid, 0));
          break;
        }
        if (t[kid].text == "in" || t[kid].text == "on") continue;
        report(Code::ConditionNotUnderstood, span, {place(context), t[kid].text});
        return kNone;
      case Kind::Described:
        c = described(context, record_id, kid);
        break;
      case Kind::ForWhich:
        c = nodes().build().unknown("whether a license would be required for a part is not worked out", span);
        break;
      case Kind::Of:
        if (!with_of || t.kind(t.kid(kid, 0)) == Kind::Nothing) continue;
        report(Code::ConditionNotUnderstood, span, {place(context), "of"});
        return kNone;
      default:
        continue;
    }
    if (c == kNone) return kNone;
    parts.push_back(c);
  }
  return nodes().all(context.scope, std::move(parts), t[phrase].span);
}

// The balance whose ledger name is N: a fact of the row itself, whatever rows are around.
Id Reader::whose(const Context& context, Id record_id, NodeId node) {
  const ast::Tree& t = tree(context);
  const NodeId phrase = t.kid(node, 0);
  const NodeId head = t.kind(phrase) == Kind::NounPhrase ? t.first(phrase, Kind::Name) : phrase;
  Fact fact;
  std::vector<Branch> branches;
  if (head == kNoNode || t.kind(head) != Kind::Name || !fact_in(context, record_id, t[head].text, &fact))
    return clause(context, phrase, t.kid(node, 1), t[node].span);
  if (!branches_of(context, fact, head, &branches)) return kNone;
  Ref ref;
  ref.ok = true;
  ref.branches = std::move(branches);
  if (ref.branches.size() > 1) ref.quant = Quant::Any;
  return over(
      context, ref, [&](const Context& inner, const Branch& b) { return said_of(inner, b, t.kid(node, 1)); },
      t[node].span);
}

// Described in paragraphs (1) through (3) of that definition: some of the items of its list.
Id Reader::described(const Context& context, Id record_id, NodeId node) {
  const ast::Tree& t = tree(context);
  const Span span = t[node].span;
  const NodeId of = t[node].kids.back();
  if (t.kind(of) == Kind::Citation || t.kind(of) == Kind::Nothing) {
    Ids parts;
    for (const NodeId kid : t[node].kids) {
      if (t.kind(kid) != Kind::Citation) continue;
      parts.push_back(paragraph_met(context, absolute(context, kid), span));
      if (parts.back() == kNone) return kNone;
    }
    return nodes().any(context.scope, std::move(parts), span);
  }
  // "that definition" is the one that the noun before it names.
  const ast::Node* phrase = nullptr;
  for (NodeId i = 1; i < t.size() && phrase == nullptr; ++i)
    if (t.kind(i) == Kind::NounPhrase)
      for (const NodeId kid : t[i].kids)
        if (kid == node) phrase = &t[i];
  const sema::DefinitionSource* source = nullptr;
  if (phrase != nullptr)
    for (const NodeId kid : phrase->kids)
      if (t.kind(kid) == Kind::Name)
        if (const sema::Symbol* d = work_.symbols->find_definition(t[kid].text, kNone, context.section))
          source = &work_.symbols->definitions[static_cast<std::size_t>(d->id)];
  const std::function<NodeId(const ast::Tree&, NodeId)> list_in = [&](const ast::Tree& in, NodeId at) {
    if (in.kind(at) == Kind::List) return at;
    for (const NodeId kid : in[at].kids)
      if (const NodeId found = list_in(in, kid); found != kNoNode) return found;
    return kNoNode;
  };
  const NodeId list = source == nullptr ? kNoNode : list_in(source->file->tree, meaning_node(*source));
  if (list == kNoNode) {
    report(Code::UnknownCitation, span, {"paragraph " + t[t.kid(node, 0)].text + " of that definition"});
    return kNone;
  }
  Context inner = context;
  inner.file = source->file;
  inner.section = source->citation;
  inner.antecedents.clear();
  const ast::Tree& from = source->file->tree;
  Ids parts;
  bool open = false;
  std::size_t next = 0;
  std::vector<std::pair<std::string, bool>> wanted;  // label, ends a range
  for (const NodeId kid : t[node].kids) {
    if (t.kind(kid) != Kind::Citation) continue;
    std::string label = t[kid].text;
    std::erase_if(label, [](char c) { return c == '(' || c == ')'; });
    wanted.emplace_back(label, (t[kid].flags & ast::kThrough) != 0);
  }
  for (const NodeId item : from[list].kids) {
    const std::string& label = from[item].text;
    const bool named_here = next < wanted.size() && wanted[next].first == label;
    if (named_here) {
      open = next + 1 < wanted.size() && wanted[next + 1].second;
      ++next;
    }
    if (!named_here && !open) continue;
    for (const NodeId kid : from[item].kids) {
      if (from.kind(kid) == Kind::Heading || from.kind(kid) == Kind::Nothing) continue;
      const bool noun = from.kind(kid) == Kind::NounPhrase || from.kind(kid) == Kind::NounList;
      const Id part = from.kind(kid) == Kind::EccnGroups ? specified(inner, record_id, kid, span)
                      : noun                             ? is_noun(inner, record_id, kid)
                                                         : condition(inner, kid);
      if (part == kNone) return kNone;
      parts.push_back(part);
    }
  }
  if (next != wanted.size()) {
    report(Code::UnknownCitation, span, {"paragraph (" + wanted[next].first + ") of that definition"});
    return kNone;
  }
  return nodes().any(context.scope, std::move(parts), span);
}

}  // namespace licet::lower
