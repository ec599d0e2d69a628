// What would turn the outcome: the smallest change of one supplied number or date that changes the disposition. Found
// at the thresholds that the explanation met, and checked by deciding the changed record.
#pragma once

#include <memory>
#include <vector>

#include "runtime/explain/explanation.h"
#include "runtime/explain/trace.h"

namespace licet::explain {

// At most one number and one date, each the nearest in proportion.
std::vector<Flip> nearest_flips(const std::shared_ptr<const interp::Plan>& plan, const data::Record& record,
                                std::uint32_t line, const interp::Outcome& disposition, Tracer* tracer,
                                interp::Balances* books);

}  // namespace licet::explain
