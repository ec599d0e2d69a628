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
#include "runtime/interp/open_facts.h"
#include "runtime/interp/worlds.h"

namespace licet::bitmap {

class Tables {
 public:
  Tables(const Circuit& circuit, Names* names);
  // Fills the planes of the tests that classes settle.
  void look_up(Chunk* chunk);

  // What has to be named where a test is unknown for a class: the first fact or the second, or a reason of its own.
  struct Reason {
    enum class What : std::uint8_t { Fact, None, Name };  // None: the fact is none
    What what = What::Fact;
    bool second = false;
    NameId name = 0;
  };
  const std::vector<Reason>& reasons(std::uint32_t test, std::uint32_t first, std::uint32_t second);

 private:
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
  std::vector<std::vector<std::uint8_t>> tables_;  // per test; 0: not yet asked
  std::unordered_map<std::uint64_t, std::vector<Reason>> reasons_;
};

}  // namespace licet::bitmap
