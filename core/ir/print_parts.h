// What the parts of print() share: the text so far, and how ids, types, values and periods read. Ids out of range are
// printed as "?7", since a program that verify() refuses is the one that somebody wants to look at. Internal to
// core/ir.
#pragma once

#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/ir/ledger_definition.h"
#include "core/ir/program.h"

namespace licet::ir {

class Printer {
 public:
  explicit Printer(const Program& program);

  std::string run();
  std::vector<LedgerPart> definition(const Ledger& ledger) const;  // print_ledgers.cc

 private:
  void schema();  // print_schema.cc: units, categories, records, role sets
  void data();    // print_data.cc: documents, readings, figures, lists, tables, horizons
  void nodes();   // print_nodes.cc
  void law();     // print_law.cc: definitions, paragraphs, provisions, decided values
  void licensing();
  void ledgers();  // print_ledgers.cc
  void scenarios();

  void record(Id id);
  void table(const Table& table);
  void node(Id id);
  std::string payload(const Node& node) const;
  void provision(const Provision& provision);
  void decided_value(const DecidedValue& decided);
  void requirement(const Requirement& requirement);

  template <class... T>
  void line(fmt::format_string<T...> text, T&&... values) {
    fmt::format_to(std::back_inserter(out_), text, std::forward<T>(values)...);
    out_ += '\n';
  }
  // A line of its own if there is something to say.
  void node_line(const char* label, Id node) {
    if (node != kNone) line("  {} {}", label, ref(node));
  }
  void id_list_line(const char* label, const std::vector<Id>& ids, std::string (Printer::*name)(Id) const) {
    if (!ids.empty()) line("  {} {}", label, joined(ids, name));
  }

  template <class T>
  static const T* find(const std::vector<T>& list, std::int64_t id) {
    return id >= 0 && static_cast<std::uint64_t>(id) < list.size() ? &list[static_cast<std::size_t>(id)] : nullptr;
  }
  template <class T>
  static std::string named(const std::vector<T>& list, std::int64_t id, std::string T::* name) {
    const T* found = find(list, id);
    return found != nullptr ? found->*name : "?" + std::to_string(id);
  }
  std::string joined(const std::vector<Id>& ids, std::string (Printer::*name)(Id) const) const;

  static std::string quoted(const std::string& text);
  std::string ref(Id node) const;  // "%7", or the constant itself
  std::string constant(const Node& node) const;
  std::string type(const Type& type) const;
  std::string value(std::int64_t value, const Type& type) const;  // of a figure or cell
  std::string number(Int128 value, const Type& type) const;
  std::string code(Id category, std::int64_t code) const;
  std::string codes(Id category, const std::vector<Id>& codes) const;
  std::string text(std::int64_t id) const;
  std::string record_name(Id id) const { return named(p_.schema.records, id, &RecordType::name); }
  std::string field_name(Id record, std::int64_t field) const;
  std::string provision_name(Id id) const;  // citation, with the number of the version where there are several
  std::string document_name(Id id) const { return named(p_.documents, id, &Document::name); }
  std::string reading_name(Id id) const { return named(p_.readings, id, &Reading::id); }
  std::string decided_name(Id id) const { return named(p_.decided, id, &DecidedValue::name); }
  std::string definition_name(Id id) const;
  std::string question(Id id) const;  // "lpp-received of given, all, counting measure"
  std::string node_name(Id id) const { return ref(id); }
  std::string spelled(Id node) const;  // apart from the numbers of nodes: a constant, a field, else a digest
  std::string words(const Node& node) const;
  std::string alternative(Id reading, std::int64_t alternative) const;  // "R03 is gate-only"
  std::string period(const Period& period) const;                       // "from D (document) through D", may be empty

  const Program& p_;
  std::string out_;
  std::vector<int> versions_;  // of each provision, its number among those of its citation; 0 if it is the only one
};

}  // namespace licet::ir
