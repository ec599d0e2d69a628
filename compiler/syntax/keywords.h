// The closed list of words that need no declaration: function words and the words of the sentence patterns. All of them
// but the function words are soft: a rulebook may declare them as names.
#pragma once

#include <string_view>

namespace licet::syntax {

bool is_keyword(std::string_view word);        // lower case
bool is_function_word(std::string_view word);  // can never be a name alone
bool is_preposition(std::string_view word);
bool is_article(std::string_view word);
bool is_finite_verb(std::string_view word);  // joins clauses (grammar: the finite-verb rule)
bool is_quantifier(std::string_view word);   // any, every, each, no …

}  // namespace licet::syntax
