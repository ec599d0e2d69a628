#include "compiler/syntax/phrase.h"

#include <utility>

#include "compiler/syntax/phrase_reader.h"

namespace licet::syntax {

PhraseParser::PhraseParser(ast::Tree* tree, Diagnostics* diagnostics, std::string place, const SourceMap* sources)
    : tree_(tree), diagnostics_(diagnostics), place_(std::move(place)), sources_(sources) {}

ast::NodeId PhraseParser::condition(Chain chain) {
  PhraseReader reader(tree_, diagnostics_, place_, sources_, chain);
  const ast::NodeId made = reader.conditions();
  return reader.finish(made, Pattern::Condition);
}

ast::NodeId PhraseParser::noun(Chain chain) {
  PhraseReader reader(tree_, diagnostics_, place_, sources_, chain);
  const ast::NodeId made = reader.nouns(kTop);
  return reader.finish(made, Pattern::Noun);
}

ast::NodeId PhraseParser::expression(Chain chain) {
  PhraseReader reader(tree_, diagnostics_, place_, sources_, chain);
  const ast::NodeId made = reader.chosen_value();
  return reader.finish(made, Pattern::Expression);
}

ast::NodeId PhraseParser::meaning(Chain chain) {
  PhraseReader reader(tree_, diagnostics_, place_, sources_, chain);
  const ast::NodeId made = reader.meaning();
  return reader.finish(made, Pattern::Noun);
}

ast::NodeId PhraseParser::specified(Chain chain) {
  PhraseReader reader(tree_, diagnostics_, place_, sources_, chain);
  const ast::NodeId made = reader.specified(true);
  return reader.finish(made, Pattern::Specified);
}

ast::NodeId PhraseParser::complement(Chain chain) {
  PhraseReader reader(tree_, diagnostics_, place_, sources_, chain);
  const ast::NodeId made = reader.complement_only();
  return reader.finish(made, Pattern::Complement);
}

ast::NodeId PhraseParser::list(Chain chain) {
  PhraseReader reader(tree_, diagnostics_, place_, sources_, chain);
  const ast::NodeId made = reader.list();
  return reader.finish(made, Pattern::Item);
}

ast::NodeId PhraseParser::clause_or_noun(Chain chain) {
  PhraseReader reader(tree_, diagnostics_, place_, sources_, chain);
  const ast::NodeId made = reader.item_alone();
  return reader.finish(made, Pattern::Item);
}

}  // namespace licet::syntax
