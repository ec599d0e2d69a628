#include "cli/what_if.h"

#include <algorithm>

#include "cli/exit_code.h"
#include "core/base/decimal.h"
#include "core/base/nearest.h"

namespace licet::cli {
namespace {

Failure usage(const std::string& limit, const std::string& what) { return {"--limit " + limit + ": " + what, kUsage}; }

Status set(const std::string& limit, ir::Program* program, interp::RunParameters* run) {
  const std::size_t equals = limit.find('=');
  if (equals == std::string::npos) return usage(limit, "write --limit FIGURE=AMOUNT");
  const std::string name = limit.substr(0, equals);
  std::string amount = limit.substr(equals + 1);
  amount.erase(std::remove(amount.begin(), amount.end(), ','), amount.end());
  Nearest nearest(name);
  for (ir::Figure& f : program->figures) {
    nearest.consider(f.name);
    if (f.name != name) continue;
    if (f.type.kind != ir::ValueKind::Number) return usage(limit, "this figure is not an amount");
    const ParsedDecimal parsed = parse_decimal(amount, f.type.scale);
    if (parsed.error != DecimalError::kNone)
      return usage(limit, "\"" + amount + "\" is no amount with at most " + std::to_string(f.type.scale) + " decimals");
    for (ir::FigureValue& v : f.values)
      if (v.stated) v.value = parsed.value;
    run->supposed[name] = format_decimal(parsed.value, f.type.scale);
    return Unit{};
  }
  return usage(limit, "the rules have no figure " + name +
                          (nearest.best().empty() ? std::string() : "; did you mean " + nearest.best() + "?"));
}

}  // namespace

Result<std::shared_ptr<const ir::Program>> suppose(std::shared_ptr<const ir::Program> program,
                                                   const std::vector<std::string>& limits, interp::RunParameters* run) {
  if (limits.empty()) return program;
  auto out = std::make_shared<ir::Program>(*program);
  for (const std::string& limit : limits)
    if (Status done = set(limit, out.get(), run); !done.ok()) return done.failure();
  if (const std::string wrong = ir::verify(*out); !wrong.empty()) return Failure{"--limit: " + wrong, kUsage};
  return std::shared_ptr<const ir::Program>(std::move(out));
}

}  // namespace licet::cli
