// Fills a chunk from records, line by line, asking the interpreter's contexts for elements, facts and for the tests
// that no class settles. One per thread.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "runtime/bitmap/chunk.h"
#include "runtime/bitmap/circuit.h"
#include "runtime/bitmap/names.h"
#include "runtime/interp/open_facts.h"
#include "runtime/interp/worlds.h"

namespace licet::bitmap {

class Filler {
 public:
  Filler(const Circuit& circuit, Names* names);

  void keep_books(interp::Balances* books) { worlds_.keep_books(books); }
  void begin(Chunk* chunk);
  void take_up(const data::Record& record);
  void add(std::uint32_t line, Chunk* chunk);  // of the record taken up
  void end(Chunk* chunk);                      // pads to whole words
  // Why conditions that no class settles are unknown, in rows of a line of the record taken up: tests and rows.
  void name(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& asked, std::uint32_t line, Chunk* chunk);

 private:
  void visit(Chunk* chunk);
  template <class Add>
  void each_element(std::uint32_t domain, Add add);
  std::uint32_t class_of(const Fact& fact, const data::Cell& cell) const;
  interp::Planes ask(const Test& test, const interp::Frame& frame);
  interp::Planes relied(Id node, const interp::Frame* frame);

  const Circuit& circuit_;
  const ir::Program& program_;
  interp::Worlds worlds_;
  interp::OpenFacts open_;
  interp::Context* contexts_[2] = {nullptr, nullptr};
  struct Row {
    interp::Frame frame;
    interp::Planes there = interp::kTrue;
    std::uint32_t row = 0;  // of the chunk
  };
  std::vector<std::vector<Row>> rows_;                           // of the line at hand, per domain
  std::vector<std::vector<std::uint32_t>> facts_of_, asked_of_;  // per domain
  const data::Record* record_ = nullptr;
  Names& names_;
};

}  // namespace licet::bitmap
