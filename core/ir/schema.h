// What a record looks like to rules: categories, units, record types and their fields, role sets. Made by lowering from
// the declarations of a rulebook, read by engines, by input and output, by `licet schema`. Plain values; ids are
// indices into the vectors of Schema. Immutable once lowered.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace licet::ir {

using Id = std::int32_t;
inline constexpr Id kNone = -1;

enum class ValueKind : std::uint8_t {
  Bool,
  Number,    // 64-bit integer scaled by 10^scale, of a unit
  Date,      // civil day, see core/base/date.h
  Category,  // code: index into Category::values
  Text,      // equality and pass-through only
  Struct,    // exactly one row of another record type (line.item)
  Role,      // the parties named in a role: rows of another record type, shared with other roles
  List,      // rows of a child record type, owned by this row
  Source,    // elements of a fold; only nodes have this kind
};

struct Type {
  ValueKind kind = ValueKind::Bool;
  std::int8_t scale = 0;  // Number: digits after the point
  Id unit = kNone;        // Number: index into Schema::units; kNone is a plain number
  Id category = kNone;    // Category
  Id record = kNone;      // Struct, Role, List, Source: the record type of the elements

  friend bool operator==(const Type&, const Type&) = default;
  template <class A>
  void fields(A& a) {
    a(kind, scale, unit, category, record);
  }
};

struct Unit {
  std::string name;  // "TPP", "USD cents"
  template <class A>
  void fields(A& a) {
    a(name);
  }
};

struct Category {
  std::string name;
  bool ordered = false;       // values stand from least to most
  bool hierarchical = false;  // a value may be an inner node: the candidate set of its leaves and of "none of them"
  std::vector<std::string> values;      // canonical spelling; for hierarchies inner nodes too
  std::vector<Id> parent;               // hierarchical: index of the node above, kNone at the top; else empty
  std::vector<std::string> data_names;  // spelling in data where it differs ("" where it does not); may be empty
  // The spelling in data: "integrated_circuit" for "integrated circuit".
  const std::string& data_name(Id code) const {
    const auto i = static_cast<std::size_t>(code);
    return i < data_names.size() && !data_names[i].empty() ? data_names[i] : values[i];
  }
  template <class A>
  void fields(A& a) {
    a(name, ordered, hierarchical, values, parent, data_names);
  }
};

struct Field {
  std::string name;    // as in rules: "export date"
  std::string column;  // in data: path below the object of the record, "item.kind"; for roles the role word, "end_user"
  Type type;
  bool required = false;     // null rejects the row (the word "unknown" does not)
  bool may_be_none = false;  // the fact may be known not to exist
  bool bounded = false;      // lo and hi hold: a value outside rejects the row, a missing one lies inside
  std::int64_t lo = 0;       // Number (scaled), Date
  std::int64_t hi = 0;
  std::int32_t max_elements = 0;  // List: declared maximum
  std::string complete_column;    // List: boolean beside it that closes it; empty: see complete_when
  Id complete_when = kNone;       // List: condition node in the scope of the owner; closed if certainly true.
                                  // Neither given: a list that is supplied is complete.
  bool derived = false;           // accepted as a stated fact only where a rule says so (performance density)
  bool unused = false;            // declared, read by no rule: not decoded
  template <class A>
  void fields(A& a) {
    a(name, column, type, required, may_be_none, bounded, lo, hi, max_elements, complete_column, complete_when, derived,
      unused);
  }
};

struct RecordType {
  std::string name;            // "party", "integrated circuit"
  Id parent = kNone;           // the record type that owns its rows; kNone for the shipment
  std::vector<Field> fields_;  // node payloads index this vector
  Id key = kNone;              // field that tells whether two rows are the same thing (party id)
  std::int32_t depth = 0;      // trees: declared depth; 0 for everything else
  Id children = kNone;         // trees: the List field that holds the rows below a row
  template <class A>
  void fields(A& a) {
    a(name, parent, fields_, key, depth, children);
  }
};

// A named set of roles: what "any party to the transaction" ranges over.
struct RoleSet {
  std::string name;
  std::vector<Id> roles;  // Role fields of the shipment, in the order declared
  template <class A>
  void fields(A& a) {
    a(name, roles);
  }
};

struct Schema {
  std::vector<Unit> units;
  std::vector<Category> categories;
  std::vector<RecordType> records;  // records[shipment] has no parent
  std::vector<RoleSet> role_sets;
  Id shipment = kNone;  // the header record type: one per evaluation
  Id line = kNone;      // the record that is decided: child of the shipment by the list field `lines`
  Id lines_field = kNone;
  Id party = kNone;          // record type of parties, kNone if the rulebook has none
  Id parties_field = kNone;  // list field of the shipment whose elements carry `roles`
  template <class A>
  void fields(A& a) {
    a(units, categories, records, role_sets, shipment, line, lines_field, party, parties_field);
  }
};

}  // namespace licet::ir
