// A command: a name, a line for the list of commands, and a function that declares its options and gives back what runs
// once they are parsed. main.cc holds the table.
#pragma once

#include <functional>

#include "cli/options.h"

namespace licet::cli {

using Run = std::function<int()>;  // exit code

struct Command {
  const char* name;
  const char* summary;
  Run (*declare)(Options* options);
};

Run declare_run(Options* options);
Run declare_check(Options* options);
Run declare_test(Options* options);
Run declare_explain(Options* options);
Run declare_fmt(Options* options);
Run declare_schema(Options* options);
Run declare_doc(Options* options);
Run declare_ledger(Options* options);

}  // namespace licet::cli
