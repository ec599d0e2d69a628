#include "runtime/bitmap/names.h"

#include <algorithm>

namespace licet::bitmap {

using interp::at;
using ir::Op;
using ir::ValueKind;

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = a * 0x9e3779b97f4a7c15u + b + 0x632be59bd9b4e019u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

std::size_t Names::Hash::operator()(const std::vector<NameId>& names) const {
  std::uint64_t h = names.size();
  for (NameId name : names) h = mix(h, name);
  return static_cast<std::size_t>(h);
}

Names::Names(const Circuit& circuit) : circuit_(circuit), program_(*circuit.plan->program) {
  const ir::Schema& schema = program_.schema;
  for (const Domain& domain : circuit.domains) {
    Owner owner;
    Id type = schema.shipment;
    if (domain.source != kNone) {
      const ir::Node& node = program_.nodes[at(domain.source)];
      if (node.op == Op::ListOf || node.op == Op::StructOf) type = node.scope;
    } else if (domain.parent != kAnywhere) {
      type = schema.line;
    }
    owner.type = type;
    if (type != schema.shipment && domain.parent != kAnywhere) {
      owner.domain = domain.parent;
      while (circuit.domains[owner.domain].type != type) owner.domain = circuit.domains[owner.domain].parent;
    }
    owners_.push_back(owner);
  }
}

NameId Names::intern(Draft draft, bool undefined) {
  const auto [found, added] = by_text_.try_emplace(draft.text, static_cast<NameId>(names_.size()));
  if (added) names_.push_back({{draft.text, draft.group, undefined}, std::move(draft.order)});
  return found->second;
}

NameId Names::of_path(const interp::Path& path, bool undefined) {
  const auto found = by_text_.find(path.text);
  return found != by_text_.end() ? found->second : intern({path.text, path.group, path.order}, undefined);
}

NameId Names::of_text(const std::string& text, bool undefined) { return intern({text, text, {}}, undefined); }

template <class Make>
NameId Names::remembered(std::uint64_t key, Make make) {
  const auto found = by_place_.find(key);
  if (found != by_place_.end()) return found->second;
  const NameId name = make();  // which may make others
  if (by_place_.size() >= kMostPlaces) by_place_.clear();
  by_place_.emplace(key, name);
  return name;
}

std::uint32_t Names::row_of(const Chunk& chunk, std::uint32_t domain, std::uint32_t row, std::uint32_t above) const {
  for (; domain != above; domain = circuit_.domains[domain].parent) row = chunk.domains[domain].parent[row];
  return row;
}

void Names::append(Draft* draft, Id type, Id field, std::int32_t index) const {
  const std::string& column = program_.schema.records[at(type)].fields_[at(field)].column;
  for (std::string* text : {&draft->text, &draft->group}) {
    if (!text->empty() && !column.empty()) *text += '.';
    *text += column;
  }
  if (index >= 0) draft->text += "[" + std::to_string(index) + "]";
}

// As interp::PathTable writes it: the fields and indices from the shipment down.
void Names::write(const Chunk& chunk, std::uint32_t domain, std::uint32_t row, Draft* draft) const {
  if (domain == kLineDomain) {
    draft->order.push_back(program_.schema.lines_field);
    draft->order.push_back(-2);
    return;
  }
  const Owner& owner = owners_[domain];
  if (owner.domain != kAnywhere) write(chunk, owner.domain, row_of(chunk, domain, row, owner.domain), draft);
  const Chunk::Rows& rows = chunk.domains[domain];
  const std::int32_t index = rows.index[row] == kBlankIndex ? -1 : rows.index[row];
  draft->order.push_back(rows.field[row]);
  draft->order.push_back(index);
  append(draft, owner.type, rows.field[row], index);
}

// Moves to the outermost possible further element, or role that may be none, that the row is or lies in.
bool Names::uncertain(const Chunk& chunk, std::uint32_t* domain, std::uint32_t* row) const {
  bool some = false;
  std::uint32_t d = *domain, r = *row;
  while (d != kLineDomain) {
    const Owner& owner = owners_[d];
    if (chunk.domains[d].index[r] == kBlankIndex) {
      const ir::Field& field = program_.schema.records[at(owner.type)].fields_[at(chunk.domains[d].field[r])];
      if (field.type.kind == ValueKind::List || field.may_be_none) {
        some = true;
        *domain = d;
        *row = r;
      }
    }
    if (owner.domain == kAnywhere) break;
    r = row_of(chunk, d, r, owner.domain);
    d = owner.domain;
  }
  return some;
}

NameId Names::of_row(const Chunk& chunk, std::uint32_t domain, std::uint32_t row) {
  return remembered(mix(chunk.domains[domain].name[row], 1), [&] {
    std::uint32_t d = domain, r = row;
    uncertain(chunk, &d, &r);
    Draft draft;
    const Owner& owner = owners_[d];
    if (owner.domain != kAnywhere) write(chunk, owner.domain, row_of(chunk, d, r, owner.domain), &draft);
    draft.order.push_back(chunk.domains[d].field[r]);
    append(&draft, owner.type, chunk.domains[d].field[r], -1);
    return intern(std::move(draft), false);
  });
}

NameId Names::of_field(const Chunk& chunk, std::uint32_t domain, std::uint32_t row, Id type, Id field, bool none,
                       bool by_owner) {
  const bool header = type == program_.schema.shipment;
  const std::uint64_t name = header ? 2 : chunk.domains[domain].name[row];
  const std::uint64_t what = static_cast<std::uint64_t>(type) << 32 | static_cast<std::uint64_t>(field) << 3 |
                             static_cast<std::uint64_t>(none       ? 2
                                                        : by_owner ? 3
                                                                   : 0);
  return remembered(mix(name, what), [&] {
    std::uint32_t d = domain, r = row;
    if (!header && !none && by_owner && uncertain(chunk, &d, &r)) return of_row(chunk, domain, row);
    Draft draft;
    if (!header) write(chunk, domain, row, &draft);
    draft.order.push_back(field);
    append(&draft, type, field, -1);
    if (none) return of_text("undefined: " + draft.text + " is none", true);
    return intern(std::move(draft), false);
  });
}

NameId Names::of_fact(const Chunk& chunk, std::uint32_t domain, std::uint32_t row, const Fact& fact, bool none) {
  return of_field(chunk, domain, row, fact.type, fact.field, none, true);
}

void Names::forget_sets() {
  sets_.clear();
  numbered_.resize(1);
}

SetId Names::add_set(OpenSet set) {
  numbered_.push_back(std::make_shared<const OpenSet>(std::move(set)));
  return static_cast<SetId>(numbered_.size() - 1);
}

SetId Names::set(std::vector<NameId>* names) {
  std::sort(names->begin(), names->end());
  names->erase(std::unique(names->begin(), names->end()), names->end());
  SetId& id = sets_[*names];
  if (id != 0) return id;
  std::vector<const Name*> sorted;
  for (NameId name : *names) sorted.push_back(&names_[name]);
  std::sort(sorted.begin(), sorted.end(), [](const Name* a, const Name* b) {
    if (a->fact.undefined != b->fact.undefined) return b->fact.undefined;
    if (a->order.empty() != b->order.empty()) return b->order.empty();
    return a->order != b->order ? a->order < b->order : a->fact.path < b->fact.path;
  });
  OpenSet out;
  for (const Name* name : sorted) {
    out.facts.push_back(name->fact);
    if (name->fact.undefined)
      out.error += (out.error.empty() ? "" : "; ") + name->fact.path.substr(std::string("undefined: ").size());
  }
  id = add_set(std::move(out));
  return id;
}

}  // namespace licet::bitmap
