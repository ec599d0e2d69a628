// What a run chooses: bound once to a Program, recorded with every output. Plain data, no default is silent.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/base/date.h"

namespace licet::interp {

enum class Mode : std::uint8_t { AsCodified, AsEnforced };

struct RunParameters {
  std::optional<Mode> mode;                     // required where the program has an enforcement document in reach
  std::optional<Day> law_known_on;              // only documents published by then; moves the horizon
  bool strict_horizon = false;                  // later dates are beyond-known-law instead of scheduled
  std::map<std::string, std::string> readings;  // "R05" or "aia-filing" -> alternative
  bool exact = false;                           // refine undetermined rows by cells
  std::map<std::string, std::string> supposed;  // figures that the Program has with another amount than the rules
  std::string event_date_field;                 // column of the default date; empty: the rulebook's
};

}  // namespace licet::interp
