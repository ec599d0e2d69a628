// No node reads a row that is not there. Engines keep a stack of rows: the shipment, the line that is decided, what
// holds the subject, then a row for each source that is gone through. A node is read in the innermost row of its scope,
// and what lies inside that row is out of sight for its arguments. This walks every root with the stack it is read in.
#include <algorithm>
#include <deque>
#include <map>

#include "core/ir/reads.h"
#include "core/ir/verify_parts.h"

namespace licet::ir::checks {
namespace {

constexpr std::size_t kDeepestStack = 64;
constexpr std::size_t kMostStacks = 1000;
constexpr std::size_t kMostVisits = 50'000'000;

enum class Origin : std::uint8_t {
  Own,    // the row that the root is read in, or one that holds it
  Lower,  // below such a row in its own tree
  Other,
};
struct Row {
  Id record = kNone;
  Origin origin = Origin::Own;
  friend auto operator<=>(const Row&, const Row&) = default;
};
using Stack = std::vector<Row>;

bool has(const std::vector<Id>& list, Id id) { return std::find(list.begin(), list.end(), id) != list.end(); }

// Where the line is around a row of this type: always but in the shipment itself.
Stack stack_of(const Schema& schema, Id subject) {
  Stack stack;
  if (subject == kNone) return stack;
  const std::vector<Id> chain = owners_of(schema, subject);
  const std::vector<Id> lines = schema.line == kNone ? std::vector<Id>{} : owners_of(schema, schema.line);
  if (!has(lines, subject) && !has(chain, schema.line))
    for (const Id r : lines) stack.push_back({r, Origin::Own});
  for (const Id r : chain)
    if (std::none_of(stack.begin(), stack.end(), [&](const Row& row) { return row.record == r; }))
      stack.push_back({r, Origin::Own});
  return stack;
}

// What asks for a line that its subject does not bring with it.
class Lines {
 public:
  Lines(const Program& program, const Reads& reads) : p_(program), reads_(reads), needs_(reads.size(), false) {
    for (std::size_t r = 0; r < program.schema.records.size(); ++r)
      below_line_.push_back(has(owners_of(program.schema, static_cast<Id>(r)), program.schema.line));
    for (const std::vector<Reads::Vertex>& component : reads.components()) {
      bool needed = false;
      for (const Reads::Vertex v : component) needed = needed || asks(v);
      for (const Reads::Vertex v : component) needs_[v] = needed;
    }
  }
  bool needed_by(Reads::Vertex v) const { return needs_[v]; }
  bool below_line(Id record) const { return record != kNone && below_line_[at(record)]; }

 private:
  bool asks(Reads::Vertex v) const {
    const Id scope = reads_.is_node(v) ? p_.nodes[v].scope : reads_.subject(v);
    if (reads_.is_node(v) && scope != kNone && scope == p_.schema.line) return true;
    for (const Reads::Edge* e = reads_.begin(v); e != reads_.end(v); ++e) {
      if (e->below_lines) continue;
      if (reads_.is_node(e->to) || !below_line(reads_.subject(e->to))) {
        if (needs_[e->to]) return true;
      } else if (!below_line(scope)) {
        return true;
      }
    }
    return false;
  }

  const Program& p_;
  const Reads& reads_;
  std::vector<bool> needs_;
  std::vector<bool> below_line_;
};

// The stacks that occur, each once, by number. There are few, and every node asks for one.
class Stacks {
 public:
  explicit Stacks(std::size_t records) : records_(records) {}

  using Number = std::uint32_t;
  static constexpr Number kNowhere = 0xffffffffu;

  Number number(const Stack& stack) {
    const auto [place, added] = numbers_.emplace(stack, static_cast<Number>(stacks_.size()));
    if (added) {
      require(stacks_.size() < kMostStacks, "rows are gone through in too many ways");
      require(stack.size() <= kDeepestStack, "more than {} rows are gone through inside each other", kDeepestStack);
      stacks_.push_back(stack);
      inside_.emplace_back(records_ + 1, kUnknown);
    }
    return place->second;
  }
  const Stack& operator[](Number number) const { return stacks_[number]; }

  // The stack as it is seen from the innermost row of a record type; kNowhere if there is none.
  Number seen_from(Number number, Id record) {
    const std::size_t column = static_cast<std::size_t>(record + 1);
    if (inside_[number][column] == kUnknown) {
      Stack stack = stacks_[number];
      while (!stack.empty() && stack.back().record != record) stack.pop_back();
      const Number seen = stack.empty() && record != kNone ? kNowhere : this->number(stack);
      inside_[number][column] = seen;
    }
    return inside_[number][column];
  }

 private:
  static constexpr Number kUnknown = kNowhere - 1;

  std::size_t records_;
  std::map<Stack, Number> numbers_;
  std::deque<Stack> stacks_;
  std::deque<std::vector<Number>> inside_;
};

class Walk {
 public:
  using Number = Stacks::Number;

  Walk(const Program& program, const Reads& reads, const Lines& lines)
      : p_(program), reads_(reads), lines_(lines), stacks_(program.schema.records.size()) {}

  Number stack_of(Id subject) { return stacks_.number(checks::stack_of(p_.schema, subject)); }
  bool contains(Number stack, Id record) const {
    return std::any_of(stacks_[stack].begin(), stacks_[stack].end(), [&](const Row& r) { return r.record == record; });
  }
  void root(Id node, Number stack) {
    if (node != kNone) visit(node, stack);
  }
  // The stack with the rows of a source on it.
  Number pushed(Number around, Id source) {
    const Node& n = p_.nodes[at(source)];
    if (n.op == Op::Where) return pushed(around, n.args[0]);
    if (n.op == Op::Within) return pushed(pushed(around, n.args[0]), n.args[1]);
    Row row{n.type.record, Origin::Other};
    if (n.op == Op::ListOf && n.scope == n.type.record && p_.schema.records[at(n.scope)].children == n.a) {
      const Number above = stacks_.seen_from(around, n.scope);
      if (above != Stacks::kNowhere && stacks_[above].back().origin != Origin::Other) row.origin = Origin::Lower;
    }
    Stack stack = stacks_[around];
    stack.push_back(row);
    return stacks_.number(stack);
  }
  // Set: reports whether each call of this definition is about a lower row.
  Id watched = kNone;
  bool only_below = true;

 private:
  void visit(Id id, Number around) {
    const Node& n = p_.nodes[at(id)];
    const Number stack = stacks_.seen_from(around, n.scope);
    if (stack == Stacks::kNowhere)
      throw Invalid{fmt::format("node %{} ({}): it is read in a row of {}, and none is there", id, ir::name_of(n.op),
                                p_.schema.records[at(n.scope)].name)};
    if (seen_.size() <= stack) seen_.resize(stack + 1);
    if (seen_[stack].empty()) seen_[stack].assign(p_.nodes.size(), false);
    if (seen_[stack][at(id)]) return;
    seen_[stack][at(id)] = true;
    require(++visits_ <= kMostVisits, "too much is read in different rows");
    about([&] { return fmt::format("node %{} ({})", id, ir::name_of(n.op)); }, [&] { check_reach(n, stack); });
    Number inside = Stacks::kNowhere;
    for (std::size_t i = 0; i < n.args.size(); ++i) {
      const bool in_rows = reads_rows(p_, n, i);
      if (in_rows && inside == Stacks::kNowhere) inside = pushed(stack, n.args[0]);
      visit(n.args[i], in_rows ? inside : stack);
    }
  }

  void check_reach(const Node& n, Number stack) {
    const Id a = static_cast<Id>(n.a);
    if (n.op == Op::InForce) reach(p_.provisions[at(a)].subject, reads_.force(a), stack);
    if (n.op == Op::InScope) reach(p_.provisions[at(a)].subject, reads_.scope(a), stack);
    if (n.op == Op::ConditionsOf)
      for (const Id p : p_.provision_sets[at(a)]) reach(p_.provisions[at(p)].subject, reads_.conditions(p), stack);
    if (n.op == Op::Lists || n.op == Op::OutcomeIs || n.op == Op::Outcome)
      reach(p_.decided[at(a)].subject, reads_.decided(a), stack);
    if (n.op == Op::RoleOf || n.op == Op::RolesOf)
      require(contains(stack, p_.schema.shipment), "it names roles, and no shipment is there");
    if (n.op == Op::CallCond || n.op == Op::CallNum || n.op == Op::CallCat) {
      const Id subject = p_.definitions[at(a)].subject;
      reach(subject, reads_.definition(a), stack);
      require(subject == kNone || p_.schema.records[at(subject)].depth == 0 || n.scope == subject,
              "its scope is not the subject of the definition");
      if (a == watched)
        only_below = only_below && !stacks_[stack].empty() && stacks_[stack].back().origin == Origin::Lower;
    }
  }

  void reach(Id subject, Reads::Vertex vertex, Number stack) {
    if (subject == kNone) return;
    const Number seen = stacks_.seen_from(stack, subject);
    require(seen != Stacks::kNowhere, "what it reads is of a row of {}, and none is there",
            p_.schema.records[at(subject)].name);
    require(!lines_.needed_by(vertex) || lines_.below_line(subject) || contains(seen, p_.schema.line),
            "what it reads asks for the line, and none is there");
  }

  const Program& p_;
  const Reads& reads_;
  const Lines& lines_;
  Stacks stacks_;
  std::vector<std::vector<bool>> seen_;  // by stack and node
  std::size_t visits_ = 0;
};

// Every node that somebody evaluates for its own sake, with the stack it is read in.
class Roots {
 public:
  Roots(const Program& program, Walk& walk) : p_(program), walk_(walk), line_(walk.stack_of(program.schema.line)) {}

  void check() {
    const Schema& schema = p_.schema;
    for (std::size_t r = 0; r < schema.records.size(); ++r)
      for (const Field& f : schema.records[r].fields_)
        named([&] { return "field \"" + f.name + "\""; }, {f.complete_when}, walk_.stack_of(static_cast<Id>(r)));
    for (const Document& d : p_.documents) named([&] { return "document " + d.name; }, {d.savings}, line_);
    for (const Definition& d : p_.definitions)
      named([&] { return "definition \"" + d.name + "\""; }, {d.body}, walk_.stack_of(d.subject));
    for (const Provision& p : p_.provisions) check(p);
    for (const DecidedValue& d : p_.decided) {
      std::vector<Id> nodes{d.fallback_when};
      for (const Case& c : d.cases) nodes.push_back(c.when);
      named([&] { return "decided value \"" + d.name + "\""; }, nodes, walk_.stack_of(d.subject));
    }
    named([] { return std::string("the event date"); }, {p_.event_date}, line_);
    require(p_.event_date == kNone || p_.nodes[at(p_.event_date)].type.kind == ValueKind::Date,
            "the event date is not a date");
    check(p_.licensing);
    check(p_.ledgers);
  }

 private:
  template <class Name>
  void named(Name name, const std::vector<Id>& nodes, Stacks::Number stack) {
    about(name, [&] {
      for (const Id node : nodes) walk_.root(node, stack);
    });
  }

  void check(const Provision& p) {
    const Stacks::Number stack = walk_.stack_of(p.subject);
    const auto name = [&] { return "provision " + p.citation; };
    std::vector<Id> nodes{p.scope, p.test};
    if (p.date != kNone) {
      nodes.push_back(p.date);
      about(name, [&] { require(p_.nodes[at(p.date)].type.kind == ValueKind::Date, "its date is not a date"); });
    } else if (has_date(p)) {
      nodes.push_back(p_.event_date);
    }
    named(name, nodes, stack);
    for (const Id q : p.displaced_by)
      about(name, [&] {
        require(walk_.contains(stack, p_.provisions[at(q)].subject),
                "it is displaced by {}, which is of another subject", p_.provisions[at(q)].citation);
      });
  }

  void check(const Licensing& l) {
    for (const Requirement& r : l.requirements) {
      const auto name = [&] { return "requirement " + r.citation; };
      Stacks::Number inside = line_;
      about(name, [&] {
        for (const Id source : r.instances) {
          walk_.root(source, inside);
          inside = walk_.pushed(inside, source);
        }
      });
      named(name, {r.applies, r.overcome, r.overcome_on_steps}, line_);
      named(name, {r.instance_applies, r.instance_overcome}, inside);
      for (const Standing& s : r.exceptions) named(name, {s.conditions, s.foreclosed, s.met, s.open}, inside);
    }
    for (const Exception& e : l.exceptions) {
      std::vector<Id> nodes{e.steps_taken, e.claimed, e.used};
      for (const Step& s : e.steps) nodes.insert(nodes.end(), {s.needed, s.taken});
      named([&] { return "exception " + e.name; }, nodes, line_);
    }
    for (const Duty& d : l.duties) {
      named([&] { return "duty " + d.citation; }, {d.when, d.due}, line_);
      require(d.due == kNone || p_.nodes[at(d.due)].type.kind == ValueKind::Date, "duty {}: its day is not a date",
              d.citation);
    }
    for (const Finding& f : l.findings) named([&] { return "finding " + f.id; }, {f.when}, line_);
  }

  void check(const Ledgers& l) {
    for (const Ledger& ledger : l.ledgers) {
      std::vector<Id> nodes{ledger.dated, ledger.limit, ledger.counted, ledger.closed_when};
      for (const Dimension& d : ledger.dimensions) nodes.push_back(d.value);
      for (const LedgerEntry& e : ledger.entries) nodes.insert(nodes.end(), {e.amount, e.event, e.when});
      nodes.insert(nodes.end(), ledger.order.begin(), ledger.order.end());
      named([&] { return "ledger " + ledger.name; }, nodes, line_);
    }
    for (const LedgerTest& t : l.tests) named([&] { return "test " + t.citation; }, {t.when}, line_);
    for (const Apportionment& a : l.apportionments)
      named([&] { return "amount of " + p_.provisions[at(a.provision)].citation; }, {a.amount}, line_);
    named([] { return std::string("what a record takes back"); }, {l.reverses, l.corrects}, line_);
  }

  const Program& p_;
  Walk& walk_;
  const Stacks::Number line_;
};

}  // namespace

void check_scopes(const Program& program, const Reads& reads) {
  const Lines lines(program, reads);
  Walk walk(program, reads, lines);
  Roots(program, walk).check();
}

bool recurs_only_below(const Program& program, const Reads& reads, Id definition) {
  const Lines lines(program, reads);
  Walk walk(program, reads, lines);
  walk.watched = definition;
  const Definition& d = program.definitions[at(definition)];
  try {
    walk.root(d.body, walk.stack_of(d.subject));
  } catch (const Invalid&) {
    return true;  // no circle, but something else that check_scopes() finds in the same walk
  }
  return walk.only_below;
}

}  // namespace licet::ir::checks
