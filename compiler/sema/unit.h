// What declarations are read from: parsed files, and the data files beside them. Made by the driver
// (compiler/compile.cc), which owns the trees; borrowed for one compilation.
#pragma once

#include <string>

#include "compiler/syntax/ast.h"
#include "core/base/span.h"

namespace licet::sema {

struct Unit {            // one parsed file
  std::string rulebook;  // id of its first rulebook; empty if it declares none
  std::string folder;    // where its data files lie
  const ast::File* file = nullptr;
  FileId id = kNoFile;
};

// Reads a data file that a list, table or category names, relative to the folder of its rulebook.
class DataFiles {
 public:
  virtual ~DataFiles() = default;
  virtual bool read(const std::string& folder, const std::string& name, std::string* text, std::string* error) = 0;
};

}  // namespace licet::sema
