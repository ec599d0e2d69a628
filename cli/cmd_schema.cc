// licet schema RULEBOOK: what a record looks like, as JSON Schema, as an Arrow schema, as an empty CSV header.
#include <algorithm>
#include <cstdio>
#include <memory>

#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "cli/rulebook.h"
#include "core/base/date.h"
#include "core/base/decimal.h"

namespace licet::cli {
namespace {

using Json = nlohmann::ordered_json;
using ir::Field;
using ir::Id;
using ir::ValueKind;

constexpr std::size_t kEnumerated = 64;  // larger categories are described by name

std::size_t at(Id id) { return static_cast<std::size_t>(id); }

std::vector<std::string> steps_of(const std::string& path) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t dot = std::min(path.find('.', begin), path.size());
    out.push_back(path.substr(begin, dot - begin));
    begin = dot + 1;
  }
  return out;
}

class JsonSchema {
 public:
  explicit JsonSchema(const ir::Schema& schema) : schema_(schema) {}

  std::string text(const std::string& title) {
    Json out;
    out["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    out["title"] = title + ": one shipment";
    Json body = object_of(schema_.shipment);
    for (auto& [key, value] : body.items()) out[key] = value;
    for (auto& [name, definition] : definitions_.items()) out["$defs"][name] = definition;
    return out.dump(2) + "\n";
  }

 private:
  std::string name_of(Id record) const {
    std::string name = schema_.records[at(record)].name;
    for (char& c : name)
      if (c == ' ') c = '_';
    return name;
  }

  Json reference(Id record) {
    const std::string name = name_of(record);
    if (!definitions_.contains(name)) {
      definitions_[name] = Json::object();  // in progress: trees contain themselves
      definitions_[name] = object_of(record);
    }
    return {{"$ref", "#/$defs/" + name}};
  }

  Json object_of(Id record) {
    const ir::RecordType& shape = schema_.records[at(record)];
    Json out{{"type", "object"}, {"properties", Json::object()}};
    add_fields(record, &out);
    if (record == schema_.party) {
      out["properties"]["roles"] = {{"type", "array"}, {"items", {{"enum", role_words()}}}};
      out["properties"]["none"] = {{"type", "boolean"}, {"description", "these roles are known to be empty"}};
    }
    if (shape.fields_.size() == 1 && shape.fields_[0].column.empty()) return scalar(shape.fields_[0]);
    return out;
  }

  void add_fields(Id record, Json* object) {
    for (const Field& field : schema_.records[at(record)].fields_) {
      if (field.type.kind == ValueKind::Role) continue;
      if (field.column.empty()) {
        if (field.type.kind == ValueKind::Struct) add_fields(field.type.record, object);
        continue;
      }
      put(object, field.column, value(field), field.required);
      if (!field.complete_column.empty())
        put(object, field.complete_column,
            {{"type", Json::array({"boolean", "null"})}, {"description", "the list is complete"}}, false);
    }
  }

  static void put(Json* object, const std::string& path, Json value, bool required) {
    const std::vector<std::string> steps = steps_of(path);
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
      Json& inner = (*object)["properties"][steps[i]];
      if (!inner.contains("properties")) inner = {{"type", "object"}, {"properties", Json::object()}};
      object = &inner;
    }
    (*object)["properties"][steps.back()] = std::move(value);
    if (required) (*object)["required"].push_back(steps.back());
  }

  Json value(const Field& field) {
    if (field.type.kind == ValueKind::Struct)
      return {{"anyOf", Json::array({reference(field.type.record), {{"type", "null"}}})}};
    if (field.type.kind != ValueKind::List) return scalar(field);
    Json list{{"type", Json::array({"array", "null"})}, {"items", reference(field.type.record)}};
    if (field.max_elements > 0) list["maxItems"] = field.max_elements;
    return list;
  }

  Json scalar(const Field& field) const {
    Json out;
    std::string about = field.name;
    Json words = Json::array({"unknown"});
    if (field.may_be_none) words.push_back("none");
    switch (field.type.kind) {
      case ValueKind::Bool:
        out["anyOf"] = Json::array({{{"type", "boolean"}}, {{"enum", words}}, {{"type", "null"}}});
        break;
      case ValueKind::Number:
        out["type"] = Json::array({"string", "number", "null"});
        if (field.type.unit != ir::kNone) about += ", in " + schema_.units[at(field.type.unit)].name;
        about += ", " + std::to_string(field.type.scale) + (field.type.scale == 1 ? " digit" : " digits") +
                 " after the point; as text where exactness matters";
        if (field.bounded)
          about += ", from " + format_decimal(field.lo, field.type.scale) + " to " +
                   format_decimal(field.hi, field.type.scale);
        break;
      case ValueKind::Date:
        out["anyOf"] = Json::array({{{"type", "string"}, {"format", "date"}}, {{"enum", words}}, {{"type", "null"}}});
        break;
      case ValueKind::Category: {
        const ir::Category& category = schema_.categories[at(field.type.category)];
        about += ": a value of " + category.name;
        out["type"] = Json::array({"string", "null"});
        if (category.values.size() > kEnumerated || category.hierarchical) break;
        Json values = words;
        for (std::size_t i = 0; i < category.values.size(); ++i)
          values.push_back(category.data_name(static_cast<Id>(i)));
        values.push_back(nullptr);
        out = {{"enum", values}};
        break;
      }
      case ValueKind::Text:
      case ValueKind::Struct:
      case ValueKind::Role:
      case ValueKind::List:
      case ValueKind::Source:
        out["type"] = Json::array({"string", "null"});
        break;
    }
    out["description"] = about;
    return out;
  }

  std::vector<std::string> role_words() const {
    std::vector<std::string> out;
    for (const Field& field : schema_.records[at(schema_.shipment)].fields_)
      if (field.type.kind == ValueKind::Role) out.push_back(field.column);
    return out;
  }

  const ir::Schema& schema_;
  Json definitions_ = Json::object();
};

// The fields of a record as one path each, those of its structs with it; lists stay one column.
void add_columns(const ir::Schema& schema, Id record, const std::string& prefix, std::vector<std::string>* out) {
  for (const Field& field : schema.records[at(record)].fields_) {
    if (field.type.kind == ValueKind::Role || field.type.record == schema.line || field.type.record == schema.party)
      continue;
    const std::string path =
        prefix.empty() || field.column.empty() ? prefix + field.column : prefix + "." + field.column;
    if (field.type.kind == ValueKind::Struct)
      add_columns(schema, field.type.record, path, out);
    else if (!path.empty())
      out->push_back(path);
    if (!field.complete_column.empty())
      out->push_back(prefix.empty() ? field.complete_column : prefix + "." + field.complete_column);
  }
}

std::string csv_header(const ir::Schema& schema) {
  std::vector<std::string> columns;
  add_columns(schema, schema.shipment, "", &columns);
  if (schema.party != ir::kNone)
    for (const Field& field : schema.records[at(schema.shipment)].fields_)
      if (field.type.kind == ValueKind::Role) add_columns(schema, schema.party, field.column, &columns);
  add_columns(schema, schema.line, "", &columns);
  std::string out;
  for (const std::string& column : columns) out += (out.empty() ? "" : ",") + column;
  return out + "\n";
}

// As `pyarrow` prints a schema; nested lists and structs in the layout of one row per shipment.
class ArrowSchema {
 public:
  explicit ArrowSchema(const ir::Schema& schema) : schema_(schema) {}
  std::string text() {
    std::string out;
    for (const auto& [name, type] : members(schema_.shipment, 0)) out += name + ": " + type + "\n";
    return out;
  }

 private:
  using Members = std::vector<std::pair<std::string, std::string>>;

  Members members(Id record, int depth) {
    Members flat;
    collect(record, depth, &flat);
    if (record == schema_.party) flat.insert(flat.begin(), {"roles", "list<string>"});
    return folded(flat);
  }

  void collect(Id record, int depth, Members* out) {
    for (const Field& field : schema_.records[at(record)].fields_) {
      if (field.type.kind == ValueKind::Role) continue;
      if (field.column.empty() && field.type.kind == ValueKind::Struct)
        collect(field.type.record, depth, out);
      else if (!field.column.empty())
        out->emplace_back(field.column, type_of(field, depth));
      if (!field.complete_column.empty()) out->emplace_back(field.complete_column, "bool");
    }
  }

  static Members folded(const Members& flat) {
    Members out;
    for (const auto& [path, type] : flat) {
      const std::size_t dot = path.find('.');
      if (dot == std::string::npos) {
        out.emplace_back(path, type);
        continue;
      }
      const std::string head = path.substr(0, dot);
      const auto same = [&](const auto& m) { return m.first == head; };
      if (std::any_of(out.begin(), out.end(), same)) continue;
      Members inner;
      for (const auto& [other, t] : flat)
        if (other.rfind(head + ".", 0) == 0) inner.emplace_back(other.substr(dot + 1), t);
      out.emplace_back(head, structure(folded(inner)));
    }
    return out;
  }

  static std::string structure(const Members& inner) {
    std::string out = "struct<";
    for (const auto& [name, type] : inner) out += (out.back() == '<' ? "" : ", ") + name + ": " + type;
    return out + ">";
  }

  std::string type_of(const Field& field, int depth) {
    switch (field.type.kind) {
      case ValueKind::Bool:
        return "bool";
      case ValueKind::Number:
        return field.type.scale > 0 ? "decimal128(18, " + std::to_string(field.type.scale) + ")" : "int64";
      case ValueKind::Date:
        return "date32[day]";
      case ValueKind::Category:
        return "dictionary<values=string, indices=int32, ordered=0>";
      case ValueKind::Text:
      case ValueKind::Role:
      case ValueKind::Source:
        return "string";
      case ValueKind::Struct:
        return structure(members(field.type.record, depth + 1));
      case ValueKind::List:
        break;
    }
    const ir::RecordType& element = schema_.records[at(field.type.record)];
    if (element.fields_.size() == 1 && element.fields_[0].column.empty())
      return "list<" + type_of(element.fields_[0], depth) + ">";
    const int deepest = element.depth > 0 ? element.depth : 16;
    return depth >= deepest ? "string" : "list<" + structure(members(field.type.record, depth + 1)) + ">";
  }

  const ir::Schema& schema_;
};

struct SchemaCommand {
  std::string rulebook, format = "json-schema";

  int run() const {
    const compiler::Compiled compiled = load_rulebook({rulebook});
    if (compiled.program == nullptr) return kRulesInvalid;
    const ir::Schema& schema = compiled.program->schema;
    std::string text;
    if (format == "csv")
      text = csv_header(schema);
    else if (format == "arrow")
      text = ArrowSchema(schema).text();
    else
      text =
          JsonSchema(schema).text(compiled.program->title.empty() ? compiled.program->name : compiled.program->title);
    std::fputs(text.c_str(), stdout);
    return kOk;
  }
};

}  // namespace

Run declare_schema(Options* options) {
  auto command = std::make_shared<SchemaCommand>();
  options->positional("RULEBOOK", "a folder of rule files, or one file", &command->rulebook);
  options->choice("--format", {"json-schema", "arrow", "csv"},
                  "nested shipments (json-schema, arrow), or the flat columns", &command->format);
  options->example("licet schema rules/us/ear > shipment.schema.json");
  options->example("licet schema rules/us/ear --format csv > empty.csv");
  return [command] { return command->run(); };
}

}  // namespace licet::cli
