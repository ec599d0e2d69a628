// Decides logs in which nothing is missing: plain sums, one record after the other. Written apart from the runtime.
// Internal to fuzz_ledger.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "tests/fuzz/ledger/world.h"

namespace licet::fuzz::ledger {

enum class Answer : std::uint8_t { Yes, No, Error };
struct Told {
  std::map<std::pair<std::string, std::size_t>, Answer> answers;  // by shipment and line
  std::map<std::tuple<int, int, int>, long> closing;              // of ledger L, by k, g and period
};

class Oracle {
 public:
  // `others`: what somebody else has posted to every account of a partial ledger.
  Oracle(const Choice& choice, const Log& log, long others) : c_(choice), log_(log), others_(others) {}

  Told run() {
    struct At {
      int day;
      std::string id;
      std::size_t shipment, line;
    };
    std::vector<std::vector<At>> events;
    for (std::size_t s = 0; s < log_.size(); ++s)
      for (std::size_t l = 0; l < log_[s].lines.size(); ++l) {
        if (l == 0 || !c_.per_shipment) events.emplace_back();
        events.back().push_back({*log_[s].day, log_[s].id, s, l});
      }
    std::sort(events.begin(), events.end(), [](const auto& a, const auto& b) {
      return std::tie(a[0].day, a[0].id, a[0].line) < std::tie(b[0].day, b[0].id, b[0].line);
    });
    Told told;
    for (const std::vector<At>& event : events) {
      const Shipment& s = log_[event[0].shipment];
      const std::string& old = !s.reverses.empty() ? s.reverses : s.corrects;
      bool error = false;
      if (!old.empty()) {
        if (undoing_.count(s.id) == 0) {
          const bool standing = seen_.count(old) > 0 && undone_.count(old) == 0;
          undoing_[s.id] = standing;
          if (standing) {
            undone_.insert(old);
            std::erase_if(posted_, [&](const Posted& p) { return p.shipment == old; });
          }
        }
        error = !undoing_[s.id];
      }
      std::vector<std::pair<const At*, bool>> yes;
      for (const At& at : event) {
        const bool answer = ask(s, at.line, *s.day);
        told.answers[{s.id, at.line}] = error ? Answer::Error : answer ? Answer::Yes : Answer::No;
        yes.push_back({&at, answer});
      }
      for (const auto& [at, answer] : yes) {
        if (error || !s.reverses.empty()) continue;
        seen_.insert(s.id);
        const Line& line = s.lines[at->line];
        if (answer && (!c_.needs_flag || *line.flag)) posted_.push_back({s.id, *s.day, *line.k, *line.g, *line.amount});
      }
    }
    for (const Posted& p : posted_) told.closing[{p.k, p.g, period(p.day)}] += p.amount;
    return told;
  }

 private:
  struct Posted {
    std::string shipment;
    int day, k, g;
    long amount;
  };
  int period(int day) const {  // the year turns after the second day
    return c_.period == ir::LedgerPeriod::Year || c_.period == ir::LedgerPeriod::Quarter ? day / 2 : 0;
  }
  bool counts(int then, int now) const {
    if (c_.period == ir::LedgerPeriod::Days) return then > now - 2 && then <= now;
    return period(then) == period(now);
  }
  template <class Which>
  long sum(int day, Which which) const {
    long out = 0;
    for (const Posted& p : posted_)
      if (counts(p.day, day) && which(p)) out += p.amount;
    return out;
  }
  long own(const Shipment& s, std::size_t l) const {
    const Line& line = s.lines[l];
    long out = *line.amount;
    if (!c_.per_shipment) return out;
    for (std::size_t o = 0; o < s.lines.size(); ++o) {
      const Line& other = s.lines[o];
      if (o == l || *other.k != *line.k || *other.g != *line.g) continue;
      if (!c_.counts_flagged || *other.flag) out += *other.amount;
    }
    return out;
  }
  bool ask(const Shipment& s, std::size_t l, int day) const {
    const Line& line = s.lines[l];
    const long others = c_.partial && !(c_.closed_by_flag && *line.flag) ? others_ : 0;
    const auto mine = [&](const Posted& p) { return p.k == *line.k && p.g == *line.g; };
    bool out = true;
    switch (c_.question.ask) {
      case Ask::Fits:
        out = sum(day, mine) + others + own(s, l) <= c_.limit;
        break;
      case Ask::AtMost:
        out = sum(day, mine) + others + own(s, l) <= c_.question.bound;
        break;
      case Ask::Share:  // of all accounts, each with what others posted
        out = 2 * (sum(day, mine) + others + own(s, l)) <=
              c_.question.bound + sum(day, [](const Posted&) { return true; }) + 4 * others;
        break;
      case Ask::Before:
        out = sum(day, mine) + others >= c_.question.bound;
        break;
      case Ask::Every:
        for (int k = 0; k < 2; ++k)
          out = out &&
                sum(day, [&](const Posted& p) { return p.k == k && p.g == *line.g; }) + others <= c_.question.bound;
        break;
      case Ask::Within:
        out = sum(day, [](const Posted& p) { return p.k == 0; }) + 2 * others + own(s, l) <= c_.question.bound;
        break;
    }
    if (c_.two) {
      long count = 1;
      for (const Posted& p : posted_) count += p.g == *line.g ? 1 : 0;
      out = out && count <= c_.limit_two;
    }
    return out && (!c_.and_flag || *line.flag);
  }

  const Choice& c_;
  const Log& log_;
  const long others_;
  std::vector<Posted> posted_;
  std::map<std::string, bool> undoing_;  // by shipment: was there something to undo
  std::set<std::string> seen_, undone_;
};

}  // namespace licet::fuzz::ledger
