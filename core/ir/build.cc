#include "core/ir/build.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "core/base/result.h"

namespace licet::ir {
namespace {

std::size_t mix(std::size_t hash, std::uint64_t value) {
  hash ^= value + 0x9e3779b97f4a7c15u + (hash << 6) + (hash >> 2);
  return hash * 0xff51afd7ed558ccdu;
}

std::size_t hash_of(const std::vector<Id>& ids, std::size_t hash) {
  for (const Id id : ids) hash = mix(hash, static_cast<std::uint32_t>(id));
  return mix(hash, ids.size());
}

std::size_t hash_of(const Node& n) {
  std::size_t hash = static_cast<std::size_t>(n.op);
  hash = mix(hash, static_cast<std::uint64_t>(n.type.kind) << 8 | static_cast<std::uint8_t>(n.type.scale));
  for (const Id id : {n.type.unit, n.type.category, n.type.record, n.scope})
    hash = mix(hash, static_cast<std::uint32_t>(id));
  hash = mix(hash, static_cast<std::uint64_t>(n.a));
  hash = mix(hash, static_cast<std::uint64_t>(n.b));
  return hash_of(n.args, hash);
}

bool same(const Node& x, const Node& y) {
  return x.op == y.op && x.type == y.type && x.scope == y.scope && x.args == y.args && x.a == y.a && x.b == y.b;
}

void sort_once(std::vector<Id>* ids) {
  std::sort(ids->begin(), ids->end());
  ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
}

template <class T>
Id last_of(const std::vector<T>& list) {
  return static_cast<Id>(list.size()) - 1;
}

}  // namespace

Type bool_type() { return {}; }
Type number_type(int scale, Id unit) {
  Type type;
  type.kind = ValueKind::Number;
  type.scale = static_cast<std::int8_t>(scale);
  type.unit = unit;
  return type;
}
Type date_type() {
  Type type;
  type.kind = ValueKind::Date;
  return type;
}
Type category_type(Id category) {
  Type type;
  type.kind = ValueKind::Category;
  type.category = category;
  return type;
}
Type text_type() {
  Type type;
  type.kind = ValueKind::Text;
  return type;
}
Type source_type(Id record) {
  Type type;
  type.kind = ValueKind::Source;
  type.record = record;
  return type;
}

Builder::Builder(Program program) : program_(std::move(program)) {
  for (std::size_t i = 0; i < program_.nodes.size(); ++i)
    nodes_.emplace(hash_of(program_.nodes[i]), static_cast<Id>(i));
  for (std::size_t i = 0; i < program_.texts.size(); ++i)
    texts_.emplace(std::hash<std::string_view>()(program_.texts[i]), static_cast<Id>(i));
  for (std::size_t i = 0; i < program_.sets.size(); ++i)
    sets_.emplace(hash_of(program_.sets[i], static_cast<std::size_t>(program_.set_categories[i])), static_cast<Id>(i));
  for (std::size_t i = 0; i < program_.provision_sets.size(); ++i)
    provision_sets_.emplace(hash_of(program_.provision_sets[i], 0), static_cast<Id>(i));
}

// Of several equal ones the first: what a program is does not depend on the order in which a hash table keeps things.
template <class Same>
Id Builder::find(const Index& index, std::size_t hash, Same same) const {
  Id found = kNone;
  const auto [begin, end] = index.equal_range(hash);
  for (auto i = begin; i != end; ++i)
    if ((found == kNone || i->second < found) && same(static_cast<std::size_t>(i->second))) found = i->second;
  return found;
}

Id Builder::node(Op op, const Type& type, Id scope, std::vector<Id> args, std::int64_t a, std::int64_t b, Span span) {
  for (const Id arg : args) LICET_CHECK(arg >= 0 && static_cast<std::size_t>(arg) < program_.nodes.size());
  Node made{op, type, scope, std::move(args), a, b, span};
  const std::size_t hash = hash_of(made);
  const Id found = find(nodes_, hash, [&](std::size_t i) { return same(program_.nodes[i], made); });
  if (found != kNone) return found;
  program_.nodes.push_back(std::move(made));
  nodes_.emplace(hash, last_of(program_.nodes));
  return last_of(program_.nodes);
}

Id Builder::truth(bool value, Span span) {
  const Id yes = node(Op::True, bool_type(), kNone, {}, 0, 0, span);
  return value ? yes : not_(yes, span);
}

Id Builder::number(Int128 value, const Type& type, Span span) {
  const auto low = static_cast<std::int64_t>(static_cast<std::uint64_t>(value));
  const auto high = static_cast<std::int64_t>(value >> 64);
  return node(Op::NumConst, type, kNone, {}, low, high, span);
}

Id Builder::question(AccountQuestion question) {
  std::vector<AccountQuestion>& all = program_.ledgers.questions;
  const auto found = std::find(all.begin(), all.end(), question);
  if (found != all.end()) return static_cast<Id>(found - all.begin());
  all.push_back(std::move(question));
  return last_of(all);
}

Int128 Builder::value(Id number) const {
  const Node& n = at(number);
  LICET_CHECK(n.op == Op::NumConst);
  const auto bits =
      static_cast<unsigned __int128>(static_cast<std::uint64_t>(n.b)) << 64 | static_cast<std::uint64_t>(n.a);
  return static_cast<Int128>(bits);
}

Id Builder::date(Day day, Span span) { return number(day, date_type(), span); }

Id Builder::code(Id category, Id value, Span span) {
  return node(Op::CatConst, category_type(category), kNone, {}, value, 0, span);
}

Id Builder::text(std::string_view text, Span span) {
  return node(Op::TextConst, text_type(), kNone, {}, 0, text_id(text), span);
}

Id Builder::undefined(std::string_view reason, Span span) {
  return node(Op::Undefined, bool_type(), kNone, {}, 0, text_id(reason), span);
}

Id Builder::unknown(std::string_view reason, Span span) {
  return node(Op::Undefined, bool_type(), kNone, {}, 1, text_id(reason), span);
}

Id Builder::undefined_number(std::string_view reason, const Type& type, Span span) {
  return node(Op::UndefinedNum, type, kNone, {}, 0, text_id(reason), span);
}

Id Builder::field(Id record, Id field, Span span) {
  const Field& f = program_.schema.records[static_cast<std::size_t>(record)].fields_[static_cast<std::size_t>(field)];
  switch (f.type.kind) {
    case ValueKind::Bool:
      return node(Op::BoolField, f.type, record, {}, field, 0, span);
    case ValueKind::Number:
    case ValueKind::Date:
      return node(Op::NumField, f.type, record, {}, field, 0, span);
    case ValueKind::Category:
      return node(Op::CatField, f.type, record, {}, field, 0, span);
    case ValueKind::Text:
      return node(Op::TextField, f.type, record, {}, field, 0, span);
    case ValueKind::Struct:
      return node(Op::StructOf, source_type(f.type.record), record, {}, field, 0, span);
    case ValueKind::Role:
      return node(Op::RoleOf, source_type(f.type.record), record, {}, field, 0, span);
    case ValueKind::List:
      return node(Op::ListOf, source_type(f.type.record), record, {}, field, 0, span);
    case ValueKind::Source:
      break;
  }
  check_failed("a field is never a source", __FILE__, __LINE__);
}

Id Builder::and_(std::vector<Id> conditions, Id scope, Span span) {
  if (conditions.empty()) return truth(true, span);
  if (conditions.size() == 1) return conditions.front();
  return node(Op::And, bool_type(), scope, std::move(conditions), 0, 0, span);
}

Id Builder::or_(std::vector<Id> conditions, Id scope, Span span) {
  if (conditions.empty()) return truth(false, span);
  if (conditions.size() == 1) return conditions.front();
  return node(Op::Or, bool_type(), scope, std::move(conditions), 0, 0, span);
}

Id Builder::not_(Id condition, Span span) {
  return node(Op::Not, bool_type(), at(condition).scope, {condition}, 0, 0, span);
}

Id Builder::rescaled(Id x, int scale, Span span) {
  Type type = at(x).type;
  const int power = scale - type.scale;
  LICET_CHECK(power >= 0);
  if (power == 0) return x;
  type.scale = static_cast<std::int8_t>(scale);
  Int128 scaled = 0;
  if (at(x).op == Op::NumConst && power <= 38 && mul_checked(value(x), power_of_ten(power), &scaled))
    return number(scaled, type, span.known() ? span : at(x).span);
  return node(Op::Rescale, type, at(x).scope, {x}, power, 0, span);
}

Id Builder::compare(Comparison comparison, Id x, Id y, Id scope, Span span) {
  const int scale = std::max(at(x).type.scale, at(y).type.scale);
  std::vector<Id> sides{rescaled(x, scale, span), rescaled(y, scale, span)};
  return node(Op::Compare, bool_type(), scope, std::move(sides), static_cast<std::int64_t>(comparison), 0, span);
}

Id Builder::text_id(std::string_view text) {
  const std::size_t hash = std::hash<std::string_view>()(text);
  const Id found = find(texts_, hash, [&](std::size_t i) { return program_.texts[i] == text; });
  if (found != kNone) return found;
  program_.texts.emplace_back(text);
  texts_.emplace(hash, last_of(program_.texts));
  return last_of(program_.texts);
}

Id Builder::set(Id category, std::vector<Id> codes) {
  sort_once(&codes);
  const std::size_t hash = hash_of(codes, static_cast<std::size_t>(category));
  const Id found = find(
      sets_, hash, [&](std::size_t i) { return program_.set_categories[i] == category && program_.sets[i] == codes; });
  if (found != kNone) return found;
  program_.sets.push_back(std::move(codes));
  program_.set_categories.push_back(category);
  sets_.emplace(hash, last_of(program_.sets));
  return last_of(program_.sets);
}

Id Builder::provision_set(std::vector<Id> provisions) {
  sort_once(&provisions);
  const std::size_t hash = hash_of(provisions, 0);
  const Id found = find(provision_sets_, hash, [&](std::size_t i) { return program_.provision_sets[i] == provisions; });
  if (found != kNone) return found;
  program_.provision_sets.push_back(std::move(provisions));
  provision_sets_.emplace(hash, last_of(program_.provision_sets));
  return last_of(program_.provision_sets);
}

}  // namespace licet::ir
