// The header rows of the two-table layout, found by shipment_id. Both tables in the same order need no memory; headers
// that come before their turn are kept, up to a limit. Owned by a reader.
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/io/row_stream.h"
#include "runtime/io/seen.h"

namespace licet::io {

class HeaderTable {
 public:
  HeaderTable(const Plan& plan, const ReadOptions& options, Keys* keys, std::vector<std::string>* notes)
      : plan_(plan), stream_(plan, options, keys, notes) {}

  struct Entry {
    std::uint32_t file = 0;
    std::uint64_t row = 0;
    Node root;
    std::string problem;  // of a row that is no header: broken, without id, or a second one of its shipment
    std::string id;
  };

  Status open(const std::string& path, Format format) {
    return stream_.open(path, format, RowStream::Contents::Headers);
  }
  RowStream& stream() { return stream_; }

  // Null: there is none. Valid until the next call.
  Result<Entry*> find(const std::string& id);
  // Rows that no line asked for and rows with a problem, one by one; false at the end. After the last find().
  Result<bool> next_unused(Entry* entry);
  // Rows with a problem that were met so far.
  std::vector<Entry> take_problems() { return std::exchange(problems_, {}); }

 private:
  Result<bool> read(Entry* entry);  // the next good header

  const Plan& plan_;
  RowStream stream_;
  Row row_;
  Entry current_;
  std::unordered_map<std::string, Entry> kept_;
  Arena store_;
  Seen seen_;
  std::vector<Entry> problems_;
};

}  // namespace licet::io
