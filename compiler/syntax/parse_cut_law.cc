// Sections, savings and enforcement: heads, clauses, paragraphs, and sentences with their leads, bodies and tails.
#include <algorithm>
#include <array>

#include "compiler/syntax/keywords.h"
#include "compiler/syntax/parse_cut.h"
#include "grammar/LicetParser.h"

namespace licet::syntax {
namespace {

using P = grammar::LicetParser;

struct Phrase {
  std::string_view words;
  std::size_t type;
};

constexpr std::array kTails = std::to_array<Phrase>({
    {", or when", P::OR_WHEN},
    {"or when", P::OR_WHEN},
    {", and when", P::WHEN},
    {", when", P::WHEN},
    {"when", P::WHEN},
    {", unless", P::UNLESS},
    {"unless", P::UNLESS},
    {", provided that", P::PROVIDED_THAT},
    {"provided that", P::PROVIDED_THAT},
    {", only if", P::ONLY_IF},
    {"only if", P::ONLY_IF},
    {"only when", P::ONLY_IF},
});

// The words behind the subject that make a sentence one of the patterns.
constexpr std::array kVerbs = std::to_array<Phrase>({
    {"overcomes", P::OVERCOMES},
    {"overcome", P::OVERCOMES},
    {"does not overcome", P::DOES_NOT_OVERCOME},
    {"do not overcome", P::DOES_NOT_OVERCOME},
    {"is conditioned on", P::CONDITIONED_ON},
    {"is further conditioned on", P::CONDITIONED_ON},
    {"are conditioned on", P::CONDITIONED_ON},
    {"are further conditioned on", P::CONDITIONED_ON},
    {"authorizes", P::AUTHORIZES},
    {"authorize", P::AUTHORIZES},
    {"must", P::MUST},
    {"is presumed to", P::IS_PRESUMED_TO},
    {"are presumed to", P::IS_PRESUMED_TO},
    {"does not apply", P::DOES_NOT_APPLY},
    {"do not apply", P::DOES_NOT_APPLY},
    {"applies as if", P::APPLIES_AS_IF},
    {"apply as if", P::APPLIES_AS_IF},
    {"applies with", P::APPLIES_WITH},
    {"apply with", P::APPLIES_WITH},
    {"is read as follows :", P::IS_READ_AS_FOLLOWS},
    {"are read as follows :", P::IS_READ_AS_FOLLOWS},
    {"is not enforced", P::ARE_NOT_ENFORCED},
    {"are not enforced", P::ARE_NOT_ENFORCED},
    {"is tested", P::ARE_TESTED},
    {"are tested", P::ARE_TESTED},
});

constexpr std::array kDue = std::to_array<Phrase>({
    {", not later than", P::NOT_LATER_THAN},
    {"not later than", P::NOT_LATER_THAN},
    {", at least", P::AT_LEAST},
    {"at least", P::AT_LEAST},
    {", before", P::BEFORE},
    {"before", P::BEFORE},
    {", on", P::ON},
    {"on", P::ON},
    {", for each", P::FOR_EACH},
    {"for each", P::FOR_EACH},
});

constexpr std::array kActions = std::to_array<std::string_view>({
    "export from abroad",
    "exports from abroad",
    "export",
    "reexport",
    "transfer (in-country)",
    "exports",
    "reexports",
    "transfers (in-country)",
});

class LawCutter {
 public:
  LawCutter(const Tokens& tokens, UnitKind kind) : t_(tokens), kind_(kind) { out_.pieces.reserve(tokens.size() + 1); }

  Cut run() {
    head();
    while (t_[at_].kind != Tok::End) part();
    return std::move(out_);
  }

 private:
  bool keyword(std::size_t i, std::string_view text) const {
    return i < t_.size() && t_[i].kind == Tok::Keyword && t_[i].text == text;
  }
  void put(std::size_t type, std::size_t count) {
    out_.pieces.push_back({type, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + count)});
    at_ += count;
  }
  void literal() { put(literal_type(t_[at_]), 1); }
  bool phrase(std::string_view words, std::size_t type) {
    const std::size_t count = phrase_at(t_, at_, words);
    if (count > 0) put(type, count);
    return count > 0;
  }
  void chain_to(std::size_t end) {
    put_chain(t_, at_, end, &out_);
    at_ = end;
  }

  // ---- heads and clauses

  void head() {
    if (kind_ == UnitKind::Savings || kind_ == UnitKind::Enforcement) {
      put(kind_ == UnitKind::Savings ? P::SAVINGS : P::ENFORCEMENT, 1);
      while (t_[at_].kind != Tok::FullStop && t_[at_].kind != Tok::End &&
             (kind_ == UnitKind::Enforcement || clause_of_savings())) {
        if (phrase("source", P::SOURCE) || phrase("applies only as enforced", P::APPLIES_ONLY_AS_ENFORCED) ||
            phrase("from", P::FROM) || phrase("through", P::THROUGH))
          continue;
        literal();
      }
      return;
    }
    std::size_t count = t_[at_].text == "ECCN" ? 2 : 1;                              // ECCN 3A090.a
    if (keyword(at_ + 2, "paragraph") && t_[at_ + 1].kind == Tok::Comma) count = 4;  // Supp. …, paragraph 6
    put(P::CITATION, count);
    if (t_[at_].kind == Tok::String && !defined(at_)) literal();
    if (!phrase("license exception", P::EXCEPTION) && !phrase("authorization", P::EXCEPTION)) return;
    while (t_[at_].kind == Tok::Program || t_[at_].kind == Tok::Code || t_[at_].kind == Tok::And) {
      if (t_[at_].kind == Tok::And)
        ++at_;
      else
        put(P::PROGRAM, 1);
    }
    if (t_[at_].kind == Tok::String && !defined(at_)) literal();
  }

  bool clause_of_savings() const { return t_[at_].kind == Tok::String || keyword(at_, "source"); }

  bool small(std::size_t i) const {
    return t_[i].kind == Tok::Keyword && (t_[i].flags & (kTokArticle | kTokSentenceStart)) == 0;
  }

  bool defined(std::size_t i) const {
    for (std::size_t k = i + 1; k < t_.size() && k < i + 24; ++k) {
      if (keyword(k, "means")) return true;
      if (t_[k].kind == Tok::FullStop || t_[k].kind == Tok::String || t_[k].kind == Tok::Colon) return false;
    }
    return false;
  }

  void part() {
    const Token& token = t_[at_];
    const bool bracket = class_of(token.kind) == TokClass::Structure && token.kind != Tok::ItemSep;
    if ((bracket && token.kind != Tok::End) || token.kind == Tok::Semicolon || token.kind == Tok::FullStop)
      return literal();
    if (token.kind == Tok::String && defined(at_)) return cut_definition(t_, &at_, &out_);
    if (token.kind == Tok::Keyword && token.text == "[reserved]") return put(P::RESERVED_PARAGRAPH, 1);
    if (token.kind == Tok::Keyword && kind_ == UnitKind::Section && clause()) return;
    out_.sentences.push_back(static_cast<std::uint32_t>(out_.pieces.size()));
    sentence();
    if (t_[at_].kind == Tok::FullStop) literal();
  }

  // A clause begins with a small letter: "From D (document):" is a lead, "from D (document):" a version.
  bool clause() {
    if (!small(at_)) return false;
    if (phrase("reason for control", P::REASON_FOR_CONTROL)) {
      // A capital or an article begins the sentence behind it.
      const auto reason = [&] {
        const Tok kind = t_[at_].kind;
        return (t_[at_].flags & (kTokArticle | kTokSentenceStart)) == 0 &&
               (kind == Tok::String || kind == Tok::Code || kind == Tok::Comma || kind == Tok::Name);
      };
      while (reason())
        put(t_[at_].kind == Tok::String ? P::STRING : t_[at_].kind == Tok::Comma ? P::COMMA : P::NAME, 1);
      return true;
    }
    if (phrase("text", P::TEXT)) {
      if (t_[at_].kind == Tok::String) literal();
      return true;
    }
    if (phrase("comply from", P::COMPLY_FROM)) {
      if (t_[at_].kind == Tok::Date) literal();
      return true;
    }
    const bool version = keyword(at_, "from");
    if (version)
      put(P::VERSION, 0);
    else if (!phrase("in force", P::IN_FORCE) && !phrase("suspended", P::SUSPENDED) && !phrase("reserved", P::RESERVED))
      return false;
    while (period()) {
    }
    if (!phrase(", unless extended", P::UNLESS_EXTENDED)) phrase("unless extended", P::UNLESS_EXTENDED);
    if (version && t_[at_].kind == Tok::Colon) literal();
    return true;
  }

  bool period() {
    if (!phrase("from", P::FROM) && !phrase("through", P::THROUGH) && !phrase("in", P::IN)) return false;
    if (t_[at_].kind == Tok::Date || t_[at_].kind == Tok::Quarter || t_[at_].kind == Tok::Number) literal();
    document();
    return true;
  }

  void document() {
    if (t_[at_].kind != Tok::Punct || t_[at_].text != "(" || t_[at_ + 1].kind != Tok::RuleDoc) return;
    literal();
    literal();
    if (t_[at_].kind == Tok::Comma) literal();
    if (phrase("instruction", P::INSTRUCTION) || phrase("instructions", P::INSTRUCTION)) {
      std::size_t end = at_;
      while (t_[end].kind == Tok::Number || t_[end].kind == Tok::Comma || t_[end].kind == Tok::And) ++end;
      chain_to(end);
    }
    if (t_[at_].kind == Tok::Punct) literal();
  }

  // ---- sentences

  // The end of the sentence at hand: its full stop, or the bracket that closes the paragraph.
  std::size_t sentence_end() const {
    int depth = 0;
    for (std::size_t i = at_; i < t_.size(); ++i) {
      const Token& token = t_[i];
      if (token.kind == Tok::Open) {
        if (token.aux != "inline") return i;
        ++depth;
      }
      if (token.kind == Tok::Close && depth-- == 0) return i;
      if (token.kind == Tok::FullStop || token.kind == Tok::End) return i;
    }
    return t_.size() - 1;
  }

  // The first i in [at_, end) outside lists for which f gives a length; end if there is none.
  template <typename F>
  std::size_t find(std::size_t begin, std::size_t end, F f) const {
    int depth = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (t_[i].kind == Tok::Open) ++depth;
      if (t_[i].kind == Tok::Close) --depth;
      if (depth == 0 && f(i)) return i;
    }
    return end;
  }

  template <std::size_t N>
  const Phrase* one_of(const std::array<Phrase, N>& phrases, std::size_t i, std::size_t* count) const {
    for (const Phrase& phrase : phrases)
      if ((*count = phrase_at(t_, i, phrase.words)) > 0) return &phrase;
    return nullptr;
  }
  template <std::size_t N>
  std::size_t find_one_of(const std::array<Phrase, N>& phrases, std::size_t begin, std::size_t end) const {
    std::size_t count = 0;
    return find(begin, end, [&](std::size_t i) { return one_of(phrases, i, &count) != nullptr; });
  }

  void sentence() {
    const std::size_t end = sentence_end();
    if (end == at_) return literal();  // nothing that a sentence could be: the grammar reports it
    while (lead(end)) {
    }
    const std::size_t body_end = find_one_of(kTails, at_, end);
    if (!body(body_end, end)) return;  // a sentence within the sentence has taken the rest
    tails(end);
  }

  void tails(std::size_t end) {
    while (at_ < end) {
      std::size_t count = 0;
      const Phrase* tail = one_of(kTails, at_, &count);
      if (!tail) return chain_to(end);
      put(tail->type, count);
      chain_to(find_one_of(kTails, at_, end));
    }
  }

  // ---- leads

  bool lead(std::size_t end) {
    if (phrase("except as provided in", P::EXCEPT_AS_PROVIDED_IN) || phrase("notwithstanding", P::NOTWITHSTANDING) ||
        (phrase_at(t_, at_, "subject to") && citation(at_ + 2) && phrase("subject to", P::SUBJECT_TO))) {
      lead_to(find(at_, end, [&](std::size_t i) { return t_[i].kind == Tok::Comma && ends_references(i); }), end);
      return true;
    }
    if (keyword(at_, "from") && t_[at_ + 1].kind == Tok::Date) {
      put(P::FROM_FIRST, 1);
      literal();
      document();
      if (t_[at_].kind == Tok::Colon || t_[at_].kind == Tok::Comma) put(P::LEAD_END, 1);
      return true;
    }
    if (phrase("for each", P::FOR_EACH)) {
      std::size_t colon = find(at_, end, [&](std::size_t i) { return t_[i].kind == Tok::Colon; });
      if (colon == end) colon = condition_end(end);
      lead_to(colon, end);
      return true;
    }
    if (phrase("where", P::WHERE) || phrase("when", P::WHEN_FIRST) || phrase("if", P::WHEN_FIRST)) {
      lead_to(condition_end(end), end);
      return true;
    }
    return false;
  }

  void lead_to(std::size_t comma, std::size_t end) {
    chain_to(comma);
    if (at_ < end) put(P::LEAD_END, 1);
  }

  bool citation(std::size_t i) const {
    return literal_type(t_[i]) == P::CITATION || keyword(i, "paragraph") || keyword(i, "paragraphs");
  }
  bool ends_references(std::size_t comma) const {
    std::size_t next = comma + 1;
    if (t_[next].kind == Tok::And || t_[next].kind == Tok::Or) ++next;
    return !citation(next) || phrase_at(t_, next, "paragraph") == 0;
  }

  // The comma between a condition in front and the main clause: it joins clauses, and what follows is a new subject,
  // not a further part of the condition.
  std::size_t condition_end(std::size_t end) const {
    std::size_t weak = end;
    const std::size_t strong = find(at_, end, [&](std::size_t i) {
      if (t_[i].kind != Tok::Comma || goes_on(i + 1) || open(i - 1)) return false;
      if ((t_[i].flags & kTokClause) || begins_body(i + 1)) return true;
      if (weak == end) weak = i;
      return false;
    });
    return strong < end ? strong : weak;
  }
  bool goes_on(std::size_t i) const {
    const Token& token = t_[i];
    if (token.kind == Tok::And || token.kind == Tok::Or || token.kind == Tok::Predicate || token.kind == Tok::Relation)
      return true;
    if (token.kind != Tok::Keyword) return false;
    return is_finite_verb(token.text) || token.text == "that" || token.text == "which" || token.text == "by" ||
           token.text == "on" || token.text == "counting" || phrase_at(t_, i, "other than") || token.text == "directly";
  }
  bool open(std::size_t i) const {
    return t_[i].kind == Tok::Relation || (t_[i].kind == Tok::Keyword && is_preposition(t_[i].text));
  }
  bool begins_body(std::size_t i) const {
    for (const std::string_view words :
         {"license is required to", "no license exception", "no person may", "applications", "it is presumed",
          "neither", "from", "where", "notwithstanding", "except as provided in", "subject to", "for each"})
      if (phrase_at(t_, i, words)) return true;
    return false;
  }

  // ---- bodies: [at_, end) without the tails, which end at `sentence`

  bool body(std::size_t end, std::size_t sentence) {
    if (phrase("license is required to", P::LICENSE_IS_REQUIRED_TO)) {
      if (actions(P::ACTIONS, end)) with_destination(end);
      chain_to(end);
    } else if (phrase("no license exception", P::NO_LICENSE_EXCEPTION)) {
      const std::size_t verb = find(at_, end, [&](std::size_t i) {
        return phrase_at(t_, i, "overcomes") > 0 || phrase_at(t_, i, "overcome") > 0;
      });
      if (phrase(", other than", P::OTHER_THAN))
        chain_to(verb > at_ && t_[verb - 1].kind == Tok::Comma ? verb - 1 : verb);
      if (at_ < verb && t_[at_].kind == Tok::Comma) ++at_;
      if (at_ == verb && verb < end) put(P::OVERCOMES, 1);
      chain_to(end);
    } else if (phrase("no person may", P::NO_PERSON_MAY)) {
      if (actions(P::ACTIONS, end)) with_destination(end);
      chain_to(end);
    } else if (const std::size_t count = phrase_at(t_, at_, "applications"); count && reviewed(end) < end) {
      put(P::APPLICATIONS, count);
      review(end, sentence);
    } else if (phrase("presumption may be overcome only as follows :", P::MAY_BE_OVERCOME_ONLY)) {
      chain_to(sentence);
    } else if (const std::size_t presumed = phrase_at(t_, at_, "it is presumed , unless contrary is shown , that");
               presumed) {
      put(P::IT_IS_PRESUMED_THAT, presumed);
      chain_to(sentence);
    } else if (phrase("it is finding that", P::IT_IS_A_FINDING_THAT)) {
      chain_to(end);
    } else if (phrase("shipment may proceed under law as it stood but for", P::MAY_PROCEED_BUT_FOR)) {
      if (t_[at_].kind == Tok::RuleDoc) literal();
      chain_to(end);
    } else if (const std::size_t bar = neither_applies(end); bar < end) {
      put(P::NEITHER, 1);
      chain_to(bar);
      put(P::APPLIES_TO, 2);
      chain_to(end);
    } else {
      return subject_and_verb(end, sentence);
    }
    return true;
  }

  std::size_t action_at(std::size_t i) const {
    if (t_[i].kind == Tok::String) return 0;
    for (const std::string_view action : kActions)
      if (const std::size_t count = phrase_at(t_, i, action)) return count;
    return 0;
  }

  // export, reexport, or transfer (in-country): one piece.
  bool actions(std::size_t type, std::size_t end, std::size_t skip = 0) {
    std::size_t i = at_ + skip;
    std::size_t stop = i;
    while (i < end) {
      const std::size_t count = action_at(i);
      if (count == 0) break;
      stop = i += count;
      if (t_[i].kind == Tok::Comma) ++i;
      if (t_[i].kind == Tok::And || t_[i].kind == Tok::Or) ++i;
    }
    if (stop == at_ + skip || stop > end) return false;
    put(type, stop - at_);
    return true;
  }

  void with_destination(std::size_t end) {
    // "an item that is within the requirement" goes nowhere
    const auto said = [&](std::size_t i) {
      return i > at_ && (keyword(i - 1, "is") || keyword(i - 1, "are") || keyword(i - 1, "fits"));
    };
    const std::size_t to =
        find(at_, end, [&](std::size_t i) { return keyword(i, "to") || (keyword(i, "within") && !said(i)); });
    chain_to(to > at_ && t_[to - 1].kind == Tok::Comma ? to - 1 : to);
    at_ = to;
    if (to < end) {
      const std::size_t both = phrase_at(t_, at_, "to or within");
      put(P::TO, both ? both : 1);
    }
  }

  std::size_t reviewed(std::size_t end) const {
    return find(at_, end, [&](std::size_t i) { return phrase_at(t_, i, "are reviewed") > 0; });
  }

  void review(std::size_t end, std::size_t sentence) {
    const std::size_t verb = reviewed(end);
    if (phrase("for", P::FOR)) chain_to(verb);
    if (at_ < verb) chain_to(verb);
    put(P::ARE_REVIEWED, 2);
    if (phrase("as follows :", P::AS_FOLLOWS)) return chain_to(sentence);
    if (phrase("under review policy of", P::UNDER_POLICY_OF)) return chain_to(end);
    if (t_[at_].kind == Tok::Comma) ++at_;
    if (keyword(at_, "under")) ++at_;
    std::size_t stop = end;
    if (stop > at_ && t_[stop - 1].kind == Tok::Comma) --stop;
    chain_to(stop);
    at_ = end;
  }

  std::size_t neither_applies(std::size_t end) const {
    if (!keyword(at_, "neither")) return end;
    return find(at_, end, [&](std::size_t i) { return phrase_at(t_, i, "applies to") > 0; });
  }

  bool subject_and_verb(std::size_t end, std::size_t sentence) {
    const std::size_t begin = at_;
    const std::size_t verb = find_one_of(kVerbs, at_, end);
    std::size_t count = 0;
    const Phrase* found = verb < end && verb > begin ? one_of(kVerbs, verb, &count) : nullptr;
    if (!found || in_relative_clause(begin, verb)) {
      chain_to(end);
      return true;
    }
    chain_to(verb);
    put(found->type, count);
    switch (found->type) {
      case P::OVERCOMES:
      case P::DOES_NOT_OVERCOME:
        overcome(end);
        break;
      case P::CONDITIONED_ON:
        conditioned(end);
        break;
      case P::AUTHORIZES:
        if (actions(P::ACTIONS, end) && phrase("of", P::OF)) with_destination(end);
        chain_to(end);
        break;
      case P::MUST:
        duty(end);
        break;
      case P::DOES_NOT_APPLY:
        phrase("to", P::TO);
        chain_to(end);
        break;
      case P::IS_READ_AS_FOLLOWS:
        this->sentence();
        at_ = std::max(at_, sentence);
        return false;
      default:
        chain_to(end);
        break;
    }
    return true;
  }

  // "a person that must …": the verb of a relative clause is not that of the sentence.
  bool in_relative_clause(std::size_t begin, std::size_t verb) const {
    return verb > begin && (keyword(verb - 1, "that") || keyword(verb - 1, "which"));
  }

  void overcome(std::size_t end) {
    const std::size_t acts = find(at_, end, [&](std::size_t i) { return keyword(i, "for") && action_at(i + 1) > 0; });
    chain_to(acts);
    if (at_ < end && actions(P::FOR_ACTIONS, end, 1)) phrase("of", P::OF);
    chain_to(end);
  }

  void conditioned(std::size_t end) {
    if (phrase("each of following steps having been taken before", P::EACH_STEP_BEFORE)) return chain_to(end);
    if (phrase("step that", P::STEP_THAT)) {
      const std::size_t before =
          find(at_, end, [&](std::size_t i) { return phrase_at(t_, i, ", before") || keyword(i, "before"); });
      chain_to(before);
      if (!phrase(", before", P::BEFORE)) phrase("before", P::BEFORE);
      return chain_to(end);
    }
    if (phrase("attestation of", P::ATTESTATION_OF)) {
      const std::size_t states =
          find(at_, end, [&](std::size_t i) { return phrase_at(t_, i, "that states each of following :") > 0; });
      const std::size_t obtained =
          find(at_, states, [&](std::size_t i) { return phrase_at(t_, i, "obtained before") > 0; });
      chain_to(obtained > at_ && t_[obtained - 1].kind == Tok::Comma ? obtained - 1 : obtained);
      if (at_ < obtained) ++at_;
      if (phrase("obtained", P::OBTAINED)) {
        phrase("before", P::BEFORE);
        chain_to(states > at_ && t_[states - 1].kind == Tok::Comma ? states - 1 : states);
        if (at_ < states) ++at_;
      }
      phrase("that states each of following :", P::THAT_STATES);
    }
    chain_to(end);
  }

  void duty(std::size_t end) {
    // The wording is one token; what follows it says when.
    const std::size_t due = t_[at_].kind == Tok::Act ? at_ + 1 : find_one_of(kDue, at_, end);
    chain_to(std::min(due, end));
    while (at_ < end) {
      std::size_t count = 0;
      const Phrase* phrase = one_of(kDue, at_, &count);
      if (!phrase) {
        if (t_[at_].kind == Tok::Comma && at_ + 1 == end) {
          ++at_;
          continue;
        }
        return chain_to(end);
      }
      put(phrase->type, count);
      const std::size_t next = find_one_of(kDueComma, at_, end);
      chain_to(next);
    }
  }

  // Behind a first date only a comma begins another.
  static constexpr std::array kDueComma = std::to_array<Phrase>({
      {", not later than", P::NOT_LATER_THAN},
      {", at least", P::AT_LEAST},
      {", before", P::BEFORE},
      {", on", P::ON},
      {", for each", P::FOR_EACH},
  });

  const Tokens& t_;
  UnitKind kind_;
  std::size_t at_ = 0;
  Cut out_;
};

}  // namespace

Cut cut_law(const Tokens& tokens, UnitKind kind) { return LawCutter(tokens, kind).run(); }

void cut_definition(const Tokens& tokens, std::size_t* at, Cut* out) {
  const auto put = [&](std::size_t type, std::size_t count) {
    out->pieces.push_back({type, static_cast<std::uint32_t>(*at), static_cast<std::uint32_t>(*at + count)});
    *at += count;
  };
  const auto keyword = [&](std::size_t i, std::string_view text) {
    return tokens[i].kind == Tok::Keyword && tokens[i].text == text;
  };
  put(P::DEFINED, 1);
  std::size_t means = *at;
  while (tokens[means].kind != Tok::End && tokens[means].kind != Tok::FullStop && !keyword(means, "means")) ++means;
  // [of] a Y [, for a destination,] means
  std::size_t parameter = *at;
  while (parameter < means && !(tokens[parameter].kind == Tok::Comma && keyword(parameter + 1, "for"))) ++parameter;
  if (*at < means) {
    put(P::OF, keyword(*at, "of") ? 1 : 0);
    put_chain(tokens, *at, parameter, out);
    *at = parameter;
    if (parameter < means) {
      put(P::FOR, 2);
      const std::size_t end = tokens[means - 1].kind == Tok::Comma ? means - 1 : means;
      put_chain(tokens, *at, end, out);
      *at = means;
    }
  }
  if (keyword(*at, "means")) put(P::MEANS, 1);
  std::size_t end = *at;
  while (tokens[end].kind != Tok::End && tokens[end].kind != Tok::FullStop) ++end;
  put_chain(tokens, *at, end, out);
  *at = end;
  if (tokens[end].kind == Tok::FullStop) put(P::FULL_STOP, 1);
}

}  // namespace licet::syntax
