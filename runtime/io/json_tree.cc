#include "runtime/io/json_tree.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <simdjson.h>

namespace licet::io {

namespace od = simdjson::ondemand;

namespace {

constexpr int kDepth = 64;  // the deepest data known, owners of owners of a party, need about 20

bool is_number(std::string_view s) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t from = i;
    while (i < s.size() && s[i] >= '0' && s[i] <= '9') ++i;
    return i - from;
  };
  if (i < s.size() && s[i] == '-') ++i;
  const std::size_t whole = i;
  const std::size_t count = digits();
  if (count == 0 || (count > 1 && s[whole] == '0')) return false;
  if (i < s.size() && s[i] == '.') {
    ++i;
    if (digits() == 0) return false;
  }
  if (i < s.size() && (s[i] == 'e' || s[i] == 'E')) {
    ++i;
    if (i < s.size() && (s[i] == '+' || s[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == s.size();
}

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\n' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

}  // namespace

struct JsonTree::Parser {
  od::parser parser;
  std::vector<char> padded;
  std::vector<Node> pending;  // children of the objects and arrays that are still open
  Keys* keys = nullptr;
  Arena* arena = nullptr;
  std::string problem;

  bool fail(std::string why) {
    problem = std::move(why);
    return false;
  }
  bool fail(simdjson::error_code error) { return fail(std::string(simdjson::error_message(error))); }

  bool scalar(std::string_view token, Node* node) {
    token = trimmed(token);
    if (token == "null") {
      node->kind = Node::Kind::Null;
    } else if (token == "true" || token == "false") {
      node->set_number(Node::Kind::Bool, token == "true" ? 1 : 0);
    } else if (is_number(token)) {
      node->set_text(Node::Kind::Number, arena->copy(token));
    } else {
      return fail(fmt::format("{} is not a JSON value", in_quotes(token)));
    }
    return true;
  }

  void close(Node::Kind kind, std::size_t mark, Node* node) {
    const std::size_t count = pending.size() - mark;
    Node* children = static_cast<Node*>(arena->allocate(count * sizeof(Node)));
    std::copy(pending.begin() + static_cast<std::ptrdiff_t>(mark), pending.end(), children);
    pending.resize(mark);
    node->set_children(kind, children, count);
  }

  template <typename V>
  bool object(V& value, Node* node, int depth) {
    od::object members;
    if (auto error = value.get_object().get(members)) return fail(error);
    const std::size_t mark = pending.size();
    for (auto member : members) {
      od::field field;
      if (auto error = std::move(member).get(field)) return fail(error);
      std::string_view name;
      if (auto error = field.unescaped_key().get(name)) return fail(error);
      Node child;
      child.key = keys->intern(name);
      od::value inner = field.value();
      if (!build(inner, &child, depth + 1)) return false;
      if (child.key != kNoKey)
        for (std::size_t i = mark; i < pending.size(); ++i)
          if (pending[i].key == child.key) return fail(fmt::format("{} stands twice in one object", in_quotes(keys->name(child.key))));
      pending.push_back(child);
    }
    close(Node::Kind::Object, mark, node);
    return true;
  }

  template <typename V>
  bool array(V& value, Node* node, int depth) {
    od::array elements;
    if (auto error = value.get_array().get(elements)) return fail(error);
    const std::size_t mark = pending.size();
    for (auto element : elements) {
      od::value inner;
      if (auto error = std::move(element).get(inner)) return fail(error);
      Node child;
      if (!build(inner, &child, depth + 1)) return false;
      pending.push_back(child);
    }
    close(Node::Kind::Array, mark, node);
    return true;
  }

  template <typename V>
  bool build(V& value, Node* node, int depth) {
    if (depth > kDepth) return fail(fmt::format("nested deeper than {} levels", kDepth));
    od::json_type type;
    if (auto error = value.type().get(type)) return fail(error);
    switch (type) {
      case od::json_type::object:
        return object(value, node, depth);
      case od::json_type::array:
        return array(value, node, depth);
      case od::json_type::string: {
        std::string_view text;
        if (auto error = value.get_string().get(text)) return fail(error);
        node->set_text(Node::Kind::Text, arena->copy(text));
        return true;
      }
      case od::json_type::number:
      case od::json_type::boolean:
      case od::json_type::null: {
        std::string_view token;
        if constexpr (std::is_same_v<V, od::document>) {
          if (auto error = value.raw_json_token().get(token)) return fail(error);
        } else {
          token = value.raw_json_token();
        }
        return scalar(token, node);  // the iterators step over a value that was not taken
      }
    }
    return fail("not a JSON value");
  }
};

JsonTree::JsonTree() : parser_(std::make_unique<Parser>()) {}
JsonTree::~JsonTree() = default;

bool JsonTree::parse(std::string_view text, std::size_t readable, Keys* keys, Arena* arena, Node* root,
                     std::string* problem) {
  Parser& p = *parser_;
  p.keys = keys;
  p.arena = arena;
  p.pending.clear();
  if (readable < text.size() + simdjson::SIMDJSON_PADDING) {
    p.padded.assign(text.begin(), text.end());
    p.padded.resize(text.size() + simdjson::SIMDJSON_PADDING, ' ');
    text = {p.padded.data(), text.size()};
    readable = p.padded.size();
  }
  od::document document;
  if (auto error = p.parser.iterate(text.data(), text.size(), readable).get(document)) {
    p.fail(error);
  } else {
    const KeyId key = root->key;
    *root = Node();
    root->key = key;
    if (p.build(document, root, 0)) {
      if (document.current_location().error() == simdjson::OUT_OF_BOUNDS) return true;
      p.fail("text after the end of the value");
    }
  }
  *problem = p.problem;
  return false;
}

}  // namespace licet::io
