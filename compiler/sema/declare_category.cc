// Units and categories. Values come from the text or from a data file; of a hierarchy every prefix of a value is an
// inner node, so that 3A090.a.1 lies under 3A090.a under 3A090 whether or not the file has a row for each.
#include "compiler/sema/declaring.h"

namespace licet::sema {
namespace {

class Values {
 public:
  Values(Declaring* d, ir::Category* category, ir::Id id) : d_(d), category_(category), id_(id) {
    auto& names = d->symbols().value_names;
    if (names.size() <= static_cast<std::size_t>(id)) names.resize(static_cast<std::size_t>(id) + 1);
    names_ = &names[static_cast<std::size_t>(id)];
  }

  // The code of a value, made if it is new. `twice` tells that it was declared before; an inner node that a value below
  // it has made may still be declared.
  ir::Id add(const std::string& value, const std::string& data_name, bool* twice) {
    if (const auto found = names_->find(value); found != names_->end()) {
      *twice = !category_->hierarchical;
      return found->second;
    }
    *twice = false;
    if (category_->hierarchical) {
      const std::size_t dot = value.rfind('.');
      bool ignored = false;
      const ir::Id above = dot == std::string::npos ? ir::kNone : add(value.substr(0, dot), {}, &ignored);
      category_->parent.push_back(above);
    }
    const auto code = static_cast<ir::Id>(category_->values.size());
    names_->emplace(value, code);
    category_->values.push_back(value);
    category_->data_names.push_back(data_name);
    return code;
  }

  // Another name of a value, such as the English name of a country. False if it already names another value.
  bool also(const std::string& name, ir::Id code) {
    return name.empty() || names_->try_emplace(name, code).first->second == code;
  }

  // Makes the values usable as words. Paragraphs of a hierarchy are looked up by code(), never as words.
  void publish(Span span) {
    if (category_->hierarchical) return;
    for (const auto& [name, code] : *names_) d_->name(name, SymbolKind::Value, code, id_, span);
  }

 private:
  Declaring* d_;
  ir::Category* category_;
  ir::Id id_;
  std::map<std::string, ir::Id, std::less<>>* names_;
};

std::string spelling_in_data(const std::string& value) {
  return value.find(' ') == std::string::npos ? std::string() : snake_case(value);
}

void from_text(Declaring& d, const Declared& declared, Values* values) {
  const ast::Tree& tree = declared.tree();
  for (const ast::NodeId kid : declared.node().kids) {
    if (tree.kind(kid) != ast::Kind::CategoryValue) continue;
    const ast::NodeId given = tree.kid(kid, 0);
    bool twice = false;
    values->add(tree[kid].text, given == ast::kNoNode ? spelling_in_data(tree[kid].text) : tree[given].text, &twice);
    if (twice) d.diagnostics().add(Code::NameDeclaredTwice, tree[kid].span, {tree[kid].text});
  }
}

void from_file(Declaring& d, const Declared& declared, ast::NodeId property, Values* values) {
  const Declaring::Data* data = d.data(declared, property);
  if (!data) return;
  const Span span = declared.tree()[property].span;
  auto value_column = data->table.column("code");
  if (!value_column) value_column = data->table.column("paragraph");
  if (!value_column) value_column = data->table.column("value");
  if (!value_column) {
    d.diagnostics().add(Code::DataColumnMissing, span, {data->name, "code"}).help =
        "name the column of the values code, paragraph, or value";
    return;
  }
  const auto name_column = data->table.column("name");
  const auto data_column = data->table.column("data");
  for (const CsvRow& row : data->table.rows) {
    const std::string& value = row.cells[*value_column];
    const std::string line = std::to_string(row.line);
    if (value.empty()) {
      d.diagnostics().add(Code::DataValueInvalid, span, {data->name, line, value, "a value"});
      continue;
    }
    bool twice = false;
    const ir::Id code = values->add(value, data_column ? row.cells[*data_column] : std::string(), &twice);
    if (twice) {
      d.diagnostics().add(Code::DataValueInvalid, span,
                          {data->name, line, value, "a new value; it stands above already"});
      continue;
    }
    if (name_column && !values->also(row.cells[*name_column], code))
      d.diagnostics().add(Code::DataValueInvalid, span,
                          {data->name, line, row.cells[*name_column], "a new name; another value has it"});
  }
}

}  // namespace

void declare_units(Declaring& d) {
  const auto add = [&d](const std::string& name, Span span) {
    const auto id = static_cast<ir::Id>(d.program().schema.units.size());
    d.name(name, SymbolKind::Unit, id, ir::kNone, span);
    d.program().schema.units.push_back({name});
  };
  add("percent", {});
  for (const Declared& unit : d.all(ast::Kind::UnitDecl)) add(unit.node().text, unit.node().span);
}

void declare_categories(Declaring& d) {
  for (const Declared& declared : d.all(ast::Kind::Category)) {
    const ast::Node& node = declared.node();
    const auto id = static_cast<ir::Id>(d.program().schema.categories.size());
    d.name(node.text, SymbolKind::Category, id, ir::kNone, node.span);
    ir::Category& category = d.program().schema.categories.emplace_back();
    category.name = node.text;
    category.ordered = (node.flags & ast::kOrdered) != 0;
    category.hierarchical = (node.flags & ast::kHierarchical) != 0;
    Values values(&d, &category, id);
    from_text(d, declared, &values);
    const ast::NodeId file = declared.tree().property(declared.id, "file");
    if (file != ast::kNoNode) from_file(d, declared, file, &values);
    values.publish(node.span);
  }
}

}  // namespace licet::sema
