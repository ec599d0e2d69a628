#include "cli/tally.h"

#include <algorithm>
#include <numeric>

namespace licet::cli {
namespace {

std::size_t at(ir::Id id) { return static_cast<std::size_t>(id); }

void add_up(std::vector<std::uint64_t>* sum, const std::vector<std::uint64_t>& more) {
  for (std::size_t i = 0; i < sum->size(); ++i) (*sum)[i] += more[i];
}

}  // namespace

Tally::Tally(const ir::Program& program) : program_(&program) {
  const ir::Id disposition = program.licensing.disposition;
  if (disposition != ir::kNone)
    dispositions.resize(program.schema.categories[at(program.decided[at(disposition)].category)].values.size());
  requirements.resize(program.licensing.requirements.size());
  overcome.resize(requirements.size());
}

std::uint64_t Tally::lines() const { return std::accumulate(statuses.begin(), statuses.end(), std::uint64_t{0}); }

void Tally::add(const interp::Decision& decision) {
  if (decision.outcomes.empty()) {  // a rulebook that decides nothing of a line
    add_status(interp::Status::Gap, ir::kNone, 1);
    return;
  }
  // The disposition stands first; where none is decided, a line is decided when all its values are.
  const bool alone = program_->licensing.disposition != ir::kNone;
  const auto end = alone ? decision.outcomes.begin() + 1 : decision.outcomes.end();
  const auto open = std::find_if(decision.outcomes.begin(), end,
                                 [](const interp::Outcome& o) { return o.status != interp::Status::Decided; });
  const interp::Outcome& first = open != end ? *open : decision.outcomes.front();
  const bool disposed = first.status == interp::Status::Decided && first.decided == program_->licensing.disposition &&
                        !first.values.empty();
  add_status(first.status, disposed ? first.values.front() : ir::kNone, 1);
  std::vector<interp::OpenFact> facts;
  for (auto outcome = open; outcome != end; ++outcome)
    facts.insert(facts.end(), outcome->open_facts.begin(), outcome->open_facts.end());
  add_waiting(facts, 1);
  add_licensing(decision, 1);
  add_marks(decision, 1);
}

void Tally::add_status(interp::Status status, ir::Id value, std::uint64_t times) {
  statuses[static_cast<std::size_t>(status)] += times;
  if (value != ir::kNone) dispositions[at(value)] += times;
}

void Tally::add_waiting(const std::vector<interp::OpenFact>& facts, std::uint64_t times) {
  groups_.clear();
  for (const interp::OpenFact& fact : facts) groups_.push_back(fact.group);
  std::sort(groups_.begin(), groups_.end());
  groups_.erase(std::unique(groups_.begin(), groups_.end()), groups_.end());
  // Undetermined by no fact of its own.
  if (!groups_.empty() &&
      std::all_of(groups_.begin(), groups_.end(), [](std::string_view g) { return g.starts_with("ledger "); }))
    by_accounts += times;
  for (std::string_view group : groups_) {
    auto place = waiting.find(group);
    if (place == waiting.end()) place = waiting.emplace(group, Waiting{}).first;
    place->second.lines += times;
    if (groups_.size() == 1) place->second.alone += times;
  }
}

void Tally::add_licensing(const interp::Decision& decision, std::uint64_t times) {
  for (const interp::RequirementState& state : decision.requirements) {
    if (state.applies != interp::Truth::True) continue;
    requirements[at(state.requirement)] += times;
    if (state.overcome == interp::Truth::True) overcome[at(state.requirement)] += times;
  }
}

void Tally::add_marks(const interp::Decision& decision, std::uint64_t times) {
  if (decision.scheduled) scheduled += times;
  if (decision.compliance_window) compliance_window += times;
  if (decision.assumes) assumes += times;
  if (!decision.unconfirmed.empty() || !decision.unconfirmed_data.empty()) unconfirmed += times;
}

void Tally::add(const Tally& other) {
  for (std::size_t i = 0; i < kStatuses; ++i) statuses[i] += other.statuses[i];
  add_up(&dispositions, other.dispositions);
  add_up(&requirements, other.requirements);
  add_up(&overcome, other.overcome);
  for (const auto& [group, count] : other.waiting) {
    Waiting& mine = waiting[group];
    mine.lines += count.lines;
    mine.alone += count.alone;
  }
  scheduled += other.scheduled;
  compliance_window += other.compliance_window;
  unconfirmed += other.unconfirmed;
  assumes += other.assumes;
  by_accounts += other.by_accounts;
}

}  // namespace licet::cli
