#include <algorithm>
#include <map>
#include <string_view>

#include "core/base/decimal.h"
#include "core/ir/print_parts.h"

namespace licet::ir {

std::string print(const Program& program) { return Printer(program).run(); }

Printer::Printer(const Program& program) : p_(program), versions_(program.provisions.size(), 0) {
  std::map<std::string_view, std::size_t> last;  // of the citation, the provision before
  for (std::size_t i = 0; i < versions_.size(); ++i) {
    const auto [place, only] = last.try_emplace(program.provisions[i].citation, i);
    if (only) continue;
    int& before = versions_[place->second];
    if (before == 0) before = 1;
    versions_[i] = before + 1;
    place->second = i;
  }
}

std::string Printer::provision_name(Id id) const {
  if (find(p_.provisions, id) == nullptr) return "?" + std::to_string(id);
  const auto i = static_cast<std::size_t>(id);
  return p_.provisions[i].citation + (versions_[i] == 0 ? "" : " #" + std::to_string(versions_[i]));
}

std::string Printer::run() {
  line("program {} {}", p_.name, quoted(p_.title));
  if (!p_.source.empty()) line("source {}", quoted(p_.source));
  if (p_.event_date != kNone) line("event date {}", ref(p_.event_date));
  for (const std::string& what : p_.not_modelled) line("not modelled {}", quoted(what));
  schema();
  data();
  nodes();
  law();
  licensing();
  ledgers();
  scenarios();
  return std::move(out_);
}

std::string Printer::quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + "\"";
}

std::string Printer::joined(const std::vector<Id>& ids, std::string (Printer::*name)(Id) const) const {
  std::string out;
  for (const Id id : ids) out += (out.empty() ? "" : ", ") + (this->*name)(id);
  return out;
}

std::string Printer::type(const Type& type) const {
  switch (type.kind) {
    case ValueKind::Bool:
      return "bool";
    case ValueKind::Number:
      return fmt::format("int<{}>{}", static_cast<int>(type.scale),
                         type.unit == kNone ? "" : " " + named(p_.schema.units, type.unit, &Unit::name));
    case ValueKind::Date:
      return "date";
    case ValueKind::Category:
      return named(p_.schema.categories, type.category, &Category::name);
    case ValueKind::Text:
      return "text";
    case ValueKind::Struct:
      return record_name(type.record);
    case ValueKind::Role:
      return "role of " + record_name(type.record);
    case ValueKind::List:
      return "list of " + record_name(type.record);
    case ValueKind::Source:
      return "rows of " + record_name(type.record);
  }
  return "?";
}

// All places of the scale are written, "4800.0000 TPP", so that the scale can be read off.
std::string Printer::number(Int128 value, const Type& type) const {
  if (type.kind == ValueKind::Date) return format_day(static_cast<Day>(value));
  const int scale = std::clamp<int>(type.scale, 0, 38);
  std::string text = format_decimal(value, scale);
  if (scale > 0) {
    std::size_t point = text.find('.');
    if (point == std::string::npos) {
      point = text.size();
      text += '.';
    }
    text.append(point + 1 + static_cast<std::size_t>(scale) - text.size(), '0');
  }
  return type.unit == kNone ? text : text + " " + named(p_.schema.units, type.unit, &Unit::name);
}

std::string Printer::value(std::int64_t value, const Type& type) const {
  if (type.kind == ValueKind::Bool) return value != 0 ? "true" : "false";
  if (type.kind == ValueKind::Category) return code(type.category, value);
  if (type.kind == ValueKind::Text) return text(value);
  return number(value, type);
}

std::string Printer::code(Id category, std::int64_t code) const {
  const Category* c = find(p_.schema.categories, category);
  const std::string* value = c != nullptr ? find(c->values, code) : nullptr;
  return value != nullptr ? *value : "?" + std::to_string(code);
}

std::string Printer::codes(Id category, const std::vector<Id>& codes) const {
  std::string out;
  for (const Id c : codes) out += (out.empty() ? "" : ", ") + code(category, c);
  return "{" + out + "}";
}

std::string Printer::text(std::int64_t id) const {
  const std::string* found = find(p_.texts, id);
  return found != nullptr ? quoted(*found) : "?" + std::to_string(id);
}

std::string Printer::field_name(Id record, std::int64_t field) const {
  const RecordType* r = find(p_.schema.records, record);
  return r != nullptr ? named(r->fields_, field, &Field::name) : "?" + std::to_string(field);
}

std::string Printer::definition_name(Id id) const {
  const Definition* d = find(p_.definitions, id);
  if (d == nullptr) return "?" + std::to_string(id);
  return quoted(d->name) + (d->subject == kNone ? "" : " of " + record_name(d->subject));
}

std::string Printer::alternative(Id reading, std::int64_t alternative) const {
  const Reading* r = find(p_.readings, reading);
  const std::string* a = r != nullptr ? find(r->alternatives, alternative) : nullptr;
  return reading_name(reading) + " is " + (a != nullptr ? *a : "?" + std::to_string(alternative));
}

std::string Printer::period(const Period& p) const {
  std::string out;
  if (p.from > kBeginning) out += " from " + format_day(p.from);
  if (p.document != kNone) out += " (" + document_name(p.document) + ")";
  if (p.through < kForever) out += " through " + format_day(p.through);
  if (p.ended_by != kNone) out += " (ended by " + document_name(p.ended_by) + ")";
  return out.empty() ? "always" : out.substr(1);
}

std::string Printer::ref(Id id) const {
  const Node* n = find(p_.nodes, id);
  if (n == nullptr) return "?" + std::to_string(id);
  const std::string text = constant(*n);
  return text.empty() ? "%" + std::to_string(id) : text;
}

// Constants stand where they are used; they have no line of their own.
std::string Printer::constant(const Node& n) const {
  if (n.op == Op::True) return "true";
  if (n.op == Op::CatConst) return code(n.type.category, n.a);
  if (n.op == Op::TextConst) return text(n.b);
  if (n.op != Op::NumConst) return {};
  const auto bits =
      static_cast<unsigned __int128>(static_cast<std::uint64_t>(n.b)) << 64 | static_cast<std::uint64_t>(n.a);
  return number(static_cast<Int128>(bits), n.type);
}

}  // namespace licet::ir
