#include "runtime/bitmap/columns.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/base/result.h"
#include "runtime/bitmap/kernels.h"

namespace licet::bitmap {

using data::State;
using interp::at;
using ir::ValueKind;

namespace {

bool bit_at(const std::uint8_t* bits, std::size_t i) { return (bits[i >> 3] >> (i & 7)) & 1; }

bool ranked(const Fact& fact) { return fact.kind == ValueKind::Number || fact.kind == ValueKind::Date; }

template <class Visit>
void with_values(const Column& column, Visit visit) {
  switch (column.width) {
    case Column::Width::Byte:
      return visit(static_cast<const std::uint8_t*>(column.values) + column.offset);
    case Column::Width::Short:
      return visit(static_cast<const std::uint16_t*>(column.values) + column.offset);
    case Column::Width::Int:
      return visit(static_cast<const std::int32_t*>(column.values) + column.offset);
    case Column::Width::Long:
      return visit(static_cast<const std::int64_t*>(column.values) + column.offset);
    case Column::Width::Bit:
      break;
  }
  LICET_CHECK(false);
}

}  // namespace

bool ColumnEngine::can_decide(const Circuit& circuit) {
  if (circuit.domains.size() != 1 || !circuit.due_days.empty()) return false;
  for (const Test& test : circuit.tests)
    if (test.asked()) return false;
  return true;
}

ColumnEngine::ColumnEngine(std::shared_ptr<const Circuit> circuit, unsigned engines, Level level)
    : circuit_(std::move(circuit)),
      vectors_(vectors(level)),
      names_(*circuit_),
      tables_(*circuit_, &names_, level),
      kinds_(circuit_, &names_, &tables_, engines, kernels(level)),
      quiet_(find_quiet(*circuit_)),
      evaluator_(circuit_->plan),
      record_(circuit_->plan->program->schema),
      sources_(circuit_->facts.size()),
      ranks_(circuit_->facts.size()),
      mapped_(circuit_->facts.size()),
      masks_(circuit_->facts.size()),
      has_masks_(circuit_->facts.size()),
      guards_of_(circuit_->facts.size()),
      block_classes_(circuit_->facts.size()),
      survivor_classes_(circuit_->facts.size()),
      codes_(kBlock),
      survivors_(kBlock),
      loud_(kBlock),
      valid_(kBlock / 64),
      zeros_(kBlock),
      places_(kBlock),
      known_classes_(circuit_->facts.size()) {
  const Circuit& c = *circuit_;
  LICET_CHECK(can_decide(c));
  for (std::size_t i = 0; i < kBlock; ++i) places_[i] = static_cast<std::uint16_t>(i);
  for (std::size_t f = 0; f < c.facts.size(); ++f) {
    block_classes_[f].resize(kBlock);
    survivor_classes_[f].resize(kBlock);
    if (ranked(c.facts[f])) ranks_[f] = Ranks(c.facts[f].cuts);
  }
  if (quiet_.found) {
    for (std::size_t g = 0; g < quiet_.guards.size(); ++g)
      for (const Quiet::OfFact& of : quiet_.guards[g]) guards_of_[of.fact].push_back({g, of.gate});
    for (const Quiet::OfFact& of : quiet_.usual) {
      auto known = std::find(usual_facts_.begin(), usual_facts_.end(), of.fact);
      const std::size_t k = static_cast<std::size_t>(known - usual_facts_.begin());
      if (known == usual_facts_.end()) {
        usual_facts_.push_back(of.fact);
        usual_gates_.emplace_back();
      }
      usual_gates_[k].push_back(of.gate);
    }
    usual_values_.resize(usual_facts_.size());
    stride_ = (quiet_.guards.size() + usual_facts_.size() + 511) / 512 * kMaskWords;
    common_mask_.resize(stride_);
    left_.resize(stride_ * (kBlock + 1));
    left_of_left_.resize(stride_ * (kBlock + 1));
    for (std::size_t f = 0; f < c.facts.size(); ++f) {
      const bool usual = std::find(usual_facts_.begin(), usual_facts_.end(), f) != usual_facts_.end();
      if (guards_of_[f].empty() && !usual) continue;
      masks_[f].resize(stride_ * c.facts[f].classes);
      has_masks_[f].resize(c.facts[f].classes);
    }
  }
  chunk_.domains.resize(1);
  chunk_.classes.resize(c.facts.size());
  chunk_.values.resize(c.facts.size());
  chunk_.tests.resize(c.tests.size());
  chunk_.reasons.resize(c.tests.size());
}

std::uint16_t ColumnEngine::class_of_value(std::uint32_t f, std::int64_t value) const {
  const Fact& fact = circuit_->facts[f];
  if (!ranked(fact)) return static_cast<std::uint16_t>(std::min<std::int64_t>(kFirstClass + value, 65535));
  return static_cast<std::uint16_t>(std::min<std::size_t>(kFirstClass + ranks_[f].of(value), 65535));
}

const std::vector<std::uint16_t>& ColumnEngine::mapped(std::uint32_t f,
                                                       const std::shared_ptr<const Dictionary>& dictionary) {
  constexpr std::size_t kKept = 4;
  std::vector<Mapped>& known = mapped_[f];
  for (Mapped& m : known)
    if (m.dictionary == dictionary) return m.classes;
  if (known.size() == kKept) known.erase(known.begin());
  Mapped& made = known.emplace_back();
  made.dictionary = dictionary;
  const Fact& fact = circuit_->facts[f];
  const ir::Program& program = *circuit_->plan->program;
  std::unordered_map<std::string_view, std::uint16_t> texts;
  for (std::size_t i = 0; i < fact.texts.size(); ++i)
    texts.emplace(program.texts[at(fact.texts[i])],
                  static_cast<std::uint16_t>(std::min<std::size_t>(kFirstClass + i, 65535)));
  const std::uint16_t other = static_cast<std::uint16_t>(std::min<std::size_t>(kFirstClass + fact.texts.size(), 65535));
  for (const Dictionary::Entry& entry : dictionary->entries) {
    std::uint16_t value_class = kMissingClass;
    if (entry.state == State::None) {
      value_class = kNoneClass;
    } else if (entry.state == State::Known && fact.kind == ValueKind::Text) {
      const auto text = texts.find(entry.text);
      value_class = text == texts.end() ? other : text->second;
    } else if (entry.state == State::Known) {
      value_class = class_of_value(f, entry.value);
    }
    made.classes.push_back(value_class);
  }
  return made.classes;
}

bool ColumnEngine::known_at(const Column& column, std::size_t row) const {
  return column.valid == nullptr || bit_at(column.valid, column.offset + row);
}

std::int64_t ColumnEngine::value_at(const Column& column, std::size_t row) const {
  if (column.width == Column::Width::Bit)
    return bit_at(static_cast<const std::uint8_t*>(column.values), column.offset + row);
  std::int64_t out = 0;
  with_values(column, [&](const auto* values) { out = static_cast<std::int64_t>(values[row]); });
  return out;
}

std::uint16_t ColumnEngine::class_at(std::uint32_t f, std::size_t row) const {
  const Source& source = sources_[f];
  if (source.column == nullptr || !known_at(*source.column, row)) return kMissingClass;
  const std::int64_t value = value_at(*source.column, row);
  return source.map != nullptr ? (*source.map)[static_cast<std::size_t>(value)] : class_of_value(f, value);
}

void ColumnEngine::bind(const Columns& columns) {
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    const std::uint32_t f = static_cast<std::uint32_t>(i);
    const Fact& fact = circuit_->facts[f];
    Source& source = sources_[f];
    source.column = nullptr;
    source.map = nullptr;
    for (const Column& column : columns.columns)
      if (column.type == fact.type && column.field == fact.field) source.column = &column;
    if (source.column == nullptr) continue;
    if (source.column->dictionary != nullptr) source.map = &mapped(f, source.column->dictionary);
    // Classes of at most 256 codes or indices, if they fit into a byte.
    const bool narrow = source.column->width == Column::Width::Byte || source.column->width == Column::Width::Bit;
    source.cheap = narrow && (source.map != nullptr || !ranked(fact)) && fact.classes <= 256;
    if (!source.cheap) continue;
    for (std::size_t code = 0; code < 256; ++code) {
      std::uint16_t value_class = kMissingClass;
      if (source.map != nullptr)
        value_class = code < source.map->size() ? (*source.map)[code] : 0;
      else if (code + kFirstClass < fact.classes)
        value_class = static_cast<std::uint16_t>(code + kFirstClass);
      source.bytes[code] = static_cast<std::uint8_t>(value_class);
    }
    source.met = false;
  }
}

void ColumnEngine::valid_words(const Column& column, std::size_t begin, std::size_t size, std::uint64_t* out) const {
  const std::size_t first = column.offset + begin;
  for (std::size_t w = 0; w * 64 < size; ++w) {
    const std::size_t from = first + w * 64, rows = std::min<std::size_t>(64, size - w * 64);
    const std::size_t bytes = (from % 8 + rows + 7) / 8;  // nothing is read beyond the last row
    std::uint64_t low = 0;
    std::memcpy(&low, column.valid + from / 8, std::min<std::size_t>(bytes, 8));
    std::uint64_t word = low >> (from % 8);
    if (bytes == 9) word |= static_cast<std::uint64_t>(column.valid[from / 8 + 8]) << (64 - from % 8);
    out[w] = rows == 64 ? word : word & ((std::uint64_t{1} << rows) - 1);
  }
}

// Are all rows of one class? Only asked of numbers and days without nulls, by the least and the greatest.
bool ColumnEngine::one_class(std::uint32_t f, std::size_t begin, std::size_t size, std::uint16_t* value_class) const {
  const Column& column = *sources_[f].column;
  if (column.valid != nullptr || sources_[f].map != nullptr || !ranked(circuit_->facts[f])) return false;
  if (column.width == Column::Width::Bit) return false;
  std::int64_t least = 0, most = 0;
  with_values(column, [&](const auto* values) {
    auto low = values[begin], high = values[begin];
    for (std::size_t i = 0; i < size; ++i) {
      low = std::min(low, values[begin + i]);
      high = std::max(high, values[begin + i]);
    }
    least = static_cast<std::int64_t>(low);
    most = static_cast<std::int64_t>(high);
  });
  *value_class = class_of_value(f, least);
  return *value_class == class_of_value(f, most);
}

void ColumnEngine::classes_of_block(std::uint32_t f, std::size_t begin, std::size_t size) {
  const Source& source = sources_[f];
  const Column& column = *source.column;
  std::uint16_t* out = block_classes_[f].data();
  if (!source.cheap) {
    for (std::size_t i = 0; i < size; ++i) out[i] = class_at(f, begin + i);
    return;
  }
  const std::size_t words = (size + 63) / 64;
  const std::uint8_t* codes = static_cast<const std::uint8_t*>(column.values) + column.offset + begin;
  if (column.width == Column::Width::Bit) {
    for (std::size_t i = 0; i < size; ++i)
      codes_[i] = bit_at(static_cast<const std::uint8_t*>(column.values), column.offset + begin + i);
    codes = codes_.data();
  } else if (size % 64 != 0) {  // nothing is read beyond the last row
    std::memcpy(codes_.data(), codes, size);
    codes = codes_.data();
  }
  if (column.valid != nullptr) valid_words(column, begin, size, valid_.data());
  vectors_.classes(codes, column.valid == nullptr ? nullptr : valid_.data(), words, source.bytes, out);
}

void ColumnEngine::classes_of_rows(std::uint32_t f, const std::size_t* rows, std::size_t size,
                                   std::uint16_t* out) const {
  const Source& source = sources_[f];
  if (source.column == nullptr) {
    std::fill_n(out, size, static_cast<std::uint16_t>(kMissingClass));
    return;
  }
  const Column& column = *source.column;
  const bool of_bytes = source.cheap && column.width == Column::Width::Byte;
  const bool of_ranks = source.map == nullptr && ranked(circuit_->facts[f]) && circuit_->facts[f].classes <= 65535 &&
                        column.width != Column::Width::Bit;
  if (!of_bytes && !of_ranks) {
    for (std::size_t i = 0; i < size; ++i) out[i] = class_at(f, rows[i]);
    return;
  }
  if (of_bytes) {
    const std::uint8_t* codes = static_cast<const std::uint8_t*>(column.values) + column.offset;
    for (std::size_t i = 0; i < size; ++i) out[i] = source.bytes[codes[rows[i]]];
  } else {
    const Ranks& ranks = ranks_[f];
    with_values(column, [&](const auto* values) {
      for (std::size_t i = 0; i < size; ++i)
        out[i] = static_cast<std::uint16_t>(kFirstClass + ranks.of(static_cast<std::int64_t>(values[rows[i]])));
    });
  }
  if (column.valid == nullptr) return;
  for (std::size_t i = 0; i < size; ++i)
    out[i] = static_cast<std::uint16_t>(out[i] & (0u - bit_at(column.valid, column.offset + rows[i])));
}

void ColumnEngine::add_masks(std::uint32_t f, std::uint16_t value_class) {
  has_masks_[f][value_class] = 1;
  std::uint64_t* mask = masks_[f].data() + stride_ * value_class;
  const std::size_t guards = quiet_.guards.size();
  for (std::size_t g = 0; g < guards + usual_facts_.size(); ++g) mask[g / 64] |= std::uint64_t{1} << (g % 64);
  const auto plane = [&](std::uint32_t p) {
    return (tables_.planes(p / 2, value_class) & (p % 2 == 0 ? interp::kTrue : interp::kFalse)) != 0;
  };
  for (const auto& [g, gate] : guards_of_[f])
    if (!holds_for_class(circuit_->graph, gate, plane)) mask[g / 64] &= ~(std::uint64_t{1} << (g % 64));
  for (std::size_t k = 0; k < usual_facts_.size(); ++k) {
    if (usual_facts_[k] != f) continue;
    bool usual = true;
    for (std::size_t i = 0; i < usual_gates_[k].size(); ++i)
      usual = usual && holds_for_class(circuit_->graph, usual_gates_[k][i], plane) == usual_values_[k][i];
    if (usual) mask[(guards + k) / 64] &= ~(std::uint64_t{1} << ((guards + k) % 64));
  }
}

void ColumnEngine::ensure_masks(std::uint32_t f, const std::uint16_t* classes, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i)
    if (has_masks_[f][classes[i]] == 0) add_masks(f, classes[i]);
}

// The most frequent class of the first rows is the usual one.
void ColumnEngine::find_usual(std::size_t begin, std::size_t size) {
  usual_known_ = true;
  for (std::size_t k = 0; k < usual_facts_.size(); ++k) {
    const std::uint32_t f = usual_facts_[k];
    std::vector<std::size_t> count(circuit_->facts[f].classes);
    for (std::size_t i = 0; i < size; ++i) ++count[class_at(f, begin + i)];
    const std::uint16_t usual =
        static_cast<std::uint16_t>(std::max_element(count.begin(), count.end()) - count.begin());
    for (Gate gate : usual_gates_[k])
      usual_values_[k].push_back(holds_for_class(circuit_->graph, gate, [&](std::uint32_t p) {
        return (tables_.planes(p / 2, usual) & (p % 2 == 0 ? interp::kTrue : interp::kFalse)) != 0;
      }));
  }
}

void ColumnEngine::run_block(std::size_t begin, std::size_t size) {
  if (!quiet_.found) {
    rows_.resize(size);
    for (std::size_t i = 0; i < size; ++i) rows_[i] = begin + i;
    return append(size);
  }
  if (!usual_known_) find_usual(begin, size);
  std::fill(common_mask_.begin(), common_mask_.end(), ~std::uint64_t{0});
  std::vector<MaskColumn> masks{{zeros_.data(), common_mask_.data()}};
  std::vector<std::uint32_t> early, late;
  for (std::size_t i = 0; i < masks_.size(); ++i) {
    const std::uint32_t f = static_cast<std::uint32_t>(i);
    if (masks_[f].empty()) continue;
    std::uint16_t value_class = kMissingClass;
    if (sources_[f].column == nullptr || one_class(f, begin, size, &value_class)) {
      ensure_masks(f, &value_class, 1);
      for (std::size_t w = 0; w < stride_; ++w) common_mask_[w] &= masks_[f][stride_ * value_class + w];
    } else if (sources_[f].map == nullptr && ranked(circuit_->facts[f])) {
      late.push_back(f);
    } else {
      classes_of_block(f, begin, size);
      if (!sources_[f].cheap)
        ensure_masks(f, block_classes_[f].data(), size);
      else if (!std::exchange(sources_[f].met, true))
        for (std::uint16_t value_class : sources_[f].bytes) ensure_masks(f, &value_class, 1);
      masks.push_back({block_classes_[f].data(), masks_[f].data()});
      early.push_back(f);
    }
  }
  // Ranks are worked out only where the other facts leave something.
  std::size_t found = vectors_.common(masks.data(), masks.size(), stride_, size, survivors_.data(), left_.data());
  rows_.resize(found);
  for (std::size_t i = 0; i < found; ++i) rows_[i] = begin + survivors_[i];
  std::copy_n(survivors_.begin(), found, loud_.begin());  // places among the survivors, where there are late facts
  if (!late.empty()) {
    masks = {{places_.data(), left_.data()}};
    for (std::uint32_t f : late) {
      classes_of_rows(f, rows_.data(), found, survivor_classes_[f].data());
      ensure_masks(f, survivor_classes_[f].data(), found);
      masks.push_back({survivor_classes_[f].data(), masks_[f].data()});
    }
    found = vectors_.common(masks.data(), masks.size(), stride_, found, loud_.data(), left_of_left_.data());
    for (std::size_t i = 0; i < found; ++i) rows_[i] = rows_[loud_[i]];
    rows_.resize(found);
  }
  // Classes that are known already, by the place in rows_.
  for (std::uint32_t f : early) {
    known_classes_[f].resize(found);
    for (std::size_t i = 0; i < found; ++i) known_classes_[f][i] = block_classes_[f][rows_[i] - begin];
  }
  for (std::uint32_t f : late) {
    known_classes_[f].resize(found);
    for (std::size_t i = 0; i < found; ++i) known_classes_[f][i] = survivor_classes_[f][loud_[i]];
  }
  if (found < size && !quiet_known_) {
    std::size_t row = begin;  // the first that is not among the others
    for (std::size_t i = 0; i < found && rows_[i] == row; ++i) ++row;
    learn_quiet(row);
  }
  if (found < size) {
    for (std::size_t p = 0; p < out_->parts.size(); ++p)
      if (out_->parts[p] != nullptr) std::fill_n(out_->parts[p] + begin, size, quiet_parts_[p]);
    for (std::size_t q = 0; q < out_->open.size(); ++q)
      if (out_->open[q] != nullptr) std::fill_n(out_->open[q] + begin, size, quiet_open_[q]);
  }
  append(found);
  for (auto& classes : known_classes_) classes.clear();
}

void ColumnEngine::learn_quiet(std::size_t row) {
  flush();
  std::vector<std::size_t> others = {row};
  std::vector<std::vector<std::uint16_t>> known(known_classes_.size());
  rows_.swap(others);
  known_classes_.swap(known);
  append(1);
  tell_apart();
  for (std::size_t p = 0; p < circuit_->parts(); ++p) quiet_parts_.push_back(kinds_.parts(p)[0]);
  for (std::size_t q = 0; q < circuit_->written.size(); ++q) quiet_open_.push_back(kinds_.open(q)[0]);
  flush();
  rows_.swap(others);
  known_classes_.swap(known);
  quiet_known_ = true;
}

// The first rows of rows_ are to be told apart.
void ColumnEngine::append(std::size_t size) {
  for (std::size_t done = 0; done < size;) {
    const std::size_t before = pending_.size(), more = std::min(size - done, kPending - before);
    const std::size_t* rows = rows_.data() + done;
    pending_.insert(pending_.end(), rows, rows + more);
    for (std::size_t i = 0; i < circuit_->facts.size(); ++i) {
      const std::uint32_t f = static_cast<std::uint32_t>(i);
      chunk_.classes[f].resize(before + more);
      std::uint16_t* classes = chunk_.classes[f].data() + before;
      if (known_classes_[f].empty())
        classes_of_rows(f, rows, more, classes);
      else
        std::copy_n(known_classes_[f].begin() + static_cast<std::ptrdiff_t>(done), more, classes);
      if (!circuit_->facts[f].valued) continue;
      chunk_.values[f].resize(before + more);
      for (std::size_t k = 0; k < more; ++k)
        chunk_.values[f][before + k] = classes[k] >= kFirstClass ? number_at(*sources_[f].column, rows[k]) : 0;
    }
    done += more;
    if (pending_.size() == kPending) flush();
  }
}

void ColumnEngine::tell_apart() {
  const std::size_t size = pending_.size();
  Chunk::Rows& lines = chunk_.domains[kLineDomain];
  if (lines.size() < size || lines.size() > size) {
    lines.parent.assign(size, 0);
    lines.place.assign(size, 0);
    lines.field.assign(size, kNone);
    lines.index.assign(size, 0);
    lines.name.assign(size, 1);
    lines.line.resize(size);
    for (std::size_t i = 0; i < size; ++i) lines.line[i] = static_cast<std::uint32_t>(i);
  }
  for (std::size_t t = 0; t < chunk_.tests.size(); ++t)
    for (Words* plane : {&chunk_.tests[t].p, &chunk_.tests[t].n}) {
      plane->resize(words_of(size));
      if (circuit_->tests[t].compares) std::fill(plane->begin(), plane->end(), 0);  // the others are written whole
    }
  kinds_.run(&chunk_, this);
}

void ColumnEngine::flush() {
  if (pending_.empty()) return;
  tell_apart();
  for (std::size_t p = 0; p < out_->parts.size(); ++p) {
    if (out_->parts[p] == nullptr) continue;
    const std::vector<PartId>& found = kinds_.parts(p);
    for (std::size_t i = 0; i < pending_.size(); ++i) out_->parts[p][pending_[i]] = found[i];
  }
  for (std::size_t q = 0; q < out_->open.size(); ++q) {
    if (out_->open[q] == nullptr) continue;
    const std::vector<SetId>& found = kinds_.open(q);
    for (std::size_t i = 0; i < pending_.size(); ++i) out_->open[q][pending_[i]] = found[i];
  }
  counts_.told_apart += pending_.size();
  pending_.clear();
  for (auto& classes : chunk_.classes) classes.clear();
  for (auto& values : chunk_.values) values.clear();
}

std::int64_t ColumnEngine::number_at(const Column& column, std::size_t row) const {
  const std::int64_t value = value_at(column, row);
  return column.dictionary == nullptr ? value : column.dictionary->entries[static_cast<std::size_t>(value)].value;
}

void ColumnEngine::decide(std::size_t line, bool alone, interp::Decision* out) {
  const ir::Schema& schema = circuit_->plan->program->schema;
  record_.clear();
  record_.add_row(schema.shipment, 0);
  record_.add_row(schema.line, 0);
  record_.rows(schema.shipment).at(0, schema.lines_field) = {State::Known, true, 1, 0};
  for (const Column& column : columns_->columns) {
    if (!known_at(column, pending_[line])) continue;
    data::Cell cell;
    const std::int64_t value = value_at(column, pending_[line]);
    cell.state = State::Known;
    cell.value = value;
    if (column.dictionary != nullptr) {
      const Dictionary::Entry& entry = column.dictionary->entries[static_cast<std::size_t>(value)];
      cell.state = entry.state;
      cell.value = entry.value;
      if (entry.state == State::Known &&
          schema.records[at(column.type)].fields_[at(column.field)].type.kind == ValueKind::Text)
        record_.set_text(&cell, entry.text);
    }
    record_.rows(column.type).at(0, column.field) = cell;
  }
  evaluator_.take_up(record_);
  if (alone)
    evaluator_.decide(0, out);
  else
    evaluator_.decide_outcomes(0, out);
  ++counts_.asked;
}

// No condition is asked of the interpreter row by row (can_decide).
void ColumnEngine::name(const std::vector<Asked>&, Chunk*) { LICET_CHECK(false); }

void ColumnEngine::take_over(std::shared_ptr<const GateCode> code) { kinds_.take_over(GateCode::backend(code)); }

void ColumnEngine::run(const Columns& columns, const Numbers& out) {
  columns_ = &columns;
  out_ = &out;
  if (kinds_.forget()) {
    ++generation_;
    quiet_known_ = false;
    quiet_parts_.clear();
    quiet_open_.clear();
  }
  bind(columns);
  for (std::size_t begin = 0; begin < columns.rows; begin += kBlock)
    run_block(begin, std::min(kBlock, columns.rows - begin));
  flush();
  counts_.lines += columns.rows;
}

}  // namespace licet::bitmap
