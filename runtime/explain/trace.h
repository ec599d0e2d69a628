// Walks a condition with the values it has in one record and says what settles it: of a false "and" the false parts, of
// a true "or" the true ones, of an unknown one what is not known. One Tracer per explanation; not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/explain/explanation.h"

namespace licet::explain {

// Records that stand for one plain value: a list of purposes, of classifications.
bool is_plain_value(const ir::Schema& schema, ir::Id record);

// The rows that a node is read in, outermost first.
struct RowOf {
  ir::Id type = ir::kNone;
  std::uint32_t row = 0;
  std::string label;  // "the end user", "integrated circuit 2"; empty for shipment and line
};
using Rows = std::vector<RowOf>;

// A comparison that was met on the way, for the search of what would flip it.
struct Threshold {
  ir::Id node = ir::kNone;
  Rows rows;
};

class Tracer {
 public:
  Tracer(interp::Evaluator* evaluator, const ir::Program& program, const interp::RunParameters& run,
         const data::Record& record, std::uint32_t line, const SourceMap* sources);

  Reason condition(ir::Id node);  // in the scope of the line
  Reason condition(ir::Id node, const Rows& rows);
  // The sentence: whether it is live, its scope and its test. For the line, or for a row of its subject.
  Reason provision(ir::Id provision, const Rows& rows);
  Rows line_rows() const;

  // What the row is called: the roles that it fills, or its place in its list.
  std::string label(ir::Id type, std::uint32_t row) const;
  std::string source_text(Span span) const;  // one line; empty without sources
  const std::vector<Threshold>& thresholds() const { return thresholds_; }

  using Value = interp::Evaluator::Value;
  Value value(ir::Id node, const Rows& rows);
  interp::Truth truth(ir::Id node, const Rows& rows);

  // The numbers and dates supplied in the record that a node is worked out from.
  struct NumberFact {
    ir::Id type = ir::kNone;
    std::uint32_t row = 0;
    ir::Id field = ir::kNone;
    std::string words;
    friend bool operator==(const NumberFact& a, const NumberFact& b) {
      return a.type == b.type && a.row == b.row && a.field == b.field;
    }
  };
  void collect_numbers(ir::Id node, const Rows& rows, std::vector<NumberFact>* out);

 private:
  const ir::Node& at(ir::Id node) const { return program_.nodes[static_cast<std::size_t>(node)]; }

  Reason connective(const ir::Node& node, const Rows& rows, interp::Truth truth, bool any);
  interp::Truth in_scope(ir::Id provision, const Rows& rows);
  Reason quantifier(const ir::Node& node, const Rows& rows, interp::Truth truth, bool any);
  Reason at_row(const ir::Node& node, const Rows& rows, interp::Truth truth);
  Reason comparison(ir::Id id, const Rows& rows, interp::Truth truth);
  Reason ratio(ir::Id id, const Rows& rows, interp::Truth truth);
  Reason test(ir::Id id, const Rows& rows, interp::Truth truth);  // the other leaves
  Reason listed(const ir::Node& node, const Rows& rows, interp::Truth truth);
  Reason of_provisions(const std::vector<ir::Id>& provisions, const Rows& rows, Reason reason);

  bool row_of(ir::Id scope, const Rows& rows, std::uint32_t* row) const;
  std::vector<RowOf> elements(ir::Id source, const Rows& rows, bool* more);
  std::string balance_noun(const ir::Node& node, const Rows& rows);
  std::string noun(ir::Id node, const Rows& rows);   // "the TPP of the integrated circuit"
  std::string worth(ir::Id node, const Rows& rows);  // "1,599 TPP", "missing", "CN or DE"
  std::string number_worth(const ir::Node& node, const Value& value) const;
  std::string category_worth(const ir::Node& node, const Value& value) const;
  std::string set_words(ir::Id set) const;
  std::string of_scope(ir::Id scope, const Rows& rows) const;
  std::string fact_noun(const ir::Field& field, ir::Id scope, const Rows& rows) const;

  interp::Evaluator* evaluator_;
  const ir::Program& program_;
  const interp::RunParameters& run_;
  const data::Record& record_;
  const std::uint32_t line_;
  const SourceMap* sources_;
  std::vector<Threshold> thresholds_;
  std::vector<std::string> explained_;  // conclusions that were explained before: not again
  int depth_ = 0;
  int left_ = 1500;  // nodes that may still be visited: an explanation must end
};

}  // namespace licet::explain
