// A small schema and a builder for the interpreter's unit tests: a line with a few facts, an item with circuits, and
// parties in roles.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/ir/build.h"
#include "runtime/interp/evaluate.h"

namespace licet::interp::testing {

using data::Cell;
using data::Record;
using data::State;
using ir::Id;
using ir::kNone;
using ir::Op;

struct World {
  enum : Id { Shipment, Line, Item, Circuit, Party };
  // Fields, in order.
  enum : Id { Lines, Parties, EndUser, Consignee, ExportDate };             // shipment
  enum : Id { X, Y, Maybe, Country, Entry, Flag, TheItem, Sound, Remark };  // line
  enum : Id { Circuits };                                                   // item
  enum : Id { Tpp, Count_ };                                                // circuit
  enum : Id { PartyId, Headquarters };                                      // party
  enum : Id { Disposition, Countries, Entries, Yes };                       // categories

  ir::Builder b;
  Id q = kNone;  // the decided value made last

  World() {
    ir::Schema& s = b.program().schema;
    s.categories = {{"disposition", true, false, {"free", "exception", "license"}, {}, {}},
                    {"country", false, false, {"CN", "DE", "US"}, {}, {}},
                    {"entry", false, true, {"3A090", "3A090.a", "3A090.b", "EAR99"}, {kNone, 0, 0, kNone}, {}},
                    {"yes", false, false, {"yes", "no"}, {}, {}}};
    const auto rows = [](ir::ValueKind kind, Id record) {
      ir::Type t;
      t.kind = kind;
      t.record = record;
      return t;
    };
    const auto field = [](const char* name, ir::Type type) {
      ir::Field f;
      f.name = f.column = name;
      f.type = type;
      return f;
    };
    ir::Field lines = field("lines", rows(ir::ValueKind::List, Line)),
              parties = field("parties", rows(ir::ValueKind::List, Party));
    lines.max_elements = parties.max_elements = 100;
    ir::Field user = field("end_user", rows(ir::ValueKind::Role, Party));
    ir::Field consignee = field("consignee", rows(ir::ValueKind::Role, Party));
    consignee.may_be_none = true;
    ir::Field x = field("x", ir::number_type(0)), y = field("y", ir::number_type(0)),
              maybe = field("maybe", ir::number_type(0));
    for (ir::Field* f : {&x, &y, &maybe}) {
      f->bounded = true;
      f->lo = 0;
      f->hi = 100;
    }
    maybe.may_be_none = true;
    ir::Field circuits = field("circuits", rows(ir::ValueKind::List, Circuit));
    circuits.max_elements = 4;
    circuits.complete_column = "circuits_complete";
    ir::Field tpp = field("tpp", ir::number_type(0));
    tpp.bounded = true;
    tpp.hi = 1000;
    s.records = {
        {"shipment", kNone, {lines, parties, user, consignee, field("export_date", ir::date_type())}, kNone, 0, kNone},
        {"line",
         Shipment,
         {x, y, maybe, field("country", ir::category_type(Countries)), field("entry", ir::category_type(Entries)),
          field("flag", ir::bool_type()), field("item", rows(ir::ValueKind::Struct, Item)),
          field("sound", ir::bool_type()), field("remark", ir::text_type())},
         kNone,
         0,
         kNone},
        {"item", Line, {circuits}, kNone, 0, kNone},
        {"circuit", Item, {tpp, field("count", ir::number_type(0))}, kNone, 0, kNone},
        {"party",
         Shipment,
         {field("id", ir::text_type()), field("headquarters", ir::category_type(Countries))},
         PartyId,
         0,
         kNone}};
    s.role_sets = {{"party to the transaction", {EndUser, Consignee}}};
    s.shipment = Shipment;
    s.line = Line;
    s.lines_field = Lines;
    s.party = Party;
    s.parties_field = Parties;
    b.program().name = "test";
    b.program().event_date = b.field(Shipment, ExportDate);
  }

  Id num(std::int64_t v) { return b.number(v, ir::number_type(0)); }
  Id at_least(Id x, std::int64_t v, Id scope = Line) {
    return b.compare(ir::Comparison::GreaterEqual, x, num(v), scope);
  }
  Id is(Id x, Id category, std::vector<Id> codes, Id scope = Line) {
    return b.node(Op::InSet, ir::bool_type(), scope, {x}, b.set(category, std::move(codes)));
  }
  // A decided value `name` of the line; provisions are added with provide().
  Id decide(const char* name, ir::Combination mode, Id fallback = kNone) {
    ir::DecidedValue d;
    d.name = d.column = name;
    d.subject = Line;
    d.category = Disposition;
    d.ordered = mode != ir::Combination::AllListed;
    d.mode = mode;
    d.fallback = fallback;
    b.program().decided.push_back(d);
    return q = static_cast<Id>(b.program().decided.size()) - 1;
  }
  Id provide(const char* citation, Id value, Id scope, Id test = kNone, std::vector<Id> displaced_by = {}) {
    ir::Provision v;
    v.citation = citation;
    v.subject = Line;
    v.decides = q;
    v.value = value;
    v.scope = scope;
    v.test = test;
    v.separate_scope = test != kNone;
    v.displaced_by = std::move(displaced_by);
    b.program().provisions.push_back(v);
    const Id id = static_cast<Id>(b.program().provisions.size()) - 1;
    b.program().decided[static_cast<std::size_t>(q)].provisions.push_back(id);
    return id;
  }
};

// A record with one line, one item and an end user; every fact missing.
struct Shipment {
  explicit Shipment(const ir::Program& program) : record(program.schema) {
    record.add_row(World::Shipment, 0);
    record.add_row(World::Line, 0);
    record.add_row(World::Item, 0);
    record.add_row(World::Party, 0);
    set(World::Shipment, World::Lines, {State::Known, true, 1, 0});
    set(World::Shipment, World::Parties, {State::Known, true, 1, 0});
    set(World::Line, World::TheItem, {State::Known, true, 1, 0});
    record.set_role(&record.rows(World::Shipment).at(0, World::EndUser), {0});
  }
  void set(Id type, Id field, Cell cell, std::uint32_t row = 0) { record.rows(type).at(row, field) = cell; }
  void know(Id type, Id field, std::int64_t value, std::uint32_t row = 0) {
    set(type, field, {State::Known, false, 0, value}, row);
  }
  void none(Id type, Id field) { set(type, field, {State::None, false, 0, 0}); }
  void circuits(const std::vector<std::int64_t>& tpp, bool closed) {
    const std::uint32_t first = record.rows(World::Circuit).size();
    for (std::int64_t v : tpp) {
      const std::uint32_t row = record.add_row(World::Circuit, 0);
      if (v >= 0) know(World::Circuit, World::Tpp, v, row);
    }
    set(World::Item, World::Circuits, {State::Known, closed, static_cast<std::uint32_t>(tpp.size()), first});
  }
  Record record;
};

class Session {
 public:
  explicit Session(ir::Program program, RunParameters run = {})
      : program_(std::make_shared<ir::Program>(std::move(program))) {
    if (!run.mode) run.mode = Mode::AsCodified;
    auto plan = interp::bind(program_, run);
    LICET_CHECK(plan.ok());
    evaluator = std::make_unique<Evaluator>(plan.value());
  }
  Outcome decide(const Shipment& s, Id q) { return evaluator->outcome(s.record, 0, q, 0); }
  // "T", "F", "?": what a condition is.
  std::string truth(const Shipment& s, Id node, Id row = 0, bool open = false) {
    const Evaluator::Value v = evaluator->value(s.record, 0, node, static_cast<std::uint32_t>(row), open);
    return v.may_be_true && v.may_be_false ? "?" : v.may_be_true ? "T" : v.may_be_false ? "F" : "-";
  }
  const ir::Program& program() const { return *program_; }
  std::unique_ptr<Evaluator> evaluator;

 private:
  std::shared_ptr<ir::Program> program_;
};

inline std::vector<std::string> paths(const std::vector<OpenFact>& facts) {
  std::vector<std::string> out;
  for (const OpenFact& f : facts) out.push_back(f.path);
  return out;
}

}  // namespace licet::interp::testing
