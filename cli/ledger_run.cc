#include "cli/ledger_run.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "core/base/hash.h"
#include "runtime/explain/words.h"
#include "runtime/interp/plan.h"
#include "runtime/ledger/openings.h"
#include "runtime/ledger/statement.h"

namespace licet::cli {

using ledger::Account;
using ledger::Book;
using ledger::Posting;
using ledger::StoredAccount;
using ledger::StoredPosting;

namespace {

Status rewind_standard_input() {
  if (lseek(STDIN_FILENO, 0, SEEK_SET) == 0) return Unit{};
  return Failure{std::string("standard input cannot be read again: ") + std::strerror(errno), 4};
}

// Standard input into a file without a name that takes its place, so that it can be read twice.
Status keep_standard_input() {
  const char* named = std::getenv("TMPDIR");
  std::string name = (named != nullptr && *named != '\0' ? named : std::string("/tmp")) + std::string("/licet-XXXXXX");
  const int file = mkostemp(name.data(), O_CLOEXEC);
  const auto cannot = [&](const char* what) {
    return Failure{std::string("standard input is kept in a file to be read twice, and it cannot be ") + what + ": " +
                       std::strerror(errno) + "; name a folder with room in TMPDIR, or give the log as a file",
                   4};
  };
  if (file < 0) return cannot("made");
  unlink(name.c_str());
  char buffer[1 << 16];
  for (;;) {
    const ssize_t n = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR && !interrupted()) continue;
    if (n < 0 && errno != EINTR) return cannot("read");
    if (n <= 0) break;
    for (ssize_t done = 0; done < n;) {
      const ssize_t w = ::write(file, buffer + done, static_cast<std::size_t>(n - done));
      if (w < 0 && errno == EINTR) continue;
      if (w <= 0) return cannot("written");
      done += w;
    }
  }
  if (dup2(file, STDIN_FILENO) < 0) return cannot("opened");
  close(file);
  return rewind_standard_input();
}

}  // namespace

const char* holds_words(interp::Truth holds) {
  return holds == interp::Truth::True ? "met" : holds == interp::Truth::False ? "not met" : "not known";
}

void LedgerOptions::declare(Options* options) {
  options->value("--ledger-state", "URL", "keep the accounts of ledgers between runs: a SQLite file, or postgresql://…",
                 &state);
  options->value("--ledger-opening", "FILE", "opening balances of a run without a state, .csv or .json", &opening);
  options->choice("--assume", {"undetermined-post-nothing", "undetermined-post-in-full"},
                  "for simulation: what may post to a ledger posts nothing, or all of it; such rows are marked",
                  &assume);
  options->value("--batch", "ID", "name of this run in the state: a batch posts once (default: by its content)",
                 &batch);
  options->value("--ledger-through", "DATE", "test the dates of ledgers through this day (the last of the log)",
                 &through);
}

LedgerRun::LedgerRun(std::shared_ptr<const interp::Plan> plan)
    : plan_(std::move(plan)), program_(interp::program_of(*plan_)) {}

Status LedgerRun::open_state(const LedgerOptions& options) {
  if (options.state.empty()) return Unit{};
  supposed_ = options.supposed;
  Result<std::unique_ptr<ledger::Store>> opened =
      ledger::open_store(options.state, supposed_ ? ledger::OpenMode::Read : ledger::OpenMode::WriteOrCreate);
  if (!opened.ok()) return opened.failure();
  store_ = std::move(opened.value());
  return store_->keep(ledger::definitions_of(program_));
}

Status LedgerRun::open(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) return Failure{path + ": it cannot be read", kUsage};
  const bool json = path.size() > 5 && path.substr(path.size() - 5) == ".json";
  const Result<std::vector<StoredAccount>> read = ledger::read_openings(program_, text.str(), json);
  if (!read.ok()) return Failure{path + ", " + read.failure().message, read.failure().exit_code};
  for (const StoredAccount& a : read.value())
    if (Status opened = book_->open(ledger::opening_of(a)); !opened.ok()) return opened;
  return Unit{};
}

Status LedgerRun::read(const io::ReadOptions& reading, const std::function<void(const io::Progress&)>& tick,
                       ledger::Pass* pass, std::string* digest) {
  Result<std::unique_ptr<io::Reader>> reader = io::open_reader(program_.schema, reading);
  if (!reader.ok()) return reader.failure();
  Sha256 hash;
  io::Batch batch;
  std::string bytes;
  for (std::uint64_t number = 0;;) {
    const Result<bool> more = reader.value()->next(&batch);
    if (!more.ok()) return more.failure();
    if (!more.value() || cli::interrupted()) break;
    for (std::size_t s = 0; s < batch.size; ++s) {
      io::Shipment& shipment = *batch.shipments[s];
      shipment.record.number = number++;
      if (Status added = pass->add(shipment.record, shipment.shipment_id); !added.ok()) return added;
      bytes = shipment.shipment_id + '\n';
      shipment.record.save(&bytes);
      hash.update(bytes);
      records_ += shipment.line_count;
    }
    tick(reader.value()->progress());
  }
  *digest = to_hex(hash.finish(), 16);
  return Unit{};
}

// Accounts as they are stored, and the postings that are not in one account, or not for good.
Status LedgerRun::load(ledger::Pass* pass) {
  const Result<std::optional<ledger::AppliedBatch>> applied = store_->applied(batch_);
  if (!applied.ok()) return applied.failure();
  if (applied.value()) {
    const ledger::AppliedBatch& before = *applied.value();
    if (before.batch.content != content_ && !supposed_)
      return Failure{fmt::format("a batch {} has been posted to {} before ({} postings), from another log, other rules "
                                 "or other run parameters; name another --batch",
                                 batch_, store_->name(), grouped(before.postings)),
                     kDataInvalid};
    // An earlier run may have ended before its decisions were written.
    applied_ = true;
    if (Status back = store_->look_back(batch_); !back.ok()) return back;
    if (!supposed_)
      notes_.push_back(
          fmt::format("{}: batch {} was posted before, {} postings to {} accounts; nothing is posted twice, "
                      "and the decisions are those of then",
                      store_->name(), batch_, grouped(before.postings), grouped(before.accounts)));
  }
  if (supposed_) notes_.push_back(fmt::format("{}: nothing is posted, since figures are supposed", store_->name()));
  const Result<std::vector<ledger::Closing>> closings = store_->closings();
  if (!closings.ok()) return closings.failure();
  for (const ledger::Closing& c : closings.value()) pass->close_through(c.position);
  Status status = store_->accounts({}, [&](StoredAccount a) -> Status {
    const ir::Id id = book_->ledger_named(a.account.ledger);
    const bool slides = id != ir::kNone && program_.ledgers.ledgers[interp::at(id)].period == ir::LedgerPeriod::Days;
    ledger::OpeningBalance opening = ledger::opening_of(a);
    if (!slides) opening.range = a.balance;
    stored_.emplace(a.account, a);
    return book_->open(opening);
  });
  if (!status.ok()) return status;
  const auto take = [&](StoredPosting p) -> Status {
    const bool doubtful = p.posting.doubtful;
    known_.push_back({book_->post(std::move(p.posting)), p.id, doubtful});
    known_ids_.insert(p.id);
    return Unit{};
  };
  for (const ir::Ledger& l : program_.ledgers.ledgers) {
    ledger::PostingFilter filter;
    filter.ledger = l.name;
    filter.standing = true;
    if (l.period != ir::LedgerPeriod::Days) filter.account = 0;
    if (status = store_->postings(filter, take); !status.ok()) return status;
  }
  first_new_ = book_->postings().size();
  return Unit{};
}

// What a shipment of an earlier run posted, so that it can be taken back.
Status LedgerRun::bring_back(const std::string& shipment) {
  ledger::PostingFilter filter;
  filter.shipment = shipment;
  filter.standing = true;
  return store_->postings(filter, [&](StoredPosting p) -> Status {
    if (!known_ids_.insert(p.id).second) return Unit{};
    const bool doubtful = p.posting.doubtful;
    known_.push_back({book_->bring_back(std::move(p.posting)), p.id, doubtful});
    return Unit{};
  });
}

Result<std::unique_ptr<LedgerRun>> LedgerRun::make(std::shared_ptr<const interp::Plan> plan,
                                                   const LedgerOptions& options, const io::ReadOptions& reading,
                                                   const std::string& run,
                                                   const std::function<void(const io::Progress&)>& tick,
                                                   std::optional<std::uint64_t> until) {
  std::unique_ptr<LedgerRun> out(new LedgerRun(plan));
  out->run_ = run;
  out->book_ = std::make_unique<Book>(std::shared_ptr<const ir::Program>(plan, &out->program_));
  ledger::PassOptions pass;
  if (options.assume == "undetermined-post-nothing") pass.assume = ledger::Assume::PostNothing;
  if (options.assume == "undetermined-post-in-full") pass.assume = ledger::Assume::PostInFull;
  if (!options.through.empty()) {
    pass.through = parse_day(options.through);
    if (!pass.through) return Failure{"--ledger-through " + options.through + ": write the date as 2026-02-01", kUsage};
  }
  if (pass.assume != ledger::Assume::Nothing && !options.state.empty())
    return Failure{"--assume is for simulation: what it takes for posted is not kept; leave --ledger-state out",
                   kUsage};
  if (!options.opening.empty() && !options.state.empty())
    return Failure{"--ledger-opening is for a run by itself; a state is opened by licet ledger open", kUsage};
  pass.until = until;
  pass.stop = [] { return cli::interrupted(); };
  if (Status opened = out->open_state(options); !opened.ok()) return opened.failure();
  if (!options.opening.empty())
    if (Status opened = out->open(options.opening); !opened.ok()) return opened.failure();
  if (out->store_ != nullptr) {
    LedgerRun* self = out.get();
    pass.bring_back = [self](const std::string& shipment) { return self->bring_back(shipment); };
    pass.stored = [self](const std::string& shipment) -> Result<bool> {
      bool found = false;
      ledger::PostingFilter filter;
      filter.shipment = shipment;
      const Status asked = self->store_->postings(filter, [&](StoredPosting) -> Status {
        found = true;
        return Unit{};
      });
      if (!asked.ok()) return asked.failure();
      return found;
    };
  }
  struct stat about;
  if (reading.path != "-" && stat(reading.path.c_str(), &about) == 0 &&
      (S_ISFIFO(about.st_mode) || S_ISCHR(about.st_mode)))
    return Failure{reading.path +
                       " can be read once, and ledgers take a log through its order before its lines are "
                       "decided: give it on standard input, as -",
                   kUsage};
  if (reading.path == "-")
    if (Status kept = keep_standard_input(); !kept.ok()) return kept.failure();

  ledger::Pass ordered(plan, out->book_.get(), pass);
  io::ReadOptions once = reading;
  once.pass.clear();
  std::string digest;
  if (Status read = out->read(once, tick, &ordered, &digest); !read.ok()) return read.failure();
  out->content_ = to_hex(sha256(digest + ir::fingerprint(out->program_) + run), 16);
  out->batch_ = !options.batch.empty() ? options.batch : out->content_;
  if (out->store_ != nullptr)
    if (Status loaded = out->load(&ordered); !loaded.ok()) return loaded.failure();
  const Result<bool> finished = cli::interrupted() ? Result<bool>(false) : ordered.run();
  if (!finished.ok()) return finished.failure();
  out->interrupted_ = !finished.value();
  out->answers_ = ordered.answers();
  out->tests_ = ordered.tests();
  out->last_ = ordered.last();
  if (reading.path == "-")
    if (Status again = rewind_standard_input(); !again.ok()) return again.failure();
  return out;
}

std::vector<explain::AccountWhy> LedgerRun::accounts_of(const data::Record& record, std::uint32_t line,
                                                        const std::string& shipment_id) const {
  const std::shared_ptr<const ir::Program> program(plan_, &program_);
  ledger::Teller teller(program, answers_);
  interp::Evaluator evaluator(plan_);
  evaluator.keep_books(&teller);
  std::vector<explain::AccountWhy> out;
  for (const ledger::Statement& s : ledger::statements(*book_, &evaluator, record, line, shipment_id)) {
    const ir::Ledger& l = program_.ledgers.ledgers[interp::at(s.ledger)];
    const auto words = [&](Int128 n) { return explain::number_words(program_.schema, l.type, n); };
    const auto range = [&](const ledger::Range& r) {
      if (r.lo == r.hi) return words(r.lo);
      return "between " + (r.lo == interp::kBelowAll ? "nothing known" : words(r.lo)) + " and " +
             (r.hi == interp::kAboveAll ? "nothing known" : words(r.hi));
    };
    explain::AccountWhy& why = out.emplace_back();
    why.ledger = l.name;
    why.account = s.account;
    why.source = l.source;
    why.before = range(s.before);
    why.after = range(s.after);
    if (s.limit && !s.limit->undefined && s.limit->lo == s.limit->hi) why.limit = words(s.limit->lo);
    why.partial = s.partial;
    for (const std::size_t p : s.earlier) {
      const Posting& posting = book_->postings()[p];
      const bool one_day = posting.first_day == posting.last_day;
      why.earlier.push_back({posting.shipment, std::to_string(posting.line),
                             one_day ? format_day(posting.first_day) : "", range(posting.amount)});
    }
  }
  return out;
}

Status LedgerRun::store() {
  if (store_ == nullptr || applied_ || supposed_) return Unit{};
  ledger::Batch batch;
  batch.id = batch_;
  batch.program = ir::fingerprint(program_);
  batch.run = run_;
  batch.content = content_;
  batch.records = records_;
  Result<std::unique_ptr<ledger::Commit>> begun = store_->begin(batch);
  if (!begun.ok()) return begun.failure();
  ledger::Commit& commit = *begun.value();
  const std::vector<Posting>& postings = book_->postings();
  std::vector<std::int64_t> account_of(postings.size(), 0);
  for (std::size_t l = 0; l < program_.ledgers.ledgers.size(); ++l)
    for (const auto& [key, kept] : book_->accounts(static_cast<ir::Id>(l))) {
      StoredAccount account;
      account.account = {program_.ledgers.ledgers[l].name, key.first, key.second};
      account.opening = kept.opened;
      account.knowledge = kept.knowledge.value_or(program_.ledgers.ledgers[l].knowledge);
      account.as_of = kept.as_of.value_or(0);
      if (const auto stored = stored_.find(account.account); stored != stored_.end()) {
        account.id = stored->second.id;
        account.opening = stored->second.opening;
      }
      account.balance = kept.now;
      const bool moved = account.id == 0 || account.balance != stored_.at(account.account).balance;
      const Result<std::int64_t> id = moved ? commit.put(account) : Result<std::int64_t>(account.id);
      if (!id.ok()) return id.failure();
      for (const std::size_t p : kept.postings) account_of[p] = id.value();
    }
  std::vector<bool> known(postings.size(), false);
  for (const Known& k : known_) known[k.posting] = true;
  for (std::size_t p = first_new_; p < postings.size(); ++p) {
    if (known[p]) continue;
    if (Status posted = commit.post(postings[p], account_of[p]); !posted.ok()) return posted;
  }
  for (const Known& k : known_) {
    const Posting& p = postings[k.posting];
    if (!p.undone && p.doubtful == k.doubtful) continue;
    if (Status changed = commit.change({k.id, p.undone, p.doubtful, book_->undone_by(k.posting)}); !changed.ok())
      return changed;
  }
  if (last_)
    for (const ir::Ledger& l : program_.ledgers.ledgers)
      if (Status closed = commit.close({l.name, *last_}); !closed.ok()) return closed;
  const Result<ledger::AppliedBatch> done = commit.finish();
  if (!done.ok()) return done.failure();
  notes_.push_back(fmt::format("{}: batch {} posted, {} postings to {} accounts", store_->name(), batch_,
                               grouped(done.value().postings), grouped(done.value().accounts)));
  return Unit{};
}

std::string LedgerRun::summary() const {
  std::string out;
  for (std::size_t l = 0; l < program_.ledgers.ledgers.size(); ++l) {
    std::size_t open = 0;
    const auto& accounts = book_->accounts(static_cast<ir::Id>(l));
    for (const auto& [key, kept] : accounts) open += kept.now.lo != kept.now.hi ? 1 : 0;
    out += fmt::format("{:>12}  accounts of {}{}\n", grouped(accounts.size()), program_.ledgers.ledgers[l].name,
                       open > 0 ? fmt::format(", {} of them uncertain", grouped(open)) : "");
  }
  std::size_t broken = 0, unknown = 0;
  for (const ledger::TestResult& t : tests_) {
    broken += t.holds == interp::Truth::False ? 1 : 0;
    unknown += t.holds == interp::Truth::Unknown ? 1 : 0;
  }
  if (!tests_.empty())
    out += fmt::format("{:>12}  tests on days, {} not met, {} not known\n", grouped(tests_.size()), grouped(broken),
                       grouped(unknown));
  constexpr std::size_t kShown = 10;
  std::size_t shown = 0;
  for (const ledger::TestResult& t : tests_) {
    if (t.holds != interp::Truth::False || shown++ >= kShown) continue;
    std::string key;
    for (const std::string& part : t.key) key += (key.empty() ? "" : ", ") + part;
    out += fmt::format("{:>12}  {} for {} on {}\n", "not met", program_.ledgers.tests[t.test].citation, key,
                       format_day(t.day));
  }
  if (shown > kShown) out += fmt::format("{:>12}  and {} more (--json lists all)\n", "", shown - kShown);
  return out.empty() ? out : "\nLedgers\n" + out;
}

}  // namespace licet::cli
