#include "runtime/io/json_tree.h"

#include <algorithm>

#include <fmt/format.h>

namespace licet::io {

namespace {

constexpr int kDepth = 64;  // the deepest data known, owners of owners of a party, need about 20

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Four hexadecimal digits; -1 if they are not.
int hex(const char* p, const char* end) {
  if (end - p < 4) return -1;
  int value = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = p[i];
    const int digit = is_digit(c)            ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

char* put_utf8(unsigned code, char* out) {
  const auto put = [&](unsigned byte) { *out++ = static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6);
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  }
  return out;
}

}  // namespace

bool JsonTree::fail(std::string why) {
  problem_ = fmt::format("{} at byte {}", why, at_ - begin_ + 1);
  return false;
}

void JsonTree::skip_space() {
  while (at_ < end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\n' || *at_ == '\r')) ++at_;
}

bool JsonTree::parse(std::string_view text, Keys* keys, Arena* arena, Node* root, std::string* problem) {
  begin_ = at_ = text.data();
  end_ = begin_ + text.size();
  keys_ = keys;
  arena_ = arena;
  pending_.clear();
  const KeyId key = root->key;
  *root = Node();
  root->key = key;
  bool good = valid_utf8(text) || fail("text that is not UTF-8 in a line that begins");
  good = good && value(root, 0);
  if (good) {
    skip_space();
    good = at_ == end_ || fail("text after the end of the value");
  }
  if (!good) *problem = std::move(problem_);
  return good;
}

bool JsonTree::value(Node* node, int depth) {
  skip_space();
  if (at_ == end_) return fail("a value is missing");
  if (depth > kDepth) return fail(fmt::format("nested deeper than {} levels", kDepth));
  switch (*at_) {
    case '{':
      return object(node, depth);
    case '[':
      return array(node, depth);
    case '"': {
      std::string_view text;
      if (!string(&text)) return false;
      node->set_text(Node::Kind::Text, text);
      return true;
    }
    case 't':
    case 'f':
    case 'n':
      return word(node);
    default:
      return number(node);
  }
}

void JsonTree::close(Node::Kind kind, std::size_t mark, Node* node) {
  const std::size_t count = pending_.size() - mark;
  Node* children = static_cast<Node*>(arena_->allocate(count * sizeof(Node)));
  std::copy(pending_.begin() + static_cast<long>(mark), pending_.end(), children);
  pending_.resize(mark);
  node->set_children(kind, children, count);
}

bool JsonTree::object(Node* node, int depth) {
  const std::size_t mark = pending_.size();
  ++at_;
  skip_space();
  if (at_ < end_ && *at_ == '}') {
    ++at_;
    close(Node::Kind::Object, mark, node);
    return true;
  }
  for (;;) {
    skip_space();
    std::string_view name;
    if (at_ == end_ || *at_ != '"') return fail("a name in quotes is missing");
    if (!string(&name)) return false;
    Node child;
    child.key = keys_->intern(name);
    skip_space();
    if (at_ == end_ || *at_ != ':') return fail("a colon is missing");
    ++at_;
    if (!value(&child, depth + 1)) return false;
    if (child.key != kNoKey)
      for (std::size_t i = mark; i < pending_.size(); ++i)
        if (pending_[i].key == child.key) return fail(fmt::format("{} stands twice in one object", in_quotes(name)));
    pending_.push_back(child);
    skip_space();
    if (at_ < end_ && *at_ == ',') {
      ++at_;
      continue;
    }
    if (at_ == end_ || *at_ != '}') return fail("a comma or a closing brace is missing");
    ++at_;
    close(Node::Kind::Object, mark, node);
    return true;
  }
}

bool JsonTree::array(Node* node, int depth) {
  const std::size_t mark = pending_.size();
  ++at_;
  skip_space();
  if (at_ < end_ && *at_ == ']') {
    ++at_;
    close(Node::Kind::Array, mark, node);
    return true;
  }
  for (;;) {
    Node child;
    if (!value(&child, depth + 1)) return false;
    pending_.push_back(child);
    skip_space();
    if (at_ < end_ && *at_ == ',') {
      ++at_;
      continue;
    }
    if (at_ == end_ || *at_ != ']') return fail("a comma or a closing bracket is missing");
    ++at_;
    close(Node::Kind::Array, mark, node);
    return true;
  }
}

bool JsonTree::string(std::string_view* text) {
  const char* from = ++at_;
  bool escaped = false;
  for (; at_ < end_ && *at_ != '"'; ++at_) {
    if (static_cast<unsigned char>(*at_) < 0x20) return fail("a control character in a text");
    if (*at_ == '\\') {
      escaped = true;
      if (++at_ == end_) break;
    }
  }
  if (at_ == end_) return fail("a closing quote is missing");
  const char* to = at_++;
  if (escaped) return unescape(from, to, text);
  *text = {from, static_cast<std::size_t>(to - from)};
  return true;
}

// The result is never longer than the source.
bool JsonTree::unescape(const char* from, const char* to, std::string_view* text) {
  char* const place = static_cast<char*>(arena_->allocate(static_cast<std::size_t>(to - from)));
  char* out = place;
  for (const char* p = from; p < to; ++p) {
    if (*p != '\\') {
      *out++ = *p;
      continue;
    }
    ++p;
    switch (*p) {
      case '"':
      case '\\':
      case '/':
        *out++ = *p;
        break;
      case 'b':
        *out++ = '\b';
        break;
      case 'f':
        *out++ = '\f';
        break;
      case 'n':
        *out++ = '\n';
        break;
      case 'r':
        *out++ = '\r';
        break;
      case 't':
        *out++ = '\t';
        break;
      case 'u': {
        int code = hex(p + 1, to);
        if (code < 0) return fail("an escape \\u without four hexadecimal digits");
        p += 4;
        if (code >= 0xD800 && code < 0xDC00) {
          const int low = to - p > 2 && p[1] == '\\' && p[2] == 'u' ? hex(p + 3, to) : -1;
          if (low < 0xDC00 || low > 0xDFFF) return fail("half a surrogate pair");
          code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
          p += 6;
        } else if (code >= 0xDC00 && code <= 0xDFFF) {
          return fail("half a surrogate pair");
        }
        out = put_utf8(static_cast<unsigned>(code), out);
        break;
      }
      default:
        return fail("an unknown escape");
    }
  }
  *text = {place, static_cast<std::size_t>(out - place)};
  return true;
}

bool JsonTree::number(Node* node) {
  const char* from = at_;
  const auto digits = [&] {
    const char* first = at_;
    while (at_ < end_ && is_digit(*at_)) ++at_;
    return at_ - first;
  };
  if (*at_ == '-') ++at_;
  const char* whole = at_;
  const auto count = digits();
  bool good = count > 0 && (count == 1 || *whole != '0');
  if (good && at_ < end_ && *at_ == '.') {
    ++at_;
    good = digits() > 0;
  }
  if (good && at_ < end_ && (*at_ == 'e' || *at_ == 'E')) {
    ++at_;
    if (at_ < end_ && (*at_ == '+' || *at_ == '-')) ++at_;
    good = digits() > 0;
  }
  if (!good) return fail("something that is no JSON value");
  node->set_text(Node::Kind::Number, {from, static_cast<std::size_t>(at_ - from)});
  return true;
}

bool JsonTree::word(Node* node) {
  const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
  for (const std::string_view known : {"null", "true", "false"}) {
    if (!rest.starts_with(known)) continue;
    at_ += known.size();
    if (known != "null") node->set_number(Node::Kind::Bool, known == "true" ? 1 : 0);
    return true;
  }
  return fail("something that is no JSON value");
}

}  // namespace licet::io
