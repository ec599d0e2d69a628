#include "runtime/interp/paths.h"

namespace licet::interp {

namespace {

void append(Path* path, const std::string& name, std::int32_t index) {
  for (std::string* text : {&path->text, &path->group}) {
    if (!text->empty() && !name.empty()) *text += '.';
    *text += name;
  }
  if (index >= 0) path->text += "[" + std::to_string(index) + "]";
}

}  // namespace

Path path_of(const Context& context, const Frame& row) {
  if (row.owner == nullptr) return {};
  Path path = path_of(context, *row.owner);
  path.order.push_back(row.field);
  path.order.push_back(row.index);
  if (row.type != context.program().schema.line || row.row != context.line_frame()->row)
    append(&path, context.declaration(row.owner->type, row.field).column, row.index);
  return path;
}

Path path_of(const Context& context, const Frame& row, ir::Id field) {
  Path path = path_of(context, row);
  path.order.push_back(field);
  append(&path, context.declaration(row.type, field).column, -1);
  return path;
}

const Frame* uncertain_owner(const Context& context, const Frame& row) {
  const Frame* out = nullptr;
  for (const Frame* f = &row; f != nullptr && f->owner != nullptr; f = f->owner) {
    if (f->row != kBlank) continue;
    const ir::Field& field = context.declaration(f->owner->type, f->field);
    if (field.type.kind == ir::ValueKind::List || field.may_be_none) out = f;
  }
  return out;
}

}  // namespace licet::interp
