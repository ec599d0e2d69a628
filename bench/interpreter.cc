// Lines per second of the reference interpreter on a rulebook of a few hundred provisions: requirements over tests of
// line, item, circuits and parties, exceptions that displace them, a disposition that reads them.
//   bench/interpreter [provisions] [lines] [percent of facts missing]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>

#include "core/ir/build.h"
#include "runtime/interp/evaluate.h"

namespace {

using namespace licet;  // NOLINT: a bench, not a library
using data::State;
using ir::Id;
using ir::kNone;
using ir::Op;

enum : Id { kShipment, kLine, kItem, kCircuit, kParty };

struct Bench {
  ir::Builder b;
  std::mt19937 random{7};
  int below(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }

  static ir::Field field(std::string name, ir::Type type) {
    ir::Field f;
    f.name = f.column = std::move(name);
    f.type = type;
    return f;
  }
  static ir::Type rows(ir::ValueKind kind, Id record) {
    ir::Type t;
    t.kind = kind;
    t.record = record;
    return t;
  }

  void schema() {
    ir::Schema& s = b.program().schema;
    std::vector<std::string> countries, names;
    for (int i = 0; i < 250; ++i) countries.push_back("C" + std::to_string(i));
    s.categories = {{"country", false, false, countries, {}, {}},
                    {"disposition",
                     true,
                     false,
                     {"no requirement", "authorized", "available", "license required", "prohibited"},
                     {},
                     {}},
                    {"reason", false, false, {"NS", "RS", "AT", "MT", "CC"}, {}, {}}};
    ir::Field lines = field("lines", rows(ir::ValueKind::List, kLine)),
              parties = field("parties", rows(ir::ValueKind::List, kParty));
    lines.max_elements = parties.max_elements = 1000;
    std::vector<ir::Field> shipment = {lines, parties, field("export_date", ir::date_type()),
                                       field("destination", ir::category_type(0))};
    for (const char* role : {"end_user", "consignee", "purchaser"})
      shipment.push_back(field(role, rows(ir::ValueKind::Role, kParty)));
    std::vector<ir::Field> line = {field("item", rows(ir::ValueKind::Struct, kItem))};
    for (int i = 0; i < 12; ++i) line.push_back(field("flag" + std::to_string(i), ir::bool_type()));
    for (int i = 0; i < 12; ++i) {
      line.push_back(field("n" + std::to_string(i), ir::number_type(0)));
      line.back().bounded = true;
      line.back().hi = 1000;
    }
    ir::Field circuits = field("circuits", rows(ir::ValueKind::List, kCircuit));
    circuits.max_elements = 8;
    s.records = {
        {"shipment", kNone, shipment, kNone, 0, kNone},
        {"line", kShipment, line, kNone, 0, kNone},
        {"item", kLine, {circuits, field("kind", ir::category_type(2))}, kNone, 0, kNone},
        {"circuit", kItem, {field("tpp", ir::number_type(0)), field("area", ir::number_type(0))}, kNone, 0, kNone},
        {"party",
         kShipment,
         {field("headquarters", ir::category_type(0)), field("parent", ir::category_type(0))},
         kNone,
         0,
         kNone}};
    s.role_sets = {{"party", {4, 5, 6}}};
    s.shipment = kShipment;
    s.line = kLine;
    s.lines_field = 0;
    s.party = kParty;
    s.parties_field = 1;
    b.program().event_date = b.field(kShipment, 2);
    for (int l = 0; l < 5; ++l) {
      ir::DatedList list;
      list.name = "group " + std::to_string(l);
      list.category = 0;
      for (Id c = 0; c < 250; ++c)
        if (below(5) == 0) list.members.push_back({c, {}, kNone, 0});
      b.program().lists.push_back(list);
    }
  }
  Id countries(int n) {
    std::vector<Id> codes;
    for (int i = 0; i < n; ++i) codes.push_back(below(250));
    return b.set(0, codes);
  }
  Id test() {
    const ir::Type t = ir::bool_type();
    const Id item = b.field(kLine, 0),
             circuits = b.node(Op::Within, ir::source_type(kCircuit), kLine, {item, b.field(kItem, 0)});
    switch (below(9)) {
      case 0:
        return b.node(Op::InList, t, kShipment, {b.field(kShipment, 3), b.program().event_date}, below(5));
      case 1:
        return b.node(Op::InSet, t, kShipment, {b.field(kShipment, 3)}, countries(10));
      case 2:
        return b.field(kLine, 1 + below(12));
      case 3:
      case 4:
        return b.compare(ir::Comparison::GreaterEqual, b.field(kLine, 13 + below(12)),
                         b.number(below(1000), ir::number_type(0)), kLine);
      case 5: {
        const Id roles = b.node(Op::RolesOf, ir::source_type(kParty), kShipment, {}, 0);
        return b.node(Op::Any, t, kLine,
                      {roles, b.node(Op::InSet, t, kParty, {b.field(kParty, below(2))}, countries(10))});
      }
      case 6: {
        const Id ratio = b.node(Op::CompareRatio, t, kCircuit,
                                {b.field(kCircuit, 0), b.field(kCircuit, 1), b.number(592, ir::number_type(2)),
                                 b.number(1, ir::number_type(0))},
                                static_cast<int>(ir::Comparison::GreaterEqual));
        const Id big = b.compare(ir::Comparison::GreaterEqual, b.field(kCircuit, 0),
                                 b.number(100 * (1 + below(40)), ir::number_type(0)), kCircuit);
        return b.node(Op::Any, t, kLine, {circuits, b.and_({big, ratio}, kCircuit)});
      }
      case 7: {
        const Id sum = b.node(Op::Sum, ir::number_type(0), kLine, {circuits, b.truth(true), b.field(kCircuit, 0)});
        return b.compare(ir::Comparison::GreaterEqual, sum, b.number(1000 * below(20), ir::number_type(0)), kLine);
      }
      default:
        return b.node(Op::AtCond, t, kLine,
                      {item, b.node(Op::InSet, t, kItem, {b.field(kItem, 1)}, b.set(2, {below(5)}))});
    }
  }
  Id condition() {
    const Id either = b.or_({test(), test(), b.and_({test(), test()}, kLine)}, kLine);
    return b.and_({test(), either, b.not_(test())}, kLine);
  }

  std::shared_ptr<ir::Program> program(int provisions) {
    schema();
    std::vector<Id> requirements;
    const int groups = provisions / 10;
    for (int g = 0; g < groups; ++g) {
      ir::DecidedValue d;
      d.name = "r" + std::to_string(g);
      d.subject = kLine;
      d.category = 2;
      d.mode = ir::Combination::AllListed;
      const Id q = static_cast<Id>(b.program().decided.size());
      for (int i = 0; i < 10; ++i) {
        ir::Provision p;
        p.citation = std::to_string(700 + g) + "." + std::to_string(i + 1);
        p.subject = kLine;
        p.decides = q;
        p.value = below(5);
        p.scope = condition();
        p.separate_scope = true;
        p.test = test();
        p.period.from = 100 * below(3);
        const Id id = static_cast<Id>(b.program().provisions.size());
        if (i > 0 && below(2) == 0) p.displaced_by = {id - 1};
        b.program().provisions.push_back(p);
        d.provisions.push_back(id);
        requirements.push_back(b.node(Op::InForce, ir::bool_type(), kLine, {}, id));
      }
      if (g % 2 == 0) d.column = d.name;
      b.program().decided.push_back(d);
    }
    ir::DecidedValue d;
    d.name = d.column = "disposition";
    d.subject = kLine;
    d.category = 1;
    d.ordered = true;
    d.mode = ir::Combination::First;
    const Id any = b.or_(requirements, kLine);
    std::vector<Id> freed;
    for (std::size_t i = 0; i < requirements.size(); ++i)
      freed.push_back(b.or_({b.not_(requirements[i]), test(), test()}, kLine));
    d.cases = {{4, false, b.and_({test(), test(), test()}, kLine), {}},
               {0, false, b.not_(any), {}},
               {2, false, b.and_(freed, kLine), {}},
               {3, false, b.truth(true), {}}};
    b.program().licensing.disposition = static_cast<Id>(b.program().decided.size());
    b.program().decided.push_back(d);
    return std::make_shared<ir::Program>(b.take());
  }

  data::Record record(const ir::Program& p, int missing) {
    data::Record r(p.schema);
    r.add_row(kShipment, 0);
    r.add_row(kLine, 0);
    r.add_row(kItem, 0);
    for (int i = 0; i < 3; ++i) r.add_row(kParty, 0);
    const int circuits = below(4);
    for (int i = 0; i < circuits; ++i) r.add_row(kCircuit, 0);
    for (Id t = 0; t < 5; ++t)
      for (std::uint32_t row = 0; row < r.rows(t).size(); ++row)
        for (Id f = 0; f < static_cast<Id>(r.rows(t).width); ++f) {
          const ir::Field& d = p.schema.records[static_cast<std::size_t>(t)].fields_[static_cast<std::size_t>(f)];
          data::Cell& c = r.rows(t).at(row, f);
          c.state = State::Known;
          c.closed = true;
          if (d.type.kind == ir::ValueKind::Bool)
            c.value = below(2);
          else if (d.type.kind == ir::ValueKind::Category)
            c.value =
                below(static_cast<int>(p.schema.categories[static_cast<std::size_t>(d.type.category)].values.size()));
          else if (d.type.kind == ir::ValueKind::Role)
            r.set_role(&c, {static_cast<std::uint32_t>(f - 4)});
          else if (d.type.kind == ir::ValueKind::List)
            c.count = t == kItem ? static_cast<std::uint32_t>(circuits) : f == 0 ? 1 : 3;
          else if (d.type.kind == ir::ValueKind::Struct)
            c.count = 1;
          else
            c.value = t == kCircuit ? 1 + below(5000) : below(1000);
          const bool plain = d.type.kind == ir::ValueKind::Bool || d.type.kind == ir::ValueKind::Number ||
                             d.type.kind == ir::ValueKind::Category;
          if (plain && below(100) < missing) c = {};
        }
    return r;
  }
};

}  // namespace

int main(int argc, char** argv) {
  const int provisions = argc > 1 ? std::atoi(argv[1]) : 300;
  const int lines = argc > 2 ? std::atoi(argv[2]) : 200000;
  const int missing = argc > 3 ? std::atoi(argv[3]) : 0;
  Bench bench;
  const std::shared_ptr<ir::Program> program = bench.program(provisions);
  if (const std::string wrong = ir::verify(*program); !wrong.empty()) {
    std::fprintf(stderr, "%s\n", wrong.c_str());
    return 1;
  }
  std::vector<data::Record> records;
  for (int i = 0; i < 200; ++i) records.push_back(bench.record(*program, missing));
  const auto started = std::chrono::steady_clock::now();
  auto plan = interp::bind(program, {});
  if (!plan.ok()) return 1;
  interp::Evaluator evaluator(plan.value());
  const auto bound = std::chrono::steady_clock::now();
  interp::Decision decision;
  long decided = 0, outcomes = 0, facts = 0;
  for (int i = 0; i < lines; ++i) {
    evaluator.decide(records[static_cast<std::size_t>(i % 200)], 0, &decision);
    for (const interp::Outcome& o : decision.outcomes) {
      ++outcomes;
      decided += o.status == interp::Status::Decided ? 1 : 0;
      facts += static_cast<long>(o.open_facts.size());
    }
  }
  const auto seconds = [](auto a, auto b) { return std::chrono::duration<double>(b - a).count(); };
  const double s = seconds(bound, std::chrono::steady_clock::now());
  std::printf(
      "%zu nodes, %zu provisions, bound in %.1f ms; %d lines, %.0f lines/s; %.0f%% of outcomes decided, %.1f open "
      "facts per line\n",
      program->nodes.size(), program->provisions.size(), 1e3 * seconds(started, bound), lines, lines / s,
      100.0 * static_cast<double>(decided) / static_cast<double>(outcomes), static_cast<double>(facts) / lines);
  return 0;
}
