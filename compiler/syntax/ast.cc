#include "compiler/syntax/ast.h"

#include <array>

namespace licet::ast {
namespace {

constexpr std::array kFlagNames = std::to_array<std::pair<Flag, const char*>>({
    {kNot, "not"},
    {kNo, "no"},
    {kPlural, "plural"},
    {kOutside, "outside"},
    {kRelative, "relative"},
    {kEccn, "eccn"},
    {kThrough, "through"},
    {kDefault, "default"},
    {kOrdered, "ordered"},
    {kHierarchical, "hierarchical"},
    {kNotStated, "not stated"},
    {kCorrespondingZ, "corresponding .z"},
    {kNotOtherwise, "not otherwise"},
});

struct Work {
  NodeId node;
  int depth;
};

}  // namespace

const char* to_string(Kind kind) {
  static constexpr const char* kNames[] = {
#define LICET_AST(name, doc) #name,
#include "compiler/syntax/ast.def"
#undef LICET_AST
  };
  return kNames[static_cast<std::size_t>(kind)];
}

// Iterative: hostile text must not exhaust the stack.
std::string dump(const Tree& tree, NodeId id) {
  std::string out;
  std::vector<Work> todo = {{id, 0}};
  while (!todo.empty()) {
    const Work work = todo.back();
    todo.pop_back();
    const Node& node = tree[work.node];
    if (node.kind == Kind::Tag) continue;
    out.append(static_cast<std::size_t>(work.depth) * 2, ' ');
    out += to_string(node.kind);
    if (!node.text.empty()) out += " '" + node.text + "'";
    if (!node.name2.empty()) out += " / '" + node.name2 + "'";
    for (const auto& [flag, name] : kFlagNames)
      if (node.flags & flag) out += std::string(" +") + name;
    out += '\n';
    for (std::size_t i = node.kids.size(); i-- > 0;) todo.push_back({node.kids[i], work.depth + 1});
  }
  return out;
}

bool same(const Tree& a, NodeId x, const Tree& b, NodeId y) {
  std::vector<std::pair<NodeId, NodeId>> todo = {{x, y}};
  while (!todo.empty()) {
    const auto [i, j] = todo.back();
    todo.pop_back();
    const Node& m = a[i];
    const Node& n = b[j];
    if (m.kind != n.kind || m.flags != n.flags || m.text != n.text || m.name2 != n.name2) return false;
    // Tags are no structure; a rulebook reads the same without them.
    std::size_t k = 0, l = 0;
    for (;; ++k, ++l) {
      while (k < m.kids.size() && a[m.kids[k]].kind == Kind::Tag) ++k;
      while (l < n.kids.size() && b[n.kids[l]].kind == Kind::Tag) ++l;
      if (k == m.kids.size() || l == n.kids.size()) break;
      todo.emplace_back(m.kids[k], n.kids[l]);
    }
    if (k != m.kids.size() || l != n.kids.size()) return false;
  }
  return true;
}

}  // namespace licet::ast
