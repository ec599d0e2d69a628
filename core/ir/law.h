// The law itself: definitions, numbered paragraphs, provisions with their versions, decided values. Plain values, parts
// of a Program; conditions and terms are ids of its nodes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/span.h"
#include "core/ir/dated.h"
#include "core/ir/node.h"

namespace licet::ir {

// "X of" a Y means …; the body is read in a row of the subject. May call itself on the rows below in a tree.
struct Definition {
  std::string name;
  Id subject = kNone;  // record type
  Id body = kNone;     // node
  Type type;
  Span span;
  template <class A>
  void fields(A& a) {
    a(name, subject, body, type, place(span));
  }
};

// A numbered paragraph that is a condition: what Mark names, what "paragraph (b) is met" reads.
struct Paragraph {
  std::string citation;  // "740.27(a)(1)"
  Id node = kNone;       // its condition, kNone where it only groups
  Id subject = kNone;
  Span span;
  Id text = kNone;  // quoted law text, text id
  template <class A>
  void fields(A& a) {
    a(citation, node, subject, place(span), text);
  }
};

enum class ProvisionKind : std::uint8_t {
  Conclusion,  // any decided value, classification and jurisdiction among them
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
  Id subject = kNone;           // record type it speaks of
  Id decides = kNone;           // decided value; kNone for bars
  Id value = kNone;             // code it concludes in the category of the decided value
  Id scope = kNone;             // condition node; kNone: the whole condition (test is kNone then too)
  Id test = kNone;              // condition node; kNone: always
  bool separate_scope = false;  // "where S," was written: scope and test are two things
  std::vector<Id> displaced_by;
  Period period;
  std::vector<Period> suspended;
  Id date = kNone;         // Num node of the default date of its part
  bool scheduled = false;  // marked so in the text
  bool unconfirmed = false;
  std::string unconfirmed_note;
  std::vector<Id> readings;  // that it says it rests on
  Id text = kNone;           // quoted law text, text id
  Span span;
  template <class A>
  void fields(A& a) {
    a(citation, title, kind, subject, decides, value, scope, test, separate_scope, displaced_by, period, suspended,
      date, scheduled, unconfirmed, unconfirmed_note, readings, text, place(span));
  }
};

enum class Combination : std::uint8_t { MustAgree, MostRestrictive, AllListed, First };

struct Case {  // of a decided value of mode First
  Id value = kNone;
  bool undetermined = false;  // then every declared value is possible and `coverage` is an open fact
  Id when = kNone;            // condition node
  std::vector<Id> possible;   // of an undetermined case: the values it leaves possible; empty: all
  template <class A>
  void fields(A& a) {
    a(value, undetermined, when, possible);
  }
};

// Of two values that may be listed side by side, one that the law holds to be less restrictive.
struct Lesser {
  Id less = kNone, more = kNone;
  friend bool operator==(const Lesser&, const Lesser&) = default;
  friend auto operator<=>(const Lesser&, const Lesser&) = default;
  template <class A>
  void fields(A& a) {
    a(less, more);
  }
};

struct DecidedValue {
  std::string name;      // "disposition"
  std::string column;    // in output; empty: not written
  Id subject = kNone;    // record type it is of
  Id category = kNone;   // its values; the order of the category is its order if `ordered`
  bool ordered = false;  // least to most restrictive
  Combination mode = Combination::MustAgree;
  Id fallback = kNone;       // default value; kNone: gap
  Id fallback_when = kNone;  // guard of the default; where it may be false every value is possible
  bool exhaustive = false;  // mode First: some case always holds, so that where each is uncertain there is still no gap
  std::vector<Case> cases;  // mode First
  std::vector<Lesser> lesser;  // mode AllListed: the declared order, with all that follows from it; ascending
  std::vector<Id> provisions;  // that conclude it, in citation order
  template <class A>
  void fields(A& a) {
    a(name, column, subject, category, ordered, mode, fallback, fallback_when, exhaustive, cases, lesser, provisions);
  }
};

}  // namespace licet::ir
