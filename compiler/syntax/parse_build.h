// From ANTLR's parse to the syntax tree, one unit at a time. The parse is read through Part, so that ANTLR's headers
// stay in .cc files; chains go to PhraseParser. Made per file by parse.cc; private to parse*.cc; not thread-safe.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/ast.h"
#include "compiler/syntax/filter.h"
#include "compiler/syntax/parse_cut.h"
#include "compiler/syntax/phrase.h"

namespace antlr4 {
class ParserRuleContext;
}

namespace licet::syntax {

using ast::Kind;
using ast::NodeId;

struct Range {  // of filtered tokens
  std::size_t begin = 0;
  std::size_t end = 0;
  bool empty() const { return begin >= end; }
};

// A child in the parse: a token of the grammar (type), or a rule.
struct Part {
  static constexpr std::size_t kToken = ~std::size_t{0};
  std::size_t rule = kToken;
  std::size_t type = 0;
  Range at;
  antlr4::ParserRuleContext* context = nullptr;
  bool token(std::size_t t) const { return rule == kToken && type == t; }
  bool is(std::size_t r) const { return rule == r; }
};

class Builder {
 public:
  Builder(ast::Tree* tree, const SourceMap* sources, const NameTable* names, Diagnostics* diagnostics)
      : tree_(tree), sources_(sources), names_(names), diagnostics_(diagnostics) {}

  // The tree of one unit; kNoNode if it makes none. `unit` is the parse of rule `unit`.
  NodeId unit(const Tokens& tokens, const Cut& cut, UnitKind kind, antlr4::ParserRuleContext* unit);

 private:
  // ---- reading the parse (parse_build.cc)
  std::vector<Part> parts(antlr4::ParserRuleContext* context) const;
  Range range(const Part& part) const { return part.at; }
  const Token& token(std::size_t i) const { return (*tokens_)[i]; }
  const Token& token(const Part& part) const { return (*tokens_)[part.at.begin]; }
  bool keyword(std::size_t i, std::string_view text) const {
    return i < tokens_->size() && token(i).kind == Tok::Keyword && token(i).text == text;
  }
  Span span(Range range) const;
  std::string words(Range range) const;      // as written, blanks as one
  std::string name_text(Range range) const;  // of a declared name: a quotation without quotes, else the words

  // ---- making nodes (parse_build.cc)
  NodeId add(Kind kind, Span span, std::string text = {}, std::vector<NodeId> kids = {}, std::uint16_t flags = 0);
  NodeId property(std::string name, Span span, std::vector<NodeId> kids = {});
  NodeId text_node(const Part& part);
  NodeId literal(std::size_t i);  // Date, Quarter, Number, Text, Citation, Name, Value … by the token
  std::vector<NodeId> citations(Range range);
  std::vector<NodeId> instructions(Range range);
  NodeId document(const Part& part);
  NodeId condition(Range range);
  NodeId noun(Range range);
  NodeId meaning(Range range);
  Chain chain(Range range);  // reports the unknown words in it, unless the filter has
  PhraseParser phrases() { return PhraseParser(tree_, diagnostics_, place_, sources_); }

  // ---- declarations (parse_declaration.cc, parse_record.cc, parse_dated.cc, parse_scenario.cc)
  NodeId declaration(const Part& rule);
  NodeId rulebook(const Part& rule);
  NodeId event_date(const Part& rule);
  NodeId law_known(const Part& rule);
  NodeId category(const Part& rule);
  NodeId record(const Part& rule);
  NodeId field(const Part& rule);
  NodeId field_type(const Part& rule);
  void field_clause(const Part& rule, std::vector<NodeId>* kids);
  NodeId role(const Part& rule);
  NodeId figure(const Part& rule);
  NodeId figure_entry(const Part& rule);
  void period(const Part& rule, NodeId* from, NodeId* through, NodeId* made_by, NodeId* ended_by);
  NodeId list(const Part& rule);
  NodeId list_entry(const Part& rule);
  NodeId table(const Part& rule);
  NodeId column(const Part& rule);
  NodeId partition(const Part& rule);
  NodeId ledger(const Part& rule);  // parse_ledger.cc, and its clauses
  void ledger_clause(const Part& rule, std::vector<NodeId>* kids);
  void ledger_accounts(Range clause, Range range, std::vector<NodeId>* kids);
  NodeId dated_by(Range range);
  std::vector<NodeId> entry(Range range);
  std::vector<NodeId> limit_of(Range range);
  std::vector<NodeId> knowledge(Range range);
  std::size_t find_words(Range range, std::string_view text) const;  // range.end where they do not stand
  NodeId definition(const Part& rule);
  NodeId wording(const Part& rule);
  NodeId decide(const Part& rule);
  NodeId reading(const Part& rule);
  NodeId rule_document(const Part& rule);
  NodeId unwritten(const Part& rule);
  NodeId whole(const Part& part, Kind kind);
  NodeId scenario(const Part& rule);
  NodeId scenario_table(const Part& rule);
  NodeId given(const Part& rule);
  NodeId fact(Range range);
  NodeId results(const std::vector<Range>& items);
  NodeId result(Range range);
  std::vector<Range> split(Range range, Tok separator) const;

  // ---- law (parse_law.cc, parse_sentence.cc, parse_license.cc)
  NodeId section(const Part& rule);
  NodeId version(const std::vector<Part>& parts);
  NodeId savings(const Part& rule);
  NodeId enforcement(const Part& rule);
  NodeId statement(const Part& rule, std::vector<NodeId>* out);
  NodeId paragraph(const Part& rule);
  NodeId sentence(const Part& clause);
  NodeId lead(const Part& rule);
  NodeId tail(const Part& rule, Range chain);
  NodeId fixed_body(const Part& rule);
  NodeId verb_body(Range subject, const Part& rule);
  NodeId general_body(Range subject);
  NodeId requirement(const std::vector<Part>& parts);
  NodeId foreclosure(const std::vector<Part>& parts);
  NodeId prohibition(const std::vector<Part>& parts);
  NodeId review(const std::vector<Part>& parts);
  void review_policy(Range range, ast::Node* node);
  NodeId review_share(Range range, std::string label, Span span);
  NodeId exception(Range subject, const std::vector<Part>& parts, bool negated);
  NodeId conditioned(Range subject, const std::vector<Part>& parts);
  NodeId step_use(Range range);
  NodeId authorization(Range subject, const std::vector<Part>& parts);
  NodeId duty(Range subject, const std::vector<Part>& parts);
  NodeId due(const Part& rule);
  NodeId tested(Range subject, Range when, Span here);
  NodeId presumed(Range subject, Range complements);
  NodeId actions(Range range);
  std::vector<NodeId> targets(Range range);
  std::vector<NodeId> limits(Range range);
  void limit(Range range, std::vector<NodeId>* out);
  std::string program(Range subject, std::vector<NodeId>* also);
  std::string wording_of(Range range, std::string* id);

  // A list at the end of the sentence that belongs to an earlier "any of the following": taken out of the last chain by
  // sentence(), put behind the words it belongs to by hang().
  bool wants_list(Range range) const;
  void take_list(std::vector<Part>* parts);
  Range hang(Range range);

  ast::Tree* tree_;
  const SourceMap* sources_;
  const NameTable* names_;
  Diagnostics* diagnostics_;
  const Tokens* tokens_ = nullptr;
  const Cut* cut_ = nullptr;
  UnitKind kind_ = UnitKind::Stray;
  std::string place_;              // "§742.6(a)(4)", what messages begin with
  std::vector<std::string> path_;  // labels of the open paragraphs
  Tokens joined_;                  // the tokens of the unit, and behind them those of chains with their lists hung on
  Range loose_;                    // the list taken out
};

}  // namespace licet::syntax
