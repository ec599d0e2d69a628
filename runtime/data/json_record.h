// One shipment in the nested layout (docs/shipment-schema.md) from JSON into a Record, by the schema: for scenarios,
// goldens and `licet explain`. The same rules as the decoder of runtime/io: null, absent and "unknown" are missing,
// "none" is none where the field allows it, numbers and dates are exact text, a value outside its declaration is
// refused.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/ir/schema.h"
#include "runtime/data/json_value.h"
#include "runtime/data/record.h"

namespace licet::data {

// `record` is cleared first. The failure begins with the path of the field: "lines[0].quantity: …".
Status read_shipment(const ir::Schema& schema, const JsonValue& shipment, Record* record);

// What identifies the shipment and its lines in output.
std::string shipment_id_of(const JsonValue& shipment);
std::string line_no_of(const JsonValue& shipment, std::uint32_t line);  // its place, from 1, where none is given

// The spelling of a category value in data: "integrated_circuit" for "integrated circuit".
std::string data_name(const ir::Category& category, ir::Id code);
// kNone if the text is no value of the category.
ir::Id code_of(const ir::Category& category, std::string_view text);

}  // namespace licet::data
