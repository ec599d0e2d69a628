// Where readers and writers are made. Whatever a third party throws ends here.
#include <exception>
#include <new>
#include <string>

#include "runtime/io/io.h"
#include "runtime/io/reader.h"
#include "runtime/io/writer.h"

namespace licet::io {

namespace {

template <typename T, typename F>
Result<T> guarded(const std::string& path, const F& body) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return Failure{path + ": not enough memory", 4};
  } catch (const std::exception& error) {
    return Failure{path + ": " + error.what(), 4};
  }
}

// Passes calls on; an exception becomes a Failure.
class GuardedReader : public Reader {
 public:
  GuardedReader(std::unique_ptr<LogReader> reader, std::string path)
      : reader_(std::move(reader)), path_(std::move(path)) {}
  Result<bool> next(Batch* batch) override {
    return guarded<bool>(path_, [&] { return reader_->next(batch); });
  }
  const std::vector<Column>& passed_columns() const override { return reader_->passed_columns(); }
  const std::vector<std::string>& files() const override { return reader_->files(); }
  Progress progress() const override { return reader_->progress(); }
  std::vector<std::string> take_notes() override { return reader_->take_notes(); }

 private:
  std::unique_ptr<LogReader> reader_;
  std::string path_;
};

class GuardedWriter : public Writer {
 public:
  GuardedWriter(std::unique_ptr<Writer> writer, std::string path)
      : writer_(std::move(writer)), path_(std::move(path)) {}
  Status write(const std::vector<Value>& row) override {
    return guarded<licet::Unit>(path_, [&] { return writer_->write(row); });
  }
  bool make_ready(const Value& value, std::string* bytes) const override { return writer_->make_ready(value, bytes); }
  void set_metadata(std::string key, std::string value) override {
    writer_->set_metadata(std::move(key), std::move(value));
  }
  Status close() override {
    return guarded<licet::Unit>(path_, [&] { return writer_->close(); });
  }

 private:
  std::unique_ptr<Writer> writer_;
  std::string path_;
};

}  // namespace

Result<std::unique_ptr<Reader>> open_reader(const ir::Schema& schema, const ReadOptions& options) {
  return guarded<std::unique_ptr<Reader>>(options.path, [&]() -> Result<std::unique_ptr<Reader>> {
    auto reader = std::make_unique<LogReader>(schema, options);
    if (auto status = reader->open(); !status.ok()) return status.failure();
    return std::unique_ptr<Reader>(std::make_unique<GuardedReader>(std::move(reader), options.path));
  });
}

Result<std::unique_ptr<Writer>> open_writer(const WriteOptions& options) {
  return guarded<std::unique_ptr<Writer>>(options.path, [&]() -> Result<std::unique_ptr<Writer>> {
    auto writer = make_writer(options);
    if (!writer.ok()) return writer.failure();
    return std::unique_ptr<Writer>(std::make_unique<GuardedWriter>(std::move(writer.value()), options.path));
  });
}

}  // namespace licet::io
