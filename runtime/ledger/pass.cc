#include "runtime/ledger/pass.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "runtime/interp/plan.h"

namespace licet::ledger {

using interp::at;
using interp::BalanceAsked;
using interp::EntryMade;
using interp::kFalse;
using interp::kTrue;
using interp::kUnknown;
using interp::LedgerLine;
using interp::Number;
using ir::Id;
using ir::kNone;

namespace {

// Bytes that compare as the values do: numbers with their sign turned, high byte first; texts up to a zero, with a byte
// behind every zero of their own.
void put_number(Int128 number, std::string* out) {
  const unsigned __int128 bits = static_cast<unsigned __int128>(number) ^ (static_cast<unsigned __int128>(1) << 127);
  for (int shift = 120; shift >= 0; shift -= 8) *out += static_cast<char>(static_cast<unsigned char>(bits >> shift));
}
void put_text(const std::string& text, std::string* out) {
  for (const char c : text) {
    *out += c;
    if (c == '\0') *out += '\xff';
  }
  out->append(2, '\0');
}

// Empty where a part is not known.
std::string place_of(const std::vector<interp::OrderValue>& order, const std::vector<Id>& nodes,
                     const ir::Program& program) {
  std::string out;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (!order[i].known) return {};
    if (ir::result_of(program.nodes[at(nodes[i])].op) == ir::Result::Num)
      put_number(order[i].number, &out);
    else
      put_text(order[i].text, &out);
  }
  return out;
}

Position position_of(const std::vector<interp::OrderValue>& order) {
  Position out;
  for (const interp::OrderValue& v : order) out.push_back({v.number, v.text});
  return out;
}

Number perhaps(const Number& n) { return interp::interval(std::min<Int128>(0, n.lo), std::max<Int128>(0, n.hi)); }

Day day_of(Int128 day) { return static_cast<Day>(std::clamp<Int128>(day, ir::kBeginning, ir::kForever)); }

}  // namespace

// Answers from the book, and keeps what was answered for the line at hand.
class Pass::Recorder : public interp::Balances {
 public:
  explicit Recorder(Pass* pass) : pass_(*pass) {}

  void begin(bool blind) {
    blind_ = blind;
    held = {};
  }
  Number balance(const data::Record&, std::uint32_t, const BalanceAsked& asked) override {
    if (blind_) return interp::unknown_balance(pass_.program_.ledgers.ledgers[at(asked.ledger)]);
    const BalanceAsked real = test_ != nullptr ? of_test(asked) : asked;
    const Number out = pass_.book_.balance(real);
    if (test_ != nullptr) return out;
    const Question question = question_of(asked);
    for (const LineAnswers::One& one : held.balances)
      if (one.question == question) return out;
    LineAnswers::One& one = held.balances.emplace_back();
    one.question = question;
    one.balance = out;
    if (!out.point())
      for (const std::string& name : pass_.book_.uncertain(asked)) one.uncertain.push_back(pass_.answers_->name(name));
    held.in_order.assumes = held.in_order.assumes || pass_.book_.assumes(asked);
    return out;
  }
  std::vector<std::string> uncertain(const data::Record&, std::uint32_t, const BalanceAsked& asked) override {
    return pass_.book_.uncertain(asked);
  }
  interp::LineInOrder in_order(const data::Record&, std::uint32_t) override { return {}; }

  // From now on what a key may be is this key, on this day; null: no more.
  void test(const Book::Key* key, Day day) {
    test_ = key;
    day_ = day;
  }

  LineAnswers held;

 private:
  BalanceAsked of_test(BalanceAsked asked) const {
    for (std::size_t i = 0; i < asked.key.size(); ++i) {
      interp::KeyAsked& k = asked.key[i];
      if (k.how != ir::DimensionAsked::Given || (!k.any && k.keys.size() == 1)) continue;
      k.any = false;
      k.keys = {test_->first[i]};
    }
    asked.day = asked.position = interp::known(day_);
    return asked;
  }

  Pass& pass_;
  bool blind_ = false;
  const Book::Key* test_ = nullptr;
  Day day_ = 0;
};

Pass::Pass(std::shared_ptr<const interp::Plan> plan, Book* book, PassOptions options)
    : plan_(plan),
      program_(interp::program_of(*plan)),
      book_(*book),
      options_(std::move(options)),
      evaluator_(std::move(plan)),
      recorder_(std::make_unique<Recorder>(this)),
      answers_(std::make_shared<Answers>()),
      record_(program_.schema) {
  evaluator_.keep_books(recorder_.get());
}

Pass::~Pass() = default;

Status Pass::add(const data::Record& record, const std::string& shipment_id) {
  const std::uint32_t lines = record.rows(program_.schema.line).size();
  LICET_CHECK(record.number == answers_->shipments());
  answers_->add_shipment(lines);
  shipment_ids_.push_back(shipment_id);
  std::string bytes;
  record.save(&bytes);
  const Result<std::uint64_t> place = records_.append(bytes);
  if (!place.ok()) return place.failure();
  places_.push_back(place.value());
  recorder_->begin(true);
  evaluator_.take_up(record);
  const std::vector<Id>& order = program_.ledgers.ledgers.front().order;
  for (std::uint32_t line = 0; line < lines; ++line) {
    const LedgerLine told = evaluator_.place(line);
    const bool dated = told.order.front().known;
    lines_.push_back(
        {place_of(told.order, order, program_), dated ? day_of(told.order.front().number) : 0, record.number, line});
    if (lines_.back().place.empty()) {
      for (const interp::Named* named : {&told.reverses, &told.corrects})
        if (named->some) book_.doubt(named->text, shipment_id);
      lost_ids_.insert(shipment_id);
    }
    if (!dated) continue;
    const Day day = lines_.back().day;
    first_day_ = first_day_ ? std::min(*first_day_, day) : day;
    last_day_ = last_day_ ? std::max(*last_day_, day) : day;
  }
  return Unit{};
}

Status Pass::load(std::uint64_t shipment) {
  if (loaded_ == shipment) return Unit{};
  std::string bytes;
  if (Status read = records_.read(places_[shipment], &bytes); !read.ok()) return read;
  record_.load(bytes);
  evaluator_.take_up(record_);
  loaded_ = shipment;
  return Unit{};
}

Result<bool> Pass::run() {
  bool per_shipment = false;
  for (const ir::Ledger& l : program_.ledgers.ledgers) per_shipment = per_shipment || l.per_shipment;

  // Lines into events: each by itself, or those of a shipment. One line without an instant leaves the event without.
  std::vector<Event> events;
  std::vector<Line> without;
  std::set<std::string> twins;
  for (std::size_t begin = 0; begin < lines_.size();) {
    std::size_t end = begin + 1;
    while (per_shipment && end < lines_.size() && lines_[end].shipment == lines_[begin].shipment) ++end;
    Event event;
    event.lines.assign(lines_.begin() + static_cast<std::ptrdiff_t>(begin),
                       lines_.begin() + static_cast<std::ptrdiff_t>(end));
    const bool known =
        std::none_of(event.lines.begin(), event.lines.end(), [](const Line& l) { return l.place.empty(); });
    if (known) {
      std::sort(event.lines.begin(), event.lines.end(),
                [](const Line& a, const Line& b) { return a.place != b.place ? a.place < b.place : a.line < b.line; });
      events.push_back(std::move(event));
    } else {
      without.insert(without.end(), event.lines.begin(), event.lines.end());
      for (const Line& l : event.lines) lost_ids_.insert(shipment_ids_[l.shipment]);
    }
    begin = end;
  }
  {
    std::vector<const std::string*> all;
    for (const Line& l : lines_)
      if (!l.place.empty()) all.push_back(&l.place);
    std::sort(all.begin(), all.end(), [](const std::string* a, const std::string* b) { return *a < *b; });
    for (std::size_t i = 1; i < all.size(); ++i)
      if (*all[i] == *all[i - 1]) twins.insert(*all[i]);
  }
  lines_.clear();
  lines_.shrink_to_fit();

  if (Status done = lost(std::move(without)); !done.ok()) return done.failure();
  std::sort(events.begin(), events.end(), [&](const Event& a, const Event& b) {
    const Line &x = a.lines.front(), &y = b.lines.front();
    if (x.place != y.place) return x.place < y.place;
    const std::string &s = shipment_ids_[x.shipment], &t = shipment_ids_[y.shipment];
    return s != t ? s < t : x.line < y.line;
  });
  std::size_t n = 0, left = 0;  // left: events of the last shipment
  for (const Event& event : events) left += options_.until && event.lines.front().shipment == *options_.until ? 1 : 0;
  for (const Event& event : events) {
    if (options_.stop && (++n & 0xff) == 0 && options_.stop()) return false;
    if (Status done = placed(event, twins); !done.ok()) return done.failure();
    if (options_.until && event.lines.front().shipment == *options_.until && --left == 0) return true;
  }
  if (first_day_) test_days(options_.through ? *options_.through : *last_day_);
  return true;
}

// Records of which the instant is not known: decided first, against balances of which nothing is known.
Status Pass::lost(std::vector<Line> lines) {
  std::sort(lines.begin(), lines.end(), [&](const Line& a, const Line& b) {
    const std::string &s = shipment_ids_[a.shipment], &t = shipment_ids_[b.shipment];
    return s != t ? s < t : std::pair(a.shipment, a.line) < std::pair(b.shipment, b.line);
  });
  for (const Line& line : lines) {
    if (Status loaded = load(line.shipment); !loaded.ok()) return loaded;
    recorder_->begin(true);
    LineAnswers answers;
    const LedgerLine told = evaluator_.place(line.line);
    const bool undoes = told.reverses.some || told.corrects.some;
    if (undoes)
      answers.in_order.error = "instant unknown: when it takes back what " +
                               (told.reverses.some ? told.reverses.text : told.corrects.text) + " posted is not known";
    if (!told.reverses.some) {
      post(line, told, evaluator_.entries(line.line), undoes, true, &answers);
      seen_.insert(shipment_ids_[line.shipment]);
    }
    if (Status kept = answers_->set(line.shipment, line.line, answers); !kept.ok()) return kept;
  }
  return Unit{};
}

// Takes out what the record names, once for all its lines.
Pass::Undoing Pass::undo(const LedgerLine& line, const std::string& fail, const std::string& by) {
  Undoing out;
  const interp::Named& named = line.reverses.some ? line.reverses : line.corrects;
  if (!named.some) return out;
  const std::string& old = named.text;
  bool stored = false;
  if (seen_.count(old) == 0 && options_.stored) {
    const Result<bool> found = options_.stored(old);
    if (!found.ok()) {
      out.error = found.failure().message;
      return out;
    }
    stored = found.value();
  }
  if (stored && options_.bring_back)
    if (Status back = options_.bring_back(old); !back.ok()) {
      out.error = back.failure().message;
      return out;
    }
  const bool there = seen_.count(old) > 0 || stored;
  const bool standing = there && undone_.count(old) == 0;
  if (!fail.empty()) {
    if (standing) book_.doubt(old, by);
    return out;
  }
  if (!standing) {
    out.error = "no such posting: " + old + (there ? " was taken back before" : " is no earlier record");
    return out;
  }
  const bool lost = lost_ids_.count(old) > 0;
  out.doubtful = lost || book_.is_doubtful(old);
  if (!lost) {
    book_.undo(old, true, by);
    undone_.insert(old);
  }
  return out;
}

Status Pass::placed(const Event& event, const std::set<std::string>& twins) {
  test_days(event.lines.front().day - 1);
  if (Status loaded = load(event.lines.front().shipment); !loaded.ok()) return loaded;
  const std::string& id = shipment_ids_[event.lines.front().shipment];
  struct Todo {
    const Line* line;
    LedgerLine told;
    std::vector<EntryMade> entries;
    LineAnswers answers;
    bool in_doubt = false, posts = true;
  };
  std::vector<Todo> todo;
  for (const Line& line : event.lines) {
    Todo t;
    t.line = &line;
    t.told = evaluator_.place(line.line);
    const Position position = position_of(t.told.order);
    std::string fail;
    if (twins.count(line.place) > 0)
      fail = "duplicate: another record has the same place in the order of the ledgers";
    else if (options_.closed && position <= *options_.closed)
      fail = "late: the ledgers are closed through " +
             format_day(day_of(options_.closed->empty() ? Int128{0} : options_.closed->front().number)) +
             "; replay from the day of this record";
    Undoing undoing;
    if (t.told.reverses.some || t.told.corrects.some) {
      auto known = undoings_.find(line.shipment);
      if (known == undoings_.end()) known = undoings_.emplace(line.shipment, undo(t.told, fail, id)).first;
      undoing = known->second;
    }
    if (undoing.doubtful) book_.doubt(id, t.told.reverses.some ? t.told.reverses.text : t.told.corrects.text);
    recorder_->begin(false);
    evaluator_.ask(line.line);
    if (!t.told.reverses.some) t.entries = evaluator_.entries(line.line);
    t.answers = std::move(recorder_->held);
    t.answers.in_order.error = !fail.empty() ? fail : undoing.error;
    if (t.answers.in_order.error.empty() && undoing.doubtful)
      t.answers.in_order.doubt = "instant of " + (t.told.reverses.some ? t.told.reverses.text : t.told.corrects.text);
    t.in_doubt = !fail.empty();
    t.posts = undoing.error.empty() && !t.told.reverses.some;
    if (!last_ || *last_ < position) last_ = position;
    todo.push_back(std::move(t));
  }
  for (Todo& t : todo) {
    if (t.posts) post(*t.line, t.told, t.entries, t.in_doubt, false, &t.answers);
    if (Status kept = answers_->set(t.line->shipment, t.line->line, t.answers); !kept.ok()) return kept;
    if (t.posts) seen_.insert(id);
  }
  return Unit{};
}

void Pass::post(const Line& line, const LedgerLine& told, const std::vector<EntryMade>& entries, bool in_doubt,
                bool unplaced, LineAnswers* answers) {
  for (const EntryMade& made : entries) {
    const ir::Ledger& ledger = program_.ledgers.ledgers[at(made.ledger)];
    Posting posting;
    interp::Planes posts = in_doubt ? kUnknown : made.posts;
    if (book_.is_doubtful(shipment_ids_[line.shipment])) posts = static_cast<interp::Planes>(posts | kFalse);
    const bool assumes = options_.assume != Assume::Nothing && posts == kUnknown && !unplaced;
    Number amount = made.amount;
    if (assumes) {
      posting.assumed = answers->in_order.assumes = true;
      if (options_.assume == Assume::PostNothing) amount = interp::known(0);
    } else if (posts != kTrue || unplaced) {
      amount = perhaps(amount);
    }
    posting.ledger = ledger.name;
    for (const interp::KeyAsked& k : made.place.key) posting.key.push_back(k.any ? std::vector<std::string>() : k.keys);
    const Number& day = made.place.day;
    const bool dated = day.value && !day.undefined;
    posting.first_day = dated ? day_of(day.lo) : ir::kBeginning;
    posting.last_day = dated ? day_of(day.hi) : ir::kForever;
    posting.amount = {amount.lo, amount.hi};
    posting.shipment = shipment_ids_[line.shipment];
    posting.line = static_cast<std::int64_t>(line.line) + 1;
    if (!unplaced) posting.position = position_of(told.order);
    posting.citation = ledger.source;
    book_.post(std::move(posting));
  }
}

// After the records of such a day, for every key that the ledger holds by then.
void Pass::test_days(Day upto) {
  if (!first_day_ || program_.ledgers.tests.empty() || upto < *first_day_) return;
  for (std::size_t t = 0; t < program_.ledgers.tests.size(); ++t) {
    const ir::LedgerTest& test = program_.ledgers.tests[t];
    for (int year = to_civil(*first_day_).year; year <= to_civil(upto).year; ++year)
      for (const std::int32_t month_day : test.days) {
        const std::optional<Day> day =
            parse_day(fmt::format("{:04}-{:02}-{:02}", year, month_day / 100, month_day % 100));
        if (!day || *day < *first_day_ || *day > upto || !tested_.insert({t, *day}).second) continue;
        for (const auto& [key, kept] : book_.accounts(test.ledger)) {
          data::Record blank(program_.schema);
          const std::uint32_t shipment = blank.add_row(program_.schema.shipment, 0);
          const std::uint32_t line = blank.add_row(program_.schema.line, shipment);
          data::Cell& list = blank.rows(program_.schema.shipment).at(shipment, program_.schema.lines_field);
          list = {data::State::Known, true, 1, line};
          const ir::Node& dated = program_.nodes[at(program_.ledgers.ledgers[at(test.ledger)].order.front())];
          if (dated.op == ir::Op::NumField && dated.scope == program_.schema.shipment)
            blank.rows(program_.schema.shipment).at(shipment, static_cast<Id>(dated.a)) = {data::State::Known, false, 0,
                                                                                           *day};
          recorder_->begin(false);
          recorder_->test(&key, *day);
          const interp::Evaluator::Value v = evaluator_.value(blank, line, test.when, line);
          recorder_->test(nullptr, 0);
          TestResult& result = tests_.emplace_back();
          result.test = t;
          result.key = key.first;
          result.day = *day;
          result.holds = v.may_be_true && v.may_be_false ? interp::Truth::Unknown
                         : v.may_be_true                 ? interp::Truth::True
                                                         : interp::Truth::False;
        }
      }
  }
  loaded_ = ~std::uint64_t{0};  // the evaluator has taken up another record
}

}  // namespace licet::ledger
