#include "runtime/io/writer.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include <arrow/io/compressed.h>
#include <arrow/io/file.h>
#include <arrow/io/stdio.h>
#include <arrow/util/compression.h>
#include <fmt/format.h>

#include "core/base/date.h"

namespace licet::io {

namespace fs = std::filesystem;

namespace {

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

Format format_of(const std::string& path) {
  std::string_view name = path;
  if (name.ends_with(".gz")) name.remove_suffix(3);
  if (name.ends_with(".zst")) name.remove_suffix(4);
  const auto is = [&](std::initializer_list<std::string_view> endings) {
    return std::ranges::any_of(endings, [&](std::string_view e) { return name.ends_with(e); });
  };
  if (is({".parquet", ".pq"})) return Format::Parquet;
  if (is({".csv"})) return Format::Csv;
  if (is({".tsv"})) return Format::Tsv;
  if (is({".jsonl", ".ndjson", ".json"})) return Format::JsonLines;
  if (is({".arrow", ".feather", ".ipc"})) return Format::ArrowFile;
  if (is({".arrows"})) return Format::ArrowStream;
  return Format::Auto;
}

}  // namespace

Result<std::unique_ptr<Writer>> make_writer(const WriteOptions& options) {
  const Format format = options.format != Format::Auto ? options.format : format_of(options.path);
  if (format == Format::Auto)
    return Failure{
        fmt::format("{}: the ending names no format; use .parquet, .csv, .tsv, .jsonl, .arrow or .arrows, for text "
                    "also with .gz or .zst",
                    options.path),
        2};
  const bool packed = options.path.ends_with(".gz") || options.path.ends_with(".zst");
  if (packed && (format == Format::Parquet || format == Format::ArrowFile))
    return Failure{fmt::format("{}: this format is compressed by itself; leave out the last ending", options.path), 2};
  const bool text = format == Format::Csv || format == Format::Tsv || format == Format::JsonLines;
  auto writer = text ? make_text_writer(options, format) : make_arrow_writer(options, format);
  if (auto status = writer->open(); !status.ok()) return status.failure();
  return std::unique_ptr<Writer>(std::move(writer));
}

OutputFile::~OutputFile() { discard(); }

Failure OutputFile::failed(const arrow::Status& status) const {
  return {fmt::format("{}: cannot be written: {}", path_, first_line(status.message())), 4};
}

Status OutputFile::open() {
  if (path_ == "-") {
    stream_ = std::make_shared<arrow::io::StdoutStream>();
    return licet::Unit{};
  }
  std::error_code error;
  std::string target = path_;
  const auto status = fs::status(path_, error);
  if (!fs::exists(status) || fs::is_regular_file(status)) {
    const fs::path path = path_;
    partial_ = (path.parent_path() / ("." + path.filename().string() + ".partial")).string();
    target = partial_;
  }
  auto raw = arrow::io::FileOutputStream::Open(target);
  if (!raw.ok()) {
    partial_.clear();
    return Failure{fmt::format("{}: cannot be written: {}", path_, first_line(raw.status().message())), 2};
  }
  stream_ = *raw;
  const auto packing = path_.ends_with(".gz")    ? arrow::Compression::GZIP
                       : path_.ends_with(".zst") ? arrow::Compression::ZSTD
                                                 : arrow::Compression::UNCOMPRESSED;
  if (packing == arrow::Compression::UNCOMPRESSED) return licet::Unit{};
  auto codec = arrow::util::Codec::Create(packing);
  if (!codec.ok()) return failed(codec.status());
  auto packed = arrow::io::CompressedOutputStream::Make(codec->get(), stream_);
  if (!packed.ok()) return failed(packed.status());
  stream_ = *packed;
  return licet::Unit{};
}

Status OutputFile::close() {
  if (stream_ == nullptr) return licet::Unit{};
  const auto status = path_ == "-" ? stream_->Flush() : stream_->Close();
  stream_.reset();
  if (!status.ok()) return failed(status);
  return licet::Unit{};
}

Status OutputFile::commit() {
  if (auto status = close(); !status.ok()) return status;
  if (partial_.empty()) return licet::Unit{};
  std::error_code error;
  fs::rename(partial_, path_, error);
  if (error) return Failure{fmt::format("{}: cannot be written: {}", path_, error.message()), 4};
  partial_.clear();
  return licet::Unit{};
}

void OutputFile::discard() {
  (void)close();
  if (partial_.empty()) return;
  std::error_code error;
  fs::remove(partial_, error);
  partial_.clear();
}

FileWriter::FileWriter(const WriteOptions& options) : options_(options), file_(options.path) {}

Status FileWriter::open() {
  if (auto status = file_.open(); !status.ok()) return status;
  return begin();
}

Status FileWriter::write(const std::vector<Value>& row) {
  if (row.size() != options_.columns.size())
    return Failure{
        fmt::format("{}: a row of {} values for {} columns", options_.path, row.size(), options_.columns.size()), 70};
  ++rows_;
  return add(row);
}

void FileWriter::set_metadata(std::string key, std::string value) {
  for (auto& [k, v] : options_.metadata)
    if (k == key) {
      v = std::move(value);
      return;
    }
  options_.metadata.emplace_back(std::move(key), std::move(value));
}

Status FileWriter::close() {
  if (rows_ == 0 && options_.remove_if_empty && options_.path != "-") {
    file_.discard();
    std::error_code absent, error;  // that there is nothing to remove is no failure
    if (fs::is_regular_file(options_.path, absent)) fs::remove(options_.path, error);
    if (error) return Failure{fmt::format("{}: cannot be removed: {}", options_.path, error.message()), 4};
    return licet::Unit{};
  }
  if (auto status = end(); !status.ok()) return status;
  // First what describes the file, then the file: where the file is, the rest is.
  if (!holds_metadata() && !options_.metadata.empty() && options_.path != "-")
    if (auto status = write_metadata_beside(); !status.ok()) return status;
  return file_.commit();
}

Status FileWriter::write_metadata_beside() {
  std::string text = "{";
  for (const auto& [key, value] : options_.metadata) {
    text += text.size() > 1 ? ",\n " : "\n ";
    append_json_text(key, &text);
    text += ": ";
    append_json_text(value, &text);
  }
  text += "\n}\n";
  OutputFile beside(options_.path + ".meta.json");
  if (auto status = beside.open(); !status.ok()) return status;
  if (auto status = beside.stream()->Write(text.data(), static_cast<std::int64_t>(text.size())); !status.ok())
    return beside.failed(status);
  return beside.commit();
}

void append_json_text(std::string_view text, std::string* out) {
  *out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        *out += "\\\"";
        break;
      case '\\':
        *out += "\\\\";
        break;
      case '\n':
        *out += "\\n";
        break;
      case '\r':
        *out += "\\r";
        break;
      case '\t':
        *out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20)
          *out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
          *out += c;
    }
  }
  *out += '"';
}

std::string cell_text(const Value& value) {
  switch (value.kind) {
    case Value::Kind::Null:
      return {};
    case Value::Kind::Text:
      return std::string(value.text);
    case Value::Kind::Integer:
      return std::to_string(value.number);
    case Value::Kind::Boolean:
      return value.number != 0 ? "true" : "false";
    case Value::Kind::Date:
      return format_day(static_cast<Day>(value.number));
    case Value::Kind::TextList:
      break;
  }
  std::string text;
  const std::span<const std::string_view> items(value.items, value.item_count);
  const bool as_json = std::ranges::any_of(items, [](std::string_view item) {
    return item.find('|') != std::string_view::npos || item.starts_with('[') || item.empty();
  });
  if (as_json) text += '[';
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += as_json ? ',' : '|';
    if (as_json)
      append_json_text(items[i], &text);
    else
      text += items[i];
  }
  if (as_json) text += ']';
  return text;
}

}  // namespace licet::io
