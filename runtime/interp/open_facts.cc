#include "runtime/interp/open_facts.h"

#include <algorithm>

namespace licet::interp {

using data::State;
using ir::Id;
using ir::kNone;
using ir::Op;

namespace {

constexpr std::uint32_t kNothing = 0xffffffffu;  // a range without facts, or one that is being walked
constexpr std::uint32_t kRange = 1u << 31;       // in the log: a range, not a fact

}  // namespace

void OpenFacts::begin_line() {
  log_.clear();
  facts_.clear();
  ranges_.clear();
  walked_.clear();
  marks_[0].clear();
  marks_[1].clear();
  ++line_;
  clear();
}

void OpenFacts::clear() {
  found_.clear();
  ++list_;
}

void OpenFacts::start(Context* context) {
  c_ = context;
  const auto pass_of = [&](const Context* of) -> std::uint64_t {
    for (const auto& [walked, pass] : walked_)
      if (walked == of) return pass;
    return 0;
  };
  pass_ = pass_of(context);
  if (pass_ == 0) walked_.emplace_back(context, pass_ = ++last_pass_);
  standing_pass_ = context->standing() == nullptr ? 0 : pass_of(context->standing());
}

void OpenFacts::of_decided(Context* context, Id decided, const Frame* frame, bool outermost) {
  start(context);
  const std::size_t begin = log_.size();
  parts_of(decided, context->enclosing(frame, context->program().decided[at(decided)].subject), outermost);
  collect(begin, log_.size());
}

void OpenFacts::of_condition(Context* context, Id node, const Frame* frame) {
  start(context);
  const std::size_t begin = log_.size();
  cond(node, frame);
  collect(begin, log_.size());
}

void OpenFacts::of_date(Context* context, const Frame* frame) {
  start(context);
  const std::size_t begin = log_.size();
  if (c_->program().event_date != kNone)
    day(c_->program().event_date, frame);
  else if (c_->plan().date_field != kNone)
    add_fact(c_->enclosing(frame, c_->plan().date_type), c_->plan().date_field);
  collect(begin, log_.size());
}

// Takes what a stretch of the log holds into the list.
void OpenFacts::collect(std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    if (log_[i] & kRange) {
      Range& range = ranges_[log_[i] & ~kRange];
      if (range.list == list_) continue;
      range.list = list_;
      collect(range.begin, range.end);
      continue;
    }
    const FoundFact& fact = facts_[log_[i]];
    if (fact.path->list == list_) continue;
    fact.path->list = list_;
    found_.push_back(fact);
  }
}

template <class Walk>
void OpenFacts::once(Part part, std::int64_t id, const Key& key, const Frame* frame, Walk walk) {
  // A row below the line or a party beside it is walked once, whatever it is to the shipment. What lies deeper, or in a
  // fold inside a fold, may read other rows, too, unless its key says that the place of the row is all there is to it.
  const bool beside =
      frame->outer == nullptr || frame->outer->outer == nullptr || frame->outer->type == c_->program().schema.line;
  if (!beside && key.memo == Key::Memo::Never) return walk();
  const bool here = beside && frame->row != kBlank && frame->current;
  const std::size_t slot =
      here ? c_->slot_of(key, frame, part == Part::Decided ? Kind::Outcome : Kind::Cond) : kNowhere;
  const std::uint64_t where =
      here ? std::uint64_t{1} << 63 | static_cast<std::uint64_t>(frame->type) << 32 | at(frame->row)
           : paths_.place_of(*c_, *frame);
  const auto mark = [&](Evidence reading) -> Mark& {  // may move while others are made
    const std::size_t r = static_cast<std::size_t>(reading), p = static_cast<std::size_t>(part);
    if (slot == kNowhere)
      return marks_[r].of({where, static_cast<std::uint64_t>(part) << 32 | static_cast<std::uint32_t>(id)});
    if (slot_marks_[r][p].size() <= slot) slot_marks_[r][p].resize(2 * slot + 1024);
    return slot_marks_[r][p][slot];
  };
  const auto again = [&](const Mark& before) {
    if (before.range == kNothing) return;
    log_.push_back(kRange | before.range);
    ++named_;
  };
  const Evidence reading = c_->evidence();
  if (const Mark& before = mark(reading); before.pass == pass_) {
    if (before.contested) c_->contest();
    return again(before);
  }
  if (standing_pass_ != 0)
    if (const Mark& before = mark(Evidence::Standing); before.pass == standing_pass_ && !before.contested)
      return again(before);
  mark(reading) = {pass_, false, kNothing};
  const std::uint32_t begin = static_cast<std::uint32_t>(log_.size());
  const bool contested = !c_->uncontested(walk);
  const std::uint32_t end = static_cast<std::uint32_t>(log_.size());
  Mark& done = mark(reading);
  done.contested = contested;
  if (begin == end) return;
  done.range = static_cast<std::uint32_t>(ranges_.size());
  ranges_.push_back({begin, end, 0});
}

void OpenFacts::need_decided(Id id, const Frame* frame, bool outermost) {
  const ir::DecidedValue& d = c_->program().decided[at(id)];
  frame = c_->enclosing(frame, d.subject);
  once(Part::Decided, id, c_->plan().outcome[at(id)], frame, [&] { parts_of(id, frame, outermost); });
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
  once(scope_only ? Part::Scope : Part::Force, id, c_->plan().in_scope[at(id)], frame, [&] {
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
  if (c_->cond(id, frame) != kUnknown) return;
  if ((c_->plan().reads[at(id)] & kAtHand) != 0) return parts(node, frame);  // another one for each code
  once(Part::Node, id, node.key, frame, [&] { parts(node, frame); });
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
    case Op::EveryCode:
      for (std::size_t c = 0; c < c_->program().schema.categories[at(node.a)].values.size(); ++c)
        c_->with_code(static_cast<Id>(c), [&] {
          cond(args[0], frame);
          return true;
        });
      return;
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
      if (node.a == 1)
        add_cause("unknown: " + c_->program().texts[at(node.b)]);
      else
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
  if (!c_->holds(l.stated) || d.hi < l.stated.from || d.lo > end)
    return add_undefined("the list " + l.name + " is not known on the day");
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

void OpenFacts::add_cause(const std::string& text, const std::string& group) {
  add(paths_.named(text, group), kNone, kBlank, kNone, false);
}
void OpenFacts::add_undefined(const std::string& reason) {
  add(paths_.named("undefined: " + reason), kNone, kBlank, kNone, true);
}

void OpenFacts::add(Path* path, Id type, std::int32_t row, Id field, bool undefined) {
  ++named_;
  if (path->line != line_) {
    path->line = line_;
    path->fact = static_cast<std::uint32_t>(facts_.size());
    facts_.push_back({path, undefined, type, field, row});
  }
  log_.push_back(path->fact);
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
