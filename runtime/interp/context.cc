#include "runtime/interp/context.h"

#include <utility>

namespace licet::interp {

Context::Context(const Plan& plan, Evidence evidence, std::vector<bool> left_out)
    : plan_(plan), evidence_(evidence), counts_(plan.counts) {
  for (std::size_t i = 0; i < left_out.size(); ++i)
    if (left_out[i]) counts_[i] = false;
  for (std::vector<std::size_t>& base : base_) base.assign(program().schema.records.size(), 0);
}

void Context::begin(const data::Record& record, std::uint64_t shipment, std::uint32_t line, Context* standing,
                    Context* supplied, const std::vector<Narrowed>* narrowed) {
  line_row_ = line;
  standing_ = standing;
  supplied_ = supplied;
  narrowed_ = narrowed;
  const ir::Schema& schema = program().schema;
  if (record_ == nullptr || shipment_number_ != shipment) take_up(record);
  shipment_number_ = shipment;
  line_epoch_ = ++epoch_;
  line_ = Frame{};
  line_.outer = line_.owner = &shipment_;
  line_.type = schema.line;
  line_.row = static_cast<std::int32_t>(line);
  line_.field = schema.lines_field;
  line_.index = record.rows(schema.shipment).size() == 0
                    ? -1
                    : static_cast<std::int32_t>(line - record.rows(schema.shipment).at(0, schema.lines_field).value);
}

void Context::take_up(const data::Record& record) {
  record_ = &record;
  const ir::Schema& schema = program().schema;
  shipment_ = Frame{};
  shipment_.type = schema.shipment;
  shipment_.row = 0;
  if (epoch_ >= (1u << 31)) {
    epoch_ = default_day_epoch_ = 0;
    for (auto& m : conds_) m.epoch = 0;
    for (auto& m : numbers_) m.epoch = 0;
    for (auto& m : categories_) m.epoch = 0;
    for (auto& m : outcomes_) m.epoch = 0;
  }
  shipment_epoch_ = ++epoch_;
  std::size_t sizes[kKinds];
  for (std::size_t k = 0; k < kKinds; ++k) {
    std::size_t total = plan_.header_slots[k];
    for (std::size_t type = 0; type < schema.records.size(); ++type) {
      base_[k][type] = total;  // every row and two blank ones
      if (plan_.slots[k][type] != 0)
        total += plan_.slots[k][type] * (record.rows(static_cast<ir::Id>(type)).size() + 2);
    }
    sizes[k] = total;
  }
  if (conds_.size() < sizes[0]) conds_.resize(sizes[0]);
  if (numbers_.size() < sizes[1]) numbers_.resize(sizes[1]);
  if (categories_.size() < sizes[2]) categories_.resize(sizes[2]);
  if (outcomes_.size() < sizes[3]) outcomes_.resize(sizes[3]);
  arena_.clear();
}

Context::Place Context::place(const Key& key, const Frame* frame, Kind kind) const {
  switch (key.memo) {
    case Key::Memo::Never:
      break;
    case Key::Memo::Shipment:
      return {key.slot, shipment_epoch_};
    case Key::Memo::Line:
      if (frame->row != kBlank && frame->current) return {key.slot, line_epoch_};
      break;
    case Key::Memo::Row:
    case Key::Memo::RowAndLine:
      return place_of_row(key, frame, kind);
  }
  return {kNowhere, 0};
}

Context::Place Context::place_of_row(const Key& key, const Frame* frame, Kind kind) const {
  std::size_t row = at(frame->row) + 2;
  std::uint32_t epoch = key.memo == Key::Memo::Row ? shipment_epoch_ : line_epoch_;
  if (frame->row == kBlank) {
    if (key.blank_alone) {
      row = 0;
    } else {
      if (!key.blank || !frame->current) return {kNowhere, 0};
      row = 1;
      epoch = line_epoch_;
    }
  } else if (key.memo == Key::Memo::RowAndLine && !frame->current) {
    return {kNowhere, 0};
  }
  const std::size_t k = static_cast<std::size_t>(kind), type = at(key.scope);
  return {base_[k][type] + row * plan_.slots[k][type] + key.slot, epoch};
}

// Remembers what `work` finds.
template <class Value, class Work>
Value Context::remembered(std::vector<Memo<Value>>* memos, const Key& key, const Frame* frame, Kind kind, Work work) {
  const Place where = place(key, frame, kind);
  if (where.index == kNowhere) return work();
  if (const Memo<Value>& memo = (*memos)[where.index]; memo.epoch == where.epoch) {
    contested_ = contested_ || memo.contested;
    return memo.value;
  }
  const bool before = std::exchange(contested_, false);
  const Value out = work();
  (*memos)[where.index] = {where.epoch, contested_, out};
  contested_ = contested_ || before;
  return out;
}

// Asked of the standing reading by the open one: does what it finds hold in both? What cannot be remembered is not
// asked for twice.
template <class Value, class Work>
bool Context::answers(const Key& key, Work work, Value* out) {
  if (key.evidence && key.memo == Key::Memo::Never) return false;
  contested_ = false;
  *out = work();
  return !contested_;
}

Planes Context::cond(ir::Id id, const Frame* frame) {
  const PlanNode& node = plan_.nodes[at(id)];
  if (node.op == ir::Op::BoolField) return bool_fact(enclosing(frame, node.key.scope), static_cast<ir::Id>(node.a));
  Planes out = 0;
  if (standing_ != nullptr && standing_->answers(node.key, [&] { return standing_->cond(id, frame); }, &out))
    return out;
  frame = enclosing(frame, node.key.scope);
  return remembered(&conds_, node.key, frame, Kind::Cond, [&] { return evaluate_cond(node, frame); });
}

Number Context::number(ir::Id id, const Frame* frame) {
  const PlanNode& node = plan_.nodes[at(id)];
  if (node.op == ir::Op::NumConst) return constant(node);
  if (node.op == ir::Op::NumField) return number_fact(enclosing(frame, node.key.scope), static_cast<ir::Id>(node.a));
  Number out;
  if (standing_ != nullptr && standing_->answers(node.key, [&] { return standing_->number(id, frame); }, &out))
    return out;
  frame = enclosing(frame, node.key.scope);
  return remembered(&numbers_, node.key, frame, Kind::Number, [&] { return evaluate_number(node, frame); });
}

Candidates Context::category(ir::Id id, const Frame* frame) {
  const PlanNode& node = plan_.nodes[at(id)];
  if (node.op == ir::Op::CatField) return category_fact(enclosing(frame, node.key.scope), static_cast<ir::Id>(node.a));
  Candidates out;
  if (standing_ != nullptr && standing_->answers(node.key, [&] { return standing_->category(id, frame); }, &out))
    return out;
  frame = enclosing(frame, node.key.scope);
  return remembered(&categories_, node.key, frame, Kind::Category, [&] { return evaluate_category(node, frame); });
}

Planes Context::in_scope(ir::Id id, const Frame* frame) {
  const Key& key = plan_.in_scope[at(id)];
  Planes out = 0;
  if (standing_ != nullptr && standing_->answers(key, [&] { return standing_->in_scope(id, frame); }, &out)) return out;
  const ir::Provision& p = program().provisions[at(id)];
  frame = enclosing(frame, p.subject);
  return remembered(&conds_, key, frame, Kind::Cond, [&] {
    Planes in = live(id, frame);
    if (in != kFalse) in = both(in, scope_of(id, frame));
    for (std::size_t i = 0; i < p.displaced_by.size() && in != kFalse; ++i)
      in = both(in, negation(in_scope(p.displaced_by[i], frame)));
    return in;
  });
}

Planes Context::live(ir::Id id, const Frame* frame) {
  if (plan_.timeless[at(id)]) return kTrue;
  const ir::Provision& p = program().provisions[at(id)];
  if (!holds(p.period)) return kFalse;
  const ir::Id date = p.date != ir::kNone ? p.date : program().event_date;
  if (date == ir::kNone) return kTrue;
  const Number day = day_of(date, enclosing(frame, p.subject));
  if (p.date == ir::kNone && day.point() && ir::kBeginning <= day.lo && day.lo <= ir::kForever)
    return live_on(static_cast<Day>(day.lo))[at(id)];
  return live_within(p, day);
}

Planes Context::scope_of(ir::Id id, const Frame* frame) {
  const ir::Provision& p = program().provisions[at(id)];
  return p.scope == ir::kNone ? kTrue : cond(p.scope, enclosing(frame, p.subject));
}

Planes Context::test_of(ir::Id id, const Frame* frame) {
  const ir::Provision& p = program().provisions[at(id)];
  return p.test == ir::kNone ? kTrue : cond(p.test, enclosing(frame, p.subject));
}

Planes Context::in_force(ir::Id id, const Frame* frame) {
  const Planes scope = in_scope(id, frame);
  return scope == kFalse ? kFalse : both(scope, test_of(id, frame));
}

Possible Context::possible(ir::Id id, const Frame* frame) {
  const Key& key = plan_.outcome[at(id)];
  Possible out;
  if (standing_ != nullptr && standing_->answers(key, [&] { return standing_->possible(id, frame); }, &out)) return out;
  frame = enclosing(frame, program().decided[at(id)].subject);
  return remembered(&outcomes_, key, frame, Kind::Outcome, [&] { return work_out(id, frame); });
}

}  // namespace licet::interp
