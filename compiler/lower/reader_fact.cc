// Facts of a row: fields, definitions and decided values of its record type, then those of the structs in it.
#include <algorithm>

#include "compiler/lower/reader.h"

namespace licet::lower {
namespace {

using sema::SymbolKind;

bool is_fact(SymbolKind kind) {
  return kind == SymbolKind::Field || kind == SymbolKind::Definition || kind == SymbolKind::Decided ||
         kind == SymbolKind::Partition;
}

}  // namespace

bool Reader::fact_in(const Context& context, Id record_id, std::string_view name, Fact* fact) {
  const std::vector<sema::Symbol> meanings = work_.symbols->all(name);
  if (const sema::Symbol* d = work_.symbols->find_definition(name, record_id, context.section);
      d != nullptr && d->subject == record_id) {
    *fact = {*d, record_id, {}, record_id};
    return true;
  }
  for (const sema::Symbol& s : meanings)
    if (is_fact(s.kind) && s.kind != SymbolKind::Definition && s.subject == record_id) {
      *fact = {s, record_id, {}, record_id};
      return true;
    }
  // Through structs, nearest first: the item of a line, the ultimate parent of a party.
  const auto& fields = record(record_id).fields_;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].type.kind != ir::ValueKind::Struct || fields[i].type.record == record_id) continue;
    Fact inner;
    if (!fact_in(context, fields[i].type.record, name, &inner)) continue;
    *fact = inner;
    fact->path.insert(fact->path.begin(), static_cast<Id>(i));
    fact->row = record_id;
    return true;
  }
  return false;
}

bool Reader::find_fact(const Context& context, std::string_view name, Fact* fact) {
  // Directly in the rows in play, innermost first; then through their structs.
  for (const bool direct : {true, false})
    for (auto row = context.frames.rbegin(); row != context.frames.rend(); ++row)
      if (fact_in(context, *row, name, fact) && (!direct || fact->path.empty())) return true;
  return false;
}

bool Reader::path_to(const Context& context, Id from, Id target, std::vector<Hop>* hops) {
  if (from == target) return true;
  const auto& fields = record(from).fields_;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].type.kind != ir::ValueKind::Struct) continue;
    Hop hop;
    hop.source = nodes().build().field(from, static_cast<Id>(i));
    hop.record = fields[i].type.record;
    hop.noun = fields[i].name;
    std::vector<Hop> rest{hop};
    if (!path_to(context, hop.record, target, &rest)) continue;
    hops->insert(hops->end(), rest.begin(), rest.end());
    return true;
  }
  return false;
}

bool Reader::branches_of(const Context& context, const Fact& fact, NodeId phrase, std::vector<Branch>* out) {
  Branch branch;
  Id at = fact.row;
  for (const Id field : fact.path) {
    const ir::Field& f = record(at).fields_[static_cast<std::size_t>(field)];
    Hop hop;
    hop.source = nodes().build().field(at, field);
    hop.record = f.type.record;
    hop.noun = f.name;
    branch.hops.push_back(hop);
    at = f.type.record;
  }
  branch.record = at;
  const Span span = phrase == kNoNode ? Span{} : tree(context)[phrase].span;
  switch (fact.symbol.kind) {
    case SymbolKind::Field: {
      const ir::Field& f = record(at).fields_[static_cast<std::size_t>(fact.symbol.id)];
      branch.noun = f.name;
      const Id node = nodes().build().field(at, fact.symbol.id, span);
      switch (f.type.kind) {
        case ir::ValueKind::Struct:
        case ir::ValueKind::Role:
        case ir::ValueKind::List: {
          Hop hop;
          hop.source = node;
          hop.record = f.type.record;
          hop.noun = f.name;
          hop.span = span;
          hop.quant = f.type.kind == ir::ValueKind::List ? Quant::Bare : Quant::The;
          hop.maybe_empty = f.type.kind == ir::ValueKind::List || f.may_be_none;
          branch.hops.push_back(hop);
          branch.record = f.type.record;
          break;
        }
        default:
          branch.scalar = true;
          branch.value.type = f.type;
          branch.value.node = node;
      }
      out->push_back(std::move(branch));
      return true;
    }
    case SymbolKind::Decided:
    case SymbolKind::Partition: {
      const ir::DecidedValue& d = work_.program().decided[static_cast<std::size_t>(fact.symbol.id)];
      branch.noun = d.name;
      branch.scalar = true;
      branch.value.type = ir::category_type(d.category);
      branch.value.node = nodes().build().node(ir::Op::Outcome, branch.value.type, at, {}, fact.symbol.id, 0, span);
      out->push_back(std::move(branch));
      return true;
    }
    case SymbolKind::Definition: {
      const Context inside = row_context(context, at);
      const Meaning& meant = meaning(inside, static_cast<std::size_t>(fact.symbol.id));
      const auto name = work_.symbols->definitions[static_cast<std::size_t>(fact.symbol.id)].name;
      if (meant.kind == Meaning::Kind::Condition || meant.kind == Meaning::Kind::Row) {
        branch.scalar = true;
        branch.noun = name;
        branch.value.type = ir::bool_type();
        branch.value.node = meant.node;
        out->push_back(std::move(branch));
        return meant.node != kNone;
      }
      for (const Branch& b : meant.branches) {
        Branch copy = branch;
        copy.hops.insert(copy.hops.end(), b.hops.begin(), b.hops.end());
        copy.record = b.record;
        copy.scalar = b.scalar;
        copy.value = b.value;
        copy.noun = name;
        out->push_back(std::move(copy));
      }
      return !meant.branches.empty();
    }
    default:
      return false;
  }
}

}  // namespace licet::lower
