// JSON text into a tree: strictly (every value is looked at, also those that nobody reads), numbers as their literal
// text. Used for JSON lines and for lists and objects in a CSV cell. Our own, because Parquet's library brings a
// simdjson whose symbols would be taken for those of another version and nlohmann's parser is too slow for logs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/io/tree.h"

namespace licet::io {

class JsonTree {
 public:
  // Texts of the tree are views of `text`, or lie in the arena where they held escapes. False: `problem` says what is
  // wrong and at which byte. Keeps its memory from call to call; not thread-safe.
  bool parse(std::string_view text, Keys* keys, Arena* arena, Node* root, std::string* problem);

 private:
  bool value(Node* node, int depth);
  bool object(Node* node, int depth);
  bool array(Node* node, int depth);
  bool string(std::string_view* text);
  bool unescape(const char* from, const char* to, std::string_view* text);
  bool number(Node* node);
  bool word(Node* node);
  void close(Node::Kind kind, std::size_t mark, Node* node);
  void skip_space();
  bool fail(std::string why);

  const char* begin_ = nullptr;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  Keys* keys_ = nullptr;
  Arena* arena_ = nullptr;
  std::string problem_;
  std::vector<Node> pending_;  // children of the objects and arrays that are still open
};

}  // namespace licet::io
