// licet COMMAND …: finds the command in the table, lets it declare its options, parses, runs. Nothing else happens
// before parsing, so that --help is instant (tests/architecture/check_help).
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "core/base/nearest.h"

namespace licet::cli {
namespace {

constexpr Command kCommands[] = {
    {"run", "decide every record of a shipment log", declare_run},
    {"explain", "why, and why not, for one record; or the page of a diagnostic", declare_explain},
    {"check", "look for mistakes in rulebooks", declare_check},
    {"test", "run the scenarios of a rulebook", declare_test},
    {"fmt", "bring rule files into the one canonical form", declare_fmt},
    {"doc", "print a rulebook, law text beside rules", declare_doc},
    {"ledger", "look into the ledgers that runs keep, and open them", declare_ledger},
    {"schema", "show what a record of a rulebook looks like", declare_schema},
};

void print_help() {
  std::fputs("licet: rules of trade law, as text that decides\n\nusage: licet COMMAND [options]\n\ncommands:\n",
             stdout);
  for (const Command& c : kCommands) std::printf("  %-10s%s\n", c.name, c.summary);
  std::fputs(
      "\n  licet COMMAND --help shows the options of a command; licet --version the version\n\nexamples:\n"
      "  licet check rules/us/ear\n"
      "  licet run rules/us/ear shipments.parquet -o decisions.parquet\n"
      "  licet explain rules/us/ear shipment.json --why-not LPP\n",
      stdout);
}

int unknown(std::string_view word) {
  Nearest nearest(word);
  for (const Command& c : kCommands) nearest.consider(c.name);
  std::string message = "licet: there is no command \"" + std::string(word) + "\"";
  if (!nearest.best().empty()) message += "; did you mean " + nearest.best() + "?";
  std::fprintf(stderr, "%s\nSee: licet --help\n", message.c_str());
  return kUsage;
}

int run(int argc, char** argv) {
  if (argc < 2) {
    print_help();
    return kUsage;
  }
  std::string_view word = argv[1];
  if (word == "--version" || word == "version") {
    std::puts("licet " LICET_VERSION);
    return kOk;
  }
  const bool asks_help = word == "--help" || word == "-h" || word == "help";
  if (asks_help && argc < 3) {
    print_help();
    return kOk;
  }
  if (asks_help) word = argv[2];
  for (const Command& c : kCommands) {
    if (word != c.name) continue;
    Options options(c.name, c.summary);
    const Run command = c.declare(&options);
    if (asks_help) {
      std::fputs(options.help().c_str(), stdout);
      return kOk;
    }
    if (const std::optional<int> code = options.parse(argc - 1, argv + 1)) return *code;
    return command();
  }
  return unknown(word);
}

}  // namespace
}  // namespace licet::cli

int main(int argc, char** argv) {
  try {
    return licet::cli::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr,
                 "licet: internal error: %s\nThis is a bug; please report it with the command line and the input.\n",
                 error.what());
    return licet::cli::kInternal;
  }
}
