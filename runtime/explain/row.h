// A Decision as a row of named columns: what `licet run` writes, what goldens show, what a caller of the library gets
// (docs/shipment-schema.md, "Every decision row carries"). A RowLayout is made once per Program, immutable and shared
// between threads; a Row is reused from line to line and points into the Program and into itself.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/ir/program.h"
#include "runtime/interp/decision.h"
#include "runtime/interp/run.h"

namespace licet::explain {

enum class ColumnKind : std::uint8_t { Text, Boolean, List };

struct OutputColumn {
  std::string name;
  ColumnKind kind = ColumnKind::Text;
};

struct OutputCell {
  bool null = true;
  bool boolean = false;
  std::string_view text;
  std::vector<std::string_view> items;
};

struct Row {
  std::vector<OutputCell> cells;  // as RowLayout::columns()
  std::deque<std::string> texts;  // what cells point to and the Program does not hold
};

class RowLayout {
 public:
  RowLayout(const ir::Program& program, const interp::RunParameters& run);

  // Without shipment_id and line_no, which are the caller's.
  const std::vector<OutputColumn>& columns() const { return columns_; }
  void fill(const interp::Decision& decision, Row* row) const;

  // The same in parts, each of which fills columns of its own; lists are those of rulebooks that have a disposition.
  void clear(Row* row) const;
  void fill_outcome(const interp::Outcome& outcome, Row* row) const;
  void fill_open_facts(const std::vector<interp::OpenFact>& facts, Row* row) const;  // of the disposition
  void fill_licensing(const interp::Decision& decision, Row* row) const;
  void fill_duties(const interp::Decision& decision, Row* row) const;
  void fill_findings(const interp::Decision& decision, Row* row) const;
  void fill_marks(const interp::Decision& decision, Row* row) const;
  enum class Part : std::uint8_t { Outcome, OpenFacts, Licensing, Duties, Findings, Marks };
  struct Source {
    Part part = Part::Licensing;
    ir::Id decided = ir::kNone;  // Outcome
  };
  std::vector<Source> sources() const;  // per column, the part that fills it

  // The column of a decided value in the output, "disposition" for the disposition; empty where it has none.
  std::string column_of(ir::Id decided) const;

 private:
  struct OfDecided {
    ir::Id decided;
    std::size_t first;  // its column; status, possible and grounds follow
  };
  void add_decided(ir::Id decided);

  const ir::Program& program_;
  std::vector<std::string> chosen_;  // per reading: "R05=any"
  std::vector<OutputColumn> columns_;
  std::vector<OfDecided> decided_;
  std::size_t open_facts_ = 0;
  std::vector<std::size_t> list_columns_;         // per list beside the decided values; 0 where there is no column
  std::vector<std::size_t> requirement_columns_;  // per requirement; versions of one sentence may share one
};

// "AIA met", "LPP closed at 740.29(d)", "ACM foreclosed by 740.2(a)(9)(ii)".
std::string exception_text(const ir::Program& program, const interp::ExceptionState& state);
// Exceptions that are met against a requirement that applies and is overcome.
std::vector<ir::Id> overcome_by(const ir::Program& program, const interp::Decision& decision, ir::Id requirement);
// The text of a value of a decided value.
const std::string& value_text(const ir::Program& program, ir::Id decided, ir::Id value);
// The alternative that a run takes of a reading.
ir::Id chosen_alternative(const ir::Program& program, ir::Id reading, const interp::RunParameters& run);

}  // namespace licet::explain
