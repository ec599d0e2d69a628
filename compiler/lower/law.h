// Sentences of law to provisions and the license vocabulary. Two passes over the outline: first every provision gets
// its id, so that sentences may refer to one another in any order; then conditions are read. Made and used by
// lower_law().
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "compiler/lower/reader.h"

namespace licet::lower {

// One sentence and where it stands.
struct Said {
  const ast::File* file = nullptr;
  NodeId section_node = kNoNode;
  NodeId sentence = kNoNode;
  NodeId body = kNoNode;
  NodeId version = kNoNode;
  std::string rulebook;
  std::string section;   // citation of the section
  std::string citation;  // of the paragraph
  std::string title;
  std::string reason;  // for control
  bool named_only = false;
  ir::Period period;
  std::vector<ir::Period> suspended;
  bool scheduled = false;
  bool unconfirmed = false;
  std::string unconfirmed_note;
  std::vector<Id> readings;
  Id text = kNone;
  std::vector<NodeId> for_each;  // nouns of "For each …", outermost first
  bool enforcement = false;      // counts only as enforced
  Ids provisions;                // made for it

  const ast::Tree& tree() const { return file->tree; }
  ast::Kind kind() const { return file->tree.kind(body); }
};

// What a requirement-naming phrase says, at compile time; `items` and the like are conditions besides.
struct Names {
  std::vector<std::string> citations;  // empty: any requirement
  std::vector<std::string> reasons;    // with reason for control …
  std::vector<std::string> under;      // under part …
  std::vector<NodeId> items;           // a requirement for N
  bool this_requirement = false;       // of the section that says so
};

class Law {
 public:
  Law(const std::vector<Unit>& units, sema::Symbols* symbols, Diagnostics* diagnostics);
  void lower();

 private:
  // ---- outline.cc
  void outline();
  void outline_section(const Unit& unit, NodeId section);
  void outline_body(const Said& place, NodeId node, std::string citation, std::vector<NodeId> for_each);
  void outline_items(const Said& place, NodeId node, const std::string& citation, NodeId sentence);
  void note_paragraph(const Said& place, NodeId node, const std::string& citation, NodeId sentence);
  void read_version(const ast::Tree& tree, NodeId version, ir::Period* period);
  void read_tags(const ast::Tree& tree, NodeId node, Said* said);
  void note_uses(const Unit& unit);  // paragraphs that are used as conditions
  void settle_versions();            // who set each end

  // ---- declare_provisions.cc
  void declare_all();
  Id declare(Said& said, ir::ProvisionKind kind, Id subject, Id decides, Id value);
  void declare_concludes(Said& said);
  void declare_presumed(Said& said);
  Id innermost(const Said& said, Ids* sources);  // record type that a "For each" ends in
  Context context_of(const Said& said, Id subject);
  // What a general clause decides; false if it is only a condition.
  struct Decided {
    Id decided = kNone, value = kNone, subject = kNone;
    bool negated = false;
    NodeId subject_phrase = kNoNode;
    NodeId along = kNoNode;  // the other predicates of the clause, conditions
  };
  bool decides(const Context& context, NodeId clause, std::vector<Decided>* out);
  bool decided_by(const Context& context, Id subject, NodeId predicate, std::vector<Decided>* out);

  // ---- read_provisions.cc
  void read_all();
  void read(Said& said);
  Id leads(const Context& context, const Said& said, bool* has);  // "Where C"
  Id tails(const Context& context, const Said& said, Id first);   // when, unless, provided that, subject to
  void put(const Said& said, Id provision, Id scope, bool has_scope, Id test);
  Id actions(const Context& context, NodeId node);
  Id items_are(const Context& context, NodeId n);
  Id destination_is(const Context& context, NodeId n);
  void read_requires(Said& said);
  void read_overcomes(Said& said);
  void read_forecloses(Said& said);
  void read_authorizes(Said& said);
  void read_prohibits(Said& said);
  void read_reviewed(Said& said);
  void read_concludes(Said& said);
  void read_presumed(Said& said);
  void read_open_presumption(Said& said);
  void read_bar(Said& said);
  void read_steps(Said& said);

  // ---- displacement.cc
  void displace();
  void displace_said(const Said& said);
  std::string absolute(const Said& said, NodeId citation);
  std::vector<std::string> cited(const Said& said, NodeId lead);
  bool same_matter(const ir::Provision& a, const ir::Provision& b) const;

  // ---- enforcement.cc
  void outline_enforcement(const Unit& unit, NodeId node);
  void enforce();
  void apply_enforcement();

  // ---- names.cc
  Names names_of(const Said& said, NodeId parent);
  bool names(const Names& names, const ir::Requirement& r, const std::string& own_section) const;

  // ---- licensing*.cc
  void requirements();
  void reviews_declared();
  void standings();
  void check_overcome(const Said& said);
  void overcome();
  void used();
  void disposition();
  void review_of_line();
  std::vector<std::pair<std::string, NodeId>> policies(const Said& said);
  Id live(Said& said, Id subject, Id first);  // a bar that displaces nothing: in force where the sentence holds
  void order_provisions();
  void duties();
  void findings();
  Id foreclosed(std::size_t e, std::size_t r, Id provision, Id scope);
  Id closes(const Said& foreclosure, std::size_t e, const ir::Requirement& r, Id provision, Id scope);
  Id at_instances(const ir::Requirement& r, Id condition, bool every);
  Id claimed(const std::string& name);
  bool unwritten_names(std::size_t e, const ir::Requirement& r);
  Id adds_up();
  Id met_here(std::size_t e, std::size_t r, bool steps);
  Id alone(std::size_t e, bool steps);
  bool authorization_names(Id p, const ir::Requirement& r);
  Id line_condition(std::string_view name, Id otherwise);
  Id subject_of(const ir::Requirement& r) const;

  // ---- ledgers.cc
  void read_ledgers();
  void read_tests(const Said& said);
  Id ledger_asked(Id condition);  // the one ledger that a condition asks; kNone: none, or several
  // "for so much of M as fits within X, counting L; for the rest": when something fits, when something is left, and how
  // much of each.
  struct Split {
    Id some = kNone, rest = kNone, fits = kNone, left = kNone;
  };
  Split split(const Context& context, const Said& said);
  Id read_share_of(const Context& context, const Said& said, Id provision, NodeId item);

  // ---- checks.cc
  void check_cycles();

  ir::Program& program() { return work_.program(); }
  Nodes& nodes() { return work_.nodes; }
  ir::Provision& provision(Id id) { return program().provisions[static_cast<std::size_t>(id)]; }
  Diagnostic& report(Code code, Span span, std::vector<std::string> args) {
    return work_.diagnostics->add(code, span, std::move(args));
  }
  Id line() { return work_.schema().line; }

  Work work_;
  Reader reader_{&work_};
  std::vector<Said> said_;
  struct Enforced {
    const ast::File* file;
    NodeId node;
    std::string name;
    Id document;
    ir::Period period;
  };
  std::vector<Enforced> not_enforced_;
  std::map<Id, std::size_t> said_of_;                          // provision -> index into said_
  std::map<Id, Names> names_;                                  // of exceptions, foreclosures, authorizations
  std::map<std::string, Id> requirement_of_;                   // section and paragraph -> index into requirements
  std::map<Id, NodeId> review_items_;                          // provision -> item of "as follows"
  std::map<Id, Id> review_amounts_;                            // provision -> amount that it speaks for
  std::map<Id, std::size_t> review_of_;                        // provision -> requirement whose policy it is
  std::map<std::size_t, std::size_t> presumption_rebuttals_;   // said index of the presumption -> of OvercomeOnly
  std::map<Id, std::vector<std::pair<Id, Id>>> limited_bars_;  // foreclosure -> (exception, condition node)
  // Of an exception against a requirement, in the row of its instance: met, and met but for steps.
  std::map<std::pair<std::size_t, std::size_t>, std::pair<Id, Id>> here_;
  Ids open_here_;  // by requirement: overcome on steps, in the row of its instance
};

}  // namespace licet::lower
