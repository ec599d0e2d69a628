// The license vocabulary, lowered to conditions in the scope of the line (semantics.md 6). Engines evaluate nodes;
// these tables say what each node means, for output and explanation. Plain values, parts of a Program.
#pragma once

#include <string>
#include <vector>

#include "core/ir/schema.h"

namespace licet::ir {

struct Standing {  // of an exception against a requirement
  Id exception = kNone;
  Id names = kNone;       // provisions of the exception that name the requirement: provision set
  Id conditions = kNone;  // node: one of them is in force
  Id foreclosed = kNone;  // node
  Id met = kNone;         // node
  Id open = kNone;        // node: met but for steps
  template <class A>
  void fields(A& a) {
    a(exception, names, conditions, foreclosed, met, open);
  }
};
struct Requirement {
  std::string citation;
  std::string reason;            // reason for control
  std::vector<Id> provisions;    // its versions
  Id applies = kNone;            // node, line: applies in some instance
  std::vector<Id> instances;     // sources from the line to the subject, outermost first; empty: the line itself
  Id instance_applies = kNone;   // node in the scope of the subject
  Id instance_overcome = kNone;  // node in the scope of the subject
  Id overcome = kNone;           // node, line: overcome in every instance in which it applies
  Id overcome_on_steps = kNone;
  Id review = kNone;        // decided value of the line: its review policy
  bool named_only = false;  // overcome only by exceptions that name it (parts 744, 746)
  std::vector<Standing> exceptions;
  template <class A>
  void fields(A& a) {
    a(citation, reason, provisions, applies, instances, instance_applies, instance_overcome, overcome,
      overcome_on_steps, review, named_only, exceptions);
  }
};
struct Step {
  std::string citation;
  std::string wording;
  Id needed = kNone;  // node
  Id taken = kNone;   // node
  template <class A>
  void fields(A& a) {
    a(citation, wording, needed, taken);
  }
};
struct Exception {
  std::string name;      // "AIA"
  std::string citation;  // "740.27"
  std::string title;
  bool authorization = false;  // VEU, license held
  std::vector<Id> provisions;  // its sentences
  std::vector<Step> steps;
  std::vector<Id> foreclosures;  // provisions that may close it
  Id steps_taken = kNone;        // node
  Id claimed = kNone;            // node: the line claims it
  Id used = kNone;               // node
  bool unwritten = false;        // declared but not written out: its conditions are unknown
  template <class A>
  void fields(A& a) {
    a(name, citation, title, authorization, provisions, steps, foreclosures, steps_taken, claimed, used, unwritten);
  }
};
struct Duty {
  std::string citation, who, wording;
  Id when = kNone;  // node
  Id due = kNone;   // Num node (date), kNone: no day stated
  template <class A>
  void fields(A& a) {
    a(citation, who, wording, when, due);
  }
};
struct Finding {
  std::string id, citation, wording;
  Id when = kNone;
  template <class A>
  void fields(A& a) {
    a(id, citation, wording, when);
  }
};
struct Licensing {
  std::vector<Requirement> requirements;
  std::vector<Exception> exceptions;
  std::vector<Duty> duties;
  std::vector<Finding> findings;
  std::vector<Id> prohibitions;  // provisions
  Id disposition = kNone;        // decided value
  Id review = kNone;             // decided value: review policy of the line
  template <class A>
  void fields(A& a) {
    a(requirements, exceptions, duties, findings, prohibitions, disposition, review);
  }
};

}  // namespace licet::ir
