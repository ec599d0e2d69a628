#include "core/ir/reads.h"

#include <algorithm>
#include <limits>

namespace licet::ir {
namespace {

std::size_t at(std::int64_t id) { return static_cast<std::size_t>(id); }

void add_rows(const Program& program, Id source, std::vector<Id>* rows) {
  const Node& n = program.nodes[at(source)];
  if (n.op == Op::Where) return add_rows(program, n.args[0], rows);
  if (n.op == Op::Within) {
    add_rows(program, n.args[0], rows);
    return add_rows(program, n.args[1], rows);
  }
  rows->push_back(n.type.record);
}

}  // namespace

bool has_date(const Provision& p) {
  return p.period.from > kBeginning || p.period.through < kForever || p.period.document != kNone ||
         !p.suspended.empty();
}

std::vector<Id> read_by_question(const Ledgers& ledgers, const AccountQuestion& question) {
  const Ledger& ledger = ledgers.ledgers[at(question.ledger)];
  std::vector<Id> out;
  const auto add = [&](Id node) {
    if (node != kNone) out.push_back(node);
  };
  add(ledger.closed_when);
  add(ledger.order.empty() ? kNone : ledger.order.front());
  if (question.counting != Counting::Measure) return out;
  add(ledger.counted);
  add(ledger.dated);
  for (const Dimension& d : ledger.dimensions) add(d.value);
  for (const LedgerEntry& e : ledger.entries) add(e.amount), add(e.event);
  return out;
}

std::vector<Id> rows_of(const Program& program, Id source) {
  std::vector<Id> rows;
  add_rows(program, source, &rows);
  return rows;
}

bool reads_rows(const Program& program, const Node& node, std::size_t argument) {
  if (argument == 0 || result_of(program.nodes[at(node.args[0])].op) != Result::Source) return false;
  return !(node.op == Op::Sum && argument == 3);  // the whole, which is read outside
}

Reads::Reads(const Program& program) : program_(program) {
  scopes_ = static_cast<Vertex>(program.nodes.size());
  forces_ = scopes_ + static_cast<Vertex>(program.provisions.size());
  conditions_ = forces_ + static_cast<Vertex>(program.provisions.size());
  decided_ = conditions_ + static_cast<Vertex>(program.provisions.size());
  definitions_ = decided_ + static_cast<Vertex>(program.decided.size());
  connect();
  find_components();
}

void Reads::connect() {
  const auto next = [&] { first_.push_back(edges_.size()); };
  first_.reserve(definitions_ + program_.definitions.size() + 1);
  for (std::size_t i = 0; i < program_.nodes.size(); ++i) next(), connect_node(static_cast<Id>(i));
  const auto add_date = [&](const Provision& p) {
    if (has_date(p)) add_node(p.date != kNone ? p.date : program_.event_date);
  };
  for (const Provision& p : program_.provisions) {
    next();
    add_date(p);
    add_node(p.scope);
    for (const Id q : p.displaced_by) add(scope(q));
  }
  for (std::size_t i = 0; i < program_.provisions.size(); ++i) {
    next();
    add(scope(static_cast<Id>(i)));
    add_node(program_.provisions[i].test);
  }
  for (const Provision& p : program_.provisions) {
    next();
    add_date(p);
    add_node(p.scope);
    add_node(p.test);
  }
  for (const DecidedValue& d : program_.decided) {
    next();
    for (const Id p : d.provisions) add(force(p));
    for (const Case& c : d.cases) add_node(c.when);
    add_node(d.fallback_when);
  }
  for (const Definition& d : program_.definitions) next(), add_node(d.body);
  next();
}

void Reads::connect_node(Id id) {
  const Node& n = program_.nodes[at(id)];
  bool through_lines = false;
  if (n.args.size() > 1 && reads_rows(program_, n, 1)) {
    const std::vector<Id> rows = rows_of(program_, n.args[0]);
    through_lines = std::find(rows.begin(), rows.end(), program_.schema.line) != rows.end();
  }
  for (std::size_t i = 0; i < n.args.size(); ++i) add_node(n.args[i], through_lines && reads_rows(program_, n, i));
  const Id a = static_cast<Id>(n.a);
  if (n.op == Op::InForce) add(force(a));
  if (n.op == Op::InScope) add(scope(a));
  if (n.op == Op::ConditionsOf)
    for (const Id p : program_.provision_sets[at(a)]) add(conditions(p));
  if (n.op == Op::OutcomeIs || n.op == Op::Outcome) add(decided(a));
  if (n.op == Op::Lists) connect_list(a, static_cast<Id>(n.b));
  if (n.op == Op::CallCond || n.op == Op::CallNum || n.op == Op::CallCat) add(definition(a));
  if (n.op == Op::ListOf) add_node(program_.schema.records[at(n.scope)].fields_[at(a)].complete_when);
  if (n.op == Op::Balance) connect_balance(program_.ledgers.questions[at(a)]);
}

// A balance is that of the records before: what they posted, and why, is no part of this one.
void Reads::connect_balance(const AccountQuestion& question) {
  for (const Id read : read_by_question(program_.ledgers, question)) add_node(read);
}

// Whether a value is listed rests on the provisions that list it, or one below it, alone: 3A090.b may ask for 3A090.a.
void Reads::connect_list(Id decided, Id value) {
  const DecidedValue& d = program_.decided[at(decided)];
  const std::vector<Id>& parent = program_.schema.categories[at(d.category)].parent;
  for (const Id p : d.provisions) {
    Id listed = program_.provisions[at(p)].value;
    while (listed != kNone && listed != value) listed = parent.empty() ? kNone : parent[at(listed)];
    if (listed != kNone) add(force(p));
  }
}

std::string Reads::name(Vertex v) const {
  if (v < scopes_) {
    const Node& n = program_.nodes[v];
    if (n.op != Op::ListOf) return {};
    const Field& f = program_.schema.records[at(n.scope)].fields_[at(n.a)];
    return f.complete_when == kNone ? "" : "whether \"" + f.name + "\" is complete";
  }
  if (v < decided_) return program_.provisions[(v - scopes_) % program_.provisions.size()].citation;
  if (v < definitions_) return program_.decided[v - decided_].name;
  const Definition& d = program_.definitions[v - definitions_];
  if (d.subject == kNone) return "\"" + d.name + "\"";
  return "\"" + d.name + "\" of " + program_.schema.records[at(d.subject)].name;
}

Span Reads::span(Vertex v) const {
  if (v < scopes_) return program_.nodes[v].span;
  if (v < decided_) return program_.provisions[(v - scopes_) % program_.provisions.size()].span;
  if (v < definitions_) return {};
  return program_.definitions[v - definitions_].span;
}

Id Reads::subject(Vertex v) const {
  if (v < decided_) return program_.provisions[(v - scopes_) % program_.provisions.size()].subject;
  return v < definitions_ ? program_.decided[v - decided_].subject : program_.definitions[v - definitions_].subject;
}

// Tarjan's algorithm with a stack of its own: a program may be as deep as it is long.
void Reads::find_components() {
  constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();
  struct Visit {
    Vertex vertex;
    const Edge* edge;
  };
  std::vector<std::uint32_t> order(size(), kUnseen), low(size(), 0);
  std::vector<bool> open(size(), false);
  std::vector<Vertex> stack;
  std::vector<Visit> visits;
  component_.assign(size(), kUnseen);
  std::uint32_t count = 0;
  const auto enter = [&](Vertex v) {
    order[v] = low[v] = count++;
    open[v] = true;
    stack.push_back(v);
    visits.push_back({v, begin(v)});
  };
  for (Vertex root = 0; root < size(); ++root) {
    if (order[root] != kUnseen) continue;
    enter(root);
    while (!visits.empty()) {
      const Vertex v = visits.back().vertex;
      if (visits.back().edge != end(v)) {
        const Vertex to = (visits.back().edge++)->to;
        if (order[to] == kUnseen)
          enter(to);
        else if (open[to])
          low[v] = std::min(low[v], order[to]);
        continue;
      }
      visits.pop_back();
      if (!visits.empty()) low[visits.back().vertex] = std::min(low[visits.back().vertex], low[v]);
      if (low[v] != order[v]) continue;
      std::vector<Vertex>& members = components_.emplace_back();
      Vertex member;
      do {
        member = stack.back();
        stack.pop_back();
        open[member] = false;
        component_[member] = static_cast<std::uint32_t>(components_.size() - 1);
        members.push_back(member);
      } while (member != v);
    }
  }
}

}  // namespace licet::ir
