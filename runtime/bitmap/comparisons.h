// Comparisons of two numbers that are facts or constants, from the columns of a chunk, by the interpreter's arithmetic.
#pragma once

#include <vector>

#include "runtime/bitmap/chunk.h"
#include "runtime/bitmap/circuit.h"
#include "runtime/bitmap/names.h"

namespace licet::bitmap {

// Fills the planes of the tests that compare.
void compare(const Circuit& circuit, Chunk* chunk);
// Why a test that compares is unknown in a row (interp::OpenFacts::test).
void name_comparison(const Circuit& circuit, const Chunk& chunk, const Test& test, std::uint32_t row, Names* names,
                     std::vector<NameId>* out);

}  // namespace licet::bitmap
