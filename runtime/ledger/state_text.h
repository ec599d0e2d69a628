// How a state writes what has no column of its own: keys, what a floating posting may be, positions. JSON, so that
// other tools can read it. What does not read back is nullopt: a state is an untrusted file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/int128.h"
#include "runtime/ledger/posting.h"

namespace licet::ledger {

std::string key_text(const std::vector<std::string>& key);                // ["ACME","GB"]
std::string keys_text(const std::vector<std::vector<std::string>>& key);  // [["ACME"],["GB","FR"],[]]
std::string position_text(const Position& position);                      // [20109,"S-17"]
std::optional<std::vector<std::string>> parse_key(std::string_view text);
std::optional<std::vector<std::vector<std::string>>> parse_keys(std::string_view text);
std::optional<Position> parse_position(std::string_view text);
std::optional<Int128> parse_int128(std::string_view text);  // digits after a minus or not

}  // namespace licet::ledger
