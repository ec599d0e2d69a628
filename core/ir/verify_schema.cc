// Categories, record types and their fields, role sets: what engines, input and output rely on.
#include <string_view>
#include <unordered_set>

#include "core/ir/verify_parts.h"

namespace licet::ir::checks {
namespace {

constexpr std::size_t kMostRecords =
    63;  // engines keep sets of record types in a word, and one bit for the code at hand
constexpr int kDeepestTree = 1000;

void check_category(const Category& c) {
  std::unordered_set<std::string_view> spellings;
  for (const std::string& value : c.values) require(spellings.insert(value).second, "\"{}\" occurs twice", value);
  require(c.data_names.empty() || c.data_names.size() == c.values.size(), "not every value has a name in data");
  require(c.parent.size() == (c.hierarchical ? c.values.size() : 0),
          "its hierarchy does not have a place for each value");
  // Each value is marked with the walk that reached it first; a walk that meets its own mark goes in a circle.
  std::vector<std::size_t> seen(c.parent.size(), 0);
  for (std::size_t i = 0; i < c.parent.size(); ++i) {
    require_id_or_none(c.parent[i], c.values, "the value above a value");
    for (std::size_t v = i; seen[v] == 0;) {
      seen[v] = i + 1;
      const Id up = c.parent[v];
      if (up == kNone || !within(up, c.values)) break;
      require(seen[at(up)] != i + 1, "\"{}\" is above itself", c.values[at(up)]);
      v = at(up);
    }
  }
}

void check_field(const Program& program, Id record, Id id) {
  const Schema& schema = program.schema;
  const RecordType& owner = schema.records[at(record)];
  const Field& f = owner.fields_[at(id)];
  require_type(program, f.type);
  require(f.type.kind != ValueKind::Source, "only nodes are sources");
  require(f.type.scale <= 18, "its scale does not fit 64 bits");
  require(!f.bounded || f.type.kind == ValueKind::Number || f.type.kind == ValueKind::Date,
          "only numbers and dates have bounds");
  require(!f.bounded || f.lo <= f.hi, "its bounds are crossed");
  if (f.bounded && f.type.kind == ValueKind::Date)
    require(f.lo >= kBeginning && f.hi <= kForever, "its bounds lie outside time");
  require(f.max_elements >= 0, "its maximum is negative");
  const bool list = f.type.kind == ValueKind::List;
  require(list || (f.max_elements == 0 && f.complete_column.empty() && f.complete_when == kNone),
          "only lists are complete or have a maximum");
  require_node_or_none(program, f.complete_when, Result::Cond, "the condition under which it is complete");
  if (f.type.kind == ValueKind::Struct)
    require(schema.records[at(f.type.record)].parent == record, "its record type belongs to another one");
  if (list)
    require(schema.records[at(f.type.record)].parent == record || (f.type.record == record && owner.children == id),
            "the record type of its elements belongs to another one");
  if (f.type.kind == ValueKind::Role) {
    require(record == schema.shipment, "only the shipment has roles");
    require(f.type.record == schema.party, "a role names parties");
  }
}

void check_record(const Program& program, Id id) {
  const RecordType& r = program.schema.records[at(id)];
  require_id_or_none(r.key, r.fields_, "its key");
  require(r.depth >= 0 && r.depth <= kDeepestTree, "its depth is {}", r.depth);
  require((r.depth > 0) == (r.children != kNone), "it is a tree without children or has children and no depth");
  if (r.children != kNone) {
    require_id(r.children, r.fields_, "the list of its children");
    const Type& type = r.fields_[at(r.children)].type;
    require(type.kind == ValueKind::List && type.record == id, "its children are not a list of itself");
  }
  for (std::size_t f = 0; f < r.fields_.size(); ++f)
    about([&] { return "field \"" + r.fields_[f].name + "\""; }, [&] { check_field(program, id, static_cast<Id>(f)); });
}

}  // namespace

void check_schema(const Program& program) {
  const Schema& s = program.schema;
  for (const Category& c : s.categories)
    about([&] { return "category \"" + c.name + "\""; }, [&] { check_category(c); });

  require(s.records.size() <= kMostRecords, "there are more than {} record types", kMostRecords);
  for (const RecordType& r : s.records) {
    require_id_or_none(r.parent, s.records, "the owner of a record type");
    std::size_t steps = 0;
    for (Id up = r.parent; up != kNone && within(up, s.records); up = s.records[at(up)].parent)
      require(++steps <= s.records.size(), "record type \"{}\" belongs to itself", r.name);
  }
  require_id_or_none(s.shipment, s.records, "the record type of the shipment");
  require_id_or_none(s.line, s.records, "the record type of the line");
  require_id_or_none(s.party, s.records, "the record type of parties");
  for (std::size_t i = 0; i < s.records.size(); ++i)
    require(s.shipment == kNone || (s.records[i].parent == kNone) == (static_cast<Id>(i) == s.shipment),
            "record type \"{}\" does not lie below the shipment", s.records[i].name);
  for (std::size_t i = 0; i < s.records.size(); ++i)
    about([&] { return "record \"" + s.records[i].name + "\""; }, [&] { check_record(program, static_cast<Id>(i)); });
  const auto list_of = [&](Id field, Id record, const char* what) {
    if (record == kNone) return require(field == kNone, "{} have a list and no record type", what);
    require(s.shipment != kNone && s.records[at(record)].parent == s.shipment, "{} do not belong to the shipment",
            what);
    const std::vector<Field>& fields = s.records[at(s.shipment)].fields_;
    require(within(field, fields) && fields[at(field)].type.kind == ValueKind::List &&
                fields[at(field)].type.record == record,
            "{} have no list in the shipment", what);
  };
  list_of(s.lines_field, s.line, "lines");
  list_of(s.parties_field, s.party, "parties");

  for (const RoleSet& set : s.role_sets)
    about([&] { return "role set \"" + set.name + "\""; },
          [&] {
            require(s.shipment != kNone, "there is no shipment");
            for (const Id role : set.roles) {
              const std::vector<Field>& fields = s.records[at(s.shipment)].fields_;
              require_id(role, fields, "a role");
              require(fields[at(role)].type.kind == ValueKind::Role, "\"{}\" is not a role", fields[at(role)].name);
            }
          });
}

}  // namespace licet::ir::checks
