// Definitions, lowered when first used. What they become follows from what they say: a noun that rows may be, a noun
// for values of a category, a condition, a number, elements.
#include <algorithm>

#include "compiler/lower/reader.h"

namespace licet::lower {

using ast::Kind;
using sema::SymbolKind;

NodeId Reader::definition_node(const sema::DefinitionSource& source) const {
  const ast::Tree& t = source.file->tree;
  return t.kind(source.node) == Kind::Definition ? source.node : t.first(source.node, Kind::Definition);
}

NodeId Reader::meaning_node(const sema::DefinitionSource& source) const {
  const ast::Tree& t = source.file->tree;
  const NodeId node = definition_node(source);
  for (const NodeId kid : t[node].kids) switch (t.kind(kid)) {
      case Kind::MeansNoun:
      case Kind::MeansThat:
      case Kind::MeansExpr:
      case Kind::MeansAttestation:
        return kid;
      default:
        break;
    }
  return kNoNode;
}

Context Reader::definition_context(const Context& context, const sema::DefinitionSource& source) {
  Context out = context;
  out.file = source.file;
  out.section = source.citation;
  out.paragraph = source.citation;
  out.antecedents.clear();
  if (source.subject != kNone) {
    out.scope = source.subject;
    out.frames = owners(source.subject);
    out.date = kNone;
  }
  return out;
}

Reader::NounClass Reader::classify(const Context& context, NodeId n) {
  const ast::Tree& t = tree(context);
  NounClass out;
  switch (t.kind(n)) {
    case Kind::NounList:
    case Kind::OneOf:
    case Kind::Following:
    case Kind::List:
    case Kind::Item:
      for (const NodeId kid : t[n].kids) {
        out = classify(context, kid);
        if (out.record != kNone || out.category != kNone) break;
      }
      return out;
    case Kind::NounPhrase:
      if (t.first(n, Kind::Of) != kNoNode) return out;
      for (const NodeId kid : t[n].kids)
        if (t.kind(kid) == Kind::Name || t.kind(kid) == Kind::Value) return classify(context, kid);
      return out;
    case Kind::Value:
    case Kind::Name:
      break;
    default:
      return out;
  }
  const std::string& name = t[n].text;
  for (const sema::Symbol& s : work_.symbols->all(name)) switch (s.kind) {
      case SymbolKind::RecordType:
        return {s.id, kNone};
      case SymbolKind::Category:
        return {kNone, s.id};
      case SymbolKind::Value:
        return {kNone, s.subject};
      case SymbolKind::List:
        return {kNone, work_.program().lists[static_cast<std::size_t>(s.id)].category};
      case SymbolKind::Field: {
        const ir::Field& f = record(s.subject).fields_[static_cast<std::size_t>(s.id)];
        if (f.type.kind == ir::ValueKind::Category) return {kNone, f.type.category};
        if (f.type.kind == ir::ValueKind::List || f.type.kind == ir::ValueKind::Struct) return {f.type.record, kNone};
        break;
      }
      case SymbolKind::Definition: {
        const auto& source = work_.symbols->definitions[static_cast<std::size_t>(s.id)];
        if (source.subject != kNone || source.in_progress) break;
        const NodeId means = meaning_node(source);
        if (means == kNoNode || source.file->tree.kind(means) != Kind::MeansNoun) break;
        return classify(definition_context(context, source), source.file->tree.kid(means, 0));
      }
      default:
        break;
    }
  return out;
}

const Meaning& Reader::meaning(const Context& context, std::size_t index) {
  auto& source = work_.symbols->definitions[index];
  Meaning& kept = work_.meanings[index];
  if (kept.done) return kept;
  // A row inside a row of the same type: the call goes down a tree.
  const bool down =
      source.subject != kNone && std::count(context.frames.begin(), context.frames.end(), source.subject) > 1;
  if (source.in_progress) {
    // A definition may refer to itself on the rows below in a tree, and nowhere else.
    if (kept.node != kNone && work_.descents + (down ? 1 : 0) > work_.descents_at[index]) return kept;
    std::string path;
    for (std::size_t i = 0; i < work_.open_definitions.size(); ++i)
      if (work_.open_definitions[i] == index || !path.empty()) path += work_.open_names[i] + " -> ";
    report(Code::Cycle, source.file->tree[source.node].span, {path + source.name});
    return kept;
  }
  source.in_progress = true;
  work_.open_definitions.push_back(index);
  work_.open_names.push_back(source.name);
  if (down) ++work_.descents;
  work_.descents_at[index] = work_.descents;
  Meaning read;
  const auto read_it = [&] { read = read_meaning(definition_context(context, source), index); };
  if (source.subject != kNone)
    aloud(read_it);
  else
    read_it();
  work_.open_definitions.pop_back();
  work_.open_names.pop_back();
  if (down) --work_.descents;
  source.in_progress = false;
  const bool fixed = source.subject != kNone || read.kind == Meaning::Kind::Row || read.kind == Meaning::Kind::Places;
  Meaning& slot = work_.meanings[index];
  slot = std::move(read);
  slot.done = fixed;
  return slot;
}

Meaning Reader::read_meaning(const Context& context, std::size_t index) {
  auto& source = work_.symbols->definitions[index];
  const ast::Tree& t = source.file->tree;
  const NodeId means = meaning_node(source);
  Meaning out;
  if (means == kNoNode) return out;
  const NodeId body = t.kid(means, 0);
  const Span span = t[source.node].span;
  // Named in the program, so that it may refer to itself and explanations can say what it came to.
  const auto begin = [&](Id subject, const ir::Type& type, ir::Op call) {
    source.lowered = static_cast<Id>(work_.program().definitions.size());
    ir::Definition made;
    made.name = source.name;
    made.subject = subject;
    made.type = type;
    made.span = span;
    work_.program().definitions.push_back(made);
    out.node = nodes().build().node(call, type, subject, {}, source.lowered, 0, span);
    Meaning& kept = work_.meanings[index];
    kept.kind = out.kind;
    kept.record = subject;
    kept.node = out.node;
  };
  const auto finish = [&](Id node) {
    if (node == kNone) node = not_understood(context, body, "the definition of " + source.name);
    work_.program().definitions[static_cast<std::size_t>(source.lowered)].body = node;
  };

  switch (t.kind(means)) {
    case Kind::MeansThat: {
      out.kind = Meaning::Kind::Condition;
      out.record = source.subject;
      if (source.subject == kNone) {
        out.node = condition(context, body);
        return out;
      }
      begin(source.subject, ir::bool_type(), ir::Op::CallCond);
      finish(condition(context, body));
      return out;
    }
    case Kind::MeansExpr: {
      out.kind = Meaning::Kind::Values;
      const auto read = value(context, body);
      if (!read) {
        not_understood(context, body, source.name);
        return out;
      }
      Branch branch;
      branch.scalar = true;
      branch.noun = source.name;
      branch.value = *read;
      if (source.subject != kNone && !read->chosen() && !read->quotient() && read->stated.empty() &&
          (read->type.kind == ir::ValueKind::Number || read->type.kind == ir::ValueKind::Date)) {
        begin(source.subject, read->type, ir::Op::CallNum);
        finish(read->node);
        branch.value.node = out.node;
      }
      out.branches.push_back(std::move(branch));
      return out;
    }
    case Kind::MeansNoun:
      break;
    case Kind::MeansAttestation:
      out.kind = Meaning::Kind::Statement;
      return out;
    default:
      return out;
  }

  if (source.subject == kNone) {
    const NounClass sort = classify(context, body);
    if (sort.category != kNone) {
      out.kind = Meaning::Kind::Places;
      out.category = sort.category;
      return out;
    }
    if (sort.record != kNone) {
      out.kind = Meaning::Kind::Row;
      out.record = sort.record;
      Context row = context;
      row.scope = sort.record;
      row.frames = owners(sort.record);
      row.antecedents.clear();
      row.date = kNone;
      begin(sort.record, ir::bool_type(), ir::Op::CallCond);
      aloud([&] { finish(is_noun(row, sort.record, body)); });
      return out;
    }
  }
  const Ref ref = resolve(context, body);
  out.branches = ref.branches;
  out.kind = !ref.branches.empty() && ref.branches[0].scalar ? Meaning::Kind::Values : Meaning::Kind::Rows;
  return out;
}

// Definitions that no sentence has used are read all the same, so that their mistakes are found before they are used.
void Reader::read_unused(const Context& line) {
  for (std::size_t i = 0; i < work_.symbols->definitions.size(); ++i) {
    const auto at = work_.meanings.find(i);
    if (at != work_.meanings.end() && (at->second.done || at->second.kind != Meaning::Kind::Unknown)) continue;
    const sema::DefinitionSource& source = work_.symbols->definitions[i];
    if (meaning_node(source) == kNoNode || work_.symbols->find(source.name, SymbolKind::RoleSet) != nullptr) continue;
    if (!source.parameter.empty()) continue;  // of a value that only its use gives
    Context context = line;
    context.file = source.file;
    context.section = source.citation;
    const Meaning meant = meaning(context, i);
    if (meant.kind != Meaning::Kind::Places) continue;
    Scalar any;
    any.type = ir::category_type(meant.category);
    any.node = nodes().build().code(meant.category, 0);
    in_noun(definition_context(context, source), any, source.file->tree.kid(meaning_node(source), 0));
  }
}

}  // namespace licet::lower
