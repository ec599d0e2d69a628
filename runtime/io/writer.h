// Writers by format, and the file they write to. The Writer behind open_writer.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "runtime/io/io.h"
#include "runtime/io/stream.h"

namespace licet::io {

Result<std::unique_ptr<Writer>> make_writer(const WriteOptions& options);

// A file that appears under its name when it is complete: DIR/.NAME.partial until then. Packed by .gz or .zst.
class OutputFile {
 public:
  explicit OutputFile(std::string path) : path_(std::move(path)) {}
  ~OutputFile();  // without commit: nothing is left
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  Status open();
  Status write(const char* data, std::size_t n);
  ByteSink* sink() { return sink_.get(); }  // while it is open
  Status commit();
  void discard();
  // A failure of the sink, with the name of the file.
  Failure failed(const std::string& why) const;
  const std::string& path() const { return path_; }

 private:
  Status close();

  std::string path_;
  std::string partial_;  // empty: written in place (standard output, devices)
  std::unique_ptr<ByteSink> sink_;
};

// Common to all formats: the file, its metadata and the count of rows.
class FileWriter : public Writer {
 public:
  explicit FileWriter(const WriteOptions& options);
  Status open();
  Status write(const std::vector<Value>& row) final;
  bool make_ready(const Value& /*value*/, std::string* /*bytes*/) const override { return false; }
  void set_metadata(std::string key, std::string value) final;
  Status close() final;

 protected:
  virtual Status begin() = 0;
  virtual Status add(const std::vector<Value>& row) = 0;
  virtual Status end() = 0;
  virtual bool holds_metadata() const = 0;  // false: they go to a file beside

  WriteOptions options_;
  OutputFile file_;
  std::uint64_t rows_ = 0;

 private:
  Status write_metadata_beside();
};

std::unique_ptr<FileWriter> make_text_writer(const WriteOptions& options, Format format);

// A value as the text of a cell; lists are joined by `|`, or JSON where an element holds one.
std::string cell_text(const Value& value);
void append_json_text(std::string_view text, std::string* out);

}  // namespace licet::io
