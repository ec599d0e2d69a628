// Names that sentences use and no schema holds: rulebooks, license exceptions, wordings, definitions, role sets.
#include <algorithm>
#include <map>
#include <utility>

#include "compiler/sema/declaring.h"
#include "compiler/sema/types.h"

namespace licet::sema {
namespace {

bool is_statement(ast::Kind kind) {
  return kind == ast::Kind::Sentence || kind == ast::Kind::Paragraph || kind == ast::Kind::Version;
}

bool is_list(ast::Kind kind) {
  return kind == ast::Kind::NounList || kind == ast::Kind::Following || kind == ast::Kind::List ||
         kind == ast::Kind::Item;
}

std::string without_prefix(std::string text, std::string_view prefix) {
  if (std::string_view(text).starts_with(prefix)) text.erase(0, prefix.size());
  return text;
}

void add_program(Declaring& d, const std::string& name, const std::string& citation, const std::string& title,
                 bool authorization, bool unwritten, Span span) {
  auto& exceptions = d.program().licensing.exceptions;
  if (const Symbol* known = d.symbols().find(name, SymbolKind::Program)) {
    ir::Exception& exception = exceptions[static_cast<std::size_t>(known->id)];
    if (exception.unwritten && !unwritten) {
      exception.citation = citation;
      exception.unwritten = false;
    }
    return;
  }
  const auto id = static_cast<ir::Id>(exceptions.size());
  d.name(name, SymbolKind::Program, id, ir::kNone, span);
  ir::Exception& exception = exceptions.emplace_back();
  exception.name = name;
  exception.citation = citation;
  exception.title = title;
  exception.authorization = authorization;
  exception.unwritten = unwritten;
}

// Every sentence that authorizes declares its program: "UVEU authorizes an export … when …".
void authorizations(Declaring& d, const ast::Tree& tree, ast::NodeId node, const ast::Node& section) {
  if (tree.kind(node) == ast::Kind::Authorizes)
    add_program(d, tree[node].text, section.text, section.name2, true, false, tree[node].span);
  for (const ast::NodeId kid : tree[node].kids) authorizations(d, tree, kid, section);
}

// ---- definitions ----

class Definitions {
 public:
  explicit Definitions(Declaring* d) : d_(d) {}

  void run() {
    each([this](ast::NodeId node, const std::string&) {
      if (tree().kid(node, 0) == ast::kNoNode) heads_.try_emplace(tree()[node].text, &tree(), node);
    });
    each([this](ast::NodeId node, const std::string& citation) { add(node, citation); });
    for (const Declared& wording : d_->all(ast::Kind::Wording)) add_wording(wording);
    role_sets();
  }

 private:
  const ast::Tree& tree() const { return unit_->file->tree; }

  // Every definition, those inside sections with the citation they stand at.
  template <typename F>
  void each(F visit) {
    for (const Unit& unit : d_->units()) {
      unit_ = &unit;
      for (const ast::NodeId kid : tree()[unit.file->root].kids) {
        if (tree().kind(kid) == ast::Kind::Definition) visit(kid, std::string());
        if (tree().kind(kid) == ast::Kind::Section) within(kid, tree()[kid].text, visit);
      }
    }
  }

  template <typename F>
  void within(ast::NodeId node, const std::string& citation, F visit) {
    for (const ast::NodeId kid : tree()[node].kids) {
      const ast::Kind kind = tree().kind(kid);
      if (kind == ast::Kind::Definition) visit(kid, citation);
      if (kind == ast::Kind::Paragraph) within(kid, citation + "(" + tree()[kid].text + ")", visit);
      if (kind == ast::Kind::Version) within(kid, citation, visit);
    }
  }

  void add(ast::NodeId node, const std::string& citation) {
    DefinitionSource source;
    source.name = tree()[node].text;
    source.file = unit_->file;
    source.node = node;
    source.citation = citation;
    const ast::NodeId whom = tree().kid(node, 0);
    if (whom != ast::kNoNode) {
      const std::string noun = head_of(tree(), whom);
      source.subject = record_of(noun, 0);
      if (source.subject == ir::kNone) {
        if (d_->symbols().all(noun).empty() && !defined(noun))
          return report_unknown(*d_, noun.empty() ? words_of(tree(), whom) : noun, tree()[whom].span);
        source.parameter = noun;  // "of a destination": of a fact, not of a row
      }
    }
    if (const ast::NodeId of = tree().kid(node, 1); of != ast::kNoNode && tree().kind(of) == ast::Kind::NounPhrase)
      source.parameter = head_of(tree(), of);
    const auto id = static_cast<ir::Id>(d_->symbols().definitions.size());
    d_->symbols().definitions.push_back(source);
    register_name(source, id, tree()[node].span);
  }

  // A predicate that says what it means is a definition of the same words, of the same subject.
  void add_wording(const Declared& declared) {
    const ast::Tree& tree = declared.tree();
    const ast::NodeId meaning = property_value(tree, declared.id, "means");
    const Symbol* symbol = d_->symbols().find(declared.node().text, SymbolKind::Wording);
    if (meaning == ast::kNoNode || !symbol) return;
    const Wording& wording = d_->symbols().wordings[static_cast<std::size_t>(symbol->id)];
    ast::File& made = d_->symbols().made_files.emplace_back();
    const ast::NodeId means = copy(tree, meaning, &made.tree);
    DefinitionSource source;
    source.name = wording.text;
    source.subject = wording.subject;
    source.file = &made;
    source.node = made.tree.add(
        {ast::Kind::Definition, 0, declared.node().span, wording.text, {}, {ast::kNoNode, ast::kNoNode, means}, {}});
    const auto id = static_cast<ir::Id>(d_->symbols().definitions.size());
    d_->symbols().definitions.push_back(source);
    register_name(source, id, declared.node().span);
  }

  // The noun a phrase is about: "item" of "a foreign-made item".
  static std::string head_of(const ast::Tree& tree, ast::NodeId node) {
    if (tree.kind(node) != ast::Kind::NounPhrase) return noun_of(tree, node);
    const ast::NodeId name = tree.first(node, ast::Kind::Name);
    return name == ast::kNoNode ? std::string() : tree[name].text;
  }

  // The rows that a noun stands for: of a record type, of a role, of a field that holds rows, or of what a definition
  // says it is ("affiliate" means an entity …).
  ir::Id record_of(const std::string& noun, int depth) {
    constexpr int kMaxDepth = 16;
    if (noun.empty() || depth > kMaxDepth) return ir::kNone;
    if (const ir::Id record = d_->symbols().record_type(noun); record != ir::kNone) return record;
    for (const Symbol& symbol : d_->symbols().all(noun)) {
      if (symbol.kind == SymbolKind::Role || symbol.kind == SymbolKind::RoleSet) return d_->program().schema.party;
      if (symbol.kind != SymbolKind::Field) continue;
      const ir::Type& type = d_->program()
                                 .schema.records[static_cast<std::size_t>(symbol.subject)]
                                 .fields_[static_cast<std::size_t>(symbol.id)]
                                 .type;
      if (type.record != ir::kNone) return type.record;
    }
    const auto [tree, node] = definition_of(noun);
    if (!tree) return ir::kNone;
    const ast::NodeId meaning = tree->first(node, ast::Kind::MeansNoun);
    if (meaning == ast::kNoNode) return ir::kNone;
    ast::NodeId what = tree->kid(meaning, 0);
    while (what != ast::kNoNode && is_list(tree->kind(what))) what = tree->kid(what, 0);
    return what == ast::kNoNode ? ir::kNone : record_of(head_of(*tree, what), depth + 1);
  }

  bool defined(const std::string& noun) const { return definition_of(noun).first != nullptr; }

  std::pair<const ast::Tree*, ast::NodeId> definition_of(const std::string& noun) const {
    const auto found = heads_.find(noun);
    return found == heads_.end() ? std::pair<const ast::Tree*, ast::NodeId>{nullptr, ast::kNoNode} : found->second;
  }

  // The same term may be defined in several sections; within one section, or at the top level, once for a subject.
  void register_name(const DefinitionSource& source, ir::Id id, Span span) {
    const auto [begin, end] = d_->symbols().names.equal_range(source.name);
    for (auto it = begin; it != end; ++it) {
      if (it->second.kind != SymbolKind::Definition || it->second.subject != source.subject) continue;
      const DefinitionSource& other = d_->symbols().definitions[static_cast<std::size_t>(it->second.id)];
      if (other.citation == source.citation) continue;
      d_->symbols().names.emplace(source.name, Symbol{SymbolKind::Definition, id, source.subject, span});
      return;
    }
    d_->name(source.name, SymbolKind::Definition, id, source.subject, span);
  }

  // ---- role sets: meanings that name roles, or other role sets, alone ----

  void role_sets() {
    const std::vector<DefinitionSource>& definitions = d_->symbols().definitions;
    for (bool changed = true; changed;) {
      changed = false;
      for (const DefinitionSource& source : definitions) {
        if (source.subject != ir::kNone || d_->symbols().find(source.name, SymbolKind::RoleSet)) continue;
        const ast::Tree& tree = source.file->tree;
        const ast::NodeId meaning = tree.first(source.node, ast::Kind::MeansNoun);
        std::vector<ir::Id> roles;
        if (meaning == ast::kNoNode || !roles_in(tree, tree.kid(meaning, 0), &roles) || roles.empty()) continue;
        const auto id = static_cast<ir::Id>(d_->program().schema.role_sets.size());
        d_->program().schema.role_sets.push_back({source.name, roles});
        d_->name(source.name, SymbolKind::RoleSet, id, ir::kNone, tree[source.node].span);
        changed = true;
      }
    }
  }

  bool roles_in(const ast::Tree& tree, ast::NodeId node, std::vector<ir::Id>* roles) {
    if (node == ast::kNoNode) return false;
    const auto& kids = tree[node].kids;
    if (tree.kind(node) == ast::Kind::Name) return name_of_roles(tree[node].text, roles);
    if (tree.kind(node) == ast::Kind::NounPhrase) return kids.size() == 1 && roles_in(tree, kids[0], roles);
    return is_list(tree.kind(node)) && !kids.empty() &&
           std::all_of(kids.begin(), kids.end(), [&](ast::NodeId kid) { return roles_in(tree, kid, roles); });
  }

  bool name_of_roles(const std::string& name, std::vector<ir::Id>* roles) {
    const auto add = [roles](ir::Id role) {
      if (std::find(roles->begin(), roles->end(), role) == roles->end()) roles->push_back(role);
    };
    if (const Symbol* role = d_->symbols().find(name, SymbolKind::Role)) {
      add(role->id);
      return true;
    }
    const Symbol* set = d_->symbols().find(name, SymbolKind::RoleSet);
    if (!set) return false;
    for (const ir::Id role : d_->program().schema.role_sets[static_cast<std::size_t>(set->id)].roles) add(role);
    return true;
  }

  Declaring* d_;
  const Unit* unit_ = nullptr;
  std::map<std::string, std::pair<const ast::Tree*, ast::NodeId>> heads_;  // definitions of no subject, by name
};

}  // namespace

void declare_rulebooks(Declaring& d) {
  for (const Declared& declared : d.all(ast::Kind::Rulebook)) {
    const ast::Tree& tree = declared.tree();
    const ast::Node& node = declared.node();
    auto& rulebooks = d.symbols().rulebooks;
    const auto same =
        std::find_if(rulebooks.begin(), rulebooks.end(), [&](const Rulebook& r) { return r.id == node.text; });
    if (same != rulebooks.end())
      d.diagnostics()
          .add(Code::NameDeclaredTwice, node.span, {node.text})
          .related.push_back({same->span, "declared here first"});
    else
      rulebooks.push_back({node.text, property_text(tree, declared.id, "title"),
                           property_text(tree, declared.id, "source"), node.span});
  }
}

void declare_programs(Declaring& d) {
  const std::vector<Declared> sections = d.all(ast::Kind::Section);
  for (const Declared& section : sections) {
    const ast::Tree& tree = section.tree();
    const std::string name = without_prefix(property_text(tree, section.id, "program"), "License Exception ");
    if (name.empty()) continue;
    const auto& kids = section.node().kids;
    // "license exception TMP, §740.9, not written out.", or a head with nothing below it: the conditions are unknown.
    const bool unwritten =
        tree.property(section.id, "not written out") != ast::kNoNode ||
        std::none_of(kids.begin(), kids.end(), [&](ast::NodeId k) { return is_statement(tree.kind(k)); });
    add_program(d, name, section.node().text, section.node().name2, false, unwritten, section.node().span);
  }
  for (const Declared& section : sections) authorizations(d, section.tree(), section.id, section.node());
}

void declare_wordings(Declaring& d) {
  for (const Declared& declared : d.all(ast::Kind::Wording)) {
    const ast::Tree& tree = declared.tree();
    Wording wording;
    wording.id = declared.node().text;
    wording.kind = declared.node().name2;
    wording.span = declared.node().span;
    if (const ast::NodeId text = tree.kid(declared.id, 0); text != ast::kNoNode) wording.text = tree[text].text;
    if (const ast::NodeId of = tree.kid(declared.id, 1); of != ast::kNoNode && tree.kind(of) != ast::Kind::Property) {
      const std::string noun = noun_of(tree, of);
      wording.subject = d.symbols().record_type(noun);
      if (wording.subject == ir::kNone && !noun.empty() && d.symbols().all(noun).empty())
        report_unknown(d, noun, tree[of].span);
    }
    wording.once_per = noun_of(tree, property_value(tree, declared.id, "once per"));
    wording.by = noun_of(tree, property_value(tree, declared.id, "by"));
    wording.data_name = property_text(tree, declared.id, "as");
    if (wording.data_name.empty()) wording.data_name = snake_case(wording.id);
    const auto id = static_cast<ir::Id>(d.symbols().wordings.size());
    d.name(wording.id, SymbolKind::Wording, id, ir::kNone, wording.span);
    if (!wording.text.empty() && wording.text != wording.id)
      d.name(wording.text, SymbolKind::Wording, id, ir::kNone, wording.span);
    d.symbols().wordings.push_back(std::move(wording));
  }
}

void declare_definitions(Declaring& d) { Definitions(&d).run(); }

}  // namespace licet::sema
