#include "core/base/diagnostic.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace licet {
namespace {

constexpr std::array kCatalogue{
#define LICET_DIAGNOSTIC(code, name, severity, message) CodeInfo{#code, #name, Severity::severity, message},
#include "core/base/catalog.def"
#undef LICET_DIAGNOSTIC
};

auto place_of(const Diagnostic& d) {
  // A mistake of no file (a rulebook that cannot be read) comes first: kNoFile + 1 is 0.
  return std::tuple(static_cast<FileId>(d.span.file + 1), d.span.begin, d.span.end, d.code);
}

}  // namespace

const CodeInfo& info(Code code) { return kCatalogue[static_cast<std::size_t>(code)]; }

std::vector<Code> all_codes() {
  std::vector<Code> codes;
  for (std::size_t i = 0; i < kCatalogue.size(); ++i) codes.push_back(static_cast<Code>(i));
  return codes;
}

// One pass: an argument that happens to read "{1}" stays as it is.
std::string Diagnostic::message() const {
  const std::string_view text = info(code).message;
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{' && i + 2 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9' && text[i + 2] == '}') {
      const auto argument = static_cast<std::size_t>(text[i + 1] - '0');
      if (argument < args.size()) {
        out += args[argument];
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

Diagnostic& Diagnostics::add(Code code, Span span, std::vector<std::string> args) {
  return list_.emplace_back(Diagnostic{code, span, std::move(args), {}, {}, {}});
}

void Diagnostics::append(Diagnostics other) {
  list_.insert(list_.end(), std::make_move_iterator(other.list_.begin()), std::make_move_iterator(other.list_.end()));
}

bool Diagnostics::has_errors() const {
  return std::any_of(list_.begin(), list_.end(),
                     [](const Diagnostic& d) { return info(d.code).severity == Severity::Error; });
}

void Diagnostics::sort() {
  const auto less = [](const Diagnostic& a, const Diagnostic& b) {
    return std::tuple_cat(place_of(a), std::tie(a.args)) < std::tuple_cat(place_of(b), std::tie(b.args));
  };
  const auto equal = [](const Diagnostic& a, const Diagnostic& b) {
    return place_of(a) == place_of(b) && a.args == b.args;
  };
  std::stable_sort(list_.begin(), list_.end(), less);
  list_.erase(std::unique(list_.begin(), list_.end(), equal), list_.end());
}

}  // namespace licet
