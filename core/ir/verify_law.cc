// Definitions, paragraphs, provisions, decided values and scenarios: their ids, and that they agree with each other.
#include <algorithm>
#include <functional>
#include <unordered_set>

#include "core/ir/verify_parts.h"

namespace licet::ir::checks {
namespace {

// The result of a node that holds a value of the type.
Result result_for(const Type& type) {
  switch (type.kind) {
    case ValueKind::Bool:
      return Result::Cond;
    case ValueKind::Number:
    case ValueKind::Date:
      return Result::Num;
    case ValueKind::Category:
      return Result::Cat;
    case ValueKind::Text:
      return Result::Text;
    case ValueKind::Struct:
    case ValueKind::Role:
    case ValueKind::List:
    case ValueKind::Source:
      return Result::Source;
  }
  return Result::Source;
}

void check_definition(const Program& program, const Definition& d) {
  require_span(program, d.span);
  require_id_or_none(d.subject, program.schema.records, "its subject");
  require_type(program, d.type);
  const Result result = result_for(d.type);
  require(result == Result::Cond || result == Result::Num || result == Result::Cat,
          "it is neither a condition nor a number nor a category");
  require_node(program, d.body, result, "its body");
  require(program.nodes[at(d.body)].type == d.type, "its body is of another type");
}

void check_provision(const Program& program, Id id) {
  const Provision& p = program.provisions[at(id)];
  require_span(program, p.span);
  require_enumerator(p.kind, ProvisionKind::Bar, "its kind");
  require_id(p.subject, program.schema.records, "its subject");
  require_id_or_none(p.decides, program.decided, "the decided value that it concludes");
  require((p.decides == kNone) == (p.value == kNone), "it concludes a value of nothing, or no value of something");
  require(p.kind != ProvisionKind::Bar || p.decides == kNone, "it is a bar and concludes something");
  if (p.decides != kNone) {
    const DecidedValue& d = program.decided[at(p.decides)];
    require(p.subject == d.subject, "its subject is not that of \"{}\"", d.name);
    require_id(d.category, program.schema.categories, "the category of what it decides");
    require_id(p.value, program.schema.categories[at(d.category)].values, "the value that it concludes");
    require(std::find(d.provisions.begin(), d.provisions.end(), id) != d.provisions.end(), "\"{}\" does not know it",
            d.name);
  }
  require_node_or_none(program, p.scope, Result::Cond, "its scope");
  require_node_or_none(program, p.test, Result::Cond, "its test");
  require(p.scope != kNone || p.test == kNone, "it has a test and no scope");
  require(!p.separate_scope || p.scope != kNone, "its scope is said to be written, and it has none");
  std::unordered_set<Id> displacing;
  for (const Id q : p.displaced_by) {
    require_id(q, program.provisions, "a provision that displaces it");
    require(q != id, "it displaces itself");
    require(displacing.insert(q).second, "it is displaced twice by the same provision");
  }
  require_period(program, p.period);
  for (std::size_t i = 0; i < p.suspended.size(); ++i) {
    require_period(program, p.suspended[i]);
    require(i == 0 || p.suspended[i - 1].from <= p.suspended[i].from, "its suspensions are not in order");
  }
  require_node_or_none(program, p.date, Result::Num, "its date");
  for (const Id r : p.readings) require_id(r, program.readings, "a reading that it rests on");
  require_id_or_none(p.text, program.texts, "its text");
}

void check_decided(const Program& program, Id id) {
  const DecidedValue& d = program.decided[at(id)];
  require_id(d.subject, program.schema.records, "its subject");
  require_id(d.category, program.schema.categories, "its category");
  require_enumerator(d.mode, Combination::First, "its combination");
  const std::vector<std::string>& values = program.schema.categories[at(d.category)].values;
  require_id_or_none(d.fallback, values, "its default");
  require_node_or_none(program, d.fallback_when, Result::Cond, "the guard of its default");
  require(d.fallback_when == kNone || d.fallback != kNone, "its default has a guard and no value");
  require(d.mode != Combination::MostRestrictive || d.ordered, "the most restrictive of what has no order");
  require(!d.exhaustive || d.mode == Combination::First, "its cases leave no gap, and it has none");
  require(d.cases.empty() || d.mode == Combination::First, "it has cases and takes something else than the first");
  for (const Case& c : d.cases) {
    require_node_or_none(program, c.when, Result::Cond, "the condition of a case");
    require(c.undetermined == (c.value == kNone), "a case has both a value and none, or neither");
    require_id_or_none(c.value, values, "the value of a case");
    for (const Id value : c.possible) require_id(value, values, "a value that a case leaves possible");
  }
  require(d.lesser.empty() || d.mode == Combination::AllListed, "it orders what it does not list");
  require(std::adjacent_find(d.lesser.begin(), d.lesser.end(), std::greater_equal<>()) == d.lesser.end(),
          "the pairs of its order are not in order");
  for (const Lesser& a : d.lesser) {
    require_id(a.less, values, "a less restrictive value");
    require_id(a.more, values, "a more restrictive value");
    require(a.less != a.more, "{} is less restrictive than itself", values[at(a.less)]);
    for (const Lesser& b : d.lesser)
      require(a.more != b.less || std::binary_search(d.lesser.begin(), d.lesser.end(), Lesser{a.less, b.more}),
              "what follows from its order is not in it: {} and {}", values[at(a.less)], values[at(b.more)]);
  }
  std::unordered_set<Id> seen;
  for (const Id p : d.provisions) {
    require_id(p, program.provisions, "a provision of it");
    require(seen.insert(p).second, "{} concludes it twice", program.provisions[at(p)].citation);
    require(program.provisions[at(p)].decides == id, "{} concludes something else", program.provisions[at(p)].citation);
  }
  for (std::size_t i = 1; i < d.provisions.size(); ++i) {
    const std::string& before = program.provisions[at(d.provisions[i - 1])].citation;
    const std::string& next = program.provisions[at(d.provisions[i])].citation;
    require(!citation_less(next, before), "{} stands after {}", next, before);
  }
}

}  // namespace

void check_law(const Program& program) {
  for (std::size_t i = 0; i < program.definitions.size(); ++i)
    about([&] { return "definition \"" + program.definitions[i].name + "\""; },
          [&] { check_definition(program, program.definitions[i]); });
  for (const Paragraph& p : program.paragraphs)
    about([&] { return "paragraph " + p.citation; },
          [&] {
            require_span(program, p.span);
            require_id_or_none(p.subject, program.schema.records, "its subject");
            require_node_or_none(program, p.node, Result::Cond, "its condition");
            require_id_or_none(p.text, program.texts, "its text");
          });
  for (std::size_t i = 0; i < program.decided.size(); ++i)
    about([&] { return "decided value \"" + program.decided[i].name + "\""; },
          [&] { check_decided(program, static_cast<Id>(i)); });
  for (std::size_t i = 0; i < program.provisions.size(); ++i)
    about([&] { return "provision " + program.provisions[i].citation; },
          [&] { check_provision(program, static_cast<Id>(i)); });
  require_node_or_none(program, program.event_date, Result::Num, "the event date");
  for (const Scenario& s : program.scenarios)
    about([&] { return "scenario \"" + s.name + "\""; },
          [&] {
            require_span(program, s.span);
            for (const Expectation& e : s.expect) require_span(program, e.span);
          });
}

}  // namespace licet::ir::checks
