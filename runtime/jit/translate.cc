// One function for each routine: a loop over the planes, as wide as the vectors of the level. The vectors are written
// out, so no pass of LLVM has anything to find; instructions are selected one by one and that is all. Only what the
// fast selector knows is used (no vector constants): anything else costs a general one three times the time, and its
// code is no faster, as the memory is what it waits for (docs/adr/0011-compiled-gates.md).
#include "runtime/jit/translate.h"

#include <mutex>
#include <optional>

#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Module.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/TargetParser/Host.h>

namespace licet::jit {
namespace {

using bitmap::Level;
using bitmap::Routine;

struct Vector {
  unsigned words;
  const char* features;  // of the processor, beyond the least
};

Vector vector_of(Level level) {
  switch (level) {
    case Level::Avx512:
      return {8, "+avx512f,+avx512bw,+avx512dq,+avx512vl"};
    case Level::Avx2:
      return {4, "+avx2"};
    case Level::Baseline:
      break;
  }
  return {2, ""};
}

class Emitter {
 public:
  Emitter(llvm::Module* module, unsigned words)
      : module_(*module),
        context_(module->getContext()),
        builder_(context_),
        words_(words),
        vector_(llvm::FixedVectorType::get(builder_.getInt64Ty(), words)) {}

  void emit(const Routine& routine, const std::string& name) {
    llvm::Type* pointer = builder_.getPtrTy();
    auto* type = llvm::FunctionType::get(builder_.getVoidTy(), {pointer, builder_.getInt64Ty(), pointer}, false);
    auto* function = llvm::Function::Create(type, llvm::Function::ExternalLinkage, name, module_);
    function->addFnAttr(llvm::Attribute::NoUnwind);
    const std::string bits = std::to_string(words_ * 64);
    function->addFnAttr("min-legal-vector-width", bits);  // or vectors of 512 bits are taken apart
    function->addFnAttr("prefer-vector-width", bits);
    auto* entry = llvm::BasicBlock::Create(context_, "", function);
    auto* loop = llvm::BasicBlock::Create(context_, "", function);
    auto* done = llvm::BasicBlock::Create(context_, "", function);
    builder_.SetInsertPoint(entry);
    builder_.CreateBr(loop);
    builder_.SetInsertPoint(loop);
    word_ = builder_.CreatePHI(builder_.getInt64Ty(), 2);
    word_->addIncoming(builder_.getInt64(0), entry);
    planes_ = function->getArg(0);
    ones_ = builder_.CreateAlignedLoad(vector_, function->getArg(2), llvm::Align(8));
    body(routine);
    llvm::Value* next = builder_.CreateAdd(word_, builder_.getInt64(words_));
    word_->addIncoming(next, loop);
    builder_.CreateCondBr(builder_.CreateICmpULT(next, function->getArg(1)), loop, done);
    builder_.SetInsertPoint(done);
    builder_.CreateRetVoid();
  }

 private:
  llvm::Value* place_of(std::uint32_t plane) {
    llvm::Value* at = builder_.CreateConstInBoundsGEP1_64(builder_.getPtrTy(), planes_, plane);
    llvm::Value* words = builder_.CreateLoad(builder_.getPtrTy(), at);
    return builder_.CreateInBoundsGEP(builder_.getInt64Ty(), words, word_);
  }

  void body(const Routine& routine) {
    values_.assign(routine.loads.size(), nullptr);
    const auto value = [&](std::uint32_t id) {
      if (values_[id] == nullptr)  // where it is first needed: registers are few
        values_[id] = builder_.CreateAlignedLoad(vector_, place_of(routine.loads[id]), llvm::Align(8));
      return values_[id];
    };
    auto store = routine.stores.begin();
    for (const Routine::Operation& o : routine.operations) {
      llvm::Value* a = value(o.a);
      llvm::Value* result = nullptr;
      switch (o.op) {
        case Routine::Op::And:
          result = builder_.CreateAnd(a, value(o.b));
          break;
        case Routine::Op::Or:
          result = builder_.CreateOr(a, value(o.b));
          break;
        case Routine::Op::AndNot:
          result = builder_.CreateXor(a, builder_.CreateAnd(a, value(o.b)));
          break;
        case Routine::Op::Not:
          result = builder_.CreateXor(a, ones_);
          break;
      }
      values_.push_back(result);
      for (; store != routine.stores.end() && store->value + 1 == values_.size(); ++store)
        builder_.CreateAlignedStore(result, place_of(store->plane), llvm::Align(8));
    }
  }

  llvm::Module& module_;
  llvm::LLVMContext& context_;
  llvm::IRBuilder<> builder_;
  const unsigned words_;
  llvm::FixedVectorType* vector_;
  llvm::Value* planes_ = nullptr;
  llvm::Value* ones_ = nullptr;
  llvm::PHINode* word_ = nullptr;
  std::vector<llvm::Value*> values_;
};

const llvm::Target* target_of(const std::string& triple, std::string* error) {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
  });
  return llvm::TargetRegistry::lookupTarget(triple, *error);
}

}  // namespace

Result<std::string> translate(const std::vector<Routine>& routines, Level level) {
  const std::string triple = llvm::sys::getProcessTriple();
  std::string error;
  const llvm::Target* target = target_of(triple, &error);
  if (target == nullptr) return Failure{"LLVM makes no code for this machine: " + error, 70};
  const Vector vector = vector_of(level);
  const std::unique_ptr<llvm::TargetMachine> machine(
      target->createTargetMachine(triple, "", vector.features, llvm::TargetOptions(), llvm::Reloc::PIC_, std::nullopt,
                                  llvm::CodeGenOptLevel::None, true));
  if (machine == nullptr) return Failure{"LLVM makes no code for " + triple, 70};

  llvm::LLVMContext context;
  llvm::Module module("", context);
  module.setTargetTriple(triple);
  module.setDataLayout(machine->createDataLayout());
  Emitter emitter(&module, vector.words);
  for (std::size_t i = 0; i < routines.size(); ++i) emitter.emit(routines[i], name_of(i));

  llvm::SmallVector<char, 0> object;
  llvm::raw_svector_ostream out(object);
  llvm::legacy::PassManager passes;
  if (machine->addPassesToEmitFile(passes, out, nullptr, llvm::CodeGenFileType::ObjectFile, true))
    return Failure{"LLVM writes no objects for " + triple, 70};
  passes.run(module);
  return std::string(object.begin(), object.end());
}

}  // namespace licet::jit
