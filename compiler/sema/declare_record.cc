// Record types, fields and roles. Two passes: the types first, so that fields may name one declared further on; then
// the fields, and from them who owns the rows of whom.
#include "compiler/sema/declaring.h"
#include "compiler/sema/types.h"
#include "compiler/sema/written.h"

namespace licet::sema {
namespace {

class Records {
 public:
  explicit Records(Declaring* d) : d_(d) {}

  void run() {
    const std::vector<Declared> records = d_->all(ast::Kind::Record);
    for (const Declared& record : records) head(record);
    for (std::size_t i = 0; i < records.size(); ++i) body(records[i], static_cast<ir::Id>(i));
    find_places();
    for (std::size_t i = 0; i < records.size(); ++i) place(records[i], static_cast<ir::Id>(i));
    for (const Declared& role : d_->all(ast::Kind::Role)) declare_role(role);
  }

 private:
  ir::Schema& schema() { return d_->program().schema; }
  ir::RecordType& type(ir::Id id) { return schema().records[static_cast<std::size_t>(id)]; }

  void head(const Declared& declared) {
    const auto id = static_cast<ir::Id>(schema().records.size());
    d_->name(declared.node().text, SymbolKind::RecordType, id, ir::kNone, declared.node().span);
    schema().records.emplace_back().name = declared.node().text;
  }

  void body(const Declared& declared, ir::Id record) {
    const ast::Tree& tree = declared.tree();
    for (const ast::NodeId kid : declared.node().kids)
      if (tree.kind(kid) == ast::Kind::FieldDecl) field(declared, kid, record);
    if (const ast::NodeId depth = property_value(tree, declared.id, "depth"); depth != ast::kNoNode)
      type(record).depth = static_cast<std::int32_t>(parse_written(tree[depth].text, 0).value);
    if (const std::string key = property_text(tree, declared.id, "key"); !key.empty())
      if (const Symbol* field = d_->symbols().find(key, SymbolKind::Field, record)) type(record).key = field->id;
  }

  void field(const Declared& declared, ast::NodeId node, ir::Id record) {
    const ast::Tree& tree = declared.tree();
    const auto id = static_cast<ir::Id>(type(record).fields_.size());
    ir::Field field;
    field.name = tree[node].text;
    const ast::NodeId column = property_value(tree, node, "as");
    field.column = column == ast::kNoNode ? snake_case(field.name) : tree[column].text;
    field.required = tree.property(node, "required") != ast::kNoNode;
    field.may_be_none = tree.property(node, "may be none") != ast::kNoNode;
    field.derived = tree.property(node, "derived") != ast::kNoNode;
    field.complete_column = property_text(tree, node, "complete by");
    field.type = type_of(declared, tree.first(node, ast::Kind::TypeRef), field.name, record);
    if (field.type.kind == ir::ValueKind::List && field.type.record == record) type(record).children = id;
    bounds(tree, node, &field);
    if (const ast::NodeId most = property_value(tree, node, "not more than"); most != ast::kNoNode)
      field.max_elements = static_cast<std::int32_t>(parse_written(tree[most].text, 0).value);
    if (tree.property(node, "key") != ast::kNoNode) type(record).key = id;
    if (const ast::NodeId when = property_value(tree, node, "complete when"); when != ast::kNoNode)
      d_->symbols().pending.push_back({Pending::What::CompleteWhen, record, id, record, declared.unit->file, {when}});
    d_->name(field.name, SymbolKind::Field, id, record, tree[node].span);
    type(record).fields_.push_back(std::move(field));
  }

  ir::Type type_of(const Declared& declared, ast::NodeId ref, const std::string& field, ir::Id owner) {
    ir::Type type;
    if (ref == ast::kNoNode) return type;  // the parser has reported what stands there
    const ast::Tree& tree = declared.tree();
    const std::string& text = tree[ref].text;
    const ir::Id record = d_->symbols().record_type(text);
    if (text == "list") {
      type.kind = ir::ValueKind::List;
      const ir::Type of = type_of(declared, tree.first(ref, ast::Kind::TypeRef), field, owner);
      type.record = of.kind == ir::ValueKind::Struct ? of.record : values_of(field, owner, of);
    } else if (const auto scalar = scalar_type(*d_, tree, ref)) {
      type = *scalar;
      if (record != ir::kNone)
        d_->diagnostics().add(Code::NameKindsClash, tree[ref].span, {text, "a category", "a record"}).help =
            "give one of the two another name";
    } else if (record != ir::kNone) {
      type.kind = ir::ValueKind::Struct;
      type.record = record;
    } else {
      report_unknown(*d_, text, tree[ref].span);
    }
    return type;
  }

  // A list of values has rows of one field, the value itself.
  ir::Id values_of(const std::string& field, ir::Id owner, const ir::Type& of) {
    const auto id = static_cast<ir::Id>(schema().records.size());
    ir::RecordType made;
    made.name = field + " of " + type(owner).name;
    made.parent = owner;
    ir::Field value;
    value.name = "value";
    value.type = of;
    made.fields_.push_back(std::move(value));
    schema().records.push_back(std::move(made));
    return id;
  }

  void bounds(const ast::Tree& tree, ast::NodeId node, ir::Field* field) {
    const ast::NodeId from = property_value(tree, node, "from");
    const ast::NodeId to = property_value(tree, node, "to");
    if (from == ast::kNoNode || to == ast::kNoNode) return;
    const auto lo = bound(tree, from, *field, true);
    const auto hi = bound(tree, to, *field, false);
    if (!lo || !hi) return;
    if (*lo > *hi) {
      d_->diagnostics().add(Code::BoundsReversed, cover(tree[from].span, tree[to].span),
                            {field->name, tree[from].text, tree[to].text});
      return;
    }
    field->bounded = true;
    field->lo = *lo;
    field->hi = *hi;
  }

  std::optional<std::int64_t> bound(const ast::Tree& tree, ast::NodeId node, const ir::Field& field, bool lower) {
    const std::string& text = tree[node].text;
    const Span span = tree[node].span;
    if (field.type.kind == ir::ValueKind::Date) {
      const auto days = days_of(tree, node);
      if (days) return lower ? days->first : days->last;
      d_->diagnostics().add(Code::TypeMismatch, span, {"a date", text, "none"});
      return std::nullopt;
    }
    const ParsedDecimal number = parse_written(text, field.type.scale);
    if (field.type.kind != ir::ValueKind::Number || number.error == DecimalError::kNotANumber)
      d_->diagnostics().add(Code::TypeMismatch, span, {"a number", text, "none"});
    else if (number.error == DecimalError::kTooManyPlaces)
      d_->diagnostics().add(Code::NumberNotExact, span, {text, std::to_string(field.type.scale)});
    else if (number.error == DecimalError::kOverflow)
      d_->diagnostics().add(Code::NumberTooLarge, span, {text, number_of_places(field.type.scale)});
    else
      return number.value;
    return std::nullopt;
  }

  // ---- places ----

  void find_places() {
    ir::Schema& s = schema();
    s.shipment = d_->symbols().record_type("shipment");
    s.line = d_->symbols().record_type("line");
    s.party = d_->symbols().record_type("party");
    if (s.shipment == ir::kNone) return;
    const auto& fields = type(s.shipment).fields_;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].type.kind != ir::ValueKind::List) continue;
      if (fields[i].type.record == s.line && s.line != ir::kNone) s.lines_field = static_cast<ir::Id>(i);
      if (fields[i].type.record == s.party && s.party != ir::kNone) s.parties_field = static_cast<ir::Id>(i);
    }
  }

  // Who owns the rows of a record type: the record that "in" names, else the only one with a field of that type.
  void place(const Declared& declared, ir::Id record) {
    if (record == schema().shipment) return;
    const Span span = declared.node().span;
    const ast::NodeId in = property_value(declared.tree(), declared.id, "in");
    const std::string within = noun_of(declared.tree(), in);
    std::vector<ir::Id> owners;
    std::vector<std::string> places;  // "lines of shipment"
    for (std::size_t i = 0; i < schema().records.size(); ++i)
      for (const ir::Field& field : schema().records[i].fields_) {
        if (field.type.record != record || static_cast<ir::Id>(i) == record) continue;
        owners.push_back(static_cast<ir::Id>(i));
        places.push_back(field.name + " of " + schema().records[i].name);
      }
    const bool known = within.empty() || d_->symbols().record_type(within) != ir::kNone;
    if (!known) {
      report_unknown(*d_, within, declared.tree()[in].span);
    } else if (owners.empty()) {
      d_->diagnostics().add(Code::RecordOwnedNowhere, span, {type(record).name}).help =
          "give the record that holds its rows a field: " + type(record).name + ": list of " + type(record).name + ".";
    } else if (owners.size() > 1) {
      d_->diagnostics().add(Code::RecordOwnedTwice, span, {type(record).name, places[0], places[1]}).help =
          "declare a record type for each of the two places";
    } else if (!within.empty() && d_->symbols().record_type(within) != owners[0]) {
      d_->diagnostics().add(Code::RecordOwnedTwice, span, {type(record).name, within, places[0]}).help =
          "name the record that has the field: in " + type(owners[0]).name;
    }
    type(record).parent = owners.empty() ? schema().shipment : owners[0];
  }

  void declare_role(const Declared& declared) {
    const ast::Tree& tree = declared.tree();
    ir::Schema& s = schema();
    if (s.shipment == ir::kNone || s.party == ir::kNone) {
      d_->diagnostics().add(Code::RecordMissing, declared.node().span,
                            {s.shipment == ir::kNone ? "shipment" : "party", "a role names a party of the shipment"});
      return;
    }
    ir::Field role;
    role.name = declared.node().text;
    role.type.kind = ir::ValueKind::Role;
    role.type.record = s.party;
    role.may_be_none = tree.property(declared.id, "may be none") != ast::kNoNode;
    const ast::NodeId column = property_value(tree, declared.id, "as");
    role.column = column == ast::kNoNode ? snake_case(role.name) : tree[column].text;
    const auto id = static_cast<ir::Id>(type(s.shipment).fields_.size());
    d_->name(role.name, SymbolKind::Role, id, ir::kNone, declared.node().span);
    type(s.shipment).fields_.push_back(std::move(role));
  }

  Declaring* d_;
};

}  // namespace

void declare_records(Declaring& d) { Records(&d).run(); }

}  // namespace licet::sema
