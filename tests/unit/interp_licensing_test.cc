// What a decision lists (semantics section 6): requirements, the standing of exceptions, steps, duties, grounds of the
// disposition. The nodes are what the compiler lowers the license vocabulary to.
#include <catch2/catch.hpp>

#include "tests/unit/interp_world.h"

namespace licet::interp::testing {
namespace {

using ir::Combination;

// A license is required for X of 10 or more (742.6(a)); exception E (740.1) overcomes it (a) to Germany (b) for an item
// that is flagged, on the step that a remark was made; 740.2 forecloses it for Y of 50 or more. "Sound" claims it.
struct Licenses {
  World w;
  Id disposition;

  Id provision(const char* citation, ir::ProvisionKind kind, Id scope) {
    ir::Provision v;
    v.citation = citation;
    v.kind = kind;
    v.subject = World::Line;
    v.scope = scope;
    w.b.program().provisions.push_back(v);
    return static_cast<Id>(w.b.program().provisions.size()) - 1;
  }
  Id both(Id a, Id b) { return w.b.and_({a, b}, World::Line); }
  Id in_force(Id p) { return w.b.node(Op::InForce, ir::bool_type(), World::Line, {}, p); }
  Id paragraph(const char* citation, Id node) {
    w.b.program().paragraphs.push_back({citation, node, World::Line, {}, kNone});
    const Id id = static_cast<Id>(w.b.program().paragraphs.size()) - 1;
    return w.b.node(Op::Mark, ir::bool_type(), World::Line, {node}, id);
  }

  Licenses() {
    ir::Program& p = w.b.program();
    const Id requirement =
        provision("742.6(a)", ir::ProvisionKind::Requirement, w.at_least(w.b.field(World::Line, World::X), 10));
    const Id a = paragraph("740.1(a)", w.is(w.b.field(World::Line, World::Country), World::Countries, {1}));
    const Id b = paragraph("740.1(b)", w.b.field(World::Line, World::Flag));
    const Id exception = provision("740.1", ir::ProvisionKind::Exception, paragraph("740.1", both(a, b)));
    const Id closed =
        provision("740.2", ir::ProvisionKind::Foreclosure, w.at_least(w.b.field(World::Line, World::Y), 50));
    const Id applies = in_force(requirement), conditions = in_force(exception), foreclosed = in_force(closed);
    const Id taken = w.b.node(Op::TextEqual, ir::bool_type(), World::Line,
                              {w.b.field(World::Line, World::Remark), w.b.text("done")});
    const Id open = both(conditions, w.b.not_(foreclosed)), met = both(open, taken);
    const Id claimed = w.b.field(World::Line, World::Sound), used = both(claimed, both(applies, met));

    ir::Standing s{0, w.b.provision_set({exception}), conditions, foreclosed, met, open};
    ir::Requirement r;
    r.citation = "742.6(a)";
    r.provisions = {requirement};
    r.applies = applies;
    r.overcome = met;
    r.overcome_on_steps = open;
    r.exceptions = {s};
    p.licensing.requirements = {r};
    ir::Exception e;
    e.name = "E";
    e.citation = "740.1";
    e.provisions = {exception};
    e.steps = {{"740.1(c)", "a remark", w.b.truth(true), taken}};
    e.foreclosures = {closed};
    e.steps_taken = taken;
    e.claimed = claimed;
    e.used = used;
    p.licensing.exceptions = {e};
    const Id due = w.b.node(Op::DateAdd, ir::date_type(), World::Line, {p.event_date, w.num(30)});
    p.licensing.duties = {{"743.1", "exporter", "report", used, due}};
    p.licensing.findings = {{"claim-not-met", "740.1", "", both(claimed, w.b.not_(met))}};

    p.schema.categories[World::Disposition].values = {"no requirement found", "authorized", "available",
                                                      "available on steps", "license required"};
    disposition = w.decide("disposition", Combination::First);
    p.licensing.disposition = disposition;
    p.decided[0].cases = {{0, false, w.b.not_(applies), {}},
                          {1, false, used, {}},
                          {2, false, both(applies, met), {}},
                          {3, false, both(applies, open), {}},
                          {4, false, both(applies, w.b.not_(open)), {}}};
  }
};

struct Case {
  Session run;
  Shipment s;
  Decision d;
  explicit Case(Licenses l) : run(l.w.b.take()), s(run.program()) {
    s.know(World::Shipment, World::ExportDate, 100);
    s.know(World::Line, World::X, 10);
    s.know(World::Line, World::Y, 0);
    s.know(World::Line, World::Country, 1);
    s.know(World::Line, World::Flag, 1);
    s.know(World::Line, World::Sound, 0);
    remark("done");
  }
  void remark(const char* text) { s.record.set_text(&s.record.rows(World::Line).at(0, World::Remark), text); }
  const ExceptionState& decide() {
    run.evaluator->decide(s.record, 0, &d);
    REQUIRE(d.exceptions.size() == 1);
    return d.exceptions[0];
  }
  std::string failing() {
    const Id p = decide().failing;
    return p == kNone ? "" : run.program().paragraphs[static_cast<std::size_t>(p)].citation;
  }
};

TEST_CASE("an exception that is met overcomes; used, it brings its duties", "[interp]") {
  Case c{Licenses()};
  CHECK(c.decide().status == ExceptionStatus::Met);
  CHECK(c.d.outcomes[0].values == std::vector<Id>{2});
  CHECK(c.d.outcomes[0].grounds == std::vector<Id>{1, 0});  // in citation order
  CHECK(c.d.requirements[0].applies == Truth::True);
  CHECK(c.d.requirements[0].overcome == Truth::True);
  CHECK(c.d.duties.empty());
  c.s.know(World::Line, World::Sound, 1);
  CHECK(c.decide().used == Truth::True);
  CHECK(c.d.exceptions[0].claimed);
  CHECK(c.d.outcomes[0].values == std::vector<Id>{1});
  REQUIRE(c.d.duties.size() == 1);
  CHECK(c.d.duties[0].has_date);
  CHECK(c.d.duties[0].date == 130);
  CHECK(c.d.findings.empty());
}

TEST_CASE("an exception is open on steps, closed at a paragraph, foreclosed, or undetermined", "[interp]") {
  Case c{Licenses()};
  c.remark("no");
  CHECK(c.decide().status == ExceptionStatus::Open);
  CHECK(c.d.exceptions[0].steps_open == std::vector<std::int32_t>{0});
  CHECK(c.d.outcomes[0].values == std::vector<Id>{3});
  c.s.know(World::Line, World::Sound, 1);
  c.s.know(World::Line, World::Flag, 0);
  CHECK(c.decide().status == ExceptionStatus::Closed);
  CHECK(c.failing() == "740.1(b)");
  CHECK(c.d.findings == std::vector<Id>{0});
  c.s.know(World::Line, World::Country, 0);
  CHECK(c.failing() == "740.1(a)");  // the first part that fails
  CHECK(c.d.outcomes[0].values == std::vector<Id>{4});
  CHECK(c.d.outcomes[0].grounds == std::vector<Id>{0});
  c.s.know(World::Line, World::Country, 1);
  c.s.know(World::Line, World::Flag, 1);
  c.s.know(World::Line, World::Y, 50);
  CHECK(c.decide().status == ExceptionStatus::Foreclosed);
  CHECK(c.d.exceptions[0].foreclosed_by == 2);
  c.s.set(World::Line, World::Y, {});
  CHECK(c.decide().status == ExceptionStatus::Undetermined);
  CHECK(c.d.outcomes[0].possible == std::vector<Id>{3, 4});
  CHECK(paths(c.d.outcomes[0].open_facts) == std::vector<std::string>{"y"});
}

TEST_CASE("where no requirement applies nothing is asked", "[interp]") {
  Case c{Licenses()};
  c.s.know(World::Line, World::X, 9);
  c.run.evaluator->decide(c.s.record, 0, &c.d);
  CHECK(c.d.requirements.empty());
  CHECK(c.d.exceptions.empty());
  CHECK(c.d.outcomes[0].values == std::vector<Id>{0});
  c.s.set(World::Line, World::X, {});
  CHECK(c.decide().status == ExceptionStatus::Met);
  CHECK(c.d.requirements[0].applies == Truth::Unknown);
}

}  // namespace
}  // namespace licet::interp::testing
