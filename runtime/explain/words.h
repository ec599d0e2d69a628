// Facts, values and citations in words: "the headquarters of the end user", "1,599 TPP", "§740.29(d)". Free functions
// over a Program, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "core/ir/program.h"

namespace licet::explain {

// Of an open fact: its path "lines[0].item.tpp", or its group "lines.item.tpp", or a named cause ("coverage").
std::string fact_words(const ir::Schema& schema, std::string_view path);

// A number of a type, with thousands commas and its unit; a date as it stands.
std::string number_words(const ir::Schema& schema, const ir::Type& type, Int128 value);

// The field as a noun: "headquarters" for "headquartered in".
std::string field_noun(const ir::Field& field);

// "is foreign-made", "has HBM"; with `positive` false "is not foreign-made".
std::string quality_words(std::string_view name, bool positive);

}  // namespace licet::explain
