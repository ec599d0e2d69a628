// JSON text into a tree: strictly (every value is looked at, also those that nobody reads), numbers as their literal text.
// Used for JSON lines and for lists and objects in a CSV cell. Holds simdjson's buffers; one per row source.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/io/tree.h"

namespace licet::io {

class JsonTree {
 public:
  JsonTree();
  ~JsonTree();
  JsonTree(const JsonTree&) = delete;
  JsonTree& operator=(const JsonTree&) = delete;

  // `readable` bytes may be read from text.data(); simdjson wants 64 beyond the text and gets a copy if there are fewer.
  // Texts of the tree are copies in the arena. False: `problem` says what is wrong.
  bool parse(std::string_view text, std::size_t readable, Keys* keys, Arena* arena, Node* root, std::string* problem);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace licet::io
