// Which engine decides the lines of a run. Every engine gives the same decisions (docs/adr/0010); left to itself, a run
// begins with the interpreter, which is ready at once, and goes over to the kernels when a log is long enough to be
// worth their making. Shared by the workers of a run.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "runtime/bitmap/circuit.h"
#include "runtime/bitmap/code_maker.h"
#include "runtime/interp/plan.h"
#include "runtime/ledger/answers.h"

namespace licet::cli {

enum class EngineName : std::uint8_t { Auto, Interpreter, Kernels, Llvm };

class EngineChoice {
 public:
  // `answers`: what the ordered run told each line, where the rulebook keeps ledgers; else null.
  EngineChoice(std::shared_ptr<const interp::Plan> plan, EngineName name, unsigned workers,
               std::shared_ptr<const ledger::Answers> answers = nullptr);
  ~EngineChoice();

  // Fails where the engine that was asked for by name cannot be had. Gates are compiled from here on, beside the run;
  // where the environment variable LICET_WAIT_FOR_CODE is set, for tests, before it.
  Status prepare();
  // What is to be said of the engine when the run is over; empty: nothing.
  std::string note() const;

  const std::shared_ptr<const interp::Plan>& plan() const { return plan_; }
  unsigned workers() const { return workers_; }
  // Who tells the lines of one thread what is in their accounts; null where nobody asks.
  std::unique_ptr<interp::Balances> teller() const;
  // The circuit of the kernels if the next lines are theirs, else null. `lines`: that were read for them.
  std::shared_ptr<const bitmap::Circuit> circuit(std::uint64_t lines);
  // The compiled code of its gates as soon as it is there, else null.
  std::shared_ptr<const bitmap::GateCode> code();

 private:
  // Making the circuit takes about as long as the interpreter takes for a thousand lines.
  static constexpr std::uint64_t kWorth = 8192;

  const std::shared_ptr<const interp::Plan> plan_;
  const EngineName name_;
  const unsigned workers_;
  const std::shared_ptr<const ledger::Answers> answers_;
  std::mutex mutex_;  // guards what follows
  std::uint64_t lines_ = 0;
  std::thread maker_;
  std::shared_ptr<const bitmap::Circuit> circuit_;
  std::unique_ptr<bitmap::CodeMaker> code_maker_;
};

}  // namespace licet::cli
