// Tells which lines of a chunk are decided alike. The gates of a circuit are run over the chunk; lines with the same
// bits where they are observed share the parts of a decision, and one line of each kind is decided by whoever holds the
// lines. What comes out are numbers: of each line, the number of each part and of each set of open facts. One per
// thread.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "runtime/bitmap/circuit.h"
#include "runtime/bitmap/machine.h"
#include "runtime/bitmap/names.h"
#include "runtime/bitmap/tables.h"
#include "runtime/interp/decision.h"

namespace licet::bitmap {

// A part of the decision that lines share. Of a written value: its one outcome, without open facts. Of requirements:
// without their instances, which are rows of one record. Of the marks: what they say, and of each outcome whether it
// rests on the burden of proof.
struct Part {
  interp::Decision decision;
  std::shared_ptr<void> made;  // what the owner of the engine made of it
};

class Kinds {
 public:
  // Who holds the lines of a chunk.
  class Lines {
   public:
    virtual ~Lines() = default;
    // Must a line be decided by the interpreter alone, whatever the gates say of it?
    virtual bool alone(std::size_t) { return false; }
    // Decides a line; `alone`: with its open facts.
    virtual void decide(std::size_t line, bool alone, interp::Decision* out) = 0;
    // Why conditions that no class settles are unknown: fills Chunk::reasons. In order, without repetition.
    struct Asked {
      std::uint32_t line, test, row;
      friend auto operator<=>(const Asked&, const Asked&) = default;
    };
    virtual void name(const std::vector<Asked>& asked, Chunk* chunk) = 0;
  };

  // `engines`: that share the memory for what is remembered.
  Kinds(std::shared_ptr<const Circuit> circuit, Names* names, Tables* tables, unsigned engines, const Backend& backend);

  // Gates are run by another backend from the next chunk on.
  void take_over(const Backend& backend) { machine_.take_over(backend); }
  // Forgets the kinds, and with them what their numbers mean, if there are too many; says whether it did.
  bool forget();
  // The chunk holds classes, values, and the planes of tests that are asked of the interpreter.
  void run(Chunk* chunk, Lines* lines);

  // Of the chunk that was run last, by line. Part 0: the row of the value is not there. Set 0: nothing is open.
  const std::vector<PartId>& parts(std::size_t part) const { return found_[part]; }
  const std::vector<SetId>& open(std::size_t written) const { return open_[written]; }
  const std::shared_ptr<Part>& part(std::size_t part, PartId id) const { return parts_[part][id]; }

 private:
  static constexpr std::size_t kMostRemembered = 1 << 15;  // parts of one kind, sets of open facts, of all engines
  struct Key {
    std::uint64_t a = 0, b = 0;
    friend bool operator==(const Key&, const Key&) = default;
  };
  // From keys to parts: open addressing, keys are random already.
  class Index {
   public:
    PartId& operator[](const Key& key);
    void clear() {
      slots_.clear();
      used_ = 0;
    }

   private:
    struct Slot {
      Key key;
      PartId id = 0;
    };
    std::vector<Slot> slots_;  // a power of two; at least half of them are free
    std::size_t used_ = 0;
  };
  void tell_apart();
  std::shared_ptr<Part> asked_part(std::size_t part) const;
  void find_parts(Lines* lines);
  PartId add(std::size_t part, std::size_t line, bool alone, Lines* lines);
  bool is_open(std::size_t line, std::size_t written) const { return undetermined_[written][found_[written][line]]; }
  void ask_reasons(Lines* lines);
  void find_open(std::size_t written);
  void name(const Explanation& explanation, std::size_t row);
  void name_one(const Explanation& explanation, std::uint32_t row, std::vector<NameId>* out);

  std::shared_ptr<const Circuit> circuit_;
  Names* const names_;
  Tables* const tables_;
  Machine machine_;
  Block block_;
  std::uint64_t seeds_[2];
  std::size_t most_;  // parts of one kind, sets of open facts
  Chunk* chunk_ = nullptr;
  std::size_t lines_ = 0;
  interp::Decision decision_;                              // of the line that was asked last
  std::size_t asked_ = 0;                                  // that line
  std::vector<std::vector<Key>> keys_;                     // per part, by line
  std::vector<bool> alone_;                                // by line: the interpreter decides it alone
  std::vector<Index> index_;                               // per part
  std::vector<std::vector<std::shared_ptr<Part>>> parts_;  // per part, by number
  std::vector<std::vector<bool>> undetermined_;            // per written value, by number of its part
  std::vector<std::vector<PartId>> found_;                 // per part, by line
  std::vector<std::vector<SetId>> open_;                   // per written value, by line
  // Facts of the line that are missing, as bits, where nothing else has to be named of a line.
  struct Waits {
    std::vector<std::uint32_t> facts;               // by bit
    std::unordered_map<std::uint64_t, SetId> sets;  // by the bits
  };
  std::vector<Waits> waits_;                // per written value
  std::vector<Words> waiting_;              // by bit: lines that wait for the fact
  std::vector<std::uint64_t> missing_;      // by line
  std::vector<std::vector<NameId>> named_;  // by line, of the written value at hand: what else
};

}  // namespace licet::bitmap
