// licet doc RULEBOOK -o OUT: the rulebook as a page to read and print.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include "cli/command.h"
#include "cli/doc_page.h"
#include "cli/exit_code.h"
#include "cli/rulebook.h"
#include "cli/terminal.h"

namespace licet::cli {
namespace {

struct DocCommand {
  std::string rulebook, output = "-";

  int run() const {
    const compiler::Compiled compiled = load_rulebook({rulebook}, true);
    if (compiled.program == nullptr) return kRulesInvalid;
    const std::string page = doc_page(compiled);
    if (output == "-") {
      std::fputs(page.c_str(), stdout);
      return kOk;
    }
    const std::string partial = output + ".partial";
    {
      std::ofstream out(partial, std::ios::binary | std::ios::trunc);
      out << page;
      if (!out.flush()) {
        say("cannot write " + output);
        return kUsage;
      }
    }
    std::error_code error;
    std::filesystem::rename(partial, output, error);
    if (error) say("cannot write " + output + ": " + error.message());
    return error ? kUsage : kOk;
  }
};

}  // namespace

Run declare_doc(Options* options) {
  auto command = std::make_shared<DocCommand>();
  options->positional("RULEBOOK", "a folder of rule files, or one file", &command->rulebook);
  options->value("-o,--output", "FILE", "the page (standard output)", &command->output);
  options->example("licet doc rules/us/ear -o ear.html");
  return [command] { return command->run(); };
}

}  // namespace licet::cli
