// Mistakes in rule text. The catalogue (catalog.def) fixes code, severity and message; the place that finds a mistake
// gives the span, the arguments, and what a drafter needs besides: an example shipment, the edit that helps.
// A Diagnostics collects; it is not thread-safe, each parse has its own and they are merged in source order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/source.h"
#include "core/base/span.h"

namespace licet {

enum class Severity : std::uint8_t { Note, Warning, Error };
const char* name_of(Severity severity);  // "note", "warning", "error": also the levels of SARIF

enum class Code : std::uint16_t {
#define LICET_DIAGNOSTIC(code, name, severity, message) name,
#include "core/base/catalog.def"
#undef LICET_DIAGNOSTIC
};

struct CodeInfo {
  std::string_view id;    // "L0201"
  std::string_view name;  // "UnknownWord"
  Severity severity;
  std::string_view message;
};
const CodeInfo& info(Code code);
std::vector<Code> all_codes();

struct Related {
  Span span;
  std::string text;
};

struct Diagnostic {
  Code code;
  Span span;
  std::vector<std::string> args;
  std::vector<Related> related;  // other places, each with a remark
  std::string example;           // "for example: item 3A090.a to BR, 2025-03-01", empty if none
  std::string help;              // the edit that helps, empty if none

  std::string message() const;  // the catalogue's text with the arguments put in
};

class Diagnostics {
 public:
  Diagnostic& add(Code code, Span span, std::vector<std::string> args = {});
  void append(Diagnostics other);

  bool has_errors() const;
  const std::vector<Diagnostic>& list() const { return list_; }
  // By file, position, code; equal ones once.
  void sort();

 private:
  std::vector<Diagnostic> list_;
};

// For people: code, message, file:line:column, the line with the span underlined, related places, example, help.
std::string render(const Diagnostic& diagnostic, const SourceMap& sources, bool color);
// One object per diagnostic, fields code, severity, message, file, line, column, end_line, end_column, example, help.
std::string render_json(const std::vector<Diagnostic>& list, const SourceMap& sources);

}  // namespace licet
