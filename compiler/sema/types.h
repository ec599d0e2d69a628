// Types as declarations write them, and the values of such a type in data files and rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/sema/declaring.h"

namespace licet::sema {

// boolean, text, date, number of a unit with decimals, or a category. Nothing where a record, a list or no known name
// stands; reports unknown units alone.
std::optional<ir::Type> scalar_type(Declaring& d, const ast::Tree& tree, ast::NodeId ref);

// L0201 with the nearest name, or with `help` where none is near.
void report_unknown(Declaring& d, std::string_view text, Span span, std::string help = {});

// The value of a cell: number (scaled), day, code, 0 or 1, text id. Nothing if it is not of the type.
std::optional<std::int64_t> value_of(Declaring& d, const ir::Type& type, std::string_view text);
// "a whole number", "a number with 2 digits after the point".
std::string number_of_places(int scale);
// "a date", "a value of country": what a cell that has no value should have been.
std::string expected(Declaring& d, const ir::Type& type);

}  // namespace licet::sema
