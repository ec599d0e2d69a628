// What the tests of files share: a small schema with one of everything, a folder for files, and records as text, so
// that a difference can be seen.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/ir/schema.h"
#include "runtime/data/record.h"
#include "runtime/io/io.h"

namespace licet::io_test {

// Shipments with parties (roles, owners as a tree), lines with an item struct, circuits in circuits, plain lists.
const ir::Schema& schema();

class Folder {
 public:
  Folder();
  ~Folder();
  std::string path(const std::string& name) const { return path_ + "/" + name; }
  std::string write(const std::string& name, const std::string& content) const;  // gives the path
  std::string read(const std::string& name) const;
  bool has(const std::string& name) const;
  // Runs tests/io/convert.py ARGS in the folder.
  void python(const std::string& arguments) const;

 private:
  std::string path_;
};

struct Reading {
  std::vector<std::string> shipments;  // each as dump() gives it
  std::vector<std::string> passed;     // "SHIPMENT/LINE: column=value column=value"
  std::vector<std::uint64_t> rows;     // of the lines
  std::vector<io::Reject> rejects;
  std::vector<std::string> notes;
  std::vector<std::string> files;
  std::string failure;  // empty: none

  std::string reject(std::size_t i) const;  // "ROW SHIPMENT/LINE FIELD: REASON"
};
Reading read(const io::ReadOptions& options);
Reading read(const std::string& path);

// Every fact under its path, in the order of the schema; missing facts are left out.
std::string dump(const ir::Schema& schema, const data::Record& record);

}  // namespace licet::io_test
