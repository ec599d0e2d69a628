// Facts and the elements of sources: what a cell says, which rows a list, struct or role stands for.
#include <algorithm>
#include <limits>

#include "runtime/interp/context.h"

namespace licet::interp {

using data::State;
using ir::Id;
using ir::kNone;
using ir::Op;

namespace {

const data::Cell kMissingCell;
// A list without a declared maximum: more than any row has, little enough to multiply.
constexpr std::int64_t kManyElements = std::int64_t{1} << 31;

std::int64_t times(std::int64_t a, std::int64_t b) {
  std::int64_t out;
  return __builtin_mul_overflow(a, b, &out) ? std::numeric_limits<std::int64_t>::max() : out;
}

}  // namespace

const data::Cell& Context::fact(const Frame* frame, Id field) const {
  if (frame->row == kBlank) return kMissingCell;
  const data::Rows& rows = record_->rows(frame->type);
  return at(frame->row) < rows.size() ? rows.at(static_cast<std::uint32_t>(frame->row), field) : kMissingCell;
}

bool Context::supplied(const Frame* frame, Id field) const {
  const Context& c = supplied_ != nullptr ? *supplied_ : *this;
  return c.fact(frame, field).state != State::Missing;
}

Planes Context::bool_fact(const Frame* frame, Id field) const {
  const data::Cell& cell = fact(frame, field);
  if (cell.state != State::Known) return kUnknown;
  return cell.value != 0 ? kTrue : kFalse;
}

Number Context::number_fact(const Frame* frame, Id field) const {
  const data::Cell& cell = fact(frame, field);
  switch (cell.state) {
    case State::None:
      return undefined_number();
    case State::Known:
      if (narrowed_ != nullptr && cell.count != 0) {
        const Narrowed& n = (*narrowed_)[cell.count - 1];
        return {n.lo, n.hi, true, false, n.lo != n.hi};
      }
      return known(cell.value);
    case State::Missing:
      break;
  }
  return missing_number(declaration(frame->type, field));
}

Candidates Context::as_candidates(Id category, Id code) const {
  Candidates out;
  out.category = category;
  const Plan::Values& values = plan_.categories[at(category)];
  if (!values.below.empty() && !values.below[at(code)].empty())
    out.set = values.below[at(code)].data();
  else
    out.code = code;
  return out;
}

Candidates Context::category_fact(const Frame* frame, Id field) const {
  const data::Cell& cell = fact(frame, field);
  const ir::Field& f = declaration(frame->type, field);
  Candidates out;
  out.category = f.type.category;
  switch (cell.state) {
    case State::None:
      out.undefined = true;
      return out;
    case State::Known:
      if (narrowed_ == nullptr || cell.count != kExactly)
        return as_candidates(f.type.category, static_cast<Id>(cell.value));
      out.code = static_cast<Id>(cell.value);
      return out;
    case State::Missing:
      break;
  }
  out.set = plan_.categories[at(f.type.category)].all.data();
  out.missing = true;
  out.undefined = f.may_be_none;
  return out;
}

bool Context::may_have_more(const Frame* owner, Id list) {
  const data::Cell& cell = fact(owner, list);
  if (cell.state == State::None) return false;
  const ir::Field& f = declaration(owner->type, list);
  if (cell.state == State::Known) {
    if (cell.closed || (f.complete_column.empty() && f.complete_when == kNone)) return false;
    // Whether a list is complete is a matter of the record as supplied: a cell of the fact that closes it does not.
    Context& seen = supplied_ != nullptr ? *supplied_ : *this;
    if (f.complete_when != kNone && seen.cond(f.complete_when, owner) == kTrue) return false;
  }
  return f.max_elements == 0 ||
         (cell.state == State::Known ? cell.count : 0) < static_cast<std::uint32_t>(f.max_elements);
}

// The frame of an element that a field of the owner holds, still without a row.
Frame Context::held(const Frame* owner, Id field, const Frame* around) const {
  Frame e;
  e.outer = around;
  e.owner = owner;
  e.type = declaration(owner->type, field).type.record;
  e.field = field;
  e.current = around->current;
  return e;
}

bool Context::each_of_list(const Frame* owner, Id field, const Frame* around, ElementVisit visit) {
  const data::Cell& cell = fact(owner, field);
  const ir::Field& f = declaration(owner->type, field);
  const ir::Schema& schema = program().schema;
  Frame e = held(owner, field, around);
  e.level = e.type == owner->type ? owner->level + 1 : 1;
  const std::uint32_t count = cell.state == State::Known ? cell.count : 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    e.move_to(static_cast<std::int32_t>(cell.value + i), static_cast<std::int32_t>(i));
    if (e.type == schema.line) e.current = static_cast<std::uint32_t>(e.row) == line_row_;
    if (!visit(e, kTrue, 1)) return false;
  }
  if (!may_have_more(owner, field)) return true;
  e.move_to(kBlank, -1);
  if (e.type == schema.line) e.current = false;
  return visit(e, kUnknown, f.max_elements == 0 ? kManyElements : f.max_elements - static_cast<std::int64_t>(count));
}

bool Context::each_of_role(const Frame* around, Id field, ElementVisit visit) {
  const Frame* owner = enclosing(around, program().schema.shipment);
  const data::Cell& cell = fact(owner, field);
  const ir::Field& f = declaration(owner->type, field);
  Frame e = held(owner, field, around);
  switch (cell.state) {
    case State::None:
      return true;
    case State::Missing:
      return visit(e, f.may_be_none ? kUnknown : kTrue, 1);
    case State::Known:
      break;
  }
  for (std::uint32_t i = 0; i < cell.count; ++i) {
    e.move_to(static_cast<std::int32_t>(record_->role_row(cell, i)),
              cell.count > 1 ? static_cast<std::int32_t>(i) : -1);
    if (!visit(e, kTrue, 1)) return false;
  }
  return true;
}

Holder Context::first_role(const Frame& row) const {
  const ir::Schema& schema = program().schema;
  if (row.type != schema.party || row.row == kBlank || row.owner == nullptr || row.owner->type != schema.shipment ||
      declaration(row.owner->type, row.field).type.kind != ir::ValueKind::Role)
    return {row.field, row.index};
  const std::vector<ir::Field>& fields = schema.records[at(schema.shipment)].fields_;
  for (std::size_t f = 0; f < fields.size(); ++f) {
    if (fields[f].type.kind != ir::ValueKind::Role) continue;
    const data::Cell& cell = fact(row.owner, static_cast<Id>(f));
    if (cell.state != State::Known) continue;
    for (std::uint32_t i = 0; i < cell.count; ++i)
      if (static_cast<std::int32_t>(record_->role_row(cell, i)) == row.row)
        return {static_cast<Id>(f), cell.count > 1 ? static_cast<std::int32_t>(i) : -1};
  }
  return {row.field, row.index};
}

bool Context::each_of_struct(const Frame* owner, Id field, const Frame* around, ElementVisit visit) {
  const data::Cell& cell = fact(owner, field);
  const ir::Field& f = declaration(owner->type, field);
  Frame e = held(owner, field, around);
  switch (cell.state) {
    case State::None:
      return true;
    case State::Missing:
      return visit(e, f.may_be_none ? kUnknown : kTrue, 1);
    case State::Known:
      break;
  }
  e.row = static_cast<std::int32_t>(cell.value);
  return visit(e, kTrue, 1);
}

bool Context::each(Id source, const Frame* frame, ElementVisit visit) {
  const PlanNode& node = plan_.nodes[at(source)];
  const Id* args = plan_.arguments(node);
  if (node.op == Op::ListOf)
    return each_of_list(enclosing(frame, node.key.scope), static_cast<Id>(node.a), frame, visit);
  if (node.op == Op::RoleOf) return each_of_role(frame, static_cast<Id>(node.a), visit);
  if (node.op == Op::RolesOf) {
    for (Id role : program().schema.role_sets[at(node.a)].roles)
      if (!each_of_role(frame, role, visit)) return false;
    return true;
  }
  if (node.op == Op::StructOf)
    return each_of_struct(enclosing(frame, node.key.scope), static_cast<Id>(node.a), frame, visit);
  if (node.op == Op::Where)
    return each(args[0], frame, [&](const Frame& e, Planes there, std::int64_t copies) {
      const Planes chosen = both(there, cond(args[1], &e));
      return chosen == kFalse || visit(e, chosen, copies);
    });
  LICET_CHECK(node.op == Op::Within);
  return each(args[0], frame, [&](const Frame& outer, Planes there, std::int64_t copies) {
    return each(args[1], &outer, [&](const Frame& e, Planes inner, std::int64_t inner_copies) {
      return visit(e, both(there, inner), times(copies, inner_copies));
    });
  });
}

bool Context::too_deep(const Frame& frame) const {
  const std::int32_t depth = program().schema.records[at(frame.type)].depth;
  return depth > 0 && frame.level > depth;
}

}  // namespace licet::interp
