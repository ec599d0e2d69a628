// Members with dotted names, as tools write them from flat tables ("end_user.headquarters"), become objects. Nodes are
// made in the arena of the row. One per row source; not thread-safe.
#pragma once

#include <vector>

#include "runtime/io/tree.h"

namespace licet::io {

class DottedNames {
 public:
  DottedNames(Keys* keys, Arena* arena) : keys_(*keys), arena_(*arena) {}
  void nest(Node* object);

 private:
  bool dotted(KeyId key);
  void set_children(Node* node, const std::vector<Node>& from);

  Keys& keys_;
  Arena& arena_;
  std::vector<bool> dotted_;  // by key
};

}  // namespace licet::io
