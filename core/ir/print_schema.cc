#include "core/ir/print_parts.h"

namespace licet::ir {

void Printer::schema() {
  if (!p_.schema.units.empty() || !p_.schema.categories.empty()) line("");
  for (const Unit& u : p_.schema.units) line("unit {}", u.name);
  for (const Category& c : p_.schema.categories) {
    std::string values;
    for (std::size_t i = 0; i < c.values.size(); ++i) {
      values += (i == 0 ? "" : ", ") + c.values[i];
      if (i < c.parent.size() && c.parent[i] != kNone) {
        const std::string* above = find(c.values, c.parent[i]);
        values += " < " + (above != nullptr ? *above : "?");
      }
      if (i < c.data_names.size() && !c.data_names[i].empty()) values += " as " + quoted(c.data_names[i]);
    }
    line("category {}{}{}: {}", c.name, c.ordered ? ", ordered" : "", c.hierarchical ? ", hierarchical" : "", values);
  }
  for (std::size_t i = 0; i < p_.schema.records.size(); ++i) record(static_cast<Id>(i));
  if (!p_.schema.role_sets.empty()) line("");
  for (const RoleSet& set : p_.schema.role_sets) {
    std::string roles;
    for (const Id role : set.roles) roles += (roles.empty() ? "" : ", ") + field_name(p_.schema.shipment, role);
    line("role set {}: {}", quoted(set.name), roles);
  }
}

void Printer::record(Id id) {
  const RecordType& r = p_.schema.records[static_cast<std::size_t>(id)];
  std::string about;
  if (r.parent != kNone) about += " in " + record_name(r.parent);
  if (r.depth != 0) about += ", tree of depth " + std::to_string(r.depth);
  if (id == p_.schema.shipment) about += ", the shipment";
  if (id == p_.schema.line) about += ", the line";
  if (id == p_.schema.party) about += ", the party";
  line("");
  line("record {}{}", r.name, about);
  for (std::size_t i = 0; i < r.fields_.size(); ++i) {
    const Field& f = r.fields_[i];
    const auto field = static_cast<Id>(i);
    std::string more;
    if (f.bounded) more += " [" + value(f.lo, f.type) + ", " + value(f.hi, f.type) + "]";
    if (f.max_elements != 0) more += ", at most " + std::to_string(f.max_elements);
    if (!f.complete_column.empty()) more += ", complete by " + quoted(f.complete_column);
    if (f.complete_when != kNone) more += ", complete when " + ref(f.complete_when);
    if (f.required) more += ", required";
    if (f.may_be_none) more += ", may be none";
    if (f.derived) more += ", derived";
    if (f.unused) more += ", unused";
    if (field == r.key) more += ", key";
    if (field == r.children) more += ", children";
    line("  {}: {}{} as {}", f.name, type(f.type), more, quoted(f.column));
  }
}

}  // namespace licet::ir
