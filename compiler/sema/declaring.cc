#include "compiler/sema/declaring.h"

#include <utility>

#include "compiler/sema/manifest.h"
#include "compiler/sema/written.h"
#include "core/base/hash.h"
#include "core/base/nearest.h"

namespace licet::sema {
namespace {

// Meanings that may share a word: a record type, its field and a category are told apart where they are used.
bool clash(SymbolKind a, SymbolKind b) {
  if (a == b) return true;
  const auto computed = [](SymbolKind k) { return k == SymbolKind::Definition || k == SymbolKind::Decided; };
  const auto fact = [](SymbolKind k) { return k == SymbolKind::Field; };
  return (computed(a) && fact(b)) || (fact(a) && computed(b));
}

}  // namespace

Declaring::Declaring(const std::vector<Unit>& units, DataFiles* data, Symbols* symbols, Diagnostics* diagnostics)
    : units_(units), data_files_(data), symbols_(symbols), diagnostics_(diagnostics) {}

std::vector<Declared> Declaring::all(ast::Kind kind) const {
  std::vector<Declared> found;
  for (const Unit& unit : units_) {
    const ast::Tree& tree = unit.file->tree;
    for (const ast::NodeId kid : tree[unit.file->root].kids)
      if (tree.kind(kid) == kind) found.push_back({&unit, kid, {}});
  }
  return found;
}

void Declaring::name(std::string_view text, SymbolKind kind, ir::Id id, ir::Id subject, Span span) {
  const auto [begin, end] = symbols_->names.equal_range(text);
  for (auto it = begin; it != end; ++it) {
    if (it->second.subject != subject || !clash(it->second.kind, kind)) continue;
    Diagnostic& twice = diagnostics_->add(Code::NameDeclaredTwice, span, {std::string(text)});
    twice.related.push_back({it->second.span, "declared here first"});
    twice.help = "give one of the two another name, or leave one out";
    return;
  }
  symbols_->names.emplace(std::string(text), Symbol{kind, id, subject, span});
}

const Declaring::Data* Declaring::data(const Declared& declared, ast::NodeId property) {
  const std::string name(declared.tree()[declared.tree().kid(property, 0)].text);
  std::string key = declared.unit->folder;
  key.push_back('\0');
  key += name;
  for (const Loaded& loaded : loaded_)
    if (loaded.key == key) return loaded.ok ? &loaded.data : nullptr;
  Loaded& loaded = loaded_.emplace_back();
  loaded.key = std::move(key);
  loaded.data.name = name;
  const Span span = declared.tree()[property].span;
  std::string error;
  if (!data_files_->read(declared.unit->folder, name, &loaded.data.text, &error)) {
    diagnostics_->add(Code::DataFileUnreadable, span, {name, error});
    return nullptr;
  }
  if (const auto wrong = read_csv(loaded.data.text, &loaded.data.table)) {
    diagnostics_->add(Code::DataFileUnreadable, span,
                      {name, "line " + std::to_string(wrong->line) + ": " + wrong->message});
    return nullptr;
  }
  loaded.data.digest = to_hex(sha256(loaded.data.text));
  check_manifest(declared.unit->folder, span, &loaded.data);
  loaded.ok = true;
  return &loaded.data;
}

void Declaring::check_manifest(const std::string& folder, Span span, Data* data) {
  const std::string name = data->name + ".manifest.json";
  std::string text, ignored;
  if (!data_files_->read(folder, name, &text, &ignored)) return;  // a file need not have one
  const auto manifest = read_manifest(text);
  if (!manifest) {
    diagnostics_->add(Code::DataFileUnreadable, span, {name, "it is not a manifest (a JSON object)"});
    return;
  }
  if (manifest->date) data->snapshot = *manifest->date;
  if (!manifest->sha256.empty() && manifest->sha256 != data->digest)
    diagnostics_->add(Code::SnapshotHash, span, {data->name}).help =
        "restore the file, or write its hash into the manifest: " + data->digest;
  const auto rows = static_cast<std::int64_t>(data->table.rows.size());
  const std::string least = manifest->min_rows ? std::to_string(*manifest->min_rows) + " or more" : "";
  const std::string most = manifest->max_rows ? std::to_string(*manifest->max_rows) + " or fewer" : "";
  if (rows < manifest->min_rows.value_or(rows) || rows > manifest->max_rows.value_or(rows))
    diagnostics_->add(
        Code::SnapshotOutOfBounds, span,
        {data->name, std::to_string(rows), least + (least.empty() || most.empty() ? "" : " and ") + most});
}

ir::Period Declaring::period(const Declared& declared, ast::NodeId entry) {
  const ast::Tree& tree = declared.tree();
  const ast::NodeId from = tree.kid(entry, 0);
  const ast::NodeId through = tree.kid(entry, 1);
  ir::Period period;
  const auto first = days_of(tree, from);
  const auto last = days_of(tree, through);
  if (first) period.from = first->first;
  if (last) period.through = last->last;
  // "in 2025-Q1" is the whole quarter; "from 2025-01-13" has no end of its own.
  if (first && !last && tree.kind(from) == ast::Kind::Quarter) period.through = first->last;
  if (period.from > period.through) {
    diagnostics_->add(Code::PeriodEmpty, tree[entry].span, {format_day(period.from), format_day(period.through)}).help =
        "exchange the two days, or correct one";
    period.through = period.from;
  }
  return period;
}

ir::Id Declaring::document(const Declared& declared, ast::NodeId node) {
  if (node == ast::kNoNode) return ir::kNone;
  const ast::Tree& tree = declared.tree();
  const ir::Id known = symbols_->document(tree, node);
  return known != ir::kNone ? known : document(tree[node].text, tree[node].span);
}

ir::Id Declaring::document(std::string_view name, Span span) {
  std::int64_t instruction = 0;
  std::string_view document = name;
  constexpr std::string_view kInstruction = ", instruction ";
  if (const std::size_t at = name.find(kInstruction); at != std::string_view::npos) {
    document = name.substr(0, at);
    instruction = parse_written(name.substr(at + kInstruction.size()), 0).value;
  }
  if (const ir::Id known = symbols_->document(document, instruction); known != ir::kNone) return known;
  Diagnostic& unknown = diagnostics_->add(Code::UnknownDocument, span, {std::string(document)});
  Nearest nearest(document);
  for (const auto& [other, parts] : symbols_->documents) nearest.consider(other);
  unknown.help = nearest.best().empty() ? "declare it: rule " + std::string(document) + " published …; effective …."
                                        : "did you mean " + nearest.best() + "?";
  const auto made = static_cast<ir::Id>(program().documents.size());
  program().documents.emplace_back().name = document;
  symbols_->documents[std::string(document)].rest = made;
  return made;
}

std::string property_text(const ast::Tree& tree, ast::NodeId node, std::string_view name) {
  const ast::NodeId value = property_value(tree, node, name);
  return value == ast::kNoNode ? std::string() : tree[value].text;
}

ast::NodeId property_value(const ast::Tree& tree, ast::NodeId node, std::string_view name) {
  const ast::NodeId property = tree.property(node, name);
  return property == ast::kNoNode ? ast::kNoNode : tree.kid(property, 0);
}

std::string noun_of(const ast::Tree& tree, ast::NodeId node) {
  if (node == ast::kNoNode) return {};
  const ast::Kind kind = tree.kind(node);
  if (kind == ast::Kind::NounPhrase) {
    const auto& kids = tree[node].kids;
    return kids.size() == 1 ? noun_of(tree, kids[0]) : std::string();
  }
  const bool named = kind == ast::Kind::Name || kind == ast::Kind::Value || kind == ast::Kind::Text ||
                     kind == ast::Kind::TypeRef || kind == ast::Kind::Citation;
  return named ? tree[node].text : std::string();
}

ast::NodeId copy(const ast::Tree& from, ast::NodeId node, ast::Tree* to) {
  if (node == ast::kNoNode) return ast::kNoNode;
  ast::Node made = from[node];
  for (ast::NodeId& kid : made.kids) kid = copy(from, kid, to);
  return to->add(std::move(made));
}

std::string words_of(const ast::Tree& tree, ast::NodeId node) {
  std::string words = tree[node].text;
  for (const ast::NodeId kid : tree[node].kids) {
    const std::string below = kid == ast::kNoNode ? std::string() : words_of(tree, kid);
    if (!below.empty()) words += (words.empty() ? "" : " ") + below;
  }
  return words;
}

bool has_tag(const ast::Tree& tree, ast::NodeId node, std::string_view text) {
  for (const ast::TagText& tag : tree[node].tags)
    if (std::string_view(tag.text).starts_with(text)) return true;
  for (const ast::NodeId kid : tree[node].kids)
    if (tree.kind(kid) == ast::Kind::Tag && std::string_view(tree[kid].text).starts_with(text)) return true;
  return false;
}

}  // namespace licet::sema
