#include "runtime/io/writer.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "core/base/date.h"
#include "runtime/io/module.h"

namespace licet::io {

namespace fs = std::filesystem;

namespace {

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
  std::unique_ptr<FileWriter> writer;
  if (text) {
    writer = make_text_writer(options, format);
  } else {
    const Result<const ArrowTable*> module = arrow_module();
    if (!module.ok()) return module.failure();
    writer = module.value()->make_writer(options, format);
  }
  if (auto status = writer->open(); !status.ok()) return status.failure();
  return std::unique_ptr<Writer>(std::move(writer));
}

OutputFile::~OutputFile() { discard(); }

Failure OutputFile::failed(const std::string& why) const {
  return {fmt::format("{}: cannot be written: {}", path_, why), 4};
}

Status OutputFile::open() {
  if (path_ == "-") {
    sink_ = descriptor_sink(STDOUT_FILENO, false);
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
  constexpr mode_t kMode = 0666;  // less the mask of the user
  const int descriptor = ::open(target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kMode);
  if (descriptor < 0) {
    partial_.clear();
    return Failure{fmt::format("{}: cannot be written: {}", path_, std::strerror(errno)), 2};
  }
  sink_ = descriptor_sink(descriptor, true);
  const Packing packing = path_.ends_with(".gz")    ? Packing::Gzip
                          : path_.ends_with(".zst") ? Packing::Zstd
                                                    : Packing::None;
  if (packing == Packing::None) return licet::Unit{};
  const Result<const ArrowTable*> module = arrow_module();
  if (!module.ok()) return module.failure();
  auto packed = module.value()->pack(packing, std::move(sink_));
  if (!packed.ok()) return failed(packed.failure().message);
  sink_ = std::move(packed.value());
  return licet::Unit{};
}

Status OutputFile::write(const char* data, std::size_t n) {
  if (const Status put = sink_->write(data, n); !put.ok()) return failed(put.failure().message);
  return licet::Unit{};
}

Status OutputFile::close() {
  if (sink_ == nullptr) return licet::Unit{};
  const Status closed = sink_->close();
  sink_.reset();
  if (!closed.ok()) return failed(closed.failure().message);
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
  if (auto status = beside.write(text.data(), text.size()); !status.ok()) return status;
  return beside.commit();
}

void append_json_text(std::string_view text, std::string* out) {
  *out += '"';
  std::size_t plain = 0;  // from here on nothing needed an escape
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') continue;
    *out += text.substr(plain, i - plain);
    plain = i + 1;
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
        *out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    }
  }
  *out += text.substr(plain);
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
