#include "cli/decider.h"

#include "cli/terminal.h"
#include "cli/written_row.h"
#include "runtime/bitmap/engine.h"

namespace licet::cli {
namespace {

using explain::Row;
using explain::RowLayout;

// A row that no other line shares.
void give_out(std::shared_ptr<const WrittenRow> row, SharedRow* out) {
  out->cells = row->cells();
  out->owners.push_back(std::move(row));
}

class ByInterpreter : public Decider {
 public:
  ByInterpreter(const EngineChoice& choice, const RowLayout* layout, const io::Writer* writer)
      : teller_(choice.teller()), evaluator_(choice.plan()), layout_(layout), writer_(writer) {
    evaluator_.keep_books(teller_.get());
  }

  void decide(const io::Batch& batch, Tally* tally, std::vector<SharedRow>* rows) override {
    for (std::size_t s = 0; s < batch.size && !interrupted(); ++s) {
      evaluator_.take_up(batch.shipments[s]->record);
      for (std::uint32_t line = 0; line < batch.shipments[s]->line_count; ++line) {
        evaluator_.decide(line, &decision_);
        tally->add(decision_);
        if (layout_ == nullptr) continue;
        Row row;
        layout_->fill(decision_, &row);
        give_out(std::make_shared<WrittenRow>(std::move(row), *layout_, *writer_), &rows->emplace_back());
      }
    }
  }

 private:
  std::unique_ptr<interp::Balances> teller_;
  interp::Evaluator evaluator_;
  interp::Decision decision_;
  const RowLayout* layout_;
  const io::Writer* writer_;
};

class ByKind : public Decider {
 public:
  ByKind(EngineChoice* choice, std::shared_ptr<const bitmap::Circuit> circuit, const RowLayout* layout,
         const io::Writer* writer)
      : choice_(*choice),
        circuit_(circuit),
        teller_(choice->teller()),
        engine_(std::move(circuit), choice->workers()),
        layout_(layout),
        writer_(writer) {
    engine_.keep_books(teller_.get());
    const ir::Program& program = *circuit_->plan->program;
    disposes_ = program.licensing.disposition != ir::kNone;
    // Open facts and the tally are those of the disposition, or of the one value of a line that a rulebook decides.
    in_parts_ = !circuit_->written.empty() &&
                (disposes_ ? circuit_->written.front().decided == program.licensing.disposition
                           : circuit_->written.size() == 1 && circuit_->written.front().domain == bitmap::kLineDomain);
    if (layout == nullptr || !in_parts_) return;
    Row nothing;
    layout->clear(&nothing);
    layout->fill_open_facts({}, &nothing);
    nothing_ = written(std::move(nothing));
    sources_ = layout->sources();
    for (const RowLayout::Source& source : sources_) {
      std::size_t part = circuit_->licensing();
      if (source.part == RowLayout::Part::Duties) part = circuit_->duties();
      if (source.part == RowLayout::Part::Findings) part = circuit_->findings();
      if (source.part == RowLayout::Part::Marks) part = circuit_->marks();
      for (std::size_t q = 0; q < circuit_->written.size(); ++q)
        if (source.part == RowLayout::Part::Outcome && circuit_->written[q].decided == source.decided) part = q;
      parts_.push_back(part);
    }
  }

  void decide(const io::Batch& batch, Tally* tally, std::vector<SharedRow>* rows) override {
    if (!compiled_)
      if (std::shared_ptr<const bitmap::GateCode> code = choice_.code()) {
        engine_.take_over(std::move(code));
        compiled_ = true;
      }
    for (std::size_t s = 0; s < batch.size && !interrupted(); ++s) {
      engine_.take_up(batch.shipments[s]->record);
      for (std::uint32_t line = 0; line < batch.shipments[s]->line_count; ++line) {
        engine_.add(line);
        if (engine_.full()) run(tally, rows);
      }
    }
    run(tally, rows);
  }

 private:
  // Of a part, or of a set of open facts: its row, of which it fills some cells, and lines not yet in the tally.
  struct Made {
    std::shared_ptr<const WrittenRow> row;
    std::uint64_t lines = 0;
  };

  std::shared_ptr<const WrittenRow> written(Row row) const {
    return std::make_shared<WrittenRow>(std::move(row), *layout_, *writer_);
  }

  template <class Fill>
  Made& made_of(std::shared_ptr<void>* made, Fill fill) {
    if (*made == nullptr) {
      auto out = std::make_shared<Made>();
      if (layout_ != nullptr) {
        Row row;
        layout_->clear(&row);
        fill(&row);
        out->row = written(std::move(row));
      }
      *made = std::move(out);
    }
    return *static_cast<Made*>(made->get());
  }

  Made& made_of(bitmap::Part* part, std::size_t p) {
    return made_of(&part->made, [&](Row* row) {
      if (p < circuit_->written.size())
        layout_->fill_outcome(part->decision.outcomes.front(), row);
      else if (p == circuit_->marks())
        layout_->fill_marks(part->decision, row);
      else if (!disposes_)
        return;  // there are no lists
      else if (p == circuit_->licensing())
        layout_->fill_licensing(part->decision, row);
      else if (p == circuit_->duties())
        layout_->fill_duties(part->decision, row);
      else
        layout_->fill_findings(part->decision, row);
    });
  }

  Made& made_of(const bitmap::OpenSet& open) {
    return made_of(&open.made, [&](Row* row) { layout_->fill_open_facts(open.facts, row); });
  }

  void count(const bitmap::Line& line, Tally* tally) {
    const interp::Outcome& disposition = line.parts.front()->decision.outcomes.front();
    const bitmap::OpenSet* open = line.open.front().get();
    interp::Status status = disposition.status;
    if (open != nullptr && !open->error.empty()) status = interp::Status::Error;
    const bool decided = disposes_ && status == interp::Status::Decided && !disposition.values.empty();
    tally->add_status(status, decided ? disposition.values.front() : ir::kNone, 1);
    if (open != nullptr && made_of(*open).lines++ == 0) waiting_.push_back(line.open.front());
    tally->add_licensing(line.parts[circuit_->licensing()]->decision, 1);
    tally->add_marks(line.parts[circuit_->marks()]->decision, 1);
  }

  void compose(const bitmap::Line& line, SharedRow* out) {
    rows_.assign(line.parts.size(), nothing_.get());
    out->cells.reserve(sources_.size());
    out->owners.reserve(line.parts.size() + 2);
    out->owners.push_back(nothing_);  // rows are written after the decider is gone
    for (std::size_t p = 0; p < line.parts.size(); ++p) {
      if (line.parts[p] == nullptr) continue;
      if (p < line.open.size() && line.open[p] != nullptr && !line.open[p]->error.empty()) {
        Row row;  // what is undefined stands among the grounds
        layout_->clear(&row);
        layout_->fill_outcome(bitmap::outcome_of(line, p), &row);
        std::shared_ptr<const WrittenRow> alone = written(std::move(row));
        rows_[p] = alone.get();
        out->owners.push_back(std::move(alone));
        continue;
      }
      rows_[p] = made_of(line.parts[p].get(), p).row.get();
      out->owners.push_back(line.parts[p]);
    }
    const WrittenRow* open = nothing_.get();
    if (line.open.front() != nullptr) {
      open = made_of(*line.open.front()).row.get();
      out->owners.push_back(line.open.front());
    }
    for (std::size_t i = 0; i < sources_.size(); ++i)
      out->cells.push_back(sources_[i].part == RowLayout::Part::OpenFacts ? open->cells()[i]
                                                                          : rows_[parts_[i]]->cells()[i]);
  }

  void run(Tally* tally, std::vector<SharedRow>* rows) {
    engine_.run(&lines_);
    for (const bitmap::Line& line : lines_) {
      if (in_parts_) {
        count(line, tally);
        if (layout_ != nullptr) compose(line, &rows->emplace_back());
        continue;
      }
      const interp::Decision decision = bitmap::whole(line);
      tally->add(decision);
      if (layout_ == nullptr) continue;
      Row row;
      layout_->fill(decision, &row);
      give_out(written(std::move(row)), &rows->emplace_back());
    }
    for (const std::shared_ptr<const bitmap::OpenSet>& open : waiting_) {
      Made& made = made_of(*open);
      tally->add_waiting(open->facts, made.lines);
      made.lines = 0;
    }
    waiting_.clear();
  }

  EngineChoice& choice_;
  std::shared_ptr<const bitmap::Circuit> circuit_;
  std::unique_ptr<interp::Balances> teller_;
  bitmap::Engine engine_;
  bool compiled_ = false;  // the engine has taken compiled code over
  std::vector<bitmap::Line> lines_;
  const RowLayout* layout_;
  const io::Writer* writer_;
  bool disposes_ = false;
  bool in_parts_ = false;
  std::vector<RowLayout::Source> sources_;  // per column
  std::vector<std::size_t> parts_;          // per column, of the circuit
  std::shared_ptr<const WrittenRow> nothing_;
  std::vector<const WrittenRow*> rows_;                          // scratch: per part
  std::vector<std::shared_ptr<const bitmap::OpenSet>> waiting_;  // with lines that are not in the tally
};

class ByChoice : public Decider {
 public:
  ByChoice(EngineChoice* choice, const RowLayout* layout, const io::Writer* writer)
      : choice_(*choice), layout_(layout), writer_(writer), interpreter_(*choice, layout, writer) {}

  void decide(const io::Batch& batch, Tally* tally, std::vector<SharedRow>* rows) override {
    if (kernels_ == nullptr)
      if (std::shared_ptr<const bitmap::Circuit> circuit = choice_.circuit(batch.line_total))
        kernels_ = std::make_unique<ByKind>(&choice_, std::move(circuit), layout_, writer_);
    if (kernels_ != nullptr)
      kernels_->decide(batch, tally, rows);
    else
      interpreter_.decide(batch, tally, rows);
  }

 private:
  EngineChoice& choice_;
  const RowLayout* layout_;
  const io::Writer* writer_;
  ByInterpreter interpreter_;
  std::unique_ptr<ByKind> kernels_;
};

}  // namespace

std::unique_ptr<Decider> make_decider(EngineChoice* choice, const RowLayout* layout, const io::Writer* writer) {
  return std::make_unique<ByChoice>(choice, layout, writer);
}

}  // namespace licet::cli
