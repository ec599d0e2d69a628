// A file as a sequence of rows, each a tree. Implementations: csv_rows, json_rows, runtime/arrow. The row
// (tree and texts) is valid until the next call. Errors that concern one row come as a row with `problem`; a Failure
// ends the file.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "runtime/io/bytes.h"
#include "runtime/io/io.h"
#include "runtime/io/tree.h"

namespace licet::io {

struct Row {
  std::uint64_t number = 0;
  Node* root = nullptr;   // an object; null if there is a problem
  std::size_t bytes = 0;  // about; keeps batches small
  std::string field;      // with a problem: column, where known
  std::string problem;
};

// A column by its path, "end_user.headquarters", as renamed.
struct SourceColumn {
  std::string name;
  std::vector<KeyId> path;
  bool nested = false;  // list or struct
  ColumnType type = ColumnType::Text;
};

class RowSource {
 public:
  virtual ~RowSource() = default;
  virtual Result<bool> next(Row* row) = 0;
  // Columnar formats: all columns. JSON lines: those of objects seen so far, down to the lines' scalars.
  virtual const std::vector<SourceColumn>& columns() const = 0;
  virtual bool columns_are_fixed() const = 0;  // not so for JSON lines
  // Before the first next(): only columns for which `wanted` holds need be read.
  virtual void select(const std::function<bool(const SourceColumn&)>& wanted) = 0;
  virtual ByteCount bytes() const = 0;
};

struct SourceContext {
  Keys* keys;
  Arena* arena;                                              // reset by the source at each row
  class JsonTree* json;                                      // for JSON lines
  KeyId lines_key;                                           // the nested layout's list of lines
  std::vector<std::pair<std::string, std::string>> renames;  // (new, old)
  std::vector<std::string>* notes;
};

Result<std::unique_ptr<RowSource>> open_csv(std::unique_ptr<Bytes> bytes, Format format, const SourceContext& context);
Result<std::unique_ptr<RowSource>> open_json(std::unique_ptr<Bytes> bytes, const SourceContext& context);
// Other formats: ArrowTable::open_rows.

}  // namespace licet::io
