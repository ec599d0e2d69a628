// Questions about balances: which accounts, of which day, counting what, compared with what.
#include <algorithm>

#include "compiler/lower/reader.h"

namespace licet::lower {

using ast::Kind;
using ir::Comparison;
using ir::Counting;
using ir::DimensionAsked;
using ir::ValueKind;
using sema::SymbolKind;

namespace {

NodeId head_name(const ast::Tree& t, NodeId n) {
  if (n == kNoNode) return kNoNode;
  if (t.kind(n) == Kind::Name) return n;
  return t.kind(n) == Kind::NounPhrase ? t.first(n, Kind::Name) : kNoNode;
}

NodeId object_of(const ast::Tree& t, NodeId post) { return t.kid(post, 0); }

// What a phrase names, without what stands behind it.
std::string called(const Reader& reader, const Context& context, NodeId n) {
  const ast::Tree& t = context.file->tree;
  const NodeId head = head_name(t, n);
  return head == kNoNode ? reader.written(context, n) : t[head].text;
}

}  // namespace

Id Reader::named_ledger(const Context& context, NodeId n) {
  const NodeId head = head_name(tree(context), n);
  if (head == kNoNode) return kNone;
  const sema::Symbol* s = work_.symbols->find(tree(context)[head].text, SymbolKind::Ledger);
  return s == nullptr ? kNone : s->id;
}

std::optional<Reader::Asked> Reader::accounts(const Context& context, Id id, NodeId phrase, Span span) {
  if (!ledger_ready(id)) return std::nullopt;
  const ast::Tree& t = tree(context);
  const auto ledger = [&]() -> const ir::Ledger& {
    return work_.program().ledgers.ledgers[static_cast<std::size_t>(id)];
  };
  Asked out;
  out.question.ledger = id;
  out.question.dimensions.assign(ledger().dimensions.size(), DimensionAsked::All);
  out.keys.assign(ledger().dimensions.size(), kNone);
  out.day = ledger().dated;
  out.span = span;
  bool counting = false;
  for (const NodeId post : t[phrase].kids) {
    const ast::Node& n = t[post];
    if (n.kind == Kind::Counting && named_ledger(context, object_of(t, post)) == kNone) counting = true;
    if (n.kind != Kind::Prep) continue;
    if (n.text == "after") counting = true;
    if (n.text == "on" && (out.day = date(context, object_of(t, post))) == kNone) return std::nullopt;
    if (n.text != "for" && n.text != "in") continue;
    const auto key = key_of(context, object_of(t, post));
    if (!key) return std::nullopt;
    // The account of that name, else the first that takes such a value.
    const std::string called = written(context, object_of(t, post));
    std::size_t found = out.keys.size();
    const auto takes = [&](std::size_t i) {
      const ir::Type type = nodes()[ledger().dimensions[i].value].type;
      return out.keys[i] == kNone && type.kind == key->type.kind && type.category == key->type.category;
    };
    for (std::size_t i = 0; i < out.keys.size() && found == out.keys.size(); ++i)
      if (takes(i) && ledger().dimensions[i].name == called) found = i;
    for (std::size_t i = 0; i < out.keys.size() && found == out.keys.size(); ++i)
      if (takes(i)) found = i;
    if (found == out.keys.size()) {
      std::string all;
      for (const ir::Dimension& d : ledger().dimensions) all += (all.empty() ? "" : ", each ") + d.name;
      report(Code::NotADimension, n.span, {"\"" + called + "\"", "ledger " + ledger().name}).help =
          all.empty() ? "it keeps one account" : "it keeps accounts for each " + all;
      return std::nullopt;
    }
    out.keys[found] = key->node;
    out.question.dimensions[found] = DimensionAsked::Given;
  }
  if (counting && !context.apart) out.question.counting = Counting::Measure;
  return out;
}

Id Reader::balance_node(const Context& context, const Asked& asked) {
  const Id line = work_.schema().line;
  if (context.scope != line && !reaches(context, line)) {
    report(Code::NoSubject, asked.span, {"the balance of a ledger", "a line"});
    return kNone;
  }
  Ids args;
  Id scope = line;
  const auto add = [&](Id arg) {
    args.push_back(arg);
    const Id read = nodes()[arg].scope;
    if (read != kNone && read != line && read != work_.schema().shipment) scope = context.scope;
  };
  for (const Id key : asked.keys)
    if (key != kNone) add(key);
  add(asked.day);
  if (asked.question.counting == Counting::Amount) add(asked.amount);
  const ir::Type type = work_.program().ledgers.ledgers[static_cast<std::size_t>(asked.question.ledger)].type;
  return nodes().number(ir::Op::Balance, type, scope, std::move(args), nodes().build().question(asked.question), 0,
                        asked.span);
}

namespace {

bool names_account(const ir::AccountQuestion& q) {
  return q.dimensions.empty() || std::any_of(q.dimensions.begin(), q.dimensions.end(),
                                             [](DimensionAsked d) { return d != DimensionAsked::All; });
}

}  // namespace

// The balance of L for K in K, counting this shipment.
std::optional<Scalar> Reader::balance(const Context& context, NodeId phrase, NodeId of) {
  const ast::Tree& t = tree(context);
  const Span span = t[phrase].span;
  const Id id = named_ledger(context, t.kid(of, 0));
  if (id == kNone) {
    report(Code::UnknownLedger, t[of].span, {called(*this, context, t.kid(of, 0))}).help =
        "a balance is of a ledger: declare it with \"ledger NAME in UNIT …\"";
    return std::nullopt;
  }
  const auto asked = accounts(context, id, phrase, span);
  if (!asked) return std::nullopt;
  const ir::Ledger& ledger = work_.program().ledgers.ledgers[static_cast<std::size_t>(id)];
  if (!names_account(asked->question)) {
    report(Code::NoAccountNamed, span, {"ledger " + ledger.name}).help =
        "name it: the balance of " + ledger.name + " for the " + ledger.dimensions[0].name;
    return std::nullopt;
  }
  Scalar out;
  out.type = ledger.type;
  out.noun = ledger.name;
  out.node = balance_node(context, *asked);
  if (out.node == kNone) return std::nullopt;
  return out;
}

std::optional<Reader::Room> Reader::room(const Context& context, NodeId limit, Span span) {
  const ast::Tree& t = tree(context);
  Room out;
  out.ledger = named_ledger(context, limit);
  const bool own_limit = out.ledger != kNone;
  if (!own_limit) {
    NodeId counted = kNoNode;
    if (t.kind(limit) == Kind::NounPhrase)
      for (const NodeId kid : t[limit].kids)
        if (t.kind(kid) == Kind::Counting) counted = kid;
    if (counted != kNoNode) out.ledger = named_ledger(context, t.kid(counted, 0));
    if (out.ledger == kNone) {
      const NodeId said = counted == kNoNode ? limit : t.kid(counted, 0);
      report(Code::UnknownLedger, t[said].span, {called(*this, context, said)}).help =
          "write \"fits within LEDGER for NOUN\", or \"fits within AMOUNT, counting LEDGER for NOUN\"";
      return std::nullopt;
    }
    const auto most = value(context, limit);
    if (!most) return std::nullopt;
    out.most = *most;
  }
  const auto asked = accounts(context, out.ledger, limit, span);
  if (!asked) return std::nullopt;
  out.asked = *asked;
  const ir::Ledger& ledger = work_.program().ledgers.ledgers[static_cast<std::size_t>(out.ledger)];
  if (!names_account(asked->question)) {
    report(Code::NoAccountNamed, span, {"ledger " + ledger.name}).help =
        "name it: fits within … for the " + ledger.dimensions[0].name;
    return std::nullopt;
  }
  if (!own_limit) return out;
  if (ledger.limit == kNone) {
    report(Code::LedgerWithoutLimit, span, {ledger.name}).help =
        "declare it: limit FIGURE, reached but not passed; or write \"fits within FIGURE, counting " + ledger.name +
        "\"";
    return std::nullopt;
  }
  out.most.type = ledger.type;
  out.most.node = ledger.limit;
  return out;
}

// E fits within L for K; E fits within X, counting L for K.
Id Reader::fits_within(const Context& context, const Scalar& amount, NodeId limit, Span span) {
  if (!amount.stated.empty()) {
    // What the record states of the amount is asked beside what it comes to.
    Scalar computed = amount;
    computed.stated.clear();
    Id out = fits_within(context, computed, limit, span);
    for (const Scalar& stated : amount.stated) {
      const Id other = fits_within(context, stated, limit, span);
      if (out == kNone || other == kNone) return kNone;
      out = nodes().condition(ir::Op::Attested, context.scope, {out, other}, 0, 0, span);
    }
    return out;
  }
  auto found = room(context, limit, span);
  if (!found) return kNone;
  Asked* const asked = &found->asked;
  const Scalar* const most = &found->most;
  const auto ledger = [&]() -> const ir::Ledger& {
    return work_.program().ledgers.ledgers[static_cast<std::size_t>(found->ledger)];
  };
  if (amount.quotient() || amount.chosen()) {
    report(Code::DivisionOutsideComparison, span, {});
    return kNone;
  }
  Scalar own;
  own.type = ledger().type;
  if (!same_unit(own, amount, span)) return kNone;
  // What a line posts is counted as the ledger counts it: with the other lines, where shipments fit whole.
  const Id scaled_amount =
      amount.type.scale <= own.type.scale ? nodes().build().rescaled(amount.node, own.type.scale, span) : kNone;
  const bool measure = scaled_amount != kNone &&
                       std::any_of(ledger().entries.begin(), ledger().entries.end(),
                                   [&](const ir::LedgerEntry& e) { return !e.falls && e.amount == scaled_amount; });
  if (measure) {
    asked->question.counting = Counting::Measure;
  } else if (ledger().per_shipment && nodes()[amount.node].scope != work_.schema().shipment) {
    report(Code::AmountNotOfLedger, span, {"ledger " + ledger().name}).help =
        "ask for the amount that the ledger rises by, or for a sum over the lines of the shipment";
    return kNone;
  } else if (scaled_amount != kNone) {
    asked->question.counting = Counting::Amount;
    asked->amount = scaled_amount;
  } else {
    asked->question.counting = Counting::Nothing;
  }
  own.node = balance_node(context, *asked);
  if (own.node == kNone) return kNone;
  if (asked->question.counting == Counting::Nothing) {
    const int scale = amount.type.scale;
    const Id before = nodes().build().rescaled(own.node, scale, span);
    own.type.scale = amount.type.scale;
    own.node = nodes().number(ir::Op::Add, own.type, context.scope, {before, amount.node}, 0, 0, span);
  }
  return compare(context, own, ledger().reached ? "or less" : "less than", *most, span);
}

// Not more than N percent of L for K is in, or outside, P: 100 times the part is compared with N times the whole.
Id Reader::share(const Context& context, NodeId node) {
  const ast::Tree& t = tree(context);
  const Span span = t[node].span;
  const NodeId whole_phrase = t.kid(node, 1);
  const NodeId said = t.kid(node, 2);
  const Id id = named_ledger(context, whole_phrase);
  if (id == kNone) {
    report(Code::UnknownLedger, t[whole_phrase].span, {called(*this, context, whole_phrase)}).help =
        "a share is of a ledger: not more than 25 percent of LEDGER for NOUN is outside PLACE";
    return kNone;
  }
  const NodeId place_node = t.kind(said) == Kind::Is ? t.kid(said, 0) : kNoNode;
  if (place_node == kNoNode || t.kind(place_node) != Kind::InPlace ||
      (t[place_node].text != "in" && t[place_node].text != "outside")) {
    report(Code::ConditionNotUnderstood, t[said].span, {place(context), written(context, said)}).help =
        "write: not more than N percent of LEDGER is in PLACE, or is outside PLACE";
    return kNone;
  }
  const auto asked = accounts(context, id, whole_phrase, span);
  if (!asked) return kNone;
  const ir::Ledger& ledger = work_.program().ledgers.ledgers[static_cast<std::size_t>(id)];
  std::size_t at = ledger.dimensions.size();
  for (std::size_t i = 0; i < ledger.dimensions.size(); ++i)
    if (at == ledger.dimensions.size() && asked->keys[i] == kNone &&
        nodes()[ledger.dimensions[i].value].type.kind == ValueKind::Category)
      at = i;
  if (at == ledger.dimensions.size()) {
    report(Code::NotADimension, t[place_node].span,
           {"\"" + written(context, t.kid(place_node, 0)) + "\"", "ledger " + ledger.name})
        .help = "a share goes through a dimension with the values of a category";
    return kNone;
  }
  const Id category = nodes()[ledger.dimensions[at].value].type.category;
  Asked part = *asked;
  const bool outside = ((t[place_node].flags & ast::kOutside) != 0) != ((t[said].flags & ast::kNot) != 0);
  std::optional<Scalar> one;
  if (!outside) quietly([&] { return (one = key_of(context, t.kid(place_node, 0))).has_value(); });
  if (one && one->type.kind == ValueKind::Category && one->type.category == category) {
    part.question.dimensions[at] = DimensionAsked::Given;
    part.keys[at] = one->node;
  } else {
    Scalar each;
    each.type = ir::category_type(category);
    each.node = nodes().build().node(ir::Op::CodeAtHand, each.type, kNone, {}, 0, 0, span);
    each.noun = ledger.dimensions[at].name;
    Context within = context;
    within.at_hand = kNone;  // another value at hand than the one around it
    const Id in = in_noun(within, each, t.kid(place_node, 0));
    if (in == kNone) return kNone;
    part.question.dimensions[at] = DimensionAsked::Where;
    part.keys[at] = outside ? nodes().negate(in, t[place_node].span) : in;
  }
  const auto percent = value(context, t.kid(node, 0));
  const Id b = balance_node(context, part), a = balance_node(context, *asked);
  if (!percent || a == kNone || b == kNone) return kNone;
  Scalar left, right;
  left.type = right.type = ledger.type;
  right.type.scale = static_cast<std::int8_t>(ledger.type.scale + percent->type.scale);
  left.node = nodes().number(ir::Op::Mul, left.type, context.scope,
                             {nodes().build().number(100, ir::number_type(0)), b}, 0, 0, span);
  right.node = nodes().number(
      ir::Op::Mul, right.type, context.scope,
      {nodes().build().number(nodes().build().value(percent->node), ir::number_type(percent->type.scale)), a}, 0, 0,
      span);
  return compare(context, left, t[node].text, right, span);
}

// For every country outside S, C: every value of the category that fits.
Id Reader::every_code(const Context& context, NodeId node, Id category) {
  const ast::Tree& t = tree(context);
  const NodeId each = t.kid(node, 0);
  Context inner = context;
  inner.at_hand = category;
  inner.at_hand_noun = t[head_name(t, each)].text;
  Scalar value;
  value.type = ir::category_type(category);
  value.node = nodes().build().node(ir::Op::CodeAtHand, value.type, kNone, {}, 0, 0, t[each].span);
  value.noun = inner.at_hand_noun;
  const Id fits = refined_value(inner, value, each);
  const Id says = condition(inner, t.kid(node, 1));
  if (fits == kNone || says == kNone) return kNone;
  return nodes().condition(ir::Op::EveryCode, context.scope,
                           {nodes().any(context.scope, {nodes().negate(fits, t[each].span), says}, t[node].span)},
                           category, 0, t[node].span);
}

}  // namespace licet::lower
