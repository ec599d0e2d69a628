#include "runtime/interp/worlds.h"

#include <algorithm>

namespace licet::interp {

using ir::Id;
using ir::kNone;

void OutcomeSet::reset(std::size_t words, bool of_list) {
  seen = gap = conflict = beyond = false;
  lists = of_list;
  possible.assign(words, 0);
  certain.assign(of_list ? words : 0, 0);
}

void OutcomeSet::take(const Possible& p) {
  seen = true;
  std::copy_n(p.values, possible.size(), possible.begin());
  if (lists) std::copy_n(p.certain, certain.size(), certain.begin());
  gap = p.gap;
  conflict = p.conflict;
}

std::size_t OutcomeSet::size() const {
  std::size_t n = (gap ? 1u : 0u) + (conflict ? 1u : 0u) + (beyond ? 1u : 0u);
  for (std::uint64_t w : possible) n += static_cast<std::size_t>(__builtin_popcountll(w));
  return n;
}

bool OutcomeSet::single() const {
  if (!lists) return size() == 1;
  return seen ? !beyond && possible == certain : beyond;
}

void OutcomeSet::merge(const OutcomeSet& other) {
  if (other.seen) {
    for (std::size_t w = 0; w < certain.size(); ++w)
      certain[w] = seen ? certain[w] & other.certain[w] : other.certain[w];
    for (std::size_t w = 0; w < possible.size(); ++w) possible[w] |= other.possible[w];
    seen = true;
  }
  gap = gap || other.gap;
  conflict = conflict || other.conflict;
  beyond = beyond || other.beyond;
}

void OutcomeSet::narrow(const OutcomeSet& other) {
  for (std::size_t w = 0; w < certain.size(); ++w) certain[w] |= other.certain[w];
  for (std::size_t w = 0; w < possible.size(); ++w) possible[w] &= other.possible[w];
  gap = gap && other.gap;
  conflict = conflict && other.conflict;
  beyond = beyond && other.beyond;
}

namespace {

constexpr int kMostRestrictive = 1 << 30;  // gap, conflict, beyond-known-law

int most_restrictive(const OutcomeSet& s) {
  if (s.gap || s.conflict || s.beyond) return kMostRestrictive;
  for (std::size_t w = s.possible.size(); w-- > 0;)
    if (s.possible[w] != 0) return static_cast<int>(w * 64) + 63 - __builtin_clzll(s.possible[w]);
  return -1;
}

// The pairwise less restrictive outcomes: x of either set stands if the other holds one at least as restrictive.
OutcomeSet less_restrictive(const ir::DecidedValue& d, const OutcomeSet& with, const OutcomeSet& without) {
  if (d.mode == ir::Combination::AllListed || !d.ordered) return without;
  OutcomeSet out = without;
  const int top = std::min(most_restrictive(with), most_restrictive(without));
  out.gap = out.conflict = out.beyond = false;
  for (std::size_t w = 0; w < out.possible.size(); ++w) out.possible[w] = 0;
  for (const OutcomeSet* s : {&with, &without})
    each_code(s->possible.data(), s->possible.size(), [&](Id v) {
      if (v <= top) include(out.possible.data(), v);
      return true;
    });
  if (top == kMostRestrictive) {
    // Both may be an oddity; of two, the one with the document stands.
    out.gap = with.gap;
    out.conflict = with.conflict;
    out.beyond = with.beyond;
  }
  return out;
}

enum class WindowReading { LessRestrictive, With, Without };

WindowReading window_reading(const Plan& plan, const ir::Document& d) {
  if (d.reading == kNone) return WindowReading::LessRestrictive;
  const std::string& word = plan.program->readings[at(d.reading)].alternatives[at(plan.chosen[at(d.reading)])];
  if (word.starts_with("without") || word.starts_with("old")) return WindowReading::Without;
  if (word.starts_with("with") || word.starts_with("new")) return WindowReading::With;
  return WindowReading::LessRestrictive;
}

}  // namespace

void Worlds::take_up(const data::Record& record, Worlds* supplied, const std::vector<Narrowed>* narrowed) {
  record_ = &record;
  supplied_ = supplied;
  narrowed_ = narrowed;
  ++shipment_;
}

void Worlds::begin(std::uint32_t line) {
  line_ = line;
  ++stamp_;
}

Context& Worlds::context(const std::vector<bool>& left_out, Evidence evidence) {
  World* world = nullptr;
  for (const auto& w : worlds_)
    if (w->left_out == left_out) world = w.get();
  if (world == nullptr) {
    worlds_.push_back(std::make_unique<World>());
    world = worlds_.back().get();
    world->left_out = left_out;
  }
  const std::size_t e = evidence == Evidence::Open ? 1 : 0;
  if (world->begun[e] == stamp_) return *world->contexts[e];
  if (world->contexts[e] == nullptr) world->contexts[e] = std::make_unique<Context>(plan_, evidence, left_out);
  world->begun[e] = stamp_;
  Context* standing = evidence == Evidence::Open ? &context(left_out, Evidence::Standing) : nullptr;
  Context* supplied = supplied_ != nullptr ? &supplied_->context(left_out, Evidence::Standing) : nullptr;
  world->contexts[e]->keep_books(books_);
  world->contexts[e]->begin(*record_, shipment_, line_, standing, supplied, narrowed_);
  return *world->contexts[e];
}

Planes Worlds::known_law(Id decided, Evidence evidence) {
  const Day from = plan_.horizon_from[at(decided)], through = plan_.horizon_through[at(decided)];
  if (from <= ir::kBeginning && (through >= ir::kForever || !plan_.run.strict_horizon)) return kTrue;
  if (plan_.program->event_date == kNone && plan_.date_field == kNone) return kTrue;
  Context& c = base(evidence);
  return c.within(c.event_date(), from, plan_.run.strict_horizon ? through : ir::kForever);
}

Planes Worlds::in_window(const ir::Document& d, Evidence evidence) {
  if (d.compliance <= d.effective) return kFalse;
  Context& c = base(evidence);
  const bool dated = plan_.program->event_date != kNone;
  return c.within(dated ? c.day_of(plan_.program->event_date, c.line_frame()) : c.event_date(), d.effective,
                  d.compliance - 1);
}

// Is the line certainly outside every savings clause and compliance window?
bool Worlds::one_law(Evidence evidence) {
  const std::size_t e = evidence == Evidence::Open ? 1 : 0;
  if (asked_windows_[e] == stamp_) return one_law_[e];
  Context& law = base(evidence);
  one_law_[e] = std::all_of(plan_.windows.begin(), plan_.windows.end(), [&](Id id) {
    const ir::Document& d = plan_.program->documents[at(id)];
    return (d.savings == kNone || law.cond(d.savings, law.line_frame()) == kFalse) && in_window(d, evidence) == kFalse;
  });
  asked_windows_[e] = stamp_;
  return one_law_[e];
}

OutcomeSet Worlds::outcomes(Id decided, const Frame* frame, Evidence evidence, std::vector<Leaf>* leaves) {
  const ir::DecidedValue& d = plan_.program->decided[at(decided)];
  const Planes known = known_law(decided, evidence);
  OutcomeSet out;
  out.reset(plan_.categories[at(d.category)].words, d.mode == ir::Combination::AllListed);
  const std::size_t first = known != kFalse && one_law(evidence) ? plan_.windows.size() : 0;
  if (known != kFalse) out = under(first, {}, decided, frame, evidence, leaves);
  if (known & kFalse) out.beyond = true;
  return out;
}

OutcomeSet Worlds::under(std::size_t window, std::vector<bool> left_out, Id decided, const Frame* frame,
                         Evidence evidence, std::vector<Leaf>* leaves) {
  const ir::DecidedValue& d = plan_.program->decided[at(decided)];
  OutcomeSet out;
  out.reset(plan_.categories[at(d.category)].words, d.mode == ir::Combination::AllListed);
  if (window == plan_.windows.size()) {
    Context& c = context(left_out, evidence);
    out.take(c.possible(decided, frame));
    if (leaves != nullptr) leaves->push_back({&c, out});
    return out;
  }
  const Id id = plan_.windows[window];
  const ir::Document& document = plan_.program->documents[at(id)];
  Context& law = base(evidence);
  const Planes saved = document.savings != kNone ? law.cond(document.savings, law.line_frame()) : kFalse;
  std::vector<bool> without = left_out;
  without.resize(plan_.program->documents.size());
  without[at(id)] = true;
  const auto decide = [&](const std::vector<bool>& out_of_law) {
    return under(window + 1, out_of_law, decided, frame, evidence, leaves);
  };
  if (saved & kTrue) out.merge(decide(without));
  if (!(saved & kFalse)) return out;
  const Planes within = in_window(document, evidence);
  const WindowReading reading = window_reading(plan_, document);
  if ((within & kFalse) || reading == WindowReading::With) out.merge(decide(left_out));
  if (!(within & kTrue)) return out;
  if (reading == WindowReading::Without) out.merge(decide(without));
  if (reading == WindowReading::LessRestrictive) out.merge(less_restrictive(d, decide(left_out), decide(without)));
  return out;
}

OutcomeSet combine_readings(const ir::DecidedValue& d, const OutcomeSet& standing, const OutcomeSet& open,
                            bool* burden) {
  *burden = false;
  if (standing == open) return standing;
  OutcomeSet out = standing;
  if (standing.lists) {
    // Further members that yield to one that the standing reading surely lists take nothing away from it.
    const auto yields = [&](Id v) {
      return std::any_of(d.lesser.begin(), d.lesser.end(),
                         [&](const ir::Lesser& l) { return l.less == v && holds(standing.certain.data(), l.more); });
    };
    bool stands = standing.seen && !standing.beyond && open.seen && !open.beyond;
    each_code(open.possible.data(), open.possible.size(), [&](Id v) {
      stands = stands && (holds(standing.possible.data(), v) || yields(v));
      return stands;
    });
    if (stands)
      *burden = true;
    else
      out.merge(open);
    return out;
  }
  if (standing.size() == 1 && (!d.ordered || most_restrictive(open) <= most_restrictive(standing)))
    *burden = true;
  else
    out.merge(open);
  return out;
}

}  // namespace licet::interp
