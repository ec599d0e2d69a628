#include "runtime/ledger/history.h"

#include <algorithm>
#include <set>

#include "runtime/interp/balances.h"
#include "runtime/ledger/words.h"

namespace licet::ledger {
namespace {

constexpr int kUsage = 2;

std::int32_t period_on(const Definition& d, Day day) {
  ir::Ledger ledger;
  ledger.period = d.period;
  return interp::period_of(ledger, day);
}

Status too_large() { return Failure{"the balances are too large to be added up", 4}; }

Status add(const Range& more, Range* to) {
  const std::optional<Range> s = sum(*to, more);
  if (!s) return too_large();
  *to = *s;
  return Unit{};
}

}  // namespace

bool picks(const KeyFilter& filter, const Account& account) {
  if (!filter.ledger.empty() && filter.ledger != account.ledger) return false;
  if (filter.period && *filter.period != account.period) return false;
  for (std::size_t i = 0; i < filter.key.size() && i < account.key.size(); ++i)
    if (!filter.key[i].empty() && filter.key[i] != account.key[i]) return false;
  return true;
}

bool may_be_picked(const KeyFilter& filter, const Definition& definition, const Posting& posting) {
  if (!filter.ledger.empty() && filter.ledger != posting.ledger) return false;
  if (filter.period && (*filter.period < period_on(definition, posting.first_day) ||
                        *filter.period > period_on(definition, posting.last_day)))
    return false;
  for (std::size_t i = 0; i < filter.key.size() && i < posting.key.size(); ++i) {
    const std::vector<std::string>& may_be = posting.key[i];
    if (filter.key[i].empty() || may_be.empty()) continue;
    if (std::find(may_be.begin(), may_be.end(), filter.key[i]) == may_be.end()) return false;
  }
  return true;
}

Result<History> history(Store* store, const KeyFilter& filter, std::optional<Int128> limit) {
  const Definition* d = definition(*store, filter.ledger);
  LICET_CHECK(d != nullptr);
  History out;
  std::set<std::int32_t> periods;
  std::set<std::int64_t> ids;
  AccountFilter narrow;
  narrow.ledger = filter.ledger;
  narrow.period = filter.period;
  Status read = store->accounts(narrow, [&](StoredAccount a) -> Status {
    if (!picks(filter, a.account)) return Unit{};
    periods.insert(a.account.period);
    ids.insert(a.id);
    if (Status added = add(a.opening, &out.opening); !added.ok()) return added;
    if (Status added = add(a.balance, &out.closing); !added.ok()) return added;
    out.accounts.push_back(std::move(a));
    return Unit{};
  });
  if (!read.ok()) return read.failure();
  if (periods.size() > 1) {
    std::string all;
    for (const std::int32_t p : periods) all += (all.empty() ? "" : ", ") + period_words(*d, p);
    return Failure{"ledger " + d->name + " has accounts of several periods: choose one with --period: " + all, kUsage};
  }
  PostingFilter postings;
  postings.ledger = filter.ledger;
  read = store->postings(postings, [&](StoredPosting p) -> Status {
    if (p.account != 0 ? ids.count(p.account) != 0 : may_be_picked(filter, *d, p.posting))
      out.used.emplace_back().posting = std::move(p);
    return Unit{};
  });
  if (!read.ok()) return read.failure();
  std::stable_sort(out.used.begin(), out.used.end(), [](const Used& a, const Used& b) {
    return a.posting.posting.position < b.posting.posting.position;
  });
  Range certain = out.opening, floats;
  for (std::size_t i = 0; i < out.used.size(); ++i) {
    Used& u = out.used[i];
    const Range counts = counted(u.posting.posting);
    Status added = Unit{};
    if (u.posting.account == 0)
      added = add({std::min<Int128>(0, counts.lo), std::max<Int128>(0, counts.hi)}, &floats);
    else
      added = add(counts, &certain);
    u.after = certain;
    if (added.ok()) added = add(floats, &u.after);
    if (!added.ok()) return added.failure();
    if (!limit) continue;
    u.certainly_past = u.after.lo > *limit;
    u.possibly_past = u.after.hi > *limit;
    if (u.certainly_past && !out.first_certain) out.first_certain = i;
    if (u.possibly_past && !out.first_possible) out.first_possible = i;
  }
  return out;
}

}  // namespace licet::ledger
