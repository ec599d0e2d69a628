#include "runtime/io/plan.h"

#include <algorithm>
#include <cctype>
#include <numeric>

namespace licet::io {

Vocabulary::Vocabulary(const ir::Category& category) : category_(&category) {
  for (std::size_t i = 0; i < category.values.size(); ++i)
    codes_.add(category.values[i], static_cast<std::uint32_t>(i));
  // Rules write words where data has underscores: "integrated circuit", integrated_circuit.
  for (std::size_t i = 0; i < category.values.size(); ++i) {
    std::string joined = category.values[i];
    std::ranges::replace(joined, ' ', '_');
    codes_.add(joined, static_cast<std::uint32_t>(i));
  }
  // Where the two spellings clash the one for data wins.
  for (std::size_t i = 0; i < category.data_names.size(); ++i)
    if (!category.data_names[i].empty()) codes_.set(category.data_names[i], static_cast<std::uint32_t>(i));
}

ir::Id Vocabulary::find(std::string_view word) const {
  if (const std::uint32_t code = codes_.find(word); code != Words::kAbsent) return static_cast<ir::Id>(code);
  if (!category_->hierarchical) return ir::kNone;
  while (!word.empty()) {
    const auto cut = word.find_last_of(".(");
    if (cut == std::string_view::npos) return ir::kNone;
    word = word.substr(0, cut);
    if (const std::uint32_t code = codes_.find(word); code != Words::kAbsent) return static_cast<ir::Id>(code);
  }
  return ir::kNone;
}

std::string Vocabulary::nearest(std::string_view word) const {
  constexpr std::size_t kLongest = 64;
  if (word.size() > kLongest) return {};
  std::string best;
  std::size_t least = std::max<std::size_t>(word.size() / 3, 1) + 1;
  for (const Words::Entry& entry : codes_.entries()) {
    const std::string& known = entry.word;
    if (known.size() > kLongest) continue;
    std::string lower_known = known;
    std::string lower_word(word);
    const auto lower = [](unsigned char c) { return static_cast<char>(std::tolower(c)); };
    std::ranges::transform(lower_known, lower_known.begin(), lower);
    std::ranges::transform(lower_word, lower_word.begin(), lower);
    const std::size_t distance = edit_distance(lower_word, lower_known);
    if (distance < least || (distance == least && !best.empty() && known < best)) {
      least = distance;
      best = known;
    }
  }
  return best;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string join(const Path& path, const Keys& keys) {
  std::string text;
  for (const KeyId key : path) {
    if (!text.empty()) text += '.';
    text += keys.name(key);
  }
  return text;
}

Path Plan::path_of(std::string_view column) {
  Path path;
  for (std::size_t from = 0; from < column.size();) {
    const std::size_t dot = std::min(column.find('.', from), column.size());
    path.push_back(keys_->intern(column.substr(from, dot - from)));
    from = dot + 1;
  }
  return path;
}

Plan::Plan(const ir::Schema& schema, Keys* keys)
    : shipment_id(keys->intern("shipment_id")),
      line_no(keys->intern("line_no")),
      role_words(keys->intern("roles")),
      none(keys->intern("none")),
      self(keys->intern("")),
      schema_(schema),
      keys_(keys) {
  for (const ir::Category& category : schema.categories) vocabularies_.emplace_back(category);
  for (std::size_t r = 0; r < schema.records.size(); ++r) {
    RecordPlan record;
    const auto& fields = schema.records[r].fields_;
    std::size_t scalars = 0;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      const ir::Field& field = fields[f];
      FieldPlan plan;
      plan.id = static_cast<ir::Id>(f);
      plan.field = &field;
      plan.path = path_of(field.column);
      plan.complete = path_of(field.complete_column);
      if (field.type.kind == ir::ValueKind::Category)
        plan.words = &vocabularies_[static_cast<std::size_t>(field.type.category)];

      const bool of_shipment = static_cast<ir::Id>(r) == schema.shipment;
      if (of_shipment && plan.id == schema.lines_field) {
        lines_ = plan;
        continue;
      }
      if (static_cast<ir::Id>(r) == schema.party && plan.id == schema.records[r].key) party_key_ = plan;
      if (of_shipment && plan.id == schema.parties_field) {
        parties_ = plan;
        continue;
      }
      if (field.type.kind == ir::ValueKind::Role) {
        if (!field.unused) roles_.push_back({plan, field.column});
        continue;
      }
      const bool scalar = field.type.kind != ir::ValueKind::Struct && field.type.kind != ir::ValueKind::List;
      if (scalar && field.column.empty()) record.plain = true;
      if (field.unused) continue;
      if (scalar && field.column.empty()) record.element = static_cast<ir::Id>(record.fields.size());
      if (scalar) ++scalars;
      record.fields.push_back(std::move(plan));
    }
    // A record of one fact may be written as that fact: ["3A090.a"] for [{"value": "3A090.a"}].
    if (!record.plain && scalars == 1 && record.fields.size() == 1) record.element = 0;
    records_.push_back(std::move(record));
  }
  expect(schema.shipment, {}, 0, false, false);
  expect(schema.line, {}, 0, true, false);
  note_header_keys(schema.shipment);
  for (const FieldPlan* list : {&parties_, &lines_}) {
    if (list->field == nullptr) continue;
    note_header_key(list->path);
    if (!list->complete.empty()) note_header_key(list->complete);
  }
  for (const RolePlan& role : roles_) note_header_key(role.field.path);
  note_header_key({self});
}

void Plan::note_header_key(const Path& path) {
  if (path.empty()) {
    reads_all_ = true;
    return;
  }
  if (path[0] >= header_keys_.size()) header_keys_.resize(path[0] + std::size_t{1}, false);
  header_keys_[path[0]] = true;
}

void Plan::note_header_keys(ir::Id type) {
  for (const FieldPlan& plan : record(type).fields) {
    if (!plan.complete.empty()) note_header_key(plan.complete);
    if (plan.path.empty() && plan.field->type.kind == ir::ValueKind::Struct)
      note_header_keys(plan.field->type.record);  // its facts are the shipment's own members
    else
      note_header_key(plan.path);
  }
}

void Plan::expect(ir::Id type, const Path& prefix, int depth, bool of_line, bool of_party) {
  if (depth > 4) return;
  const auto add = [&](const Path& path, bool required) {
    Path full = prefix;
    full.insert(full.end(), path.begin(), path.end());
    expected_.push_back({join(full, *keys_), full, required && depth == 0, of_line, of_party});
  };
  for (const FieldPlan& plan : record(type).fields) {
    if (!plan.complete.empty()) add(plan.complete, false);
    if (plan.field->type.kind == ir::ValueKind::Struct) {
      Path below = prefix;
      below.insert(below.end(), plan.path.begin(), plan.path.end());
      expect(plan.field->type.record, below, depth + 1, of_line, of_party);
    } else {
      add(plan.path, plan.field->required);
    }
  }
  if (type == schema_.shipment) {
    if (parties_.field != nullptr) {
      add(parties_.path, false);
      if (!parties_.complete.empty()) add(parties_.complete, false);
    }
    for (const RolePlan& role : roles_) {
      add(role.field.path, false);
      if (schema_.party != ir::kNone && depth == 0) expect(schema_.party, role.field.path, 1, false, true);
    }
  }
}

bool Plan::reads(const Path& path) const {
  if (path.empty()) return false;
  if (path.size() == 1 && (path[0] == shipment_id || path[0] == line_no || path == lines_.path)) return true;
  const auto begins = [](const Path& whole, const Path& part) {
    return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
  };
  // A column may hold more than what is read, as JSON in a cell or as a struct; and `end_user` may stand beside
  // `end_user.headquarters` and say `none`.
  return std::ranges::any_of(expected_, [&](const Expected& expected) { return begins(expected.path, path); });
}

}  // namespace licet::io
