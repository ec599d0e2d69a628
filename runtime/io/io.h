// Reading shipment logs and writing decisions. This header is all that the rest of the program knows of runtime/io. The
// caller owns readers, writers and batches; the ir::Schema must outlive its readers. A Reader or Writer is used by one
// thread at a time; a filled Batch is independent of its reader. No exception leaves the module.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/ir/schema.h"
#include "runtime/data/record.h"

namespace licet::io {

// Auto: by extension (.parquet .csv .tsv .jsonl .ndjson .json .arrow .feather .ipc .arrows), else by content.
// A .gz or .zst ending, or such content, is unpacked on the way in and packed on the way out.
enum class Format : std::uint8_t { Auto, Parquet, Csv, Tsv, JsonLines, ArrowFile, ArrowStream };

enum class ColumnType : std::uint8_t { Text, Integer, Boolean, Date, TextList };

struct Column {
  std::string name;
  ColumnType type = ColumnType::Text;
};

// One output cell. Views are the caller's (or the batch's, for cells passed through).
struct Value {
  enum class Kind : std::uint8_t { Null, Text, Integer, Boolean, Date, TextList };
  Kind kind = Kind::Null;
  bool literal = false;     // Text that was a bare JSON number or boolean and is written as such to JSON
  std::string_view text;    // Text
  std::int64_t number = 0;  // Integer; Boolean 0 or 1; Date: days since 1970-01-01
  const std::string_view* items = nullptr;  // TextList
  std::uint32_t item_count = 0;
  std::string_view ready = {};  // as Writer::make_ready gave it for this value; data() is null where it was not asked

  static Value of_text(std::string_view text) { return {Kind::Text, false, text, 0, nullptr, 0}; }
  static Value of_integer(std::int64_t n) { return {Kind::Integer, false, {}, n, nullptr, 0}; }
  static Value of_boolean(bool b) { return {Kind::Boolean, false, {}, b ? 1 : 0, nullptr, 0}; }
  static Value of_date(std::int32_t day) { return {Kind::Date, false, {}, day, nullptr, 0}; }
  static Value of_list(const std::vector<std::string_view>& items) {
    return {Kind::TextList, false, {}, 0, items.data(), static_cast<std::uint32_t>(items.size())};
  }
};

enum class Grouping : std::uint8_t {
  Adjacent,   // a line whose shipment was left before is rejected, with the way out
  Collected,  // lines of a shipment are brought together first; the flat rows are held in memory, up to a limit
};

struct ReadOptions {
  std::string path;  // file, folder, glob, or "-" for standard input
  Format format = Format::Auto;
  std::string lines_path;  // two-table layout: `path` holds headers, this the lines; joined by shipment_id
  Format lines_format = Format::Auto;
  std::vector<std::pair<std::string, std::string>> renames;  // (new, old), from --map new=old
  std::vector<std::string> pass;  // columns to pass through; {"*"}: every column the rules do not read
  Grouping grouping = Grouping::Adjacent;
  std::uint32_t batch_lines = 512;                // stays in the cache from reader to writer
  std::uint32_t max_lines_per_shipment = 100000;  // further lines are rejected: a record is held in memory
  std::function<bool()> stopped;  // asked while waiting for a pipe, from the reading thread: ends in a failure
};

// Rows are counted as a spreadsheet shows them: the header of a CSV file is row 1. JSON lines: lines of the file,
// from 1. Parquet and Arrow: rows from 1. In the nested layout every line of a shipment has the row of its shipment.
struct Line {
  std::uint32_t file = 0;  // index into Reader::files()
  std::uint64_t row = 0;
  std::string line_no;
  std::vector<Value> passed;  // as Reader::passed_columns(); views into Batch::blocks
};

struct Shipment {
  explicit Shipment(const ir::Schema& schema) : record(schema) {}
  data::Record record;
  std::string shipment_id;
  std::uint32_t line_count = 0;  // lines in use
  std::vector<Line> lines;       // lines[i] is row i of the line record type, i < line_count
  std::size_t bytes = 0;         // for the reader
};

// A row that is not decided. One per row: the first reason, with further ones appended.
struct Reject {
  std::uint32_t file = 0;
  std::uint64_t row = 0;
  std::string shipment_id;  // as far as known
  std::string line_no;
  std::string field;  // path in data names, "end_user.headquarters"; empty: the row as a whole
  std::string reason;
};

// Reused from call to call, so that the memory of records stays. Movable between threads.
class Batch {
 public:
  std::vector<std::unique_ptr<Shipment>> shipments;  // the first `size` are filled
  std::size_t size = 0;
  std::vector<Reject> rejects;
  std::uint64_t line_total = 0;  // lines of the filled shipments; rows of the batch = line_total + rejects.size()

  // For the reader: text of the cells passed through. Blocks, so that views stay valid while it grows.
  std::vector<std::unique_ptr<char[]>> blocks;
  std::size_t block = 0;
  std::size_t used = 0;
  bool large = false;
  std::size_t bytes = 0;
};

struct Progress {
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_total = 0;  // 0: unknown (standard input)
  std::uint64_t rows = 0;         // lines and rejects so far
};

class Reader {
 public:
  virtual ~Reader() = default;
  // False at the end, with an empty batch. After a failure the reader is at its end.
  virtual Result<bool> next(Batch* batch) = 0;
  // Known once the reader is open. JSON lines: the columns of the first mebibyte; later ones are named in notes().
  virtual const std::vector<Column>& passed_columns() const = 0;
  virtual const std::vector<std::string>& files() const = 0;
  virtual Progress progress() const = 0;
  // Things to say on stderr, without a final newline: columns that are not there, empty files, columns not passed on.
  // Taken: a second call gives only what came since.
  virtual std::vector<std::string> take_notes() = 0;
};

// One shipment given as JSON in the nested layout, by the decoder that reads logs: for scenarios, goldens and
// `licet explain`. Neither the shipment nor its lines need have an id: a line without number is named by its place.
class ShipmentReader {
 public:
  explicit ShipmentReader(const ir::Schema& schema);
  ~ShipmentReader();
  // The failure names the place: "lines[0].quantity: …".
  Status read(std::string_view json, Shipment* shipment);
  // Of the shipments read since the call before: members that are no declared facts.
  std::vector<std::string> take_notes(const std::string& file);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

struct WriteOptions {
  std::string path;  // "-": standard output, needs a format; not atomic
  Format format = Format::Auto;
  std::vector<Column> columns;
  // Key-value metadata of Parquet and Arrow files; beside CSV and JSON lines the file PATH.meta.json. May also be given
  // to Writer::set_metadata until close, for what is known at the end only.
  std::vector<std::pair<std::string, std::string>> metadata;
  bool remove_if_empty = false;  // close without rows leaves no file, and removes one of an earlier run
};

// Writes DIR/.NAME.partial; close() renames it to DIR/NAME. Destroyed without close(): the partial file is removed.
class Writer {
 public:
  virtual ~Writer() = default;
  virtual Status write(const std::vector<Value>& row) = 0;  // one value per column
  // For a value that many rows share: appends its bytes as this writer puts them, for Value::ready. False where the
  // format has none. May be called from any thread.
  virtual bool make_ready(const Value& value, std::string* bytes) const = 0;
  virtual void set_metadata(std::string key, std::string value) = 0;
  virtual Status close() = 0;
};

// The file OUT.rejects: open it with open_writer and these options; one row per Reject.
inline WriteOptions reject_options(std::string path) {
  WriteOptions options;
  options.path = std::move(path);
  options.format = Format::Csv;
  options.columns = {{"file", ColumnType::Text},    {"row", ColumnType::Integer}, {"shipment_id", ColumnType::Text},
                     {"line_no", ColumnType::Text}, {"field", ColumnType::Text},  {"reason", ColumnType::Text}};
  options.remove_if_empty = true;
  return options;
}
inline std::vector<Value> reject_row(const Reject& reject, const std::string& file) {
  return {Value::of_text(file),
          Value::of_integer(static_cast<std::int64_t>(reject.row)),
          Value::of_text(reject.shipment_id),
          Value::of_text(reject.line_no),
          Value::of_text(reject.field),
          Value::of_text(reject.reason)};
}

Result<std::unique_ptr<Reader>> open_reader(const ir::Schema& schema, const ReadOptions& options);
Result<std::unique_ptr<Writer>> open_writer(const WriteOptions& options);

}  // namespace licet::io
