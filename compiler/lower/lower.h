// From syntax trees to IR. Two halves that meet here: declare() (sema: schema, categories, figures, lists, tables,
// readings, documents, wordings, decided values as declared, names) and lower_law() (sentences: definitions,
// provisions, the license vocabulary, scenarios). Phrases are the common floor of both.
#pragma once

#include <string>
#include <vector>

#include "compiler/sema/symbols.h"
#include "compiler/sema/unit.h"
#include "core/base/diagnostic.h"

namespace licet::lower {

// Where a phrase stands: which row its words are about, and what pronouns and short references mean there.
struct Context {
  ir::Id scope = ir::kNone;  // record type of the row the result is read in (usually the line)
  const ast::File* file = nullptr;
  std::string section;    // citation of the section, "" outside
  std::string paragraph;  // citation of the paragraph that holds the phrase, for marks
  // Nouns spoken of so far, nearest last: what "it", "its", "that party", "the item" may stand for.
  struct Antecedent {
    std::string noun;           // canonical name that introduced it
    ir::Id record = ir::kNone;  // record type
    ir::Id source =
        ir::kNone;  // Source node that reaches it from `scope`; kNone: the row of the scope or of an enclosing one
  };
  std::vector<Antecedent> antecedents;
  std::vector<ir::Id> frames;  // record types of the rows in play, outermost first; empty: the owners of `scope` and it
  ast::NodeId version = ast::kNoNode;  // Kind::Version that holds the phrase
  ir::Id date = ir::kNone;             // Num node of the default date here; kNone: that of the section
  ir::Id at_hand = ir::kNone;          // category of the value at hand ("for every country"), kNone: there is none
  std::string at_hand_noun;            // what it is called: "that country"
  bool apart = false;                  // read apart from records, on a day of a test: nothing is counted besides
};

// Each returns a node of that result, or reports and returns kNone. `subject` phrases follow docs/language.md.
class Phrases {
 public:
  Phrases(sema::Symbols* symbols, Diagnostics* diagnostics);
  ~Phrases();
  Phrases(const Phrases&) = delete;
  Phrases& operator=(const Phrases&) = delete;
  ir::Id condition(const Context& context, ast::NodeId node);
  ir::Id number(const Context& context, ast::NodeId node);    // Num
  ir::Id date(const Context& context, ast::NodeId node);      // Num of kind Date
  ir::Id category(const Context& context, ast::NodeId node);  // Cat

 private:
  struct Impl;
  Impl* impl_;
};

using sema::DataFiles;
using sema::Unit;

// Schema, data, names, documents, readings, decided values as declared. The phrases inside declarations are left in
// Symbols::pending, but for event dates, which provisions need.
void declare(const std::vector<Unit>& units, DataFiles* data, sema::Symbols* symbols, Diagnostics* diagnostics);
void lower_law(const std::vector<Unit>& units, sema::Symbols* symbols, Diagnostics* diagnostics);
// Last: the conditions inside declarations (complete when, cases and guards of decided values, savings), which may
// speak of provisions.
void resolve_pending(sema::Symbols* symbols, Diagnostics* diagnostics);

}  // namespace licet::lower
