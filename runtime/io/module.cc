#include "runtime/io/module.h"

#include "core/base/module_file.h"

namespace licet::io {
namespace {

constexpr const char* kFile = "liblicet_arrow.so";

Result<const ArrowTable*> open() {
  const Result<void*> entry = open_module(kFile, "licet_arrow_table", "Parquet, Arrow and packed files");
  if (!entry.ok()) return entry.failure();
  const ArrowTable* table = reinterpret_cast<const ArrowTable* (*)()>(entry.value())();
  if (table == nullptr || table->version != kArrowTableVersion) return other_version(kFile);
  return table;
}

}  // namespace

Result<const ArrowTable*> arrow_module() {
  static const Result<const ArrowTable*> table = open();
  return table;
}

}  // namespace licet::io
