// Tests that a rulebook carries: a shipment, a run, what is expected of it. Run by `licet test`. Plain values.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/base/span.h"
#include "core/ir/node.h"

namespace licet::ir {

struct ScenarioRun {
  std::string event_date_field, mode, law_known_on;
  bool strict_horizon = false;
  std::vector<std::array<std::string, 2>> readings;
  template <class A>
  void fields(A& a) {
    a(event_date_field, mode, law_known_on, strict_horizon, readings);
  }
};
struct Expectation {
  std::string what;   // "disposition", "requirements", "requirement absent", "exception", "decided value", "open fact",
                      // "review", "finding", "duty", "mark", "step"
  std::string name;   // exception or decided value
  std::string value;  // expected value, status or citation
  std::string at;     // failing paragraph or ground
  Span span;
  template <class A>
  void fields(A& a) {
    a(what, name, value, at, place(span));
  }
};
struct Scenario {
  std::string name;
  std::string shipment;  // JSON object in the nested layout, line 1 is decided
  ScenarioRun run;
  std::vector<Expectation> expect;
  Span span;
  template <class A>
  void fields(A& a) {
    a(name, shipment, run, expect, place(span));
  }
};

}  // namespace licet::ir
