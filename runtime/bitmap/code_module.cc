#include "runtime/bitmap/code_module.h"

#include "core/base/module_file.h"

namespace licet::bitmap {
namespace {

constexpr const char* kFile = "liblicet_llvm.so";

Result<const CodeTable*> open() {
  const Result<void*> entry = open_module(kFile, "licet_code_table", "compiled code (--engine llvm)");
  if (!entry.ok()) return entry.failure();
  const CodeTable* table = reinterpret_cast<const CodeTable* (*)()>(entry.value())();
  if (table == nullptr || table->version != kCodeTableVersion) return other_version(kFile);
  return table;
}

}  // namespace

Result<const CodeTable*> code_module() {
  static const Result<const CodeTable*> table = open();
  return table;
}

}  // namespace licet::bitmap
