// Ledgers and their questions: ids, types, and that no value at hand is read where none is.
#include "core/ir/verify_parts.h"

namespace licet::ir::checks {
namespace {

void require_key(const Program& program, Id node, const char* what) {
  require_id(node, program.nodes, what);
  const Result result = result_of(program.nodes[at(node)].op);
  require(result == Result::Cat || result == Result::Text, "{} is %{}, {}", what, node,
          name_of(program.nodes[at(node)].op));
}

void require_date(const Program& program, Id node, const char* what) {
  require_node(program, node, Result::Num, what);
  require(program.nodes[at(node)].type.kind == ValueKind::Date, "{} is no date", what);
}

void require_amount(const Program& program, const Ledger& ledger, Id node, const char* what) {
  require_node(program, node, Result::Num, what);
  require(program.nodes[at(node)].type == ledger.type, "{} is of another scale or unit than the ledger", what);
}

void check_ledger(const Program& program, const Ledger& l) {
  require_span(program, l.span);
  require_type(program, l.type);
  require(l.type.kind == ValueKind::Number, "it is not kept in numbers");
  require_enumerator(l.period, LedgerPeriod::Days, "its period");
  require((l.period == LedgerPeriod::Days) == (l.days > 0), "it has a period of {} days", l.days);
  require(l.from <= l.through && l.from >= kBeginning && l.through <= kForever, "its period lies outside time");
  require(l.period == LedgerPeriod::Whole || (l.from == kBeginning && l.through == kForever),
          "it has a span and another period besides");
  require(!l.stock || l.period == LedgerPeriod::Whole, "a stock has no period");
  require_date(program, l.dated, "the day that tells its period");
  require(!l.entries.empty(), "nothing is posted to it");
  for (const LedgerEntry& e : l.entries) {
    require_span(program, e.span);
    require_amount(program, l, e.amount, "the amount of an entry");
    require_node_or_none(program, e.event, Result::Cond, "the event of an entry");
    require_node_or_none(program, e.when, Result::Cond, "the condition of an entry");
  }
  if (l.limit != kNone) require_amount(program, l, l.limit, "its limit");
  require(!l.order.empty(), "its records are in no order");
  require_date(program, l.order.front(), "the first of its order");
  for (const Id node : l.order) {
    require_id(node, program.nodes, "part of its order");
    const Result result = result_of(program.nodes[at(node)].op);
    require(result == Result::Num || result == Result::Text, "part of its order is neither a number nor a text");
  }
  require_node_or_none(program, l.counted, Result::Cond, "the condition of what a shipment counts");
  require_enumerator(l.knowledge, Knowledge::CompleteAsOf, "its knowledge");
  require_node_or_none(program, l.closed_when, Result::Cond, "the evidence that closes it");
  require_enumerator(l.opening, Opening::FromInputOthersZero, "its opening");
}

void check_question(const Program& program, const AccountQuestion& q) {
  require_id(q.ledger, program.ledgers.ledgers, "its ledger");
  const Ledger& ledger = program.ledgers.ledgers[at(q.ledger)];
  require(q.dimensions.size() == ledger.dimensions.size(), "it has {} dimensions instead of {}", q.dimensions.size(),
          ledger.dimensions.size());
  for (std::size_t i = 0; i < q.dimensions.size(); ++i) {
    require_enumerator(q.dimensions[i], DimensionAsked::All, "how a dimension is asked for");
    const Node& value = program.nodes[at(ledger.dimensions[i].value)];
    require(q.dimensions[i] != DimensionAsked::Where || result_of(value.op) == Result::Cat,
            "texts cannot be gone through");
  }
  require_enumerator(q.counting, Counting::Amount, "what it counts");
}

// The category of the value at hand that a node reads and does not bring along; kNone: it reads none.
class AtHand {
 public:
  explicit AtHand(const Program& program) : p_(program), free_(program.nodes.size(), kNone) {
    for (std::size_t i = 0; i < p_.nodes.size(); ++i)
      about([&] { return fmt::format("node %{} ({})", i, name_of(p_.nodes[i].op)); },
            [&] { free_[i] = find(p_.nodes[i]); });
  }
  void require_none(Id node) const {
    require(node == kNone || free_[at(node)] == kNone, "node %{} reads a value at hand, and none is there", node);
  }

 private:
  Id find(const Node& n) const {
    if (n.op == Op::CodeAtHand) return n.type.category;
    Id out = kNone;
    std::size_t argument = 0;
    for (const Id arg : n.args) {
      Id reads = free_[at(arg)];
      const Id brought = brought_along(n, argument++);
      if (brought != kNone && reads != kNone) {
        require(reads == brought, "it goes through another category than its argument %{} reads", arg);
        reads = kNone;
      }
      require(reads == kNone || out == kNone || reads == out, "it reads values at hand of two categories");
      if (reads != kNone) out = reads;
    }
    return out;
  }
  Id brought_along(const Node& n, std::size_t argument) const {
    if (n.op == Op::EveryCode) return static_cast<Id>(n.a);
    if (n.op != Op::Balance) return kNone;
    const AccountQuestion& q = p_.ledgers.questions[at(static_cast<Id>(n.a))];
    for (std::size_t i = 0, k = 0; i < q.dimensions.size(); ++i) {
      if (q.dimensions[i] == DimensionAsked::All) continue;
      if (k++ != argument) continue;
      if (q.dimensions[i] == DimensionAsked::Given) return kNone;
      return p_.nodes[at(p_.ledgers.ledgers[at(q.ledger)].dimensions[i].value)].type.category;
    }
    return kNone;
  }

  const Program& p_;
  std::vector<Id> free_;
};

}  // namespace

void check_values_at_hand(const Program& program) {
  const AtHand at_hand(program);
  for (const Definition& d : program.definitions) at_hand.require_none(d.body);
  for (const Paragraph& p : program.paragraphs) at_hand.require_none(p.node);
  for (const Provision& p : program.provisions) at_hand.require_none(p.scope), at_hand.require_none(p.test);
  for (const DecidedValue& d : program.decided)
    for (const Case& c : d.cases) at_hand.require_none(c.when);
  for (const Ledger& l : program.ledgers.ledgers) {
    for (const Dimension& d : l.dimensions) at_hand.require_none(d.value);
    for (const LedgerEntry& e : l.entries)
      for (const Id node : {e.amount, e.event, e.when}) at_hand.require_none(node);
    for (const Id node : {l.dated, l.limit, l.counted, l.closed_when}) at_hand.require_none(node);
    for (const Id node : l.order) at_hand.require_none(node);
  }
  for (const LedgerTest& t : program.ledgers.tests) at_hand.require_none(t.when);
  for (const Apportionment& a : program.ledgers.apportionments) at_hand.require_none(a.amount);
}

void check_questions(const Program& program) {
  const Ledgers& l = program.ledgers;
  for (const Ledger& ledger : l.ledgers)
    about([&] { return "ledger " + ledger.name; },
          [&] {
            for (const Dimension& d : ledger.dimensions) require_key(program, d.value, "a dimension");
          });
  for (std::size_t i = 0; i < l.questions.size(); ++i)
    about([&] { return fmt::format("question {}", i); }, [&] { check_question(program, l.questions[i]); });
}

void check_ledgers(const Program& program) {
  const Ledgers& l = program.ledgers;
  for (const Ledger& ledger : l.ledgers)
    about([&] { return "ledger " + ledger.name; }, [&] { check_ledger(program, ledger); });
  for (const Ledger& ledger : l.ledgers)
    require(ledger.order == l.ledgers.front().order, "ledger {}: it is in another order than ledger {}", ledger.name,
            l.ledgers.front().name);
  for (const LedgerTest& t : l.tests)
    about([&] { return "test " + t.citation; },
          [&] {
            require_span(program, t.span);
            require_id(t.ledger, l.ledgers, "its ledger");
            require_node(program, t.when, Result::Cond, "its condition");
            for (const std::int32_t day : t.days)
              require(day / 100 >= 1 && day / 100 <= 12 && day % 100 >= 1 && day % 100 <= 31, "its day is {}", day);
          });
  for (const Apportionment& a : l.apportionments) {
    require_id(a.provision, program.provisions, "the provision of an amount");
    require_node(program, a.amount, Result::Num, "the amount of a provision");
  }
  for (const Id node : {l.reverses, l.corrects})
    require_node_or_none(program, node, Result::Text, "what a record takes back");
}

}  // namespace licet::ir::checks
