// Ledgers: the clauses of one, each a property of its node.
#include <algorithm>
#include <array>

#include "compiler/syntax/parse_build.h"
#include "grammar/LicetParser.h"

namespace licet::syntax {

using P = grammar::LicetParser;

namespace {

struct Tail {
  std::string_view words;
  Kind kind;
};
constexpr std::array kTails = std::to_array<Tail>({{", or when", Kind::OrWhen},
                                                   {"or when", Kind::OrWhen},
                                                   {", when", Kind::When},
                                                   {"when", Kind::When},
                                                   {", unless", Kind::Unless},
                                                   {"unless", Kind::Unless}});

}  // namespace

NodeId Builder::ledger(const Part& rule) {
  const std::vector<Part> all = parts(rule.context);
  const std::string name = name_text(all[1].at);
  place_ = "ledger " + name;
  std::vector<NodeId> kids = {add(Kind::Unit, span(all[3].at), name_text(all[3].at))};
  std::string sort;
  for (std::size_t i = 4; i < all.size(); ++i) {
    if (all[i].token(P::STRING))
      kids.push_back(property("source", span({all[i - 1].at.begin, all[i].at.end}), {text_node(all[i])}));
    if (!all[i].is(P::RuleLedgerClause)) continue;
    const std::vector<Part> own = parts(all[i].context);
    if (own[0].token(P::FLOW) && sort.empty()) sort = token(own[0]).text;
    ledger_clause(all[i], &kids);
  }
  const NodeId made = add(Kind::Ledger, span(rule.at), name, std::move(kids));
  tree_->edit(made).name2 = std::move(sort);
  return made;
}

void Builder::ledger_clause(const Part& rule, std::vector<NodeId>* kids) {
  const std::vector<Part> own = parts(rule.context);
  const Span here = span(rule.at);
  const Range range = own.size() > 1 ? own[1].at : Range{rule.at.end, rule.at.end};
  const auto put = [&](const char* name, std::vector<NodeId> inner = {}) {
    kids->push_back(property(name, here, std::move(inner)));
  };
  switch (own[0].type) {
    case P::FLOW:
      return ledger_accounts(rule.at, range, kids);
    case P::DATED_BY:
      return put("dated by", {dated_by(range)});
    case P::RISES_BY:
      return put("rises by", entry(range));
    case P::FALLS_BY:
      return put("falls by", entry(range));
    case P::EVENTS:
      return put("events", {noun(range)});
    case P::LIMIT:
      return put("limit", limit_of(range));
    case P::IN_ORDER_OF: {
      std::vector<NodeId> order;
      for (const Range part : split(range, Tok::Comma)) {
        const std::size_t then = phrase_at(*tokens_, part.begin, "then");
        order.push_back(phrases().expression(chain({part.begin + then, part.end})));
      }
      return put("in order of", std::move(order));
    }
    case P::WHOLE_SHIPMENTS:
      return put("whole shipments");
    case P::COUNTS: {
      const std::size_t that = range.begin - 1;  // "counts lines that": the lines, and what is said of them
      return put("counts", {phrases().noun(chain({that - 1, range.end}))});
    }
    case P::KNOWLEDGE:
      return put("knowledge", knowledge(range));
    case P::NEVER_LOWERED:
      return put("others never lower it");
    case P::OPENED:
      return put("opened", {add(Kind::Text, span(range), words(range))});
    case P::REVERSALS_BY:
      return put("reversals by", {noun(range)});
    case P::CORRECTIONS_BY:
      return put("corrections by", {noun(range)});
    default:
      return;
  }
}

std::size_t Builder::find_words(Range range, std::string_view text) const {
  int depth = 0;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    if (token(i).kind == Tok::Open) ++depth;
    if (token(i).kind == Tok::Close) --depth;
    if (depth == 0 && phrase_at(*tokens_, i, text) > 0) return i;
  }
  return range.end;
}

// , for each N[, and each N] [and calendar year][, from D through D | , without end | , over any 30 days]
void Builder::ledger_accounts(Range clause, Range range, std::vector<NodeId>* kids) {
  std::size_t end = range.end;
  for (const char* words : {", from", ", through", ", without end", ", over any"})
    end = std::min(end, find_words(range, words));
  const std::size_t first = find_words({range.begin, end}, "for each");
  std::vector<NodeId> dimensions;
  if (first < end) {
    const Range named{first + 2, end};
    const NodeId read = noun(named);
    dimensions = {read};
    if (tree_->kind(read) == Kind::NounList) dimensions = (*tree_)[read].kids;
    for (const NodeId dimension : dimensions)
      if (tree_->kind(dimension) == Kind::NounPhrase) tree_->edit(dimension).text.clear();  // said once, of all
    std::erase_if(dimensions, [&](NodeId n) {
      const std::string text = tree_->kind(n) == Kind::NounPhrase && (*tree_)[n].kids.size() == 1
                                   ? (*tree_)[(*tree_)[n].kids[0]].text
                                   : std::string();
      if (text != "calendar year" && text != "quarter" && text != "calendar quarter") return false;
      const Span here = (*tree_)[n].span;
      kids->push_back(property("period", here, {add(Kind::Text, here, text == "calendar year" ? text : "quarter")}));
      return true;
    });
    kids->push_back(property("for each", span(named), std::move(dimensions)));
  } else if (range.begin < end) {
    diagnostics_->add(Code::DeclarationNotUnderstood, span({range.begin, end}), {"ledger", words({range.begin, end})})
        .help = "say of what it keeps accounts: a flow, for each destination and calendar year";
  }
  if (end >= range.end) {
    if (range.empty()) kids->push_back(property("for each", span(clause), {}));
    return;
  }
  const Range period{end + 1, range.end};
  if (phrase_at(*tokens_, period.begin, "without end") > 0) {
    kids->push_back(property("period", span(period), {add(Kind::Text, span(period), "without end")}));
    return;
  }
  std::vector<NodeId> days{ast::kNoNode, ast::kNoNode};
  for (std::size_t i = period.begin + 1; i < period.end; ++i) {
    if (token(i).kind == Tok::Number && phrase_at(*tokens_, period.begin, "over any") > 0) days = {literal(i)};
    if (token(i).kind == Tok::Date) days[keyword(i - 1, "through") ? 1 : 0] = literal(i);
  }
  kids->push_back(property("period", span(period), std::move(days)));
}

// X [, or by X when C]: the second where C holds.
NodeId Builder::dated_by(Range range) {
  const std::size_t comma = find_words(range, ", or by");
  const NodeId first = phrases().expression(chain({range.begin, comma}));
  if (comma == range.end) return first;
  const std::size_t when = find_words({comma, range.end}, "when");
  const NodeId second = phrases().expression(chain({comma + 3, when}));
  if (when + 1 >= range.end) {
    diagnostics_->add(Code::DeclarationNotUnderstood, span(range), {"ledger", words({comma, range.end})}).help =
        "say when the other date counts: dated by the export date, or by the receipt date when CONDITION";
    return first;
  }
  return add(Kind::Chosen, span(range), {}, {second, condition({when + 1, range.end}), first});
}

// X [on each N][, when C][, or when C][, unless C]
std::vector<NodeId> Builder::entry(Range range) {
  std::vector<std::size_t> ends;
  const auto next = [&](std::size_t from, const Tail** which) {
    std::size_t found = range.end;
    for (const Tail& tail : kTails)
      if (const std::size_t at = find_words({from, range.end}, tail.words); at < found) {
        found = at;
        if (which != nullptr) *which = &tail;
      }
    return found;
  };
  const Tail* tail = nullptr;
  std::size_t at = next(range.begin, &tail);
  const std::size_t on = find_words({range.begin, at}, "on each");
  std::vector<NodeId> kids = {phrases().expression(chain({range.begin, on})), ast::kNoNode};
  if (on < at) {
    kids[1] = noun({on + 1, at});
    if (tree_->kind(kids[1]) == Kind::NounPhrase) tree_->edit(kids[1]).text.clear();
  }
  while (at < range.end) {
    const Kind kind = tail->kind;
    const std::size_t begin = at + phrase_at(*tokens_, at, tail->words);
    at = next(begin, &tail);
    kids.push_back(add(kind, span({begin, at}), {}, {condition({begin, at})}));
  }
  return kids;
}

// X, reached but not passed | X, not reached
std::vector<NodeId> Builder::limit_of(Range range) {
  const std::size_t comma = std::min(find_words(range, ", reached but not passed"), find_words(range, ", not reached"));
  std::vector<NodeId> kids = {phrases().expression(chain({range.begin, comma}))};
  if (comma < range.end && keyword(comma + 1, "not"))
    kids.push_back(add(Kind::Text, span({comma + 1, range.end}), "not reached"));
  return kids;
}

// complete | partial | complete only as of S [, unless C]
std::vector<NodeId> Builder::knowledge(Range range) {
  const std::size_t unless = std::min(find_words(range, ", unless"), find_words(range, "unless"));
  const Range said{range.begin, unless};
  std::string text = words(said);
  for (const char* as_of : {"complete only as of", "complete as of", "complete only as posted by"})
    if (phrase_at(*tokens_, said.begin, as_of) > 0) text = "complete as of a statement";
  std::vector<NodeId> kids = {add(Kind::Text, span(said), std::move(text))};
  if (unless < range.end) {
    const std::size_t begin = unless + (token(unless).kind == Tok::Comma ? 2 : 1);
    kids.push_back(add(Kind::Unless, span({begin, range.end}), {}, {condition({begin, range.end})}));
  }
  return kids;
}

}  // namespace licet::syntax
