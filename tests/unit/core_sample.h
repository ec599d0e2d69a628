// A small rulebook as lowering might leave it, with every struct, every operation and every optional part in use.
#pragma once

#include "core/ir/build.h"

namespace licet::ir {

// Ids of the sample, in the order in which they are declared.
struct Sample {
  enum Records : Id { kShipment, kLine, kParty, kItem, kComponent, kHit };
  enum Categories : Id { kCountry, kEccn, kDisposition, kPolicy };
  enum ShipmentFields : Id { kDate, kDestination, kLines, kParties, kExporter, kEndUser };
  enum LineFields : Id { kItemOf, kQuantity };
  enum PartyFields : Id { kPartyId, kLocated, kScreened, kHits };
  enum ItemFields : Id { kTpp, kArea, kForeign, kComponents, kPart };
  enum ComponentFields : Id { kValue, kChildren, kOrigin };
  enum Definitions : Id { kLineTpp, kTotal, kRestricted, kPlace };
  enum Provisions : Id {
    kSpecified,
    kNote,
    kRequired,
    kOverview,
    kSentence,
    kClosing,
    kDenial,
    kCase,
    kForbidden,
    kPresumed
  };
  enum Decided : Id { kClasses, kReview, kOutcome, kStatus };
};

inline Field field(std::string name, std::string column, Type type) {
  Field f;
  f.name = std::move(name);
  f.column = std::move(column);
  f.type = type;
  return f;
}

inline Type rows(ValueKind kind, Id record) {
  Type type = source_type(record);
  type.kind = kind;
  return type;
}

inline Period from(const char* day, Id document = kNone) {
  Period p;
  p.from = *parse_day(day);
  p.document = document;
  return p;
}

inline void declare_schema(Schema* s) {
  using S = Sample;
  s->units = {{"TPP"}, {"USD"}};
  s->categories.resize(4);
  s->categories[S::kCountry] = {"country", false, false, {"CN", "DE", "MO", "US"}, {}, {"", "", "", "usa"}};
  s->categories[S::kEccn] = {"ECCN", false, true, {"3A090", "3A090.a", "3A090.b", "EAR99"}, {kNone, 0, 0, kNone}, {}};
  s->categories[S::kDisposition] = {
      "disposition", true, false, {"no requirement found", "available", "license required", "prohibited"}, {}, {}};
  s->categories[S::kPolicy] = {"review policy", true, false, {"case by case", "presumption of denial"}, {}, {}};

  s->records.resize(6);
  RecordType& shipment = s->records[S::kShipment];
  shipment.name = "shipment";
  shipment.fields_ = {field("export date", "export_date", date_type()),
                      field("destination", "destination", category_type(S::kCountry)),
                      field("line", "lines", rows(ValueKind::List, S::kLine)),
                      field("party", "parties", rows(ValueKind::List, S::kParty)),
                      field("exporter", "exporter", rows(ValueKind::Role, S::kParty)),
                      field("end user", "end_user", rows(ValueKind::Role, S::kParty))};
  shipment.fields_[S::kDate].bounded = true;
  shipment.fields_[S::kDate].lo = *parse_day("1990-01-01");
  shipment.fields_[S::kDate].hi = *parse_day("2100-12-31");
  shipment.fields_[S::kDestination].required = true;
  shipment.fields_[S::kLines].max_elements = 1000;
  shipment.fields_[S::kParties].complete_column = "parties_complete";
  shipment.fields_[S::kEndUser].may_be_none = true;

  RecordType& line = s->records[S::kLine];
  line.name = "line";
  line.parent = S::kShipment;
  line.fields_ = {field("item", "item", rows(ValueKind::Struct, S::kItem)),
                  field("quantity", "quantity", number_type(0))};
  RecordType& party = s->records[S::kParty];
  party.name = "party";
  party.parent = S::kShipment;
  party.key = S::kPartyId;
  party.fields_ = {field("party id", "id", text_type()), field("located in", "country", category_type(S::kCountry)),
                   field("screening date", "screened_on", date_type()),
                   field("list hit", "list_hits", rows(ValueKind::List, S::kHit))};
  RecordType& item = s->records[S::kItem];
  item.name = "item";
  item.parent = S::kLine;
  item.fields_ = {field("TPP", "tpp", number_type(4, 0)), field("die area", "die_area", number_type(3)),
                  field("foreign-made", "foreign_made", bool_type()),
                  field("component", "components", rows(ValueKind::List, S::kComponent)),
                  field("part number", "part_number", text_type())};
  item.fields_[S::kTpp].derived = true;
  item.fields_[S::kPart].unused = true;
  RecordType& component = s->records[S::kComponent];
  component.name = "component";
  component.parent = S::kItem;
  component.depth = 8;
  component.children = S::kChildren;
  component.fields_ = {field("value", "value", number_type(2, 1)),
                       field("component", "components", rows(ValueKind::List, S::kComponent)),
                       field("origin", "origin", category_type(S::kCountry))};
  RecordType& hit = s->records[S::kHit];
  hit.name = "list hit";
  hit.parent = S::kParty;
  hit.fields_ = {field("entry key", "entry", text_type())};

  s->role_sets = {{"party to the transaction", {S::kExporter, S::kEndUser}}};
  s->shipment = S::kShipment;
  s->line = S::kLine;
  s->lines_field = S::kLines;
  s->party = S::kParty;
  s->parties_field = S::kParties;
}

inline void declare_data(Builder* b) {
  using S = Sample;
  Program& p = b->program();
  p.documents = {{"90 FR 4544", "90 FR 4544, Jan. 15, 2025", *parse_day("2025-01-15"), *parse_day("2025-01-13"),
                  *parse_day("2025-05-15"), false, 0, kNone},
                 {"announcement of 2025-05-13", "press release", *parse_day("2025-05-13"), *parse_day("2025-05-13"),
                  *parse_day("2025-05-13"), true, kNone, kNone}};
  p.readings = {{"R03", "3e001", "3E001", {"worldwide", "gate-only"}, 0, "the text says both"}};
  Figure limit;
  limit.name = "lpp-limit";
  limit.type = number_type(0, 0);
  limit.source = "15 CFR 740.29(d)";
  limit.values = {{from("2025-01-13", 0), true, 26900000, kNone, 0, false},
                  {from("2026-01-01"), true, 30000000, 0, 1, true},
                  {from("2027-01-01"), false, 0, kNone, 0, false}};
  p.figures = {limit,
               {"cut-over", date_type(), {{{}, true, *parse_day("2026-04-13"), kNone, 0, false}}, "91 FR 17851"}};
  Period until = from("2023-11-17");
  until.through = *parse_day("2025-01-12");
  until.ended_by = 0;
  p.lists = {{"Country Group D:5",
              S::kCountry,
              from("2020-01-01"),
              true,
              true,
              {{0, until, kNone, 0}, {2, from("2023-11-17"), 0, 1}},
              "Supp. No. 1 to part 740",
              "rules/data/groups.csv",
              "00ff",
              *parse_day("2026-02-02")}};
  Table entities;
  entities.name = "entity list";
  entities.key_type = text_type();
  entities.columns = {"policy", "share", "note", "listed on", "whole"};
  entities.column_types = {category_type(S::kPolicy), number_type(2), text_type(), date_type(), bool_type()};
  entities.rows = {{from("2023-11-17"),
                    b->text_id("E1"),
                    {{1, 1}, {1, 2500}, {1, b->text_id("see \"note\"")}, {1, 19000}, {1, 1}},
                    true},
                   {from("2024-11-17"), b->text_id("E1"), {{0, 0}, {2, 0}, {0, 0}, {2, 0}, {0, 0}}, false}};
  entities.snapshots = {*parse_day("2025-01-01"), *parse_day("2026-01-01")};
  entities.source = "Supp. No. 4 to part 744";
  entities.file = "rules/data/entities.csv";
  entities.digest = "ab12";
  Table chips;
  chips.name = "chips";
  chips.key_type = category_type(S::kEccn);
  chips.columns = {"TPP"};
  chips.column_types = {number_type(4, 0)};
  chips.rows = {{{}, 1, {{1, 48000000}}, false}};
  p.tables = {entities, chips};
  p.horizons = {{"", *parse_day("2022-10-07"), *parse_day("2026-07-23")},
                {"742", kBeginning, *parse_day("2026-01-01")}};
}

// The sample, without the parts of the law that tests add themselves.
inline Program sample() {
  using S = Sample;
  Builder b;
  Program& p = b.program();
  p.name = "us.ear.sample";
  p.title = "A sample";
  p.source = "15 CFR 742.6; \"quoted\"";
  p.files = {"rules/a.licet", "rules/b.licet"};
  p.not_modelled = {"part 746 embargoes"};
  declare_schema(&p.schema);
  declare_data(&b);

  // Facts.
  const Id date = b.field(S::kShipment, S::kDate, {0, 10, 21});
  const Id destination = b.field(S::kShipment, S::kDestination);
  const Id lines = b.field(S::kShipment, S::kLines);
  const Id end_user = b.field(S::kShipment, S::kEndUser);
  const Id item = b.field(S::kLine, S::kItemOf);
  const Id quantity = b.field(S::kLine, S::kQuantity);
  const Id tpp = b.field(S::kItem, S::kTpp);
  const Id area = b.field(S::kItem, S::kArea);
  const Id foreign = b.field(S::kItem, S::kForeign);
  const Id components = b.field(S::kItem, S::kComponents);
  const Id part = b.field(S::kItem, S::kPart);
  const Id value = b.field(S::kComponent, S::kValue);
  const Id children = b.field(S::kComponent, S::kChildren);
  const Id origin = b.field(S::kComponent, S::kOrigin);
  const Id located = b.field(S::kParty, S::kLocated);
  const Id screened = b.field(S::kParty, S::kScreened);
  const Id hits = b.field(S::kParty, S::kHits);
  const Id entry = b.field(S::kHit, 0);
  const Id parties = b.node(Op::RolesOf, source_type(S::kParty), S::kShipment, {}, 0);
  const Id yes = b.truth(true);
  const Id today = b.date(*parse_day("2026-01-01"));
  const Type flag = bool_type();
  p.event_date = date;
  p.schema.records[S::kParty].fields_[S::kHits].complete_when =
      b.compare(Comparison::GreaterEqual, screened, date, S::kParty);

  // Definitions.
  const Type tpp_type = number_type(4, 0);
  const Id at_item = b.node(Op::AtNum, tpp_type, S::kLine, {item, tpp});
  const Id line_tpp = b.node(Op::Mul, tpp_type, S::kLine, {at_item, quantity});
  p.definitions.push_back({"TPP", S::kLine, line_tpp, tpp_type, {0, 5, 9}});
  const Type money = number_type(2, 1);
  const Id below =
      b.node(Op::Sum, money, S::kComponent, {children, yes, b.node(Op::CallNum, money, S::kComponent, {}, S::kTotal)});
  const Id all = b.node(Op::Add, money, S::kComponent, {value, below});
  p.definitions.push_back({"total", S::kComponent, all, money, {}});
  const Id set = b.set(S::kCountry, {2, 0});
  const Id listed = b.node(Op::InList, flag, S::kShipment, {destination, date}, 0);
  const Id restricted =
      b.or_({b.node(Op::InSet, flag, S::kShipment, {destination}, set), listed}, S::kShipment, {0, 30, 60});
  p.definitions.push_back({"restricted", S::kShipment, restricted, flag, {}});
  const Id place = b.node(Op::SelectCat, category_type(S::kCountry), S::kParty,
                          {b.node(Op::Has, flag, S::kParty, {}, S::kLocated), located, b.code(S::kCountry, 3)});
  p.definitions.push_back({"place", S::kParty, place, category_type(S::kCountry), {}});

  // Conditions, with every operation somewhere.
  p.paragraphs = {{"3A090.a.1", kNone, S::kItem, {0, 70, 80}, b.text_id("a TPP of 4800 or more")},
                  {"3A090.a", kNone, kNone, {}, kNone}};
  const Id fast = b.compare(Comparison::GreaterEqual, tpp, b.number(4800, number_type(0, 0)), S::kItem);
  const Id high = b.node(Op::Mark, flag, S::kItem, {fast}, 0);
  p.paragraphs[0].node = high;
  const Id dense = b.node(Op::CompareRatio, flag, S::kItem,
                          {tpp, area, b.number(592, number_type(2)), b.number(1000, number_type(0))},
                          static_cast<std::int64_t>(Comparison::Greater));
  const Id from_there = b.node(Op::CatEqual, flag, S::kComponent, {origin, destination});
  const Id small = b.compare(Comparison::Less, value, b.number(5, number_type(0, 1)), S::kComponent);
  const Id several = b.node(Op::Any, flag, S::kItem,
                            {b.node(Op::Where, source_type(S::kComponent), S::kItem, {components, from_there}), small});
  const Id known = b.node(Op::LookupNum, tpp_type, S::kShipment, {b.code(S::kEccn, 1), date}, 1, 0);
  const Id specified = b.or_({high, b.and_({dense, b.not_(foreign)}, S::kItem)}, S::kItem);
  const Id classes_list = b.node(Op::Lists, flag, S::kItem, {}, S::kClasses, 1);
  const Id attested =
      b.node(Op::Attested, flag, S::kItem, {classes_list, b.node(Op::IsMissing, flag, S::kItem, {}, S::kTpp)});
  const Id listed_item = b.node(Op::AtCond, flag, S::kLine, {item, attested});
  const Id penny = b.compare(Comparison::Equal, value, b.number(1, money), S::kComponent);
  const Id topmost = b.node(Op::TopmostSum, money, S::kItem, {components, penny, value});
  const Id total = b.node(Op::CallNum, money, S::kComponent, {}, S::kTotal);
  const Id highest = b.node(Op::Highest, money, S::kItem, {components, yes, total});
  const Id topmost_of_item = b.node(Op::AtNum, money, S::kLine, {item, topmost});
  const Id highest_of_item = b.node(Op::AtNum, money, S::kLine, {item, highest});
  const Id cheap = b.compare(Comparison::LessEqual, topmost_of_item, highest_of_item, S::kLine);
  const Id count = b.node(Op::Count, number_type(0), S::kShipment,
                          {b.node(Op::Within, source_type(S::kHit), S::kShipment, {parties, hits}),
                           b.node(Op::TextEqual, flag, S::kHit, {entry, b.text("E1")})});
  const Id key_known = b.node(Op::InTable, flag, S::kHit, {entry, date}, 0);
  const Id looked_up =
      b.node(Op::CatEqual, flag, S::kHit,
             {b.node(Op::LookupCat, category_type(S::kPolicy), S::kHit, {entry, date}, 0, 0), b.code(S::kPolicy, 1)});
  const Id noted =
      b.node(Op::TextEqual, flag, S::kHit, {b.node(Op::LookupText, text_type(), S::kHit, {entry, date}, 0, 2), entry});
  const Id hit = b.node(Op::Any, flag, S::kParty, {hits, b.and_({key_known, looked_up, noted}, S::kHit)});
  const Id every =
      b.node(Op::Every, flag, S::kShipment,
             {b.node(Op::RoleOf, source_type(S::kParty), S::kShipment, {}, S::kExporter),
              b.or_({hit, b.node(Op::CatEqual, flag, S::kParty,
                                 {b.node(Op::CallCat, category_type(S::kCountry), S::kParty, {}, S::kPlace), located})},
                    S::kParty)});
  const Id user_id = b.node(Op::AtText, text_type(), S::kShipment, {end_user, b.field(S::kParty, S::kPartyId)});
  const Id named = b.node(Op::TextEqual, flag, S::kShipment, {user_id, b.text("E1")});
  const Id user_place =
      b.node(Op::CatEqual, flag, S::kShipment,
             {b.node(Op::AtCat, category_type(S::kCountry), S::kShipment, {end_user, located}), destination});
  const Id sum = b.node(Op::Sum, tpp_type, S::kShipment,
                        {lines, yes, b.node(Op::CallNum, tpp_type, S::kLine, {}, S::kLineTpp),
                         b.rescaled(b.number(9, number_type(0, 0)), 4)});
  const Id limit = b.rescaled(b.node(Op::Figure, number_type(0, 0), S::kShipment, {date}, 0), 4);
  const Id most = b.node(Op::Max, tpp_type, S::kShipment, {sum, known});
  const Id least = b.node(Op::Min, tpp_type, S::kShipment, {limit, limit});
  const Id within = b.compare(Comparison::LessEqual, most, least, S::kShipment);
  const Id in_a_month = b.node(Op::DateAdd, date_type(), S::kShipment, {date, b.number(30, number_type(0))});
  const Id cut_over = b.node(Op::Figure, date_type(), kNone, {today}, 1);
  const Id soon = b.compare(Comparison::Less, in_a_month, cut_over, S::kShipment);
  const Id that_year = b.node(Op::DatePart, number_type(0), S::kShipment, {date}, 0);
  const Id some_year = b.node(Op::SelectNum, number_type(0), S::kShipment,
                              {b.node(Op::ReadingIs, flag, kNone, {}, 0, 1), b.number(2025, number_type(0)),
                               b.node(Op::Sub, number_type(0), S::kShipment, {date, today})});
  const Id year = b.compare(Comparison::Equal, that_year, some_year, S::kShipment);
  const Id quotient =
      b.node(Op::RoundDiv, number_type(1), S::kItem, {tpp, area}, static_cast<std::int64_t>(Rounding::HalfUp));
  const Id lowest = b.node(Op::Lowest, number_type(0), S::kItem, {components, yes, b.number(1, number_type(0))});
  const Id rounded = b.compare(Comparison::Greater, quotient, lowest, S::kItem);
  const Id no_rate = b.undefined_number("no rate", number_type(0));
  const Id undefined = b.compare(Comparison::Equal, no_rate, count, S::kShipment);
  const Id text_field = b.node(Op::TextEqual, flag, S::kItem, {part, b.text("P-1")});
  const Id select = b.node(Op::SelectCond, flag, S::kShipment,
                           {b.node(Op::AsEnforced, flag, kNone), b.undefined("nothing said"),
                            b.node(Op::Shown, flag, S::kShipment, {named})});
  const Id item_tests = b.node(Op::AtCond, flag, S::kLine, {item, b.and_({rounded, text_field, several}, S::kItem)});
  const Id many = b.and_({select, every, user_place, within, soon, year, undefined}, S::kShipment, {1, 0, 4});

  // Law.
  const auto provision = [&](const char* citation, ProvisionKind kind, Id subject, Id decides, Id decided, Id scope,
                             Id test) {
    Provision v;
    v.citation = citation;
    v.kind = kind;
    v.subject = subject;
    v.decides = decides;
    v.value = decided;
    v.scope = scope;
    v.test = test;
    v.period = from("2023-11-17", 0);
    v.span = {0, 100, 200};
    p.provisions.push_back(v);
  };
  using K = ProvisionKind;
  provision("3A090.a", K::Conclusion, S::kItem, S::kClasses, 1, specified, kNone);
  provision("Note 2 to 3A090", K::Bar, S::kItem, kNone, kNone, foreign, kNone);
  const Id restricted_call = b.node(Op::CallCond, flag, S::kShipment, {}, S::kRestricted);
  provision("742.6(a)(6)(iii)(A)", K::Requirement, S::kLine, kNone, kNone, listed_item, restricted_call);
  provision("742.6(a)(6)(iii)", K::Requirement, S::kLine, kNone, kNone, listed_item, kNone);
  provision("740.27", K::Exception, S::kLine, kNone, kNone, b.and_({cheap, item_tests}, S::kLine), many);
  provision("740.2(a)(9)(ii)", K::Foreclosure, S::kLine, kNone, kNone, restricted_call, kNone);
  provision("742.6(b)(10)", K::Review, S::kLine, S::kReview, 1, listed_item, kNone);
  provision("742.6(b)(2)", K::Review, S::kLine, S::kReview, 0, yes, kNone);
  provision("744.2", K::Prohibition, S::kLine, kNone, kNone, kNone, kNone);
  provision("Note 1 to 3A090.a", K::Presumption, S::kItem, S::kStatus, 1, foreign, kNone);
  p.provisions[S::kSpecified].displaced_by = {S::kNote};
  p.provisions[S::kSpecified].title = "Chips";
  p.provisions[S::kOverview].period.through = *parse_day("2025-01-12");
  p.provisions[S::kOverview].period.ended_by = 0;
  p.provisions[S::kRequired].separate_scope = true;
  p.provisions[S::kRequired].readings = {0};
  p.provisions[S::kRequired].suspended = {from("2026-01-01", 1)};
  p.provisions[S::kRequired].date = p.event_date;
  p.provisions[S::kRequired].scheduled = true;
  p.provisions[S::kRequired].unconfirmed = true;
  p.provisions[S::kRequired].unconfirmed_note = "not yet read";
  p.provisions[S::kRequired].text = b.text_id("A license is required");

  const auto decided = [](const char* name, const char* column, Id subject, Id category, Combination mode) {
    DecidedValue d;
    d.name = name;
    d.column = column;
    d.subject = subject;
    d.category = category;
    d.mode = mode;
    return d;
  };
  DecidedValue classes = decided("specified in", "classes", S::kItem, S::kEccn, Combination::AllListed);
  classes.provisions = {S::kSpecified};
  DecidedValue review = decided("review policy", "review", S::kLine, S::kPolicy, Combination::MostRestrictive);
  review.ordered = true;
  review.fallback = 0;
  review.fallback_when = restricted_call;
  review.provisions = {S::kCase, S::kDenial};
  const Id in_force = b.node(Op::InForce, flag, S::kLine, {}, S::kRequired);
  const Id in_scope = b.node(Op::InScope, flag, S::kLine, {}, S::kOverview);
  const Id conditions = b.node(Op::ConditionsOf, flag, S::kLine, {}, b.provision_set({S::kSentence, S::kRequired}));
  const Id denied = b.node(Op::OutcomeIs, flag, S::kLine, {}, S::kReview, b.set(S::kPolicy, {1}));
  const Id policy =
      b.node(Op::CatEqual, flag, S::kLine,
             {b.node(Op::Outcome, category_type(S::kPolicy), S::kLine, {}, S::kReview), b.code(S::kPolicy, 0)});
  DecidedValue outcome = decided("disposition", "disposition", S::kLine, S::kDisposition, Combination::First);
  outcome.ordered = true;
  outcome.exhaustive = true;
  outcome.cases = {{3, false, b.node(Op::InForce, flag, S::kLine, {}, S::kForbidden), {}},
                   {kNone, true, b.or_({denied, policy}, S::kLine), {1, 2}},
                   {2, false, b.or_({in_force, in_scope, conditions}, S::kLine), {}},
                   {0, false, kNone, {}}};
  DecidedValue status = decided("jurisdiction", "", S::kItem, S::kEccn, Combination::MustAgree);
  status.fallback = 3;
  status.provisions = {S::kPresumed};
  p.decided = {classes, review, outcome, status};

  Licensing& l = p.licensing;
  Requirement r;
  r.citation = "742.6(a)(6)(iii)(A)";
  r.reason = "RS";
  r.provisions = {S::kRequired, S::kOverview};
  r.applies = in_force;
  r.instances = {item};
  r.instance_applies = attested;
  r.instance_overcome = foreign;
  r.overcome = conditions;
  r.overcome_on_steps = in_scope;
  r.review = S::kReview;
  r.named_only = true;
  r.exceptions = {{0, 0, conditions, in_force, in_scope, listed_item}};
  l.requirements = {r};
  Exception e;
  e.name = "AIA";
  e.citation = "740.27";
  e.title = "Artificial Intelligence Authorization";
  e.provisions = {S::kSentence};
  e.steps = {{"740.27(c)", "the exporter has given notice", in_force, policy}};
  e.foreclosures = {S::kClosing};
  e.steps_taken = policy;
  e.claimed = denied;
  e.used = conditions;
  l.exceptions = {e, {"VEU", "748.15", "Validated end user", true, {}, {}, {}, kNone, kNone, kNone, true}};
  const Id due = b.node(Op::DateAdd, date_type(), S::kShipment, {date, b.number(60, number_type(0))});
  l.duties = {{"743.9", "the exporter", "must report", in_force, due}};
  l.findings = {{"F1", "740.29", "two years", in_force}};
  l.prohibitions = {S::kForbidden};
  l.disposition = S::kOutcome;
  l.review = S::kReview;
  p.documents[0].savings = soon;

  const Id holder = b.node(Op::AtText, text_type(), S::kShipment, {end_user, b.field(S::kParty, S::kPartyId)});
  const Id taken = b.node(Op::CallNum, tpp_type, S::kLine, {}, S::kLineTpp);
  Ledger received;
  received.name = "lpp-received";
  received.source = "15 CFR 740.29(d)";
  received.type = tpp_type;
  received.dimensions = {{"holder", holder}, {"destination", destination}};
  received.period = LedgerPeriod::Year;
  received.dated = date;
  received.entries = {{false, taken, soon, conditions, {0, 5, 9}}, {true, taken, kNone, kNone, {}}};
  received.limit = limit;
  received.order = {date, holder};
  received.per_shipment = true;
  received.counted = listed_item;
  received.knowledge = Knowledge::Partial;
  received.closed_when = restricted;
  received.opening = Opening::FromInput;
  Ledger base = received;
  base.name = "installed-base";
  base.stock = base.never_lowered = true;
  base.period = LedgerPeriod::Whole;
  base.from = *parse_day("2025-01-01");
  base.limit = kNone;
  base.knowledge = Knowledge::CompleteAsOf;
  p.ledgers.ledgers = {received, base};
  const Id at_hand = b.node(Op::CodeAtHand, category_type(S::kCountry), kNone);
  const Id abroad = b.not_(b.node(Op::InList, flag, S::kLine, {at_hand, date}, 0));
  const Id there = b.node(Op::Balance, tpp_type, S::kLine, {holder, at_hand, date},
                          b.question({1, {DimensionAsked::Given, DimensionAsked::Given}, Counting::Measure}));
  const Id outside = b.node(Op::Balance, tpp_type, S::kLine, {holder, abroad, date},
                            b.question({1, {DimensionAsked::Given, DimensionAsked::Where}, Counting::Nothing}));
  const Id all_of_it = b.node(Op::Balance, tpp_type, S::kLine, {date, taken},
                              b.question({0, {DimensionAsked::All, DimensionAsked::All}, Counting::Amount}));
  const Id each =
      b.node(Op::EveryCode, flag, S::kLine, {b.compare(Comparison::Less, there, outside, S::kLine)}, S::kCountry);
  const Id shares = b.and_({each, b.compare(Comparison::Less, outside, all_of_it, S::kLine)}, S::kLine);
  p.ledgers.tests = {{"paragraph 6", 1, shares, {201, 801}, {0, 10, 20}}};
  p.ledgers.apportionments = {{S::kCase, all_of_it}};
  p.ledgers.reverses = holder;

  ScenarioRun run{"export_date", "as codified", "2026-01-01", true, {{"R03", "gate-only"}}};
  p.scenarios = {{"a chip to Macau",
                  "{\"lines\": []}",
                  run,
                  {{"disposition", "", "license required", "742.6", {1, 5, 9}}},
                  {1, 0, 20}}};
  return b.take();
}

}  // namespace licet::ir
