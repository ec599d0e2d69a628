// Names of open facts: each is made once and has a number; sets of them likewise. Kept by an Engine for all its chunks.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/bitmap/chunk.h"
#include "runtime/bitmap/circuit.h"
#include "runtime/interp/decision.h"
#include "runtime/interp/paths.h"

namespace licet::bitmap {

std::uint64_t mix(std::uint64_t a, std::uint64_t b);

// What a line waits for, as interp::OpenFacts::sorted() has it.
struct OpenSet {
  std::vector<interp::OpenFact> facts;
  std::string error;                   // what is undefined; empty if nothing is
  mutable std::shared_ptr<void> made;  // what the owner of the engine made of it
};

class Names {
 public:
  explicit Names(const Circuit& circuit);

  NameId of_path(const interp::Path& path, bool undefined);
  NameId of_text(const std::string& text, bool undefined);
  // A fact in a row of a domain; of the shipment, if its type is. `none`: it cannot be computed with, because it is
  // none.
  NameId of_fact(const Chunk& chunk, std::uint32_t domain, std::uint32_t row, const Fact& fact, bool none);
  // A row that may not be there.
  NameId of_row(const Chunk& chunk, std::uint32_t domain, std::uint32_t row);
  // A field of a row of `domain`; `by_owner`: if the row may not be there, the row is named.
  NameId of_field(const Chunk& chunk, std::uint32_t domain, std::uint32_t row, Id type, Id field, bool none,
                  bool by_owner);

  // Sets have numbers from 1. `names` may hold some more than once; it is put in order.
  SetId set(std::vector<NameId>* names);
  SetId add_set(OpenSet set);  // of one line
  const std::shared_ptr<const OpenSet>& of_set(SetId id) const { return numbered_[id]; }
  std::size_t sets() const { return numbered_.size(); }
  void forget_sets();

 private:
  struct Name {
    interp::OpenFact fact;
    std::vector<std::int32_t> order;
  };
  struct Owner {                       // of the rows of a domain
    std::uint32_t domain = kAnywhere;  // kAnywhere: the shipment
    Id type = kNone;
  };
  struct Draft {
    std::string text, group;
    std::vector<std::int32_t> order;
  };
  NameId intern(Draft draft, bool undefined);
  std::uint32_t row_of(const Chunk& chunk, std::uint32_t domain, std::uint32_t row, std::uint32_t above) const;
  void write(const Chunk& chunk, std::uint32_t domain, std::uint32_t row, Draft* draft) const;
  bool uncertain(const Chunk& chunk, std::uint32_t* domain, std::uint32_t* row) const;
  void append(Draft* draft, Id type, Id field, std::int32_t index) const;
  template <class Make>
  NameId remembered(std::uint64_t key, Make make);

  const Circuit& circuit_;
  const ir::Program& program_;
  std::vector<Owner> owners_;
  std::vector<Name> names_;
  std::unordered_map<std::string, NameId> by_text_;
  std::unordered_map<std::uint64_t, NameId> by_place_;
  struct Hash {
    std::size_t operator()(const std::vector<NameId>& names) const;
  };
  std::unordered_map<std::vector<NameId>, SetId, Hash> sets_;
  std::vector<std::shared_ptr<const OpenSet>> numbered_{nullptr};
  static constexpr std::size_t kMostPlaces = 1 << 18;
};

}  // namespace licet::bitmap
