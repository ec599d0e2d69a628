// Trees into facts: fills a data::Record from the tree of a shipment and those of its lines, driven by the schema
// alone. What does not fit the schema is a Problem; the caller decides what is rejected. One per reader; not
// thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/data/record.h"
#include "runtime/io/json_tree.h"
#include "runtime/io/plan.h"
#include "runtime/io/tree.h"

namespace licet::io {

struct Problem {
  std::string field;  // path in data names, from the shipment or line: "end_user.headquarters", "components[2].qty"
  std::string reason;
};

class Decoder {
 public:
  // The arena is that of the row: trees parsed out of cells are put there.
  Decoder(const Plan& plan, Keys* keys, Arena* arena, JsonTree* json)
      : plan_(plan), keys_(keys), arena_(arena), json_(json) {}

  // Row 0 of the shipment, its parties and everything below but the lines.
  bool decode_header(Node* root, data::Record* record);
  // Appends a row to the lines; on failure the record is as before.
  bool decode_line(Node* line, data::Record* record);
  // The lines of a shipment in the nested layout; null if there are none.
  Node* lines_of(Node* root);
  bool lines_are_closed(Node* root) { return is_closed(plan_.lines(), root); }
  // Of the call before.
  const std::vector<Problem>& problems() const { return problems_; }
  void add_problem(std::string field, std::string reason) {
    problems_.push_back({std::move(field), std::move(reason)});
  }

 private:
  struct Step {
    std::string_view name;
    long index = -1;
  };
  class At {  // names the place for problems while it lives
   public:
    At(Decoder* decoder, std::string_view name, long index = -1) : decoder_(*decoder) {
      if (decoder_.depth_ == decoder_.steps_.size()) decoder_.steps_.resize(decoder_.depth_ + kMoreSteps);
      decoder_.steps_[decoder_.depth_++] = {name, index};
    }
    ~At() { --decoder_.depth_; }
    At(const At&) = delete;
    At& operator=(const At&) = delete;
    void set_index(long index) { decoder_.steps_[decoder_.depth_ - 1].index = index; }  // of the innermost

   private:
    static constexpr std::size_t kMoreSteps = 16;
    Decoder& decoder_;
  };

  Node* lookup(Node* object, const Path& path);
  bool expand(Node* node);  // JSON in a text becomes what it says

  void decode_fields(const RecordPlan& plan, ir::Id type, std::uint32_t row, Node* object, data::Record* record);
  void decode_struct(const FieldPlan& plan, ir::Id type, std::uint32_t row, Node* node, data::Record* record);
  void decode_list(const FieldPlan& plan, ir::Id type, std::uint32_t row, Node* node, bool closed,
                   data::Record* record);
  void decode_element(ir::Id type, std::uint32_t row, Node* element, data::Record* record);
  bool is_closed(const FieldPlan& plan, Node* object);
  void split_text(const FieldPlan& plan, Node* node);
  void add_missing_structs(ir::Id type, std::uint32_t row, data::Record* record);

  struct Cast;
  void decode_parties(Node* root, data::Record* record);
  void collect_listed(Node* root, Cast* cast);
  void collect_pivoted(Node* root, Cast* cast);
  bool says_none(Node* object);
  void split_words(Node* node);  // "a|b" or JSON becomes a list

  void decode_scalar(const FieldPlan& plan, const Node* node, data::Cell* cell, data::Record* record);
  bool decode_bool(const Node& node, std::string_view text, data::Cell* cell);
  bool decode_number(const ir::Field& field, const Node& node, std::string_view text, data::Cell* cell);
  bool decode_date(const Node& node, std::string_view text, data::Cell* cell);
  bool decode_category(const FieldPlan& plan, const Node& node, std::string_view text, data::Cell* cell);
  void check_bounds(const ir::Field& field, const Node& node, const data::Cell& cell);

  bool problem(std::string reason);  // at the current place; always false
  std::string place() const;

  const Plan& plan_;
  Keys* keys_;
  Arena* arena_;
  JsonTree* json_;
  std::vector<Problem> problems_;
  std::vector<Step> steps_;
  std::size_t depth_ = 0;             // steps in use
  std::vector<std::uint32_t> marks_;  // sizes before a line, to take it back
};

// "unknown" and nothing at all are a missing fact.
bool is_missing(const Node* node);
bool is_word(const Node& node, std::string_view word);

// Structural equality of what two records say: rows are compared through the lists, structs and roles that hold them.
// Used to check that the lines of a flat file agree on their shipment.
bool same_row(const ir::Schema& schema, ir::Id type, const data::Record& a, std::uint32_t row_a, const data::Record& b,
              std::uint32_t row_b, ir::Id except_field, std::string* differs);

}  // namespace licet::io
