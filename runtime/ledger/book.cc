#include "runtime/ledger/book.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/interp/plan.h"

namespace licet::ledger {

using interp::at;
using interp::BalanceAsked;
using interp::KeyAsked;
using interp::Number;
using ir::DimensionAsked;
using ir::Id;
using ir::kNone;

namespace {

// More combinations of what a key may be are not told apart: then nothing is known.
constexpr std::size_t kMostCandidates = 4096;

Range sum(const Range& a, const Range& b) {
  const Number out = interp::sum_of_balances(interp::interval(a.lo, a.hi), interp::interval(b.lo, b.hi));
  return {out.lo, out.hi};
}

Range hull(const Range& a, const Range& b) { return {std::min(a.lo, b.lo), std::max(a.hi, b.hi)}; }

Range perhaps(const Range& a) { return {std::min<Int128>(0, a.lo), std::max<Int128>(0, a.hi)}; }

Range unknown_range(const ir::Ledger& ledger) {
  const Number n = interp::unknown_balance(ledger);
  return {n.lo, n.hi};
}

bool listed(const std::vector<std::string>& sorted, const std::string& key) {
  return std::binary_search(sorted.begin(), sorted.end(), key);
}

std::pair<std::int32_t, std::int32_t> periods_of(const ir::Ledger& ledger, const Posting& posting) {
  return {interp::period_of(ledger, posting.first_day), interp::period_of(ledger, posting.last_day)};
}
std::pair<std::int32_t, std::int32_t> periods_of(const ir::Ledger&, const Floats::Sort& sort) {
  return {sort.first_period, sort.last_period};
}

// May the period of a ledger hold a day of these; `all`: does it hold nothing but.
template <class Dated>  // a posting, or a sort of them
bool overlaps(const ir::Ledger& ledger, const Dated& posting, std::int32_t period, const BalanceAsked& asked,
              bool* all) {
  if (ledger.period == ir::LedgerPeriod::Days) {
    const Int128 first = asked.day.lo - ledger.days, last = asked.day.hi;  // after the first, up to the last
    *all = asked.day.point() && posting.first_day > first && posting.last_day <= last;
    return posting.last_day > first && posting.first_day <= last;
  }
  if (ledger.period == ir::LedgerPeriod::Whole) {
    *all = posting.first_day >= ledger.from && posting.last_day <= ledger.through;
    return posting.last_day >= ledger.from && posting.first_day <= ledger.through;
  }
  const auto [first, last] = periods_of(ledger, posting);
  *all = first == period && last == period;
  return first <= period && period <= last;
}

}  // namespace

Book::Book(std::shared_ptr<const ir::Program> program) : program_(std::move(program)) {
  accounts_.resize(program_->ledgers.ledgers.size());
  floats_.resize(program_->ledgers.ledgers.size());
}

Id Book::ledger_named(const std::string& name) const {
  const std::vector<ir::Ledger>& all = program_->ledgers.ledgers;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].name == name) return static_cast<Id>(i);
  return kNone;
}

std::string Book::name_of(Id ledger, const Key& key) const {
  std::string out;
  for (const std::string& part : key.first) out += (out.empty() ? "" : ", ") + part;
  const ir::LedgerPeriod period = program_->ledgers.ledgers[at(ledger)].period;
  if (period == ir::LedgerPeriod::Year) out += fmt::format("{}{}", out.empty() ? "" : ", ", key.second);
  if (period == ir::LedgerPeriod::Quarter)
    out += fmt::format("{}{}-Q{}", out.empty() ? "" : ", ", key.second / 4, key.second % 4 + 1);
  return out;
}

Book::Kept Book::fresh(Id ledger) const {
  const ir::Ledger& l = program_->ledgers.ledgers[at(ledger)];
  Kept out;
  if (l.opening == ir::Opening::FromInput) out.opened = unknown_range(l);
  out.now = out.opened;
  return out;
}

Status Book::open(const OpeningBalance& opening) {
  const Id ledger = ledger_named(opening.account.ledger);
  if (ledger == kNone)
    return Failure{"opening balance: the rulebook has no ledger \"" + opening.account.ledger + "\"", 2};
  const ir::Ledger& l = program_->ledgers.ledgers[at(ledger)];
  if (opening.account.key.size() != l.dimensions.size())
    return Failure{fmt::format("opening balance of {}: {} parts of a key where the ledger has {}", l.name,
                               opening.account.key.size(), l.dimensions.size()),
                   2};
  if (opening.range.lo > opening.range.hi)
    return Failure{"opening balance of " + l.name + ": the lower end is above the upper one", 2};
  Kept& kept =
      accounts_[at(ledger)].try_emplace({opening.account.key, opening.account.period}, fresh(ledger)).first->second;
  kept.opened = opening.range;
  kept.supplied = true;
  kept.knowledge = opening.knowledge;
  kept.as_of = opening.as_of;
  refresh(ledger, {opening.account.key, opening.account.period});
  return Unit{};
}

Range Book::effective(const Posting& posting) const {
  if (posting.undone) return {0, 0};
  return posting.doubtful ? perhaps(posting.amount) : posting.amount;
}

Range Book::with(const Range& range, std::size_t posting) const { return sum(range, effective(postings_[posting])); }

void Book::refresh(Id ledger, const Key& key) {
  Kept& kept = accounts_[at(ledger)].at(key);
  kept.now = kept.opened;
  kept.assumed = false;
  for (const std::size_t p : kept.postings) {
    kept.now = sum(kept.now, effective(postings_[p]));
    kept.assumed = kept.assumed || (postings_[p].assumed && !postings_[p].undone);
  }
}

void Book::refresh(Floats::Sort* sort) const {
  sort->range = {};
  sort->standing = sort->assumed = 0;
  for (const std::size_t p : sort->postings) {
    if (postings_[p].undone) continue;
    sort->range = sum(sort->range, perhaps(postings_[p].amount));
    ++sort->standing;
    sort->assumed += postings_[p].assumed ? 1 : 0;
  }
}

std::optional<Book::Key> Book::certain_key(Id ledger, const Posting& posting) const {
  const ir::Ledger& l = program_->ledgers.ledgers[at(ledger)];
  Key key;
  for (const std::vector<std::string>& candidates : posting.key) {
    if (candidates.size() != 1) return std::nullopt;
    key.first.push_back(candidates.front());
  }
  if (posting.first_day < l.from || posting.last_day > l.through) return std::nullopt;
  if (l.period == ir::LedgerPeriod::Days && posting.first_day != posting.last_day) return std::nullopt;
  key.second = interp::period_of(l, posting.first_day);
  if (key.second != interp::period_of(l, posting.last_day)) return std::nullopt;
  return key;
}

std::size_t Book::post(Posting posting) {
  const Id ledger = ledger_named(posting.ledger);
  LICET_CHECK(ledger != kNone);
  const ir::Ledger& l = program_->ledgers.ledgers[at(ledger)];
  const std::size_t number = postings_.size();
  if (const auto doubted = doubted_.find(posting.shipment); doubted != doubted_.end()) posting.doubtful = true;
  of_shipment_[posting.shipment].push_back(number);
  const std::optional<Key> key = certain_key(ledger, posting);
  const bool outside = posting.last_day < l.from || posting.first_day > l.through;
  postings_.push_back(std::move(posting));
  if (outside) return number;  // kept, and in no account
  if (!key) {
    Floats& floats = floats_[at(ledger)];
    Floats::Sort& sort = floats.sorts()[floats.add(postings_[number], number)];
    ++sort.standing;
    sort.assumed += postings_[number].assumed ? 1 : 0;
    sort.range = sum(sort.range, perhaps(postings_[number].amount));
    sort.first_period = interp::period_of(l, sort.first_day);
    sort.last_period = interp::period_of(l, sort.last_day);
    return number;
  }
  Kept& kept = accounts_[at(ledger)].try_emplace(*key, fresh(ledger)).first->second;
  kept.postings.push_back(number);
  kept.assumed = kept.assumed || postings_[number].assumed;
  kept.now = sum(kept.now, effective(postings_[number]));
  return number;
}

bool Book::has_standing(const std::string& shipment) const {
  const auto found = of_shipment_.find(shipment);
  return found != of_shipment_.end() &&
         std::any_of(found->second.begin(), found->second.end(), [&](std::size_t p) { return !postings_[p].undone; });
}

bool Book::is_doubtful(const std::string& shipment) const { return doubted_.count(shipment) > 0; }

void Book::doubt(const std::string& shipment, const std::string& by) {
  doubted_.emplace(shipment, by);
  undo(shipment, false, by);
}

const std::string& Book::undone_by(std::size_t posting) const {
  static const std::string none;
  const auto found = by_.find(posting);
  return found != by_.end() ? found->second : none;
}

std::size_t Book::bring_back(Posting posting) {
  const Id ledger = ledger_named(posting.ledger);
  LICET_CHECK(ledger != kNone);
  if (const std::optional<Key> key = certain_key(ledger, posting)) {
    Kept& kept = accounts_[at(ledger)].try_emplace(*key, fresh(ledger)).first->second;
    const Range counts = effective(posting);
    const Number without = interp::opposite(interp::interval(counts.lo, counts.hi));  // its ends change places
    if (kept.opened.lo != interp::kBelowAll && without.hi != interp::kAboveAll) kept.opened.lo += without.hi;
    if (kept.opened.hi != interp::kAboveAll && without.lo != interp::kBelowAll) kept.opened.hi += without.lo;
    refresh(ledger, *key);
  }
  return post(std::move(posting));
}

bool Book::undo(const std::string& shipment, bool sure, const std::string& by) {
  const auto found = of_shipment_.find(shipment);
  if (found == of_shipment_.end()) return false;
  bool any = false;
  for (const std::size_t p : found->second) {
    Posting& posting = postings_[p];
    if (posting.undone) continue;
    any = true;
    (sure ? posting.undone : posting.doubtful) = true;
    by_[p] = by;
    const Id ledger = ledger_named(posting.ledger);
    if (const std::optional<Key> key = certain_key(ledger, posting)) {
      refresh(ledger, *key);
      continue;
    }
    for (Floats::Sort& sort : floats_[at(ledger)].sorts())
      if (std::binary_search(sort.postings.begin(), sort.postings.end(), p)) refresh(&sort);
  }
  return any;
}

bool Book::partial(Id ledger, const Kept* kept, const BalanceAsked& asked) const {
  const ir::Ledger& l = program_->ledgers.ledgers[at(ledger)];
  if (asked.closed) return false;
  const ir::Knowledge knowledge = kept != nullptr && kept->knowledge ? *kept->knowledge : l.knowledge;
  if (knowledge == ir::Knowledge::Complete) return false;
  if (knowledge == ir::Knowledge::Partial) return true;
  if (kept == nullptr || !kept->as_of) return true;
  return asked.position.undefined || !asked.position.value || asked.position.hi > *kept->as_of;
}

// Of one account on its own: with the days that count, where they slide.
Range Book::range_of(Id ledger, const Kept& kept, const BalanceAsked& asked) const {
  const ir::Ledger& l = program_->ledgers.ledgers[at(ledger)];
  if (l.period != ir::LedgerPeriod::Days) return kept.now;
  Range out = kept.opened;
  for (const std::size_t p : kept.postings) {
    bool all = false;
    if (!overlaps(l, postings_[p], 0, asked, &all)) continue;
    out = sum(out, all ? effective(postings_[p]) : perhaps(effective(postings_[p])));
  }
  return out;
}

namespace {

// Is a key among those asked for: surely, perhaps, not.
interp::Planes picks(const KeyAsked& asked, const std::string& given, const std::string& key) {
  if (asked.how == DimensionAsked::All) return interp::kTrue;
  if (asked.how == DimensionAsked::Given) return key == given ? interp::kTrue : interp::kFalse;
  return listed(asked.keys, key) ? interp::kTrue : listed(asked.maybe, key) ? interp::kUnknown : interp::kFalse;
}

}  // namespace

void Book::take_account(const BalanceAsked& asked, const Key& key, const Kept& kept, bool sure, bool names,
                        Answer* out) const {
  const Range range = range_of(asked.ledger, kept, asked);
  out->range = sum(out->range, sure ? range : perhaps(range));
  out->assumed = out->assumed || kept.assumed;
  if (names && range.lo != range.hi)
    out->open.push_back("ledger " + program_->ledgers.ledgers[at(asked.ledger)].name + " of " +
                        name_of(asked.ledger, key));
}

// Of the accounts that the dimensions pick which a question does not name.
void Book::take_sum(const BalanceAsked& asked, const std::vector<std::string>& given, std::int32_t period, bool names,
                    Answer* out) const {
  const ir::Ledger& l = program_->ledgers.ledgers[at(asked.ledger)];
  bool some = false, open = false;
  for (const auto& [key, kept] : accounts_[at(asked.ledger)]) {
    if (key.second != period) continue;
    interp::Planes in = interp::kTrue;
    for (std::size_t i = 0; i < key.first.size() && in != interp::kFalse; ++i)
      in = interp::both(in, picks(asked.key[i], given[i], key.first[i]));
    if (in == interp::kFalse) continue;
    some = true;
    open = partial(asked.ledger, &kept, asked) || open;
    take_account(asked, key, kept, in == interp::kTrue, names, out);
  }
  out->partial = some ? open : partial(asked.ledger, nullptr, asked);
  if (l.opening == ir::Opening::FromInput) {  // accounts that were not supplied
    out->range.hi = interp::kAboveAll;
    if (l.stock) out->range.lo = interp::kBelowAll;
    if (names) out->open.push_back("ledger " + l.name + ": accounts that were not supplied");
  }
  if (names && out->partial) out->open.push_back("ledger " + l.name + ": what others posted");
}

void Book::take_floats(const BalanceAsked& asked, const std::vector<std::string>& given, std::int32_t period,
                       bool names, Answer* out) const {
  const ir::Ledger& l = program_->ledgers.ledgers[at(asked.ledger)];
  std::size_t count = 0;
  const Posting* first = nullptr;
  const auto take = [&](const Floats::Sort& sort) {
    bool all = false;
    if (sort.standing == 0 || !overlaps(l, sort, period, asked, &all)) return;
    bool may_be = true;
    for (std::size_t i = 0; i < asked.key.size() && may_be; ++i)
      may_be = sort.key[i].empty() || std::any_of(sort.key[i].begin(), sort.key[i].end(), [&](const auto& key) {
                 return picks(asked.key[i], given[i], key) != interp::kFalse;
               });
    if (!may_be) return;
    out->range = sum(out->range, sort.range);
    out->assumed = out->assumed || sort.assumed > 0;
    if (!names) return;
    count += sort.standing;
    for (const std::size_t p : sort.postings) {
      if (postings_[p].undone) continue;
      if (first == nullptr || postings_[p].shipment < first->shipment) first = &postings_[p];
      break;
    }
  };
  const Floats& floats = floats_[at(asked.ledger)];
  if (!asked.key.empty() && asked.key.front().how == DimensionAsked::Given)
    floats.each_of(given.front(), take);
  else
    for (const Floats::Sort& sort : floats.sorts()) take(sort);
  if (first == nullptr) return;
  std::string what = "ledger " + l.name + ": what shipment " + first->shipment + " posted";
  if (count > 1) what += fmt::format(", and {} more of which the account is not known", count - 1);
  out->open.push_back(std::move(what));
}

Book::Answer Book::answer_of(const BalanceAsked& asked, const std::vector<std::string>& given, std::int32_t period,
                             bool names) const {
  const ir::Ledger& l = program_->ledgers.ledgers[at(asked.ledger)];
  Answer out;
  const bool sums =
      std::any_of(asked.key.begin(), asked.key.end(), [](const KeyAsked& k) { return k.how != DimensionAsked::Given; });
  if (sums) {
    take_sum(asked, given, period, names, &out);
  } else {
    const Key key{given, period};
    const auto found = accounts_[at(asked.ledger)].find(key);
    const bool there = found != accounts_[at(asked.ledger)].end();
    out.partial = partial(asked.ledger, there ? &found->second : nullptr, asked);
    take_account(asked, key, there ? found->second : fresh(asked.ledger), true, names, &out);
    if (names && out.partial)
      out.open.push_back("ledger " + l.name + " of " + name_of(asked.ledger, key) + ": what others posted");
  }
  take_floats(asked, given, period, names, &out);
  if (out.partial) {
    out.range.hi = interp::kAboveAll;
    if (l.stock && !l.never_lowered) out.range.lo = interp::kBelowAll;
  }
  return out;
}

template <class Visit>
bool Book::each_answer(const BalanceAsked& asked, bool names, Visit visit) const {
  const ir::Ledger& l = program_->ledgers.ledgers[at(asked.ledger)];
  const bool periods = l.period == ir::LedgerPeriod::Year || l.period == ir::LedgerPeriod::Quarter;
  if (!asked.day.value || asked.day.undefined) return false;
  std::int32_t first = 0, last = 0;
  if (periods) {
    if (asked.day.lo < ir::kBeginning || asked.day.hi > ir::kForever) return false;
    first = interp::period_of(l, static_cast<Day>(asked.day.lo));
    last = interp::period_of(l, static_cast<Day>(asked.day.hi));
  }
  std::size_t combinations = static_cast<std::size_t>(last - first) + 1;
  for (const KeyAsked& k : asked.key) {
    if (k.how != DimensionAsked::Given) continue;
    if (k.any || k.keys.empty()) return false;
    combinations *= k.keys.size();
    if (combinations > kMostCandidates) return false;
  }
  std::vector<std::size_t> choice(asked.key.size(), 0);
  std::vector<std::string> given(asked.key.size());
  for (;;) {
    for (std::size_t i = 0; i < asked.key.size(); ++i)
      if (asked.key[i].how == DimensionAsked::Given) given[i] = asked.key[i].keys[choice[i]];
    for (std::int32_t period = first; period <= last; ++period) visit(answer_of(asked, given, period, names));
    std::size_t i = 0;
    for (; i < choice.size(); ++i) {
      if (asked.key[i].how != DimensionAsked::Given) continue;
      if (++choice[i] < asked.key[i].keys.size()) break;
      choice[i] = 0;
    }
    if (i == choice.size()) return true;
  }
}

Number Book::balance(const BalanceAsked& asked) const {
  const ir::Ledger& l = program_->ledgers.ledgers[at(asked.ledger)];
  const bool spans = l.period == ir::LedgerPeriod::Whole;
  if (spans && asked.day.value && (asked.day.hi < l.from || asked.day.lo > l.through))
    return interp::undefined_number();
  std::optional<Range> all;
  if (!each_answer(asked, false, [&](const Answer& a) { all = all ? hull(*all, a.range) : a.range; }))
    return interp::unknown_balance(l);
  Number out = interp::interval(all->lo, all->hi);
  out.undefined = spans && (!asked.day.value || asked.day.lo < l.from || asked.day.hi > l.through);
  return out;
}

std::vector<std::string> Book::uncertain(const BalanceAsked& asked) const {
  std::vector<std::string> out;
  if (!each_answer(asked, true, [&](const Answer& a) { out.insert(out.end(), a.open.begin(), a.open.end()); }))
    out.push_back("ledger " + program_->ledgers.ledgers[at(asked.ledger)].name);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool Book::assumes(const BalanceAsked& asked) const {
  bool out = false;
  each_answer(asked, false, [&](const Answer& a) { out = out || a.assumed; });
  return out;
}

}  // namespace licet::ledger
