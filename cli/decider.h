// Decides the lines of a batch with the engine of the run. One per worker; what it gives out stays when it goes.
#pragma once

#include <memory>
#include <vector>

#include "cli/engine_choice.h"
#include "cli/tally.h"
#include "runtime/explain/row.h"
#include "runtime/io/io.h"

namespace licet::cli {

// The cells of one line, as explain::RowLayout::columns(). Lines that are decided alike share them.
struct SharedRow {
  std::vector<const io::Value*> cells;
  std::vector<std::shared_ptr<const void>> owners;  // of the cells
};

class Decider {
 public:
  virtual ~Decider() = default;
  // `rows`: one per line in the order of the batch, none where nothing is written. Stops early where the run is
  // interrupted.
  virtual void decide(const io::Batch& batch, Tally* tally, std::vector<SharedRow>* rows) = 0;
};

// `layout` and `writer` are null where nothing is written. `choice` must outlive the decider.
std::unique_ptr<Decider> make_decider(EngineChoice* choice, const explain::RowLayout* layout, const io::Writer* writer);

}  // namespace licet::cli
