#include "compiler/lower/nodes.h"

namespace licet::lower {

Id Nodes::condition(ir::Op op, Id scope, Ids args, std::int64_t a, std::int64_t b, Span span) {
  return build_->node(op, ir::bool_type(), scope, std::move(args), a, b, span);
}

Id Nodes::number(ir::Op op, const ir::Type& type, Id scope, Ids args, std::int64_t a, std::int64_t b, Span span) {
  return build_->node(op, type, scope, std::move(args), a, b, span);
}

bool Nodes::is_true(Id node) const { return build_->at(node).op == ir::Op::True; }

bool Nodes::is_false(Id node) const {
  const ir::Node& n = build_->at(node);
  return n.op == ir::Op::Not && is_true(n.args[0]);
}

Id Nodes::negate(Id c, Span span) {
  if (c == kNone) return kNone;
  const ir::Node& n = build_->at(c);
  if (n.op == ir::Op::Not) return n.args[0];
  return build_->not_(c, span);
}

Id Nodes::all(Id scope, Ids parts, Span span) {
  std::erase_if(parts, [&](Id part) { return part == kNone || is_true(part); });
  for (const Id part : parts)
    if (is_false(part)) return part;
  return build_->and_(std::move(parts), scope, span);
}

Id Nodes::any(Id scope, Ids parts, Span span) {
  std::erase_if(parts, [&](Id part) { return part == kNone || is_false(part); });
  for (const Id part : parts)
    if (is_true(part)) return part;
  return build_->or_(std::move(parts), scope, span);
}

Id Nodes::in_set(Id scope, Id category_node, Ids codes, Span span) {
  const Id set = build_->set(build_->at(category_node).type.category, std::move(codes));
  return condition(ir::Op::InSet, scope, {category_node}, set, 0, span);
}

Id Nodes::rescale(Id node, int power, Span span) {
  return build_->rescaled(node, build_->at(node).type.scale + power, span);
}

}  // namespace licet::lower
