#include "cli/engine_choice.h"

#include <cstdlib>
#include <optional>

namespace licet::cli {

EngineChoice::EngineChoice(std::shared_ptr<const interp::Plan> plan, EngineName name, unsigned workers,
                           std::shared_ptr<const ledger::Answers> answers)
    : plan_(std::move(plan)),
      name_(plan_->run.exact ? EngineName::Interpreter : name),
      workers_(workers),  // cells refine line by line
      answers_(std::move(answers)) {
  if (name_ == EngineName::Kernels || name_ == EngineName::Llvm)
    circuit_ = std::make_shared<const bitmap::Circuit>(bitmap::build(plan_));
}

std::unique_ptr<interp::Balances> EngineChoice::teller() const {
  return answers_ == nullptr ? nullptr : std::make_unique<ledger::Teller>(plan_->program, answers_);
}

EngineChoice::~EngineChoice() {
  if (maker_.joinable()) maker_.join();
}

Status EngineChoice::prepare() {
  if (name_ != EngineName::Llvm) return Unit{};
  const auto in_words = [](const Failure& failure) {
    return Failure{failure.message + "; --engine kernels decides the same without it", failure.exit_code};
  };
  if (const auto module = bitmap::code_module(); !module.ok()) return in_words(module.failure());
  code_maker_ = std::make_unique<bitmap::CodeMaker>(circuit_);
  if (std::getenv("LICET_WAIT_FOR_CODE") == nullptr) return Unit{};
  const auto code = code_maker_->wait();
  return code.ok() ? Status(Unit{}) : in_words(code.failure());
}

std::string EngineChoice::note() const {
  const std::optional<Failure> failure = code_maker_ == nullptr ? std::nullopt : code_maker_->failure();
  return failure ? "the kernels have decided, as their gates could not be compiled: " + failure->message : "";
}

std::shared_ptr<const bitmap::Circuit> EngineChoice::circuit(std::uint64_t lines) {
  std::lock_guard lock(mutex_);
  lines_ += lines;
  if (name_ == EngineName::Auto && lines_ >= kWorth && !maker_.joinable())
    maker_ = std::thread([this] {
      auto made = std::make_shared<const bitmap::Circuit>(bitmap::build(plan_));
      std::lock_guard made_lock(mutex_);
      circuit_ = std::move(made);
    });
  return circuit_;
}

std::shared_ptr<const bitmap::GateCode> EngineChoice::code() {
  std::lock_guard lock(mutex_);
  return code_maker_ == nullptr ? nullptr : code_maker_->code();
}

}  // namespace licet::cli
