// Random small programs of every construct, and random records for them. Programs are well-formed: verify() is asked.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "core/ir/build.h"
#include "core/ir/program.h"
#include "runtime/data/record.h"

namespace licet::fuzz {

using ir::Id;
using ir::kNone;
using ir::Op;

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
  int between(int a, int b) { return a + below(b - a + 1); }
  bool chance(int percent) { return below(100) < percent; }
  template <class T>
  const T& of(const std::vector<T>& v) {
    return v[static_cast<std::size_t>(below(static_cast<int>(v.size())))];
  }

 private:
  std::mt19937_64 engine_;
};

// Record types and fields of every generated program, in the order in which they are declared.
enum Types : Id { kShipment, kLine, kItem, kPart, kDie, kComp, kParty, kBit };
namespace shipment {
enum : Id { kLines, kParties, kUser, kAgent, kOwner, kDate, kDestination };
}
namespace line {
enum : Id { kX, kY, kZ, kC, kH, kFlag, kDay, kItemOf, kParts, kTree, kText, kTextNone, kC2 };
}
namespace item {
enum : Id { kN, kParts };
}
namespace part {
enum : Id { kK, kN, kBits };
}
namespace bit {
enum : Id { kV };
}
namespace die {
enum : Id { kArea };
}
namespace comp {
enum : Id { kK, kV, kChildren };
}
namespace party {
enum : Id { kId, kHq, kScore };
}
namespace category {
enum : Id { kOrder, kLetters, kTreeOf, kYesNo, kKinds };
}

struct Options {
  bool evidence = false, time = false;
  bool flat = false;  // nothing but facts of the line and the shipment is read
};

class Generator {
 public:
  Generator(Random* random, Options options) : r_(*random), o_(options) {}

  ir::Program program() {
    schema();
    data();
    const int terms = r_.below(3);
    for (int i = 0; i < terms; ++i) decided(i == 0 && r_.chance(50) && !o_.flat ? kParty : kLine, false);
    definitions();
    decided(kLine, true);
    return b_.take();
  }

 private:
  ir::Program& p() { return b_.program(); }

  static ir::Field field(const char* name, ir::Type type) {
    ir::Field f;
    f.name = f.column = name;
    f.type = type;
    return f;
  }
  ir::Field number(const char* name, int lo, int hi, bool none = false) {
    ir::Field f = field(name, ir::number_type(0));
    f.bounded = true;
    f.lo = lo;
    f.hi = hi;
    f.may_be_none = none;
    return f;
  }
  static ir::Field rows(const char* name, ir::ValueKind kind, Id record, int max = 0, bool none = false) {
    ir::Type t;
    t.kind = kind;
    t.record = record;
    ir::Field f = field(name, t);
    f.max_elements = max;
    f.may_be_none = none;
    if (kind == ir::ValueKind::List) f.complete_column = std::string(name) + "_complete";
    return f;
  }

  void schema() {
    ir::Schema& s = p().schema;
    const auto category = [&](const char* name, std::vector<std::string> values, bool ordered,
                              std::vector<Id> parent = {}) {
      s.categories.push_back({name, ordered, !parent.empty(), std::move(values), std::move(parent), {}});
    };
    category("order", {"free", "exc", "lic"}, true);
    category("letters", {"a", "b", "c"}, false);
    category("tree", {"P", "P.a", "P.a.1", "P.a.2", "P.b", "Q"}, false, {kNone, 0, 1, 1, 0, kNone});
    category("yes or no", {"y", "n"}, false);
    category("kinds", {"p", "q", "r"}, false);
    const int low = r_.chance(30) ? -1 : 0;
    ir::Field date = field("date", ir::date_type()), day = field("day", ir::date_type());
    for (ir::Field* f : {&date, &day}) {
      f->bounded = true;
      f->lo = 0;
      f->hi = 5;
    }
    day.may_be_none = r_.chance(30);
    ir::Field text = field("text", ir::text_type()), text_none = field("maybe_text", ir::text_type());
    text_none.may_be_none = true;
    s.records = {{"shipment",
                  kNone,
                  {rows("lines", ir::ValueKind::List, kLine, 4), rows("parties", ir::ValueKind::List, kParty, 9),
                   rows("user", ir::ValueKind::Role, kParty), rows("agent", ir::ValueKind::Role, kParty, 0, true),
                   rows("owner", ir::ValueKind::Role, kParty), date,
                   field("destination", ir::category_type(category::kLetters))},
                  kNone,
                  0,
                  kNone},
                 {"line",
                  kShipment,
                  {number("x", 0, 3), number("y", r_.chance(30) ? -1 : 0, 2), number("z", 0, 1, true),
                   field("c", ir::category_type(category::kLetters)), field("h", ir::category_type(category::kTreeOf)),
                   field("flag", ir::bool_type()), day, rows("item", ir::ValueKind::Struct, kItem, 0, r_.chance(30)),
                   rows("parts", ir::ValueKind::List, kPart, 2), rows("tree", ir::ValueKind::List, kComp, 2), text,
                   text_none, field("c2", ir::category_type(category::kLetters))},
                  kNone,
                  0,
                  kNone},
                 {"item", kLine, {number("n", low, 2), rows("pieces", ir::ValueKind::List, kDie, 1)}, kNone, 0, kNone},
                 {"part",
                  kLine,
                  {field("k", ir::category_type(category::kYesNo)), number("n", low, 2, r_.chance(20)),
                   rows("bits", ir::ValueKind::List, kBit, 1)},
                  kNone,
                  0,
                  kNone},
                 {"die", kItem, {number("area", 0, 2)}, kNone, 0, kNone},
                 {"comp",
                  kLine,
                  {field("k", ir::category_type(category::kYesNo)), number("v", low, 1),
                   rows("children", ir::ValueKind::List, kComp, 1)},
                  kNone,
                  2,
                  comp::kChildren},
                 {"party",
                  kShipment,
                  {field("id", ir::category_type(category::kLetters)),
                   field("hq", ir::category_type(category::kLetters)), number("score", 0, 2)},
                  party::kId,
                  0,
                  kNone},
                 {"bit", kPart, {number("v", 0, 1)}, kNone, 0, kNone}};
    s.records[kLine].fields_[line::kZ].may_be_none = true;
    s.records[kLine].fields_[line::kC].may_be_none = r_.chance(20);
    s.records[kLine].fields_[line::kFlag].may_be_none = r_.chance(10);
    s.role_sets = {{"anyone", {shipment::kUser, shipment::kAgent, shipment::kOwner}},
                   {"takers", {shipment::kUser, shipment::kOwner}}};
    s.shipment = kShipment;
    s.line = kLine;
    s.lines_field = shipment::kLines;
    s.party = kParty;
    s.parties_field = shipment::kParties;
    p().event_date = r_.chance(70) ? b_.field(kShipment, shipment::kDate) : kNone;
    p().name = "fuzz";
    if (r_.chance(25)) {
      s.records[kLine].fields_[line::kParts].complete_column.clear();
      s.records[kLine].fields_[line::kParts].complete_when = b_.field(kLine, line::kFlag);
    }
  }

  ir::Period period(int percent, Day low, Day high) {
    ir::Period v;
    if (r_.chance(percent)) v.from = r_.between(low, high);
    if (r_.chance(percent)) v.through = r_.between(std::max(v.from, low), high);
    if (o_.time && !p().documents.empty()) {
      if (r_.chance(40)) v.document = r_.below(static_cast<int>(p().documents.size()));
      if (v.through < ir::kForever && r_.chance(50)) v.ended_by = r_.below(static_cast<int>(p().documents.size()));
    }
    return v;
  }

  void data() {
    p().readings.push_back({"R1", "how", "x", {"one", "two"}, 0, ""});
    p().readings.push_back({"R2", "window", "B", {"less restrictive", "with", "without"}, 0, ""});
    p().readings[0].standard = r_.below(2);
    p().readings[1].standard = r_.below(3);
    if (o_.time) {
      ir::Document a{"A", "", 0, 0, 0, false, kNone, kNone}, e{"E", "", 1, 1, 1, true, kNone, kNone};
      ir::Document b{"B", "", r_.between(1, 3), 2, 2, false, kNone, kNone};
      if (r_.chance(60)) b.compliance = 4;
      if (r_.chance(50)) b.reading = 1;
      p().documents = {a, b, e};
      if (r_.chance(30)) p().documents.push_back({"C", "", 1, 1, 3, false, kNone, kNone});
    }
    ir::Figure f;
    f.name = "f";
    f.type = ir::number_type(0);
    const int cut = r_.between(2, 3);
    f.values.push_back({period(0, 0, 5), true, 1, kNone, 0, false});
    f.values.back().period.through = cut;
    f.values.push_back({period(0, 0, 5), r_.chance(80), 2, kNone, 0, false});
    f.values.back().period.from = r_.between(cut + 1, cut + 2);
    if (o_.time && r_.chance(50)) {
      f.values[1].period.document = 1;
      f.values[0].period.ended_by = 1;
    }
    if (r_.chance(20)) {
      f.values[1].reading = 0;
      f.values[1].alternative = r_.below(2);
    }
    p().figures.push_back(f);
    for (Id c : {category::kLetters, category::kTreeOf}) {
      ir::DatedList l;
      l.name = c == category::kLetters ? "L" : "H";
      l.category = c;
      l.stated = period(20, 0, 5);
      l.incomplete = r_.chance(25);
      const int n = static_cast<int>(p().schema.categories[static_cast<std::size_t>(c)].values.size());
      for (Id code = 0; code < n; ++code)
        for (int k = r_.below(3); k-- > 0;) l.members.push_back({code, period(40, 0, 5), kNone, 0});
      std::stable_sort(l.members.begin(), l.members.end(), [](const auto& a, const auto& b) {
        return a.code != b.code ? a.code < b.code : a.period.from < b.period.from;
      });
      for (std::size_t i = 1; i < l.members.size();) {  // periods of one code do not overlap
        if (l.members[i].code == l.members[i - 1].code && l.members[i].period.from <= l.members[i - 1].period.through)
          l.members.erase(l.members.begin() + static_cast<std::ptrdiff_t>(i));
        else
          ++i;
      }
      p().lists.push_back(l);
    }
    ir::Table t;
    t.name = "T";
    t.key_type = r_.chance(50) ? ir::category_type(category::kLetters) : ir::text_type();
    t.columns = {"n", "k"};
    t.column_types = {ir::number_type(0), ir::category_type(category::kYesNo)};
    const std::vector<Id> keys = t.key_type.kind == ir::ValueKind::Text
                                     ? std::vector<Id>{b_.text_id("s"), b_.text_id("t")}
                                     : std::vector<Id>{0, 1};
    for (Id key : keys) {
      ir::TableRow row;
      row.key = key;
      row.period.through = r_.chance(60) ? ir::kForever : r_.between(1, 3);
      const auto cell = [&](int n) {
        return ir::TableCell{static_cast<std::uint8_t>(r_.chance(85) ? 1 : 2), r_.below(n)};
      };
      row.cells = {cell(3), cell(2)};
      t.rows.push_back(row);
      if (row.period.through < ir::kForever && r_.chance(60)) {
        ir::TableRow next = row;
        next.period = {row.period.through + r_.between(1, 2), ir::kForever, kNone, kNone};
        next.cells = {cell(3), cell(2)};
        t.rows.push_back(next);
      }
    }
    p().tables.push_back(t);
    if (p().event_date != kNone && r_.chance(30)) p().horizons.push_back({"", r_.between(0, 1), r_.between(3, 4)});
  }

  // A tree reads itself: "all below are y" and "the sum of what is below".
  void definitions() {
    ir::Definition d;
    d.name = "sound";
    d.subject = kComp;
    d.type = ir::bool_type();
    p().definitions.push_back(d);
    const Id call = b_.node(Op::CallCond, ir::bool_type(), kComp, {}, 0);
    const Id below =
        b_.node(r_.chance(50) ? Op::Any : Op::Every, ir::bool_type(), kComp, {b_.field(kComp, comp::kChildren), call});
    p().definitions[0].body = b_.node(r_.chance(50) ? Op::And : Op::Or, ir::bool_type(), kComp, {leaf(kComp), below});
    d.name = "total";
    d.type = ir::number_type(0);
    p().definitions.push_back(d);
    const Id sum =
        b_.node(Op::Sum, d.type, kComp,
                {b_.field(kComp, comp::kChildren), b_.truth(true), b_.node(Op::CallNum, d.type, kComp, {}, 1)});
    p().definitions[1].body = b_.node(Op::Add, d.type, kComp, {b_.field(kComp, comp::kV), sum});
    trees_ = true;
  }

  Id num(std::int64_t v) { return b_.number(v, ir::number_type(0)); }
  Id cmp(Id x, Id y, Id scope) {
    static const std::vector<ir::Comparison> all = {ir::Comparison::Less, ir::Comparison::LessEqual,
                                                    ir::Comparison::Equal, ir::Comparison::GreaterEqual,
                                                    ir::Comparison::Greater};
    return b_.compare(r_.of(all), x, y, scope);
  }
  Id in_set(Id x, Id category, Id scope) {
    const int n = static_cast<int>(p().schema.categories[static_cast<std::size_t>(category)].values.size());
    std::vector<Id> codes;
    for (Id i = 0; i < n; ++i)
      if (r_.chance(40)) codes.push_back(i);
    if (codes.empty()) codes.push_back(r_.below(n));
    return b_.node(Op::InSet, ir::bool_type(), scope, {x}, b_.set(category, codes));
  }
  Id date_term() {
    if (p().event_date != kNone && r_.chance(70)) return p().event_date;
    return b_.field(kLine, line::kDay);
  }

  Id leaf(Id scope) {
    switch (scope) {
      case kPart:
        return r_.chance(50) ? in_set(b_.field(kPart, part::kK), category::kYesNo, kPart)
                             : cmp(b_.field(kPart, part::kN), num(r_.between(-1, 2)), kPart);
      case kBit:
        if (r_.chance(40)) return leaf(kPart);  // of the part around it
        return cmp(b_.field(kBit, bit::kV), num(r_.between(0, 1)), kBit);
      case kDie:
        return cmp(b_.field(kDie, die::kArea), num(r_.between(0, 2)), kDie);
      case kItem:
        return cmp(b_.field(kItem, item::kN), num(r_.between(0, 2)), kItem);
      case kComp:
        return r_.chance(60) ? in_set(b_.field(kComp, comp::kK), category::kYesNo, kComp)
                             : cmp(b_.field(kComp, comp::kV), num(r_.between(0, 1)), kComp);
      case kParty: {
        const int k = r_.below(10);
        if (k < 1) return b_.node(Op::Has, ir::bool_type(), kParty, {}, party::kHq);
        if (k < 2 && o_.evidence) return b_.node(Op::IsMissing, ir::bool_type(), kParty, {}, party::kHq);
        if (k < 5) return cmp(b_.field(kParty, party::kScore), num(r_.between(0, 2)), kParty);
        if (k < 6)  // of the line around it
          return cmp(b_.node(Op::Add, ir::number_type(0), kParty,
                             {b_.field(kParty, party::kScore), b_.field(kLine, line::kX)}),
                     num(r_.between(1, 4)), kParty);
        return in_set(b_.field(kParty, party::kHq), category::kLetters, kParty);
      }
      default:
        return line_leaf();
    }
  }

  Id roles() {
    if (r_.chance(50)) return b_.node(Op::RolesOf, ir::source_type(kParty), kShipment, {}, r_.below(2));
    return role();
  }
  Id role() { return b_.field(kShipment, r_.of(std::vector<Id>{shipment::kUser, shipment::kAgent, shipment::kOwner})); }
  Id where(Id source, Id type) {
    return r_.chance(30) ? b_.node(Op::Where, ir::source_type(type), kLine, {source, leaf(type)}) : source;
  }
  Id parts() { return where(b_.field(kLine, line::kParts), kPart); }

  Id line_number() {
    const ir::Type n = ir::number_type(0);
    switch (r_.below(o_.flat ? 3 : 24)) {
      case 0:
        return b_.field(kLine, line::kX);
      case 1:
        return b_.field(kLine, line::kY);
      case 2:
        return b_.field(kLine, line::kZ);
      case 3:
        return b_.node(Op::Add, n, kLine, {b_.field(kLine, line::kX), b_.field(kLine, line::kY)});
      case 4:
        return b_.node(Op::Sub, n, kLine, {b_.field(kLine, line::kX), b_.field(kLine, line::kZ)});
      case 5:
        return b_.node(Op::Mul, n, kLine, {count(), b_.field(kLine, line::kY)});
      case 6: {
        const Id big = b_.number((Int128{1} << 125) - 1 + (Int128{1} << 125), n);  // three times that overflows
        return b_.node(Op::Mul, n, kLine, {r_.chance(50) ? count() : b_.field(kLine, line::kX), big});
      }
      case 7:
        return b_.node(Op::RoundDiv, n, kLine, {sum(), b_.field(kLine, line::kY)}, r_.below(3));
      case 8:
        return b_.node(r_.chance(50) ? Op::Min : Op::Max, n, kLine, {b_.field(kLine, line::kX), count()});
      case 9:
        return b_.node(Op::Figure, n, scope_of(event()), {event()}, 0);
      case 10:
        return b_.node(Op::Figure, n, kLine, {b_.field(kLine, line::kDay)}, 0);
      case 11:
      case 12:
        return count();
      case 13:
      case 14:
        return sum();
      case 15: {
        const Id list = parts();
        return b_.node(r_.chance(50) ? Op::Highest : Op::Lowest, n, kLine,
                       {list, part_filter(), b_.field(kPart, part::kN)});
      }
      case 16:
        return b_.node(Op::Count, n, kLine, {where(roles(), kParty), leaf(kParty)});
      case 17:
        return b_.node(Op::TopmostSum, n, kLine,
                       {b_.field(kLine, line::kTree), leaf(kComp), b_.field(kComp, comp::kV)});
      case 18:
        return b_.node(Op::SelectNum, n, kLine, {line_leaf(), b_.field(kLine, line::kX), num(r_.below(3))});
      case 19:
        return b_.node(Op::AtNum, n, kLine, {b_.field(kLine, line::kItemOf), b_.field(kItem, item::kN)});
      case 20:
        return b_.node(Op::AtNum, n, kLine, {role(), b_.field(kParty, party::kScore)});
      case 21:
        return lookup(Op::LookupNum, n, 0);
      case 22:
        if (!trees_) return b_.field(kLine, line::kX);
        return b_.node(Op::Sum, n, kLine,
                       {b_.field(kLine, line::kTree), b_.truth(true), b_.node(Op::CallNum, n, kComp, {}, 1)});
      default:
        return b_.node(Op::Sum, n, kLine, {where(roles(), kParty), leaf(kParty), b_.field(kParty, party::kScore)});
    }
  }
  Id scope_of(Id node) { return p().nodes[static_cast<std::size_t>(node)].scope; }
  Id event() { return p().event_date != kNone ? p().event_date : b_.field(kLine, line::kDay); }
  Id part_filter() { return r_.chance(50) ? b_.truth(true) : leaf(kPart); }
  Id count() { return b_.node(Op::Count, ir::number_type(0), kLine, {parts(), leaf(kPart)}); }
  Id sum() {
    const Id list = parts();
    return b_.node(Op::Sum, ir::number_type(0), kLine, {list, part_filter(), b_.field(kPart, part::kN)});
  }
  Id lookup(Op op, ir::Type type, int column) {
    const Id key =
        p().tables[0].key_type.kind == ir::ValueKind::Text ? b_.field(kLine, line::kText) : b_.field(kLine, line::kC);
    return b_.node(op, type, kLine, {key, date_term()}, 0, column);
  }
  Id category_term() {
    const ir::Type t = ir::category_type(category::kLetters);
    switch (o_.flat ? r_.between(2, 3) : r_.below(4)) {
      case 0:
        return b_.node(Op::AtCat, t, kLine, {role(), b_.field(kParty, party::kHq)});
      case 1:
        return b_.node(Op::SelectCat, t, kLine, {line_leaf(), b_.field(kLine, line::kC), b_.field(kLine, line::kC2)});
      case 2:
        return b_.field(kShipment, shipment::kDestination);
      default:
        return b_.field(kLine, line::kC);
    }
  }

  Id line_leaf() {
    const ir::Type truth = ir::bool_type();
    static const std::vector<int> flat = {0, 1, 2, 3, 5, 6, 8, 10, 14, 15, 16, 18, 19, 25, 26, 26};
    switch (o_.flat ? r_.of(flat) : r_.below(26)) {
      case 26:  // of two facts
        return cmp(line_number(), line_number(), kLine);
      case 0:
        return b_.field(kLine, line::kFlag);
      case 1:
        return b_.node(Op::Has, truth, kLine, {}, r_.chance(70) ? line::kZ : line::kC);
      case 2:
        return in_set(b_.field(kLine, line::kC), category::kLetters, kLine);
      case 3:
      case 4:
        return in_set(b_.field(kLine, line::kH), category::kTreeOf, kLine);
      case 5:
        return b_.node(Op::InList, truth, kLine, {category_term(), date_term()}, 0);
      case 6:
        return b_.node(Op::InList, truth, kLine, {b_.field(kLine, line::kH), date_term()}, 1);
      case 7:
        return b_.node(Op::CatEqual, truth, kLine, {category_term(), b_.field(kLine, line::kC2)});
      case 8:
        return in_set(category_term(), category::kLetters, kLine);
      case 9: {
        const ir::Type n = ir::number_type(0);
        return b_.node(
            Op::CompareRatio, truth, kLine,
            {r_.chance(50) ? sum() : b_.field(kLine, line::kX), r_.chance(50) ? count() : b_.field(kLine, line::kY),
             b_.number(r_.between(-1, 3), n), b_.number(r_.between(1, 2), n)},
            r_.below(5));
      }
      case 10:
        return b_.node(
            Op::TextEqual, truth, kLine,
            {b_.field(kLine, r_.chance(70) ? line::kText : line::kTextNone), b_.text(r_.chance(50) ? "s" : "t")});
      case 11:
        if (r_.chance(25))
          return b_.node(
              Op::AtCond, truth, kLine,
              {b_.node(Op::Where, ir::source_type(kPart), kLine, {b_.field(kLine, line::kParts), leaf(kPart)}),
               leaf(kPart)});
        return b_.node(Op::AtCond, truth, kLine, {role(), leaf(kParty)});
      case 12:
        return b_.node(Op::AtCond, truth, kLine, {b_.field(kLine, line::kItemOf), leaf(kItem)});
      case 13:
        return lookup(Op::InTable, truth, 0);
      case 14:
        return b_.compare(r_.chance(50) ? ir::Comparison::Less : ir::Comparison::GreaterEqual, date_term(),
                          b_.date(r_.between(0, 5)), kLine);
      case 15: {
        if (decided_.empty()) return cmp(line_number(), num(1), kLine);
        return read_decided();
      }
      case 16: {
        if (provisions_.empty()) return cmp(line_number(), num(1), kLine);
        const Id v = r_.of(provisions_);
        if (r_.chance(40)) return b_.node(Op::ConditionsOf, truth, kLine, {}, b_.provision_set({v}));
        return b_.node(r_.chance(70) ? Op::InForce : Op::InScope, truth, kLine, {}, v);
      }
      case 17:
        if (trees_)
          return b_.node(r_.chance(50) ? Op::Any : Op::Every, truth, kLine,
                         {b_.field(kLine, line::kTree), b_.node(Op::CallCond, truth, kComp, {}, 0)});
        return b_.field(kLine, line::kFlag);
      case 18:
        if (o_.evidence) return b_.node(Op::IsMissing, truth, kLine, {}, r_.chance(50) ? line::kX : line::kC);
        return b_.field(kLine, line::kFlag);
      case 19:
        return r_.chance(30) ? b_.node(Op::ReadingIs, truth, kNone, {}, 0, r_.below(2)) : b_.field(kLine, line::kFlag);
      case 20: {
        const Id day =
            b_.node(Op::DateAdd, ir::date_type(), kLine, {b_.field(kLine, line::kDay), num(r_.between(-1, 2))});
        return b_.compare(ir::Comparison::GreaterEqual, day, b_.date(r_.between(0, 5)), kLine);
      }
      default:
        return cmp(line_number(), num(r_.between(-1, 4)), kLine);
    }
  }

  Id read_decided() {
    const ir::Type truth = ir::bool_type();
    const Id q = r_.of(decided_);
    const ir::DecidedValue d = p().decided[static_cast<std::size_t>(q)];
    const int n = static_cast<int>(p().schema.categories[static_cast<std::size_t>(d.category)].values.size());
    Id out;
    if (d.mode == ir::Combination::AllListed)
      out = b_.node(Op::Lists, truth, d.subject, {}, q, r_.below(n));
    else if (r_.chance(60))
      out = b_.node(Op::OutcomeIs, truth, d.subject, {}, q, b_.set(d.category, {r_.below(n)}));
    else
      out = b_.node(
          Op::CatEqual, truth, d.subject,
          {b_.node(Op::Outcome, ir::category_type(d.category), d.subject, {}, q), b_.code(d.category, r_.below(n))});
    if (d.subject != kParty) return out;
    return b_.node(r_.chance(50) ? Op::Any : r_.chance(50) ? Op::Every : Op::AtCond, truth, kLine, {role(), out});
  }

  Id cond(int depth, Id scope) {
    const ir::Type truth = ir::bool_type();
    if (depth == 0 || r_.chance(35)) return leaf(scope);
    int kind = r_.below(o_.evidence ? 11 : 10);
    if (o_.flat && (kind == 8 || kind == 9)) kind = r_.below(7);
    switch (kind) {
      case 0:
      case 1:
      case 2:
        return b_.node(Op::And, truth, scope, two_or_three(depth, scope));
      case 3:
      case 4:
      case 5:
        return b_.node(Op::Or, truth, scope, two_or_three(depth, scope));
      case 6:
        return b_.not_(cond(depth - 1, scope));
      case 7:
        if (scope != kLine) return leaf(scope);
        return b_.node(Op::SelectCond, truth, scope, {leaf(scope), cond(depth - 1, scope), leaf(scope)});
      case 8:
      case 9: {
        if (scope != kLine) return leaf(scope);
        const Op op = r_.chance(50) ? Op::Any : Op::Every;
        switch (r_.below(5)) {
          case 0:
            return b_.node(op, truth, scope, {parts(), cond(1, kPart)});
          case 2: {
            const Id bits = b_.field(kPart, part::kBits);
            if (r_.chance(50)) {
              const Id all = b_.node(Op::Within, ir::source_type(kBit), kLine, {parts(), bits});
              return b_.node(op, truth, scope, {all, b_.or_({leaf(kBit), leaf(kBit)}, kBit)});
            }
            const Id inner = b_.node(r_.chance(50) ? Op::Any : Op::Every, truth, kPart,
                                     {bits, b_.and_({leaf(kBit), leaf(kBit)}, kBit)});
            return b_.node(op, truth, scope, {parts(), inner});
          }
          case 1: {
            const Id dies = b_.node(Op::Within, ir::source_type(kDie), kLine,
                                    {b_.field(kLine, line::kItemOf), b_.field(kItem, item::kParts)});
            return b_.node(op, truth, scope, {dies, b_.or_({leaf(kDie), leaf(kItem)}, kDie)});
          }
          default:
            return b_.node(op, truth, scope, {where(roles(), kParty), cond(1, kParty)});
        }
      }
      default:
        return b_.node(Op::Shown, truth, scope, {cond(depth - 1, scope)});
    }
  }
  std::vector<Id> two_or_three(int depth, Id scope) {
    std::vector<Id> out;
    for (int n = r_.between(2, 3); n-- > 0;) out.push_back(cond(depth - 1, scope));
    return out;
  }

  void decided(Id subject, bool outermost) {
    ir::DecidedValue d;
    const Id id = static_cast<Id>(p().decided.size());
    d.name = outermost ? "Q" : "t" + std::to_string(id);
    if (outermost) d.column = "Q";
    d.subject = subject;
    d.mode = static_cast<ir::Combination>(r_.below(4));
    d.ordered = d.mode == ir::Combination::MostRestrictive || (d.mode != ir::Combination::AllListed && r_.chance(60));
    d.category = d.ordered ? category::kOrder : category::kKinds;
    if (d.mode != ir::Combination::AllListed && r_.chance(60)) {
      d.fallback = r_.below(3);
      if (r_.chance(30)) d.fallback_when = cond(1, subject);
    }
    if (d.mode == ir::Combination::AllListed && r_.chance(50)) {
      const Id first = r_.below(3), second = (first + r_.between(1, 2)) % 3, third = 3 - first - second;
      d.lesser = {{first, second}};
      if (r_.chance(50)) d.lesser.insert(d.lesser.end(), {{first, third}, {second, third}});
      std::sort(d.lesser.begin(), d.lesser.end());
    }
    if (d.mode == ir::Combination::First) {
      for (int n = r_.between(1, 3); n-- > 0;) {
        ir::Case c{r_.below(3), r_.chance(15), cond(2, subject), {}};
        if (c.undetermined) c.value = kNone;
        if (c.undetermined && r_.chance(50)) c.possible = {0, 2};
        d.cases.push_back(c);
      }
      p().decided.push_back(d);
      if (!outermost) decided_.push_back(id);
      return;
    }
    p().decided.push_back(d);
    if (outermost && d.mode == ir::Combination::AllListed && r_.chance(50)) listing_ = id;
    const Id first = static_cast<Id>(p().provisions.size());
    const int n = r_.between(1, outermost ? 5 : 3);
    std::vector<Id> mine;
    for (int i = 0; i < n; ++i) {
      ir::Provision v;
      v.citation = std::to_string(id + 1) + "(" + std::to_string(i) + ")";
      v.subject = subject;
      v.scope = cond(r_.chance(70) ? 2 : 0, subject);
      if (r_.chance(50)) {
        v.separate_scope = true;
        v.test = cond(1, subject);
      }
      const bool bar = i > 0 && r_.chance(15);
      v.kind = bar ? ir::ProvisionKind::Bar : ir::ProvisionKind::Conclusion;
      if (!bar) {
        v.decides = id;
        v.value = listing_ == id ? i % 3 : r_.below(3);
        if (listing_ == id && i > 0 && i < 3)  // the ones before it may be listed
          v.scope = b_.or_({v.scope, b_.node(Op::Lists, ir::bool_type(), kLine, {}, id, r_.below(i))}, kLine);
        if (listing_ == id && i == 3) v.value = 2;
      }
      if (p().event_date != kNone && r_.chance(o_.time ? 60 : 15)) {
        v.period = period(60, 0, 4);
        if (r_.chance(20)) v.suspended.push_back(period(100, 1, 4));
      }
      if (v.period.from > ir::kBeginning && subject == kLine && r_.chance(10)) v.date = b_.field(kLine, line::kDay);
      p().provisions.push_back(v);
      if (!bar) {
        mine.push_back(first + i);
        p().decided[static_cast<std::size_t>(id)].provisions.push_back(first + i);
      }
    }
    for (int i = 0; i < n && listing_ != id; ++i)  // the later displaces the earlier
      for (int j = i + 1; j < n; ++j) {
        const bool bar = p().provisions[static_cast<std::size_t>(first + j)].kind == ir::ProvisionKind::Bar;
        if (r_.chance(bar ? 60 : 35))
          p().provisions[static_cast<std::size_t>(first + i)].displaced_by.push_back(first + j);
      }
    if (o_.evidence && n > 1 && listing_ != id && r_.chance(40)) {  // a closed presumption
      const std::size_t last = static_cast<std::size_t>(first + n - 1);
      ir::Provision& v = p().provisions[last];
      if (v.kind == ir::ProvisionKind::Conclusion) {
        v.kind = ir::ProvisionKind::Presumption;
        const Id rebutted = b_.not_(b_.node(Op::Shown, ir::bool_type(), subject, {leaf(subject)}));
        p().provisions[last].scope = b_.and_({p().provisions[last].scope, rebutted}, subject);
        for (int i = 0; i + 1 < n; ++i)
          p().provisions[static_cast<std::size_t>(first + i)].displaced_by = {static_cast<Id>(last)};
      }
    }
    if (!outermost) {
      decided_.push_back(id);
      if (subject == kLine) provisions_.insert(provisions_.end(), mine.begin(), mine.end());
    }
    if (outermost && o_.time && r_.chance(40)) p().documents[1].savings = cond(1, kLine);
  }

  Random& r_;
  Options o_;
  ir::Builder b_;
  bool trees_ = false;
  Id listing_ = kNone;  // a value that lists and reads itself
  std::vector<Id> decided_, provisions_;
};

}  // namespace licet::fuzz
