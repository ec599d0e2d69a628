// The progress bar: on a terminal, from the second on, five times a second. Rows per second and what is left of the
// time.
#pragma once

#include <chrono>

#include "cli/pipeline.h"

namespace licet::cli {

class Progress {
 public:
  explicit Progress(bool shown);
  ~Progress();
  void show(const Gauge& gauge);
  void clear();  // before something else is said

 private:
  using Clock = std::chrono::steady_clock;
  const bool shown_;
  const Clock::time_point begin_ = Clock::now();
  Clock::time_point last_ = begin_;
  bool drawn_ = false;
};

}  // namespace licet::cli
