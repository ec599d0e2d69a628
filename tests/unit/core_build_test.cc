// The Builder makes equal things once and simplifies nothing.
#include <catch2/catch.hpp>

#include "core/ir/build.h"

namespace licet::ir {
namespace {

TEST_CASE("builder: equal nodes are one node, with the first place") {
  Builder b;
  const Id x = b.number(4800, number_type(0), {0, 1, 2});
  CHECK(b.number(4800, number_type(0), {0, 7, 9}) == x);
  CHECK(b.at(x).span == Span{0, 1, 2});
  CHECK(b.number(4800, number_type(1)) != x);
  CHECK(b.number(4801, number_type(0)) != x);
  CHECK(b.number(4800, number_type(0, 3)) != x);
  CHECK(b.date(4800) != x);
  CHECK(b.code(1, 2) == b.code(1, 2));
  CHECK(b.code(1, 2) != b.code(2, 2));
  const Id yes = b.truth(true);
  const Id no = b.truth(false);
  CHECK(b.at(no).op == Op::Not);
  CHECK(b.node(Op::And, bool_type(), 0, {yes, no}) == b.node(Op::And, bool_type(), 0, {yes, no}));
  CHECK(b.node(Op::And, bool_type(), 0, {yes, no}) != b.node(Op::And, bool_type(), 0, {no, yes}));
  CHECK(b.node(Op::And, bool_type(), 0, {yes, no}) != b.node(Op::And, bool_type(), 1, {yes, no}));
  CHECK(b.node(Op::And, bool_type(), 0, {yes, no}) != b.node(Op::Or, bool_type(), 0, {yes, no}));
  CHECK(b.node(Op::BoolField, bool_type(), 0, {}, 1) != b.node(Op::BoolField, bool_type(), 0, {}, 0));
}

TEST_CASE("builder: 128-bit constants") {
  Builder b;
  for (const Int128 v : {Int128{0}, Int128{-1}, Int128{1} << 64, -(Int128{1} << 64), power_of_ten(38),
                         -power_of_ten(38), Int128{0x7fffffffffffffff}, -Int128{0x7fffffffffffffff} - 1})
    CHECK(b.value(b.number(v, number_type(0))) == v);
}

TEST_CASE("builder: texts and sets are interned, sets sorted") {
  Builder b;
  CHECK(b.text_id("a") == 0);
  CHECK(b.text_id("b") == 1);
  CHECK(b.text_id("a") == 0);
  CHECK(b.text("b") == b.text("b"));
  CHECK(b.set(0, {3, 1, 3, 2}) == b.set(0, {1, 2, 3}));
  CHECK(b.program().sets[0] == std::vector<Id>{1, 2, 3});
  CHECK(b.set(1, {1, 2, 3}) != b.set(0, {1, 2, 3}));
  CHECK(b.set(0, {}) != b.set(0, {0}));
  CHECK(b.provision_set({2, 1}) == b.provision_set({1, 2, 2}));
  CHECK(b.provision_set({2}) != b.provision_set({1}));
}

TEST_CASE("builder: conditions stay as written") {
  Builder b;
  const Id yes = b.truth(true);
  const Id f = b.node(Op::BoolField, bool_type(), 0, {}, 0);
  CHECK(b.and_({f}, 0) == f);
  CHECK(b.or_({f}, 0) == f);
  CHECK(b.and_({}, 0) == yes);
  CHECK(b.or_({}, 0) == b.truth(false));
  CHECK(b.at(b.and_({yes, f, f}, 0)).args == std::vector<Id>{yes, f, f});
  CHECK(b.not_(b.not_(f)) != f);
  CHECK(b.at(b.not_(f)).scope == 0);
}

TEST_CASE("builder: comparing brings both sides to one scale") {
  Builder b;
  Program& p = b.program();
  p.schema.records.push_back({"chip", kNone, {{}}, kNone, 0, kNone});
  p.schema.records[0].fields_[0].type = number_type(4);
  const Id tpp = b.field(0, 0);
  CHECK(b.at(tpp).op == Op::NumField);
  const Id test = b.compare(Comparison::GreaterEqual, tpp, b.number(4800, number_type(0)), 0);
  CHECK(b.at(test).args[0] == tpp);
  CHECK(b.value(b.at(test).args[1]) == 48000000);
  const Id fine = b.compare(Comparison::Less, tpp, b.number(1, number_type(6)), 0);
  CHECK(b.at(b.at(fine).args[0]).op == Op::Rescale);
  CHECK(b.at(b.at(fine).args[0]).a == 2);
  // What does not fit is left to the engines, which say that it is undefined.
  CHECK(b.at(b.rescaled(b.number(power_of_ten(38), number_type(0)), 2)).op == Op::Rescale);
}

TEST_CASE("builder: goes on with a program") {
  Builder first;
  const Id c = first.number(1, number_type(0));
  first.text_id("t");
  first.set(0, {1});
  first.provision_set({0});
  Builder second(first.take());
  CHECK(second.number(1, number_type(0)) == c);
  CHECK(second.text_id("t") == 0);
  CHECK(second.set(0, {1}) == 0);
  CHECK(second.provision_set({0}) == 0);
}

}  // namespace
}  // namespace licet::ir
