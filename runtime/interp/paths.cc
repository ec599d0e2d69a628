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

void write(const Context& context, const Frame& row, Path* path) {
  if (row.owner == nullptr) return;
  write(context, *row.owner, path);
  if (!is_decided_line(context, row)) append(path, context.declaration(row.owner->type, row.field).column, row.index);
}

}  // namespace

std::size_t PathTable::Hash::operator()(const std::vector<std::int32_t>& key) const {
  std::size_t h = key.size();
  for (std::int32_t k : key) h = (h ^ static_cast<std::uint32_t>(k)) * 0x9e3779b97f4a7c15u;
  return h ^ (h >> 32);
}

void PathTable::order(const Context& context, const Frame& row) {
  if (row.owner == nullptr) return;
  order(context, *row.owner);
  key_.push_back(row.field);
  key_.push_back(is_decided_line(context, row) ? -2 : row.index);
}

Path* PathTable::find(const Context& context, const Frame& row, ir::Id field) {
  key_.clear();
  order(context, row);
  if (field != ir::kNone) key_.push_back(field);
  const auto found = paths_.find(key_);
  if (found != paths_.end()) return &found->second;
  Path path;
  write(context, row, &path);
  if (field != ir::kNone) append(&path, context.declaration(row.type, field).column, -1);
  path.order = key_;
  return &paths_.emplace(key_, std::move(path)).first->second;
}

Path* PathTable::row(const Context& context, const Frame& row) { return find(context, row, ir::kNone); }
Path* PathTable::fact(const Context& context, const Frame& row, ir::Id field) { return find(context, row, field); }

Path* PathTable::named(const std::string& text) {
  Path& path = named_[text];
  if (path.text.empty()) path.text = path.group = text;
  return &path;
}

void PathTable::trim() {
  if (paths_.size() > kMost) paths_.clear();
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
