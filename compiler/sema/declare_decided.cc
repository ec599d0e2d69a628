// Decided values and partitions: their subject, values, order, default and cases. What provisions conclude is added
// when sentences are lowered; the conditions of cases and guards wait in Symbols::pending.
#include <algorithm>
#include <set>

#include "compiler/sema/declaring.h"
#include "compiler/sema/types.h"

namespace licet::sema {
namespace {

std::size_t index(ir::Id id) { return static_cast<std::size_t>(id); }

class DecidedValues {
 public:
  explicit DecidedValues(Declaring* d) : d_(d) {}

  void declare(const Declared& declared) {
    declared_ = declared;
    const ast::Tree& tree = declared.tree();
    ir::DecidedValue decided;
    decided.name = declared.node().text;
    decided.mode = mode(declared.node().name2);
    decided.column = property_text(tree, declared.id, "as");
    decided.subject = subject();
    decided.category = category(decided.name);
    if (decided.category == ir::kNone) return;
    const ir::Category& values = d_->program().schema.categories[index(decided.category)];
    decided.ordered = decided.mode == ir::Combination::MostRestrictive || values.ordered;
    const auto id = static_cast<ir::Id>(d_->program().decided.size());
    otherwise(id, &decided);
    if (decided.mode == ir::Combination::First) cases(id, &decided);
    order(&decided);
    d_->name(decided.name, SymbolKind::Decided, id, decided.subject, declared.node().span);
    d_->program().decided.push_back(std::move(decided));
    d_->symbols().decided_sources.push_back({declared.unit->file, declared.id});
  }

 private:
  static ir::Combination mode(std::string_view written) {
    if (written == "the most restrictive prevails") return ir::Combination::MostRestrictive;
    if (written == "all are listed") return ir::Combination::AllListed;
    if (written == "first" || written.starts_with("the first")) return ir::Combination::First;
    return ir::Combination::MustAgree;
  }

  ir::Id subject() {
    const ast::Tree& tree = declared_.tree();
    const ast::NodeId of = tree.kid(declared_.id, 0);
    ir::Schema& schema = d_->program().schema;
    if (of == ast::kNoNode || tree.kind(of) == ast::Kind::Property || tree.kind(of) == ast::Kind::DecideCase)
      return schema.line;
    const std::string noun = noun_of(tree, of);
    if (noun == "line") return schema.line;  // a program without lines is reported as such
    const ir::Id record = d_->symbols().record_type(noun);
    if (record == ir::kNone) report_unknown(*d_, noun.empty() ? words_of(tree, of) : noun, tree[of].span);
    return record;
  }

  // The category that is named; boolean; else one made of the values as listed, in that order.
  ir::Id category(const std::string& name) {
    const ast::Tree& tree = declared_.tree();
    if (const ast::NodeId named = property_value(tree, declared_.id, "category"); named != ast::kNoNode) {
      const std::string& text = tree[named].text;
      if (text == "boolean") return boolean();
      const ir::Id category = d_->symbols().category(text);
      if (category == ir::kNone) report_unknown(*d_, text, tree[named].span);
      return category;
    }
    const auto id = static_cast<ir::Id>(d_->program().schema.categories.size());
    ir::Category made;
    made.name = name;
    made.ordered = mode(declared_.node().name2) == ir::Combination::MostRestrictive;
    d_->symbols().value_names.resize(index(id) + 1);
    for (const ast::NodeId kid : declared_.node().kids) {
      const ast::Kind kind = tree.kind(kid);
      if (kind != ast::Kind::DecideCase && kind != ast::Kind::Otherwise) continue;
      if (tree[kid].text == "undetermined") continue;
      const auto code = static_cast<ir::Id>(made.values.size());
      if (!d_->symbols().value_names.back().try_emplace(tree[kid].text, code).second) continue;
      made.values.push_back(tree[kid].text);
      made.data_names.emplace_back();
    }
    d_->program().schema.categories.push_back(std::move(made));
    d_->name(name, SymbolKind::Category, id, ir::kNone, declared_.node().span);
    for (const auto& [value, code] : d_->symbols().value_names.back())
      d_->name(value, SymbolKind::Value, code, id, declared_.node().span);
    return id;
  }

  ir::Id boolean() {
    const ir::Id known = d_->symbols().category("boolean");
    if (known != ir::kNone) return known;
    const auto id = static_cast<ir::Id>(d_->program().schema.categories.size());
    d_->program().schema.categories.push_back({"boolean", false, false, {"no", "yes"}, {}, {"false", "true"}});
    d_->symbols().value_names.resize(index(id) + 1);
    d_->symbols().value_names.back() = {{"no", 0}, {"yes", 1}, {"false", 0}, {"true", 1}};
    d_->symbols().names.emplace("boolean", Symbol{SymbolKind::Category, id, ir::kNone, {}});
    return id;
  }

  ir::Id code(const ir::DecidedValue& decided, ast::NodeId node) {
    const ast::Node& value = declared_.tree()[node];
    const ir::Id code = d_->symbols().code(decided.category, value.text);
    if (code == ir::kNone) {
      const ir::Category& category = d_->program().schema.categories[index(decided.category)];
      d_->diagnostics().add(Code::NotAValueOf, value.span, {value.text, category.name});
    }
    return code;
  }

  void otherwise(ir::Id id, ir::DecidedValue* decided) {
    const ast::Tree& tree = declared_.tree();
    for (const ast::NodeId kid : declared_.node().kids) {
      if (tree.kind(kid) != ast::Kind::Otherwise) continue;
      const ast::NodeId guard = tree.kid(kid, 0);
      if (tree[kid].text == "undetermined") {
        // "otherwise undetermined" behind a guarded default says what the guard means anyway.
        if (decided->mode == ir::Combination::First && decided->fallback == ir::kNone) last_undetermined_ = true;
        continue;
      }
      decided->fallback = code(*decided, kid);
      if (guard != ast::kNoNode) wait(Pending::What::Guard, id, ir::kNone, decided->subject, guard);
    }
  }

  void cases(ir::Id id, ir::DecidedValue* decided) {
    const ast::Tree& tree = declared_.tree();
    for (const ast::NodeId kid : declared_.node().kids) {
      if (tree.kind(kid) != ast::Kind::DecideCase) continue;
      ir::Case one;
      one.undetermined = tree[kid].text == "undetermined";
      if (!one.undetermined) one.value = code(*decided, kid);
      const ast::NodeId when = tree.kid(kid, 0);
      if (when != ast::kNoNode)
        wait(Pending::What::Case, id, static_cast<ir::Id>(decided->cases.size()), decided->subject, when);
      else
        one.when = d_->symbols().build->truth(true, tree[kid].span);
      decided->cases.push_back(std::move(one));
    }
    if (!last_undetermined_) return;
    ir::Case last;
    last.undetermined = true;
    last.when = d_->symbols().build->truth(true, declared_.node().span);
    decided->cases.push_back(std::move(last));
    last_undetermined_ = false;
  }

  static std::vector<ir::Id> at_or_below(const ir::Category& category, ir::Id value) {
    std::vector<ir::Id> out;
    for (std::size_t v = 0; v < category.values.size(); ++v)
      for (auto up = static_cast<ir::Id>(v); up != ir::kNone;
           up = category.hierarchical ? category.parent[index(up)] : ir::kNone)
        if (up == value) out.push_back(static_cast<ir::Id>(v));
    return out;
  }

  // "3A090.b is less restrictive than 3A090.a": of every value at or below the one and the other, and what follows.
  void order(ir::DecidedValue* decided) {
    const ast::Tree& tree = declared_.tree();
    std::set<ir::Lesser> all;
    for (const ast::NodeId kid : declared_.node().kids) {
      if (tree.kind(kid) != ast::Kind::Property || tree[kid].text != "less restrictive") continue;
      if (decided->mode != ir::Combination::AllListed)
        return void(d_->diagnostics().add(Code::OrderOfWhatIsNotListed, tree[kid].span, {decided->name}));
      const ir::Id less = code(*decided, tree.kid(kid, 0)), more = code(*decided, tree.kid(kid, 1));
      if (less == ir::kNone || more == ir::kNone) return;
      const ir::Category& category = d_->program().schema.categories[index(decided->category)];
      for (const ir::Id a : at_or_below(category, less))
        for (const ir::Id b : at_or_below(category, more)) all.insert({a, b});
      for (bool grown = true; grown;) {
        grown = false;
        const std::set<ir::Lesser> known = all;
        for (const ir::Lesser& a : known)
          for (const ir::Lesser& b : known)
            if (a.more == b.less) grown |= all.insert({a.less, b.more}).second;
      }
      for (const ir::Lesser& one : all)
        if (one.less == one.more)
          return void(d_->diagnostics().add(Code::OrderInACircle, tree[kid].span, {category.values[index(one.less)]}));
    }
    decided->lesser.assign(all.begin(), all.end());
  }

  void wait(Pending::What what, ir::Id a, ir::Id b, ir::Id scope, ast::NodeId node) {
    d_->symbols().pending.push_back({what, a, b, scope, declared_.unit->file, {node}});
  }

  Declaring* d_;
  Declared declared_;
  bool last_undetermined_ = false;
};

// ---- partitions ----

// "partition tier of destination: tier 1 is every partner destination; …" is a value decided for the line, the first
// class that the destination is in. Each class becomes the clause "the destination is a partner destination", in a tree
// of its own, because the tree of the file never changes.
class Partitions {
 public:
  explicit Partitions(Declaring* d) : d_(d) {}

  void declare(const Declared& declared) {
    declared_ = declared;
    const ast::Tree& tree = declared.tree();
    const ast::NodeId of = tree.kid(declared.id, 0);
    const std::string noun = noun_of(tree, of);
    if (d_->symbols().all(noun).empty()) return report_unknown(*d_, noun, of ? tree[of].span : declared.node().span);
    ir::DecidedValue decided;
    decided.name = declared.node().text;
    decided.column = property_text(tree, declared.id, "as");
    decided.mode = ir::Combination::First;
    decided.subject = d_->program().schema.line;
    decided.category = classes();
    const auto id = static_cast<ir::Id>(d_->program().decided.size());
    made_ = &d_->symbols().made_files.emplace_back();
    for (const ast::NodeId kid : declared.node().kids) {
      if (tree.kind(kid) != ast::Kind::PartitionClass) continue;
      ir::Case one;
      one.value = d_->symbols().code(decided.category, tree[kid].text);
      const ast::NodeId what = tree.kid(kid, 0);
      if (what == ast::kNoNode) continue;
      if (every_other(tree, what)) {
        decided.fallback = one.value;
        continue;
      }
      d_->symbols().pending.push_back({Pending::What::Case,
                                       id,
                                       static_cast<ir::Id>(decided.cases.size()),
                                       decided.subject,
                                       made_,
                                       {clause(of, what)}});
      decided.cases.push_back(one);
    }
    d_->name(decided.name, SymbolKind::Partition, id, ir::kNone, declared.node().span);
    d_->program().decided.push_back(std::move(decided));
    d_->symbols().decided_sources.push_back({declared.unit->file, declared.id});
  }

 private:
  static bool every_other(const ast::Tree& tree, ast::NodeId node) {
    return tree.kind(node) == ast::Kind::NounPhrase && tree[node].text == "every other";
  }

  ir::Id classes() {
    const ast::Tree& tree = declared_.tree();
    const auto id = static_cast<ir::Id>(d_->program().schema.categories.size());
    ir::Category& category = d_->program().schema.categories.emplace_back();
    category.name = declared_.node().text;
    d_->symbols().value_names.resize(index(id) + 1);
    for (const ast::NodeId kid : declared_.node().kids) {
      if (tree.kind(kid) != ast::Kind::PartitionClass) continue;
      const auto code = static_cast<ir::Id>(category.values.size());
      if (!d_->symbols().value_names.back().try_emplace(tree[kid].text, code).second) {
        d_->diagnostics().add(Code::NameDeclaredTwice, tree[kid].span, {tree[kid].text});
        continue;
      }
      category.values.push_back(tree[kid].text);
      category.data_names.emplace_back();
      d_->name(tree[kid].text, SymbolKind::Value, code, id, tree[kid].span);
    }
    d_->name(declared_.node().text, SymbolKind::Category, id, ir::kNone, declared_.node().span);
    return id;
  }

  // Clause(the destination, is, a partner destination).
  ast::NodeId clause(ast::NodeId subject, ast::NodeId what) {
    const Span span = declared_.tree()[what].span;
    const ast::NodeId whole = made_->tree.add({ast::Kind::OneOf, 0, span, {}, {}, {of_one(what)}, {}});
    const ast::NodeId is = made_->tree.add({ast::Kind::Is, 0, span, "is", {}, {whole}, {}});
    return made_->tree.add({ast::Kind::Clause, 0, span, {}, {}, {noun_phrase(subject), is}, {}});
  }

  ast::NodeId noun_phrase(ast::NodeId subject) {
    const ast::Tree& tree = declared_.tree();
    if (tree.kind(subject) == ast::Kind::NounPhrase) return copy(tree, subject, &made_->tree);
    const ast::NodeId name = made_->tree.add({ast::Kind::Name, 0, tree[subject].span, tree[subject].text, {}, {}, {}});
    return made_->tree.add({ast::Kind::NounPhrase, 0, tree[subject].span, "the", {}, {name}, {}});
  }

  // "every partner destination" is, of one destination, "a partner destination".
  ast::NodeId of_one(ast::NodeId node) {
    const ast::NodeId made = copy(declared_.tree(), node, &made_->tree);
    std::vector<ast::NodeId> phrases = {made};
    if (made_->tree.kind(made) == ast::Kind::NounList) phrases = made_->tree[made].kids;
    for (const ast::NodeId phrase : phrases)
      if (made_->tree.kind(phrase) == ast::Kind::NounPhrase && made_->tree[phrase].text == "every")
        made_->tree.edit(phrase).text.clear();
    return made;
  }

  Declaring* d_;
  Declared declared_;
  ast::File* made_ = nullptr;
};

}  // namespace

void declare_decided(Declaring& d) {
  DecidedValues values(&d);
  for (const Declared& decide : d.all(ast::Kind::Decide)) values.declare(decide);
}

void declare_partitions(Declaring& d) {
  Partitions partitions(&d);
  for (const Declared& partition : d.all(ast::Kind::Partition)) partitions.declare(partition);
}

}  // namespace licet::sema
