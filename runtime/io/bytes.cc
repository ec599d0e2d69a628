#include "runtime/io/bytes.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <arrow/buffer.h>
#include <arrow/io/compressed.h>
#include <arrow/io/file.h>
#include <arrow/util/compression.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace licet::io {

namespace {

constexpr std::size_t kHead = 4096;
constexpr std::size_t kChunk = 1u << 20;

arrow::Status system_error(const char* what) { return arrow::Status::IOError(what, ": ", std::strerror(errno)); }

// A file descriptor as a stream, read strictly forward; a prefix read before comes first.
class FdStream : public arrow::io::InputStream {
 public:
  FdStream(int fd, bool owned, std::shared_ptr<ByteCount> count) : fd_(fd), owned_(owned), count_(std::move(count)) {}
  ~FdStream() override {
    if (owned_) ::close(fd_);
  }
  arrow::Status Close() override {
    closed_ = true;
    return arrow::Status::OK();
  }
  bool closed() const override { return closed_; }
  arrow::Result<std::int64_t> Tell() const override { return position_; }
  arrow::Result<std::int64_t> Read(std::int64_t n, void* out) override {
    char* to = static_cast<char*>(out);
    std::int64_t done = 0;
    while (done < n) {
      const ssize_t got = ::read(fd_, to + done, static_cast<std::size_t>(n - done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return system_error("read");
      if (got == 0) break;
      done += got;
      count_->read += static_cast<std::uint64_t>(got);
    }
    position_ += done;
    return done;
  }
  arrow::Result<std::shared_ptr<arrow::Buffer>> Read(std::int64_t n) override {
    ARROW_ASSIGN_OR_RAISE(auto buffer, arrow::AllocateResizableBuffer(n));
    ARROW_ASSIGN_OR_RAISE(const std::int64_t got, Read(n, buffer->mutable_data()));
    ARROW_RETURN_NOT_OK(buffer->Resize(got));
    return std::shared_ptr<arrow::Buffer>(std::move(buffer));
  }

 private:
  int fd_;
  bool owned_;
  bool closed_ = false;
  std::int64_t position_ = 0;
  std::shared_ptr<ByteCount> count_;
};

// Gives back what was read of a stream to look at it.
class Replayed : public arrow::io::InputStream {
 public:
  Replayed(std::string head, std::shared_ptr<arrow::io::InputStream> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {}
  arrow::Status Close() override { return rest_->Close(); }
  bool closed() const override { return rest_->closed(); }
  arrow::Result<std::int64_t> Tell() const override { return position_; }
  arrow::Result<std::int64_t> Read(std::int64_t n, void* out) override {
    std::int64_t done = 0;
    if (at_ < head_.size()) {
      done = std::min<std::int64_t>(n, static_cast<std::int64_t>(head_.size() - at_));
      std::memcpy(out, head_.data() + at_, static_cast<std::size_t>(done));
      at_ += static_cast<std::size_t>(done);
    }
    if (done < n) {
      ARROW_ASSIGN_OR_RAISE(const std::int64_t got, rest_->Read(n - done, static_cast<char*>(out) + done));
      done += got;
    }
    position_ += done;
    return done;
  }
  arrow::Result<std::shared_ptr<arrow::Buffer>> Read(std::int64_t n) override {
    ARROW_ASSIGN_OR_RAISE(auto buffer, arrow::AllocateResizableBuffer(n));
    ARROW_ASSIGN_OR_RAISE(const std::int64_t got, Read(n, buffer->mutable_data()));
    ARROW_RETURN_NOT_OK(buffer->Resize(got));
    return std::shared_ptr<arrow::Buffer>(std::move(buffer));
  }

 private:
  std::string head_;
  std::size_t at_ = 0;
  std::int64_t position_ = 0;
  std::shared_ptr<arrow::io::InputStream> rest_;
};

Failure failed(const std::string& name, const arrow::Status& status) {
  std::string text = status.message();
  if (const auto line = text.find('\n'); line != std::string::npos) text.resize(line);
  return {fmt::format("{}: cannot be read: {}", name, text), 4};
}

arrow::Result<std::string> read_up_to(arrow::io::InputStream* stream, std::size_t n) {
  std::string text(n, '\0');
  std::size_t done = 0;
  while (done < n) {
    ARROW_ASSIGN_OR_RAISE(const std::int64_t got,
                          stream->Read(static_cast<std::int64_t>(n - done), text.data() + done));
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  text.resize(done);
  return text;
}

arrow::Compression::type packing_of(std::string_view head) {
  if (head.starts_with("\x1f\x8b")) return arrow::Compression::GZIP;
  if (head.starts_with("\x28\xb5\x2f\xfd")) return arrow::Compression::ZSTD;
  return arrow::Compression::UNCOMPRESSED;
}

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> endings) {
  for (const std::string_view ending : endings)
    if (name.ends_with(ending)) return true;
  return false;
}

}  // namespace

Result<std::unique_ptr<Bytes>> Bytes::open(const std::string& path) {
  auto bytes = std::make_unique<Bytes>();
  bytes->path_ = path;
  bytes->name_ = path == "-" ? "standard input" : path;
  bytes->count_ = std::make_shared<ByteCount>();
  int fd = STDIN_FILENO;
  if (path != "-") {
    fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
      return Failure{fmt::format("{}: cannot be opened: {}", path, std::strerror(errno)), errno == ENOENT ? 2 : 4};
  }
  std::shared_ptr<arrow::io::InputStream> raw = std::make_shared<FdStream>(fd, path != "-", bytes->count_);
  struct stat info{};
  if (::fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
    bytes->count_->total = static_cast<std::uint64_t>(info.st_size);
    bytes->plain_ = path != "-";
  }
  auto head = read_up_to(raw.get(), kHead);
  if (!head.ok()) return failed(bytes->name_, head.status());
  const auto packing = packing_of(*head);
  std::shared_ptr<arrow::io::InputStream> stream = std::make_shared<Replayed>(*head, raw);
  if (packing != arrow::Compression::UNCOMPRESSED) {
    bytes->plain_ = false;
    auto codec = arrow::util::Codec::Create(packing);
    if (!codec.ok()) return failed(bytes->name_, codec.status());
    auto unpacked = arrow::io::CompressedInputStream::Make(codec->get(), stream);
    if (!unpacked.ok()) return failed(bytes->name_, unpacked.status());
    head = read_up_to(unpacked->get(), kHead);
    if (!head.ok()) return failed(bytes->name_, head.status());
    stream = std::make_shared<Replayed>(*head, *unpacked);
  }
  bytes->head_ = std::move(*head);
  bytes->stream_ = std::move(stream);
  return bytes;
}

Result<std::size_t> Bytes::read(char* out, std::size_t n) {
  std::size_t done = 0;
  while (done < n) {
    auto got = stream_->Read(static_cast<std::int64_t>(n - done), out + done);
    if (!got.ok()) return failed(name_, got.status());
    if (*got == 0) break;
    done += static_cast<std::size_t>(*got);
  }
  return done;
}

std::shared_ptr<arrow::io::InputStream> Bytes::stream() { return stream_; }

Result<std::shared_ptr<arrow::io::RandomAccessFile>> Bytes::random_access() {
  if (plain_) {
    auto file = arrow::io::ReadableFile::Open(path_);
    if (!file.ok()) return failed(name_, file.status());
    return std::shared_ptr<arrow::io::RandomAccessFile>(*file);
  }
  const char* folder = std::getenv("TMPDIR");
  std::string place = fmt::format("{}/licet-XXXXXX", folder != nullptr && *folder != '\0' ? folder : "/tmp");
  const int fd = ::mkostemp(place.data(), O_CLOEXEC);
  if (fd < 0)
    return Failure{fmt::format("{}: no temporary file in {}: {}; set TMPDIR", name_, place, std::strerror(errno)), 4};
  ::unlink(place.c_str());
  std::vector<char> chunk(kChunk);
  for (;;) {
    auto got = read(chunk.data(), chunk.size());
    if (!got.ok()) {
      ::close(fd);
      return got.failure();
    }
    if (got.value() == 0) break;
    for (std::size_t done = 0; done < got.value();) {
      const ssize_t put = ::write(fd, chunk.data() + done, got.value() - done);
      if (put < 0 && errno != EINTR) {
        const std::string why = std::strerror(errno);
        ::close(fd);
        return Failure{fmt::format("{}: the temporary copy in {} cannot be written: {}; set TMPDIR", name_, place, why),
                       4};
      }
      if (put > 0) done += static_cast<std::size_t>(put);
    }
  }
  auto file = arrow::io::ReadableFile::Open(fd);
  if (!file.ok()) return failed(name_, file.status());
  return std::shared_ptr<arrow::io::RandomAccessFile>(*file);
}

Result<Format> detect_format(const Bytes& bytes, const std::string& path, Format wanted) {
  const std::string_view head = bytes.head();
  if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff"))
    return Failure{fmt::format("{}: the text is UTF-16; save it as \"CSV UTF-8\"", bytes.name()), 4};
  if (head.starts_with("PK\x03\x04") || head.starts_with("\xd0\xcf\x11\xe0"))
    return Failure{fmt::format("{}: this is a workbook or an archive; save the sheet as \"CSV UTF-8\"", bytes.name()),
                   4};
  if (head.starts_with("PAR1")) return Format::Parquet;
  if (head.starts_with("ARROW1")) return Format::ArrowFile;
  if (head.starts_with("\xff\xff\xff\xff")) return Format::ArrowStream;
  if (wanted != Format::Auto) return wanted;

  std::string_view name = path;
  if (name.ends_with(".gz")) name.remove_suffix(3);
  if (name.ends_with(".zst")) name.remove_suffix(4);
  if (ends_with_any(name, {".parquet", ".pq"})) return Format::Parquet;
  if (ends_with_any(name, {".arrow", ".feather", ".ipc"})) return Format::ArrowFile;
  if (name.ends_with(".arrows")) return Format::ArrowStream;
  if (ends_with_any(name, {".jsonl", ".ndjson", ".json"})) return Format::JsonLines;
  if (name.ends_with(".tsv")) return Format::Tsv;
  if (ends_with_any(name, {".csv", ".txt"})) return Format::Csv;
  const auto first = head.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (first != std::string_view::npos && (head[first] == '{' || head[first] == '[')) return Format::JsonLines;
  return Format::Csv;
}

Window::Window(std::unique_ptr<Bytes> bytes) : bytes_(std::move(bytes)), buffer_(kChunk) {
  if (bytes_->head().starts_with("\xef\xbb\xbf")) {  // byte order mark
    char mark[3];
    (void)bytes_->read(mark, sizeof mark);
  }
}

Result<bool> Window::more() {
  if (at_end_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  // After one giant row the buffer goes back to its usual size.
  if (buffer_.size() > 4 * kChunk && end_ < kChunk)
    std::vector<char>(buffer_.begin(), buffer_.begin() + 2 * kChunk).swap(buffer_);
  if (end_ + kChunk / 2 > buffer_.size()) buffer_.resize(buffer_.size() * 2);
  const std::size_t room = buffer_.size() - end_;
  auto got = bytes_->read(buffer_.data() + end_, room);
  if (!got.ok()) return got.failure();
  end_ += got.value();
  at_end_ = got.value() < room;
  return got.value() > 0;
}

}  // namespace licet::io
