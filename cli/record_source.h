// The one record that `licet explain` is asked about: a JSON file, standard input, or a row of a log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/ir/schema.h"
#include "runtime/data/record.h"

namespace licet::cli {

struct ChosenLine {
  explicit ChosenLine(const ir::Schema& schema) : record(schema) {}
  data::Record record;
  std::uint32_t line = 0;
  bool of_log = false;  // record.number is its place in a log
  std::string shipment_id, line_no;
  std::vector<std::string> notes;  // to be said on stderr
};

// `row`: as the log counts them (io.h); the first where it is not given. `line_no`: of the shipment, as it is named
// there or by its place; the first where it is not given.
Status choose_line(const ir::Schema& schema, const std::string& path, std::optional<std::uint64_t> row,
                   const std::string& line_no, ChosenLine* out);

}  // namespace licet::cli
