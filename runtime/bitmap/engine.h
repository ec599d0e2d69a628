// Decides lines by kind: a chunk of lines is laid out in columns, the bitmap program tells which of them must come out
// alike, and the reference interpreter decides one line of each kind; what an undetermined line waits for is read off
// the gates. A decision comes in parts, so that lines that differ in one share the others. Every answer is the
// interpreter's (docs/adr/0010). An Engine belongs to one thread; the Circuit is shared.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/bitmap/circuit.h"
#include "runtime/bitmap/filler.h"
#include "runtime/bitmap/gate_code.h"
#include "runtime/bitmap/kinds.h"
#include "runtime/bitmap/names.h"
#include "runtime/bitmap/tables.h"
#include "runtime/interp/evaluate.h"

namespace licet::bitmap {

// One line: a Part for each part of the circuit, null for the value of an item that is not there; and for each written
// value what it waits for, null where it is settled.
struct Line {
  std::vector<std::shared_ptr<Part>> parts;
  std::vector<std::shared_ptr<const OpenSet>> open;
};
// The decision as the interpreter gives it.
interp::Decision whole(const Line& line);
// The outcome of a written value with what it waits for.
interp::Outcome outcome_of(const Line& line, std::size_t written);

class Engine : private Kinds::Lines {
 public:
  static constexpr std::size_t kLines = 1024;  // of a chunk

  // `engines`: that share the memory for what is remembered.
  explicit Engine(std::shared_ptr<const Circuit> circuit, unsigned engines = 1, Level level = best_level());

  // Gates are run by compiled code from the next chunk on.
  void take_over(std::shared_ptr<const GateCode> code);
  // Who answers for ledgers: lines that did not fare well in their order are decided by the interpreter alone.
  void keep_books(interp::Balances* books);
  // Takes up a shipment; the record must stay as it is until its lines have been run.
  void take_up(const data::Record& record);
  // Lays out a line of it.
  void add(std::uint32_t line);
  std::size_t size() const { return lines_.size(); }
  bool full() const { return lines_.size() >= kLines; }
  // The lines added since, in order; then starts over.
  void run(std::vector<Line>* out);

  struct Counts {
    std::uint64_t lines = 0;
    std::uint64_t asked = 0;  // of which the interpreter was asked
  };
  const Counts& counts() const { return counts_; }

 private:
  bool alone(std::size_t line) override;
  void decide(std::size_t line, bool alone, interp::Decision* out) override;
  void name(const std::vector<Asked>& asked, Chunk* chunk) override;

  std::shared_ptr<const Circuit> circuit_;
  Names names_;
  Filler filler_;
  Tables tables_;
  Kinds kinds_;
  Chunk chunk_;
  interp::Evaluator evaluator_;
  interp::Balances* books_ = nullptr;
  const data::Record* record_ = nullptr;
  const data::Record* asked_ = nullptr;  // the record that the evaluator has taken up
  struct Added {
    const data::Record* record;
    std::uint32_t line;
  };
  std::vector<Added> lines_;
  Counts counts_;
};

}  // namespace licet::bitmap
