#include "compiler/syntax/keywords.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

namespace licet::syntax {
namespace {

template <std::size_t N>
constexpr bool in_order(const std::array<std::string_view, N>& words) {
  for (std::size_t i = 1; i < N; ++i)
    if (!(words[i - 1] < words[i])) return false;
  return true;
}

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

constexpr auto kFunction = std::to_array<std::string_view>({
    "a",      "after",  "all",  "an",      "and",   "another", "any",   "are",  "as",    "at",      "be",
    "before", "by",     "each", "every",   "for",   "from",    "has",   "have", "if",    "in",      "is",
    "it",     "its",    "must", "neither", "no",    "nor",     "not",   "of",   "on",    "or",      "other",
    "such",   "than",   "that", "the",     "their", "them",    "they",  "this", "those", "through", "to",
    "under",  "unless", "was",  "were",    "when",  "where",   "which", "who",  "with",  "within",
});
static_assert(in_order(kFunction));

constexpr auto kPattern = std::to_array<std::string_view>({
    "above",         "abroad",
    "aggregate",     "agrees",
    "allowed",       "alone",
    "also",          "among",
    "application",   "applications",
    "applied",       "applies",
    "apply",         "approval",
    "attestation",   "authorization",
    "authorizes",    "bearing",
    "been",          "being",
    "below",         "between",
    "both",          "business",
    "but",           "calendar",
    "case",          "category",
    "charted",       "claimed",
    "codified",      "comply",
    "condition",     "conditioned",
    "conditions",    "contain",
    "contained",     "containing",
    "contains",      "contrary",
    "control",       "corresponding",
    "counting",      "counts",
    "day",           "days",
    "deemed",        "default",
    "definition",    "delayed",
    "denial",        "described",
    "direct",        "directly",
    "divided",       "do",
    "document",      "does",
    "during",        "earlier",
    "effective",     "either",
    "eligible",      "else",
    "empty",         "enforced",
    "enforcement",   "equal",
    "even",          "exceed",
    "exceeds",       "except",
    "exception",     "exceptions",
    "expect",        "export",
    "exported",      "exporting",
    "exports",       "extended",
    "false",         "file",
    "finding",       "first",
    "fit",           "fits",
    "following",     "follows",
    "force",         "further",
    "given",         "greater",
    "had",           "half",
    "having",        "he",
    "hierarchical",  "highest",
    "holds",         "however",
    "incorporate",   "incorporates",
    "incorporating", "increased",
    "indirectly",    "individually",
    "instead",       "instruction",
    "instructions",  "into",
    "just",          "kept",
    "know",          "knowledge",
    "known",         "knows",
    "last",          "later",
    "latest",        "law",
    "least",         "less",
    "license",       "licenses",
    "list",          "listed",
    "lowest",        "made",
    "may",           "mean",
    "means",         "meet",
    "meets",         "met",
    "minus",         "missing",
    "mode",          "modelled",
    "month",         "months",
    "more",          "most",
    "much",          "national",
    "nearest",       "necessary",
    "none",          "notwithstanding",
    "number",        "obtained",
    "once",          "one",
    "only",          "otherwise",
    "out",           "outside",
    "over",          "overcome",
    "overcomes",     "own",
    "owned",         "paragraph",
    "paragraphs",    "parameters",
    "part",          "parts",
    "per",           "percent",
    "percentage",    "person",
    "plural",        "plus",
    "policy",        "portion",
    "posted",        "preceding",
    "presumed",      "presumption",
    "proceed",       "product",
    "provided",      "provision",
    "provisions",    "purpose",
    "purposes",      "quarter",
    "read",          "reading",
    "reason",        "receipt",
    "reexport",      "reexported",
    "reexporting",   "reexports",
    "required",      "requirement",
    "requirements",  "reserved",
    "rest",          "reviewed",
    "rounded",       "same",
    "satisfied",     "savings",
    "section",       "sections",
    "share",         "shown",
    "since",         "so",
    "some",          "source",
    "specified",     "spelling",
    "standing",      "stated",
    "statement",     "statements",
    "states",        "step",
    "steps",         "stood",
    "subject",       "sum",
    "suspended",     "taken",
    "tested",        "text",
    "there",         "these",
    "times",         "title",
    "together",      "topmost",
    "transfer",      "transfer (in-country)",
    "transferred",   "transfers (in-country)",
    "true",          "two",
    "undetermined",  "unknown",
    "until",         "up",
    "upon",          "use",
    "used",          "uses",
    "value",         "values",
    "way",           "whether",
    "whichever",     "while",
    "whole",         "whom",
    "whose",         "will",
    "without",       "would",
    "written",       "year",
    "years",
});
static_assert(in_order(kPattern));

constexpr auto kPrepositions = std::to_array<std::string_view>({
    "above",   "after", "among", "as",    "at",   "before", "below",  "between", "by",
    "during",  "for",   "from",  "in",    "into", "of",     "on",     "outside", "over",
    "through", "to",    "under", "until", "upon", "with",   "within", "without",
});
static_assert(in_order(kPrepositions));

constexpr auto kFinite = std::to_array<std::string_view>({
    "agrees",      "applies",      "apply",   "are",  "authorizes", "contain", "contains", "counts",
    "do",          "does",         "exceeds", "fit",  "fits",       "has",     "have",     "holds",
    "incorporate", "incorporates", "is",      "know", "knows",      "may",     "meet",     "meets",
    "must",        "overcomes",    "states",  "was",  "were",       "will",    "would",
});
static_assert(in_order(kFinite));

constexpr auto kQuantifiers = std::to_array<std::string_view>({
    "all",
    "another",
    "any",
    "each",
    "either",
    "every",
    "neither",
    "no",
    "other",
    "some",
    "such",
});
static_assert(in_order(kQuantifiers));

}  // namespace

bool is_function_word(std::string_view word) { return contains(kFunction, word); }
bool is_keyword(std::string_view word) {
  static const std::unordered_set<std::string_view> words = [] {
    std::unordered_set<std::string_view> all(kPattern.begin(), kPattern.end());
    all.insert(kFunction.begin(), kFunction.end());
    for (const std::string_view phrase_word : {
#define LICET_PHRASE_WORD(word, classes) std::string_view(word),
#include "compiler/syntax/phrase_words.def"
#undef LICET_PHRASE_WORD
         })
      all.insert(phrase_word);
    return all;
  }();
  return words.count(word) > 0;
}
bool is_preposition(std::string_view word) { return contains(kPrepositions, word); }
bool is_article(std::string_view word) { return word == "a" || word == "an" || word == "the"; }
bool is_finite_verb(std::string_view word) { return contains(kFinite, word); }
bool is_quantifier(std::string_view word) { return contains(kQuantifiers, word); }

}  // namespace licet::syntax
