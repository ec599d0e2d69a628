// Look-ups: "its license requirement in entity-list", by the key that the table declares.
#include "compiler/lower/reader.h"

namespace licet::lower {

using ast::Kind;
using sema::SymbolKind;

NodeId Reader::table_post(const Context& context, NodeId phrase) {
  const ast::Tree& t = tree(context);
  if (t.kind(phrase) != Kind::NounPhrase) return kNoNode;
  for (const NodeId kid : t[phrase].kids) {
    if (t.kind(kid) != Kind::Prep || t[kid].text != "in") continue;
    const NodeId object = t.kid(kid, 0);
    const NodeId name = object == kNoNode || t.kind(object) == Kind::Name ? object : t.first(object, Kind::Name);
    if (name != kNoNode && work_.symbols->find(t[name].text, SymbolKind::Table) != nullptr) return kid;
  }
  return kNoNode;
}

std::optional<Branch> Reader::look_up(const Context& context, NodeId phrase, NodeId in_table) {
  const ast::Tree& t = tree(context);
  const Span span = t[phrase].span;
  const NodeId object = t.kid(in_table, 0);
  const NodeId table_name = t.kind(object) == Kind::Name ? object : t.first(object, Kind::Name);
  const sema::Symbol* symbol = work_.symbols->find(t[table_name].text, SymbolKind::Table);
  const ir::Table& table = work_.program().tables[static_cast<std::size_t>(symbol->id)];
  const NodeId head = t.first(phrase, Kind::Name);
  const std::string column = head == kNoNode ? std::string() : t[head].text;
  Id at = kNone;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i] == column) at = static_cast<Id>(i);
  if (at == kNone) {
    report(Code::UnknownWord, t[phrase].span, {column}).help = "the columns of " + table.name + " are declared with it";
    return std::nullopt;
  }
  // The key is a fact of what is spoken of, under the name that the table gives it.
  std::string key;
  for (const Unit& unit : work_.units)
    for (const NodeId kid : unit.file->tree[unit.file->root].kids)
      if (unit.file->tree.kind(kid) == Kind::Table && unit.file->tree[kid].text == table.name)
        if (const NodeId by = unit.file->tree.kid(kid, 0); by != kNoNode) {
          const NodeId name = unit.file->tree.kind(by) == Kind::Name ? by : unit.file->tree.first(by, Kind::Name);
          if (name != kNoNode) key = unit.file->tree[name].text;
        }
  Branch branch;
  bool found = false;
  for (const Branch& owner : antecedents(context)) {
    Fact fact;
    std::vector<Branch> keys;
    const Context inner = enter(context, owner);
    if (!fact_in(inner, owner.record, key, &fact) || !branches_of(inner, fact, kNoNode, &keys)) continue;
    if (keys.size() != 1 || !keys[0].scalar) continue;
    branch = keys[0];
    branch.hops.insert(branch.hops.begin(), owner.hops.begin(), owner.hops.end());
    found = true;
    break;
  }
  if (!found) {
    report(Code::NoSubject, span, {key, "a row of " + table.name});
    return std::nullopt;
  }
  if (branch.value.type.kind != table.key_type.kind) {
    report(Code::TypeMismatch, span, {"the key of " + table.name, key, "of another kind"});
    return std::nullopt;
  }
  const ir::Type type = table.column_types[static_cast<std::size_t>(at)];
  const Id scope = nodes()[branch.value.node].scope;
  ir::Op op = ir::Op::LookupText;
  if (type.kind == ir::ValueKind::Category) op = ir::Op::LookupCat;
  if (type.kind == ir::ValueKind::Number || type.kind == ir::ValueKind::Date) op = ir::Op::LookupNum;
  branch.value.node = nodes().build().node(op, type, scope == kNone ? context.scope : scope,
                                           {branch.value.node, default_date(context)}, symbol->id, at, span);
  branch.value.type = type;
  branch.noun = column;
  return branch;
}

}  // namespace licet::lower
