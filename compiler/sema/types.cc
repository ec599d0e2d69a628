#include "compiler/sema/types.h"

#include <algorithm>
#include <utility>

#include "compiler/sema/written.h"

namespace licet::sema {
namespace {

constexpr std::int64_t kMaxScale = 18;  // digits behind the point that 64 bits can carry

std::string places(int scale) { return std::to_string(scale) + (scale == 1 ? " digit" : " digits"); }

ir::Type number_type(Declaring& d, const ast::Tree& tree, ast::NodeId ref) {
  ir::Type type = ir::number_type(0);
  if (const ast::NodeId unit = tree.first(ref, ast::Kind::Unit); unit != ast::kNoNode) {
    std::string name = tree[unit].text;
    if (const std::size_t space = name.find(' '); name.starts_with("10^") && space != std::string::npos) {
      // "number of 10^18 operations": kept in units of 10^18, so that what is a multiple of it fits 64 bits.
      const std::int64_t power = parse_written(name.substr(3, space - 3), 0).value;
      if (power > kMaxScale)
        d.diagnostics().add(Code::NumberTooLarge, tree[unit].span, {name.substr(0, space), "a number"}).help =
            "at most 10^" + std::to_string(kMaxScale);
      type.scale = static_cast<std::int8_t>(-std::clamp<std::int64_t>(power, 0, kMaxScale));
      name.erase(0, space + 1);
    }
    type.unit = d.symbols().unit(name);
    if (type.unit == ir::kNone) report_unknown(d, name, tree[unit].span, "declare it: unit " + name + ".");
  }
  if (const ast::NodeId decimals = tree.first(ref, ast::Kind::Number); decimals != ast::kNoNode) {
    const std::int64_t scale = parse_written(tree[decimals].text, 0).value;
    if (scale > kMaxScale)
      d.diagnostics()
          .add(Code::NumberTooLarge, tree[decimals].span, {tree[decimals].text + " digits after the point", "a number"})
          .help = "at most " + std::to_string(kMaxScale) + " digits after the point can be declared";
    type.scale = static_cast<std::int8_t>(std::clamp<std::int64_t>(scale, 0, kMaxScale));
  }
  return type;
}

}  // namespace

std::optional<ir::Type> scalar_type(Declaring& d, const ast::Tree& tree, ast::NodeId ref) {
  const std::string& text = tree[ref].text;
  if (text == "boolean") return ir::bool_type();
  if (text == "text") return ir::text_type();
  if (text == "date") return ir::date_type();
  if (text == "number" || text == "whole number") return number_type(d, tree, ref);
  if (const ir::Id category = d.symbols().category(text); category != ir::kNone) return ir::category_type(category);
  return std::nullopt;
}

void report_unknown(Declaring& d, std::string_view text, Span span, std::string help) {
  Diagnostic& unknown = d.diagnostics().add(Code::UnknownWord, span, {std::string(text)});
  const std::string near = d.symbols().nearest(text);
  unknown.help = near.empty() ? std::move(help) : "did you mean \"" + near + "\"?";
}

std::optional<std::int64_t> value_of(Declaring& d, const ir::Type& type, std::string_view text) {
  switch (type.kind) {
    case ir::ValueKind::Bool:
      if (text == "true" || text == "yes") return 1;
      if (text == "false" || text == "no") return 0;
      return std::nullopt;
    case ir::ValueKind::Number: {
      const ParsedDecimal number = parse_written(text, type.scale);
      if (number.error != DecimalError::kNone) return std::nullopt;
      return number.value;
    }
    case ir::ValueKind::Date: {
      const auto day = parse_day(text);
      if (!day) return std::nullopt;
      return *day;
    }
    case ir::ValueKind::Category: {
      const ir::Id code = d.symbols().code(type.category, text);
      if (code == ir::kNone) return std::nullopt;
      return code;
    }
    case ir::ValueKind::Text:
      return d.symbols().build->text_id(text);
    case ir::ValueKind::Struct:
    case ir::ValueKind::Role:
    case ir::ValueKind::List:
    case ir::ValueKind::Source:
      break;
  }
  return std::nullopt;
}

std::string number_of_places(int scale) {
  return scale == 0 ? "a whole number" : "a number with " + places(scale) + " after the point";
}

std::string expected(Declaring& d, const ir::Type& type) {
  switch (type.kind) {
    case ir::ValueKind::Bool:
      return "true or false";
    case ir::ValueKind::Number:
      return type.scale == 0 ? "a whole number" : "a number with at most " + places(type.scale) + " after the point";
    case ir::ValueKind::Date:
      return "a date such as 2025-01-13";
    case ir::ValueKind::Category:
      return "a value of " + d.program().schema.categories[static_cast<std::size_t>(type.category)].name;
    case ir::ValueKind::Text:
    case ir::ValueKind::Struct:
    case ir::ValueKind::Role:
    case ir::ValueKind::List:
    case ir::ValueKind::Source:
      break;
  }
  return "text";
}

}  // namespace licet::sema
