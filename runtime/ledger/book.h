// Accounts that hold intervals (semantics.md section 9): what is in them before a record, and what records add. Knows
// nothing of records or of order: whoever runs them in order asks and posts. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/ir/program.h"
#include "runtime/interp/balances.h"
#include "runtime/ledger/floats.h"
#include "runtime/ledger/posting.h"

namespace licet::ledger {

// What a run knows of an account when it begins.
struct OpeningBalance {
  Account account;
  Range range;
  std::optional<ir::Knowledge> knowledge;  // of this account, where it is not that of the ledger
  std::optional<Day> as_of;                // CompleteAsOf: the day of the statement
};

class Book {
 public:
  explicit Book(std::shared_ptr<const ir::Program> program);

  // Fails where the ledger is not in the program, or the key has another number of parts.
  Status open(const OpeningBalance& opening);

  // Before the next record. Keys as interp::BalanceAsked has them.
  interp::Number balance(const interp::BalanceAsked& asked) const;
  // The accounts that were asked and leave the answer open, as open facts name them: "ledger lpp-received of ACME,
  // 2025"; "…: what others posted" where its knowledge is partial.
  std::vector<std::string> uncertain(const interp::BalanceAsked& asked) const;
  // Does an answer rest on a posting that --assume made.
  bool assumes(const interp::BalanceAsked& asked) const;

  // The number of the posting. One of which it is not certain that it was made holds zero in its amount.
  std::size_t post(Posting posting);
  // A posting that an account was opened with, so that it can be taken out again.
  std::size_t bring_back(Posting posting);
  // Takes out what a shipment posted, for the record `by`; `sure` false: what perhaps is taken out, so that both ends
  // hold. False if there is nothing to take out.
  bool undo(const std::string& shipment, bool sure, const std::string& by);
  bool has_standing(const std::string& shipment) const;
  bool is_doubtful(const std::string& shipment) const;
  // From now on what the shipment posts, and has posted, counts as possible.
  void doubt(const std::string& shipment, const std::string& by);
  // The record that took out a posting, or made it doubtful; empty: none.
  const std::string& undone_by(std::size_t posting) const;

  struct Kept {
    Range opened, now;
    bool supplied = false;  // by an opening balance
    std::optional<ir::Knowledge> knowledge;
    std::optional<Day> as_of;
    std::vector<std::size_t> postings;  // that are surely its own
    bool assumed = false;               // --assume made one of them
  };
  using Key = std::pair<std::vector<std::string>, std::int32_t>;  // with the period
  const std::map<Key, Kept>& accounts(ir::Id ledger) const { return accounts_[static_cast<std::size_t>(ledger)]; }
  // A range with what a posting counts.
  Range with(const Range& range, std::size_t posting) const;
  const std::vector<Posting>& postings() const { return postings_; }
  // Postings of which the account is not known.
  const Floats& floats(ir::Id ledger) const { return floats_[static_cast<std::size_t>(ledger)]; }
  const ir::Program& program() const { return *program_; }
  ir::Id ledger_named(const std::string& name) const;  // kNone: there is none
  // The name of an account: "ACME, 2025".
  std::string name_of(ir::Id ledger, const Key& key) const;

 private:
  // What is asked of one account, or of the sum of several.
  struct Answer {
    Range range;
    bool partial = false;  // others may have posted
    bool assumed = false;
    std::vector<std::string> open;  // names of accounts that are not one number
  };
  struct Asked {
    ir::Id ledger;
    const interp::BalanceAsked& asked;
    std::vector<std::int32_t> periods;
  };
  // `names`: of accounts as well. False: nothing is known.
  template <class Visit>
  bool each_answer(const interp::BalanceAsked& asked, bool names, Visit visit) const;
  Answer answer_of(const interp::BalanceAsked& asked, const std::vector<std::string>& given, std::int32_t period,
                   bool names) const;
  void take_account(const interp::BalanceAsked& asked, const Key& key, const Kept& kept, bool sure, bool names,
                    Answer* out) const;
  void take_sum(const interp::BalanceAsked& asked, const std::vector<std::string>& given, std::int32_t period,
                bool names, Answer* out) const;
  void take_floats(const interp::BalanceAsked& asked, const std::vector<std::string>& given, std::int32_t period,
                   bool names, Answer* out) const;
  Range range_of(ir::Id ledger, const Kept& kept, const interp::BalanceAsked& asked) const;
  Range effective(const Posting& posting) const;
  bool partial(ir::Id ledger, const Kept* kept, const interp::BalanceAsked& asked) const;
  std::optional<Key> certain_key(ir::Id ledger, const Posting& posting) const;
  void refresh(ir::Id ledger, const Key& key);
  void refresh(Floats::Sort* sort) const;
  Kept fresh(ir::Id ledger) const;

  std::shared_ptr<const ir::Program> program_;
  std::vector<std::map<Key, Kept>> accounts_;  // by ledger
  std::vector<Floats> floats_;                 // by ledger
  std::vector<Posting> postings_;
  std::map<std::string, std::vector<std::size_t>> of_shipment_;
  std::map<std::string, std::string> doubted_;  // shipment -> by
  std::map<std::size_t, std::string> by_;       // posting -> record
};

}  // namespace licet::ledger
