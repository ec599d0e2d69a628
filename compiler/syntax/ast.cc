// Printing and comparing syntax trees.
#include "compiler/syntax/ast.h"

#include <iterator>
#include <utility>

namespace licet::ast {
namespace {

constexpr const char* kNames[] = {
#define LICET_AST(name, doc) #name,
#include "compiler/syntax/ast.def"
#undef LICET_AST
};

constexpr std::pair<std::uint16_t, const char*> kFlags[] = {
    {kNot, "not"},           {kNo, "no"},           {kPlural, "plural"},
    {kOutside, "outside"},   {kRelative, "relative"}, {kEccn, "eccn"},
    {kThrough, "through"},   {kDefault, "default"}, {kOrdered, "ordered"},
    {kHierarchical, "hierarchical"}, {kNotStated, "not-stated"}, {kCorrespondingZ, "corresponding-z"},
    {kNotOtherwise, "not-otherwise"}, {kIfAny, "if-any"}};

void append_quoted(std::string_view text, std::string* out) {
  *out += " \"";
  for (const char c : text) {
    if (c == '\n') {
      *out += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') *out += '\\';
    *out += c;
  }
  *out += '"';
}

}  // namespace

const char* to_string(Kind kind) {
  const auto index = static_cast<std::size_t>(kind);
  return index < std::size(kNames) ? kNames[index] : "?";
}

// Written with a stack of its own: a tree may be deeper than the machine's.
std::string dump(const Tree& tree, NodeId id) {
  std::string out;
  std::vector<std::pair<NodeId, std::size_t>> open{{id, 0}};
  while (!open.empty()) {
    const auto [at, indent] = open.back();
    open.pop_back();
    const Node& node = tree[at];
    out.append(2 * indent, ' ');
    out += to_string(node.kind);
    if (!node.text.empty() || !node.name2.empty()) append_quoted(node.text, &out);
    if (!node.name2.empty()) append_quoted(node.name2, &out);
    for (const auto& [flag, name] : kFlags)
      if ((node.flags & flag) != 0) (out += " +") += name;
    out += '\n';
    for (auto kid = node.kids.rbegin(); kid != node.kids.rend(); ++kid) open.emplace_back(*kid, indent + 1);
  }
  return out;
}

bool same(const Tree& a, NodeId x, const Tree& b, NodeId y) {
  std::vector<std::pair<NodeId, NodeId>> open{{x, y}};
  while (!open.empty()) {
    const auto [left, right] = open.back();
    open.pop_back();
    const Node& one = a[left];
    const Node& two = b[right];
    if (one.kind != two.kind || one.flags != two.flags || one.text != two.text || one.name2 != two.name2 ||
        one.kids.size() != two.kids.size())
      return false;
    for (std::size_t i = 0; i < one.kids.size(); ++i) open.emplace_back(one.kids[i], two.kids[i]);
  }
  return true;
}

}  // namespace licet::ast
