// Conditions: clauses and what joins them.
#include <algorithm>

#include "compiler/lower/reader.h"

namespace licet::lower {

using ast::Kind;

namespace {

// "the end user …, or its ultimate parent, …": the later noun leans on the first.
bool leans_on_first(const ast::Tree& t, NodeId list) {
  const auto& kids = t[list].kids;
  if (kids.size() < 2 || t.kind(list) != Kind::NounList) return false;
  for (std::size_t i = 1; i < kids.size(); ++i)
    if (t[kids[i]].text.starts_with("its") || t[kids[i]].text.starts_with("their")) return true;
  return false;
}

bool is_pronoun(const ast::Tree& t, NodeId n) {
  if (t.kind(n) == Kind::Pronoun) return true;
  return t.kind(n) == Kind::NounPhrase && t[n].kids.size() == 1 && t.kind(t[n].kids[0]) == Kind::Pronoun;
}

}  // namespace

bool Reader::value_record(Id id) {
  const auto& fields = record(id).fields_;
  return fields.size() == 1 && fields[0].name == "value";
}

// The element of a list of values is its value.
Id Reader::said_of(const Context& inner, const Branch& branch, NodeId p) {
  if (branch.scalar) {
    Scalar value = branch.value;
    value.noun = branch.noun;
    return predicate(inner, {kNone, &value}, p);
  }
  if (value_record(branch.record)) {
    Scalar value;
    value.type = record(branch.record).fields_[0].type;
    value.node = nodes().build().field(branch.record, 0);
    value.noun = branch.noun;
    return predicate(inner, {kNone, &value}, p);
  }
  return predicate(inner, {branch.record, nullptr}, p);
}

Id Reader::clause(const Context& context, NodeId subject, NodeId p, Span span) {
  const ast::Tree& t = tree(context);
  if (is_pronoun(t, subject)) {
    const std::vector<Branch> all = antecedents(context);
    if (all.empty()) {
      report(Code::ConditionNotUnderstood, t[subject].span, {place(context), written(context, subject)});
      return kNone;
    }
    Ref ref;
    ref.ok = true;
    const auto attempt = [&](const Branch& branch) {
      ref.branches = {branch};
      return over(context, ref, [&](const Context& inner, const Branch& b) { return said_of(inner, b, p); }, span);
    };
    for (const Branch& branch : all)
      if (quietly([&] { return attempt(branch) != kNone; })) return attempt(branch);
    return attempt(all.front());  // for its message
  }
  if (leans_on_first(t, subject)) {
    const auto& kids = t[subject].kids;
    const Ref first = resolve(context, kids[0]);
    return over(
        context, first,
        [&](const Context& inner, const Branch& branch) {
          Ids parts{said_of(inner, branch, p)};
          for (std::size_t i = 1; i < kids.size(); ++i) parts.push_back(clause(inner, kids[i], p, span));
          if (std::find(parts.begin(), parts.end(), kNone) != parts.end()) return kNone;
          return t[subject].text == "and" ? nodes().all(inner.scope, parts, span)
                                          : nodes().any(inner.scope, parts, span);
        },
        span);
  }
  if (const Id used = program_clause(context, subject, p, span); used != kNone) return used;
  Ref ref = resolve(context, subject);
  if (!ref.ok) return kNone;
  // A list of values without a word that says how many: each of them, and at least one.
  if (ref.branches.size() == 1 && !ref.branches[0].hops.empty() && ref.branches[0].hops.back().quant == Quant::Bare &&
      !ref.branches[0].scalar && value_record(ref.branches[0].record) && !ref.negated) {
    Hop& last = ref.branches[0].hops.back();
    const auto say = [&](const Context& inner, const Branch& b) { return said_of(inner, b, p); };
    last.quant = Quant::Any;
    const Id some = over(context, ref, say, span);
    last.quant = Quant::Every;
    last.if_any = true;
    const Id every = over(context, ref, say, span);
    return some == kNone || every == kNone ? kNone : nodes().all(context.scope, {some, every}, span);
  }
  return over(context, ref, [&](const Context& inner, const Branch& b) { return said_of(inner, b, p); }, span);
}

Id Reader::condition(const Context& context, NodeId node) {
  const ast::Tree& t = tree(context);
  const ast::Node& n = t[node];
  switch (n.kind) {
    case Kind::And:
    case Kind::Or: {
      Ids parts;
      Context going = context;
      bool ok = true;
      for (const NodeId kid : n.kids) {
        const Id part = condition(going, kid);
        ok = ok && part != kNone;
        parts.push_back(part);
        if (t.kind(kid) == Kind::Clause) remember(&going, t.kid(kid, 0));
      }
      if (!ok) return kNone;
      return n.kind == Kind::And ? nodes().all(context.scope, std::move(parts), n.span)
                                 : nodes().any(context.scope, std::move(parts), n.span);
    }
    case Kind::Clause:
      return clause(context, t.kid(node, 0), t.kid(node, 1), n.span);
    case Kind::NeitherClause: {
      Ids parts;
      const NodeId p = n.kids.back();
      Context going = context;
      for (std::size_t i = 0; i + 1 < n.kids.size(); ++i) {
        const Id part = clause(going, n.kids[i], p, n.span);
        if (part == kNone) return kNone;
        parts.push_back(nodes().negate(part, n.span));
        // "neither the headquarters country of X, nor the headquarters country of its ultimate parent"
        for (NodeId inner = n.kids[i]; inner != kNoNode;) {
          const NodeId of = t.first(inner, Kind::Of);
          if (of == kNoNode) {
            remember(&going, inner);
            break;
          }
          inner = t.kid(of, 0);
        }
      }
      return nodes().all(context.scope, std::move(parts), n.span);
    }
    case Kind::ThereIsNo: {
      const Ref ref = resolve(context, t.kid(node, 0), "any");
      const Id some = over(context, ref, [&](const Context&, const Branch&) { return nodes().truth(); }, n.span);
      return some == kNone ? kNone : nodes().negate(some, n.span);
    }
    case Kind::SentenceFact: {
      const Id said = wording(context, n.text, kNone, n.span);
      return said != kNone && (n.flags & ast::kNot) != 0 ? nodes().negate(said, n.span) : said;
    }
    case Kind::AreTrue:
      return items(context, t.first(node, Kind::List), n.text,
                   [&](const Context& inner, NodeId content) { return condition(inner, content); });
    case Kind::List:
      return items(context, node, {}, [&](const Context& inner, NodeId content) { return condition(inner, content); });
    case Kind::Following:
      return items(context, t.first(node, Kind::List), n.text,
                   [&](const Context& inner, NodeId content) { return condition(inner, content); });
    case Kind::ParagraphsMet:
      return paragraphs_met(context, node);
    case Kind::NotTrue:
      return nodes().negate(condition(context, t.kid(node, 0)), n.span);
    case Kind::OnBasis: {
      Context dated = context;
      if (n.text != "on") break;
      if ((dated.date = date(context, t.kid(node, 0))) == kNone) return kNone;
      return condition(dated, t.kid(node, 1));
    }
    case Kind::Shown:
      return shown(context, node);
    case Kind::Knows:
      return knows(context, t.kid(node, 1));
    case Kind::ShareIs:
      return share(context, node);
    case Kind::IfThen: {
      const Id when = condition(context, t.kid(node, 0));
      const Id then = condition(context, t.kid(node, 1));
      return when == kNone || then == kNone ? kNone : nodes().any(context.scope, {nodes().negate(when), then}, n.span);
    }
    case Kind::ForEvery: {
      if (const NounClass sort = classify(context, t.kid(node, 0)); sort.category != kNone)
        return every_code(context, node, sort.category);
      const Ref ref = resolve(context, t.kid(node, 0), "every");
      return over(
          context, ref, [&](const Context& inner, const Branch&) { return condition(inner, t.kid(node, 1)); }, n.span);
    }
    case Kind::ReadingIs: {
      const Id reading = work_.symbols->reading(n.name2);
      if (reading == kNone) {
        report(Code::UnknownReading, n.span, {n.name2});
        return kNone;
      }
      const Id alternative = work_.symbols->alternative(reading, n.text);
      if (alternative == kNone) {
        report(Code::UnknownAlternative, n.span, {n.name2, n.text});
        return kNone;
      }
      const Id is = nodes().condition(ir::Op::ReadingIs, kNone, {}, reading, alternative, n.span);
      return (n.flags & ast::kNot) != 0 ? nodes().negate(is, n.span) : is;
    }
    case Kind::ModeIs: {
      const Id enforced = nodes().condition(ir::Op::AsEnforced, kNone, {}, 0, 0, n.span);
      return n.text == "as enforced" ? enforced : nodes().negate(enforced, n.span);
    }
    case Kind::Concludes:
      return condition(context, t.kid(node, 0));
    case Kind::Nothing:
      return kNone;
    default:
      break;
  }
  report(Code::ConditionNotUnderstood, n.span, {place(context), written(context, node)});
  return kNone;
}

// It is shown, by N, that C: what the papers say, and that there are such papers.
Id Reader::shown(const Context& context, NodeId node) {
  const ast::Tree& t = tree(context);
  const ast::Node& n = t[node];
  const Id c = condition(context, n.kids.back());
  if (c == kNone) return kNone;
  Ids parts{c};
  if (t.kid(node, 1) != kNoNode) {
    report(Code::NotEvaluatedYet, n.span, {"what is shown on the values of a paper"}).help =
        "define what the paper attests to, and say that it is shown that there is one";
    return kNone;
  }
  if (const NodeId by = t.kid(node, 0); by != kNoNode) {
    const Ref ref = resolve(context, by, "any");
    const Id there = over(context, ref, [&](const Context&, const Branch&) { return nodes().truth(); }, n.span);
    if (there == kNone) return kNone;
    parts.push_back(there);
  }
  return nodes().condition(ir::Op::Shown, context.scope, {nodes().all(context.scope, std::move(parts), n.span)}, 0, 0,
                           n.span);
}

// What the exporter knows of a matter that the record keeps is what the record says of its knowledge; any other fact of
// the record is known to who supplied it.
Id Reader::knows(const Context& context, NodeId c) { return condition(context, c); }

}  // namespace licet::lower
