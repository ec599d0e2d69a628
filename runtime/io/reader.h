// Rows into shipments: groups the lines of flat files, unnests those of nested ones, joins a header table with a lines
// table, decodes them and rejects what does not fit. The Reader behind IoTable::open_reader.
#pragma once

#include <memory>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/base/date.h"
#include "runtime/io/decode.h"
#include "runtime/io/header_copy.h"
#include "runtime/io/header_table.h"
#include "runtime/io/io.h"
#include "runtime/io/plan.h"
#include "runtime/io/row_stream.h"
#include "runtime/io/seen.h"
#include "runtime/io/unread.h"

namespace licet::io {

class LogReader : public Reader {
 public:
  LogReader(const ir::Schema& schema, const ReadOptions& options);
  Status open();

  Result<bool> next(Batch* batch) override;
  const std::vector<Column>& passed_columns() const override { return passed_columns_; }
  const std::vector<std::string>& files() const override { return files_; }
  Progress progress() const override;
  std::vector<std::string> take_notes() override;

 private:
  // One row of input and where it stands.
  struct Place {
    std::uint32_t file = 0;
    std::uint64_t row = 0;
    std::string shipment_id;
    std::string line_no;
  };

  Result<bool> fetch();  // into row_; honours put_back_
  Status step(Batch* batch);
  void nested(Batch* batch);
  Status flat(Batch* batch);
  bool agrees(Node* header, const Shipment& shipment);  // with the header of the first line
  void add_line(Node* line, const Place& at, Shipment* shipment, Batch* batch);
  void finish(Shipment* shipment, bool closed, Batch* batch);
  Status reject_unused_headers(Batch* batch);

  Shipment* acquire(Batch* batch);
  void reject(Batch* batch, const Place& at, std::string field, std::string reason);
  void reject_problems(Batch* batch, const Place& at);
  // What is passed on of the object, else `otherwise` (which may be shorter), into `values`.
  void pass(const Node* object, const std::vector<Value>& otherwise, std::vector<Value>* values, Batch* batch);
  static Value value_of(const Node* node, ColumnType type, Batch* batch);
  std::string text_of(const Node* object, KeyId key) const;
  bool line_is_new(const std::string& line_no);

  const ir::Schema& schema_;
  ReadOptions options_;
  std::vector<std::string> notes_;
  Keys keys_;
  Plan plan_;
  Arena cells_;  // what is parsed out of cells; for one row
  JsonTree json_;
  Decoder decoder_;
  RowStream rows_;
  std::unique_ptr<HeaderTable> headers_;  // two-table layout
  Seen seen_;
  Unread unread_;
  HeaderCopy first_header_;    // of the first line of a flat shipment
  data::Record other_header_;  // of a further line of the same shipment

  std::vector<std::string> files_;
  std::uint32_t first_line_file_ = 0;  // in the two-table layout the files of lines come after those of headers
  std::vector<Column> passed_columns_;
  std::vector<PassedColumn> passed_;
  std::vector<Value> header_passed_;  // where the header has a row or object of its own
  std::vector<Value> line_passed_;
  Row row_;
  bool put_back_ = false;
  bool broken_near_ = false;  // a row that could not be read stands next to this one, and may be of the same shipment
  bool done_ = false;
  std::uint64_t row_total_ = 0;
  std::vector<std::string> line_list_;        // numbers of the lines of this shipment
  std::unordered_set<std::string> line_set_;  // the same, where they are many
};

}  // namespace licet::io
