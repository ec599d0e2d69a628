// The facts that can still move an outcome (semantics section 7): one backward pass over the program as written, from
// what is unknown to what is not supplied. Scratch of an Evaluator.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "runtime/interp/decision.h"
#include "runtime/interp/marks.h"
#include "runtime/interp/paths.h"
#include "runtime/interp/worlds.h"

namespace licet::interp {

struct FoundFact {
  Path* path = nullptr;
  bool undefined = false;
  ir::Id type = ir::kNone, field = ir::kNone;  // of a fact of a row that is there; else kNone
  std::int32_t row = kBlank;

  OpenFact named() const { return {path->text, path->group, undefined}; }
};

class OpenFacts {
 public:
  void begin_line();
  // Walks what is unknown in `context`; may be called for several contexts and values one after the other.
  void of_decided(Context* context, ir::Id decided, const Frame* frame, bool outermost = true);
  void of_condition(Context* context, ir::Id node, const Frame* frame);
  void of_date(Context* context, const Frame* frame);  // the default date

  void clear();                            // begins another list
  void trim() { paths_.trim(); }           // between shipments
  PathTable& paths() { return paths_; }    // frames of a line may be named by one table only
  const std::vector<FoundFact>& sorted();  // schema order, then named causes, then what is undefined; until clear()

 private:
  void cond(ir::Id node, const Frame* frame);
  void parts(const PlanNode& node, const Frame* frame);
  void test(const PlanNode& node, const Frame* frame);
  void reads(ir::Id node, const Frame* frame);
  void number_reads(ir::Id id, const PlanNode& node, const Frame* frame);
  void balance_reads(const PlanNode& node, const Frame* frame);
  void lookup(ir::Id id, const PlanNode& node, const Frame* frame);
  void day(ir::Id node, const Frame* frame);
  void source(ir::Id node, const Frame* frame);
  void not_one(ir::Id source, int rows, const Frame* frame);
  void elements(const PlanNode& node, const Frame* frame);
  void in_list(const PlanNode& node, const Frame* frame);
  void need(ir::Id provision, bool scope_only, const Frame* frame);
  void body(ir::Id provision, const Frame* frame);
  void need_decided(ir::Id decided, const Frame* frame, bool outermost);
  void parts_of(ir::Id decided, const Frame* frame, bool outermost);
  bool certainly_undefined(ir::Id node, const Frame* frame);
  bool definition_out_of_reach(ir::Id definition, const Frame* frame);

  void add_fact(const Frame* frame, ir::Id field);
  void add_row(const Frame& row);
  void add_list(const Frame* owner, ir::Id field);
  void add_cause(const std::string& text) { add_cause(text, text); }
  void add_cause(const std::string& text, const std::string& group);
  void add_undefined(const std::string& reason);
  std::string name_of(const Frame* frame, ir::Id field) { return paths_.fact(*c_, *frame, field)->text; }
  void start(Context* context);
  void collect(std::size_t begin, std::size_t end);
  void add(Path* path, ir::Id type, std::int32_t row, ir::Id field, bool undefined);
  enum class Part : std::uint8_t { Decided, Scope, Force, Node };
  // `key`: of the part, says whether its place determines what it reads.
  template <class Walk>
  void once(Part part, std::int64_t id, const Key& key, const Frame* frame, Walk walk);

  Context* c_ = nullptr;
  PathTable paths_;
  std::vector<FoundFact> found_;  // the list
  std::uint64_t list_ = 0, line_ = 0;
  std::size_t named_ = 0;  // how often a fact was named, again or for the first time

  // Every part is walked once for the line: the log holds the facts that were met, one after the other, and in place of
  // a part that was walked before, the range of the log in which it was.
  struct Range {
    std::uint32_t begin = 0, end = 0;
    std::uint64_t list = 0;  // the last one that took it
  };
  std::vector<std::uint32_t> log_;
  std::vector<FoundFact> facts_;
  std::vector<Range> ranges_;

  // A pass is a context in this line. What the standing reading walked without meeting contested evidence counts for
  // the open one, too.
  std::uint64_t last_pass_ = 0, pass_ = 0, standing_pass_ = 0;
  std::vector<std::pair<const Context*, std::uint64_t>> walked_;
  std::vector<Mark> slot_marks_[2][4];  // per reading and part, by the slot of its value
  Marks marks_[2];                      // of parts without one
};

}  // namespace licet::interp
