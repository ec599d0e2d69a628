#include "runtime/explain/words.h"

#include <vector>

#include "core/base/date.h"
#include "core/base/decimal.h"

namespace licet::explain {
namespace {

using ir::Field;
using ir::Id;
using ir::ValueKind;

std::string spaced(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c == '_') c = ' ';
  return out;
}

std::string last_segment(std::string_view column) { return spaced(column.substr(column.rfind('.') + 1)); }

bool starts_with(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

// A name that ends in a preposition is a relation and no noun.
bool is_relation(std::string_view name) {
  for (const char* end : {" in", " to", " by", " of", " at", " on", " from", " for", " with"}) {
    const std::string_view word = end;
    if (name.size() > word.size() && name.substr(name.size() - word.size()) == word) return true;
  }
  return false;
}

// "" for no path: [ name [index] ] segments.
struct Segment {
  std::string name;
  int index = -1;
};

std::vector<Segment> segments_of(std::string_view path) {
  std::vector<Segment> out;
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    std::string_view part = path.substr(0, dot);
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    Segment segment;
    const std::size_t bracket = part.find('[');
    if (bracket != std::string_view::npos) {
      segment.index = 0;
      for (char c : part.substr(bracket + 1))
        if (c >= '0' && c <= '9') segment.index = segment.index * 10 + (c - '0');
      part = part.substr(0, bracket);
    }
    segment.name = part;
    out.push_back(std::move(segment));
  }
  return out;
}

// How many segments from `begin` the column of a field takes; 0 if it does not match.
std::size_t matches(std::string_view column, const std::vector<Segment>& path, std::size_t begin) {
  std::size_t taken = 0;
  while (!column.empty()) {
    const std::size_t dot = column.find('.');
    if (begin + taken == path.size() || path[begin + taken].name != column.substr(0, dot)) return 0;
    ++taken;
    column = dot == std::string_view::npos ? std::string_view() : column.substr(dot + 1);
  }
  return taken;
}

struct Step {
  const Field* field;
  int index = -1;
};

// The fields that a path goes through, from a record inwards. Structs that lie in the object of their owner have no
// segment of their own.
bool resolve(const ir::Schema& schema, Id record, const std::vector<Segment>& path, std::size_t begin,
             std::vector<Step>* steps) {
  if (begin == path.size()) return true;
  for (const Field& field : schema.records[static_cast<std::size_t>(record)].fields_) {
    const std::size_t taken = matches(field.column, path, begin);
    const bool inner = field.type.record != ir::kNone;
    if (taken == 0 && !(field.column.empty() && field.type.kind == ValueKind::Struct)) continue;
    steps->push_back({&field, taken == 0 ? -1 : path[begin + taken - 1].index});
    if (begin + taken == path.size()) return true;
    if (inner && resolve(schema, field.type.record, path, begin + taken, steps)) return true;
    steps->pop_back();
  }
  return false;
}

std::string article(std::string_view noun) {
  const bool vowel = !noun.empty() && std::string_view("aeiouAEIOU").find(noun[0]) != std::string_view::npos;
  return std::string(vowel ? "an " : "a ") + std::string(noun);
}

bool fact_of(const ir::Schema& schema, Id record, const Field& field) {
  const std::vector<Field>& fields = schema.records[static_cast<std::size_t>(record)].fields_;
  return &field >= fields.data() && &field < fields.data() + fields.size();
}

// " of the item", " of integrated circuit 2", outwards from the fact; the shipment and its lines are understood.
std::string owners(const ir::Schema& schema, const std::vector<Step>& steps, std::size_t count) {
  std::string out;
  for (std::size_t i = count; i-- > 0;) {
    const Field& field = *steps[i].field;
    if (field.type.record == schema.line && steps[i].index < 0) continue;
    const ir::RecordType& shape = schema.records[static_cast<std::size_t>(field.type.record)];
    if (field.type.kind == ValueKind::List)
      out += steps[i].index < 0 ? " of " + article(shape.name)
                                : " of " + shape.name + " " + std::to_string(steps[i].index + 1);
    else if (field.type.kind != ValueKind::Source)
      out += " of the " + field_noun(field);
  }
  return out;
}

}  // namespace

std::string field_noun(const Field& field) {
  if (field.type.kind == ValueKind::List && !field.column.empty()) return last_segment(field.column);
  if (!is_relation(field.name) || field.column.empty()) return field.name;
  return last_segment(field.column);
}

std::string quality_words(std::string_view name, bool positive) {
  const std::string text(name);
  for (const char* verb : {"has ", "is "}) {
    if (!starts_with(name, verb)) continue;
    const std::string rest = text.substr(std::string_view(verb).size());
    if (positive) return text;
    return verb[0] == 'h' ? "has no " + rest : "is not " + rest;
  }
  return (positive ? "is " : "is not ") + text;
}

std::string fact_words(const ir::Schema& schema, std::string_view path) {
  if (path == "coverage") return "whether the line is covered by what is modelled";
  if (starts_with(path, "list ")) return "the members of " + std::string(path) + " on the day";
  if (starts_with(path, "table "))  // "table T, column"
    if (const std::size_t comma = path.find(", "); comma != std::string_view::npos)
      return "what the " + std::string(path.substr(0, comma)) + " says of " + std::string(path.substr(comma + 2));
  if (starts_with(path, "undefined: ")) return "something undefined: " + std::string(path.substr(11));
  if (starts_with(path, "unknown: ")) return "what no fact tells: " + std::string(path.substr(9));
  if (starts_with(path, "ledger ")) {  // "ledger L", "ledger L of ACME, 2025", "…: what others posted"
    const std::string_view account = path.substr(7);
    const std::size_t colon = account.find(": ");
    if (colon == std::string_view::npos) return "the balance of " + std::string(account);
    return std::string(account.substr(colon + 2)) + ", in " + std::string(account.substr(0, colon));
  }
  if (starts_with(path, "instant of ")) return "the " + std::string(path);
  if (path == "which one of several") return "which one of several is meant";
  // Facts of the line that is decided stand without "lines[2].".
  std::vector<Step> steps;
  const std::vector<Segment> segments = segments_of(path);
  if (!resolve(schema, schema.shipment, segments, 0, &steps)) resolve(schema, schema.line, segments, 0, &steps);
  if (steps.empty()) return spaced(path);

  const Field& fact = *steps.back().field;
  std::string of = owners(schema, steps, steps.size() - 1);
  if (fact.type.kind == ValueKind::Bool) {
    const std::string who = !of.empty()                              ? of.substr(4)
                            : fact_of(schema, schema.shipment, fact) ? "the shipment"
                                                                     : "the line";
    return "whether " + who + " " + quality_words(fact.name, true);
  }
  std::string noun = field_noun(fact);
  // "the headquarters of the ultimate parent", not its "ultimate parent headquarters".
  if (steps.size() > 1) {
    const std::string around = field_noun(*steps[steps.size() - 2].field) + " ";
    if (starts_with(noun, around)) noun = noun.substr(around.size());
  }
  if (fact.type.kind == ValueKind::List && steps.back().index >= 0)
    noun += " no. " + std::to_string(steps.back().index + 1);
  return "the " + noun + of;
}

std::string number_words(const ir::Schema& schema, const ir::Type& type, Int128 value) {
  if (type.kind == ValueKind::Date) return format_day(static_cast<Day>(value));
  if (type.unit == ir::kNone) return format_decimal(value, type.scale, true);
  const std::string& unit = schema.units[static_cast<std::size_t>(type.unit)].name;
  return format_decimal(value, type.scale, true) + " " + unit;
}

}  // namespace licet::explain
