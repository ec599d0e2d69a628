#include "runtime/io/header_copy.h"

#include <algorithm>
#include <cstring>

namespace licet::io {

namespace {

bool same_words(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.key != b.key) return false;
  switch (a.kind) {
    case Node::Kind::Null:
      return true;
    case Node::Kind::Bool:
    case Node::Kind::Integer:
    case Node::Kind::Day:
      return a.number == b.number;
    case Node::Kind::Float:
      return std::memcmp(&a.real, &b.real, sizeof a.real) == 0;
    case Node::Kind::Number:
    case Node::Kind::Text:
    case Node::Kind::Cell:
    case Node::Kind::Bad:
      return a.text() == b.text();
    case Node::Kind::Array:
    case Node::Kind::Object:
      break;
  }
  return std::ranges::equal(a.elements(), b.elements(), same_words);
}

}  // namespace

void HeaderCopy::take(const Node& row) {
  members_.clear();
  store_.reset();
  for (const Node& member : row.elements())
    if (plan_.of_header(member.key)) members_.push_back(clone(member, &store_));
}

bool HeaderCopy::same(const Node& row) const {
  std::size_t at = 0;
  for (const Node& member : row.elements()) {
    if (!plan_.of_header(member.key)) continue;
    if (at == members_.size() || !same_words(members_[at], member)) return false;
    ++at;
  }
  return at == members_.size();
}

}  // namespace licet::io
