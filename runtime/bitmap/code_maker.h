// Makes the machine code of a circuit beside the run, which goes on by kernels meanwhile. Owns a thread; may be asked
// from any.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "core/base/result.h"
#include "runtime/bitmap/circuit.h"
#include "runtime/bitmap/gate_code.h"

namespace licet::bitmap {

class CodeMaker {
 public:
  explicit CodeMaker(std::shared_ptr<const Circuit> circuit);
  ~CodeMaker();  // gives up what is not yet made

  // Null until it is made, and for ever where it cannot be.
  std::shared_ptr<const GateCode> code() const;
  // Why it cannot be made; nothing while that is open.
  std::optional<Failure> failure() const;
  // As soon as it is known what came of it.
  Result<std::shared_ptr<const GateCode>> wait();

 private:
  std::atomic<bool> stop_ = false;
  mutable std::mutex mutex_;  // guards what was made
  std::optional<Result<std::shared_ptr<const GateCode>>> made_;
  std::thread thread_;
};

}  // namespace licet::bitmap
