// Parquet (zstd), Arrow IPC files and streams (zstd): rows are gathered in builders and written as one row group or
// batch.
#include "runtime/io/writer.h"

#include <vector>

#include <arrow/array/builder_binary.h>
#include <arrow/array/builder_nested.h>
#include <arrow/array/builder_primitive.h>
#include <arrow/ipc/writer.h>
#include <arrow/record_batch.h>
#include <arrow/table.h>
#include <arrow/type.h>
#include <arrow/util/compression.h>
#include <arrow/util/key_value_metadata.h>
#include <parquet/arrow/writer.h>
#include <parquet/properties.h>

#include "runtime/arrow/formats.h"
#include "runtime/arrow/streams.h"

namespace licet::io {

namespace {

constexpr std::int64_t kGroupRows = 65536;
constexpr std::int64_t kGroupBytes = 64 << 20;

// The file, which is closed when it is committed.
class FileSink : public ByteSink {
 public:
  explicit FileSink(OutputFile* file) : file_(file) {}
  Status write(const char* data, std::size_t n) override { return file_->sink()->write(data, n); }
  Status close() override { return licet::Unit{}; }

 private:
  OutputFile* file_;
};

std::shared_ptr<arrow::DataType> data_type(ColumnType type) {
  switch (type) {
    case ColumnType::Text:
      return arrow::utf8();
    case ColumnType::Integer:
      return arrow::int64();
    case ColumnType::Boolean:
      return arrow::boolean();
    case ColumnType::Date:
      return arrow::date32();
    case ColumnType::TextList:
      return arrow::list(arrow::utf8());
  }
  return arrow::utf8();
}

arrow::Status append(ColumnType type, const Value& value, arrow::ArrayBuilder* builder) {
  if (value.kind == Value::Kind::Null) return builder->AppendNull();
  const auto mismatch = [&] { return arrow::Status::TypeError("a value is not of the type of its column"); };
  switch (type) {
    case ColumnType::Text: {
      auto* texts = static_cast<arrow::StringBuilder*>(builder);
      return value.kind == Value::Kind::Text ? texts->Append(value.text) : texts->Append(cell_text(value));
    }
    case ColumnType::Integer:
      if (value.kind != Value::Kind::Integer) return mismatch();
      return static_cast<arrow::Int64Builder*>(builder)->Append(value.number);
    case ColumnType::Boolean:
      if (value.kind != Value::Kind::Boolean) return mismatch();
      return static_cast<arrow::BooleanBuilder*>(builder)->Append(value.number != 0);
    case ColumnType::Date:
      if (value.kind != Value::Kind::Date) return mismatch();
      return static_cast<arrow::Date32Builder*>(builder)->Append(static_cast<std::int32_t>(value.number));
    case ColumnType::TextList: {
      if (value.kind != Value::Kind::TextList) return mismatch();
      auto* list = static_cast<arrow::ListBuilder*>(builder);
      ARROW_RETURN_NOT_OK(list->Append());
      auto* items = static_cast<arrow::StringBuilder*>(list->value_builder());
      for (std::uint32_t i = 0; i < value.item_count; ++i) ARROW_RETURN_NOT_OK(items->Append(value.items[i]));
      return arrow::Status::OK();
    }
  }
  return mismatch();
}

class ArrowWriter : public FileWriter {
 public:
  ArrowWriter(const WriteOptions& options, Format format) : FileWriter(options), format_(format) {}

 protected:
  Status begin() override { return checked(start()); }
  Status add(const std::vector<Value>& row) override {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (auto status = append(options_.columns[i].type, row[i], builders_[i].get()); !status.ok())
        return Failure{options_.path + ": column " + options_.columns[i].name + ": " + status.message(), 70};
      if (row[i].kind == Value::Kind::Text) bytes_ += static_cast<std::int64_t>(row[i].text.size());
    }
    ++pending_;
    return pending_ >= kGroupRows || bytes_ >= kGroupBytes ? checked(flush()) : Status(licet::Unit{});
  }
  Status end() override { return checked(finish()); }
  // A stream has its metadata in front; what comes later has no place in it.
  bool holds_metadata() const override { return format_ != Format::ArrowStream; }

 private:
  Status checked(const arrow::Status& status) const {
    if (!status.ok()) return file_.failed(first_line(status.message()));
    return licet::Unit{};
  }

  std::shared_ptr<arrow::KeyValueMetadata> metadata() const {
    auto pairs = std::make_shared<arrow::KeyValueMetadata>();
    for (const auto& [key, value] : options_.metadata) pairs->Append(key, value);
    return pairs;
  }

  arrow::Status start() {
    stream_ = std::make_shared<SinkStream>(std::make_unique<FileSink>(&file_));
    arrow::FieldVector fields;
    for (const Column& column : options_.columns) {
      fields.push_back(arrow::field(column.name, data_type(column.type)));
      ARROW_ASSIGN_OR_RAISE(auto builder, arrow::MakeBuilder(fields.back()->type()));
      builders_.push_back(std::move(builder));
    }
    schema_ = arrow::schema(std::move(fields));
    if (format_ == Format::Parquet) {
      parquet::WriterProperties::Builder properties;
      properties.compression(parquet::Compression::ZSTD);
      ARROW_ASSIGN_OR_RAISE(parquet_, parquet::arrow::FileWriter::Open(*schema_, arrow::default_memory_pool(), stream_,
                                                                       properties.build()));
      return arrow::Status::OK();
    }
    footer_ = metadata();
    schema_ = schema_->WithMetadata(footer_->Copy());
    auto options = arrow::ipc::IpcWriteOptions::Defaults();
    options.use_threads = false;
    ARROW_ASSIGN_OR_RAISE(options.codec, arrow::util::Codec::Create(arrow::Compression::ZSTD));
    if (format_ == Format::ArrowStream) {
      ARROW_ASSIGN_OR_RAISE(ipc_, arrow::ipc::MakeStreamWriter(stream_, schema_, options));
    } else {
      ARROW_ASSIGN_OR_RAISE(ipc_, arrow::ipc::MakeFileWriter(stream_, schema_, options, footer_));
    }
    return arrow::Status::OK();
  }

  arrow::Status flush() {
    if (pending_ == 0) return arrow::Status::OK();
    arrow::ArrayVector arrays;
    for (auto& builder : builders_) {
      ARROW_ASSIGN_OR_RAISE(auto array, builder->Finish());
      arrays.push_back(std::move(array));
    }
    const auto batch = arrow::RecordBatch::Make(schema_, pending_, std::move(arrays));
    pending_ = 0;
    bytes_ = 0;
    if (ipc_ != nullptr) return ipc_->WriteRecordBatch(*batch);
    ARROW_RETURN_NOT_OK(parquet_->NewBufferedRowGroup());
    return parquet_->WriteRecordBatch(*batch);
  }

  arrow::Status finish() {
    ARROW_RETURN_NOT_OK(flush());
    if (ipc_ != nullptr) {
      // The footer is written now, from the pairs it was given at the start.
      for (const auto& [key, value] : options_.metadata) ARROW_RETURN_NOT_OK(footer_->Set(key, value));
      return ipc_->Close();
    }
    ARROW_RETURN_NOT_OK(parquet_->AddKeyValueMetadata(metadata()));
    return parquet_->Close();
  }

  Format format_;
  std::shared_ptr<SinkStream> stream_;
  std::shared_ptr<arrow::Schema> schema_;
  std::vector<std::unique_ptr<arrow::ArrayBuilder>> builders_;
  std::shared_ptr<arrow::KeyValueMetadata> footer_;
  std::unique_ptr<parquet::arrow::FileWriter> parquet_;
  std::shared_ptr<arrow::ipc::RecordBatchWriter> ipc_;
  std::int64_t pending_ = 0;
  std::int64_t bytes_ = 0;
};

}  // namespace

std::unique_ptr<FileWriter> make_arrow_writer(const WriteOptions& options, Format format) {
  return std::make_unique<ArrowWriter>(options, format);
}

}  // namespace licet::io
