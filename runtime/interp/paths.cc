#include "runtime/interp/paths.h"

namespace licet::interp {

namespace {

bool is_decided_line(const Context& context, const Frame& row) {
  return row.type == context.program().schema.line && row.row == context.line_frame()->row;
}

void append(Path* path, const std::string& name, std::int32_t index) {
  for (std::string* text : {&path->text, &path->group}) {
    if (!text->empty() && !name.empty()) *text += '.';
    *text += name;
  }
  if (index >= 0) path->text += "[" + std::to_string(index) + "]";
}

}  // namespace

std::size_t PathTable::Hash::operator()(const Step& step) const {
  std::uint64_t h = step.owner;
  for (std::int32_t k : {step.field, step.index}) h = (h ^ static_cast<std::uint32_t>(k)) * 0x9e3779b97f4a7c15u;
  return h ^ (h >> 32);
}

std::uint32_t PathTable::place_of(const Context& context, const Frame& row) {
  if (row.place != 0) return row.place;
  const std::uint32_t owner = row.owner == nullptr ? 0 : place_of(context, *row.owner);
  const bool decided = is_decided_line(context, row);
  const Holder holder = context.first_role(row);
  const auto [found, fresh] = numbers_.try_emplace({owner, holder.field, decided ? -2 : holder.index}, 0);
  if (fresh) {
    Place& place = *places_.emplace_back(std::make_unique<Place>());
    found->second = static_cast<std::uint32_t>(places_.size());
    if (owner != 0) {
      const Path& outer = places_[owner - 1]->path;
      place.path = {outer.text, outer.group, outer.order};
      if (!decided) append(&place.path, context.declaration(row.owner->type, holder.field).column, holder.index);
      place.path.order.push_back(holder.field);
      place.path.order.push_back(decided ? -2 : holder.index);
    }
    place.facts.resize(context.program().schema.records[at(row.type)].fields_.size());
  }
  return row.place = found->second;
}

Path* PathTable::row(const Context& context, const Frame& row) { return &places_[place_of(context, row) - 1]->path; }

Path* PathTable::fact(const Context& context, const Frame& row, ir::Id field) {
  Place& place = *places_[place_of(context, row) - 1];
  std::unique_ptr<Path>& path = place.facts[at(field)];
  if (path == nullptr) {
    path = std::make_unique<Path>(Path{place.path.text, place.path.group, place.path.order});
    append(path.get(), context.declaration(row.type, field).column, -1);
    path->order.push_back(field);
  }
  return path.get();
}

Path* PathTable::named(const std::string& text, const std::string& group) {
  Path& path = named_[text];
  if (path.text.empty()) {
    path.text = text;
    path.group = group;
  }
  return &path;
}

void PathTable::trim() {
  if (places_.size() > kMost) {
    places_.clear();
    numbers_.clear();
  }
  if (named_.size() > kMost) named_.clear();
}

const Frame* uncertain_owner(const Context& context, const Frame& row) {
  const Frame* out = nullptr;
  for (const Frame* f = &row; f != nullptr && f->owner != nullptr; f = f->owner) {
    if (f->row != kBlank) continue;
    const ir::Field& field = context.declaration(f->owner->type, f->field);
    if (field.type.kind == ir::ValueKind::List || field.may_be_none) out = f;
  }
  return out;
}

}  // namespace licet::interp
