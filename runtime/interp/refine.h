// Cells (semantics section 7): the points and gaps between the constants a fact is compared with. Over them outcomes
// are refined (--exact) and the essential missing facts are found, at most kMostCombinations at a time.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "runtime/interp/open_facts.h"
#include "runtime/interp/worlds.h"

namespace licet::interp {

inline constexpr std::size_t kMostCombinations = 4096;

class Refinement {
 public:
  explicit Refinement(const Plan& plan);
  void keep_books(Balances* books) { worlds_.keep_books(books); }

  // What remains of `wide` once the open facts take every combination of their cells.
  OutcomeSet refine(Worlds* supplied, const data::Record& record, std::uint32_t line, ir::Id decided,
                    const Frame* frame, Evidence evidence, const std::vector<FoundFact>& open, const OutcomeSet& wide);

  // Indices into `open` of the essential facts; false if the cells do not settle it.
  bool essential(Worlds* supplied, const data::Record& record, std::uint32_t line, ir::Id decided, const Frame* frame,
                 const std::vector<FoundFact>& open, std::vector<std::size_t>* facts);

 private:
  struct Cell {
    data::Cell cell;
    Narrowed range;
    bool ranged = false;
  };
  struct Split {
    std::size_t open = 0;  // index of the open fact
    std::vector<Cell> cells;
  };

  void find_boundaries();
  std::vector<Cell> cells_of(const data::Record& record, const FoundFact& fact) const;
  bool split(const data::Record& record, const std::vector<FoundFact>& open);  // false: some fact stays whole
  void copy(const data::Record& record);
  void put(const std::vector<FoundFact>& open, const std::vector<std::size_t>& combination);
  bool advance(std::vector<std::size_t>* combination) const;

  const Plan& plan_;
  std::map<std::pair<ir::Id, ir::Id>, std::vector<std::int64_t>> boundaries_;  // of (record type, field): points
  std::vector<Split> splits_;
  data::Record narrowed_record_;
  std::vector<Narrowed> ranges_;
  Worlds worlds_;
};

}  // namespace licet::interp
