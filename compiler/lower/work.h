// What the parts of lowering share: the program being built, the names, where things are said, what has been lowered
// already. One per compilation, on the stack of lower_law(); not thread-safe.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/lower/lower.h"
#include "compiler/lower/nodes.h"
#include "compiler/lower/refs.h"
#include "core/ir/citation_index.h"

namespace licet::lower {

using ast::kNoNode;
using ast::NodeId;

// A numbered paragraph or list item, by its full citation.
struct ParagraphSource {
  std::string citation;
  std::string section;
  const ast::File* file = nullptr;
  NodeId node = kNoNode;      // Paragraph, Item, or the Section itself
  NodeId version = kNoNode;   // Version that holds it; kNoNode: none
  NodeId sentence = kNoNode;  // of an item: the sentence that holds the list
  ir::Period period;
  bool separate_period = false;  // the period is that of the text, not of the whole law
};

// What a definition has become. Those of nothing (no subject) are read anew in each context.
struct Meaning {
  enum class Kind : std::uint8_t {
    Unknown,
    Row,        // a noun that rows of `record` may be: condition in that scope
    Condition,  // true or false of the subject
    Values,     // one value, or alternatives
    Rows,       // elements
    Places,     // values of a category; kept as written
    Statement,  // an attestation; kept as written
  };
  Kind kind = Kind::Unknown;
  Id record = kNone;
  Id category = kNone;
  Id node = kNone;
  std::vector<Branch> branches;
  bool done = false;
};

struct Work {
  sema::Symbols* symbols = nullptr;
  Diagnostics* diagnostics = nullptr;
  Diagnostics* outside = nullptr;  // while something is only tried (Reader::quietly): where mistakes are reported
  Nodes nodes{nullptr};            // set with `symbols`
  std::vector<Unit> units;

  // Paragraphs by citation, in the order of the text; several where versions differ.
  std::multimap<std::string, ParagraphSource> paragraphs;
  std::vector<std::string> paragraph_order;  // their citations, each once, as they stand in the text
  // Values that some provision concludes, by decided value: what "specified in P" can be asked of.
  std::map<Id, std::set<Id>> concluded;
  // Paragraphs that a sentence uses as conditions.
  std::set<std::string> used_as_condition;
  // Provisions by citation, in order.
  ir::CitationIndex provisions;
  bool programs_ready = false;  // used and claimed exceptions have their conditions

  enum class LedgerRead : std::uint8_t { No, Now, Wrong, Ready };
  std::map<Id, LedgerRead> ledgers;  // how far each has been read

  std::map<std::size_t, Meaning> meanings;         // by index of the definition
  std::vector<std::size_t> open_definitions;       // being lowered, outermost first
  std::vector<std::string> open_names;             // the same in words, for cycles
  std::size_t descents = 0;                        // calls that went into the rows below in a tree, now open
  std::map<std::size_t, std::size_t> descents_at;  // as it was when a definition was begun
  std::vector<std::string> open_paragraphs;        // conditions being read, outermost first
  std::map<std::string, Id> marks;                 // citation -> paragraph of the program

  ir::Program& program() { return symbols->build->program(); }
  const ir::Schema& schema() { return program().schema; }
};

}  // namespace licet::lower
