// Decides lines that come as flat columns, without a record for each: classes are worked out from the columns, lines of
// which no provision can say anything are passed over (quiet.h), the others are brought together and told apart
// (kinds.h). One line of each kind is decided by the reference interpreter, from a record made for it. What comes out
// are numbers. A ColumnEngine belongs to one thread; the Circuit is shared, columns are read while run() runs.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/bitmap/circuit.h"
#include "runtime/bitmap/gate_code.h"
#include "runtime/bitmap/kinds.h"
#include "runtime/bitmap/names.h"
#include "runtime/bitmap/quiet.h"
#include "runtime/bitmap/ranks.h"
#include "runtime/bitmap/tables.h"
#include "runtime/interp/evaluate.h"

namespace licet::bitmap {

// Values that a column names by their index.
struct Dictionary {
  struct Entry {
    data::State state = data::State::Missing;
    std::int64_t value = 0;  // as data::Cell holds it; of a text nothing
    std::string_view text;
  };
  std::vector<Entry> entries;
};

// A fact of the line or the shipment, as Arrow lays columns out. What lies beneath a null is never looked at.
struct Column {
  enum class Width : std::uint8_t { Bit, Byte, Short, Int, Long };  // 1, 8, 16, 32, 64 bits; Bit and below: unsigned
  Id type = kNone, field = kNone;
  Width width = Width::Long;
  const void* values = nullptr;
  const std::uint8_t* valid = nullptr;  // a bit per row; null: there are no nulls
  std::size_t offset = 0;               // of the first row, in values and in `valid`
  // Null: the values themselves, of numbers in units of their scale, of days since 1970-01-01, of categories codes.
  // Else indices. A Dictionary is known again by its address: it must not change once it was used.
  std::shared_ptr<const Dictionary> dictionary;
};

struct Columns {
  std::size_t rows = 0;
  std::vector<Column> columns;  // a fact that has none is missing in every row
};

class ColumnEngine final : private Kinds::Lines {
 public:
  // Can lines of the circuit come as flat columns: do they rest on facts of the line and the shipment alone?
  static bool can_decide(const Circuit& circuit);

  explicit ColumnEngine(std::shared_ptr<const Circuit> circuit, unsigned engines = 1, Level level = best_level());

  // Gates are run by compiled code from the next lines on that are told apart.
  void take_over(std::shared_ptr<const GateCode> code);

  // Arrays of a number per row, null where they are not wanted: per part of the circuit, and per written value.
  struct Numbers {
    std::vector<PartId*> parts;
    std::vector<SetId*> open;
  };
  // The numbers stand for the same parts and sets until the generation() is another.
  void run(const Columns& columns, const Numbers& out);
  std::uint64_t generation() const { return generation_; }
  const std::shared_ptr<Part>& part(std::size_t part, PartId id) const { return kinds_.part(part, id); }
  const std::shared_ptr<const OpenSet>& open_set(SetId id) const { return names_.of_set(id); }

  struct Counts {
    std::uint64_t lines = 0;
    std::uint64_t told_apart = 0;  // of which were not passed over
    std::uint64_t asked = 0;       // of which the interpreter was asked
  };
  const Counts& counts() const { return counts_; }

 private:
  static constexpr std::size_t kBlock = 4096;    // rows that are looked at together
  static constexpr std::size_t kPending = 1024;  // lines that are told apart together
  struct Source {                                // of a fact
    const Column* column = nullptr;
    bool cheap = false;                               // classes are looked up in `bytes`
    std::uint8_t bytes[256] = {};                     // class of a value or index
    bool met = false;                                 // there are masks for all of them
    const std::vector<std::uint16_t>* map = nullptr;  // class by index of the dictionary
  };
  struct Mapped {
    std::shared_ptr<const Dictionary> dictionary;
    std::vector<std::uint16_t> classes;
  };

  void decide(std::size_t line, bool alone, interp::Decision* out) override;
  void name(const std::vector<Asked>& asked, Chunk* chunk) override;

  void bind(const Columns& columns);
  const std::vector<std::uint16_t>& mapped(std::uint32_t fact, const std::shared_ptr<const Dictionary>& dictionary);
  std::uint16_t class_of_value(std::uint32_t fact, std::int64_t value) const;
  std::uint16_t class_at(std::uint32_t fact, std::size_t row) const;
  bool known_at(const Column& column, std::size_t row) const;
  std::int64_t value_at(const Column& column, std::size_t row) const;
  void valid_words(const Column& column, std::size_t begin, std::size_t size, std::uint64_t* out) const;
  bool one_class(std::uint32_t fact, std::size_t begin, std::size_t size, std::uint16_t* value_class) const;

  void classes_of_block(std::uint32_t fact, std::size_t begin, std::size_t size);
  void classes_of_rows(std::uint32_t fact, const std::size_t* rows, std::size_t size, std::uint16_t* out) const;
  std::int64_t number_at(const Column& column, std::size_t row) const;
  void run_block(std::size_t begin, std::size_t size);
  void add_masks(std::uint32_t fact, std::uint16_t value_class);
  void ensure_masks(std::uint32_t fact, const std::uint16_t* classes, std::size_t size);
  void find_usual(std::size_t begin, std::size_t size);
  void append(std::size_t size);
  void tell_apart();
  void flush();
  void learn_quiet(std::size_t row);

  std::shared_ptr<const Circuit> circuit_;
  const Vectors& vectors_;
  Names names_;
  Tables tables_;
  Kinds kinds_;
  const Quiet quiet_;
  interp::Evaluator evaluator_;
  data::Record record_;
  std::uint64_t generation_ = 1;
  Counts counts_;

  const Columns* columns_ = nullptr;
  const Numbers* out_ = nullptr;
  std::vector<Source> sources_;              // per fact
  std::vector<Ranks> ranks_;                 // per fact
  std::vector<std::vector<Mapped>> mapped_;  // per fact: the dictionaries met last

  // Per fact and class: which guards it lets through; one more bit per fact that has usual classes, set for the others.
  std::size_t stride_ = 0;
  std::vector<std::vector<std::uint64_t>> masks_;
  std::vector<std::vector<std::uint8_t>> has_masks_;
  std::vector<std::vector<std::pair<std::size_t, Gate>>> guards_of_;  // per fact
  std::vector<std::uint32_t> usual_facts_;
  std::vector<std::vector<Gate>> usual_gates_;   // per usual fact
  std::vector<std::vector<bool>> usual_values_;  // of them, in its usual class
  bool usual_known_ = false;
  std::vector<std::vector<std::uint16_t>> block_classes_, survivor_classes_;  // per fact
  std::vector<std::uint8_t> codes_;
  std::vector<std::uint32_t> survivors_, loud_;  // of a block, of the survivors
  std::vector<std::size_t> rows_;                // that are to be told apart
  std::vector<std::uint64_t> common_mask_, valid_;
  std::vector<std::uint64_t> left_, left_of_left_;         // guards that facts let through, per survivor
  std::vector<std::uint16_t> zeros_, places_;              // 0, 0, 0; 0, 1, 2
  std::vector<std::vector<std::uint16_t>> known_classes_;  // per fact: of rows_, or nothing

  bool quiet_known_ = false;  // the numbers of quiet lines
  std::vector<PartId> quiet_parts_;
  std::vector<SetId> quiet_open_;
  Chunk chunk_;                       // lines that are told apart
  std::vector<std::size_t> pending_;  // their rows
};

}  // namespace licet::bitmap
