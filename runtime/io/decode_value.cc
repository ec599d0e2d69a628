// One value of the data into one cell. Messages say what stands there and what would be right.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "core/base/date.h"
#include "core/base/decimal.h"
#include "runtime/io/decode.h"

namespace licet::io {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "1,000" or "1 000" or "1'000": digits in groups of three with one kind of separator between them.
bool has_thousands(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  std::size_t digits = 0;
  std::size_t groups = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_digit(c)) {
      ++digits;
      continue;
    }
    std::size_t width = 0;
    if (c == ',' || c == ' ' || c == '\'' || (c == '.' && groups > 0)) width = 1;
    for (const std::string_view wide : {"\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x99"})  // no-break spaces, apostrophe
      if (text.substr(i).starts_with(wide)) width = wide.size();
    if (width == 0 || digits == 0 || (groups > 0 && digits != 3)) return c == '.' && groups > 0 && digits == 3;
    ++groups;
    digits = 0;
    i += width - 1;
  }
  return groups > 0 && digits == 3;
}

std::string why_no_number(std::string_view text) {
  if (has_thousands(text)) return fmt::format("{} has a thousands separator; write the digits alone", in_quotes(text));
  if (std::ranges::count(text, ',') == 1 &&
      std::ranges::all_of(text, [](char c) { return is_digit(c) || c == ',' || c == '-'; }))
    return fmt::format("{} has a decimal comma; write a decimal point", in_quotes(text));
  return fmt::format("{} is not a number", in_quotes(text));
}

std::string describe(const Node& node) {
  switch (node.kind) {
    case Node::Kind::Array:
    case Node::Kind::Object:
      return render(node);
    case Node::Kind::Null:
    case Node::Kind::Bool:
    case Node::Kind::Number:
    case Node::Kind::Integer:
    case Node::Kind::Float:
    case Node::Kind::Day:
    case Node::Kind::Text:
    case Node::Kind::Cell:
    case Node::Kind::Bad:
      return in_quotes(render(node));
  }
  return {};
}

// An integer of scale 0 in units of the wanted scale.
bool rescale(std::int64_t value, int scale, std::int64_t* out, DecimalError* error) {
  *error = DecimalError::kOverflow;
  for (; scale > 0; --scale)
    if (__builtin_mul_overflow(value, std::int64_t{10}, &value)) return false;
  *error = DecimalError::kTooManyPlaces;
  for (; scale < 0; ++scale) {
    if (value % 10 != 0) return false;
    value /= 10;
  }
  *out = value;
  return true;
}

std::string why_inexact(DecimalError error, const Node& node, int scale) {
  if (error == DecimalError::kOverflow) return fmt::format("{} is too large", describe(node));
  if (scale < 0)
    return fmt::format("{} is not a whole multiple of 10^{}; it would have to be rounded", describe(node), -scale);
  return fmt::format("{} has more than {} {} after the point; it would have to be rounded", describe(node), scale,
                     scale == 1 ? "digit" : "digits");
}

}  // namespace

bool is_word(const Node& node, std::string_view word) { return node.is_text() && trimmed(node.text()) == word; }

bool is_missing(const Node* node) {
  return is_null(node) || is_word(*node, "unknown") || (node->is_text() && trimmed(node->text()).empty());
}

void Decoder::decode_scalar(const FieldPlan& plan, const Node* node, data::Cell* cell, data::Record* record) {
  *cell = {};
  const ir::Field& field = *plan.field;
  if (node == nullptr || is_missing(node)) {
    if (field.required && (node == nullptr || !is_word(*node, "unknown")))
      problem("is required and not given; write \"unknown\" for a fact that is not known");
    return;
  }
  if (node->kind == Node::Kind::Object)
    if (const Node* own = node->find(plan_.self); own != nullptr) return decode_scalar(plan, own, cell, record);
  if (node->kind == Node::Kind::Bad) {
    problem(std::string(node->text()));
    return;
  }
  std::string_view text = node->is_text() || node->kind == Node::Kind::Number ? node->text() : std::string_view();
  if (node->kind == Node::Kind::Cell && text.starts_with('#') &&
      (text.ends_with('!') || text.ends_with('?') || text == "#N/A")) {
    problem(fmt::format("{} is a spreadsheet error", in_quotes(text)));
    return;
  }
  if (field.may_be_none && is_word(*node, "none")) {
    cell->state = data::State::None;
    return;
  }
  if (field.type.kind != ir::ValueKind::Text) text = trimmed(text);
  bool known = false;
  switch (field.type.kind) {
    case ir::ValueKind::Bool:
      known = decode_bool(*node, text, cell);
      break;
    case ir::ValueKind::Number:
      known = decode_number(field, *node, text, cell);
      break;
    case ir::ValueKind::Date:
      known = decode_date(*node, text, cell);
      break;
    case ir::ValueKind::Category:
      known = decode_category(plan, *node, text, cell);
      break;
    case ir::ValueKind::Text:
      if (node->kind == Node::Kind::Array || node->kind == Node::Kind::Object) {
        problem(fmt::format("{} stands where a text is expected", describe(*node)));
      } else if (node->is_text() && !valid_utf8(text)) {
        problem(fmt::format("{} is not UTF-8 text", in_quotes(text)));
      } else if (node->is_text()) {
        record->set_text(cell, text);
      } else {
        record->set_text(cell, render(*node));  // an id that a tool took for a number
      }
      return;
    case ir::ValueKind::Struct:
    case ir::ValueKind::Role:
    case ir::ValueKind::List:
    case ir::ValueKind::Source:
      return;
  }
  if (!known) return;
  cell->state = data::State::Known;
  if (field.bounded) check_bounds(field, *node, *cell);
}

bool Decoder::decode_bool(const Node& node, std::string_view text, data::Cell* cell) {
  if (node.kind == Node::Kind::Bool) {
    cell->value = node.number;
    return true;
  }
  if (node.is_text()) {
    for (const std::string_view word : {"true", "TRUE", "True", "yes", "YES", "Yes", "1"})
      if (text == word) {
        cell->value = 1;
        return true;
      }
    for (const std::string_view word : {"false", "FALSE", "False", "no", "NO", "No", "0"})
      if (text == word) {
        cell->value = 0;
        return true;
      }
  }
  return problem(fmt::format("{} is neither true nor false", describe(node)));
}

bool Decoder::decode_number(const ir::Field& field, const Node& node, std::string_view text, data::Cell* cell) {
  const int scale = field.type.scale;
  DecimalError error = DecimalError::kNone;
  if (node.kind == Node::Kind::Integer)
    return rescale(node.number, scale, &cell->value, &error) || problem(why_inexact(error, node, scale));
  if (node.kind == Node::Kind::Float) {
    // Whole numbers come as floating point out of tools whose integers know no null; nothing else is exact.
    // At 2^53 (2^24 in single precision) neighbours begin to fall together.
    if (!std::isfinite(node.real) || node.real != std::floor(node.real) ||
        std::abs(node.real) >= std::ldexp(1.0, static_cast<int>(node.size)))
      return problem(fmt::format("{} is floating point; write the column as text or decimal", node.real));
    return rescale(static_cast<std::int64_t>(node.real), scale, &cell->value, &error) ||
           problem(why_inexact(error, node, scale));
  }
  if (!node.is_text() && node.kind != Node::Kind::Number)
    return problem(fmt::format("{} stands where a number is expected", describe(node)));
  if (node.kind == Node::Kind::Cell && text.find_first_of("eE") != std::string_view::npos &&
      parse_decimal(text, 18).error != DecimalError::kNotANumber)
    return problem(
        fmt::format("{} is in the short form in which spreadsheets lose digits; write all digits", in_quotes(text)));
  // Few digits without point or sign are by far the most; the general parser is for the rest.
  if (scale >= 0 && text.size() + static_cast<std::size_t>(scale) <= 18 && std::ranges::all_of(text, is_digit) &&
      !text.empty()) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return rescale(value, scale, &cell->value, &error);
  }
  const ParsedDecimal parsed = parse_decimal(text, scale);
  cell->value = parsed.value;
  if (parsed.error == DecimalError::kNone) return true;
  return problem(parsed.error == DecimalError::kNotANumber ? why_no_number(text)
                                                           : why_inexact(parsed.error, node, scale));
}

bool Decoder::decode_date(const Node& node, std::string_view text, data::Cell* cell) {
  if (node.kind == Node::Kind::Day && node.number >= std::numeric_limits<Day>::min() &&
      node.number <= std::numeric_limits<Day>::max()) {
    cell->value = node.number;
    return true;
  }
  if (!node.is_text()) return problem(fmt::format("{} stands where a date is expected", describe(node)));
  if (const auto day = parse_day(text)) {
    cell->value = *day;
    return true;
  }
  if (text.size() > 10 && parse_day(text.substr(0, 10)) && (text[10] == 'T' || text[10] == ' '))
    return problem(fmt::format("{} carries a time of day; give the date alone", in_quotes(text)));
  return problem(fmt::format("{} is not a date; write YYYY-MM-DD", in_quotes(text)));
}

bool Decoder::decode_category(const FieldPlan& plan, const Node& node, std::string_view text, data::Cell* cell) {
  std::string rendered;  // codes of digits may come as numbers, yes and no as booleans
  if (node.kind == Node::Kind::Integer || node.kind == Node::Kind::Bool) text = rendered = render(node);
  if (!node.is_text() && node.kind != Node::Kind::Number && rendered.empty())
    return problem(fmt::format("{} stands where a word is expected", describe(node)));
  const ir::Id code = plan.words->find(text);
  if (code != ir::kNone) {
    cell->value = code;
    return true;
  }
  const std::string why = fmt::format("{} is not a known value of {}", in_quotes(text), plan.words->name());
  const std::string near = plan.words->nearest(text);
  return problem(near.empty() ? why : fmt::format("{}; did you mean {}?", why, in_quotes(near)));
}

void Decoder::check_bounds(const ir::Field& field, const Node& node, const data::Cell& cell) {
  if (cell.value >= field.lo && cell.value <= field.hi) return;
  if (field.type.kind == ir::ValueKind::Date) {
    problem(fmt::format("{} lies outside {} to {}", describe(node), format_day(static_cast<Day>(field.lo)),
                        format_day(static_cast<Day>(field.hi))));
  } else if (field.type.kind == ir::ValueKind::Number) {
    const int scale = std::max<int>(field.type.scale, 0);
    problem(fmt::format("{} lies outside {} to {}", describe(node), format_decimal(field.lo, scale),
                        format_decimal(field.hi, scale)));
  }
}

}  // namespace licet::io
