#include "cli/pipeline.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "cli/decider.h"
#include "cli/terminal.h"

namespace licet::cli {
namespace {

// A batch on its way: read, decided, written, used again.
struct Load {
  std::uint64_t sequence = 0;
  io::Batch batch;
  std::vector<SharedRow> rows;  // one per line
};

class Run {
 public:
  explicit Run(const PipelineOptions& options)
      : options_(options),
        program_(interp::program_of(*options.plan)),
        engine_(options.plan, options.engine, options.threads, options.answers) {
    for (unsigned i = 0; i < 2 * options.threads + 2; ++i) idle_.push_back(std::make_unique<Load>());
    for (unsigned i = 0; i < options.threads; ++i) tallies_.emplace_back(program_);
  }

  Result<PipelineResult> run() {
    if (Status ready = engine_.prepare(); !ready.ok()) return ready.failure();
    std::thread reader([this] { read(); });
    std::vector<std::thread> workers;
    for (unsigned i = 0; i < options_.threads; ++i) workers.emplace_back([this, i] { decide(&tallies_[i]); });
    write();
    stop();
    reader.join();
    for (std::thread& worker : workers) worker.join();
    if (failure_) return *failure_;
    if (const std::string note = engine_.note(); !note.empty()) options_.note(note);
    PipelineResult result{Tally(program_), rows_in_, rejected_};
    for (const Tally& tally : tallies_) result.tally.add(tally);
    return result;
  }

 private:
  using Lock = std::unique_lock<std::mutex>;

  void stop() {
    Lock lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }

  void fail(const Failure& failure) {
    Lock lock(mutex_);
    if (!failure_) failure_ = failure;
    stopped_ = true;
    changed_.notify_all();
  }

  void read() {
    std::uint64_t shipments = 0;
    for (std::uint64_t sequence = 0;; ++sequence) {
      std::unique_ptr<Load> load;
      {
        Lock lock(mutex_);
        changed_.wait(lock, [&] { return stopped_ || !idle_.empty(); });
        if (stopped_) return;
        load = std::move(idle_.front());
        idle_.pop_front();
      }
      Result<bool> more = options_.reader->next(&load->batch);
      if (!more.ok()) return fail(more.failure());
      for (std::size_t s = 0; s < load->batch.size; ++s) load->batch.shipments[s]->record.number = shipments++;
      const io::Progress progress = options_.reader->progress();
      std::vector<std::string> notes = options_.reader->take_notes();
      options_.gauge->bytes_read = progress.bytes_read;
      options_.gauge->bytes_total = progress.bytes_total;
      Lock lock(mutex_);
      rows_in_ = progress.rows;
      for (std::string& note : notes) notes_.push_back(std::move(note));
      if (more.value() && !interrupted()) {
        load->sequence = sequence;
        waiting_.push_back(std::move(load));
      } else {
        batches_ = sequence;
      }
      changed_.notify_all();
      if (batches_) return;
    }
  }

  void decide(Tally* tally) {
    const std::unique_ptr<Decider> decider = make_decider(&engine_, options_.layout, options_.writer);
    for (;;) {
      std::unique_ptr<Load> load;
      {
        Lock lock(mutex_);
        changed_.wait(lock, [&] { return stopped_ || !waiting_.empty() || batches_; });
        if (stopped_ || waiting_.empty()) return;
        load = std::move(waiting_.front());
        waiting_.pop_front();
      }
      load->rows.clear();
      decider->decide(load->batch, tally, &load->rows);
      Lock lock(mutex_);
      const std::uint64_t sequence = load->sequence;
      done_.emplace(sequence, std::move(load));
      changed_.notify_all();
    }
  }

  // On the calling thread: batches in order, until the last or the first trouble.
  void write() {
    for (std::uint64_t next = 0;; ++next) {
      std::unique_ptr<Load> load;
      std::vector<std::string> notes;
      {
        Lock lock(mutex_);
        const auto ready = [&] { return stopped_ || done_.count(next) > 0 || (batches_ && *batches_ == next); };
        while (!changed_.wait_for(lock, std::chrono::milliseconds(200), ready)) {
          lock.unlock();
          options_.tick();
          lock.lock();
        }
        notes.swap(notes_);
        if (!stopped_ && done_.count(next) > 0) {
          load = std::move(done_.at(next));
          done_.erase(next);
        }
      }
      for (const std::string& note : notes) options_.note(note);
      if (load == nullptr || interrupted()) return;
      if (Status written = write_load(*load); !written.ok()) return fail(written.failure());
      options_.gauge->lines += load->batch.line_total + load->batch.rejects.size();
      options_.tick();
      Lock lock(mutex_);
      idle_.push_back(std::move(load));
      changed_.notify_all();
    }
  }

  Status write_load(const Load& load) {
    for (const io::Reject& reject : load.batch.rejects) {
      ++rejected_;
      if (Status written = options_.rejected(reject); !written.ok()) return written;
    }
    if (options_.writer == nullptr) return Unit{};
    std::size_t row = 0;
    for (std::size_t s = 0; s < load.batch.size; ++s) {
      const io::Shipment& shipment = *load.batch.shipments[s];
      for (std::uint32_t line = 0; line < shipment.line_count; ++line, ++row)
        if (Status written = write_row(shipment, shipment.lines[line], load.rows[row]); !written.ok()) return written;
    }
    return Unit{};
  }

  Status write_row(const io::Shipment& shipment, const io::Line& line, const SharedRow& row) {
    values_.clear();
    values_.push_back(io::Value::of_text(shipment.shipment_id));
    values_.push_back(io::Value::of_text(line.line_no));
    for (const io::Value* cell : row.cells) values_.push_back(*cell);
    for (std::size_t column : options_.passed)
      values_.push_back(column < line.passed.size() ? line.passed[column] : io::Value());
    return options_.writer->write(values_);
  }

  const PipelineOptions& options_;
  const ir::Program& program_;
  EngineChoice engine_;
  std::deque<Tally> tallies_;  // one per worker
  std::vector<io::Value> values_;
  std::uint64_t rejected_ = 0;

  std::mutex mutex_;  // guards everything below
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Load>> idle_, waiting_;
  std::map<std::uint64_t, std::unique_ptr<Load>> done_;
  std::vector<std::string> notes_;
  std::optional<std::uint64_t> batches_;  // how many there were, once the reader is at its end
  std::optional<Failure> failure_;
  std::uint64_t rows_in_ = 0;
  bool stopped_ = false;
};

}  // namespace

Result<PipelineResult> run_pipeline(const PipelineOptions& options) { return Run(options).run(); }

}  // namespace licet::cli
