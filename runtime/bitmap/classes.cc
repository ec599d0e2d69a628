// Which tests are settled by the class of one fact, or of one fact and the event date, and where the classes of numbers
// and days begin. A class holds values that none of the tests on the fact tells apart; what such a test is for a class
// is asked of the interpreter with a value of that class (tables.cc), so that no test has a second meaning here.
#include <algorithm>

#include "core/base/int128.h"
#include "runtime/bitmap/lower.h"

// A sound default stands for whatever is not named: it is asked of the interpreter.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace licet::bitmap {

using interp::at;
using interp::PlanNode;
using ir::Op;
using ir::ValueKind;

namespace {

constexpr std::uint32_t kMostClasses = 1u << 20;  // of two facts together

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }

}  // namespace

std::uint32_t Lowering::fact_of(std::uint32_t domain, Id type, Id field) {
  const auto [at_, added] =
      facts_.try_emplace({domain, type, field}, static_cast<std::uint32_t>(circuit_.facts.size()));
  if (added) {
    Fact fact;
    fact.domain = domain;
    fact.type = type;
    fact.field = field;
    fact.kind = program_.schema.records[at(type)].fields_[at(field)].type.kind;
    circuit_.facts.push_back(fact);
  }
  return at_->second;
}

// Cuts on both sides of every day on which something may begin or end.
void Lowering::cut_by_day(std::uint32_t fact, Day from, Day through) {
  std::vector<std::int64_t>& cuts = circuit_.facts[fact].cuts;
  cuts.push_back(from);
  cuts.push_back(static_cast<std::int64_t>(through) + 1);
}

// The default date where it is a fact of the line or the shipment: the second fact of the test, or its only one.
bool Lowering::add_day(Id date_node, Test* test) {
  if (date_node == kNone) return true;
  std::uint32_t fact = kAnywhere;
  const PlanNode& node = plan_.nodes[at(date_node)];
  if (date_node == program_.event_date && plan_.date_field != kNone) {
    fact = fact_of(kLineDomain, plan_.date_type, plan_.date_field);
  } else if (node.op == Op::NumField) {
    fact = fact_of(enclosing(test->domain, node.key.scope), node.key.scope, static_cast<Id>(node.a));
  } else {
    return false;
  }
  if (plan_.has_horizon) cut_by_day(fact, plan_.known_from, plan_.known_through);
  if (test->fact == kAnywhere || test->fact == fact) {
    test->fact = fact;
    return true;
  }
  if (circuit_.facts[fact].domain != kLineDomain) return false;
  test->second = fact;
  return true;
}

// A number field, perhaps with more digits: value times factor.
bool Lowering::number_side(Id id, std::uint32_t domain, std::uint32_t* fact, std::int64_t* factor) {
  *factor = 1;
  for (;;) {
    const PlanNode& node = plan_.nodes[at(id)];
    if (node.op == Op::NumField) {
      *fact = fact_of(enclosing(domain, node.key.scope), node.key.scope, static_cast<Id>(node.a));
      return true;
    }
    if (node.op != Op::Rescale || node.a > 18) return false;
    for (std::int64_t i = 0; i < node.a; ++i)
      if (__builtin_mul_overflow(*factor, std::int64_t{10}, factor)) return false;
    id = plan_.arguments(node)[0];
  }
}

bool Lowering::classify_cond(Id id, Test* test) {
  const PlanNode& node = plan_.nodes[at(id)];
  const Id* args = plan_.arguments(node);
  const auto field = [&](Id type, std::int64_t f) {
    test->fact = fact_of(enclosing(test->domain, type), type, static_cast<Id>(f));
    return true;
  };
  switch (node.op) {
    case Op::BoolField:
      return field(node.key.scope, node.a);
    case Op::Has:
    case Op::IsMissing: {
      const ValueKind kind = program_.schema.records[at(node.key.scope)].fields_[at(node.a)].type.kind;
      if (kind == ValueKind::List || kind == ValueKind::Struct || kind == ValueKind::Role) return false;
      return field(node.key.scope, node.a);
    }
    case Op::InSet: {
      const PlanNode& x = plan_.nodes[at(args[0])];
      return x.op == Op::CatField && field(x.key.scope, x.a);
    }
    case Op::InList: {
      const PlanNode& x = plan_.nodes[at(args[0])];
      if (x.op != Op::CatField) return false;
      field(x.key.scope, x.a);
      if (!add_day(args[1], test) || test->second == kAnywhere) return false;
      const ir::DatedList& l = program_.lists[at(node.a)];
      cut_by_day(test->second, l.stated.from, l.stated.through);
      for (const ir::ListMember& m : l.members) cut_by_day(test->second, m.period.from, m.period.through);
      return true;
    }
    case Op::TextEqual: {
      for (int side = 0; side < 2; ++side) {
        const PlanNode& x = plan_.nodes[at(args[side])];
        const PlanNode& y = plan_.nodes[at(args[1 - side])];
        if (x.op != Op::TextField || y.op != Op::TextConst) continue;
        field(x.key.scope, x.a);
        circuit_.facts[test->fact].texts.push_back(static_cast<Id>(y.b));
        return true;
      }
      return false;
    }
    case Op::Compare: {
      for (int side = 0; side < 2; ++side) {
        std::uint32_t fact = kAnywhere;
        std::int64_t factor = 1, inner = 1;
        if (!number_side(args[side], test->domain, &fact, &factor)) continue;
        // The other side: a constant, or a figure on a day, perhaps with more digits.
        Id other = args[1 - side];
        while (plan_.nodes[at(other)].op == Op::Rescale && plan_.nodes[at(other)].a <= 18) {
          for (std::int64_t i = 0; i < plan_.nodes[at(other)].a; ++i)
            if (__builtin_mul_overflow(inner, std::int64_t{10}, &inner)) return false;
          other = plan_.arguments(plan_.nodes[at(other)])[0];
        }
        const PlanNode& y = plan_.nodes[at(other)];
        std::vector<std::int64_t> limits;
        test->fact = fact;
        if (y.op == Op::NumConst) {
          if (y.b != (y.a < 0 ? -1 : 0)) return false;  // beyond 64 bits
          limits.push_back(y.a);
        } else if (y.op == Op::Figure) {
          if (!add_day(plan_.arguments(y)[0], test) || test->second == kAnywhere) return false;
          for (const ir::FigureValue& v : program_.figures[at(y.a)].values) {
            cut_by_day(test->second, v.period.from, v.period.through);
            limits.push_back(v.value);
          }
        } else {
          return false;
        }
        for (std::int64_t limit : limits) {
          std::int64_t exact = 0;
          if (__builtin_mul_overflow(limit, inner, &exact)) return false;
          const std::int64_t q = floor_div(exact, factor);
          if (q < INT64_MIN + 2 || q > INT64_MAX - 2) return false;
          for (std::int64_t cut : {q, q + 1}) circuit_.facts[fact].cuts.push_back(cut);
          if (exact % factor != 0) circuit_.facts[fact].cuts.push_back(q + 2);
        }
        return true;
      }
      return false;
    }
    default:
      return false;
  }
}

// A comparison of two sides that are facts, in the row itself or of the line, or constants.
void Lowering::compare_operands(Id id, Test* test) {
  const PlanNode& node = plan_.nodes[at(id)];
  if (node.op != Op::Compare) return;
  for (int side = 0; side < 2; ++side) {
    Operand& operand = test->operands[side];
    const Id arg = plan_.arguments(node)[side];
    const PlanNode& x = plan_.nodes[at(arg)];
    if (x.op == Op::NumConst) {
      if (x.b != (x.a < 0 ? -1 : 0)) return;  // beyond 64 bits
      operand.constant = x.a;
      continue;
    }
    if (!number_side(arg, test->domain, &operand.fact, &operand.factor)) return;
    const std::uint32_t domain = circuit_.facts[operand.fact].domain;
    if (domain != test->domain && domain != kLineDomain) return;
  }
  for (const Operand& operand : test->operands)
    if (operand.fact != kAnywhere) circuit_.facts[operand.fact].valued = true;
  test->compares = true;
  test->comparison = static_cast<ir::Comparison>(node.a);
}

void Lowering::classify(Test* test) {
  bool by_class = false;
  switch (test->what) {
    case Test::What::Cond:
      by_class = classify_cond(test->id, test);
      break;
    case Test::What::Live: {
      const ir::Provision& p = program_.provisions[at(test->id)];
      by_class = add_day(p.date != kNone ? p.date : program_.event_date, test);
      if (!by_class) break;
      cut_by_day(test->fact, p.period.from, p.period.through);
      for (const ir::Period& s : p.suspended) cut_by_day(test->fact, s.from, s.through);
      break;
    }
    case Test::What::KnownLaw:
    case Test::What::Scheduled:
      // Of the date as supplied, outside the known law as well.
      by_class = add_day(program_.event_date, test) && test->fact != kAnywhere;
      if (by_class) cut_by_day(test->fact, plan_.horizon_from[at(test->id)], plan_.horizon_through[at(test->id)]);
      break;
    case Test::What::Window: {
      const ir::Document& d = program_.documents[at(test->id)];
      by_class = add_day(program_.event_date, test) && test->fact != kAnywhere;
      if (by_class) cut_by_day(test->fact, d.effective, d.compliance - 1);
      break;
    }
    case Test::What::Relied:
    case Test::What::There:
      break;
  }
  if (!by_class) test->fact = test->second = kAnywhere;
  if (!by_class && test->what == Test::What::Cond) compare_operands(test->id, test);
  // A date read in a row that is not around the line cannot be looked up by its class.
  if (test->by_class() && circuit_.facts[test->fact].domain != test->domain &&
      circuit_.facts[test->fact].domain != kLineDomain)
    test->fact = test->second = kAnywhere;
}

void Lowering::finish_facts() {
  for (Fact& fact : circuit_.facts) {
    std::sort(fact.cuts.begin(), fact.cuts.end());
    fact.cuts.erase(std::unique(fact.cuts.begin(), fact.cuts.end()), fact.cuts.end());
    std::sort(fact.texts.begin(), fact.texts.end());
    fact.texts.erase(std::unique(fact.texts.begin(), fact.texts.end()), fact.texts.end());
    const ir::Field& field = program_.schema.records[at(fact.type)].fields_[at(fact.field)];
    switch (fact.kind) {
      case ValueKind::Bool:
        fact.classes = kFirstClass + 2;
        break;
      case ValueKind::Category:
        fact.classes =
            kFirstClass + static_cast<std::uint32_t>(program_.schema.categories[at(field.type.category)].values.size());
        break;
      case ValueKind::Text:
        fact.classes = kFirstClass + static_cast<std::uint32_t>(fact.texts.size()) + 1;
        break;
      default:
        fact.classes = kFirstClass + static_cast<std::uint32_t>(fact.cuts.size()) + 1;
    }
  }
  for (Test& test : circuit_.tests) {
    if (!test.by_class()) continue;
    const std::uint64_t classes = static_cast<std::uint64_t>(circuit_.facts[test.fact].classes) *
                                  (test.second == kAnywhere ? 1 : circuit_.facts[test.second].classes);
    test.classes = static_cast<std::uint32_t>(std::min<std::uint64_t>(classes, kMostClasses + 1));
    if (classes > kMostClasses || circuit_.facts[test.fact].classes > 65535) test.fact = test.second = kAnywhere;
  }
}

}  // namespace licet::bitmap
