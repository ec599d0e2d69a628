#include "runtime/io/dotted_names.h"

#include <algorithm>
#include <utility>

namespace licet::io {

void DottedNames::nest(Node* object) {
  if (std::ranges::none_of(object->elements(), [&](const Node& n) { return dotted(n.key); })) return;
  std::vector<std::pair<KeyId, std::vector<Node>>> groups;
  for (const Node& child : object->elements()) {
    const bool split = dotted(child.key);
    KeyId first = child.key;
    Node rest = child;
    rest.key = kNoKey;
    if (split) {
      const std::string name = keys_.name(child.key);
      const auto dot = name.find('.');
      first = keys_.intern(std::string_view(name).substr(0, dot));
      rest.key = keys_.intern(std::string_view(name).substr(dot + 1));
    }
    auto at = std::ranges::find(groups, first, &std::pair<KeyId, std::vector<Node>>::first);
    if (at == groups.end() || first == kNoKey) at = groups.insert(groups.end(), {first, {}});
    at->second.push_back(rest);
  }
  std::vector<Node> children;
  for (auto& [key, nodes] : groups) {
    Node child;
    if (nodes.size() == 1 && nodes[0].key == kNoKey) {
      child = nodes[0];
    } else {
      std::vector<Node> members;
      for (Node& node : nodes) {
        if (node.key == kNoKey && node.kind == Node::Kind::Object) {
          members.insert(members.end(), node.elements().begin(), node.elements().end());
        } else {
          if (node.key == kNoKey) node.key = keys_.intern("");
          members.push_back(node);
        }
      }
      set_children(&child, members);
      nest(&child);
    }
    child.key = key;
    children.push_back(child);
  }
  set_children(object, children);
}

void DottedNames::set_children(Node* node, const std::vector<Node>& from) {
  Node* place = static_cast<Node*>(arena_.allocate(from.size() * sizeof(Node)));
  std::copy(from.begin(), from.end(), place);
  node->set_children(Node::Kind::Object, place, from.size());
}

bool DottedNames::dotted(KeyId key) {
  if (key == kNoKey) return false;
  for (; dotted_.size() <= key && dotted_.size() < keys_.size();)
    dotted_.push_back(keys_.name(static_cast<KeyId>(dotted_.size())).find('.') != std::string::npos);
  return dotted_[key];
}

}  // namespace licet::io
