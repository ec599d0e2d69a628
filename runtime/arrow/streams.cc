#include "runtime/arrow/streams.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <arrow/buffer.h>
#include <arrow/io/file.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace licet::io {

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

arrow::Status SourceStream::Close() {
  closed_ = true;
  return arrow::Status::OK();
}

// As much as was asked for, save at the end.
arrow::Result<std::int64_t> SourceStream::Read(std::int64_t n, void* out) {
  std::size_t done = 0;
  while (done < static_cast<std::size_t>(n)) {
    const Result<std::size_t> got = source_->read(static_cast<char*>(out) + done, static_cast<std::size_t>(n) - done);
    if (!got.ok()) return arrow::Status::IOError(got.failure().message);
    if (got.value() == 0) break;
    done += got.value();
  }
  position_ += static_cast<std::int64_t>(done);
  return static_cast<std::int64_t>(done);
}

arrow::Result<std::shared_ptr<arrow::Buffer>> SourceStream::Read(std::int64_t n) {
  ARROW_ASSIGN_OR_RAISE(auto buffer, arrow::AllocateResizableBuffer(n));
  ARROW_ASSIGN_OR_RAISE(const std::int64_t got, Read(n, buffer->mutable_data()));
  ARROW_RETURN_NOT_OK(buffer->Resize(got));
  return std::shared_ptr<arrow::Buffer>(std::move(buffer));
}

arrow::Status SinkStream::Close() {
  if (closed_) return arrow::Status::OK();
  closed_ = true;
  const Status done = sink_->close();
  return done.ok() ? arrow::Status::OK() : arrow::Status::IOError(done.failure().message);
}

arrow::Status SinkStream::Write(const void* data, std::int64_t n) {
  const Status done = sink_->write(static_cast<const char*>(data), static_cast<std::size_t>(n));
  if (!done.ok()) return arrow::Status::IOError(done.failure().message);
  position_ += n;
  return arrow::Status::OK();
}

Result<std::shared_ptr<arrow::io::RandomAccessFile>> random_access(Bytes* bytes) {
  const auto opened = [&](arrow::Result<std::shared_ptr<arrow::io::ReadableFile>> file)
      -> Result<std::shared_ptr<arrow::io::RandomAccessFile>> {
    if (!file.ok()) return bytes->failed(first_line(file.status().message()));
    return std::shared_ptr<arrow::io::RandomAccessFile>(*file);
  };
  if (!bytes->plain_path().empty()) return opened(arrow::io::ReadableFile::Open(bytes->plain_path()));
  const char* folder = std::getenv("TMPDIR");
  std::string place = fmt::format("{}/licet-XXXXXX", folder != nullptr && *folder != '\0' ? folder : "/tmp");
  const int descriptor = ::mkostemp(place.data(), O_CLOEXEC);
  if (descriptor < 0)
    return Failure{
        fmt::format("{}: no temporary file in {}: {}; set TMPDIR", bytes->name(), place, std::strerror(errno)),
        kStreamFailed};
  ::unlink(place.c_str());
  const std::unique_ptr<ByteSink> copy = descriptor_sink(descriptor, false);
  std::vector<char> chunk(std::size_t{1} << 20);
  for (;;) {
    const Result<std::size_t> got = bytes->read(chunk.data(), chunk.size());
    const Status put = got.ok() ? copy->write(chunk.data(), got.value()) : Status(licet::Unit{});
    if (!got.ok() || !put.ok()) {
      ::close(descriptor);
      if (!got.ok()) return got.failure();
      return Failure{fmt::format("{}: the temporary copy in {} cannot be written: {}; set TMPDIR", bytes->name(), place,
                                 put.failure().message),
                     kStreamFailed};
    }
    if (got.value() == 0) break;
  }
  return opened(arrow::io::ReadableFile::Open(descriptor));
}

}  // namespace licet::io
