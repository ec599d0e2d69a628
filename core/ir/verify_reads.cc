// No circle among displacements and reads, and no path that is too long to follow.
#include <algorithm>
#include <deque>

#include "core/ir/reads.h"
#include "core/ir/verify_parts.h"

namespace licet::ir {
namespace {

using Vertex = Reads::Vertex;

// The shortest way from a vertex back to itself inside its component.
std::vector<Vertex> circle_from(const Reads& reads, Vertex start) {
  std::vector<Vertex> before(reads.size(), start);
  std::vector<bool> seen(reads.size(), false);
  std::deque<Vertex> queue{start};
  while (!queue.empty()) {
    const Vertex v = queue.front();
    queue.pop_front();
    for (const Reads::Edge* e = reads.begin(v); e != reads.end(v); ++e) {
      if (reads.component(e->to) != reads.component(start)) continue;
      if (e->to == start) {
        std::vector<Vertex> circle{start};
        for (Vertex back = v; back != start; back = before[back]) circle.push_back(back);
        circle.push_back(start);
        std::reverse(circle.begin(), circle.end());
        return circle;
      }
      if (seen[e->to]) continue;
      seen[e->to] = true;
      before[e->to] = v;
      queue.push_back(e->to);
    }
  }
  return {};
}

bool reads_itself(const Reads& reads, const std::vector<Vertex>& component) {
  if (component.size() > 1) return true;
  const Vertex v = component.front();
  return std::any_of(reads.begin(v), reads.end(v), [&](const Reads::Edge& e) { return e.to == v; });
}

std::vector<CycleStep> find_cycle(const Program& program, const Reads& reads) {
  for (const std::vector<Vertex>& component : reads.components()) {
    if (!reads_itself(reads, component)) continue;
    // Arguments come before their users, so that every circle passes through something that has a name.
    Vertex named = component.front();
    std::size_t names = 0;
    for (const Vertex v : component)
      if (!reads.name(v).empty()) named = ++names == 1 ? v : std::min(named, v);
    if (names == 1 && reads.is_definition(named) &&
        checks::recurs_only_below(program, reads, reads.definition_of(named)))
      continue;
    std::vector<CycleStep> steps;
    for (const Vertex v : circle_from(reads, named)) {
      if (reads.name(v).empty()) continue;
      // The scope and the force of one provision are one step.
      if (!steps.empty() && steps.back().name == reads.name(v) && (v != named || steps.size() > 1)) continue;
      steps.push_back({reads.name(v), reads.span(v)});
    }
    return steps;
  }
  return {};
}

}  // namespace

std::vector<CycleStep> find_cycle(const Program& program) { return find_cycle(program, Reads(program)); }

namespace checks {

void check_reads(const Program& program, const Reads& reads) {
  std::string path;
  for (const CycleStep& step : find_cycle(program, reads)) path += (path.empty() ? "" : " -> ") + step.name;
  require(path.empty(), "these depend on each other: {}", path);

  std::vector<int> depth(reads.components().size(), 0);
  for (std::size_t c = 0; c < depth.size(); ++c) {
    for (const Vertex v : reads.components()[c])
      for (const Reads::Edge* e = reads.begin(v); e != reads.end(v); ++e)
        if (reads.component(e->to) != c) depth[c] = std::max(depth[c], depth[reads.component(e->to)]);
    depth[c] += static_cast<int>(std::min<std::size_t>(reads.components()[c].size(), kDeepest));
    require(depth[c] <= kDeepest, "what it reads of other parts is nested deeper than {} levels", kDeepest);
  }
}

}  // namespace checks
}  // namespace licet::ir
