// Why a line is decided as it is, and why not otherwise: everything in words, with citations. Made by explain() from
// one record, by a replay in the reference interpreter that checks that it reaches the same outcome; rendered as text
// for people or as JSON ("schema": "explanation/1"). Plain values.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/source.h"
#include "runtime/data/record.h"
#include "runtime/interp/evaluate.h"

namespace licet::explain {

// Why a condition is true, false or unknown: what was compared, down to the facts that settle it.
struct Reason {
  interp::Truth truth = interp::Truth::Unknown;
  std::string citation;  // of the paragraph it is; empty if it is none
  std::string text;
  std::string margin;  // how far from the line: "0.06 percent", "3 days", "exactly on the line"
  std::vector<Reason> parts;
};

struct Law {                          // a provision that is cited
  std::string citation, title, text;  // text: as quoted in the rulebook, may be empty
};

struct Fact {
  std::string path, words;
};

struct Decided {
  std::string name, status, value;  // value: empty unless decided; of a value that lists: what is listed
  std::vector<std::string> possible;
  std::vector<Law> grounds;
  bool one_of = false;  // no ground is certain
  bool burden_of_proof = false;
  std::string error;
  std::vector<Fact> open_facts;
  std::vector<Fact> deciding_facts;  // those of them that can change the outcome alone or together
  bool deciding_exact = false;
  std::vector<Reason> why;  // its provisions on the day, where no disposition tells the reasons
};

struct RequirementWhy {
  Law law;
  std::string reason;  // reason for control
  interp::Truth applies = interp::Truth::False;
  std::vector<std::string> subjects;  // parties or entries, where it applies to each
  interp::Truth overcome = interp::Truth::False;
  std::vector<std::string> overcome_by;
  std::string review_policy;
  std::vector<Reason> why;
};

struct StepOpen {
  std::string citation, wording;
};

struct ExceptionWhy {
  Law law;
  std::string name, status;
  bool claimed = false;
  interp::Truth used = interp::Truth::False;
  std::string failing;  // citation of the paragraph at which it is closed
  Law foreclosed_by;    // citation empty if it is not
  std::vector<StepOpen> steps;
  std::vector<Reason> why;
};

struct DutyWhy {
  std::string citation, who, wording, due;  // due: a date, empty if none is stated
  bool certain = true;
};

struct PresumptionWhy {
  Law law;
  std::string value;
  std::vector<std::string> overcome_if_shown;
};

struct ReadingUsed {
  std::string id, name, on, alternative, reason;
  bool is_default = true;
};

// What the line found in an account of a ledger, and left there.
struct AccountUse {
  std::string shipment, line, day, amount;
};
struct AccountWhy {
  std::string ledger, account;  // account empty: which one it is, is not known
  std::string before, after, limit, source;
  bool partial = false;             // others may have posted to it
  std::vector<AccountUse> earlier;  // that are in it
};

struct Flip {  // the smallest change of one number or date that changes the disposition
  std::string fact, path, from, to, change;
  std::string outcome;
};

struct Explanation {
  std::string rulebook, fingerprint, shipment_id, line_no, event_date, mode, law_known_on;
  std::vector<Decided> decided;  // the disposition first
  std::vector<RequirementWhy> requirements;
  std::vector<ExceptionWhy> exceptions;
  std::vector<AccountWhy> accounts;
  std::vector<DutyWhy> duties;
  std::vector<Law> findings;  // title: the id, text: the wording
  std::vector<PresumptionWhy> presumptions;
  std::vector<ReadingUsed> readings;
  std::vector<std::string> unconfirmed, marks, not_modelled;
  std::vector<Flip> flips;
  std::string why_not;  // exception that was asked for; then only it is shown
};

struct ExplainOptions {
  std::string shipment_id, line_no;
  std::string why_not;                 // name of an exception or authorization; empty: everything
  bool flips = true;                   // look for the nearest change that would flip the outcome
  interp::Balances* books = nullptr;   // who answers for ledgers; null where none are kept
  std::vector<AccountWhy> accounts;    // what is told of them
  const SourceMap* sources = nullptr;  // lets reasons quote what the author wrote; may be null
};

// Fails with exit code 2 where `why_not` names nothing.
Result<Explanation> explain(const std::shared_ptr<const interp::Plan>& plan, const data::Record& record,
                            std::uint32_t line, const ExplainOptions& options);

std::string to_text(const Explanation& explanation, bool color);
std::string to_json(const Explanation& explanation);

}  // namespace licet::explain
