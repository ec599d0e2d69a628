// Numbers, days and periods as drafters write them: 26,900,000 · 5.92 · 10^26 · 2025-01-13 · 2025-Q1 · 2027.
// Plain functions; thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "compiler/syntax/ast.h"
#include "core/base/date.h"
#include "core/base/decimal.h"

namespace licet::sema {

// Digits behind the point that a number needs: 2 for "5.92", 0 for "10^26".
int decimals_written(std::string_view text);
// Thousands commas and powers of ten allowed; exact at that scale or an error.
ParsedDecimal parse_written(std::string_view text, int scale);

struct Days {
  Day first = 0;
  Day last = 0;
};
// A date, quarter or year. Nothing for a day that does not exist.
std::optional<Days> days_written(std::string_view text);
std::optional<Days> days_of(const ast::Tree& tree, ast::NodeId node);  // Kind::Date or Quarter

}  // namespace licet::sema
