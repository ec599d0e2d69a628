#include "runtime/io/bytes.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/io/module.h"

namespace licet::io {

namespace {

constexpr std::size_t kHead = 4096;
constexpr std::size_t kChunk = 1u << 20;

Packing packing_of(std::string_view head) {
  if (head.starts_with("\x1f\x8b")) return Packing::Gzip;
  if (head.starts_with("\x28\xb5\x2f\xfd")) return Packing::Zstd;
  return Packing::None;
}

Result<std::size_t> read_fully(ByteSource* source, char* out, std::size_t n) {
  std::size_t done = 0;
  while (done < n) {
    const Result<std::size_t> got = source->read(out + done, n - done);
    if (!got.ok()) return got.failure();
    if (got.value() == 0) break;
    done += got.value();
  }
  return done;
}

Result<std::string> read_up_to(ByteSource* source, std::size_t n) {
  std::string text(n, '\0');
  const Result<std::size_t> got = read_fully(source, text.data(), n);
  if (!got.ok()) return got.failure();
  text.resize(got.value());
  return text;
}

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> endings) {
  for (const std::string_view ending : endings)
    if (name.ends_with(ending)) return true;
  return false;
}

}  // namespace

Result<std::unique_ptr<Bytes>> Bytes::open(const std::string& path, const std::function<bool()>& stopped) {
  auto bytes = std::make_unique<Bytes>();
  bytes->name_ = path == "-" ? "standard input" : path;
  bytes->read_ = std::make_shared<std::uint64_t>(0);
  int fd = STDIN_FILENO;
  if (path != "-") {
    fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
      return Failure{fmt::format("{}: cannot be opened: {}", path, std::strerror(errno)), errno == ENOENT ? 2 : 4};
  }
  struct stat info{};
  const bool regular = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
  std::unique_ptr<ByteSource> source =
      descriptor_source(fd, path != "-", bytes->read_, regular ? std::function<bool()>() : stopped);
  if (regular) {
    bytes->total_ = static_cast<std::uint64_t>(info.st_size);
    if (path != "-") bytes->plain_path_ = path;
  }
  Result<std::string> head = read_up_to(source.get(), kHead);
  if (!head.ok()) return bytes->failed(head.failure().message);
  source = replayed(head.value(), std::move(source));
  if (const Packing packing = packing_of(head.value()); packing != Packing::None) {
    bytes->plain_path_.clear();
    const Result<const ArrowTable*> module = arrow_module();
    if (!module.ok()) return module.failure();
    auto unpacked = module.value()->unpack(packing, std::move(source));
    if (!unpacked.ok()) return bytes->failed(unpacked.failure().message);
    head = read_up_to(unpacked.value().get(), kHead);
    if (!head.ok()) return bytes->failed(head.failure().message);
    source = replayed(head.value(), std::move(unpacked.value()));
  }
  bytes->head_ = std::move(head.value());
  bytes->source_ = std::move(source);
  return bytes;
}

Failure Bytes::failed(const std::string& why) const { return {fmt::format("{}: cannot be read: {}", name_, why), 4}; }

Result<std::size_t> Bytes::read(char* out, std::size_t n) {
  Result<std::size_t> got = read_fully(source_.get(), out, n);
  if (!got.ok()) return failed(got.failure().message);
  return got;
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

// Memory that is not needed is not touched: a file of a few lines is decided in a few milliseconds.
Window::Window(std::unique_ptr<Bytes> bytes)
    : bytes_(std::move(bytes)), buffer_(std::clamp<std::size_t>(bytes_->count().total, kHead, kChunk)) {
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
