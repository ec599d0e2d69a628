// Numbers, categories and texts (semantics sections 1 and 2): one case for each operation with such a result.
#include <limits>

#include "runtime/interp/context.h"

namespace licet::interp {

using ir::Id;
using ir::kNone;
using ir::Op;

namespace {

Number number_of(const ir::TableCell& cell) {
  if (cell.state == 1) return known(cell.value);
  if (cell.state == 2) return undefined_number();
  Number out = interval(std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max());
  out.missing = true;
  return out;
}

// Joins what a term may be, one possibility after the other; of no possibility it is undefined.
class Join {
 public:
  void add(const Number& n) {
    value_ = some_ ? hull(value_, n) : n;
    some_ = true;
  }
  Number value() const { return some_ ? value_ : undefined_number(); }

 private:
  Number value_;
  bool some_ = false;
};

TextValue undefined_text() { return {false, false, true, {}}; }

TextValue join_texts(const TextValue& a, const TextValue& b) {
  if (!a.value || !b.value) {
    TextValue out = a.value ? a : b;
    out.undefined = a.undefined || b.undefined;
    return out;
  }
  return {a.known && b.known && a.text == b.text, true, a.undefined || b.undefined, a.text};
}

}  // namespace

Number Context::constant(const PlanNode& node) const {
  return known(static_cast<Int128>(static_cast<unsigned __int128>(static_cast<std::uint64_t>(node.a)) |
                                   static_cast<unsigned __int128>(static_cast<std::uint64_t>(node.b)) << 64));
}

Number Context::evaluate_number(const PlanNode& node, const Frame* frame) {
  const Id* args = plan_.arguments(node);
  const auto arg = [&](std::size_t i) { return number(args[i], frame); };
  switch (node.op) {
    case Op::NumConst:
      return constant(node);
    case Op::NumField:
      return number_fact(frame, static_cast<Id>(node.a));
    case Op::Add:
      return add(arg(0), arg(1));
    case Op::Sub:
      return subtract(arg(0), arg(1));
    case Op::Mul:
      return multiply(arg(0), arg(1));
    case Op::Rescale:
      return scaled(arg(0), power_of_ten(static_cast<int>(node.a)));
    case Op::RoundDiv:
      return rounded_quotient(arg(0), arg(1), static_cast<ir::Rounding>(node.a));
    case Op::Min:
    case Op::Max: {
      Number out = arg(0);
      for (std::size_t i = 1; i < node.count; ++i)
        out = node.op == Op::Min ? lesser(out, arg(i)) : greater(out, arg(i));
      return out;
    }
    case Op::Figure: {
      const Number day = day_of(args[0], frame);
      Join join;
      if (day.undefined) join.add(undefined_number());
      if (day.value)
        each_breakpoint(
            day, &days_,
            [&](auto boundary) {
              for (const ir::FigureValue& v : program().figures[at(node.a)].values)
                boundary(v.period.from, end_of(v.period));
            },
            [&](Day d) {
              const ir::FigureValue* v = figure_on(static_cast<Id>(node.a), d);
              join.add(v != nullptr && v->stated ? known(v->value) : undefined_number());
            });
      return join.value();
    }
    case Op::LookupNum: {
      Join join;
      each_row(static_cast<Id>(node.a), args[0], args[1], frame, static_cast<Id>(node.b), [&](const ir::TableRow* row) {
        join.add(row != nullptr ? number_of(row->cells[at(node.b)]) : undefined_number());
      });
      return join.value();
    }
    case Op::Count:
      return count(node, frame);
    case Op::Sum:
      return sum(node, frame);
    case Op::Highest:
      return extreme(node, frame, true);
    case Op::Lowest:
      return extreme(node, frame, false);
    case Op::TopmostSum:
      return topmost_sum(node, frame);
    case Op::DateAdd:
      return add(arg(0), arg(1));
    case Op::DatePart:
      return date_part(arg(0), static_cast<ir::DatePart>(node.a));
    case Op::SelectNum: {
      const Planes which = cond(args[0], frame);
      if (which == kUnknown) return hull(arg(1), arg(2));
      return arg(which == kTrue ? 1 : 2);
    }
    case Op::CallNum: {
      bool blank = false;
      if (out_of_reach(static_cast<Id>(node.a), frame, &blank)) return blank ? any_number() : undefined_number();
      return number(program().definitions[at(node.a)].body, frame);
    }
    case Op::AtNum: {
      Join join;
      bool some = false;
      each(args[0], frame, [&](const Frame& e, Planes there, std::int64_t) {
        join.add(number(args[1], &e));
        some = some || there == kTrue;
        return true;
      });
      if (!some) join.add(undefined_number());
      return join.value();
    }
    case Op::Balance:
      return balance(node, frame);
    case Op::UndefinedNum:
      return undefined_number();
#define LICET_CASE_Cond(name) case Op::name:
#define LICET_CASE_Num(name)
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
      break;
  }
  LICET_CHECK(!"a number");
  return undefined_number();
}

Candidates Context::join(const Candidates& a, const Candidates& b) {
  Candidates out = a.has_value() ? a : b;
  out.undefined = a.undefined || b.undefined;
  out.missing = a.missing || b.missing;
  if (!a.has_value() || !b.has_value() || (a.set == nullptr && b.set == nullptr && a.code == b.code)) return out;
  std::uint64_t* set = arena_.take(plan_.categories[at(out.category)].words);
  for (const Candidates* x : {&a, &b}) {
    if (x->set == nullptr)
      include(set, x->code);
    else
      for (std::size_t w = 0; w < plan_.categories[at(out.category)].words; ++w) set[w] |= x->set[w];
  }
  out.set = set;
  return out;
}

Candidates Context::outcome(Id decided, const Frame* frame) {
  const Possible p = possible(decided, frame);
  Candidates out;
  out.category = program().decided[at(decided)].category;
  out.undefined = p.gap || p.conflict;
  std::size_t n = 0;
  const std::size_t words = plan_.categories[at(out.category)].words;
  each_code(p.values, words, [&](Id code) {
    out.code = code;
    return ++n < 2;
  });
  if (n > 1) out.set = p.values;
  return out;
}

Candidates Context::evaluate_category(const PlanNode& node, const Frame* frame) {
  const Id* args = plan_.arguments(node);
  const ir::Node& written = program().nodes[at(&node - plan_.nodes.data())];
  Candidates nothing;  // undefined
  nothing.category = written.type.category;
  nothing.undefined = true;
  switch (node.op) {
    case Op::CatConst:
      return as_candidates(written.type.category, static_cast<Id>(node.a));
    case Op::CatField:
      return category_fact(frame, static_cast<Id>(node.a));
    case Op::Outcome:
      return outcome(static_cast<Id>(node.a), frame);
    case Op::LookupCat: {
      Candidates out;
      out.category = written.type.category;
      each_row(static_cast<Id>(node.a), args[0], args[1], frame, static_cast<Id>(node.b), [&](const ir::TableRow* row) {
        Candidates x = nothing;
        if (row != nullptr && row->cells[at(node.b)].state != 2) {
          x.undefined = false;
          if (row->cells[at(node.b)].state == 1) {
            x = as_candidates(x.category, static_cast<Id>(row->cells[at(node.b)].value));
          } else {
            x.set = plan_.categories[at(x.category)].all.data();
            x.missing = true;
          }
        }
        out = join(out, x);
      });
      return out.has_value() ? out : nothing;
    }
    case Op::SelectCat: {
      const Planes which = cond(args[0], frame);
      if (which == kUnknown) return join(category(args[1], frame), category(args[2], frame));
      return category(args[which == kTrue ? 1 : 2], frame);
    }
    case Op::CallCat: {
      bool blank = false;
      if (out_of_reach(static_cast<Id>(node.a), frame, &blank)) {
        if (blank) nothing.set = plan_.categories[at(nothing.category)].all.data();
        return nothing;
      }
      return category(program().definitions[at(node.a)].body, frame);
    }
    case Op::AtCat: {
      Candidates out;
      out.category = written.type.category;
      bool some = false;
      each(args[0], frame, [&](const Frame& e, Planes there, std::int64_t) {
        out = join(out, category(args[1], &e));
        some = some || there == kTrue;
        return true;
      });
      return some ? out : join(out, nothing);
    }
    case Op::CodeAtHand: {
      if (at_hand_ != kNone) return as_candidates(written.type.category, at_hand_);
      Candidates out;  // read on its own, as explanations do
      out.category = written.type.category;
      out.set = plan_.categories[at(out.category)].all.data();
      out.missing = true;
      return out;
    }
#define LICET_CASE_Cond(name) case Op::name:
#define LICET_CASE_Num(name) case Op::name:
#define LICET_CASE_Cat(name)
#define LICET_CASE_Text(name) case Op::name:
#define LICET_CASE_Source(name) case Op::name:
#define LICET_OP(name, result, doc) LICET_CASE_##result(name)
#include "core/ir/ops.def"
#undef LICET_OP
    break;
  }
  LICET_CHECK(!"a category");
  return nothing;
}

TextValue Context::text(Id id, const Frame* frame) {
  const PlanNode& node = plan_.nodes[at(id)];
  frame = enclosing(frame, node.key.scope);
  const Id* args = plan_.arguments(node);
  if (node.op == Op::TextConst) return {true, true, false, program().texts[at(node.b)]};
  if (node.op == Op::TextField) {
    const data::Cell& cell = fact(frame, static_cast<Id>(node.a));
    if (cell.state == data::State::Known) return {true, true, false, record_->text(cell)};
    if (cell.state == data::State::None) return undefined_text();
    return {false, true, declaration(frame->type, static_cast<Id>(node.a)).may_be_none, {}};
  }
  TextValue out = undefined_text();
  bool some = false;
  const auto add = [&](const TextValue& t) {
    out = some ? join_texts(out, t) : t;
    some = true;
  };
  if (node.op == Op::LookupText) {
    each_row(static_cast<Id>(node.a), args[0], args[1], frame, static_cast<Id>(node.b), [&](const ir::TableRow* row) {
      if (row == nullptr || row->cells[at(node.b)].state == 2)
        add(undefined_text());
      else if (row->cells[at(node.b)].state == 0)
        add({false, true, false, {}});
      else
        add({true, true, false, program().texts[at(row->cells[at(node.b)].value)]});
    });
    return out;
  }
  LICET_CHECK(node.op == Op::AtText);
  bool certain = false;
  each(args[0], frame, [&](const Frame& e, Planes there, std::int64_t) {
    add(text(args[1], &e));
    certain = certain || there == kTrue;
    return true;
  });
  if (!certain) add(undefined_text());
  return out;
}

}  // namespace licet::interp
