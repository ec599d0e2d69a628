// What the interpreter says of one line. Ids are those of the Program; texts are made by runtime/explain and the CLI.
// Owned by the caller, reused from line to line; semantics.md section 7.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/ir/program.h"

namespace licet::interp {

enum class Status : std::uint8_t { Decided, Undetermined, Conflict, Gap, BeyondKnownLaw, Error };
const char* to_string(Status status);  // "decided", "undetermined", "conflict", "gap", "beyond_known_law", "error"

// A fact that is not known and can still move the outcome: "end_user.headquarters", "item.integrated_circuits[0].tpp",
// "export_date", or a named cause: "coverage", "list Country Group D:5", "undefined: figure nveu-cap", "unknown:
// License Exception GOV is not written out". Paths are in data names as in the flat layout (facts of the line that is
// decided and of the header stand alone, those of another line begin with "lines[2]"), in schema order, unique. An open
// list, a role that may be none and a role of several parties are named themselves: "item.integrated_circuits",
// "agent". `group` leaves out indices, for counting over a log.
struct OpenFact {
  std::string path;
  std::string group;
  bool undefined = false;
};

// Of one decided value for one row of its subject.
struct Outcome {
  ir::Id decided = ir::kNone;
  std::int32_t row = -1;  // row of the subject in the Record; -1 where the subject is the line
  Status status = Status::Decided;
  std::vector<ir::Id> values;    // the value; of a value that lists: the certain ones
  std::vector<ir::Id> possible;  // possible values where not decided (also beyond the certain ones of a list)
  bool conflict_possible = false;
  bool gap_possible = false;
  bool beyond_possible = false;
  std::vector<ir::Id> grounds;   // provisions, in citation order
  bool one_of = false;           // no ground is certain: one of these
  bool burden_of_proof = false;  // rests on what was not shown
  std::vector<OpenFact> open_facts;
  std::string error;  // reason, where status is Error
};

enum class Truth : std::uint8_t { False, True, Unknown };

struct RequirementState {
  ir::Id requirement = ir::kNone;  // index into Licensing::requirements
  Truth applies = Truth::False;
  Truth overcome = Truth::False;
  std::vector<std::int32_t> rows;  // subject rows of its instances that may apply; empty for the line itself
  std::vector<Truth> rows_apply;
};

enum class ExceptionStatus : std::uint8_t { NotAsked, Met, Open, Closed, Foreclosed, Undetermined };
const char* to_string(ExceptionStatus status);  // "", "met", "open", "closed", "foreclosed", "undetermined"

struct ExceptionState {  // against the requirements that may apply and that it names
  ir::Id exception = ir::kNone;
  ExceptionStatus status = ExceptionStatus::NotAsked;
  bool claimed = false;
  Truth used = Truth::False;
  ir::Id failing = ir::kNone;            // paragraph at which it is closed; kNone if not one
  ir::Id foreclosed_by = ir::kNone;      // provision
  std::vector<std::int32_t> steps_open;  // indices into Exception::steps
};

struct DutyState {
  ir::Id duty = ir::kNone;
  Truth due = Truth::False;
  bool has_date = false;
  Day date = 0;
};

struct Decision {
  std::vector<Outcome> outcomes;               // one per written value (evaluate.h); disposition first
  std::vector<RequirementState> requirements;  // those that may apply
  std::vector<ExceptionState> exceptions;      // those that name one of them
  std::vector<DutyState> duties;               // those that may be due
  std::vector<ir::Id> findings;                // certainly true
  std::vector<ir::Id> presumptions;            // provisions: closed presumptions in force
  std::vector<ir::Id> readings;                // readings that an active provision of the grounds rests on
  std::vector<ir::Id> unconfirmed;             // provisions that are relied on and unconfirmed
  std::vector<std::string> unconfirmed_data;   // lists, figures, tables relied on and unconfirmed
  bool scheduled = false;                      // the date is after the horizon
  bool compliance_window = false;
  bool assumes = false;  // rests on what --assume took for posted

  void clear();
};

}  // namespace licet::interp
