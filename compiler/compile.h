// The compiler as a library: rule files in, a Program and diagnostics out. No exception leaves; a program is given only
// if there is no error. Order on one screen: read -> scan -> names -> parse -> declare -> lower -> verify.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/diagnostic.h"
#include "core/base/source.h"
#include "core/ir/program.h"

namespace licet::compiler {

struct Input {
  // A folder (every .licet below it), or files. Files named by `use` are looked for beside them and in `search_path`.
  std::vector<std::string> paths;
  std::vector<std::string> search_path;  // e.g. the stdlib folder
};

struct Compiled {
  std::shared_ptr<const ir::Program> program;  // null if there are errors
  SourceMap sources;
  Diagnostics diagnostics;
};

Compiled compile(const Input& input);
// The last step of each: only a program that verify() accepts is handed out; L0602 says what is wrong with another.
std::shared_ptr<const ir::Program> verified(ir::Program program, Diagnostics* diagnostics);
// The same, from the saved program of an earlier run where nothing that it was made from has changed: rules, data
// files, compiler. Any trouble with the cache means compiling, silently.
Compiled compile_cached(const Input& input);
// The same from memory, for tests: name -> text; data files likewise.
struct MemoryFile {
  std::string name;
  std::string text;
};
Compiled compile_texts(const std::vector<MemoryFile>& files);

// The named files in the canonical form of the formatter, without what they `use`. A file that does not parse keeps its
// text; `diagnostics` says why.
struct FormattedFile {
  std::string name;
  std::string before;
  std::string after;
};
struct Formatting {
  std::vector<FormattedFile> files;
  SourceMap sources;
  Diagnostics diagnostics;
};
Formatting format(const Input& input);

}  // namespace licet::compiler
