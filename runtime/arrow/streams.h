// Our streams of bytes as Arrow's.
#pragma once

#include <memory>
#include <string>

#include <arrow/io/interfaces.h>
#include <arrow/result.h>

#include "runtime/io/bytes.h"
#include "runtime/io/stream.h"

namespace licet::io {

std::string first_line(const std::string& text);

class SourceStream : public arrow::io::InputStream {
 public:
  explicit SourceStream(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}
  arrow::Status Close() override;
  bool closed() const override { return closed_; }
  arrow::Result<std::int64_t> Tell() const override { return position_; }
  arrow::Result<std::int64_t> Read(std::int64_t n, void* out) override;
  arrow::Result<std::shared_ptr<arrow::Buffer>> Read(std::int64_t n) override;

 private:
  std::unique_ptr<ByteSource> source_;
  std::int64_t position_ = 0;
  bool closed_ = false;
};

class SinkStream : public arrow::io::OutputStream {
 public:
  explicit SinkStream(std::unique_ptr<ByteSink> sink) : sink_(std::move(sink)) {}
  arrow::Status Close() override;
  bool closed() const override { return closed_; }
  arrow::Result<std::int64_t> Tell() const override { return position_; }
  using arrow::io::OutputStream::Write;
  arrow::Status Write(const void* data, std::int64_t n) override;

 private:
  std::unique_ptr<ByteSink> sink_;
  std::int64_t position_ = 0;
  bool closed_ = false;
};

// For formats read from the end. What is no plain file is copied to a temporary one first.
Result<std::shared_ptr<arrow::io::RandomAccessFile>> random_access(Bytes* bytes);

}  // namespace licet::io
