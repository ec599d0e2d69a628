// The manifest beside a data file, NAME.csv.manifest.json: {"date": "2026-07-23", "sha256": "…", "rows": {"min": 30,
// "max": 60}}. Guards a snapshot against a truncated or exchanged file. Every field may be absent. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/date.h"

namespace licet::sema {

struct Manifest {
  std::optional<Day> date;
  std::string sha256;
  std::optional<std::int64_t> min_rows;
  std::optional<std::int64_t> max_rows;
};

// Nothing if the text is no such object; fields of other names are passed over.
std::optional<Manifest> read_manifest(std::string_view json);

}  // namespace licet::sema
