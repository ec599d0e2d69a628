// What a rulebook carries with its days: rule documents, readings, figures, lists, tables, horizons. Plain values,
// parts of a Program; the days in which each holds are settled at bind, not here.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/date.h"
#include "core/ir/node.h"

namespace licet::ir {

inline constexpr Day kBeginning = -100000000;  // no lower end
inline constexpr Day kForever = 100000000;     // no upper end

// [from, through], both days included. `document` made it, `ended_by` set its end: leaving a document out of a run
// removes what it made and the ends it set (semantics.md 8). kNone: part of the law as first read.
struct Period {
  Day from = kBeginning;
  Day through = kForever;
  Id document = kNone;
  Id ended_by = kNone;
  template <class A>
  void fields(A& a) {
    a(from, through, document, ended_by);
  }
};

// A rule document, or those of its instructions that share a compliance date.
struct Document {
  std::string name;  // "90 FR 4544", "90 FR 4544, instructions 14, 15, 18"
  std::string source;
  Day published = kBeginning;
  Day effective = kBeginning;
  Day compliance = kBeginning;  // equal to effective: no window
  bool enforcement = false;     // counts only as enforced
  Id reading = kNone;           // of the compliance window; kNone: the less restrictive governs
  Id savings = kNone;           // condition node in the scope of the line: decide under the law but for this document
  template <class A>
  void fields(A& a) {
    a(name, source, published, effective, compliance, enforcement, reading, savings);
  }
};

struct Reading {
  std::string id;    // "R05"
  std::string name;  // "aia-filing"
  std::string on;    // citation or term
  std::vector<std::string> alternatives;
  Id standard = 0;  // the default
  std::string reason;
  template <class A>
  void fields(A& a) {
    a(id, name, on, alternatives, standard, reason);
  }
};

struct FigureValue {
  Period period;
  bool stated = true;
  std::int64_t value = 0;  // scaled; days for dates
  Id reading = kNone;      // holds only under this reading's alternative
  Id alternative = 0;
  bool unconfirmed = false;
  template <class A>
  void fields(A& a) {
    a(period, stated, value, reading, alternative, unconfirmed);
  }
};
struct Figure {
  std::string name;
  Type type;
  std::vector<FigureValue> values;  // by period.from
  std::string source;
  template <class A>
  void fields(A& a) {
    a(name, type, values, source);
  }
};

struct ListMember {
  Id code = 0;
  Period period;
  Id reading = kNone;
  Id alternative = 0;
  bool unconfirmed = false;      // that it is a member in the period
  bool unconfirmed_end = false;  // that it is one no longer after the period
  template <class A>
  void fields(A& a) {
    a(code, period, reading, alternative, unconfirmed, unconfirmed_end);
  }
};
// A dated set of codes of one category. Outside `stated` it is undefined; incomplete: proves membership only.
struct DatedList {
  std::string name;
  Id category = kNone;
  Period stated;
  bool incomplete = false;
  bool unconfirmed = false;
  std::vector<ListMember> members;  // by code, then from
  std::string source;
  std::string file;    // name of the data file, empty if inline
  std::string digest;  // SHA-256 of the data file in hex
  Day snapshot = kBeginning;
  template <class A>
  void fields(A& a) {
    a(name, category, stated, incomplete, unconfirmed, members, source, place(file), digest, snapshot);
  }
};

struct TableCell {
  std::uint8_t state = 0;  // 0 missing, 1 known, 2 none
  std::int64_t value = 0;  // number, day, code, bool, or text id
  template <class A>
  void fields(A& a) {
    a(state, value);
  }
};
struct TableRow {
  Period period;
  Id key = kNone;  // text id or code of the key, as Table::key_type has it
  std::vector<TableCell> cells;
  bool unconfirmed = false;
  template <class A>
  void fields(A& a) {
    a(period, key, cells, unconfirmed);
  }
};
struct Table {
  std::string name;
  Type key_type;  // Text or Category
  std::vector<std::string> columns;
  std::vector<Type> column_types;
  std::vector<TableRow> rows;  // by key, then from
  std::vector<Day> snapshots;  // days of its snapshots, ascending
  std::string source, file, digest;
  template <class A>
  void fields(A& a) {
    a(name, key_type, columns, column_types, rows, snapshots, source, place(file), digest);
  }
};

struct Horizon {   // law known from … through … for a part, list or snapshot
  std::string on;  // "742", "" for the whole rulebook
  Day from = kBeginning;
  Day through = kForever;
  template <class A>
  void fields(A& a) {
    a(on, from, through);
  }
};

}  // namespace licet::ir
