// What the ordered run told each line of a log: the balances it asked for, and what became of it in the order. The
// lines can then be decided in any order, by any engine and on any number of threads, and hear the same answers again.
// Answers is written by one thread, then read by all; a Teller belongs to one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "runtime/interp/balances.h"
#include "runtime/ledger/spill.h"

namespace licet::ledger {

// A question in 128 bits: the same where the same accounts of the same day are asked for.
struct Question {
  std::uint64_t a = 0, b = 0;
  friend bool operator==(const Question&, const Question&) = default;
};
Question question_of(const interp::BalanceAsked& asked);

struct LineAnswers {
  interp::LineInOrder in_order;
  struct One {
    Question question;
    interp::Number balance;
    std::vector<std::uint32_t> uncertain;  // numbers of names
  };
  std::vector<One> balances;
};

class Answers {
 public:
  // Lines of each shipment of the log, in its order.
  void add_shipment(std::uint32_t lines);
  std::uint64_t shipments() const { return first_.size(); }
  std::uint64_t lines() const { return places_.size(); }

  std::uint32_t name(const std::string& text);  // its number
  Status set(std::uint64_t shipment, std::uint32_t line, const LineAnswers& answers);
  // Nothing where the line asked nothing.
  Status get(std::uint64_t shipment, std::uint32_t line, LineAnswers* answers) const;
  const std::string& name_of(std::uint32_t number) const { return names_[number]; }

 private:
  static constexpr std::uint64_t kNothing = ~std::uint64_t{0};
  std::vector<std::uint64_t> first_;   // by shipment: its first line
  std::vector<std::uint64_t> places_;  // by line: in the spill
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  Spill spill_;
};

// Tells the lines of one thread what they were told before. What was never asked is not known.
class Teller : public interp::Balances {
 public:
  Teller(std::shared_ptr<const ir::Program> program, std::shared_ptr<const Answers> answers)
      : program_(std::move(program)), answers_(std::move(answers)) {}
  interp::Number balance(const data::Record& record, std::uint32_t line, const interp::BalanceAsked& asked) override;
  std::vector<std::string> uncertain(const data::Record& record, std::uint32_t line,
                                     const interp::BalanceAsked& asked) override;
  interp::LineInOrder in_order(const data::Record& record, std::uint32_t line) override;

 private:
  const LineAnswers& of(const data::Record& record, std::uint32_t line);
  const LineAnswers::One* find(const data::Record& record, std::uint32_t line, const interp::BalanceAsked& asked);

  std::shared_ptr<const ir::Program> program_;
  std::shared_ptr<const Answers> answers_;
  std::uint64_t shipment_ = ~std::uint64_t{0};
  std::uint32_t line_ = 0;
  LineAnswers held_;
};

}  // namespace licet::ledger
