#include "runtime/ledger/answers.h"

#include <algorithm>
#include <cstring>
#include <random>

namespace licet::ledger {
namespace {

class Hash {
 public:
  void add(std::uint64_t v) {
    a_ = (a_ ^ v) * 0x9e3779b97f4a7c15u;
    a_ ^= a_ >> 29;
    b_ = (b_ + v) * 0xc2b2ae3d27d4eb4fu;
    b_ ^= b_ >> 31;
  }
  void add(Int128 v) {
    add(static_cast<std::uint64_t>(static_cast<unsigned __int128>(v)));
    add(static_cast<std::uint64_t>(static_cast<unsigned __int128>(v) >> 64));
  }
  void add(const std::string& text) {
    add(static_cast<std::uint64_t>(text.size()));
    for (std::size_t i = 0; i < text.size(); i += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + i, std::min<std::size_t>(8, text.size() - i));
      add(word);
    }
  }
  void add(const std::vector<std::string>& texts) {
    add(static_cast<std::uint64_t>(texts.size()));
    for (const std::string& t : texts) add(t);
  }
  void add(const interp::Number& n) {
    add(n.lo);
    add(n.hi);
    add(static_cast<std::uint64_t>((n.value ? 1 : 0) | (n.undefined ? 2 : 0)));
  }
  Question value() const { return {a_, b_}; }

 private:
  // Drawn anew in every process: no log can be made to bring two questions of a line under one hash.
  static std::uint64_t drawn() {
    std::random_device device;
    return static_cast<std::uint64_t>(device()) << 32 | device();
  }
  static std::uint64_t seed(int i) {
    static const std::uint64_t seeds[] = {drawn(), drawn()};
    return seeds[i];
  }
  std::uint64_t a_ = seed(0), b_ = seed(1);
};

template <class T>
void put(std::string* out, const T& value) {
  out->append(reinterpret_cast<const char*>(&value), sizeof(T));
}
void put_text(std::string* out, const std::string& text) {
  put(out, static_cast<std::uint32_t>(text.size()));
  *out += text;
}
template <class T>
T take(std::string_view* from) {
  T value;
  LICET_CHECK(from->size() >= sizeof(T));
  std::memcpy(&value, from->data(), sizeof(T));
  from->remove_prefix(sizeof(T));
  return value;
}
std::string take_text(std::string_view* from) {
  const std::uint32_t size = take<std::uint32_t>(from);
  LICET_CHECK(from->size() >= size);
  std::string out(from->substr(0, size));
  from->remove_prefix(size);
  return out;
}

}  // namespace

Question question_of(const interp::BalanceAsked& asked) {
  Hash hash;
  hash.add(static_cast<std::uint64_t>(asked.ledger));
  for (const interp::KeyAsked& k : asked.key) {
    hash.add(static_cast<std::uint64_t>(k.how) << 1 | (k.any ? 1u : 0u));
    hash.add(k.keys);
    hash.add(k.maybe);
  }
  hash.add(asked.day);
  hash.add(asked.position);
  hash.add(static_cast<std::uint64_t>(asked.closed ? 1 : 0));
  return hash.value();
}

void Answers::add_shipment(std::uint32_t lines) {
  first_.push_back(places_.size());
  places_.resize(places_.size() + lines, kNothing);
}

std::uint32_t Answers::name(const std::string& text) {
  const auto [found, added] = numbers_.emplace(text, static_cast<std::uint32_t>(names_.size()));
  if (added) names_.push_back(text);
  return found->second;
}

Status Answers::set(std::uint64_t shipment, std::uint32_t line, const LineAnswers& answers) {
  std::string bytes;
  put_text(&bytes, answers.in_order.error);
  put_text(&bytes, answers.in_order.doubt);
  put(&bytes, answers.in_order.assumes);
  put(&bytes, static_cast<std::uint32_t>(answers.balances.size()));
  for (const LineAnswers::One& one : answers.balances) {
    put(&bytes, one.question);
    put(&bytes, one.balance.lo);
    put(&bytes, one.balance.hi);
    put(&bytes, one.balance.value);
    put(&bytes, one.balance.undefined);
    put(&bytes, static_cast<std::uint32_t>(one.uncertain.size()));
    for (const std::uint32_t name : one.uncertain) put(&bytes, name);
  }
  const Result<std::uint64_t> place = spill_.append(bytes);
  if (!place.ok()) return place.failure();
  places_[first_[shipment] + line] = place.value();
  return Unit{};
}

Status Answers::get(std::uint64_t shipment, std::uint32_t line, LineAnswers* answers) const {
  answers->in_order = {};
  answers->balances.clear();
  if (shipment >= first_.size() || first_[shipment] + line >= places_.size()) return Unit{};
  const std::uint64_t place = places_[first_[shipment] + line];
  if (place == kNothing) return Unit{};
  std::string bytes;
  if (Status read = spill_.read(place, &bytes); !read.ok()) return read;
  std::string_view from = bytes;
  answers->in_order.error = take_text(&from);
  answers->in_order.doubt = take_text(&from);
  answers->in_order.assumes = take<bool>(&from);
  for (std::uint32_t n = take<std::uint32_t>(&from); n > 0; --n) {
    LineAnswers::One& one = answers->balances.emplace_back();
    one.question = take<Question>(&from);
    one.balance.lo = take<Int128>(&from);
    one.balance.hi = take<Int128>(&from);
    one.balance.value = take<bool>(&from);
    one.balance.undefined = take<bool>(&from);
    for (std::uint32_t names = take<std::uint32_t>(&from); names > 0; --names)
      one.uncertain.push_back(take<std::uint32_t>(&from));
  }
  return Unit{};
}

const LineAnswers& Teller::of(const data::Record& record, std::uint32_t line) {
  if (record.number == shipment_ && line == line_) return held_;
  shipment_ = record.number;
  line_ = line;
  // What cannot be read again is not known: the line comes out undetermined, and says of which ledger.
  if (!answers_->get(shipment_, line_, &held_).ok()) held_ = {};
  return held_;
}

const LineAnswers::One* Teller::find(const data::Record& record, std::uint32_t line,
                                     const interp::BalanceAsked& asked) {
  const Question question = question_of(asked);
  for (const LineAnswers::One& one : of(record, line).balances)
    if (one.question == question) return &one;
  return nullptr;
}

interp::Number Teller::balance(const data::Record& record, std::uint32_t line, const interp::BalanceAsked& asked) {
  const LineAnswers::One* one = find(record, line, asked);
  return one != nullptr ? one->balance
                        : interp::unknown_balance(program_->ledgers.ledgers[static_cast<std::size_t>(asked.ledger)]);
}

std::vector<std::string> Teller::uncertain(const data::Record& record, std::uint32_t line,
                                           const interp::BalanceAsked& asked) {
  std::vector<std::string> out;
  if (const LineAnswers::One* one = find(record, line, asked)) {
    for (const std::uint32_t name : one->uncertain) out.push_back(answers_->name_of(name));
    return out;
  }
  out.push_back("ledger " + program_->ledgers.ledgers[static_cast<std::size_t>(asked.ledger)].name);
  return out;
}

interp::LineInOrder Teller::in_order(const data::Record& record, std::uint32_t line) {
  return of(record, line).in_order;
}

}  // namespace licet::ledger
