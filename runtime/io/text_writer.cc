// CSV and TSV as RFC 4180 quotes them, with a line feed after each row, and JSON lines.
#include <algorithm>

#include "runtime/io/writer.h"

namespace licet::io {

namespace {

class TextWriter : public FileWriter {
 public:
  TextWriter(const WriteOptions& options, Format format)
      : FileWriter(options), json_(format == Format::JsonLines), separator_(format == Format::Tsv ? '\t' : ',') {}

 protected:
  Status begin() override {
    if (json_) {
      for (const Column& column : options_.columns) {
        std::string name;
        append_json_text(column.name, &name);
        names_.push_back(name + ": ");
      }
      return licet::Unit{};
    }
    for (std::size_t i = 0; i < options_.columns.size(); ++i) {
      if (i > 0) buffer_ += separator_;
      add_cell(options_.columns[i].name);
    }
    buffer_ += '\n';
    return licet::Unit{};
  }

  Status add(const std::vector<Value>& row) override {
    if (json_)
      add_object(row);
    else
      add_cells(row);
    constexpr std::size_t kFlush = 1u << 18;
    return buffer_.size() < kFlush ? Status(licet::Unit{}) : flush();
  }

  Status end() override { return flush(); }
  bool holds_metadata() const override { return false; }

 private:
  Status flush() {
    Status status = file_.write(buffer_.data(), buffer_.size());
    buffer_.clear();
    return status;
  }

  void add_cell(std::string_view text) {
    const bool plain =
        std::ranges::none_of(text, [&](char c) { return c == separator_ || c == '"' || c == '\n' || c == '\r'; });
    if (plain) {
      buffer_ += text;
      return;
    }
    buffer_ += '"';
    for (const char c : text) {
      if (c == '"') buffer_ += '"';
      buffer_ += c;
    }
    buffer_ += '"';
  }

  void add_cells(const std::vector<Value>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) buffer_ += separator_;
      if (row[i].kind == Value::Kind::Text)
        add_cell(row[i].text);
      else if (row[i].kind != Value::Kind::Null)
        add_cell(cell_text(row[i]));
    }
    if (row.size() == 1 && (row[0].kind == Value::Kind::Null || row[0].text.empty()))
      buffer_ += "\"\"";  // not a blank line
    buffer_ += '\n';
  }

  void add_object(const std::vector<Value>& row) {
    buffer_ += '{';
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) buffer_ += ", ";
      buffer_ += names_[i];
      add_json(row[i]);
    }
    buffer_ += "}\n";
  }

  void add_json(const Value& value) {
    switch (value.kind) {
      case Value::Kind::Null:
        buffer_ += "null";
        break;
      case Value::Kind::Text:
        if (value.literal)
          buffer_ += value.text;
        else
          append_json_text(value.text, &buffer_);
        break;
      case Value::Kind::Integer:
      case Value::Kind::Boolean:
        buffer_ += cell_text(value);
        break;
      case Value::Kind::Date:
        append_json_text(cell_text(value), &buffer_);
        break;
      case Value::Kind::TextList:
        buffer_ += '[';
        for (std::uint32_t i = 0; i < value.item_count; ++i) {
          if (i > 0) buffer_ += ", ";
          append_json_text(value.items[i], &buffer_);
        }
        buffer_ += ']';
        break;
    }
  }

  bool json_;
  char separator_;
  std::string buffer_;
  std::vector<std::string> names_;
};

}  // namespace

std::unique_ptr<FileWriter> make_text_writer(const WriteOptions& options, Format format) {
  return std::make_unique<TextWriter>(options, format);
}

}  // namespace licet::io
