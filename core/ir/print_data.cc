#include "core/ir/print_parts.h"

namespace licet::ir {

void Printer::data() {
  if (!p_.documents.empty()) line("");
  for (const Document& d : p_.documents) {
    line("document {}{}", d.name, d.enforcement ? ", enforcement" : "");
    if (!d.source.empty()) line("  source {}", quoted(d.source));
    line("  published {}, effective {}, compliance {}", format_day(d.published), format_day(d.effective),
         format_day(d.compliance));
    if (d.reading != kNone) line("  window by {}", reading_name(d.reading));
    node_line("savings", d.savings);
  }
  if (!p_.readings.empty()) line("");
  for (const Reading& r : p_.readings) {
    std::string alternatives;
    for (std::size_t i = 0; i < r.alternatives.size(); ++i)
      alternatives +=
          (i == 0 ? "" : " | ") + r.alternatives[i] + (static_cast<Id>(i) == r.standard ? " (default)" : "");
    line("reading {} {} on {}: {}", r.id, r.name, r.on, alternatives);
    if (!r.reason.empty()) line("  reason {}", quoted(r.reason));
  }
  for (const Figure& f : p_.figures) {
    line("");
    line("figure {}: {}", f.name, type(f.type));
    if (!f.source.empty()) line("  source {}", quoted(f.source));
    for (const FigureValue& v : f.values)
      line("  {}: {}{}{}", period(v.period), v.stated ? value(v.value, f.type) : "not stated",
           v.reading == kNone ? "" : " when " + alternative(v.reading, v.alternative),
           v.unconfirmed ? ", unconfirmed" : "");
  }
  for (const DatedList& l : p_.lists) {
    line("");
    line("list {} of {}{}{}", quoted(l.name), named(p_.schema.categories, l.category, &Category::name),
         l.incomplete ? ", incomplete" : "", l.unconfirmed ? ", unconfirmed" : "");
    if (!l.source.empty()) line("  source {}", quoted(l.source));
    if (!l.digest.empty()) line("  digest {}, snapshot {}", l.digest, format_day(l.snapshot));
    line("  stated {}", period(l.stated));
    for (const ListMember& m : l.members)
      line("  {}: {}{}", code(l.category, m.code), period(m.period),
           m.reading == kNone ? "" : " when " + alternative(m.reading, m.alternative));
  }
  for (const Table& t : p_.tables) table(t);
  if (!p_.horizons.empty()) line("");
  for (const Horizon& h : p_.horizons)
    line("law known {}{}", period({h.from, h.through, kNone, kNone}), h.on.empty() ? "" : " for " + h.on);
}

void Printer::table(const Table& t) {
  line("");
  line("table {} by {}", quoted(t.name), type(t.key_type));
  if (!t.source.empty()) line("  source {}", quoted(t.source));
  if (!t.digest.empty()) line("  digest {}", t.digest);
  std::string days;
  for (const Day day : t.snapshots) days += (days.empty() ? "" : ", ") + format_day(day);
  if (!days.empty()) line("  snapshots {}", days);
  std::string columns;
  for (std::size_t i = 0; i < t.columns.size(); ++i)
    columns +=
        (i == 0 ? "" : " | ") + t.columns[i] + ": " + (i < t.column_types.size() ? type(t.column_types[i]) : "?");
  line("  columns {}", columns);
  for (const TableRow& row : t.rows) {
    std::string cells;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const TableCell& cell = row.cells[i];
      cells += i == 0 ? "" : " | ";
      cells += cell.state == 0             ? "missing"
               : cell.state == 2           ? "none"
               : i < t.column_types.size() ? value(cell.value, t.column_types[i])
                                           : std::to_string(cell.value);
    }
    line("  {} {}: {}{}", value(row.key, t.key_type), period(row.period), cells,
         row.unconfirmed ? ", unconfirmed" : "");
  }
}

}  // namespace licet::ir
