#include "compiler/syntax/tags.h"

namespace licet::syntax {
namespace {

using ast::Kind;

bool holds_tags(Kind kind, bool of_unit, bool* as_kid) {
  *as_kid = kind == Kind::Sentence || kind == Kind::Version || kind == Kind::FigureEntry;
  return *as_kid || kind == Kind::Item || kind == Kind::ListEntry || kind == Kind::TableRow || kind == Kind::Column ||
         kind == Kind::Definition || (kind == Kind::Property && of_unit) || kind == Kind::Paragraph ||
         kind == Kind::FieldDecl || kind == Kind::DecideCase || kind == Kind::PartitionClass || kind == Kind::Reserved;
}

}  // namespace

void attach_tags(ast::Tree* tree, ast::NodeId unit, const std::vector<ast::TagText>& tags) {
  for (const ast::TagText& tag : tags) {
    ast::NodeId best = unit;
    bool as_kid = false;
    for (ast::NodeId node = unit; node != ast::kNoNode;) {
      ast::NodeId next = ast::kNoNode;
      std::uint32_t begin = 0;
      for (const ast::NodeId kid : (*tree)[node].kids) {
        const ast::Node& k = (*tree)[kid];
        if (k.kind == Kind::Nothing || k.kind == Kind::Tag || !k.span.known() || k.span.begin >= tag.span.begin)
          continue;
        if (next != ast::kNoNode && k.span.begin < begin) continue;
        next = kid;
        begin = k.span.begin;
      }
      bool kid_too = false;
      if (next != ast::kNoNode && holds_tags(tree->kind(next), node == unit, &kid_too)) {
        best = next;
        as_kid = kid_too;
      }
      node = next;
    }
    tree->edit(best).tags.push_back(tag);
    if (!as_kid) continue;
    // reading R09 | unconfirmed: due date — the words behind a colon are a remark.
    ast::Node node;
    node.kind = Kind::Tag;
    node.span = tag.span;
    const std::size_t colon = tag.text.find(": ");
    node.text = tag.text.substr(0, colon);
    if (colon != std::string::npos) node.name2 = tag.text.substr(colon + 2);
    const ast::NodeId made = tree->add(std::move(node));
    tree->edit(best).kids.push_back(made);
  }
}

}  // namespace licet::syntax
