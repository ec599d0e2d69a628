// A check of lists that needs their connectives marked: what stands behind the last item cannot tell whether it belongs
// to that item or to the whole list.
#include "compiler/syntax/filter.h"

namespace licet::syntax {
namespace {

struct OpenList {
  bool in_sentence = false;
  std::size_t items = 0;
  bool condition = false;        // the item at hand says something by itself
  std::size_t tails = 0;         // items that end ", when …"
  std::size_t tail_of_item = 0;  // where the item at hand does, 0 if it does not
};

}  // namespace

void check_last_items(const Tokens& tokens, Diagnostics* diagnostics) {
  std::vector<OpenList> lists;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.kind == Tok::Open) {
      lists.push_back({});
      lists.back().in_sentence = token.aux == "inline";
    } else if (lists.empty()) {
      continue;
    } else if (token.kind == Tok::Item) {
      OpenList& list = lists.back();
      ++list.items;
      list.condition = (token.flags & kTokCondition) != 0;
      list.tail_of_item = 0;
    } else if (token.kind == Tok::Keyword && token.text == "when" && tokens[i - 1].kind == Tok::Comma) {
      ++lists.back().tails;
      lists.back().tail_of_item = i;
    } else if (token.kind == Tok::Close) {
      const OpenList& list = lists.back();
      if (list.in_sentence && list.items > 1 && list.condition && list.tail_of_item > 0 && list.tails == 1)
        diagnostics->add(Code::TextAfterList, tokens[list.tail_of_item].span).help =
            "put the condition of the whole list in its head, or join it to the item by \"and\"";
      lists.pop_back();
    }
  }
}

}  // namespace licet::syntax
