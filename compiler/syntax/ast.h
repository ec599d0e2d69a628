// The syntax tree of one rule file. Made by parse() and never changed; holds no meaning: resolution and types are side
// tables keyed by NodeId. Nodes are values in one vector, addressed by id, so that destruction never recurses and old
// snapshots can be kept. The shapes of the kinds are in ast.def. Thread-safe once made.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/span.h"

namespace licet::ast {

enum class Kind : std::uint8_t {
#define LICET_AST(name, doc) name,
#include "compiler/syntax/ast.def"
#undef LICET_AST
};
const char* to_string(Kind kind);

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0;  // node 0 is always a Nothing

enum Flag : std::uint16_t {
  kNot = 1,
  kNo = 2,
  kPlural = 4,
  kOutside = 8,
  kRelative = 16,
  kEccn = 32,
  kThrough = 64,
  kDefault = 128,
  kOrdered = 256,
  kHierarchical = 512,
  kNotStated = 1024,
  kCorrespondingZ = 2048,
  kNotOtherwise = 4096,  // "not otherwise specified in"
  kIfAny = 8192,         // "every owner, if any,"
};

struct TagText {  // [reading R09], [unconfirmed: due date]
  std::string text;
  Span span;
};

struct Node {
  Kind kind = Kind::Nothing;
  std::uint16_t flags = 0;
  Span span;
  std::string text;
  std::string name2;
  std::vector<NodeId> kids;
  std::vector<TagText> tags;  // that stand behind it
};

class Tree {
 public:
  Tree() : nodes_(1) {}
  NodeId add(Node node) {
    nodes_.push_back(std::move(node));
    return static_cast<NodeId>(nodes_.size() - 1);
  }
  const Node& operator[](NodeId id) const { return nodes_[id]; }
  Node& edit(NodeId id) { return nodes_[id]; }  // for the parser alone, while it builds
  std::size_t size() const { return nodes_.size(); }

  Kind kind(NodeId id) const { return nodes_[id].kind; }
  // The i-th kid, kNoNode where there is none or it is Nothing.
  NodeId kid(NodeId id, std::size_t i) const {
    const auto& kids = nodes_[id].kids;
    return i < kids.size() && nodes_[kids[i]].kind != Kind::Nothing ? kids[i] : kNoNode;
  }
  NodeId first(NodeId id, Kind kind) const {
    for (const NodeId k : nodes_[id].kids)
      if (nodes_[k].kind == kind) return k;
    return kNoNode;
  }
  // The Property of that name, kNoNode if absent.
  NodeId property(NodeId id, std::string_view name) const {
    for (const NodeId k : nodes_[id].kids)
      if (nodes_[k].kind == Kind::Property && nodes_[k].text == name) return k;
    return kNoNode;
  }

 private:
  std::vector<Node> nodes_;
};

struct File {
  Tree tree;
  NodeId root = kNoNode;  // Kind::File
};

// Structure and words without spans, tags or layout: what parse(format(x)) = x compares. Indented, one node a line.
std::string dump(const Tree& tree, NodeId id);
bool same(const Tree& a, NodeId x, const Tree& b, NodeId y);

}  // namespace licet::ast
