// State across records: ledgers, the accounts they keep and the questions that rules ask of them (semantics.md section
// 9). Plain values, parts of a Program; every node is read in the scope of the line.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/span.h"
#include "core/ir/dated.h"
#include "core/ir/node.h"

namespace licet::ir {

// A part of the key of an account: "for each LPP holder", "and each destination".
struct Dimension {
  std::string name;
  Id value = kNone;  // Cat or Text node; where it is undefined or unknown, the account is not known
  template <class A>
  void fields(A& a) {
    a(name, value);
  }
};

// What one record adds to an account, or takes from it.
struct LedgerEntry {
  bool falls = false;
  Id amount = kNone;  // Num node of the ledger's type
  Id event = kNone;   // condition node: it is about records of this event; kNone: about all. Reads no balance
  Id when = kNone;    // condition node, taken over both readings of the evidence: it is posted then; kNone: always
  Span span;
  template <class A>
  void fields(A& a) {
    a(falls, amount, event, when, place(span));
  }
};

enum class LedgerPeriod : std::uint8_t { Whole, Year, Quarter, Days };
enum class Knowledge : std::uint8_t { Complete, Partial, CompleteAsOf };
enum class Opening : std::uint8_t { AtZero, FromInput, FromInputOthersZero };

struct Ledger {
  std::string name;
  std::string source;  // "15 CFR 740.29(d), (h)"
  Type type;           // Number: unit and scale of its balances
  bool stock = false;  // rises and falls; a flow only rises, but for corrections
  std::vector<Dimension> dimensions;
  LedgerPeriod period = LedgerPeriod::Whole;
  std::int32_t days = 0;  // Days: the last so many days, the day of the record among them
  Day from = kBeginning;  // Whole: the one period; a record of another day posts nothing
  Day through = kForever;
  Id dated = kNone;                  // Num node (date): tells the period
  std::vector<LedgerEntry> entries;  // in the order written
  Id limit = kNone;                  // Num node of the ledger's type, kNone: none
  bool reached = true;               // the limit may be reached; else balances stay below it
  std::vector<Id> order;             // Num or Text nodes; no two records are alike in all of them
  bool per_shipment = false;         // the lines of a shipment are one event
  Id counted = kNone;  // condition node: lines whose measure a question of their shipment adds; kNone: all
  Knowledge knowledge = Knowledge::Complete;
  Id closed_when = kNone;      // condition node: evidence that nobody else posts (Partial, CompleteAsOf)
  bool never_lowered = false;  // stock: others never lower it
  Opening opening = Opening::AtZero;
  Span span;
  template <class A>
  void fields(A& a) {
    a(name, source, type, stock, dimensions, period, days, from, through, dated, entries, limit, reached, order,
      per_shipment, counted, knowledge, closed_when, never_lowered, opening, place(span));
  }
};

// How a question names one dimension of the ledger. Arguments of a Balance node stand in the order of the dimensions
// that have one.
enum class DimensionAsked : std::uint8_t {
  Given,  // argument: Cat or Text node
  Where,  // argument: condition node that reads CodeAtHand; the accounts for which it holds are added up
  All,    // no argument: accounts are added up whatever it is
};
enum class Counting : std::uint8_t {
  Nothing,  // the balance before the record
  Measure,  // with what the record would post, per shipment where the ledger says so
  Amount,   // with an amount: the last argument
};
// What a Balance node asks. Arguments of the node: one for each dimension that has one, then the day (date), then the
// amount.
struct AccountQuestion {
  Id ledger = kNone;
  std::vector<DimensionAsked> dimensions;  // one for each of the ledger
  Counting counting = Counting::Nothing;
  friend bool operator==(const AccountQuestion&, const AccountQuestion&) = default;
  template <class A>
  void fields(A& a) {
    a(ledger, dimensions, counting);
  }
};

// "tested on each February 1": the condition, for every key of the ledger, after the records of such a day.
struct LedgerTest {
  std::string citation;
  Id ledger = kNone;
  Id when = kNone;                 // condition node
  std::vector<std::int32_t> days;  // month * 100 + day, ascending
  Span span;
  template <class A>
  void fields(A& a) {
    a(citation, ledger, when, days, place(span));
  }
};

// Amounts that a decided value is split into: "for so much of M as fits …; for the rest …".
struct Apportionment {
  Id provision = kNone;  // it speaks for this amount
  Id amount = kNone;     // Num node: lowest and highest amount
  template <class A>
  void fields(A& a) {
    a(provision, amount);
  }
};

struct Ledgers {
  std::vector<Ledger> ledgers;
  std::vector<AccountQuestion> questions;
  std::vector<LedgerTest> tests;
  std::vector<Apportionment> apportionments;
  Id reverses = kNone;  // Text node of the shipment: the record whose posting it takes back
  Id corrects = kNone;  // Text node of the shipment: the record that it replaces
  template <class A>
  void fields(A& a) {
    a(ledgers, questions, tests, apportionments, reverses, corrects);
  }
};

}  // namespace licet::ir
