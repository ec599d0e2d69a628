// Runs the shipments of a log through the ledgers of a program in their order (semantics.md section 9): each asks,
// decides and posts; what it was told is kept in Answers. The result depends on the records, the opening and the order
// alone, not on the order in which shipments are added. One thread; one pass is one log.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "runtime/data/record.h"
#include "runtime/interp/evaluate.h"
#include "runtime/ledger/answers.h"
#include "runtime/ledger/book.h"
#include "runtime/ledger/spill.h"

namespace licet::ledger {

// How rows that may post are taken, for simulation: nothing but a real answer is left out of the first.
enum class Assume : std::uint8_t { Nothing, PostNothing, PostInFull };

struct PassOptions {
  Assume assume = Assume::Nothing;
  std::optional<Position> closed;                          // see close_through()
  std::function<Result<bool>(const std::string&)> stored;  // did a run before this one see the shipment
  std::function<Status(const std::string&)> bring_back;    // puts into the book what it posted
  std::optional<Day> through;                              // of the run: the last day for which dates are tested
  std::optional<std::uint64_t> until;                      // this shipment is the last that is taken up
  std::function<bool()> stop;                              // asked often; true: the run is interrupted
};

// One line of "tested on each February 1".
struct TestResult {
  std::size_t test = 0;  // of Ledgers::tests
  std::vector<std::string> key;
  Day day = 0;
  interp::Truth holds = interp::Truth::Unknown;
};

class Pass {
 public:
  Pass(std::shared_ptr<const interp::Plan> plan, Book* book, PassOptions options);
  ~Pass();

  // `record.number` counts the shipments from 0.
  Status add(const data::Record& record, const std::string& shipment_id);
  // Where the stored ledgers were closed: a record no later than it is late.
  void close_through(const Position& position) {
    if (!options_.closed || *options_.closed < position) options_.closed = position;
  }
  // After the last one. False: interrupted.
  Result<bool> run();

  std::shared_ptr<const Answers> answers() const { return answers_; }
  const std::vector<TestResult>& tests() const { return tests_; }
  const std::optional<Position>& last() const { return last_; }  // the place of the last record that has one

 private:
  struct Line {
    std::string place;  // bytes that compare as its position does; empty: its instant is not known
    Day day = 0;        // the first of its position
    std::uint64_t shipment = 0;
    std::uint32_t line = 0;
  };
  struct Event {
    std::vector<Line> lines;  // of one shipment, in order
  };
  class Recorder;
  struct Undoing {  // what a shipment takes back, once it has been seen to
    bool doubtful = false;
    std::string error;
  };

  Status load(std::uint64_t shipment);
  Status lost(std::vector<Line> lines);
  Status placed(const Event& event, const std::set<std::string>& twins);
  Undoing undo(const interp::LedgerLine& line, const std::string& fail, const std::string& by);
  void post(const Line& line, const interp::LedgerLine& told, const std::vector<interp::EntryMade>& entries,
            bool in_doubt, bool unplaced, LineAnswers* answers);
  void test_days(Day upto);

  std::shared_ptr<const interp::Plan> plan_;
  const ir::Program& program_;
  Book& book_;
  PassOptions options_;
  interp::Evaluator evaluator_;
  std::unique_ptr<Recorder> recorder_;
  std::shared_ptr<Answers> answers_;
  Spill records_;
  std::vector<std::uint64_t> places_;      // by shipment: its record in `records_`
  std::vector<std::string> shipment_ids_;  // by shipment
  std::vector<Line> lines_;
  data::Record record_;
  std::uint64_t loaded_ = ~std::uint64_t{0};
  std::map<std::uint64_t, Undoing> undoings_;  // by shipment that takes back another: once for all its lines
  std::set<std::string> seen_, undone_, lost_ids_;
  std::vector<TestResult> tests_;
  std::set<std::pair<std::size_t, Day>> tested_;
  std::optional<Day> first_day_, last_day_;
  std::optional<Position> last_;
};

}  // namespace licet::ledger
