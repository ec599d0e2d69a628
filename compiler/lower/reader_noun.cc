// The way to what a noun phrase stands for: going in, and closing conditions and values over the way back out.
#include <algorithm>

#include "compiler/lower/reader.h"

namespace licet::lower {

using ast::Kind;

Context Reader::enter(const Context& context, const Branch& branch) {
  Context out = context;
  for (const Hop& hop : branch.hops) {
    out.frames.push_back(hop.record);
    out.scope = hop.record;
    out.antecedents.push_back({hop.noun, hop.record, kNone});
  }
  if (branch.hops.empty() && !branch.scalar && branch.record != kNone) {
    out.antecedents.push_back({branch.noun, branch.record, kNone});
  } else if (!branch.hops.empty() && !branch.noun.empty() && !branch.scalar) {
    out.antecedents.back().noun = branch.noun;
  }
  return out;
}

Id Reader::close(const Context& context, const Branch& branch, Id c) {
  if (c == kNone) return kNone;
  for (std::size_t i = branch.hops.size(); i-- > 0;) {
    const Hop& hop = branch.hops[i];
    const Id scope = i == 0 ? context.scope : branch.hops[i - 1].record;
    switch (hop.quant) {
      case Quant::The:
        c = nodes().condition(ir::Op::AtCond, scope,
                              {hop.source, hop.filter == kNone ? c : nodes().all(hop.record, {hop.filter, c})}, 0, 0,
                              hop.span);
        break;
      case Quant::Bare:
        report(Code::TypeMismatch, hop.span, {"one thing", hop.noun, "a list"}).help =
            "write any " + hop.noun + ", every " + hop.noun + ", or no " + hop.noun;
        return kNone;
      case Quant::Any:
        c = nodes().condition(ir::Op::Any, scope,
                              {hop.source, hop.filter == kNone ? c : nodes().all(hop.record, {hop.filter, c})}, 0, 0,
                              hop.span);
        break;
      case Quant::Every:
        if ((hop.maybe_empty || hop.filter != kNone) && !hop.if_any) {
          report(Code::EveryOverEmpty, hop.span, {hop.noun}).help = "write \"every " + hop.noun +
                                                                    ", if any,\" or \"at least one " + hop.noun +
                                                                    " and every " + hop.noun + "\"";
          return kNone;
        }
        c = nodes().condition(
            ir::Op::Every, scope,
            {hop.source, hop.filter == kNone ? c : nodes().any(hop.record, {nodes().negate(hop.filter), c})}, 0, 0,
            hop.span);
        break;
    }
  }
  if (branch.restrict != kNone) c = nodes().all(context.scope, {branch.restrict, c});
  return c;
}

Id Reader::over(const Context& context, const Ref& ref, const std::function<Id(const Context&, const Branch&)>& each,
                Span span) {
  if (!ref.ok || ref.branches.empty()) return kNone;
  if (ref.branches.size() > 1 && (ref.quant == Quant::Bare || ref.quant == Quant::The)) {
    report(Code::TypeMismatch, span, {"one thing", ref.branches[0].noun, "one of several"}).help =
        "write any " + ref.branches[0].noun + " or every " + ref.branches[0].noun;
    return kNone;
  }
  Ids parts;
  for (const Branch& branch : ref.branches) {
    const Id part = close(context, branch, each(enter(context, branch), branch));
    if (part == kNone) return kNone;
    parts.push_back(part);
  }
  Id out = ref.quant == Quant::Every && ref.branches.size() > 1 ? nodes().all(context.scope, std::move(parts), span)
                                                                : nodes().any(context.scope, std::move(parts), span);
  return ref.negated ? nodes().negate(out, span) : out;
}

Id Reader::source_of(const Context& context, const std::vector<Hop>& hops, bool keep_last_filter, Id* filter) {
  (void)context;
  Id out = kNone;
  // From the inside out: Within reads its second source in the rows of its first.
  for (std::size_t i = hops.size(); i-- > 0;) {
    const Hop& hop = hops[i];
    const Id scope = nodes()[hop.source].scope;
    Id source = hop.source;
    const bool last = i + 1 == hops.size();
    if (hop.filter != kNone) {
      if (last && keep_last_filter)
        *filter = hop.filter;
      else
        source = nodes().build().node(ir::Op::Where, ir::source_type(hop.record), scope, {source, hop.filter}, 0, 0,
                                      hop.span);
    }
    out = out == kNone ? source
                       : nodes().build().node(ir::Op::Within, nodes()[out].type, scope, {source, out}, 0, 0, hop.span);
  }
  return out;
}

std::optional<Scalar> Reader::at_row(const Context& context, const Branch& branch, Span span) {
  if (!branch.scalar) {
    report(Code::TypeMismatch, span, {"a value", branch.noun, "not one"});
    return std::nullopt;
  }
  const auto fold = [&](Id node) {
    for (std::size_t i = branch.hops.size(); i-- > 0;) {
      const Hop& hop = branch.hops[i];
      // "the balance of the record whose ledger is N": those that fit, of which there should be one.
      const bool described = hop.quant == Quant::Bare && hop.filter != kNone;
      if (hop.quant != Quant::The && !described) {
        report(Code::TypeMismatch, span, {"one value", hop.noun, "a list"}).help =
            "write the sum of it, or the highest, over " + hop.noun;
        return kNone;
      }
      const Id scope = i == 0 ? context.scope : branch.hops[i - 1].record;
      Id source = hop.source;
      if (hop.filter != kNone)
        source = nodes().build().node(ir::Op::Where, ir::source_type(hop.record), nodes()[source].scope,
                                      {source, hop.filter}, 0, 0, hop.span);
      ir::Op op = ir::Op::AtNum;
      switch (ir::result_of(nodes()[node].op)) {
        case ir::Result::Cond:
          op = ir::Op::AtCond;
          break;
        case ir::Result::Cat:
          op = ir::Op::AtCat;
          break;
        case ir::Result::Text:
          op = ir::Op::AtText;
          break;
        default:
          break;
      }
      node = nodes().build().node(op, nodes()[node].type, scope, {source, node}, 0, 0, span);
    }
    return node;
  };
  const std::function<bool(Scalar*)> lift = [&](Scalar* s) {
    if (s->node != kNone && (s->node = fold(s->node)) == kNone) return false;
    if (s->divisor != kNone && (s->divisor = fold(s->divisor)) == kNone) return false;
    for (Scalar& stated : s->stated)
      if (!lift(&stated)) return false;
    for (auto& [when, part] : s->cases) {
      if (when != kNone && (when = fold(when)) == kNone) return false;
      if (!lift(&part)) return false;
    }
    return true;
  };
  Scalar out = branch.value;
  out.noun = branch.noun;
  if (!branch.hops.empty() && !lift(&out)) return std::nullopt;
  return out;
}

void Reader::remember(Context* context, NodeId phrase) {
  const ast::Tree& t = tree(*context);
  if (t.kind(phrase) != Kind::NounPhrase) return;
  Ref ref;
  if (!quietly([&] {
        ref = resolve(*context, phrase);
        return ref.ok;
      }))
    return;
  if (ref.negated || ref.branches.size() != 1 || ref.branches[0].scalar) return;
  const Branch& b = ref.branches[0];
  for (const Hop& hop : b.hops)
    if (hop.quant != Quant::The || hop.filter != kNone) return;
  const Id source = b.hops.empty() ? kNone : source_of(*context, b.hops, false, nullptr);
  context->antecedents.push_back({b.noun, b.record, source});
}

}  // namespace licet::lower
