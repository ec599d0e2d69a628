// The first half of a run whose rulebook keeps ledgers: reads the log once and takes its records through the ledgers in
// their order, from a stored state if one is named. The lines are then decided like any others, with what they were
// told. What was posted is stored when the decisions are written.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/options.h"
#include "core/base/result.h"
#include "runtime/explain/explanation.h"
#include "runtime/interp/evaluate.h"
#include "runtime/io/io.h"
#include "runtime/ledger/answers.h"
#include "runtime/ledger/book.h"
#include "runtime/ledger/pass.h"
#include "runtime/ledger/state.h"

namespace licet::cli {

// "met", "not met", "not known".
const char* holds_words(interp::Truth holds);

struct LedgerOptions {
  std::string state, opening, assume, batch, through;
  bool supposed = false;  // figures are not those of the rules: a state is read and nothing is posted to it

  void declare(Options* options);
};

class LedgerRun {
 public:
  // `plan` keeps ledgers. `run`: parameters as they are written into outputs. `tick` is called often. Reads all that
  // `reading` names; standard input is kept in a file, so that it can be read a second time.
  // `until`: the number of the shipment that is the last to be taken up.
  static Result<std::unique_ptr<LedgerRun>> make(std::shared_ptr<const interp::Plan> plan, const LedgerOptions& options,
                                                 const io::ReadOptions& reading, const std::string& run,
                                                 const std::function<void(const io::Progress&)>& tick,
                                                 std::optional<std::uint64_t> until = std::nullopt);

  std::shared_ptr<const ledger::Answers> answers() const { return answers_; }
  const ledger::Book& book() const { return *book_; }
  const std::vector<ledger::TestResult>& tests() const { return tests_; }
  bool interrupted() const { return interrupted_; }
  // What a line found in its accounts and left there, in words. Of a run up to its shipment.
  std::vector<explain::AccountWhy> accounts_of(const data::Record& record, std::uint32_t line,
                                               const std::string& shipment_id) const;
  // Stores what was posted, if a state is named. Once.
  Status store();
  // Of the accounts, the tests and the state, for the summary.
  std::string summary() const;
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  explicit LedgerRun(std::shared_ptr<const interp::Plan> plan);
  Status open_state(const LedgerOptions& options);
  Status open(const std::string& path);
  Status load(ledger::Pass* pass);
  Status bring_back(const std::string& shipment);
  Status read(const io::ReadOptions& reading, const std::function<void(const io::Progress&)>& tick, ledger::Pass* pass,
              std::string* digest);

  std::shared_ptr<const interp::Plan> plan_;
  const ir::Program& program_;
  std::unique_ptr<ledger::Store> store_;
  std::unique_ptr<ledger::Book> book_;
  std::shared_ptr<const ledger::Answers> answers_;
  std::vector<ledger::TestResult> tests_;
  std::optional<ledger::Position> last_;
  std::vector<std::string> notes_;
  std::string batch_, content_, run_;
  std::uint64_t records_ = 0;
  bool interrupted_ = false;
  bool supposed_ = false;
  bool applied_ = false;  // the batch was stored by an earlier run
  struct Known {          // a stored posting in the book
    std::size_t posting;
    std::int64_t id;
    bool doubtful;  // as it is stored
  };
  std::vector<Known> known_;
  std::set<std::int64_t> known_ids_;
  std::map<ledger::Account, ledger::StoredAccount> stored_;
  std::size_t first_new_ = 0;  // of the book's postings
};

}  // namespace licet::cli
