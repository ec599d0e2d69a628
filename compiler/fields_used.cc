#include "compiler/fields_used.h"

#include <algorithm>
#include <array>
#include <vector>

namespace licet::compiler {
namespace {

class Used {
 public:
  explicit Used(const ir::Program& program) : program_(program) {
    for (const ir::RecordType& record : program.schema.records) used_.emplace_back(record.fields_.size(), false);
  }

  void read(ir::Id record, std::int64_t field) {
    if (record < 0 || static_cast<std::size_t>(record) >= used_.size()) return;
    auto& fields = used_[static_cast<std::size_t>(record)];
    if (field >= 0 && static_cast<std::size_t>(field) < fields.size()) fields[static_cast<std::size_t>(field)] = true;
  }

  void read(const ir::Node& node) {
    static constexpr std::array kOfTheScope = {ir::Op::BoolField, ir::Op::Has,      ir::Op::IsMissing,
                                               ir::Op::NumField,  ir::Op::CatField, ir::Op::TextField,
                                               ir::Op::ListOf,    ir::Op::StructOf};
    if (std::find(kOfTheScope.begin(), kOfTheScope.end(), node.op) != kOfTheScope.end()) {
      read(node.scope, node.a);
    } else if (node.op == ir::Op::RoleOf) {
      read(program_.schema.shipment, node.a);
    } else if (node.op == ir::Op::RolesOf) {
      for (const ir::Id role : program_.schema.role_sets[static_cast<std::size_t>(node.a)].roles)
        read(program_.schema.shipment, role);
    }
  }

  bool at(std::size_t record, std::size_t field) const { return used_[record][field]; }

 private:
  const ir::Program& program_;
  std::vector<std::vector<bool>> used_;
};

}  // namespace

void mark_unused_fields(ir::Program* program) {
  ir::Schema& schema = program->schema;
  Used used(*program);
  for (const ir::Node& node : program->nodes) used.read(node);
  used.read(schema.shipment, schema.lines_field);
  used.read(schema.shipment, schema.parties_field);
  for (std::size_t r = 0; r < schema.records.size(); ++r) {
    ir::RecordType& record = schema.records[r];
    used.read(static_cast<ir::Id>(r), record.key);
    used.read(static_cast<ir::Id>(r), record.children);
    for (std::size_t f = 0; f < record.fields_.size(); ++f)
      record.fields_[f].unused = !record.fields_[f].required && !used.at(r, f);
  }
}

}  // namespace licet::compiler
