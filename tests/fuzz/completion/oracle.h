// The oracle: decides a complete record in plain two-valued logic, written from docs/semantics.md apart from the
// interpreter, with which it shares the IR's structs and nothing else. What is undefined is resolved both ways, so a
// complete record may still have several outcomes. Slow, recursive, without memory.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/date.h"
#include "core/ir/program.h"
#include "runtime/data/record.h"

namespace licet::oracle {

using ir::Id;
using ir::kNone;
using ir::Op;

// An outcome: a code, one of the three below, or for values that list kListed plus the set of codes as bits.
using Outcome = std::uint64_t;
inline constexpr Outcome kGap = 1000, kConflict = 1001, kBeyond = 1002, kListed = std::uint64_t{1} << 62;

struct Law {
  bool as_enforced = false, strict = false;
  std::optional<Day> known_on;
  std::vector<Id> readings;  // alternative of each
};

struct Branch {  // an undefined term must be resolved
  std::vector<std::int64_t> key;
  int options;
};
struct TooMany {};  // branches

class Oracle {
 public:
  Oracle(const ir::Program& p, const data::Record& r, std::uint32_t line, Law law)
      : p_(p), r_(r), line_(line), law_(std::move(law)) {}

  // All outcomes of the record; `branched` says whether something undefined was met.
  std::set<Outcome> outcomes(Id q, bool* branched) {
    branched_ = false;
    std::set<Outcome> out;
    if (const auto d = event_day(); d && !p_.horizons.empty()) {
      Day from = p_.horizons[0].from, through = p_.horizons[0].through;
      if (law_.known_on) through = std::min(through, *law_.known_on);
      if (*d < from || (law_.strict && *d > through)) out = {kBeyond};
    }
    if (out.empty()) {
      std::vector<Id> docs;
      for (std::size_t i = 0; i < p_.documents.size(); ++i)
        if (counts(static_cast<Id>(i)) &&
            (p_.documents[i].savings != kNone || p_.documents[i].compliance > p_.documents[i].effective))
          docs.push_back(static_cast<Id>(i));
      out = under(docs, 0, {}, q);
    }
    *branched = branched_;
    return out;
  }

 private:
  struct Row {
    Id type;
    std::int32_t row;
    const Row* outer;
  };
  using Stack = const Row*;  // the innermost row
  using Num = std::optional<Int128>;
  using Cat = std::optional<Id>;
  using Text = std::optional<std::string>;

  Stack line_stack() const { return &line_row_; }
  Stack inside(Stack outer, Id type, std::int64_t row) {
    rows_.push_back({type, static_cast<std::int32_t>(row), outer});
    return &rows_.back();
  }
  std::optional<Day> event_day() {
    if (p_.event_date == kNone) return std::nullopt;
    const Num d = num(p_.event_date, line_stack());
    return d ? std::optional<Day>(static_cast<Day>(*d)) : std::nullopt;
  }

  // Runs `decide` for every way of resolving what is undefined.
  std::set<Outcome> all(const std::function<Outcome()>& decide) {
    std::set<Outcome> out;
    std::vector<std::map<std::vector<std::int64_t>, int>> todo = {{}};
    int n = 0;
    while (!todo.empty()) {
      if (++n > 3000) throw TooMany{};
      choices_ = todo.back();
      rows_.clear();
      todo.pop_back();
      const auto mine = choices_;
      try {
        out.insert(decide());
      } catch (const Branch& b) {
        branched_ = true;
        for (int i = 0; i < b.options; ++i) {
          todo.push_back(mine);
          todo.back()[b.key] = i;
        }
      }
    }
    return out;
  }

  int rank(Id q, Outcome o) const { return o >= kGap ? 1 << 30 : p_.decided[sz(q)].ordered ? static_cast<int>(o) : 0; }

  std::set<Outcome> under(const std::vector<Id>& docs, std::size_t i, std::set<Id> out_of_law, Id q) {
    if (i == docs.size())
      return all([&] {
        left_out_ = out_of_law;
        return value(q, line_stack());
      });
    const ir::Document& d = p_.documents[sz(docs[i])];
    std::set<Outcome> saved = {0};
    if (d.savings != kNone)
      saved = all([&]() -> Outcome {
        left_out_.clear();
        return test(d.savings, line_stack()) ? 1 : 0;
      });
    std::set<Id> without = out_of_law;
    without.insert(docs[i]);
    std::set<Outcome> out;
    for (Outcome s : saved) {
      if (s == 1) {
        out.merge(under(docs, i + 1, without, q));
        continue;
      }
      const auto day = event_day();
      if (!(d.compliance > d.effective && day && d.effective <= *day && *day < d.compliance)) {
        out.merge(under(docs, i + 1, out_of_law, q));
        continue;
      }
      std::string word = "less restrictive";
      if (d.reading != kNone) word = p_.readings[sz(d.reading)].alternatives[sz(law_.readings[sz(d.reading)])];
      if (word == "with")
        out.merge(under(docs, i + 1, out_of_law, q));
      else if (word == "without")
        out.merge(under(docs, i + 1, without, q));
      else {
        const auto a = under(docs, i + 1, out_of_law, q), b = under(docs, i + 1, without, q);
        if (!p_.decided[sz(q)].ordered || p_.decided[sz(q)].mode == ir::Combination::AllListed)
          out.insert(b.begin(), b.end());
        else
          for (Outcome x : a)
            for (Outcome y : b) out.insert(rank(q, y) < rank(q, x) ? y : x);
      }
    }
    return out;
  }

  static std::size_t sz(std::int64_t i) { return static_cast<std::size_t>(i); }
  int choose(Id node, Stack s, int options, int salt = 0) {
    std::vector<std::int64_t> key = {node, salt};
    for (Stack r = s; r != nullptr; r = r->outer) key.insert(key.end(), {r->type, r->row});
    const auto c = choices_.find(key);
    if (c == choices_.end()) throw Branch{key, options};
    return c->second;
  }
  Stack cut(Stack s, Id scope) const {  // up to the nearest row of the scope
    if (scope == kNone) return s;
    while (s->type != scope) s = s->outer;
    return s;
  }
  const data::Cell& cell(Stack s, std::int64_t field) const {
    return r_.rows(s->type).at(static_cast<std::uint32_t>(s->row), static_cast<Id>(field));
  }
  bool counts(Id doc) const {
    if (doc == kNone) return true;
    const ir::Document& d = p_.documents[sz(doc)];
    return left_out_.count(doc) == 0 && (!d.enforcement || law_.as_enforced) &&
           !(law_.known_on && d.published > *law_.known_on);
  }
  bool covers(const ir::Period& v, Int128 day) const {
    return counts(v.document) && v.from <= day && (!counts(v.ended_by) || day <= v.through);
  }
  bool chosen(Id reading, Id alternative) const {
    return reading == kNone || law_.readings[sz(reading)] == alternative;
  }

  std::vector<Stack> elements(Id source, Stack at) {
    const ir::Node& n = p_.nodes[sz(source)];
    const Stack s = cut(at, n.scope);
    std::vector<Stack> out;
    const auto push = [&](Id type, std::int64_t row) { out.push_back(inside(at, type, row)); };
    const auto role = [&](Id field) {
      const data::Cell& c = r_.rows(p_.schema.shipment).at(0, field);
      if (c.state == data::State::None) return;
      for (std::uint32_t i = 0; i < c.count; ++i) push(p_.schema.party, r_.role_row(c, i));
    };
    if (n.op == Op::ListOf || n.op == Op::StructOf) {
      const data::Cell& c = cell(s, n.a);
      if (c.state == data::State::Missing) std::abort();  // not complete
      if (c.state == data::State::Known)
        for (std::int64_t i = 0; i < (n.op == Op::StructOf ? 1 : c.count); ++i) push(n.type.record, c.value + i);
    } else if (n.op == Op::RoleOf) {
      role(static_cast<Id>(n.a));
    } else if (n.op == Op::RolesOf) {
      for (Id f : p_.schema.role_sets[sz(n.a)].roles) role(f);
    } else if (n.op == Op::Where) {
      for (Stack e : elements(n.args[0], at))
        if (test(n.args[1], e)) out.push_back(e);
    } else if (n.op == Op::Within) {
      for (Stack e : elements(n.args[0], at))
        for (Stack f : elements(n.args[1], e)) out.push_back(f);
    }
    return out;
  }

  bool below(Id category, Id code, Id member) const {
    const ir::Category& c = p_.schema.categories[sz(category)];
    for (; code != kNone; code = c.hierarchical ? c.parent[sz(code)] : kNone)
      if (code == member) return true;
    return false;
  }

  bool test(Id id, Stack at) {
    const ir::Node& n = p_.nodes[sz(id)];
    const Stack s = cut(at, n.scope);
    const auto sub = [&](std::size_t i) { return test(n.args[i], s); };
    const auto free = [&] { return choose(id, s, 2) == 1; };
    switch (n.op) {
      case Op::True:
        return true;
      case Op::BoolField: {
        const data::Cell& c = cell(s, n.a);
        return c.state == data::State::None ? free() : c.value != 0;
      }
      case Op::Not:
        return !sub(0);
      case Op::And: {
        bool out = true;
        for (std::size_t i = 0; i < n.args.size(); ++i) out = sub(i) && out;
        return out;
      }
      case Op::Or: {
        bool out = false;
        for (std::size_t i = 0; i < n.args.size(); ++i) out = sub(i) || out;
        return out;
      }
      case Op::Mark:
      case Op::Shown:
        return sub(0);
      case Op::Compare: {
        const Num a = num(n.args[0], s), b = num(n.args[1], s);
        return a && b ? compared(n.a, *a, *b) : free();
      }
      case Op::CompareRatio: {
        const Num a = num(n.args[0], s), b = num(n.args[1], s), p = num(n.args[2], s), q = num(n.args[3], s);
        if (!a || !b || !p || !q || *b == 0 || *q == 0) return free();
        Int128 l, r;
        if (__builtin_mul_overflow(*a, *q, &l) || __builtin_mul_overflow(*p, *b, &r)) return free();
        return (*b < 0) != (*q < 0) ? compared(n.a, r, l) : compared(n.a, l, r);
      }
      case Op::InSet: {
        const Cat c = cat(n.args[0], s);
        if (!c) return free();
        for (Id m : p_.sets[sz(n.a)])
          if (below(p_.set_categories[sz(n.a)], *c, m)) return true;
        return false;
      }
      case Op::InList: {
        const Cat c = cat(n.args[0], s);
        const Num d = num(n.args[1], s);
        const ir::DatedList& l = p_.lists[sz(n.a)];
        if (!c || !d || !covers(l.stated, *d)) return free();
        for (const ir::ListMember& m : l.members)
          if (below(l.category, *c, m.code) && covers(m.period, *d) && chosen(m.reading, m.alternative)) return true;
        return l.incomplete ? choose(id, s, 2, *c + 1) == 1 : false;
      }
      case Op::TextEqual: {
        const Text a = text(n.args[0], s), b = text(n.args[1], s);
        return a && b ? *a == *b : free();
      }
      case Op::CatEqual: {
        const Cat a = cat(n.args[0], s), b = cat(n.args[1], s);
        return a && b ? *a == *b : free();
      }
      case Op::Has:
        return cell(s, n.a).state != data::State::None;
      case Op::IsMissing:
        return false;
      case Op::Any: {
        bool out = false;
        for (Stack e : elements(n.args[0], s)) out = test(n.args[1], e) || out;
        return out;
      }
      case Op::Every: {
        bool out = true;
        for (Stack e : elements(n.args[0], s)) out = test(n.args[1], e) && out;
        return out;
      }
      case Op::AtCond: {
        const auto es = elements(n.args[0], s);
        return es.empty() ? free() : test(n.args[1], one(id, s, es));
      }
      case Op::InForce:
        return in_force(static_cast<Id>(n.a), s);
      case Op::InScope:
        return in_scope(static_cast<Id>(n.a), s);
      case Op::ConditionsOf: {
        bool out = false;
        for (Id p : p_.provision_sets[sz(n.a)]) out = (live(p, s) && scope(p, s) && rest(p, s)) || out;
        return out;
      }
      case Op::Lists: {  // what lists it, not what else the value lists
        bool out = false;
        const ir::DecidedValue& d = p_.decided[sz(n.a)];
        for (Id p : d.provisions)
          if (below(d.category, p_.provisions[sz(p)].value, static_cast<Id>(n.b)))
            out = in_force(p, cut(s, d.subject)) || out;
        return out;
      }
      case Op::OutcomeIs: {
        const Outcome o = value(static_cast<Id>(n.a), s);
        if (o >= kGap) return free();
        for (Id m : p_.sets[sz(n.b)])
          if (below(p_.decided[sz(n.a)].category, static_cast<Id>(o), m)) return true;
        return false;
      }
      case Op::ReadingIs:
        return law_.readings[sz(n.a)] == n.b;
      case Op::AsEnforced:
        return law_.as_enforced;
      case Op::CallCond: {
        if (deep(n, s)) return free();
        return test(p_.definitions[sz(n.a)].body, s);
      }
      case Op::SelectCond:
        return sub(0) ? sub(1) : sub(2);
      case Op::InTable: {
        bool undefined = false;
        const ir::TableRow* row = table_row(n, s, &undefined);
        return undefined ? free() : row != nullptr;
      }
      case Op::Undefined:
        return free();
      default:
        std::abort();  // Attested is not Kleene: its completions are another story (docs/adr/0004)
    }
  }
  static bool compared(std::int64_t op, Int128 a, Int128 b) {
    switch (static_cast<ir::Comparison>(op)) {
      case ir::Comparison::Less:
        return a < b;
      case ir::Comparison::LessEqual:
        return a <= b;
      case ir::Comparison::Equal:
        return a == b;
      case ir::Comparison::GreaterEqual:
        return a >= b;
      case ir::Comparison::Greater:
        return a > b;
    }
    std::abort();
  }
  Stack one(Id id, Stack s, const std::vector<Stack>& es) {
    return es.size() == 1 ? es[0] : es[sz(choose(id, s, static_cast<int>(es.size()), 7))];
  }
  // Below the declared depth of a tree a definition that calls itself is undefined.
  bool deep(const ir::Node& n, Stack s) const {
    const ir::Definition& d = p_.definitions[sz(n.a)];
    const std::int32_t depth = p_.schema.records[sz(d.subject)].depth;
    if (depth == 0) return false;
    std::int32_t level = 0;
    for (Stack r = s; r != nullptr; r = r->outer) level += r->type == d.subject ? 1 : 0;
    return level > depth;
  }

  const ir::TableRow* table_row(const ir::Node& n, Stack s, bool* undefined) {
    const ir::Table& t = p_.tables[sz(n.a)];
    Id key = kNone;
    if (t.key_type.kind == ir::ValueKind::Text) {
      const Text k = text(n.args[0], s);
      *undefined = !k;
      for (std::size_t i = 0; k && i < p_.texts.size(); ++i)
        if (p_.texts[i] == *k) key = static_cast<Id>(i);
    } else {
      const Cat k = cat(n.args[0], s);
      *undefined = !k;
      if (k) key = *k;
    }
    const Num d = num(n.args[1], s);
    *undefined = *undefined || !d;
    if (*undefined) return nullptr;
    const ir::TableRow* best = nullptr;
    for (const ir::TableRow& r : t.rows)
      if (r.key == key && counts(r.period.document) && r.period.from <= *d &&
          (best == nullptr || r.period.from >= best->period.from))
        best = &r;
    return best != nullptr && covers(best->period, *d) ? best : nullptr;
  }

  Num num(Id id, Stack at) {
    const ir::Node& n = p_.nodes[sz(id)];
    const Stack s = cut(at, n.scope);
    const auto sub = [&](std::size_t i) { return num(n.args[i], s); };
    const auto two = [&](auto f) -> Num {
      const Num a = sub(0), b = sub(1);
      Int128 out;
      if (!a || !b || f(*a, *b, &out)) return std::nullopt;
      return out;
    };
    switch (n.op) {
      case Op::NumConst: {
        unsigned __int128 v = static_cast<std::uint64_t>(n.b);
        return static_cast<Int128>(v << 64 | static_cast<std::uint64_t>(n.a));
      }
      case Op::NumField: {
        const data::Cell& c = cell(s, n.a);
        if (c.state == data::State::Missing) std::abort();
        return c.state == data::State::None ? Num() : Num(c.value);
      }
      case Op::Add:
      case Op::DateAdd:
        return two([](Int128 a, Int128 b, Int128* o) { return __builtin_add_overflow(a, b, o); });
      case Op::Sub:
        return two([](Int128 a, Int128 b, Int128* o) { return __builtin_sub_overflow(a, b, o); });
      case Op::Mul:
        return two([](Int128 a, Int128 b, Int128* o) { return __builtin_mul_overflow(a, b, o); });
      case Op::Rescale: {
        Num a = sub(0);
        for (std::int64_t i = 0; a && i < n.a; ++i) {
          Int128 o;
          a = __builtin_mul_overflow(*a, Int128{10}, &o) ? Num() : Num(o);
        }
        return a;
      }
      case Op::RoundDiv: {
        Num a = sub(0), b = sub(1);
        if (!a || !b || *b == 0) return std::nullopt;
        if (*b < 0) a = -*a, b = -*b;
        Int128 q = *a / *b;
        if (q * *b > *a) q -= 1;
        const Int128 r = *a - q * *b;
        switch (static_cast<ir::Rounding>(n.a)) {
          case ir::Rounding::Down:
            return q;
          case ir::Rounding::Up:
            return r > 0 ? q + 1 : q;
          case ir::Rounding::HalfUp:
            return 2 * r >= *b ? q + 1 : q;
        }
        std::abort();
      }
      case Op::Min:
      case Op::Max: {
        Num out = sub(0);
        for (std::size_t i = 1; i < n.args.size(); ++i) {
          const Num b = sub(i);
          out = out && b ? Num(n.op == Op::Min ? std::min(*out, *b) : std::max(*out, *b)) : Num();
        }
        return out;
      }
      case Op::Figure: {
        const Num d = sub(0);
        const ir::FigureValue* best = nullptr;
        for (const ir::FigureValue& v : p_.figures[sz(n.a)].values)
          if (d && counts(v.period.document) && chosen(v.reading, v.alternative) && v.period.from <= *d &&
              (best == nullptr || v.period.from >= best->period.from))
            best = &v;
        return best != nullptr && covers(best->period, *d) && best->stated ? Num(best->value) : Num();
      }
      case Op::LookupNum: {
        bool undefined = false;
        const ir::TableRow* row = table_row(n, s, &undefined);
        return row == nullptr || row->cells[sz(n.b)].state != 1 ? Num() : Num(row->cells[sz(n.b)].value);
      }
      case Op::Count: {
        const ir::Node* base = &p_.nodes[sz(n.args[0])];
        while (base->op == Op::Where) base = &p_.nodes[sz(base->args[0])];
        const bool roles = base->op == Op::RoleOf || base->op == Op::RolesOf;
        std::set<std::pair<bool, std::int64_t>> who;
        Int128 out = 0;
        for (Stack e : elements(n.args[0], s)) {
          if (!test(n.args[1], e)) continue;
          out += 1;
          const Id key = p_.schema.records[sz(e->type)].key;
          if (roles && key != kNone && cell(e, key).state == data::State::Known)
            who.insert({true, cell(e, key).value});
          else
            who.insert({false, e->row});
        }
        return roles ? Num(static_cast<Int128>(who.size())) : Num(out);
      }
      case Op::Sum:
      case Op::Highest:
      case Op::Lowest: {
        Num out;
        bool some = false, broken = false;
        for (Stack e : elements(n.args[0], s)) {
          if (!test(n.args[1], e)) continue;
          const Num v = num(n.args[2], e);
          if (!v)
            broken = true;
          else if (!some)
            out = v;
          else if (n.op == Op::Sum)
            out = *out + *v;
          else
            out = n.op == Op::Highest ? std::max(*out, *v) : std::min(*out, *v);
          some = some || v;
        }
        if (broken) return std::nullopt;
        return !some && n.op == Op::Sum ? Num(0) : out;
      }
      case Op::TopmostSum: {
        const auto climb = [&](const auto& self, Stack e, int level) -> Num {
          const ir::RecordType& type = p_.schema.records[sz(e->type)];
          if (level > type.depth) return std::nullopt;
          if (test(n.args[1], e)) return num(n.args[2], e);
          Num sum = 0;
          const data::Cell& c = cell(e, type.children);
          for (std::uint32_t i = 0; c.state == data::State::Known && i < c.count; ++i) {
            const Num v = self(self, inside(e, e->type, c.value + i), level + 1);
            sum = sum && v ? Num(*sum + *v) : Num();
          }
          return sum;
        };
        Num sum = 0;
        for (Stack e : elements(n.args[0], s)) {
          const Num v = climb(climb, e, 1);
          sum = sum && v ? Num(*sum + *v) : Num();
        }
        return sum;
      }
      case Op::DatePart: {
        const Num d = sub(0);
        if (!d) return d;
        const CivilDate c = to_civil(static_cast<Day>(*d));
        return static_cast<ir::DatePart>(n.a) == ir::DatePart::Year    ? c.year
               : static_cast<ir::DatePart>(n.a) == ir::DatePart::Month ? c.month
                                                                       : (c.month - 1) / 3 + 1;
      }
      case Op::SelectNum:
        return test(n.args[0], s) ? sub(1) : sub(2);
      case Op::CallNum:
        return deep(n, s) ? Num() : num(p_.definitions[sz(n.a)].body, s);
      case Op::AtNum: {
        const auto es = elements(n.args[0], s);
        return es.empty() ? Num() : num(n.args[1], one(id, s, es));
      }
      case Op::UndefinedNum:
        return std::nullopt;
      default:
        std::abort();
    }
  }

  Cat cat(Id id, Stack at) {
    const ir::Node& n = p_.nodes[sz(id)];
    const Stack s = cut(at, n.scope);
    if (n.op == Op::CatConst) return static_cast<Id>(n.a);
    if (n.op == Op::CatField) {
      const data::Cell& c = cell(s, n.a);
      if (c.state == data::State::Missing) std::abort();
      return c.state == data::State::None ? Cat() : Cat(static_cast<Id>(c.value));
    }
    if (n.op == Op::Outcome) {
      const Outcome o = value(static_cast<Id>(n.a), s);
      return o >= kGap ? Cat() : Cat(static_cast<Id>(o));
    }
    if (n.op == Op::LookupCat) {
      bool undefined = false;
      const ir::TableRow* row = table_row(n, s, &undefined);
      return row == nullptr || row->cells[sz(n.b)].state != 1 ? Cat() : Cat(static_cast<Id>(row->cells[sz(n.b)].value));
    }
    if (n.op == Op::SelectCat) return test(n.args[0], s) ? cat(n.args[1], s) : cat(n.args[2], s);
    if (n.op == Op::CallCat) return deep(n, s) ? Cat() : cat(p_.definitions[sz(n.a)].body, s);
    if (n.op == Op::AtCat) {
      const auto es = elements(n.args[0], s);
      return es.empty() ? Cat() : cat(n.args[1], one(id, s, es));
    }
    std::abort();
  }

  Text text(Id id, Stack at) {
    const ir::Node& n = p_.nodes[sz(id)];
    const Stack s = cut(at, n.scope);
    if (n.op == Op::TextConst) return p_.texts[sz(n.b)];
    if (n.op == Op::TextField) {
      const data::Cell& c = cell(s, n.a);
      return c.state == data::State::None ? Text() : Text(std::string(r_.text(c)));
    }
    if (n.op == Op::AtText) {
      const auto es = elements(n.args[0], s);
      return es.empty() ? Text() : text(n.args[1], one(id, s, es));
    }
    std::abort();
  }

  // Provisions.
  bool live(Id id, Stack at) {
    const ir::Provision& p = p_.provisions[sz(id)];
    if (!counts(p.period.document)) return false;
    const Id date = p.date != kNone ? p.date : p_.event_date;
    if (date == kNone) return true;
    const Num d = num(date, at);
    if (!d) return choose(date, line_stack(), 2, 100 + id) == 1;
    bool out = covers(p.period, *d);
    for (const ir::Period& s : p.suspended) out = out && !covers(s, *d);
    return out;
  }
  bool scope(Id id, Stack at) {
    const ir::Provision& p = p_.provisions[sz(id)];
    return p.scope == kNone || test(p.scope, cut(at, p.subject));
  }
  bool rest(Id id, Stack at) {
    const ir::Provision& p = p_.provisions[sz(id)];
    return p.test == kNone || test(p.test, cut(at, p.subject));
  }
  bool in_scope(Id id, Stack at) {
    bool out = live(id, at) && scope(id, at);
    for (Id q : p_.provisions[sz(id)].displaced_by) out = !in_scope(q, at) && out;
    return out;
  }
  bool in_force(Id id, Stack at) { return in_scope(id, at) && rest(id, at); }

  Outcome value(Id q, Stack at) {
    const ir::DecidedValue& d = p_.decided[sz(q)];
    const Stack s = cut(at, d.subject);
    const auto any = [&](const std::vector<Id>& among, int salt) -> Outcome {
      std::vector<Id> options = among;
      if (options.empty())
        for (std::size_t v = 0; v < p_.schema.categories[sz(d.category)].values.size(); ++v)
          options.push_back(static_cast<Id>(v));
      return static_cast<Outcome>(options[sz(choose(-2 - q, s, static_cast<int>(options.size()), salt))]);
    };
    std::set<Id> vs;
    if (d.mode == ir::Combination::First) {
      for (std::size_t i = 0; i < d.cases.size(); ++i) {
        if (!test(d.cases[i].when, s)) continue;
        return d.cases[i].undetermined ? any(d.cases[i].possible, static_cast<int>(i))
                                       : static_cast<Outcome>(d.cases[i].value);
      }
    } else {
      for (Id p : d.provisions)
        if (in_force(p, s)) vs.insert(p_.provisions[sz(p)].value);
    }
    if (d.mode == ir::Combination::AllListed) {
      Outcome out = kListed;
      for (Id v : vs) out |= Outcome{1} << v;
      return out;
    }
    if (vs.empty()) {
      if (d.fallback == kNone) return kGap;
      if (d.fallback_when != kNone && !test(d.fallback_when, s)) return any({}, 99);
      return static_cast<Outcome>(d.fallback);
    }
    if (d.mode == ir::Combination::MostRestrictive) return static_cast<Outcome>(*vs.rbegin());
    return vs.size() == 1 ? static_cast<Outcome>(*vs.begin()) : kConflict;
  }

  const ir::Program& p_;
  const data::Record& r_;
  std::uint32_t line_;
  Law law_;
  Row shipment_row_{p_.schema.shipment, 0, nullptr},
      line_row_{p_.schema.line, static_cast<std::int32_t>(line_), &shipment_row_};
  std::deque<Row> rows_;
  std::set<Id> left_out_;
  std::map<std::vector<std::int64_t>, int> choices_;
  bool branched_ = false;
};

}  // namespace licet::oracle
