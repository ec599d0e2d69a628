#include "runtime/io/unread.h"

#include <algorithm>
#include <cctype>
#include <limits>

#include <fmt/format.h>

#include "runtime/io/decode.h"

namespace licet::io {

namespace {

constexpr std::size_t kMostNames = 4096;  // hostile input must not fill the memory
constexpr std::size_t kShown = 8;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// As near as a slip of the hand: in less than every third letter.
bool is_near(std::string_view written, std::string_view known, std::size_t* least) {
  if (std::max(written.size(), known.size()) > 64) return false;
  const std::size_t distance = edit_distance(lower(written), lower(known));
  if (distance >= std::min(*least, known.size() / 3 + 1)) return false;
  *least = distance;
  return true;
}

std::string joined(const std::string& place, std::string_view name) {
  return place.empty() ? std::string(name) : fmt::format("{}.{}", place, name);
}

}  // namespace

Unread::Unread(const Plan& plan) : plan_(plan) {
  const ir::Schema& schema = plan.schema();
  nested_ = add_state("");
  declare(nested_, schema.shipment);
  flat_ = add_state("");
  declare(flat_, schema.shipment);
  declare(flat_, schema.line);
  for (const std::int32_t state : {nested_, flat_}) know(state, plan.shipment_id, kLeaf);
  know(flat_, plan.line_no, kLeaf);
  line_ = element_state(schema.line, "lines[]");
  know(line_, plan.line_no, kLeaf);
  if (schema.party == ir::kNone) return;
  party_ = element_state(schema.party, "parties[]");
  know(party_, plan.role_words, kLeaf);
  know(party_, plan.none, kLeaf);
}

std::int32_t Unread::add_state(std::string place) {
  states_.push_back({std::move(place), {}, {}});
  const auto state = static_cast<std::int32_t>(states_.size() - 1);
  know(state, plan_.self, kLeaf);  // a cell of the object's own name
  return state;
}

std::int32_t Unread::element_state(ir::Id record, const std::string& place) {
  for (const auto& [known, state] : elements_)
    if (known == record) return state;
  const std::int32_t state = add_state(place);
  elements_.emplace_back(record, state);
  declare(state, record);
  return state;
}

void Unread::declare(std::int32_t state, ir::Id record) {
  if (record == ir::kNone) return;
  for (const ir::Field& field : plan_.schema().records[static_cast<std::size_t>(record)].fields_) {
    if (!field.complete_column.empty()) declare(state, field.complete_column, kLeaf);
    switch (field.type.kind) {
      case ir::ValueKind::Struct: {
        std::int32_t to = state;
        std::string_view rest = field.column;
        while (!rest.empty()) {
          const std::size_t dot = std::min(rest.find('.'), rest.size());
          to = below(to, rest.substr(0, dot));
          rest = dot < rest.size() ? rest.substr(dot + 1) : std::string_view();
        }
        declare(to, field.type.record);
        break;
      }
      case ir::ValueKind::List:
      case ir::ValueKind::Role: {
        const std::string place = joined(states_[static_cast<std::size_t>(state)].place, field.column);
        const bool list = field.type.kind == ir::ValueKind::List;
        declare(state, field.column, element_state(field.type.record, list ? place + "[]" : place));
        break;
      }
      case ir::ValueKind::Bool:
      case ir::ValueKind::Number:
      case ir::ValueKind::Date:
      case ir::ValueKind::Category:
      case ir::ValueKind::Text:
      case ir::ValueKind::Source:
        declare(state, field.column, kLeaf);
        break;
    }
  }
}

void Unread::declare(std::int32_t state, std::string_view column, std::int32_t target) {
  for (std::size_t dot = column.find('.'); dot != std::string_view::npos; dot = column.find('.')) {
    state = below(state, column.substr(0, dot));
    column.remove_prefix(dot + 1);
  }
  if (column.empty()) return;
  // The key was made when the plan was; a field that no rule reads has none yet.
  know(state, plan_.key_of(column), target);
}

std::int32_t Unread::below(std::int32_t state, std::string_view step) {
  const KeyId key = plan_.key_of(step);
  const auto& targets = states_[static_cast<std::size_t>(state)].targets;
  if (key < targets.size() && targets[key] >= 0 && targets[key] < kLeaf) return targets[key];
  const std::int32_t made = add_state(joined(states_[static_cast<std::size_t>(state)].place, step));
  know(state, key, made);
  return made;
}

void Unread::know(std::int32_t state, KeyId key, std::int32_t target) {
  State& of = states_[static_cast<std::size_t>(state)];
  if (key == kNoKey) return;
  if (key >= of.targets.size()) of.targets.resize(key + std::size_t{1}, kUnknown);
  if (of.targets[key] == kUnknown) of.known.push_back(key);
  of.targets[key] = target;
}

void Unread::look(const Node& root, Layout layout, bool only_lists) {
  walk(root, layout == Layout::Nested ? nested_ : flat_, !only_lists);
}

void Unread::walk(const Node& object, std::int32_t state, bool counts) {
  for (const Node& member : object.elements()) {
    if (member.key == kNoKey || is_null(&member)) continue;
    const std::vector<std::int32_t>& targets = states_[static_cast<std::size_t>(state)].targets;
    std::int32_t target = member.key < targets.size() ? targets[member.key] : kUnknown;
    if (target == kUnknown && counts) target = find_near(object, state, member.key);
    if (target < 0) {
      ++found_[static_cast<std::size_t>(~target)].count;
    } else if (target < kLeaf && member.kind == Node::Kind::Object) {
      walk(member, target, counts);
    } else if (target < kLeaf && member.kind == Node::Kind::Array) {
      for (const Node& element : member.elements()) {
        if (element.kind != Node::Kind::Object) continue;
        walk(element, target, true);
        if (target != party_) continue;
        if (const Node* words = element.find(plan_.role_words); words != nullptr) roles(*words);
      }
    }
  }
}

void Unread::roles(const Node& words) {
  for (const Node& word : words.elements()) {
    if (!word.is_text()) continue;
    const auto& fields = plan_.schema().records[static_cast<std::size_t>(plan_.schema().shipment)].fields_;
    const auto is_role = [&](const ir::Field& f) { return f.type.kind == ir::ValueKind::Role; };
    if (std::ranges::any_of(fields, [&](const ir::Field& f) { return is_role(f) && f.column == word.text(); }))
      continue;
    auto at = std::ranges::find(role_words_, word.text(), &std::pair<std::string, std::size_t>::first);
    if (at == role_words_.end()) {
      if (found_.size() == kMostNames) continue;
      Found found{fmt::format("the role {}", in_quotes(word.text())), 0, {}};
      std::size_t least = std::numeric_limits<std::size_t>::max();
      for (const ir::Field& f : fields)
        if (is_role(f) && is_near(word.text(), f.column, &least)) found.hint = fmt::format("is {} meant?", f.column);
      at = role_words_.insert(role_words_.end(), {std::string(word.text()), found_.size()});
      found_.push_back(std::move(found));
    }
    ++found_[at->second].count;
  }
}

std::int32_t Unread::find_near(const Node& object, std::int32_t state, KeyId key) {
  if (found_.size() == kMostNames) return kLeaf;
  const std::string& written = plan_.keys().name(key);
  Found found{in_quotes(joined(states_[static_cast<std::size_t>(state)].place, written)), 0, {}};
  std::size_t least = std::numeric_limits<std::size_t>::max();
  for (const KeyId known : states_[static_cast<std::size_t>(state)].known) {
    const std::string& name = plan_.keys().name(known);
    if (known == plan_.none || !is_null(object.find(known)) || !is_near(written, name, &least)) continue;
    found.hint = fmt::format("is {} meant? then --map {}={}", name, name, written);
  }
  State& of = states_[static_cast<std::size_t>(state)];
  if (key >= of.targets.size()) of.targets.resize(key + std::size_t{1}, kUnknown);
  const bool outer = state == nested_ || state == flat_ || state == line_;
  if (found.hint.empty() && outer) return of.targets[key] = kLeaf;
  of.targets[key] = ~static_cast<std::int32_t>(found_.size());
  found_.push_back(std::move(found));
  return of.targets[key];
}

std::vector<std::string> Unread::take_notes(const std::string& file) {
  std::vector<std::string> notes;
  std::string others;
  std::size_t count = 0;
  for (const Found& found : found_) {
    const std::string times = found.count == 1 ? "once" : fmt::format("{} times", found.count);
    if (!found.hint.empty()) {
      notes.push_back(
          fmt::format("{}: {} ({}) is not declared and is passed over; {}", file, found.name, times, found.hint));
    } else if (++count <= kShown) {
      others += fmt::format("{}{} ({})", others.empty() ? "" : ", ", found.name, times);
    }
  }
  if (count > kShown) others += fmt::format(" and {} more", count - kShown);
  if (count > 0)
    notes.push_back(fmt::format("{}: passed over, since the record does not declare them: {}", file, others));
  found_.clear();
  role_words_.clear();
  for (State& state : states_)
    for (std::int32_t& target : state.targets)
      if (target < 0) target = kUnknown;
  return notes;
}

}  // namespace licet::io
