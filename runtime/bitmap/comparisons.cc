#include "runtime/bitmap/comparisons.h"

#include "runtime/interp/number.h"

namespace licet::bitmap {

using interp::at;
using interp::Number;

namespace {

// A side of a comparison over the rows of a domain.
class Side {
 public:
  Side(const Circuit& circuit, const Chunk& chunk, const Test& test, const Operand& operand)
      : operand_(operand), lines_(chunk.domains[test.domain].line.data()) {
    if (operand.fact == kAnywhere) return;
    const Fact& fact = circuit.facts[operand.fact];
    classes_ = chunk.classes[operand.fact].data();
    values_ = chunk.values[operand.fact].data();
    of_line_ = fact.domain != test.domain;
    field_ = &circuit.plan->program->schema.records[at(fact.type)].fields_[at(fact.field)];
  }

  std::uint32_t place(std::size_t row) const { return of_line_ ? lines_[row] : static_cast<std::uint32_t>(row); }
  bool known(std::size_t row) const { return classes_ == nullptr || classes_[place(row)] >= kFirstClass; }
  bool none(std::size_t row) const { return classes_ != nullptr && classes_[place(row)] == kNoneClass; }
  Int128 value(std::size_t row) const {
    return classes_ == nullptr ? Int128{operand_.constant} : Int128{values_[place(row)]} * operand_.factor;
  }
  Number number(std::size_t row) const {
    if (known(row)) return interp::known(value(row));
    return none(row) ? interp::undefined_number() : interp::scaled(interp::missing_number(*field_), operand_.factor);
  }

 private:
  const Operand& operand_;
  const std::uint32_t* lines_;
  const std::uint16_t* classes_ = nullptr;  // null: a constant
  const std::int64_t* values_ = nullptr;
  bool of_line_ = false;
  const ir::Field* field_ = nullptr;
};

bool holds(ir::Comparison comparison, Int128 x, Int128 y) {
  switch (comparison) {
    case ir::Comparison::Less:
      return x < y;
    case ir::Comparison::LessEqual:
      return x <= y;
    case ir::Comparison::Equal:
      return x == y;
    case ir::Comparison::GreaterEqual:
      return x >= y;
    case ir::Comparison::Greater:
      return x > y;
  }
  return false;
}

}  // namespace

void compare(const Circuit& circuit, Chunk* chunk) {
  for (std::size_t t = 0; t < circuit.tests.size(); ++t) {
    const Test& test = circuit.tests[t];
    if (!test.compares) continue;
    const Side x(circuit, *chunk, test, test.operands[0]), y(circuit, *chunk, test, test.operands[1]);
    Chunk::Planes& planes = chunk->tests[t];
    const std::size_t rows = chunk->domains[test.domain].size();
    for (std::size_t row = 0; row < rows; ++row) {
      interp::Planes value;
      if (x.known(row) && y.known(row))
        value = holds(test.comparison, x.value(row), y.value(row)) ? interp::kTrue : interp::kFalse;
      else
        value = interp::compare(test.comparison, x.number(row), y.number(row));
      if (value & interp::kTrue) set_bit(&planes.p, row);
      if (value & interp::kFalse) set_bit(&planes.n, row);
    }
  }
}

void name_comparison(const Circuit& circuit, const Chunk& chunk, const Test& test, std::uint32_t row, Names* names,
                     std::vector<NameId>* out) {
  const Side sides[2] = {{circuit, chunk, test, test.operands[0]}, {circuit, chunk, test, test.operands[1]}};
  const auto name = [&](int side, bool none) {
    const Fact& fact = circuit.facts[test.operands[side].fact];
    out->push_back(names->of_fact(chunk, fact.domain, sides[side].place(row), fact, none));
  };
  for (int side = 0; side < 2; ++side)  // what cannot be computed at all is named alone
    if (sides[side].none(row)) return name(side, true);
  for (int side = 0; side < 2; ++side)
    if (!sides[side].known(row)) name(side, false);
}

}  // namespace licet::bitmap
