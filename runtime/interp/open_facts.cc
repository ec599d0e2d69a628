#include "runtime/interp/open_facts.h"

#include <algorithm>

namespace licet::interp {

using data::State;
using ir::Id;
using ir::kNone;
using ir::Op;

void OpenFacts::clear() {
  found_.clear();
  paths_.trim();
  ++list_;
  last_ = nullptr;
}

void OpenFacts::start(Context* context) {
  c_ = context;
  const ir::Program& p = c_->program();
  const std::size_t sizes[] = {p.decided.size(), p.provisions.size(), p.provisions.size(), p.nodes.size()};
  for (std::size_t i = 0; i < 4; ++i) header_marks_[i].resize(sizes[i]);
  standing_pass_ = context->standing() != nullptr && context->standing() == last_ ? pass_ : 0;
  last_ = context;
  ++pass_;
  if (standing_pass_ == 0) row_marks_.clear();
}

void OpenFacts::of_decided(Context* context, Id decided, const Frame* frame, bool outermost) {
  start(context);
  need_decided(decided, frame, outermost);
}

void OpenFacts::of_condition(Context* context, Id node, const Frame* frame) {
  start(context);
  cond(node, frame);
}

void OpenFacts::of_date(Context* context, const Frame* frame) {
  start(context);
  if (c_->program().event_date != kNone)
    day(c_->program().event_date, frame);
  else if (c_->plan().date_field != kNone)
    add_fact(c_->enclosing(frame, c_->plan().date_type), c_->plan().date_field);
}

OpenFacts::Mark* OpenFacts::mark_of(Part part, std::int64_t id, const Frame* frame) {
  if (frame->row == kBlank || !frame->current) return nullptr;
  const Frame* outer = frame->outer;
  if (outer == nullptr || outer->outer == nullptr)  // the shipment, the line
    return &header_marks_[static_cast<std::size_t>(part)][at(id)];
  // A row below the line or a party beside it; what lies deeper, or in a fold inside a fold, may read other rows, too.
  if (outer->type != c_->program().schema.line) return nullptr;
  return &row_marks_[static_cast<std::uint64_t>(id) << 34 | static_cast<std::uint64_t>(part) << 32 |
                     static_cast<std::uint32_t>(frame->row)];
}

template <class Walk>
void OpenFacts::once(Part part, std::int64_t id, const Frame* frame, Walk walk) {
  Mark* mark = mark_of(part, id, frame);  // stays where it is
  if (mark == nullptr) return walk();
  if (mark->pass == pass_) {
    if (mark->contested) c_->contest();
    return;
  }
  if (mark->pass == standing_pass_ && standing_pass_ != 0 && !mark->contested) return;
  *mark = {pass_, false};
  mark->contested = !c_->uncontested(walk);
}

void OpenFacts::need_decided(Id id, const Frame* frame, bool outermost) {
  const ir::DecidedValue& d = c_->program().decided[at(id)];
  frame = c_->enclosing(frame, d.subject);
  once(Part::Decided, id, frame, [&] { parts_of(id, frame, outermost); });
}

void OpenFacts::parts_of(Id id, const Frame* frame, bool outermost) {
  const ir::DecidedValue& d = c_->program().decided[at(id)];
  const Possible p = c_->possible(id, frame);
  const std::size_t words = c_->plan().categories[at(d.category)].words;
  OutcomeSet set;
  set.reset(words, d.mode == ir::Combination::AllListed);
  set.take(p);
  if (set.single()) {
    if (!outermost && !set.lists && (p.gap || p.conflict))
      add_undefined(d.name + " is " + (p.gap ? "gap" : "conflict"));
    return;
  }
  bool left = true;
  for (const ir::Case& c : d.cases) {
    cond(c.when, frame);
    const Planes m = c_->cond(c.when, frame);
    if (c.undetermined && (m & kTrue)) add_cause("coverage");
    left = m != kTrue;
    if (!left) break;
  }
  if (left && d.fallback_when != kNone && !c_->sure(id, frame, c_->plan().categories[at(d.category)].all.data())) {
    cond(d.fallback_when, frame);
    if (c_->cond(d.fallback_when, frame) & kFalse) add_cause("coverage");
  }
  const std::vector<std::vector<Id>>& concluding = c_->plan().concluding[at(id)];
  for (std::size_t v = 0; v < concluding.size(); ++v) {
    const Id value = static_cast<Id>(v);
    if (concluding[v].empty()) continue;
    if (!set.lists && !p.gap && !p.conflict && !holds(p.values, value)) continue;
    if (c_->sure_of(id, frame, value)) continue;
    for (Id provision : concluding[v]) need(provision, false, frame);
  }
}

void OpenFacts::need(Id id, bool scope_only, const Frame* frame) {
  const ir::Provision& p = c_->program().provisions[at(id)];
  frame = c_->enclosing(frame, p.subject);
  if ((scope_only ? c_->in_scope(id, frame) : c_->in_force(id, frame)) != kUnknown) return;
  once(scope_only ? Part::Scope : Part::Force, id, frame, [&] {
    if (c_->live(id, frame) == kUnknown) day(p.date != kNone ? p.date : c_->program().event_date, frame);
    if (p.scope != kNone) cond(p.scope, frame);
    if (!scope_only && p.test != kNone) cond(p.test, frame);
    for (Id q : p.displaced_by) need(q, true, frame);
  });
}

void OpenFacts::body(Id id, const Frame* frame) {
  const ir::Provision& p = c_->program().provisions[at(id)];
  frame = c_->enclosing(frame, p.subject);
  if (c_->live(id, frame) == kUnknown) day(p.date != kNone ? p.date : c_->program().event_date, frame);
  if (p.scope != kNone) cond(p.scope, frame);
  if (p.test != kNone) cond(p.test, frame);
}

void OpenFacts::cond(Id id, const Frame* frame) {
  const PlanNode& node = c_->plan().nodes[at(id)];
  frame = c_->enclosing(frame, node.key.scope);
  if (c_->cond(id, frame) == kUnknown) once(Part::Node, id, frame, [&] { parts(node, frame); });
}

void OpenFacts::parts(const PlanNode& node, const Frame* frame) {
  const Id* args = c_->plan().arguments(node);
  switch (node.op) {
    case Op::Not:
    case Op::And:
    case Op::Or:
    case Op::Mark:
    case Op::Shown:
    case Op::SelectCond:
    case Op::Attested:
      for (std::size_t i = 0; i < node.count; ++i) cond(args[i], frame);
      return;
    case Op::BoolField:
      if (c_->fact(frame, static_cast<Id>(node.a)).state == State::None)
        add_undefined(name_of(frame, static_cast<Id>(node.a)) + " is none");
      else
        add_fact(frame, static_cast<Id>(node.a));
      return;
    case Op::Has:
    case Op::IsMissing:
      add_fact(frame, static_cast<Id>(node.a));
      return;
    case Op::Compare:
    case Op::CompareRatio:
    case Op::InSet:
    case Op::TextEqual:
    case Op::CatEqual:
    case Op::InTable:
      test(node, frame);
      return;
    case Op::InList:
      in_list(node, frame);
      return;
    case Op::Any:
    case Op::Every:
    case Op::AtCond: {
      int rows = 0;
      source(args[0], frame);
      c_->each(args[0], frame, [&](const Frame& e, Planes, std::int64_t) {
        ++rows;
        cond(args[1], &e);
        return true;
      });
      if (node.op == Op::AtCond) not_one(args[0], rows, frame);
      return;
    }
    case Op::InForce:
      need(static_cast<Id>(node.a), false, frame);
      return;
    case Op::InScope:
      need(static_cast<Id>(node.a), true, frame);
      return;
    case Op::ConditionsOf:
      for (Id p : c_->program().provision_sets[at(node.a)]) body(p, frame);
      return;
    case Op::Lists:
      for (Id p : c_->program().decided[at(node.a)].provisions) {
        const ir::DecidedValue& d = c_->program().decided[at(node.a)];
        const Plan::Values& values = c_->plan().categories[at(d.category)];
        const Id value = c_->program().provisions[at(p)].value;
        const bool below = !values.below.empty() && !values.below[at(node.b)].empty();
        if (value == node.b || (below && value != kNone && holds(values.below[at(node.b)].data(), value)))
          need(p, false, frame);
      }
      return;
    case Op::OutcomeIs:
      need_decided(static_cast<Id>(node.a), frame, false);
      return;
    case Op::CallCond:
      if (!definition_out_of_reach(static_cast<Id>(node.a), frame))
        cond(c_->program().definitions[at(node.a)].body, frame);
      return;
    case Op::Undefined:
      add_undefined(c_->program().texts[at(node.b)]);
      return;
    case Op::True:
    case Op::ReadingIs:
    case Op::AsEnforced:
      return;
#define LICET_CASE_Cond(name)
#define LICET_CASE_Num(name) case Op::name:
#define LICET_CASE_Cat(name) case Op::name:
#define LICET_CASE_Text(name) case Op::name:
#define LICET_CASE_Source(name) case Op::name:
#define LICET_OP(name, result, doc) LICET_CASE_##result(name)
#include "core/ir/ops.def"
#undef LICET_OP
#undef LICET_CASE_Cond
#undef LICET_CASE_Num
#undef LICET_CASE_Cat
#undef LICET_CASE_Text
#undef LICET_CASE_Source
      return;
  }
}

bool OpenFacts::certainly_undefined(Id id, const Frame* frame) {
  const Op op = c_->plan().nodes[at(id)].op;
  switch (ir::result_of(op)) {
    case ir::Result::Num:
      return !c_->number(id, frame).value;
    case ir::Result::Cat:
      return !c_->category(id, frame).has_value();
    case ir::Result::Text:
      return !c_->text(id, frame).value;
    case ir::Result::Cond:
    case ir::Result::Source:
      break;
  }
  return false;
}

// An unknown test: the facts in it that are not known; if a term cannot be computed at all, why.
void OpenFacts::test(const PlanNode& node, const Frame* frame) {
  const Id* args = c_->plan().arguments(node);
  for (std::size_t i = 0; i < node.count; ++i) {
    if (!certainly_undefined(args[i], frame)) continue;
    reads(args[i], frame);
    return;
  }
  const auto zero = [&](Id id) {
    const Number n = c_->number(id, frame);
    return n.value && n.lo == 0 && n.hi == 0;
  };
  if (node.op == Op::CompareRatio) {
    if (zero(args[1]) || zero(args[3])) return add_undefined("zero divisor");
    bool points = true;
    for (std::size_t i = 0; i < node.count; ++i) points = points && c_->number(args[i], frame).point();
    if (points) return add_undefined("overflow");
  }
  for (std::size_t i = 0; i < node.count; ++i) {
    if (node.op == Op::InTable && i == 1)
      day(args[i], frame);
    else
      reads(args[i], frame);
  }
}

void OpenFacts::in_list(const PlanNode& node, const Frame* frame) {
  const Id* args = c_->plan().arguments(node);
  if (certainly_undefined(args[0], frame)) return reads(args[0], frame);
  reads(args[0], frame);
  const Number d = c_->day_of(args[1], frame);
  day(args[1], frame);
  if (!d.value) return;
  const ir::DatedList& l = c_->program().lists[at(node.a)];
  const Day end = c_->end_of(l.stated);
  if (!c_->holds(l.stated) || d.hi < l.stated.from || d.lo > end) return add_undefined("list " + l.name);
  if (l.incomplete) add_cause("list " + l.name);
}

bool OpenFacts::definition_out_of_reach(Id definition, const Frame* frame) {
  if (!c_->plan().recursive[at(definition)]) return false;
  const Frame* row = c_->enclosing(frame, c_->program().definitions[at(definition)].subject);
  if (row->row == kBlank) {
    add_row(*row);
    return true;
  }
  if (!c_->too_deep(*row)) return false;
  add_undefined("depth of " + paths_.row(*c_, *row)->text);
  return true;
}

void OpenFacts::day(Id node, const Frame* frame) {
  if (node == kNone) return;
  if (node == c_->program().event_date && c_->plan().date_field != kNone) {
    const Frame* row = c_->enclosing(frame, c_->plan().date_type);
    if (!c_->number_fact(row, c_->plan().date_field).point()) add_fact(row, c_->plan().date_field);
    return;
  }
  reads(node, frame);
}

// What may come besides, or instead.
void OpenFacts::source(Id id, const Frame* frame) {
  const PlanNode& node = c_->plan().nodes[at(id)];
  const Id* args = c_->plan().arguments(node);
  if (node.op == Op::ListOf) {
    const Frame* owner = c_->enclosing(frame, node.key.scope);
    if (c_->may_have_more(owner, static_cast<Id>(node.a))) add_list(owner, static_cast<Id>(node.a));
    return;
  }
  if (node.op == Op::Where) {
    source(args[0], frame);
    c_->each(args[0], frame, [&](const Frame& e, Planes, std::int64_t) {
      cond(args[1], &e);
      return true;
    });
    return;
  }
  if (node.op == Op::Within) {
    source(args[0], frame);
    c_->each(args[0], frame, [&](const Frame& e, Planes, std::int64_t) {
      source(args[1], &e);
      return true;
    });
    return;
  }
  c_->each(id, frame, [&](const Frame& e, Planes there, std::int64_t) {  // a struct or roles
    if (e.row == kBlank && there != kTrue) add_row(e);
    return true;
  });
}

// A term of the one row of a source, where there is no row, or there are several that may differ.
void OpenFacts::not_one(Id source, int rows, const Frame* frame) {
  if (rows == 1) return;
  const PlanNode* node = &c_->plan().nodes[at(source)];
  while (node->op == Op::Where) node = &c_->plan().nodes[at(c_->plan().arguments(*node)[0])];
  if (node->op != Op::StructOf && node->op != Op::RoleOf) {
    if (rows == 0)
      add_undefined("there is nothing to read");
    else
      add_cause("which one of several");
    return;
  }
  const Frame* owner = c_->enclosing(frame, node->op == Op::RoleOf ? c_->program().schema.shipment : node->key.scope);
  Path* path = paths_.fact(*c_, *owner, static_cast<Id>(node->a));
  if (rows == 0)
    add_undefined(path->text + " is none");
  else
    add(path, kNone, kBlank, kNone, false);
}

void OpenFacts::add_list(const Frame* owner, Id field) {
  if (const Frame* row = uncertain_owner(*c_, *owner)) return add_row(*row);
  add(paths_.fact(*c_, *owner, field), kNone, kBlank, kNone, false);
}

void OpenFacts::add_row(const Frame& row) {
  const Frame* outermost = uncertain_owner(*c_, row);
  const Frame& r = outermost != nullptr ? *outermost : row;
  if (r.owner != nullptr) add(paths_.fact(*c_, *r.owner, r.field), kNone, kBlank, kNone, false);
}

void OpenFacts::add_fact(const Frame* frame, Id field) {
  if (const Frame* row = uncertain_owner(*c_, *frame)) return add_row(*row);
  const bool there = frame->row != kBlank;
  add(paths_.fact(*c_, *frame, field), there ? frame->type : kNone, frame->row, there ? field : kNone, false);
}

void OpenFacts::add_cause(const std::string& text) { add(paths_.named(text), kNone, kBlank, kNone, false); }
void OpenFacts::add_undefined(const std::string& reason) {
  add(paths_.named("undefined: " + reason), kNone, kBlank, kNone, true);
}

void OpenFacts::add(Path* path, Id type, std::int32_t row, Id field, bool undefined) {
  ++named_;
  if (path->seen == list_) return;
  path->seen = list_;
  found_.push_back({path, undefined, type, field, row});
}

const std::vector<FoundFact>& OpenFacts::sorted() {
  std::sort(found_.begin(), found_.end(), [](const FoundFact& a, const FoundFact& b) {
    if (a.undefined != b.undefined) return b.undefined;
    if (a.path->order.empty() != b.path->order.empty()) return b.path->order.empty();
    return a.path->order != b.path->order ? a.path->order < b.path->order : a.path->text < b.path->text;
  });
  return found_;
}

}  // namespace licet::interp
