// What a program carries beside its conditions: sets, documents, readings, figures, lists, tables, horizons.
#include <algorithm>

#include "core/ir/verify_parts.h"

namespace licet::ir::checks {
namespace {

void require_ascending(const std::vector<Id>& ids, const char* what) {
  for (std::size_t i = 1; i < ids.size(); ++i) require(ids[i - 1] < ids[i], "{} is not ascending", what);
}

void require_day(std::int64_t day) { require(day >= kBeginning && day <= kForever, "a day lies outside time"); }

void check_sets(const Program& program) {
  require(program.sets.size() == program.set_categories.size(), "not every set has a category");
  for (std::size_t i = 0; i < program.sets.size(); ++i)
    about([&] { return fmt::format("set {}", i); },
          [&] {
            require_id(program.set_categories[i], program.schema.categories, "its category");
            const Category& category = program.schema.categories[at(program.set_categories[i])];
            for (const Id code : program.sets[i]) require_id(code, category.values, "a code");
            require_ascending(program.sets[i], "it");
          });
  for (std::size_t i = 0; i < program.provision_sets.size(); ++i)
    about([&] { return fmt::format("provision set {}", i); },
          [&] {
            for (const Id p : program.provision_sets[i]) require_id(p, program.provisions, "a provision");
            require_ascending(program.provision_sets[i], "it");
          });
}

void check_document(const Program& program, const Document& d) {
  for (const Day day : {d.published, d.effective, d.compliance}) require_day(day);
  require(d.compliance >= d.effective, "compliance is due before it is effective");
  require_id_or_none(d.reading, program.readings, "the reading of its window");
  require_node_or_none(program, d.savings, Result::Cond, "its savings condition");
}

void check_figure(const Program& program, const Figure& f) {
  require_type(program, f.type);
  require(f.type.kind == ValueKind::Number || f.type.kind == ValueKind::Date, "it is neither a number nor a date");
  for (const FigureValue& v : f.values) {
    require_period(program, v.period);
    require_alternative(program, v.reading, v.alternative);
    if (f.type.kind == ValueKind::Date && v.stated) require_day(v.value);
  }
  require(std::is_sorted(f.values.begin(), f.values.end(),
                         [](const FigureValue& a, const FigureValue& b) { return a.period.from < b.period.from; }),
          "its values are not in the order of their periods");
}

void check_list(const Program& program, const DatedList& l) {
  require_id(l.category, program.schema.categories, "its category");
  require_period(program, l.stated);
  require_day(l.snapshot);
  for (const ListMember& m : l.members) {
    require_id(m.code, program.schema.categories[at(l.category)].values, "the code of a member");
    require_period(program, m.period);
    require_alternative(program, m.reading, m.alternative);
  }
  require(std::is_sorted(l.members.begin(), l.members.end(),
                         [](const ListMember& a, const ListMember& b) {
                           return a.code != b.code ? a.code < b.code : a.period.from < b.period.from;
                         }),
          "its members are not in order");
}

void check_cell(const Program& program, const TableCell& cell, const Type& type) {
  require(cell.state <= 2, "the state of a cell does not exist ({})", static_cast<int>(cell.state));
  if (cell.state != 1) return;
  switch (type.kind) {
    case ValueKind::Bool:
      return require(cell.value == 0 || cell.value == 1, "a cell is neither true nor false");
    case ValueKind::Date:
      return require_day(cell.value);
    case ValueKind::Category:
      return require_id(cell.value, program.schema.categories[at(type.category)].values, "the code of a cell");
    case ValueKind::Text:
      return require_id(cell.value, program.texts, "the text of a cell");
    case ValueKind::Number:
    case ValueKind::Struct:
    case ValueKind::Role:
    case ValueKind::List:
    case ValueKind::Source:
      return;
  }
}

void check_table(const Program& program, const Table& t) {
  require_type(program, t.key_type);
  const bool by_text = t.key_type.kind == ValueKind::Text;
  require(by_text || t.key_type.kind == ValueKind::Category, "its key is neither a text nor a code");
  require(t.columns.size() == t.column_types.size(), "not every column has a type");
  for (const Type& type : t.column_types) {
    require_type(program, type);
    require(type.kind != ValueKind::Struct && type.kind != ValueKind::Role && type.kind != ValueKind::List &&
                type.kind != ValueKind::Source,
            "a column holds rows");
    require(type.scale <= 18, "the scale of a column does not fit 64 bits");
  }
  for (const TableRow& row : t.rows) {
    require_period(program, row.period);
    if (by_text)
      require_id(row.key, program.texts, "the key of a row");
    else
      require_id(row.key, program.schema.categories[at(t.key_type.category)].values, "the key of a row");
    require(row.cells.size() == t.columns.size(), "a row has {} cells, and there are {} columns", row.cells.size(),
            t.columns.size());
    for (std::size_t i = 0; i < row.cells.size(); ++i) check_cell(program, row.cells[i], t.column_types[i]);
  }
  require(std::is_sorted(t.rows.begin(), t.rows.end(),
                         [](const TableRow& a, const TableRow& b) {
                           return a.key != b.key ? a.key < b.key : a.period.from < b.period.from;
                         }),
          "its rows are not in order");
  for (std::size_t i = 0; i < t.snapshots.size(); ++i) {
    require_day(t.snapshots[i]);
    require(i == 0 || t.snapshots[i - 1] < t.snapshots[i], "its snapshots are not in order");
  }
}

}  // namespace

void check_data(const Program& program) {
  check_sets(program);
  for (const Document& d : program.documents)
    about([&] { return "document " + d.name; }, [&] { check_document(program, d); });
  for (const Reading& r : program.readings)
    about([&] { return "reading " + r.id; }, [&] { require_id(r.standard, r.alternatives, "its default"); });
  for (const Figure& f : program.figures)
    about([&] { return "figure \"" + f.name + "\""; }, [&] { check_figure(program, f); });
  for (const DatedList& l : program.lists)
    about([&] { return "list \"" + l.name + "\""; }, [&] { check_list(program, l); });
  for (const Table& t : program.tables)
    about([&] { return "table \"" + t.name + "\""; }, [&] { check_table(program, t); });
  for (const Horizon& h : program.horizons)
    about([&] { return "horizon \"" + h.on + "\""; },
          [&] {
            require_day(h.from);
            require_day(h.through);
            require(h.from <= h.through, "it ends before it begins");
          });
}

}  // namespace licet::ir::checks
