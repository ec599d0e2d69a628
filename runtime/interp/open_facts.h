// The facts that can still move an outcome (semantics section 7): one backward pass over the program as written, from
// what is unknown to what is not supplied.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "runtime/interp/decision.h"
#include "runtime/interp/paths.h"
#include "runtime/interp/worlds.h"

namespace licet::interp {

struct FoundFact {
  OpenFact fact;
  std::vector<std::int32_t> order;
  ir::Id type = ir::kNone, field = ir::kNone;  // of a fact of a row that is there; else kNone
  std::int32_t row = kBlank;
};

class OpenFacts {
 public:
  // Walks what is unknown in `context`; may be called for several contexts and values one after the other.
  void of_decided(Context* context, ir::Id decided, const Frame* frame, bool outermost = true);
  void of_condition(Context* context, ir::Id node, const Frame* frame);
  void of_date(Context* context, const Frame* frame);  // the default date

  void clear();
  const std::vector<FoundFact>& sorted();  // schema order, then named causes, then what is undefined

 private:
  void cond(ir::Id node, const Frame* frame);
  void test(const PlanNode& node, const Frame* frame);
  void reads(ir::Id node, const Frame* frame);
  void number_reads(ir::Id id, const PlanNode& node, const Frame* frame);
  void day(ir::Id node, const Frame* frame);
  void source(ir::Id node, const Frame* frame);
  void not_one(ir::Id source, int rows, const Frame* frame);
  void elements(const PlanNode& node, const Frame* frame);
  void in_list(const PlanNode& node, const Frame* frame);
  void need(ir::Id provision, bool scope_only, const Frame* frame);
  void body(ir::Id provision, const Frame* frame);
  void need_decided(ir::Id decided, const Frame* frame, bool outermost);
  bool certainly_undefined(ir::Id node, const Frame* frame);
  bool definition_out_of_reach(ir::Id definition, const Frame* frame);

  void add_fact(const Frame* frame, ir::Id field);
  void add_row(const Frame& row);
  void add_list(const Frame* owner, ir::Id field);
  void add_cause(const std::string& text);
  void add_undefined(const std::string& reason);
  void add(Path path, ir::Id type, std::int32_t row, ir::Id field, bool undefined);
  bool visited(int kind, std::int64_t id, const Frame* frame);

  Context* c_ = nullptr;
  std::unordered_set<std::string> names_;
  std::unordered_set<std::uint64_t> visited_;
  std::vector<FoundFact> found_;
  bool in_order_ = true;
};

}  // namespace licet::interp
