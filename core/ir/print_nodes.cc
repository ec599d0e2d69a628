// Nodes in groups by scope, in the order of their ids: "%7 = compare ge %3, 4800.0000 TPP".
#include <array>

#include "core/ir/print_parts.h"

namespace licet::ir {
namespace {

// "CompareRatio" as "compare_ratio".
std::string small(const char* name) {
  std::string out;
  for (const char* c = name; *c != '\0'; ++c) {
    const bool capital = *c >= 'A' && *c <= 'Z';
    if (capital && c != name) out += '_';
    out += capital ? static_cast<char>(*c - 'A' + 'a') : *c;
  }
  return out;
}

template <std::size_t n>
std::string word(const std::array<const char*, n>& words, std::int64_t index) {
  return index >= 0 && static_cast<std::size_t>(index) < n ? words[static_cast<std::size_t>(index)]
                                                           : "?" + std::to_string(index);
}
constexpr std::array<const char*, 5> kComparisons{"lt", "le", "eq", "ge", "gt"};
constexpr std::array<const char*, 3> kRoundings{"down", "up", "half_up"};
constexpr std::array<const char*, 3> kDateParts{"year", "quarter", "month"};

}  // namespace

void Printer::nodes() {
  const auto group = [&](Id scope, const std::string& title) {
    bool any = false;
    for (std::size_t i = 0; i < p_.nodes.size(); ++i) {
      const Node& n = p_.nodes[i];
      const bool lost = scope == kNone && find(p_.schema.records, n.scope) == nullptr;
      if ((n.scope != scope && !lost) || !constant(n).empty()) continue;
      if (!any) line("\n{}", title);
      any = true;
      node(static_cast<Id>(i));
    }
  };
  group(kNone, "constants");
  for (std::size_t r = 0; r < p_.schema.records.size(); ++r)
    group(static_cast<Id>(r), "scope " + p_.schema.records[r].name);
}

void Printer::node(Id id) {
  const Node& n = p_.nodes[static_cast<std::size_t>(id)];
  std::string text = words(n);
  for (std::size_t i = 0; i < n.args.size(); ++i) text += (i == 0 ? " " : ", ") + ref(n.args[i]);
  if (n.type != Type{}) text += " : " + type(n.type);
  line("  %{} = {}", id, text);
}

std::string Printer::words(const Node& n) const {
  const std::string what = payload(n);
  return small(name_of(n.op)) + (what.empty() ? "" : " " + what);
}

std::string Printer::payload(const Node& n) const {
  const Id a = static_cast<Id>(n.a);
  const auto in_table = [&] {
    const Table* t = find(p_.tables, n.a);
    const std::string* column = t != nullptr ? find(t->columns, n.b) : nullptr;
    return named(p_.tables, n.a, &Table::name) + "." + (column != nullptr ? *column : "?" + std::to_string(n.b)) +
           " of";
  };
  switch (n.op) {
    case Op::BoolField:
    case Op::Has:
    case Op::IsMissing:
    case Op::NumField:
    case Op::CatField:
    case Op::TextField:
    case Op::ListOf:
    case Op::StructOf:
    case Op::RoleOf:
      return field_name(n.scope, n.a);
    case Op::Mark:
      return named(p_.paragraphs, n.a, &Paragraph::citation) + ":";
    case Op::Compare:
    case Op::CompareRatio:
      return word(kComparisons, n.a);
    case Op::InSet: {
      const std::vector<Id>* set = find(p_.sets, n.a);
      const Id* category = find(p_.set_categories, n.a);
      return (set != nullptr && category != nullptr ? codes(*category, *set) : "?") + " of";
    }
    case Op::OutcomeIs: {
      const std::vector<Id>* set = find(p_.sets, n.b);
      const Id* category = find(p_.set_categories, n.b);
      return decided_name(a) + " in " + (set != nullptr && category != nullptr ? codes(*category, *set) : "?");
    }
    case Op::InList:
      return quoted(named(p_.lists, n.a, &DatedList::name)) + " of";
    case Op::InForce:
    case Op::InScope:
      return provision_name(a);
    case Op::ConditionsOf: {
      const std::vector<Id>* set = find(p_.provision_sets, n.a);
      return "{" + (set != nullptr ? joined(*set, &Printer::provision_name) : "?") + "}";
    }
    case Op::Lists: {
      const DecidedValue* d = find(p_.decided, n.a);
      return decided_name(a) + " of " + code(d != nullptr ? d->category : kNone, n.b);
    }
    case Op::Outcome:
      return decided_name(a);
    case Op::ReadingIs:
      return alternative(a, n.b);
    case Op::CallCond:
    case Op::CallNum:
    case Op::CallCat:
      return definition_name(a);
    case Op::InTable:
      return named(p_.tables, n.a, &Table::name) + " has";
    case Op::LookupNum:
    case Op::LookupCat:
    case Op::LookupText:
      return in_table();
    case Op::Figure:
      return named(p_.figures, n.a, &Figure::name) + " on";
    case Op::Rescale:
      return "10^" + std::to_string(n.a);
    case Op::EveryCode:
      return named(p_.schema.categories, n.a, &Category::name);
    case Op::Balance:
      return question(a);
    case Op::RoundDiv:
      return word(kRoundings, n.a);
    case Op::DatePart:
      return word(kDateParts, n.a) + " of";
    case Op::RolesOf:
      return quoted(named(p_.schema.role_sets, n.a, &RoleSet::name));
    case Op::Undefined:
      return (n.a == 1 ? "untold " : "") + text(n.b);
    case Op::UndefinedNum:
      return text(n.b);
    case Op::True:
    case Op::Not:
    case Op::And:
    case Op::Or:
    case Op::TextEqual:
    case Op::CatEqual:
    case Op::Shown:
    case Op::Any:
    case Op::Every:
    case Op::AtCond:
    case Op::AsEnforced:
    case Op::SelectCond:
    case Op::Attested:
    case Op::NumConst:
    case Op::Add:
    case Op::Sub:
    case Op::Mul:
    case Op::Min:
    case Op::Max:
    case Op::Count:
    case Op::Sum:
    case Op::Highest:
    case Op::Lowest:
    case Op::TopmostSum:
    case Op::DateAdd:
    case Op::SelectNum:
    case Op::AtNum:
    case Op::CatConst:
    case Op::SelectCat:
    case Op::AtCat:
    case Op::CodeAtHand:
    case Op::TextConst:
    case Op::AtText:
    case Op::Where:
    case Op::Within:
      return {};
  }
  return {};
}

}  // namespace licet::ir
