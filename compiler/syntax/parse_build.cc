#include "compiler/syntax/parse_build.h"

#include <algorithm>

#include "antlr4-runtime.h"
#include "grammar/LicetParser.h"

namespace licet::syntax {

using P = grammar::LicetParser;

NodeId Builder::unit(const Tokens& tokens, const Cut& cut, UnitKind kind, antlr4::ParserRuleContext* unit) {
  joined_ = tokens;
  tokens_ = &joined_;
  cut_ = &cut;
  kind_ = kind;
  place_.clear();
  path_.clear();
  loose_ = {};
  const std::vector<Part> all = parts(unit);
  return all.empty() ? ast::kNoNode : declaration(all[0]);
}

std::vector<Part> Builder::parts(antlr4::ParserRuleContext* context) const {
  std::vector<Part> found;
  found.reserve(context->children.size());
  for (antlr4::tree::ParseTree* child : context->children) {
    Part part;
    if (auto* rule = dynamic_cast<antlr4::ParserRuleContext*>(child)) {
      if (rule->children.empty()) continue;
      part.rule = rule->getRuleIndex();
      part.context = rule;
      const Piece& first = cut_->pieces[rule->getStart()->getTokenIndex()];
      const Piece& last = cut_->pieces[rule->getStop()->getTokenIndex()];
      part.at = {first.begin, last.end};
    } else {
      antlr4::Token* symbol = static_cast<antlr4::tree::TerminalNode*>(child)->getSymbol();
      if (symbol->getType() == antlr4::Token::EOF) continue;
      part.type = symbol->getType();
      const Piece& piece = cut_->pieces[symbol->getTokenIndex()];
      part.at = {piece.begin, piece.end};
    }
    found.push_back(part);
  }
  return found;
}

Span Builder::span(Range range) const {
  if (range.empty()) return range.begin < tokens_->size() ? token(range.begin).span : Span{};
  return cover(token(range.begin).span, token(range.end - 1).span);
}

std::string Builder::words(Range range) const {
  const Span whole = span(range);
  if (!whole.known()) return {};
  std::string result;
  for (const char c : sources_->text(whole)) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank)
      result += c;
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  }
  return result;
}

std::string Builder::name_text(Range range) const {
  const bool one = range.end - range.begin == 1;
  const Tok kind = range.empty() ? Tok::End : token(range.begin).kind;
  std::string text = one && (kind == Tok::String || kind == Tok::Name || kind == Tok::Code || kind == Tok::Program)
                         ? token(range.begin).text
                         : words(range);
  if (kind == Tok::String && text.size() > 3 && text.ends_with(" of")) text.resize(text.size() - 3);
  return text;
}

NodeId Builder::add(Kind kind, Span span, std::string text, std::vector<NodeId> kids, std::uint16_t flags) {
  ast::Node node;
  node.kind = kind;
  node.flags = flags;
  node.span = span;
  node.text = std::move(text);
  node.kids = std::move(kids);
  return tree_->add(std::move(node));
}

NodeId Builder::property(std::string name, Span span, std::vector<NodeId> kids) {
  return add(Kind::Property, span, std::move(name), std::move(kids));
}

NodeId Builder::text_node(const Part& part) { return add(Kind::Text, span(part.at), token(part).text); }

NodeId Builder::literal(std::size_t i) {
  static constexpr std::pair<Tok, Kind> kKinds[] = {{Tok::Date, Kind::Date},     {Tok::Quarter, Kind::Quarter},
                                                    {Tok::Year, Kind::Quarter},  {Tok::MonthDay, Kind::MonthDay},
                                                    {Tok::Number, Kind::Number}, {Tok::Ordinal, Kind::Number},
                                                    {Tok::String, Kind::Text},   {Tok::RuleDoc, Kind::Document}};
  const Token& t = token(i);
  if (class_of(t.kind) == TokClass::Citation) {
    const auto form = t.kind == Tok::Reference ? ast::kRelative : t.kind == Tok::Eccn ? ast::kEccn : 0;
    return add(Kind::Citation, t.span, t.text, {}, form);
  }
  if (t.kind == Tok::Name) return add(Kind::Name, t.span, t.text, {}, (t.flags & kTokPlural) ? ast::kPlural : 0);
  for (const auto& [token_kind, kind] : kKinds)
    if (t.kind == token_kind) return add(kind, t.span, t.text);
  return add(Kind::Value, t.span, t.text);
}

// §740.13(a) and (c): the second is a paragraph of the same section. (A) of §742.6(b): a paragraph of that one.
std::vector<NodeId> Builder::citations(Range range) {
  std::vector<NodeId> found;
  NodeId section = ast::kNoNode;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    const Token& t = token(i);
    if (keyword(i, "through") && !found.empty()) tree_->edit(found.back()).flags |= ast::kThrough;
    const bool cites = t.kind == Tok::Section || t.kind == Tok::Reference || t.kind == Tok::Part ||
                       t.kind == Tok::Note || t.kind == Tok::Supplement || t.kind == Tok::Eccn;
    if (keyword(i, "paragraph") && i + 1 < range.end && token(i + 1).kind == Tok::Number && !found.empty()) {
      tree_->edit(found.back()).text += ", paragraph " + token(i + 1).text;  // Supp. No. 10 to part 748, paragraph 6
      ++i;
      continue;
    }
    if (!cites) continue;
    if (t.kind != Tok::Reference && i > range.begin && keyword(i - 1, "of") && !found.empty()) {
      for (const NodeId made : found) {
        ast::Node& node = tree_->edit(made);
        if ((node.flags & ast::kRelative) == 0) continue;
        node.text = t.text + node.text;
        node.flags &= static_cast<std::uint16_t>(~ast::kRelative);
      }
      continue;
    }
    const NodeId made = literal(i);
    if (t.kind == Tok::Reference && section != ast::kNoNode) {
      const std::string& before = (*tree_)[section].text;
      const std::size_t mark = before.rfind('(');
      ast::Node& node = tree_->edit(made);
      node.text = (mark == std::string::npos ? before : before.substr(0, mark)) + node.text;
      node.flags &= static_cast<std::uint16_t>(~ast::kRelative);
    }
    if (t.kind == Tok::Section) section = made;
    found.push_back(made);
  }
  return found;
}

std::vector<NodeId> Builder::instructions(Range range) {
  std::vector<NodeId> numbers;
  for (std::size_t i = range.begin; i < range.end; ++i)
    if (token(i).kind == Tok::Number) numbers.push_back(literal(i));
  if (numbers.empty()) return {};
  return {add(Kind::Instructions, span(range), {}, std::move(numbers))};
}

NodeId Builder::document(const Part& part) {
  std::string name;
  std::vector<NodeId> kids;
  for (const Part& p : parts(part.context)) {
    if (p.token(P::DOCUMENT)) name = token(p).text;
    if (p.is(P::RuleChain)) kids = instructions(p.at);
  }
  return add(Kind::Document, span(part.at), std::move(name), std::move(kids));
}

Chain Builder::chain(Range range) {
  const bool reported = kind_ == UnitKind::Section || kind_ == UnitKind::Definition || kind_ == UnitKind::Savings ||
                        kind_ == UnitKind::Enforcement;
  for (std::size_t i = range.begin; i < range.end && !reported; ++i)
    if (token(i).kind == Tok::Unknown && token(i).aux != "stray") {
      Tokens one = {token(i)};
      auto& diagnostic = diagnostics_->add(Code::UnknownWord, token(i).span, {token(i).text});
      const std::string near = names_->nearest(one, 0, 1);
      diagnostic.help =
          near.empty() ? "declare it, or write it in the words of a declared name" : "did you mean \"" + near + "\"?";
    }
  return {tokens_, range.begin, range.end};
}

NodeId Builder::condition(Range range) { return phrases().condition(chain(range)); }
NodeId Builder::noun(Range range) { return phrases().noun(chain(range)); }
NodeId Builder::meaning(Range range) { return phrases().meaning(chain(range)); }

std::vector<Range> Builder::split(Range range, Tok separator) const {
  std::vector<Range> found;
  int depth = 0;
  std::size_t begin = range.begin;
  for (std::size_t i = range.begin; i <= range.end; ++i) {
    if (i < range.end) {
      if (token(i).kind == Tok::Open) ++depth;
      if (token(i).kind == Tok::Close) --depth;
      if (depth > 0 || token(i).kind != separator) continue;
    }
    if (begin < i) found.push_back({begin, i});
    begin = i + 1;
  }
  return found;
}

NodeId Builder::declaration(const Part& rule) {
  if (rule.token(P::WHOLE)) return whole(rule, kind_ == UnitKind::Claim ? Kind::Claim : Kind::Amendment);
  switch (rule.rule) {
    case P::RuleRulebook:
      return rulebook(rule);
    case P::RuleUse:
      return add(Kind::Use, span(rule.at), name_text(parts(rule.context)[1].at));
    case P::RuleEventDate:
      return event_date(rule);
    case P::RuleLawKnown:
      return law_known(rule);
    case P::RuleNotModelled:
      return property("not modelled", span(rule.at), {text_node(parts(rule.context)[1])});
    case P::RuleUnitDeclaration:
      return add(Kind::UnitDecl, span(rule.at), name_text(parts(rule.context)[1].at));
    case P::RuleCategory:
      return category(rule);
    case P::RuleRecord:
      return record(rule);
    case P::RuleRole:
      return role(rule);
    case P::RuleFigure:
      return figure(rule);
    case P::RuleList:
      return list(rule);
    case P::RuleTable:
      return table(rule);
    case P::RulePartition:
      return partition(rule);
    case P::RuleLedger:
      return ledger(rule);
    case P::RuleDefinition:
      return definition(rule);
    case P::RuleWording:
      return wording(rule);
    case P::RuleDecide:
      return decide(rule);
    case P::RuleReading:
      return reading(rule);
    case P::RuleRuleDocument:
      return rule_document(rule);
    case P::RuleSavings:
      return savings(rule);
    case P::RuleEnforcement:
      return enforcement(rule);
    case P::RuleScenario:
      return scenario(rule);
    case P::RuleScenarioTable:
      return scenario_table(rule);
    case P::RuleUnwritten:
      return unwritten(rule);
    case P::RuleSection:
      return section(rule);
    default:
      return ast::kNoNode;
  }
}

}  // namespace licet::syntax
