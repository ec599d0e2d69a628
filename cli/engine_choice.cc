#include "cli/engine_choice.h"

namespace licet::cli {

EngineChoice::EngineChoice(std::shared_ptr<const interp::Plan> plan, EngineName name, unsigned workers)
    : plan_(std::move(plan)),
      name_(plan_->run.exact ? EngineName::Interpreter : name),
      workers_(workers) {  // cells refine line by line
  if (name_ == EngineName::Kernels) circuit_ = std::make_shared<const bitmap::Circuit>(bitmap::build(plan_));
}

EngineChoice::~EngineChoice() {
  if (maker_.joinable()) maker_.join();
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

}  // namespace licet::cli
