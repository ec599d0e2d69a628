// The worked examples of the regulation (tests/examples/*.jsonl, one case a line): records with what must come out.
//   derived.json      which decided value or definition of the rulebook a name in "derived" stands for
//   traps.tsv         where each trap of the regulation is tested: scenarios, examples, and goldens that must be there
//   not-covered.txt   cases that do not come out yet, with the reason: one that does must leave the list
#pragma once

#include <string>

namespace licet::golden {

// `update` writes not-covered.txt anew, keeping the reasons that stand there. Gives an exit code.
int run_examples(const std::string& folder, const std::string& rulebook, bool update);

}  // namespace licet::golden
