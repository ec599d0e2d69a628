// The rows of all files of an input, one after the other; with Grouping::Collected those of flat files ordered by
// shipment. Owned by a reader; a row is valid until the next call.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "runtime/io/json_tree.h"
#include "runtime/io/plan.h"
#include "runtime/io/rows.h"

namespace licet::io {

// The files that a path means: itself, the files of a folder, or what a glob matches; sorted. Hidden files, files that
// begin with an underscore (_SUCCESS, _metadata), *.rejects, *.meta.json and *.partial are left out of folders and
// globs.
Result<std::vector<std::string>> list_files(const std::string& path);

struct PassedColumn {
  Column column;
  Path path;
};

class RowStream {
 public:
  RowStream(const Plan& plan, const ReadOptions& options, Keys* keys, std::vector<std::string>* notes)
      : plan_(plan), options_(options), keys_(keys), notes_(notes) {}

  // What the rows are says which columns must be there. The first file is opened.
  enum class Contents : std::uint8_t { Shipments, Headers, Lines };
  Status open(const std::string& path, Format format, Contents contents);

  Result<bool> next(Row* row);
  std::uint32_t file() const { return row_file_; }  // of the last row
  bool columns_are_fixed() const { return source_ != nullptr && source_->columns_are_fixed(); }
  const std::vector<std::string>& files() const { return files_; }
  const std::vector<PassedColumn>& passed() const { return passed_; }
  std::uint64_t bytes_read() const;
  std::uint64_t bytes_total() const { return total_; }

 private:
  Result<bool> open_next();  // false: there is no further file
  Status check_columns();
  void choose_passed();
  Result<bool> read(Row* row);
  Status collect();
  void note_new_columns(const Row& row);
  void note_keys(const Node& object, std::uint64_t row);

  const Plan& plan_;
  const ReadOptions& options_;
  Keys* keys_;
  std::vector<std::string>* notes_;
  Contents contents_ = Contents::Shipments;
  Format format_ = Format::Auto;
  std::vector<std::string> files_;
  std::size_t next_file_ = 0;
  std::uint32_t row_file_ = 0;
  std::uint64_t total_ = 0;
  std::uint64_t finished_bytes_ = 0;
  Arena arena_;
  JsonTree json_;
  std::unique_ptr<RowSource> source_;
  std::vector<PassedColumn> passed_;
  bool passed_chosen_ = false;
  std::vector<bool> known_keys_;

  struct Collected {
    std::uint32_t file;
    Row row;
    Node root;
  };
  Arena store_;
  std::deque<Collected> collected_;
  std::vector<std::size_t> order_;  // indices into collected_, by shipment
  std::size_t order_at_ = 0;
  bool is_collected_ = false;
};

}  // namespace licet::io
