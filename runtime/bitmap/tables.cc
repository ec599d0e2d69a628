#include "runtime/bitmap/tables.h"

#include <algorithm>

// A sound default stands for whatever is not named: it is asked of the interpreter.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace licet::bitmap {

using data::State;
using interp::at;
using interp::Frame;
using ir::ValueKind;

Tables::Tables(const Circuit& circuit, Names* names, Level level)
    : circuit_(circuit),
      worlds_(*circuit.plan),
      record_(circuit.plan->program->schema),
      names_(*names),
      vectors_(vectors(level)),
      facts_(circuit.facts.size()),
      place_(circuit.tests.size()),
      only_missing_(circuit.tests.size()),
      tables_(circuit.tests.size()) {
  for (std::size_t t = 0; t < circuit.tests.size(); ++t) {
    const Test& test = circuit.tests[t];
    if (!test.by_class()) continue;
    const Fact& fact = circuit.facts[test.fact];
    if (test.second != kAnywhere || fact.domain != test.domain) {
      tables_[t].assign(test.classes, 0);
      continue;
    }
    OfFact& of = facts_[test.fact];
    of.asked.resize(fact.classes);
    if (of.groups.empty() || of.groups.back().tests.size() == kOfGroup) of.groups.emplace_back();
    Group& group = of.groups.back();
    group.bytes.resize(std::max<std::size_t>(fact.classes, 256));
    place_[t] = {&group, static_cast<std::uint32_t>(2 * group.tests.size())};
    group.tests.push_back(static_cast<std::uint32_t>(t));
  }
}

data::Cell Tables::value_of(const Fact& fact, std::uint32_t value_class) {
  data::Cell cell;
  if (value_class == kMissingClass) return cell;
  cell.state = value_class == kNoneClass ? State::None : State::Known;
  if (value_class == kNoneClass) return cell;
  const std::size_t i = value_class - kFirstClass;
  switch (fact.kind) {
    case ValueKind::Text:
      if (i < fact.texts.size())
        record_.set_text(&cell, circuit_.plan->program->texts[at(fact.texts[i])]);
      else
        record_.set_text(&cell, "\x01");  // no text of a program holds a control character
      break;
    case ValueKind::Number:
    case ValueKind::Date:
      cell.value = i > 0 ? fact.cuts[i - 1] : fact.cuts.empty() ? 0 : fact.cuts[0] - 1;
      break;
    default:
      cell.value = static_cast<std::int64_t>(i);
  }
  return cell;
}

// Makes a record that holds values of the classes and nothing else; the row in which the test is read.
const Frame* Tables::set_up(const Test& test, std::uint32_t first, std::uint32_t second) {
  const ir::Program& program = *circuit_.plan->program;
  const ir::Schema& schema = program.schema;
  record_.clear();
  record_.add_row(schema.shipment, 0);
  record_.add_row(schema.line, 0);
  record_.rows(schema.shipment).at(0, schema.lines_field) = {State::Known, true, 1, 0};
  std::vector<std::uint32_t> path;
  for (std::uint32_t d = test.domain; d != kLineDomain; d = circuit_.domains[d].parent) path.push_back(d);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rows{{kLineDomain, 0}};  // of each domain on the way
  for (std::size_t i = path.size(); i-- > 0;)
    rows.push_back({path[i], record_.add_row(circuit_.domains[path[i]].type, 0)});
  const auto put = [&](std::uint32_t fact_id, std::uint32_t value_class) {
    const Fact& fact = circuit_.facts[fact_id];
    std::uint32_t row = 0;
    for (const auto& [domain, r] : rows)
      if (domain == fact.domain && fact.type != schema.shipment) row = r;
    const data::Cell cell = value_of(fact, value_class);
    record_.rows(fact.type).at(row, fact.field) = cell;
  };
  put(test.fact, first);
  if (test.second != kAnywhere) put(test.second, second);

  worlds_.take_up(record_);
  worlds_.begin(0);
  interp::Context& c = worlds_.base(test.reading);
  frames_.clear();
  const Frame* frame = c.line_frame();
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const Domain& domain = circuit_.domains[rows[i].first];
    Frame next;
    next.outer = frame;
    next.type = domain.type;
    next.row = static_cast<std::int32_t>(rows[i].second);
    next.owner = frame;
    next.field = domain.field;
    if (domain.source != kNone) {
      const ir::Node& node = program.nodes[at(domain.source)];
      const bool roles = node.op == ir::Op::RolesOf || node.op == ir::Op::RoleOf;
      next.owner = roles ? c.shipment_frame() : c.enclosing(frame, node.scope);
      next.field = node.op == ir::Op::RolesOf ? schema.role_sets[at(node.a)].roles.front() : static_cast<Id>(node.a);
    }
    frame = &frames_.emplace_back(next);
  }
  return frame;
}

interp::Planes Tables::ask(const Test& test, std::uint32_t first, std::uint32_t second) {
  return ask_at(test, set_up(test, first, second));
}

interp::Planes Tables::ask_at(const Test& test, const Frame* frame) {
  interp::Context& c = worlds_.base(test.reading);
  switch (test.what) {
    case Test::What::Cond:
      return c.cond(test.id, frame);
    case Test::What::Live:
      return c.live(test.id, frame);
    case Test::What::KnownLaw:
      return worlds_.known_law(test.id, test.reading);
    case Test::What::Window:
      return worlds_.in_window(circuit_.plan->program->documents[at(test.id)], test.reading);
    case Test::What::Scheduled: {
      const interp::Number day = c.event_date();
      return day.value && day.hi > circuit_.plan->horizon_through[at(test.id)] ? interp::kTrue : interp::kFalse;
    }
    case Test::What::Relied:
    case Test::What::There:
      break;
  }
  return interp::kUnknown;
}

const Frame* Tables::frame_of(const Fact& fact, const Frame* frame) const {
  while (frame->type != fact.type) frame = frame->outer;
  return frame;
}

const std::vector<Tables::Reason>& Tables::reasons(std::uint32_t id, std::uint32_t first, std::uint32_t second) {
  const Test& test = circuit_.tests[id];
  const auto [found, added] =
      reasons_.try_emplace(static_cast<std::uint64_t>(id) << 40 | static_cast<std::uint64_t>(first) << 20 | second);
  std::vector<Reason>& out = found->second;
  if (!added) return out;
  const auto of_class = [&](bool is_second, std::uint32_t value_class) {
    if (value_class == kMissingClass) out.push_back({Reason::What::Fact, is_second, 0});
    if (value_class == kNoneClass) out.push_back({Reason::What::None, is_second, 0});
  };
  if (test.what != Test::What::Cond) {  // of a day
    of_class(false, first);
    if (test.second != kAnywhere) of_class(true, second);
    return out;
  }
  const Frame* frame = set_up(test, first, second);
  interp::Context& c = worlds_.base(test.reading);
  open_.trim();
  open_.begin_line();
  open_.of_condition(&c, test.id, frame);
  for (const interp::FoundFact& f : open_.sorted()) {
    bool is_fact = false;
    for (const bool is_second : {false, true}) {
      if (is_fact || (is_second && test.second == kAnywhere)) continue;
      const Fact& fact = circuit_.facts[is_second ? test.second : test.fact];
      const std::string name = open_.paths().fact(c, *frame_of(fact, frame), fact.field)->text;
      if (f.path->text != name && f.path->text != "undefined: " + name + " is none") continue;
      out.push_back({f.undefined ? Reason::What::None : Reason::What::Fact, is_second, 0});
      is_fact = true;
    }
    if (!is_fact) out.push_back({Reason::What::Name, false, names_.of_path(*f.path, f.undefined)});
  }
  return out;
}

// Asks all plain tests on a fact for a class.
void Tables::ensure(std::uint32_t fact, std::uint32_t value_class) {
  OfFact& of = facts_[fact];
  if (of.asked[value_class] != 0) return;
  of.asked[value_class] = 1;
  for (const Evidence reading : {Evidence::Standing, Evidence::Open}) {
    const Frame* frame = nullptr;
    for (Group& group : of.groups)
      for (std::size_t i = 0; i < group.tests.size(); ++i) {
        const Test& test = circuit_.tests[group.tests[i]];
        if (test.reading != reading) continue;
        if (frame == nullptr) frame = set_up(test, value_class, 0);
        const interp::Planes value = ask_at(test, frame);
        group.bytes[value_class] = static_cast<std::uint8_t>(group.bytes[value_class] | value << (2 * i));
        if (value == interp::kUnknown && value_class != kMissingClass) only_missing_[group.tests[i]] = Only::No;
      }
  }
}

interp::Planes Tables::planes(std::uint32_t test, std::uint32_t value_class) {
  ensure(circuit_.tests[test].fact, value_class);
  return (place_[test].group->bytes[value_class] >> place_[test].shift) & 3;
}

bool Tables::only_missing(std::uint32_t test) {
  if (!plain(test)) return false;
  Only& known = only_missing_[test];
  if (known == Only::NotAsked) {
    const std::vector<Reason>& why = reasons(test, kMissingClass, 0);
    const bool only = why.size() == 1 && why[0].what == Reason::What::Fact && !why[0].second;
    known = only ? Only::Yes : Only::No;
  }
  return known == Only::Yes;
}

void Tables::look_up_plain(std::uint32_t fact, Chunk* chunk) {
  OfFact& of = facts_[fact];
  if (of.groups.empty()) return;
  const std::vector<std::uint16_t>& classes = chunk->classes[fact];
  const std::size_t size = classes.size(), words = words_of(size);
  for (std::uint16_t value_class : classes)
    if (of.asked[value_class] == 0) ensure(fact, value_class);
  // Bytes instead of classes: themselves, or their places among those of the chunk if it has no more than 256.
  bool narrow = circuit_.facts[fact].classes <= 256;
  renumbered_.clear();
  if (!narrow) {
    place_in_chunk_.assign(circuit_.facts[fact].classes, 0);
    renumbered_.push_back(kMissingClass);  // of the rows beyond the last one
    for (std::uint16_t value_class : classes) {
      if (value_class == kMissingClass || place_in_chunk_[value_class] != 0) continue;
      place_in_chunk_[value_class] = static_cast<std::uint16_t>(renumbered_.size());
      renumbered_.push_back(value_class);
    }
    narrow = renumbered_.size() <= 256;
    if (!narrow) renumbered_.clear();
  }
  if (narrow) {
    narrow_.assign(words * 64, kMissingClass);
    for (std::size_t row = 0; row < size; ++row)
      narrow_[row] = static_cast<std::uint8_t>(renumbered_.empty() ? classes[row] : place_in_chunk_[classes[row]]);
  } else {
    wide_.assign(words * 64, kMissingClass);
    std::copy(classes.begin(), classes.end(), wide_.begin());
  }
  std::uint8_t bytes[256] = {};
  for (const Group& group : of.groups) {
    std::uint64_t* planes[2 * kOfGroup];
    for (std::size_t i = 0; i < group.tests.size(); ++i) {
      planes[2 * i] = chunk->tests[group.tests[i]].p.data();
      planes[2 * i + 1] = chunk->tests[group.tests[i]].n.data();
    }
    const unsigned count = 2 * static_cast<unsigned>(group.tests.size());
    for (std::size_t i = 0; i < renumbered_.size(); ++i) bytes[i] = group.bytes[renumbered_[i]];
    if (narrow)
      vectors_.planes(narrow_.data(), words, renumbered_.empty() ? group.bytes.data() : bytes, planes, count);
    else
      vectors_.wide_planes(wide_.data(), words, group.bytes.data(), planes, count);
    if (size % 64 == 0 && size / 64 == words) continue;
    for (unsigned k = 0; k < count; ++k) clear_beyond(planes[k], size, words);
  }
}

void Tables::look_up_pair(std::uint32_t t, Chunk* chunk) {
  const Test& test = circuit_.tests[t];
  const Chunk::Rows& rows = chunk->domains[test.domain];
  const std::uint16_t* first = chunk->classes[test.fact].data();
  const std::uint16_t* second = test.second == kAnywhere ? nullptr : chunk->classes[test.second].data();
  const bool first_of_line = circuit_.facts[test.fact].domain != test.domain;
  const std::uint32_t width = second == nullptr ? 1 : circuit_.facts[test.second].classes;
  std::uint8_t* table = tables_[t].data();
  Words& p = chunk->tests[t].p;
  Words& n = chunk->tests[t].n;
  const std::size_t size = rows.size();
  for (std::size_t w = 0; w * 64 < size; ++w) {
    std::uint64_t may = 0, may_not = 0;
    const std::size_t end = std::min<std::size_t>(64, size - w * 64);
    for (std::size_t i = 0; i < end; ++i) {
      const std::size_t row = w * 64 + i;
      const std::uint32_t a = first[first_of_line ? rows.line[row] : row];
      const std::uint32_t b = second == nullptr ? 0 : second[rows.line[row]];
      std::uint8_t value = table[a * width + b];
      if (value == 0) value = table[a * width + b] = ask(test, a, b);
      may |= static_cast<std::uint64_t>(value & 1) << i;
      may_not |= static_cast<std::uint64_t>(value >> 1) << i;
    }
    p[w] = may;
    n[w] = may_not;
  }
}

void Tables::look_up(Chunk* chunk) {
  for (std::size_t f = 0; f < facts_.size(); ++f) look_up_plain(static_cast<std::uint32_t>(f), chunk);
  for (std::size_t t = 0; t < tables_.size(); ++t)
    if (!tables_[t].empty()) look_up_pair(static_cast<std::uint32_t>(t), chunk);
}

}  // namespace licet::bitmap
