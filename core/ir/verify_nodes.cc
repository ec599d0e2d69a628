// Every operation with its arguments, payload and types, as ops.def has them. A new operation does not compile until it
// has a case here.
#include <algorithm>

#include "core/ir/verify_parts.h"

namespace licet::ir::checks {
namespace {

class NodeCheck {
 public:
  NodeCheck(const Program& program, Id id) : p_(program), n_(program.nodes[at(id)]) {}

  void run() {
    require_span(p_, n_.span);
    require_id_or_none(n_.scope, p_.schema.records, "its scope");
    require_type(p_, n_.type);
    check_kind();
    check_operation();
  }

 private:
  void check_kind() const {
    bool fits = false;
    switch (result_of(n_.op)) {
      case Result::Cond:
        fits = n_.type.kind == ValueKind::Bool;
        break;
      case Result::Num:
        fits = n_.type.kind == ValueKind::Number || n_.type.kind == ValueKind::Date;
        break;
      case Result::Cat:
        fits = n_.type.kind == ValueKind::Category;
        break;
      case Result::Text:
        fits = n_.type.kind == ValueKind::Text;
        break;
      case Result::Source:
        fits = n_.type.kind == ValueKind::Source;
        break;
    }
    require(fits, "its type is not that of its result");
  }

  void check_operation() const {
    switch (n_.op) {
      case Op::True:
      case Op::AsEnforced:
        return none();
      case Op::BoolField:
        return none(), read_field(ValueKind::Bool);
      case Op::Not:
      case Op::Shown:
        return expect({Result::Cond});
      case Op::And:
      case Op::Or:
        return many(Result::Cond, 2);
      case Op::Mark:
        expect({Result::Cond});
        return require_id(n_.a, p_.paragraphs, "its paragraph");
      case Op::Compare:
        expect({Result::Num, Result::Num});
        comparison();
        return require(type(0) == type(1), "it compares numbers of different scales or units");
      case Op::CompareRatio:
        expect({Result::Num, Result::Num, Result::Num, Result::Num});
        comparison();
        for (std::size_t i = 0; i < 4; ++i) number(i);
        return;
      case Op::InSet:
        expect({Result::Cat});
        require_id(n_.a, p_.sets, "its set");
        return require(p_.set_categories[at_a()] == type(0).category, "its set is of another category");
      case Op::InList:
        expect({Result::Cat, Result::Num});
        date(1);
        require_id(n_.a, p_.lists, "its list");
        return require(p_.lists[at_a()].category == type(0).category, "its list is of another category");
      case Op::TextEqual:
        return expect({Result::Text, Result::Text});
      case Op::CatEqual:
        expect({Result::Cat, Result::Cat});
        return require(type(0) == type(1), "it compares values of different categories");
      case Op::Has:
      case Op::IsMissing:
        none();
        return static_cast<void>(field());
      case Op::Any:
      case Op::Every:
        return expect({Result::Source, Result::Cond});
      case Op::AtCond:
        expect({Result::Source, Result::Cond});
        return one_place(n_.args[0]);
      case Op::InForce:
      case Op::InScope:
        none();
        require_id(n_.a, p_.provisions, "its provision");
        return require(n_.scope == p_.provisions[at_a()].subject, "its scope is not the subject of the provision");
      case Op::ConditionsOf:
        none();
        require(n_.scope != kNone, "it has no scope");
        return require_id(n_.a, p_.provision_sets, "its set of provisions");
      case Op::Lists:
        decided();
        require(p_.decided[at_a()].mode == Combination::AllListed, "what it reads does not list");
        return require_id(n_.b, p_.schema.categories[at(p_.decided[at_a()].category)].values, "its value");
      case Op::OutcomeIs:
        decided();
        require(p_.decided[at_a()].mode != Combination::AllListed, "what it reads lists");
        require_id(n_.b, p_.sets, "its set");
        return require(p_.set_categories[at(static_cast<Id>(n_.b))] == p_.decided[at_a()].category,
                       "its set is of another category");
      case Op::ReadingIs:
        none();
        require_id(n_.a, p_.readings, "its reading");
        return require_id(n_.b, p_.readings[at_a()].alternatives, "its alternative");
      case Op::CallCond:
      case Op::CallNum:
      case Op::CallCat:
        none();
        require_id(n_.a, p_.definitions, "its definition");
        return require(p_.definitions[at_a()].type == n_.type, "its definition is of another type");
      case Op::SelectCond:
        return expect({Result::Cond, Result::Cond, Result::Cond});
      case Op::Attested:
        return expect({Result::Cond, Result::Cond});
      case Op::InTable:
        return key_and_date();
      case Op::EveryCode:
        expect({Result::Cond});
        require_id(n_.a, p_.schema.categories, "its category");
        return require(!p_.schema.categories[at_a()].hierarchical, "its category is a hierarchy");
      case Op::Undefined:
        require(n_.a == 0 || n_.a == 1, "it is neither a term nor a matter that nothing tells");
        return none(), require_id(n_.b, p_.texts, "its reason");

      case Op::NumConst:
        return none(), constant();
      case Op::NumField:
        return none(), read_field(n_.type.kind);
      case Op::Add:
        expect({Result::Num, Result::Num});
        return number(0), same(0), same(1);
      case Op::Sub:
        expect({Result::Num, Result::Num});
        require(type(0) == type(1), "it subtracts numbers of different scales or units");
        if (type(0).kind == ValueKind::Date) return days();
        return same(0);
      case Op::Mul:
        expect({Result::Num, Result::Num});
        number(0), number(1);
        require(n_.type.kind == ValueKind::Number, "its result is not a number");
        return require(n_.type.scale == type(0).scale + type(1).scale,
                       "the scales of its factors do not add up to its own");
      case Op::Rescale:
        expect({Result::Num});
        number(0);
        require(n_.a >= 0 && n_.a <= 38, "its power of ten is {}", n_.a);
        require(n_.type.kind == ValueKind::Number && n_.type.unit == type(0).unit,
                "its unit is not that of its argument");
        return require(n_.type.scale == type(0).scale + n_.a,
                       "its scale is not that of its argument and its power of ten");
      case Op::RoundDiv:
        expect({Result::Num, Result::Num});
        number(0), number(1);
        require(n_.a >= 0 && n_.a <= static_cast<std::int64_t>(Rounding::HalfUp), "its rounding does not exist");
        require(n_.type.kind == ValueKind::Number, "its result is not a number");
        return require(n_.type.scale == type(0).scale - type(1).scale,
                       "its scale is not the difference of its arguments'");
      case Op::Min:
      case Op::Max:
        many(Result::Num, 1);
        for (std::size_t i = 0; i < n_.args.size(); ++i) same(i);
        return;
      case Op::Figure:
        expect({Result::Num});
        date(0);
        require_id(n_.a, p_.figures, "its figure");
        return require(p_.figures[at_a()].type == n_.type, "its figure is of another type");
      case Op::LookupNum:
      case Op::LookupCat:
      case Op::LookupText:
        key_and_date();
        require_id(n_.b, p_.tables[at_a()].columns, "its column");
        return require(p_.tables[at_a()].column_types[at(static_cast<Id>(n_.b))] == n_.type,
                       "its column is of another type");
      case Op::Count:
        expect({Result::Source, Result::Cond});
        return days();
      case Op::Sum:
        expect(n_.args.size() == 4 ? Results{Result::Source, Result::Cond, Result::Num, Result::Num}
                                   : Results{Result::Source, Result::Cond, Result::Num});
        number(2), same(2);
        if (n_.args.size() == 4) same(3);
        return;
      case Op::Highest:
      case Op::Lowest:
        expect({Result::Source, Result::Cond, Result::Num});
        return same(2);
      case Op::TopmostSum:
        expect({Result::Source, Result::Cond, Result::Num});
        number(2), same(2);
        return require(p_.schema.records[at(type(0).record)].children != kNone, "its source is not a tree");
      case Op::DateAdd:
        expect({Result::Num, Result::Num});
        date(0), number(1);
        require(type(1).scale == 0, "it adds a part of a day");
        return require(n_.type.kind == ValueKind::Date, "its result is not a date");
      case Op::DatePart:
        expect({Result::Num});
        date(0);
        require(n_.a >= 0 && n_.a <= static_cast<std::int64_t>(DatePart::Month), "its part of a date does not exist");
        return days();
      case Op::SelectNum:
        expect({Result::Cond, Result::Num, Result::Num});
        return same(1), same(2);
      case Op::AtNum:
        expect({Result::Source, Result::Num});
        return same(1), one_place(n_.args[0]);
      case Op::UndefinedNum:
        return none(), require_id(n_.b, p_.texts, "its reason");
      case Op::Balance:
        return balance();

      case Op::CatConst:
        none();
        return require_id(n_.a, p_.schema.categories[at(n_.type.category)].values, "its code");
      case Op::CatField:
        return none(), read_field(ValueKind::Category);
      case Op::Outcome:
        decided();
        require(p_.decided[at_a()].mode != Combination::AllListed, "what it reads lists");
        return require(p_.decided[at_a()].category == n_.type.category, "what it reads is of another category");
      case Op::SelectCat:
        expect({Result::Cond, Result::Cat, Result::Cat});
        return same(1), same(2);
      case Op::AtCat:
        expect({Result::Source, Result::Cat});
        return same(1), one_place(n_.args[0]);
      case Op::CodeAtHand:
        return none();

      case Op::TextConst:
        return none(), require_id(n_.b, p_.texts, "its text");
      case Op::TextField:
        return none(), read_field(ValueKind::Text);
      case Op::AtText:
        expect({Result::Source, Result::Text});
        return one_place(n_.args[0]);

      case Op::ListOf:
        return rows_of(ValueKind::List);
      case Op::StructOf:
        return rows_of(ValueKind::Struct);
      case Op::RoleOf:
        return rows_of(ValueKind::Role);
      case Op::RolesOf:
        none();
        require(n_.scope != kNone, "it has no scope");
        require_id(n_.a, p_.schema.role_sets, "its role set");
        return require(n_.type.record == p_.schema.party, "its elements are not parties");
      case Op::Where:
        expect({Result::Source, Result::Cond});
        return same(0);
      case Op::Within:
        expect({Result::Source, Result::Source});
        return same(1);
    }
  }

  using Results = std::vector<Result>;

  void expect(const Results& results) const {
    require(n_.args.size() == results.size(), "it has {} arguments instead of {}", n_.args.size(), results.size());
    for (std::size_t i = 0; i < results.size(); ++i)
      require(result_of(argument(i).op) == results[i], "its argument %{} is {}", n_.args[i],
              ir::name_of(argument(i).op));
  }
  void none() const { require(n_.args.empty(), "it has arguments"); }
  void many(Result result, std::size_t least) const {
    require(n_.args.size() >= least, "it has {} arguments, and needs {}", n_.args.size(), least);
    expect(Results(n_.args.size(), result));
  }

  const Node& argument(std::size_t i) const { return p_.nodes[at(n_.args[i])]; }
  const Type& type(std::size_t i) const { return argument(i).type; }
  std::size_t at_a() const { return static_cast<std::size_t>(n_.a); }

  void number(std::size_t i) const {
    require(type(i).kind == ValueKind::Number, "its argument %{} is not a number", n_.args[i]);
  }
  void date(std::size_t i) const {
    require(type(i).kind == ValueKind::Date, "its argument %{} is not a date", n_.args[i]);
  }
  void same(std::size_t i) const { require(type(i) == n_.type, "its argument %{} is of another type", n_.args[i]); }
  // The result is a whole number: of days, of elements, of a year.
  void days() const {
    require(n_.type.kind == ValueKind::Number && n_.type.scale == 0, "its result is not a whole number");
  }

  void comparison() const {
    require(n_.a >= 0 && n_.a <= static_cast<std::int64_t>(Comparison::Greater), "its comparison does not exist ({})",
            n_.a);
  }
  void constant() const {
    if (n_.type.kind != ValueKind::Date) return;
    require(n_.b == (n_.a < 0 ? -1 : 0) && n_.a >= kBeginning && n_.a <= kForever, "its day lies outside time");
  }

  const Field& field() const {
    require(n_.scope != kNone, "it has no scope");
    const std::vector<Field>& fields = p_.schema.records[at(n_.scope)].fields_;
    require_id(n_.a, fields, "its field");
    return fields[at_a()];
  }
  void read_field(ValueKind kind) const {
    require(field().type.kind == kind && field().type == n_.type, "its field is of another type");
  }
  void rows_of(ValueKind kind) const {
    none();
    require(field().type.kind == kind, "its field is of another kind");
    require(field().type.record == n_.type.record, "its elements are of another record type");
  }
  void decided() const {
    none();
    require_id(n_.a, p_.decided, "its decided value");
  }
  void key_and_date() const {
    require_id(n_.a, p_.tables, "its table");
    const Type& key = p_.tables[at_a()].key_type;
    expect({key.kind == ValueKind::Text ? Result::Text : Result::Cat, Result::Num});
    date(1);
    require(type(0) == key, "its key is of another type");
  }
  void balance() const {
    require(n_.scope == p_.schema.line, "it is not read in the line");
    require_id(n_.a, p_.ledgers.questions, "its question");
    const AccountQuestion& q = p_.ledgers.questions[at_a()];
    const Ledger& ledger = p_.ledgers.ledgers[at(q.ledger)];
    Results results;
    for (std::size_t i = 0; i < q.dimensions.size(); ++i) {
      if (q.dimensions[i] == DimensionAsked::All) continue;
      const Node& value = p_.nodes[at(ledger.dimensions[i].value)];
      results.push_back(q.dimensions[i] == DimensionAsked::Where ? Result::Cond : result_of(value.op));
    }
    results.push_back(Result::Num);
    if (q.counting == Counting::Amount) results.push_back(Result::Num);
    expect(results);
    std::size_t argument = 0;
    for (std::size_t i = 0; i < q.dimensions.size(); ++i) {
      if (q.dimensions[i] == DimensionAsked::Given)
        require(type(argument) == p_.nodes[at(ledger.dimensions[i].value)].type,
                "its argument %{} is of another type than the dimension", n_.args[argument]);
      argument += q.dimensions[i] == DimensionAsked::All ? 0 : 1;
    }
    date(argument);
    if (q.counting == Counting::Amount) same(argument + 1);
    require(n_.type == ledger.type, "its type is not that of the ledger");
  }
  // A hull over rows is one of the one row of a struct or of the parties of a role, never of a list.
  void one_place(Id source) const {
    const Node& n = p_.nodes[at(source)];
    require(n.op != Op::ListOf, "it stands for the rows of a list");
    // A list is one place where words narrow it down: "the balance whose ledger is N".
    if (n.op == Op::Where && p_.nodes[at(n.args[0])].op != Op::ListOf) one_place(n.args[0]);
    if (n.op == Op::Within) one_place(n.args[0]), one_place(n.args[1]);
  }

  const Program& p_;
  const Node& n_;
};

}  // namespace

void check_nodes(const Program& program) {
  for (std::size_t i = 0; i < program.nodes.size(); ++i)
    about([&] { return fmt::format("node %{} ({})", i, ir::name_of(program.nodes[i].op)); },
          [&] { NodeCheck(program, static_cast<Id>(i)).run(); });
}

}  // namespace licet::ir::checks
