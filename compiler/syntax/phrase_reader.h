// The reader behind PhraseParser: one pass over the tokens of one chain, by recursive descent, every decision settled
// by the next few tokens. Made per chain by phrase.cc; private to compiler/syntax/phrase*.cc. Not thread-safe.
//
// A post, a relative clause or a nested list belongs to the nearest noun on its left. After a mistake every peek
// answers End, so that all loops end by themselves; a list goes on with its next item.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/syntax/ast.h"
#include "compiler/syntax/phrase.h"
#include "compiler/syntax/token.h"
#include "core/base/diagnostic.h"
#include "core/base/source.h"

namespace licet::syntax {

using ast::Kind;
using ast::NodeId;

// Of the words of phrase_words.def.
enum WordClass : std::uint8_t {
  None = 0,
  Verb = 1,
  Determiner = 2,
  Preposition = 4,
  Pronoun = 8,
  Function = 16,
  Noun = 32
};
std::uint8_t word_class(std::string_view word);

// Where a noun phrase stands.
enum NounUse : std::uint16_t {
  kTop = 0,         // alone, or after means, is, has, a relation: takes every list and every post
  kNested = 1,      // in a post of another noun: takes a list only of its own sort
  kSubject = 2,     // before a predicate
  kNoTo = 4,        // "to" belongs to what surrounds it
  kNoCounting = 8,  // ", counting N" likewise
  kNoFor = 16,      // "for" likewise
  kNoUnder = 32,    // "under" likewise
  kNoPosts = 64,    // a proper name in a list of them
  kNoOther = 128,   // ", other than N" likewise
  kProper = 256,    // a name of data without article: "row of entity-list that is"
};

// What the place of a mistake asks for; phrase_report.cc holds the pattern that the message shows.
enum class Pattern : std::uint8_t {
  Condition,
  Subject,
  Predicate,
  Complement,
  Noun,
  Relation,
  Comparison,
  Date,
  Expression,
  Specified,
  Paragraphs,
  Shown,
  Knows,
  Share,
  IfThen,
  ForEvery,
  Reading,
  Required,
  Eligible,
  Owned,
  Neither,
  Over,
  Chosen,
  Item,
  That,
  ListEnd,
};

class PhraseReader {
 public:
  PhraseReader(ast::Tree* tree, Diagnostics* diagnostics, const std::string& place, const SourceMap* sources,
               Chain chain);

  NodeId conditions();               // C, flat
  NodeId nouns(unsigned use);        // N
  NodeId limit();                    // N, with the accounts that it names
  NodeId meaning();                  // MeansNoun, MeansThat, MeansExpr, MeansAttestation
  NodeId specified(bool with_when);  // S
  NodeId list();                     // Open … Close
  NodeId item_alone();               // what an item says, without its mark
  NodeId complement_only();          // what may stand after "is"
  NodeId chosen_value();             // X, or values by case

  // Reports what is left over.
  NodeId finish(NodeId node, Pattern pattern);

 private:
  // ---- cursor (phrase_cursor.cc)
  const Token& peek(std::size_t ahead = 0) const;
  bool kind(Tok tok, std::size_t ahead = 0) const { return peek(ahead).kind == tok; }
  bool kind_of(std::initializer_list<Tok> kinds, std::size_t ahead = 0) const;
  bool wordlike(std::size_t ahead) const;
  bool word(std::string_view text, std::size_t ahead = 0) const;
  bool one_of(std::initializer_list<std::string_view> words, std::size_t ahead = 0) const;
  // Number of tokens whose words are `text`, 0 if they are not.
  std::size_t words(std::string_view text, std::size_t ahead = 0) const;
  bool accept(std::string_view text);
  bool accept(Tok tok);
  std::uint8_t classes(std::size_t ahead = 0) const;
  bool verb(std::size_t ahead = 0) const;        // a predicate begins here
  bool noun_ahead(std::size_t ahead = 0) const;  // a noun phrase begins here
  bool at_end() const { return pos_ >= stop_; }
  struct Joint {
    std::size_t length = 0;  // tokens: a comma, a connective, or both; 0 if there is none
    bool comma = false;
    Tok connective = Tok::End;
    bool clause = false;
    explicit operator bool() const { return length > 0; }
  };
  Joint joint() const;
  NodeId make(Kind kind, std::size_t begin, std::vector<NodeId> kids = {}, std::string text = {},
              std::uint16_t flags = 0);
  NodeId leaf(Kind kind, std::string text, std::uint16_t flags = 0);  // of the token here, which is consumed
  NodeId copy(NodeId node);                                           // for an object that several predicates share
  Span span(std::size_t begin, std::size_t end) const;

  // ---- nouns (phrase_noun.cc, phrase_head.cc, phrase_post.cc)
  NodeId noun(unsigned use);
  bool list_goes_on(const Joint& next, std::size_t last, const std::vector<NodeId>& kids, unsigned use) const;
  NodeId whose_post();
  void comma_that(NodeId made);
  bool agrees(NodeId head) const;
  std::string determiner();
  NodeId head();
  NodeId following();
  bool following_ahead() const;
  void posts(std::vector<NodeId>* kids, NodeId head, unsigned use, std::uint16_t* flags);
  bool comma_post(std::vector<NodeId>* kids, unsigned use, std::uint16_t* flags);
  NodeId post(unsigned use);  // one without a comma, kNoNode if there is none
  NodeId of_post(unsigned use);
  NodeId relation_post(unsigned use);
  NodeId which_post();
  NodeId described();
  NodeId specified_in(Kind kind);
  std::size_t specified_ahead() const;
  std::size_t participle_ahead(std::string* relation, std::size_t ahead = 0)
      const;  // "listed in", "taken out by": words that need no declaration
  NodeId with_object(Kind kind, std::size_t begin, std::string relation, std::uint16_t flags, unsigned use);
  NodeId relation_object(std::string_view preposition, unsigned use);
  std::string preposition(std::size_t* count, unsigned use) const;
  std::vector<NodeId> prepositions(unsigned use);

  // ---- balances (phrase_balance.cc)
  void lift_accounts(NodeId from, std::vector<NodeId>* out);
  bool accounts_post(NodeId post) const;
  void gather_accounts(NodeId phrase);

  // ---- citations and what follows "specified in" (phrase_citation.cc, phrase_specified.cc)
  bool citation_ahead(std::size_t ahead = 0) const;
  NodeId citation();
  bool paragraphs_ahead(std::size_t ahead = 0) const;
  std::vector<NodeId> paragraphs(NodeId* of, bool* is_or);  // paragraphs (b) through (e) [of P | of N]
  NodeId paragraph_nouns();
  bool eccn_ahead(std::size_t ahead = 0) const;
  NodeId eccn_groups(bool with_when);
  NodeId eccn_group(bool with_when);
  bool eccn_member(std::vector<NodeId>* kids, std::uint16_t* flags);

  // ---- conditions (phrase_condition.cc, phrase_clause.cc)
  struct Group {                // the predicates read last
    Tok connective = Tok::End;  // what joins them
    bool open = false;          // they share an object
    std::size_t split = 0;      // where the last but one ends
    std::size_t begin = 0;      // where the last begins
  };
  using Part = std::pair<std::size_t, std::size_t>;  // tokens from, to
  struct Clauses {
    std::vector<NodeId> kids;
    std::vector<Part> parts;
    std::vector<Joint> joints;
    Group group;  // of the last one
    void add(NodeId node, std::size_t begin, std::size_t end);
  };
  NodeId conditions_from(NodeId subject, std::size_t begin);
  void more_clause(const Joint& next, Clauses* clauses);
  NodeId join(Clauses* clauses, std::size_t begin);
  bool clause_ahead(std::size_t ahead) const;
  NodeId clause();
  NodeId subject();
  NodeId special_clause(bool* taken);
  NodeId clause_with(NodeId subject, std::size_t begin);
  bool is_mode(NodeId subject, NodeId complement) const;
  NodeId paragraphs_met(NodeId subject, NodeId complement, std::size_t begin);
  NodeId neither_clause();
  NodeId shown();
  NodeId shown_part(std::size_t begin);
  NodeId knows(NodeId who, std::size_t begin);
  bool share_ahead() const;
  NodeId share();
  NodeId not_true();
  NodeId if_then(bool of_item);
  NodeId reading_is();

  // ---- predicates (phrase_predicate.cc, phrase_complement.cc, phrase_compare.cc)
  NodeId predicates();
  NodeId predicate();
  NodeId does_not(std::size_t begin);
  NodeId has(std::size_t begin, std::uint16_t flags);
  NodeId contains(std::size_t begin, std::uint16_t flags);
  NodeId meets(std::size_t begin, std::uint16_t flags);
  NodeId exceeds(std::size_t begin, std::uint16_t flags);
  NodeId fits(std::size_t begin, std::uint16_t flags);
  NodeId counted();
  void fill_holes(std::size_t from);
  NodeId is(std::size_t begin, std::string verb, std::uint16_t flags);
  NodeId alternatives(std::size_t begin, std::size_t at, const std::string& verb, std::uint16_t flags, NodeId first,
                      bool negated, std::size_t holes);
  NodeId neither(std::size_t begin, const std::string& verb);
  bool complement_ahead(std::size_t ahead) const;
  NodeId complement(std::uint16_t* flags);
  NodeId complement_word(std::size_t begin, std::uint16_t* flags);
  NodeId complement_noun(std::size_t begin);
  NodeId quality();
  NodeId owned();
  NodeId required(std::size_t begin);
  NodeId actions();
  NodeId eligible(std::size_t begin);
  NodeId presumed(std::size_t begin);
  bool bound_ahead(std::string_view* text, std::size_t* count) const;
  bool comparison_ahead() const;
  NodeId compared();
  NodeId compared_after(NodeId value, std::size_t begin);
  NodeId second_bound();
  bool day_ahead(std::string_view* text, std::size_t* count) const;
  NodeId date_compared();

  // ---- expressions (phrase_expression.cc, phrase_meaning.cc)
  bool expression_ahead() const;  // one that no noun phrase begins
  NodeId expression();
  NodeId expression_from(NodeId first, std::size_t begin);
  NodeId product(NodeId first, std::size_t begin);
  NodeId term();
  NodeId quantity();
  NodeId over(std::size_t begin, const char* what);
  bool operator_ahead() const;
  bool percentage_ahead() const;
  NodeId value();
  NodeId chosen(NodeId first, std::size_t begin);
  NodeId when_of(NodeId subject);
  NodeId attestation(NodeId noun, std::size_t begin);

  // ---- lists (phrase_list.cc)
  NodeId item();
  NodeId content();
  bool item_ends(std::size_t ahead) const;
  void tail(std::vector<NodeId>* kids);  // , when C / , unless C of an item
  void attach_list();
  void skip_item();

  // ---- mistakes (phrase_report.cc)
  NodeId fail(Pattern pattern);
  void report_mixed(const std::vector<Part>& parts, const std::vector<Joint>& joints);
  void report_not_true(Part first, Part second, bool is_or);
  void report_negation(std::size_t begin, const std::string& verb, bool is_or);
  class Level;  // phrase_level.h
  bool enter();
  void too_deep();
  std::string source_words(std::size_t begin, std::size_t end) const;
  std::string quoted(Part part) const;  // with its article
  std::string_view article_of(std::size_t i) const;

  ast::Tree* tree_;
  Diagnostics* diagnostics_;
  const std::string& place_;
  const SourceMap* sources_;
  const Tokens* tokens_;
  std::size_t begin_ = 0;
  std::size_t size_ = 0;  // behind the last token of the chain; positions are those of *tokens_
  std::size_t pos_ = 0;
  std::size_t stop_ = 0;
  int depth_ = 0;
  bool failed_ = false;                   // in the item at hand
  bool fatal_ = false;                    // nested too deep: no recovery
  bool reported_ = false;                 // some word of the chain is unknown, and already reported
  NodeId open_following_ = ast::kNoNode;  // "any of the following" whose list has not come
  struct Hole {
    NodeId owner;
    std::size_t kid;
    bool stem;  // the relation stands without its preposition: "located or headquartered in D"
  };
  std::vector<Hole> holes_;
  std::size_t copies_left_;
  Group group_;
  struct Inside {  // what is being read around this place, within the same item
    int subjects = 0;
    int relatives = 0;   // relative clauses
    int ifs = 0;         // conditions between "if" and its comma
    int predicates = 0;  // series of predicates, of nouns, that wait for their connective
    int nouns = 0;
  };
  Inside inside_;
  std::string last_preposition_;       // of the last relation that has its object
  NodeId last_object_ = ast::kNoNode;  // of the last relation read
};

}  // namespace licet::syntax
