// Which rulebooks a file sees: those it uses, those that these use, and so on, and the prelude. Resolved on interfaces,
// before anything is parsed. Plain functions.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/syntax/parse.h"
#include "core/base/diagnostic.h"

namespace licet::compiler {

struct ScopedFile {
  const syntax::Scanned* scanned = nullptr;
  std::vector<std::string> rulebooks;  // ids it declares
  bool prelude = false;
};

// For each file the indices of the files whose names it sees, itself among them, ascending. Reports unknown rulebooks
// (L0206) and rulebooks that use each other (L0207).
std::vector<std::vector<std::size_t>> resolve_uses(const std::vector<ScopedFile>& files, Diagnostics* diagnostics);

}  // namespace licet::compiler
