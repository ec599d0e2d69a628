// The typed intermediate form: the narrow waist between the compiler and every engine (interpreter, kernels, JIT, solver).
// A Program is made by compiler/lower, checked by verify(), saved by serialize(). It holds no pointer, path or build
// time, so that the same rules give the same bytes; its fingerprint is stamped on every decision. Immutable after
// lowering and shared between threads. Meaning: docs/semantics.md. Ids are indices into the vectors named beside them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/date.h"
#include "core/base/int128.h"
#include "core/base/span.h"
#include "core/ir/schema.h"

namespace licet::ir {

// Marks, in fields(), what only says where the author wrote something: part of the bytes, not of the fingerprint.
template <class T>
struct Place {
  T& value;
};
template <class T>
Place<T> place(T& value) {
  return {value};
}

enum class Op : std::uint8_t {
#define LICET_OP(name, result, doc) name,
#include "core/ir/ops.def"
#undef LICET_OP
};

enum class Result : std::uint8_t { Cond, Num, Cat, Text, Source };
Result result_of(Op op);
const char* name_of(Op op);

enum class Comparison : std::uint8_t { Less, LessEqual, Equal, GreaterEqual, Greater };
enum class Rounding : std::uint8_t { Down, Up, HalfUp };
enum class DatePart : std::uint8_t { Year, Quarter, Month };

// One operation. Arguments come before their users (topological order), except through CallX, which may recur over trees.
struct Node {
  Op op = Op::True;
  Type type;
  Id scope = kNone;  // record type of the row it is read in; kNone for constants
  std::vector<Id> args;
  std::int64_t a = 0;
  std::int64_t b = 0;
  Span span;  // where the author wrote it
  template <class A> void fields(A& x) { x(op, type, scope, args, a, b, place(span)); }
};

inline constexpr Day kBeginning = -100000000;  // no lower end
inline constexpr Day kForever = 100000000;     // no upper end

// [from, through], both days included. `document` made it, `ended_by` set its end: leaving a document out of a run
// removes what it made and the ends it set (semantics.md 8). kNone: part of the law as first read.
struct Period {
  Day from = kBeginning;
  Day through = kForever;
  Id document = kNone;
  Id ended_by = kNone;
  template <class A> void fields(A& a) { a(from, through, document, ended_by); }
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
  template <class A> void fields(A& a) { a(name, source, published, effective, compliance, enforcement, reading, savings); }
};

struct Reading {
  std::string id;    // "R05"
  std::string name;  // "aia-filing"
  std::string on;    // citation or term
  std::vector<std::string> alternatives;
  Id standard = 0;   // the default
  std::string reason;
  template <class A> void fields(A& a) { a(id, name, on, alternatives, standard, reason); }
};

struct FigureValue {
  Period period;
  bool stated = true;
  std::int64_t value = 0;  // scaled; days for dates
  Id reading = kNone;      // holds only under this reading's alternative
  Id alternative = 0;
  bool unconfirmed = false;
  template <class A> void fields(A& a) { a(period, stated, value, reading, alternative, unconfirmed); }
};
struct Figure {
  std::string name;
  Type type;
  std::vector<FigureValue> values;  // by period.from
  std::string source;
  template <class A> void fields(A& a) { a(name, type, values, source); }
};

struct ListMember {
  Id code = 0;
  Period period;
  Id reading = kNone;
  Id alternative = 0;
  template <class A> void fields(A& a) { a(code, period, reading, alternative); }
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
  template <class A> void fields(A& a) {
    a(name, category, stated, incomplete, unconfirmed, members, source, place(file), digest, snapshot);
  }
};

struct TableCell {
  std::uint8_t state = 0;   // 0 missing, 1 known, 2 none
  std::int64_t value = 0;   // number, day, code, bool, or text id
  template <class A> void fields(A& a) { a(state, value); }
};
struct TableRow {
  Period period;
  Id key = kNone;  // text id or code of the key, as Table::key_type has it
  std::vector<TableCell> cells;
  bool unconfirmed = false;
  template <class A> void fields(A& a) { a(period, key, cells, unconfirmed); }
};
struct Table {
  std::string name;
  Type key_type;  // Text or Category
  std::vector<std::string> columns;
  std::vector<Type> column_types;
  std::vector<TableRow> rows;  // by key, then from
  std::vector<Day> snapshots;  // days of its snapshots, ascending
  std::string source, file, digest;
  template <class A> void fields(A& a) {
    a(name, key_type, columns, column_types, rows, snapshots, source, place(file), digest);
  }
};

// "X of" a Y means …; the body is read in a row of the subject. May call itself on the rows below in a tree.
struct Definition {
  std::string name;
  Id subject = kNone;  // record type
  Id body = kNone;     // node
  Type type;
  Span span;
  template <class A> void fields(A& a) { a(name, subject, body, type, place(span)); }
};

// A numbered paragraph that is a condition: what Mark names, what "paragraph (b) is met" reads.
struct Paragraph {
  std::string citation;  // "740.27(a)(1)"
  Id node = kNone;       // its condition, kNone where it only groups
  Id subject = kNone;
  Span span;
  Id text = kNone;  // quoted law text, text id
  template <class A> void fields(A& a) { a(citation, node, subject, place(span), text); }
};

enum class ProvisionKind : std::uint8_t {
  Conclusion,   // any decided value, classification and jurisdiction among them
  Requirement,
  Exception,
  Authorization,
  Foreclosure,
  Prohibition,
  Review,
  Presumption,  // closed: displaces the other provisions of its decided value
  Bar,          // displaces what it names, concludes nothing
};

// One version of one sentence of law. Versions of one sentence share the citation and never overlap.
struct Provision {
  std::string citation;  // "742.6(a)(6)(iii)(A)"
  std::string title;
  ProvisionKind kind = ProvisionKind::Conclusion;
  Id subject = kNone;        // record type it speaks of
  Id decides = kNone;        // decided value; kNone for bars
  Id value = kNone;          // code it concludes in the category of the decided value
  Id scope = kNone;          // condition node; kNone: the whole condition (test is kNone then too)
  Id test = kNone;           // condition node; kNone: always
  bool separate_scope = false;  // "where S," was written: scope and test are two things
  std::vector<Id> displaced_by;
  Period period;
  std::vector<Period> suspended;
  Id date = kNone;           // Num node of the default date of its part
  bool scheduled = false;    // marked so in the text
  bool unconfirmed = false;
  std::string unconfirmed_note;
  std::vector<Id> readings;  // that it says it rests on
  Id text = kNone;           // quoted law text, text id
  Span span;
  template <class A> void fields(A& a) {
    a(citation, title, kind, subject, decides, value, scope, test, separate_scope, displaced_by, period, suspended, date,
      scheduled, unconfirmed, unconfirmed_note, readings, text, place(span));
  }
};

enum class Combination : std::uint8_t { MustAgree, MostRestrictive, AllListed, First };

struct Case {  // of a decided value of mode First
  Id value = kNone;
  bool undetermined = false;  // then every declared value is possible and `coverage` is an open fact
  Id when = kNone;            // condition node
  std::vector<Id> possible;   // of an undetermined case: the values it leaves possible; empty: all
  template <class A> void fields(A& a) { a(value, undetermined, when, possible); }
};

struct DecidedValue {
  std::string name;      // "disposition"
  std::string column;    // in output; empty: not written
  Id subject = kNone;    // record type it is of
  Id category = kNone;   // its values; the order of the category is its order if `ordered`
  bool ordered = false;  // least to most restrictive
  Combination mode = Combination::MustAgree;
  Id fallback = kNone;   // default value; kNone: gap
  Id fallback_when = kNone;  // guard of the default; where it may be false every value is possible
  std::vector<Case> cases;   // mode First
  std::vector<Id> provisions;  // that conclude it, in citation order
  template <class A> void fields(A& a) {
    a(name, column, subject, category, ordered, mode, fallback, fallback_when, cases, provisions);
  }
};

// The license vocabulary, lowered to conditions in the scope of the line (semantics.md 6). Engines evaluate nodes; these
// tables say what each node means, for output and explanation.
struct Standing {  // of an exception against a requirement
  Id exception = kNone;
  Id names = kNone;       // provisions of the exception that name the requirement: provision set
  Id conditions = kNone;  // node: one of them is in force
  Id foreclosed = kNone;  // node
  Id met = kNone;         // node
  Id open = kNone;        // node: met but for steps
  template <class A> void fields(A& a) { a(exception, names, conditions, foreclosed, met, open); }
};
struct Requirement {
  std::string citation;
  std::string reason;         // reason for control
  std::vector<Id> provisions;  // its versions
  Id applies = kNone;         // node, line: applies in some instance
  std::vector<Id> instances;  // sources from the line to the subject, outermost first; empty: the line itself
  Id instance_applies = kNone;   // node in the scope of the subject
  Id instance_overcome = kNone;  // node in the scope of the subject
  Id overcome = kNone;        // node, line: overcome in every instance in which it applies
  Id overcome_on_steps = kNone;
  Id review = kNone;          // decided value of the line: its review policy
  bool named_only = false;    // overcome only by exceptions that name it (parts 744, 746)
  std::vector<Standing> exceptions;
  template <class A> void fields(A& a) {
    a(citation, reason, provisions, applies, instances, instance_applies, instance_overcome, overcome, overcome_on_steps,
      review, named_only, exceptions);
  }
};
struct Step {
  std::string citation;
  std::string wording;
  Id needed = kNone;  // node
  Id taken = kNone;   // node
  template <class A> void fields(A& a) { a(citation, wording, needed, taken); }
};
struct Exception {
  std::string name;      // "AIA"
  std::string citation;  // "740.27"
  std::string title;
  bool authorization = false;     // VEU, license held
  std::vector<Id> provisions;     // its sentences
  std::vector<Step> steps;
  std::vector<Id> foreclosures;   // provisions that may close it
  Id steps_taken = kNone;  // node
  Id claimed = kNone;      // node: the line claims it
  Id used = kNone;         // node
  bool unwritten = false;  // declared but not written out: its conditions are unknown
  template <class A> void fields(A& a) {
    a(name, citation, title, authorization, provisions, steps, foreclosures, steps_taken, claimed, used, unwritten);
  }
};
struct Duty {
  std::string citation, who, wording;
  Id when = kNone;  // node
  Id due = kNone;   // Num node (date), kNone: no day stated
  template <class A> void fields(A& a) { a(citation, who, wording, when, due); }
};
struct Finding {
  std::string id, citation, wording;
  Id when = kNone;
  template <class A> void fields(A& a) { a(id, citation, wording, when); }
};
struct Licensing {
  std::vector<Requirement> requirements;
  std::vector<Exception> exceptions;
  std::vector<Duty> duties;
  std::vector<Finding> findings;
  std::vector<Id> prohibitions;  // provisions
  Id disposition = kNone;        // decided value
  Id review = kNone;             // decided value: review policy of the line
  template <class A> void fields(A& a) {
    a(requirements, exceptions, duties, findings, prohibitions, disposition, review);
  }
};

struct Horizon {  // law known from … through … for a part, list or snapshot
  std::string on;  // "742", "" for the whole rulebook
  Day from = kBeginning;
  Day through = kForever;
  template <class A> void fields(A& a) { a(on, from, through); }
};

struct ScenarioRun {
  std::string event_date_field, mode, law_known_on;
  bool strict_horizon = false;
  std::vector<std::array<std::string, 2>> readings;
  template <class A> void fields(A& a) { a(event_date_field, mode, law_known_on, strict_horizon, readings); }
};
struct Expectation {
  std::string what;   // "disposition", "requirements", "requirement absent", "exception", "decided value", "open fact",
                      // "review", "finding", "duty", "mark", "step"
  std::string name;   // exception or decided value
  std::string value;  // expected value, status or citation
  std::string at;     // failing paragraph or ground
  Span span;
  template <class A> void fields(A& a) { a(what, name, value, at, place(span)); }
};
struct Scenario {
  std::string name;
  std::string shipment;  // JSON object in the nested layout, line 1 is decided
  ScenarioRun run;
  std::vector<Expectation> expect;
  Span span;
  template <class A> void fields(A& a) { a(name, shipment, run, expect, place(span)); }
};

struct Program {
  std::string name, title, source;
  Schema schema;
  std::vector<std::string> texts;  // text ids
  std::vector<std::vector<Id>> sets;            // constant sets of codes, ascending
  std::vector<Id> set_categories;               // category of each set
  std::vector<std::vector<Id>> provision_sets;
  std::vector<Node> nodes;
  std::vector<Document> documents;
  std::vector<Reading> readings;
  std::vector<Figure> figures;
  std::vector<DatedList> lists;
  std::vector<Table> tables;
  std::vector<Definition> definitions;
  std::vector<Paragraph> paragraphs;
  std::vector<Provision> provisions;
  std::vector<DecidedValue> decided;
  Licensing licensing;
  std::vector<Horizon> horizons;
  Id event_date = kNone;  // Num node in the scope of the line: default date
  std::vector<std::string> not_modelled;  // what every report must name
  std::vector<std::string> files;         // names of the sources, for spans
  std::vector<Scenario> scenarios;

  template <class A> void fields(A& a) {
    a(name, title, source, schema, texts, sets, set_categories, provision_sets, nodes, documents, readings, figures, lists,
      tables, definitions, paragraphs, provisions, decided, licensing, horizons, event_date, not_modelled, place(files),
      scenarios);
  }
};

// Canonical bytes. deserialize() verifies what it reads: a saved program is untrusted input.
std::string serialize(const Program& program);
// Empty `error` on success; otherwise the program must not be used.
Program deserialize(std::string_view bytes, std::string* error);
// SHA-256 over the canonical bytes without spans and file names, in hex.
std::string fingerprint(const Program& program);
// Whether two programs are the same to the last span.
bool equal(const Program& a, const Program& b);

// The first thing that is wrong, in words; empty if nothing is. Run after every lowering in tests and once on load.
std::string verify(const Program& program);

// Displacements and reads form one graph without a circle, but for definitions that call themselves on the rows below in
// a tree. The first circle, its first step again at the end; empty if there is none. For a Program whose ids are in range.
struct CycleStep {
  std::string name;  // citation, decided value, definition
  Span span;
};
std::vector<CycleStep> find_cycle(const Program& program);

// Text form for goldens and for people.
std::string print(const Program& program);

// "742.6(a)(6)(iii)(A)" is at or below "742.6(a)(6)"; "part 742" covers every section of the part.
bool citation_under(std::string_view citation, std::string_view reference);
// Citation order: level by level, numbers as numbers, roman numerals by value.
bool citation_less(std::string_view a, std::string_view b);

}  // namespace licet::ir
