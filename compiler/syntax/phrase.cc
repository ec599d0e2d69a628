#include "compiler/syntax/phrase.h"

#include <utility>

#include "compiler/syntax/phrase_reader.h"

namespace licet::syntax {

PhraseParser::PhraseParser(ast::Tree* tree, Diagnostics* diagnostics, std::string place, const SourceMap* sources)
    : tree_(tree), diagnostics_(diagnostics), place_(std::move(place)), sources_(sources) {}

template <typename Part>
ast::NodeId PhraseParser::read(Chain chain, Pattern pattern, Part part) {
  PhraseReader reader(tree_, diagnostics_, place_, sources_, chain);
  const ast::NodeId made = part(reader);
  return reader.finish(made, pattern);
}

ast::NodeId PhraseParser::condition(Chain chain) {
  return read(chain, Pattern::Condition, [](PhraseReader& reader) { return reader.conditions(); });
}
ast::NodeId PhraseParser::noun(Chain chain) {
  return read(chain, Pattern::Noun, [](PhraseReader& reader) { return reader.nouns(kTop); });
}
ast::NodeId PhraseParser::limit(Chain chain) {
  return read(chain, Pattern::Noun, [](PhraseReader& reader) { return reader.limit(); });
}
ast::NodeId PhraseParser::expression(Chain chain) {
  return read(chain, Pattern::Expression, [](PhraseReader& reader) { return reader.chosen_value(); });
}
ast::NodeId PhraseParser::meaning(Chain chain) {
  return read(chain, Pattern::Noun, [](PhraseReader& reader) { return reader.meaning(); });
}
ast::NodeId PhraseParser::specified(Chain chain) {
  return read(chain, Pattern::Specified, [](PhraseReader& reader) { return reader.specified(true); });
}
ast::NodeId PhraseParser::complement(Chain chain) {
  return read(chain, Pattern::Complement, [](PhraseReader& reader) { return reader.complement_only(); });
}
ast::NodeId PhraseParser::list(Chain chain) {
  return read(chain, Pattern::Item, [](PhraseReader& reader) { return reader.list(); });
}
ast::NodeId PhraseParser::clause_or_noun(Chain chain) {
  return read(chain, Pattern::Item, [](PhraseReader& reader) { return reader.item_alone(); });
}

}  // namespace licet::syntax
