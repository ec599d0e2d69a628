// The one graph of displacements and reads (semantics.md 3): who has to be worked out before whom. Its vertices are the
// nodes and, for each provision, its scope, its force and its conditions, each decided value and each definition.
// Made from a Program whose ids are in range; refers to it; immutable.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/ir/program.h"

namespace licet::ir {

class Reads {
 public:
  using Vertex = std::uint32_t;
  struct Edge {
    Vertex to;
    bool below_lines;  // read in rows of the line that the reader itself goes through
  };

  explicit Reads(const Program& program);

  Vertex node(Id id) const { return static_cast<Vertex>(id); }
  Vertex scope(Id provision) const { return scopes_ + static_cast<Vertex>(provision); }
  Vertex force(Id provision) const { return forces_ + static_cast<Vertex>(provision); }
  Vertex conditions(Id provision) const { return conditions_ + static_cast<Vertex>(provision); }
  Vertex decided(Id id) const { return decided_ + static_cast<Vertex>(id); }
  Vertex definition(Id id) const { return definitions_ + static_cast<Vertex>(id); }

  std::size_t size() const { return first_.size() - 1; }
  const Edge* begin(Vertex v) const { return edges_.data() + first_[v]; }
  const Edge* end(Vertex v) const { return edges_.data() + first_[v + 1]; }
  bool is_node(Vertex v) const { return v < scopes_; }
  bool is_definition(Vertex v) const { return v >= definitions_; }
  Id definition_of(Vertex v) const { return static_cast<Id>(v - definitions_); }
  // "742.6(a)", "review policy", "\"TPP\" of item", "whether \"list hit\" is complete"; empty for other nodes.
  std::string name(Vertex v) const;
  Span span(Vertex v) const;
  Id subject(Vertex v) const;  // of what is not a node

  // Strongly connected components, each after those it reads; a component of one vertex may read itself.
  const std::vector<std::vector<Vertex>>& components() const { return components_; }
  std::uint32_t component(Vertex v) const { return component_[v]; }

 private:
  void connect();
  void connect_node(Id id);
  void connect_list(Id decided, Id value);
  void connect_balance(const AccountQuestion& question);
  void find_components();
  void add(Vertex to, bool below_lines = false) { edges_.push_back({to, below_lines}); }
  void add_node(Id id, bool below_lines = false) {
    if (id != kNone) add(node(id), below_lines);
  }

  const Program& program_;
  Vertex scopes_, forces_, conditions_, decided_, definitions_;
  std::vector<std::size_t> first_;
  std::vector<Edge> edges_;
  std::vector<std::vector<Vertex>> components_;
  std::vector<std::uint32_t> component_;
};

// What an answer to a question rests on beside the arguments of its node: no condition of a posting, which belongs to
// earlier records.
std::vector<Id> read_by_question(const Ledgers& ledgers, const AccountQuestion& question);
// Record types whose rows a source puts around what is read in its elements, outermost first.
std::vector<Id> rows_of(const Program& program, Id source);
// Whether an argument of a node is read in the rows of its first, a source.
bool reads_rows(const Program& program, const Node& node, std::size_t argument);
// Whether a provision asks for a day at all.
bool has_date(const Provision& provision);

}  // namespace licet::ir
