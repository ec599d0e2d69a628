#include "runtime/bitmap/stage.h"

#include <algorithm>
#include <map>
#include <utility>

namespace licet::bitmap {
namespace {

bool carries(GateOp op) { return op == GateOp::Expand || op == GateOp::Any; }
bool computes(GateOp op) { return op == GateOp::And || op == GateOp::Or || op == GateOp::Not; }

}  // namespace

std::vector<Step> steps(const Graph& graph, const std::vector<Gate>& wanted) {
  const std::vector<GateNode>& gates = graph.gates();
  std::vector<bool> needed(gates.size()), read(gates.size());  // `read`: outside the stage that makes it
  for (Gate gate : wanted) needed[gate] = read[gate] = true;
  const auto each_argument = [&](const GateNode& gate, auto visit) {
    if (carries(gate.op) || computes(gate.op)) visit(gate.a);
    if (gate.op == GateOp::And || gate.op == GateOp::Or) visit(gate.b);
  };
  for (std::size_t i = gates.size(); i-- > 2;)  // a gate is made after those it reads
    if (needed[i]) each_argument(gates[i], [&](Gate a) { needed[a] = true; });

  // How often bits have been carried on the way to a gate: all that are as far make a stage per domain.
  std::vector<std::uint32_t> depth(gates.size());
  for (std::size_t i = 2; i < gates.size(); ++i) {
    if (!needed[i]) continue;
    each_argument(gates[i], [&](Gate a) { depth[i] = std::max(depth[i], depth[a] + (carries(gates[i].op) ? 1 : 0)); });
    each_argument(gates[i], [&](Gate a) {
      if (carries(gates[i].op) || !computes(gates[a].op) || depth[a] != depth[i]) read[a] = true;
    });
  }
  std::map<std::pair<std::uint32_t, std::uint32_t>, Stage> stages;  // by depth and domain
  std::map<std::uint32_t, std::vector<Gate>> carried;               // by depth
  std::uint32_t deepest = 0;
  for (std::size_t i = 2; i < gates.size(); ++i) {
    if (!needed[i]) continue;
    const Gate id = static_cast<Gate>(i);
    deepest = std::max(deepest, depth[i]);
    if (carries(gates[i].op)) carried[depth[i]].push_back(id);
    if (!computes(gates[i].op)) continue;
    Stage& stage = stages[{depth[i], gates[i].domain}];
    stage.domain = gates[i].domain;
    stage.gates.push_back(id);
    if (read[i]) stage.makes.push_back(id);
    each_argument(gates[i], [&](Gate a) {
      if (!computes(gates[a].op) || depth[a] != depth[i]) stage.reads.push_back(a);
    });
  }
  std::vector<Step> out;
  for (std::uint32_t d = 0; d <= deepest; ++d) {
    for (Gate gate : carried[d]) out.push_back({gate, {}});
    for (auto at = stages.lower_bound({d, 0}); at != stages.end() && at->first.first == d; ++at) {
      Stage& stage = at->second;
      std::sort(stage.reads.begin(), stage.reads.end());
      stage.reads.erase(std::unique(stage.reads.begin(), stage.reads.end()), stage.reads.end());
      out.push_back({kNever, std::move(stage)});
    }
  }
  return out;
}

}  // namespace licet::bitmap
