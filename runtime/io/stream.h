// Bytes one after the other, in and out: of a file descriptor, and packed or unpacked on the way. The messages of their
// failures say what went wrong; whoever holds them knows the name of the file. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/base/result.h"

namespace licet::io {

enum class Packing : std::uint8_t { None, Gzip, Zstd };

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual Result<std::size_t> read(char* out, std::size_t n) = 0;  // 0 at the end, and only there
};

class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual Status write(const char* data, std::size_t n) = 0;
  virtual Status close() = 0;
};

inline constexpr int kStreamFailed = 4;  // exit code

// Writes to a descriptor, which it closes if `owned`.
std::unique_ptr<ByteSink> descriptor_sink(int descriptor, bool owned);
// Reads from a descriptor, which it closes if `owned`; `count` grows by what was read. A pipe may keep a reader
// waiting: the wait ends, with a failure, once `stopped` (which may be empty) says so.
std::unique_ptr<ByteSource> descriptor_source(int descriptor, bool owned, std::shared_ptr<std::uint64_t> count,
                                              std::function<bool()> stopped);
// What was read of a source to look at it, then the rest.
std::unique_ptr<ByteSource> replayed(std::string head, std::unique_ptr<ByteSource> rest);

}  // namespace licet::io
