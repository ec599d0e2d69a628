// Reads phrases: noun phrases, conditions, values, in the context of a row. The one place that knows what English
// stands for in the IR. Each file reader_*.cc holds one kind of phrase. Reports mistakes once and returns kNone after
// them; borrowed from the compilation, not thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/lower/work.h"

namespace licet::lower {

// The citation of an item or paragraph below another: "740.27(a)" and "1" are "740.27(a)(1)"; ECCN items carry a dot.
std::string below(const std::string& citation, const std::string& label);

// A fact of a record type: a field, a definition or a decided value of it or of a struct in it.
struct Fact {
  sema::Symbol symbol;
  Id record = kNone;  // that holds it
  Ids path;           // struct fields from the row asked to `record`
  Id row = kNone;     // record type of the row asked
};

class Reader {
 public:
  explicit Reader(Work* work) : work_(*work) {}

  // ---- conditions (reader_condition.cc, reader_list.cc) ----
  Id condition(const Context& context, NodeId node);
  // Each item of a list through `each`, marked with its citation, joined as the list or its head says.
  Id items(const Context& context, NodeId list, std::string_view head,
           const std::function<Id(const Context&, NodeId)>& each);
  Id marked(const Context& context, const std::string& citation, Id c, Span span);
  Id clause(const Context& context, NodeId subject, NodeId p, Span span);
  Id said_of(const Context& inner, const Branch& branch, NodeId p);
  Id shown(const Context& context, NodeId node);
  Id knows(const Context& context, NodeId c);
  Id paragraphs_met(const Context& context, NodeId node);
  Id program_clause(const Context& context, NodeId subject, NodeId p, Span span);  // "AIA is used"; kNone if it is none
  bool value_record(Id record);  // a list of values has rows of one field

  // ---- said of a row or a value (reader_predicate.cc, reader_is.cc) ----
  Id predicate(const Context& context, const Subject& subject, NodeId p);
  Id is_noun(const Context& context, Id record, NodeId n);            // a row is a paragraph-a item
  Id in_noun(const Context& context, const Scalar& value, NodeId n);  // a country is a restricted destination
  Id is(const Context& context, const Subject& subject, NodeId complement);
  Id is_value(const Context& context, const Scalar& left, NodeId n);
  Id is_called(const Context& context, Id record, std::string_view name, Span span);
  Id has_value(const Context& context, Id record, Id category, Id code, Span span);
  Id same_party(const Context& context, const sema::Symbol& roles, Span span);
  Id in_one_noun(const Context& context, const Scalar& value, NodeId n);
  Id in_dated_list(const Context& context, const Scalar& value, Id list, Span span);
  Id has_noun(const Context& context, Id record, NodeId n);  // a row has a TPP of 1600 or more
  Id contains_noun(const Context& context, Id record, NodeId n);
  Id quality(const Context& context, Id record, std::string_view name, Span span);
  Id qualified(const Context& context, Id record, NodeId node);
  Id whose(const Context& context, Id record, NodeId node);
  Id described(const Context& context, Id record, NodeId node);
  Id related(const Context& context, Id record, std::string_view relation, bool outside, NodeId n, Span span);
  // Adjectives of a phrase and what stands behind it; `with_of`: its "of …" too.
  Id refined(const Context& context, Id record, NodeId phrase, bool with_of);
  Id refined_value(const Context& context, const Scalar& value, NodeId phrase);

  // ---- classification (reader_specified.cc) ----
  Id specified(const Context& context, Id record, NodeId s, Span span);
  Id specified_paragraph(const Context& context, Id record, std::string_view paragraph, Span span);
  Id specified_codes(const Context& context, Id record, const Ids& codes, Span span);
  Id specified_group(const Context& context, Id record, NodeId group);
  Id computed(Id record, Id decided, Id code, Span span);
  Id stated_classification(const Context& context, Id record, Id decided, const Ids& codes, Span span);
  bool paragraph_codes(const Context& context, std::string_view paragraph, Span span, Ids* codes);
  Ids corresponding_z(const Ids& cited);
  void range_codes(Id category, Id first, Id last, Span span, Ids* codes);
  Id for_what(const Context& context, Id record, NodeId n, Span span);
  Id in_list(const Context& context, const Scalar& value, NodeId s);
  Id lists_value(const Context& context, Id record, Id decided, Id code, Span span);

  // ---- noun phrases (reader_noun.cc, reader_resolve.cc) ----
  Ref resolve(const Context& context, NodeId n, std::string_view determiner = {});
  Ref resolve_phrase(const Context& context, NodeId n, std::string_view determiner);
  bool named(const Context& context, std::string_view name, NodeId phrase, bool quantified, std::vector<Branch>* out);
  bool named_of(const Context& context, const Branch& owner, std::string_view name, NodeId phrase,
                std::vector<Branch>* out);
  std::vector<Branch> antecedents(const Context& context);  // what "it" may stand for, nearest first
  std::optional<Branch> antecedent(const Context& context, std::string_view noun);  // that party, such entity
  Context enter(const Context& context, const Branch& branch);
  Id close(const Context& context, const Branch& branch, Id c);
  // The condition over all branches of a reference, with its quantifiers.
  Id over(const Context& context, const Ref& ref, const std::function<Id(const Context&, const Branch&)>& each,
          Span span);
  bool fact_in(const Context& context, Id record, std::string_view name, Fact* fact);
  bool find_fact(const Context& context, std::string_view name, Fact* fact);
  bool branches_of(const Context& context, const Fact& fact, NodeId phrase, std::vector<Branch>* out);
  bool path_to(const Context& context, Id from, Id record, std::vector<Hop>* hops);  // through structs only
  Id source_of(const Context& context, const std::vector<Hop>& hops, bool keep_last_filter, Id* filter);
  NodeId table_post(const Context& context, NodeId phrase);  // "in entity-list" behind a noun
  std::optional<Branch> look_up(const Context& context, NodeId phrase, NodeId in_table);
  void remember(Context* context, NodeId phrase);  // what later pronouns may stand for

  // ---- values (reader_number.cc, reader_compare.cc, reader_date.cc) ----
  std::optional<Scalar> value(const Context& context, NodeId x);
  std::optional<Scalar> plain(const Context& context, NodeId x);  // neither a quotient nor chosen among several
  std::optional<Scalar> literal(const Context& context, NodeId x);
  std::optional<Scalar> folded(const Context& context, NodeId x);
  std::optional<Scalar> folded_over(const Context& context, NodeId x);
  std::optional<Scalar> chosen(const Context& context, NodeId x);
  std::optional<Scalar> days_after(const Context& context, const Scalar& from, std::int64_t days, Span span);
  bool numeric(const Scalar& s, Span span);
  bool same_unit(const Scalar& a, const Scalar& b, Span span);
  Id scaled(const Scalar& s, int scale);
  Id number(const Context& context, NodeId x);
  Id date(const Context& context, NodeId x);
  Id category(const Context& context, NodeId n);
  Id default_date(const Context& context);
  Id compare(const Context& context, const Scalar& left, std::string_view words, const Scalar& right, Span span);
  Id compare_as(const Context& context, const Scalar& left, ir::Comparison how, const Scalar& right, Span span);
  Id compare_ratio(const Context& context, const Scalar& left, ir::Comparison how, const Scalar& right, Span span);
  bool units_fit(const Context& context, const Scalar& left, const Scalar& right, NodeId x);
  Id compared(const Context& context, const Scalar& left, NodeId comparison);
  Id date_compared(const Context& context, const Scalar& left, std::string_view words, NodeId x, Span span);
  std::optional<Scalar> at_row(const Context& context, const Branch& branch, Span span);  // hops folded into the node

  // ---- definitions (definitions.cc) ----
  // What sort of thing a noun without a subject names: rows of a record, values of a category, or neither.
  struct NounClass {
    Id record = kNone;
    Id category = kNone;
  };
  NounClass classify(const Context& context, NodeId n);
  NodeId definition_node(const sema::DefinitionSource& source) const;
  NodeId meaning_node(const sema::DefinitionSource& source) const;
  const Meaning& meaning(const Context& context, std::size_t definition);
  void read_unused(const Context& line);
  Meaning read_meaning(const Context& context, std::size_t definition);
  Context definition_context(const Context& context, const sema::DefinitionSource& source);

  // ---- ledgers (reader_ledger.cc, reader_balance.cc) ----
  // Accounts, measures and order of a ledger, read when a sentence first asks; false after a mistake in them.
  bool ledger_ready(Id ledger);
  Context ledger_context(Id ledger);
  void read_entries(Id ledger);  // conditions of postings, which may speak of what the law concludes
  std::optional<Scalar> key_of(const Context& context, NodeId n);  // a value of a category, a text, or a party's key
  Id event_of(const Context& context, Id ledger, NodeId events);
  Id entry_when(const Context& context, NodeId clause);
  Id ledger_amount(Id ledger, const Scalar& amount, Span span);  // in unit and scale of the ledger
  // Which accounts a phrase asks for: what stands behind the name of a ledger, or of its balance.
  struct Asked {
    ir::AccountQuestion question;
    std::vector<Id> keys;  // by dimension; kNone: all of them
    Id day = kNone;
    Id amount = kNone;
    Span span;
  };
  std::optional<Asked> accounts(const Context& context, Id ledger, NodeId phrase, Span span);
  Id balance_node(const Context& context, const Asked& asked);
  std::optional<Scalar> balance(const Context& context, NodeId phrase, NodeId of);
  Id named_ledger(const Context& context, NodeId n);  // kNone: no phrase that names one
  Id fits_within(const Context& context, const Scalar& amount, NodeId limit, Span span);
  // What follows "fits within": the ledger, the accounts asked for, and the most that they may hold.
  struct Room {
    Id ledger = kNone;
    Asked asked;
    Scalar most;
  };
  std::optional<Room> room(const Context& context, NodeId limit, Span span);
  Id share(const Context& context, NodeId node);
  Id every_code(const Context& context, NodeId node, Id category);

  // ---- wordings and paragraphs (reader_wording.cc, reader_paragraph.cc) ----
  Id wording(const Context& context, std::string_view text, Id record, Span span);
  Id step_taken(const Context& context, const sema::Wording& step, Span span);
  Id known_matter(const Context& context, const sema::Wording& matter, Span span);
  const sema::Wording* find_wording(std::string_view text) const;
  Id paragraph_met(const Context& context, const std::string& citation, Span span);
  Id said_in(const Context& context, NodeId node);
  Id provisions_met(const Context& context, const std::string& citation, Span span);
  std::string absolute(const Context& context, NodeId citation) const;

  // ---- small things ----
  Work& work() { return work_; }
  Nodes& nodes() { return work_.nodes; }
  const ast::Tree& tree(const Context& context) const { return context.file->tree; }
  const ir::RecordType& record(Id id) { return work_.schema().records[static_cast<std::size_t>(id)]; }
  const ir::Category& category_at(Id id) { return work_.schema().categories[static_cast<std::size_t>(id)]; }
  Diagnostic& report(Code code, Span span, std::vector<std::string> args);
  // Stands for what was not understood: unknown. Says so if nothing was said before, for it must never pass in silence.
  Id not_understood(const Context& context, NodeId node, const std::string& what);
  std::string place(const Context& context) const;
  std::string written(const Context& context, NodeId node) const;  // a phrase in a few words, for messages
  Context row_context(const Context& context, Id record) const;    // the same place, read in a row of `record`
  std::vector<Id> owners(Id record);                      // the record types around it, outermost first, and it
  bool reaches(const Context& context, Id record) const;  // is a row of it in play
  bool quietly(const std::function<bool()>& attempt);     // without reporting; true if it succeeded
  void aloud(const std::function<void()>& reading);       // reporting, also within an attempt

 private:
  Work& work_;
};

}  // namespace licet::lower
