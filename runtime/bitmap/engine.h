// Decides lines by kind: a chunk of lines is laid out in columns, the bitmap program tells which of them must come out
// alike, and the reference interpreter decides one line of each kind; what an undetermined line waits for is read off
// the gates. A decision comes in parts, so that lines that differ in one share the others. Every answer is the
// interpreter's (docs/adr/0010). An Engine belongs to one thread; the Circuit is shared.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "runtime/bitmap/circuit.h"
#include "runtime/bitmap/filler.h"
#include "runtime/bitmap/gate_code.h"
#include "runtime/bitmap/machine.h"
#include "runtime/bitmap/names.h"
#include "runtime/bitmap/tables.h"
#include "runtime/interp/evaluate.h"

namespace licet::bitmap {

// A part of the decision that lines share. Of a written value: its one outcome, without open facts. Of requirements:
// without their instances, which are rows of one record. Of the marks: what they say, and of each outcome whether it
// rests on the burden of proof.
struct Part {
  interp::Decision decision;
  std::shared_ptr<void> made;  // what the owner of the engine made of it
};

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

class Engine {
 public:
  static constexpr std::size_t kLines = 1024;  // of a chunk

  // `engines`: that share the memory for what is remembered.
  explicit Engine(std::shared_ptr<const Circuit> circuit, unsigned engines = 1);

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
  static constexpr std::size_t kMostRemembered = 1 << 15;  // parts of one kind, sets of open facts, of all engines
  struct Key {
    std::uint64_t a = 0, b = 0;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Hash {
    std::size_t operator()(const Key& k) const { return static_cast<std::size_t>(k.a); }
  };
  void ask(std::size_t line, bool alone);
  std::shared_ptr<Part> asked_part(std::size_t part) const;
  void tell_apart();
  void find_parts(std::size_t line, bool alone, Line* out);
  // What has to be named of a line: a written value, by its index, is undetermined.
  bool is_open(std::size_t line, std::size_t written) const;
  void ask_reasons();
  void find_open(std::size_t written);
  void name(const Explanation& explanation, std::size_t row);
  void name_one(const Explanation& explanation, std::uint32_t row, std::vector<NameId>* out);

  std::shared_ptr<const Circuit> circuit_;
  Names names_;
  Filler filler_;
  Tables tables_;
  Machine machine_;
  Chunk chunk_;
  interp::Evaluator evaluator_;
  interp::Decision decision_;  // of the line that was asked last
  interp::Balances* books_ = nullptr;
  const data::Record* record_ = nullptr;
  const data::Record* asked_ = nullptr;  // the record that the evaluator has taken up
  struct Added {
    const data::Record* record;
    std::uint32_t line;
  };
  std::vector<Added> lines_;
  std::vector<std::vector<Key>> keys_;  // per part, by line
  std::vector<std::unordered_map<Key, std::shared_ptr<Part>, Hash>> parts_;
  std::vector<bool> alone_;                // by line: the interpreter decides it alone
  std::vector<Line>* out_ = nullptr;       // of the chunk that runs
  std::vector<std::vector<NameId>> open_;  // by line, of the written value at hand
  std::uint64_t seeds_[2];
  std::size_t most_;  // parts of one kind, sets of open facts
  Counts counts_;
};

}  // namespace licet::bitmap
