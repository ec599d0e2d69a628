// Tables: dated rows by key, inline or from a file. The columns "from", "through", "document" and "unconfirmed" are not
// cells: they say when a row holds, who made it and whether it is certain.
#include <algorithm>
#include <set>

#include "compiler/sema/declaring.h"
#include "compiler/sema/period.h"
#include "compiler/sema/types.h"
#include "compiler/sema/written.h"

namespace licet::sema {
namespace {

enum CellState : std::uint8_t { kMissing = 0, kKnown = 1, kNone = 2 };

bool describes_row(std::string_view column) {
  return column == "from" || column == "through" || column == "document" || column == "unconfirmed";
}

// A row before its cells are typed: texts by column, the key among them.
struct RawRow {
  std::vector<std::string> cells;  // as `columns_`, "" where the file has none
  std::string where;               // number of the row, for messages
  Span span;
};

class Tables {
 public:
  explicit Tables(Declaring* d) : d_(d) {}

  void declare(const Declared& declared) {
    declared_ = declared;
    const ast::Tree& tree = declared.tree();
    table_ = {};
    columns_.clear();
    rows_.clear();
    file_ = declared.node().text;
    id_ = static_cast<ir::Id>(d_->program().tables.size());
    table_.name = declared.node().text;
    table_.source = property_text(tree, declared.id, "source");
    key_ = noun_of(tree, tree.kid(declared.id, 0));
    for (const ast::NodeId kid : declared.node().kids)
      if (tree.kind(kid) == ast::Kind::Column) columns_.push_back({tree[kid].text, kid});
    const bool has_key =
        std::any_of(columns_.begin(), columns_.end(), [this](const auto& c) { return c.name == key_; });
    if (!has_key) columns_.insert(columns_.begin(), {key_, ast::kNoNode});
    if (const ast::NodeId file = tree.property(declared.id, "file"); file != ast::kNoNode) read_file(file);
    inline_rows();
    for (const Column& column : columns_) declare_column(column);
    for (const RawRow& row : rows_) add(row);
    finish();
    d_->name(table_.name, SymbolKind::Table, id_, ir::kNone, declared.node().span);
    d_->program().tables.push_back(std::move(table_));
  }

 private:
  struct Column {
    std::string name;
    ast::NodeId node;  // kNoNode: the key, which the declaration does not list again
  };

  void read_file(ast::NodeId property) {
    const Declaring::Data* data = d_->data(declared_, property);
    if (!data) return;
    const Span span = declared_.tree()[property].span;
    file_ = table_.file = data->name;
    table_.digest = data->digest;
    if (data->snapshot != ir::kBeginning) table_.snapshots.push_back(data->snapshot);
    for (const char* name : {"from", "through", "document", "unconfirmed"})
      if (data->table.column(name) && index_of(name) == columns_.size()) columns_.push_back({name, ast::kNoNode});
    std::vector<std::optional<std::size_t>> at;
    for (const Column& column : columns_) {
      at.push_back(data->table.column(column.name));
      if (!at.back() && !describes_row(column.name))
        d_->diagnostics().add(Code::DataColumnMissing, span, {data->name, snake_case(column.name)});
    }
    for (const CsvRow& row : data->table.rows) {
      RawRow raw{{}, std::to_string(row.line), span};
      for (const auto& column : at) raw.cells.push_back(column ? row.cells[*column] : std::string());
      rows_.push_back(std::move(raw));
    }
  }

  // Values of an inline row stand in the order of the columns as declared.
  void inline_rows() {
    const ast::Tree& tree = declared_.tree();
    std::size_t number = 0;
    for (const ast::NodeId kid : declared_.node().kids) {
      if (tree.kind(kid) != ast::Kind::TableRow) continue;
      RawRow raw{std::vector<std::string>(columns_.size()), std::to_string(++number), tree[kid].span};
      for (std::size_t i = 0; i < tree[kid].kids.size() && i < columns_.size(); ++i)
        raw.cells[i] = tree[tree[kid].kids[i]].text;
      rows_.push_back(std::move(raw));
    }
  }

  std::size_t index_of(std::string_view name) const {
    std::size_t i = 0;
    while (i < columns_.size() && columns_[i].name != name) ++i;
    return i;
  }

  void declare_column(const Column& column) {
    if (describes_row(column.name)) return;
    const ir::Type type = type_of(column);
    if (column.name == key_) {
      table_.key_type = type;
      if (column.node == ast::kNoNode) return;
    }
    const Span span = column.node == ast::kNoNode ? declared_.node().span : declared_.tree()[column.node].span;
    d_->name(column.name, SymbolKind::Column, static_cast<ir::Id>(table_.columns.size()), id_, span);
    table_.columns.push_back(column.name);
    table_.column_types.push_back(type);
  }

  ir::Type type_of(const Column& column) {
    const ast::Tree& tree = declared_.tree();
    if (column.node != ast::kNoNode) {
      if (const ast::NodeId one_of = tree.property(column.node, "one of"); one_of != ast::kNoNode)
        return own_category(column.name, tree, one_of);
      if (const ast::NodeId ref = tree.first(column.node, ast::Kind::TypeRef); ref != ast::kNoNode) {
        auto type = scalar_type(*d_, tree, ref);
        if (!type) {
          report_unknown(*d_, tree[ref].text, tree[ref].span);
          return ir::text_type();
        }
        if (type->kind == ir::ValueKind::Number && tree.first(ref, ast::Kind::Number) == ast::kNoNode)
          type->scale = scale_of(column.name);
        return *type;
      }
    }
    // The key of a table is what rules look it up by: a fact of the same name tells its type.
    if (column.name == key_)
      for (const Symbol& symbol : d_->symbols().all(key_))
        if (symbol.kind == SymbolKind::Field) {
          const ir::Type& type = d_->program()
                                     .schema.records[static_cast<std::size_t>(symbol.subject)]
                                     .fields_[static_cast<std::size_t>(symbol.id)]
                                     .type;
          if (type.kind == ir::ValueKind::Category) return type;
        }
    return ir::text_type();
  }

  // As many decimals as the rows use.
  std::int8_t scale_of(const std::string& column) const {
    const std::size_t at = index_of(column);
    int scale = 0;
    for (const RawRow& row : rows_) scale = std::max(scale, std::min(9, decimals_written(row.cells[at])));
    return static_cast<std::int8_t>(scale);
  }

  ir::Type own_category(const std::string& column, const ast::Tree& tree, ast::NodeId one_of) {
    const auto id = static_cast<ir::Id>(d_->program().schema.categories.size());
    ir::Category& category = d_->program().schema.categories.emplace_back();
    category.name = d_->symbols().category(column) == ir::kNone ? column : column + " of " + table_.name;
    d_->symbols().value_names.resize(static_cast<std::size_t>(id) + 1);
    for (const ast::NodeId kid : tree[one_of].kids) {
      const std::string& value = tree[kid].text;
      if (value.empty()) continue;
      const auto code = static_cast<ir::Id>(category.values.size());
      if (!d_->symbols().value_names.back().try_emplace(value, code).second) continue;
      category.values.push_back(value);
      category.data_names.emplace_back();
      d_->name(value, SymbolKind::Value, code, id, tree[kid].span);
    }
    d_->name(category.name, SymbolKind::Category, id, ir::kNone, tree[one_of].span);
    return ir::category_type(id);
  }

  void wrong(const RawRow& row, const std::string& text, const std::string& what) {
    d_->diagnostics().add(Code::DataValueInvalid, row.span, {file_, row.where, text, what});
  }

  void add(const RawRow& raw) {
    ir::TableRow row;
    row.unconfirmed = has_tag(declared_.tree(), declared_.id, "unconfirmed");
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::string& text = raw.cells[i];
      if (describes_row(columns_[i].name)) {
        describe(raw, columns_[i].name, text, &row);
        continue;
      }
      const bool is_key = columns_[i].name == key_;
      if (is_key) {
        const auto key = value_of(*d_, table_.key_type, text);
        if (!key || text.empty()) return wrong(raw, text, "a key: " + expected(*d_, table_.key_type));
        row.key = static_cast<ir::Id>(*key);
        if (columns_[i].node == ast::kNoNode) continue;
      }
      row.cells.push_back(cell(raw, text, table_.column_types[row.cells.size()]));
    }
    if (row.period.from > row.period.through)
      return wrong(raw, format_day(row.period.through), "on or after its first day");
    table_.rows.push_back(std::move(row));
    spans_.push_back(raw.span);
  }

  void describe(const RawRow& raw, std::string_view column, const std::string& text, ir::TableRow* row) {
    if (text.empty()) return;
    if (column == "document") {
      row->period.document = d_->document(text, raw.span);
    } else if (column == "unconfirmed") {
      row->unconfirmed = row->unconfirmed || text == "yes";
      if (text != "yes") wrong(raw, text, "yes, or nothing");
    } else if (const auto day = parse_day(text)) {
      (column == "from" ? row->period.from : row->period.through) = *day;
    } else {
      wrong(raw, text, "a date such as 2025-01-13");
    }
  }

  ir::TableCell cell(const RawRow& raw, const std::string& text, const ir::Type& type) {
    if (text.empty() || text == "unknown") return {kMissing, 0};
    if (const auto value = value_of(*d_, type, text)) return {kKnown, *value};
    if (text == "none") return {kNone, 0};
    wrong(raw, text, expected(*d_, type));
    return {kMissing, 0};
  }

  void finish() {
    std::vector<std::size_t> order(table_.rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
      const ir::TableRow& x = table_.rows[a];
      const ir::TableRow& y = table_.rows[b];
      return x.key != y.key ? x.key < y.key : x.period.from < y.period.from;
    });
    std::vector<ir::TableRow> sorted;
    for (const std::size_t i : order) sorted.push_back(std::move(table_.rows[i]));
    for (std::size_t begin = 0; begin < sorted.size();) {
      std::size_t end = begin;
      std::vector<Version> versions;
      std::vector<ir::Period*> periods;
      while (end < sorted.size() && sorted[end].key == sorted[begin].key) {
        versions.push_back({sorted[end].period, spans_[order[end]]});
        periods.push_back(&sorted[end++].period);
      }
      if (versions.size() > 1)
        report_overlaps(key_text(sorted[begin].key) + " in " + table_.name, versions, Code::PeriodsOverlap,
                        &d_->diagnostics());
      settle_ends(periods);
      begin = end;
    }
    table_.rows = std::move(sorted);
    spans_.clear();
    if (table_.snapshots.empty()) days_of_change();
  }

  // Without a manifest the list was taken on the days on which it changed.
  void days_of_change() {
    std::set<Day> days;
    for (const ir::TableRow& row : table_.rows) {
      if (row.period.from != ir::kBeginning) days.insert(row.period.from);
      if (row.period.through != ir::kForever) days.insert(row.period.through + 1);
    }
    table_.snapshots.assign(days.begin(), days.end());
  }

  std::string key_text(ir::Id key) {
    if (table_.key_type.kind != ir::ValueKind::Category) return d_->program().texts[static_cast<std::size_t>(key)];
    return d_->program()
        .schema.categories[static_cast<std::size_t>(table_.key_type.category)]
        .values[static_cast<std::size_t>(key)];
  }

  Declaring* d_;
  Declared declared_;
  ir::Table table_;
  ir::Id id_ = ir::kNone;
  std::string key_;
  std::string file_;  // what messages call the place of a row
  std::vector<Column> columns_;
  std::vector<RawRow> rows_;
  std::vector<Span> spans_;  // beside table_.rows as collected
};

}  // namespace

void declare_tables(Declaring& d) {
  Tables tables(&d);
  for (const Declared& table : d.all(ast::Kind::Table)) tables.declare(table);
}

}  // namespace licet::sema
