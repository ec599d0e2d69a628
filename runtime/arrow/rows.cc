// Parquet, Arrow IPC files and streams, batch by batch: a row group is read page by page, so that memory stays small
// however large it is.
#include "runtime/io/rows.h"

#include <algorithm>

#include <arrow/ipc/reader.h>
#include <arrow/record_batch.h>
#include <arrow/type.h>
#include <arrow/util/byte_size.h>
#include <fmt/format.h>
#include <parquet/arrow/reader.h>
#include <parquet/arrow/schema.h>
#include <parquet/file_reader.h>

#include "runtime/arrow/formats.h"
#include "runtime/arrow/streams.h"
#include "runtime/arrow/tree.h"
#include "runtime/io/column_tree.h"

namespace licet::io {

namespace {

// A batch is held in memory: fewer rows where they are large.
std::int64_t batch_rows(const parquet::FileMetaData& metadata) {
  std::int64_t bytes = 0;
  for (int i = 0; i < metadata.num_row_groups(); ++i) bytes += metadata.RowGroup(i)->total_byte_size();
  const std::int64_t per_row = bytes / std::max<std::int64_t>(metadata.num_rows(), 1) + 1;
  return std::clamp<std::int64_t>((16 << 20) / per_row, 8, 4096);
}

// What all three have in common: a schema known at the start, and batches.
class BatchFile {
 public:
  virtual ~BatchFile() = default;
  virtual std::shared_ptr<arrow::Schema> schema() = 0;
  virtual arrow::Status start(const std::vector<int>& columns) = 0;       // top-level columns to read
  virtual arrow::Result<std::shared_ptr<arrow::RecordBatch>> next() = 0;  // null at the end
  virtual std::int64_t rows() const { return 0; }                         // 0: not known
};

class ParquetFile : public BatchFile {
 public:
  arrow::Status open(std::shared_ptr<arrow::io::RandomAccessFile> file) {
    parquet::ReaderProperties properties;
    properties.enable_buffered_stream();
    properties.set_buffer_size(1 << 16);
    parquet::arrow::FileReaderBuilder builder;
    ARROW_RETURN_NOT_OK(builder.Open(std::move(file), properties));
    parquet::ArrowReaderProperties arrow_properties(false);
    arrow_properties.set_batch_size(batch_rows(*builder.raw_reader()->metadata()));
    arrow_properties.set_pre_buffer(false);
    ARROW_ASSIGN_OR_RAISE(reader_, builder.properties(arrow_properties)->Build());
    return reader_->GetSchema(&schema_);
  }
  std::shared_ptr<arrow::Schema> schema() override { return schema_; }
  arrow::Status start(const std::vector<int>& columns) override {
    std::vector<int> leaves;
    const auto& fields = reader_->manifest().schema_fields;
    for (const int column : columns) add_leaves(fields[static_cast<std::size_t>(column)], &leaves);
    std::vector<int> groups(static_cast<std::size_t>(reader_->num_row_groups()));
    for (std::size_t i = 0; i < groups.size(); ++i) groups[i] = static_cast<int>(i);
    ARROW_ASSIGN_OR_RAISE(batches_, reader_->GetRecordBatchReader(groups, leaves));
    return arrow::Status::OK();
  }
  arrow::Result<std::shared_ptr<arrow::RecordBatch>> next() override { return batches_->Next(); }
  std::int64_t rows() const override { return reader_->parquet_reader()->metadata()->num_rows(); }

 private:
  static void add_leaves(const parquet::arrow::SchemaField& field, std::vector<int>* leaves) {
    if (field.is_leaf()) leaves->push_back(field.column_index);
    for (const auto& child : field.children) add_leaves(child, leaves);
  }
  std::unique_ptr<parquet::arrow::FileReader> reader_;
  std::shared_ptr<arrow::Schema> schema_;
  std::unique_ptr<arrow::RecordBatchReader> batches_;
};

class IpcFile : public BatchFile {
 public:
  arrow::Status open(std::shared_ptr<arrow::io::RandomAccessFile> file) {
    ARROW_ASSIGN_OR_RAISE(reader_, arrow::ipc::RecordBatchFileReader::Open(std::move(file)));
    return arrow::Status::OK();
  }
  std::shared_ptr<arrow::Schema> schema() override { return reader_->schema(); }
  arrow::Status start(const std::vector<int>&) override { return arrow::Status::OK(); }
  arrow::Result<std::shared_ptr<arrow::RecordBatch>> next() override {
    if (at_ >= reader_->num_record_batches()) return nullptr;
    ARROW_ASSIGN_OR_RAISE(auto batch, reader_->ReadRecordBatch(at_++));
    ARROW_RETURN_NOT_OK(batch->ValidateFull());  // offsets out of a damaged file would lead astray
    return batch;
  }

 private:
  std::shared_ptr<arrow::ipc::RecordBatchFileReader> reader_;
  int at_ = 0;
};

class IpcStream : public BatchFile {
 public:
  arrow::Status open(std::shared_ptr<arrow::io::InputStream> stream) {
    ARROW_ASSIGN_OR_RAISE(reader_, arrow::ipc::RecordBatchStreamReader::Open(std::move(stream)));
    return arrow::Status::OK();
  }
  std::shared_ptr<arrow::Schema> schema() override { return reader_->schema(); }
  arrow::Status start(const std::vector<int>&) override { return arrow::Status::OK(); }
  arrow::Result<std::shared_ptr<arrow::RecordBatch>> next() override {
    ARROW_ASSIGN_OR_RAISE(auto batch, reader_->Next());
    if (batch != nullptr) ARROW_RETURN_NOT_OK(batch->ValidateFull());
    return batch;
  }

 private:
  std::shared_ptr<arrow::RecordBatchReader> reader_;
};

ColumnType type_of(const arrow::DataType& type) {
  if (arrow::is_integer(type.id()) && type.id() != arrow::Type::UINT64) return ColumnType::Integer;
  if (type.id() == arrow::Type::BOOL) return ColumnType::Boolean;
  if (type.id() == arrow::Type::DATE32) return ColumnType::Date;
  return ColumnType::Text;
}

class ArrowRows : public RowSource {
 public:
  ArrowRows(std::unique_ptr<Bytes> bytes, std::unique_ptr<BatchFile> file, const SourceContext& context)
      : bytes_(std::move(bytes)), file_(std::move(file)), context_(context) {}

  Status open() {
    std::vector<std::string> names;
    const auto schema = file_->schema();
    for (const auto& field : schema->fields()) names.push_back(field->name());
    auto tree = ColumnTree::make(names, context_, bytes_->name());
    if (!tree.ok()) return tree.failure();
    tree_ = std::move(tree.value());
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto& type = *schema->field(static_cast<int>(i))->type();
      tree_.columns()[i].nested = arrow::is_nested(type.id());
      tree_.columns()[i].type = type_of(type);
      wanted_.push_back(static_cast<int>(i));
    }
    return licet::Unit{};
  }

  Result<bool> next(Row* row) override {
    if (!started_) {
      if (auto status = file_->start(wanted_); !status.ok()) return failed(status);
      started_ = true;
    }
    while (batch_ == nullptr || at_ >= batch_->num_rows()) {
      auto batch = file_->next();
      if (!batch.ok()) return failed(batch.status());
      if (*batch == nullptr) return false;
      take(std::move(*batch));
    }
    context_.arena->reset();
    for (const auto& [column, leaf] : columns_) column.read(at_, context_.arena, leaf);
    ++at_;
    row->number = ++row_;
    row->field.clear();
    row->problem.clear();
    row->bytes = row_bytes_;
    row->root = tree_.finish();
    return true;
  }

  const std::vector<SourceColumn>& columns() const override { return tree_.columns(); }
  bool columns_are_fixed() const override { return true; }
  void select(const std::function<bool(const SourceColumn&)>& wanted) override {
    std::erase_if(wanted_, [&](int i) { return !wanted(tree_.columns()[static_cast<std::size_t>(i)]); });
  }
  ByteCount bytes() const override {
    ByteCount count = bytes_->count();
    // Read from the end and in parts: progress is that of the rows.
    if (const auto rows = static_cast<std::uint64_t>(file_->rows()); rows > 0) count.read = count.total * row_ / rows;
    return count;
  }

 private:
  // Batches may hold all columns or those that were asked for, in either case in the order of the file.
  void take(std::shared_ptr<arrow::RecordBatch> batch) {
    batch_ = std::move(batch);
    at_ = 0;
    row_bytes_ =
        static_cast<std::size_t>(arrow::util::TotalBufferSize(*batch_) / std::max<std::int64_t>(batch_->num_rows(), 1));
    columns_.clear();
    const bool all = batch_->num_columns() == static_cast<int>(tree_.columns().size());
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      const auto& array = batch_->column(all ? wanted_[i] : static_cast<int>(i));
      Node* leaf = tree_.leaf(static_cast<std::size_t>(wanted_[i]));
      if (leaf == nullptr) continue;
      columns_.emplace_back(ArrowColumn(*array, context_.keys), leaf);
    }
  }

  Failure failed(const arrow::Status& status) const {
    return {fmt::format("{}: cannot be read after row {}: {}", bytes_->name(), row_, first_line(status.message())), 4};
  }

  std::unique_ptr<Bytes> bytes_;
  std::unique_ptr<BatchFile> file_;
  SourceContext context_;
  ColumnTree tree_;
  std::vector<int> wanted_;
  bool started_ = false;
  std::shared_ptr<arrow::RecordBatch> batch_;
  std::vector<std::pair<ArrowColumn, Node*>> columns_;
  std::int64_t at_ = 0;
  std::uint64_t row_ = 0;
  std::size_t row_bytes_ = 0;
};

template <typename File, typename Input>
Result<std::unique_ptr<BatchFile>> opened(const Bytes& bytes, const char* kind, Input input) {
  auto file = std::make_unique<File>();
  const arrow::Status status = file->open(std::move(input));
  if (!status.ok())
    return Failure{
        fmt::format("{}: not a readable {}, perhaps cut off: {}", bytes.name(), kind, first_line(status.message())), 4};
  return std::unique_ptr<BatchFile>(std::move(file));
}

Result<std::unique_ptr<BatchFile>> open_file(Bytes* bytes, Format format) {
  if (format == Format::ArrowStream)
    return opened<IpcStream>(*bytes, "Arrow stream", std::make_shared<SourceStream>(bytes->take_source()));
  auto input = random_access(bytes);
  if (!input.ok()) return input.failure();
  if (format == Format::Parquet) return opened<ParquetFile>(*bytes, "Parquet file", std::move(input.value()));
  return opened<IpcFile>(*bytes, "Arrow file", std::move(input.value()));
}

}  // namespace

Result<std::unique_ptr<RowSource>> open_arrow_rows(std::unique_ptr<Bytes> bytes, Format format,
                                                   const SourceContext& context) {
  auto file = open_file(bytes.get(), format);
  if (!file.ok()) return file.failure();
  auto rows = std::make_unique<ArrowRows>(std::move(bytes), std::move(file.value()), context);
  if (auto status = rows->open(); !status.ok()) return status.failure();
  return std::unique_ptr<RowSource>(std::move(rows));
}

}  // namespace licet::io
