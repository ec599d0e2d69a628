// Provisions, combination, evidence, open and deciding facts (semantics sections 3 to 5 and 7).
#include <catch2/catch.hpp>

#include "tests/unit/interp_world.h"

namespace licet::interp::testing {
namespace {

using ir::Combination;

const std::vector<Id> kFree = {0}, kException = {1}, kLicense = {2};

TEST_CASE("displacement is by scope, not by success", "[interp]") {
  World w;
  const Id q = w.decide("q", Combination::MustAgree, 0);
  const Id ten = 1;
  w.provide("734.4(c)", 2, w.at_least(w.b.field(World::Line, World::X), 25), kNone, {ten});
  w.provide("734.4(d)", 1, w.b.field(World::Line, World::Flag), w.at_least(w.b.field(World::Line, World::X), 90));
  Session run(w.b.take());
  Shipment s(run.program());
  s.know(World::Line, World::X, 30);
  s.know(World::Line, World::Flag, 1);
  Outcome o = run.decide(s, q);
  CHECK(o.status == Status::Decided);
  CHECK(o.values == kFree);  // the 10 percent rule governs, though it is not met
  s.know(World::Line, World::Flag, 0);
  o = run.decide(s, q);
  CHECK(o.values == kLicense);
  CHECK(o.grounds == std::vector<Id>{0});
  s.set(World::Line, World::Flag, {});
  o = run.decide(s, q);
  CHECK(o.status == Status::Undetermined);
  CHECK(o.possible == std::vector<Id>{0, 2});
  CHECK(paths(o.open_facts) == std::vector<std::string>{"flag"});
}

TEST_CASE("a provision is sure where what displaces it would say the same", "[interp]") {
  World w;
  const Id q = w.decide("q", Combination::MustAgree, 0);
  w.provide("1(a)", 2, w.b.truth(true), kNone, {1});
  w.provide("1(b)", 2, w.b.field(World::Line, World::Flag));
  Session run(w.b.take());
  Shipment s(run.program());
  const Outcome o = run.decide(s, q);
  CHECK(o.status == Status::Decided);
  CHECK(o.values == kLicense);
  CHECK(o.one_of);
  CHECK(o.grounds == std::vector<Id>{0, 1});
}

TEST_CASE("must agree: two that do not yield to each other conflict", "[interp]") {
  World w;
  const Id q = w.decide("q", Combination::MustAgree);
  w.provide("1(a)", 2, w.b.field(World::Line, World::Flag));
  w.provide("1(b)", 1, w.b.field(World::Line, World::Sound));
  Session run(w.b.take());
  Shipment s(run.program());
  s.know(World::Line, World::Flag, 1);
  Outcome o = run.decide(s, q);
  CHECK(o.status == Status::Undetermined);
  CHECK(o.conflict_possible);
  CHECK_FALSE(o.gap_possible);
  CHECK(o.possible == kLicense);
  s.know(World::Line, World::Sound, 1);
  o = run.decide(s, q);
  CHECK(o.status == Status::Conflict);
  CHECK(o.grounds == std::vector<Id>{0, 1});
  s.know(World::Line, World::Flag, 0);
  s.know(World::Line, World::Sound, 0);
  CHECK(run.decide(s, q).status == Status::Gap);
}

TEST_CASE("the most restrictive prevails over what is less restrictive, known or not", "[interp]") {
  World w;
  const Id q = w.decide("q", Combination::MostRestrictive, 0);
  w.provide("1(a)", 2, w.b.field(World::Line, World::Flag));
  w.provide("1(b)", 1, w.b.field(World::Line, World::Sound));
  Session run(w.b.take());
  Shipment s(run.program());
  s.know(World::Line, World::Flag, 1);
  CHECK(run.decide(s, q).values == kLicense);
  s.set(World::Line, World::Flag, {});
  s.know(World::Line, World::Sound, 1);
  CHECK(run.decide(s, q).possible == std::vector<Id>{1, 2});
}

TEST_CASE("a default with a guard leaves every value possible where the guard may fail", "[interp]") {
  World w;
  const Id q = w.decide("q", Combination::MostRestrictive, 0);
  w.b.program().decided[0].fallback_when = w.b.field(World::Line, World::Sound);
  w.provide("1(a)", 2, w.b.field(World::Line, World::Flag));
  Session run(w.b.take());
  Shipment s(run.program());
  s.know(World::Line, World::Flag, 0);
  s.know(World::Line, World::Sound, 0);
  const Outcome o = run.decide(s, q);
  CHECK(o.possible == std::vector<Id>{0, 1, 2});
  CHECK(paths(o.open_facts) == std::vector<std::string>{"coverage"});
}

TEST_CASE("what is not shown keeps a restriction and never lifts one", "[interp]") {
  World w;
  const Id shown = w.b.node(Op::Shown, ir::bool_type(), World::Line, {w.b.field(World::Line, World::Flag)});
  const Id q = w.decide("presumed", Combination::MostRestrictive, 0);
  w.provide("1(a)", 2, w.b.not_(shown));
  const Id lifted = w.decide("lifted", Combination::MostRestrictive, 0);
  w.provide("2(a)", 2, shown);
  Session run(w.b.take());
  Shipment s(run.program());
  Outcome o = run.decide(s, q);
  CHECK(o.status == Status::Decided);
  CHECK(o.values == kLicense);
  CHECK(o.burden_of_proof);
  bool exact = false;
  CHECK(paths(run.evaluator->deciding_facts(s.record, 0, q, &exact)) == std::vector<std::string>{"flag"});
  CHECK(exact);
  o = run.decide(s, lifted);
  CHECK(o.status == Status::Undetermined);
  CHECK(o.possible == std::vector<Id>{0, 2});
  s.know(World::Line, World::Flag, 1);
  CHECK(run.decide(s, q).values == kFree);
  CHECK_FALSE(run.decide(s, q).burden_of_proof);
}

TEST_CASE("first: cases up to the first certain one", "[interp]") {
  World w;
  const Id q = w.decide("q", Combination::First, 0);
  ir::DecidedValue& d = w.b.program().decided[0];
  d.cases = {{2, false, w.b.field(World::Line, World::Flag), {}},
             {kNone, true, w.b.field(World::Line, World::Sound), {0, 1}},
             {1, false, w.b.truth(true), {}}};
  Session run(w.b.take());
  Shipment s(run.program());
  s.know(World::Line, World::Flag, 0);
  s.know(World::Line, World::Sound, 1);
  Outcome o = run.decide(s, q);
  CHECK(o.possible == std::vector<Id>{0, 1});
  CHECK(paths(o.open_facts) == std::vector<std::string>{"coverage"});
  s.know(World::Line, World::Sound, 0);
  CHECK(run.decide(s, q).values == kException);
  s.set(World::Line, World::Flag, {});
  o = run.decide(s, q);
  CHECK(o.possible == std::vector<Id>{1, 2});
  CHECK(paths(o.open_facts) == std::vector<std::string>{"flag"});
}

TEST_CASE("undefined terms are named; a fact that cannot matter is not essential", "[interp]") {
  World w;
  const Id q = w.decide("q", Combination::MostRestrictive, 0);
  const Id ratio = w.b.node(Op::CompareRatio, ir::bool_type(), World::Line,
                            {w.b.field(World::Line, World::X), w.b.field(World::Line, World::Y), w.num(1), w.num(1)},
                            static_cast<std::int64_t>(ir::Comparison::GreaterEqual));
  w.provide("1(a)", 2, ratio);
  const Id same = w.decide("same", Combination::MostRestrictive, 0);
  const Id flag = w.b.field(World::Line, World::Flag);
  w.provide("2(a)", 2,
            w.b.or_({w.b.and_({flag, w.at_least(w.b.field(World::Line, World::X), 5)}, World::Line),
                     w.b.and_({w.b.not_(flag), w.at_least(w.b.field(World::Line, World::X), 5)}, World::Line)},
                    World::Line));
  Session run(w.b.take());
  Shipment s(run.program());
  s.know(World::Line, World::X, 3);
  s.know(World::Line, World::Y, 0);
  const Outcome o = run.decide(s, q);
  CHECK(o.status == Status::Error);
  CHECK(o.error == "zero divisor");
  CHECK(paths(o.open_facts) == std::vector<std::string>{"undefined: zero divisor"});
  s.set(World::Line, World::X, {});
  CHECK(paths(run.decide(s, same).open_facts) == std::vector<std::string>{"x", "flag"});
  bool exact = false;
  CHECK(paths(run.evaluator->deciding_facts(s.record, 0, same, &exact)) == std::vector<std::string>{"x"});
  CHECK(exact);
}

TEST_CASE("open facts are named as in the data", "[interp]") {
  World w;
  const Id q = w.decide("q", Combination::MostRestrictive, 0);
  const Id circuits = w.b.node(Op::Within, ir::source_type(World::Circuit), World::Line,
                               {w.b.field(World::Line, World::TheItem), w.b.field(World::Item, World::Circuits)});
  const Id any = w.b.node(Op::Any, ir::bool_type(), World::Line,
                          {circuits, w.at_least(w.b.field(World::Circuit, World::Tpp), 500, World::Circuit)});
  const Id abroad = w.is(w.b.field(World::Party, World::Headquarters), World::Countries, {0}, World::Party);
  const Id anyone = w.b.node(Op::RolesOf, ir::source_type(World::Party), World::Shipment, {}, 0);
  w.provide("1(a)", 2, w.b.or_({any, w.b.node(Op::Any, ir::bool_type(), World::Line, {anyone, abroad})}, World::Line));
  Session run(w.b.take());
  Shipment s(run.program());
  s.circuits({100, -1}, false);
  CHECK(paths(run.decide(s, q).open_facts) ==
        std::vector<std::string>{"item.circuits", "item.circuits[1].tpp", "end_user.headquarters", "consignee"});
  CHECK(run.decide(s, q).open_facts[1].group == "item.circuits.tpp");
  s.set(World::Shipment, World::EndUser, {});
  s.none(World::Shipment, World::Consignee);
  s.circuits({100}, true);
  CHECK(paths(run.decide(s, q).open_facts) == std::vector<std::string>{"end_user.headquarters"});
}

TEST_CASE("a term of a role that is none, or of several parties, is open with its reason", "[interp]") {
  World w;
  const Id q = w.decide("q", Combination::MostRestrictive, 0);
  const Id abroad = w.is(w.b.field(World::Party, World::Headquarters), World::Countries, {0}, World::Party);
  w.provide("1(a)", 2,
            w.b.node(Op::AtCond, ir::bool_type(), World::Line, {w.b.field(World::Shipment, World::Consignee), abroad}));
  Session run(w.b.take());
  Shipment s(run.program());
  s.none(World::Shipment, World::Consignee);
  CHECK(paths(run.decide(s, q).open_facts) == std::vector<std::string>{"undefined: consignee is none"});
  const std::uint32_t other = s.record.add_row(World::Party, 0);
  s.know(World::Party, World::Headquarters, 0);
  s.know(World::Party, World::Headquarters, 1, other);
  s.record.set_role(&s.record.rows(World::Shipment).at(0, World::Consignee), {0, other});
  CHECK(paths(run.decide(s, q).open_facts) == std::vector<std::string>{"consignee"});
}

}  // namespace
}  // namespace licet::interp::testing
