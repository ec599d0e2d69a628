// CSV and TSV as RFC 4180 quotes them, with a line feed after each row, and JSON lines.
#include <algorithm>
#include <array>

#include "runtime/io/writer.h"

namespace licet::io {

namespace {

class TextWriter : public FileWriter {
 public:
  TextWriter(const WriteOptions& options, Format format)
      : FileWriter(options), json_(format == Format::JsonLines), separator_(format == Format::Tsv ? '\t' : ',') {
    for (const char c : {separator_, '"', '\n', '\r'}) needs_quotes_[static_cast<unsigned char>(c)] = true;
  }

  bool make_ready(const Value& value, std::string* bytes) const override {
    if (json_)
      add_json(value, bytes);
    else
      add_value(value, bytes);
    return true;
  }

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
      add_cell(options_.columns[i].name, &buffer_);
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

  void add_cell(std::string_view text, std::string* out) const {
    const bool plain = std::ranges::none_of(text, [&](char c) { return needs_quotes_[static_cast<unsigned char>(c)]; });
    if (plain) {
      *out += text;
      return;
    }
    *out += '"';
    for (std::size_t from = 0; from < text.size();) {
      const std::size_t quote = std::min(text.find('"', from), text.size() - 1);
      *out += text.substr(from, quote + 1 - from);
      if (text[quote] == '"') *out += '"';
      from = quote + 1;
    }
    *out += '"';
  }

  void add_value(const Value& value, std::string* out) const {
    if (value.kind == Value::Kind::Text)
      add_cell(value.text, out);
    else if (value.kind != Value::Kind::Null)
      add_cell(cell_text(value), out);
  }

  void add_cells(const std::vector<Value>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) buffer_ += separator_;
      if (row[i].ready.data() != nullptr)
        buffer_ += row[i].ready;
      else
        add_value(row[i], &buffer_);
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
      if (row[i].ready.data() != nullptr)
        buffer_ += row[i].ready;
      else
        add_json(row[i], &buffer_);
    }
    buffer_ += "}\n";
  }

  static void add_json(const Value& value, std::string* out) {
    switch (value.kind) {
      case Value::Kind::Null:
        *out += "null";
        break;
      case Value::Kind::Text:
        if (value.literal)
          *out += value.text;
        else
          append_json_text(value.text, out);
        break;
      case Value::Kind::Integer:
      case Value::Kind::Boolean:
        *out += cell_text(value);
        break;
      case Value::Kind::Date:
        append_json_text(cell_text(value), out);
        break;
      case Value::Kind::TextList:
        *out += '[';
        for (std::uint32_t i = 0; i < value.item_count; ++i) {
          if (i > 0) *out += ", ";
          append_json_text(value.items[i], out);
        }
        *out += ']';
        break;
    }
  }

  bool json_;
  char separator_;
  std::array<bool, 256> needs_quotes_{};
  std::string buffer_;
  std::vector<std::string> names_;
};

}  // namespace

std::unique_ptr<FileWriter> make_text_writer(const WriteOptions& options, Format format) {
  return std::make_unique<TextWriter>(options, format);
}

}  // namespace licet::io
