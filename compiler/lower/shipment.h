// The shipment of a scenario, filled by what is given: "the end user is located in SG" sets a fact, and a sentence that
// sets none is refused with the nearest form. Nested layout; line 1 is decided.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/lower/json.h"
#include "compiler/lower/reader.h"

namespace licet::lower {

class Shipment {
 public:
  Shipment(Work* work, Reader* reader, ir::ScenarioRun* run) : work_(*work), reader_(*reader), run_(*run) {}

  // False and a message if the sentence states no fact.
  bool given(const Context& context, NodeId condition);
  void claim(const std::string& program);
  void set_header(std::string_view column, Json value);
  std::string write();  // required facts that were not given are unknown

 private:
  struct Place {  // a row under construction
    Json* object = nullptr;
    Id record = kNone;
  };

  bool refuse(const Context& context, NodeId node);
  bool clause(const Context& context, NodeId subject, NodeId predicate);
  std::vector<Place> places(const Context& context, const std::vector<Hop>& hops, Id record);
  std::vector<Place> step_into(const std::vector<Place>& from, const Hop& hop);
  std::vector<Place> parties(Id role_field);
  bool say(const Context& context, const Place& row, NodeId predicate);
  bool say_value(const Context& context, const Place& row, const Fact& fact, NodeId predicate);
  bool set(const Context& context, const Place& row, const Fact& fact, NodeId value, bool negated = false);
  bool set_field(const Context& context, const Place& row, Id field, NodeId value, bool negated);
  bool make_element(const Context& context, const Place& row, NodeId phrase, bool none);
  bool refine(const Context& context, const Place& row, NodeId phrase);
  bool be(const Context& context, const Place& row, NodeId complement, bool negated);
  bool follow(const Context& context, const Place& row, std::string_view definition, bool* found);
  bool classify(const Context& context, const Place& row, NodeId s);
  bool fact_sentence(const Context& context, const std::string& text, bool negated, Span span);
  Place row_of(Id record);
  Place along(const Place& row, const Fact& fact);
  Json& list_at(const Place& row, const ir::Field& field);
  const std::string& data_name(Id category, Id code);
  void complete(const Place& row);
  const ir::RecordType& type(Id record) { return work_.schema().records[static_cast<std::size_t>(record)]; }

  Work& work_;
  Reader& reader_;
  ir::ScenarioRun& run_;
  Json root_;
};

}  // namespace licet::lower
