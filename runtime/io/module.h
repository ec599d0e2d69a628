// What needs Arrow C++: Parquet, Arrow IPC, gzip and zstd. It lives in the module liblicet_arrow.so, which is opened
// when a file first asks for it and never closed: plain text is read and written without it.
#pragma once

#include <cstdint>
#include <memory>

#include "core/base/result.h"
#include "runtime/io/io.h"
#include "runtime/io/rows.h"
#include "runtime/io/stream.h"
#include "runtime/io/writer.h"

namespace licet::io {

struct ArrowTable {
  std::uint32_t version;  // kArrowTableVersion; the program refuses a module of another version
  Result<std::unique_ptr<RowSource>> (*open_rows)(std::unique_ptr<Bytes> bytes, Format format,
                                                  const SourceContext& context);
  std::unique_ptr<FileWriter> (*make_writer)(const WriteOptions& options, Format format);
  Result<std::unique_ptr<ByteSource>> (*unpack)(Packing packing, std::unique_ptr<ByteSource> packed);
  Result<std::unique_ptr<ByteSink>> (*pack)(Packing packing, std::unique_ptr<ByteSink> to);
};
inline constexpr std::uint32_t kArrowTableVersion = 3;

Result<const ArrowTable*> arrow_module();

}  // namespace licet::io

extern "C" const licet::io::ArrowTable* licet_arrow_table();
