// What each test is for each class of its facts: two bits, asked of the interpreter when the class is first met, with a
// record that holds a value of the class and nothing else. One per thread.
#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "runtime/bitmap/chunk.h"
#include "runtime/bitmap/circuit.h"
#include "runtime/bitmap/names.h"
#include "runtime/bitmap/vectors.h"
#include "runtime/interp/open_facts.h"
#include "runtime/interp/worlds.h"

namespace licet::bitmap {

class Tables {
 public:
  Tables(const Circuit& circuit, Names* names, Level level = best_level());
  // Fills the planes of the tests that classes settle.
  void look_up(Chunk* chunk);
  // A test that is settled by one fact of its own row, and its planes for a class.
  bool plain(std::uint32_t test) const { return place_[test].group != nullptr; }
  interp::Planes planes(std::uint32_t test, std::uint32_t value_class);
  // A plain test that is unknown in no class met so far but the missing one, and there for want of that fact alone.
  bool only_missing(std::uint32_t test);

  // What has to be named where a test is unknown for a class: the first fact or the second, or a reason of its own.
  struct Reason {
    enum class What : std::uint8_t { Fact, None, Name };  // None: the fact is none
    What what = What::Fact;
    bool second = false;
    NameId name = 0;
  };
  const std::vector<Reason>& reasons(std::uint32_t test, std::uint32_t first, std::uint32_t second);

 private:
  // Tests on one fact in its own domain: per class a byte, of which two bits are a test's.
  static constexpr std::size_t kOfGroup = 4;
  struct Group {
    std::vector<std::uint32_t> tests;
    std::vector<std::uint8_t> bytes;
  };
  struct OfFact {
    std::deque<Group> groups;
    std::vector<std::uint8_t> asked;  // per class
  };
  struct Place {
    Group* group = nullptr;
    std::uint32_t shift = 0;
  };
  enum class Only : std::uint8_t { NotAsked, Yes, No };
  void ensure(std::uint32_t fact, std::uint32_t value_class);
  void look_up_plain(std::uint32_t fact, Chunk* chunk);
  void look_up_pair(std::uint32_t test, Chunk* chunk);
  interp::Planes ask_at(const Test& test, const interp::Frame* frame);
  const interp::Frame* set_up(const Test& test, std::uint32_t first, std::uint32_t second);
  const interp::Frame* frame_of(const Fact& fact, const interp::Frame* frame) const;
  interp::Planes ask(const Test& test, std::uint32_t first, std::uint32_t second);
  data::Cell value_of(const Fact& fact, std::uint32_t value_class);

  const Circuit& circuit_;
  interp::Worlds worlds_;
  data::Record record_;
  std::deque<interp::Frame> frames_;  // of the record
  interp::OpenFacts open_;
  Names& names_;
  const Vectors& vectors_;
  std::vector<OfFact> facts_;
  std::vector<Place> place_;                       // per test
  std::vector<Only> only_missing_;                 // per test
  std::vector<std::vector<std::uint8_t>> tables_;  // per test of two facts, or of a fact of another row; 0: not asked
  std::vector<std::uint8_t> narrow_;               // scratch: classes of a fact
  std::vector<std::uint16_t> wide_, place_in_chunk_, renumbered_;
  std::unordered_map<std::uint64_t, std::vector<Reason>> reasons_;
};

}  // namespace licet::bitmap
