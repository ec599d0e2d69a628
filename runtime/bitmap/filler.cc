#include "runtime/bitmap/filler.h"

#include <algorithm>

// A sound default stands for whatever is not named: it is asked of the interpreter.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace licet::bitmap {

using data::State;
using interp::at;
using interp::Frame;
using interp::Planes;
using ir::ValueKind;

Filler::Filler(const Circuit& circuit, Names* names)
    : circuit_(circuit),
      program_(*circuit.plan->program),
      worlds_(*circuit.plan),
      rows_(circuit.domains.size()),
      names_(*names) {
  facts_of_.resize(circuit.domains.size());
  asked_of_.resize(circuit.domains.size());
  for (std::size_t f = 0; f < circuit.facts.size(); ++f)
    facts_of_[circuit.facts[f].domain].push_back(static_cast<std::uint32_t>(f));
  for (std::size_t t = 0; t < circuit.tests.size(); ++t)
    if (circuit.tests[t].asked()) asked_of_[circuit.tests[t].domain].push_back(static_cast<std::uint32_t>(t));
}

void Filler::begin(Chunk* chunk) {
  chunk->domains.resize(circuit_.domains.size());
  chunk->classes.resize(circuit_.facts.size());
  chunk->values.resize(circuit_.facts.size());
  chunk->tests.resize(circuit_.tests.size());
  chunk->reasons.resize(circuit_.tests.size());
  chunk->due_days.resize(circuit_.due_days.size());
  for (Chunk::Rows& rows : chunk->domains) {
    rows.parent.clear();
    rows.line.clear();
    rows.place.clear();
    rows.field.clear();
    rows.index.clear();
    rows.name.clear();
  }
  for (auto& classes : chunk->classes) classes.clear();
  for (auto& values : chunk->values) values.clear();
  for (Chunk::Planes& planes : chunk->tests) {
    planes.p.clear();
    planes.n.clear();
  }
  for (auto& reasons : chunk->reasons) reasons.clear();
  chunk->names.clear();
  for (auto& days : chunk->due_days) days.clear();
}

std::uint32_t Filler::class_of(const Fact& fact, const data::Cell& cell) const {
  if (cell.state == State::Missing) return kMissingClass;
  if (cell.state == State::None) return kNoneClass;
  switch (fact.kind) {
    case ValueKind::Text: {
      const std::string_view text = record_->text(cell);
      for (std::size_t i = 0; i < fact.texts.size(); ++i)
        if (program_.texts[at(fact.texts[i])] == text) return kFirstClass + static_cast<std::uint32_t>(i);
      return kFirstClass + static_cast<std::uint32_t>(fact.texts.size());
    }
    case ValueKind::Number:
    case ValueKind::Date:
      return kFirstClass + static_cast<std::uint32_t>(std::upper_bound(fact.cuts.begin(), fact.cuts.end(), cell.value) -
                                                      fact.cuts.begin());
    default:
      return kFirstClass + static_cast<std::uint32_t>(cell.value);
  }
}

// Does a term of the line rest on something unconfirmed (runtime/interp/reliance.cc)?
Planes Filler::relied(Id id, const Frame* frame) {
  return contexts_[0]->unconfirmed_read(id, frame) ? interp::kTrue : interp::kFalse;
}

Planes Filler::ask(const Test& test, const Frame& frame) {
  interp::Context* c = contexts_[test.reading == Evidence::Open ? 1 : 0];
  switch (test.what) {
    case Test::What::Cond:
      return c->cond(test.id, &frame);
    case Test::What::Live:
      return c->live(test.id, &frame);
    case Test::What::KnownLaw:
      return worlds_.known_law(test.id, test.reading);
    case Test::What::Window:
      return worlds_.in_window(program_.documents[at(test.id)], test.reading);
    case Test::What::Scheduled: {
      const interp::Number day = c->event_date();
      return day.value && day.hi > circuit_.plan->horizon_through[at(test.id)] ? interp::kTrue : interp::kFalse;
    }
    case Test::What::Relied:
      return relied(test.id, &frame);
    case Test::What::There:
      break;
  }
  return interp::kUnknown;
}

void Filler::take_up(const data::Record& record) {
  record_ = &record;
  worlds_.take_up(record);
  open_.trim();
}

void Filler::add(std::uint32_t line, Chunk* chunk) {
  worlds_.begin(line);
  open_.begin_line();
  contexts_[0] = &worlds_.base(Evidence::Standing);
  contexts_[1] = &worlds_.base(Evidence::Open);
  visit(chunk);
}

// The rows of a domain that the line at hand has; those of the domain above must be there. Nothing points to them while
// they are added.
template <class Add>
void Filler::each_element(std::uint32_t d, Add add) {
  interp::Context& law = *contexts_[0];
  const Domain& domain = circuit_.domains[d];
  rows_[d].clear();
  if (d == kLineDomain) {
    add(*law.line_frame(), interp::kTrue, nullptr);
    return;
  }
  for (const Row& parent : rows_[domain.parent]) {
    const auto element = [&](const Frame& e, Planes there, std::int64_t) {
      add(e, there, &parent);
      return true;
    };
    if (domain.source != kNone)
      law.each(domain.source, &parent.frame, element);
    else
      law.each_of_struct(&parent.frame, domain.field, &parent.frame, element);
  }
}

void Filler::visit(Chunk* chunk) {
  interp::Context& law = *contexts_[0];
  const std::uint32_t number = static_cast<std::uint32_t>(chunk->domains[kLineDomain].size());
  for (std::uint32_t d = 0; d < circuit_.domains.size(); ++d) {
    const std::uint32_t above_domain = circuit_.domains[d].parent;
    Chunk::Rows& out = chunk->domains[d];
    const auto hash = [&](std::uint64_t above, Id field, std::int32_t index) {
      return mix(above, static_cast<std::uint64_t>(static_cast<std::uint32_t>(index)) << 32 |
                            static_cast<std::uint64_t>(field & 0xffff) << 16 | d);
    };
    each_element(d, [&](const Frame& frame, Planes there, const Row* parent) {
      const bool blank = frame.row == interp::kBlank;
      rows_[d].push_back({frame, there, static_cast<std::uint32_t>(out.size())});
      out.parent.push_back(parent == nullptr ? 0 : parent->row);
      out.line.push_back(number);
      const std::int32_t index = blank ? kBlankIndex : frame.index;
      const Chunk::Rows* above = parent == nullptr ? nullptr : &chunk->domains[above_domain];
      out.place.push_back(above == nullptr ? 0 : hash(above->place[parent->row], frame.field, index));
      interp::Holder called{frame.field, index};
      if (!blank && frame.type == program_.schema.party) called = law.first_role(frame);
      out.field.push_back(called.field);
      out.index.push_back(called.index);
      out.name.push_back(above == nullptr ? 1 : hash(above->name[parent->row], called.field, called.index));
    });
    if (rows_[d].empty()) continue;
    for (std::uint32_t f : facts_of_[d]) {
      const Fact& fact = circuit_.facts[f];
      for (const Row& row : rows_[d]) {
        const data::Cell& cell = law.fact(law.enclosing(&row.frame, fact.type), fact.field);
        // A fact of more classes settles no test (Lowering::finish_facts); it is known, none or missing.
        chunk->classes[f].push_back(static_cast<std::uint16_t>(std::min(class_of(fact, cell), 65535u)));
        if (fact.valued) chunk->values[f].push_back(cell.state == State::Known ? cell.value : 0);
      }
    }
    for (std::uint32_t t : asked_of_[d]) {
      const Test& test = circuit_.tests[t];
      Chunk::Planes& planes = chunk->tests[t];
      if (words_of(out.size()) > planes.p.size()) {
        planes.p.resize(words_of(out.size()));
        planes.n.resize(words_of(out.size()));
      }
      for (const Row& row : rows_[d]) {
        const Planes value = test.what == Test::What::There ? row.there : ask(test, row.frame);
        if (value & interp::kTrue) set_bit(&planes.p, row.row);
        if (value & interp::kFalse) set_bit(&planes.n, row.row);
      }
    }
  }
  for (std::size_t i = 0; i < circuit_.due_days.size(); ++i) {
    const interp::Number day = law.number(circuit_.due_days[i].number, law.line_frame());
    std::uint64_t hash = day.point() ? 1 : 2;
    if (day.point()) hash = mix(hash, static_cast<std::uint64_t>(day.lo));
    chunk->due_days[i].push_back(hash);
  }
}

void Filler::name(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& asked, std::uint32_t line, Chunk* chunk) {
  worlds_.begin(line);
  open_.begin_line();
  contexts_[0] = &worlds_.base(Evidence::Standing);
  contexts_[1] = &worlds_.base(Evidence::Open);
  for (auto& rows : rows_) rows.clear();
  const auto rows_there = [&](const auto& self, std::uint32_t d) -> void {
    if (d != kLineDomain) self(self, circuit_.domains[d].parent);
    if (rows_[d].empty())
      each_element(d, [&](const Frame& frame, Planes there, const Row*) { rows_[d].push_back({frame, there, 0}); });
  };
  for (const auto& [t, row] : asked) {
    const Test& test = circuit_.tests[t];
    if (test.what != Test::What::Cond) continue;
    rows_there(rows_there, test.domain);
    // The rows of a line lie together in a domain.
    const std::vector<std::uint32_t>& lines = chunk->domains[test.domain].line;
    const auto first = std::lower_bound(lines.begin(), lines.end(), lines[row]);
    const Row& at_row = rows_[test.domain][row - static_cast<std::size_t>(first - lines.begin())];
    open_.clear();
    open_.of_condition(contexts_[test.reading == Evidence::Open ? 1 : 0], test.id, &at_row.frame);
    const std::uint32_t begin = static_cast<std::uint32_t>(chunk->names.size());
    for (const interp::FoundFact& f : open_.sorted()) chunk->names.push_back(names_.of_path(*f.path, f.undefined));
    chunk->reasons[t].push_back({row, begin, static_cast<std::uint32_t>(chunk->names.size()) - begin});
  }
}

void Filler::end(Chunk* chunk) {
  for (std::size_t t = 0; t < circuit_.tests.size(); ++t) {
    const std::size_t rows = chunk->domains[circuit_.tests[t].domain].size();
    chunk->tests[t].p.resize(words_of(rows));
    chunk->tests[t].n.resize(words_of(rows));
  }
}

}  // namespace licet::bitmap
