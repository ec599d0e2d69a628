#include "runtime/data/json_record.h"

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/date.h"
#include "core/base/decimal.h"

namespace licet::data {
namespace {

using ir::Field;
using ir::Id;
using ir::RecordType;
using ir::ValueKind;

std::string canonical(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    out += c == ' ' ? '_' : c;
  }
  return out;
}

// The value at a column path below an object; the object itself for the empty path.
const JsonValue* at_path(const JsonValue& object, std::string_view path) {
  const JsonValue* value = &object;
  while (!path.empty() && value != nullptr) {
    const std::size_t dot = path.find('.');
    value = value->find(path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return value;
}

// Not given at all: what "required" refuses. The word "unknown" is given.
bool absent(const JsonValue* value) { return value == nullptr || value->is_null(); }

bool is_missing(const JsonValue* value) {
  return absent(value) || (value->is_text() && (value->text == "unknown" || value->text.empty()));
}

class Decoder {
 public:
  Decoder(const ir::Schema& schema, Record* record) : schema_(schema), record_(record) {}

  Status shipment(const JsonValue& root) {
    record_->clear();
    if (!root.is_object()) return Failure{"a shipment is a JSON object"};
    record_->add_row(schema_.shipment, 0);
    fill(schema_.shipment, 0, root, "");
    if (problem_.empty()) roles(root);
    if (!problem_.empty()) return Failure{problem_};
    return Unit{};
  }

 private:
  const RecordType& type(Id record) const { return schema_.records[static_cast<std::size_t>(record)]; }
  bool failed() const { return !problem_.empty(); }
  void fail(const std::string& path, const std::string& reason) {
    if (problem_.empty()) problem_ = (path.empty() ? std::string("the record") : path) + ": " + reason;
  }

  void fill(Id record, std::uint32_t row, const JsonValue& object, const std::string& path) {
    const RecordType& shape = type(record);
    for (std::size_t i = 0; i < shape.fields_.size() && !failed(); ++i) {
      const Field& field = shape.fields_[i];
      if (field.type.kind == ValueKind::Role) continue;
      const std::string below = field.column.empty() ? path : path.empty() ? field.column : path + "." + field.column;
      const JsonValue* value = at_path(object, field.column);
      const Place place{record, row, static_cast<Id>(i)};
      if (field.type.kind == ValueKind::Struct) {
        structure(place, field, value, below);
      } else if (field.type.kind == ValueKind::List) {
        list(place, field, value, object, below);
      } else if (!field.unused) {
        scalar(place, field, value, below);
      }
    }
  }

  struct Place {
    Id record;
    std::uint32_t row;
    Id field;
  };
  // Cells move when rows are added, so a place is looked up anew each time.
  Cell& cell(Place place) { return record_->rows(place.record).at(place.row, place.field); }

  void structure(Place place, const Field& field, const JsonValue* value, const std::string& path) {
    if (value != nullptr && value->is_text() && value->text == "none" && field.may_be_none) {
      cell(place).state = State::None;
      return;
    }
    const bool missing = is_missing(value);
    if (absent(value) && field.required) return fail(path, "is required");
    if (!missing && !value->is_object()) return fail(path, "must be an object");
    // A struct always has its row, so that a path through it finds missing facts.
    const std::uint32_t row = record_->add_row(field.type.record, place.row);
    Cell& c = cell(place);
    c.state = missing && field.may_be_none ? State::Missing : State::Known;
    c.count = 1;
    c.value = row;
    static const JsonValue kNothing{JsonValue::Kind::Object, false, {}, {}, {}};
    fill(field.type.record, row, missing ? kNothing : *value, path);
  }

  void list(Place place, const Field& field, const JsonValue* value, const JsonValue& owner, const std::string& path) {
    const bool parties = place.record == schema_.shipment && place.field == schema_.parties_field;
    std::vector<const JsonValue*> elements;
    if (!is_missing(value)) {
      if (value->is_text() && value->text == "none" && field.may_be_none) {
        cell(place).state = State::None;
        return;
      }
      if (!value->is_array()) return fail(path, "must be a list");
      for (const JsonValue& element : value->elements)
        if (!parties || !is_none_party(element)) elements.push_back(&element);
    }
    if (parties) add_role_objects(owner, &elements);
    if (is_missing(value) && elements.empty()) {
      if (field.required && absent(value)) fail(path, "is required");
      return;
    }
    if (field.max_elements > 0 && elements.size() > static_cast<std::size_t>(field.max_elements))
      return fail(path, "has more than " + std::to_string(field.max_elements) + " elements");

    // Rows below a row of a tree belong to the owner of the tree.
    const bool tree = field.type.record == place.record;
    const std::uint32_t parent = tree ? record_->rows(place.record).parents[place.row] : place.row;
    std::uint32_t first = record_->rows(field.type.record).size();
    for (std::size_t i = 0; i < elements.size(); ++i) record_->add_row(field.type.record, parent);
    Cell& c = cell(place);
    c.state = State::Known;
    c.value = first;
    c.count = static_cast<std::uint32_t>(elements.size());
    c.closed = !is_missing(value) && closed(field, owner);
    for (std::size_t i = 0; i < elements.size() && !failed(); ++i) {
      const std::string below = path + "[" + std::to_string(i) + "]";
      element(field.type.record, first + static_cast<std::uint32_t>(i), elements[i], below);
    }
  }

  // An object, a plain value where the record is one, or null: something of which nothing is known.
  void element(Id record, std::uint32_t row, const JsonValue* value, const std::string& path) {
    if (value->is_object()) return fill(record, row, *value, path);
    const Id field = plain_field(record);
    if (field != ir::kNone) {
      scalar({record, row, field}, type(record).fields_[static_cast<std::size_t>(field)], value, path);
    } else if (!is_missing(value)) {
      fail(path, "must be an object");
    }
    if (!failed()) fill_structs(record, row);
  }
  void fill_structs(Id record, std::uint32_t row) {
    const RecordType& shape = type(record);
    for (std::size_t i = 0; i < shape.fields_.size(); ++i)
      if (shape.fields_[i].type.kind == ValueKind::Struct)
        structure({record, row, static_cast<Id>(i)}, shape.fields_[i], nullptr, "");
  }

  // The field that an element which is no object stands for.
  Id plain_field(Id record) const {
    const RecordType& shape = type(record);
    Id only = ir::kNone;
    for (std::size_t i = 0; i < shape.fields_.size(); ++i) {
      if (shape.fields_[i].type.record != ir::kNone) continue;
      if (shape.fields_[i].column.empty()) return static_cast<Id>(i);
      if (shape.fields_.size() == 1) only = static_cast<Id>(i);
    }
    return only;
  }

  // The flag that closes a list; it stands where its column says, or beside the list.
  static const JsonValue* complete_flag(const Field& field, const JsonValue& owner) {
    const JsonValue* flag = at_path(owner, field.complete_column);
    const std::size_t dot = field.column.rfind('.');
    if (flag == nullptr && dot != std::string::npos && field.complete_column.find('.') == std::string::npos)
      flag = at_path(owner, field.column.substr(0, dot + 1) + field.complete_column);
    return flag;
  }
  static bool closed(const Field& field, const JsonValue& owner) {
    if (field.complete_column.empty()) return field.complete_when == ir::kNone;
    const JsonValue* flag = complete_flag(field, owner);
    return flag != nullptr && flag->kind == JsonValue::Kind::Bool && flag->boolean;
  }

  void scalar(Place place, const Field& field, const JsonValue* value, const std::string& path) {
    if (value == nullptr || value->is_null()) {
      if (field.required) fail(path, "is required");
      return;
    }
    if (is_missing(value)) return;
    // Cells do not move here: scalars add no rows.
    Cell& c = cell(place);
    if (value->is_text() && value->text == "none" && field.may_be_none) {
      c.state = State::None;
      return;
    }
    const auto known = [&](std::int64_t v) {
      if (field.bounded && (v < field.lo || v > field.hi))
        return fail(path, to_text(*value) + " is outside its bounds");
      c.state = State::Known;
      c.value = v;
    };
    switch (field.type.kind) {
      case ValueKind::Bool:
        if (value->kind != JsonValue::Kind::Bool) return fail(path, to_text(*value) + " is not true or false");
        return known(value->boolean ? 1 : 0);
      case ValueKind::Number: {
        if (value->kind != JsonValue::Kind::Number && !value->is_text()) return fail(path, "must be a number");
        const ParsedDecimal parsed = parse_decimal(value->text, field.type.scale);
        switch (parsed.error) {
          case DecimalError::kNone:
            return known(parsed.value);
          case DecimalError::kNotANumber:
            return fail(path, to_text(*value) + " is not a number");
          case DecimalError::kTooManyPlaces:
            return fail(path, value->text + " has more than " + std::to_string(field.type.scale) +
                                  (field.type.scale == 1 ? " digit" : " digits") + " after the point");
          case DecimalError::kOverflow:
            return fail(path, value->text + " is too large");
        }
        return;
      }
      case ValueKind::Date: {
        const std::optional<Day> day = value->is_text() ? parse_day(value->text) : std::nullopt;
        if (!day) return fail(path, to_text(*value) + " is not a date (YYYY-MM-DD)");
        return known(*day);
      }
      case ValueKind::Category: {
        const ir::Category& category = schema_.categories[static_cast<std::size_t>(field.type.category)];
        const bool named = value->is_text() || value->kind == JsonValue::Kind::Number;
        const Id code = named ? code_of(category, value->text) : ir::kNone;
        if (code == ir::kNone) return fail(path, to_text(*value) + " is not a value of " + category.name);
        return known(code);
      }
      case ValueKind::Text:
        if (!value->is_text() && value->kind != JsonValue::Kind::Number) return fail(path, "must be a text");
        record_->set_text(&c, value->text);
        return;
      case ValueKind::Struct:
      case ValueKind::Role:
      case ValueKind::List:
      case ValueKind::Source:
        return;
    }
  }

  // {"roles": ["intermediate_consignee"], "none": true}: the roles are known to be empty.
  static bool is_none_party(const JsonValue& party) {
    const JsonValue* none = party.find("none");
    return none != nullptr && none->kind == JsonValue::Kind::Bool && none->boolean;
  }

  // "end_user": {…} beside, or instead of, the list of parties.
  void add_role_objects(const JsonValue& root, std::vector<const JsonValue*>* elements) const {
    for (const Field& field : type(schema_.shipment).fields_) {
      if (field.type.kind != ValueKind::Role) continue;
      const JsonValue* party = root.find(field.column);
      if (party != nullptr && party->is_object() && !is_none_party(*party)) elements->push_back(party);
    }
  }

  // Role cells, once the rows of the parties stand: in the order of the list, as the rows were made.
  void roles(const JsonValue& root) {
    if (schema_.party == ir::kNone || schema_.parties_field == ir::kNone) return;
    const RecordType& header = type(schema_.shipment);
    const JsonValue* list = at_path(root, header.fields_[static_cast<std::size_t>(schema_.parties_field)].column);
    // Said to be open: a role may have further parties.
    const Field& listed = header.fields_[static_cast<std::size_t>(schema_.parties_field)];
    const bool open =
        !listed.complete_column.empty() && !is_missing(complete_flag(listed, root)) && !closed(listed, root);
    // A list that says it is complete: a role that may be none and that nobody fills is none.
    const bool all_named = list != nullptr && !is_missing(list) && !listed.complete_column.empty() &&
                           complete_flag(listed, root) != nullptr && closed(listed, root);
    std::vector<const JsonValue*> parties;
    if (list != nullptr)
      for (const JsonValue& party : list->elements) parties.push_back(&party);
    for (std::size_t i = 0; i < header.fields_.size(); ++i) {
      const Field& field = header.fields_[i];
      if (field.type.kind != ValueKind::Role) continue;
      std::vector<std::uint32_t> rows;
      bool none = false;
      std::uint32_t row = 0;
      for (const JsonValue* party : parties) {
        const bool empty = is_none_party(*party);
        if (has_role(*party, field.column)) {
          if (empty)
            none = true;
          else
            rows.push_back(row);
        }
        if (!empty) ++row;
      }
      role_object(root, header, i, row, &rows, &none);
      Cell& c = cell({schema_.shipment, 0, static_cast<Id>(i)});
      if (!rows.empty() && none) return fail(field.column, "is both named and none");
      if (!rows.empty()) {
        record_->set_role(&c, rows);
        c.closed = !open;
      }
      if (none || (rows.empty() && all_named && field.may_be_none)) c.state = State::None;
      if (none && !field.may_be_none) return fail(field.column, "cannot be none");
    }
  }

  void role_object(const JsonValue& root, const RecordType& header, std::size_t wanted, std::uint32_t row,
                   std::vector<std::uint32_t>* rows, bool* none) const {
    for (std::size_t i = 0; i <= wanted; ++i) {
      const Field& field = header.fields_[i];
      if (field.type.kind != ValueKind::Role) continue;
      const JsonValue* party = root.find(field.column);
      if (party == nullptr) continue;
      const bool empty = (party->is_text() && party->text == "none") || is_none_party(*party);
      if (i == wanted && empty) *none = true;
      if (!party->is_object() || empty) continue;
      if (i == wanted) rows->push_back(row);
      ++row;
    }
  }

  static bool has_role(const JsonValue& party, std::string_view word) {
    const JsonValue* list = party.find("roles");
    if (list == nullptr) return false;
    for (const JsonValue& role : list->elements)
      if (role.is_text() && role.text == word) return true;
    return false;
  }

  const ir::Schema& schema_;
  Record* record_;
  std::string problem_;
};

}  // namespace

Status read_shipment(const ir::Schema& schema, const JsonValue& shipment, Record* record) {
  return Decoder(schema, record).shipment(shipment);
}

std::string shipment_id_of(const JsonValue& shipment) {
  const JsonValue* id = shipment.find("shipment_id");
  return id != nullptr ? id->text : std::string();
}

std::string line_no_of(const JsonValue& shipment, std::uint32_t line) {
  const JsonValue* lines = shipment.find("lines");
  if (lines != nullptr && line < lines->elements.size()) {
    const JsonValue* number = lines->elements[line].find("line_no");
    if (number != nullptr && !number->text.empty()) return number->text;
  }
  return std::to_string(line + 1);
}

std::string data_name(const ir::Category& category, Id code) {
  const auto i = static_cast<std::size_t>(code);
  if (i < category.data_names.size() && !category.data_names[i].empty()) return category.data_names[i];
  return category.values[i];
}

Id code_of(const ir::Category& category, std::string_view text) {
  for (std::size_t i = 0; i < category.values.size(); ++i) {
    const bool renamed = i < category.data_names.size() && !category.data_names[i].empty();
    if (renamed ? category.data_names[i] == text : category.values[i] == text) return static_cast<Id>(i);
  }
  const std::string wanted = canonical(text);
  for (std::size_t i = 0; i < category.values.size(); ++i)
    if (canonical(category.values[i]) == wanted) return static_cast<Id>(i);
  // In a hierarchy the nearest known node above it.
  const std::size_t dot = text.find_last_of(".(");
  return category.hierarchical && dot != std::string_view::npos ? code_of(category, text.substr(0, dot)) : ir::kNone;
}

}  // namespace licet::data
