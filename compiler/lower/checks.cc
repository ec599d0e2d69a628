// What depends on what, and in what order it is listed. A cycle of displacements and reads is refused with its path.
#include <algorithm>

#include "compiler/lower/law.h"

namespace licet::lower {

using ir::Op;

// Provisions of a decided value stand in citation order.
void Law::order_provisions() {
  for (ir::DecidedValue& d : program().decided)
    std::stable_sort(d.provisions.begin(), d.provisions.end(), [&](Id a, Id b) {
      return ir::citation_less(provision(a).citation, provision(b).citation);
    });
}

namespace {

// Things that conditions may read back: provisions and decided values. Definitions are followed through.
struct Graph {
  const ir::Program& program;
  std::vector<std::vector<int>> edges;  // provisions, then decided values
  std::vector<int> state;
  std::vector<int> path;

  int decided(Id id) const { return static_cast<int>(program.provisions.size()) + id; }

  // A value that is listed rests on what lists it or one below it, and on nothing else of the list.
  void lists(Id decided_value, Id value, std::vector<int>* out) const {
    const ir::DecidedValue& d = program.decided[static_cast<std::size_t>(decided_value)];
    const auto& parent = program.schema.categories[static_cast<std::size_t>(d.category)].parent;
    for (const Id p : d.provisions)
      for (Id at = program.provisions[static_cast<std::size_t>(p)].value; at != kNone;
           at = parent.empty() ? kNone : parent[static_cast<std::size_t>(at)])
        if (at == value) out->push_back(p);
  }

  void reads(Id node, int from, std::vector<char>* seen, std::vector<char>* called) {
    if (node == kNone || (*seen)[static_cast<std::size_t>(node)] != 0) return;
    (*seen)[static_cast<std::size_t>(node)] = 1;
    const ir::Node& n = program.nodes[static_cast<std::size_t>(node)];
    auto& out = edges[static_cast<std::size_t>(from)];
    switch (n.op) {
      case Op::InForce:
      case Op::InScope: out.push_back(static_cast<int>(n.a)); break;
      case Op::ConditionsOf:
        for (const Id p : program.provision_sets[static_cast<std::size_t>(n.a)]) out.push_back(p);
        break;
      case Op::Lists: lists(static_cast<Id>(n.a), static_cast<Id>(n.b), &out); break;
      case Op::OutcomeIs:
      case Op::Outcome: out.push_back(decided(static_cast<Id>(n.a))); break;
      case Op::CallCond:
      case Op::CallNum:
      case Op::CallCat:
        if ((*called)[static_cast<std::size_t>(n.a)] == 0) {
          (*called)[static_cast<std::size_t>(n.a)] = 1;
          reads(program.definitions[static_cast<std::size_t>(n.a)].body, from, seen, called);
        }
        break;
      default: break;
    }
    for (const Id arg : n.args) reads(arg, from, seen, called);
  }

  bool cycle(int at) {
    state[static_cast<std::size_t>(at)] = 1;
    path.push_back(at);
    for (const int next : edges[static_cast<std::size_t>(at)]) {
      if (state[static_cast<std::size_t>(next)] == 1) {
        path.erase(path.begin(), std::find(path.begin(), path.end(), next));
        path.push_back(next);
        return true;
      }
      if (state[static_cast<std::size_t>(next)] == 0 && cycle(next)) return true;
    }
    state[static_cast<std::size_t>(at)] = 2;
    path.pop_back();
    return false;
  }
};

}  // namespace

void Law::check_cycles() {
  const ir::Program& p = program();
  Graph graph{p, {}, {}, {}};
  const std::size_t count = p.provisions.size() + p.decided.size();
  graph.edges.resize(count);
  for (std::size_t i = 0; i < p.provisions.size(); ++i) {
    std::vector<char> seen(p.nodes.size()), called(p.definitions.size());
    graph.reads(p.provisions[i].scope, static_cast<int>(i), &seen, &called);
    graph.reads(p.provisions[i].test, static_cast<int>(i), &seen, &called);
    for (const Id q : p.provisions[i].displaced_by) graph.edges[i].push_back(q);
  }
  for (std::size_t i = 0; i < p.decided.size(); ++i) {
    const int from = graph.decided(static_cast<Id>(i));
    std::vector<char> seen(p.nodes.size()), called(p.definitions.size());
    for (const Id q : p.decided[i].provisions) graph.edges[static_cast<std::size_t>(from)].push_back(q);
    for (const ir::Case& c : p.decided[i].cases) graph.reads(c.when, from, &seen, &called);
    graph.reads(p.decided[i].fallback_when, from, &seen, &called);
  }
  graph.state.assign(count, 0);
  for (std::size_t i = 0; i < count; ++i) {
    if (graph.state[i] != 0 || !graph.cycle(static_cast<int>(i))) continue;
    std::string path;
    Span span;
    for (const int at : graph.path) {
      if (!path.empty()) path += " -> ";
      if (at < static_cast<int>(p.provisions.size())) {
        const ir::Provision& q = p.provisions[static_cast<std::size_t>(at)];
        path += (q.citation.empty() || q.citation[0] < '0' || q.citation[0] > '9' ? "" : "§") + q.citation;
        if (!span.known()) span = q.span;
      } else {
        path += p.decided[static_cast<std::size_t>(at) - p.provisions.size()].name;
      }
    }
    report(Code::Cycle, span, {path});
    return;
  }
}

}  // namespace licet::lower
