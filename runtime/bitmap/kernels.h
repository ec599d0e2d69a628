// Stages run by kernels that are compiled ahead of time: a tape of operations, each over all words of a block, in
// registers that are reused as soon as nothing reads them any more.
#pragma once

#include "runtime/bitmap/stage.h"
#include "runtime/bitmap/vectors.h"

namespace licet::bitmap {

Backend kernels(Level level = best_level());

}  // namespace licet::bitmap
