// No node reads a row that is not there. Engines keep a stack of rows: the shipment, the line that is decided, what
// holds the subject, then a row for each source that is gone through. A node is read in the innermost row of its scope,
// and what lies inside that row is out of sight for its arguments. This walks every root with the stack it is read in.
#include <algorithm>
#include <map>
#include <unordered_set>

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

bool contains(const std::vector<Id>& list, Id id) { return std::find(list.begin(), list.end(), id) != list.end(); }

// Where the line is around a row of this type: always but in the shipment itself.
Stack stack_of(const Schema& schema, Id subject) {
  Stack stack;
  if (subject == kNone) return stack;
  const std::vector<Id> chain = owners_of(schema, subject);
  const std::vector<Id> lines = schema.line == kNone ? std::vector<Id>{} : owners_of(schema, schema.line);
  if (!contains(lines, subject) && !contains(chain, schema.line))
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
      below_line_.push_back(contains(owners_of(program.schema, static_cast<Id>(r)), program.schema.line));
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

class Walk {
 public:
  Walk(const Program& program, const Reads& reads, const Lines& lines) : p_(program), reads_(reads), lines_(lines) {}

  void root(Id node, const Stack& stack) {
    if (node != kNone) visit(node, stack);
  }
  // The stack with the rows of a source on it.
  Stack pushed(Stack stack, Id source) const {
    const Node& n = p_.nodes[at(source)];
    if (n.op == Op::Where) return pushed(std::move(stack), n.args[0]);
    if (n.op == Op::Within) return pushed(pushed(std::move(stack), n.args[0]), n.args[1]);
    Row row{n.type.record, Origin::Other};
    if (n.op == Op::ListOf && n.scope == n.type.record && p_.schema.records[at(n.scope)].children == n.a) {
      const Row* above = innermost(stack, n.scope);
      if (above != nullptr && above->origin != Origin::Other) row.origin = Origin::Lower;
    }
    stack.push_back(row);
    require(stack.size() <= kDeepestStack, "more than {} rows are gone through inside each other", kDeepestStack);
    return stack;
  }
  // Set: reports whether each call of this definition is about a lower row.
  Id watched = kNone;
  bool only_below = true;

 private:
  static const Row* innermost(const Stack& stack, Id record) {
    const auto row = std::find_if(stack.rbegin(), stack.rend(), [&](const Row& r) { return r.record == record; });
    return row == stack.rend() ? nullptr : &*row;
  }

  void visit(Id id, const Stack& around) {
    const Node& n = p_.nodes[at(id)];
    Stack stack;
    if (n.scope != kNone) {
      const Row* row = innermost(around, n.scope);
      if (row == nullptr)
        throw Invalid{fmt::format("node %{} ({}): it is read in a row of {}, and none is there", id, ir::name_of(n.op),
                                  p_.schema.records[at(n.scope)].name)};
      stack.assign(around.data(), row + 1);
    }
    if (!visited_.insert(static_cast<std::uint64_t>(number_of(stack)) << 32 | static_cast<std::uint32_t>(id)).second)
      return;
    require(visited_.size() <= kMostVisits, "too much is read in different rows");
    about([&] { return fmt::format("node %{} ({})", id, ir::name_of(n.op)); }, [&] { check_reach(n, stack); });
    Stack inside;
    for (std::size_t i = 0; i < n.args.size(); ++i) {
      const bool in_rows = reads_rows(p_, n, i);
      if (in_rows && inside.empty()) inside = pushed(stack, n.args[0]);
      visit(n.args[i], in_rows ? inside : stack);
    }
  }

  void check_reach(const Node& n, const Stack& stack) {
    const Id a = static_cast<Id>(n.a);
    if (n.op == Op::InForce) reach(p_.provisions[at(a)].subject, reads_.force(a), stack);
    if (n.op == Op::InScope) reach(p_.provisions[at(a)].subject, reads_.scope(a), stack);
    if (n.op == Op::ConditionsOf)
      for (const Id p : p_.provision_sets[at(a)]) reach(p_.provisions[at(p)].subject, reads_.conditions(p), stack);
    if (n.op == Op::Lists || n.op == Op::OutcomeIs || n.op == Op::Outcome)
      reach(p_.decided[at(a)].subject, reads_.decided(a), stack);
    if (n.op == Op::RoleOf || n.op == Op::RolesOf)
      require(innermost(stack, p_.schema.shipment) != nullptr, "it names roles, and no shipment is there");
    if (n.op == Op::CallCond || n.op == Op::CallNum || n.op == Op::CallCat) {
      const Id subject = p_.definitions[at(a)].subject;
      reach(subject, reads_.definition(a), stack);
      require(subject == kNone || p_.schema.records[at(subject)].depth == 0 || n.scope == subject,
              "its scope is not the subject of the definition");
      if (a == watched) only_below = only_below && !stack.empty() && stack.back().origin == Origin::Lower;
    }
  }

  void reach(Id subject, Reads::Vertex vertex, const Stack& stack) const {
    if (subject == kNone) return;
    const Row* row = innermost(stack, subject);
    require(row != nullptr, "what it reads is of a row of {}, and none is there", p_.schema.records[at(subject)].name);
    if (!lines_.needed_by(vertex) || lines_.below_line(subject)) return;
    const bool line = std::any_of(stack.data(), row, [&](const Row& r) { return r.record == p_.schema.line; });
    require(line, "what it reads asks for the line, and none is there");
  }

  std::size_t number_of(const Stack& stack) {
    const auto [place, added] = numbers_.emplace(stack, numbers_.size());
    require(!added || numbers_.size() <= kMostStacks, "rows are gone through in too many ways");
    return place->second;
  }

  const Program& p_;
  const Reads& reads_;
  const Lines& lines_;
  std::map<Stack, std::size_t> numbers_;
  std::unordered_set<std::uint64_t> visited_;
};

// Every node that somebody evaluates for its own sake, with the stack it is read in.
class Roots {
 public:
  Roots(const Program& program, Walk& walk)
      : p_(program), walk_(walk), line_(stack_of(program.schema, program.schema.line)) {}

  void check() {
    const Schema& schema = p_.schema;
    for (std::size_t r = 0; r < schema.records.size(); ++r)
      for (const Field& f : schema.records[r].fields_)
        named([&] { return "field \"" + f.name + "\""; }, {f.complete_when}, stack_of(schema, static_cast<Id>(r)));
    for (const Document& d : p_.documents) named([&] { return "document " + d.name; }, {d.savings}, line_);
    for (const Definition& d : p_.definitions)
      named([&] { return "definition \"" + d.name + "\""; }, {d.body}, stack_of(schema, d.subject));
    for (const Provision& p : p_.provisions) check(p);
    for (const DecidedValue& d : p_.decided) {
      std::vector<Id> nodes{d.fallback_when};
      for (const Case& c : d.cases) nodes.push_back(c.when);
      named([&] { return "decided value \"" + d.name + "\""; }, nodes, stack_of(schema, d.subject));
    }
    named([] { return std::string("the event date"); }, {p_.event_date}, line_);
    require(p_.event_date == kNone || p_.nodes[at(p_.event_date)].type.kind == ValueKind::Date,
            "the event date is not a date");
    check(p_.licensing);
  }

 private:
  template <class Name>
  void named(Name name, const std::vector<Id>& nodes, const Stack& stack) {
    about(name, [&] {
      for (const Id node : nodes) walk_.root(node, stack);
    });
  }

  void check(const Provision& p) {
    const Stack stack = stack_of(p_.schema, p.subject);
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
        const Id subject = p_.provisions[at(q)].subject;
        require(std::any_of(stack.begin(), stack.end(), [&](const Row& r) { return r.record == subject; }),
                "it is displaced by {}, which is of another subject", p_.provisions[at(q)].citation);
      });
  }

  void check(const Licensing& l) {
    for (const Requirement& r : l.requirements) {
      const auto name = [&] { return "requirement " + r.citation; };
      Stack inside = line_;
      about(name, [&] {
        for (const Id source : r.instances) {
          walk_.root(source, inside);
          inside = walk_.pushed(std::move(inside), source);
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

  const Program& p_;
  Walk& walk_;
  const Stack line_;
};

}  // namespace

void check_scopes(const Program& program) {
  const Reads reads(program);
  const Lines lines(program, reads);
  Walk walk(program, reads, lines);
  Roots(program, walk).check();
}

bool recurs_only_below(const Program& program, Id definition) {
  const Reads reads(program);
  const Lines lines(program, reads);
  Walk walk(program, reads, lines);
  walk.watched = definition;
  const Definition& d = program.definitions[at(definition)];
  try {
    walk.root(d.body, stack_of(program.schema, d.subject));
  } catch (const Invalid&) {
    return true;  // no circle, but something else that check_scopes() finds in the same walk
  }
  return walk.only_below;
}

}  // namespace licet::ir::checks
