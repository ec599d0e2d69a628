#include "compiler/sema/written.h"

#include <string>

namespace licet::sema {
namespace {

std::string without_commas(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ',') out.push_back(c);
  return out;
}

bool all_digits(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text)
    if (c < '0' || c > '9') return false;
  return true;
}

Days months(int year, int first, int last) {
  const Day end = last == 12 ? to_day({year + 1, 1, 1}) : to_day({year, last + 1, 1});
  return {to_day({year, first, 1}), end - 1};
}

}  // namespace

int decimals_written(std::string_view text) {
  const std::size_t point = text.find('.');
  return point == std::string_view::npos ? 0 : static_cast<int>(text.size() - point - 1);
}

ParsedDecimal parse_written(std::string_view text, int scale) {
  const std::string plain = without_commas(text);
  const std::size_t caret = plain.find('^');
  if (caret == std::string::npos) return parse_decimal(plain, scale);
  const std::string_view power = std::string_view(plain).substr(caret + 1);
  if (plain.substr(0, caret) != "10" || !all_digits(power) || power.size() > 2) return {};
  return parse_decimal("1e" + std::string(power), scale);
}

std::optional<Days> days_written(std::string_view text) {
  if (text.size() == 4 && all_digits(text)) return months(std::stoi(std::string(text)), 1, 12);
  if (text.size() == 7 && text[4] == '-' && text[5] == 'Q' && all_digits(text.substr(0, 4)) && text[6] >= '1' &&
      text[6] <= '4') {
    const int quarter = text[6] - '0';
    return months(std::stoi(std::string(text.substr(0, 4))), 3 * quarter - 2, 3 * quarter);
  }
  if (const auto day = parse_day(text)) return Days{*day, *day};
  return std::nullopt;
}

std::optional<Days> days_of(const ast::Tree& tree, ast::NodeId node) {
  const ast::Kind kind = tree.kind(node);
  if (kind != ast::Kind::Date && kind != ast::Kind::Quarter) return std::nullopt;
  return days_written(tree[node].text);
}

}  // namespace licet::sema
