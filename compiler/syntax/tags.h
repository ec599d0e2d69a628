// [reading R09], [unconfirmed], [scheduled]: marks that belong to what precedes them.
#pragma once

#include <vector>

#include "compiler/syntax/ast.h"

namespace licet::syntax {

// Hands every tag to the innermost item, entry, sentence, version or declaration under `unit` that begins before it and
// is the last to do so. Sentences, versions and entries of figures also get it as a kid.
void attach_tags(ast::Tree* tree, ast::NodeId unit, const std::vector<ast::TagText>& tags);

}  // namespace licet::syntax
