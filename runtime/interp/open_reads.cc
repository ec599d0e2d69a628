// Open facts, the terms: which facts in a number, category or text are not known.
#include "runtime/interp/open_facts.h"

namespace licet::interp {

using data::State;
using ir::Id;
using ir::kNone;
using ir::Op;

void OpenFacts::reads(Id id, const Frame* frame) {
  const PlanNode& node = c_->plan().nodes[at(id)];
  frame = c_->enclosing(frame, node.key.scope);
  const Id* args = c_->plan().arguments(node);
  const auto field_reads = [&](bool is_known, State state) {
    const Id field = static_cast<Id>(node.a);
    if (state == State::None)
      add_undefined(name_of(frame, field) + " is none");
    else if (!is_known)
      add_fact(frame, field);
  };
  switch (ir::result_of(node.op)) {
    case ir::Result::Num:
      return number_reads(id, node, frame);
    case ir::Result::Cond:
      return cond(id, frame);
    case ir::Result::Source:
      return source(id, frame);
    case ir::Result::Text:
      if (node.op == Op::TextField) {
        const State state = c_->fact(frame, static_cast<Id>(node.a)).state;
        field_reads(state == State::Known, state);
      } else if (node.op == Op::LookupText) {
        lookup(id, node, frame);
      } else if (node.op == Op::AtText) {
        elements(node, frame);
      }
      return;
    case ir::Result::Cat:
      break;
  }
  if (node.op != Op::CatConst && c_->category(id, frame).single()) return;
  if (node.op == Op::CatField) {
    field_reads(false, c_->fact(frame, static_cast<Id>(node.a)).state);
  } else if (node.op == Op::Outcome) {
    need_decided(static_cast<Id>(node.a), frame, false);
  } else if (node.op == Op::LookupCat) {
    lookup(id, node, frame);
  } else if (node.op == Op::SelectCat) {
    cond(args[0], frame);
    const Planes which = c_->cond(args[0], frame);
    if (which & kTrue) reads(args[1], frame);
    if (which & kFalse) reads(args[2], frame);
  } else if (node.op == Op::CallCat) {
    if (!definition_out_of_reach(static_cast<Id>(node.a), frame))
      reads(c_->program().definitions[at(node.a)].body, frame);
  } else if (node.op == Op::AtCat) {
    elements(node, frame);
  }
}

void OpenFacts::lookup(Id id, const PlanNode& node, const Frame* frame) {
  const Id* args = c_->plan().arguments(node);
  reads(args[0], frame);
  day(args[1], frame);
  const bool undefined = certainly_undefined(id, frame);
  if (!undefined && !c_->plan().may_lack[at(node.a)][at(node.b)]) return;  // nothing of the table itself is open
  bool no_row = true, missing = false;
  c_->each_row(static_cast<Id>(node.a), args[0], args[1], frame, static_cast<Id>(node.b), [&](const ir::TableRow* row) {
    no_row = no_row && row == nullptr;
    missing = missing || (row != nullptr && row->cells[at(node.b)].state == 0);
  });
  const ir::Table& t = c_->program().tables[at(node.a)];
  if (missing) add_cause("table " + t.name + ", " + t.columns[at(node.b)]);
  if (!undefined || certainly_undefined(args[0], frame)) return;
  const PlanNode& key = c_->plan().nodes[at(args[0])];
  const bool field = key.op == Op::TextField || key.op == Op::CatField;
  const std::string name =
      field ? name_of(c_->enclosing(frame, key.key.scope), static_cast<Id>(key.a)) : "table " + t.name;
  add_undefined(no_row ? name + " has no row" : "table " + t.name + ", " + t.columns[at(node.b)] + " is none");
}

// Everything that a term over a source reads in its elements, and the source itself.
void OpenFacts::elements(const PlanNode& node, const Frame* frame) {
  const Id* args = c_->plan().arguments(node);
  const bool filtered = node.op == Op::Count || node.op == Op::Sum || node.op == Op::Highest || node.op == Op::Lowest;
  source(args[0], frame);
  int rows = 0;
  c_->each(args[0], frame, [&](const Frame& e, Planes, std::int64_t) {
    ++rows;
    if (!filtered) {
      reads(args[1], &e);
      return true;
    }
    cond(args[1], &e);
    if (c_->cond(args[1], &e) == kFalse) return true;
    if (node.op != Op::Count) {
      reads(args[2], &e);
      return true;
    }
    // Who is who may decide how many there are.
    const Id key = c_->program().schema.records[at(e.type)].key;
    const PlanNode* base = &c_->plan().nodes[at(args[0])];
    while (base->op == Op::Where) base = &c_->plan().nodes[at(c_->plan().arguments(*base)[0])];
    if (key != kNone && (base->op == Op::RoleOf || base->op == Op::RolesOf) && c_->fact(&e, key).state != State::Known)
      add_fact(&e, key);
    return true;
  });
  if (node.op == Op::AtNum || node.op == Op::AtCat || node.op == Op::AtText)
    not_one(args[0], rows, frame);
  else if (rows == 0 && (node.op == Op::Highest || node.op == Op::Lowest))
    add_undefined("there is nothing to read");
}

void OpenFacts::number_reads(Id id, const PlanNode& node, const Frame* frame) {
  const Number n = c_->number(id, frame);
  if (n.point()) return;
  const Id* args = c_->plan().arguments(node);
  const std::size_t before = named_;
  bool part_undefined = false;
  const auto arguments = [&] {
    for (std::size_t i = 0; i < node.count; ++i) {
      part_undefined = part_undefined || certainly_undefined(args[i], frame);
      reads(args[i], frame);
    }
  };
  switch (node.op) {
    case Op::NumField:
      if (c_->fact(frame, static_cast<Id>(node.a)).state == State::None)
        add_undefined(name_of(frame, static_cast<Id>(node.a)) + " is none");
      else
        add_fact(frame, static_cast<Id>(node.a));
      return;
    case Op::NumConst:
      return;
    case Op::Add:
    case Op::Sub:
    case Op::Mul:
    case Op::Rescale:
    case Op::Min:
    case Op::Max:
    case Op::DateAdd:
    case Op::DatePart:
      arguments();
      if (!n.value && !part_undefined) add_undefined("overflow");
      return;
    case Op::RoundDiv: {
      arguments();
      const Number divisor = c_->number(args[1], frame);
      if (!n.value && !part_undefined)
        add_undefined(divisor.value && divisor.lo == 0 && divisor.hi == 0 ? "zero divisor" : "overflow");
      return;
    }
    case Op::Figure:
      day(args[0], frame);
      if (!n.value && c_->day_of(args[0], frame).value)
        add_undefined("the figure " + c_->program().figures[at(node.a)].name + " is not stated on the day");
      return;
    case Op::LookupNum:
      return lookup(id, node, frame);
    case Op::Count:
    case Op::Sum:
    case Op::Highest:
    case Op::Lowest:
    case Op::AtNum:
      elements(node, frame);
      if (node.op == Op::Sum && node.count > 3) reads(args[3], frame);
      if (!n.value && named_ == before) add_undefined("overflow");
      return;
    case Op::TopmostSum: {
      source(args[0], frame);
      const Id type = c_->program().nodes[at(args[0])].type.record;
      const Id children = type == kNone ? kNone : c_->program().schema.records[at(type)].children;
      const auto climb = [&](const auto& self, const Frame& e) -> void {
        if (c_->too_deep(e)) return add_undefined("depth of " + paths_.row(*c_, e)->text);
        if (e.row == kBlank) return add_row(e);
        cond(args[1], &e);
        const Planes match = c_->cond(args[1], &e);
        if (match & kTrue) reads(args[2], &e);
        if (!(match & kFalse) || children == kNone) return;
        if (c_->may_have_more(&e, children)) add_list(&e, children);
        c_->each_of_list(&e, children, &e, [&](const Frame& child, Planes, std::int64_t) {
          self(self, child);
          return true;
        });
      };
      c_->each(args[0], frame, [&](const Frame& e, Planes, std::int64_t) {
        climb(climb, e);
        return true;
      });
      return;
    }
    case Op::SelectNum: {
      cond(args[0], frame);
      const Planes which = c_->cond(args[0], frame);
      if (which & kTrue) reads(args[1], frame);
      if (which & kFalse) reads(args[2], frame);
      return;
    }
    case Op::CallNum:
      if (!definition_out_of_reach(static_cast<Id>(node.a), frame))
        reads(c_->program().definitions[at(node.a)].body, frame);
      return;
    case Op::Balance:
      return balance_reads(node, frame);
    case Op::UndefinedNum:
      add_undefined(c_->program().texts[at(node.b)]);
      return;
#define LICET_CASE_Cond(name) case Op::name:
#define LICET_CASE_Num(name)
#define LICET_CASE_Cat(name) case Op::name:
#define LICET_CASE_Text(name) case Op::name:
#define LICET_CASE_Source(name) case Op::name:
#define LICET_OP(name, result, doc) LICET_CASE_##result(name)
#include "core/ir/ops.def"
#undef LICET_OP
      return;
  }
}

// What says which account it is, what the record adds, and then the accounts themselves.
void OpenFacts::balance_reads(const PlanNode& node, const Frame* frame) {
  const Id* args = c_->plan().arguments(node);
  const ir::AccountQuestion& q = c_->program().ledgers.questions[at(node.a)];
  const ir::Ledger& ledger = c_->program().ledgers.ledgers[at(q.ledger)];
  for (const ir::DimensionAsked d : q.dimensions) {
    if (d == ir::DimensionAsked::All) continue;
    if (d == ir::DimensionAsked::Given) reads(*args, frame);
    ++args;
  }
  for (const Id* rest = args; rest != c_->plan().arguments(node) + node.count; ++rest) reads(*rest, frame);
  if (q.counting == ir::Counting::Measure)
    for (const ir::LedgerEntry& e : ledger.entries) {
      if (e.event != kNone) cond(e.event, frame);
      reads(e.amount, frame);
    }
  if (ledger.closed_when != kNone) cond(ledger.closed_when, frame);
  if (c_->books() == nullptr) return add_cause("ledger " + ledger.name);
  for (const std::string& account :
       c_->books()->uncertain(c_->record(), static_cast<std::uint32_t>(c_->line_frame()->row), c_->asked(node, frame)))
    add_cause(account, "ledger " + ledger.name);
}

}  // namespace licet::interp
