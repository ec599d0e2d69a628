// A rulebook as one self-contained page: on the left the law as quoted, on the right the rule as written; versions,
// readings and unconfirmed marks visible, citations linked. Prints in grey.
#pragma once

#include <string>

#include "compiler/compile.h"

namespace licet::cli {

std::string doc_page(const compiler::Compiled& compiled);

}  // namespace licet::cli
