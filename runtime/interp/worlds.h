// The laws under which one record may have to be decided (semantics section 8): savings clauses and compliance windows
// leave documents out. Owns a context for each law and reading of the evidence; combines what they say of a decided
// value. Scratch of an Evaluator, reused from line to line.
#pragma once

#include <memory>
#include <vector>

#include "runtime/interp/context.h"

namespace licet::interp {

// The possible outcomes of a decided value over several laws, completions or cells.
struct OutcomeSet {
  bool seen = false;  // `possible` and `certain` say something (not only beyond-known-law)
  bool lists = false;
  std::vector<std::uint64_t> possible;
  std::vector<std::uint64_t> certain;  // of a value that lists
  bool gap = false, conflict = false, beyond = false;

  void reset(std::size_t words, bool of_list);
  void take(const Possible& p);
  std::size_t size() const;  // number of outcomes of a value that does not list
  bool single() const;
  void merge(const OutcomeSet& other);
  void narrow(const OutcomeSet& other);  // keeps what both hold
  friend bool operator==(const OutcomeSet&, const OutcomeSet&) = default;
};

class Worlds {
 public:
  explicit Worlds(const Plan& plan) : plan_(plan) {}

  // `supplied`: the worlds of the record as supplied, where this one is narrowed to cells.
  void take_up(const data::Record& record, Worlds* supplied = nullptr, const std::vector<Narrowed>* narrowed = nullptr);
  // A line of the record that was taken up.
  void begin(std::uint32_t line);

  void keep_books(Balances* books) { books_ = books; }

  // The law with every document that counts.
  Context& base(Evidence evidence) { return context(std::vector<bool>(), evidence); }

  struct Leaf {
    Context* context;
    OutcomeSet outcome;
  };
  // What the decided value may be; the laws that were asked go to `leaves` if it is given.
  OutcomeSet outcomes(ir::Id decided, const Frame* frame, Evidence evidence, std::vector<Leaf>* leaves = nullptr);

  // Is the record's date within the known law; unknown where it may not be.
  Planes known_law(ir::Id decided, Evidence evidence);
  // May the record's date lie in a compliance window.
  Planes in_window(const ir::Document& document, Evidence evidence);

 private:
  struct World {
    std::vector<bool> left_out;
    std::unique_ptr<Context> contexts[2];
    std::uint64_t begun[2] = {0, 0};
  };
  Context& context(const std::vector<bool>& left_out, Evidence evidence);
  bool one_law(Evidence evidence);
  OutcomeSet under(std::size_t window, std::vector<bool> left_out, ir::Id decided, const Frame* frame,
                   Evidence evidence, std::vector<Leaf>* leaves);

  const Plan& plan_;
  Balances* books_ = nullptr;
  const data::Record* record_ = nullptr;
  std::uint32_t line_ = 0;
  Worlds* supplied_ = nullptr;
  const std::vector<Narrowed>* narrowed_ = nullptr;
  std::uint64_t shipment_ = 0, stamp_ = 0;
  std::uint64_t asked_windows_[2] = {0, 0};  // the stamp for which `one_law_` is known
  bool one_law_[2] = {false, false};
  std::vector<std::unique_ptr<World>> worlds_;
};

// The readings of the evidence taken together (semantics section 4): the result, and whether it rests on the burden of
// proof.
OutcomeSet combine_readings(const ir::DecidedValue& decided, const OutcomeSet& standing, const OutcomeSet& open,
                            bool* burden);

}  // namespace licet::interp
