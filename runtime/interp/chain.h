// The frames around a row that is asked for from outside (an outcome of a party, a value for an explanation).
#pragma once

#include <deque>

#include "runtime/interp/context.h"

namespace licet::interp {

class FrameChain {
 public:
  // The frame of the row, with the line that is decided around rows that no line owns. The frames live as long as this.
  const Frame* around(const Context& context, ir::Id type, std::int32_t row);

 private:
  bool held_by(const Context& context, const Frame* owner, ir::Id type, std::int32_t row, Frame* out) const;

  std::deque<Frame> frames_;
};

}  // namespace licet::interp
