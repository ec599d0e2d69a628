#include "runtime/interp/chain.h"

namespace licet::interp {

using data::State;
using ir::Id;
using ir::kNone;

// Fills in which field of the owner holds the row.
bool FrameChain::held_by(const Context& context, const Frame* owner, Id type, std::int32_t row, Frame* out) const {
  const std::vector<ir::Field>& fields = context.program().schema.records[at(owner->type)].fields_;
  for (std::size_t f = 0; f < fields.size(); ++f) {
    if (fields[f].type.record != type) continue;
    if (row == kBlank) {  // of a row that is not there, the first field that may hold one
      out->field = static_cast<Id>(f);
      out->index = -1;
      return true;
    }
    const data::Cell& cell = context.fact(owner, static_cast<Id>(f));
    if (cell.state != State::Known) continue;
    out->field = static_cast<Id>(f);
    out->index = -1;
    const ir::ValueKind kind = fields[f].type.kind;
    if (kind == ir::ValueKind::Struct && cell.value == row) return true;
    if (kind == ir::ValueKind::List && row >= cell.value && row < cell.value + static_cast<std::int64_t>(cell.count)) {
      out->index = static_cast<std::int32_t>(row - cell.value);
      return true;
    }
    if (kind != ir::ValueKind::Role) continue;
    for (std::uint32_t i = 0; i < cell.count; ++i) {
      if (static_cast<std::int32_t>(context.record().role_row(cell, i)) != row) continue;
      if (cell.count > 1) out->index = static_cast<std::int32_t>(i);
      return true;
    }
  }
  return false;
}

const Frame* FrameChain::around(const Context& context, Id type, std::int32_t row) {
  const ir::Schema& schema = context.program().schema;
  if (type == kNone || type == schema.shipment) return type == kNone ? context.line_frame() : context.shipment_frame();
  if (type == schema.line && (row < 0 || row == context.line_frame()->row)) return context.line_frame();
  const ir::RecordType& record_type = schema.records[at(type)];
  Frame frame;
  frame.type = type;
  frame.row = row;
  const data::Rows& rows = context.record().rows(type);
  const bool there = row >= 0 && at(row) < rows.size();
  // In a tree the row above is of the same type.
  for (std::uint32_t r = 0; there && record_type.children != kNone && r < rows.size(); ++r) {
    const data::Cell& cell = rows.at(r, record_type.children);
    if (cell.state != State::Known || row < cell.value || row >= cell.value + static_cast<std::int64_t>(cell.count))
      continue;
    const Frame* above = around(context, type, static_cast<std::int32_t>(r));
    frame.outer = frame.owner = above;
    frame.field = record_type.children;
    frame.index = static_cast<std::int32_t>(row - cell.value);
    frame.level = above->level + 1;
    frame.current = above->current;
    return &frames_.emplace_back(frame);
  }
  const Id parent = record_type.parent != kNone ? record_type.parent : schema.shipment;
  const Frame* owner = around(context, parent, there ? static_cast<std::int32_t>(rows.parents[at(row)]) : kBlank);
  frame.owner = owner;
  frame.outer = owner->type == schema.shipment && type != schema.line ? context.line_frame() : owner;
  frame.current = type != schema.line && frame.outer->current;
  if (!held_by(context, owner, type, row, &frame)) frame.field = 0;
  return &frames_.emplace_back(frame);
}

}  // namespace licet::interp
