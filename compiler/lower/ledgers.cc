// What the law says of ledgers besides asking them: tests on days, and policies for so much as fits.
#include <algorithm>
#include <array>
#include <set>

#include "compiler/lower/law.h"

namespace licet::lower {

using ast::Kind;
using ir::Comparison;
using ir::Counting;
using ir::Op;

void Law::read_ledgers() {
  for (std::size_t i = 0; i < work_.symbols->ledgers.size(); ++i) reader_.read_entries(static_cast<Id>(i));
  for (const Said& said : said_)
    if (said.kind() == Kind::Tested) read_tests(said);
}

Id Law::ledger_asked(Id condition) {
  std::set<Id> seen, ledgers;
  Ids open{condition};
  while (!open.empty()) {
    const Id node = open.back();
    open.pop_back();
    if (node == kNone || !seen.insert(node).second) continue;
    const ir::Node& n = nodes()[node];
    if (n.op == Op::Balance) ledgers.insert(program().ledgers.questions[static_cast<std::size_t>(n.a)].ledger);
    if (n.op == Op::CallCond || n.op == Op::CallNum || n.op == Op::CallCat)
      open.push_back(program().definitions[static_cast<std::size_t>(n.a)].body);
    open.insert(open.end(), n.args.begin(), n.args.end());
  }
  return ledgers.size() == 1 ? *ledgers.begin() : kNone;
}

namespace {

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};

// "February 1" is 201; 0 if there is no such day.
std::int32_t month_day(std::string_view text) {
  static constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (std::size_t m = 0; m < kMonths.size(); ++m) {
    if (!text.starts_with(kMonths[m])) continue;
    text.remove_prefix(kMonths[m].size());
    int day = 0;
    for (const char c : text)
      if (c >= '0' && c <= '9') day = day * 10 + (c - '0');
    return day >= 1 && day <= kDays[m] ? static_cast<std::int32_t>(m + 1) * 100 + day : 0;
  }
  return 0;
}

}  // namespace

// Paragraphs (i) and (ii) are tested …, and on each February 1 and August 1: apart from the records of the day.
void Law::read_tests(const Said& said) {
  const ast::Tree& t = said.tree();
  std::vector<std::int32_t> days;
  for (const NodeId kid : t[said.body].kids) {
    if (t.kind(kid) != Kind::MonthDay) continue;
    const std::int32_t day = month_day(t[kid].text);
    if (day != 0)
      days.push_back(day);
    else
      report(Code::TypeMismatch, t[kid].span, {"a day of the year", t[kid].text, "none"});
  }
  if (days.empty()) return;  // tested for each record alone: that is what the condition says
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  Context context = context_of(said, line());
  context.apart = true;
  for (const NodeId kid : t[said.body].kids) {
    if (t.kind(kid) != Kind::Citation) continue;
    const std::string citation = absolute(said, kid);
    const Id met = reader_.paragraph_met(context, citation, t[kid].span);
    if (met == kNone) continue;
    ir::LedgerTest test;
    test.citation = citation;
    test.ledger = ledger_asked(met);
    test.when = met;
    test.days = days;
    test.span = t[said.body].span;
    if (test.ledger == kNone) {
      report(Code::UnknownLedger, t[kid].span, {ir::citation_words(citation)}).help =
          "what is tested on a day is a condition about one ledger";
      continue;
    }
    program().ledgers.tests.push_back(std::move(test));
  }
}

Law::Split Law::split(const Context& context, const Said& said) {
  const ast::Tree& t = said.tree();
  Split out;
  NodeId so_much = kNoNode;
  for (const auto& [policy, item] : policies(said))
    if (item != kNoNode)
      if (const NodeId p = t.property(t.first(item, Kind::Reviewed), "so much"); p != kNoNode) so_much = p;
  if (so_much == kNoNode) {
    report(Code::SentenceNotUnderstood, t[said.body].span, {reader_.place(context), "the rest"}).help =
        "the rest is what another paragraph leaves: under a POLICY, for so much of M as fits within N";
    return out;
  }
  const Span span = t[so_much].span;
  const auto amount = reader_.value(context, t.kid(so_much, 0));
  auto room = reader_.room(context, t.kid(so_much, 1), span);
  if (!amount || !room) return out;
  const Scalar& most = room->most;
  if (amount->quotient() || amount->chosen() || most.quotient() || most.chosen() || !most.stated.empty()) {
    report(Code::DivisionOutsideComparison, span, {}).help = "round it: … rounded down to 1 TPP";
    return out;
  }
  room->asked.question.counting = Counting::Nothing;
  Scalar held;
  held.type = program().ledgers.ledgers[static_cast<std::size_t>(room->ledger)].type;
  held.node = reader_.balance_node(context, room->asked);
  if (held.node == kNone || !reader_.same_unit(held, *amount, span) || !reader_.same_unit(held, most, span)) return out;
  ir::Type type = held.type;
  type.scale = std::max({held.type.scale, amount->type.scale, most.type.scale});
  for (const Scalar& stated : amount->stated) {
    if (!reader_.same_unit(held, stated, span)) return out;
    type.scale = std::max(type.scale, stated.type.scale);
  }
  const auto scaled = [&](Id x) { return nodes().build().rescaled(x, type.scale, span); };
  const auto make = [&](Op op, Ids args) {
    return nodes().number(op, type, context.scope, std::move(args), 0, 0, span);
  };
  const Id zero = nodes().build().number(0, type);
  const Id asked_for = scaled(amount->node), limit = scaled(most.node), before = scaled(held.node);
  const Id open = make(Op::Max, {zero, make(Op::Sub, {limit, before})});
  out.some = nodes().build().compare(Comparison::Less, before, limit, context.scope, span);
  const auto passes = [&](Id of) {
    return nodes().build().compare(Comparison::Greater, make(Op::Add, {before, of}), limit, context.scope, span);
  };
  out.rest = passes(asked_for);
  // What the record states of the amount is asked beside what it comes to; the parts are those of the latter.
  for (const Scalar& stated : amount->stated)
    out.rest = nodes().condition(Op::Attested, context.scope, {out.rest, passes(scaled(stated.node))}, 0, 0, span);
  out.fits = make(Op::Min, {asked_for, open});
  out.left = make(Op::Max, {zero, make(Op::Sub, {asked_for, open})});
  return out;
}

// When a policy for a part of the amount is in force; the part is kept beside the provision.
Id Law::read_share_of(const Context& context, const Said& said, Id provision, NodeId item) {
  const ast::Tree& t = said.tree();
  const NodeId reviewed = t.first(item, Kind::Reviewed);
  const bool some = t.property(reviewed, "so much") != kNoNode;
  if (!some && t.property(reviewed, "rest") == kNoNode) return nodes().truth();
  const Split parts = split(context, said);
  if (parts.some == kNone) return kNone;
  review_amounts_[provision] = some ? parts.fits : parts.left;
  return some ? parts.some : parts.rest;
}

}  // namespace licet::lower
