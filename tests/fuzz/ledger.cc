// Ledgers against the enumeration of all completions of all records (docs/semantics.md section 9): random ledgers,
// questions and small logs with missing facts. Whatever some completion of the log comes to must be among what a line
// may be; closing balances hold those of every completion; neither the order of the file nor the engine makes a
// difference.
//   fuzz_ledger [--programs N] [--seed S] [--ci]
// A failure prints the seed of its program; --seed that seed --programs 1 repeats it.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>

#include "runtime/bitmap/engine.h"
#include "runtime/interp/evaluate.h"
#include "runtime/ledger/pass.h"
#include "tests/engines/told.h"
#include "tests/fuzz/ledger/oracle.h"

namespace licet::fuzz::ledger {
namespace {

constexpr std::size_t kMostCompletions = 3000;

struct Totals {
  std::uint64_t programs = 0, lines = 0, completions = 0, decided = 0, undetermined = 0, sharp = 0, skipped = 0;
};

// Calls `each` with every completion, unless there are too many.
bool each_completion(const Choice& c, const Log& log, const std::function<void(const Log&)>& each) {
  std::size_t n = 1;
  const auto times = [&](bool known, std::size_t values) { n *= known || n > kMostCompletions ? 1 : values; };
  for (const Shipment& s : log) {
    times(s.day.has_value(), kDays);
    for (const Line& l : s.lines) {
      times(l.k.has_value(), 2);
      times(l.g.has_value(), 2);
      times(l.amount.has_value(), c.stock ? 2 * kMost + 1 : kMost + 1);
      times(l.flag.has_value(), 2);
    }
  }
  if (n > kMostCompletions) return false;
  Log whole = log;
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t rest = i;
    const auto take = [&](std::size_t values) {
      const std::size_t out = rest % values;
      rest /= values;
      return static_cast<int>(out);
    };
    for (std::size_t s = 0; s < log.size(); ++s) {
      if (!log[s].day) whole[s].day = take(kDays);
      for (std::size_t l = 0; l < log[s].lines.size(); ++l) {
        const Line& given = log[s].lines[l];
        Line& line = whole[s].lines[l];
        if (!given.k) line.k = take(2);
        if (!given.g) line.g = take(2);
        if (!given.amount) line.amount = c.stock ? take(2 * kMost + 1) - kMost : take(kMost + 1);
        if (!given.flag) line.flag = take(2) == 1;
      }
    }
    each(whole);
  }
  return true;
}

struct Decided {
  std::map<std::pair<std::string, std::size_t>, interp::Outcome> outcomes;
  std::shared_ptr<licet::ledger::Book> book;
  std::map<std::pair<std::string, std::size_t>, std::string> told;
};

Decided decide(std::shared_ptr<const interp::Plan> plan, const Log& log, bool kernels) {
  const std::shared_ptr<const ir::Program> program(plan, &interp::program_of(*plan));
  Decided out;
  out.book = std::make_shared<licet::ledger::Book>(program);
  licet::ledger::Pass pass(plan, out.book.get(), {});
  std::vector<data::Record> records;
  for (std::size_t s = 0; s < log.size(); ++s) {
    fill(*program, log[s], s, &records.emplace_back(program->schema));
    LICET_CHECK(pass.add(records.back(), log[s].id).ok());
  }
  LICET_CHECK(pass.run().ok());
  licet::ledger::Teller teller(program, pass.answers());
  interp::Evaluator evaluator(plan);
  evaluator.keep_books(&teller);
  std::vector<bitmap::Line> lines;
  if (kernels) {
    bitmap::Engine engine(std::make_shared<const bitmap::Circuit>(bitmap::build(plan)));
    engine.keep_books(&teller);
    for (const data::Record& record : records) {
      engine.take_up(record);
      for (std::uint32_t l = 0; l < record.rows(kEntry).size(); ++l) engine.add(l);
    }
    engine.run(&lines);
  }
  std::size_t n = 0;
  for (std::size_t s = 0; s < log.size(); ++s) {
    evaluator.take_up(records[s]);
    for (std::uint32_t l = 0; l < log[s].lines.size(); ++l, ++n) {
      interp::Decision decision;
      if (kernels)
        decision = bitmap::whole(lines[n]);
      else
        evaluator.decide(l, &decision);
      out.outcomes[{log[s].id, l}] = decision.outcomes.front();
      out.told[{log[s].id, l}] = engines::told(decision);
    }
  }
  return out;
}

bool run(std::uint64_t seed, bool verbose, Totals* totals) {
  Random r(seed * 0x9e3779b97f4a7c15u + 7);
  const Choice choice = draw(&r);
  const auto program = std::make_shared<ir::Program>(ledger::program(choice));
  if (const std::string problem = ir::verify(*program); !problem.empty()) {
    std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), problem.c_str());
    return false;
  }
  const auto plan = interp::bind(program, {});
  if (!plan.ok()) return false;
  const Log log = draw_log(choice, &r);
  if (verbose) std::printf("%s\n", ir::print(*program).c_str());
  const Decided decided = decide(plan.value(), log, false);
  const auto fail = [&](const std::string& what) {
    std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), what.c_str());
    for (const Shipment& s : log) {
      std::printf("  %s day %s%s%s\n", s.id.c_str(), s.day ? std::to_string(*s.day).c_str() : "?",
                  s.reverses.empty() ? "" : (" reverses " + s.reverses).c_str(),
                  s.corrects.empty() ? "" : (" corrects " + s.corrects).c_str());
      for (std::size_t l = 0; l < s.lines.size(); ++l) {
        const auto show = [](const auto& v) { return v ? std::to_string(static_cast<int>(*v)) : std::string("?"); };
        std::printf("    k %s g %s amount %s flag %s: %s\n", show(s.lines[l].k).c_str(), show(s.lines[l].g).c_str(),
                    show(s.lines[l].amount).c_str(), show(s.lines[l].flag).c_str(), decided.told.at({s.id, l}).c_str());
      }
    }
    return false;
  };

  Log mixed = log;
  for (std::size_t i = mixed.size(); i > 1; --i)
    std::swap(mixed[i - 1], mixed[static_cast<std::size_t>(r.below(static_cast<int>(i)))]);
  if (decide(plan.value(), mixed, false).told != decided.told) return fail("the order of the file makes a difference");
  if (decide(plan.value(), log, true).told != decided.told) return fail("the kernels decide otherwise");

  std::map<std::pair<std::string, std::size_t>, std::set<Answer>> seen;
  std::map<std::tuple<int, int, int>, std::set<long>> closing;
  std::size_t completions = 0;
  std::vector<long> others{0};
  if (choice.partial) others = choice.stock ? std::vector<long>{-50, 0, 50} : std::vector<long>{0, 1, 50};
  const bool few = each_completion(choice, log, [&](const Log& whole) {
    for (const long o : others) {
      const Told told = Oracle(choice, whole, o).run();
      for (const auto& [line, answer] : told.answers) seen[line].insert(answer);
      for (int k = 0; k < 2; ++k)
        for (int g = 0; g < 2; ++g)
          for (int period = 0; period < 2; ++period) {
            const auto found = told.closing.find({k, g, period});
            closing[{k, g, period}].insert(found != told.closing.end() ? found->second : 0);
          }
      ++completions;
    }
  });
  if (!few) {
    ++totals->skipped;
    return true;
  }
  ++totals->programs;
  totals->completions += completions;
  for (const auto& [line, answers] : seen) {
    const interp::Outcome& o = decided.outcomes.at(line);
    ++totals->lines;
    const bool by_rule = o.status == interp::Status::Error && o.error.starts_with("instant unknown");
    const bool in_doubt = std::any_of(o.open_facts.begin(), o.open_facts.end(),
                                      [](const interp::OpenFact& f) { return f.path.starts_with("instant of "); });
    if (by_rule) continue;
    if (o.status == interp::Status::Decided) ++totals->decided;
    if (o.status == interp::Status::Undetermined) {
      ++totals->undetermined;
      totals->sharp += answers.size() > 1 ? 1 : 0;
    }
    for (const Answer a : answers) {
      bool holds = false;
      const Id value = a == Answer::Yes ? 0 : 1;
      if (o.status == interp::Status::Decided) holds = a != Answer::Error && o.values == std::vector<Id>{value};
      if (o.status == interp::Status::Undetermined)
        holds =
            a == Answer::Error ? in_doubt : std::find(o.possible.begin(), o.possible.end(), value) != o.possible.end();
      if (o.status == interp::Status::Error) holds = a == Answer::Error;
      if (!holds)
        return fail("line " + std::to_string(line.second) + " of " + line.first + " comes out as " +
                    std::to_string(static_cast<int>(a)) + " in some completion");
    }
  }
  // Closing balances with all that floats.
  for (const auto& [key, values] : closing) {
    const auto& [k, g, period] = key;
    if (choice.period == ir::LedgerPeriod::Days || (choice.period == ir::LedgerPeriod::Whole && period != 0)) continue;
    interp::BalanceAsked asked;
    asked.ledger = 0;
    asked.key.resize(2);
    asked.key[0].keys = {program->schema.categories[kKeyCategory].values[static_cast<std::size_t>(k)]};
    asked.key[1].keys = {program->schema.categories[kGroupCategory].values[static_cast<std::size_t>(g)]};
    asked.day = asked.position = interp::known(kFirstDay + 2 * period);
    asked.closed = true;
    const interp::Number balance = decided.book->balance(asked);
    for (const long v : values)
      if (v < balance.lo || v > balance.hi) return fail("a closing balance is outside what is kept");
  }
  return true;
}

int main(int argc, char** argv) {
  std::uint64_t programs = 2000, seed = 1;
  bool verbose = false;
  for (int i = 1; i < argc; ++i) {
    const auto number = [&] { return i + 1 < argc ? std::strtoull(argv[++i], nullptr, 10) : 0; };
    if (std::strcmp(argv[i], "--programs") == 0) programs = number();
    if (std::strcmp(argv[i], "--seed") == 0) seed = number();
    if (std::strcmp(argv[i], "--verbose") == 0) verbose = true;
    if (std::strcmp(argv[i], "--ci") == 0) programs = 6000;
  }
  Totals totals;
  int failures = 0;
  for (std::uint64_t i = 0; i < programs && failures < 5; ++i) failures += run(seed + i, verbose, &totals) ? 0 : 1;
  std::printf(
      "%llu programs (%llu with too many completions left out), %llu lines, %llu completions; %llu decided, "
      "%llu undetermined, %llu of these with several outcomes\n",
      static_cast<unsigned long long>(totals.programs), static_cast<unsigned long long>(totals.skipped),
      static_cast<unsigned long long>(totals.lines), static_cast<unsigned long long>(totals.completions),
      static_cast<unsigned long long>(totals.decided), static_cast<unsigned long long>(totals.undetermined),
      static_cast<unsigned long long>(totals.sharp));
  return failures == 0 && totals.decided > 0 && totals.undetermined > 0 ? 0 : 1;
}

}  // namespace
}  // namespace licet::fuzz::ledger

int main(int argc, char** argv) { return licet::fuzz::ledger::main(argc, argv); }
