// One LLJIT for the process. Each object gets a library of its own, in which nothing outside it is found, and which is
// removed with its code when the last user lets go.
#include <mutex>

#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/TargetSelect.h>

#include "runtime/jit/translate.h"

namespace licet::jit {
namespace {

using bitmap::LoadedCode;
using bitmap::RoutineFunction;

Failure failure_of(llvm::Error error) { return Failure{"LLVM: " + llvm::toString(std::move(error)), 70}; }

struct Session {
  std::unique_ptr<llvm::orc::LLJIT> jit;
  std::string error;
  std::uint64_t libraries = 0;
  std::mutex mutex;  // guards `libraries`
};

// Never ends: code may be run until the process does.
Session& session() {
  static Session* const one = [] {
    auto* made = new Session;
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    llvm::orc::LLJITBuilder builder;
    builder.setLinkProcessSymbolsByDefault(false);
    builder.setPlatformSetUp(llvm::orc::setUpInactivePlatform);  // no initialisers to run
    auto jit = builder.create();
    if (jit)
      made->jit = std::move(*jit);
    else
      made->error = llvm::toString(jit.takeError());
    return made;
  }();
  return *one;
}

class Loaded : public LoadedCode {
 public:
  Loaded(llvm::orc::LLJIT* jit, llvm::orc::JITDylib* library) : jit_(*jit), library_(*library) {}
  ~Loaded() override { llvm::consumeError(jit_.getExecutionSession().removeJITDylib(library_)); }

  llvm::Error open(const std::string& object, std::size_t routines) {
    auto bytes = llvm::MemoryBuffer::getMemBufferCopy(object);
    if (llvm::Error error = jit_.addObjectFile(library_, std::move(bytes))) return error;
    for (std::size_t i = 0; i < routines; ++i) {
      auto found = jit_.lookup(library_, name_of(i));
      if (!found) return found.takeError();
      functions.push_back(found->toPtr<RoutineFunction>());
    }
    return llvm::Error::success();
  }

 private:
  llvm::orc::LLJIT& jit_;
  llvm::orc::JITDylib& library_;
};

}  // namespace

Result<std::unique_ptr<LoadedCode>> load(const std::string& object, std::size_t routines) {
  Session& s = session();
  if (s.jit == nullptr) return Failure{"LLVM: " + s.error, 70};
  std::string name;
  {
    std::lock_guard lock(s.mutex);
    name = "code" + std::to_string(s.libraries++);
  }
  auto library = s.jit->createJITDylib(name);
  if (!library) return failure_of(library.takeError());
  auto loaded = std::make_unique<Loaded>(s.jit.get(), &*library);
  if (llvm::Error error = loaded->open(object, routines)) return failure_of(std::move(error));
  return std::unique_ptr<LoadedCode>(std::move(loaded));
}

}  // namespace licet::jit
