// verify() accepts the sample and refuses it with any one fault planted.
#include <functional>

#include <catch2/catch.hpp>

#include "tests/unit/core_sample.h"

namespace licet::ir {
namespace {

using S = Sample;

// The first node of an operation.
Node& first(Program& p, Op op) {
  for (Node& n : p.nodes)
    if (n.op == op) return n;
  FAIL("no " << name_of(op));
  return p.nodes.front();
}

struct Fault {
  const char* problem;  // part of what verify() says
  std::function<void(Program&)> plant;
};

void refuse(const std::vector<Fault>& faults) {
  for (const Fault& fault : faults) {
    Program p = sample();
    fault.plant(p);
    const std::string problem = verify(p);
    INFO("expected: " << fault.problem);
    INFO("verify:   " << problem);
    CHECK(problem.find(fault.problem) != std::string::npos);
  }
}

TEST_CASE("verify: accepts the sample and the empty program") {
  CHECK(verify(sample()) == "");
  CHECK(verify({}) == "");
}

TEST_CASE("verify: every operation is in the sample") {
  const Program p = sample();
#define LICET_OP(name, result, doc) \
  CHECK(std::any_of(p.nodes.begin(), p.nodes.end(), [](const Node& n) { return n.op == Op::name; }));
#include "core/ir/ops.def"
#undef LICET_OP
}

TEST_CASE("verify: refuses faults of the schema") {
  refuse({
      {"category \"ECCN\": \"3A090\" occurs twice",
       [](Program& p) { p.schema.categories[S::kEccn].values[3] = "3A090"; }},
      {"not every value has a name in data",
       [](Program& p) { p.schema.categories[S::kCountry].data_names.pop_back(); }},
      {"hierarchy does not have a place", [](Program& p) { p.schema.categories[S::kEccn].parent.pop_back(); }},
      {"hierarchy does not have a place", [](Program& p) { p.schema.categories[S::kEccn].hierarchical = false; }},
      {"the value above a value does not exist (9)", [](Program& p) { p.schema.categories[S::kEccn].parent[1] = 9; }},
      {"\"3A090\" is above itself", [](Program& p) { p.schema.categories[S::kEccn].parent[0] = 0; }},
      {"is above itself", [](Program& p) { p.schema.categories[S::kEccn].parent = {1, 2, 0, kNone}; }},
      {"the owner of a record type does not exist", [](Program& p) { p.schema.records[S::kHit].parent = 77; }},
      {"belongs to itself", [](Program& p) { p.schema.records[S::kParty].parent = S::kHit; }},
      {"does not lie below the shipment", [](Program& p) { p.schema.records[S::kParty].parent = kNone; }},
      {"the record type of the line does not exist", [](Program& p) { p.schema.line = 99; }},
      {"lines have no list in the shipment", [](Program& p) { p.schema.lines_field = S::kDate; }},
      {"lines do not belong to the shipment", [](Program& p) { p.schema.line = S::kItem; }},
      {"parties have no list in the shipment", [](Program& p) { p.schema.parties_field = S::kLines; }},
      {"its key does not exist", [](Program& p) { p.schema.records[S::kParty].key = 4; }},
      {"children and no depth", [](Program& p) { p.schema.records[S::kComponent].depth = 0; }},
      {"its depth is -1", [](Program& p) { p.schema.records[S::kComponent].depth = -1; }},
      {"its children are not a list of itself",
       [](Program& p) { p.schema.records[S::kComponent].children = S::kValue; }},
      {"field \"item\": its record type belongs to another one",
       [](Program& p) { p.schema.records[S::kLine].fields_[S::kItemOf].type.record = S::kHit; }},
      {"the record type of its elements belongs to another one",
       [](Program& p) { p.schema.records[S::kParty].fields_[S::kHits].type.record = S::kComponent; }},
      {"only the shipment has roles",
       [](Program& p) { p.schema.records[S::kLine].fields_[S::kItemOf].type = rows(ValueKind::Role, S::kParty); }},
      {"a role names parties", [](Program& p) { p.schema.records[0].fields_[S::kEndUser].type.record = S::kLine; }},
      {"only nodes are sources",
       [](Program& p) { p.schema.records[0].fields_[S::kEndUser].type = source_type(S::kParty); }},
      {"its bounds are crossed", [](Program& p) { p.schema.records[0].fields_[S::kDate].hi = 0; }},
      {"its bounds lie outside time", [](Program& p) { p.schema.records[0].fields_[S::kDate].hi = 1000000000; }},
      {"only numbers and dates have bounds", [](Program& p) { p.schema.records[0].fields_[S::kLines].bounded = true; }},
      {"its maximum is negative", [](Program& p) { p.schema.records[0].fields_[S::kLines].max_elements = -1; }},
      {"only lists are complete", [](Program& p) { p.schema.records[0].fields_[S::kDate].complete_column = "x"; }},
      {"the condition under which it is complete is %",
       [](Program& p) { p.schema.records[S::kParty].fields_[S::kHits].complete_when = p.event_date; }},
      {"its scale does not fit", [](Program& p) { p.schema.records[S::kItem].fields_[S::kArea].type.scale = 19; }},
      {"its scale is -19", [](Program& p) { p.schema.records[S::kItem].fields_[S::kArea].type.scale = -19; }},
      {"its unit does not exist", [](Program& p) { p.schema.records[S::kItem].fields_[S::kArea].type.unit = 2; }},
      {"its category does not exist",
       [](Program& p) { p.schema.records[0].fields_[S::kDestination].type.category = -2; }},
      {"its type has a category and is not one",
       [](Program& p) { p.schema.records[0].fields_[S::kDate].type.category = 0; }},
      {"its type has a scale or unit", [](Program& p) { p.schema.records[0].fields_[S::kDate].type.scale = 1; }},
      {"the kind of its type does not exist",
       [](Program& p) { p.schema.records[0].fields_[S::kDate].type.kind = static_cast<ValueKind>(40); }},
      {"\"export date\" is not a role", [](Program& p) { p.schema.role_sets[0].roles[0] = S::kDate; }},
      {"role set \"party to the transaction\": a role does not exist",
       [](Program& p) { p.schema.role_sets[0].roles[0] = 9; }},
      {"more than 63 record types", [](Program& p) { p.schema.records.resize(65, p.schema.records[S::kHit]); }},
  });
}

TEST_CASE("verify: refuses faults of ledgers") {
  const auto ledger = [](Program& p) -> Ledger& { return p.ledgers.ledgers[0]; };
  const auto node = [](Program& p, Op op) -> Node& {
    return *std::find_if(p.nodes.begin(), p.nodes.end(), [op](const Node& n) { return n.op == op; });
  };
  refuse({
      {"its type is not that of the ledger", [=](Program& p) { ledger(p).type = date_type(); }},
      {"a dimension is %", [=](Program& p) { ledger(p).dimensions[0].value = p.event_date; }},
      {"it has a period of 3 days", [=](Program& p) { ledger(p).days = 3; }},
      {"it has a span and another period", [=](Program& p) { ledger(p).from = 0; }},
      {"a stock has no period", [=](Program& p) { ledger(p).stock = true; }},
      {"nothing is posted to it", [=](Program& p) { ledger(p).entries.clear(); }},
      {"the amount of an entry is of another scale", [=](Program& p) { ledger(p).entries[0].amount = p.event_date; }},
      {"the condition of an entry is %", [=](Program& p) { ledger(p).entries[0].when = p.event_date; }},
      {"it is in another order than ledger lpp-received", [=](Program& p) { p.ledgers.ledgers[1].order.pop_back(); }},
      {"its records are in no order", [=](Program& p) { ledger(p).order.clear(); }},
      {"the first of its order is", [=](Program& p) { std::swap(ledger(p).order[0], ledger(p).order[1]); }},
      {"its ledger does not exist", [](Program& p) { p.ledgers.questions[0].ledger = 2; }},
      {"it has 1 dimensions instead of 2", [](Program& p) { p.ledgers.questions[0].dimensions.pop_back(); }},
      {"texts cannot be gone through",
       [](Program& p) { p.ledgers.questions[0].dimensions[0] = DimensionAsked::Where; }},
      {"its question does not exist", [=](Program& p) { node(p, Op::Balance).a = 9; }},
      {"it is not read in the line", [=](Program& p) { node(p, Op::Balance).scope = S::kShipment; }},
      {"it goes through another category", [=](Program& p) { node(p, Op::EveryCode).a = S::kPolicy; }},
      {"its category is a hierarchy", [=](Program& p) { node(p, Op::EveryCode).a = S::kEccn; }},
      {"reads a value at hand, and none is there",
       [=](Program& p) { p.ledgers.tests[0].when = node(p, Op::EveryCode).args[0]; }},
      {"its day is 1301", [](Program& p) { p.ledgers.tests[0].days = {1301}; }},
      {"the amount of a provision is %", [=](Program& p) { p.ledgers.apportionments[0].amount = ledger(p).counted; }},
      {"what a record takes back is %", [](Program& p) { p.ledgers.corrects = p.event_date; }},
  });
}

TEST_CASE("verify: refuses faults of data") {
  const auto member = [](Program& p) -> ListMember& { return p.lists[0].members[0]; };
  refuse({
      {"not every set has a category", [](Program& p) { p.set_categories.pop_back(); }},
      {"set 0: it is not ascending", [](Program& p) { std::swap(p.sets[0][0], p.sets[0][1]); }},
      {"set 0: it is not ascending", [](Program& p) { p.sets[0][1] = p.sets[0][0]; }},
      {"set 0: a code does not exist (4)", [](Program& p) { p.sets[0][1] = 4; }},
      {"set 0: its category does not exist", [](Program& p) { p.set_categories[0] = 7; }},
      {"provision set 0: a provision does not exist", [](Program& p) { p.provision_sets[0][0] = 70; }},
      {"provision set 0: it is not ascending",
       [](Program& p) { std::swap(p.provision_sets[0][0], p.provision_sets[0][1]); }},
      {"document 90 FR 4544: compliance is due before", [](Program& p) { p.documents[0].compliance -= 1000; }},
      {"a day lies outside time", [](Program& p) { p.documents[0].published = kForever + 1; }},
      {"the reading of its window does not exist", [](Program& p) { p.documents[0].reading = 1; }},
      {"its savings condition is %", [](Program& p) { p.documents[0].savings = p.event_date; }},
      {"reading R03: its default does not exist (2)", [](Program& p) { p.readings[0].standard = 2; }},
      {"figure \"lpp-limit\": its values are not in the order",
       [](Program& p) { std::swap(p.figures[0].values[0], p.figures[0].values[1]); }},
      {"figure \"lpp-limit\": a period ends on", [](Program& p) { p.figures[0].values[0].period.through = 0; }},
      {"the document of a period does not exist", [](Program& p) { p.figures[0].values[0].period.document = 2; }},
      {"the document that ends a period does not exist",
       [](Program& p) { p.figures[0].values[0].period.ended_by = 2; }},
      {"a period lies outside time", [](Program& p) { p.figures[0].values[0].period.from = kBeginning - 1; }},
      {"the alternative of its reading does not exist", [](Program& p) { p.figures[0].values[1].alternative = 2; }},
      {"figure \"cut-over\": a day lies outside time", [](Program& p) { p.figures[1].values[0].value = 1LL << 40; }},
      {"it is neither a number nor a date", [](Program& p) { p.figures[1].type = text_type(); }},
      {"list \"Country Group D:5\": the code of a member does not exist", [=](Program& p) { member(p).code = 4; }},
      {"list \"Country Group D:5\": its members are not in order", [=](Program& p) { member(p).code = 3; }},
      {"list \"Country Group D:5\": its members are not in order",
       [=](Program& p) { p.lists[0].members[1].code = 0, member(p).period.from += 1; }},
      {"its reading does not exist", [=](Program& p) { member(p).reading = 1; }},
      {"list \"Country Group D:5\": its category does not exist", [](Program& p) { p.lists[0].category = kNone; }},
      {"table \"entity list\": not every column has a type", [](Program& p) { p.tables[0].column_types.pop_back(); }},
      {"a row has 4 cells, and there are 5 columns", [](Program& p) { p.tables[0].rows[1].cells.pop_back(); }},
      {"the state of a cell does not exist", [](Program& p) { p.tables[0].rows[0].cells[0].state = 3; }},
      {"the code of a cell does not exist", [](Program& p) { p.tables[0].rows[0].cells[0].value = 2; }},
      {"the text of a cell does not exist", [](Program& p) { p.tables[0].rows[0].cells[2].value = 200; }},
      {"a day lies outside time", [](Program& p) { p.tables[0].rows[0].cells[3].value = 1LL << 40; }},
      {"a cell is neither true nor false", [](Program& p) { p.tables[0].rows[0].cells[4].value = 2; }},
      {"its rows are not in order", [](Program& p) { std::swap(p.tables[0].rows[0], p.tables[0].rows[1]); }},
      {"the key of a row does not exist", [](Program& p) { p.tables[0].rows[0].key = -1; }},
      {"table \"chips\": the key of a row does not exist", [](Program& p) { p.tables[1].rows[0].key = 4; }},
      {"its key is neither a text nor a code", [](Program& p) { p.tables[1].key_type = date_type(); }},
      {"a column holds rows", [](Program& p) { p.tables[1].column_types[0] = source_type(0); }},
      {"its snapshots are not in order", [](Program& p) { p.tables[0].snapshots[1] = p.tables[0].snapshots[0]; }},
      {"horizon \"742\": it ends before it begins", [](Program& p) { p.horizons[1].from = kForever; }},
      {"a text is not UTF-8: ??a", [](Program& p) { p.texts[0] = "\xed\xa0\x61"; }},
      {"a text is not UTF-8", [](Program& p) { p.texts[0] = "\xf4\x90\x80\x80"; }},
      {"a text is not UTF-8", [](Program& p) { p.scenarios[0].expect[0].at = "a\xc3"; }},
  });
}

TEST_CASE("verify: refuses faults of the law") {
  const auto provision = [](Program& p) -> Provision& { return p.provisions[S::kRequired]; };
  refuse({
      {"definition \"TPP\": its subject does not exist", [](Program& p) { p.definitions[0].subject = 6; }},
      {"definition \"TPP\": its body is of another type", [](Program& p) { p.definitions[0].type.scale = 3; }},
      {"definition \"TPP\": its body is %", [](Program& p) { p.definitions[0].type = bool_type(); }},
      {"definition \"TPP\": it is neither a condition", [](Program& p) { p.definitions[0].type = text_type(); }},
      {"definition \"TPP\": its body does not exist (-1)", [](Program& p) { p.definitions[0].body = kNone; }},
      {"the file of its span does not exist", [](Program& p) { p.definitions[0].span.file = 2; }},
      {"its span ends before it begins", [](Program& p) { p.definitions[0].span.begin = 100; }},
      {"paragraph 3A090.a.1: its condition is %", [](Program& p) { p.paragraphs[0].node = p.event_date; }},
      {"paragraph 3A090.a.1: its text does not exist", [](Program& p) { p.paragraphs[0].text = 99; }},
      {"its subject does not exist (-1)", [=](Program& p) { provision(p).subject = kNone; }},
      {"its kind does not exist", [=](Program& p) { provision(p).kind = static_cast<ProvisionKind>(50); }},
      {"it concludes a value of nothing", [=](Program& p) { provision(p).value = 1; }},
      {"it concludes a value of nothing", [](Program& p) { p.provisions[S::kDenial].value = kNone; }},
      {"it is a bar and concludes something", [](Program& p) { p.provisions[S::kDenial].kind = ProvisionKind::Bar; }},
      {"its subject is not that of \"review policy\"", [](Program& p) { p.provisions[S::kDenial].subject = S::kItem; }},
      {"the value that it concludes does not exist", [](Program& p) { p.provisions[S::kDenial].value = 2; }},
      {"\"review policy\" does not know it", [](Program& p) { p.decided[S::kReview].provisions = {S::kDenial}; }},
      {"its scope is %", [=](Program& p) { provision(p).scope = p.event_date; }},
      {"its test does not exist", [=](Program& p) { provision(p).test = 9999; }},
      {"it has a test and no scope", [=](Program& p) { provision(p).scope = kNone; }},
      {"its scope is said to be written", [](Program& p) { p.provisions[S::kForbidden].separate_scope = true; }},
      {"a provision that displaces it does not exist", [=](Program& p) { provision(p).displaced_by = {-1}; }},
      {"it displaces itself", [=](Program& p) { provision(p).displaced_by = {S::kRequired}; }},
      {"it is displaced twice", [=](Program& p) { provision(p).displaced_by = {S::kOverview, S::kOverview}; }},
      {"it is displaced by 3A090.a, which is of another subject",
       [=](Program& p) { provision(p).displaced_by = {S::kSpecified}; }},
      {"a period ends on 2025-01-12, before it begins on 2026-01-01",
       [](Program& p) { p.provisions[S::kOverview].period.from = *parse_day("2026-01-01"); }},
      {"its suspensions are not in order", [=](Program& p) { provision(p).suspended.push_back(from("2025-01-01")); }},
      {"its date is %", [=](Program& p) { provision(p).date = provision(p).scope; }},
      {"its date is not a date",
       [=](Program& p) { provision(p).date = p.nodes[static_cast<std::size_t>(p.definitions[0].body)].args[1]; }},
      {"a reading that it rests on does not exist", [=](Program& p) { provision(p).readings = {1}; }},
      {"its text does not exist", [=](Program& p) { provision(p).text = 99; }},
      {"decided value \"review policy\": its category does not exist",
       [](Program& p) { p.decided[S::kReview].category = 9; }},
      {"its combination does not exist", [](Program& p) { p.decided[S::kReview].mode = static_cast<Combination>(4); }},
      {"its default does not exist", [](Program& p) { p.decided[S::kReview].fallback = 2; }},
      {"its default has a guard and no value", [](Program& p) { p.decided[S::kReview].fallback = kNone; }},
      {"the guard of its default is %", [](Program& p) { p.decided[S::kReview].fallback_when = p.event_date; }},
      {"the most restrictive of what has no order", [](Program& p) { p.decided[S::kReview].ordered = false; }},
      {"its cases leave no gap, and it has none", [](Program& p) { p.decided[S::kReview].exhaustive = true; }},
      {"it has cases and takes something else",
       [](Program& p) {
         p.decided[S::kOutcome].mode = Combination::MustAgree, p.decided[S::kOutcome].exhaustive = false;
       }},
      {"a case has both a value and none", [](Program& p) { p.decided[S::kOutcome].cases[0].undetermined = true; }},
      {"the value of a case does not exist", [](Program& p) { p.decided[S::kOutcome].cases[0].value = 4; }},
      {"a value that a case leaves possible does not exist",
       [](Program& p) { p.decided[S::kOutcome].cases[1].possible = {4}; }},
      {"the condition of a case is %", [](Program& p) { p.decided[S::kOutcome].cases[0].when = p.event_date; }},
      {"742.6(b)(10) concludes it twice", [](Program& p) { p.decided[S::kReview].provisions.push_back(S::kDenial); }},
      {"744.2 concludes something else", [](Program& p) { p.decided[S::kReview].provisions.push_back(S::kForbidden); }},
      {"742.6(b)(2) stands after 742.6(b)(10)",
       [](Program& p) { std::swap(p.decided[S::kReview].provisions[0], p.decided[S::kReview].provisions[1]); }},
      {"the event date is %", [](Program& p) { p.event_date = p.provisions[S::kRequired].scope; }},
      {"the event date is not a date", [](Program& p) { p.event_date = p.definitions[0].body; }},
      {"scenario \"a chip to Macau\": the file of its span",
       [](Program& p) { p.scenarios[0].expect[0].span.file = 5; }},
  });
}

TEST_CASE("verify: refuses faults of the license vocabulary") {
  const auto requirement = [](Program& p) -> Requirement& { return p.licensing.requirements[0]; };
  const auto exception = [](Program& p) -> Exception& { return p.licensing.exceptions[0]; };
  refuse({
      {"requirement 742.6(a)(6)(iii)(A): one of its versions is of another kind (740.27)",
       [=](Program& p) { requirement(p).provisions = {S::kSentence}; }},
      {"one of its versions does not exist", [=](Program& p) { requirement(p).provisions = {99}; }},
      {"one of its conditions is %", [=](Program& p) { requirement(p).applies = p.event_date; }},
      {"the source of its instances is %", [=](Program& p) { requirement(p).instances = {p.event_date}; }},
      {"it is read in a row of item, and none is there", [=](Program& p) { requirement(p).instances = {}; }},
      {"its review policy does not exist", [=](Program& p) { requirement(p).review = 9; }},
      {"an exception that names it does not exist", [=](Program& p) { requirement(p).exceptions[0].exception = 2; }},
      {"the provisions that name it does not exist", [=](Program& p) { requirement(p).exceptions[0].names = 2; }},
      {"a condition of an exception to it is %", [=](Program& p) { requirement(p).exceptions[0].met = p.event_date; }},
      {"742.6(a)(6)(iii)(A) neither overcomes nor authorizes",
       [=](Program& p) { exception(p).provisions = {S::kRequired}; }},
      {"one of its foreclosures is of another kind", [=](Program& p) { exception(p).foreclosures = {S::kSentence}; }},
      {"the condition of a step does not exist", [=](Program& p) { exception(p).steps[0].needed = 9999; }},
      {"exception AIA: one of its conditions", [=](Program& p) { exception(p).used = 9999; }},
      {"duty 743.9: its day is %", [](Program& p) { p.licensing.duties[0].due = p.licensing.duties[0].when; }},
      {"duty 743.9: its day is not a date", [](Program& p) { p.licensing.duties[0].due = p.definitions[0].body; }},
      {"finding F1: its condition", [](Program& p) { p.licensing.findings[0].when = p.event_date; }},
      {"a prohibition is of another kind", [](Program& p) { p.licensing.prohibitions = {S::kRequired}; }},
      {"the disposition does not exist", [](Program& p) { p.licensing.disposition = 4; }},
      {"the review policy of the line does not exist", [](Program& p) { p.licensing.review = -5; }},
  });
}

TEST_CASE("verify: refuses faults of nodes") {
  const auto node = [](Op op, auto change) { return [=](Program& p) { change(p, first(p, op)); }; };
  using N = Node&;
  refuse({
      {"its operation does not exist", node(Op::And, [](Program&, N n) { n.op = static_cast<Op>(200); })},
      {"its argument %9999 does not come before it", node(Op::And, [](Program&, N n) { n.args[0] = 9999; })},
      {"does not come before it", node(Op::And, [](Program& p, N n) { n.args[0] = static_cast<Id>(&n - p.nodes.data()); })},
      {"does not come before it", node(Op::Not, [](Program&, N n) { n.args[0] = -1; })},
      {"its scope does not exist", node(Op::And, [](Program&, N n) { n.scope = 6; })},
      {"its type is not that of its result", node(Op::And, [](Program&, N n) { n.type = date_type(); })},
      {"the file of its span does not exist", node(Op::NumField, [](Program&, N n) { n.span = {7, 0, 1}; })},
      {"(Not): it has 0 arguments instead of 1", node(Op::Not, [](Program&, N n) { n.args.clear(); })},
      {"(And): it has 1 arguments, and needs 2", node(Op::And, [](Program&, N n) { n.args.resize(1); })},
      {"(True): it has arguments", [](Program& p) {
         Node n = first(p, Op::True);
         n.args = {0};
         p.nodes.push_back(n);
       }},
      {"is NumField", node(Op::Not, [](Program& p, N n) { n.args[0] = p.event_date; })},
      {"its paragraph does not exist", node(Op::Mark, [](Program&, N n) { n.a = 2; })},
      {"compares numbers of different scales",
       node(Op::Compare, [](Program& p, N n) { n.args[1] = p.definitions[0].body < n.args[1] ? p.definitions[0].body : 6; })},
      {"its comparison does not exist (5)", node(Op::Compare, [](Program&, N n) { n.a = 5; })},
      {"its comparison does not exist (-1)", node(Op::CompareRatio, [](Program&, N n) { n.a = -1; })},
      {"is not a number", node(Op::CompareRatio, [](Program& p, N n) { n.args[0] = p.event_date; })},
      {"its set does not exist", node(Op::InSet, [](Program&, N n) { n.a = 1LL << 33; })},
      {"its set is of another category", node(Op::InSet, [](Program&, N n) { n.a = 1; })},
      {"its list does not exist", node(Op::InList, [](Program&, N n) { n.a = 1; })},
      {"its list is of another category", [](Program& p) { p.lists[0].category = S::kEccn; }},
      {"compares values of different categories", [](Program& p) {
         Node n = first(p, Op::CatEqual);
         p.nodes.push_back(first(p, Op::CatConst));
         p.nodes.back().type = category_type(S::kPolicy);
         p.nodes.back().a = 0;
         n.args = {n.args[0], static_cast<Id>(p.nodes.size()) - 1};
         p.nodes.push_back(n);
       }},
      {"its field does not exist", node(Op::Has, [](Program&, N n) { n.a = 4; })},
      {"it has no scope", node(Op::IsMissing, [](Program&, N n) { n.scope = kNone; })},
      {"its field is of another type", node(Op::BoolField, [](Program&, N n) { n.a = S::kTpp; })},
      {"its field is of another type", node(Op::NumField, [](Program&, N n) { n.type = number_type(2); })},
      {"its field is of another type", node(Op::CatField, [](Program&, N n) { n.type = category_type(S::kEccn); })},
      {"its scope is not the subject of the provision", node(Op::InForce, [](Program&, N n) { n.a = S::kSpecified; })},
      {"its provision does not exist", node(Op::InScope, [](Program&, N n) { n.a = 10; })},
      {"its set of provisions does not exist", node(Op::ConditionsOf, [](Program&, N n) { n.a = 1; })},
      {"what it reads does not list", node(Op::Lists, [](Program&, N n) { n.a = S::kReview; })},
      {"its value does not exist", node(Op::Lists, [](Program&, N n) { n.b = 4; })},
      {"what it reads lists", node(Op::OutcomeIs, [](Program&, N n) { n.a = S::kClasses; })},
      {"its set is of another category", node(Op::OutcomeIs, [](Program&, N n) { n.b = 0; })},
      {"its decided value does not exist", node(Op::Outcome, [](Program&, N n) { n.a = 4; })},
      {"what it reads lists", node(Op::Outcome, [](Program&, N n) { n.a = S::kClasses; })},
      {"what it reads is of another category", node(Op::Outcome, [](Program&, N n) { n.a = S::kOutcome; })},
      {"its alternative does not exist", node(Op::ReadingIs, [](Program&, N n) { n.b = 2; })},
      {"its definition does not exist", node(Op::CallNum, [](Program&, N n) { n.a = -1; })},
      {"its definition is of another type", node(Op::CallNum, [](Program&, N n) { n.a = S::kPlace; })},
      {"its table does not exist", node(Op::InTable, [](Program&, N n) { n.a = 2; })},
      {"is TextField", node(Op::InTable, [](Program&, N n) { n.a = 1; })},
      {"its column does not exist", node(Op::LookupNum, [](Program&, N n) { n.b = 1; })},
      {"its column is of another type", node(Op::LookupCat, [](Program&, N n) { n.b = 1; })},
      {"its column is of another type", node(Op::LookupText, [](Program&, N n) { n.b = 0; })},
      {"its reason does not exist", node(Op::Undefined, [](Program&, N n) { n.b = 99; })},
      {"its day lies outside time", [](Program& p) {
         for (Node& n : p.nodes)
           if (n.op == Op::NumConst && n.type.kind == ValueKind::Date) n.b = 1;
       }},
      {"is of another type", node(Op::Add, [](Program&, N n) { n.args[1] = n.args[0], n.type = number_type(3, 1); })},
      {"do not add up", node(Op::Mul, [](Program& p, N n) { n.type.scale = 5, p.definitions[0].type.scale = 5; })},
      {"its power of ten is -1", node(Op::Rescale, [](Program&, N n) { n.a = -1; })},
      {"its scale is not that of its argument", node(Op::Rescale, [](Program&, N n) { n.a = 3; })},
      {"its unit is not that of its argument", node(Op::Rescale, [](Program&, N n) { n.type.unit = 1; })},
      {"its rounding does not exist", node(Op::RoundDiv, [](Program&, N n) { n.a = 3; })},
      {"is not the difference", node(Op::RoundDiv, [](Program&, N n) { n.type.scale = 2; })},
      {"needs 1", node(Op::Min, [](Program&, N n) { n.args.clear(); })},
      {"its figure is of another type", node(Op::Figure, [](Program&, N n) { n.a = n.a == 0 ? 1 : 0; })},
      {"is not a date", node(Op::Figure, [](Program& p, N n) { n.args[0] = p.definitions[0].body; })},
      {"not a whole number", node(Op::Count, [](Program&, N n) { n.type.scale = 1; })},
      {"its source is not a tree", [](Program& p) {
         Builder b(std::move(p));
         const Id hits = b.field(S::kParty, S::kHits);
         b.node(Op::TopmostSum, number_type(0), S::kParty, {hits, b.truth(true), b.number(1, number_type(0))});
         p = b.take();
       }},
      {"it adds a part of a day", node(Op::DateAdd, [](Program& p, N n) { p.nodes[static_cast<std::size_t>(n.args[1])].type.scale = 1; })},
      {"its part of a date does not exist", node(Op::DatePart, [](Program&, N n) { n.a = 3; })},
      {"its code does not exist", node(Op::CatConst, [](Program&, N n) { n.a = 77; })},
      {"its text does not exist", node(Op::TextConst, [](Program&, N n) { n.b = -1; })},
      {"stands for the rows of a list", node(Op::AtNum, [](Program& p, N n) {
         n.args[0] = static_cast<Id>(&first(p, Op::ListOf) - p.nodes.data());
       })},
      {"its field is of another kind", node(Op::ListOf, [](Program&, N n) { n.a = S::kEndUser; })},
      {"its elements are of another record type", node(Op::StructOf, [](Program&, N n) { n.type.record = S::kHit; })},
      {"its elements are not parties", node(Op::RolesOf, [](Program&, N n) { n.type.record = S::kLine; })},
      {"its role set does not exist", node(Op::RolesOf, [](Program&, N n) { n.a = 1; })},
      {"is of another type", node(Op::Where, [](Program&, N n) { n.type.record = S::kHit; })},
      {"is of another type", node(Op::Within, [](Program&, N n) { n.type.record = S::kParty; })},
  });
}

// The sample with a change made through a builder.
std::string verified(const std::function<void(Builder&)>& change) {
  Builder b(sample());
  change(b);
  return verify(b.program());
}

void define(Builder& b, const char* name, Id subject, Id body) {
  b.program().definitions.push_back({name, subject, body, b.at(body).type, {}});
}

Id call(Builder& b, Id definition, Id scope, Type type = bool_type()) {
  const Op op = type.kind == ValueKind::Bool       ? Op::CallCond
                : type.kind == ValueKind::Category ? Op::CallCat
                                                   : Op::CallNum;
  return b.node(op, type, scope, {}, definition);
}

constexpr Id kNext = 4;  // the first definition that a test adds

TEST_CASE("verify: shows circles") {
  const auto circle = [](const char* path) { return "these depend on each other: " + std::string(path); };
  CHECK(verified([](Builder& b) {
          b.program().provisions[S::kRequired].displaced_by = {S::kOverview};
          b.program().provisions[S::kOverview].displaced_by = {S::kRequired};
        }) == circle("742.6(a)(6)(iii)(A) -> 742.6(a)(6)(iii) -> 742.6(a)(6)(iii)(A)"));
  CHECK(verified([](Builder& b) {
          b.program().provisions[S::kCase].scope =
              b.node(Op::OutcomeIs, bool_type(), S::kLine, {}, S::kReview, b.set(S::kPolicy, {1}));
        }) == circle("742.6(b)(2) -> review policy -> 742.6(b)(2)"));
  CHECK(verified([](Builder& b) {
          define(b, "a", S::kLine, b.not_(call(b, kNext + 1, S::kLine)));
          define(b, "b", S::kLine, call(b, kNext, S::kLine));
        }) == circle("\"a\" of line -> \"b\" of line -> \"a\" of line"));
  CHECK(verified([](Builder& b) { define(b, "a", kNone, call(b, kNext, kNone)); }) == circle("\"a\" -> \"a\""));
  // A paragraph may ask for its sibling, and not for what holds it.
  const auto asks_for = [](Id code) {
    return verified([=](Builder& b) {
      Provision p = b.program().provisions[S::kSpecified];
      p.citation = "3A090.b";
      p.value = 2;
      p.displaced_by.clear();
      p.scope = b.not_(b.node(Op::Lists, bool_type(), S::kItem, {}, S::kClasses, code));
      b.program().decided[S::kClasses].provisions.push_back(static_cast<Id>(b.program().provisions.size()));
      b.program().provisions.push_back(p);
    });
  };
  CHECK(asks_for(1) == "");
  CHECK(asks_for(2) == circle("3A090.b -> 3A090.b"));
  CHECK(asks_for(0) == circle("3A090.b -> 3A090.b"));
  // Whether the list is complete is asked before its rows are known.
  CHECK(verified([](Builder& b) {
          b.program().schema.records[S::kParty].fields_[S::kHits].complete_when =
              b.node(Op::Any, bool_type(), S::kParty, {b.field(S::kParty, S::kHits), b.truth(true)});
        }) == circle("whether \"list hit\" is complete -> whether \"list hit\" is complete"));
  // The conditions of a provision add no edge for what displaces it.
  CHECK(verified([](Builder& b) {
          Program& p = b.program();
          p.provisions[S::kRequired].displaced_by = {S::kOverview};
          p.provisions[S::kOverview].scope =
              b.node(Op::ConditionsOf, bool_type(), S::kLine, {}, b.provision_set({S::kRequired}));
        }) == "");
  CHECK(verified([](Builder& b) {
          Program& p = b.program();
          p.provisions[S::kRequired].displaced_by = {S::kOverview};
          p.provisions[S::kOverview].scope = b.node(Op::InScope, bool_type(), S::kLine, {}, S::kRequired);
        }) == circle("742.6(a)(6)(iii)(A) -> 742.6(a)(6)(iii) -> 742.6(a)(6)(iii)(A)"));
}

TEST_CASE("verify: circles have places") {
  Builder b(sample());
  b.program().provisions[S::kRequired].displaced_by = {S::kRequired};
  const std::vector<CycleStep> steps = find_cycle(b.program());
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].name == "742.6(a)(6)(iii)(A)");
  CHECK(steps[0].span == Span{0, 100, 200});
  CHECK(steps[1].name == steps[0].name);
  CHECK(find_cycle(sample()).empty());
}

TEST_CASE("verify: definitions call themselves on the rows below alone") {
  const auto recursive = [](Id subject, const std::function<Id(Builder&, Id self)>& body) {
    return verified([&](Builder& b) {
      const Id self = call(b, kNext, S::kComponent);
      define(b, "deep", subject, body(b, self));
    });
  };
  const auto any = [](Builder& b, Id scope, Id source, Id condition) {
    return b.node(Op::Any, bool_type(), scope, {source, condition});
  };
  const auto children = [](Builder& b) { return b.field(S::kComponent, S::kChildren); };
  const std::string circle = "these depend on each other: \"deep\" of component -> \"deep\" of component";
  CHECK(recursive(S::kComponent, [&](Builder& b, Id self) { return any(b, S::kComponent, children(b), self); }) == "");
  CHECK(recursive(S::kComponent, [&](Builder& b, Id self) {
          const Id grandchild = any(b, S::kComponent, children(b), self);
          return any(b, S::kComponent, children(b), b.or_({self, b.not_(grandchild)}, S::kComponent));
        }) == "");
  CHECK(recursive(S::kComponent, [&](Builder& b, Id self) {
          const Id chosen = b.node(Op::Where, source_type(S::kComponent), S::kComponent, {children(b), b.truth(true)});
          return any(b, S::kComponent, b.node(Op::Within, source_type(S::kComponent), S::kComponent, {chosen, chosen}),
                     self);
        }) == "");
  CHECK(recursive(S::kComponent, [&](Builder&, Id self) { return self; }) == circle);
  CHECK(recursive(S::kComponent, [&](Builder& b, Id self) {
          return b.or_({any(b, S::kComponent, children(b), self), b.not_(self)}, S::kComponent);
        }) == circle);
  CHECK(recursive(S::kComponent, [&](Builder& b, Id self) {  // from the top again
          return any(b, S::kComponent, b.field(S::kItem, S::kComponents), self);
        }) == circle);
  CHECK(recursive(S::kComponent, [&](Builder& b, Id self) {  // the children of those at the top
          return any(b, S::kComponent, b.field(S::kItem, S::kComponents), any(b, S::kComponent, children(b), self));
        }) == circle);
  CHECK(verified([&](Builder& b) {  // through something else
          define(b, "deep", S::kComponent, any(b, S::kComponent, children(b), call(b, kNext + 1, S::kComponent)));
          define(b, "other", S::kComponent, any(b, S::kComponent, children(b), call(b, kNext, S::kComponent)));
        }) == "these depend on each other: \"deep\" of component -> \"other\" of component -> \"deep\" of component");
  CHECK(verified([&](Builder& b) {
          define(b, "deep", S::kItem, any(b, S::kItem, b.field(S::kItem, S::kComponents), call(b, kNext, S::kItem)));
        }) == "these depend on each other: \"deep\" of item -> \"deep\" of item");
}

TEST_CASE("verify: no node is read where its row is not") {
  const auto problem = [](const char* part, const std::function<void(Builder&)>& change) {
    const std::string found = verified(change);
    INFO(found);
    CHECK(found.find(part) != std::string::npos);
  };
  const auto accepted = [](const std::function<void(Builder&)>& change) { CHECK(verified(change) == ""); };
  const auto foreign = [](Builder& b) { return b.field(S::kItem, S::kForeign); };
  const auto located = [](Builder& b) {
    return b.node(Op::CatEqual, bool_type(), S::kParty,
                  {b.field(S::kParty, S::kLocated), b.field(S::kShipment, S::kDestination)});
  };
  const auto few = [](Builder& b) {
    return b.compare(Comparison::Less, b.field(S::kLine, S::kQuantity), b.number(9, number_type(0)), S::kLine);
  };
  const auto users = [](Builder& b) { return b.field(S::kShipment, S::kEndUser); };
  const auto any = [](Builder& b, Id scope, Id source, Id condition) {
    return b.node(Op::Any, bool_type(), scope, {source, condition});
  };

  problem("provision 744.2: node %8 (BoolField): it is read in a row of item, and none is there",
          [&](Builder& b) { b.program().provisions[S::kForbidden].scope = foreign(b); });
  accepted([&](Builder& b) { define(b, "f", S::kItem, foreign(b)); });
  problem("it is read in a row of item", [&](Builder& b) { define(b, "f", S::kLine, foreign(b)); });
  problem("it is read in a row of line", [&](Builder& b) { define(b, "f", S::kShipment, few(b)); });
  problem("it is read in a row of shipment",
          [&](Builder& b) { define(b, "f", kNone, b.field(S::kShipment, S::kDate)); });
  problem("it is read in a row of shipment", [&](Builder& b) {
    const Id here = b.compare(Comparison::Less, b.field(S::kShipment, S::kDate), b.date(1), kNone);
    define(b, "f", kNone, here);
  });

  // A party sees the line that is decided, and what is gone through around it.
  accepted([&](Builder& b) { define(b, "f", S::kParty, b.and_({located(b), few(b)}, S::kParty)); });
  accepted([&](Builder& b) {
    const Id inner = any(b, S::kItem, users(b), b.and_({located(b), foreign(b)}, S::kParty));
    define(b, "f", S::kLine, b.node(Op::AtCond, bool_type(), S::kLine, {b.field(S::kLine, S::kItemOf), inner}));
  });
  // What lies inside the row of a node's scope is out of sight for its arguments.
  problem("it is read in a row of party", [&](Builder& b) {
    define(b, "f", S::kLine, any(b, S::kLine, users(b), b.and_({located(b), few(b)}, S::kLine)));
  });
  problem("it is read in a row of party", [&](Builder& b) {
    define(b, "f", S::kShipment, b.and_({any(b, S::kShipment, users(b), located(b)), located(b)}, S::kShipment));
  });
  // The whole of a sum is read outside, its condition inside.
  const auto sum = [&](Builder& b, Id condition, Id whole) {
    return b.node(Op::Sum, number_type(0), S::kShipment,
                  {b.field(S::kShipment, S::kLines), condition, b.number(1, number_type(0)), whole});
  };
  accepted([&](Builder& b) { define(b, "f", S::kShipment, sum(b, few(b), b.number(5, number_type(0)))); });
  problem("it is read in a row of line",
          [&](Builder& b) { define(b, "f", S::kShipment, sum(b, few(b), b.field(S::kLine, S::kQuantity))); });

  // Of another subject: only what is around.
  problem("what it reads is of a row of item, and none is there",
          [&](Builder& b) { define(b, "f", S::kLine, b.node(Op::Lists, bool_type(), S::kLine, {}, S::kClasses, 1)); });
  accepted([&](Builder& b) {
    define(b, "f", S::kItem, b.node(Op::OutcomeIs, bool_type(), S::kItem, {}, S::kReview, b.set(S::kPolicy, {1})));
  });
  problem("what it reads is of a row of line", [&](Builder& b) {
    define(b, "f", S::kShipment,
           b.node(Op::ConditionsOf, bool_type(), S::kShipment, {}, b.provision_set({S::kRequired})));
  });
  problem("its scope is not the subject of the definition", [&](Builder& b) {
    const Id hit = b.node(Op::CallNum, number_type(2, 1), S::kParty, {}, S::kTotal);
    const Id cheap = b.compare(Comparison::Less, hit, b.number(1, number_type(2, 1)), S::kParty);
    define(b, "f", S::kComponent, any(b, S::kComponent, users(b), cheap));
  });

  // A party may ask for the line; then it cannot be asked of where there is none.
  const auto asks = [&](Builder& b) { define(b, "small", S::kParty, b.and_({located(b), few(b)}, S::kParty)); };
  problem("what it reads asks for the line, and none is there", [&](Builder& b) {
    asks(b);
    define(b, "f", S::kShipment, any(b, S::kShipment, users(b), call(b, kNext, S::kParty)));
  });
  problem("what it reads asks for the line, and none is there", [&](Builder& b) {
    asks(b);
    define(b, "g", S::kParty, b.not_(call(b, kNext, S::kParty)));
    define(b, "f", S::kShipment, any(b, S::kShipment, users(b), call(b, kNext + 1, S::kParty)));
  });
  accepted([&](Builder& b) {
    asks(b);
    define(b, "f", S::kLine, any(b, S::kLine, users(b), call(b, kNext, S::kParty)));
    define(b, "g", S::kShipment, any(b, S::kShipment, b.field(S::kShipment, S::kLines), call(b, kNext + 1, S::kLine)));
  });
  accepted([&](Builder& b) {  // brings its own lines
    define(b, "g", S::kParty, any(b, S::kParty, b.field(S::kShipment, S::kLines), few(b)));
    define(b, "f", S::kShipment, any(b, S::kShipment, users(b), call(b, kNext, S::kParty)));
  });
  problem("provision 744.2: it is displaced by 3A090.a",
          [&](Builder& b) { b.program().provisions[S::kForbidden].displaced_by = {S::kSpecified}; });
  accepted([&](Builder& b) { b.program().provisions[S::kNote].displaced_by = {S::kForbidden}; });
  problem("duty 743.9", [&](Builder& b) { b.program().licensing.duties[0].when = foreign(b); });
  problem("field \"list hit\"",
          [&](Builder& b) { b.program().schema.records[S::kParty].fields_[S::kHits].complete_when = foreign(b); });
  problem("document 90 FR 4544", [&](Builder& b) { b.program().documents[0].savings = foreign(b); });
  problem("provision 3A090.a: node %15 (NumField): it is read in a row of party",
          [&](Builder& b) { b.program().event_date = b.field(S::kParty, S::kScreened); });
}

TEST_CASE("verify: nothing is nested without end") {
  CHECK(verified([](Builder& b) {
          Id c = b.truth(true);
          for (int i = 0; i < 3000; ++i) c = b.not_(c);
        }).find("nested deeper than 2000 levels") != std::string::npos);
  CHECK(verified([](Builder& b) {
          Id c = b.truth(true);
          for (int i = 0; i < 30; ++i) {
            for (int k = 0; k < 100; ++k) c = b.not_(c);
            define(b, "d", kNone, c);
            c = call(b, kNext + i, kNone);
          }
        }) == "what it reads of other parts is nested deeper than 2000 levels");
  CHECK(verified([](Builder& b) {
          Id s = b.field(S::kComponent, S::kChildren);
          for (int i = 0; i < 40; ++i) s = b.node(Op::Within, source_type(S::kComponent), S::kComponent, {s, s});
        }).find("goes through more than 16 rows") != std::string::npos);
}

}  // namespace
}  // namespace licet::ir
