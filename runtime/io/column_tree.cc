#include "runtime/io/column_tree.h"

#include <deque>
#include <map>

#include <fmt/format.h>

namespace licet::io {

namespace {

struct Trie {
  long column = -1;
  struct Child;
  std::vector<Child> children;
  Trie& below(KeyId key);
};
struct Trie::Child {
  KeyId key;
  Trie below;
};

Trie& Trie::below(KeyId key) {
  for (Child& child : children)
    if (child.key == key) return child.below;
  return children.emplace_back(Child{key, {}}).below;
}

std::string trimmed(std::string name) {
  const auto blank = " \t\r\n";
  name.erase(0, std::min(name.find_first_not_of(blank), name.size()));
  name.erase(name.find_last_not_of(blank) + 1);
  return name;
}

}  // namespace

Result<ColumnTree> ColumnTree::make(const std::vector<std::string>& names, const SourceContext& context,
                                    const std::string& file) {
  ColumnTree tree;
  Trie root;
  std::map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < names.size(); ++i) {
    SourceColumn column;
    column.name = trimmed(names[i]);
    for (const auto& [to, from] : context.renames)
      if (column.name == from) {
        column.name = to;
        break;
      }
    if (!column.name.empty()) {
      const auto [at, fresh] = seen.emplace(column.name, i);
      if (!fresh)
        return Failure{fmt::format("{}: columns {} and {} are both {}; rename or remove one", file, at->second + 1,
                                   i + 1, in_quotes(column.name)),
                       4};
      Trie* place = &root;
      for (std::size_t from = 0; from <= column.name.size();) {
        const std::size_t dot = std::min(column.name.find('.', from), column.name.size());
        const KeyId key = context.keys->intern(std::string_view(column.name).substr(from, dot - from));
        column.path.push_back(key);
        place = &place->below(key);
        from = dot + 1;
      }
      place->column = static_cast<long>(i);
    }
    tree.columns_.push_back(std::move(column));
  }

  tree.leaf_.assign(names.size(), -1);
  tree.nodes_.emplace_back();
  std::deque<std::pair<const Trie*, std::size_t>> open{{&root, 0}};
  const KeyId self = context.keys->intern("");
  while (!open.empty()) {
    const auto [trie, node] = open.front();
    open.pop_front();
    if (trie->children.empty() && trie != &root) {
      tree.leaf_[static_cast<std::size_t>(trie->column)] = static_cast<long>(node);
      continue;
    }
    const std::size_t first = tree.nodes_.size();
    for (const auto& [key, child] : trie->children) {
      open.emplace_back(&child, tree.nodes_.size());
      tree.nodes_.emplace_back().key = key;
    }
    if (trie->column >= 0) {
      tree.leaf_[static_cast<std::size_t>(trie->column)] = static_cast<long>(tree.nodes_.size());
      tree.nodes_.emplace_back().key = self;
    }
    tree.objects_.push_back({node, first, tree.nodes_.size() - first});
  }
  return tree;
}

Node* ColumnTree::finish() {
  for (auto object = objects_.rbegin(); object != objects_.rend(); ++object) {
    bool any = false;
    for (std::size_t i = object->first; i < object->first + object->count && !any; ++i)
      any = nodes_[i].kind != Node::Kind::Null;
    Node& node = nodes_[object->node];
    if (any || object->node == 0) {
      node.set_children(Node::Kind::Object, &nodes_[object->first], object->count);
    } else {
      node.kind = Node::Kind::Null;
    }
  }
  return &nodes_[0];
}

}  // namespace licet::io
