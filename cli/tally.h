// What a run counts: outcomes of the disposition, what undetermined lines wait for, requirements. One per worker, added
// up at the end, so that the sums do not depend on the number of threads.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/ir/program.h"
#include "runtime/interp/decision.h"

namespace licet::cli {

struct Waiting {
  std::uint64_t lines = 0;
  std::uint64_t alone = 0;  // that wait for nothing else
};

class Tally {
 public:
  explicit Tally(const ir::Program& program);
  void add(const interp::Decision& decision);
  // The same in parts, of so many lines, for rulebooks that have a disposition.
  void add_status(interp::Status status, ir::Id value, std::uint64_t times);  // kNone: not decided
  void add_waiting(const std::vector<interp::OpenFact>& facts, std::uint64_t times);
  void add_licensing(const interp::Decision& decision, std::uint64_t times);
  void add_marks(const interp::Decision& decision, std::uint64_t times);
  void add(const Tally& other);

  std::uint64_t lines() const;
  std::uint64_t of(interp::Status status) const { return statuses[static_cast<std::size_t>(status)]; }

  static constexpr std::size_t kStatuses = 6;
  std::array<std::uint64_t, kStatuses> statuses{};
  std::vector<std::uint64_t> dispositions;              // decided, by value
  std::map<std::string, Waiting, std::less<>> waiting;  // by group of the open fact
  std::vector<std::uint64_t> requirements;              // certainly applies, by requirement
  std::vector<std::uint64_t> overcome;                  // of these, overcome
  std::uint64_t scheduled = 0, compliance_window = 0, unconfirmed = 0, assumes = 0;
  std::uint64_t by_accounts = 0;  // not decided only because an account is uncertain

 private:
  const ir::Program* program_;
  std::vector<std::string_view> groups_;  // scratch
};

}  // namespace licet::cli
