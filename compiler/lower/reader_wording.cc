// Declared wordings: true by a definition of the same words, or by the lists of acts and of knowledge that the record
// keeps.
#include <algorithm>

#include "compiler/lower/reader.h"

namespace licet::lower {

using ast::Kind;
using ir::ValueKind;

const sema::Wording* Reader::find_wording(std::string_view text) const {
  for (const sema::Wording& w : work_.symbols->wordings)
    if (w.text == text || w.id == text) return &w;
  return nullptr;
}

Id Reader::wording(const Context& context, std::string_view text, Id record_id, Span span) {
  const sema::Wording* w = find_wording(text);
  const std::string_view words = w != nullptr ? std::string_view(w->text) : text;
  // A definition of the same words, of the row spoken of or of nothing.
  std::vector<Id> rows;
  if (record_id != kNone) rows.push_back(record_id);
  for (auto row = context.frames.rbegin(); row != context.frames.rend(); ++row) rows.push_back(*row);
  for (const std::string_view name : {words, w != nullptr ? std::string_view(w->id) : words})
    for (const Id row : rows) {
      Fact fact;
      if (!fact_in(context, row, name, &fact)) continue;
      std::vector<Branch> branches;
      if (!branches_of(row_context(context, row), fact, kNoNode, &branches)) return kNone;
      if (branches.size() != 1 || !branches[0].scalar || branches[0].value.type.kind != ValueKind::Bool) continue;
      return close(context, branches[0], branches[0].value.node);
    }
  if (const sema::Symbol* d = work_.symbols->find_definition(words, kNone, context.section);
      d != nullptr && d->subject == kNone) {
    const Meaning& meant = meaning(context, static_cast<std::size_t>(d->id));
    if (meant.kind == Meaning::Kind::Condition) return meant.node;
  }
  if (w == nullptr) {
    const std::string near = work_.symbols->nearest(text);
    report(Code::UndeclaredWording, span, {std::string(text)}).help =
        near.empty() ? "" : "did you mean \"" + near + "\"?";
    return kNone;
  }
  if (w->kind == "step") return step_taken(context, *w, span);
  if (w->kind == "knowledge") return known_matter(context, *w, span);
  // A boolean fact under the name that the wording has in data.
  for (const Id row : rows)
    for (std::size_t i = 0; i < record(row).fields_.size(); ++i) {
      const ir::Field& f = record(row).fields_[i];
      if (f.type.kind == ValueKind::Bool && f.column == w->data_name)
        return nodes().build().field(row, static_cast<Id>(i), span);
    }
  return nodes().build().unknown("not stated in the record: " + w->text, span);
}

namespace {

// The list of the shipment, or of a row in play, whose elements carry a category with this value: acts, matters.
struct Kept {
  Id owner = kNone, list = kNone, record = kNone, field = kNone, code = kNone;
};

Kept kept_under(const ir::Schema& schema, const std::vector<Id>& rows, const std::string& data_name) {
  for (const Id row : rows) {
    const auto& fields = schema.records[static_cast<std::size_t>(row)].fields_;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].type.kind != ValueKind::List) continue;
      const auto& inner = schema.records[static_cast<std::size_t>(fields[i].type.record)].fields_;
      for (std::size_t j = 0; j < inner.size(); ++j) {
        if (inner[j].type.kind != ValueKind::Category) continue;
        const ir::Category& c = schema.categories[static_cast<std::size_t>(inner[j].type.category)];
        for (std::size_t v = 0; v < c.values.size(); ++v) {
          std::string name = v < c.data_names.size() && !c.data_names[v].empty() ? c.data_names[v] : c.values[v];
          std::replace(name.begin(), name.end(), ' ', '_');
          if (name == data_name)
            return {row, static_cast<Id>(i), fields[i].type.record, static_cast<Id>(j), static_cast<Id>(v)};
        }
      }
    }
  }
  return {};
}

}  // namespace

// A step is taken when a record of its kind says so, dated not later than the shipment.
Id Reader::step_taken(const Context& context, const sema::Wording& step, Span span) {
  const Kept kept = kept_under(work_.schema(), {context.frames.rbegin(), context.frames.rend()}, step.data_name);
  if (kept.owner == kNone) return nodes().build().unknown("not stated in the record: " + step.text, span);
  const Id source = nodes().build().field(kept.owner, kept.list, span);
  Ids all{nodes().in_set(kept.record, nodes().build().field(kept.record, kept.field), {kept.code}, span)};
  const auto& fields = record(kept.record).fields_;
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].type.kind == ValueKind::Date)
      all.push_back(nodes().build().compare(ir::Comparison::LessEqual,
                                            nodes().build().field(kept.record, static_cast<Id>(i)),
                                            default_date(context), kept.record, span));
  return nodes().condition(ir::Op::Any, context.scope, {source, nodes().all(kept.record, std::move(all), span)}, 0, 0,
                           span);
}

// Known, or reason to know: an entry of that matter in one of these states. An open list may hold one.
Id Reader::known_matter(const Context& context, const sema::Wording& matter, Span span) {
  const Kept kept = kept_under(work_.schema(), {context.frames.rbegin(), context.frames.rend()}, matter.data_name);
  if (kept.owner == kNone) return nodes().build().unknown("not stated in the record: " + matter.text, span);
  const Id source = nodes().build().field(kept.owner, kept.list, span);
  const Id of_matter = nodes().in_set(kept.record, nodes().build().field(kept.record, kept.field), {kept.code}, span);
  const auto& fields = record(kept.record).fields_;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].type.kind != ValueKind::Category || static_cast<Id>(i) == kept.field) continue;
    Ids states;
    for (const char* word : {"known", "reason to know"})
      if (const Id code = work_.symbols->code(fields[i].type.category, word); code != kNone) states.push_back(code);
    if (states.empty()) continue;
    const Id knows = nodes().in_set(kept.record, nodes().build().field(kept.record, static_cast<Id>(i)), states, span);
    return nodes().condition(ir::Op::Any, context.scope, {source, nodes().all(kept.record, {of_matter, knows}, span)},
                             0, 0, span);
  }
  return nodes().condition(ir::Op::Any, context.scope, {source, of_matter}, 0, 0, span);
}

}  // namespace licet::lower
