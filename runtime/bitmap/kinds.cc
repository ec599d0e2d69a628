#include "runtime/bitmap/kinds.h"

#include <algorithm>
#include <random>

#include "runtime/bitmap/comparisons.h"

namespace licet::bitmap {

using interp::at;
using interp::Status;
using ir::Op;

namespace {

void lay_out(const Chunk& chunk, Block* out) {
  out->domains.clear();
  out->leaves.clear();
  for (const Chunk::Rows& rows : chunk.domains) out->domains.push_back({rows.size(), rows.parent.data()});
  for (const Chunk::Planes& planes : chunk.tests) {
    out->leaves.push_back(planes.p.data());
    out->leaves.push_back(planes.n.data());
  }
}

// The rows in which a gate is set.
template <class Visit>
void each_row(const Machine& machine, Gate gate, std::size_t rows, Visit visit) {
  if (gate == kNever) return;
  if (gate == kAlways) {
    for (std::size_t row = 0; row < rows; ++row) visit(row);
    return;
  }
  const std::uint64_t* words = machine.rows(gate);
  for (std::size_t w = 0; w < words_of(rows); ++w)
    for (std::uint64_t rest = words[w]; rest != 0; rest &= rest - 1)
      visit(w * 64 + static_cast<std::size_t>(__builtin_ctzll(rest)));
}

}  // namespace

Kinds::Kinds(std::shared_ptr<const Circuit> circuit, Names* names, Tables* tables, unsigned engines,
             const Backend& backend)
    : circuit_(std::move(circuit)),
      names_(names),
      tables_(tables),
      machine_(*circuit_, wanted(*circuit_), backend),
      keys_(circuit_->parts()),
      index_(circuit_->parts()),
      parts_(circuit_->parts()),
      undetermined_(circuit_->written.size()),
      found_(circuit_->parts()),
      open_(circuit_->written.size()),
      waits_(circuit_->written.size()) {
  most_ = std::max<std::size_t>(kMostRemembered / std::max(engines, 1u), 1024);
  // Kinds are kept by a hash of what was observed, 128 bits from constants of this process: no log can be made to
  // bring two kinds under one hash.
  std::random_device random;
  for (std::uint64_t& seed : seeds_) seed = static_cast<std::uint64_t>(random()) << 32 | random();
  for (auto& parts : parts_) parts.push_back(nullptr);
  for (auto& undetermined : undetermined_) undetermined.push_back(false);
}

// The part is 0 where the key is new; it must be given one.
PartId& Kinds::Index::operator[](const Key& key) {
  if (2 * used_ >= slots_.size()) {
    std::vector<Slot> before(std::max<std::size_t>(64, 2 * slots_.size()));
    before.swap(slots_);
    used_ = 0;
    for (const Slot& slot : before)
      if (slot.id != 0) (*this)[slot.key] = slot.id;
  }
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = static_cast<std::size_t>(key.a) & mask;
  while (slots_[i].id != 0 && !(slots_[i].key == key)) i = (i + 1) & mask;
  if (slots_[i].id == 0) {
    slots_[i].key = key;
    ++used_;
  }
  return slots_[i].id;
}

bool Kinds::forget() {
  bool many = names_->sets() > most_;
  for (const auto& parts : parts_) many = many || parts.size() > most_;
  if (!many) return false;
  for (auto& parts : parts_) parts.resize(1);
  for (auto& undetermined : undetermined_) undetermined.resize(1);
  for (auto& index : index_) index.clear();
  for (Waits& waits : waits_) waits.sets.clear();
  names_->forget_sets();
  return true;
}

void Kinds::tell_apart() {
  const Circuit& c = *circuit_;
  for (std::vector<Key>& keys : keys_) keys.assign(lines_, Key{});
  for (std::size_t i = 0; i < c.observed.size(); ++i) {
    const Observed& o = c.observed[i];
    const Chunk::Rows& rows = chunk_->domains[o.domain];
    const std::uint64_t a = mix(seeds_[0], i), b = mix(seeds_[1], i);
    std::vector<Key>& keys = keys_[o.part];
    each_row(machine_, o.gate, rows.size(), [&](std::size_t row) {
      Key& key = keys[rows.line[row]];
      const std::uint64_t place = rows.place[row];
      key.a ^= place == 0 ? a : mix(a, place);
      key.b ^= place == 0 ? b : mix(b, place);
    });
  }
  for (std::size_t i = 0; i < c.due_days.size(); ++i)
    each_row(machine_, c.due_days[i].due, lines_, [&](std::size_t line) {
      const std::uint64_t what = mix(c.observed.size() + i, chunk_->due_days[i][line]);
      keys_[c.duties()][line].a ^= mix(seeds_[0], what);
      keys_[c.duties()][line].b ^= mix(seeds_[1], what);
    });
}

// A part of the decision of the line asked last.
std::shared_ptr<Part> Kinds::asked_part(std::size_t part) const {
  auto out = std::make_shared<Part>();
  interp::Decision& to = out->decision;
  if (part < circuit_->written.size()) {
    for (const interp::Outcome& o : decision_.outcomes) {
      if (o.decided != circuit_->written[part].decided) continue;
      interp::Outcome& shared = to.outcomes.emplace_back(o);
      shared.open_facts.clear();
      shared.error.clear();
      if (shared.status == Status::Error) shared.status = Status::Undetermined;
    }
  } else if (part == circuit_->licensing()) {
    to.requirements = decision_.requirements;
    for (interp::RequirementState& r : to.requirements) {
      r.rows.clear();
      r.rows_apply.clear();
    }
    to.exceptions = decision_.exceptions;
  } else if (part == circuit_->duties()) {
    to.duties = decision_.duties;
  } else if (part == circuit_->findings()) {
    to.findings = decision_.findings;
  } else {
    to.presumptions = decision_.presumptions;
    to.readings = decision_.readings;
    to.unconfirmed = decision_.unconfirmed;
    to.unconfirmed_data = decision_.unconfirmed_data;
    to.scheduled = decision_.scheduled;
    to.compliance_window = decision_.compliance_window;
    to.assumes = decision_.assumes;
    for (const interp::Outcome& o : decision_.outcomes) {
      interp::Outcome& only = to.outcomes.emplace_back();
      only.decided = o.decided;
      only.burden_of_proof = o.burden_of_proof;
    }
  }
  return out;
}

// A term of the one row of a source, where there is no row, or there are several (interp::OpenFacts::not_one).
void Kinds::name_one(const Explanation& e, std::uint32_t row, std::vector<NameId>* out) {
  const NotOne& one = circuit_->not_one[e.id];
  // The elements of a line lie together.
  const std::vector<std::uint32_t>& lines = chunk_->domains[one.elements].line;
  const auto [first, last] = std::equal_range(lines.begin(), lines.end(), chunk_->domains[e.domain].line[row]);
  std::size_t count = 0;
  for (auto at_line = first; at_line != last && count < 2; ++at_line) {
    const std::size_t element = static_cast<std::size_t>(at_line - lines.begin());
    if (one.there == kNever || (one.there != kAlways && !bit(machine_.rows(one.there), element))) continue;
    std::uint32_t above = static_cast<std::uint32_t>(element);
    for (std::uint32_t d = one.elements; d != one.domain; d = circuit_->domains[d].parent)
      above = chunk_->domains[d].parent[above];
    count += above == row ? 1 : 0;
  }
  if (count == 1) return;
  const interp::Plan& plan = *circuit_->plan;
  const interp::PlanNode* source = &plan.nodes[at(plan.arguments(plan.nodes[at(one.node)])[0])];
  while (source->op == Op::Where) source = &plan.nodes[at(plan.arguments(*source)[0])];
  if (source->op != Op::StructOf && source->op != Op::RoleOf) {
    out->push_back(count == 0 ? names_->of_text("undefined: there is nothing to read", true)
                              : names_->of_text("which one of several", false));
    return;
  }
  const Id header = plan.program->schema.shipment;
  const Id type = source->op == Op::RoleOf ? header : source->key.scope;
  std::uint32_t d = e.domain;
  for (; type != header && circuit_->domains[d].type != type; d = circuit_->domains[d].parent)
    row = chunk_->domains[d].parent[row];
  out->push_back(names_->of_field(*chunk_, d, row, type, static_cast<Id>(source->a), count == 0, false));
}

void Kinds::name(const Explanation& e, std::size_t row) {
  const Chunk::Rows& rows = chunk_->domains[e.domain];
  const std::uint32_t r = static_cast<std::uint32_t>(row);
  std::vector<NameId>& out = named_[rows.line[row]];
  switch (e.what) {
    case Explanation::What::Row:
      out.push_back(names_->of_row(*chunk_, e.domain, r));
      return;
    case Explanation::What::Undefined:
      out.push_back(names_->of_text("undefined: " + e.text, true));
      return;
    case Explanation::What::Cause:
      out.push_back(names_->of_text(e.text, false));
      return;
    case Explanation::What::NotOne:
      return name_one(e, r, &out);
    case Explanation::What::Test:
      break;
  }
  const Test& test = circuit_->tests[e.id];
  if (test.compares) return name_comparison(*circuit_, *chunk_, test, r, names_, &out);
  if (test.asked()) {
    const std::vector<Chunk::Reason>& reasons = chunk_->reasons[e.id];
    const auto reason = std::lower_bound(reasons.begin(), reasons.end(), r,
                                         [](const Chunk::Reason& x, std::uint32_t wanted) { return x.row < wanted; });
    if (reason == reasons.end() || reason->row != r) return;
    const auto first = chunk_->names.begin() + reason->first;
    out.insert(out.end(), first, first + reason->count);
    return;
  }
  const Fact& fact = circuit_->facts[test.fact];
  const std::uint32_t first_row = fact.domain == test.domain ? r : rows.line[row];
  const std::uint32_t first = chunk_->classes[test.fact][first_row];
  const std::uint32_t second = test.second == kAnywhere ? 0 : chunk_->classes[test.second][rows.line[row]];
  for (const Tables::Reason& reason : tables_->reasons(e.id, first, second)) {
    if (reason.what == Tables::Reason::What::Name) {
      out.push_back(reason.name);
      continue;
    }
    const bool none = reason.what == Tables::Reason::What::None;
    const Fact& named = reason.second ? circuit_->facts[test.second] : fact;
    out.push_back(names_->of_fact(*chunk_, named.domain, reason.second ? rows.line[row] : first_row, named, none));
  }
}

// Conditions that no class settles are explained by the interpreter, in the rows where it matters.
void Kinds::ask_reasons(Lines* lines) {
  std::vector<Lines::Asked> asked;
  for (std::size_t q = 0; q < circuit_->written.size(); ++q)
    for (const Explanation& e : circuit_->written[q].open) {
      if (e.what != Explanation::What::Test || !circuit_->tests[e.id].asked()) continue;
      const Chunk::Rows& rows = chunk_->domains[e.domain];
      each_row(machine_, e.gate, rows.size(), [&](std::size_t row) {
        const std::uint32_t line = rows.line[row];
        if (!alone_[line] && is_open(line, q)) asked.push_back({line, e.id, static_cast<std::uint32_t>(row)});
      });
    }
  if (asked.empty()) return;
  std::sort(asked.begin(), asked.end());
  asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
  lines->name(asked, chunk_);
}

void Kinds::find_open(std::size_t q) {
  constexpr std::size_t kBits = 64;
  Waits& waits = waits_[q];
  const std::size_t words = words_of(lines_);
  named_.resize(std::max(named_.size(), lines_));
  missing_.assign(lines_, 0);
  for (Words& lines : waiting_) lines.clear();
  waiting_.resize(kBits);
  for (const Explanation& e : circuit_->written[q].open) {
    std::size_t b = kBits;
    if (e.what == Explanation::What::Test && e.domain == kLineDomain && e.gate != kAlways &&
        tables_->only_missing(e.id)) {
      const auto known = std::find(waits.facts.begin(), waits.facts.end(), circuit_->tests[e.id].fact);
      b = static_cast<std::size_t>(known - waits.facts.begin());
      if (known == waits.facts.end() && b < kBits) waits.facts.push_back(circuit_->tests[e.id].fact);
    }
    if (b == kBits) {
      const Chunk::Rows& rows = chunk_->domains[e.domain];
      each_row(machine_, e.gate, rows.size(), [&](std::size_t row) {
        if (!alone_[rows.line[row]] && is_open(rows.line[row], q)) name(e, row);
      });
      continue;
    }
    if (waiting_[b].empty()) waiting_[b].assign(words, 0);
    std::uint64_t* out = waiting_[b].data();
    const std::uint64_t* in = machine_.rows(e.gate);
    for (std::size_t w = 0; w < words; ++w) out[w] |= in[w];
  }
  for (std::size_t b = 0; b < kBits; ++b)
    for (std::size_t w = 0; w < waiting_[b].size(); ++w)
      for (std::uint64_t rest = waiting_[b][w]; rest != 0; rest &= rest - 1)
        missing_[w * 64 + static_cast<std::size_t>(__builtin_ctzll(rest))] |= std::uint64_t{1} << b;
  for (std::size_t line = 0; line < lines_; ++line) {
    if (alone_[line] || !is_open(line, q)) continue;
    std::vector<NameId>& names = named_[line];
    SetId* known = names.empty() ? &waits.sets[missing_[line]] : nullptr;
    if (known != nullptr && *known != 0) {
      open_[q][line] = *known;
      continue;
    }
    for (std::uint64_t rest = missing_[line]; rest != 0; rest &= rest - 1)
      names.push_back(names_->of_fact(*chunk_, kLineDomain, 0,
                                      circuit_->facts[waits.facts[static_cast<std::size_t>(__builtin_ctzll(rest))]],
                                      false));
    open_[q][line] = names_->set(&names);
    names.clear();
    if (known != nullptr) *known = open_[q][line];
  }
}

// The part of a line, asked of whoever holds it.
PartId Kinds::add(std::size_t p, std::size_t line, bool alone, Lines* lines) {
  if (asked_ != line) lines->decide(line, alone, &decision_);
  asked_ = line;
  std::shared_ptr<Part> part = asked_part(p);
  const bool written = p < circuit_->written.size();
  if (written)
    undetermined_[p].push_back(!part->decision.outcomes.empty() &&
                               part->decision.outcomes.front().status == Status::Undetermined);
  parts_[p].push_back(std::move(part));
  return static_cast<PartId>(parts_[p].size() - 1);
}

void Kinds::find_parts(Lines* lines) {
  const Circuit& c = *circuit_;
  std::vector<Key>& marks = keys_[c.marks()];
  std::vector<Key> last(c.parts());
  std::vector<PartId> last_id(c.parts());
  for (auto& found : found_) found.assign(lines_, 0);
  for (std::size_t i = 0; i < lines_; ++i) {
    if (alone_[i]) continue;
    for (std::size_t p = 0; p < c.parts(); ++p) {
      const Key& key = keys_[p][i];
      if (last_id[p] == 0 || !(key == last[p])) {
        PartId& known = index_[p][key];
        if (known == 0) known = add(p, i, false, lines);
        last_id[p] = known;
        last[p] = key;
      }
      found_[p][i] = last_id[p];
      if (p < c.written.size()) {  // the marks follow from the outcomes
        marks[i].a ^= mix(key.a, p);
        marks[i].b ^= mix(key.b, p);
      } else if (p == c.licensing() && parts_[p][last_id[p]]->decision.requirements.size() > 1) {
        marks[i].a ^= seeds_[0];  // and from whether there are several requirements
        marks[i].b ^= seeds_[1];
      }
    }
  }
}

void Kinds::run(Chunk* chunk, Lines* lines) {
  const Circuit& c = *circuit_;
  chunk_ = chunk;
  lines_ = chunk->domains[kLineDomain].size();
  tables_->look_up(chunk);
  compare(c, chunk);
  lay_out(*chunk, &block_);
  machine_.run(block_);
  tell_apart();
  asked_ = lines_;
  alone_.assign(lines_, false);
  each_row(machine_, c.suspect, lines_, [&](std::size_t line) { alone_[line] = true; });
  for (std::size_t i = 0; i < lines_; ++i)
    if (lines->alone(i)) alone_[i] = true;
  find_parts(lines);
  for (auto& open : open_) open.assign(lines_, 0);
  ask_reasons(lines);
  for (std::size_t q = 0; q < c.written.size(); ++q) find_open(q);
  asked_ = lines_;
  for (std::size_t i = 0; i < lines_; ++i) {
    if (!alone_[i]) continue;
    for (std::size_t p = 0; p < c.parts(); ++p) found_[p][i] = add(p, i, true, lines);
    for (std::size_t q = 0; q < c.written.size(); ++q)
      for (const interp::Outcome& o : decision_.outcomes)
        if (o.decided == c.written[q].decided && (o.status == Status::Undetermined || o.status == Status::Error))
          open_[q][i] = names_->add_set({o.open_facts, o.error, nullptr});
  }
  // The row of a value may not be there; then there is no outcome.
  for (std::size_t q = 0; q < c.written.size(); ++q)
    for (PartId& id : found_[q])
      if (parts_[q][id]->decision.outcomes.empty()) id = 0;
}

}  // namespace licet::bitmap
