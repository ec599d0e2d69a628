#include "runtime/bitmap/code_maker.h"

#include <utility>

namespace licet::bitmap {

CodeMaker::CodeMaker(std::shared_ptr<const Circuit> circuit)
    : thread_([this, circuit = std::move(circuit)] {
        CodeOptions options;
        options.stop = &stop_;
        auto made = GateCode::make(circuit->graph, steps(circuit->graph, wanted(*circuit)), options);
        std::lock_guard lock(mutex_);
        made_ = std::move(made);
      }) {}

CodeMaker::~CodeMaker() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
}

std::shared_ptr<const GateCode> CodeMaker::code() const {
  std::lock_guard lock(mutex_);
  return made_ && made_->ok() ? made_->value() : nullptr;
}

std::optional<Failure> CodeMaker::failure() const {
  std::lock_guard lock(mutex_);
  return made_ && !made_->ok() ? std::optional(made_->failure()) : std::nullopt;
}

Result<std::shared_ptr<const GateCode>> CodeMaker::wait() {
  thread_.join();
  return *made_;
}

}  // namespace licet::bitmap
