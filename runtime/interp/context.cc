#include "runtime/interp/context.h"

namespace licet::interp {

Context::Context(const Plan& plan, Evidence evidence, std::vector<bool> left_out)
    : plan_(plan), evidence_(evidence), counts_(plan.counts) {
  for (std::size_t i = 0; i < left_out.size(); ++i)
    if (left_out[i]) counts_[i] = false;
  for (std::vector<std::size_t>& base : base_) base.assign(program().schema.records.size(), 0);
}

void Context::begin(const data::Record& record, std::uint32_t line, Context* standing, Context* supplied,
                    const std::vector<Narrowed>* narrowed) {
  record_ = &record;
  line_row_ = line;
  standing_ = standing;
  supplied_ = supplied;
  narrowed_ = narrowed;
  const ir::Schema& schema = program().schema;
  shipment_ = Frame{};
  shipment_.type = schema.shipment;
  shipment_.row = 0;
  line_ = Frame{};
  line_.outer = line_.owner = &shipment_;
  line_.type = schema.line;
  line_.row = static_cast<std::int32_t>(line);
  line_.field = schema.lines_field;
  line_.index = record.rows(schema.shipment).size() == 0
                    ? -1
                    : static_cast<std::int32_t>(line - record.rows(schema.shipment).at(0, schema.lines_field).value);

  if (++epoch_ >= (1u << 30)) {
    epoch_ = 1;
    conds_.assign(conds_.size(), 0);
    for (Memo<Number>& m : numbers_) m.epoch = 0;
    for (Memo<Candidates>& m : categories_) m.epoch = 0;
    for (Memo<Possible>& m : outcomes_) m.epoch = 0;
  }
  std::size_t sizes[kKinds];
  for (std::size_t k = 0; k < kKinds; ++k) {
    std::size_t total = plan_.header_slots[k];
    for (std::size_t type = 0; type < schema.records.size(); ++type) {
      base_[k][type] = total;  // every row and a blank one
      if (plan_.slots[k][type] != 0)
        total += plan_.slots[k][type] * (record.rows(static_cast<ir::Id>(type)).size() + 1);
    }
    sizes[k] = total;
  }
  if (conds_.size() < sizes[0]) conds_.resize(sizes[0]);
  if (numbers_.size() < sizes[1]) numbers_.resize(sizes[1]);
  if (categories_.size() < sizes[2]) categories_.resize(sizes[2]);
  if (outcomes_.size() < sizes[3]) outcomes_.resize(sizes[3]);
  arena_.clear();
}

std::size_t Context::place_of_row(const Key& key, const Frame* frame, Kind kind) const {
  if (frame->row == kBlank) {
    if (!key.blank || !frame->current) return kNowhere;
  } else if (key.memo == Key::Memo::RowAndLine && !frame->current) {
    return kNowhere;
  }
  const std::size_t k = static_cast<std::size_t>(kind), type = at(key.scope);
  return base_[k][type] + at(frame->row + 1) * plan_.slots[k][type] + key.slot;
}

Planes Context::cond(ir::Id id, const Frame* frame) {
  const PlanNode& node = plan_.nodes[at(id)];
  if (standing_ != nullptr && !node.key.evidence) return standing_->cond(id, frame);
  frame = enclosing(frame, node.key.scope);
  const std::size_t place_ = place(node.key, frame, Kind::Cond);
  if (place_ == kNowhere) return evaluate_cond(node, frame);
  if ((conds_[place_] >> 2) == epoch_) return conds_[place_] & 3;
  const Planes out = evaluate_cond(node, frame);
  conds_[place_] = epoch_ << 2 | out;
  return out;
}

Number Context::number(ir::Id id, const Frame* frame) {
  const PlanNode& node = plan_.nodes[at(id)];
  if (standing_ != nullptr && !node.key.evidence) return standing_->number(id, frame);
  frame = enclosing(frame, node.key.scope);
  const std::size_t place_ = place(node.key, frame, Kind::Number);
  if (place_ == kNowhere) return evaluate_number(node, frame);
  if (numbers_[place_].epoch != epoch_) {
    const Number out = evaluate_number(node, frame);
    numbers_[place_] = {epoch_, out};
  }
  return numbers_[place_].value;
}

Candidates Context::category(ir::Id id, const Frame* frame) {
  const PlanNode& node = plan_.nodes[at(id)];
  if (standing_ != nullptr && !node.key.evidence) return standing_->category(id, frame);
  frame = enclosing(frame, node.key.scope);
  const std::size_t place_ = place(node.key, frame, Kind::Category);
  if (place_ == kNowhere) return evaluate_category(node, frame);
  if (categories_[place_].epoch != epoch_) {
    const Candidates out = evaluate_category(node, frame);
    categories_[place_] = {epoch_, out};
  }
  return categories_[place_].value;
}

Planes Context::in_scope(ir::Id id, const Frame* frame) {
  const Key& key = plan_.in_scope[at(id)];
  if (standing_ != nullptr && !key.evidence) return standing_->in_scope(id, frame);
  const ir::Provision& p = program().provisions[at(id)];
  frame = enclosing(frame, p.subject);
  const std::size_t place_ = place(key, frame, Kind::Cond);
  if (place_ != kNowhere && (conds_[place_] >> 2) == epoch_) return conds_[place_] & 3;
  Planes out = live(id, frame);
  if (out != kFalse) out = both(out, scope_of(id, frame));
  for (std::size_t i = 0; i < p.displaced_by.size() && out != kFalse; ++i)
    out = both(out, negation(in_scope(p.displaced_by[i], frame)));
  if (place_ != kNowhere) conds_[place_] = epoch_ << 2 | out;
  return out;
}

Planes Context::live(ir::Id id, const Frame* frame) {
  if (plan_.timeless[at(id)]) return kTrue;
  const Key& key = plan_.live[at(id)];
  if (standing_ != nullptr && !key.evidence) return standing_->live(id, frame);
  const ir::Provision& p = program().provisions[at(id)];
  if (!holds(p.period)) return kFalse;
  frame = enclosing(frame, p.subject);
  const std::size_t place_ = place(key, frame, Kind::Cond);
  if (place_ != kNowhere && (conds_[place_] >> 2) == epoch_) return conds_[place_] & 3;
  const ir::Id date = p.date != ir::kNone ? p.date : program().event_date;
  Planes out = kTrue;
  if (date != ir::kNone) {
    const Number day = day_of(date, frame);
    out = within(day, p.period.from, end_of(p.period));
    for (const ir::Period& s : p.suspended)
      if (holds(s)) out = both(out, negation(within(day, s.from, end_of(s))));
  }
  if (place_ != kNowhere) conds_[place_] = epoch_ << 2 | out;
  return out;
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
  if (standing_ != nullptr && !key.evidence) return standing_->possible(id, frame);
  frame = enclosing(frame, program().decided[at(id)].subject);
  const std::size_t place_ = place(key, frame, Kind::Outcome);
  if (place_ == kNowhere) return work_out(id, frame);
  if (outcomes_[place_].epoch != epoch_) {
    const Possible out = work_out(id, frame);
    outcomes_[place_] = {epoch_, out};
  }
  return outcomes_[place_].value;
}

}  // namespace licet::interp
