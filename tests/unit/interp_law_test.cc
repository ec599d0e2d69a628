// Time (semantics section 8): versions, documents, windows, savings, horizons, and what a run may choose.
#include <catch2/catch.hpp>

#include "tests/unit/interp_world.h"

namespace licet::interp::testing {
namespace {

using ir::Combination;

struct Law {
  World w;
  Id q;
  // Until day 9 free of license; document A (effective 10) requires one; E suspends that only as enforced.
  Law() {
    w.b.program().documents = {{"A", "", 5, 10, 10, false, kNone, kNone}, {"E", "", 20, 20, 20, true, kNone, kNone}};
    q = w.decide("q", Combination::MostRestrictive, 0);
    const Id p = w.provide("1(a)", 2, w.b.truth(true));
    w.b.program().provisions[static_cast<std::size_t>(p)].period = {10, ir::kForever, 0, kNone};
  }
  static Outcome on(Session* run, Id q, Day day) {
    Shipment s(run->program());
    s.know(World::Shipment, World::ExportDate, day);
    return run->decide(s, q);
  }
};

TEST_CASE("a version is in force from its first day through its last", "[interp]") {
  Law law;
  law.w.b.program().provisions[0].period.through = 12;
  Session run(law.w.b.take());
  CHECK(Law::on(&run, law.q, 9).values == std::vector<Id>{0});
  CHECK(Law::on(&run, law.q, 10).values == std::vector<Id>{2});
  CHECK(Law::on(&run, law.q, 12).values == std::vector<Id>{2});
  CHECK(Law::on(&run, law.q, 13).values == std::vector<Id>{0});
  Shipment s(run.program());
  const Outcome o = run.decide(s, law.q);
  CHECK(o.possible == std::vector<Id>{0, 2});
  CHECK(paths(o.open_facts) == std::vector<std::string>{"export_date"});
}

TEST_CASE("leaving a document out removes its versions and its ends", "[interp]") {
  Law law;
  law.w.b.program().provisions[0].period = {ir::kBeginning, 9, kNone, 0};  // ended by A
  RunParameters before;
  before.law_known_on = 4;
  ir::Program copy = law.w.b.program();
  Session with(law.w.b.take()), without(std::move(copy), before);
  CHECK(Law::on(&with, law.q, 30).values == std::vector<Id>{0});
  CHECK(Law::on(&without, law.q, 30).values == std::vector<Id>{2});
}

TEST_CASE("an enforcement document counts only as enforced, and asks which", "[interp]") {
  Law law;
  law.w.b.program().provisions[0].suspended = {{20, 25, 1, kNone}};
  auto program = std::make_shared<ir::Program>(law.w.b.program());
  const auto unasked = interp::bind(program, {});
  REQUIRE_FALSE(unasked.ok());
  CHECK(unasked.failure().exit_code == 2);
  RunParameters enforced;
  enforced.mode = Mode::AsEnforced;
  Session as_enforced(law.w.b.program(), enforced), as_codified(law.w.b.take());
  CHECK(Law::on(&as_enforced, law.q, 22).values == std::vector<Id>{0});
  CHECK(Law::on(&as_enforced, law.q, 26).values == std::vector<Id>{2});
  CHECK(Law::on(&as_codified, law.q, 22).values == std::vector<Id>{2});
}

TEST_CASE("in a compliance window the less restrictive of both laws governs, unless a reading says otherwise",
          "[interp]") {
  Law law;
  law.w.b.program().documents[0].compliance = 15;
  law.w.b.program().documents[0].reading = 0;
  law.w.b.program().readings = {{"R25", "window", "A", {"less restrictive", "with", "without"}, 0, ""}};
  ir::Program copy = law.w.b.program();
  Session run(law.w.b.take());
  CHECK(Law::on(&run, law.q, 14).values == std::vector<Id>{0});
  CHECK(Law::on(&run, law.q, 15).values == std::vector<Id>{2});
  Decision decision;
  Shipment s(run.program());
  s.know(World::Shipment, World::ExportDate, 14);
  run.evaluator->decide(s.record, 0, &decision);
  CHECK(decision.compliance_window);
  RunParameters with;
  with.readings["window"] = "with";
  Session strict(std::move(copy), with);
  CHECK(Law::on(&strict, law.q, 14).values == std::vector<Id>{2});
}

TEST_CASE("a savings clause decides the whole row under the law but for its document", "[interp]") {
  Law law;
  law.w.b.program().documents[0].savings = law.w.b.field(World::Line, World::Flag);
  Session run(law.w.b.take());
  Shipment s(run.program());
  s.know(World::Shipment, World::ExportDate, 30);
  CHECK(run.decide(s, law.q).possible == std::vector<Id>{0, 2});
  CHECK(paths(run.decide(s, law.q).open_facts) == std::vector<std::string>{"flag"});
  s.know(World::Line, World::Flag, 1);
  CHECK(run.decide(s, law.q).values == std::vector<Id>{0});
  s.know(World::Line, World::Flag, 0);
  CHECK(run.decide(s, law.q).values == std::vector<Id>{2});
}

TEST_CASE("days outside the known law", "[interp]") {
  Law law;
  law.w.b.program().horizons = {{"", 3, 20}};
  ir::Program copy = law.w.b.program();
  Session run(law.w.b.take());
  CHECK(Law::on(&run, law.q, 2).status == Status::BeyondKnownLaw);
  CHECK(Law::on(&run, law.q, 3).status == Status::Decided);
  Shipment s(run.program());
  s.know(World::Shipment, World::ExportDate, 21);
  Decision decision;
  run.evaluator->decide(s.record, 0, &decision);
  CHECK(decision.scheduled);
  RunParameters strict;
  strict.strict_horizon = true;
  Session other(std::move(copy), strict);
  CHECK(Law::on(&other, law.q, 20).status == Status::Decided);
  CHECK(Law::on(&other, law.q, 21).status == Status::BeyondKnownLaw);
}

TEST_CASE("figures and lists outside their periods are undefined, never carried on", "[interp]") {
  World w;
  ir::Figure f;
  f.name = "cap";
  f.type = ir::number_type(0);
  f.values = {{{0, 4, kNone, kNone}, true, 7, kNone, 0, false}, {{6, 8, kNone, kNone}, false, 0, kNone, 0, false}};
  w.b.program().figures = {f};
  ir::DatedList l;
  l.name = "D:5";
  l.category = World::Countries;
  l.stated = {0, 9, kNone, kNone};
  l.members = {{0, {3, 5, kNone, kNone}, kNone, 0}};
  w.b.program().lists = {l};
  const Id cap = w.b.node(Op::Figure, ir::number_type(0), World::Shipment, {w.b.program().event_date}, 0);
  const Id small = w.b.compare(ir::Comparison::LessEqual, w.b.field(World::Line, World::X), cap, World::Line);
  const Id listed = w.b.node(Op::InList, ir::bool_type(), World::Line,
                             {w.b.field(World::Line, World::Country), w.b.program().event_date}, 0);
  const Id q = w.decide("q", Combination::MostRestrictive, 0);
  w.provide("1(a)", 2, small);
  Session run(w.b.take());
  Shipment s(run.program());
  s.know(World::Line, World::X, 7);
  s.know(World::Line, World::Country, 0);
  const auto on = [&](Day d) { s.know(World::Shipment, World::ExportDate, d); };
  on(4);
  CHECK(run.truth(s, small) == "T");
  CHECK(run.truth(s, listed) == "T");
  on(5);
  CHECK(run.truth(s, small) == "?");
  CHECK(run.decide(s, q).error == "the figure cap is not stated on the day");
  on(7);  // not stated
  CHECK(run.truth(s, small) == "?");
  CHECK(run.truth(s, listed) == "F");
  on(10);
  CHECK(run.truth(s, listed) == "?");
  s.set(World::Shipment, World::ExportDate, {});
  CHECK(run.truth(s, listed) == "?");
}

TEST_CASE("run parameters that name nothing are refused", "[interp]") {
  Law law;
  auto program = std::make_shared<ir::Program>(law.w.b.take());
  RunParameters run;
  run.readings["R99"] = "x";
  CHECK(interp::bind(program, run).failure().exit_code == 2);
  RunParameters date;
  date.event_date_field = "no_such_date";
  CHECK_FALSE(interp::bind(program, date).ok());
  date.event_date_field = "export_date";
  CHECK(interp::bind(program, date).ok());
}

}  // namespace
}  // namespace licet::interp::testing
