// A small rulebook with one or two ledgers, drawn at random, and small logs for it: shipments of a few lines on four
// days around a new year, with missing facts, reversals and corrections. Internal to fuzz_ledger.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ir/build.h"
#include "core/ir/program.h"
#include "runtime/data/record.h"
#include "tests/fuzz/completion/generate.h"

namespace licet::fuzz::ledger {

using ir::Id;
using ir::kNone;
using ir::Op;

inline const Day kFirstDay = to_day({2025, 12, 30});
inline constexpr int kDays = 4;
inline constexpr int kMost = 3;  // of an amount

enum Type : Id { kHeader, kEntry };
enum HeaderField : Id { kDay, kId, kReverses, kCorrects, kLines };
enum EntryField : Id { kLineNo, kK, kG, kAmount, kFlag };
enum Kinds : Id { kKeyCategory, kGroupCategory, kAnswer };

// What is asked, to be worked out by the oracle as well.
enum class Ask : std::uint8_t { Fits, AtMost, Share, Before, Every, Within };
struct Question {
  Ask ask = Ask::Fits;
  int bound = 1;
};
struct Choice {
  bool stock = false, per_shipment = false, partial = false, closed_by_flag = false, others_zero = false;
  bool counts_flagged = false;  // per shipment: only lines with the flag
  ir::LedgerPeriod period = ir::LedgerPeriod::Whole;
  int limit = 2;
  bool needs_flag = false;  // posts only with the flag
  bool two = false;         // a second ledger by group, that counts lines
  int limit_two = 2;
  Question question;
  bool and_flag = false;  // the answer asks for the flag besides
};

struct Line {
  std::optional<int> k, g, amount;
  std::optional<bool> flag;
};
struct Shipment {
  std::string id;
  std::optional<int> day;
  std::string reverses, corrects;
  std::vector<Line> lines;
};
using Log = std::vector<Shipment>;

inline Choice draw(Random* r) {
  Choice c;
  c.stock = r->chance(30);
  c.per_shipment = r->chance(35);
  c.counts_flagged = c.per_shipment && r->chance(30);
  c.partial = r->chance(15);
  c.closed_by_flag = c.partial && r->chance(60);
  c.others_zero = r->chance(20);
  if (!c.stock)
    c.period = r->of(std::vector<ir::LedgerPeriod>{ir::LedgerPeriod::Whole, ir::LedgerPeriod::Year,
                                                   ir::LedgerPeriod::Quarter, ir::LedgerPeriod::Days});
  c.limit = r->between(1, 4);
  c.needs_flag = r->chance(40);
  c.two = r->chance(25);
  c.limit_two = r->between(1, 3);
  c.question = {r->of(std::vector<Ask>{Ask::Fits, Ask::Fits, Ask::Fits, Ask::AtMost, Ask::Share, Ask::Before,
                                       Ask::Every, Ask::Within}),
                r->between(0, 4)};
  c.and_flag = r->chance(25);
  return c;
}

inline ir::Program program(const Choice& c) {
  ir::Builder b;
  ir::Program& p = b.program();
  ir::Schema& s = p.schema;
  const auto field = [](const char* name, ir::Type type) {
    ir::Field f;
    f.name = f.column = name;
    f.type = type;
    return f;
  };
  s.categories = {{"key", false, false, {"a", "b"}, {}, {}},
                  {"group", false, false, {"u", "v"}, {}, {}},
                  {"answer", true, false, {"yes", "no"}, {}, {}}};
  s.records.resize(2);
  s.records[kHeader].name = "shipment";
  ir::Type list = ir::source_type(kEntry);
  list.kind = ir::ValueKind::List;
  s.records[kHeader].fields_ = {field("day", ir::date_type()), field("id", ir::text_type()),
                                field("reverses", ir::text_type()), field("corrects", ir::text_type()),
                                field("lines", list)};
  ir::Field& day = s.records[kHeader].fields_[kDay];
  day.bounded = true;
  day.lo = kFirstDay;
  day.hi = kFirstDay + kDays - 1;
  s.records[kEntry].name = "line";
  s.records[kEntry].parent = kHeader;
  s.records[kEntry].fields_ = {field("line_no", ir::number_type(0)), field("k", ir::category_type(kKeyCategory)),
                               field("g", ir::category_type(kGroupCategory)), field("amount", ir::number_type(0)),
                               field("flag", ir::bool_type())};
  ir::Field& amount = s.records[kEntry].fields_[kAmount];
  amount.bounded = true;
  amount.lo = c.stock ? -kMost : 0;
  amount.hi = kMost;
  s.shipment = kHeader;
  s.line = kEntry;
  s.lines_field = kLines;

  const ir::Type number = ir::number_type(0), flag_type = ir::bool_type();
  const Id date = b.field(kHeader, kDay), id = b.field(kHeader, kId), line_no = b.field(kEntry, kLineNo);
  const Id k = b.field(kEntry, kK), g = b.field(kEntry, kG), m = b.field(kEntry, kAmount);
  const Id flag = b.field(kEntry, kFlag);
  const auto num = [&](int n) { return b.number(n, number); };

  ir::Ledger l;
  l.name = "L";
  l.type = number;
  l.stock = c.stock;
  l.dimensions = {{"k", k}, {"g", g}};
  l.period = c.period;
  l.days = c.period == ir::LedgerPeriod::Days ? 2 : 0;
  l.dated = date;
  l.limit = num(c.limit);
  l.order = {date, id, line_no};
  l.per_shipment = c.per_shipment;
  l.counted = c.counts_flagged ? flag : kNone;
  l.knowledge = c.partial ? ir::Knowledge::Partial : ir::Knowledge::Complete;
  l.closed_when = c.closed_by_flag ? flag : kNone;
  l.opening = c.others_zero ? ir::Opening::FromInputOthersZero : ir::Opening::AtZero;
  // Amounts of a stock may be below zero: what rises by them falls.
  l.entries = {{false, m, kNone, kNone, {}}};
  p.ledgers.ledgers.push_back(l);
  if (c.two) {
    ir::Ledger two = l;
    two.name = "M";
    two.stock = two.per_shipment = false;
    two.counted = two.closed_when = kNone;
    two.knowledge = ir::Knowledge::Complete;
    two.dimensions = {{"g", g}};
    two.period = ir::LedgerPeriod::Whole;
    two.days = 0;
    two.limit = num(c.limit_two);
    two.entries = {{false, num(1), kNone, kNone, {}}};
    p.ledgers.ledgers.push_back(two);
  }
  p.ledgers.reverses = b.field(kHeader, kReverses);
  p.ledgers.corrects = b.field(kHeader, kCorrects);

  using ir::Counting;
  using ir::DimensionAsked;
  const auto balance = [&](std::vector<Id> args, DimensionAsked first, DimensionAsked second, Counting counting) {
    args.push_back(date);
    return b.node(Op::Balance, number, kEntry, args, b.question({0, {first, second}, counting}));
  };
  const auto of_line = [&](Counting counting) {
    return balance({k, g}, DimensionAsked::Given, DimensionAsked::Given, counting);
  };
  using ir::Comparison;
  Id ask = kNone;
  const Id bound = num(c.question.bound);
  const auto compare = [&](Comparison op, Id x, Id y) {
    return b.node(Op::Compare, flag_type, kEntry, {x, y}, static_cast<std::int64_t>(op));
  };
  const Id at_hand = b.node(Op::CodeAtHand, ir::category_type(kKeyCategory), kNone);
  switch (c.question.ask) {
    case Ask::Fits:
      ask = compare(Comparison::LessEqual, of_line(Counting::Measure), num(c.limit));
      break;
    case Ask::AtMost:
      ask = compare(Comparison::LessEqual, of_line(Counting::Measure), bound);
      break;
    case Ask::Share: {
      const Id all = balance({}, DimensionAsked::All, DimensionAsked::All, Counting::Nothing);
      ask = compare(Comparison::LessEqual, b.node(Op::Mul, number, kEntry, {num(2), of_line(Counting::Measure)}),
                    b.node(Op::Add, number, kEntry, {bound, all}));
      break;
    }
    case Ask::Before:
      ask = compare(Comparison::GreaterEqual, of_line(Counting::Nothing), bound);
      break;
    case Ask::Every: {
      const Id there = balance({at_hand, g}, DimensionAsked::Given, DimensionAsked::Given, Counting::Nothing);
      ask = b.node(Op::EveryCode, flag_type, kEntry, {compare(Comparison::LessEqual, there, bound)}, kKeyCategory);
      break;
    }
    case Ask::Within: {
      const Id in = b.node(Op::InSet, flag_type, kEntry, {at_hand}, b.set(kKeyCategory, {0}));
      ask = compare(Comparison::LessEqual, balance({in}, DimensionAsked::Where, DimensionAsked::All, Counting::Measure),
                    bound);
      break;
    }
  }
  if (c.two) {
    const Id fits = compare(
        Comparison::LessEqual,
        b.node(Op::Balance, number, kEntry, {g, date}, b.question({1, {DimensionAsked::Given}, Counting::Measure})),
        num(c.limit_two));
    ask = b.and_({ask, fits}, kEntry);
  }
  if (c.and_flag) ask = b.and_({ask, flag}, kEntry);

  ir::Provision allowed;
  allowed.citation = "1";
  allowed.kind = ir::ProvisionKind::Conclusion;
  allowed.subject = kEntry;
  allowed.decides = 0;
  allowed.value = 0;
  allowed.scope = ask;
  p.provisions = {allowed};
  ir::DecidedValue d;
  d.name = d.column = "answer";
  d.subject = kEntry;
  d.category = kAnswer;
  d.fallback = 1;
  d.provisions = {0};
  p.decided = {d};
  Id posts = b.node(Op::OutcomeIs, flag_type, kEntry, {}, 0, b.set(kAnswer, {0}));
  if (c.needs_flag) posts = b.and_({posts, flag}, kEntry);
  for (ir::Ledger& ledger : p.ledgers.ledgers) ledger.entries[0].when = posts;
  return b.take();
}

inline Log draw_log(const Choice& c, Random* r) {
  Log log;
  const int shipments = r->between(2, 5);
  const int missing = r->of(std::vector<int>{0, 8, 20});
  for (int i = 0; i < shipments; ++i) {
    Shipment s;
    s.id = std::string(1, static_cast<char>('p' + i));
    if (!r->chance(missing / 2)) s.day = r->below(kDays);
    if (i > 0 && r->chance(12))
      (r->chance(50) ? s.reverses : s.corrects) = std::string(1, static_cast<char>('p' + r->below(i)));
    for (int n = r->chance(25) ? 2 : 1; n-- > 0;) {
      Line& line = s.lines.emplace_back();
      if (!r->chance(missing)) line.k = r->below(2);
      if (!r->chance(missing)) line.g = r->chance(80) ? 0 : 1;
      if (!r->chance(missing)) line.amount = c.stock ? r->between(-kMost, kMost) : r->between(0, kMost);
      if (!r->chance(missing)) line.flag = r->chance(70);
    }
    log.push_back(s);
  }
  return log;
}

inline void fill(const ir::Program& program, const Shipment& s, std::uint64_t number, data::Record* out) {
  using data::State;
  out->clear();
  out->number = number;
  const std::uint32_t header = out->add_row(kHeader, 0);
  for (std::size_t i = 0; i < s.lines.size(); ++i) out->add_row(kEntry, header);
  data::Rows& h = out->rows(kHeader);
  if (s.day) h.at(header, kDay) = {State::Known, false, 0, kFirstDay + *s.day};
  out->set_text(&h.at(header, kId), s.id);
  if (!s.reverses.empty()) out->set_text(&h.at(header, kReverses), s.reverses);
  if (!s.corrects.empty()) out->set_text(&h.at(header, kCorrects), s.corrects);
  h.at(header, kLines) = {State::Known, true, static_cast<std::uint32_t>(s.lines.size()), 0};
  for (std::uint32_t i = 0; i < s.lines.size(); ++i) {
    const Line& line = s.lines[i];
    data::Rows& rows = out->rows(kEntry);
    rows.at(i, kLineNo) = {State::Known, false, 0, static_cast<std::int64_t>(i) + 1};
    if (line.k) rows.at(i, kK) = {State::Known, false, 0, *line.k};
    if (line.g) rows.at(i, kG) = {State::Known, false, 0, *line.g};
    if (line.amount) rows.at(i, kAmount) = {State::Known, false, 0, *line.amount};
    if (line.flag) rows.at(i, kFlag) = {State::Known, false, 0, *line.flag ? 1 : 0};
  }
  static_cast<void>(program);
}

}  // namespace licet::fuzz::ledger
