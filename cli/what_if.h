// What a run supposes instead of what the rules say: other amounts of their figures. Outputs name it, and their
// fingerprint is that of the rules as supposed.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/ir/program.h"
#include "runtime/interp/run.h"

namespace licet::cli {

// `limits` as "parcel-limit=20,000": the figure has that amount in all its versions. The program itself where there are
// none.
Result<std::shared_ptr<const ir::Program>> suppose(std::shared_ptr<const ir::Program> program,
                                                   const std::vector<std::string>& limits, interp::RunParameters* run);

}  // namespace licet::cli
