#include "runtime/ledger/words.h"

#include "core/base/decimal.h"
#include "runtime/interp/number.h"

namespace licet::ledger {

const Definition* definition(const Store& store, const std::string& ledger) {
  for (const Definition& d : store.definitions())
    if (d.name == ledger) return &d;
  return nullptr;
}

std::string account_words(const Store& store, const Account& account) {
  std::string out = account.ledger;
  const Definition* d = definition(store, account.ledger);
  if (d == nullptr) return out;
  for (std::size_t i = 0; i < account.key.size() && i < d->dimensions.size(); ++i)
    out += ", " + d->dimensions[i] + " " + account.key[i];
  const std::string period = period_words(*d, account.period);
  return period.empty() ? out : out + ", " + period;
}

std::string range_words(const Range& range, int scale) {
  const bool low = range.lo != interp::kBelowAll, high = range.hi != interp::kAboveAll;
  if (!low && !high) return "unknown";
  const std::string lo = low ? format_decimal(range.lo, scale, true) : "";
  const std::string hi = high ? format_decimal(range.hi, scale, true) : "";
  if (!low) return hi + " or less";
  if (!high) return lo + " or more";
  return range.lo == range.hi ? lo : lo + " to " + hi;
}

}  // namespace licet::ledger
