// The typed intermediate form: the narrow waist between the compiler and every engine (interpreter, kernels, JIT,
// solver). A Program is made by compiler/lower, checked by verify(), saved by serialize(). It holds no pointer, path or
// build time, so that the same rules give the same bytes; its fingerprint is stamped on every decision. Immutable after
// lowering and shared between threads. Meaning: docs/semantics.md. Ids are indices into the vectors named beside them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/span.h"
#include "core/ir/dated.h"
#include "core/ir/law.h"
#include "core/ir/ledger.h"
#include "core/ir/licensing.h"
#include "core/ir/node.h"
#include "core/ir/scenario.h"
#include "core/ir/schema.h"

namespace licet::ir {

struct Program {
  std::string name, title, source;
  Schema schema;
  std::vector<std::string> texts;     // text ids
  std::vector<std::vector<Id>> sets;  // constant sets of codes, ascending
  std::vector<Id> set_categories;     // category of each set
  std::vector<std::vector<Id>> provision_sets;
  std::vector<Node> nodes;
  std::vector<Document> documents;
  std::vector<Reading> readings;
  std::vector<Figure> figures;
  std::vector<DatedList> lists;
  std::vector<Table> tables;
  std::vector<Definition> definitions;
  std::vector<Paragraph> paragraphs;
  std::vector<Provision> provisions;
  std::vector<DecidedValue> decided;
  Licensing licensing;
  Ledgers ledgers;
  std::vector<Horizon> horizons;
  Id event_date = kNone;                  // Num node in the scope of the line: default date
  std::vector<std::string> not_modelled;  // what every report must name
  std::vector<std::string> files;         // names of the sources, for spans
  std::vector<Scenario> scenarios;

  template <class A>
  void fields(A& a) {
    a(name, title, source, schema, texts, sets, set_categories, provision_sets, nodes, documents, readings, figures,
      lists, tables, definitions, paragraphs, provisions, decided, licensing, ledgers, horizons, event_date,
      not_modelled, place(files), scenarios);
  }
};

// Canonical bytes. deserialize() verifies what it reads: a saved program is untrusted input.
std::string serialize(const Program& program);
// Empty `error` on success; otherwise the program must not be used.
Program deserialize(std::string_view bytes, std::string* error);
// SHA-256 over the canonical bytes without spans and file names, in hex.
std::string fingerprint(const Program& program);
// Whether two programs are the same to the last span.
bool equal(const Program& a, const Program& b);

// The first thing that is wrong, in words; empty if nothing is. Run after every lowering in tests and once on load.
std::string verify(const Program& program);

// Displacements and reads form one graph without a circle, but for definitions that call themselves on the rows below
// in a tree. The first circle, with its first step again at the end; empty if there is none. Ids must be in range.
struct CycleStep {
  std::string name;  // citation, decided value, definition
  Span span;
};
std::vector<CycleStep> find_cycle(const Program& program);

// Text form for goldens and for people.
std::string print(const Program& program);

// "742.6(a)(6)(iii)(A)" is at or below "742.6(a)(6)"; "part 742" covers every section of the part.
bool citation_under(std::string_view citation, std::string_view reference);
// Bytes that begin with those of whatever the citation is at or below, in citation order.
std::string citation_key(std::string_view citation);
// As people cite it: "§742.6(a)"; parts, ECCNs, notes and supplements as they stand.
std::string citation_words(std::string_view citation);
// Citation order: level by level, numbers as numbers, roman numerals by value.
bool citation_less(std::string_view a, std::string_view b);

}  // namespace licet::ir
