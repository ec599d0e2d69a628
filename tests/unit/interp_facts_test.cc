// Facts, lists, roles and what stands for what is not there (semantics sections 1 and 2).
#include <catch2/catch.hpp>

#include "tests/unit/interp_world.h"

namespace licet::interp::testing {
namespace {

TEST_CASE("a known inner node of a hierarchy is the set of its leaves and of none of them", "[interp]") {
  World w;
  const Id entry = w.b.field(World::Line, World::Entry);
  const Id in_3a090 = w.is(entry, World::Entries, {0}), in_a = w.is(entry, World::Entries, {1}),
           in_both = w.is(entry, World::Entries, {1, 2}), ear99 = w.is(entry, World::Entries, {3}),
           in_b = w.is(entry, World::Entries, {2});
  Session run(w.b.take());
  Shipment s(run.program());
  s.know(World::Line, World::Entry, 0);  // 3A090
  CHECK(run.truth(s, in_3a090) == "T");
  CHECK(run.truth(s, in_a) == "?");
  CHECK(run.truth(s, in_both) == "?");  // none of the listed paragraphs
  CHECK(run.truth(s, ear99) == "F");
  s.know(World::Line, World::Entry, 1);  // 3A090.a
  CHECK(run.truth(s, in_3a090) == "T");
  CHECK(run.truth(s, in_a) == "T");
  CHECK(run.truth(s, in_b) == "F");
}

TEST_CASE("a missing fact is not none, and none is not missing", "[interp]") {
  World w;
  const Id has = w.b.node(Op::Has, ir::bool_type(), World::Line, {}, World::Maybe);
  const Id test = w.at_least(w.b.field(World::Line, World::Maybe), 0);
  const Id has_x = w.b.node(Op::Has, ir::bool_type(), World::Line, {}, World::X);
  const Id missing = w.b.node(Op::IsMissing, ir::bool_type(), World::Line, {}, World::Maybe);
  Session run(w.b.take());
  Shipment s(run.program());
  CHECK(run.truth(s, has) == "?");
  CHECK(run.truth(s, test) == "?");
  CHECK(run.truth(s, has_x) == "T");
  CHECK(run.truth(s, missing) == "T");
  CHECK(run.truth(s, missing, 0, true) == "?");
  s.none(World::Line, World::Maybe);
  CHECK(run.truth(s, has) == "F");
  CHECK(run.truth(s, test) == "?");  // undefined
  CHECK(run.truth(s, missing) == "F");
  s.know(World::Line, World::Maybe, 0);
  CHECK(run.truth(s, test) == "T");
}

TEST_CASE("open lists have possible further elements, up to the declared maximum", "[interp]") {
  World w;
  const Id circuits = w.b.node(Op::Within, ir::source_type(World::Circuit), World::Line,
                               {w.b.field(World::Line, World::TheItem), w.b.field(World::Item, World::Circuits)});
  const Id big = w.at_least(w.b.field(World::Circuit, World::Tpp), 500, World::Circuit);
  const Id any = w.b.node(Op::Any, ir::bool_type(), World::Line, {circuits, big});
  const Id every = w.b.node(Op::Every, ir::bool_type(), World::Line, {circuits, big});
  const Id count = w.b.node(Op::Count, ir::number_type(0), World::Line, {circuits, big});
  const Id sum = w.b.node(Op::Sum, ir::number_type(0), World::Line,
                          {circuits, w.b.truth(true), w.b.field(World::Circuit, World::Tpp)});
  const Id whole = w.b.node(Op::Sum, ir::number_type(0), World::Line,
                            {circuits, w.b.truth(true), w.b.field(World::Circuit, World::Tpp), w.num(1200)});
  const Id highest =
      w.b.node(Op::Highest, ir::number_type(0), World::Line, {circuits, big, w.b.field(World::Circuit, World::Tpp)});
  Session run(w.b.take());
  const auto bounds = [&](const Shipment& s, Id node) {
    const Evaluator::Value v = run.evaluator->value(s.record, 0, node, 0);
    return std::pair<long, long>(static_cast<long>(v.lo), static_cast<long>(v.hi));
  };
  Shipment s(run.program());
  CHECK(run.truth(s, any) == "?");
  CHECK(bounds(s, count) == std::pair<long, long>(0, 4));
  CHECK(bounds(s, sum) == std::pair<long, long>(0, 4000));
  s.circuits({}, true);
  CHECK(run.truth(s, any) == "F");
  CHECK(run.truth(s, every) == "T");
  CHECK(run.evaluator->value(s.record, 0, highest, 0).undefined);
  s.circuits({600, 100}, true);
  CHECK(run.truth(s, any) == "T");
  CHECK(run.truth(s, every) == "F");
  CHECK(bounds(s, sum) == std::pair<long, long>(700, 700));
  s.circuits({600, -1}, false);
  CHECK(run.truth(s, any) == "T");
  CHECK(run.truth(s, every) == "?");
  CHECK(bounds(s, count) == std::pair<long, long>(1, 4));
  CHECK(bounds(s, sum) == std::pair<long, long>(600, 3600));
  CHECK(bounds(s, whole) == std::pair<long, long>(600, 1600));
  CHECK(bounds(s, highest) == std::pair<long, long>(600, 1000));
  s.set(World::Item, World::Circuits, {State::None, false, 0, 0});
  CHECK(run.truth(s, any) == "F");
  s.set(World::Line, World::TheItem, {State::Missing, false, 0, 0});
  CHECK(run.truth(s, any) == "?");
  CHECK(bounds(s, count) == std::pair<long, long>(0, 4));
}

TEST_CASE("a role that is not supplied is one party of whom nothing is known", "[interp]") {
  World w;
  const Id in_cn = w.is(w.b.field(World::Party, World::Headquarters), World::Countries, {0}, World::Party);
  const Id user = w.b.field(World::Shipment, World::EndUser), consignee = w.b.field(World::Shipment, World::Consignee);
  const Id anyone = w.b.node(Op::RolesOf, ir::source_type(World::Party), World::Shipment, {}, 0);
  const Id all = w.b.node(Op::Every, ir::bool_type(), World::Line, {consignee, in_cn});
  const Id any = w.b.node(Op::Any, ir::bool_type(), World::Line, {consignee, in_cn});
  const Id user_in = w.b.node(Op::AtCond, ir::bool_type(), World::Line, {user, in_cn});
  const Id count = w.b.node(Op::Count, ir::number_type(0), World::Line, {anyone, in_cn});
  const auto counted = [&](Session* run, const Shipment& s) {
    const Evaluator::Value v = run->evaluator->value(s.record, 0, count, 0);
    return std::pair<long, long>(static_cast<long>(v.lo), static_cast<long>(v.hi));
  };
  Session run(w.b.take());
  Shipment s(run.program());
  CHECK(run.truth(s, any) == "?");
  CHECK(run.truth(s, all) == "?");
  CHECK(counted(&run, s) == std::pair<long, long>(0, 2));
  s.none(World::Shipment, World::Consignee);
  CHECK(run.truth(s, any) == "F");
  CHECK(run.truth(s, all) == "T");
  CHECK(run.truth(s, user_in) == "?");
  s.know(World::Party, World::Headquarters, 0);
  CHECK(run.truth(s, user_in) == "T");
  // Another party in the same role: the hull.
  const std::uint32_t other = s.record.add_row(World::Party, 0);
  s.know(World::Party, World::Headquarters, 1, other);
  s.record.set_role(&s.record.rows(World::Shipment).at(0, World::EndUser), {0, other});
  CHECK(run.truth(s, user_in) == "?");
  // One party in two roles counts once; two whose ids are unknown may be one.
  s.record.set_role(&s.record.rows(World::Shipment).at(0, World::EndUser), {0});
  s.record.set_role(&s.record.rows(World::Shipment).at(0, World::Consignee), {0});
  CHECK(counted(&run, s) == std::pair<long, long>(1, 1));
  s.know(World::Party, World::Headquarters, 0, other);
  s.record.set_role(&s.record.rows(World::Shipment).at(0, World::Consignee), {other});
  CHECK(counted(&run, s) == std::pair<long, long>(1, 2));
  s.record.set_text(&s.record.rows(World::Party).at(0, World::PartyId), "a");
  s.record.set_text(&s.record.rows(World::Party).at(other, World::PartyId), "b");
  CHECK(counted(&run, s) == std::pair<long, long>(2, 2));
  s.record.set_text(&s.record.rows(World::Party).at(other, World::PartyId), "a");
  CHECK(counted(&run, s) == std::pair<long, long>(1, 1));
}

TEST_CASE("a list that a condition closes is closed by the record as supplied only", "[interp]") {
  World w;
  w.b.program().schema.records[World::Item].fields_[World::Circuits].complete_column.clear();
  w.b.program().schema.records[World::Item].fields_[World::Circuits].complete_when =
      w.b.field(World::Line, World::Sound);
  const Id circuits = w.b.node(Op::Within, ir::source_type(World::Circuit), World::Line,
                               {w.b.field(World::Line, World::TheItem), w.b.field(World::Item, World::Circuits)});
  const Id any = w.b.node(Op::Any, ir::bool_type(), World::Line,
                          {circuits, w.at_least(w.b.field(World::Circuit, World::Tpp), 500, World::Circuit)});
  w.decide("q", ir::Combination::MostRestrictive, 0);
  w.provide("1(a)", 2, w.b.and_({w.b.field(World::Line, World::Sound), any}, World::Line));
  RunParameters exact;
  exact.exact = true;
  const Id q = w.q;
  Session run(w.b.take(), exact);
  Shipment s(run.program());
  s.circuits({100}, false);
  CHECK(run.truth(s, any) == "?");
  CHECK(run.decide(s, q).status == Status::Undetermined);  // sound may be true, and there may be more circuits
  s.know(World::Line, World::Sound, 1);
  CHECK(run.truth(s, any) == "F");
  CHECK(run.decide(s, q).status == Status::Decided);
}

}  // namespace
}  // namespace licet::interp::testing
