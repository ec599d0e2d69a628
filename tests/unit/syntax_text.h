// What the tests of syntax share: text to tree and diagnostics, and trees on one line with phrases as they were
// written, so that these tests do not depend on how phrases nest.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/syntax/parse.h"

namespace licet::syntax::test {

struct Parsed {
  SourceMap sources;
  std::vector<Scanned> scanned;
  std::shared_ptr<const NameTable> names;
  ast::File file;  // of the last text
  Diagnostics diagnostics;

  std::vector<std::string> codes() const;       // "L0110", in source order
  std::string underlined(std::size_t i) const;  // by the i-th diagnostic
};

// Scans the vocabulary of the tests and the text, and parses the text. Diagnostics are those of the text alone.
std::unique_ptr<Parsed> read(const std::string& text);
// The same with nothing but the text in scope.
std::unique_ptr<Parsed> read_alone(const std::string& text);

// Kind'text'/'name2'+flags(kids); a noun phrase, condition or expression is its words in brackets.
std::string shape(const SourceMap& sources, const ast::Tree& tree, ast::NodeId node);
// The shapes of the units of the text, one a line.
std::string shapes(const std::string& text);

// The rulebook that most tests read: declarations and provisions of the export rules.
const std::string& vocabulary();
const std::string& corpus();

}  // namespace licet::syntax::test
