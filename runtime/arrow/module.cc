// The one symbol of liblicet_arrow.so, and packing: gzip and zstd by Arrow's codecs.
#include "runtime/io/module.h"

#include <vector>

#include <arrow/buffer.h>
#include <arrow/io/compressed.h>
#include <arrow/util/compression.h>

#include "runtime/arrow/formats.h"
#include "runtime/arrow/streams.h"

namespace licet::io {
namespace {

arrow::Compression::type codec_of(Packing packing) {
  switch (packing) {
    case Packing::None:
      break;
    case Packing::Gzip:
      return arrow::Compression::GZIP;
    case Packing::Zstd:
      return arrow::Compression::ZSTD;
  }
  return arrow::Compression::UNCOMPRESSED;
}

Failure failed(const arrow::Status& status) { return {first_line(status.message()), kStreamFailed}; }

class Unpacked : public ByteSource {
 public:
  Unpacked(std::unique_ptr<arrow::util::Codec> codec, std::shared_ptr<arrow::io::InputStream> stream)
      : codec_(std::move(codec)), stream_(std::move(stream)) {}
  Result<std::size_t> read(char* out, std::size_t n) override {
    const auto got = stream_->Read(static_cast<std::int64_t>(n), out);
    if (!got.ok()) return failed(got.status());
    return static_cast<std::size_t>(*got);
  }

 private:
  std::unique_ptr<arrow::util::Codec> codec_;
  std::shared_ptr<arrow::io::InputStream> stream_;
};

class Packed : public ByteSink {
 public:
  Packed(std::unique_ptr<arrow::util::Codec> codec, std::shared_ptr<arrow::io::OutputStream> stream)
      : codec_(std::move(codec)), stream_(std::move(stream)) {}
  Status write(const char* data, std::size_t n) override {
    return checked(stream_->Write(data, static_cast<std::int64_t>(n)));
  }
  Status close() override { return checked(stream_->Close()); }

 private:
  static Status checked(const arrow::Status& status) {
    if (!status.ok()) return failed(status);
    return licet::Unit{};
  }
  std::unique_ptr<arrow::util::Codec> codec_;
  std::shared_ptr<arrow::io::OutputStream> stream_;
};

Result<std::unique_ptr<ByteSource>> unpack(Packing packing, std::unique_ptr<ByteSource> packed) {
  auto codec = arrow::util::Codec::Create(codec_of(packing));
  if (!codec.ok()) return failed(codec.status());
  auto stream = arrow::io::CompressedInputStream::Make(codec->get(), std::make_shared<SourceStream>(std::move(packed)));
  if (!stream.ok()) return failed(stream.status());
  return std::unique_ptr<ByteSource>(std::make_unique<Unpacked>(std::move(*codec), *stream));
}

Result<std::unique_ptr<ByteSink>> pack(Packing packing, std::unique_ptr<ByteSink> to) {
  auto codec = arrow::util::Codec::Create(codec_of(packing));
  if (!codec.ok()) return failed(codec.status());
  auto stream = arrow::io::CompressedOutputStream::Make(codec->get(), std::make_shared<SinkStream>(std::move(to)));
  if (!stream.ok()) return failed(stream.status());
  return std::unique_ptr<ByteSink>(std::make_unique<Packed>(std::move(*codec), *stream));
}

}  // namespace
}  // namespace licet::io

extern "C" __attribute__((visibility("default"))) const licet::io::ArrowTable* licet_arrow_table() {
  using namespace licet::io;  // NOLINT: the one function outside it
  static const ArrowTable table{kArrowTableVersion, open_arrow_rows, make_arrow_writer, unpack, pack};
  return &table;
}
