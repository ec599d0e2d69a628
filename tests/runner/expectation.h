// Compares what an example expects of one line with what the interpreter says.
#pragma once

#include <string>
#include <vector>

#include "runtime/data/json_value.h"
#include "runtime/data/record.h"
#include "runtime/interp/evaluate.h"

namespace licet::golden {

struct DecidedLine {
  const ir::Program& program;
  const data::JsonValue& shipment;
  const data::Record& record;
  std::uint32_t line;
  const interp::Decision& decision;
  interp::Evaluator* evaluator;
};

// What differs, one sentence each; empty if all is as expected. `names` is derived.json.
std::vector<std::string> compare(const DecidedLine& line, const data::JsonValue& expected,
                                 const data::JsonValue& names);

// The value of "derived" NAME against what is expected; part of compare().
void compare_derived(const DecidedLine& line, const std::string& name, const data::JsonValue& expected,
                     const data::JsonValue& names, std::vector<std::string>* problems);

}  // namespace licet::golden
