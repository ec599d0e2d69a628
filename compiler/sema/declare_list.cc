// Dated lists: sets of codes by day, inline or from a file whose rows name the list (docs/adr/0003).
#include <algorithm>

#include "compiler/sema/declaring.h"
#include "compiler/sema/period.h"
#include "compiler/sema/types.h"
#include "core/base/nearest.h"

namespace licet::sema {
namespace {

class Lists {
 public:
  explicit Lists(Declaring* d) : d_(d) {}

  void declare(const Declared& declared) {
    declared_ = declared;
    const ast::Tree& tree = declared.tree();
    list_ = {};
    versions_.clear();
    list_.name = declared.node().text;
    list_.source = property_text(tree, declared.id, "source");
    list_.incomplete = tree.property(declared.id, "incomplete") != ast::kNoNode;
    list_.unconfirmed = has_tag(tree, declared.id, "unconfirmed");
    list_.category = category_of();
    if (list_.category != ir::kNone) {
      for (const ast::NodeId kid : declared.node().kids)
        if (tree.kind(kid) == ast::Kind::ListEntry) entry(kid);
      if (const ast::NodeId file = tree.property(declared.id, "file"); file != ast::kNoNode) rows(file);
      finish();
    }
    const auto id = static_cast<ir::Id>(d_->program().lists.size());
    d_->name(list_.name, SymbolKind::List, id, ir::kNone, declared.node().span);
    d_->program().lists.push_back(std::move(list_));
  }

 private:
  // A list is of a category, or of a fact whose values are of one ("of destination").
  ir::Id category_of() {
    const ast::Tree& tree = declared_.tree();
    const ast::NodeId of = tree.kid(declared_.id, 0);
    const std::string noun = noun_of(tree, of);
    const ir::Id category = d_->symbols().category(noun);
    if (category != ir::kNone) return category;
    for (const Symbol& symbol : d_->symbols().all(noun))
      if (symbol.kind == SymbolKind::Field) {
        const ir::Type& type = field_type(symbol);
        if (type.kind == ir::ValueKind::Category) return type.category;
      }
    const Span span = of == ast::kNoNode ? declared_.node().span : tree[of].span;
    if (d_->symbols().all(noun).empty())
      report_unknown(*d_, noun, span);
    else
      d_->diagnostics().add(Code::TypeMismatch, span, {"a category", noun, "none"});
    return ir::kNone;
  }

  const ir::Type& field_type(const Symbol& symbol) {
    return d_->program()
        .schema.records[static_cast<std::size_t>(symbol.subject)]
        .fields_[static_cast<std::size_t>(symbol.id)]
        .type;
  }

  const std::string& category_name() {
    return d_->program().schema.categories[static_cast<std::size_t>(list_.category)].name;
  }

  std::string near_value(std::string_view text) {
    Nearest nearest(text);
    for (const auto& [name, code] : d_->symbols().value_names[static_cast<std::size_t>(list_.category)])
      nearest.consider(name);
    return nearest.best().empty() ? std::string() : "did you mean " + nearest.best() + "?";
  }

  void entry(ast::NodeId node) {
    const ast::Tree& tree = declared_.tree();
    ir::ListMember member;
    member.period = d_->period(declared_, node);
    member.period.document = d_->document(declared_, tree.kid(node, 2));
    member.unconfirmed_end = has_tag(tree, node, "unconfirmed end");
    member.unconfirmed = !member.unconfirmed_end && has_tag(tree, node, "unconfirmed");
    for (std::size_t i = 3; i < tree[node].kids.size(); ++i) {
      const ast::NodeId value = tree[node].kids[i];
      if (tree.kind(value) == ast::Kind::Nothing || tree.kind(value) == ast::Kind::Tag) continue;
      member.code = d_->symbols().code(list_.category, tree[value].text);
      if (member.code == ir::kNone)
        d_->diagnostics().add(Code::NotAValueOf, tree[value].span, {tree[value].text, category_name()}).help =
            near_value(tree[value].text);
      else
        add(member, tree[value].span);
    }
  }

  void rows(ast::NodeId property) {
    const Declaring::Data* data = d_->data(declared_, property);
    if (!data) return;
    const Span span = declared_.tree()[property].span;
    list_.file = data->name;
    list_.digest = data->digest;
    list_.snapshot = data->snapshot;
    const auto list_column = data->table.column("list");
    const auto value_column = data->table.column("value");
    if (!value_column) {
      d_->diagnostics().add(Code::DataColumnMissing, span, {data->name, "value"});
      return;
    }
    bool any = false;
    Nearest nearest(list_.name);
    for (const CsvRow& row : data->table.rows) {
      if (list_column && row.cells[*list_column] != list_.name) {
        nearest.consider(row.cells[*list_column]);
        continue;
      }
      any = true;
      member(*data, row, *value_column, span);
    }
    if (any || !list_column) return;
    d_->diagnostics().add(Code::DataFileUnreadable, span, {data->name, "it has no row for " + list_.name}).help =
        nearest.best().empty() ? "" : "did you mean " + nearest.best() + "?";
  }

  void member(const Declaring::Data& data, const CsvRow& row, std::size_t value_column, Span span) {
    const std::string line = std::to_string(row.line);
    const auto cell = [&](const char* column) -> std::string {
      const auto at = data.table.column(column);
      return at ? row.cells[*at] : std::string();
    };
    const auto wrong = [&](const std::string& text, const std::string& what) {
      return &d_->diagnostics().add(Code::DataValueInvalid, span, {data.name, line, text, what});
    };
    ir::ListMember member;
    const std::string& value = row.cells[value_column];
    member.code = d_->symbols().code(list_.category, value);
    if (member.code == ir::kNone) {
      wrong(value, "a value of " + category_name())->help = near_value(value);
      return;
    }
    for (const auto& [column, day] : {std::pair{"from", &member.period.from}, {"through", &member.period.through}}) {
      const std::string text = cell(column);
      if (text.empty()) continue;
      const auto parsed = parse_day(text);
      if (!parsed) wrong(text, "a date such as 2025-01-13");
      if (parsed) *day = *parsed;
    }
    if (member.period.from > member.period.through) {
      wrong(cell("through"), "on or after " + cell("from"));
      return;
    }
    made_and_ended(cell("document"), span, &member.period);
    if (const std::string reading = cell("reading"); !reading.empty()) {
      member.reading = d_->symbols().reading(reading);
      member.alternative = d_->symbols().alternative(member.reading, cell("alternative"));
      if (member.reading == ir::kNone)
        wrong(reading, "a declared reading");
      else if (member.alternative == ir::kNone)
        wrong(cell("alternative"), "an alternative of reading " + reading);
      if (member.reading == ir::kNone || member.alternative == ir::kNone) return;
    }
    const std::string doubt = cell("unconfirmed");
    member.unconfirmed = doubt == "yes";
    member.unconfirmed_end = doubt == "end";
    if (!doubt.empty() && !member.unconfirmed && !member.unconfirmed_end)
      wrong(doubt, "yes (of the row), end (of its last day), or nothing");
    add(member, span);
  }

  // "A; B": A made the row and B ended it. One document ended the row if it took effect on the day after the end,
  // else it made it.
  void made_and_ended(const std::string& documents, Span span, ir::Period* period) {
    if (documents.empty()) return;
    const std::size_t semicolon = documents.find(';');
    const std::string first = documents.substr(0, semicolon);
    if (semicolon != std::string::npos) {
      const std::size_t second = documents.find_first_not_of(' ', semicolon + 1);
      if (!first.empty()) period->document = d_->document(first, span);
      if (second != std::string::npos) period->ended_by = d_->document(documents.substr(second), span);
      return;
    }
    const ir::Id document = d_->document(first, span);
    const Day effective = d_->program().documents[static_cast<std::size_t>(document)].effective;
    if (period->through != ir::kForever && effective == period->through + 1)
      period->ended_by = document;
    else
      period->document = document;
  }

  void add(const ir::ListMember& member, Span span) {
    list_.members.push_back(member);
    versions_.push_back({member.period, span, member.reading, member.alternative});
  }

  void finish() {
    std::vector<std::size_t> order(list_.members.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
      const ir::ListMember& x = list_.members[a];
      const ir::ListMember& y = list_.members[b];
      return x.code != y.code ? x.code < y.code : x.period.from < y.period.from;
    });
    std::vector<ir::ListMember> sorted;
    for (const std::size_t i : order) sorted.push_back(list_.members[i]);
    for (std::size_t begin = 0; begin < order.size();) {
      std::size_t end = begin;
      std::vector<Version> versions;
      while (end < order.size() && sorted[end].code == sorted[begin].code) versions.push_back(versions_[order[end++]]);
      if (versions.size() > 1) {
        const auto& category = d_->program().schema.categories[static_cast<std::size_t>(list_.category)];
        report_overlaps(category.values[static_cast<std::size_t>(sorted[begin].code)] + " in " + list_.name, versions,
                        Code::PeriodsOverlap, &d_->diagnostics());
      }
      ends(sorted, begin, end);
      begin = end;
    }
    list_.members = std::move(sorted);
  }

  // An end whose document no row names belongs to what begins the day after, else to what made the row.
  static void ends(std::vector<ir::ListMember>& members, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      ir::Period& period = members[i].period;
      if (period.through == ir::kForever || period.ended_by != ir::kNone) continue;
      period.ended_by = period.document;
      for (std::size_t j = begin; j < end; ++j)
        if (members[j].period.from == period.through + 1 && members[j].period.document != ir::kNone)
          period.ended_by = members[j].period.document;
    }
  }

  Declaring* d_;
  Declared declared_;
  ir::DatedList list_;
  std::vector<Version> versions_;  // beside list_.members as collected
};

}  // namespace

void declare_lists(Declaring& d) {
  Lists lists(&d);
  for (const Declared& list : d.all(ast::Kind::ListDecl)) lists.declare(list);
}

}  // namespace licet::sema
