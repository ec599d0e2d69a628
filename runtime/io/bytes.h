// The bytes of one input file or of standard input, unpacked if they are gzip or zstd, with a look at the first of them
// for telling the format. Made and owned by a row source; not thread-safe. Failures name the file.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "runtime/io/io.h"
#include "runtime/io/stream.h"

namespace licet::io {

struct ByteCount {  // of the file as it lies on disk
  std::uint64_t read = 0;
  std::uint64_t total = 0;  // 0: unknown
};

class Bytes {
 public:
  // "-" is standard input; `stopped` as in ReadOptions.
  static Result<std::unique_ptr<Bytes>> open(const std::string& path, const std::function<bool()>& stopped);

  const std::string& name() const { return name_; }  // for messages
  std::string_view head() const { return head_; }    // first bytes, still to be read
  ByteCount count() const { return {*read_, total_}; }
  const std::string& plain_path() const { return plain_path_; }  // of a regular file that is not packed; else empty
  Failure failed(const std::string& why) const;

  // Fills as much as there is; fewer than n only at the end.
  Result<std::size_t> read(char* out, std::size_t n);
  // All of it from the start, if nothing was read; read() must not be called any more.
  std::unique_ptr<ByteSource> take_source() { return std::move(source_); }

 private:
  std::string name_;
  std::string plain_path_;
  std::string head_;
  std::shared_ptr<std::uint64_t> read_;
  std::uint64_t total_ = 0;
  std::unique_ptr<ByteSource> source_;
};

// By content and name; Failure for what is not read (workbooks, UTF-16).
Result<Format> detect_format(const Bytes& bytes, const std::string& path, Format wanted);

// A growing window over bytes, for formats made of lines.
class Window {
 public:
  explicit Window(std::unique_ptr<Bytes> bytes);
  Bytes& bytes() { return *bytes_; }

  const char* begin() const { return buffer_.data() + begin_; }
  const char* end() const { return buffer_.data() + end_; }
  std::size_t size() const { return end_ - begin_; }
  void advance(std::size_t n) { begin_ += n; }
  bool at_end() const { return at_end_; }  // nothing beyond end()
  // Reads more behind end(); pointers into the window change. False result: there is no more.
  Result<bool> more();

 private:
  std::unique_ptr<Bytes> bytes_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool at_end_ = false;
};

inline constexpr std::size_t kMostRowBytes = 64u << 20;  // a longer row is rejected

}  // namespace licet::io
